//! How far a table with an objective in each row goes, and its columns.
//!
//! In: the heads of the columns, the lines below them. Out: the words of each line by columns;
//! which lines stand across them.
//!
//! Not here: rows (`rows`).

use std::ops::Range;

use schede_profile::{Field, Profile};

use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::text::{TextLine, WIDEST_PITCH};
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours::{GUTTER, is_ruled_off, runs};

/// Height over the baseline (em) at which a rule beside a line is looked for.
const AT: f32 = 0.3;

/// Distance (em) up to which a line begins at the table's left edge.
const AT_EDGE: f32 = 0.9;

/// Step (em) from line to line of one cell.
const CLOSE: f32 = 1.3;

/// Space above a line (em), at least, that parts it from the rows above without a rule.
const APART: f32 = 3.0;

/// The lines of a table below its head.
#[derive(Debug)]
pub(super) struct Body {
    pub lines: Vec<Line>,
    /// The position after its last line.
    pub end: usize,
    /// Rules, or blanks on all lines, part the columns.
    pub is_sure: bool,
    /// The middle of the columns.
    pub middles: Vec<f32>,
    /// The position of the line above, the last of the head.
    pub above: Option<usize>,
}

/// A line of a table.
#[derive(Debug)]
pub(super) struct Line {
    pub position: usize,
    /// It stands across the columns.
    pub across: bool,
    /// Its words in each column.
    pub cells: Vec<Option<Range<usize>>>,
    /// Where they begin.
    pub lefts: Vec<Option<f32>>,
}

/// Space between the heads of two columns: a cell of either does not reach across.
type Gap = (f32, f32);

/// The lines below a head, of which the ends of its columns' heads are given, up to `limit`.
pub(super) fn below(view: View, heads: &[(f32, f32)], head: Range<usize>, limit: usize) -> Body {
    let gaps: Vec<Gap> = heads
        .windows(2)
        .map(|pair| (pair[0].1, pair[1].0))
        .collect();
    let above = head.end.checked_sub(1);
    let (kept, end) = extent(view, heads, &gaps, head.clone(), limit);
    let in_columns = kept.iter().filter(|(_, across)| !across);
    let in_columns: Vec<usize> = in_columns.map(|(at, _)| *at).collect();
    let edges: Vec<(f32, bool)> = gaps
        .iter()
        .map(|gap| edge(view, *gap, &in_columns))
        .collect();
    let is_sure = edges.iter().all(|(_, sure)| *sure);
    let edges: Vec<f32> = edges.into_iter().map(|(x, _)| x).collect();
    let lines = kept.into_iter().map(|(position, across)| {
        let cells = match across {
            true => Vec::new(),
            false => cells(view, position, &edges),
        };
        let left =
            |cell: &Option<Range<usize>>| cell.as_ref().map(|run| view.page.tokens[run.start].x0);
        Line {
            position,
            across,
            lefts: cells.iter().map(left).collect(),
            cells,
        }
    });
    let lefts = std::iter::once(heads.first().map_or(0.0, |head| head.0));
    let lefts = lefts.chain(edges.iter().copied());
    let rights = edges.iter().copied().chain(heads.last().map(|head| head.1));
    Body {
        lines: lines.collect(),
        end,
        is_sure,
        middles: lefts.zip(rights).map(|(a, b)| (a + b) / 2.0).collect(),
        above,
    }
}

/// The lines of a table, each with whether it stands across the columns, and the position
/// after the last.
fn extent(
    view: View,
    heads: &[(f32, f32)],
    gaps: &[Gap],
    head: Range<usize>,
    limit: usize,
) -> (Vec<(usize, bool)>, usize) {
    let mut kept: Vec<(usize, bool)> = Vec::new();
    let mut end = head.end;
    let left = heads.first().map_or(0.0, |head| head.0);
    // Rules part the cells of the first row: they part those of all.
    let ruled = head.end < limit && is_ruled(view, view.line(head.end), gaps);
    for position in head.end..limit {
        let line = view.line(position);
        let above = position.checked_sub(1).map(|above| view.line(above));
        let in_cells = ruled && is_ruled(view, line, gaps);
        let across = !in_cells
            && (ruled || is_across(view, line, gaps) || is_title(view, line, above, left));
        let titles = || names_group(line, view.profile);
        let total = || view.profile.totals.at_start(&line.text).is_some();
        let alone = || runs(view, line).len() == 1;
        let last = || !(position + 1..limit).any(|below| is_row(view, below, gaps));
        let close = above.is_some_and(|above| line.base - above.base < CLOSE * line.em);
        let signed = || ends(view, line, above) && alone() && !in_cells;
        let weak = across && !ruled && n_crossed(view, line, gaps) == 1;
        if signed() || across && !titles() && !total() && !(weak && (close || !last())) {
            break;
        }
        let across = across && (titles() || total());
        let far = above.is_some_and(|above| line.base - above.base > APART * line.em);
        let parted = above.is_some_and(|above| is_ruled_off(view, above.base, line));
        if !ruled && far && !parted && !across && alone() && last() {
            break;
        }
        kept.push((position, across));
        end = position + 1;
    }
    // Titles below the last row are of the next table, or of none.
    while kept.last().is_some_and(|(_, across)| *across) {
        kept.pop();
        end = kept.last().map_or(head.end, |(last, _)| last + 1);
    }
    (kept, end)
}

/// Whether rules stand between the columns beside a line.
fn is_ruled(view: View, line: &TextLine, gaps: &[Gap]) -> bool {
    let y = line.base - AT * line.em;
    let uprights = &view.page.uprights;
    let between = |gap: &&Gap| uprights.any_between(gap.0, gap.1, y);
    2 * gaps.iter().filter(between).count() > gaps.len()
}

/// Whether words of a line reach from one column far into others.
fn is_across(view: View, line: &TextLine, gaps: &[Gap]) -> bool {
    let most = n_crossed(view, line, gaps);
    most > 1 || most == 1 && runs(view, line).len() == 1
}

/// Over how many of the spaces between columns words of a line reach that stand together.
fn n_crossed(view: View, line: &TextLine, gaps: &[Gap]) -> usize {
    let crossed = |run: &Range<usize>| {
        let (first, last) = (&view.page.tokens[run.start], &view.page.tokens[run.end - 1]);
        let over = gaps
            .iter()
            .filter(|gap| first.x0 < gap.0 && gap.1 < last.x1);
        over.count()
    };
    let runs = runs(view, line).iter().map(crossed);
    runs.max().unwrap_or_default()
}

/// Whether words of several columns stand on a line, and none across them.
fn is_row(view: View, position: usize, gaps: &[Gap]) -> bool {
    const CELLS: usize = 3;
    let line = view.line(position);
    runs(view, line).len() >= CELLS && !is_across(view, line, gaps)
}

/// Whether a line at the left edge, set apart from the rows above, names a unit or a manager.
fn is_title(view: View, line: &TextLine, above: Option<&TextLine>, left: f32) -> bool {
    let begins = view.tokens(line).first();
    let at_edge = begins.is_some_and(|first| (first.x0 - left).abs() < AT_EDGE * line.em);
    let apart = above.is_none_or(|above| {
        line.base - above.base > WIDEST_PITCH * line.em || is_ruled_off(view, above.base, line)
    });
    at_edge && apart && names_group(line, view.profile) && runs(view, line).len() <= 2
}

/// Whether a line names the unit or the manager of the rows below.
fn names_group(line: &TextLine, profile: &Profile) -> bool {
    matches!(
        line.opening(profile),
        Some(
            Opening::Unit
                | Opening::Label {
                    field: Field::Responsible,
                    ..
                }
        )
    ) || profile.unit_label(&line.text).is_some()
}

/// Whether a line set apart from the one above is one of signatures, or a caption.
fn ends(view: View, line: &TextLine, above: Option<&TextLine>) -> bool {
    let apart = above.is_none_or(|above| line.base - above.base > WIDEST_PITCH * line.em);
    let opening = line.opening(view.profile);
    apart && matches!(opening, Some(Opening::Signature | Opening::Caption))
}

/// Where a column ends and the next begins, and whether that is sure.
fn edge(view: View, gap: Gap, lines: &[usize]) -> (f32, bool) {
    let ruled = lines.iter().find_map(|at| {
        let line = view.line(*at);
        let y = line.base - AT * line.em;
        let rule = view.page.uprights.right_of(gap.0, y).next();
        rule.filter(|x| *x < gap.1)
    });
    if let Some(x) = ruled {
        return (x, true);
    }
    // What of the space no words of any line cover.
    let mut covered: Vec<(f32, f32)> = Vec::new();
    for at in lines {
        for run in runs(view, view.line(*at)) {
            let tokens = &view.page.tokens[run.clone()];
            let (x0, x1) = (tokens[0].x0, tokens[tokens.len() - 1].x1);
            if x0 < gap.0 && gap.1 < x1 {
                // The cells of both columns touch: their words part.
                covered.extend(tokens.iter().map(|t| (t.x0, t.x1)));
            } else {
                covered.push((x0, x1));
            }
        }
    }
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free: Vec<(f32, f32)> = Vec::new();
    let mut at = gap.0;
    for (x0, x1) in covered {
        if x0 > at && at < gap.1 {
            free.push((at, x0.min(gap.1)));
        }
        at = at.max(x1);
    }
    if at < gap.1 {
        free.push((at, gap.1));
    }
    let widest = free
        .into_iter()
        .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    match widest {
        Some((a, b)) => ((a + b) / 2.0, b - a > GUTTER),
        None => (gap.1, false),
    }
}

/// The words of a line by columns: those of a column stand together, though words may overlap.
fn cells(view: View, position: usize, edges: &[f32]) -> Vec<Option<Range<usize>>> {
    let mut cells: Vec<Option<Range<usize>>> = vec![None; edges.len() + 1];
    let mut column = 0;
    for index in view.line(position).tokens.clone() {
        let middle = view.page.tokens[index].middle();
        column = column.max(edges.partition_point(|edge| *edge < middle));
        match &mut cells[column] {
            Some(run) => run.end = index + 1,
            cell => *cell = Some(index..index + 1),
        }
    }
    cells
}
