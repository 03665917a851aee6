//! "RAGGIUNTO: ..." beside "NON RAGGIUNTO: ...": what is one word of an outcome alone is a
//! label where its opposite stands near it.
//!
//! In: the items of a document. Out: the same items, with both labels known.
//! Not here: labels that are told by their own words (`items`).

use schede_model::Flow;
use schede_model::signs::Sign;
use schede_profile::{Field, Profile};

use super::items::{Class, Item, field_label};

/// Items that may stand between the two: the lines of the first one's text.
const BETWEEN: usize = 6;

/// Finds the labels.
pub fn name_criteria(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    let found = items.iter().enumerate();
    let found = found.filter_map(|(at, item)| Some((at, criterion(flow, item, profile)?)));
    let found: Vec<(usize, Field, Class)> = found
        .map(|(at, (field, class))| (at, field, class))
        .collect();
    let mut pairs = found.into_iter().peekable();
    while let Some((at, field, class)) = pairs.next() {
        let near = |other: &(usize, Field, Class)| other.1 != field && other.0 - at <= BETWEEN;
        if let Some((other, _, opposite)) = pairs.next_if(near) {
            items[at].class = class;
            items[other].class = opposite;
        }
    }
}

/// A line outside of the tables that begins with such a word and a colon.
fn criterion(flow: &Flow<'_>, item: &Item, profile: &Profile) -> Option<(Field, Class)> {
    // Few lines hold a colon.
    if !item.is_plain() || item.is_placed || !item.piece.signs(flow).may_hold(Sign::Colon) {
        return None;
    }
    let text = item.piece.text(flow);
    let label = profile.cell_label_before_colon(text)?;
    let criteria = matches!(label.what, Field::SuccessCriteria | Field::FailureCriteria);
    let class = criteria.then(|| field_label(profile, text, label.what, label.end, false))??;
    Some((label.what, class))
}
