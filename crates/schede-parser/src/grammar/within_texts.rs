//! Lines like the one that names an objective, within a text of a sheet ("Obiettivo B)
//! trasparenza" in a list of its expected result).
//!
//! In: the lines that name an objective, each with the items up to the next. Out: the same
//! without those of texts, whose items are of the sheet that the text is of.
//!
//! Not here: lists of objectives outside of sheets (`sheets`).

use std::ops::Range;

use schede_profile::Profile;

use super::fields::Fields;
use super::items::{Class, Item};
use super::sheets::has_table;

/// The lines that name an objective.
pub(super) fn without(
    items: &[Item],
    profile: &Profile,
    candidates: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut own: Vec<Range<usize>> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        match own.last_mut() {
            Some(last) if ends_sheet(items, profile, last.clone(), candidate.clone()) => {
                last.end = candidate.end;
            }
            _ => own.push(candidate),
        }
    }
    own
}

/// Whether the items behind a line like an objective's are the end of the sheet above: it has
/// the table, no signature yet and none of their labels; they have no table.
fn ends_sheet(
    items: &[Item],
    profile: &Profile,
    sheet: Range<usize>,
    behind: Range<usize>,
) -> bool {
    let labels = |own: &Range<usize>| -> Fields {
        let fields = items[own.clone()].iter().filter_map(Item::label);
        fields
            .filter(|field| !profile.head_fields.contains(field))
            .collect()
    };
    // Above a sheet's own line its head stands, or the page before.
    let line = &items[behind.start];
    let above = items[..behind.start]
        .iter()
        .rev()
        .find(|item| !item.is_aside());
    let in_text = above.is_some_and(|above| {
        let text = match above.class {
            Class::Plain | Class::Objective { .. } | Class::LabelRest => true,
            Class::Field { field, .. } => !profile.head_fields.contains(&field),
            _ => false,
        };
        text && above.page == line.page
    });
    let signed = |item: &Item| item.class == Class::Signature;
    let labelled = labels(&sheet);
    in_text
        && has_table(&items[sheet.clone()])
        && !has_table(&items[behind.clone()])
        && !items[sheet.clone()].iter().any(signed)
        && labelled.is_apart(labels(&behind))
}
