//! Phases numbered in a column that has no head of its own: that of the descriptions stands
//! over both ("Descrizione" over "1" and "Rilievo").
//!
//! In: a head and the lines below it. Out: the place of the numbers, if they count from row to
//! row and nothing else stands there.
//!
//! Not here: numbers below a head of theirs (`numbers`); labels with a word (`beside`).

use schede_model::Column;

use super::numbers::{GAP, NEAR, number};
use super::{Head, HeadCell};
use crate::geometry::is_weight;
use crate::geometry::lines::view::View;

/// Rows that count, at least.
const ROWS: usize = 2;

/// Words of a line among which its number is looked for: the caption beside the table may
/// stand before it.
const WORDS: usize = 4;

/// The place of the numbers below a head.
pub(super) fn numbers(view: View, head: &Head) -> Option<HeadCell> {
    let [first, next, ..] = &head.cells[..] else {
        return None;
    };
    let weights = head.cells.iter().find(|c| c.column == Column::Weight)?;
    let leftmost = |position: usize| {
        let begins = view.tokens(view.line(position)).first();
        begins.is_some_and(|token| token.x0 < first.x0)
    };
    if first.column != Column::Description || (head.first..=head.last).any(leftmost) {
        return None;
    }
    let counts = |position: usize, index: usize| {
        let token = &view.page.tokens[index];
        let number = counted(view, position, index)?;
        (token.x1 < next.x0 && is_weighed(view, position, weights)).then_some(number)
    };
    let lines = head.last + 1..view.body.len();
    let (begin, mut next) = lines.clone().take(NEAR).find_map(|position| {
        let mut words = view.line(position).tokens.clone().take(WORDS);
        words.find_map(|index| Some((index, counts(position, index)?)))
    })?;
    let begin = &view.page.tokens[begin];
    let (mut left, mut right, mut n_rows) = (begin.x0, begin.x1, 0);
    for position in lines {
        let over = |index: &usize| {
            let token = &view.page.tokens[*index];
            token.x0 < right && left < token.x1
        };
        let mut words = view.line(position).tokens.clone().filter(over);
        let Some(index) = words.next() else {
            continue;
        };
        if words.next().is_some() || counts(position, index) != Some(next) {
            // Descriptions that begin with numbers go on below them.
            if !is_below_table(view, position) {
                return None;
            }
            break;
        }
        let token = &view.page.tokens[index];
        (left, right) = (left.min(token.x0), right.max(token.x1));
        (next, n_rows) = (next + 1, n_rows + 1);
    }
    (n_rows >= ROWS).then(|| HeadCell::upended(Column::Label, (left, right), begin, ""))
}

/// Whether a line begins with what the form prints, or is the total's.
fn is_below_table(view: View, position: usize) -> bool {
    let line = view.line(position);
    line.opening(view.profile).is_some() || view.profile.totals.at_start(&line.text).is_some()
}

/// The number that a word is, apart from the words around it.
fn counted(view: View, position: usize, index: usize) -> Option<u32> {
    let line = view.line(position);
    let word = view.page.word(line, index);
    if !word.starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c)) {
        return None;
    }
    // A label with a word counts by itself.
    let labels = |before: usize| {
        let word = view.page.word(line, before);
        view.profile.phase_words.at_start(word).is_some()
    };
    if index > line.tokens.start && labels(index - 1) {
        return None;
    }
    let token = &view.page.tokens[index];
    let before = (index > line.tokens.start).then(|| token.x0 - view.page.tokens[index - 1].x1);
    // A dash behind a number is that of a label before its words.
    let word_behind = |next: usize| view.page.word(line, next).contains(char::is_alphanumeric);
    let behind = index + 1 < line.tokens.end && word_behind(index + 1);
    let behind = behind.then(|| view.page.tokens[index + 1].x0 - token.x1);
    let apart = |gap: f32| gap > GAP * token.em;
    (before.is_none_or(apart) && behind.is_some_and(apart)).then(|| number(word))?
}

/// Whether a weight stands on a line below the head of the weights.
fn is_weighed(view: View, position: usize, weights: &HeadCell) -> bool {
    let line = view.line(position);
    line.tokens.clone().any(|index| {
        let token = &view.page.tokens[index];
        let under = token.x0 < weights.x1 && weights.x0 < token.x1;
        under && is_weight(view.page.word(line, index))
    })
}
