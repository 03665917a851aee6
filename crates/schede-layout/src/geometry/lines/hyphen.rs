//! Hyphens that a program sets a little apart from the word they cut, as it spreads the
//! letters of a justified line: no dash, which stands as far off as words do.
//!
//! In: the words of a line. Out: whether one is such a hyphen.
//!
//! Not here: whether the hyphen is the printer's (the parser's doubts).

use schede_model::page::Word;

/// Blank (em) before such a hyphen, at most, and its share of the narrowest blank between
/// the words of its line's cells.
const APART: f32 = 0.25;
const OF_BLANK: f32 = 0.8;

/// Blank (em) behind a hyphen that ends the line of its cell, at least.
const CELL: f32 = 0.9;

/// Whether the word at a place of a line is a hyphen that ends a line of a cell, and closer
/// to the word before it than the others are to theirs.
pub(crate) fn ends_word(words: &[Word], of_line: &[u32], at: usize) -> bool {
    let word = |at: usize| &words[of_line[at] as usize];
    let hyphen = word(at);
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let gap = |right: usize| word(right).bbox.x0 - word(right - 1).bbox.x1;
    let near = APART * hyphen.font_size;
    let cell = CELL * hyphen.font_size;
    let last = at + 1 == of_line.len() || gap(at + 1) > cell;
    if hyphen.text != "-" || !last || gap(at) > near {
        return false;
    }
    let letter = word(before).text.ends_with(char::is_alphabetic);
    let others = (1..of_line.len()).filter(|right| *right != at);
    let blanks = others.map(gap).filter(|gap| *gap > 0.0 && *gap < cell);
    let narrowest = blanks.fold(f32::MAX, f32::min);
    letter && narrowest < f32::MAX && gap(at) < OF_BLANK * narrowest
}
