//! Sheets whose objective is printed without a code: "Obiettivo: Rifacimento della
//! passerella".
//!
//! In: the items of a document. Out: the lines that name an objective without a code. They
//! count in a document in which labels of the form stand outside every sheet, or a second
//! time within one.
//!
//! Such words begin many sentences: so the line counts only right below the head of a
//! sheet, and if the rest of a sheet follows. Not here: lines with a code (`items`).

use schede_model::Flow;
use schede_profile::{Printed, Profile, Style};

use super::fields::Fields;
use super::items::{Class, Item, Strength};
use super::sheets::n_signs;
use crate::source::part;
use crate::values::code::numbered_code;

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
    named.collect()
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
    let rest = &text[label.end..];
    if let Some(code) = numbered_code(rest, &profile.references) {
        return Some(Class::Objective {
            code: part(label.end + code.code.start..label.end + code.code.end),
            title: (label.end + code.title) as u32,
            labelled: true,
        });
    }
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let title = (text.len() - title.len()) as u32;
    Some(Class::Objective {
        code: part(title as usize..title as usize),
        title,
        labelled: true,
    })
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
