//! Words set smaller and higher or lower than the words they touch: "2" of "m2", "o" of
//! "1o lotto", the call of a note. They stand on the line of those words.
//!
//! In: the words of a page in the order of the content stream. Out: the height of the line
//! each belongs to.
//!
//! Not here: what a line is (`text`).

use schede_model::page::Word;

/// Size of such a word, in shares of that of the word it touches, at most: programs set
/// them at 58 to 83 hundredths.
const SMALLER: f32 = 0.87;

/// How far (em of the large word) it may stand above and below the other's baseline: the
/// foot of a raised word is still below the top of a capital letter.
const UP: f32 = 0.7;
const DOWN: f32 = 0.45;

/// Blank (em of the large word) between the two, at most: a wide word space.
const BLANK: f32 = 0.5;

/// How far (em) their boxes may overlap: those of slanted letters do.
const OVERLAP: f32 = 0.1;

/// Words beside one another that are raised together, and their bytes, at most: calls of
/// two notes. Longer texts in small print are cells and lines of their own.
const MOST_WORDS: usize = 2;
const MOST_BYTES: usize = 8;

/// The baseline of the line on which the word at a place in the stream stands.
#[inline]
pub(crate) fn baseline(words: &[Word], index: usize) -> f32 {
    let word = &words[index];
    let larger = |other: Option<&Word>| other.is_some_and(|o| is_smaller(word, o));
    // Nearly all words are as large as those before and after them.
    if larger(words.get(index.wrapping_sub(1))) || larger(words.get(index + 1)) {
        host(words, index).map_or(word.baseline, |host| host.baseline)
    } else {
        word.baseline
    }
}

/// The larger word that the small one at a place touches, or its small neighbours do.
#[cold]
fn host(words: &[Word], index: usize) -> Option<&Word> {
    let word = &words[index];
    let level = |o: &&Word| o.baseline == word.baseline && o.font_size == word.font_size;
    let before = words[..index].iter().rev().take_while(level);
    let after = words[index + 1..].iter().take_while(level);
    let (n_before, n_after) = (
        before.take(MOST_WORDS).count(),
        after.take(MOST_WORDS).count(),
    );
    let (first, end) = (index - n_before, index + n_after + 1);
    let bytes: usize = words[first..end].iter().map(|w| w.text.len()).sum();
    if end - first > MOST_WORDS || bytes > MOST_BYTES {
        return None;
    }
    let above = first.checked_sub(1).and_then(|at| words.get(at));
    let left = above.filter(|host| holds(host, word) && touch(host, &words[first], host));
    let right = || {
        let next = words.get(end);
        next.filter(|host| holds(host, word) && touch(&words[end - 1], host, host))
    };
    left.or_else(right)
}

fn is_smaller(word: &Word, other: &Word) -> bool {
    word.font_size < SMALLER * other.font_size
}

/// Whether a small word stands as high as words raised or lowered beside `host` do.
fn holds(host: &Word, word: &Word) -> bool {
    let up = (host.baseline - word.baseline) / host.font_size;
    let seen = host.visibility == word.visibility && host.rotation == word.rotation;
    is_smaller(word, host) && (-DOWN..UP).contains(&up) && host.clip == word.clip && seen
}

/// Whether one word follows another on a line of words as large as `host`.
fn touch(left: &Word, right: &Word, host: &Word) -> bool {
    let blank = (right.bbox.x0 - left.bbox.x1) / host.font_size;
    (-OVERLAP..BLANK).contains(&blank)
}
