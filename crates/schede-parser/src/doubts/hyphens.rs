//! Hyphens at the ends of lines: paper shows no difference between that of a compound
//! ("utente-" over "centrici") and that of a printer who cuts a word ("comu-" over
//! "nale"). It is kept, as printed, and said where the document does not show that it
//! is the compound's.
//!
//! In: a draft, the words of its document. Out: doubts.
//! Not here: hyphens that only printers set, words cut without one (`cut`).

use std::cell::RefCell;
use std::collections::HashMap;

use memchr::memmem::Finder;
use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::Vocabulary;

use super::cut::{begins_within, ends_within};
use super::lexicon::Lexicon;
use crate::grammar::draft::{About, Cell, Doubt, Draft};
use crate::source::{Piece, Pieces, Text};

const SIGN: &str = "a hyphen at the end of a line may be the printer's";

/// The words of a document that are asked for where a line ends with a hyphen.
pub struct Hyphened<'f> {
    flow: &'f Flow<'f>,
    lexicon: &'f Lexicon<'f>,
    /// Words asked for, and whether the document prints them.
    asked: RefCell<HashMap<String, bool>>,
}

/// So many words are looked for one by one: to note all words of a document takes as long.
const MOST_ASKED: usize = 24;

/// Lines in which they are looked for: most documents have fewer, and what a longer one
/// says of its words it says there.
const MOST_LINES: usize = 4000;

impl<'f> Hyphened<'f> {
    /// Those of a document.
    pub fn new(flow: &'f Flow<'f>, lexicon: &'f Lexicon<'f>) -> Self {
        Self {
            flow,
            lexicon,
            asked: RefCell::default(),
        }
    }

    /// Whether the document prints a word.
    fn has(&self, word: &str) -> bool {
        let mut asked = self.asked.borrow_mut();
        if let Some(found) = asked.get(word) {
            return *found;
        }
        if asked.len() >= MOST_ASKED {
            return self.lexicon.holds(word);
        }
        let finder = Finder::new(word);
        let mut lines = self.flow.lines.iter().take(MOST_LINES);
        let found = lines.any(|line| holds_word(&line.text, &finder));
        asked.insert(word.to_owned(), found);
        found
    }
}

/// Whether a word stands on a line, and is no part of another.
fn holds_word(line: &str, finder: &Finder<'_>) -> bool {
    finder.find_iter(line.as_bytes()).any(|at| {
        let end = at + finder.needle().len();
        let letter = |c: char| c.is_alphanumeric();
        !line[..at].ends_with(letter) && !line[end..].starts_with(letter)
    })
}

fn letters_before(text: &str) -> &str {
    let rest = text.trim_end_matches(char::is_alphabetic);
    &text[rest.len()..]
}

fn letters_behind(text: &str) -> &str {
    let rest = text.trim_start_matches(char::is_alphabetic);
    &text[..text.len() - rest.len()]
}

/// Says which values may hold a hyphen of the printer's.
pub fn doubt(flow: &Flow<'_>, known: &Vocabulary, words: &Hyphened<'_>, draft: &mut Draft) {
    let of_printer = |pieces: &[Piece]| {
        let mut pairs = pieces.windows(2);
        let pair = pairs.find(|pair| {
            let (line, next) = (pair[0].text(flow).trim_end(), pair[1].text(flow));
            line.ends_with('-') && is_printers(line, next, known, words)
        });
        pair.map(|pair| pair[0])
    };
    let mut doubts = Vec::new();
    let mut look = |about: About, pieces: &[Piece]| {
        doubts.extend(of_printer(pieces).map(|piece| Doubt::broken(about, SIGN, piece)));
    };
    look(About::Title, &draft.title);
    draft
        .texts()
        .for_each(|(about, pieces)| look(about, pieces));
    for (n, phase) in draft.phases.iter().enumerate() {
        let cells = [
            (Cell::Description, &phase.description),
            (Cell::Monitoring, &phase.monitoring),
            (Cell::Due, &phase.due),
            (Cell::Outcome, &phase.outcome),
        ];
        let hyphened = |text: &Text| memchr::memchr(b'-', text.value.as_bytes()).is_some();
        for (cell, text) in cells.into_iter().filter(|(_, text)| hyphened(text)) {
            let pieces: Pieces = text.pieces().collect();
            look(About::Phase(n, cell), &pieces);
        }
    }
    draft.doubts.extend(doubts);
}

/// Whether the hyphen at the end of a line may be the printer's: the document prints the
/// word without it, or one of its parts is none.
fn is_printers(line: &str, next: &str, known: &Vocabulary, words: &Hyphened<'_>) -> bool {
    if last_word(line).contains(['/', '@', '.']) {
        return false;
    }
    let (before, behind) = (
        letters_before(&line[..line.len() - 1]),
        letters_behind(next),
    );
    let small = behind.starts_with(char::is_lowercase) && before.ends_with(char::is_lowercase);
    if !small || words.has(&[before, "-", behind].concat()) {
        return false;
    }
    // No printer cuts a word before a vowel ("front-" over "office").
    let vowel = behind.starts_with(['a', 'e', 'i', 'o', 'u']);
    let part = || ends_within(before, known) || begins_within(behind, known);
    !vowel && part() || words.has(&[before, behind].concat())
}
