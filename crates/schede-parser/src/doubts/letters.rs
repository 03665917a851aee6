//! Letters that paper does not show: a font may give no character, or that of another
//! sign.
//!
//! In: a line of a value. Out: whether it holds such a letter. What stands on paper is
//! not known.

use schede_model::Flow;
use schede_model::scan::{Bytes, pairs};
use schede_model::signs::Sign;

use crate::source::Piece;

/// What stands for a character that cannot be read.
const UNREADABLE: char = '\u{fffd}';

/// What is said of such letters.
pub const MISREAD: &str = "a character of it could not be read";

/// Letters with an accent that are words, or are typed for one ("à" for "ha").
const WORDS: [char; 8] = ['è', 'é', 'à', 'ò', 'ì', 'ù', 'È', 'É'];

/// Whether a letter of a line could not be read, or was read as another: a letter with
/// an accent that is no word stands alone ("Ì 9.360" for "€ 9.360").
pub fn is_misread(flow: &Flow<'_>, piece: &Piece) -> bool {
    let text = piece.text(flow);
    let alone = |start: usize| {
        let mut letters = text[start..].chars();
        let letter = letters
            .next()
            .filter(|l| !l.is_ascii() && l.is_alphabetic());
        let ends = matches!(letters.next(), None | Some(' '));
        letter.is_some_and(|l| ends && !WORDS.contains(&l))
    };
    // Few words begin with a letter beyond ASCII.
    let begins = |before: Bytes, here: Bytes| before.is(b' ') & here.is_in(0x80..=0xff);
    let starts = || std::iter::once(0).chain(pairs(text.as_bytes(), begins));
    piece.signs(flow).may_hold(Sign::BeyondAscii)
        && (text.contains(UNREADABLE) || starts().any(alone))
}
