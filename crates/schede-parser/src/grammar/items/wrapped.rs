//! The head of the table of phases over several lines, where a stream prints each
//! line of its cells alone.
//!
//! In: items. Out: the same; what belongs to a head is one.
//!
//! Not here: heads in one line (`heads`, `classify`).

use std::ops::Range;

use schede_model::{Column, Flow};
use schede_profile::Profile;

use super::{Class, Item};
use crate::grammar::heads::{HeadLine, head_column, head_line, head_rest};

/// A head has at most so many lines: five columns of at most four lines each.
const MOST: usize = 20;

/// Lines of a head that wraps in its cells: single heads and rests of heads that
/// stand in a row around a line with two heads or with a dated one.
pub(super) fn wrapped_heads(flow: &Flow<'_>, profile: &Profile, items: &mut [Item]) {
    if !flow.geometric {
        heads_line_by_line(flow, profile, items);
    }
    let heads: Vec<usize> = (0..items.len())
        .filter(|i| matches!(items[*i].class, Class::Head(_)) && items[*i].place.is_none())
        .collect();
    for at in heads {
        let before = (0..at).rev();
        let after = at + 1..items.len();
        extend_head(flow, profile, items, before, false);
        extend_head(flow, profile, items, after, true);
    }
}

fn extend_head(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &mut [Item],
    order: impl Iterator<Item = usize>,
    forward: bool,
) {
    let mut dated = false;
    for i in order.take(MOST) {
        if items[i].class != Class::Plain || items[i].place.is_some() {
            return;
        }
        let text = items[i].piece.text(flow);
        // Above a head only a whole head counts: the line before may end a text
        // with a date.
        let rest = || head_rest(profile, text).filter(|h| forward && !(dated && h.date.is_some()));
        match head_line(profile, text).or_else(rest) {
            Some(head) => {
                dated |= head.date.is_some();
                items[i].class = Class::Head(head);
            }
            None => return,
        }
    }
}

/// Heads of which no line has two: so many columns one after another, with a date
/// among them, are a head.
fn heads_line_by_line(flow: &Flow<'_>, profile: &Profile, items: &mut [Item]) {
    const LEAST_COLUMNS: usize = 3;
    let mut at = 0;
    while at < items.len() {
        let text = items[at].piece.text(flow);
        if items[at].class != Class::Plain || head_column(profile, text).is_none() {
            at += 1;
            continue;
        }
        let (run, heads, n_columns) = head_run(flow, profile, items, at);
        let dated = heads.iter().any(|head| head.date.is_some());
        let end = run.end;
        if dated && n_columns >= LEAST_COLUMNS {
            for (item, head) in items[run].iter_mut().zip(heads) {
                item.class = Class::Head(head);
            }
        }
        at = end.max(at + 1);
    }
}

/// The items from `start` that are lines of a head, what each says, and how many
/// columns they name.
fn head_run(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    start: usize,
) -> (Range<usize>, Vec<HeadLine>, usize) {
    let mut columns: Vec<Column> = Vec::new();
    let mut heads: Vec<HeadLine> = Vec::new();
    let mut dated = false;
    for item in items[start..].iter().take(MOST) {
        let text = item.piece.text(flow);
        let may = matches!(item.class, Class::Plain | Class::Head(_)) && item.place.is_none();
        // A second date stands in a row.
        let rest = || head_rest(profile, text).filter(|head| !(dated && head.date.is_some()));
        let Some(head) = head_line(profile, text).or_else(rest).filter(|_| may) else {
            break;
        };
        dated |= head.date.is_some();
        let column = head_column(profile, text).filter(|column| !columns.contains(column));
        columns.extend(column);
        heads.push(head);
    }
    (start..start + heads.len(), heads, columns.len())
}
