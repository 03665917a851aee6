//! A set of objectives to compare, from documents or from a database.
//!
//! Holds the records themselves: a comparison needs both sides at once. Of an
//! objective that a set shows at several reference dates the latest counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schede_model::Document;

use super::ObjectiveName;
use crate::Result;
use crate::tables::{Rows, Run, Table, TableName, Value};

pub(super) type Row = Vec<Value<'static>>;

/// Objectives with their phases and statements, by key.
#[derive(Debug, Default)]
pub struct ObjectiveSet {
    pub(super) objectives: BTreeMap<String, Facts>,
    run: Run,
}

/// One sheet as rows of the relational shape.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub row: Row,
    pub phases: Vec<Row>,
    pub statements: Vec<Row>,
}

impl ObjectiveSet {
    /// A set with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the objectives of one more document.
    pub fn add(&mut self, document: &Document) {
        let keys = self.run.keys(document);
        let rows = Rows::without_places(document, &keys);
        let owned = |name| {
            let rows = rows.table(name).iter();
            rows.map(owned_row).collect::<Vec<Row>>()
        };
        self.add_rows(
            owned(TableName::Objectives),
            owned(TableName::Phases),
            owned(TableName::Statements),
        );
    }

    /// The objectives that a database holds at a reference date.
    ///
    /// # Errors
    /// If the target cannot be opened or has no tables of this program.
    pub fn from_store(target: &str, reference_date: NaiveDate) -> Result<Self> {
        let mut set = Self::default();
        let read = |name| crate::load::read_at(target, name, reference_date);
        set.add_rows(
            read(TableName::Objectives)?,
            read(TableName::Phases)?,
            read(TableName::Statements)?,
        );
        Ok(set)
    }

    /// Number of objectives.
    pub fn len(&self) -> usize {
        self.objectives.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.objectives.is_empty()
    }

    fn add_rows(&mut self, objectives: Vec<Row>, phases: Vec<Row>, statements: Vec<Row>) {
        let mut showings: BTreeMap<(String, String), Facts> = BTreeMap::new();
        for row in objectives {
            // Key and snapshot stand first, in parts as in objectives.
            let key = showing(&row);
            showings.entry(key).or_default().row = row;
        }
        for row in phases {
            let facts = showings.entry(showing(&row)).or_default();
            facts.phases.push(row);
        }
        for row in statements {
            let facts = showings.entry(showing(&row)).or_default();
            facts.statements.push(row);
        }
        for ((id, _), facts) in showings {
            self.keep_latest(id, facts);
        }
    }

    fn keep_latest(&mut self, id: String, facts: Facts) {
        if facts.row.is_empty() {
            return;
        }
        match self.objectives.get(&id) {
            Some(known) if known.date() > facts.date() => {}
            Some(_) | None => {
                self.objectives.insert(id, facts);
            }
        }
    }
}

impl Facts {
    pub fn name(&self) -> ObjectiveName {
        let text = |column| {
            let table = TableName::Objectives.table();
            let value = self.row.get(table.position(column)?)?;
            value.as_text().map(str::to_owned)
        };
        ObjectiveName {
            id: text("id").unwrap_or_default(),
            org_unit: text("org_unit"),
            code: text("code"),
            title: text("title"),
        }
    }

    fn date(&self) -> Option<NaiveDate> {
        let table: &Table = TableName::Objectives.table();
        match self.row.get(table.position("reference_date")?)? {
            Value::Date(date) => Some(*date),
            Value::Null | Value::Text(_) | Value::Integer(_) | Value::Number(_) => None,
        }
    }
}

fn showing(row: &Row) -> (String, String) {
    let text = |index: usize| {
        let value = row.get(index).and_then(Value::as_text);
        value.unwrap_or_default().to_owned()
    };
    (text(0), text(1))
}

fn owned_row(row: &[Value<'_>]) -> Row {
    row.iter().cloned().map(Value::into_owned).collect()
}
