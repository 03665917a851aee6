//! Sheets that another one has swallowed: labels of several fields of one sheet stand twice,
//! or its phases count from one again.
//!
//! In: what was read. Out: the finding that a sheet may have been missed.
//!
//! Not here: labels with colons, and those outside every sheet (`document`).

use std::collections::BTreeMap;

use schede_model::{Family, Finding, Objective, Severity, Span};

use crate::Parsed;
use crate::doubts::neighbours::PRINTED_TWICE;

/// Fields of which labels stand twice, at least: one may be the beginning of a sentence.
const SEVERAL: usize = 2;

/// Says that a sheet may have been missed, unless something else does. `on_paper`: cells are
/// known, and two tables of one sheet are told from those of two.
pub fn findings(parsed: &mut Parsed, code: &'static str, on_paper: bool) {
    if parsed.findings.iter().any(|finding| finding.code == code) {
        return;
    }
    let twice = |finding: &&Finding| finding.code == PRINTED_TWICE;
    let mut labels: BTreeMap<&str, BTreeMap<&str, &Finding>> = BTreeMap::new();
    for finding in parsed.findings.iter().filter(twice) {
        let pointer = finding.pointer.as_ref().map_or("", |pointer| &pointer.0);
        if let Some((objective, field)) = pointer.rsplit_once('/') {
            labels.entry(objective).or_default().insert(field, finding);
        }
    }
    let again = labels.into_values().find(|fields| fields.len() >= SEVERAL);
    let (what, spans): (String, Vec<Span>) = if let Some(again) = again {
        let spans = again.values().flat_map(|finding| finding.spans.clone());
        let what = format!("labels of {} fields stand a second time", again.len());
        (what, spans.collect())
    } else if !on_paper && parsed.objectives.iter().any(counts_again) {
        ("phases count from one a second time".to_owned(), Vec::new())
    } else {
        return;
    };
    parsed.findings.push(Finding {
        code: code.into(),
        family: Family::Reading,
        severity: Severity::Error,
        message: format!(
            "{what} within one sheet: a sheet whose objective is not named as expected may have been missed"
        ),
        pointer: None,
        spans,
        alternatives: Vec::new(),
    });
}

/// Whether an objective has a first phase twice, and a second.
fn counts_again(objective: &Objective) -> bool {
    let twice = |number: u32| {
        let phases = objective.phases.iter();
        phases.filter(|phase| phase.number == number).count() > 1
    };
    twice(1) && twice(2)
}
