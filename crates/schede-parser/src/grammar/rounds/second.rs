//! The second round of a page whose columns may come in any order, part by part.
//!
//! In: the items behind the first round. Out: labels, labels of rows, heads, lines.
//!
//! Not here: where the second round begins (`any_order`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::Profile;
use smallvec::SmallVec;

use super::detect::head_lines;
use super::page::{PartItems, What};
use crate::grammar::items::{Class, Item, phase_of_row};
use crate::source::positions;

/// A head has at most so many lines: five columns of at most four lines each.
const MOST_HEAD_LINES: usize = 20;

/// The second round, part by part.
pub fn parts(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    second: Range<usize>,
    mut named: bool,
) -> Vec<PartItems> {
    let mut parts: Vec<PartItems> = Vec::new();
    let mut at = second.start;
    // Below the head stand words like heads in cells ("entro il").
    let mut below_head = false;
    while at < second.end {
        let rests = items[at + 1..second.end]
            .iter()
            .take_while(|i| matches!(i.class, Class::LabelRest | Class::LabelEnd(_)))
            .count();
        let mut range = at..at + 1 + rests;
        let most_head_lines = if below_head { 0 } else { MOST_HEAD_LINES };
        let what = match &items[at].class {
            Class::Furniture | Class::Hidden | Class::Repeat | Class::Signature => {
                at = range.end;
                continue;
            }
            Class::Field { field, value, .. } => What::Label {
                field: *field,
                value: *value,
            },
            Class::Objective { title, .. } => What::Title { value: *title },
            Class::Phase {
                number,
                value,
                colon,
                ..
            } => What::Row {
                row: None,
                number: *number,
                at: 0,
                value: *value,
                colon: *colon,
            },
            Class::PhaseWord => {
                let words = items[at..second.end].iter();
                let words = words.take_while(|item| item.is_row_word()).count();
                let row = items[at + words..second.end].first();
                match row.map(|row| &row.class) {
                    Some(Class::Phase { number, value, .. }) => {
                        range = at..at + words + 1;
                        What::Row {
                            row: None,
                            number: *number,
                            at: words,
                            value: *value,
                            colon: true,
                        }
                    }
                    _ => What::Line,
                }
            }
            Class::Caption => What::Mark,
            Class::Head(_) if !below_head => What::Mark,
            Class::OrgUnit if !named => {
                named = true;
                What::Unit
            }
            _ => match head_lines(flow, profile, &items[at..second.end], most_head_lines) {
                0 => match wrapped_row(flow, profile, &items[at..second.end]) {
                    Some(row) => {
                        range = at..at + 2;
                        row
                    }
                    None => What::Line,
                },
                n => {
                    range = at..at + n;
                    What::Mark
                }
            },
        };
        at = range.end;
        let head_ends = |last: &PartItems| {
            last.what == What::Mark && !matches!(items[last.items.start].class, Class::Caption)
        };
        below_head |= what != What::Mark && parts.last().is_some_and(head_ends);
        // Lines of one head are read as one.
        match parts.last_mut() {
            Some(last)
                if last.what == What::Mark
                    && what == What::Mark
                    && last.items.end == range.start
                    && !matches!(items[range.start].class, Class::Caption)
                    && !matches!(items[last.items.start].class, Class::Caption) =>
            {
                last.items.end = range.end;
            }
            _ => parts.push(PartItems {
                items: range,
                what,
                table: 0,
                homes: SmallVec::new(),
            }),
        }
    }
    parts
}

/// The label of a row over two lines: "Fase n." over "1".
fn wrapped_row(flow: &Flow<'_>, profile: &Profile, items: &[Item]) -> Option<What> {
    let [first, second, ..] = items else {
        return None;
    };
    let (word, figures) = (first.piece.text(flow).trim_end(), second.piece.text(flow));
    if !second.is_plain() || !figures.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let joined = format!("{word} {figures}");
    let ahead = word.len() as u32 + 1;
    match phase_of_row(profile, &joined)? {
        Class::Phase {
            number,
            digits,
            value,
            ..
        } if positions(&digits).start as u32 == ahead => Some(What::Row {
            row: None,
            number,
            at: 1,
            value: value - ahead,
            colon: true,
        }),
        _ => None,
    }
}
