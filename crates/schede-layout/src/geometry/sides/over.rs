//! Rows of labels, each over its value, where neither rules nor the places at which texts
//! begin part the columns: labels stand in the middle of theirs, or wrap. What parts the
//! columns is that no word of the labels or values stands between them.
//!
//! In: a line that may be the first of such a row. Out: the words of each cell, labels and
//! values in turn.
//!
//! Not here: values that begin where their labels do (`fours`), rules (`ruled_rows`).

use std::ops::Range;

use super::cells::{Row, Words, finish, is_of_table, text};
use super::fours::{self, GUTTER, LABELS, MOST_CELLS, MOST_LINES, is_ruled_off, opens};
use super::pairs::is_bare_label;
use crate::geometry::lines::opening::opening;
use crate::geometry::lines::sorting::sort_by_place;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Lines of a row of labels, at most: three of one that wraps, and those beside it that
/// stand between them.
const HEAD_LINES: usize = 5;

/// Where words stand on a line, or in a column.
type Span = (f32, f32);

/// The row that begins with the line at a position and ends before `limit`.
pub(super) fn row(view: View, position: usize, limit: usize) -> Option<Row> {
    let line = view.line(position);
    if !view.may_begin_label(line)
        || holds_value(view, line)
        || is_of_table(opening(&line.text, view.profile))
    {
        return None;
    }
    let heads = heads_end(view, position, limit);
    (position + 1..=heads)
        .rev()
        .find_map(|end| below(view, position..end, limit))
}

/// Whether words stand behind a colon in one of the cells of a line: none of labels alone.
fn holds_value(view: View, line: &TextLine) -> bool {
    let behind_colon = |run: &Range<usize>| {
        let text = fours::text(view, line, run);
        let behind = text.split_once(':').map(|(_, behind)| behind);
        behind.is_some_and(|behind| behind.contains(char::is_alphanumeric))
    };
    line.text.contains(':') && fours::runs(view, line).iter().any(behind_colon)
}

/// Where lines that may be of labels alone and follow one another without a rule between end.
fn heads_end(view: View, position: usize, limit: usize) -> usize {
    let mut end = position + 1;
    while end < limit.min(position + HEAD_LINES) {
        let (above, line) = (view.line(end - 1), view.line(end));
        let far = line.base - above.base > view.page.widest_pitch() * line.em;
        if far || is_ruled_off(view, above.base, line) || holds_value(view, line) {
            break;
        }
        end += 1;
    }
    end
}

/// The row with labels on some lines, if these are labels, and values are below them.
fn below(view: View, heads: Range<usize>, limit: usize) -> Option<Row> {
    let labels = columns(view, heads.clone());
    if !(LABELS..=MOST_CELLS).contains(&labels.len()) {
        return None;
    }
    let lefts = |spans: &[Span]| {
        spans
            .iter()
            .skip(1)
            .map(|span| span.0)
            .collect::<Vec<f32>>()
    };
    let cells = parted(view, heads.clone(), &lefts(&labels));
    // A title set wide ("S C H E D A  O B I E T T I V O") is no labels of fields.
    let is_label =
        |cell: &Vec<Words>| is_bare_label(view, text(view, cell).trim_end_matches([':', ' ']));
    if !cells.iter().all(is_label) {
        return None;
    }
    let end = values_end(view, heads.end, limit);
    let lanes = lanes(view, heads.start..end, &labels)?;
    let values = parted(view, heads.end..end, &lanes);
    (end > heads.end).then(|| finish(end, in_turn(cells, values)))?
}

/// The columns in which the words of some lines stand.
fn columns(view: View, lines: Range<usize>) -> Vec<Span> {
    let mut columns: Vec<Span> = Vec::new();
    for (left, right) in spans(view, lines) {
        match columns.last_mut().filter(|column| left < column.1) {
            Some(column) => column.1 = column.1.max(right),
            None => columns.push((left, right)),
        }
    }
    columns
}

/// Where the runs of words of some lines stand, from left to right.
fn spans(view: View, lines: Range<usize>) -> Vec<Span> {
    let tokens = &view.page.tokens;
    let span = |run: &Range<usize>| (tokens[run.start].x0, tokens[run.end - 1].x1);
    let runs = lines.flat_map(|at| fours::runs(view, view.line(at)));
    let mut spans: Vec<Span> = runs.map(span).collect();
    sort_by_place(&mut spans, |span| span.0);
    spans
}

/// Where the lines of values end that begin at a position.
fn values_end(view: View, first: usize, limit: usize) -> usize {
    let mut end = first;
    while end < limit.min(first + MOST_LINES) {
        let (above, line) = (view.line(end - 1), view.line(end));
        let far = line.base - above.base > view.page.widest_pitch() * line.em;
        // Values may stand in a row of their own, whose padding sets it off.
        let apart = end > first && (far || is_ruled_off(view, above.base, line));
        let mut runs = fours::runs(view, line).iter();
        let label = runs.any(|run| fours::is_label(fours::text(view, line, run), view.profile));
        if apart || label || opens(line, view.profile) {
            break;
        }
        end += 1;
    }
    end
}

/// Between each two of the labels the x in the middle of the widest lane in which no word of
/// the lines stands.
fn lanes(view: View, lines: Range<usize>, labels: &[Span]) -> Option<Vec<f32>> {
    let em = view.line(lines.start).em;
    let columns = columns(view, lines);
    let lane = |pair: &[Span]| {
        let (left, right) = (pair[0].1, pair[1].0);
        let within = |gap: &Span| gap.0 >= left && gap.1 <= right;
        let gaps = columns.windows(2).map(|two| (two[0].1, two[1].0));
        let widest = gaps
            .filter(within)
            .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        (widest.1 - widest.0 >= GUTTER * em).then_some((widest.0 + widest.1) / 2.0)
    };
    labels.windows(2).map(lane).collect()
}

/// The words of some lines, by the columns that begin at the places.
fn parted(view: View, lines: Range<usize>, begins: &[f32]) -> Vec<Vec<Words>> {
    let mut cells = vec![Vec::new(); begins.len() + 1];
    for at in lines {
        let mut from = view.line(at).tokens.start;
        let column = |token: usize| {
            let x = view.page.tokens[token].middle();
            begins.iter().take_while(|begin| **begin < x).count()
        };
        let all: Vec<usize> = view.line(at).tokens.clone().map(column).collect();
        for run in all.chunk_by(|a, b| a == b) {
            cells[run[0]].push((at, from..from + run.len()));
            from += run.len();
        }
    }
    cells
}

/// The cells of labels, each before the cell of its value.
fn in_turn(labels: Vec<Vec<Words>>, values: Vec<Vec<Words>>) -> Vec<Vec<Words>> {
    let pairs = labels.into_iter().zip(values);
    pairs.flat_map(|(label, value)| [label, value]).collect()
}
