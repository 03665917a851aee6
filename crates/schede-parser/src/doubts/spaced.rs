//! Words whose letters an extractor prints apart: where letters are set wide or close,
//! it takes the gaps between them for blanks ("C OMUNE  D I  B ORGO", "contr ollo").
//!
//! In: the items of a sheet. Out: where such words stand, if there are some. They
//! are not put together again: which gap ends a word is not known.

use schede_model::Flow;
use schede_model::scan::{Bytes, pairs};
use schede_profile::Vocabulary;

use super::cut::is_beginning;
use crate::grammar::items::Item;
use crate::grammar::looks::leads_on;
use crate::remembered::Remembered;
use crate::source::Pieces;

/// What the letters of a sheet must weigh to be no chance: one may stand alone on
/// purpose ("lotto B"), and a foreign word may end as no other does ("smart").
const LEAST: usize = 4;

/// What a letter weighs that stands alone, and what one does that ends no word.
const ALONE: usize = 2;
const WITHIN: usize = 1;

/// Capitals behind small letters, at least, to be no names ("PagoPA", "MePA").
const LEAST_MIXED: usize = 8;

/// Figures that stand alone in one line, at least, to be those of a number.
const LEAST_FIGURES: usize = 3;

/// The lines in which letters stand apart, or are capitals and small letters anyhow
/// ("StRategiChe": a font whose capitals are small), if they are enough to be no chance.
pub fn spaced_letters<'f>(
    flow: &'f Flow<'_>,
    items: &[Item],
    known: &Vocabulary,
    weights: &mut Weights<'f>,
) -> Option<Pieces> {
    let mut lines = Pieces::new();
    let (mut apart, mut mixed) = (0, 0);
    for item in items {
        let here = weights.of(item.piece.text(flow), |text| Weight::of(text, known));
        apart += here.apart;
        mixed += here.mixed;
        if here != Weight::default() {
            lines.push(item.piece);
        }
    }
    (apart >= LEAST || mixed >= LEAST_MIXED).then_some(lines)
}

/// Whether a letter that is no word stands alone in a line.
pub fn letters_apart(text: &str, known: &Vocabulary) -> bool {
    Weight::of(text, known).apart >= ALONE
}

/// What the letters of lines weigh.
pub type Weights<'f> = Remembered<'f, Weight>;

/// What the letters of a line weigh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// Those that stand apart.
    apart: usize,
    /// Capitals behind small letters.
    mixed: usize,
}

impl Weight {
    fn of(text: &str, known: &Vocabulary) -> Self {
        let bytes = text.as_bytes();
        let mut weight = Self::default();
        let mut figures = 0;
        for at in pairs(bytes, |here, next| {
            may_be_apart(here, next) | is_mixed(here, next)
        }) {
            match (bytes[at - 1], bytes[at]) {
                (b'0'..=b'9', _) => figures += usize::from(is_figure_apart(bytes, at)),
                (_, b' ') => weight.apart += weight_before(text, at, known),
                _ => weight.mixed += weight_of_capital(text, at, known),
            }
        }
        if figures >= LEAST_FIGURES {
            weight.apart += LEAST;
        }
        weight
    }
}

/// What a capital behind a small letter weighs: more where nearly all letters around are
/// capitals ("STRATEGIChE", "fINALITà"), as no name is, or behind an article
/// ("IlDirettore").
fn weight_of_capital(text: &str, at: usize, known: &Vocabulary) -> usize {
    const AROUND: usize = 2;
    let bytes = text.as_bytes();
    let begin = bytes[..at].iter().rposition(|b| !b.is_ascii_alphabetic());
    let article = &text[begin.map_or(0, |before| before + 1)..at];
    if article.len() >= AROUND && leads_on(article, known) {
        return LEAST_MIXED / 2;
    }
    let capitals = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_uppercase);
    let letter = |at: usize| bytes[at].is_ascii_alphabetic();
    let ahead = &bytes[at..bytes.len().min(at + AROUND + 1)];
    let before = (at - 1)
        .checked_sub(AROUND)
        .map(|from| &bytes[from..at - 1]);
    let first = at < AROUND || !letter(at - AROUND);
    let inside = before.is_some_and(capitals) || first && ahead.len() > AROUND && capitals(ahead);
    if inside { LEAST_MIXED / 2 } else { 1 }
}

/// A capital behind a small letter.
#[inline]
fn is_mixed(here: Bytes, next: Bytes) -> Bytes {
    here.is_in(b'a'..=b'z') & next.is_in(b'A'..=b'Z')
}

/// A figure or capital letter before a blank, or a small letter with which few words
/// end.
#[inline]
fn may_be_apart(here: Bytes, next: Bytes) -> Bytes {
    next.is(b' ')
        & (here.is_in(b'p'..=b't')
            | here.is_in(b'b'..=b'c')
            | here.is_in(b'f'..=b'g')
            | here.is_in(b'v'..=b'z')
            | here.is(b'm')
            | here.is_in(b'B'..=b'Z')
            | here.is_in(b'0'..=b'9'))
}

/// A figure with blanks around it that goes on with another, or with the sign of a
/// date, a per cent or a full stop.
fn is_figure_apart(bytes: &[u8], blank: usize) -> bool {
    let before = blank.checked_sub(2).map_or(b' ', |at| bytes[at]);
    let alone = |at: usize| bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric());
    let next = bytes.get(blank + 1).copied().unwrap_or_default();
    matches!(before, b' ' | b'/' | b'.')
        && (next.is_ascii_digit() && alone(blank + 2) || matches!(next, b'/' | b'.'))
}

/// What the letter before a blank weighs.
fn weight_before(text: &str, blank: usize, known: &Vocabulary) -> usize {
    let bytes = text.as_bytes();
    let next = bytes.get(blank + 1).copied().unwrap_or(b' ');
    let alone = blank.checked_sub(2).is_none_or(|at| bytes[at] == b' ');
    // Most words are told by their ends: only capitals that stand alone count, and of
    // small letters those before others.
    let within = bytes[blank - 1].is_ascii_lowercase() && next.is_ascii_lowercase();
    if !next.is_ascii_alphabetic() || !alone && !within {
        return 0;
    }
    let start = bytes[..blank].iter().rposition(|b| *b == b' ');
    let word = &text[start.map_or(0, |at| at + 1)..blank];
    let next = text[blank + 1..].split(' ').next().unwrap_or_default();
    let small = next.starts_with(|c: char| c.is_ascii_lowercase());
    match word.as_bytes() {
        [letter] if is_consonant(*letter) => {
            let letters = next.len() == 1 || !leads_on(next, known);
            let weight = ALONE * usize::from(letters);
            // "lotto B", but for "B ORGO".
            let fits = small || letter.is_ascii_uppercase();
            if fits { weight } else { 0 }
        }
        [_, .., last] if last.is_ascii_lowercase() && small && is_beginning(word, next, known) => {
            WITHIN
        }
        _ => 0,
    }
}

/// A letter that is no word by itself, nor a number.
fn is_consonant(byte: u8) -> bool {
    byte.is_ascii_alphabetic() && !b"aeiouxAEIOUXV".contains(&byte)
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::{LEAST, LEAST_MIXED, Weight};

    fn weight(text: &str) -> Weight {
        let profiles = Profiles::builtin().expect("built in");
        Weight::of(text, &profiles.fallback().expect("one").vocabulary)
    }

    fn apart(text: &str) -> usize {
        weight(text).apart
    }

    #[test]
    fn letters_that_are_no_words_stand_apart() {
        assert!(apart("C OMUNE  D I  B ORGO  SA LSO") >= LEAST);
        assert!(apart("edilizie  1 9 5 0") >= LEAST);
        assert!(apart("al 3 1 /1 2 /2 0 2 3") >= LEAST);
        assert!(apart("a c i t s i p m e T") >= LEAST);
        assert!(apart("Ges tione sec ondo le linee c on un monit oraggio") >= LEAST);
        assert_eq!(apart("fase  1 e  fase  2 e  OK  X"), 0);
        assert_eq!(apart("n. 2 istruttori per 3 mesi; art. 5 e 6"), 0);
        assert_eq!(apart("uno sportello per la città, ad ogni corner web"), 0);
    }

    #[test]
    fn capitals_stand_within_words() {
        assert!(
            weight("finalità StRategiChe: RiSUltatO atteSO, RaggiUntO al 2025, nOn RaggiUntO")
                .mixed
                >= LEAST_MIXED
        );
        assert!(weight("MePA, PagoPA e PAdigitale2026").mixed < LEAST_MIXED);
    }
}
