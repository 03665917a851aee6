//! The head of a table with an objective in each row.
//!
//! In: the lines of a page. Out: the heads of the columns, each with the words of its lines,
//! and what they name.

use std::ops::Range;

use schede_profile::{Profile, RowHead};

use crate::geometry::lines::text::WIDEST_PITCH;
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours::{GUTTER, is_ruled_off, runs, text};

/// Lines of a head, at most.
pub(crate) const MOST_LINES: usize = 4;

/// Columns, at least and at most.
const LEAST_COLUMNS: usize = 3;
const MOST_COLUMNS: usize = 16;

/// The head of a table.
#[derive(Debug)]
pub(super) struct Head {
    /// The positions of its lines.
    pub lines: Range<usize>,
    /// From left to right.
    pub columns: Vec<Column>,
    /// What each names.
    pub kinds: Vec<RowHead>,
}

/// The words of some lines as the heads of columns, and what each names alone.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    columns: Vec<Column>,
    known: Vec<RowHead>,
}

/// The head of a column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    x0: f32,
    x1: f32,
    /// Its words: the position of each line, and which of its tokens.
    pub runs: Vec<(usize, Range<usize>)>,
}

impl Head {
    /// Left and right end of each column's head.
    pub fn extents(&self) -> Vec<(f32, f32)> {
        let columns = self.columns.iter();
        columns.map(|column| (column.x0, column.x1)).collect()
    }
}

/// What the words of heads side by side name, of which it is known what each does alone.
type NameOf = fn(&Profile, &[Vec<&str>], &[RowHead]) -> Option<Vec<RowHead>>;

/// How heads side by side are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming {
    /// Whether some words alone may be one of the heads by which they are.
    pub may_be: fn(&Profile, &str) -> bool,
    /// What they name, if they are such.
    pub of: NameOf,
}

/// The heads of a page, top to bottom.
pub(super) fn all(view: View, naming: Naming) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    for position in 0..view.body.len() {
        let free = found.last().map_or(0, |head| head.lines.end);
        if position >= free
            && may_be_head(view, position, naming)
            && let Some(head) = around(view, position, free, naming)
        {
            found.push(head);
        }
    }
    found
}

/// Whether words side by side stand on a line, some of which may be a head.
fn may_be_head(view: View, position: usize, naming: Naming) -> bool {
    let line = view.line(position);
    if !view.may_be_parted(line, GUTTER) {
        return false;
    }
    let runs = runs(view, line);
    let names = |run: &Range<usize>| (naming.may_be)(view.profile, text(view, line, run));
    (2..=MOST_COLUMNS).contains(&runs.len()) && runs.iter().any(names)
}

/// The head that a line is of, with lines above and below it: of all that fit, the one in
/// which most words are known, and of those the longest.
fn around(view: View, position: usize, free: usize, naming: Naming) -> Option<Head> {
    let first = (free..position)
        .rev()
        .take(MOST_LINES - 1)
        .take_while(|above| is_close(view, *above))
        .last()
        .unwrap_or(position);
    let end = (position + 1..view.body.len())
        .take_while(|below| is_close(view, below - 1))
        .last()
        .map_or(position + 1, |last| last + 1);
    let mut best: Option<(isize, Head)> = None;
    for start in first..=position {
        for end in position + 1..=end.min(start + MOST_LINES) {
            let Some(head) = of_lines(view, start..end, naming) else {
                continue;
            };
            let unknown = |kind: &&RowHead| **kind == RowHead::Unknown;
            let unknown = head.kinds.iter().filter(unknown).count() as isize;
            let score = head.kinds.len() as isize - 2 * unknown;
            let longer = |(other, than): &(isize, Head)| {
                (score, head.lines.len()) > (*other, than.lines.len())
            };
            if best.as_ref().is_none_or(longer) {
                best = Some((score, head));
            }
        }
    }
    best.map(|(_, head)| head)
}

/// Whether the line below the one at a position may be of the same head.
fn is_close(view: View, position: usize) -> bool {
    let Some(below) = view.body.get(position + 1).map(|at| &view.page.lines[*at]) else {
        return false;
    };
    let line = view.line(position);
    below.base - line.base < WIDEST_PITCH * line.em.max(below.em)
        && !is_ruled_off(view, line.base, below)
}

/// Some lines as a head, if they are one.
fn of_lines(view: View, lines: Range<usize>, naming: Naming) -> Option<Head> {
    let look = || beside(view, lines.clone());
    let Beside { columns, known } = view.asked.beside(&lines, look)?;
    let kinds = (naming.of)(view.profile, &words(view, columns), known)?;
    Some(Head {
        columns: columns.clone(),
        kinds,
        lines,
    })
}

/// The words of some lines as the heads of columns, if they are neither too few nor too many.
fn beside(view: View, lines: Range<usize>) -> Option<Beside> {
    let columns = columns(view, lines);
    (LEAST_COLUMNS..=MOST_COLUMNS)
        .contains(&columns.len())
        .then(|| Beside {
            known: view.profile.each_row_head(&words(view, &columns)),
            columns,
        })
}

/// The words of the lines of each column's head.
fn words<'v>(view: View<'v>, columns: &[Column]) -> Vec<Vec<&'v str>> {
    let words = columns.iter().map(|column| {
        let runs = column.runs.iter();
        runs.map(|(at, run)| text(view, view.line(*at), run))
            .collect()
    });
    words.collect()
}

/// The words of lines by columns: those over one another are in one.
fn columns(view: View, lines: Range<usize>) -> Vec<Column> {
    let all = lines.flat_map(|at| {
        let runs = runs(view, view.line(at));
        runs.iter().cloned().map(move |run| (at, run))
    });
    let column = |(at, run): (usize, Range<usize>)| Column {
        x0: view.page.tokens[run.start].x0,
        x1: view.page.tokens[run.end - 1].x1,
        runs: vec![(at, run)],
    };
    let mut all: Vec<Column> = all.map(column).collect();
    all.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut columns: Vec<Column> = Vec::new();
    for next in all {
        match columns.last_mut().filter(|last| next.x0 < last.x1) {
            Some(last) => {
                last.x1 = last.x1.max(next.x1);
                last.runs.extend(next.runs);
            }
            None => columns.push(next),
        }
    }
    for column in &mut columns {
        column.runs.sort_by_key(|(at, run)| (*at, run.start));
    }
    columns
}
