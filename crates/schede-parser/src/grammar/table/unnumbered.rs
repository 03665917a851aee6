//! Rows of a table that has no numbers ("Attività", "Scadenza", "Peso %"): they are phases in
//! their order.
//!
//! In: the rows of a table in which no row has a label. Out: a number for each, which stands
//! nowhere; none if some row cannot be told from the lines of the one above it.
//!
//! Not here: rows numbered by letters or bare figures (`row_numbers`).

use schede_model::Flow;
use schede_profile::Profile;

use super::{ALL, RowLabel, TableRow};
use crate::grammar::draft::{About, Cell, Doubt};
use crate::source::{Piece, Pieces};
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
    // The last row is the total's, if it begins so, be there other words of no phase in it.
    let last = rows.len().saturating_sub(1);
    let total = |at: usize| {
        let row = &rows[at];
        let cells = row.description.iter().chain(&row.label);
        let mut cells = cells.take(if at == last { 1 } else { usize::MAX });
        cells.all(|piece| profile.totals.at_start(piece.text(flow)).is_some())
    };
    let own = || (0..rows.len()).filter(|at| !total(*at)).map(|at| &rows[at]);
    let counted = own()
        .zip(1..)
        .all(|(row, number)| holds_number(flow, row, number));
    // A last row that weighs as much as all others is the total's, whatever else it says, but
    // where they are a hundred together.
    let weight = |row: &TableRow| {
        let first = row.weight.first()?;
        weight_at_start(first.text(flow)).map(|weight| weight.value)
    };
    let weights: Vec<f64> = own().filter_map(weight).collect();
    let all = weights.split_last().is_some_and(|(last, others)| {
        let sum: f64 = others.iter().sum();
        let half = (sum + last - ALL).abs() < f64::EPSILON;
        others.len() >= FEWEST && (sum - last).abs() < f64::EPSILON && !half || *last >= ALL
    });
    // Rows whose lines begin with the word of a label have labels that were not read.
    let named = own().filter(|row| begins_with_label(flow, profile, row));
    let labelled = named.count() >= FEWEST;
    let tell = own().all(|row| weight(row).is_some()) || own().all(|row| !row.due.is_empty());
    let begun = own().all(|row| row.label.is_empty() && !row.description.is_empty());
    if own().count() < FEWEST || !tell || !begun || counted || labelled || all {
        return rows.iter().map(|_| None).collect();
    }
    let mut number = 0;
    let labels = (0..rows.len()).map(|at| {
        let own = !total(at);
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

/// Whether a line of a row's description begins with the word of a phase's label ("fase").
fn begins_with_label(flow: &Flow<'_>, profile: &Profile, row: &TableRow) -> bool {
    let word = |piece: &Piece| profile.phase_words.at_start(piece.text(flow)).is_some();
    row.description.iter().any(word)
}

/// Whether a line of a row's description begins with a number that is the row's: they stand
/// among the words, and were not read.
fn holds_number(flow: &Flow<'_>, row: &TableRow, number: u32) -> bool {
    let begins = |piece: &Piece| {
        let text = piece.text(flow);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[..digits].parse() == Ok(number)
    };
    row.description.iter().any(begins)
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
