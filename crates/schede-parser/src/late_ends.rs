//! Texts whose pages were painted from their middle on: the end of each sheet stands above its
//! beginning.
//!
//! In: the items of a text, its sheets. Out: findings about the sheets. Not here: pages painted
//! in rounds (`grammar::rounds`).

use schede_model::{Family, Finding, Flow, Pointer, Severity};
use schede_profile::Field;

use crate::grammar::fields::Fields;
use crate::grammar::items::Item;
use crate::grammar::sheets::Sheet;

/// So many labels make the end of a sheet.
const LEAST_LABELS: usize = 3;

/// Where each page of a text was painted from its middle on, the end of a sheet stands above
/// its beginning: that of the first before all sheets, and none in the last. What each sheet
/// has for its end is that of the next one.
pub(crate) fn late_ends(flow: &Flow<'_>, items: &[Item], sheets: &[Sheet]) -> Vec<Finding> {
    let (Some(first), Some(last)) = (sheets.first(), sheets.last()) else {
        return Vec::new();
    };
    let fields = |of: &[Item]| {
        let mut fields = Fields::default();
        of.iter().filter_map(Item::colon_label).for_each(|field| {
            fields.insert(field);
        });
        fields
    };
    let (above, below) = (
        &items[..first.items.start],
        fields(&items[last.items.clone()]),
    );
    let ends = |field: Field| field.is_statement() || field == Field::FinalDeadline;
    let of_end = |item: &&Item| item.colon_label().is_some_and(ends);
    let stray: Vec<&Item> = above.iter().filter(of_end).collect();
    let lacks = |item: &&Item| {
        item.colon_label()
            .is_some_and(|field| !below.contains(field))
    };
    if flow.on_paper() || stray.len() < LEAST_LABELS || !stray.iter().all(lacks) {
        return Vec::new();
    }
    let place = stray[0].piece;
    let message = "the end of a sheet stands above the first one, and the last one has none: each sheet may have the end of the next";
    let finding = |index| Finding {
        code: "reading-order".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: message.into(),
        pointer: Some(Pointer::objective(index)),
        spans: vec![flow.span(place.line, place.start, place.end)],
        alternatives: Vec::new(),
    };
    (0..sheets.len()).map(finding).collect()
}
