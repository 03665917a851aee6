//! Labels in two languages without a colon, each in a cell beside that of its value:
//! "Descrizione / Beschreibung".
//!
//! In: the items of a document on paper. Out: the same items, where such cells are labels. The
//! second language may wrap below the first. Not here: those with a colon (`items`).

use schede_model::Flow;
use schede_profile::names::two_languages_alone;
use schede_profile::{Field, Printed, Profile};

use super::items::{Class, Item, LabelParts, Strength};
use crate::source::part;

/// How far (of a line's height) the lines of a label may begin from each other.
const SAME_X: f64 = 0.3;

/// So many items below the first line of a label its next may stand.
const REACH: usize = 4;

/// Finds the labels.
pub fn name_bilingual(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if !flow.geometric {
        return;
    }
    for at in 0..items.len() {
        let Some(field) = label(flow, items, at, profile) else {
            continue;
        };
        let length = items[at].piece.text(flow).len();
        items[at].class = Class::Field {
            field,
            label: LabelParts::one(length),
            value: length as u32,
            strength: Strength::Bare,
        };
        for n in rest(flow, items, at, profile) {
            let length = items[n].piece.text(flow).len();
            items[n].class = match field.is_statement() {
                true => Class::LabelEnd(part(0..length)),
                false => Class::LabelRest,
            };
        }
    }
}

/// The field whose label in two languages stands in a cell beside that of its value.
fn label(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> Option<Field> {
    let item = &items[at];
    if !item.is_plain() || item.is_placed || !item.piece.begins_line(flow) {
        return None;
    }
    let text = item.piece.text(flow);
    let first = text[..memchr::memchr(b'/', text.as_bytes())?].trim_end();
    let whole = two_languages_alone(text, first.len()) == text.len();
    // Its further lines may stand before the value.
    let mut near = items[at + 1..].iter().take(REACH);
    let beside = near.any(|next| {
        next.piece.line == item.piece.line && next.block != item.block && !next.is_placed
    });
    let printed = profile.printed.at_start(first);
    let printed = printed.filter(|label| label.end == first.len());
    let printed = printed.and_then(|label| match label.what {
        Printed::Field { field, .. } => Some(field),
        Printed::Objective | Printed::Caption | Printed::Signature => None,
    });
    let alone = || profile.label_alone(first).map(|label| label.what);
    printed.or_else(alone).filter(|_| whole && beside)
}

/// The further lines of a label: those of its cell, or right below it where nothing else
/// stands on their line.
fn rest(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> Vec<usize> {
    let own = &items[at];
    let left = |item: &Item| item.piece.extent(flow);
    let Some([x, top, _, bottom]) = left(own) else {
        return Vec::new();
    };
    let ends = own.piece.text(flow).trim_end().ends_with('/');
    // Labels of several rows may stand in one cell of the layout.
    let other = |n: &usize| label(flow, items, *n, profile).is_some();
    let below = (at + 1..items.len()).take(REACH);
    let below = below.take_while(|n| !other(n));
    let below = below.filter(|n| {
        let item = &items[*n];
        let near = left(item).is_some_and(|b| (b[0] - x).abs() < SAME_X * (bottom - top));
        let line = item.piece.begins_line(flow) && item.piece.ends_line(flow);
        let own_cell = item.block == own.block;
        item.is_plain() && !item.is_placed && near && (own_cell || ends && line)
    });
    below.take_while(|n| items[*n].page == own.page).collect()
}
