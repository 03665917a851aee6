//! The keys of rows, and what a run must remember to keep them apart.
//!
//! In: documents, in the order of the run. Out: [`Keys`] of each. A few dozen
//! bytes an objective are kept; nothing else grows with the run.
//!
//! Two documents of a run may hold the same objective at the same reference
//! date and stage. If all its values are equal (the text and the PDF of one
//! plan) it is one row, the first document's. If they differ they are two rows:
//! the second's key gets a suffix, as the contract has it within a document,
//! because two bodies that print no name would share keys otherwise. Both cases
//! are counted in [`Tally`]. [`Run::settle`] gives documents these keys before they are
//! written, so that they are the same in all forms.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use schede_model::fold::fold_into;
use schede_model::key::sha256_hex;
use schede_model::{Document, Entity, Family, Finding, Objective, Pointer, Severity};

use super::documents::{plan_type, stage};
use super::rows::content_hash;

/// Hexadecimal digits of a key.
const KEY_DIGITS: usize = 16;

/// The keys of one document's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Key of the document.
    pub document_id: String,
    /// Key of the document's body, null if neither printed nor given.
    pub entity_id: Option<String>,
    /// Keys of the objectives, in document order.
    pub objectives: Vec<ObjectiveKeys>,
}

/// The keys of one objective's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectiveKeys {
    /// Key of the objective, with a suffix if another one of the run has it.
    pub id: String,
    /// Reference date and stage.
    pub snapshot: String,
    /// Date in the table head, else the document's.
    pub reference_date: Option<NaiveDate>,
    /// Key of the body printed on the sheet, else the document's.
    pub entity_id: Option<String>,
    /// Key of the organisational unit.
    pub org_unit_id: Option<String>,
    /// Two digits.
    pub mission_id: Option<String>,
    /// Four digits.
    pub programme_id: Option<String>,
    /// An earlier document of the run has this very objective: it has no rows
    /// in this one.
    pub repeated: bool,
}

/// What was noticed about keys in a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Documents taken in.
    pub documents: u64,
    /// Objectives that an earlier document already held, value for value.
    pub repeated_objectives: u64,
    /// Objectives whose key an earlier one of other values has; their key got a
    /// suffix.
    pub renamed_objectives: u64,
}

/// What a run remembers of its documents.
#[derive(Debug, Default)]
pub struct Run {
    documents: HashMap<u64, u32>,
    objectives: HashMap<u64, u64>,
    tally: Tally,
}

impl Run {
    /// The keys of the next document.
    pub fn keys(&mut self, document: &Document) -> Keys {
        self.tally.documents += 1;
        let entity_id = entity_id(&document.entity);
        let document_id = self.document_id(document);
        let objectives = document
            .objectives
            .iter()
            .map(|objective| {
                let keys = plain_keys(document, entity_id.as_deref(), objective);
                self.claim(document, objective, keys)
            })
            .collect();
        Keys {
            document_id,
            entity_id,
            objectives,
        }
    }

    /// Gives the objectives of the next document the keys that they have in the run, and
    /// says so where these are not the ones that the document alone makes.
    pub fn settle(&mut self, document: &mut Document) {
        let keys = self.keys(document);
        for (index, keys) in keys.objectives.into_iter().enumerate() {
            let objective = &mut document.objectives[index];
            if objective.id != keys.id {
                document.findings.push(shared_key(index, &keys.id));
                objective.id = keys.id;
            }
        }
    }

    /// What was noticed so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    fn document_id(&mut self, document: &Document) -> String {
        let id = document_id(document);
        let n = self.documents.entry(short_hash(&id)).or_insert(0);
        *n += 1;
        if *n == 1 { id } else { format!("{id}-{n}") }
    }

    fn claim(
        &mut self,
        document: &Document,
        objective: &Objective,
        mut keys: ObjectiveKeys,
    ) -> ObjectiveKeys {
        let content = content_hash(document, objective, &keys);
        let plain = keys.id.clone();
        let mut n = 1;
        loop {
            match self
                .objectives
                .get(&short_hash(&(&keys.id, &keys.snapshot)))
            {
                None => break,
                Some(known) if *known == content => {
                    keys.repeated = true;
                    self.tally.repeated_objectives += 1;
                    return keys;
                }
                Some(_) => {
                    n += 1;
                    keys.id = format!("{plain}-{n}");
                }
            }
        }
        self.tally.renamed_objectives += u64::from(n > 1);
        self.objectives
            .insert(short_hash(&(&keys.id, &keys.snapshot)), content);
        keys
    }
}

fn shared_key(index: usize, id: &str) -> Finding {
    Finding {
        code: "duplicate-key".into(),
        family: Family::Sheet,
        severity: Severity::Warning,
        message: format!(
            "an objective of other values in another input of this run has the same key: the id here got a suffix ({id}); if they are of two bodies, read each with --entity-ipa"
        ),
        pointer: Some(Pointer::objective(index)),
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}

fn plain_keys(
    document: &Document,
    entity_of_document: Option<&str>,
    objective: &Objective,
) -> ObjectiveKeys {
    let reference_date = objective.reference_date.or(document.plan.reference_date);
    let entity_id = objective_entity_id(document, entity_of_document, objective);
    let dup = objective.dup.as_ref();
    let mission_id = dup.and_then(|it| two_digits(it.mission_code.as_deref()?));
    let programme = dup.and_then(|it| two_digits(it.programme_code.as_deref()?));
    let programme_id = mission_id
        .as_deref()
        .zip(programme.as_deref())
        .map(|(mission, programme)| format!("{mission}{programme}"));
    let org_unit_id = objective
        .org_unit
        .as_deref()
        .map(|unit| key(&["org-unit", entity_id.as_deref().unwrap_or_default(), unit]));
    ObjectiveKeys {
        id: objective.id.clone(),
        snapshot: snapshot(document, reference_date),
        reference_date,
        entity_id,
        org_unit_id,
        mission_id,
        programme_id,
        repeated: false,
    }
}

/// A sheet may name another body than its document does.
fn objective_entity_id(
    document: &Document,
    entity_of_document: Option<&str>,
    objective: &Objective,
) -> Option<String> {
    let Some(printed) = objective.entity.as_deref() else {
        return entity_of_document.map(str::to_owned);
    };
    let same = |name: &str| folded(name) == folded(printed);
    match (document.entity.name.as_deref(), entity_of_document) {
        (Some(name), Some(id)) if same(name) => Some(id.to_owned()),
        (None, Some(id)) => Some(id.to_owned()),
        (Some(_) | None, Some(_) | None) => entity_id(&named(printed)),
    }
}

/// A body of which only the name is known.
pub(super) fn named(name: &str) -> Entity {
    Entity {
        name: Some(name.to_owned()),
        ..Entity::default()
    }
}

/// Key of a body: from its best code, else from its folded name.
pub(super) fn entity_id(entity: &Entity) -> Option<String> {
    let Entity {
        name,
        ipa_code,
        istat_code,
        tax_code,
    } = entity;
    let parts = [
        ("ipa", ipa_code),
        ("istat", istat_code),
        ("tax", tax_code),
        ("name", name),
    ];
    parts
        .into_iter()
        .find_map(|(kind, value)| Some(key(&["entity", kind, value.as_deref()?])))
}

/// Key of a document: what plan it is, of whom, which units, and its file name.
/// Not its content: a corrected file keeps its key.
fn document_id(document: &Document) -> String {
    let plan = &document.plan;
    let date = plan.reference_date.map(|date| date.to_string());
    let year = plan.year.map(|year| year.to_string());
    let mut units: Vec<String> = document
        .objectives
        .iter()
        .filter_map(|objective| objective.org_unit.as_deref().map(folded))
        .collect();
    units.sort();
    units.dedup();
    let entity = entity_id(&document.entity);
    let mut parts = vec![
        "document",
        entity.as_deref().unwrap_or_default(),
        plan.kind.map(plan_type).unwrap_or_default(),
        year.as_deref().unwrap_or_default(),
        plan.stage.map(stage).unwrap_or_default(),
        date.as_deref().unwrap_or_default(),
    ];
    parts.extend(units.iter().map(String::as_str));
    // The file name is not folded: "a-b.txt" and "ab.txt" are two files.
    let name = sha256_hex(document.source.file_name.as_bytes());
    parts.push(&name);
    key(&parts)
}

/// "2024-09-30/interim", "2024-09-30", "final", or "-".
fn snapshot(document: &Document, reference_date: Option<NaiveDate>) -> String {
    match (reference_date, document.plan.stage.map(stage)) {
        (Some(date), Some(stage)) => format!("{date}/{stage}"),
        (Some(date), None) => date.to_string(),
        (None, Some(stage)) => stage.to_owned(),
        (None, None) => "-".to_owned(),
    }
}

/// Documents print "1" and "01".
fn two_digits(code: &str) -> Option<String> {
    let code = code.trim();
    let digits = !code.is_empty() && code.len() <= 2 && code.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| format!("{code:0>2}"))
}

fn key(parts: &[&str]) -> String {
    const SEPARATOR: char = '\u{1f}';
    let mut text = String::with_capacity(128);
    for part in parts {
        fold_into(part, &mut text);
        text.push(SEPARATOR);
    }
    let mut digits = sha256_hex(text.as_bytes());
    digits.truncate(KEY_DIGITS);
    digits
}

fn folded(text: &str) -> String {
    schede_model::fold::fold(text)
}

fn short_hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::two_digits;

    #[test]
    fn codes_are_padded_only_when_they_are_codes() {
        assert_eq!(two_digits("1").as_deref(), Some("01"));
        assert_eq!(two_digits(" 08 ").as_deref(), Some("08"));
        assert_eq!(two_digits("01.1"), None);
        assert_eq!(two_digits(""), None);
    }
}
