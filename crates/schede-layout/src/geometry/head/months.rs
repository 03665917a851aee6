//! The months beside the phases, as a grid with a cross where one is under way: "Gen Feb
//! Mar ...", "G F M A M G L A S O N D".
//!
//! In: a word of a line. Out: the word behind the run of months that begins with it. No field
//! takes the crosses: the months are the head of one column that the form does not know.
//!
//! Not here: dates in words (the parser's `values`).

use crate::geometry::lines::view::View;

/// Months one behind another that make a grid, at least.
const FEWEST: usize = 6;

/// Months of a year; and those, a bit each, with which a grid may begin.
const YEAR: usize = 12;
const FIRST: u16 = (1 << (YEAR - FEWEST + 1)) - 1;

/// The token behind the months that begin with a token, each by its name or its first letters.
#[inline]
pub(crate) fn end(view: View, position: usize, index: usize) -> Option<usize> {
    // Few words begin with a capital letter.
    view.page.tokens[index]
        .capital
        .then(|| run_end(view, position, index))?
}

fn run_end(view: View, position: usize, index: usize) -> Option<usize> {
    let line = view.line(position);
    if line.tokens.end - index < FEWEST {
        return None;
    }
    let known = &view.profile.vocabulary;
    let months = |at: usize| known.months_begun(view.page.word(line, at));
    // The months that the run may have come to: "M" is March or May.
    let (mut here, mut end) = (months(index) & FIRST, index);
    while here != 0 {
        end += 1;
        let next = (end < line.tokens.end).then(|| months(end));
        here = here << 1 & next.unwrap_or_default();
    }
    (end - index >= FEWEST).then_some(end)
}
