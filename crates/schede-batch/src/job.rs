//! One document as a piece of work: what a worker is asked, and what it answers.
//!
//! The same types serve worker processes (as lines of JSON over pipes) and
//! worker threads (directly).

use std::collections::BTreeMap;
use std::time::Instant;

use schede_model::{Document, Severity, key};
use serde::{Deserialize, Serialize};

use crate::error::Failure;
use crate::input::Input;
use crate::kept;
use crate::options::ReadOptions;
use crate::pipeline::{PageCount, Reading, read_hashed};

/// What a worker is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Job {
    /// What to read.
    pub input: Input,
    /// If the input's bytes have this hash, nothing is to be done.
    pub done_hash: Option<String>,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reply {
    /// The bytes are those of `done_hash`.
    Unchanged,
    /// The document was read; its JSON follows.
    Read(Facts),
    /// There is no document.
    Failed(Failure),
}

/// What the books of a run keep of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// What became of the pages.
    pub pages: PageCount,
    /// Number of objectives.
    pub objectives: usize,
    /// Objectives by org unit as printed ("" if none is printed).
    pub org_units: BTreeMap<String, usize>,
    /// Findings by severity.
    pub findings: FindingCount,
    /// The layout profile.
    pub profile: Option<String>,
    /// Time it took to read, in milliseconds.
    pub milliseconds: u64,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCount {
    /// Good to know.
    pub note: usize,
    /// Should be looked at.
    pub warning: usize,
    /// A value is probably wrong or missing.
    pub error: usize,
}

impl FindingCount {
    /// The worst severity that was found.
    pub fn worst(&self) -> Option<Severity> {
        [
            (self.error, Severity::Error),
            (self.warning, Severity::Warning),
            (self.note, Severity::Note),
        ]
        .into_iter()
        .find_map(|(n, severity)| (n > 0).then_some(severity))
    }

    /// Adds another count.
    pub fn add(&mut self, other: &Self) {
        self.note += other.note;
        self.warning += other.warning;
        self.error += other.error;
    }
}

/// Does a job. `hashed` is told the hash of the bytes before they are read, so
/// that it is known even if this process does not survive the reading.
pub(crate) fn execute(
    job: &Job,
    options: &ReadOptions,
    hashed: impl FnOnce(&str),
) -> (Reply, Vec<u8>) {
    let start = Instant::now();
    let bytes = match job.input.bytes(options.limits.input_bytes) {
        Ok(bytes) => bytes,
        Err(error) => return (Reply::Failed(Failure::from(&error)), Vec::new()),
    };
    let sha256 = key::sha256_hex(&bytes);
    hashed(&sha256);
    if job.done_hash.as_ref() == Some(&sha256) {
        return (Reply::Unchanged, Vec::new());
    }
    match read_hashed(&job.input, bytes, sha256, options) {
        Ok(reading) => answer(&reading, start),
        Err(error) => (Reply::Failed(Failure::from(&error)), Vec::new()),
    }
}

fn answer(reading: &Reading, start: Instant) -> (Reply, Vec<u8>) {
    match kept::write(&reading.document) {
        Ok(json) => (Reply::Read(facts(reading, start)), json),
        Err(error) => (
            Reply::Failed(Failure::new("json", error.to_string())),
            Vec::new(),
        ),
    }
}

/// Objectives by org unit.
pub(crate) fn org_units(document: &Document) -> BTreeMap<String, usize> {
    let mut units = BTreeMap::new();
    for objective in &document.objectives {
        let unit = objective.org_unit.clone().unwrap_or_default();
        *units.entry(unit).or_default() += 1;
    }
    units
}

fn facts(reading: &Reading, start: Instant) -> Facts {
    let document = &reading.document;
    let count = |severity| {
        document
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    Facts {
        pages: reading.pages,
        objectives: document.objectives.len(),
        org_units: org_units(document),
        findings: FindingCount {
            note: count(Severity::Note),
            warning: count(Severity::Warning),
            error: count(Severity::Error),
        },
        profile: document.source.profile.clone(),
        milliseconds: start.elapsed().as_millis() as u64,
    }
}
