//! Where a table of phases ends on a page.
//!
//! In: the lines under a head (or at the top of a page, when the table goes on
//! from the page before). Out: the first that is not the table's.
//!
//! Not here: the pieces of its lines (`table`); its rows.

use std::ops::Range;

use schede_model::Column;
use schede_profile::Field;

use crate::geometry::columns::telling::is_date;
use crate::geometry::head::{self, Head, HeadCell};
use crate::geometry::lines::labels::{
    RUN_GAP, deadline_start, first_run, is_long_label, wrapped_label,
};
use crate::geometry::lines::opening::{Opening, names_objective, phase_label};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;
use crate::geometry::pages::own::begins_sheet;
use crate::geometry::rows::piece::number;
use crate::geometry::rows::total::ROUNDING;
use crate::geometry::sides::fours;
use crate::geometry::sides::measures;
use crate::geometry::sides::pairs::{self, Gutter, Side};

/// Share of the page's text width from which a run of text may be a paragraph: few
/// columns of a table are as wide.
const PARAGRAPH: f32 = 0.6;

/// Lines of a page that are looked at above and below a label: more than a full one has.
const FAR: usize = 400;

/// Distance (em) up to which labels of rows stand at one place.
const SAME_X: f32 = 0.3;

/// How the labels around a table are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Labels {
    /// Where values begin.
    pub gutter: Option<Gutter>,
    /// They have no colons.
    pub bare: bool,
}

/// Position of the first line from `from` on that is not the table's.
pub(crate) fn end(
    view: View,
    from: usize,
    heads: &[Head],
    cells: &[HeadCell],
    labels: Labels,
) -> usize {
    // Weights may stand before the descriptions.
    let text = cells.iter().find(|c| c.column == Column::Description);
    let left = cells
        .iter()
        .filter(|c| text.is_none_or(|text| text.x0 < c.x0))
        .find(|c| !matches!(c.column, Column::Description | Column::Label))
        .map_or(f32::MAX, |c| c.x0);
    let outside = |position: usize| {
        let ends = ends(view, position, left, cells, labels)
            || is_full_width(view, from, position, cells)
            || is_below_total(view, from, position, left, cells);
        ends && !goes_on_below(view, from, position, heads, cells)
            || is_paragraph(view, view.line(position), cells)
    };
    let limit = match from {
        0 => sheet_begins(view).unwrap_or(view.body.len()),
        _ => view.body.len(),
    };
    (from..limit)
        .find(|position| head::at(heads, *position).is_some() || outside(*position))
        .unwrap_or(limit)
}

/// The line with which a sheet begins that is among the first of a page: no table goes on
/// there, but its last row may stand above.
fn sheet_begins(view: View) -> Option<usize> {
    /// Lines up to the name of its body or unit, at most.
    const LINES: usize = 3;
    let top = 0..view.body.len().min(LINES);
    let is_row = |position: &usize| row_label(view, *position).is_some();
    let mut top = top.take_while(|position| !is_row(position));
    top.find(|position| begins_sheet(view, *position))
}

/// Whether rows of the table stand below a line under the same head, so that the label
/// with which it begins is a word of a cell: the next phase, or the total.
fn goes_on_below(
    view: View,
    from: usize,
    position: usize,
    heads: &[Head],
    cells: &[HeadCell],
) -> bool {
    // The label may stand in the outcome of a phase whose own label begins the line.
    let own = usize::from(row_label(view, position).is_some());
    let above = from.max(position.saturating_sub(FAR))..position + own;
    let before = above.clone().rev().find_map(|p| row_label(view, p));
    let weights = above.filter_map(|p| weight(view, view.line(p), cells));
    let mut sum: f64 = weights.map(|weight| weight.amount).sum();
    let mut alone = !is_label(view.line(position), view, |field| {
        field == Field::FinalDeadline
    });
    let below = (position + 1..view.body.len())
        .take(FAR)
        .take_while(|p| head::at(heads, *p).is_none());
    for at in below {
        let line = view.line(at);
        let weight = weight(view, line, cells);
        if let Some((number, x)) = row_label(view, at) {
            let even = before.is_some_and(|(_, above)| (above - x).abs() < SAME_X * line.em);
            if weight.is_some() || even {
                return match before {
                    Some((last, _)) => number == last + 1,
                    None => (number > 1) == (from == 0),
                };
            }
        }
        alone &= !is_label(line, view, |_| true);
        if let Some(weight) = weight.filter(|_| alone) {
            if weight.whole && (weight.amount - sum).abs() < ROUNDING {
                return true;
            }
            sum += weight.amount;
        }
    }
    false
}

/// Whether text begins a line right below that of the total: the rows of the table are all
/// above it. The caption beside the table, which ends left of all heads, may go on.
fn is_below_total(view: View, from: usize, position: usize, left: f32, cells: &[HeadCell]) -> bool {
    let above = position.checked_sub(1).filter(|above| *above >= from);
    let line = view.line(position);
    let beside = |first: &HeadCell, words: &[Token]| {
        words.first().is_some_and(|word| word.x0 < left)
            && words.last().is_some_and(|word| word.x1 > first.x0)
    };
    let first = cells.first();
    let text = first.is_some_and(|first| beside(first, view.tokens(line)));
    let Some(above) = above.filter(|_| text) else {
        return false;
    };
    let over = view.line(above);
    // Lines that blanks keep apart may be out of order.
    let bare = !view.page.of_characters && !over.text.contains(char::is_alphabetic);
    if !bare || line.top() < over.bottom() {
        return false;
    }
    let total = weight(view, over, cells).filter(|weight| weight.whole);
    total.is_some_and(|total| {
        let rows = (from..above).filter_map(|row| weight(view, view.line(row), cells));
        let sum: f64 = rows.map(|row| row.amount).sum();
        (total.amount - sum).abs() < ROUNDING
    })
}

/// Whether a line begins with the label of such a field, or is a signature.
fn is_label(line: &TextLine, view: View, of: impl Fn(Field) -> bool) -> bool {
    match line.opening(view.profile) {
        Some(Opening::Label { field, firm, .. }) => firm && of(field),
        opening => opening == Some(Opening::Signature),
    }
}

/// The number of the phase whose label begins a line before other cells, and its x.
fn row_label(view: View, position: usize) -> Option<(u32, f32)> {
    let line = view.line(position);
    let runs = fours::runs(view, line);
    let label = |run: &Range<usize>| {
        let text = view.text_from(position, run.start);
        let label = phase_label(text, &view.profile.phase_words)?;
        Some((label.number, view.page.tokens[run.start].x0))
    };
    // The caption beside the table may stand before it.
    let found = runs.iter().take(2).find_map(label)?;
    (runs.len() > 1).then_some(found)
}

/// A weight under its head.
struct Weight {
    amount: f64,
    /// Nothing else stands on its line.
    whole: bool,
}

fn weight(view: View, line: &TextLine, cells: &[HeadCell]) -> Option<Weight> {
    // Few lines have a figure.
    if !line.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let under = |x: f32| {
        let off = |cell: &&HeadCell| (cell.x0 - x).max(x - cell.x1).max(0.0);
        cells.iter().min_by(|a, b| off(a).total_cmp(&off(b)))
    };
    let mut runs = fours::runs(view, line).iter();
    runs.find_map(|run| {
        let (first, last) = (&view.page.tokens[run.start], &view.page.tokens[run.end - 1]);
        let head = under((first.x0 + last.x1) / 2.0)?;
        let text = fours::text(view, line, run);
        // Part of a label: "Obiettivo raggiunto al" over "100%:".
        let label = text.ends_with(':');
        let amount = number(text).filter(|_| head.column == Column::Weight && !label)?;
        let whole = *run == line.tokens;
        Some(Weight { amount, whole })
    })
}

/// Whether a line stands outside of the table: a label before a value, or a
/// signature.
fn ends(view: View, position: usize, left: f32, cells: &[HeadCell], labels: Labels) -> bool {
    let gutter = labels.gutter;
    let line = view.line(position);
    let tokens = view.tokens(line);
    if tokens.first().is_none_or(|t| t.x0 >= left) {
        return is_centred_label(view, position, cells)
            || is_long_deadline(view, position)
            || is_deadline_alone(view, position)
            || is_signature_below(view, position);
    }
    // Labels may be centred in their column.
    let own = tokens
        .first()
        .is_some_and(|t| t.x0 < view.span.0 + 2.0 * line.em)
        || gutter.is_some_and(|gutter| pairs::holds_label(view, line, gutter));
    match line.opening(view.profile) {
        Some(
            Opening::Label {
                field: Field::FinalDeadline,
                ..
            }
            | Opening::Signature,
        ) => return true,
        Some(Opening::Label { firm: true, .. }) if own => return true,
        Some(Opening::Objective) if names_objective(&line.text, view.profile) => return true,
        _ => {}
    }
    if own && (is_next_sheet(view, position) || is_label_row(view, line, gutter)) {
        return true;
    }
    if own && wrapped_label(view, position).is_some() {
        return true;
    }
    if measures::heads(view, position).is_some() {
        return true;
    }
    let bare = || {
        pairs::holds_bare_label(view, line, gutter)
            || fours::are_labels(view, line)
            || begins_wrapped_label(view, position)
    };
    if labels.bare && own && bare() {
        return true;
    }
    // The caption beside the table may stand before the label on its line.
    starts_deadline_later(view, position)
}

/// Whether a line below a table names the unit of the next sheet: it stands apart from what is
/// above it, the name of the sheet follows, and no row of the table between.
fn is_next_sheet(view: View, position: usize) -> bool {
    is_apart(view, position) && begins_sheet(view, position)
}

/// Whether more blank stands above a line than between the lines of one cell.
fn is_apart(view: View, position: usize) -> bool {
    /// Blank (em) between two lines of a cell, at most.
    const APART: f32 = 0.5;
    let line = view.line(position);
    let above = position.checked_sub(1).map(|above| view.line(above));
    above.is_none_or(|above| line.top() - above.bottom() > APART * line.em)
}

/// Whether a line below the last row, apart from it, is a signature and nothing else: it may
/// stand on the right.
fn is_signature_below(view: View, position: usize) -> bool {
    let line = view.line(position);
    let whole = || {
        let label = view.profile.printed.at_start(&line.text);
        label.is_some_and(|l| l.end == line.text.trim_end().len())
    };
    line.opening(view.profile) == Some(Opening::Signature) && is_apart(view, position) && whole()
}

/// Whether a line is labels and values in cells of their own, of which the first names a unit, a
/// code, a title or a field: the value begins at the gutter, or a second label and its value
/// follow.
fn is_label_row(view: View, line: &TextLine, gutter: Option<Gutter>) -> bool {
    let runs = fours::runs(view, line);
    let is_label = |run: &Range<usize>| fours::is_label(fours::text(view, line, run), view.profile);
    let [label, value, rest @ ..] = runs else {
        return false;
    };
    if !is_label(label) || is_label(value) {
        return false;
    }
    let at_gutter = || {
        let side = gutter.map(|gutter| pairs::side(view, line, gutter, false));
        matches!(side, Some(Side::Both(at)) if at == value.start)
    };
    match rest {
        [] => at_gutter(),
        [second, _] => is_label(second),
        _ => false,
    }
}

/// Whether a label without a colon begins a line and goes on below, in a cell of its own
/// beside that of its value ("RISULTATO DA" over "RAGGIUNGERE").
fn begins_wrapped_label(view: View, position: usize) -> bool {
    /// Lines of such a label, at most.
    const LINES: usize = 3;
    /// Distance (em) up to which they begin at one place.
    const SAME_X: f32 = 0.3;
    let line = view.line(position);
    let runs = fours::runs(view, line);
    let [first, _] = runs else {
        return false;
    };
    let mut label = fours::text(view, line, first).to_owned();
    if !label.starts_with(char::is_uppercase) || fours::is_label(&label, view.profile) {
        return false;
    }
    let left = view.page.tokens[first.start].x0;
    let below = (position + 1..view.body.len()).take(LINES);
    let near = |at: &usize| {
        let (above, line) = (view.line(at - 1), view.line(*at));
        line.base - above.base < view.page.widest_pitch() * line.em
    };
    for at in below.take_while(near) {
        let line = view.line(at);
        let Some(run) = fours::runs(view, line).first() else {
            continue;
        };
        let even = (view.page.tokens[run.start].x0 - left).abs() < SAME_X * line.em;
        if even {
            label = format!("{label} {}", fours::text(view, line, run));
            if fours::is_label(&label, view.profile) {
                return true;
            }
        }
    }
    false
}

/// Whether a line is a label with its value, in one run, that no column holds: it covers
/// the head of one and more, or the rules between the columns, which stand beside lines
/// above it, do not stand beside it. Cells of the table may be centred, and cells as wide
/// as the table below it, too.
fn is_full_width(view: View, from: usize, position: usize, cells: &[HeadCell]) -> bool {
    let line = view.line(position);
    let Some(Opening::Label { firm: true, .. }) = line.opening(view.profile) else {
        return false;
    };
    let Some((left, right, end)) = first_run(view, line) else {
        return false;
    };
    let Some((first, last)) = cells.first().zip(cells.last()) else {
        return false;
    };
    let covers = |cell: &HeadCell| left < cell.x0 - line.em && cell.x1 + line.em < right;
    let parted = |line: &TextLine| {
        let y = line.base - 0.3 * line.em;
        view.page.uprights.any_between(first.x1, last.x0, y)
    };
    let whole = end == line.text.trim_end().len();
    whole
        && (cells.iter().any(covers)
            || !parted(line) && (from..position).any(|p| parted(view.line(p))))
}

/// Whether a line is a label in the middle of the page, where no column has its own
/// middle: the form is centred, its labels too. The page may hold no more than the rest of
/// one cell: its middle is that of the heads.
fn is_centred_label(view: View, position: usize, cells: &[HeadCell]) -> bool {
    let (left, right) = view.span;
    let left = cells.first().map_or(left, |cell| cell.x0.min(left));
    let right = cells.last().map_or(right, |cell| cell.x1.max(right));
    let span = (left, right);
    let view = View { span, ..view };
    let line = view.line(position);
    let tokens = view.tokens(line);
    let one_run = tokens
        .windows(2)
        .all(|pair| pair[1].x0 - pair[0].x1 < RUN_GAP * line.em);
    let label = line.opening(view.profile);
    one_run && view.is_centred(line) && matches!(label, Some(Opening::Label { firm: true, .. }))
}

/// Whether a line begins with the deadline's label in so many words that they are
/// those of no cell.
fn is_long_deadline(view: View, position: usize) -> bool {
    is_long_label(&view.line(position).text, view.profile)
}

/// Whether a line is the deadline's label with its colon, and a date, with what is noted beside
/// it, a placeholder for one or nothing behind it.
fn is_deadline_alone(view: View, position: usize) -> bool {
    let line = view.line(position);
    let Some(Opening::Label {
        field: Field::FinalDeadline,
        firm: true,
        end,
    }) = line.opening(view.profile)
    else {
        return false;
    };
    let rest = line.text[end..].trim_start();
    let date = rest.strip_prefix(':').map(str::trim);
    let note = || {
        let label = end + line.text[end..].find(':').unwrap_or_default();
        let tokens = view.tokens(line).iter();
        let value: Vec<&Token> = tokens.filter(|t| t.start as usize > label).collect();
        let near = |pair: &[&Token]| pair[1].x0 - pair[0].x1 < RUN_GAP * line.em;
        value.windows(2).all(near)
    };
    date.is_some_and(|date| {
        let first = date.split(' ').next().unwrap_or_default();
        date.is_empty() || view.profile.is_placeholder(date) || is_date(first) && note()
    })
}

fn starts_deadline_later(view: View, position: usize) -> bool {
    deadline_start(view, position).is_some()
}

/// Whether text runs across the columns: under two of their heads at least, since
/// one column may be as wide as most of the page. The cells of a phase may be so full
/// that they look like one run.
fn is_paragraph(view: View, line: &TextLine, cells: &[HeadCell]) -> bool {
    let together = |a: &Token, b: &Token| b.x0 - a.x1 < RUN_GAP * b.em && !view.is_ruled(a, b);
    let mut runs = view.tokens(line).chunk_by(together);
    let across = runs.any(|run| {
        let (left, right) = (run[0].x0, run[run.len() - 1].x1);
        let under = |c: &&HeadCell| left < c.middle() && c.middle() < right;
        let wide = right - left > PARAGRAPH * (view.span.1 - view.span.0);
        wide && cells.iter().filter(under).count() > 1
    });
    across && phase_label(&line.text, &view.profile.phase_words).is_none()
}
