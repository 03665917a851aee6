//! The words that a document prints, to be asked whether it prints one, and where in
//! its lines.
//!
//! In: the lines of a flow. Out: for a word in small letters, whether it stands in the
//! body, within a line, or nowhere.
//!
//! All words are put in and few are asked for, if any: they are looked at when the first
//! one is asked for, letter by letter once, and of each word only a key is kept.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use schede_model::{Flow, Layer};

/// The words of a document, found out when they are first asked for.
pub struct Lexicon<'f> {
    flow: &'f Flow<'f>,
    words: OnceCell<Words>,
}

/// The keys of words, with where they stand.
type Words = HashMap<u64, Places, BuildHasherDefault<AsItIs>>;

/// Where a word stands beside others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Places {
    /// Somewhere it does not end its line.
    before_others: bool,
    /// Somewhere it does not begin its line.
    behind_others: bool,
}

impl<'f> Lexicon<'f> {
    /// The words of a document.
    pub fn new(flow: &'f Flow<'f>) -> Self {
        Self {
            flow,
            words: OnceCell::new(),
        }
    }

    /// Whether a word, or the part of one behind its apostrophe, is printed.
    pub fn holds(&self, word: &str) -> bool {
        self.places(word).is_some()
    }

    /// Whether a word is printed where it does not end a line.
    pub fn holds_before_others(&self, word: &str) -> bool {
        self.places(word).is_some_and(|places| places.before_others)
    }

    /// Whether a word is printed where it does not begin a line.
    pub fn holds_behind_others(&self, word: &str) -> bool {
        self.places(word).is_some_and(|places| places.behind_others)
    }

    fn places(&self, word: &str) -> Option<Places> {
        let words = self.words.get_or_init(|| words(self.flow));
        words.get(&key(word)).copied()
    }
}

fn words(flow: &Flow<'_>) -> Words {
    let mut found = Words::default();
    let body = flow.segments.iter().filter(|s| s.layer == Layer::Body);
    for segment in body {
        let text = flow.text(segment).trim();
        let mut at = 0;
        while at < text.len() {
            let (word, end) = spell(text, at);
            if end > at {
                let known = found.entry(word.whole).or_default();
                known.before_others |= end < text.len();
                known.behind_others |= at > 0;
                if let Some(rest) = word.rest {
                    found.entry(rest).or_default();
                }
            }
            at = match text.as_bytes().get(end) {
                Some(b' ') => end + 1,
                _ => end + blank_at(text, end),
            };
        }
    }
    found
}

/// How many bytes a blank takes that stands at a place, at most.
fn blank_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The key of a word, and that of the part of it behind its first apostrophe.
#[derive(Debug, Clone, Copy)]
struct Spelled {
    whole: u64,
    rest: Option<u64>,
}

/// The word that begins at a place of a text, and where it ends. The signs around it are
/// not of it.
fn spell(text: &str, start: usize) -> (Spelled, usize) {
    let (whole, end) = spell_plain(text.as_bytes(), start);
    if matches!(text.as_bytes().get(end), None | Some(b' ')) {
        return (Spelled { whole, rest: None }, end);
    }
    let mut spelling = Spelling::default();
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        // Nearly all are letters of ASCII.
        match SMALL[usize::from(*byte)] {
            0 if matches!(byte, b' ' | b'\t'..=b'\r') => break,
            0 if byte.is_ascii() => spelling.sign(|key| with_byte(key, *byte), *byte == b'\''),
            small if small > 0 => spelling.letter(|key| with_byte(key, small)),
            _ => {
                let Some(c) = text[at..].chars().next().filter(|c| !c.is_whitespace()) else {
                    break;
                };
                if c.is_alphanumeric() {
                    spelling.letter(|key| with(key, c));
                } else {
                    spelling.sign(|key| with(key, c), c == '’');
                }
                at += c.len_utf8() - 1;
            }
        }
        at += 1;
    }
    let Spelling { whole, rest, .. } = spelling;
    (Spelled { whole, rest }, at)
}

/// The key of the letters of ASCII at a place, and where they end: most words are no more.
fn spell_plain(bytes: &[u8], start: usize) -> (u64, usize) {
    let (mut key, mut at) = (BASIS, start);
    for byte in &bytes[start..] {
        let small = SMALL[usize::from(*byte)];
        if small == 0 {
            break;
        }
        key = with_byte(key, small);
        at += 1;
    }
    (key, at)
}

/// The bytes of ASCII that are letters or figures, in small letters; 0 for others.
static SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            small[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// A word as its letters come.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    /// The key of all from the first letter on.
    all: u64,
    /// The same of what came behind an apostrophe, if one came.
    behind: Option<u64>,
    begun: bool,
    /// Both up to the last letter.
    whole: u64,
    rest: Option<u64>,
}

impl Default for Spelling {
    fn default() -> Self {
        Self {
            all: BASIS,
            behind: None,
            begun: false,
            whole: BASIS,
            rest: None,
        }
    }
}

impl Spelling {
    #[inline(always)]
    fn letter(&mut self, add: impl Fn(u64) -> u64) {
        self.begun = true;
        self.all = add(self.all);
        self.whole = self.all;
        if let Some(behind) = &mut self.behind {
            *behind = add(*behind);
            self.rest = Some(*behind);
        }
    }

    #[inline(always)]
    fn sign(&mut self, add: impl Fn(u64) -> u64, is_apostrophe: bool) {
        if !self.begun {
            return;
        }
        self.all = add(self.all);
        self.behind = match self.behind {
            Some(behind) => Some(add(behind)),
            None => is_apostrophe.then_some(BASIS),
        };
    }
}

/// A number for a word, whatever its capitals and apostrophes are like (FNV-1a). Of 64
/// bits: that two of a million words share one is less likely than one in ten million.
fn key(word: &str) -> u64 {
    word.chars().fold(BASIS, with)
}

/// The key of no letters.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The key of the letters so far and one more.
fn with(key: u64, c: char) -> u64 {
    let c = if c == '’' { '\'' } else { c };
    c.to_lowercase().fold(key, |key, c| {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes).bytes().fold(key, with_byte)
    })
}

#[inline]
fn with_byte(key: u64, byte: u8) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    (key ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// Keys are mixed already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mix = |all: u64, byte: &u8| all.rotate_left(8) ^ u64::from(*byte);
        self.0 = bytes.iter().fold(self.0, mix);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, key};
    use schede_model::boxes::BoxesOfLine;
    use schede_model::flow::Segment;
    use schede_model::{Flow, Line};

    /// A flow of one line of the body.
    fn flow(text: &'static str) -> Flow<'static> {
        Flow {
            lines: vec![Line::new(1, 1, text.into(), BoxesOfLine::default())],
            segments: vec![Segment::plain(0, 0, text.len() as u32, 0)],
            ..Flow::default()
        }
    }

    #[test]
    fn capitals_make_no_other_word() {
        for (a, b) in [
            ("AVVIO", "avvio"),
            ("Programmazione", "pROGRAMMAZIONe"),
            ("ATTIVITÀ", "attività"),
            ("dell’Ente", "DELL'ente"),
            ("@[`{/:", "@[`{/:"),
        ] {
            assert_eq!(key(a), key(b));
        }
        // Signs are no letters, and the end of a word counts.
        for (a, b) in [("a@", "a`"), ("z[", "z{"), ("avvio", "avvi"), ("", "\0")] {
            assert_ne!(key(a), key(b));
        }
    }

    #[test]
    fn words_are_told_by_their_letters_and_where_they_stand() {
        let flow = flow(" (Avvio) -  dell’ Ente \u{a0}l'«Apertura», È ");
        let lexicon = Lexicon::new(&flow);
        // Holds it, before others, behind others.
        let all = [
            ("avvio", [true, true, false]),
            ("ente", [true, true, true]),
            ("dell", [true, true, true]),
            ("l'«apertura", [true, true, true]),
            // Behind an apostrophe: with the signs there.
            ("«apertura", [true, false, false]),
            ("apertura", [false; 3]),
            ("è", [true, false, true]),
            // Of no letters.
            ("", [true, true, true]),
            ("-", [false; 3]),
        ];
        for (word, expected) in all {
            let found = [
                lexicon.holds(word),
                lexicon.holds_before_others(word),
                lexicon.holds_behind_others(word),
            ];
            assert_eq!(found, expected, "{word}");
        }
    }
}
