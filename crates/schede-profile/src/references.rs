//! The words that open the parts of a reference: to the DUP, to the section of
//! public values, and before any number.
//!
//! Not here: how a reference is taken apart (the parser's values).

use serde::{Deserialize, Serialize};

use crate::file;
use crate::spellings::Spellings;

/// A part of a reference to the DUP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DupPart {
    /// Indirizzo strategico.
    Direction,
    /// Obiettivo strategico.
    Objective,
    /// Missione.
    Mission,
    /// Programma.
    Programme,
    /// A part that no field takes ("Obiettivo operativo"): it ends the one before it.
    NoField,
}

/// The words of references, those that are compared in small letters so written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct References {
    /// Words that open a part of a reference to the DUP, in small letters.
    pub dup: Vec<(String, DupPart)>,
    /// For each byte that one of them begins with: the lowest bits of those that follow.
    #[serde(with = "crate::arrays::boxed")]
    dup_begins: Box<[u32; 256]>,
    /// Words before the code of a public value, in small letters.
    pub codes: Vec<String>,
    /// Words before a number, as printed.
    numbering: Spellings,
}

impl References {
    pub(crate) fn new(words: &file::References) -> Self {
        let parts = [
            (&words.strategic_direction, DupPart::Direction),
            (&words.strategic_objective, DupPart::Objective),
            (&words.mission, DupPart::Mission),
            (&words.programme, DupPart::Programme),
            (&words.no_field, DupPart::NoField),
        ];
        let opened = |(words, part): (&Vec<String>, DupPart)| {
            small(words).into_iter().map(move |word| (word, part))
        };
        let dup: Vec<(String, DupPart)> = parts.into_iter().flat_map(opened).collect();
        Self {
            dup_begins: beginnings(dup.iter().map(|(word, _)| word.as_bytes())),
            dup,
            codes: small(&words.public_value_code),
            numbering: Spellings::new(&words.numbering),
        }
    }

    /// Where words that open a part of a reference to the DUP stand in a text in small
    /// letters, in order: the place, and which of them stands there.
    pub fn dup_words_in(&self, lower: &str) -> impl Iterator<Item = (usize, usize)> {
        let bytes = lower.as_bytes();
        let may = |(_, pair): &(usize, &[u8])| {
            let seconds = self.dup_begins[usize::from(pair[0])];
            seconds & bit(pair[1]) != 0
        };
        let places = bytes.windows(2).enumerate().filter(may);
        places.flat_map(move |(at, _)| {
            let words = self.dup.iter().enumerate();
            let stands = move |word: &str| {
                word.as_bytes().first() == Some(&bytes[at])
                    && bytes[at..].starts_with(word.as_bytes())
            };
            let here = words.filter(move |(_, (word, _))| stands(word));
            here.map(move |(word, _)| (at, word))
        })
    }

    /// Whether a text begins with the words that open a part of a reference to the DUP.
    pub fn opens_part(&self, text: &str) -> bool {
        let begins = |word: &str| {
            let start = text.as_bytes().get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        };
        self.dup.iter().any(|(word, _)| begins(word))
    }

    /// Whether a text is a reference to the DUP without a label: it begins with the words that
    /// open a part and holds those of another.
    pub fn is_unlabelled(&self, text: &str) -> bool {
        self.opens_part(text) && self.names_parts(text)
    }

    /// Whether a text holds the words that open two parts of a reference to the DUP, at least.
    pub fn names_parts(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let held = |(word, _): &&(String, DupPart)| text.contains(word.as_str());
        let mut parts = self.dup.iter().filter(held).map(|(_, part)| part);
        parts
            .next()
            .is_some_and(|first| parts.any(|part| part != first))
    }

    /// Bytes of the word before a number that a text begins with; 0 if with none.
    pub fn numbering_at_start(&self, text: &str) -> usize {
        self.numbering.at_start(text)
    }
}

/// The bytes that words begin with, each with the bits of those that follow. Words of
/// fewer letters stand nowhere.
fn beginnings<'w>(words: impl Iterator<Item = &'w [u8]>) -> Box<[u32; 256]> {
    let mut begins = Box::new([0; 256]);
    for word in words {
        if let [first, second, ..] = word {
            begins[usize::from(*first)] |= bit(*second);
        }
    }
    begins
}

/// The bit of a byte, which tells most letters apart.
fn bit(byte: u8) -> u32 {
    1 << (byte % 32)
}

/// In small letters, but for those beyond ASCII: bytes keep their places.
fn small(words: &[String]) -> Vec<String> {
    words.iter().map(|word| word.to_ascii_lowercase()).collect()
}
