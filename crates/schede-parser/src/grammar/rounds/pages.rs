//! Where the pages of a text begin.
//!
//! In: the items of a text. Out: those of each page. Where a text has no page marks, a
//! running head or foot parts its pages, and the head of each sheet: most forms begin each
//! sheet on a page of its own.
//!
//! Not here: whether a page was painted in two rounds (`detect`, `any_order`).

use std::mem::{Discriminant, discriminant};
use std::ops::Range;

use schede_profile::{Field, Profile};

use super::page::is_above_table;
use crate::grammar::items::{Class, Item};

/// A page of paper has fewer lines; in more, words of several pages would be mixed.
const MOST_LINES: usize = 500;

/// The pages of a text that are of paper.
pub fn pages_of(profile: &Profile, items: &[Item]) -> impl Iterator<Item = Range<usize>> {
    let marked = are_marked(items);
    let heads = if marked {
        Vec::new()
    } else {
        heads(profile, items)
    };
    let mut start = 0;
    let pages = std::iter::from_fn(move || {
        let end = || match marked {
            true => marked_end(items, start),
            false => unmarked_end(items, start, &heads),
        };
        let page = (start < items.len()).then(|| start..end())?;
        start = page.end;
        Some(page)
    });
    pages.filter(|page| page.len() <= MOST_LINES)
}

/// Whether the text marks its pages.
pub fn are_marked(items: &[Item]) -> bool {
    items.last().is_some_and(|item| item.page > 1)
}

/// Where the page ends that begins with item `start`, by the marks of the text.
fn marked_end(items: &[Item], start: usize) -> usize {
    let turns = |pair: &[Item]| pair[0].page != pair[1].page;
    let last = items[start..].windows(2).position(turns);
    last.map_or(items.len(), |last| start + last + 1)
}

/// The same without marks: before a running head or foot, or before the head of a sheet.
fn unmarked_end(items: &[Item], start: usize, heads: &[usize]) -> usize {
    let furniture = |item: &Item| matches!(item.class, Class::Furniture);
    let mut at = start + 1;
    while at < items.len() {
        let turns = !furniture(&items[at - 1]) && furniture(&items[at]);
        if turns || heads.binary_search(&at).is_ok() {
            break;
        }
        at += 1;
    }
    at.min(items.len())
}

/// What an item of a sheet's head is: its class, and its field if it is a label.
type Part = (Discriminant<Class>, Option<Field>);

/// Where the heads of the sheets begin, if all of them begin with the same.
fn heads(profile: &Profile, items: &[Item]) -> Vec<usize> {
    let objective = |at: &usize| matches!(items[*at].class, Class::Objective { .. });
    let objectives: Vec<usize> = (0..items.len()).filter(objective).collect();
    let Some((first, _)) = objectives
        .split_first()
        .filter(|(_, more)| !more.is_empty())
    else {
        return Vec::new();
    };
    let part = |item: &Item| -> Option<Part> {
        let field = match item.class {
            Class::Field { field, .. } => Some(field),
            Class::Entity | Class::OrgUnit | Class::Objective { .. } => None,
            _ => return None,
        };
        Some((discriminant(&item.class), field))
    };
    // Each of them once: they are few.
    let mut parts: Vec<Part> = Vec::new();
    for own in items[..=*first].iter().filter_map(part) {
        if !parts.contains(&own) {
            parts.push(own);
        }
    }
    let found = parts.into_iter().find_map(|head| {
        let is = |at: &usize| part(&items[*at]) == Some(head);
        let all: Vec<usize> = (0..items.len()).filter(is).collect();
        let pairs = all.iter().zip(&objectives);
        let own = all.len() == objectives.len()
            && pairs.clone().all(|(head, objective)| head <= objective)
            && all
                .iter()
                .skip(1)
                .zip(&objectives)
                .all(|(next, last)| next > last)
            && pairs
                .flat_map(|(head, objective)| &items[*head..*objective])
                .all(is_of_head);
        own.then_some(all)
    });
    let mut heads = found.unwrap_or_default();
    // Labels with their values on one line stand above it.
    for head in &mut heads {
        while *head > 0 && is_whole_label(profile, &items[*head - 1]) {
            *head -= 1;
        }
    }
    heads
}

/// What stands between the begin of a sheet and the line that names its objective.
fn is_of_head(item: &Item) -> bool {
    !matches!(
        item.class,
        Class::Phase { .. } | Class::Head(_) | Class::Total(_)
    )
}

/// Whether an item is a label of those above a table, with its value.
fn is_whole_label(profile: &Profile, item: &Item) -> bool {
    matches!(item.class, Class::Field { field, .. } if is_above_table(profile, field))
        && !item.is_bare_label()
}
