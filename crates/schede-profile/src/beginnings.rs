//! The first letters of spellings: most words of a text begin none, and that is known
//! from two or three of their bytes.
//!
//! In: the letters that spellings begin with. Out: whether a text may begin one.
//!
//! Not here: whether it does (`labels`).

/// Letters of ASCII.
const LETTERS: usize = 26;

/// The letters that some spellings begin with.
#[derive(Debug, Clone)]
pub(crate) struct Beginnings {
    /// For each byte of ASCII that a spelling begins with, in either case: the
    /// letters and digits that may follow, a bit each.
    seconds: [u64; 128],
    /// For each pair of letters that a spelling begins with: the letters that may
    /// follow, a bit each.
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
            seconds: [0; 128],
            thirds: Box::new([0; LETTERS * LETTERS]),
        }
    }

    /// Spellings begin with a letter, and others follow it; or anything, where
    /// `any` says so.
    pub fn add_first<'s>(&mut self, first: u8, seconds: impl Iterator<Item = &'s u8>, any: bool) {
        let next = seconds.fold(0, |bits, next| bits | bit(*next));
        let bits = if any { u64::MAX } else { next };
        self.seconds[usize::from(first)] = bits;
        self.seconds[usize::from(first.to_ascii_uppercase())] = bits;
    }

    /// Anything may stand behind a letter and the one after it.
    pub fn any_third(&mut self, first: u8) {
        if let Some(first) = place(first) {
            self.thirds[first * LETTERS..][..LETTERS].fill(u32::MAX);
        }
    }

    /// Spellings begin with two letters, and others follow them; or anything, where
    /// `any` says so.
    pub fn add_second<'s>(
        &mut self,
        (first, second): (u8, u8),
        thirds: impl Iterator<Item = &'s u8>,
        any: bool,
    ) {
        let places = thirds.filter_map(|third| place(*third));
        let next = places.fold(0, |bits, third| bits | 1 << third);
        if let Some((first, second)) = place(first).zip(place(second)) {
            self.thirds[first * LETTERS + second] |= if any { u32::MAX } else { next };
        }
    }

    /// What a text begins with, by its first three bytes.
    #[inline]
    pub fn of(&self, text: &str) -> Beginning {
        let (first, second) = match text.as_bytes() {
            [first, second, ..] => (*first, *second),
            [first] => (*first, b' '),
            [] => return Beginning::Other,
        };
        if !first.is_ascii_alphanumeric() {
            return Beginning::Sign;
        }
        let bits = self.seconds[usize::from(first)];
        let goes_on = !second.is_ascii_alphanumeric() || bits & bit(second) != 0;
        if bits != 0 && goes_on && self.may_go_on(text.as_bytes()) {
            Beginning::Letter
        } else {
            Beginning::Other
        }
    }

    /// False for a text whose first two letters begin a spelling, and the first three
    /// none.
    #[inline]
    fn may_go_on(&self, text: &[u8]) -> bool {
        let Some([first, second, third]) = text.first_chunk() else {
            return true;
        };
        match (place(*first), place(*second), place(*third)) {
            (Some(first), Some(second), Some(third)) => {
                self.thirds[first * LETTERS + second] >> third & 1 == 1
            }
            _ => true,
        }
    }
}

/// A bit for each letter and digit of ASCII, in either case.
const fn bit(letter: u8) -> u64 {
    match letter {
        b'0'..=b'9' => 1 << (letter - b'0'),
        _ => 1 << (10 + (letter.to_ascii_lowercase().wrapping_sub(b'a')) % 32),
    }
}

/// The place of a letter of ASCII in the alphabet, in either case.
#[inline]
fn place(byte: u8) -> Option<usize> {
    let place = usize::from((byte | 0x20).wrapping_sub(b'a'));
    (place < LETTERS).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::{Beginning, Beginnings};

    #[test]
    fn a_text_begins_a_spelling_as_far_as_three_letters_say() {
        let mut beginnings = Beginnings::none();
        beginnings.add_first(b'f', [b'a', b'1'].iter(), false);
        beginnings.add_second((b'f', b'a'), [b's'].iter(), false);
        let may = |text| matches!(beginnings.of(text), Beginning::Letter);
        assert!(may("fase") && may("FASE") && may("F") && may("fa") && may("fa se"));
        assert!(may("f-ase") && may("faè") && may("f1x"));
        assert!(!may("farina") && !may("fine") && !may("base") && !may(""));
        assert!(matches!(beginnings.of("àfa"), Beginning::Sign));
    }

    #[test]
    fn behind_what_ends_anything_may_stand() {
        let mut beginnings = Beginnings::none();
        beginnings.add_first(b'e', [].iter(), true);
        beginnings.any_third(b'e');
        beginnings.add_first(b'a', [b'l'].iter(), false);
        beginnings.add_second((b'a', b'l'), [b's'].iter(), true);
        let may = |text| matches!(beginnings.of(text), Beginning::Letter);
        assert!(may("eZx") && may("alZ") && may("als"));
        assert!(!may("amZ"));
    }
}
