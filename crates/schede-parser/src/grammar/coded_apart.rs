//! Objectives whose code and title stand on lines of their own, each behind a label:
//! "Codice obiettivo: 05.02" over "Denominazione: Rifacimento della passerella".
//!
//! In: the items of a document. Out: the same items, where the two lines are known for what
//! they are.
//!
//! Either line alone may be a word of other text: they count together only, in a document
//! that prints no objective with its code and title on one line. Not here: a code
//! and a title on one line (`items`), a title without a code (`uncoded`).

use schede_model::Flow;
use schede_profile::names::two_languages_alone;
use schede_profile::{Field, LabelMatch, Printed, Profile, Style};

use super::items::{Class, Item, LabelParts, Strength};
use super::wrapped_cells::{LABEL_LINES, words};
use crate::source::part;
use crate::values::code::code_cell;

/// So many items may stand between the two: the unit, the manager, the weight, the deadline,
/// each with its label.
const BETWEEN: usize = 10;

/// Finds the lines.
pub fn name_apart(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    let named = |item: &Item| matches!(item.class, Class::Objective { .. });
    if items.iter().any(named) {
        return;
    }
    let mut at = 0;
    while at < items.len() {
        let Some(code) = code_line(flow, &items[at..], profile) else {
            at += 1;
            continue;
        };
        let after = at + code.n_items;
        let reach = items.len().min(after + BETWEEN);
        let between = |item: &Item| match &item.class {
            Class::Field { field, .. } => {
                matches!(field, Field::Weight | Field::FinalDeadline)
                    || profile.head_fields.contains(field)
            }
            Class::Plain | Class::OrgUnit | Class::LabelRest | Class::LabelEnd(_) => {
                !item.is_placed
            }
            // The weight of the objective.
            Class::Total(_) => !item.is_placed,
            _ => item.is_aside(),
        };
        let title = |n: usize| Some((n, title_line(flow, &items[n], profile)?));
        let below = (after..reach)
            .take_while(|n| between(&items[*n]))
            .find_map(title);
        // The title may stand above: other rows of the head may stand between.
        let above = || {
            let above = (at.saturating_sub(BETWEEN)..at).rev();
            let mut above = above.take_while(|n| between(&items[*n]));
            above.find_map(title).filter(|_| flow.geometric)
        };
        if is_row_of_list(flow, items, at, &code, profile) {
            at = after;
            continue;
        }
        let title = below.or_else(above);
        if let Some((title, class)) = title {
            items[title].class = class;
            if ends_label_below(flow, items, title, profile) {
                items[title + 1].class = Class::LabelRest;
            }
            code.name(&mut items[at..after]);
        }
        at = after;
    }
}

/// Whether a code stands below its label in the first column of a table, with other codes below
/// it: each row is of another objective.
fn is_row_of_list(
    flow: &Flow<'_>,
    items: &[Item],
    at: usize,
    code: &CodeLine,
    profile: &Profile,
) -> bool {
    let [label, own] = &items[at..at + code.n_items] else {
        return false;
    };
    if own.piece.line == label.piece.line || !own.piece.begins_line(flow) {
        return false;
    }
    let left = |item: &Item| item.piece.extent(flow);
    let Some([x, top, _, bottom]) = left(own) else {
        return false;
    };
    let begins = |item: &&Item| item.piece.begins_line(flow) && !item.is_aside();
    let below = items[at + code.n_items..].iter().filter(begins);
    // Below a label of the form, or in the table of phases, a number is no code.
    let in_list = |item: &&Item| {
        let text = item.piece.text(flow);
        let label = profile.label_alone(text).is_some() || text == label.piece.text(flow);
        item.page == own.page && item.is_plain() && !item.is_placed && !label
    };
    let below = below.take_while(in_list);
    let same_column = |item: &Item| left(item).is_some_and(|b| (b[0] - x).abs() < bottom - top);
    let mut codes = below.filter(|item| same_column(item));
    codes.any(|item| whole_code(item.piece.text(flow)).is_some())
}

/// A line that holds the label of a code, and the code.
struct CodeLine {
    /// One, or more if the code is a cell of its own: of the label all lines.
    n_items: usize,
    /// Where the code stands in the last of them.
    code: std::ops::Range<usize>,
}

impl CodeLine {
    fn name(self, items: &mut [Item]) {
        if let [labels @ .., _] = items {
            let label = |label: &mut Item| label.class = Class::ObjectiveLabel;
            labels.iter_mut().for_each(label);
        }
        if let Some(item) = items.last_mut() {
            item.class = Class::Objective {
                title: item.piece.end - item.piece.start,
                code: part(self.code),
                labelled: self.n_items == 1,
            };
        }
    }
}

/// The line of a code, where the items begin with one.
fn code_line(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> Option<CodeLine> {
    // In a text the label of one sheet may look like a copy of that of the sheet before.
    let item = items.first().filter(|item| is_plain(item))?;
    let text = item.piece.text(flow);
    if profile.label_of_other(text).is_some() {
        return None;
    }
    let wrapped = beside_wrapped(flow, items, profile);
    if wrapped.is_some() {
        return wrapped;
    }
    let behind = || profile.code_label_behind_dash(text);
    let end = profile.code_label(text).or_else(behind)?;
    // The full stop of "n." is none of its letters.
    let stop = text[end..].len() - text[end..].trim_start_matches('.').len();
    let end = match two_languages_alone(text, end + stop) {
        whole if whole == text.len() => whole,
        _ => end,
    };
    // In a cell beside the label, or below it.
    let sign = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '°');
    let before = text.len() - text[end..].trim_start_matches(sign).len();
    let word = profile.references.numbering_at_start(&text[before..]);
    let start = text.len() - text[before + word..].trim_start_matches(sign).len();
    if start < text.len() {
        is_free(item).then_some(())?;
        let code = whole_code(&text[start..])?;
        return Some(CodeLine {
            n_items: 1,
            code: start + code.start..start + code.end,
        });
    }
    let next = items.get(1).filter(|next| is_free(next))?;
    let code = whole_code(next.piece.text(flow))?;
    Some(CodeLine { n_items: 2, code })
}

/// The code in the cell beside that of its label, which wraps, or below it: "Codice" over
/// "obiettivo", "OBIETTI" over "VO N.".
fn beside_wrapped(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> Option<CodeLine> {
    let text = items.first()?.piece.text(flow);
    if !flow.geometric || profile.begins_no_cell(text) {
        return None;
    }
    let n = lines_of_label(flow, items, profile)?;
    let own = items.get(n).filter(|next| is_plain(next))?;
    let code = whole_code(own.piece.text(flow))?;
    Some(CodeLine {
        n_items: n + 1,
        code,
    })
}

/// How many items are the cell with which they begin, if it is the label of a code, wraps and has
/// another cell beside or below it. A narrow cell may cut a word.
fn lines_of_label(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> Option<usize> {
    let block = items.first()?.block;
    let cell = items.iter().take(LABEL_LINES + 1);
    let n = cell.take_while(|item| item.block == block).count();
    if !(2..=LABEL_LINES).contains(&n) || items.get(n)?.page != items[0].page {
        return None;
    }
    let label = |whole: &str| {
        let label = profile.code_label(whole);
        label.is_some_and(|end| !whole[end..].contains(char::is_alphanumeric))
    };
    let whole = words(flow, &items[..n]);
    let cut = |at: usize| [words(flow, &items[..at]), words(flow, &items[at..n])].concat();
    let is_label = label(&whole) || (1..n).any(|at| label(&cut(at)));
    is_label.then_some(n)
}

fn is_plain(item: &Item) -> bool {
    item.is_plain() && !item.is_placed
}

fn is_free(item: &Item) -> bool {
    is_plain(item) && item.twin().is_none()
}

/// A code that is all of a text.
fn whole_code(text: &str) -> Option<std::ops::Range<usize>> {
    let code = code_cell(text.trim_end_matches([')', ':', '-', ' ']))?;
    (code.title + 2 >= text.trim_end().len()).then_some(code.code)
}

/// The label of a title, or the longer one of an objective ("Obiettivo operativo:"), which
/// stands for it here.
fn longer_label(profile: &Profile, text: &str, label: LabelMatch<()>) -> LabelMatch<()> {
    let objective = profile.printed.at_start(text);
    let objective = objective.filter(|other| other.what == Printed::Objective);
    match objective.filter(|other| label.end < other.end) {
        Some(LabelMatch { end, style, .. }) => LabelMatch {
            what: (),
            end,
            style,
        },
        None => label,
    }
}

/// Whether the label of a title, alone on its line, ends on the next ("Denominazione" over
/// "dell'obiettivo").
fn ends_label_below(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> bool {
    let Some(next) = items.get(at + 1).filter(|next| is_free(next)) else {
        return false;
    };
    let (first, second) = (items[at].piece.text(flow), next.piece.text(flow));
    let begins = profile.title_labels.at_start(first);
    let alone = begins.is_some_and(|label| label.end == first.trim_end().len());
    let whole = format!("{} {}", first.trim_end(), second.trim_end());
    let label = profile.title_labels.at_start(&whole);
    alone && label.is_some_and(|label| label.end == whole.len())
}

/// The line of a title behind its label.
fn title_line(flow: &Flow<'_>, item: &Item, profile: &Profile) -> Option<Class> {
    if !is_plain(item) {
        return None;
    }
    let text = item.piece.text(flow);
    let label = profile.title_labels.at_start(text)?;
    let label = longer_label(profile, text, label);
    let rest = text[two_languages_alone(text, label.end)..].trim_start();
    let colon = rest.starts_with(':');
    let value = rest.trim_start_matches(':').trim_start();
    if !value.is_empty() && !is_free(item) {
        return None;
    }
    let begins = value.is_empty() || colon || value.starts_with(char::is_uppercase);
    (label.style == Style::Capital && begins).then(|| Class::Field {
        field: Field::Title,
        label: LabelParts::one(label.end),
        value: (text.len() - value.len()) as u32,
        strength: if colon {
            Strength::Colon
        } else {
            Strength::Bare
        },
    })
}
