//! The words that open the parts of a reference: to the DUP, to the section of
//! public values, and before any number.
//!
//! Not here: how a reference is taken apart (the parser's values).

use crate::file;
use crate::spellings::Spellings;

/// A part of a reference to the DUP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone)]
pub struct References {
    /// Words that open a part of a reference to the DUP, in small letters.
    pub dup: Vec<(String, DupPart)>,
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
        Self {
            dup: parts.into_iter().flat_map(opened).collect(),
            codes: small(&words.public_value_code),
            numbering: Spellings::new(&words.numbering),
        }
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

/// In small letters, but for those beyond ASCII: bytes keep their places.
fn small(words: &[String]) -> Vec<String> {
    words.iter().map(|word| word.to_ascii_lowercase()).collect()
}
