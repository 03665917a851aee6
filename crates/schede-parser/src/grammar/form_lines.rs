//! Lines that the form prints on each sheet, alone and without a colon: titles of its parts
//! ("4. Risultati e risorse") and labels above their values that no field takes ("Durata").
//!
//! In: the items of a document on paper. Out: the same items; these lines are of no text.
//!
//! Not here: bars with a word for a section and its number (`section_bars`), labels with a colon
//! (`strange_labels`) or beside their values (`label_cells`).

use std::collections::HashMap;

use schede_model::fold::fold;
use schede_model::{Column, Flow};

use super::items::{Class, Item};

/// Words of such a line, and letters, at most and at least.
const MOST_WORDS: usize = 6;
const LONGEST: usize = 60;
const SHORTEST: usize = 3;

/// So many sheets at least tell what they all print.
pub(super) const FEWEST_SHEETS: usize = 2;

/// Lines of a value, at most, between its label and such a line.
const FAR: usize = 60;

/// How far (of a line's height) lines of a column may begin from each other.
const SAME_X: f64 = 0.8;

/// Finds the lines.
pub fn name_form_lines(flow: &Flow<'_>, items: &mut [Item]) {
    if !flow.on_paper() {
        return;
    }
    name_titles_of_lists(flow, items);
    doubt_last_lines(flow, items);
    name_titles_of_rows(flow, items);
    doubt_labels_above(flow, items);
    let sheets = starts(items);
    if sheets.len() < FEWEST_SHEETS {
        return;
    }
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for at in (0..items.len()).filter(|at| may_be(flow, items, *at)) {
        let words = fold(items[at].piece.text(flow));
        found.entry(words).or_default().push(at);
    }
    let on_each = |own: &Vec<usize>| is_on_each(own, &sheets);
    let mut lines: Vec<usize> = found.into_values().filter(on_each).flatten().collect();
    lines.sort_unstable();
    for at in lines {
        match class(flow, items, at) {
            Some(class) => {
                let ends = matches!(class, Class::Caption) && may_end_text(flow, items, at);
                items[at].class = class;
                items[at].doubtful |= ends;
            }
            None => items[at].doubtful |= may_be_title(items, at),
        }
    }
}

/// Where the codes of the objectives stand; in a form that names its sheets otherwise ("Scheda
/// n. 2 - Mensa"), where the name of the body or unit does.
pub(super) fn starts(items: &[Item]) -> Vec<usize> {
    let named = codes(items);
    let others: [fn(&Class) -> bool; 2] = [
        |class| matches!(class, Class::Entity),
        |class| matches!(class, Class::OrgUnit),
    ];
    let others = others.iter().map(|is| {
        let all = items.iter().enumerate();
        let named = all.filter(|(_, item)| is(&item.class) && item.twin().is_none());
        named.map(|(at, _)| at).collect()
    });
    let mut found = std::iter::once(named).chain(others);
    found
        .find(|starts: &Vec<usize>| starts.len() >= FEWEST_SHEETS)
        .unwrap_or_default()
}

/// Where the codes of the objectives stand.
fn codes(items: &[Item]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let named = matches!(item.class, Class::Objective { .. } | Class::ObjectiveLabel);
        // The label and the code may stand in cells of their own.
        let label = |before: usize| matches!(items[before].class, Class::ObjectiveLabel);
        let goes_on = at.checked_sub(1).is_some_and(label);
        if named && item.twin().is_none() && !goes_on {
            starts.push(at);
        }
    }
    starts
}

/// Whether one of some lines stands on each sheet, and at the same place of it.
pub(super) fn is_on_each(own: &[usize], sheets: &[usize]) -> bool {
    let begun = |at: usize| sheets.partition_point(|start| *start < at);
    own.len() == sheets.len()
        && own
            .windows(2)
            .all(|pair| begun(pair[1]) == begun(pair[0]) + 1)
}

/// Whether a line stands alone, and may be a title or a label by its words.
fn may_be(flow: &Flow<'_>, items: &[Item], at: usize) -> bool {
    let item = &items[at];
    let piece = item.piece;
    if !item.is_plain() || !piece.begins_line(flow) || !piece.ends_line(flow) {
        return false;
    }
    let apart = |near: &Item| near.block != item.block;
    let ends = items.get(at + 1).is_none_or(apart);
    let begins = at.checked_sub(1).is_none_or(|before| apart(&items[before]));
    // Below the last row of a table: apart from it, or in capitals as no line of the row is.
    let capitals = || at > 0 && !has_small(flow, item) && has_small(flow, &items[at - 1]);
    let below = || (item.gap_before || capitals()) && !begins && is_first_cell(flow, item);
    let stands = match item.is_placed {
        true => below(),
        false => begins,
    };
    let above_label = || begins && is_above_label(flow, items, at);
    stands && (ends || above_label()) && is_name(piece.text(flow))
}

/// Whether a line that the layout took for the first of a value stands above the value's label,
/// and begins where the label does.
fn is_above_label(flow: &Flow<'_>, items: &[Item], at: usize) -> bool {
    let label = at.checked_sub(1).map(|before| &items[before]);
    let label = label.filter(|label| label.is_bare_label() && label.page == items[at].page);
    label.is_some_and(|label| {
        label.piece.line > items[at].piece.line && begins_with(flow, &items[at], label)
    })
}

/// Doubts the last line of a table, where it begins as the value of the label below does and not
/// as the lines above it in its cell: it may be the first of that value.
fn doubt_last_lines(flow: &Flow<'_>, items: &mut [Item]) {
    /// Cells of a row, at most.
    const MOST: usize = 8;
    for at in 1..items.len() {
        let (item, above) = (&items[at], &items[at - 1]);
        let alone = item.piece.begins_line(flow) && item.piece.ends_line(flow);
        let last = item.is_plain() && item.is_placed && item.gap_before && alone;
        if !last || above.block != item.block || begins_with(flow, above, item) {
            continue;
        }
        let behind = items.iter().enumerate().skip(at + 1).take(MOST);
        let label = behind.clone().find(|(_, next)| !next.is_placed);
        let label = label.filter(|(_, next)| next.is_bare_label());
        let value = label.map(|(label, _)| label + 1);
        let value = value.filter(|value| {
            let value = items.get(*value);
            value.is_some_and(|value| value.is_plain() && begins_with(flow, value, item))
        });
        if let Some(value) = value {
            (items[at].doubtful, items[value].doubtful) = (true, true);
        }
    }
}

/// Whether a cell may be the first of its row.
fn is_first_cell(flow: &Flow<'_>, item: &Item) -> bool {
    let place = item.place(flow);
    place.is_some_and(|place| matches!(place.column, Column::Label | Column::Description))
}

/// A few words that begin with a capital, maybe behind a number, and end without a sign.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let name = without_number(text);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    name.starts_with(char::is_uppercase)
        && (SHORTEST..=LONGEST).contains(&letters)
        && name.split_whitespace().count() <= MOST_WORDS
        && name.ends_with(|c: char| c.is_alphabetic() || c == ')')
        && !name.contains(|c: char| c.is_ascii_digit())
}

/// A name without the number before it: "4. Contenuti".
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let signed = rest
        .strip_prefix(['.', ')'])
        .filter(|_| rest.len() < text.len());
    signed.map_or(text, str::trim_start)
}

/// What a line is that stands on each sheet: a title right above a label or a table, a label
/// above text. None, if it may be of the text above.
fn class(flow: &Flow<'_>, items: &[Item], at: usize) -> Option<Class> {
    let item = &items[at];
    let same_page = |near: &&Item| near.page == item.page;
    let before = items[..at].iter().rev().find(|i| !i.is_aside());
    let before = before.filter(same_page)?;
    let next = items[at + 1..].iter().find(|i| !i.is_aside());
    if item.is_placed || is_above_label(flow, items, at) {
        return Some(Class::Caption);
    }
    // The value of a label may be the same on each sheet.
    let awaits = before.is_bare_label()
        || matches!(before.class, Class::ObjectiveLabel | Class::UnknownLabel);
    let next = next.filter(same_page).filter(|_| !awaits)?;
    let label = label_above(items, at);
    let own_value = before.is_placed || matches!(before.class, Class::Field { .. });
    let names = matches!(before.class, Class::Entity);
    match next.is_plain() && !next.is_placed {
        true => {
            let value_below = label.is_some_and(|label| begins_with(flow, item, &items[label]));
            (value_below && begins_with(flow, next, item)).then_some(Class::UnknownLabel)
        }
        false => {
            let table = matches!(next.class, Class::Head(_));
            let known = table || next.label().is_some() || names_objective(next);
            let numbered =
                without_number(item.piece.text(flow)).len() < item.piece.text(flow).len();
            let beside = label.is_some_and(|label| is_left_of_value(flow, items, label, item));
            let title = own_value || numbered || beside || is_set_in_capitals(flow, before, item);
            if known && names && !begins_with(flow, before, item) && begins_with(flow, next, item) {
                return Some(Class::UnknownLabel);
            }
            (known && title).then_some(Class::Caption)
        }
    }
}

/// Whether a line below a text is in capitals, and the text is not.
fn is_set_in_capitals(flow: &Flow<'_>, above: &Item, item: &Item) -> bool {
    above.block != item.block && has_small(flow, above) && !has_small(flow, item)
}

fn has_small(flow: &Flow<'_>, item: &Item) -> bool {
    item.piece.text(flow).contains(char::is_lowercase)
}

/// Whether nothing but its capitals tells a title from the text above, which begins at the same
/// place: each sheet may end a text with the same words.
fn may_end_text(flow: &Flow<'_>, items: &[Item], at: usize) -> bool {
    let item = &items[at];
    let text = item.piece.text(flow);
    let numbered = without_number(text).len() < text.len();
    let before = items[..at].iter().rev().find(|i| !i.is_aside());
    let below = before.is_some_and(|before| {
        let plain = before.is_plain() && !before.is_placed;
        plain && begins_with(flow, before, item) && is_set_in_capitals(flow, before, item)
    });
    below && !numbered && !item.is_placed && !is_above_label(flow, items, at)
}

/// Whether a line set apart from the text above stands right above a label: it may be a title
/// that the form prints, or the end of the text.
fn may_be_title(items: &[Item], at: usize) -> bool {
    let next = items[at + 1..].iter().find(|item| !item.is_aside());
    let label = next.is_some_and(|next| {
        next.block != items[at].block && (next.label().is_some() || names_objective(next))
    });
    let apart = at
        .checked_sub(1)
        .is_some_and(|above| items[above].is_plain() && items[above].block != items[at].block);
    label && apart && items[at].gap_before
}

fn names_objective(item: &Item) -> bool {
    matches!(item.class, Class::Objective { .. } | Class::ObjectiveLabel)
}

/// The label of the text right above an item.
fn label_above(items: &[Item], at: usize) -> Option<usize> {
    let text = |at: &usize| items[*at].is_aside() || items[*at].is_plain() && !items[*at].is_placed;
    let above = (0..at).rev().take(FAR).find(|at| !text(at))?;
    items[above].label().map(|_| above)
}

/// Whether two items begin at the same distance from the left.
pub(super) fn begins_with(flow: &Flow<'_>, one: &Item, other: &Item) -> bool {
    let ends = one.piece.extent(flow).zip(other.piece.extent(flow));
    ends.is_some_and(|(a, b)| (a[0] - b[0]).abs() < SAME_X * (b[3] - b[1]))
}

/// Whether an item begins left of a label's value, which stands beside the label.
fn is_left_of_value(flow: &Flow<'_>, items: &[Item], label: usize, item: &Item) -> bool {
    let value = items.get(label + 1);
    let value = value.filter(|value| value.piece.line == items[label].piece.line);
    let left = |item: &Item| item.piece.extent(flow).map(|extent| extent[0]);
    let ends = value.and_then(left).zip(left(item));
    ends.is_some_and(|(value, own)| own < value) && begins_with(flow, item, &items[label])
}

/// Finds titles right above the row of a label and its value, which the layout took for the first
/// line of the value: they begin where the label does, and the value does not.
fn name_titles_of_rows(flow: &Flow<'_>, items: &mut [Item]) {
    for at in 1..items.len().saturating_sub(1) {
        let (label, item, value) = (&items[at - 1], &items[at], &items[at + 1]);
        let stands = item.is_plain()
            && !item.is_placed
            && item.piece.begins_line(flow)
            && item.piece.ends_line(flow)
            && is_above_label(flow, items, at)
            && is_name(item.piece.text(flow));
        let beside = value.block == item.block && value.piece.line == label.piece.line;
        let twin = |item: &Item| {
            item.twin()
                .is_some_and(|twin| (at - 1..=at).contains(&twin))
        };
        if stands && beside && !begins_with(flow, value, label) && !items.iter().any(twin) {
            items[at].class = Class::Caption;
            // Between the two it would part them.
            items.swap(at - 1, at);
        }
    }
}

/// Doubts two lines alone, one above the other, between a text from which they are set apart and
/// what begins another part of the form: they may be a label that no field takes and its value.
fn doubt_labels_above(flow: &Flow<'_>, items: &mut [Item]) {
    let alone = |item: &Item| {
        item.is_plain()
            && !item.is_placed
            && item.piece.begins_line(flow)
            && item.piece.ends_line(flow)
    };
    for at in 1..items.len().saturating_sub(2) {
        let [above, item, value, next] = [at - 1, at, at + 1, at + 2].map(|n| &items[n]);
        let apart = above.block != item.block
            && item.block != value.block
            && value.block != next.block
            && item.gap_before;
        let two = alone(item) && alone(value) && is_name(item.piece.text(flow));
        let ends = matches!(next.class, Class::Head(_)) || next.is_bare_label();
        if apart && two && ends && alone(above) && begins_with(flow, value, item) {
            (items[at].doubtful, items[at + 1].doubtful) = (true, true);
        }
    }
}

/// Finds titles of lists of statements: "INDICATORI" above the head "Indicatore | Peso".
fn name_titles_of_lists(flow: &Flow<'_>, items: &mut [Item]) {
    for at in 0..items.len() {
        let item = &items[at];
        // A statement with a year in its label may have no words.
        let is_title = || is_name(item.piece.text(flow));
        let statement = item
            .label()
            .filter(|field| field.is_statement() && is_title());
        let next = items[at + 1..].iter().find(|i| !i.is_aside());
        let again = next.is_some_and(|next| {
            next.label() == statement && next.is_bare_label() && next.piece.line > item.piece.line
        });
        let alone = item.piece.begins_line(flow) && item.piece.ends_line(flow);
        if statement.is_some() && item.is_bare_label() && again && alone {
            items[at].class = Class::Caption;
        }
    }
}
