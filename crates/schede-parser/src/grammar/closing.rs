//! The line with a place and a date above a signature: furniture of the form, and no part of
//! the last text.
//!
//! In: the items of a document, those of signatures. Out: the same items, where such a line
//! is furniture.
//!
//! Not here: lines that look so and no signature follows (`crate::doubts`).

use schede_model::Flow;
use schede_profile::Profile;

use super::items::{Class, Item};
use crate::doubts::closing_lines::is_place_and_date;

/// Finds the lines.
pub(super) fn settle(flow: &Flow<'_>, items: &mut [Item], signatures: &[usize], profile: &Profile) {
    for at in signatures {
        let above = (0..*at).rev().find(|above| !items[*above].is_aside());
        if let Some(above) = above.filter(|above| closes(flow, &items[*above], profile))
            && items[above].page == items[*at].page
        {
            items[above].class = Class::Furniture;
        }
    }
}

fn closes(flow: &Flow<'_>, item: &Item, profile: &Profile) -> bool {
    item.is_plain()
        && item.piece.begins_line(flow)
        && item.piece.ends_line(flow)
        && is_place_and_date(item.piece.text(flow), profile)
}
