//! What changed between two sets of records: objectives and phases that
//! appeared, vanished or changed, field by field.
//!
//! In: two [`ObjectiveSet`]s, from documents or from a database at a reference
//! date. Out: a [`Diff`] as data (serde) and, through `Display`, as text.
//!
//! Objectives are the same if their `id` is; phases if their printed number is
//! (of several with one number: in order); statements if their kind and label
//! are. Keys, places (document, page, order) and the reference date itself are
//! not compared, nor another spelling of body or unit.

mod set;
mod text;

pub use set::ObjectiveSet;

use std::collections::BTreeMap;

use schede_model::fold::fold;
use serde::Serialize;

use crate::tables::{Column, Table, TableName, Value};
use set::{Facts, Row};

/// Columns that name the showing and not what the sheet says, and keys made
/// from columns that are compared themselves.
const NOT_COMPARED: [&str; 7] = [
    "reference_date",
    "stage",
    "plan_type",
    "entity_id",
    "org_unit_id",
    "mission_id",
    "programme_id",
];

/// Columns of which another spelling is no change.
const FOLDED: [&str; 2] = ["entity", "org_unit"];

/// Above 2^53 an f64 no longer holds every whole number.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// The differences between an old and a new set.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Diff {
    /// Objectives only in the new set.
    pub appeared: Vec<ObjectiveName>,
    /// Objectives only in the old set.
    pub vanished: Vec<ObjectiveName>,
    /// Objectives in both that differ.
    pub changed: Vec<ObjectiveChange>,
    /// Number of objectives in both that are equal.
    pub unchanged: u64,
}

/// What names an objective for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectiveName {
    /// Key of the objective.
    pub id: String,
    /// Unit as printed.
    pub org_unit: Option<String>,
    /// Code as printed.
    pub code: Option<String>,
    /// Title.
    pub title: Option<String>,
}

/// What changed on one sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObjectiveChange {
    /// The objective, as the new set names it.
    pub objective: ObjectiveName,
    /// Fields of the objective itself.
    pub fields: Vec<FieldChange>,
    /// Phases.
    pub phases: PartChanges,
    /// Expected results, criteria, indicators.
    pub statements: PartChanges,
}

/// What changed among the phases or statements of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PartChanges {
    /// Only in the new set.
    pub appeared: Vec<PartName>,
    /// Only in the old set.
    pub vanished: Vec<PartName>,
    /// In both, and different.
    pub changed: Vec<PartChange>,
}

/// What names a phase or statement for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartName {
    /// "phase 2", or the kind and label of a statement.
    pub name: String,
    /// Its description or text.
    pub text: Option<String>,
}

/// A phase or statement that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartChange {
    /// "phase 2", or the kind and label of a statement.
    pub name: String,
    /// Its fields.
    pub fields: Vec<FieldChange>,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// Name of the column.
    pub field: &'static str,
    /// Whether a value came, went or changed.
    pub change: Change,
    /// Value in the old set.
    pub old: serde_json::Value,
    /// Value in the new set.
    pub new: serde_json::Value,
    /// For dates: by how many days the new one is later (negative: earlier).
    pub days_later: Option<i64>,
}

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Null before.
    Added,
    /// Null now.
    Removed,
    /// Another value before.
    Changed,
}

impl Diff {
    /// Compares two sets.
    pub fn between(old: &ObjectiveSet, new: &ObjectiveSet) -> Self {
        let mut diff = Self::default();
        for (id, facts) in &new.objectives {
            match old.objectives.get(id) {
                None => diff.appeared.push(facts.name()),
                Some(before) => match objective(before, facts) {
                    Some(change) => diff.changed.push(change),
                    None => diff.unchanged += 1,
                },
            }
        }
        let gone = |id: &&String| !new.objectives.contains_key(*id);
        diff.vanished = old
            .objectives
            .keys()
            .filter(gone)
            .map(|id| old.objectives[id].name())
            .collect();
        diff.appeared.sort_by_cached_key(by_name);
        diff.vanished.sort_by_cached_key(by_name);
        diff.changed.sort_by_cached_key(|it| by_name(&it.objective));
        diff
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.appeared.is_empty() && self.vanished.is_empty() && self.changed.is_empty()
    }
}

impl PartChanges {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.appeared.is_empty() && self.vanished.is_empty() && self.changed.is_empty()
    }
}

/// Order for people: unit, then code ("2" before "10"), then key.
fn by_name(name: &ObjectiveName) -> (String, usize, String, String) {
    let code = name.code.clone().unwrap_or_default();
    let unit = fold(name.org_unit.as_deref().unwrap_or_default());
    (unit, code.len(), code, name.id.clone())
}

fn objective(old: &Facts, new: &Facts) -> Option<ObjectiveChange> {
    let change = ObjectiveChange {
        objective: new.name(),
        fields: fields(TableName::Objectives, &old.row, &new.row),
        phases: parts(TableName::Phases, &old.phases, &new.phases),
        statements: parts(TableName::Statements, &old.statements, &new.statements),
    };
    let same = change.fields.is_empty() && change.phases.is_empty() && change.statements.is_empty();
    (!same).then_some(change)
}

/// Matches parts by name and number of occurrence, and compares those matched.
fn parts(name: TableName, old: &[Row], new: &[Row]) -> PartChanges {
    let mut out = PartChanges::default();
    let mut before = numbered(name, old);
    for (key, row) in in_order(name, new) {
        match before.remove(&key) {
            None => out.appeared.push(part_name(name, row)),
            Some(former) => {
                let fields = fields(name, former, row);
                if !fields.is_empty() {
                    let name = part_label(name, row);
                    out.changed.push(PartChange { name, fields });
                }
            }
        }
    }
    let gone = in_order(name, old).into_iter();
    out.vanished = gone
        .filter(|(key, _)| before.contains_key(key))
        .map(|(_, row)| part_name(name, row))
        .collect();
    out
}

type PartKey = (String, usize);

fn numbered(name: TableName, rows: &[Row]) -> BTreeMap<PartKey, &Row> {
    in_order(name, rows).into_iter().collect()
}

fn in_order(name: TableName, rows: &[Row]) -> Vec<(PartKey, &Row)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    rows.iter()
        .map(|row| {
            let label = part_label(name, row);
            let n = seen.entry(fold(&label)).or_insert(0);
            *n += 1;
            ((fold(&label), *n), row)
        })
        .collect()
}

fn part_label(name: TableName, row: &Row) -> String {
    let table = name.table();
    let number = || match value(table, row, "number") {
        Some(Value::Integer(n)) => n.to_string(),
        Some(Value::Null | Value::Text(_) | Value::Number(_) | Value::Date(_)) | None => {
            String::new()
        }
    };
    if name == TableName::Phases {
        return format!("phase {}", number());
    }
    let part = |column| value(table, row, column).and_then(Value::as_text);
    let kind = part("kind").unwrap_or_default().replace('_', " ");
    format!("{kind} \"{}\"", part("label").unwrap_or_default())
}

fn part_name(name: TableName, row: &Row) -> PartName {
    let column = if name == TableName::Phases {
        "description"
    } else {
        "body"
    };
    PartName {
        name: part_label(name, row),
        text: value(name.table(), row, column)
            .and_then(Value::as_text)
            .map(str::to_owned),
    }
}

fn value<'r>(table: &Table, row: &'r Row, column: &str) -> Option<&'r Value<'static>> {
    row.get(table.position(column)?)
}

fn fields(name: TableName, old: &Row, new: &Row) -> Vec<FieldChange> {
    let table = name.table();
    let pairs = table.columns.iter().zip(old.iter().zip(new));
    pairs
        .filter(|(column, _)| is_compared(table, column))
        .filter(|(column, (old, new))| !is_same(column, old, new))
        .map(|(column, (old, new))| field(column.name, old, new))
        .collect()
}

fn is_compared(table: &Table, column: &Column) -> bool {
    column.tracked && !table.is_key(column) && !NOT_COMPARED.contains(&column.name)
}

fn is_same(column: &Column, old: &Value<'_>, new: &Value<'_>) -> bool {
    match (old, new) {
        (Value::Text(old), Value::Text(new)) if FOLDED.contains(&column.name) => {
            fold(old) == fold(new)
        }
        (old, new) => old == new,
    }
}

fn field(name: &'static str, old: &Value<'_>, new: &Value<'_>) -> FieldChange {
    let days_later = match (old, new) {
        (Value::Date(old), Value::Date(new)) => Some((*new - *old).num_days()),
        (_, _) => None,
    };
    FieldChange {
        field: name,
        change: match (old.is_null(), new.is_null()) {
            (true, _) => Change::Added,
            (false, true) => Change::Removed,
            (false, false) => Change::Changed,
        },
        old: json(old),
        new: json(new),
        days_later,
    }
}

fn json(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => text.as_ref().into(),
        Value::Integer(n) => (*n).into(),
        // 25 and not 25.0, as in the JSON form.
        Value::Number(n) if n.fract() == 0.0 && n.abs() < LARGEST_EXACT => (*n as i64).into(),
        Value::Number(n) => (*n).into(),
        Value::Date(date) => date.to_string().into(),
    }
}
