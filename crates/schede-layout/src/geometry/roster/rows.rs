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

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub kind: RowKind,
    /// Which of the table's lines.
    pub lines: Range<usize>,
    /// Where it begins or ends is a guess.
    pub doubtful: bool,
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
        let starts = self.starts(lines.clone());
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([lines.end]);
        let rows = starts.iter().zip(ends).map(|((at, sure), end)| Row {
            kind: RowKind::Objective,
            lines: *at..end,
            doubtful: !sure || self.has_inner_rule(*at..end),
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

    fn starts(&self, lines: Range<usize>) -> Starts {
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
        let anchors = self.anchors(lines.clone());
        if anchors.len() < 2 && !ruled.is_empty() {
            return vec![(lines.start, true)];
        }
        let doubted = self.by_numbers(lines, anchors);
        doubted.into_iter().map(|(at, _)| (at, false)).collect()
    }

    /// The rows of lines by those with a number, or with a cell that each row has once on one
    /// line: at the top of its row, or in its middle where the space above is wider.
    fn by_numbers(&self, lines: Range<usize>, numbers: Vec<usize>) -> Starts {
        let mut starts = Starts::new();
        let mut from = lines.start;
        for number in numbers {
            let space = |at: usize| match at.checked_sub(1).filter(|_| at > lines.start) {
                Some(above) => self.base(at) - self.base(above),
                None => 0.0,
            };
            let widest = (from + 1..=number).max_by(|a, b| space(*a).total_cmp(&space(*b)));
            let own = space(number);
            let above = widest.filter(|at| space(*at) > WIDER * own);
            let titled = self.filled(number, self.title);
            match above {
                Some(at) if !starts.is_empty() => starts.push((at, false)),
                _ if starts.is_empty() && number > lines.start && !titled => {
                    starts.push((lines.start, false));
                }
                _ => starts.push((number, titled)),
            }
            from = number;
        }
        starts
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
        let mut full: Vec<usize> = lines.filter(|at| filled(*at) == most).collect();
        full.dedup_by(|next, last| *next == *last + 1);
        full
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
        let x = self.body.middles[column];
        let mut rules = self.view.page.rules.iter().filter(|rule| rule.horizontal);
        rules.any(|rule| {
            let y = rule.bbox.center_y();
            above.base < y && y < line.base - 0.5 * line.em && rule.bbox.x0 < x && x < rule.bbox.x1
        })
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
