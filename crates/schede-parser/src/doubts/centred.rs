//! Values that may be centred beside their labels, where columns are kept by blanks: a
//! label alone on its line stands between lines of its own value, or below the last line
//! of the text before.
//!
//! In: a draft. Out: doubts about both texts. Nothing is moved.

use schede_model::Flow;
use schede_profile::Field;
use smallvec::smallvec;

use crate::grammar::claims::{Claim, Claimed};
use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

/// A text with its label and its lines.
struct Labelled<'d> {
    about: About,
    label: Piece,
    text: &'d [Piece],
}

/// Says which texts may lack their first line, or hold the last one of the text before.
pub fn doubt_centred(flow: &Flow<'_>, draft: &mut Draft) {
    if !flow.approximate {
        return;
    }
    let texts = labelled(draft);
    let mut doubts = Vec::new();
    for text in &texts {
        let line = below_another(flow, draft, &texts, text);
        let line = line.or_else(|| above_label(flow, &texts, text));
        let Some((other, line)) = line.or_else(|| taken(flow, &texts, text)) else {
            continue;
        };
        for about in [other.about, text.about] {
            doubts.push(Doubt {
                about,
                code: "two-readings",
                message: format!(
                    "\"{}\" stands above a label beside which there is nothing: it may be a line of that text or of the one before",
                    line.text(flow).trim()
                ),
                pieces: smallvec![line],
                other: None,
            });
        }
    }
    draft.doubts.extend(doubts);
}

fn labelled(draft: &Draft) -> Vec<Labelled<'_>> {
    let singles = draft.singles.iter().filter_map(|(field, text)| {
        let label = draft.labels.iter().rev().find(|(f, _)| f == field)?.1;
        // The deadline's value may stand before it anywhere.
        let about = (*field != Field::FinalDeadline).then_some(About::Field(*field))?;
        Some(Labelled { about, label, text })
    });
    let statements = draft.statements.iter().enumerate().filter_map(|(n, s)| {
        Some(Labelled {
            about: About::Statement(n),
            label: *s.label.last()?,
            text: &s.text,
        })
    });
    singles.chain(statements).collect()
}

/// The text that ends right above a label whose own begins right below it, and its last
/// line.
fn below_another<'t, 'd>(
    flow: &Flow<'_>,
    draft: &Draft,
    texts: &'t [Labelled<'d>],
    text: &Labelled<'_>,
) -> Option<(&'t Labelled<'d>, Piece)> {
    let first = text.text.first()?;
    let begins = first.line == text.label.line + 1 && is_right_of(flow, *first, text.label);
    if !begins || wraps(draft, texts, text.label) {
        return None;
    }
    texts.iter().find_map(|other| {
        let last = *other.text.last()?;
        let ends = last.line + 1 == text.label.line && is_right_of(flow, last, text.label);
        (ends && other.about != text.about).then_some((other, last))
    })
}

/// The text that ends above another whose lines all stand above their label, as near to
/// it as that, and the first of those lines.
fn above_label<'t, 'd>(
    flow: &Flow<'_>,
    texts: &'t [Labelled<'d>],
    text: &Labelled<'_>,
) -> Option<(&'t Labelled<'d>, Piece)> {
    let (first, last) = (*text.text.first()?, *text.text.last()?);
    if last.line >= text.label.line || !is_right_of(flow, last, text.label) {
        return None;
    }
    let distance = text.label.line - last.line;
    texts.iter().find_map(|other| {
        let above = first.line.checked_sub(other.text.last()?.line)?;
        let near = above > 0 && above <= distance;
        (near && other.about != text.about).then_some((other, first))
    })
}

/// The text that ends above a label without one, and its last line, if that stands as
/// near to the label as to the line before it.
fn taken<'t, 'd>(
    flow: &Flow<'_>,
    texts: &'t [Labelled<'d>],
    text: &Labelled<'_>,
) -> Option<(&'t Labelled<'d>, Piece)> {
    if !text.text.is_empty() {
        return None;
    }
    texts.iter().find_map(|other| {
        let [.., before, last] = *other.text else {
            return None;
        };
        let below = text.label.line.checked_sub(last.line)?;
        let near = below > 0 && last.line.checked_sub(before.line)? >= below;
        (near && is_right_of(flow, last, text.label)).then_some((other, last))
    })
}

/// Whether a label goes on below the line with which its value begins: that one stands
/// beside it.
fn wraps(draft: &Draft, texts: &[Labelled<'_>], label: Piece) -> bool {
    let line = label.line + 2;
    let rest = |claimed: &Claimed| claimed.claim == Claim::Label && claimed.piece.line == line;
    draft.claims.iter().any(rest) && !texts.iter().any(|text| text.label.line == line)
}

/// Whether words begin right of where others end.
fn is_right_of(flow: &Flow<'_>, words: Piece, label: Piece) -> bool {
    let column = |piece: Piece, at: u32| {
        let line = &flow.lines[piece.line as usize].text;
        line[..at as usize].chars().count()
    };
    column(words, words.start) > column(label, label.end)
}
