//! Words whose letters an extractor prints apart: where letters are set wide, it
//! takes the gaps between them for blanks ("C OMUNE  D I  B ORGO").
//!
//! In: the items of a sheet. Out: where such words stand, if there are some. They
//! are not put together again: which gap ends a word is not known.

use schede_model::Flow;
use schede_model::scan::{any_pair, pairs, two_blanks};

use super::items::Item;
use crate::source::Piece;

/// One letter may stand alone on purpose ("lotto B").
const LEAST: usize = 2;

/// The lines in which letters stand alone, if they are enough to be no chance. The
/// gaps between words are wider than those between letters in such a line, so that
/// more than one blank is printed for them.
pub fn spaced_letters(flow: &Flow<'_>, items: &[Item]) -> Option<Vec<Piece>> {
    let mut lines = Vec::new();
    let mut n_letters = 0;
    for item in items {
        let text = item.piece.text(flow);
        let two = any_pair(text.as_bytes(), two_blanks);
        if two && holds_lone(text) {
            let n = n_lone(text);
            n_letters += n;
            lines.extend((n > 0).then_some(item.piece));
        }
    }
    (n_letters >= LEAST).then_some(lines)
}

/// Whether a letter or figure that may be part of a word stands alone in a line.
fn holds_lone(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = pairs(bytes, |here, next| here.is(b' ') & !next.is(b' '));
    let ends = |at: usize| bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    std::iter::once(0).chain(begins).any(|at| {
        ends(at)
            && bytes
                .get(at)
                .is_some_and(|b| b.is_ascii_digit() || is_consonant(*b))
    })
}

/// A letter that is no word by itself.
fn is_consonant(byte: u8) -> bool {
    byte.is_ascii_alphabetic() && !b"aeiouxAEIOUX".contains(&byte)
}

/// How many letters of a line are parts of words: consonants that stand alone, and
/// figures between figures.
fn n_lone(text: &str) -> usize {
    let words: Vec<&str> = text.split_whitespace().collect();
    let figure = |word: Option<&&str>| {
        word.is_some_and(|w| w.len() == 1 && w.as_bytes()[0].is_ascii_digit())
    };
    let lone = |at: &usize| {
        let [letter] = words[*at].as_bytes() else {
            return false;
        };
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        is_consonant(*letter)
            || letter.is_ascii_digit() && figure(before) && figure(words.get(at + 1))
    };
    (0..words.len()).filter(lone).count()
}

#[cfg(test)]
mod tests {
    use super::n_lone;

    #[test]
    fn letters_that_are_no_words_stand_apart() {
        assert_eq!(n_lone("C OMUNE  D I  B ORGO  SA LSO"), 3);
        assert_eq!(n_lone("edilizie  1 9 5 0"), 2);
        assert_eq!(n_lone("fase  1 e  fase  2 e  OK  X"), 0);
    }
}
