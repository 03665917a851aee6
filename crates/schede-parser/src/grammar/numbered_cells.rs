//! Objectives whose number stands with its label in a cell of its own, and the title in the
//! next: "OBIETTIVO N. A1 | Rifacimento della passerella | Peso: 20%".
//!
//! In: the items of a document on paper. Out: the same items, where such cells name the
//! objective. Lists of objectives are printed so, too: the cells count only in a document that
//! names no objective by a line of its own, and if a sheet follows (`sheets`).
//!
//! Not here: a code behind a label of its own (`coded_apart`).

use schede_model::Flow;
use schede_profile::{Printed, Profile, Style};

use super::items::{Class, Item};
use crate::source::part;
use crate::values::code::code_cell;

/// Finds the cells.
pub fn name_numbered(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    let named = |item: &Item| matches!(item.class, Class::Objective { .. });
    if !flow.geometric || items.iter().any(named) {
        return;
    }
    for at in 0..items.len() {
        if let Some(class) = numbered(flow, &items[at..], profile) {
            items[at].class = class;
        }
    }
}

/// What the first of some items is, if it holds a label and a code, and a title stands beside
/// it.
fn numbered(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> Option<Class> {
    let item = items.first().filter(|item| is_plain(item))?;
    let text = item.piece.text(flow);
    if profile.begins_no_cell(text) || !item.piece.begins_line(flow) {
        return None;
    }
    let title = items.get(1).filter(|next| {
        let beside = next.piece.line == item.piece.line && next.block != item.block;
        beside && is_plain(next)
    })?;
    title
        .piece
        .text(flow)
        .starts_with(char::is_uppercase)
        .then_some(())?;
    let label = profile.printed.at_start(text)?;
    if label.what != Printed::Objective || label.style != Style::Capital {
        return None;
    }
    let sign = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '°');
    let skip = |from: usize| text.len() - text[from..].trim_start_matches(sign).len();
    let word = skip(label.end);
    let start = skip(word + profile.references.numbering_at_start(&text[word..]));
    let code = code_cell(text[start..].trim_end_matches([')', ':', '-', ' ']))?;
    (code.title + 2 >= text[start..].len()).then(|| Class::Objective {
        code: part(start + code.code.start..start + code.code.end),
        title: text.len() as u32,
        labelled: true,
    })
}

fn is_plain(item: &Item) -> bool {
    item.is_plain() && !item.is_placed
}
