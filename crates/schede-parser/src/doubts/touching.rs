//! Two texts of a stream that touch without a blank, of which the second is no text of the
//! form that is known there: the body's name in capitals below a value ("del bilancioCOMUNE DI
//! PIEVE ALTA", "79.922,00COMUNE DI PIEVE ALTA"), a line of signatures or of a page's foot behind
//! a bracket ("(5%)Piano della performance").
//!
//! In: a draft. Out: doubts about the values that hold both.
//!
//! Not here: labels and signatures that are known within a line (`grammar::items`).

use schede_model::Flow;
use schede_model::scan::{Bytes, pairs};

use crate::grammar::draft::{Doubt, Draft};
use crate::source::Piece;

/// So many capital letters behind a small one or a figure are a word in capitals: names of
/// programs have fewer ("pagoPA").
const CAPITALS: usize = 3;

/// What is said of them.
const TOUCHING: &str = "two texts touch in it without a blank";

/// The doubts of a sheet.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let texts = draft.names().chain(draft.texts());
    texts
        .filter_map(|(about, pieces)| {
            let piece = pieces.iter().find(|piece| touch(flow, piece))?;
            Some(Doubt::broken(about, TOUCHING, *piece))
        })
        .collect()
}

/// Whether two texts touch in a line.
fn touch(flow: &Flow<'_>, piece: &Piece) -> bool {
    let text = piece.text(flow);
    let before = |here: Bytes| here.is_in(b'a'..=b'z') | here.is_in(b'0'..=b'9') | here.is(b')');
    let joints = pairs(text.as_bytes(), |here, next| {
        before(here) & next.is_in(b'A'..=b'Z')
    });
    joints.into_iter().any(|at| {
        let (before, behind) = text.split_at(at);
        match before.ends_with(')') {
            true => behind.chars().nth(1).is_some_and(char::is_lowercase),
            false => is_in_capitals(behind),
        }
    })
}

/// Whether a text begins with a word in capitals and another behind it.
fn is_in_capitals(text: &str) -> bool {
    let mut words = text.split(' ');
    let capitals = |word: &str, least: usize| {
        word.chars().count() >= least && word.chars().all(|c| c.is_uppercase() || c == '\'')
    };
    words.next().is_some_and(|word| capitals(word, CAPITALS))
        && words
            .next()
            .is_some_and(|word| capitals(word, CAPITALS - 1))
}
