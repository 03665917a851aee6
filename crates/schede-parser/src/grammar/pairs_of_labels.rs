//! Unknown labels in rows of two pairs: "Settore | Ragioneria | Durata | Annuale", where other rows
//! have labels in the same place.
//!
//! In: the items of a document on paper. Out: the same items, those labels known to be of no field.
//!
//! Not here: unknown labels that begin their rows (`label_cells`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::Profile;

use super::head_rows::opens_head;
use super::items::{Class, Item};
use super::wrapped_cells::{LABEL_LINES, cell_of, row_of_cells, words};

/// How far (of a line's height) labels of a column may begin from each other.
const SAME_X: f64 = 0.3;

/// So many known labels are asked where they begin, at most.
const MOST_PLACES: usize = 200;

/// Words of a label, at most.
const MOST_WORDS: usize = 5;

/// Cells of such a row.
const CELLS: usize = 4;

/// Finds them.
pub fn name_unknown_in_pairs(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if !flow.geometric {
        return;
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < items.len() {
        let cell = cell_of(items, at);
        at = cell.end;
        let Some(row) = pairs(flow, items, &cell, profile) else {
            continue;
        };
        at = row[CELLS - 1].end;
        let third = &row[2];
        let label = &items[third.start];
        let Some([left, top, _, bottom]) = label.piece.extent(flow) else {
            continue;
        };
        if label.is_bare_label() {
            known.push(left);
        } else if may_be_label(flow, &items[third.clone()]) {
            unknown.push((third.clone(), left, SAME_X * (bottom - top)));
        }
    }
    known.truncate(MOST_PLACES);
    for (cell, left, room) in unknown {
        if known.iter().any(|other| (other - left).abs() < room) {
            let label = |item: &mut Item| item.class = Class::UnknownLabel;
            items[cell].iter_mut().for_each(label);
        }
    }
}

/// The cells of the row that begins with one, if it holds two pairs of which the first begins
/// with a label.
fn pairs(
    flow: &Flow<'_>,
    items: &[Item],
    first: &Range<usize>,
    profile: &Profile,
) -> Option<[Range<usize>; CELLS]> {
    if items[first.start].is_placed || !opens_head(flow, &items[first.start], profile) {
        return None;
    }
    let mut cells = [const { 0..0 }; CELLS];
    let mut at = first.start;
    for cell in &mut cells {
        let item = items.get(at)?;
        if item.is_placed || row_of_cells(items, at) != first.start {
            return None;
        }
        *cell = cell_of(items, at);
        at = cell.end;
    }
    let more = at < items.len() && row_of_cells(items, at) == first.start;
    (!more).then_some(cells)
}

/// Whether the lines of a cell may be an unknown label: a few words that begin with a capital,
/// without a sign or a figure.
pub fn may_be_label(flow: &Flow<'_>, cell: &[Item]) -> bool {
    let whole = words(flow, cell);
    let other = |c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '%' | '€');
    cell.len() <= LABEL_LINES
        && cell.iter().all(|item| item.is_plain() && !item.is_placed)
        && whole.starts_with(char::is_uppercase)
        && whole.split_whitespace().count() <= MOST_WORDS
        && !whole.contains(other)
        && !whole.ends_with('.')
}
