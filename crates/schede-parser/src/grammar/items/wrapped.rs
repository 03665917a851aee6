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
use crate::grammar::heads::{HeadLine, head_column, head_line, head_rest, joined_heads};
use crate::source::part;

/// A head has at most so many lines: five columns of at most four lines each.
const MOST: usize = 20;

/// Lines of a head that wraps in its cells: single heads and rests of heads that
/// stand in a row around a line with two heads or with a dated one.
pub fn wrapped_heads(flow: &Flow<'_>, profile: &Profile, items: &mut [Item]) {
    let may_be = |item: &Item| {
        !item.is_placed && may_be_head(flow, profile, &item.class, item.piece.text(flow))
    };
    let heads = (0..items.len()).filter(|at| may_be(&items[*at])).collect();
    heads_among(flow, profile, items, heads);
}

/// The same, where it is known which items may be lines of a head.
pub(super) fn heads_among(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &mut [Item],
    mut heads: Vec<usize>,
) {
    if !flow.geometric {
        let over_lines = heads_over_lines(flow, profile, items, &heads);
        heads.extend(over_lines);
        heads.sort_unstable();
        heads.dedup();
    }
    heads.retain(|at| matches!(items[*at].class, Class::Head(_)));
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
        if !items[i].is_plain() || items[i].is_placed {
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

/// A head's cell has at most so many lines: with more that name no further column, it
/// is none.
const MOST_IN_CELL: usize = 4;

/// So many columns one after another, with a date among them, are a head.
const LEAST_COLUMNS: usize = 3;

/// Heads whose words narrow cells cut ("Monitorag" over "gio al"), and heads of which
/// no line has two. They begin with one of some items; answers all of their lines.
fn heads_over_lines(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &mut [Item],
    starts: &[usize],
) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut next = 0;
    for at in starts.iter().copied() {
        if at >= next
            && may_begin(flow, profile, &items[at])
            && let Some(end) = head_from(flow, profile, items, at)
        {
            lines.extend(at..end);
            next = end;
        }
    }
    lines
}

/// Whether a text may be a line of a head: it is one, or, in a stream, plain and begins
/// with words of one.
pub(super) fn may_be_head(flow: &Flow<'_>, profile: &Profile, class: &Class, text: &str) -> bool {
    match class {
        Class::Head(_) => true,
        Class::Plain => !flow.geometric && begins_head(profile, text),
        _ => false,
    }
}

fn begins_head(profile: &Profile, text: &str) -> bool {
    let look = profile.heads.look(text);
    look.label.is_some() || look.continues
}

/// Whether an item begins with the words of a head, and does not name all columns.
fn may_begin(flow: &Flow<'_>, profile: &Profile, item: &Item) -> bool {
    const COLUMNS: u8 = 5;
    let open = match &item.class {
        Class::Plain => !item.is_placed,
        Class::Head(head) => head.n_heads < COLUMNS && !item.is_placed,
        _ => false,
    };
    open && begins_head(profile, item.piece.text(flow))
}

/// Reads a head that begins with item `at`; answers where it ends.
fn head_from(flow: &Flow<'_>, profile: &Profile, items: &mut [Item], at: usize) -> Option<usize> {
    // A head has a date.
    let figure = |item: &Item| item.piece.text(flow).contains(|c: char| c.is_ascii_digit());
    let lines = || items[at..].iter().take(MOST).take_while(|i| is_free(i));
    if !lines().any(figure) {
        return None;
    }
    let heads =
        cut_head(flow, profile, items, at).or_else(|| head_run(flow, profile, items, at))?;
    let end = at + heads.len();
    for (item, head) in items[at..end].iter_mut().zip(heads) {
        item.class = Class::Head(head);
    }
    Some(end)
}

fn is_free(item: &Item) -> bool {
    matches!(item.class, Class::Plain | Class::Head(_)) && !item.is_placed
}

/// The head whose first line is item `start`: what each of its lines says.
fn cut_head(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    start: usize,
) -> Option<Vec<HeadLine>> {
    let mut joined = String::new();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut best = None;
    let (mut said, mut idle) = (0, 0);
    for item in items[start..].iter().take(MOST).take_while(|i| is_free(i)) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        let begin = joined.len();
        joined.push_str(item.piece.text(flow));
        lines.push(begin..joined.len());
        let Some((columns, date, whole)) = joined_heads(profile, &joined) else {
            break;
        };
        let says = columns.len() + usize::from(date.is_some());
        idle = if says > said { 0 } else { idle + 1 };
        said = said.max(says);
        if idle > MOST_IN_CELL {
            break;
        }
        if let Some(date) = date.filter(|_| whole && columns.len() >= LEAST_COLUMNS) {
            best = Some((lines.len(), columns, date));
        }
    }
    let (n_lines, columns, date) = best?;
    let mut heads = vec![HeadLine::default(); n_lines];
    heads[0].n_heads = columns.len() as u8;
    heads[0].out_of_order = !columns.is_sorted();
    let dated = lines.iter().position(|line| line.contains(&date.start))?;
    let line = &lines[dated];
    let end = date.end.min(line.end);
    heads[dated].date = Some(part(date.start - line.start..end - line.start));
    if date.end > line.end {
        heads[dated + 1].date_rest = (date.end - lines[dated + 1].start) as u8;
    }
    Some(heads)
}

/// The lines of a head from item `start` of which each is a head, or the rest of one.
fn head_run(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    start: usize,
) -> Option<Vec<HeadLine>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut heads: Vec<HeadLine> = Vec::new();
    let (mut dated, mut idle) = (false, 0);
    for item in items[start..].iter().take(MOST).take_while(|i| is_free(i)) {
        let text = item.piece.text(flow);
        // A second date stands in a row.
        let rest = || head_rest(profile, text).filter(|head| !(dated && head.date.is_some()));
        let Some(head) = head_line(profile, text).or_else(rest) else {
            break;
        };
        dated |= head.date.is_some();
        let column = head_column(profile, text).filter(|column| !columns.contains(column));
        idle = if column.is_some() { 0 } else { idle + 1 };
        if idle > MOST_IN_CELL {
            break;
        }
        columns.extend(column);
        heads.push(head);
    }
    (dated && columns.len() >= LEAST_COLUMNS).then_some(heads)
}
