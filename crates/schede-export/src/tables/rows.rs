//! The rows of one document in every table.
//!
//! In: a document and its [`Keys`]. Out: [`Rows`], values that borrow from both.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};

use schede_model::{Document, Entity, Objective};

use super::dimensions::{
    EntityRow, MissionRow, OrgUnitRow, ProgrammeRow, entity_values, merge_within, mission_values,
    org_unit_values, programme_values,
};
use super::documents::{DocumentRow, document_values};
use super::evidence::{FindingRow, ObjectiveRef, ProvenanceRow, finding_values, provenance_values};
use super::keys::{Keys, ObjectiveKeys};
use super::objectives::{OBJECTIVES, ObjectiveRow, objective_values};
use super::parts::{PhaseRow, StatementRow, phase_values, statement_lists, statement_values};
use super::{TABLES, TableName, Value};

/// Rows of one table: values in the order of its columns, row after row.
#[derive(Debug, Default)]
pub struct TableRows<'d> {
    values: Vec<Value<'d>>,
    width: usize,
}

impl<'d> TableRows<'d> {
    fn new(name: TableName) -> Self {
        Self {
            values: Vec::new(),
            width: name.table().columns.len(),
        }
    }

    /// The rows, each as long as the table has columns.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Value<'d>]> {
        self.values.chunks_exact(self.width.max(1))
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut [Value<'d>]> {
        self.values.chunks_exact_mut(self.width.max(1))
    }

    pub(super) fn push(&mut self, row: Vec<Value<'d>>) {
        debug_assert_eq!(row.len(), self.width);
        self.values.extend(row);
    }
}

/// The rows of one document in every table.
#[derive(Debug)]
pub struct Rows<'d> {
    tables: [TableRows<'d>; TABLES.len()],
}

impl<'d> Rows<'d> {
    /// Makes the rows of a document. `keys` are the document's own, from
    /// [`super::Run::keys`].
    pub fn new(document: &'d Document, keys: &'d Keys) -> Self {
        let mut rows = Self::without_places(document, keys);
        let places = &mut rows.tables[TableName::Provenance.index()].values;
        let kept = each_place(document, keys, |row| {
            places.append(row);
            Ok::<(), Infallible>(())
        });
        match kept {
            Ok(()) => rows,
            Err(never) => match never {},
        }
    }

    /// Makes the rows of a document but for those of [`TableName::Provenance`], which are
    /// most of them: [`each_place`] has them one after another.
    pub fn without_places(document: &'d Document, keys: &'d Keys) -> Self {
        let mut rows = Self {
            tables: TABLES.map(TableRows::new),
        };
        rows.add_entity(&document.entity, keys.entity_id.as_deref());
        let row = DocumentRow::new(&keys.document_id, keys.entity_id.as_deref(), document);
        document_values(&row, rows.values(TableName::Documents));
        for (index, (objective, of)) in document.objectives.iter().zip(&keys.objectives).enumerate()
        {
            if !of.repeated {
                rows.add_dimensions(objective, of);
                let row =
                    ObjectiveRow::new(&keys.document_id, from_one(index), document, of, objective);
                objective_values(&row, rows.values(TableName::Objectives));
                rows.add_parts(objective, of);
            }
        }
        rows.add_findings(document, keys);
        rows
    }

    /// The rows of one table.
    pub fn table(&self, name: TableName) -> &TableRows<'d> {
        &self.tables[name.index()]
    }

    /// Number of rows in all tables.
    pub fn len(&self) -> usize {
        self.tables.iter().map(TableRows::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tables.iter().all(TableRows::is_empty)
    }

    fn values(&mut self, name: TableName) -> &mut Vec<Value<'d>> {
        &mut self.tables[name.index()].values
    }

    fn merge(&mut self, name: TableName, fill: impl FnOnce(&mut Vec<Value<'d>>)) {
        let mut row = Vec::with_capacity(name.table().columns.len());
        fill(&mut row);
        merge_within(&mut self.tables[name.index()], row);
    }

    fn add_entity(&mut self, entity: &'d Entity, id: Option<&'d str>) {
        let Some(id) = id else { return };
        let row = EntityRow {
            id,
            name: entity.name.as_deref(),
            ipa_code: entity.ipa_code.as_deref(),
            istat_code: entity.istat_code.as_deref(),
            tax_code: entity.tax_code.as_deref(),
        };
        self.merge(TableName::Entities, |out| entity_values(&row, out));
    }

    fn add_dimensions(&mut self, objective: &'d Objective, keys: &'d ObjectiveKeys) {
        if let Some(id) = keys.entity_id.as_deref() {
            let row = EntityRow {
                id,
                name: objective.entity.as_deref(),
                ipa_code: None,
                istat_code: None,
                tax_code: None,
            };
            self.merge(TableName::Entities, |out| entity_values(&row, out));
        }
        if let (Some(id), Some(name)) = (&keys.org_unit_id, &objective.org_unit) {
            let entity_id = keys.entity_id.as_deref();
            let row = OrgUnitRow {
                id,
                entity_id,
                name,
            };
            self.merge(TableName::OrgUnits, |out| org_unit_values(&row, out));
        }
        self.add_budget(objective, keys);
    }

    fn add_budget(&mut self, objective: &'d Objective, keys: &'d ObjectiveKeys) {
        let (Some(dup), Some(mission_id)) = (&objective.dup, &keys.mission_id) else {
            return;
        };
        let row = MissionRow {
            id: mission_id,
            name: dup.mission_name.as_deref(),
        };
        self.merge(TableName::Missions, |out| mission_values(&row, out));
        if let Some(id) = &keys.programme_id {
            let row = ProgrammeRow {
                id,
                mission_id,
                name: dup.programme_name.as_deref(),
            };
            self.merge(TableName::Programmes, |out| programme_values(&row, out));
        }
    }

    fn add_parts(&mut self, objective: &'d Objective, keys: &'d ObjectiveKeys) {
        add_phases(objective, keys, self.values(TableName::Phases));
        add_statements(objective, keys, self.values(TableName::Statements));
    }

    fn add_findings(&mut self, document: &'d Document, keys: &'d Keys) {
        for (index, finding) in document.findings.iter().enumerate() {
            let pointer = finding.pointer.as_ref().map(|it| it.0.as_str());
            let objective = pointer.and_then(|it| owner(it, keys)).map(|it| it.0);
            let row = FindingRow::new(&keys.document_id, from_one(index), objective, finding);
            finding_values(&row, self.values(TableName::Findings));
        }
    }
}

/// Hands on the rows of [`TableName::Provenance`], each in turn: all at once they would
/// take twenty times the memory of the evidence.
///
/// # Errors
/// The first of `take`; nothing is handed on after it.
pub fn each_place<'d, E>(
    document: &'d Document,
    keys: &'d Keys,
    mut take: impl FnMut(&mut Vec<Value<'d>>) -> Result<(), E>,
) -> Result<(), E> {
    let mut pieces = Pieces::new(document);
    let mut row = Vec::with_capacity(TableName::Provenance.table().columns.len());
    for (pointer, spans) in document.provenance.iter() {
        let (objective, field) = match owner(pointer, keys) {
            Some((objective, field)) => (Some(objective), field),
            None => (None, pointer.trim_start_matches('/')),
        };
        let position = pieces.of(pointer);
        for span in spans {
            *position += 1;
            let place = ProvenanceRow {
                document_id: &keys.document_id,
                pointer,
                position: *position,
                objective,
                field,
                span,
            };
            row.clear();
            provenance_values(&place, &mut row);
            take(&mut row)?;
        }
    }
    Ok(())
}

/// How many places each pointer has so far. A pointer stands once in well-made evidence;
/// if one stands twice its places are numbered on, so that the key holds.
struct Pieces<'d> {
    outside: HashMap<&'d str, i64>,
    inside: HashMap<&'d str, i64>,
    /// Whether the evidence goes from one objective to the next and never back: the
    /// pointers into those before need not be known then.
    in_order: bool,
    at: usize,
}

impl<'d> Pieces<'d> {
    fn new(document: &'d Document) -> Self {
        let pointers = document.provenance.iter().map(|(pointer, _)| pointer);
        Self {
            outside: HashMap::new(),
            inside: HashMap::new(),
            in_order: pointers.filter_map(objective_number).is_sorted(),
            at: 0,
        }
    }

    fn of(&mut self, pointer: &'d str) -> &mut i64 {
        let Some(at) = objective_number(pointer) else {
            return self.outside.entry(pointer).or_insert(0);
        };
        if self.in_order && at != self.at {
            self.inside.clear();
            self.at = at;
        }
        self.inside.entry(pointer).or_insert(0)
    }
}

/// The position of the objective that a pointer leads into.
fn objective_number(pointer: &str) -> Option<usize> {
    let rest = pointer.strip_prefix("/objectives/")?;
    rest.split_once('/').map_or(rest, |it| it.0).parse().ok()
}

fn add_phases<'d>(objective: &'d Objective, keys: &'d ObjectiveKeys, out: &mut Vec<Value<'d>>) {
    for (index, phase) in objective.phases.iter().enumerate() {
        phase_values(&PhaseRow::new(keys, from_one(index), phase), out);
    }
}

fn add_statements<'d>(objective: &'d Objective, keys: &'d ObjectiveKeys, out: &mut Vec<Value<'d>>) {
    for (kind, list) in statement_lists(objective) {
        for (index, statement) in list.iter().enumerate() {
            let row = StatementRow {
                keys,
                kind,
                position: from_one(index),
                statement,
            };
            statement_values(&row, out);
        }
    }
}

/// A hash of all that a sheet says, without its key and its place.
pub(super) fn content_hash(
    document: &Document,
    objective: &Objective,
    keys: &ObjectiveKeys,
) -> u64 {
    let mut values = Vec::with_capacity(64);
    let row = ObjectiveRow::new("", 0, document, keys, objective);
    objective_values(&row, &mut values);
    let mut hasher = DefaultHasher::new();
    for (value, column) in values.iter().zip(OBJECTIVES.columns) {
        if column.tracked && !OBJECTIVES.is_key(column) {
            value.hash(&mut hasher);
        }
    }
    values.clear();
    add_phases(objective, keys, &mut values);
    add_statements(objective, keys, &mut values);
    values.hash(&mut hasher);
    hasher.finish()
}

/// The objective that a pointer leads into, and the rest of its path.
fn owner<'d>(pointer: &'d str, keys: &'d Keys) -> Option<(ObjectiveRef<'d>, &'d str)> {
    let rest = pointer.strip_prefix("/objectives/")?;
    let (index, field) = rest.split_once('/').unwrap_or((rest, ""));
    let objective = keys.objectives.get(index.parse::<usize>().ok()?)?;
    Some(((&objective.id, &objective.snapshot), field))
}

fn from_one(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX - 1) + 1
}
