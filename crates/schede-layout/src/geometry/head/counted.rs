//! The columns of a table counted in a row of its own right below their heads ("1", "2",
//! "(3)"): it says nothing of any phase.
//!
//! In: a head and the line below it. Out: whether the line counts its columns.
//!
//! Not here: the numbers of the rows (`numbers`).

use super::{FEWEST_HEADS, Head, upended};
use crate::geometry::lines::view::View;

/// Step (em) from the heads to their numbers, at most: those are centred in cells, and some
/// heads are higher than others.
const BELOW: f32 = 4.0;

/// Columns that may have no number, at most: that of the rows' labels has none, mostly, be it
/// the first or not.
const UNCOUNTED: usize = 2;

/// Takes the line below a head to it if it counts the columns.
pub(crate) fn add(view: View, head: &mut Head) {
    let position = head.last + 1;
    if position >= view.body.len() {
        return;
    }
    let line = view.line(position);
    // Heads painted upwards reach further down than the others.
    let upended = upended::beside(view, head).map(|(_, _, (_, bottom))| bottom);
    let above = upended.fold(view.line(head.last).base, f32::max);
    if line.base - above > BELOW * line.em || line.tokens.len() < FEWEST_HEADS {
        return;
    }
    let enough = line.tokens.len() + UNCOUNTED >= head.cells.len();
    let numbers = line.tokens.clone();
    let numbers = numbers.map(|at| number(view.page.word(line, at)));
    if enough && numbers.collect::<Option<Vec<_>>>().is_some_and(count_up) {
        head.last = position;
    }
}

/// Whether numbers count columns from the first: a few have none.
fn count_up(numbers: Vec<usize>) -> bool {
    let ascend = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    ascend
        && numbers
            .last()
            .is_some_and(|last| *last <= numbers.len() + UNCOUNTED)
}

/// "1", "(1)", "1)", "[1]".
fn number(word: &str) -> Option<usize> {
    let digits = word.trim_matches(['(', ')', '[', ']']);
    digits.parse().ok().filter(|_| digits.len() <= 2)
}
