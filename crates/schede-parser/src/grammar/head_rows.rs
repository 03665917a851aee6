//! Rows of a sheet's head, of which each cell holds a label or a value: "Codice | A1 | Peso |
//! 20%", "Altri servizi coinvolti | Servizi Demografici", boxes side by side.
//!
//! In: the items of a document on paper. Out: the same items. A word that begins the name of a
//! unit or of a body is none at the beginning of a value's cell; "Peso" in a cell of its own
//! behind the first two, before a weight, is the objective's. Also what a row of the head is.
//!
//! Not here: labels in a column of their own (`label_cells`), rows that begin with the number
//! of the objective (`numbered_cells`).

use schede_model::Flow;
use schede_profile::{Field, LabelMatch, Profile};

use super::items::{Class, Item, LabelParts, Strength};
use super::pairs_of_labels::name_unknown_in_pairs;
use super::wrapped_cells::row_of_cells;
use crate::values::weight::weight_at_start;
use crate::values::written_date::any_date_at_start;

/// So many items of a row are looked at, at most: four cells, whose labels may wrap.
const ROW: usize = 10;

/// Lines that a title above the weight may take, at most, its label among them.
const TITLE_LINES: usize = 4;

/// Finds the labels and the values.
pub fn name_head_rows(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    name_cells_and_weights(flow, items, profile);
    name_unknown_in_pairs(flow, items, profile);
}

fn name_cells_and_weights(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    // Phases in blocks have weights of their own.
    let block = |item: &Item| matches!(item.class, Class::Phase { .. }) && !item.is_placed;
    let in_blocks = items.iter().any(block);
    for at in 1..items.len() {
        let paper = flow.geometric && !items[at].is_placed;
        match items[at].class {
            Class::OrgUnit | Class::Entity if paper && is_value(flow, items, at, profile) => {
                items[at].class = Class::Plain;
            }
            Class::Field {
                strength: Strength::Bare | Strength::Weak,
                value,
                ..
            } if paper
                && goes_on_small(flow, &items[at], value)
                && is_value(flow, items, at, profile) =>
            {
                items[at].class = Class::Plain;
            }
            Class::Plain if !items[at].is_placed => {
                let below = || {
                    let (class, next) = weight_with_colon(flow, items, at, profile)?;
                    let told = paper && !in_blocks && is_own_cell(items, at)
                        || is_below_head(items, at, profile)
                        || is_between_labels(items, at, next);
                    told.then_some(class)
                };
                let beside = paper.then(|| weight(flow, items, at, profile)).flatten();
                if let Some(class) = beside.or_else(below) {
                    items[at].class = class;
                }
            }
            _ => {}
        }
    }
}

/// Whether words in small letters follow a label without a colon: "Risorse umane e
/// organizzazione".
fn goes_on_small(flow: &Flow<'_>, item: &Item, value: u32) -> bool {
    let value = item.piece.text(flow).get(value as usize..);
    value.is_some_and(|value| value.trim_start().starts_with(char::is_lowercase))
}

/// The item that stands left of another in the same row, in a cell of its own.
fn left_of(items: &[Item], at: usize) -> Option<usize> {
    let own = &items[at];
    let before = (at.saturating_sub(ROW)..at).rev();
    let mut before = before.take_while(|n| items[*n].page == own.page);
    before.find(|n| items[*n].piece.line == own.piece.line && items[*n].block != own.block)
}

/// The first line of the cell in which an item stands, on its page.
fn first_of_cell(items: &[Item], at: usize) -> usize {
    let own = &items[at];
    let before = (at.saturating_sub(ROW)..at).rev();
    let same = |n: &usize| items[*n].page == own.page && items[*n].block == own.block;
    before.take_while(same).last().unwrap_or(at)
}

/// The first item of the row in which an item stands.
pub fn row_start(items: &[Item], at: usize) -> usize {
    let own = &items[at];
    let before = at.saturating_sub(ROW)..at;
    let same = |n: &usize| items[*n].page == own.page && items[*n].piece.line == own.piece.line;
    before.into_iter().find(same).unwrap_or(at)
}

/// Whether a line that begins like the name of a unit or a body is a value: a label stands in
/// the cell left of its own, or all that names a kind of unit. It may be a later line of its
/// cell ("Missione 01-" over "Servizi istituzionali"), below its label too.
fn is_value(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> bool {
    if items[at].is_placed {
        return false;
    }
    let first = first_of_cell(items, at);
    if first < at && is_of_label(&items[..=first]) {
        return true;
    }
    let Some(left) = left_of(items, first) else {
        return false;
    };
    let (left, below) = (&items[left], &items[left + 1]);
    let text = left.piece.text(flow).trim_end();
    // A label above its value in the same cell: cells side by side may all be so.
    let alone = below.block != left.block || matches!(below.class, Class::LabelRest);
    match &left.class {
        Class::UnknownLabel => true,
        _ if !alone => false,
        Class::ObjectiveLabel => true,
        Class::Field { value: 0, .. } => true,
        Class::Field { .. } => left.is_bare_label(),
        Class::Objective { title, .. } => text.len() <= *title as usize,
        Class::OrgUnit => names_kind(profile, text),
        Class::Plain => text.ends_with(':'),
        _ => false,
    }
}

/// Whether the last of some items begins a text of the form: it begins with its label, or its
/// label is the item before.
fn is_of_label(items: &[Item]) -> bool {
    let [above @ .., first] = items else {
        return false;
    };
    let mut above = above.iter().rev().filter(|item| !item.is_aside());
    match first.class {
        Class::Field { .. } => true,
        Class::Plain => above.next().is_some_and(|item| item.label().is_some()),
        _ => false,
    }
}

/// Whether a text is a kind of unit, or a label of the unit, and nothing else.
pub fn names_kind(profile: &Profile, text: &str) -> bool {
    let signs = |rest: &str| !rest.contains(char::is_alphanumeric);
    let label = profile
        .unit_label(text)
        .or_else(|| profile.unit_at_start(text));
    label.is_some_and(|label| signs(&text[label.end..]))
}

/// The objective's weight or deadline in a row that begins with another label of the head: the
/// label before a cell with the value, or both in one cell.
fn weight(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> Option<Class> {
    let item = &items[at];
    let text = item.piece.text(flow);
    if profile.begins_no_cell(text) {
        return None;
    }
    let label = profile.cell_label(text)?;
    let is_value: fn(&str, &Profile) -> bool = match label.what {
        Field::Weight => is_weight,
        Field::FinalDeadline => is_date,
        _ => return None,
    };
    let value = behind_label(profile, text, label)?;
    let beside = || {
        let next = items.get(at + 1).filter(|next| {
            next.piece.line == item.piece.line && next.block != item.block && !next.is_placed
        });
        next.is_some_and(|next| is_value(next.piece.text(flow), profile))
    };
    let own = &text[value..];
    let told = if own.is_empty() {
        beside()
    } else {
        is_value(own, profile)
    };
    let first = row_start(items, at).min(row_of_cells(items, at));
    let behind = first < at && items[first].block != item.block;
    (told && behind && opens_head(flow, &items[first], profile)).then(|| Class::Field {
        field: label.what,
        label: LabelParts::one(label.end),
        value: value as u32,
        strength: Strength::Bare,
    })
}

/// Where the value begins behind a label and its signs.
fn behind_label(profile: &Profile, text: &str, label: LabelMatch<Field>) -> Option<usize> {
    if profile.label_alone(text).is_some() {
        return Some(text.len());
    }
    let rest = text[label.end..].trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    (rest.len() < text.len() - label.end).then(|| text.len() - rest.len())
}

fn is_weight(text: &str, _: &Profile) -> bool {
    let weight = weight_at_start(text);
    weight.is_some_and(|weight| !text[weight.end..].contains(char::is_alphanumeric))
}

fn is_date(text: &str, profile: &Profile) -> bool {
    let date = any_date_at_start(text, &profile.vocabulary);
    date.is_some_and(|(_, end)| !text[end..].contains(char::is_alphanumeric))
}

/// The objective's weight on a line of its own, with its colon ("PESO: 20%"), and the item behind
/// it.
fn weight_with_colon(
    flow: &Flow<'_>,
    items: &[Item],
    at: usize,
    profile: &Profile,
) -> Option<(Class, usize)> {
    let text = items[at].piece.text(flow);
    let ends = |c: char| c.is_ascii_digit() || matches!(c, '%' | ':');
    if !text.ends_with(ends) || profile.begins_no_cell(text) {
        return None;
    }
    let label = profile.cell_label_before_colon(text)?;
    let value = behind_label(profile, text, label)?;
    let (own, next) = match &text[value..] {
        "" => (
            items.get(at + 1).map_or("", |next| next.piece.text(flow)),
            at + 2,
        ),
        own => (own, at + 1),
    };
    let class = Class::Field {
        field: Field::Weight,
        label: LabelParts::one(label.end),
        value: value as u32,
        strength: Strength::Colon,
    };
    (label.what == Field::Weight && is_weight(own, profile)).then_some((class, next))
}

/// Whether an item is all of its cell or paragraph and begins its row.
fn is_own_cell(items: &[Item], at: usize) -> bool {
    let own = &items[at];
    let number = |item: &Item| item.class == Class::LabelRest && item.piece.line == own.piece.line;
    let above = items[..at].iter().rfind(|item| !number(item));
    let other = |item: Option<&Item>| item.is_none_or(|item| item.block != own.block);
    let begins = above.is_none_or(|above| above.piece.line != own.piece.line);
    begins && other(above) && other(items.get(at + 1))
}

/// The last of some items that is no text, with so many lines below it at most.
fn above_text(items: &[Item], most: usize) -> Option<&Item> {
    let shown = items.iter().rev().filter(|item| !item.is_aside());
    let mut near = shown.take(most);
    near.find(|item| !item.is_plain() || item.is_placed)
}

/// Whether an item stands right below the title, the manager or the unit.
fn is_below_head(items: &[Item], at: usize, profile: &Profile) -> bool {
    let above = above_text(&items[..at], TITLE_LINES);
    above.is_some_and(|above| match &above.class {
        Class::Objective { .. } | Class::OrgUnit => true,
        Class::Field { field, .. } => {
            matches!(field, Field::Title | Field::Responsible)
                || profile.head_fields.contains(field)
        }
        _ => false,
    })
}

/// Whether a label with a colon stands above an item with nothing but its value between, and a
/// label or a table follows from item `next` on: no phase is near.
fn is_between_labels(items: &[Item], at: usize, next: usize) -> bool {
    /// Lines of a value, at most.
    const LINES: usize = 60;
    let colon = |item: &Item| item.colon_label().is_some();
    let above = above_text(&items[..at], LINES);
    let mut below = items.iter().skip(next).filter(|item| !item.is_aside());
    let below = below.next();
    let page = items[at].page;
    above.is_some_and(colon)
        && below.is_none_or(|item| {
            colon(item)
                || item.page != page
                || matches!(item.class, Class::Head(_) | Class::Caption)
        })
}

/// Whether an item is a label of a head, or begins with one, or is the label of another row: of
/// an indicator, the weight would be its own.
pub fn opens_head(flow: &Flow<'_>, item: &Item, profile: &Profile) -> bool {
    let text = item.piece.text(flow);
    match &item.class {
        Class::OrgUnit | Class::Objective { .. } | Class::ObjectiveLabel => true,
        Class::Field { field, .. } => {
            matches!(
                field,
                Field::Title | Field::Responsible | Field::FinalDeadline
            ) || item.is_bare_label() && *field != Field::Indicators
        }
        Class::Plain | Class::UnknownLabel => {
            let title = profile.title_labels.at_start(text).map(|label| label.end);
            let code = profile.code_label(text);
            let label = code.into_iter().chain(title).max();
            label.is_some_and(|end| !text[end..].contains(char::is_alphanumeric))
        }
        _ => false,
    }
}

/// Whether an item above the line of the objective stands in a row of the head, which reaches
/// from `start` on so far: in the row or the cell of an item of it, or in a row that begins with
/// a label of heads (`is_head`), or right below such a row, behind the weight or the deadline.
pub fn is_in_head(
    items: &[Item],
    start: usize,
    at: usize,
    is_head: impl Fn(Field) -> bool,
) -> bool {
    let own = &items[at];
    // A table of other text may end the page before.
    if items[start].page != own.page {
        return false;
    }
    let near = items[at + 1..].iter().take(ROW).enumerate();
    let mut head = near.filter(|(n, item)| at + 1 + n >= start && item.page == own.page);
    if head.any(|(_, item)| item.piece.line == own.piece.line)
        || start == at + 1 && items[start].block == own.block
    {
        return true;
    }
    let first = row_start(items, at);
    if first < at && opens(items, first, &is_head) {
        return true;
    }
    let second_row = matches!(
        items[first].label(),
        Some(Field::Weight | Field::FinalDeadline)
    );
    let above = || items[..first].iter().rposition(|item| !item.is_aside());
    let above = second_row.then(above).flatten();
    above.is_some_and(|above| {
        let before = row_start(items, above);
        items[above].page == own.page && before < above && opens(items, before, &is_head)
    })
}

/// Whether a row begins with the unit or a label of heads.
fn opens(items: &[Item], first: usize, is_head: impl Fn(Field) -> bool) -> bool {
    match &items[first].class {
        Class::OrgUnit => true,
        Class::Field { field, .. } => is_head(*field),
        _ => false,
    }
}
