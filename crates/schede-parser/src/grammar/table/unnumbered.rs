//! Rows of a table that has no numbers ("Attività", "Scadenza", "Peso %"): they are phases in
//! their order.
//!
//! In: the rows of a table in which no row has a label. Out: a number for each, which stands
//! nowhere; none if some row cannot be told from the lines of the one above it.
//!
//! Not here: rows numbered by letters or bare figures (`row_numbers`).

use schede_model::Flow;
use schede_profile::Profile;

use super::{RowLabel, TableRow};
use crate::grammar::draft::{About, Cell, Doubt};
use crate::source::Pieces;
use crate::values::weight::weight_at_start;

/// Rows of such a table, at least: one alone is a line of text beside a date.
const FEWEST: usize = 2;

/// Numbers the rows of a table in their order, if each but that of the total has a description
/// and a weight, or each a description and a deadline.
pub(super) fn labels(
    flow: &Flow<'_>,
    profile: &Profile,
    rows: &[TableRow],
) -> Vec<Option<RowLabel>> {
    let total = |row: &TableRow| {
        let mut cells = row.description.iter().chain(&row.label);
        cells.all(|piece| profile.totals.at_start(piece.text(flow)).is_some())
    };
    let weighs = |row: &TableRow| {
        let first = row.weight.first();
        first.is_some_and(|piece| weight_at_start(piece.text(flow)).is_some())
    };
    let own = || rows.iter().filter(|row| !total(row));
    let tell = own().all(weighs) || own().all(|row| !row.due.is_empty());
    let begun = own().all(|row| row.label.is_empty() && !row.description.is_empty());
    if own().count() < FEWEST || !tell || !begun {
        return rows.iter().map(|_| None).collect();
    }
    let mut number = 0;
    let labels = rows.iter().map(|row| {
        let own = !total(row);
        number += u32::from(own);
        own.then(|| RowLabel {
            number,
            digits: None,
            claims: Pieces::new(),
            rest: Pieces::new(),
        })
    });
    labels.collect()
}

/// About the number of a phase that is printed nowhere.
pub(super) fn doubt(phase: usize, number: u32, description: &Pieces) -> Doubt {
    Doubt {
        about: About::Phase(phase, Cell::Number),
        code: "number-not-printed",
        message: format!(
            "the rows of the table have no numbers: this one was counted as phase {number}"
        ),
        pieces: description.iter().take(1).copied().collect(),
        other: None,
    }
}
