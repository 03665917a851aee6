//! Labels in boxes: each stands above its value in a cell of its own, and such cells stand
//! beside one another, among labels that have their colons.
//!
//! In: the items of a document on paper. Out: the same items; beside a label that is known the
//! words at the top of a box are the label of a field, or one that no field takes.
//!
//! Not here: labels alone on their lines in a form that prints most so (`label_cells`), those
//! that no field takes (`form_lines`).

use std::collections::HashMap;

use schede_model::Flow;
use schede_model::fold::fold;
use schede_profile::{Field, LabelMatch, Profile};

use super::form_lines::{FEWEST_SHEETS, begins_with, is_name, is_on_each, starts};
use super::items::{Class, Item, LabelParts, Strength};

/// Items of a row of boxes before and behind one of them, at most.
const NEAR: usize = 16;

/// Finds the labels.
pub fn name_boxes(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if !flow.on_paper() {
        return;
    }
    let mut strange: HashMap<String, Vec<usize>> = HashMap::new();
    for at in 0..items.len() {
        if !items[at].is_plain() {
            continue;
        }
        let text = items[at].piece.text(flow);
        let label = profile.label_alone(text);
        match label {
            // "Indicatore | Target" heads a table.
            Some(label) if label.what.is_statement() => {}
            Some(label)
                if is_in_row(flow, items, at, profile)
                    || label.what == Field::Weight && is_over_weight(flow, items, at) =>
            {
                name(&mut items[at], label, text);
            }
            None if is_name(text) && is_in_row(flow, items, at, profile) => {
                strange.entry(fold(text)).or_default().push(at);
            }
            Some(_) | None => {}
        }
    }
    let sheets = starts(items);
    if sheets.len() < FEWEST_SHEETS {
        return;
    }
    let on_each = strange.into_values().filter(|own| is_on_each(own, &sheets));
    for at in on_each.flatten() {
        items[at].class = Class::UnknownLabel;
    }
}

fn name(item: &mut Item, label: LabelMatch<Field>, text: &str) {
    item.class = Class::Field {
        field: label.what,
        label: LabelParts::one(label.end),
        value: text.len() as u32,
        strength: Strength::Bare,
    };
}

/// Whether a box begins with an item, beside one that begins with a label on its line and has
/// its value at the same height.
fn is_in_row(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> bool {
    let Some(value) = value_below(flow, items, at) else {
        return false;
    };
    let near = at.saturating_sub(NEAR)..items.len().min(at + NEAR);
    near.filter(|other| *other != at).any(|other| {
        let beside = items[other].piece.line == items[at].piece.line;
        beside
            && is_label(flow, &items[other], profile)
            && value_below(flow, items, other).is_some_and(|own| own.piece.line == value.piece.line)
    })
}

/// The line below the first of a cell, none that goes on with a label.
fn value_below<'i>(flow: &Flow<'_>, items: &'i [Item], at: usize) -> Option<&'i Item> {
    let item = &items[at];
    let first = at
        .checked_sub(1)
        .is_none_or(|before| items[before].block != item.block);
    let next = items.get(at + 1).filter(|_| first && !item.is_placed)?;
    let same = next.block == item.block || begins_with(flow, next, item);
    let below = same && next.piece.line > item.piece.line;
    let goes_on = matches!(
        next.class,
        Class::LabelEnd(_) | Class::LabelRest | Class::Field { .. } | Class::UnknownLabel
    );
    let below = below && !goes_on;
    (below && next.page == item.page).then_some(next)
}

/// Whether an item is a label and nothing else.
fn is_label(flow: &Flow<'_>, item: &Item, profile: &Profile) -> bool {
    let text = item.piece.text(flow).trim_end();
    let whole = |end: usize| text[end..].is_empty();
    match item.class {
        Class::OrgUnit => profile.unit_at_start(text).is_some_and(|l| whole(l.end)),
        Class::ObjectiveLabel => true,
        _ => item.is_bare_label(),
    }
}

/// Whether an item has a line for itself, right above a weight that has one, too: a column of
/// them would have more.
fn is_over_weight(flow: &Flow<'_>, items: &[Item], at: usize) -> bool {
    let alone =
        |item: &Item| !item.is_placed && item.piece.begins_line(flow) && item.piece.ends_line(flow);
    let next = items.get(at + 1);
    let more = items.get(at + 2).is_some_and(is_weight);
    let right_below =
        |next: &Item| next.page == items[at].page && next.piece.line == items[at].piece.line + 1;
    alone(&items[at])
        && !more
        && next.is_some_and(|next| is_weight(next) && alone(next) && right_below(next))
}

/// A number alone, as totals are.
fn is_weight(item: &Item) -> bool {
    matches!(item.class, Class::Total(_))
}
