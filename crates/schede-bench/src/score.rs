//! The score: a document against its gold, strictly, value by value.
//!
//! A *value* is a leaf of a gold objective (null counts: saying that nothing is
//! on paper is a statement too). The number of a phase and the label of a
//! statement name a row and are not counted as values: rows are matched by
//! them, and a wrong one is counted apart, as a wrong name. Only members that
//! the gold has are compared. Text must be equal to the character, numbers as
//! numbers. A value whose row, object or objective is missing is wrong.
//!
//! A wrong, missing or invented value is *flagged* if a reading finding of the
//! document, warning or error, points at it or at something that contains it;
//! else it is a *silent error*, the worst thing the program can do. Findings
//! about the sheet and notes do not flag a value: they do not doubt the reading.

use schede_model::{Document, Family, Finding, Severity};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

use crate::matching;

/// The score of one document, or of several added up.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Score {
    /// Values in the gold, and how many were read exactly.
    pub values: Count,
    /// Names of rows (phase numbers, labels).
    pub names: Count,
    /// Objectives, and how many of them are right in whole.
    pub objectives: Count,
    /// Objectives that were not found.
    pub missing_objectives: usize,
    /// Objectives that are not in the gold.
    pub extra_objectives: usize,
    /// Values found in rows or objectives that are not in the gold.
    pub extra_values: usize,
    /// Wrong, missing or invented values that no finding points at.
    pub silent_errors: usize,
    /// The same by field.
    pub fields: BTreeMap<String, FieldCount>,
    /// Every wrong, missing or invented value.
    pub wrong: Vec<Wrong>,
}

/// Members of an objective that we make; no gold has them.
const OURS: [&str; 2] = ["id", "pages"];

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In the gold.
    pub all: usize,
    /// Right.
    pub right: usize,
}

/// The count of one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FieldCount {
    /// In the gold.
    pub all: usize,
    /// Right.
    pub right: usize,
    /// Found where the gold has nothing.
    pub extra: usize,
    /// Wrong or extra, and not flagged.
    pub silent: usize,
}

/// One value that is not as in the gold.
#[derive(Debug, Clone, Serialize)]
pub struct Wrong {
    /// Name of the document.
    pub document: String,
    /// The objective's code in the gold (or as found, if it is extra).
    pub objective: String,
    /// Field, positions left out ("phases/outcome").
    pub field: String,
    /// Where it stands (or would stand) in the document.
    pub pointer: String,
    /// The gold's value; absent if the gold has no such row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Value>,
    /// The document's value; absent if it has no such row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Value>,
    /// The finding that points at it, none if it is a silent error.
    pub flagged: Option<String>,
}

/// Scores a document against gold objectives.
pub fn score(name: &str, gold: &[Value], document: &Document) -> Score {
    let found = match serde_json::to_value(&document.objectives) {
        Ok(Value::Array(found)) => found,
        _ => Vec::new(),
    };
    let mut judge = Judge {
        name,
        findings: &document.findings,
        objective: String::new(),
        sum: Score::default(),
    };
    judge.objectives(gold, &found);
    judge.sum
}

impl Score {
    /// Adds another score to this one.
    pub fn add(&mut self, other: Score) {
        self.values.add(other.values);
        self.names.add(other.names);
        self.objectives.add(other.objectives);
        self.missing_objectives += other.missing_objectives;
        self.extra_objectives += other.extra_objectives;
        self.extra_values += other.extra_values;
        self.silent_errors += other.silent_errors;
        for (field, count) in other.fields {
            let sum = self.fields.entry(field).or_default();
            sum.all += count.all;
            sum.right += count.right;
            sum.extra += count.extra;
            sum.silent += count.silent;
        }
        self.wrong.extend(other.wrong);
    }

    /// Share of exact values, 0 to 1. Invented values count against it: they
    /// are added to the values there should be.
    pub fn exact(&self) -> f64 {
        let all = self.values.all + self.extra_values;
        let names_wrong = self.names.all - self.names.right;
        let right = self.values.right.saturating_sub(names_wrong);
        if all == 0 {
            return 1.0;
        }
        right as f64 / all as f64
    }
}

impl Count {
    fn add(&mut self, other: Count) {
        self.all += other.all;
        self.right += other.right;
    }

    /// Share of right ones, 0 to 1; 1 of nothing.
    pub fn share(&self) -> f64 {
        match self.all {
            0 => 1.0,
            all => self.right as f64 / all as f64,
        }
    }
}

struct Judge<'a> {
    name: &'a str,
    findings: &'a [Finding],
    objective: String,
    sum: Score,
}

/// Where a comparison stands: the field's name and the pointer in the document.
#[derive(Clone)]
struct At {
    field: String,
    pointer: String,
}

impl At {
    fn member(&self, key: &str) -> Self {
        let field = match self.field.as_str() {
            "" => key.to_owned(),
            field => format!("{field}/{key}"),
        };
        Self {
            field,
            pointer: format!("{}/{key}", self.pointer),
        }
    }

    fn row(&self, index: usize) -> Self {
        Self {
            field: self.field.clone(),
            pointer: format!("{}/{index}", self.pointer),
        }
    }
}

impl Judge<'_> {
    fn objectives(&mut self, gold: &[Value], found: &[Value]) {
        let matching = matching::objectives(gold, found);
        self.sum.objectives.all = gold.len();
        self.sum.missing_objectives = matching.missing.len();
        self.sum.extra_objectives = matching.extra.len();
        for (g, f) in matching.pairs {
            self.objective = code_of(&gold[g]);
            let before = self.sum.wrong.len();
            self.compare(&gold[g], Some(&found[f]), &at_objective(f));
            self.sum.objectives.right += usize::from(self.sum.wrong.len() == before);
        }
        for g in matching.missing {
            self.objective = code_of(&gold[g]);
            self.compare(&gold[g], None, &at_objective(found.len() + g));
        }
        for f in matching.extra {
            self.objective = code_of(&found[f]);
            self.extra(&found[f], &at_objective(f));
        }
    }

    fn compare(&mut self, gold: &Value, found: Option<&Value>, at: &At) {
        match gold {
            Value::Object(members) => {
                for (key, value) in members {
                    let other = found.and_then(|f| f.get(key));
                    self.compare(value, other, &at.member(key));
                }
            }
            Value::Array(rows) => self.rows(rows, found, at),
            leaf => self.leaf(leaf, found, at),
        }
    }

    fn rows(&mut self, gold: &[Value], found: Option<&Value>, at: &At) {
        let rows = found
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let matching = matching::rows(gold, rows);
        if !matching.in_order() {
            self.wrong(at, Some(names(gold)), Some(names(rows)));
        }
        for &(g, f) in &matching.pairs {
            self.row(&gold[g], Some(&rows[f]), &at.row(f));
        }
        for g in matching.missing {
            self.row(&gold[g], None, &at.row(rows.len() + g));
        }
        for f in matching.extra {
            self.extra(&rows[f], &at.row(f));
        }
    }

    fn row(&mut self, gold: &Value, found: Option<&Value>, at: &At) {
        let Some((key, name)) = matching::row_name(gold) else {
            return self.compare(gold, found, at);
        };
        let other = found.and_then(|f| f.get(key));
        self.sum.names.all += 1;
        if equal(name, other) {
            self.sum.names.right += 1;
        } else {
            self.wrong(&at.member(key), Some(name.clone()), other.cloned());
        }
        for (member, value) in gold.as_object().into_iter().flatten() {
            if member != key {
                let other = found.and_then(|f| f.get(member));
                self.compare(value, other, &at.member(member));
            }
        }
    }

    fn leaf(&mut self, gold: &Value, found: Option<&Value>, at: &At) {
        self.sum.values.all += 1;
        self.field(at).all += 1;
        if equal(gold, found) {
            self.sum.values.right += 1;
            self.field(at).right += 1;
        } else {
            self.wrong(at, Some(gold.clone()), found.cloned());
        }
    }

    /// Everything in a row or an objective that the gold does not have.
    fn extra(&mut self, found: &Value, at: &At) {
        match found {
            Value::Object(members) => {
                let printed = members.iter().filter(|(k, _)| !OURS.contains(&k.as_str()));
                for (key, value) in printed {
                    self.extra(value, &at.member(key));
                }
            }
            Value::Array(rows) => {
                for (index, value) in rows.iter().enumerate() {
                    self.extra(value, &at.row(index));
                }
            }
            Value::Null => {}
            leaf => {
                self.sum.extra_values += 1;
                self.field(at).extra += 1;
                self.wrong(at, None, Some(leaf.clone()));
            }
        }
    }

    fn wrong(&mut self, at: &At, expected: Option<Value>, found: Option<Value>) {
        let flagged = self.flag(&at.pointer).map(str::to_owned);
        if flagged.is_none() {
            self.sum.silent_errors += 1;
            self.field(at).silent += 1;
        }
        self.sum.wrong.push(Wrong {
            document: self.name.to_owned(),
            objective: self.objective.clone(),
            field: at.field.clone(),
            pointer: at.pointer.clone(),
            expected,
            found,
            flagged,
        });
    }

    fn field(&mut self, at: &At) -> &mut FieldCount {
        self.sum.fields.entry(at.field.clone()).or_default()
    }

    fn flag(&self, pointer: &str) -> Option<&str> {
        let hit = self.findings.iter().find(|f| points_at(f, pointer));
        hit.map(|f| &*f.code)
    }
}

/// A finding about the whole document covers everything if it says that values
/// are probably wrong or missing, and nothing if it is less than an error.
fn points_at(finding: &Finding, pointer: &str) -> bool {
    let doubts = finding.family == Family::Reading && finding.severity >= Severity::Warning;
    doubts
        && match &finding.pointer {
            Some(p) => p.covers(pointer),
            None => finding.severity == Severity::Error,
        }
}

fn at_objective(index: usize) -> At {
    At {
        field: String::new(),
        pointer: format!("/objectives/{index}"),
    }
}

fn code_of(objective: &Value) -> String {
    let code = objective.get("code").and_then(Value::as_str);
    code.unwrap_or("?").to_owned()
}

fn names(rows: &[Value]) -> Value {
    let name = |row| matching::row_name(row).map_or(Value::Null, |(_, n)| n.clone());
    rows.iter().map(name).collect()
}

fn equal(gold: &Value, found: Option<&Value>) -> bool {
    match (gold, found) {
        (Value::Number(a), Some(Value::Number(b))) => a.as_f64() == b.as_f64(),
        (a, Some(b)) => a == b,
        (_, None) => false,
    }
}
