//! The months beside the phases, or the parts of the year, as a grid with a cross where one is
//! under way: "Gen Feb Mar ...", "G F M A M G L A S O N D", "I TRIM. II TRIM. III TRIM. IV TRIM.",
//! or "I", "II", "III", "IV" in a cell each.
//!
//! In: a word of a line. Out: the word behind the run of months that begins with it. No field
//! takes the crosses: the months are the head of one column that the form does not know.
//!
//! Not here: dates in words (the parser's `values`).

use std::ops::Range;

use crate::geometry::lines::view::View;
use crate::geometry::sides::fours::GUTTER;

/// Months one behind another that make a grid, at least.
const FEWEST: usize = 6;

/// Months of a year; and those, a bit each, with which a grid may begin.
const YEAR: usize = 12;
const FIRST: u16 = (1 << (YEAR - FEWEST + 1)) - 1;

/// Parts of a year one behind another that make a grid, at least; two of them, each with its
/// word, are the halves.
const FEWEST_PARTS: usize = 3;
const HALVES: usize = 2;
const QUARTERS: usize = 4;

/// The token behind the months that begin with a token, each by its name or its first letters,
/// or behind the parts of the year.
#[inline]
pub(crate) fn end(view: View, position: usize, index: usize) -> Option<usize> {
    // Few words begin with a capital letter, and fewer with the sign for one.
    let token = &view.page.tokens[index];
    let months = token.capital.then(|| run_end(view, position, index));
    let first = view
        .line(position)
        .text
        .as_bytes()
        .get(token.start as usize);
    let parts = || matches!(first, Some(b'I' | b'1')).then(|| parts_end(view, position, index));
    months.flatten().or_else(|| parts().flatten())
}

/// The token behind the parts of a year that are counted from one, their word behind or below
/// some of them: "I TRIM.", "2° semestre".
fn parts_end(view: View, position: usize, index: usize) -> Option<usize> {
    let line = view.line(position);
    let word = |at: usize| (at < line.tokens.end).then(|| view.page.word(line, at));
    if word(index).and_then(ordinal) != Some(1) {
        return None;
    }
    let is_part = |at: usize| word(at).is_some_and(|w| view.profile.vocabulary.begins_period(w));
    let (mut end, mut n, mut named) = (index, 0, 0);
    while word(end).and_then(ordinal) == Some(n + 1) {
        end += 1;
        n += 1;
        if is_part(end) {
            end += 1;
            named += 1;
        }
    }
    let below = || named == 0 && are_named_below(view, position, index..end);
    let quarters = || named == 0 && n == QUARTERS && are_cells(view, position, index..end);
    let told = || named > 0 || below() || quarters();
    let enough = n >= FEWEST_PARTS && told() || n == HALVES && named == n;
    enough.then_some(end)
}

/// Whether some numbers are Roman, and each in a cell of its own.
fn are_cells(view: View, position: usize, numbers: Range<usize>) -> bool {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let roman = |at: usize| view.page.word(line, at).starts_with(['I', 'V']);
    let apart = |at: usize| {
        let (before, here) = (&tokens[at - 1], &tokens[at]);
        here.x0 - before.x1 >= GUTTER * here.em || view.is_ruled(before, here)
    };
    let mut rest = numbers.clone().skip(1);
    numbers.clone().all(roman) && rest.all(apart)
}

/// Whether the word of a part of the year stands below each of some numbers.
fn are_named_below(view: View, position: usize, numbers: Range<usize>) -> bool {
    if position + 1 >= view.body.len() {
        return false;
    }
    let below = view.line(position + 1);
    let mut numbers = numbers.map(|at| &view.page.tokens[at]);
    numbers.all(|number| {
        let under = |at: &usize| {
            let word = &view.page.tokens[*at];
            word.x0 < number.x1 && number.x0 < word.x1
        };
        let mut words = below.tokens.clone().filter(under);
        words.any(|at| {
            let known = &view.profile.vocabulary;
            known.begins_period(view.page.word(below, at))
        })
    })
}

/// The number of a part of a year: "III", "2°".
fn ordinal(word: &str) -> Option<usize> {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    let word = word.trim_end_matches(['°', 'º', '^', '.']);
    let roman = ROMAN.iter().position(|known| *known == word);
    roman.map(|at| at + 1).or_else(|| match word.as_bytes() {
        [digit @ b'1'..=b'4'] => Some(usize::from(digit - b'0')),
        _ => None,
    })
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
