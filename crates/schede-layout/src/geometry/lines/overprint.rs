//! Words printed over one another: a head that runs over the first row of its table, a
//! text that runs into the next cell.
//!
//! In: the words of a line, in the order of reading. Out: which of them stand over the word
//! before them.
//!
//! Not here: a word drawn twice at one place (`text`), large words across a page (`across`).

use super::text::Token;

/// How far (em of the smaller word, and share of the narrower one) two words run over one
/// another, at least: slanted letters, and narrow ones set close, do a little.
const OVER: f32 = 0.5;

/// The bytes of a line from each word over which the next one is printed to that one's end.
pub(crate) fn overprinted(tokens: &[Token]) -> impl Iterator<Item = (u32, u32)> {
    let pairs = tokens.windows(2).filter(|pair| is_over(&pair[0], &pair[1]));
    pairs.map(|pair| (pair[0].start, pair[1].end))
}

fn is_over(a: &Token, b: &Token) -> bool {
    let common = a.x1.min(b.x1) - b.x0;
    common > OVER * a.em.min(b.em) && common > OVER * (a.x1 - a.x0).min(b.x1 - b.x0)
}
