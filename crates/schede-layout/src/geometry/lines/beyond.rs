//! Lines that go on beyond the edge of the page, where nobody can read them.
//!
//! In: a page as lines, and all its words. Out: the lines that go on beside the page, or
//! in a line below its end.
//!
//! Not here: what a clip hides (`text`), what becomes of such values (they are in doubt).

use schede_model::Layer;
use schede_model::page::{Rotation, Visibility, Word};

use super::text::{PageText, TextLine, Token, WIDEST_PITCH};

/// Difference of height (em) between a line and its words beyond the page's edge, and
/// blank between them, at most.
const LEVEL: f32 = 0.3;
const GAP: f32 = 0.6;

/// Distance (em) up to which two words begin at the same x.
const SAME_X: f32 = 0.1;

/// The lines that go on right behind their last word, or right before their first, with
/// words that no longer stand on the page; those that such a word, which stands on it in
/// part, cannot say whether they do; and those right below which, where one of their words
/// begins, a line begins that is no longer on the page.
pub(crate) fn lines(page: &PageText, words: &[Word], width: f32) -> Vec<usize> {
    let off = |w: &&Word| w.visibility == Visibility::OffPage && w.rotation == Rotation::None;
    let off: Vec<&Word> = words.iter().filter(off).collect();
    let goes_on = |line: &TextLine| {
        let tokens = &page.tokens[line.tokens.clone()];
        sticks_out(tokens, width)
            || off
                .iter()
                .any(|word| runs(line, tokens, word) || is_above(line, tokens, word))
    };
    (0..page.lines.len())
        .filter(|at| {
            let line = &page.lines[*at];
            line.layer == Layer::Body && goes_on(line)
        })
        .collect()
}

/// Whether the first or the last word of a line stands on the page in part only.
fn sticks_out(tokens: &[Token], width: f32) -> bool {
    let out = |t: &Token| (-t.x0).max(t.x1 - width) > LEVEL * t.em;
    tokens.first().is_some_and(out) || tokens.last().is_some_and(out)
}

/// Whether a word follows the last of a line, or stands right before the first.
fn runs(line: &TextLine, tokens: &[Token], word: &Word) -> bool {
    let ends = tokens.first().zip(tokens.last());
    let level = (word.baseline - line.base).abs() < LEVEL * line.em;
    let near = |gap: f32| gap.abs() < GAP * line.em;
    let meets = |(a, b): (&Token, &Token)| near(word.bbox.x0 - b.x1) || near(a.x0 - word.bbox.x1);
    level && ends.is_some_and(meets)
}

/// Whether a word begins a line right below one of the words of a line.
fn is_above(line: &TextLine, tokens: &[Token], word: &Word) -> bool {
    let step = word.baseline - line.base;
    let below = LEVEL * line.em < step && step < WIDEST_PITCH * line.em;
    let even = |t: &Token| (t.x0 - word.bbox.x0).abs() < SAME_X * t.em;
    below && tokens.iter().any(even)
}
