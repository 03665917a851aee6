//! The sheets of a page painted in two rounds, as its first round has them: the rest of one that
//! began on a page before, and those that begin there.
//!
//! In: the items of a page. Out: for each sheet its items of the first round, its table, and
//! where the second round begins.
//!
//! Not here: what the second round holds (`second`), which part of it is of which sheet
//! (`page`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::{Field, Profile};

use super::any_order::{is_head, may_be_row};
use super::page::{is_above_table, is_text};
use crate::grammar::items::{Class, Item};
use crate::grammar::looks::leads_on;
use crate::values::date::is_date_shaped;

/// What the first round of a page has of one sheet.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Its items.
    pub items: Range<usize>,
    /// The sheet begins here: the line that names its objective is among them.
    pub begins: bool,
    /// Where the head of its table begins: its first row, if that stands on a page before; the
    /// end, if the sheet has no table here.
    pub head: usize,
    /// The rows of its table, the total among them, and what stands between them.
    pub rows: Range<usize>,
}

/// The sheets of a page, and where its second round begins. None if there is no table, or
/// a sheet without one between others.
pub fn stretches(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    page: Range<usize>,
) -> Option<(Vec<Stretch>, usize)> {
    let objectives: Vec<usize> = page
        .clone()
        .filter(|at| is_whole_title(items, *at))
        .collect();
    let first = objectives.first().copied();
    let mut starts = vec![page.start];
    for at in objectives {
        let from = starts[starts.len() - 1];
        let start = head_start(profile, items, from..at);
        // Nothing but running heads stands above the first.
        if items[from..start].iter().all(Item::is_aside) {
            continue;
        }
        starts.push(start);
    }
    let ends = starts.iter().skip(1).copied().chain([page.end]);
    let mut found: Vec<Stretch> = Vec::with_capacity(starts.len());
    for (start, end) in starts.iter().copied().zip(ends) {
        let begins = first.is_some_and(|first| end > first);
        let below = start > page.start;
        let table = first_row(flow, profile, items, start..end, below);
        let (head, rows) = match table {
            Some((head, first)) => {
                let of_table =
                    |at: &usize| items[*at].is_aside() || may_be_row(flow, profile, items, *at);
                let last = (first..end).find(|at| !of_table(at)).unwrap_or(end);
                (head, first..last)
            }
            None => (end, end..end),
        };
        found.push(Stretch {
            items: start..end,
            begins,
            head,
            rows,
        });
    }
    let n = found.len();
    let bare = |stretch: &Stretch| stretch.rows.is_empty();
    // The first may be the end of a sheet, the last the begin of one.
    let within = found.iter().skip(1).take(n.saturating_sub(2));
    if within.clone().any(bare) || found.iter().all(bare) {
        return None;
    }
    let last = &mut found[n - 1];
    let second = match last.rows.is_empty() {
        false => second_start(flow, profile, items, last.rows.end..page.end),
        true => {
            let head = |at: &usize| is_head(flow, profile, &items[*at]);
            let second = begun_end(profile, items, last.items.clone(), head);
            let heads = last.items.start..second;
            last.head = heads.clone().find(head).unwrap_or(second);
            last.rows = second..second;
            second
        }
    };
    last.items.end = second;
    Some((found, second))
}

/// Whether an item names an objective, with a title that does not wrap.
fn is_whole_title(items: &[Item], at: usize) -> bool {
    let mut below = items[at + 1..].iter().filter(|item| !item.is_aside());
    matches!(items[at].class, Class::Objective { .. })
        && below.next().is_some_and(|next| !next.is_plain())
}

/// Where the head of the sheet begins that names its objective behind some items.
fn head_start(profile: &Profile, items: &[Item], above: Range<usize>) -> usize {
    let of_head = |item: &Item| match item.class {
        Class::Entity | Class::OrgUnit | Class::Plain => true,
        Class::Field { field, .. } => is_above_table(profile, field),
        _ => item.is_aside(),
    };
    let all = above.clone().rev().take_while(|at| of_head(&items[*at]));
    let start = above.end - all.count();
    // The first words go on with what stands above.
    let words = |at: &usize| items[*at].is_plain() || items[*at].is_aside();
    let words = (start..above.end).take_while(words).count();
    match start > above.start && start + words < above.end {
        true => start + words,
        false => start,
    }
}

/// Where the head of a table begins, and its first row: right below the head, or the first line
/// of a page on which the table goes on. `below` another sheet the first head counts: others are
/// of the second round.
fn first_row(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
    below: bool,
) -> Option<(usize, usize)> {
    let mut above: Option<usize> = None;
    let mut top = true;
    for at in range {
        if items[at].is_aside() {
            continue;
        }
        if is_head(flow, profile, &items[at]) {
            above.get_or_insert(at);
            top = false;
            continue;
        }
        if let Some(head) = above.take() {
            if may_be_row(flow, profile, items, at) {
                return Some((head, at));
            }
            if below {
                return None;
            }
        }
        if top && matches!(items[at].class, Class::Phase { number, .. } if number > 1) {
            return Some((at, at));
        }
        top = false;
    }
    None
}

/// Where the first round ends of a sheet that begins on a page without rows: behind the head of
/// its table, or before a label that stands again or wraps, or before words of no label.
fn begun_end(
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
    is_head: impl Fn(&usize) -> bool,
) -> usize {
    let mut seen: Vec<Field> = Vec::new();
    let (mut named, mut open, mut headed) = (false, false, false);
    for at in range.clone() {
        let item = &items[at];
        if item.is_aside() {
            continue;
        }
        if is_head(&at) {
            headed = true;
            continue;
        }
        let goes_on = match &item.class {
            Class::Objective { .. } => !std::mem::replace(&mut named, true),
            Class::Entity | Class::OrgUnit => !named,
            Class::Field { field, .. } => {
                let wraps = items[at + 1..range.end].first();
                let wraps =
                    wraps.is_some_and(|n| matches!(n.class, Class::LabelRest | Class::LabelEnd(_)));
                let again = seen.contains(field) || !is_above_table(profile, *field);
                seen.push(*field);
                open = item.is_bare_label();
                !wraps && !again
            }
            Class::Plain => !named || std::mem::replace(&mut open, false),
            _ => false,
        };
        if headed || !goes_on {
            return at;
        }
    }
    range.end
}

/// Where the second round begins behind a table.
fn second_start(flow: &Flow<'_>, profile: &Profile, items: &[Item], below: Range<usize>) -> usize {
    let known = &profile.vocabulary;
    // The last label of the first round, and whether words of its value were met.
    let mut label: Option<(usize, bool)> = None;
    for at in below.clone() {
        let item = &items[at];
        let next = items[at + 1..below.end].first();
        match &item.class {
            Class::Furniture | Class::Hidden | Class::Repeat | Class::Signature => {}
            Class::Field { field, .. } => {
                let wraps =
                    next.is_some_and(|n| matches!(n.class, Class::LabelRest | Class::LabelEnd(_)));
                if is_above_table(profile, *field) || wraps {
                    return at;
                }
                label = Some((at, !item.is_bare_label()));
            }
            Class::Plain
                if label.is_none() && is_date_shaped(first_word(item.piece.text(flow))) => {}
            Class::Plain => {
                let text = item.piece.text(flow);
                let goes_on = next.filter(|next| is_text(next)).is_some_and(|next| {
                    next.piece.text(flow).starts_with(char::is_lowercase)
                        || leads_on(schede_model::text::last_word(text), known)
                });
                match &mut label {
                    Some((_, valued)) if !*valued && !goes_on => *valued = true,
                    // A value that goes on below is of the second round, one without its
                    // label of the first.
                    Some((before, true))
                        if *before + 1 == at && text.starts_with(char::is_lowercase) =>
                    {
                        if !is_value_of_late_label(flow, profile, items, at + 1..below.end) {
                            return *before;
                        }
                        label = None;
                    }
                    _ => return at,
                }
            }
            _ => return at,
        }
    }
    below.end
}

/// Whether words above some items are a value of the first round whose label wraps and is of the
/// second: a label that does not wrap comes next, one that does later.
fn is_value_of_late_label(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    below: Range<usize>,
) -> bool {
    let late = |pair: &[Item]| {
        let label = matches!(pair[0].class, Class::Field { .. });
        label && matches!(pair[1].class, Class::LabelRest | Class::LabelEnd(_))
    };
    !below.is_empty()
        && is_whole_label_below(flow, profile, items, below.start)
        && items[below].windows(2).any(late)
}

/// Whether an item is a label of those below the table that does not wrap, nor its value, as all
/// of the second round do.
pub fn is_whole_label_below(flow: &Flow<'_>, profile: &Profile, items: &[Item], at: usize) -> bool {
    let item = &items[at];
    let below = matches!(item.class, Class::Field { field, .. } if !is_above_table(profile, field));
    let goes_on = items[at + 1..]
        .first()
        .is_some_and(|next| match next.class {
            Class::LabelRest | Class::LabelEnd(_) => true,
            _ => is_text(next) && next.piece.text(flow).starts_with(char::is_lowercase),
        });
    below && !goes_on
}

/// The first word of a line.
pub fn first_word(text: &str) -> &str {
    let end = text.bytes().position(|byte| byte == b' ');
    end.map_or(text, |end| &text[..end])
}
