//! Tables of phases that stand in the sheet behind their own: one sheet has no phases, and
//! another, further on, has two tables.
//!
//! In: what was read of a text. Out: whether it shows that; whether a second reading, with
//! the tables in their sheets, is sound; doubts where there is none.
//!
//! Not here: the second reading (`grammar::tables_apart`).

use std::ops::Range;

use schede_model::{Family, Finding, Objective, Pointer, Severity};

use crate::Parsed;

/// The objectives whose phases may be another's: from one without phases to the last of
/// those with two tables.
pub fn parted(objectives: &[Objective], with_two_tables: &[usize]) -> Range<usize> {
    let Some(last) = with_two_tables.last() else {
        return 0..0;
    };
    let empty = objectives.iter().position(|o| o.phases.is_empty());
    empty.map_or(0..0, |empty| empty..last + 1)
}

/// Whether each objective has one table, numbered from one.
pub fn are_whole(objectives: &[Objective]) -> bool {
    let mut objectives = objectives.iter();
    objectives.all(|o| {
        let mut numbers = o.phases.iter().zip(1..);
        !o.phases.is_empty() && numbers.all(|(phase, number)| phase.number == number)
    })
}

/// Doubts the phases of all objectives in question.
pub fn doubt(parsed: &mut Parsed) {
    let doubts = parsed.parted.clone().flat_map(|index| {
        let places = ["phases", "phase_weight_total"];
        places.map(|place| Finding {
            code: "reading-order".into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: "one sheet has no table of phases, and another has two: these phases may be those of another sheet".to_owned(),
            pointer: Some(Pointer::objective(index).member(place)),
            spans: Vec::new(),
            alternatives: Vec::new(),
        })
    });
    parsed.findings.extend(doubts);
}
