//! The pieces of a line: the words of it that stand in one cell.
//!
//! In: tokens of a line and the slot they stand in. Out: the piece, with what its words
//! say about the row (an amount, a small letter, the beginning of a cell).

use std::ops::Range;

use schede_model::Column;
use schede_profile::Profile;

use super::band::{Piece, Slot};
use crate::geometry::columns::telling::is_date;
use crate::geometry::lines::view::View;

/// A piece made of tokens of a line.
pub(crate) fn piece(
    view: View,
    position: usize,
    tokens: Range<usize>,
    line: u32,
    slot: Slot,
) -> Piece {
    let all = &view.page.tokens;
    let (first, last) = (&all[tokens.start], &all[tokens.end - 1]);
    let text = &view.line(position).text[first.start as usize..last.end as usize];
    Piece {
        line,
        start: first.start,
        end: last.end,
        x0: first.x0,
        x1: last.x1,
        base: first.base,
        em: first.em,
        bold: all[tokens.clone()].iter().all(|t| t.bold),
        slot,
        clip: first.clip,
        tag: first.mcid.and_then(|m| tag(view, m)),
        number: (slot == Slot::Cell(Column::Weight))
            .then(|| number(text))
            .flatten(),
        small: text.starts_with(char::is_lowercase),
        capital: text.starts_with(char::is_uppercase),
        open: matches!(slot, Slot::Cell(_)) && view.profile.vocabulary.leads_on(text),
        fresh: begins_cell(text, view.profile),
    }
}

fn tag(view: View, mcid: u32) -> Option<(u32, u32)> {
    view.page.cell(mcid).map(|c| (c.table, c.row))
}

/// Whether a text begins with a date ("31/12/2024", "1.2.24") or a mark ("OK").
fn begins_cell(text: &str, profile: &Profile) -> bool {
    let end = text.bytes().position(|byte| byte == b' ');
    let word = &text[..end.unwrap_or(text.len())];
    is_date(word) || profile.vocabulary.is_mark(word)
}

/// Letters beside an amount, at most ("20 punti").
const BESIDE_AMOUNT: usize = 10;

/// The amount in "12,5 %".
pub(crate) fn number(text: &str) -> Option<f64> {
    // Most texts have none.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    if letters.count() > BESIDE_AMOUNT {
        return None;
    }
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == ',')
        .collect();
    digits.replace(',', ".").parse().ok()
}
