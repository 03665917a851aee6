//! Rows of cells that are labels and values in turn ("Settore | Ragioneria | Dirigente |
//! Ing. Furlan"), and rows of labels alone over a row of their values, where no rule parts
//! the cells.
//!
//! In: a line that may be the first of such a row. Out: the words of each cell.
//!
//! Not here: cells that begin with their labels (`cells`), one label and its value (`pairs`).

use std::ops::Range;

use schede_profile::{Labels, Printed, Profile};

use super::cells::{Row, Words};
use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Blank (em) between the words of two cells, at least: the margins of both. A double word
/// space is as wide at most.
pub(crate) const GUTTER: f32 = 0.45;

/// Distance (em) up to which the lines of a cell begin at the same x.
const SAME_X: f32 = 0.3;

/// Cells of a row, and lines, at most: more are a table that is no part of the form.
pub(super) const MOST_CELLS: usize = 8;
pub(super) const MOST_LINES: usize = 30;

/// Labels of a row, at least.
pub(super) const LABELS: usize = 2;

/// The row that begins with the line at a position and ends before `limit`.
pub(crate) fn row(view: View, position: usize, limit: usize) -> Option<Row> {
    let line = view.line(position);
    if !may_begin_with_label(view, line) {
        return None;
    }
    let firsts = runs(view, line);
    if !(LABELS..=MOST_CELLS).contains(&firsts.len()) {
        return None;
    }
    let label = |run: &Range<usize>| is_label(text(view, line, run), view.profile);
    let mut labels: Vec<bool> = firsts.iter().map(label).collect();
    if let [first, false, second, false] = &mut labels[..] {
        *first = *first || wraps(view, position, limit, &firsts[0]);
        *second = *second
            || *first
                && (wraps(view, position, limit, &firsts[2])
                    || is_below_second_label(view, position, &firsts[2]));
    }
    let n_labels = labels.iter().filter(|label| **label).count();
    // The row of the deadline is the table's, and an outcome may be a label's word.
    let deadline = || {
        let known = &view.profile.deadline;
        known.at_start(text(view, line, &firsts[0])).is_some()
    };
    // Beside another label and its value it is that of the objective's.
    let of_two = labels[..] == [true, false, true, false];
    if !labels[0] || n_labels < LABELS || deadline() && !of_two {
        return None;
    }
    let starts = |run: &Range<usize>| view.page.tokens[run.start].x0;
    let lefts: Vec<f32> = firsts.iter().map(starts).collect();
    let in_turn = || {
        labels
            .iter()
            .enumerate()
            .all(|(n, label)| *label == (n % 2 == 0))
    };
    if n_labels < labels.len() && !in_turn() {
        return None;
    }
    let mut cells: Vec<Vec<Words>> = firsts
        .iter()
        .map(|run| vec![(position, run.clone())])
        .collect();
    let over = n_labels == labels.len();
    let end = below(view, position, limit, &lefts, &mut cells, over)?;
    Some(Row {
        end,
        cells,
        doubtful: false,
        ruled: false,
    })
}

/// Whether words of a line are the first of a label that goes on in its cell, right below them
/// ("DATA DI" over "CONCLUSIONE").
fn wraps(view: View, position: usize, limit: usize, run: &Range<usize>) -> bool {
    /// Lines of such a label, at most.
    const LINES: usize = 3;
    let first = view.line(position);
    let left = view.page.tokens[run.start].x0;
    let mut label = text(view, first, run).to_owned();
    if !label.starts_with(char::is_uppercase) || view.profile.begins_no_cell(&label) {
        return false;
    }
    for at in (position + 1..limit).take(LINES - 1) {
        let (above, line) = (view.line(at - 1), view.line(at));
        if line.base - above.base > view.page.widest_pitch() * line.em {
            return false;
        }
        let mut runs = runs(view, line).iter();
        let even =
            |run: &&Range<usize>| (view.page.tokens[run.start].x0 - left).abs() < SAME_X * line.em;
        let Some(below) = runs.find(even) else {
            return false;
        };
        label.push(' ');
        label.push_str(text(view, line, below));
        if is_label(&label, view.profile) {
            return true;
        }
    }
    false
}

/// Whether words within a line may be a label that the form does not know: in a row of two labels
/// with their values close to this one, the second label begins where they do.
fn is_below_second_label(view: View, position: usize, run: &Range<usize>) -> bool {
    /// Rows are looked at so many lines above and below.
    const NEAR: usize = 8;
    /// Words of such a label, at most.
    const WORDS: usize = 5;
    let line = view.line(position);
    let words = text(view, line, run);
    let name = words.starts_with(char::is_uppercase)
        && words.chars().all(|c| !c.is_ascii_digit() && c != ':')
        && words.split(' ').count() <= WORDS;
    let left = view.page.tokens[run.start].x0;
    let is_such = |other: usize| {
        let line = view.line(other);
        let runs = runs(view, line);
        let [first, _, second, _] = runs else {
            return false;
        };
        let even = (view.page.tokens[second.start].x0 - left).abs() < SAME_X * line.em;
        let known = |run: &Range<usize>| is_label(text(view, line, run), view.profile);
        even && known(first) && known(second)
    };
    let near = position.saturating_sub(NEAR)..view.body.len().min(position + NEAR);
    name && near.filter(|other| *other != position).any(is_such)
}

/// Whether a line is labels in cells of their own and nothing else.
pub(crate) fn are_labels(view: View, line: &TextLine) -> bool {
    if !may_begin_with_label(view, line) {
        return false;
    }
    let runs = runs(view, line);
    let label = |run: &Range<usize>| is_label(text(view, line, run), view.profile);
    (LABELS..=MOST_CELLS).contains(&runs.len()) && runs.iter().all(label)
}

/// False for a line that begins with no capital letter, as most do: its first words are no
/// label, as [`is_label`] sees them.
fn may_begin_with_label(view: View, line: &TextLine) -> bool {
    view.tokens(line).first().is_some_and(|first| first.capital)
}

/// Adds the words of the lines below to the cells under which they begin: the position after
/// the last of them. Labels that stand `over` their values must have some.
fn below(
    view: View,
    first: usize,
    limit: usize,
    lefts: &[f32],
    cells: &mut [Vec<Words>],
    over: bool,
) -> Option<usize> {
    let mut base = view.line(first).base;
    let mut end = first + 1;
    for position in (first + 1..limit).take(MOST_LINES) {
        let line = view.line(position);
        let far = line.base - base > view.page.widest_pitch() * line.em;
        // Values may stand in a row of their own, whose padding sets it off.
        let may_be_apart = over && end == first + 1;
        if !may_be_apart && (far || is_ruled_off(view, base, line)) {
            break;
        }
        let Some(parts) = parts(view, line, lefts) else {
            break;
        };
        let begins_label =
            |(_, run): &(usize, Range<usize>)| is_label(text(view, line, run), view.profile);
        if parts.iter().any(begins_label) || opens(line, view.profile) {
            break;
        }
        for (cell, run) in parts {
            cells[cell].push((position, run));
        }
        base = line.base;
        end = position + 1;
    }
    (!over || end > first + 1).then_some(end)
}

/// Whether a line begins with something else that the form prints.
pub(super) fn opens(line: &TextLine, profile: &Profile) -> bool {
    let open = line.opening(profile);
    matches!(
        open,
        Some(
            Opening::Label { firm: true, .. }
                | Opening::Objective
                | Opening::Signature
                | Opening::Caption
        )
    )
}

/// Whether a rule runs between two lines.
pub(crate) fn is_ruled_off(view: View, base: f32, line: &TextLine) -> bool {
    let rules = view.page.lying.between(base, line.base - 0.5 * line.em);
    rules.iter().any(|rule| rule.width() > line.em)
}

/// The words of a line, with the cell under which each run of them begins.
fn parts(view: View, line: &TextLine, lefts: &[f32]) -> Option<Vec<(usize, Range<usize>)>> {
    let runs = runs(view, line);
    let cell = |run: Range<usize>| {
        let x = view.page.tokens[run.start].x0;
        let cell = lefts
            .iter()
            .position(|left| (left - x).abs() < SAME_X * line.em)?;
        Some((cell, run))
    };
    runs.iter().cloned().map(cell).collect()
}

/// The words of a line up to each wide blank or rule.
pub(crate) fn runs<'l>(view: View, line: &'l TextLine) -> &'l [Range<usize>] {
    line.runs(|| find_runs(view, line))
}

fn find_runs(view: View, line: &TextLine) -> Vec<Range<usize>> {
    if !view.may_be_parted(line, GUTTER) {
        return vec![line.tokens.clone()];
    }
    let tokens = view.tokens(line);
    let together = |a: &Token, b: &Token| b.x0 - a.x1 < GUTTER * b.em && !view.is_ruled(a, b);
    let mut at = line.tokens.start;
    let runs = tokens.chunk_by(together).map(|run| {
        at += run.len();
        at - run.len()..at
    });
    runs.collect()
}

pub(crate) fn text<'v>(view: View<'v>, line: &'v TextLine, run: &Range<usize>) -> &'v str {
    let all = &view.page.tokens;
    &line.text[all[run.start].start as usize..all[run.end - 1].end as usize]
}

/// Whether a text is the label of a field and nothing else, with a colon or without.
pub(crate) fn is_field_label(text: &str, profile: &Profile) -> bool {
    let label = profile.printed.at_start(text);
    let field = label.is_some_and(|label| matches!(label.what, Printed::Field { .. }));
    field && is_label(text, profile)
}

/// Whether a text is a label and nothing else, with a colon or without: of a field, a unit,
/// a code, a title.
pub(crate) fn is_label(text: &str, profile: &Profile) -> bool {
    if !text.starts_with(char::is_uppercase) || profile.begins_no_cell(text) {
        return false;
    }
    let unsigned = text.trim_end_matches([':', ' ']);
    let whole = |end: usize| !text[end..].contains(char::is_alphanumeric);
    let printed = profile.printed.at_start(text).is_some_and(|label| {
        let kind = matches!(label.what, Printed::Field { .. } | Printed::Objective);
        kind && whole(label.end) || profile.qualified(label, unsigned).is_some()
    });
    let plain = [
        &profile.title_labels,
        &profile.code_labels,
        &profile.org_unit,
    ];
    let of_kind = |labels: &&Labels<()>| labels.at_start(text).is_some_and(|l| whole(l.end));
    printed || plain.iter().any(of_kind) || profile.label_alone(unsigned).is_some()
}
