//! Checks of the sheets' own sense, one file for each finding, all listed in
//! [`CHECKS`].
//!
//! In: what was read. Out: findings of the family "sheet": the paper itself is
//! odd. Not here: doubts about the reading (`assemble`).
//!
//! A new check is one file and one line in the table.

mod code_unknown;
mod deadline_before_phase;
mod deadline_not_a_date;
mod due_impossible_date;
mod duplicate_code;
mod no_phases;
mod phase_numbers;
mod phase_overdue;
mod public_value_area;
mod weight_sum;

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use schede_model::{Family, Finding, Objective, Pointer, Severity, Span, Spans};
use schede_profile::Profile;
use smallvec::SmallVec;

use crate::document::Parsed;

/// A check: its code and what finds it.
pub struct Check {
    /// The finding's code, in kebab-case.
    pub code: &'static str,
    /// Looks at one sheet.
    pub run: fn(&Sheet<'_>) -> Vec<Odd>,
}

/// Every check, in the order its findings are listed.
pub const CHECKS: &[Check] = &[
    weight_sum::CHECK,
    phase_numbers::CHECK,
    no_phases::CHECK,
    deadline_not_a_date::CHECK,
    deadline_before_phase::CHECK,
    due_impossible_date::CHECK,
    phase_overdue::CHECK,
    duplicate_code::CHECK,
    code_unknown::CHECK,
    public_value_area::CHECK,
];

/// A sheet under the eyes of a check.
pub struct Sheet<'p> {
    /// Its record.
    pub objective: &'p Objective,
    /// All records of the document.
    pub all: &'p [Objective],
    /// Its position among them.
    pub index: usize,
    /// What its form prints.
    pub profile: &'p Profile,
    /// The objectives are the rows of tables.
    pub of_rows: bool,
}

/// What a check found.
pub struct Odd {
    /// How much it matters.
    pub severity: Severity,
    /// One line: what was expected, what was found.
    pub message: String,
    /// Member of the objective it is about ("final_deadline/raw"), "" for all.
    pub member: Cow<'static, str>,
}

impl Odd {
    fn warning(member: impl Into<Cow<'static, str>>, message: String) -> Self {
        Self {
            severity: Severity::Warning,
            message,
            member: member.into(),
        }
    }

    fn note(member: impl Into<Cow<'static, str>>, message: String) -> Self {
        Self {
            severity: Severity::Note,
            message,
            member: member.into(),
        }
    }
}

/// Runs every check over what was read.
pub fn run(parsed: &mut Parsed, profile: &Profile) {
    let mut findings = std::mem::take(&mut parsed.findings);
    for (index, objective) in parsed.objectives.iter().enumerate() {
        let sheet = Sheet {
            objective,
            all: &parsed.objectives,
            index,
            profile,
            of_rows: parsed.of_rows,
        };
        for check in CHECKS {
            for odd in (check.run)(&sheet) {
                findings.push(finding(parsed, check.code, index, odd));
            }
        }
    }
    parsed.findings = findings;
}

fn finding(parsed: &Parsed, code: &'static str, index: usize, odd: Odd) -> Finding {
    let root = Pointer::objective(index);
    let pointer = if odd.member.is_empty() {
        root
    } else {
        root.member(&odd.member)
    };
    Finding {
        code: code.into(),
        family: Family::Sheet,
        severity: odd.severity,
        message: odd.message,
        spans: spans(parsed, index, &pointer),
        pointer: Some(pointer),
        alternatives: Vec::new(),
    }
}

/// The places of a value, or of all values under it.
fn spans(parsed: &Parsed, index: usize, pointer: &Pointer) -> Vec<Span> {
    let whole = Pointer::objective(index);
    let wanted = if *pointer == whole {
        whole.member("code")
    } else {
        pointer.clone()
    };
    let found: SmallVec<[Spans<'_>; 4]> = parsed.evidence_under(index, &wanted).collect();
    let mut spans = Vec::with_capacity(found.iter().map(Spans::len).sum());
    spans.extend(found.into_iter().flatten());
    spans
}

/// A day as Italian paper prints it.
struct Day(NaiveDate);

impl fmt::Display for Day {
    // chrono would read the description of the form anew for each day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(date) = self;
        write!(
            f,
            "{:02}/{:02}/{:04}",
            date.day(),
            date.month(),
            date.year()
        )
    }
}

/// A number as Italian paper prints it.
fn printed(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    rounded.to_string().replace('.', ",")
}
