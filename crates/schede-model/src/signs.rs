//! What signs a line may hold: found in one sweep over its bytes, and asked for by
//! all that would else look at every byte again. Most lines hold none of them.
//!
//! In: the characters of a line. Out: a set of [`Sign`]s. Of a part of the line it
//! says what the part may hold.
//!
//! Not here: where a sign stands, and what it means there.

use crate::scan::{Bytes, any_pair, each_pair, two_blanks};

/// What may stand in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A character that is not ASCII.
    BeyondAscii,
    /// Two plain blanks side by side, between words.
    TwoBlanks,
    /// A blank that is not a plain one, or a control character.
    OtherBlank,
    /// A colon.
    Colon,
    /// A full stop with a plain blank or a capital of ASCII behind it.
    FullStopWithin,
}

/// The signs that a line may hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs(u8);

impl Signs {
    /// The signs of a line's text. Plain blanks around its words do not count.
    pub fn of(text: &str) -> Self {
        // No sign begins or ends with it.
        const NEUTRAL: u8 = b'_';
        let bytes = without_blanks_around(text.as_bytes());
        let (mut all, mut control, mut two) = (Bytes::NONE, Bytes::NONE, Bytes::NONE);
        let (mut colon, mut full_stop) = (Bytes::NONE, Bytes::NONE);
        each_pair(bytes, NEUTRAL, |here, next| {
            all |= here;
            control |= here.is_in(0..=b' ' - 1);
            two |= two_blanks(here, next);
            colon |= here.is(b':');
            full_stop |= here.is(b'.') & (next.is(b' ') | next.is_in(b'A'..=b'Z'));
        });
        let beyond = all.has_high_bit();
        let odd = beyond || control.any();
        let mut signs = Self::default();
        signs.note(Sign::BeyondAscii, beyond);
        signs.note(Sign::TwoBlanks, two.any());
        signs.note(Sign::Colon, colon.any());
        signs.note(Sign::FullStopWithin, full_stop.any());
        signs.note(Sign::OtherBlank, odd && holds_other_blank(text.as_bytes()));
        signs
    }

    /// Whether the line may hold a sign.
    #[inline]
    pub fn may_hold(self, sign: Sign) -> bool {
        self.0 & 1 << sign as u8 != 0
    }

    /// Whether it may hold a blank that is not a plain one between two words.
    #[inline]
    pub fn may_hold_odd_blank(self) -> bool {
        self.0 & (1 << Sign::TwoBlanks as u8 | 1 << Sign::OtherBlank as u8) != 0
    }

    #[inline]
    fn note(&mut self, sign: Sign, stands: bool) {
        self.0 |= u8::from(stands) << sign as u8;
    }
}

fn without_blanks_around(bytes: &[u8]) -> &[u8] {
    let word = |byte: &u8| *byte != b' ';
    let start = bytes.iter().position(word).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(word).map_or(start, |last| last + 1);
    &bytes[start..end]
}

/// Whether a text holds a blank other than plain ones, or a control character.
pub fn holds_other_blank(bytes: &[u8]) -> bool {
    // The last byte begins no pair.
    any_pair(bytes, is_other_blank) || bytes.last().is_some_and(|last| *last < b' ')
}

/// A control character, or the last two bytes of a blank beyond ASCII (U+0085,
/// U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000): the
/// first of three says little, an apostrophe begins with the same.
#[inline]
fn is_other_blank(here: Bytes, next: Bytes) -> Bytes {
    let space = next.is_in(0x80..=0x8a) | next.is(0xa8) | next.is(0xa9) | next.is(0xaf);
    here.is_in(0..=b' ' - 1)
        | here.is(0xc2) & (next.is(0x85) | next.is(0xa0))
        | here.is(0x80) & space
        | here.is(0x81) & next.is(0x9f)
        | here.is(0x9a) & next.is(0x80)
}

#[cfg(test)]
mod tests {
    use super::{Sign, Signs};

    fn holds(text: &str, sign: Sign) -> bool {
        Signs::of(text).may_hold(sign)
    }

    /// Behind every number of letters, so that the sign stands at every place of a step.
    fn everywhere(text: &str, sign: Sign) -> bool {
        (0..40).all(|n| holds(&format!("{}{text}", "x".repeat(n)), sign))
    }

    #[test]
    fn a_sign_is_found_wherever_it_stands() {
        let signs = [
            ("à", Sign::BeyondAscii),
            (" \u{a0}x", Sign::OtherBlank),
            ("\u{3000}", Sign::OtherBlank),
            ("\t", Sign::OtherBlank),
            (" x  y", Sign::TwoBlanks),
            (":", Sign::Colon),
            (". x", Sign::FullStopWithin),
            (".X", Sign::FullStopWithin),
        ];
        for (text, sign) in signs {
            assert!(everywhere(text, sign), "{sign:?} in {text:?}");
        }
    }

    #[test]
    fn a_line_of_words_holds_none() {
        assert_eq!(Signs::of(""), Signs::default());
        assert_eq!(
            Signs::of("  una riga di parole, e A o E. "),
            Signs::default()
        );
        assert!(!holds("città — d’arte", Sign::OtherBlank));
    }
}
