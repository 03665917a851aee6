//! A head of the deadlines over two of its own ("Tempi" over "Inizio", "Fine"): the dates of
//! the beginning are no deadlines.
//!
//! In: a head and the line below it. Out: the same with a head for each of the two, the later
//! date's that of the deadlines.
//!
//! Not here: titles over heads of several columns (`grouped`).

use schede_model::Column;

use super::apart::are_apart;
use super::unknown::{Cells, cells};
use super::{Head, HeadCell};
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;

/// Step (em) from a head to those under it, at most: cells have margins, and other heads of
/// more lines may stand in the middle beside both.
const HIGHEST: f32 = 4.0;

/// Parts the head of the deadlines where all words of the line below stand under it, apart from
/// one another, over dates.
pub(super) fn add(view: View, head: &mut Head) {
    let position = head.last + 1;
    if position >= view.body.len() {
        return;
    }
    let line = view.line(position);
    let tokens = view.tokens(line);
    let mut gaps = (1..tokens.len()).filter(|n| are_apart(view, &tokens[n - 1], &tokens[*n]));
    let (Some(second), None) = (gaps.next(), gaps.next()) else {
        return;
    };
    let low = line.base - view.line(head.last).base > HIGHEST * line.em;
    let Some(at) = head.cells.iter().position(|c| c.column == Column::Due) else {
        return;
    };
    if low || !stands_under(head, at, tokens) {
        return;
    }
    let first = line.tokens.start;
    let run = |range: std::ops::Range<usize>| {
        let words: Vec<(usize, usize)> = range.map(|n| (position, first + n)).collect();
        HeadCell::of(view, Column::Other, &words)
    };
    let (Some(begin), Some(mut end)) = (run(0..second), run(second..tokens.len())) else {
        return;
    };
    let below = Head {
        last: position,
        ..head.clone()
    };
    let dated = |cell: &HeadCell| cells(view, &below, cell) == Cells::Dates;
    if !dated(&begin) || !dated(&end) {
        return;
    }
    let title = head.cells.remove(at);
    end.column = Column::Due;
    end.inferred = title.inferred;
    end.tokens.splice(0..0, title.tokens);
    head.cells.splice(at..at, [begin, end]);
    head.last = position;
}

/// Whether words stand between the heads beside one.
fn stands_under(head: &Head, at: usize, tokens: &[Token]) -> bool {
    let left = at.checked_sub(1).map_or(f32::MIN, |n| head.cells[n].x1);
    let right = head.cells.get(at + 1).map_or(f32::MAX, |next| next.x0);
    tokens
        .iter()
        .all(|token| left < token.x0 && token.x1 < right)
}
