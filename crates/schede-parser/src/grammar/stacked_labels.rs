//! Labels that the layout took for one cell, one below the other, with the cells of their values
//! behind them: "Obiettivo n." over "Titolo", then "1", "Mensa scolastica".
//!
//! In: the items of a document on paper. Out: the same items, each label before its value. Not
//! here: a label that wraps in its cell (`label_cells`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::names::two_languages_alone;
use schede_profile::{LabelMatch, Profile, Style};

use super::items::Item;

/// Labels of one cell, at most.
const MOST: usize = 6;

/// Items of their values' cells, at most.
const MOST_VALUES: usize = 40;

/// Puts each label before its value; whether some were not.
pub fn in_pairs(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) -> bool {
    let mut moved = false;
    if !flow.geometric {
        return moved;
    }
    let mut at = 0;
    while at < items.len() {
        let Some(range) = stacked(flow, items, at, profile) else {
            at += 1;
            continue;
        };
        at = range.end;
        let copied = |item: &Item| item.twin().is_some_and(|twin| range.contains(&twin));
        if items.iter().any(copied) || items[range.clone()].iter().any(|i| i.twin().is_some()) {
            continue;
        }
        // The labels stand before the values of their lines: the order among equals stays.
        items[range].sort_by_key(|item| item.piece.line);
        moved = true;
    }
    moved
}

/// The items of the labels that begin at one, and of their values, if each label has its value
/// on its line.
fn stacked(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> Option<Range<usize>> {
    let first = &items[at];
    // The second language of a label may stand on a line of its own ("Descrizione /").
    let mut goes_on = false;
    let label = |item: &&Item| {
        let text = item.piece.text(flow);
        let known = std::mem::replace(&mut goes_on, text.trim_end().ends_with('/'));
        item.block == first.block
            && !item.is_placed
            && (item.is_plain() || item.is_bare_label())
            && (known || is_label(text, profile))
    };
    let labels = items[at..].iter().take(MOST).take_while(label).count();
    let last = items[at..].get(labels.checked_sub(1)?)?;
    let same_cell = items
        .get(at + labels)
        .is_some_and(|next| next.block == first.block);
    if labels < 2 || same_cell {
        return None;
    }
    let lines = first.piece.line..=last.piece.line;
    let value = |item: &&Item| {
        !item.is_placed && item.page == first.page && lines.contains(&item.piece.line)
    };
    let values = items[at + labels..]
        .iter()
        .take(MOST_VALUES)
        .take_while(value);
    let values: Vec<u32> = values.map(|item| item.piece.line).collect();
    let each = items[at..at + labels].iter().all(|item| {
        let rest = !is_label(item.piece.text(flow), profile);
        rest || values.contains(&item.piece.line)
    });
    each.then(|| at..at + labels + values.len())
}

/// Whether a text is a label of a field, a code, a title or the unit and nothing else.
fn is_label(text: &str, profile: &Profile) -> bool {
    let whole = |end: usize| {
        let stop = text[end..].len() - text[end..].trim_start_matches('.').len();
        let end = two_languages_alone(text, end + stop);
        !text[end..].contains(char::is_alphanumeric)
    };
    // In two languages the first tells.
    let first = text.split('/').next().unwrap_or(text).trim_end();
    let named = |label: Option<LabelMatch<()>>| {
        label.is_some_and(|label| label.style == Style::Capital && whole(label.end))
    };
    !profile.begins_no_cell(text)
        && (profile.label_alone(first).is_some() && whole(first.len())
            || profile.code_label(text).is_some_and(whole)
            || named(profile.title_labels.at_start(text))
            || named(profile.unit_at_start(text)))
}
