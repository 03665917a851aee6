//! Labels whose colon one sheet lost, while others of the document print it ("Vincoli
//! nessuno", "Vincoli; nessuno").
//!
//! In: the items of a document, and those from each line that names an objective to the
//! next. Out: such lines are labels of a strength of their own, which puts their values in doubt.
//!
//! Not here: labels that a form prints without colons (`sheets`, `label_cells`); the
//! manager's line, which is judged in the head.

use std::ops::Range;

use schede_model::Flow;
use schede_profile::Field;

use super::fields::Fields;
use super::items::{Class, Item, LabelParts, Strength};

/// Signs that stand where the colon should.
const SIGNS: [char; 3] = [';', '.', ','];

/// A label that some sheet prints with its colon.
struct Known<'f> {
    field: Field,
    text: &'f str,
    /// The labels before and after it there.
    before: Option<Field>,
    after: Option<Field>,
}

/// Finds the labels without their colons in the sheets that lack them. A line counts if it
/// begins with the words of a label and stands before or behind the same label as there.
pub(super) fn settle(flow: &Flow<'_>, items: &mut [Item], sheets: &[Range<usize>]) {
    let fields = |own: &Range<usize>| items[own.clone()].iter().filter_map(Item::colon_label);
    let printed: Vec<Fields> = sheets.iter().map(|own| fields(own).collect()).collect();
    if printed.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    let known = known(flow, items, sheets);
    for (own, has) in sheets.iter().zip(printed) {
        let lacking: Vec<&Known> = known.iter().filter(|k| !has.contains(k.field)).collect();
        if !lacking.is_empty() {
            settle_sheet(flow, items, own.clone(), &lacking);
        }
    }
}

fn settle_sheet(flow: &Flow<'_>, items: &mut [Item], own: Range<usize>, lacking: &[&Known]) {
    let labels: Vec<Field> = items[own.clone()]
        .iter()
        .filter_map(Item::colon_label)
        .collect();
    let (mut before, mut n_before) = (None, 0);
    let start = own.start;
    for at in own {
        if let Some(field) = items[at].colon_label() {
            before = Some(field);
            n_before += 1;
            continue;
        }
        let after = labels.get(n_before).copied();
        let beside = |known: Option<Field>, here| known.is_some() && known == here;
        let found = lacking.iter().find(|k| {
            (beside(k.before, before) || beside(k.after, after)) && k.begins(flow, items, start, at)
        });
        if let Some(label) = found {
            items[at].class = label.class(flow, &items[at]);
            before = Some(label.field);
        }
    }
}

impl Known<'_> {
    /// Whether an item is a line that begins with the label's words, and no copy of one of
    /// its sheet, which begins at `start`.
    fn begins(&self, flow: &Flow<'_>, items: &[Item], start: usize, at: usize) -> bool {
        let item = &items[at];
        let text = matches!(item.class, Class::Plain) || item.is_weak();
        let inside = || flow.geometric && at > 0 && items[at - 1].block == item.block;
        let rest = || item.piece.text(flow).strip_prefix(self.text);
        let behind = |rest: &str| rest.starts_with(SIGNS) || rest.starts_with(' ');
        let copy = item.twin().is_some_and(|twin| twin >= start);
        text && !item.is_placed && !copy && rest().is_some_and(behind) && !inside()
    }

    /// The label and its value.
    fn class(&self, flow: &Flow<'_>, item: &Item) -> Class {
        let text = item.piece.text(flow);
        let rest = text[self.text.len()..]
            .trim_start_matches(SIGNS)
            .trim_start();
        Class::Field {
            field: self.field,
            label: LabelParts::one(self.text.len()),
            value: (text.len() - rest.len()) as u32,
            strength: Strength::Lost,
        }
    }
}

/// The labels that the sheets print with colons.
fn known<'f>(flow: &'f Flow<'_>, items: &[Item], sheets: &[Range<usize>]) -> Vec<Known<'f>> {
    let mut known: Vec<Known> = Vec::new();
    for own in sheets {
        let own = &items[own.clone()];
        let mut before = None;
        for (at, item) in own.iter().enumerate() {
            let Some(field) = item.colon_label() else {
                continue;
            };
            if let Class::Field { label, .. } = &item.class {
                let text = item.piece.part(0..label.first_end()).text(flow).trim_end();
                let again = known.iter().any(|k| k.field == field && k.text == text);
                let judged = field == Field::Responsible;
                if !again && !judged && !text.is_empty() {
                    let after = own[at + 1..].iter().find_map(Item::colon_label);
                    known.push(Known {
                        field,
                        text,
                        before,
                        after,
                    });
                }
            }
            before = Some(field);
        }
    }
    known
}
