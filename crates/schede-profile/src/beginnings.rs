//! The first letters of spellings: most words of a text begin none, and that is known
//! from two or three of their bytes.
//!
//! In: the letters that spellings begin with. Out: whether a text may begin one.
//!
//! Not here: whether it does (`labels`).

use serde::{Deserialize, Serialize};

/// Letters of ASCII, and digits, which are counted behind them.
pub(crate) const LETTERS: usize = 26;
const SIGNS: usize = LETTERS + 10;

/// The letters that some spellings begin with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Beginnings {
    /// For each letter or digit that a spelling begins with: the letters and digits
    /// that may follow, a bit each.
    #[serde(with = "crate::arrays")]
    seconds: [u64; SIGNS],
    /// The letters and digits that are the first word of a spelling, a bit each.
    words: u64,
    /// For each pair of letters that a spelling begins with: the letters that may
    /// follow, a bit each.
    #[serde(with = "crate::arrays::boxed")]
    thirds: Box<[u32; LETTERS * LETTERS]>,
}

/// What a text begins with.
pub(crate) enum Beginning {
    /// Letters or digits of ASCII with which no spelling begins, or nothing.
    Other,
    /// Letters with which one may.
    Letter,
    /// Something else: blanks, signs, letters beyond ASCII.
    Sign,
}

impl Beginnings {
    /// No spelling.
    pub fn none() -> Self {
        Self {
            seconds: [0; SIGNS],
            words: 0,
            thirds: Box::new([0; LETTERS * LETTERS]),
        }
    }

    /// Those with which spellings of one kind or another begin.
    pub fn of_all(kinds: &[&Self]) -> Self {
        let mut all = Self::none();
        for kind in kinds {
            let seconds = all.seconds.iter_mut().zip(&kind.seconds);
            seconds.for_each(|(all, own)| *all |= own);
            let thirds = all.thirds.iter_mut().zip(kind.thirds.iter());
            thirds.for_each(|(all, own)| *all |= own);
            all.words |= kind.words;
        }
        all
    }

    /// Spellings begin with a letter, and others follow it; or anything, where
    /// `any` says so.
    pub fn add_first(&mut self, first: u8, seconds: impl Iterator<Item = u8>, any: bool) {
        let places = seconds.filter_map(place);
        let next = places.fold(0, |bits, second| bits | 1 << second);
        if let Some(first) = place(first) {
            self.seconds[first] = if any { u64::MAX } else { next };
        }
    }

    /// A letter is the first word of a spelling: anything may stand behind it and the one
    /// after it.
    pub fn add_word(&mut self, first: u8) {
        self.words |= place(first).map_or(0, |first| 1 << first);
        if let Some(first) = letter(first) {
            self.thirds[first * LETTERS..][..LETTERS].fill(u32::MAX);
        }
    }

    /// Spellings begin with two letters, and others follow them; or anything, where
    /// `any` says so.
    pub fn add_second(
        &mut self,
        (first, second): (u8, u8),
        thirds: impl Iterator<Item = u8>,
        any: bool,
    ) {
        let places = thirds.filter_map(letter);
        let next = places.fold(0, |bits, third| bits | 1 << third);
        if let Some((first, second)) = letter(first).zip(letter(second)) {
            self.thirds[first * LETTERS + second] |= if any { u32::MAX } else { next };
        }
    }

    /// What a text begins with, by its first three letters. A blank does not count
    /// between letters: one word in ten is an "e", "a" or "in", with which some
    /// spelling may begin, but not with the next word's letter behind it.
    #[inline]
    pub fn of(&self, text: &str) -> Beginning {
        let bytes = text.as_bytes();
        let Some(first) = bytes.first() else {
            return Beginning::Other;
        };
        let Some(first) = place(*first) else {
            return Beginning::Sign;
        };
        let seconds = self.seconds[first];
        if seconds == 0 {
            return Beginning::Other;
        }
        let at = behind_blank(bytes, 1);
        // A word of one letter may be all that a text has of a spelling.
        if at > 1 && self.words >> first & 1 != 0 {
            return Beginning::Letter;
        }
        let Some(second) = bytes.get(at).and_then(|byte| place(*byte)) else {
            return Beginning::Letter;
        };
        let rest = behind_blank(bytes, at + 1);
        if seconds >> second & 1 == 0 || self.ends_at_third(first, second, bytes.get(rest)) {
            Beginning::Other
        } else {
            Beginning::Letter
        }
    }

    /// Whether a text's first two letters begin a spelling, and the first three none.
    #[inline]
    fn ends_at_third(&self, first: usize, second: usize, third: Option<&u8>) -> bool {
        third.and_then(|byte| letter(*byte)).is_some_and(|third| {
            first < LETTERS
                && second < LETTERS
                && self.thirds[first * LETTERS + second] >> third & 1 == 0
        })
    }
}

/// The place behind a blank that stands at a place, or else that place.
#[inline]
fn behind_blank(bytes: &[u8], at: usize) -> usize {
    at + usize::from(bytes.get(at) == Some(&b' '))
}

/// The place of a letter of ASCII in the alphabet, in either case, and of a digit
/// behind it.
#[inline]
fn place(byte: u8) -> Option<usize> {
    let place = usize::from(PLACES[usize::from(byte)]);
    (place < SIGNS).then_some(place)
}

/// The place of a letter of ASCII in the alphabet, in either case.
#[inline]
pub(crate) fn letter(byte: u8) -> Option<usize> {
    let place = usize::from(PLACES[usize::from(byte)]);
    (place < LETTERS).then_some(place)
}

static PLACES: [u8; 256] = places();

const fn places() -> [u8; 256] {
    let mut places = [u8::MAX; 256];
    let mut byte = 0;
    while byte < 128 {
        let ascii = byte as u8;
        if ascii.is_ascii_alphabetic() {
            places[byte] = ascii.to_ascii_lowercase() - b'a';
        } else if ascii.is_ascii_digit() {
            places[byte] = LETTERS as u8 + (ascii - b'0');
        }
        byte += 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{Beginning, Beginnings};

    #[test]
    fn a_text_begins_a_spelling_as_far_as_three_letters_say() {
        let mut beginnings = Beginnings::none();
        beginnings.add_first(b'f', [b'a', b'1'].into_iter(), false);
        beginnings.add_second((b'f', b'a'), [b's'].into_iter(), false);
        let may = |text| matches!(beginnings.of(text), Beginning::Letter);
        assert!(may("fase") && may("FASE") && may("F") && may("fa") && may("fa se"));
        assert!(may("f-ase") && may("faè") && may("f1x"));
        assert!(!may("farina") && !may("fine") && !may("base") && !may(""));
        assert!(matches!(beginnings.of("àfa"), Beginning::Sign));
        assert!(may("f ase") && may("fa se") && may("f a s") && may("f ") && may("fa "));
        assert!(!may("f base") && !may("fa rina") && !may("f a r"));
    }

    #[test]
    fn what_one_kind_begins_with_all_do() {
        let mut first = Beginnings::none();
        first.add_first(b'f', [b'a'].into_iter(), false);
        first.add_second((b'f', b'a'), [b's'].into_iter(), false);
        let mut second = Beginnings::none();
        second.add_first(b'e', [].into_iter(), true);
        second.add_word(b'e');
        let all = Beginnings::of_all(&[&first, &second]);
        let may = |text| matches!(all.of(text), Beginning::Letter);
        assert!(may("fase") && may("eZx") && may("e xy"));
        assert!(!may("farina") && !may("base"));
    }

    #[test]
    fn behind_what_ends_anything_may_stand() {
        let mut beginnings = Beginnings::none();
        beginnings.add_first(b'e', [].into_iter(), true);
        beginnings.add_word(b'e');
        beginnings.add_first(b'a', [b'l'].into_iter(), false);
        beginnings.add_second((b'a', b'l'), [b's'].into_iter(), true);
        let may = |text| matches!(beginnings.of(text), Beginning::Letter);
        assert!(may("eZx") && may("alZ") && may("als") && may("al za") && may("e xy"));
        assert!(!may("amZ"));
    }
}
