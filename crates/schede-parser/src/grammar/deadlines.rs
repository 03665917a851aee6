//! Signs that a deadline, of a phase or the last one, lacks words or holds those of
//! another cell.
//!
//! In: a draft. Out: doubts.
//! Not here: which words make a date (`values`).

use schede_model::Flow;
use schede_profile::{Field, Vocabulary};

use super::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use super::looks::opens_due_rest;
use super::whole::doubt;
use crate::source::Piece;
use crate::values::date::is_date_shaped;

/// Words after a date in the due cell that are not those with which offices
/// qualify a date.
pub fn due_goes_on(phase: &PhaseDraft, known: &Vocabulary) -> bool {
    let mut words = phase.due.value.split_whitespace();
    words.next().is_some_and(is_date_shaped)
        && words.next().is_some_and(|w| !opens_due_rest(w, known))
}

/// A label of a deadline with nothing after it: the date may stand elsewhere.
pub fn empty(draft: &Draft) -> Option<Doubt> {
    let pieces = draft.single(Field::FinalDeadline)?;
    let label = draft
        .labels
        .iter()
        .find(|(f, _)| *f == Field::FinalDeadline)
        .map(|(_, piece)| *piece)?;
    pieces.is_empty().then(|| {
        doubt(
            About::Field(Field::FinalDeadline),
            "the label has nothing after it",
            label,
        )
    })
}

/// Deadlines in which a per cent sign stands: weights, totals and outcomes have one.
pub fn with_percent(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let marked = |piece: &Piece| memchr::memchr(b'%', piece.text(flow).as_bytes()).is_some();
    let last = draft.single(Field::FinalDeadline).unwrap_or_default();
    let last = last.iter().copied().find(marked);
    let last = last.map(|piece| (About::Field(Field::FinalDeadline), piece));
    let rows = draft.phases.iter().enumerate();
    let rows = rows.filter_map(|(n, phase)| {
        let piece = phase.due.pieces().find(marked)?;
        Some((About::Phase(n, Cell::Row), piece))
    });
    last.into_iter()
        .chain(rows)
        .map(|(about, piece)| doubt(about, "a per cent sign stands in a deadline", piece))
        .collect()
}
