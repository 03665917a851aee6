//! Letters set wide, each at its own place: "F A S I   D U E" is two words.
//!
//! In: words, and which of them follow a blank glyph. Out: the same letters,
//! joined where a row of single letters stands at even gaps. Letters that the
//! file itself parts by blanks are left alone.

use schede_model::page::Word;

/// Fewer letters than this are no row set wide.
const MIN_LETTERS: usize = 5;
/// Gaps of letters set wide, in shares of the font size: up to this,
const MAX_TRACKING: f32 = 0.7;
/// and gaps between their words up to this.
const MAX_BLANK: f32 = 3.0;
/// A gap this many times the median of its row lies between words.
const WORD_GAP: f32 = 1.6;
/// How far baselines of one row may differ, in shares of the font size.
const SAME_LINE: f32 = 0.1;

/// Joins rows of letters set wide.
pub(crate) fn join(words: &mut Vec<Word>, after_blank: &[bool]) {
    let mut start = 0;
    while start < words.len() {
        let end = row_end(words, after_blank, start);
        if end - start >= MIN_LETTERS
            && let Some(limit) = gap_limit(&words[start..end])
        {
            join_row(&mut words[start..end], limit);
        }
        start = end.max(start + 1);
    }
    words.retain(|word| !word.text.is_empty());
}

fn row_end(words: &[Word], after_blank: &[bool], start: usize) -> usize {
    let mut end = start;
    while end < words.len() && is_letter(&words[end]) {
        if end > start && (after_blank[end] || !follows(&words[end - 1], &words[end])) {
            break;
        }
        end += 1;
    }
    end
}

fn is_letter(word: &Word) -> bool {
    let mut chars = word.text.chars();
    chars.next().is_some_and(char::is_alphanumeric) && chars.next().is_none()
}

fn gap(before: &Word, word: &Word) -> f32 {
    (word.bbox.x0 - before.bbox.x1) / word.font_size.max(0.01)
}

fn follows(before: &Word, word: &Word) -> bool {
    let size = word.font_size;
    before.rotation == word.rotation
        && before.visibility == word.visibility
        && before.clip == word.clip
        && (before.font_size - size).abs() <= SAME_LINE * size
        && (before.baseline - word.baseline).abs() <= SAME_LINE * size
        && (0.0..=MAX_BLANK).contains(&gap(before, word))
}

/// The widest gap inside a word of this row; none if it is no row set wide.
fn gap_limit(row: &[Word]) -> Option<f32> {
    let n_letters = row
        .iter()
        .filter(|word| word.text.chars().all(char::is_alphabetic))
        .count();
    let mut gaps: Vec<f32> = row.windows(2).map(|pair| gap(&pair[0], &pair[1])).collect();
    gaps.sort_by(f32::total_cmp);
    let median = gaps[gaps.len() / 2];
    (n_letters * 2 > row.len() && median <= MAX_TRACKING).then_some(median * WORD_GAP)
}

/// Moves each letter into the word it belongs to; what is left is empty.
fn join_row(row: &mut [Word], limit: f32) {
    let mut first = 0;
    for at in 1..row.len() {
        if gap(&row[at - 1], &row[at]) > limit {
            first = at;
            continue;
        }
        let letter = std::mem::take(&mut row[at].text);
        let bbox = row[at].bbox;
        row[first].text.push_str(&letter);
        row[first].bbox = row[first].bbox.union(&bbox);
        row[first].doubtful |= row[at].doubtful;
    }
}
