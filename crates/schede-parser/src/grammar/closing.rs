//! The line with a place and a date above a signature: furniture of the form, and no part of
//! the last text.
//!
//! In: the items of a document, those of signatures. Out: the same items, where such a line
//! is furniture.
//!
//! Not here: lines that look so and no signature follows (`crate::doubts`).

use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::Profile;

use super::items::{Class, Item};
use super::looks::leads_on;
use crate::doubts::closing_lines::is_place_and_date;

/// Finds the lines.
pub(super) fn settle(flow: &Flow<'_>, items: &mut [Item], signatures: &[usize], profile: &Profile) {
    for at in signatures {
        let before = |at: usize| (0..at).rev().find(|above| !items[*above].is_aside());
        // A value that it is, or ends.
        let awaited = |line: usize| {
            before(line).is_some_and(|above| {
                let last = last_word(items[above].piece.text(flow).trim_end());
                items[above].is_bare_label() || leads_on(last, &profile.vocabulary)
            })
        };
        let closing = |above: &usize| {
            closes(flow, &items[*above], profile)
                && items[*above].page == items[*at].page
                && !awaited(*above)
        };
        let above = before(*at).filter(closing);
        let above = above.or_else(|| line_above(flow, items, *at).filter(closing));
        if let Some(above) = above {
            items[above].class = Class::Furniture;
        }
    }
}

/// The item that is all of the line above another on paper, behind which the other columns of a
/// table may stand.
fn line_above(flow: &Flow<'_>, items: &[Item], at: usize) -> Option<usize> {
    const REACH: usize = 40;
    let line = items[at].piece.line.checked_sub(1)?;
    let near = at.saturating_sub(REACH)..at;
    let mut near = near.rev().filter(|_| flow.geometric);
    near.find(|near| items[*near].piece.line == line)
}

fn closes(flow: &Flow<'_>, item: &Item, profile: &Profile) -> bool {
    item.is_plain()
        && item.piece.begins_line(flow)
        && item.piece.ends_line(flow)
        && is_place_and_date(item.piece.text(flow), profile)
}
