//! Lines of a head that may name the body or the unit, though the form knows no name
//! that begins so ("Presidio ospedaliero" below the body's name, "Agenzia delle acque"
//! above the unit's).
//!
//! In: the items of a document, a sheet, its draft. Out: doubts.
//! Not here: lines that begin like a name and stand apart from the sheet (`above`).

use schede_model::Flow;

use super::draft::{About, Doubt, Draft};
use super::items::{Class, Item};
use crate::source::{Piece, Text};

/// So many words a name has at most that is printed on a line of its own.
const MOST_WORDS: usize = 10;

/// The doubts of a sheet whose items begin at `start`.
pub fn doubt_names(flow: &Flow<'_>, items: &[Item], start: usize, draft: &mut Draft) {
    match (&draft.entity, &draft.org_unit) {
        (Some(body), None) => {
            let doubts = unit_below(flow, body);
            draft.doubts.extend(doubts);
        }
        (None, Some(unit)) => {
            let doubt = body_above(flow, items, start, unit);
            draft.doubts.extend(doubt);
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

/// The body's name goes on over a line end, and no unit is named: its second line may
/// be the unit's.
fn unit_below(flow: &Flow<'_>, body: &[Piece]) -> Vec<Doubt> {
    let other_line = |piece: &Piece| piece.line != body[0].line;
    let Some(at) = body.iter().position(other_line) else {
        return Vec::new();
    };
    let (name, rest) = body.split_at(at);
    let text = |pieces: &[Piece]| Text::from_pieces(flow, pieces).value;
    let doubt = |about, other: String| Doubt {
        about,
        code: "two-readings",
        message: format!(
            "\"{}\" stands below the name of the body, and no line names the unit; it may be the unit's",
            text(rest)
        ),
        pieces: rest.iter().copied().collect(),
        other: Some(Some(other)),
    };
    vec![
        doubt(About::Entity, text(name)),
        doubt(About::OrgUnit, text(rest)),
    ]
}

/// No line names the body, and a short line stands right above the unit's name.
fn body_above(flow: &Flow<'_>, items: &[Item], start: usize, unit: &[Piece]) -> Option<Doubt> {
    let first = unit.first()?;
    let at = items[start..]
        .iter()
        .position(|item| item.piece.line == first.line)?;
    let mut above = items[..start + at].iter().rev();
    let above = above.find(|item| !item.is_aside())?;
    let text = above.piece.text(flow).trim();
    let is_name = matches!(above.class, Class::Plain)
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', ':', ';', ','])
        && !text.contains(|c: char| c.is_ascii_digit())
        && text.split_whitespace().count() <= MOST_WORDS;
    is_name.then(|| Doubt {
        about: About::Entity,
        code: "two-readings",
        message: format!("no line names the body; \"{text}\" stands above the unit's and may"),
        pieces: [above.piece].into_iter().collect(),
        other: Some(Some(text.to_owned())),
    })
}
