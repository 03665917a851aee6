//! Signs within the lines of a labelled text that another text was printed into it: its
//! own label once more, a sentence that goes on with a small letter, the beginning of a
//! caption that narrow cells cut.
//!
//! In: a draft read from a text. Out: doubts about single values.
//! Not here: signs from line to line (`whole`), captions printed whole (`printed`).

use schede_model::Flow;
use schede_model::signs::Sign;
use schede_model::text::last_word;
use schede_profile::{Printed, Profile};

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

/// The doubts.
pub fn doubt_within(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let statements = draft.statements.iter().enumerate();
    let statements = statements.map(|(n, statement)| {
        let label = statement.label.first().copied();
        (About::Statement(n), label, statement.text.as_slice())
    });
    let singles = draft
        .singles
        .iter()
        .map(|(field, pieces)| (About::Field(*field), draft.label(*field), pieces.as_slice()));
    let mut doubts = Vec::new();
    for (about, label, pieces) in statements.chain(singles) {
        let before = |at: usize| at.checked_sub(1).map_or("", |at| pieces[at].text(flow));
        // Most lines have neither a colon nor a full stop among their words.
        let has = |piece: &Piece, sign| piece.signs(flow).may_hold(sign);
        let holds = |at: &usize| {
            let label = label.filter(|_| has(&pieces[*at], Sign::Colon));
            label.is_some_and(|label| {
                let label = label.text(flow).trim_end_matches([' ', ':']);
                holds_label(before(*at), pieces[*at].text(flow), label)
            })
        };
        let again = (0..pieces.len()).find(holds);
        let stops = |piece: &Piece| has(piece, Sign::FullStopWithin);
        let small = |piece: &&Piece| stops(piece) && goes_on_small(piece.text(flow));
        let texts = || pieces.iter().map(|piece| piece.text(flow));
        let glued = |piece: &&Piece| {
            let begun = stops(piece)
                .then(|| glued_sentence(piece.text(flow)))
                .flatten();
            begun.is_some_and(|begun| texts().map(|t| t.matches(begun).count()).sum::<usize>() > 1)
        };
        let cut = |piece: &&Piece| is_cut_caption(flow, profile, **piece);
        let sign = if let Some(at) = again {
            ("its own label stands in it once more", &pieces[at])
        } else if let Some(piece) = pieces.iter().find(small) {
            (
                "a sentence goes on with a small letter after a full stop",
                piece,
            )
        } else if let Some(piece) = pieces.iter().find(glued) {
            (
                "a sentence that stands twice begins right behind a full stop",
                piece,
            )
        } else if let Some(piece) = pieces.last().filter(cut) {
            ("it ends as a caption of the form begins", piece)
        } else {
            continue;
        };
        doubts.push(Doubt::broken(about, sign.0, *sign.1));
    }
    doubts
}

/// Whether a label with its colon stands behind other words of a text, be it that it began
/// on the line `above`.
fn holds_label(above: &str, text: &str, label: &str) -> bool {
    // Shorter labels are words of sentences, too.
    const LEAST: usize = 8;
    label.len() >= LEAST
        && memchr::memchr_iter(b':', text.as_bytes()).any(|colon| {
            let above = above.split_whitespace().rev();
            let mut before = text[..colon].split_whitespace().rev().chain(above);
            let same = label
                .split_whitespace()
                .rev()
                .all(|word| before.next() == Some(word));
            same && before.next().is_some()
        })
}

/// Whether a full stop behind a whole word is followed by a small letter.
fn goes_on_small(text: &str) -> bool {
    // Abbreviations are shorter, or end with a consonant.
    const LEAST: usize = 4;
    const VOWELS: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'à', 'è', 'ì', 'ò', 'ù'];
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'.', bytes).any(|at| {
        let [b' ', first, second, ..] = bytes[at + 1..] else {
            return false;
        };
        // "b) ..." is an item of a list.
        if !first.is_ascii_lowercase() || second == b')' {
            return false;
        }
        let word = last_word(&text[..at]);
        let small = word.chars().all(char::is_lowercase);
        small && word.len() >= LEAST && word.ends_with(VOWELS)
    })
}

/// The first words of what begins with a capital right behind the full stop of a whole
/// word ("cittadini.Il Settore"): if they stand twice, a line was printed twice.
fn glued_sentence(text: &str) -> Option<&str> {
    const LEAST: usize = 5;
    const WORDS: usize = 3;
    memchr::memchr_iter(b'.', text.as_bytes()).find_map(|at| {
        let next = &text[at + 1..];
        let word = last_word(&text[..at]);
        let apart = next.starts_with(|c: char| c.is_ascii_uppercase())
            && word.len() >= LEAST
            && word.chars().all(char::is_lowercase);
        let end = next.match_indices(' ').nth(WORDS - 1)?.0;
        apart.then_some(&next[..end])
    })
}

/// Whether a line is one word that makes a caption with the first word of the next line
/// ("Tempi" over "stica:").
fn is_cut_caption(flow: &Flow<'_>, profile: &Profile, piece: Piece) -> bool {
    let word = piece.text(flow).trim();
    let alone = || flow.lines[piece.line as usize].text.trim() == word;
    let one = memchr::memchr(b' ', word.as_bytes()).is_none();
    let begins = one && word.starts_with(char::is_uppercase) && alone();
    begins && {
        let next = flow.lines.get(piece.line as usize + 1);
        let rest = next.and_then(|line| line.text.split_whitespace().next());
        let whole = [word, rest.unwrap_or_default()].concat();
        let label = profile.printed.at_start(&whole);
        label.is_some_and(|label| label.what == Printed::Caption && label.end > word.len())
    }
}
