//! Hyphens at the ends of lines: paper shows no difference between that of a compound
//! ("utente-" over "centrici") and that of a printer who cuts a word ("comu-" over
//! "nale"). It is kept, as printed, and said where the document does not show that it
//! is the compound's: where the printer surely set several, any may be.
//!
//! In: a draft, the words of its document. Out: doubts.
//! Not here: hyphens that only printers set, words cut without one (`cut`).

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use memchr::memmem::Finder;
use schede_model::flow::Segment;
use schede_model::text::last_word;
use schede_model::{Flow, Layer};
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
    /// Whether the printer cuts words, once asked.
    cut: OnceCell<bool>,
}

/// So many lines that surely end with a hyphen of the printer's tell that others may.
const SURE: usize = 3;

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
            cut: OnceCell::new(),
        }
    }

    /// Whether the printer of the document surely cuts words at the ends of lines.
    fn are_cut(&self, known: &Vocabulary) -> bool {
        *self.cut.get_or_init(|| {
            let body = |pair: &&[Segment]| {
                pair[0].block == pair[1].block && pair.iter().all(|s| s.layer == Layer::Body)
            };
            let pairs = self.flow.segments.windows(2).filter(body);
            let sure = pairs.filter(|pair| {
                let line = self.flow.text(&pair[0]).trim_end();
                let next = || self.flow.text(&pair[1]).trim_start();
                line.ends_with('-') && hyphen(line, next(), known, self) == Hyphen::Printers
            });
            sure.take(SURE).count() == SURE
        })
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
            line.ends_with('-')
                && match hyphen(line, next, known, words) {
                    Hyphen::Own => false,
                    Hyphen::Unsure => words.are_cut(known),
                    Hyphen::Printers => true,
                }
        });
        pair.map(|pair| pair[0])
    };
    let mut doubts = Vec::new();
    let mut look = |about: About, pieces: &[Piece]| {
        doubts.extend(of_printer(pieces).map(|piece| Doubt::broken(about, SIGN, piece)));
    };
    look(About::Title, &draft.title);
    draft
        .names()
        .chain(draft.texts())
        .for_each(|(about, pieces)| look(about, pieces));
    for (n, statement) in draft.statements.iter().enumerate() {
        look(About::Statement(n), &statement.label);
    }
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

/// What a hyphen at the end of a line may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    /// No part of a word, or of a compound that the document prints elsewhere.
    Own,
    /// Of a compound, or of a printer who sets others.
    Unsure,
    /// The printer's: the document prints the word without it, or a part of it is none.
    Printers,
}

fn hyphen(line: &str, next: &str, known: &Vocabulary, words: &Hyphened<'_>) -> Hyphen {
    let (before, behind) = (
        letters_before(&line[..line.len() - 1]),
        letters_behind(next),
    );
    let small = behind.starts_with(char::is_lowercase) && before.ends_with(char::is_lowercase);
    let capital = |part: &str| part.len() > 1 && part.chars().all(char::is_uppercase);
    let of_word = small || capital(before) && capital(behind);
    if !of_word || words.has(&[before, "-", behind].concat()) {
        return Hyphen::Own;
    }
    let whole = || [before, behind].concat();
    if !small {
        let printed = words.has(&whole()) || words.has(&whole().to_lowercase());
        return if printed {
            Hyphen::Printers
        } else {
            Hyphen::Unsure
        };
    }
    if last_word(line).contains(['/', '@', '.']) {
        return Hyphen::Unsure;
    }
    // No printer cuts a word before a vowel ("front-" over "office").
    let vowel = behind.starts_with(['a', 'e', 'i', 'o', 'u']);
    let part = || ends_within(before, known) || begins_within(behind, known);
    if !vowel && part() || words.has(&whole()) {
        Hyphen::Printers
    } else {
        Hyphen::Unsure
    }
}
