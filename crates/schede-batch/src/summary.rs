//! The closing account of a run: what was read, what was not and why, and
//! whether everything adds up.

use std::collections::{BTreeMap, BTreeSet};

use schede_export::load::LoadReport;
use schede_model::Document;
use serde::Serialize;

use crate::error::Failure;
use crate::job::{Facts, FindingCount, org_units};
use crate::manifest::{ChangedFile, DocumentRecord, FileRecord, Outcome};
use crate::pipeline::PageCount;

/// The account of a run.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Summary {
    /// Inputs of the run.
    pub inputs: usize,
    /// Inputs of which there is a document.
    pub read: usize,
    /// Inputs that are as an earlier run left them, and were not read again.
    pub unchanged: usize,
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
    /// Objectives whose key another one of the run has, too; theirs got a suffix.
    pub shared_keys: u64,
    /// Files written.
    pub files: Vec<FileRecord>,
    /// Files of earlier runs that are still there and not of this run.
    pub left_over: Vec<String>,
    /// Files that someone had changed since a run wrote them, and where those are now.
    pub changed: Vec<ChangedFile>,
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
    /// Whether it was tried in an earlier run only.
    pub unchanged: bool,
    /// Why.
    pub failure: Failure,
}

/// An input in the books.
#[derive(Debug, Clone)]
pub(crate) struct Booked {
    /// How it ended.
    pub record: DocumentRecord,
    /// Whether that was in an earlier run.
    pub unchanged: bool,
}

/// What documents hold, counted in the same way before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub documents: usize,
    pub pages: u64,
    pub objectives: usize,
    pub org_units: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts a document.
    pub(crate) fn add(&mut self, document: &Document) {
        self.documents += 1;
        self.pages += u64::from(document.source.pages);
        self.objectives += document.objectives.len();
        for (unit, n) in org_units(document) {
            *self.org_units.entry(unit).or_default() += n;
        }
    }
}

/// Documents named in [`Summary::look_first`].
const LOOK_FIRST: usize = 5;

impl Summary {
    /// The account of these records.
    pub(crate) fn new(records: &[Option<Booked>]) -> Self {
        let mut summary = Self {
            inputs: records.len(),
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

    fn add(&mut self, booked: &Booked) {
        let Booked { record, unchanged } = booked;
        self.unchanged += usize::from(*unchanged);
        match (record.outcome, &record.facts) {
            (Outcome::Read, Some(facts)) => self.add_facts(&record.input, facts),
            (outcome, _) => {
                let unknown = || Failure::new("unknown", "no reason was kept");
                self.not_read.push(NotRead {
                    input: record.input.clone(),
                    quarantined: outcome == Outcome::Quarantined,
                    unchanged: *unchanged,
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

    /// Compares what was read with what was written: inputs, documents, pages,
    /// objectives, and those of each org unit.
    pub(crate) fn reconcile(&mut self, written: &Tally) {
        let not_read = self.not_read.len();
        if self.inputs != self.read + not_read {
            self.problems.push(format!(
                "{} inputs, but {} read and {not_read} not read",
                self.inputs, self.read
            ));
        }
        let pairs = [
            ("documents", self.read as u64, written.documents as u64),
            ("pages", u64::from(self.pages.seen), written.pages),
            (
                "objectives",
                self.objectives as u64,
                written.objectives as u64,
            ),
        ];
        for (what, read, written) in pairs.into_iter().filter(|(_, a, b)| a != b) {
            let problem = format!("{read} {what} read, but {written} written");
            self.problems.push(problem);
        }
        let units: BTreeSet<_> = self
            .org_units
            .keys()
            .chain(written.org_units.keys())
            .collect();
        let count = |of: &BTreeMap<String, usize>, unit| of.get(unit).copied().unwrap_or(0);
        let differ = units
            .into_iter()
            .map(|unit| {
                (
                    unit,
                    count(&self.org_units, unit),
                    count(&written.org_units, unit),
                )
            })
            .filter(|(_, read, written)| read != written);
        let problems = differ.map(|(unit, read, written)| {
            format!("{read} objectives of {unit:?} read, but {written} written")
        });
        self.problems.extend(problems.collect::<Vec<_>>());
    }
}

#[cfg(test)]
mod tests {
    use super::{Booked, Summary, Tally};
    use crate::job::{Facts, FindingCount};
    use crate::manifest::{DocumentRecord, Outcome};
    use crate::pipeline::PageCount;

    /// An input of so many pages, with one objective of "Tributi".
    fn read(seen: u32, sheets: u32, other: u32) -> Option<Booked> {
        let facts = Facts {
            pages: PageCount {
                seen,
                sheets,
                other,
            },
            objectives: 1,
            org_units: [("Tributi".to_owned(), 1)].into(),
            ..Facts::default()
        };
        let record = DocumentRecord {
            input: "piano.txt".to_owned(),
            settings: String::new(),
            sha256: None,
            outcome: Outcome::Read,
            failure: None,
            facts: Some(facts),
            document: None,
        };
        Some(Booked {
            record,
            unchanged: false,
        })
    }

    fn written(documents: usize, pages: u64, units: &[(&str, usize)]) -> Tally {
        Tally {
            documents,
            pages,
            objectives: units.iter().map(|(_, n)| n).sum(),
            org_units: units.iter().map(|(u, n)| ((*u).to_owned(), *n)).collect(),
        }
    }

    fn problems(records: &[Option<Booked>], written: &Tally) -> Vec<String> {
        let mut summary = Summary::new(records);
        summary.reconcile(written);
        summary.problems
    }

    #[test]
    fn one_looks_first_where_most_is_wrong() {
        let found = |error, warning, note| {
            let mut booked = read(1, 1, 0);
            if let Some(facts) = booked.as_mut().and_then(|b| b.record.facts.as_mut()) {
                facts.findings = FindingCount {
                    note,
                    warning,
                    error,
                };
            }
            booked
        };
        let records = [(0, 0, 9), (0, 7, 0), (1, 0, 0), (0, 8, 0), (2, 1, 0)];
        let summary = Summary::new(&records.map(|(e, w, n)| found(e, w, n)));
        let order = summary.look_first.iter().map(|(_, f)| (f.error, f.warning));
        assert_eq!(order.collect::<Vec<_>>(), [(2, 1), (1, 0), (0, 8), (0, 7)]);
        assert_eq!(summary.findings.note, 9);
    }

    #[test]
    fn what_adds_up_is_no_problem() {
        let all = written(2, 5, &[("Tributi", 2)]);
        assert!(problems(&[read(3, 2, 1), read(2, 2, 0)], &all).is_empty());
    }

    #[test]
    fn a_page_that_is_neither_sheet_nor_other_is_lost() {
        let all = written(1, 3, &[("Tributi", 1)]);
        let found = problems(&[read(3, 1, 1)], &all);
        assert_eq!(
            found,
            ["piano.txt: 3 pages seen, but 1 with sheets and 1 without"]
        );
    }

    #[test]
    fn an_input_without_an_end_is_lost() {
        let all = written(1, 2, &[("Tributi", 1)]);
        let found = problems(&[read(2, 2, 0), None], &all);
        assert_eq!(found, ["2 inputs, but 1 read and 0 not read"]);
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        let lost = problems(&[read(2, 2, 0)], &written(0, 0, &[]));
        assert_eq!(
            lost,
            [
                "1 documents read, but 0 written",
                "2 pages read, but 0 written",
                "1 objectives read, but 0 written",
                "1 objectives of \"Tributi\" read, but 0 written",
            ]
        );
        let moved = problems(&[read(2, 2, 0)], &written(1, 2, &[("Anagrafe", 1)]));
        assert_eq!(moved.len(), 2, "{moved:?}");
    }
}
