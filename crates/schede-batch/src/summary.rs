//! The closing account of a run: what was read, what was not and why, and
//! whether everything adds up.

use std::collections::BTreeMap;

use schede_export::load::LoadReport;
use serde::Serialize;

use crate::error::Failure;
use crate::input::Input;
use crate::job::{Facts, FindingCount};
use crate::manifest::{DocumentRecord, FileRecord, Outcome};
use crate::pipeline::PageCount;

/// The account of a run.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Summary {
    /// Inputs of the run.
    pub inputs: usize,
    /// Inputs of which there is a document.
    pub read: usize,
    /// What became of their pages.
    pub pages: PageCount,
    /// Objectives in them.
    pub objectives: usize,
    /// Objectives by org unit.
    pub org_units: BTreeMap<String, usize>,
    /// Findings in them.
    pub findings: FindingCount,
    /// Inputs of which there is none, and why.
    pub not_read: Vec<NotRead>,
    /// The documents with the most findings to look at, worst first.
    pub look_first: Vec<(String, FindingCount)>,
    /// Files written.
    pub files: Vec<FileRecord>,
    /// What a load into a database did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<LoadReport>,
    /// What does not add up; empty on a good run.
    pub problems: Vec<String>,
    /// The run was stopped before its end.
    pub stopped: bool,
}

/// An input without a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotRead {
    /// Its name.
    pub input: String,
    /// Whether its worker was lost (else the program could say why).
    pub quarantined: bool,
    /// Why.
    pub failure: Failure,
}

/// Documents named in [`Summary::look_first`].
const LOOK_FIRST: usize = 5;

impl Summary {
    /// The account of these records.
    pub(crate) fn new(inputs: &[Input], records: &[Option<DocumentRecord>]) -> Self {
        let mut summary = Self {
            inputs: inputs.len(),
            ..Self::default()
        };
        records.iter().flatten().for_each(|r| summary.add(r));
        summary.look_first.retain(|(_, n)| n.error + n.warning > 0);
        summary
            .look_first
            .sort_by_key(|(_, n)| std::cmp::Reverse((n.error, n.warning)));
        summary.look_first.truncate(LOOK_FIRST);
        summary
    }

    fn add(&mut self, record: &DocumentRecord) {
        match (record.outcome, &record.facts) {
            (Outcome::Read, Some(facts)) => self.add_facts(&record.input, facts),
            (outcome, _) => {
                let unknown = || Failure::new("unknown", "no reason was kept");
                self.not_read.push(NotRead {
                    input: record.input.clone(),
                    quarantined: outcome == Outcome::Quarantined,
                    failure: record.failure.clone().unwrap_or_else(unknown),
                });
            }
        }
    }

    fn add_facts(&mut self, input: &str, facts: &Facts) {
        self.read += 1;
        self.pages.seen += facts.pages.seen;
        self.pages.sheets += facts.pages.sheets;
        self.pages.other += facts.pages.other;
        self.objectives += facts.objectives;
        for (unit, n) in &facts.org_units {
            *self.org_units.entry(unit.clone()).or_default() += n;
        }
        self.findings.add(&facts.findings);
        self.look_first.push((input.to_owned(), facts.findings));
        let PageCount {
            seen,
            sheets,
            other,
        } = facts.pages;
        if seen != sheets + other {
            self.problems.push(format!(
                "{input}: {seen} pages seen, but {sheets} with sheets and {other} without"
            ));
        }
    }

    /// Compares what was read with what was written.
    pub(crate) fn reconcile(&mut self, documents: usize, objectives: usize) {
        let not_read = self.not_read.len();
        if self.inputs != self.read + not_read {
            self.problems.push(format!(
                "{} inputs, but {} read and {not_read} not read",
                self.inputs, self.read
            ));
        }
        if documents != self.read || objectives != self.objectives {
            self.problems.push(format!(
                "{} documents with {} objectives read, but {documents} with {objectives} written",
                self.read, self.objectives
            ));
        }
    }
}
