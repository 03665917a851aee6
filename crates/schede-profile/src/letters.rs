//! The letters of a text as spellings are compared: small, without accents, with the
//! signs between them that do not count passed over.
//!
//! In: the characters of a text. Out: its letters one by one, or many in one step.
//!
//! Not here: which spellings there are (`labels`).

use schede_model::fold::base_letter;

/// The folded letters of a text, in order.
pub(crate) struct Letters<'t> {
    text: &'t str,
    /// Byte after the last letter or sign given.
    pub at: usize,
}

/// What stands next in a text.
pub(crate) enum Letter {
    Of(u8),
    /// A sign that may not stand inside a label.
    Sign,
}

/// What each byte is to a label: a sign that may not stand inside one, one that
/// may, the beginning of a character beyond ASCII, or else a letter or digit, in
/// lower case.
static KINDS: [u8; 256] = kinds();
const SIGN: u8 = 0;
const PASSES: u8 = 1;
const BEYOND: u8 = 2;

const fn kinds() -> [u8; 256] {
    let mut kinds = [BEYOND; 256];
    let mut byte = 0;
    while byte < 128 {
        let ascii = byte as u8;
        kinds[byte] = if ascii.is_ascii_alphanumeric() {
            ascii.to_ascii_lowercase()
        } else if passes_ascii(ascii) {
            PASSES
        } else {
            SIGN
        };
        byte += 1;
    }
    kinds
}

impl<'t> Letters<'t> {
    /// The letters of a text from its beginning.
    #[inline]
    pub fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// All of the text.
    #[inline]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Passes over letters of ASCII as long as they are those of a run, which stands among
    /// others from `at` to `end`; gives how far they are.
    #[inline]
    pub fn pass(&mut self, letters: &[u8], mut at: usize, end: usize) -> usize {
        while at < end {
            let text = &self.text.as_bytes()[self.at..];
            let same = n_same(text, &letters[at..]).min(end - at);
            self.at += same;
            at += same;
            if same < STEP {
                break;
            }
        }
        at
    }

    /// The next letter; signs that may stand between letters are passed over.
    #[inline]
    pub fn next(&mut self) -> Option<Letter> {
        let bytes = self.text.as_bytes();
        loop {
            let kind = KINDS[usize::from(*bytes.get(self.at)?)];
            if kind == BEYOND {
                if let Some(letter) = self.beyond_ascii()? {
                    return Some(letter);
                }
                continue;
            }
            self.at += 1;
            match kind {
                PASSES => {}
                SIGN => return Some(Letter::Sign),
                letter => return Some(Letter::Of(letter)),
            }
        }
    }

    /// The character beyond ASCII that stands next, if it is none that is passed
    /// over.
    fn beyond_ascii(&mut self) -> Option<Option<Letter>> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(match fold_char(c) {
            Some(letter) => Some(Letter::Of(letter)),
            None if passes(c) => None,
            None => Some(Letter::Sign),
        })
    }
}

/// Letters compared in one step.
pub(crate) const STEP: usize = 8;

/// How many bytes a text begins with that are the letters of a run, in one step.
#[inline]
fn n_same(text: &[u8], run: &[u8]) -> usize {
    /// The bit that letters have and digits have not; the next lower one tells small
    /// letters from capitals.
    const LETTER: u64 = u64::from_ne_bytes([0x40; STEP]);
    let Some(letters) = run.first_chunk() else {
        return 0;
    };
    let bytes = text.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; STEP];
        padded[..text.len()].copy_from_slice(text);
        padded
    });
    let letters = u64::from_le_bytes(*letters);
    let small = u64::from_le_bytes(bytes) | (letters & LETTER) >> 1;
    (small ^ letters).trailing_zeros() as usize / STEP
}

/// A letter or digit without its accent, in lower case.
pub(crate) fn fold_char(c: char) -> Option<u8> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase() as u8);
    }
    let base = base_letter(c);
    base.is_ascii_alphanumeric()
        .then(|| base.to_ascii_lowercase() as u8)
}

/// Apostrophes and dashes; hyphens that a program puts where it breaks a word.
const SIGNS_BEYOND_ASCII: [char; 7] = ['’', '‘', '´', '–', '\u{2010}', '\u{2011}', '\u{ad}'];

/// Blanks and other signs that may stand between the letters of a label.
fn passes(c: char) -> bool {
    match u8::try_from(c) {
        Ok(ascii) if ascii.is_ascii() => passes_ascii(ascii),
        _ => c.is_whitespace() || SIGNS_BEYOND_ASCII.contains(&c),
    }
}

const fn passes_ascii(byte: u8) -> bool {
    matches!(
        byte,
        b'\t'..=b'\r' | b' ' | b'\'' | b'`' | b'-' | b'/' | b'.' | b'%'
    )
}
