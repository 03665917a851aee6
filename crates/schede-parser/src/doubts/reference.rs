//! Signs that the reference to the DUP lacks words or holds those of another text.
//!
//! In: a draft. Out: doubts about it.
//! Not here: its parts (`crate::values::dup`).

use schede_model::Flow;
use schede_model::signs::Sign;
use schede_profile::{DupPart, Field, Profile};
use smallvec::smallvec;

use super::blanks::dash_before;
use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::{Piece, Text};
use crate::values::dup::{Again, DupParts, dup_parts, dup_parts_of_cells};

/// Doubts the reference to the DUP, and the parts of which it names another.
pub fn doubt_reference(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let pieces = draft.single(Field::Dup).unwrap_or_default();
    let Some(last) = pieces.last() else {
        return Vec::new();
    };
    let text = Text::from_pieces(flow, pieces);
    let cells = text.ranges_of(|cell| profile.opens_reference(cell));
    let raw = text.value;
    let parts = dup_parts_of_cells(&raw, &profile.references, &cells);
    let strange = strange_reference(flow, profile, pieces, &raw, &parts);
    let strange = strange.map(|sign| Doubt::broken(About::Field(Field::Dup), sign, *last));
    let others = other_parts(&raw, &parts.again, *last);
    strange.into_iter().chain(others).collect()
}

/// What is odd about a reference: one that names no mission may lack words.
fn strange_reference(
    flow: &Flow<'_>,
    profile: &Profile,
    pieces: &[Piece],
    raw: &str,
    parts: &DupParts,
) -> Option<&'static str> {
    if !profile.is_empty_reference(raw) && parts.mission_code.is_none() && !parts.in_cells {
        Some("the reference names no mission")
    } else if !parts.again.is_empty() {
        Some("the reference names more than one of a kind, and the record holds the first")
    } else if parts.unread.is_some() {
        Some("words of the reference stand in none of its parts")
    } else if raw.starts_with(char::is_lowercase) {
        Some("the reference begins with a small letter")
    } else if !flow.geometric && pieces.iter().any(|piece| dash_before(piece.text(flow))) {
        Some("a blank stands behind a dash of the reference, and none before it")
    } else {
        None
    }
}

/// What a reference names beside the first of a kind.
fn other_parts(raw: &str, again: &[Again], last: Piece) -> Vec<Doubt> {
    let parts = again.iter().flat_map(|again| {
        let (code, name) = members(again.part);
        [(code, &again.code), (name, &again.name)]
    });
    let named = parts.filter_map(|(member, value)| Some((member?, &raw[value.clone()?])));
    let doubts = named.map(|(member, value)| Doubt {
        about: About::DupPart(member),
        code: "two-readings",
        message: format!(
            "the reference names more than one of a kind: the first was read, \"{value}\" is not in the record"
        ),
        pieces: smallvec![last],
        other: Some(Some(value.to_owned())),
    });
    doubts.collect()
}

/// The members of the record that hold code and name of a part.
fn members(part: DupPart) -> (Option<&'static str>, Option<&'static str>) {
    match part {
        DupPart::Direction => (None, Some("dup/strategic_direction")),
        DupPart::Objective => (None, Some("dup/strategic_objective")),
        DupPart::Mission => (Some("dup/mission_code"), Some("dup/mission_name")),
        DupPart::Programme => (Some("dup/programme_code"), Some("dup/programme_name")),
        DupPart::NoField => (None, None),
    }
}

/// Parts of a reference to the DUP in a text of the head: the reference lacks them.
pub fn reference_elsewhere(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let purpose = draft.single(Field::Purpose).unwrap_or_default();
    let texts = [
        (About::Title, draft.title.as_slice()),
        (About::Field(Field::Purpose), purpose),
    ];
    // Both parts have a colon behind their names.
    let part = |piece: &&Piece| {
        if !piece.signs(flow).may_hold(Sign::Colon) {
            return false;
        }
        let parts = dup_parts(piece.text(flow), &profile.references);
        parts.strategic_direction.is_some() && parts.strategic_objective.is_some()
    };
    let found = texts.into_iter().find_map(|(about, pieces)| {
        let piece = pieces.iter().find(part)?;
        Some((about, *piece))
    });
    let Some((about, piece)) = found else {
        return Vec::new();
    };
    let sign = "a part of a reference stands in a text";
    [about, About::Field(Field::Dup)]
        .map(|about| Doubt::broken(about, sign, piece))
        .into()
}
