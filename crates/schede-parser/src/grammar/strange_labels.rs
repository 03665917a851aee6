//! Labels that the form does not know and each sheet of a document prints, with a colon, between
//! labels that it knows: "Durata: annuale".
//!
//! In: the items of a document. Out: the same items; those lines are labels of no field, so that
//! no text takes them for its own.
//!
//! Not here: labels in a column of their own (`label_cells`); what one sheet alone prints
//! (`doubts/unknown_labels`).

use std::collections::HashMap;
use std::ops::Range;

use schede_model::Flow;
use schede_model::fold::fold;

use super::items::{Class, Item};
use super::sheets::parts;

/// Words of such a label, and bytes, at most.
const MOST_WORDS: usize = 5;
const LONGEST: usize = 40;

/// Items between two labels, at most: the lines of a long text.
const FAR: usize = 60;

/// So many sheets at least tell what they all print.
const FEWEST_SHEETS: usize = 2;

/// Finds the labels.
pub fn name_strange_labels(flow: &Flow<'_>, items: &mut [Item]) {
    let sheets = sheets(items);
    if sheets.len() < FEWEST_SHEETS {
        return;
    }
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        if let Some(label) = label(flow, item).filter(|_| is_between_labels(items, at)) {
            found.entry(fold(label)).or_default().push(at);
        }
    }
    let once = |own: &Vec<usize>| {
        let in_sheet = |sheet: &Range<usize>| own.iter().filter(|at| sheet.contains(at)).count();
        sheets.iter().all(|sheet| in_sheet(sheet) == 1)
    };
    let begins =
        |own: &Vec<usize>| !flow.geometric || own.iter().any(|at| stands_out(flow, items, *at));
    let all = found.into_values().filter(|own| once(own) && begins(own));
    let all: Vec<usize> = all.flatten().collect();
    for at in all {
        items[at].class = Class::UnknownLabel;
    }
}

/// Whether an item on paper begins a paragraph that is no value right below its label, or its
/// label is in capitals. In all sheets a line of a text may begin with the same words; a label
/// stands out in one.
fn stands_out(flow: &Flow<'_>, items: &[Item], at: usize) -> bool {
    let capitals = |label: &str| !label.contains(char::is_lowercase);
    if label(flow, &items[at]).is_some_and(capitals) {
        return true;
    }
    let mut above = items[..at].iter().rev().filter(|item| !item.is_aside());
    above.next().is_none_or(|above| {
        let label = above.label().is_some() && above.piece.text(flow).trim_end().ends_with(':');
        above.block != items[at].block && !label
    })
}

/// The items from the line of one objective to that of the next.
fn sheets(items: &[Item]) -> Vec<Range<usize>> {
    let names = |at: &usize| {
        let objective = matches!(items[*at].class, Class::Objective { .. });
        objective && items[*at].twin().is_none()
    };
    let starts: Vec<usize> = (0..items.len()).filter(names).collect();
    parts(&starts, items.len()).collect()
}

/// The words before the colon with which a line begins, if they may be a label.
fn label<'f>(flow: &'f Flow<'_>, item: &Item) -> Option<&'f str> {
    if !item.is_plain() || item.is_placed {
        return None;
    }
    let text = item.piece.text(flow);
    let (label, value) = text.split_once(':')?;
    if !item.piece.begins_line(flow) {
        return None;
    }
    let words = label.split_whitespace().count();
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '/' | '.');
    let is_label = label.starts_with(char::is_uppercase)
        && label.len() <= LONGEST
        && (1..=MOST_WORDS).contains(&words)
        && label.chars().all(plain)
        && (value.is_empty() || value.starts_with(' '));
    is_label.then_some(label)
}

/// Whether labels with a colon stand above and below an item, with nothing but text between;
/// below it the table may begin.
fn is_between_labels(items: &[Item], at: usize) -> bool {
    let own = |item: &&Item| !item.is_aside() && (!item.is_plain() || item.is_placed);
    let colon = |item: &Item| item.colon_label().is_some();
    let above = items[..at].iter().rev().take(FAR).find(own);
    let below = items[at + 1..].iter().take(FAR).find(own);
    above.is_some_and(colon)
        && below.is_none_or(|item| {
            colon(item)
                || matches!(
                    item.class,
                    Class::Head(_)
                        | Class::Caption
                        | Class::Signature
                        | Class::Entity
                        | Class::OrgUnit
                )
        })
}
