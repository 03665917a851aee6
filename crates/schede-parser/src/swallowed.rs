//! Sheets that another one has swallowed: labels of several fields of one sheet stand twice.
//!
//! In: what was read. Out: the finding that a sheet may have been missed.
//!
//! Not here: labels with colons, and those outside every sheet (`document`).

use std::collections::BTreeMap;

use schede_model::{Family, Finding, Severity};

use crate::Parsed;
use crate::doubts::neighbours::PRINTED_TWICE;

/// Fields of which labels stand twice, at least: one may be the beginning of a sentence.
const SEVERAL: usize = 2;

/// Says that a sheet may have been missed, unless something else does.
pub fn findings(parsed: &mut Parsed, code: &'static str) {
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
    let Some(again) = again else {
        return;
    };
    let spans = again.values().flat_map(|finding| finding.spans.clone());
    parsed.findings.push(Finding {
        code: code.into(),
        family: Family::Reading,
        severity: Severity::Error,
        message: format!(
            "labels of {} fields stand a second time within one sheet: a sheet whose objective is not named as expected may have been missed",
            again.len()
        ),
        pointer: None,
        spans: spans.collect(),
        alternatives: Vec::new(),
    });
}
