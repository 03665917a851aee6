//! Signs of a text without coordinates, or with those of its blanks, that a sheet was missed:
//! labels without colons that begin again within one sheet or stand outside of all, and a
//! line that names several objectives side by side.
//!
//! In: the items of a text. Out: the items that say so.
//!
//! Not here: labels with colons, and what is said of them (`missed`).

use std::collections::BTreeMap;

use schede_model::Flow;
use schede_profile::{Field, LabelMatch, Printed, Profile, Style};

use crate::grammar::items::{Class, Item};

/// So many different labels stand between a label and the same one of the next sheet, at
/// least: where a page was cut, one or two lines stand on both sides.
const LABELS_BETWEEN: usize = 3;

/// Codes on one line that are of several objectives.
const SEVERAL: usize = 2;

/// A label: of the line that names the objective, of the unit, or of a field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Objective,
    Unit,
    Field(Field),
}

/// The labels of a sheet that stand there again, with several others between, each once.
pub(crate) fn labels_begin_again<'i>(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &'i [Item],
) -> Vec<&'i Item> {
    // Where each stood last, counted in labels, and where it stands again.
    let mut last: Vec<(Label, usize)> = Vec::new();
    let mut again: BTreeMap<Label, &Item> = BTreeMap::new();
    let mut n = 0;
    let mut before = None;
    for item in items.iter().filter(|item| !item.is_aside()) {
        let Some(label) = label(flow, profile, item) else {
            continue;
        };
        n += usize::from(before.replace(label) != Some(label));
        let apart = match last.iter_mut().find(|(known, _)| *known == label) {
            Some((_, at)) => n - std::mem::replace(at, n) > LABELS_BETWEEN,
            None => {
                last.push((label, n));
                false
            }
        };
        // A statement stands there for each year.
        let once = !matches!(label, Label::Field(field) if field.is_statement());
        if apart && once {
            again.entry(label).or_insert(item);
        }
    }
    again.into_values().collect()
}

/// The labels of different fields among items that stand in no sheet, if a line names an
/// objective among them.
pub(crate) fn labels_outside<'i>(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &'i [Item],
) -> Vec<&'i Item> {
    let own = || items.iter().filter(|item| !item.is_aside());
    let names =
        |item: &Item| matches!(&item.class, Class::Objective { code, .. } if !code.is_empty());
    if !own().any(names) {
        return Vec::new();
    }
    let labels = own().filter_map(|item| Some((label(flow, profile, item)?, item)));
    let mut first: BTreeMap<Label, &Item> = BTreeMap::new();
    for (label, item) in labels.filter(|(label, _)| matches!(label, Label::Field(_))) {
        first.entry(label).or_insert(item);
    }
    first.into_values().collect()
}

/// The lines that name several objectives side by side ("Obiettivo n. 1 2 3").
pub(crate) fn several_named<'i>(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &'i [Item],
) -> Vec<&'i Item> {
    let several = |item: &&Item| {
        let line = &flow.lines[item.piece.line as usize].text;
        let text = &line[item.piece.start as usize..];
        // Most lines do not end with a number, and of those that do most not with several.
        let digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
        let mut last = text.split_whitespace().rev().take(SEVERAL);
        if !digit(text.trim_end()) || !last.all(digit) {
            return false;
        }
        let label = profile.printed.at_start(text);
        label.is_some_and(|label| label.what == Printed::Objective && counts_on(&text[label.end..]))
    };
    items.iter().filter(several).collect()
}

/// Whether a text is nothing but numbers, each one more than that before.
fn counts_on(text: &str) -> bool {
    let mut numbers = Vec::new();
    for word in text.split_whitespace() {
        let number = word.parse::<u32>();
        match number {
            Ok(number) => numbers.push(number),
            // "n.", "N°", ":".
            Err(_) if numbers.is_empty() && !word.contains(|c: char| c.is_ascii_digit()) => {}
            Err(_) => return false,
        }
    }
    numbers.len() >= SEVERAL && numbers.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// The label that an item is, with a colon or nothing beside it, or that all words of a cell
/// are.
fn label(flow: &Flow<'_>, profile: &Profile, item: &Item) -> Option<Label> {
    match item.class {
        Class::ObjectiveLabel => Some(Label::Objective),
        Class::OrgUnit => Some(Label::Unit),
        Class::Field { field, .. } if item.is_bare_label() || item.colon_label().is_some() => {
            Some(Label::Field(field))
        }
        Class::Plain => {
            let text = item.piece.text(flow).trim();
            let whole = |label: &LabelMatch<Printed>| {
                label.style == Style::Capital && label.end == text.len()
            };
            match profile.printed.at_start(text).filter(whole) {
                Some(label) => match label.what {
                    Printed::Objective => Some(Label::Objective),
                    Printed::Field { field, .. } => Some(Label::Field(field)),
                    Printed::Caption | Printed::Signature => None,
                },
                None => {
                    let unit = profile.unit_at_start(text)?;
                    (unit.style == Style::Capital && unit.end == text.len()).then_some(Label::Unit)
                }
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::counts_on;

    #[test]
    fn several_codes_count_on() {
        assert!(counts_on(" n. 1 2 3") && counts_on(":     4       5"));
        assert!(!counts_on(" n. 1") && !counts_on(" n. 1 2024") && !counts_on(" 1 2 corsi"));
        assert!(!counts_on(" 2.1 2") && !counts_on(""));
    }
}
