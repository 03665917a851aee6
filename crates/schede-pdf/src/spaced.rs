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

/// Single letters, one after another.
struct Row {
    start: usize,
    end: usize,
    /// The widest gap inside a word of it, if it is set wide.
    limit: Option<f32>,
}

/// Joins rows of letters set wide, and the short words beside them on their line.
pub(crate) fn join(words: &mut Vec<Word>, after_blank: &[bool]) {
    let mut rows: Vec<Row> = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let end = row_end(words, after_blank, start);
        if end - start > 1 {
            let single = words[start..end].iter().filter(|word| is_letter(word));
            let long = single.count() >= MIN_LETTERS;
            let limit = long.then(|| gap_limit(&words[start..end])).flatten();
            rows.push(Row { start, end, limit });
        }
        start = end.max(start + 1);
    }
    if rows.iter().any(|row| row.limit.is_some()) {
        spread(words, &mut rows);
        for row in rows {
            if let Some(limit) = row.limit {
                join_row(&mut words[row.start..row.end], limit);
            }
        }
    }
    words.retain(|word| !word.text.is_empty());
}

/// A short word of a line set wide ("d i" in "C o m u n e   d i   R o c c a") is set as
/// the words beside it.
fn spread(words: &[Word], rows: &mut [Row]) {
    let beside = |a: &Row, b: &Row| {
        let (last, first) = (&words[a.end - 1], &words[b.start]);
        a.end == b.start && follows(last, first)
    };
    let n = rows.len();
    let pairs = (1..n).map(|at| (at - 1, at));
    for (from, to) in pairs.chain((1..n).rev().map(|at| (at, at - 1))) {
        let near = beside(&rows[from.min(to)], &rows[from.max(to)]);
        let short = rows[to].end - rows[to].start < MIN_LETTERS;
        if near && short && rows[to].limit.is_none() {
            rows[to].limit = rows[from].limit;
        }
    }
}

fn row_end(words: &[Word], after_blank: &[bool], start: usize) -> usize {
    let mut end = start;
    while end < words.len() && (is_letter(&words[end]) || is_kerned(&words[end])) {
        if end > start && (after_blank[end] || !follows(&words[end - 1], &words[end])) {
            break;
        }
        end += 1;
    }
    end
}

fn is_letter(word: &Word) -> bool {
    let mut chars = word.text.chars();
    let sign = |c: char| matches!(c, '(' | ')' | '\'' | '’' | ',' | '.' | ':' | ';');
    let letter = |c: char| c.is_alphanumeric() || sign(c);
    chars.next().is_some_and(letter) && chars.next().is_none()
}

/// Whether a word is two capitals that fonts set closer than others ("VA"): among letters
/// set wide they have no gap.
fn is_kerned(word: &Word) -> bool {
    const PAIR: usize = 2;
    word.text.chars().count() == PAIR && word.text.chars().all(char::is_uppercase)
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
