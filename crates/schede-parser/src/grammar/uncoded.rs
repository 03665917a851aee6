//! Sheets whose objective is printed without a code: "Obiettivo: Rifacimento della
//! passerella".
//!
//! In: the items of a document. Out: the lines that name an objective without a code. They
//! count in a document in which labels of the form stand outside every sheet, or a second
//! time within one.
//!
//! Such words begin many sentences: so the line counts only right below the head of a
//! sheet, and if the rest of a sheet follows. Where all such lines of a document begin with
//! what may be a code, each with another, those are codes. Not here: lines with a code
//! (`items`).

use std::collections::HashSet;

use schede_model::Flow;
use schede_profile::names::in_two_languages;
use schede_profile::{Printed, Profile, Style};

use super::fields::Fields;
use super::head_rows::row_start;
use super::items::{Class, Item, Strength};
use super::sheets::n_signs;
use crate::source::{part, positions};
use crate::values::code::{code_cell, numbered_code, possible_code};

/// So many different signs of the form must follow such a line: more than behind a line
/// with a code, as there is less to know it by.
const LEAST_SIGNS: usize = 5;

/// The lines that name an objective without a code: where they stand among the items, and
/// what they are.
pub fn uncoded_lines(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> Vec<(usize, Class)> {
    let mut lines: Vec<(usize, Option<Class>)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if matches!(item.class, Class::Objective { .. }) {
            lines.push((at, None));
        } else if let Some(class) = uncoded(flow, item, profile)
            && item.twin().is_none()
            && !is_beside_numbers(flow, items, at, profile)
            && is_below_head(&items[..at], profile)
        {
            lines.push((at, Some(class)));
        }
    }
    let ends: Vec<usize> = lines.iter().skip(1).map(|(at, _)| *at).collect();
    let lines = lines.into_iter().enumerate();
    let named = lines.filter_map(|(n, (at, class))| {
        let end = ends.get(n).copied().unwrap_or(items.len());
        let class = class?;
        (n_signs(&items[at..end], profile) >= LEAST_SIGNS).then_some((at, class))
    });
    let mut named = named.collect();
    read_series(flow, items, &mut named);
    named
}

/// Reads the codes that nothing but their series tells from words of the titles: each line
/// begins with another one, and all are numbered, or end with a full stop ("1 Mensa",
/// "2 Verde"; "A. Mensa", "B. Verde").
fn read_series(flow: &Flow<'_>, items: &[Item], named: &mut Vec<(usize, Class)>) {
    let mut series: Vec<Option<(&str, u32)>> = Vec::with_capacity(named.len());
    for (at, class) in named.iter() {
        let Class::Objective { code, title, .. } = class else {
            continue;
        };
        let text = items[*at].piece.text(flow).get(*title as usize..);
        let uncoded = text.filter(|_| positions(code).is_empty());
        let begun = uncoded.and_then(possible_code);
        series.push(begun.map(|(code, title)| (code, title as u32)));
    }
    let Some(codes): Option<Vec<(&str, u32)>> = series.into_iter().collect() else {
        return;
    };
    let numbered = |(code, _): &(&str, u32)| code.bytes().any(|b| b.is_ascii_digit());
    let stopped = |((code, _), (at, class)): (&(&str, u32), &(usize, Class))| {
        let Class::Objective { title, .. } = class else {
            return false;
        };
        let text = &items[*at].piece.text(flow)[*title as usize + code.len()..];
        text.starts_with('.')
    };
    let told = codes.iter().all(numbered) || codes.iter().zip(named.iter()).all(stopped);
    let distinct: HashSet<&str> = codes.iter().map(|(code, _)| *code).collect();
    if codes.len() < 2 || distinct.len() < codes.len() || !told {
        return;
    }
    for ((code, rest), (_, class)) in codes.into_iter().zip(named) {
        if let Class::Objective {
            code: place, title, ..
        } = class
        {
            let start = *title as usize;
            *place = part(start..start + code.len());
            *title += rest;
        }
    }
}

/// The line read as one that names an objective without a code, or with a number that
/// only its word ("n.") tells.
fn uncoded(flow: &Flow<'_>, item: &Item, profile: &Profile) -> Option<Class> {
    if !item.is_plain() || item.is_placed {
        return None;
    }
    let text = item.piece.text(flow);
    let label = profile.printed.at_start(text)?;
    if !matches!(label.what, Printed::Objective) || label.style == Style::Small {
        return None;
    }
    let end = in_two_languages(text, label.end);
    let rest = &text[end..];
    if let Some(code) = numbered_code(rest, &profile.references) {
        return Some(Class::Objective {
            code: part(end + code.code.start..end + code.code.end),
            title: (end + code.title) as u32,
            labelled: true,
        });
    }
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let start = text.len() - title.len();
    // A number in the cell of the label, its title in the next.
    if let Some(cell) = code_cell(title).filter(|cell| cell.title == title.len())
        && title.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(Class::Objective {
            code: part(start + cell.code.start..start + cell.code.end),
            title: text.len() as u32,
            labelled: true,
        });
    }
    let title = (text.len() - title.len()) as u32;
    Some(Class::Objective {
        code: part(title as usize..title as usize),
        title,
        labelled: true,
    })
}

/// Whether the head of a column of numbers stands left of an item: that heads a list.
fn is_beside_numbers(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> bool {
    let line = items[at].piece.line;
    let left = row_start(items, at);
    let first = items[left].piece;
    let head = profile.number_heads.at_start(first.text(flow));
    let whole =
        head.is_some_and(|head| !first.text(flow)[head.end..].contains(char::is_alphanumeric));
    flow.geometric && left < at && first.line == line && whole
}

/// Whether the head of a sheet stands above, with no part of its body between.
fn is_below_head(above: &[Item], profile: &Profile) -> bool {
    let mut met = Fields::default();
    for item in above.iter().rev() {
        match &item.class {
            Class::OrgUnit => return true,
            Class::Field {
                field: schede_profile::Field::Responsible,
                strength: Strength::Colon,
                ..
            } => return true,
            Class::Field { field, .. } if profile.head_fields.contains(field) => {
                // One of each: a second one is of another sheet.
                if !met.insert(*field) {
                    return false;
                }
            }
            Class::Plain
            | Class::Entity
            | Class::UnknownLabel
            | Class::Head(_)
            | Class::LabelRest
            | Class::Furniture
            | Class::Repeat
            | Class::Hidden => {}
            Class::Field { .. }
            | Class::Objective { .. }
            | Class::ObjectiveLabel
            | Class::LabelEnd(_)
            | Class::Phase { .. }
            | Class::BlockCell { .. }
            | Class::PhaseWord
            | Class::Total(_)
            | Class::Caption
            | Class::Signature => return false,
        }
    }
    false
}
