//! Cells of labels that wrap, beside the cells of their values: "Centro di" over
//! "responsabilità", "Portatori di" over "interesse".
//!
//! In: the items of a document on paper. Out: where a cell of several lines stands beside
//! another; the kind of a unit that wraps in its cell, known for what it is.
//!
//! Not here: what the words of such a cell are (`label_cells`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::Profile;

use super::items::{Class, Item};

/// Lines of a label in its cell, at most.
pub const LABEL_LINES: usize = 4;

/// The items of the cell in which an item stands.
pub fn cell_of(items: &[Item], at: usize) -> Range<usize> {
    let same = |item: &&Item| item.block == items[at].block && item.page == items[at].page;
    let before = items[..at].iter().rev().take_while(same).count();
    let behind = items[at..].iter().take_while(same).count();
    at - before..at + behind
}

/// The words of a cell, with blanks between its lines.
pub fn words(flow: &Flow<'_>, cell: &[Item]) -> String {
    let texts = cell.iter().map(|item| item.piece.text(flow).trim());
    texts.collect::<Vec<&str>>().join(" ")
}

/// The lines of a cell, from its first to its last.
fn lines(items: &[Item], cell: &Range<usize>) -> (u32, u32) {
    let lines = items[cell.clone()].iter().map(|item| item.piece.line);
    lines.fold((u32::MAX, 0), |(a, b), line| (a.min(line), b.max(line)))
}

/// Whether an item begins a cell of several lines that stands beside the next one.
pub fn wraps_beside(items: &[Item], at: usize) -> bool {
    let same = |item: &&Item| item.block == items[at].block && item.page == items[at].page;
    if at.checked_sub(1).is_some_and(|above| same(&&items[above])) {
        return false;
    }
    // A paragraph may have thousands.
    let n = items[at..].iter().take_while(same);
    let cell = at..at + n.take(LABEL_LINES + 1).count();
    if !(2..=LABEL_LINES).contains(&cell.len()) {
        return false;
    }
    let next = items.get(cell.end).filter(|next| !next.is_placed);
    let Some(next) = next.filter(|next| next.page == items[at].page) else {
        return false;
    };
    let (first, last) = lines(items, &cell);
    (first..=last).contains(&next.piece.line)
}

/// The first item of the cell beside that of a label, whose lines may be several.
pub fn value_beside(items: &[Item], at: usize) -> Option<usize> {
    let next = items.get(at + 1).filter(|next| !next.is_placed);
    match next {
        Some(next) if next.piece.line == items[at].piece.line => Some(at + 1),
        _ => wraps_beside(items, at).then(|| cell_of(items, at).end),
    }
}

/// The first item of the row of cells in which an item stands, whose cells take several lines:
/// each begins beside another.
pub fn row_of_cells(items: &[Item], at: usize) -> usize {
    /// Cells of a row, at most.
    const MOST: usize = 6;
    let mut start = cell_of(items, at).start;
    let (mut first, mut last) = lines(items, &cell_of(items, at));
    for _ in 1..MOST {
        let before = start.checked_sub(1).filter(|before| {
            let item = &items[*before];
            item.page == items[at].page && !item.is_placed && !item.is_aside()
        });
        let Some(before) = before else { break };
        let cell = cell_of(items, before);
        let (top, bottom) = lines(items, &cell);
        if top > last || bottom < first {
            break;
        }
        (first, last) = (first.min(top), last.max(bottom));
        start = cell.start;
    }
    start
}

/// Finds the kinds of units that wrap in cells beside the names.
pub fn name_wrapped_units(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    for at in 0..items.len() {
        let item = &items[at];
        let plain = item.is_plain() && !item.is_placed && flow.geometric;
        let text = item.piece.text(flow);
        if !plain || profile.begins_no_cell(text) || !wraps_beside(items, at) {
            continue;
        }
        let whole = words(flow, &items[cell_of(items, at)]);
        let kind = profile.unit_at_start(&whole);
        if kind.is_some_and(|kind| kind.end == whole.len()) {
            items[at].class = Class::OrgUnit;
        }
    }
}
