//! The rows of a table with an objective in each: by rules, by numbers, else by gaps.
//!
//! In: the lines of a table by columns. Out: which lines make a row, and whether that is sure.

use std::ops::Range;

use schede_model::RowKind;
use schede_profile::{Field, RowHead};

use super::body::{Body, Line};
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours::text;

/// Letters of a code, at most.
const LONGEST_CODE: usize = 16;

/// By what part of the others a space between lines is wider that parts rows.
const WIDER: f32 = 1.15;

/// Step (em) from line to line of one cell, at most.
const WIDEST_STEP: f32 = 1.4;

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub kind: RowKind,
    /// Which of the table's lines.
    pub lines: Range<usize>,
    /// Where it begins or ends is a guess.
    pub doubtful: bool,
    /// Columns in which no rule parts its cell from the one above, though one parts the rows.
    pub merged: Vec<usize>,
}

/// The rows of a table, of which one column names the objective. One that `goes_on` from the
/// page before may begin with the rest of a row.
pub(super) fn of(
    view: View,
    body: &Body,
    kinds: &[RowHead],
    title: usize,
    goes_on: bool,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut start = 0;
    while start < body.lines.len() {
        let across = body.lines[start].across;
        let rest = &body.lines[start..];
        let n = rest.iter().take_while(|line| line.across == across).count();
        let part = start..start + n;
        if across {
            rows.push(Row {
                kind: RowKind::Across,
                lines: part,
                doubtful: false,
                merged: Vec::new(),
            });
        } else {
            let first = rows.is_empty() && goes_on;
            rows.extend(
                Parter {
                    view,
                    body,
                    kinds,
                    title,
                }
                .part(part, first),
            );
        }
        start += n;
    }
    rows
}

struct Parter<'v, 'b> {
    view: View<'v>,
    body: &'b Body,
    kinds: &'b [RowHead],
    title: usize,
}

/// Where rows begin, among some lines, and whether each is sure.
type Starts = Vec<(usize, bool)>;

impl Parter<'_, '_> {
    fn part(&self, lines: Range<usize>, goes_on: bool) -> Vec<Row> {
        let starts = self.starts(lines.clone(), goes_on);
        let ends = starts.iter().skip(1).copied().chain([(lines.end, true)]);
        let rows = starts
            .iter()
            .zip(ends)
            .map(|((at, sure), (end, ends_sure))| Row {
                kind: RowKind::Objective,
                lines: *at..end,
                doubtful: !sure || !ends_sure || self.has_inner_rule(*at..end),
                merged: self.merged(*at, lines.start),
            });
        let mut rows: Vec<Row> = rows.collect();
        // What stands above the first row's beginning.
        let first = rows.first().map_or(lines.end, |row| row.lines.start);
        if first > lines.start {
            rows.insert(
                0,
                Row {
                    kind: if goes_on {
                        RowKind::Rest
                    } else {
                        RowKind::Objective
                    },
                    lines: lines.start..first,
                    doubtful: !goes_on,
                    merged: Vec::new(),
                },
            );
        } else if let Some(row) = rows.first_mut().filter(|_| goes_on)
            && let Some(sure) = self.is_rest(row.lines.clone())
        {
            row.kind = RowKind::Rest;
            row.doubtful |= !sure;
        }
        rows
    }

    fn starts(&self, lines: Range<usize>, goes_on: bool) -> Starts {
        let ruled: Vec<usize> = lines.clone().filter(|at| self.is_ruled_off(*at)).collect();
        let codes: Vec<usize> = self.codes(lines.clone());
        let inner = ruled.iter().any(|at| *at > lines.start);
        if inner {
            let mut starts: Vec<usize> = vec![lines.start];
            starts.extend(ruled.into_iter().filter(|at| *at > lines.start));
            let mut all = Starts::new();
            for (n, start) in starts.iter().enumerate() {
                let end = starts.get(n + 1).copied().unwrap_or(lines.end);
                let own = codes.iter().filter(|at| (*start..end).contains(*at));
                if own.clone().count() > 1 {
                    // Rules around several rows.
                    all.extend(self.by_numbers(*start..end, own.copied().collect()));
                } else {
                    all.push((*start, true));
                }
            }
            return all;
        }
        if !codes.is_empty() {
            return self.by_numbers(lines, codes);
        }
        if goes_on && self.column(|kind| kind == RowHead::Code).is_some() {
            return vec![(lines.start, true)];
        }
        let anchors = self.anchors(lines.clone());
        if anchors.len() < 2 && !ruled.is_empty() {
            return vec![(lines.start, true)];
        }
        let doubted = self.by_numbers(lines, anchors);
        doubted.into_iter().map(|(at, _)| (at, false)).collect()
    }

    /// The rows of lines by those with a number, or with a cell that each row has once on one
    /// line. Between two of them a row ends where no cell goes on: right above the second, where
    /// cells stand at the top of their rows; elsewhere, where they stand in the middle.
    fn by_numbers(&self, lines: Range<usize>, numbers: Vec<usize>) -> Starts {
        let cells = self.cells_of_lines(lines.clone());
        let is_whole = |at: usize| !cells.iter().any(|cell| cell.start < at && at < cell.end);
        let centred = numbers.first().is_some_and(|first| *first > lines.start);
        let mut starts = Starts::new();
        let mut before: Option<usize> = None;
        for number in numbers {
            let Some(above) = before.replace(number) else {
                let mut whole = (lines.start + 1..=number).filter(|at| is_whole(*at));
                // Lines above the first number: of its row, where its cells begin there.
                let of_row = whole.next().is_none();
                starts.push((
                    if of_row { lines.start } else { number },
                    !centred || of_row,
                ));
                continue;
            };
            let whole = (above + 1..=number).filter(|at| is_whole(*at));
            let space = |at: usize| self.base(at) - self.base(at - 1);
            let widest = whole.clone().max_by(|a, b| space(*a).total_cmp(&space(*b)));
            starts.push(match widest {
                Some(at) if whole.count() == 1 => (at, true),
                Some(at) if centred => (at, false),
                Some(_) | None => (number, !centred && self.filled(number, self.title)),
            });
        }
        if starts.is_empty() {
            starts.push((lines.start, false));
        }
        starts
    }

    /// Which lines each cell takes, as far as the space between its lines tells.
    fn cells_of_lines(&self, lines: Range<usize>) -> Vec<Range<usize>> {
        let n_columns = self.kinds.len();
        let mut cells = Vec::new();
        for column in 0..n_columns {
            let filled: Vec<usize> = lines
                .clone()
                .filter(|at| self.filled(*at, column))
                .collect();
            let space = |pair: &[usize]| self.base(pair[1]) - self.base(pair[0]);
            let least = filled.windows(2).map(space).fold(f32::MAX, f32::min);
            let em = filled.first().map_or(0.0, |at| self.em(*at));
            let most = WIDER * least.min(WIDEST_STEP * em);
            let runs = filled.chunk_by(|a, b| self.base(*b) - self.base(*a) < most);
            cells.extend(runs.filter_map(|run| Some(*run.first()?..run.last()? + 1)));
        }
        cells
    }

    fn em(&self, at: usize) -> f32 {
        self.view.line(self.body.lines[at].position).em
    }

    fn base(&self, at: usize) -> f32 {
        self.view.line(self.body.lines[at].position).base
    }

    fn filled(&self, at: usize, column: usize) -> bool {
        self.cell(at, column).is_some()
    }

    fn cell(&self, at: usize, column: usize) -> Option<&str> {
        let Line {
            position, cells, ..
        } = &self.body.lines[at];
        let run = cells.get(column)?.as_ref()?;
        Some(text(self.view, self.view.line(*position), run))
    }

    fn column(&self, wanted: impl Fn(RowHead) -> bool) -> Option<usize> {
        self.kinds.iter().position(|kind| wanted(*kind))
    }

    /// Lines with a code, or a number.
    fn codes(&self, lines: Range<usize>) -> Vec<usize> {
        let Some(column) = self.column(|kind| kind == RowHead::Code) else {
            return Vec::new();
        };
        lines
            .filter(|at| self.cell(*at, column).is_some_and(is_code))
            .collect()
    }

    /// Lines with the cell that fits on one: the weight, else the deadline; else those on which
    /// the most columns have words.
    fn anchors(&self, lines: Range<usize>) -> Vec<usize> {
        for wanted in [Field::Weight, Field::FinalDeadline] {
            let column = self.column(|kind| kind == RowHead::Field(wanted));
            let Some(column) = column else {
                continue;
            };
            let with: Vec<usize> = lines
                .clone()
                .filter(|at| self.filled(*at, column))
                .collect();
            if !with.is_empty() {
                return with;
            }
        }
        let filled = |at: usize| self.body.lines[at].cells.iter().flatten().count();
        let most = lines.clone().map(filled).max().unwrap_or_default();
        let full: Vec<usize> = lines.filter(|at| filled(*at) == most).collect();
        let runs = full.chunk_by(|last, next| *next == last + 1);
        runs.filter_map(|run| run.first().copied()).collect()
    }

    /// The columns in which no rule stands above a row that a rule parts from the one above.
    fn merged(&self, at: usize, first: usize) -> Vec<usize> {
        if at == first || !self.is_ruled_off(at) {
            return Vec::new();
        }
        let columns = 0..self.kinds.len();
        columns
            .filter(|column| !self.is_ruled_at(at, *column))
            .collect()
    }

    /// Whether a rule within a row parts the cells of some column.
    fn has_inner_rule(&self, mut lines: Range<usize>) -> bool {
        let columns = 0..self.kinds.len();
        lines.next();
        lines
            .flat_map(|at| columns.clone().map(move |column| (at, column)))
            .any(|(at, column)| self.is_ruled_at(at, column))
    }

    /// Whether a rule runs above a line through the column that names the objective.
    fn is_ruled_off(&self, at: usize) -> bool {
        self.is_ruled_at(at, self.title)
    }

    fn is_ruled_at(&self, at: usize, column: usize) -> bool {
        let line = self.view.line(self.body.lines[at].position);
        let above = match at.checked_sub(1) {
            Some(above) => Some(self.body.lines[above].position),
            None => self.body.above,
        };
        let Some(above) = above.map(|above| self.view.line(above)) else {
            return false;
        };
        // A cell over several rows may have its words at the height of a rule between them.
        let words = at
            .checked_sub(1)
            .is_none_or(|above| self.filled(above, column));
        let top = match words {
            true => above.base,
            false => above.base - 0.5 * above.em,
        };
        let x = self.body.middles[column];
        let bottom = line.base - 0.5 * line.em;
        let mut rules = self.view.page.lying.between(top, bottom).iter();
        rules.any(|rule| rule.x0 < x && x < rule.x1)
    }

    /// Whether the first row of a page is the rest of one: it lacks its number, or what all
    /// rows have; and whether that is sure.
    fn is_rest(&self, lines: Range<usize>) -> Option<bool> {
        let has = |column: usize| lines.clone().any(|at| self.filled(at, column));
        if let Some(code) = self.column(|kind| kind == RowHead::Code) {
            return (!has(code)).then_some(true);
        }
        if !has(self.title) {
            return Some(true);
        }
        let weight = self.column(|kind| kind == RowHead::Field(Field::Weight));
        let due = self.column(|kind| kind == RowHead::Field(Field::FinalDeadline));
        let lacks = weight.or(due).is_some_and(|column| !has(column));
        lacks.then_some(false)
    }
}

/// Whether the words of a cell are a code: few letters, a figure or capitals among them.
fn is_code(text: &str) -> bool {
    let short = text.chars().count() <= LONGEST_CODE;
    let sign = |c: char| c.is_ascii_digit() || c.is_uppercase();
    short && text.contains(sign) && text.split_whitespace().count() <= 3
}
