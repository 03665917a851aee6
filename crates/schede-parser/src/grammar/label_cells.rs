//! Labels without colons, each in a cell beside that of its value, or alone above it: where
//! they stand tells them from text.
//!
//! In: the items of a document. Out: the same items. In a form most of whose labels have no
//! colon, what stands in the column of the labels is one: of a field, if the form knows the
//! words, else a label that no field takes.
//!
//! Not here: labels that are told by their words (`items`).

use schede_model::Flow;
use schede_profile::names::two_languages_alone;
use schede_profile::{Field, LabelMatch, Printed, Profile, Style};

use super::items::{Class, Item, LabelParts, Strength};
use super::wrapped_cells::{LABEL_LINES, cell_of, value_beside, wraps_beside};
use crate::source::{Piece, part};

/// So many labels beside their values make a column of labels.
const SEVERAL: usize = 4;

/// How far (of a line's height) labels of a column may begin from each other.
const SAME_X: f64 = 0.3;

/// The cells of the labels of a document.
struct Column {
    /// Where the labels begin.
    left: f64,
    /// Where the first of the values does.
    values: f64,
}

/// Finds the labels.
pub fn name_cells(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if flow.geometric {
        name_wrapped(flow, items, profile);
        name_alone(flow, items, profile);
    }
    name_column(flow, items, profile);
    if flow.geometric {
        name_few(flow, items, profile);
    }
}

/// Finds labels beside their values that are too few for a column, in a form most of whose
/// labels have no colon: others may stand above their values.
fn name_few(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if bare_labels(items, |_, _| true).is_none() {
        return;
    }
    for at in 0..items.len() {
        let item = &items[at];
        let text = item.piece.text(flow);
        let free = item.is_plain() && !item.is_placed && item.piece.begins_line(flow);
        let beside = || {
            is_beside(items, at)
                && items[at + 1].block != items[at].block
                && items[at + 1].is_plain()
                && cell_of(items, at).len() == 1
        };
        if free
            && !is_title(profile, text)
            && let Some(label) = profile.label_alone(text)
            && beside()
        {
            items[at].class = known(label, text);
        }
    }
}

/// Finds labels that wrap in a cell of their own beside that of their value ("Descrizione"
/// over "sintetica"), of a field or of the code, in a form most of whose labels have no colon.
fn name_wrapped(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    let bare = bare_labels(items, |_, _| true).is_some();
    let mut at = 0;
    while at < items.len() {
        let same = |item: &&Item| item.block == items[at].block && !item.is_placed;
        let n = items[at..].iter().take_while(same).count();
        if (2..=LABEL_LINES).contains(&n) {
            name_whole(flow, &mut items[at..at + n], profile, bare);
        }
        at += n.max(1);
    }
    for at in 1..items.len() {
        // The cell holds the code below its label.
        let [first, second] = [&items[at - 1], &items[at]];
        let together = first.block == second.block && first.is_plain() && !first.is_placed;
        if together && matches!(second.class, Class::ObjectiveLabel) {
            let whole = [first.piece.text(flow), second.piece.text(flow)].join(" ");
            let label = profile.code_labels.at_start(&whole);
            if label.is_some_and(|label| label.end == whole.len()) {
                items[at - 1].class = Class::ObjectiveLabel;
            }
        }
    }
}

/// Names the lines of a cell, if they are a label together and not each for itself; `bare` in
/// a form most of whose labels have no colon. A statement's label with all that qualifies it,
/// and nothing else in the cell, is one in any form.
fn name_whole(flow: &Flow<'_>, lines: &mut [Item], profile: &Profile, bare: bool) {
    let (first, rest) = (&lines[0], &lines[1..]);
    if !rest.iter().all(Item::is_plain) {
        return;
    }
    if first.is_bare_label() && is_note(flow, rest) {
        lines[1..]
            .iter_mut()
            .for_each(|line| line.class = Class::LabelRest);
        return;
    }
    // Most cells begin with letters that no such label does.
    if profile.begins_no_cell(first.piece.text(flow)) {
        return;
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.piece.text(flow)).collect();
    let whole = texts.join(" ");
    if matches!(first.class, Class::OrgUnit) {
        let label = profile.unit_label(&whole);
        if label.is_some_and(|label| label.end == whole.len()) {
            lines[1..]
                .iter_mut()
                .for_each(|line| line.class = Class::LabelRest);
        }
        return;
    }
    let known = || {
        let label = profile.label_alone(&whole);
        label
            .filter(|_| bare && first.is_plain())
            .map(|label| label.what)
    };
    let qualified = || {
        let statement = profile.qualified_alone(&whole);
        statement.filter(|_| first.is_plain() || first.is_bare_label())
    };
    let Some(field) = known().or_else(qualified) else {
        return;
    };
    let lengths: Vec<usize> = texts.iter().map(|text| text.len()).collect();
    for (n, (line, length)) in lines.iter_mut().zip(lengths).enumerate() {
        line.class = match n {
            0 => Class::Field {
                field,
                label: LabelParts::one(length),
                value: length as u32,
                strength: Strength::Bare,
            },
            // Only a statement keeps the words of its label.
            _ if field.is_statement() => Class::LabelEnd(part(0..length)),
            _ => Class::LabelRest,
        };
    }
}

/// Whether some lines, the last of a cell, are a note in brackets.
fn is_note(flow: &Flow<'_>, lines: &[Item]) -> bool {
    let ends = lines.first().zip(lines.last());
    ends.is_some_and(|(first, last)| {
        first.piece.text(flow).starts_with('(') && last.piece.text(flow).ends_with(')')
    })
}

/// Finds labels that stand alone above their values, in a form that prints most so.
fn name_alone(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    // Phases in blocks have such labels themselves.
    let in_block = |item: &Item| matches!(item.class, Class::Phase { .. }) && !item.is_placed;
    if bare_labels(items, is_alone).is_none() || items.iter().any(in_block) {
        return;
    }
    for at in 0..items.len() {
        let item = &items[at];
        let text = item.piece.text(flow);
        if item.is_plain()
            && !item.is_placed
            && is_alone(items, at)
            && !is_title(profile, text)
            && let Some(label) = profile.label_alone(text)
        {
            items[at].class = Class::Field {
                field: label.what,
                label: LabelParts::one(label.end),
                value: text.len() as u32,
                strength: Strength::Bare,
            };
        }
    }
}

/// Whether an item begins its cell or paragraph and has its line for itself, or the cell at
/// least, and text below.
fn is_alone(items: &[Item], at: usize) -> bool {
    let item = &items[at];
    let begins = |before: &Item| before.block != item.block;
    let first = at.checked_sub(1).is_none_or(|at| begins(&items[at]));
    let next = items.get(at + 1);
    // A weight is a number alone, as totals are.
    let text = |next: &Item| next.is_plain() || matches!(next.class, Class::Total(_));
    first
        && next
            .is_some_and(|next| text(next) && !next.is_placed && next.piece.line != item.piece.line)
}

/// Finds those beside their values.
fn name_column(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    for column in columns(flow, items) {
        name_in(flow, items, profile, &column);
    }
}

/// Finds those in the columns of some labels that have their values beside them: as labels
/// count also the words that are one in a cell of their own.
pub(super) fn name_beside(flow: &Flow<'_>, items: &mut [Item], profile: &Profile, named: &[usize]) {
    let alone = |at: &usize| {
        let item = &items[*at];
        let label = item.is_bare_label()
            || item.is_plain() && profile.label_alone(item.piece.text(flow)).is_some();
        !item.is_placed && label
    };
    let known = (0..items.len()).filter(alone).chain(named.iter().copied());
    let beside: Vec<usize> = known.filter(|at| is_beside(items, *at)).collect();
    for column in columns_of(flow, items, &beside) {
        name_in(flow, items, profile, &column);
    }
}

fn name_in(flow: &Flow<'_>, items: &mut [Item], profile: &Profile, column: &Column) {
    // The words of the cell above.
    let mut above = "";
    for item in 0..items.len() {
        let piece = items[item].piece;
        let label = items[item].is_bare_label() || items[item].is_weak();
        let may_be = items[item].is_plain() || matches!(items[item].class, Class::OrgUnit) || label;
        let numbered = with_number(items, item);
        if !may_be || items[item].is_placed || !column.holds(flow, numbered) {
            continue;
        }
        let text = piece.text(flow);
        let beside = is_beside(items, item) || flow.geometric && wraps_beside(items, item);
        // An unknown label goes on in its cell.
        let of_cell = item > 0
            && items[item].is_plain()
            && items[item - 1].class == Class::UnknownLabel
            && items[item - 1].block == items[item].block;
        if of_cell {
            items[item].class = Class::UnknownLabel;
            above = text;
            continue;
        }
        let whole = || match &items[item].class {
            Class::OrgUnit => class_of_unit(profile, text, beside),
            Class::Plain if !is_title(profile, text) => class(profile, above, text, beside),
            _ => None,
        };
        let class = match beside {
            true if profile.opens_reference(text) => Some(part_of_reference()),
            true => noted(profile, text).or_else(whole),
            false => whole(),
        };
        if let Some(class) = class {
            items[item].class = class;
        }
        above = text;
    }
}

/// The label of a title: it counts beside a code only.
fn is_title(profile: &Profile, text: &str) -> bool {
    let label = profile.title_labels.at_start(text);
    label.is_some_and(|label| two_languages_alone(text, label.end) == text.len())
}

/// The label of a part of a reference, which keeps it: it tells the part.
fn part_of_reference() -> Class {
    Class::Field {
        field: Field::Dup,
        label: LabelParts::one(0),
        value: 0,
        strength: Strength::Bare,
    }
}

/// The label of a field with a note in brackets behind it: "Personale dedicato (FTE)".
fn noted(profile: &Profile, text: &str) -> Option<Class> {
    let text = text.trim_end();
    let (_, note) = text.strip_suffix(')')?.split_once('(')?;
    let label = &text[..text.len() - note.len() - 2];
    let printed = profile.printed.at_start(label).and_then(|l| match l.what {
        Printed::Field { field, .. } => Some(l.of(field)),
        Printed::Objective | Printed::Caption | Printed::Signature => None,
    });
    let field = printed.or_else(|| profile.cell_label(label))?;
    let whole = !label[field.end..].contains(char::is_alphanumeric);
    let whole = whole && field.style == Style::Capital && !note.contains(['(', ')']);
    let all = LabelMatch {
        end: text.len(),
        ..field
    };
    whole.then(|| known(all, text))
}

/// What words in the column of the labels are that begin with a kind of unit: the label of a
/// field ("Area strategica"), or one that no field takes ("Servizi coinvolti"). Others are the
/// unit's.
fn class_of_unit(profile: &Profile, text: &str, is_beside: bool) -> Option<Class> {
    if let Some(label) = profile.label_alone(text) {
        return Some(known(label, text));
    }
    let kind = profile.unit_at_start(text)?;
    let goes_on = text[kind.end..]
        .trim_start()
        .starts_with(char::is_lowercase);
    let other = is_beside && goes_on && profile.unit_label(text).is_none();
    other.then_some(Class::UnknownLabel)
}

/// The class of a label of a field, alone in its cell.
fn known(label: LabelMatch<Field>, text: &str) -> Class {
    Class::Field {
        field: label.what,
        label: LabelParts::one(label.end),
        value: text.len() as u32,
        strength: Strength::Bare,
    }
}

/// What words in the column of the labels are, below others in it.
fn class(profile: &Profile, above: &str, text: &str, is_beside: bool) -> Option<Class> {
    let is_rest = || {
        let whole = format!("{above} {text}");
        let label = profile.printed.at_start(&whole);
        label.is_some_and(|label| label.end > above.len() + 1)
    };
    let goes_on = profile.printed.continues(above) && is_rest();
    // "Unità organizzativa" over "responsabile".
    let of_unit = || {
        let whole = format!("{above} {text}");
        let label = profile.unit_label(&whole);
        label.is_some_and(|label| label.end == whole.len())
    };
    if !is_beside && text.starts_with(char::is_lowercase) && of_unit() {
        return Some(Class::LabelRest);
    }
    match profile.label_alone(text).filter(|_| !goes_on) {
        Some(label) => Some(known(label, text)),
        None if goes_on && !is_beside => Some(Class::LabelRest),
        None if is_beside && (goes_on || text.starts_with(char::is_uppercase)) => {
            Some(Class::UnknownLabel)
        }
        None => None,
    }
}

/// The labels without a colon that stand in a cell so, where they are several and more than
/// those with one.
fn bare_labels(items: &[Item], stands: impl Fn(&[Item], usize) -> bool) -> Option<Vec<usize>> {
    let (mut colons, mut bare) = (0, Vec::new());
    for (at, item) in items.iter().enumerate() {
        match item.class {
            Class::Field {
                strength: Strength::Colon,
                ..
            } => colons += 1,
            Class::Field {
                strength: Strength::Bare,
                ..
            }
            | Class::ObjectiveLabel
                if stands(items, at) =>
            {
                bare.push(at);
            }
            _ => {}
        }
    }
    (bare.len() >= SEVERAL && bare.len() > colons).then_some(bare)
}

/// A label with its number in the form before it ("VII. Peso").
fn with_number(items: &[Item], at: usize) -> Piece {
    let own = items[at].piece;
    let number = at.checked_sub(1).map(|before| &items[before]);
    let number = number.filter(|number| {
        let before = number.piece.line == own.line && number.piece.end <= own.start;
        before && number.block == items[at].block && matches!(number.class, Class::LabelRest)
    });
    let start = number.map_or(own.start, |number| number.piece.start);
    Piece { start, ..own }
}

/// Whether the next item stands on the same line.
fn is_beside(items: &[Item], at: usize) -> bool {
    let next = items.get(at + 1).filter(|next| !next.is_placed);
    next.is_some_and(|next| next.piece.line == items[at].piece.line)
}

/// The columns of the labels, in a document most of whose labels have no colon: one, or two
/// where a row holds two pairs.
fn columns(flow: &Flow<'_>, items: &[Item]) -> Vec<Column> {
    if !flow.geometric {
        return Vec::new();
    }
    let bare = bare_labels(items, |items, at| value_beside(items, at).is_some());
    bare.map(|bare| columns_of(flow, items, &bare))
        .unwrap_or_default()
}

/// The columns in which some labels stand beside their values.
fn columns_of(flow: &Flow<'_>, items: &[Item], bare: &[usize]) -> Vec<Column> {
    const MOST_COLUMNS: usize = 2;
    let edges = bare.iter().filter_map(|at| {
        let label = with_number(items, *at).extent(flow)?;
        let value = items[value_beside(items, *at)?].piece.extent(flow)?;
        Some((label[0], value[0], SAME_X * (label[3] - label[1])))
    });
    let mut edges: Vec<_> = edges.collect();
    let mut columns = Vec::new();
    while columns.len() < MOST_COLUMNS {
        let near = |edge: &(f64, f64, f64)| {
            let (left, room) = (edge.0, edge.2);
            let edges = edges.iter();
            edges.filter(move |other| (other.0 - left).abs() < room)
        };
        // Each is compared with each: of a long document the first ones tell.
        let first = edges.iter().take(MOST);
        let best = first.max_by_key(|edge| near(edge).count());
        let Some(best) = best.filter(|edge| near(edge).count() >= SEVERAL) else {
            break;
        };
        let values = near(best)
            .map(|(_, value, _)| *value)
            .fold(f64::MAX, f64::min);
        let (left, room) = (best.0, best.2);
        edges.retain(|other| (other.0 - left).abs() >= room);
        columns.push(Column { left, values });
    }
    columns
}

/// So many labels are asked where they begin, at most.
const MOST: usize = 100;

impl Column {
    /// Whether words stand in it.
    fn holds(&self, flow: &Flow<'_>, piece: Piece) -> bool {
        piece
            .extent(flow)
            .is_some_and(|[left, top, right, bottom]| {
                (left - self.left).abs() < SAME_X * (bottom - top) && right < self.values
            })
    }
}
