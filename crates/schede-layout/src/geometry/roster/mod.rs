//! Tables with an objective in each row: a head that names the objective and what is said of
//! it ("N. | Obiettivo | Peso | Indicatore | Scadenza"), and a row for each.
//!
//! In: the lines of a page. Out: which words are in which cell of which row. The walk writes
//! the lines to the flow as it does all others: whether such a table is read is the parser's
//! to decide, who knows the sheets around it.
//!
//! Here: one table after another, over pages. In the files beside: `head`, `body` (how far a
//! table goes, its columns), `rows`. Not here: tables of phases (`crate::geometry::head`),
//! tables of indicators within a sheet (`sides::measures`).

mod body;
pub(crate) mod head;
mod rows;
pub(crate) mod strip;

use std::ops::Range;

use schede_model::{CellPart, Roster, RosterRow, RowKind};
use schede_profile::{Profile, RowHead};

use crate::geometry::head::begins_at;
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours::{is_label, runs, text};
use body::{Body, Line};
use head::{Head, Naming};
use strip::Strip;

/// Finds the tables of one page after another.
#[derive(Debug, Default)]
pub(crate) struct Rosters {
    /// The table that the page before ends with.
    open: Option<Open>,
}

/// A table that may go on on the next page.
#[derive(Debug)]
struct Open {
    kinds: Vec<RowHead>,
    /// Left and right end of each head.
    extents: Vec<(f32, f32)>,
    heads: Vec<Vec<CellPart>>,
    /// Where the rows' cells begin, as far as the page before tells.
    lefts: Vec<Option<f32>>,
}

impl Rosters {
    /// The tables of a page, whose first line has this index in the flow; not its strips.
    pub fn page(&mut self, view: View, first_line: u32, strips: &[Strip]) -> Vec<Roster> {
        let mut heads = head::all(view, LISTS);
        let of_strip = |at: usize| strips.iter().any(|strip| strip.lines.contains(&at));
        heads.retain(|head| !of_strip(head.lines.start));
        let before = self.open.take();
        if heads.is_empty() && before.is_none() {
            return Vec::new();
        }
        let end = view.body.len();
        let mut found = Vec::new();
        if let Some(before) = before {
            let limit = heads.first().map_or(end, |head| head.lines.start);
            if limit > 0 {
                found.extend(self.go_on(view, first_line, before, limit));
            } else if let Some(head) = heads.first()
                && head.kinds == before.kinds
            {
                found.extend(self.table(view, first_line, head, limit_of(&heads, 0, end), true));
            }
        }
        let done =
            usize::from(!found.is_empty() && heads.first().is_some_and(|h| h.lines.start == 0));
        for (n, head) in heads.iter().enumerate().skip(done) {
            self.open = None;
            found.extend(self.table(view, first_line, head, limit_of(&heads, n, end), false));
        }
        found
    }

    /// The table under a head, which `goes_on` with that of the page before.
    fn table(
        &mut self,
        view: View,
        first_line: u32,
        head: &Head,
        limit: usize,
        goes_on: bool,
    ) -> Option<Roster> {
        let limit = before_sheet(view, head.lines.end, limit);
        let body = body::below(view, &head.extents(), head.lines.clone(), limit);
        let title = head.kinds.iter().position(|kind| *kind == RowHead::Title)?;
        let heads = head.columns.iter().map(|column| {
            let runs = column.runs.iter();
            runs.map(|(at, run)| part(view, first_line, *at, run))
                .collect()
        });
        let heads: Vec<Vec<CellPart>> = heads.collect();
        let rows = rows::of(view, &body, &head.kinds, title, goes_on);
        if rows.is_empty() {
            // The page may end with the head.
            let last = ends_page(view, head.lines.end);
            self.open = last.then(|| Open::new(head.kinds.clone(), head.extents(), heads, &body));
            return None;
        }
        if ends_page(view, body.end) {
            self.open = Some(Open::new(
                head.kinds.clone(),
                head.extents(),
                heads.clone(),
                &body,
            ));
        }
        let rows = rows.iter().map(|row| cells(view, first_line, &body, row));
        Some(Roster {
            heads,
            headless: false,
            rows: rows.collect(),
        })
    }

    /// The table of the page before, which goes on under no head.
    fn go_on(&mut self, view: View, first_line: u32, before: Open, limit: usize) -> Option<Roster> {
        let limit = before_sheet(view, 0, limit);
        let moved = before.moved_extents(view, limit);
        let extents = moved.as_ref().unwrap_or(&before.extents);
        let body = body::below(view, extents, 0..0, limit);
        let title = before
            .kinds
            .iter()
            .position(|kind| *kind == RowHead::Title)?;
        let likeness = match moved {
            Some(_) => Likeness::Rows,
            None => before.likeness(view, &body),
        };
        let mut rows = rows::of(view, &body, &before.kinds, title, true);
        match likeness {
            Likeness::None => return None,
            // The end of a row, or other text.
            Likeness::Rest => rows.retain_mut(|row| {
                row.doubtful = true;
                row.kind == RowKind::Rest
            }),
            Likeness::Rows => {}
        }
        if rows.is_empty() {
            return None;
        }
        let made = rows.iter().map(|row| cells(view, first_line, &body, row));
        let made: Vec<RosterRow> = made.collect();
        let heads = before.heads.clone();
        if ends_page(view, body.end) {
            let known = match moved {
                Some(_) => vec![None; before.lefts.len()],
                None => before.lefts.clone(),
            };
            self.open = Some(Open {
                lefts: merged(&known, &body),
                extents: moved.unwrap_or(before.extents),
                ..before
            });
        }
        Some(Roster {
            heads,
            headless: true,
            rows: made,
        })
    }
}

/// The heads of tables with an objective in each row.
const LISTS: Naming = Naming {
    may_be: Profile::may_name_rows,
    of: Profile::row_heads,
};

/// Whether nothing but the foot of the page stands below a table.
fn ends_page(view: View, end: usize) -> bool {
    /// Lines of a foot that no other page tells.
    const MOST_FEET: usize = 2;
    view.body.len() <= end + MOST_FEET
}

/// Where a table ends at the latest that no rules end: before the body of a sheet, a row of
/// labels alone or the head of a table of phases.
fn before_sheet(view: View, from: usize, limit: usize) -> usize {
    if !view.page.of_characters {
        return limit;
    }
    let labels = |position: usize| {
        let line = view.line(position);
        let runs = runs(view, line);
        let label = |run: &Range<usize>| is_label(text(view, line, run), view.profile);
        runs.len() > 1 && runs.iter().all(label)
    };
    (from..limit)
        .find(|position| labels(*position) || begins_at(view, *position))
        .unwrap_or(limit)
}

/// Where the table under the head of this number ends at the latest.
fn limit_of(heads: &[Head], n: usize, end: usize) -> usize {
    heads.get(n + 1).map_or(end, |next| next.lines.start)
}

impl Open {
    fn new(
        kinds: Vec<RowHead>,
        extents: Vec<(f32, f32)>,
        heads: Vec<Vec<CellPart>>,
        body: &Body,
    ) -> Self {
        let none = vec![None; kinds.len()];
        Self {
            kinds,
            extents,
            heads,
            lefts: merged(&none, body),
        }
    }

    /// Where the columns stand on the next page of a text, whose blanks may keep them at other
    /// places: as many runs of words as columns on one line, with a code where there is one.
    fn moved_extents(&self, view: View, limit: usize) -> Option<Vec<(f32, f32)>> {
        if !view.page.of_characters {
            return None;
        }
        let code = self.kinds.iter().position(|kind| *kind == RowHead::Code);
        let row = |position: usize| {
            let line = view.line(position);
            let runs = runs(view, line);
            let coded = |at: usize| {
                let words = runs.get(at).map(|run| text(view, line, run));
                words.is_some_and(|words| words.contains(|c: char| c.is_ascii_digit()))
            };
            let whole = runs.len() == self.kinds.len() && code.is_none_or(coded);
            whole.then(|| {
                let tokens = &view.page.tokens;
                let extent = |run: &Range<usize>| (tokens[run.start].x0, tokens[run.end - 1].x1);
                runs.iter().map(extent).collect()
            })
        };
        (0..limit).find_map(row)
    }

    /// Whether the lines at the top of a page are rows of the table: the cells of some line
    /// begin where those of the page before do, in most columns that it fills.
    fn likeness(&self, view: View, body: &Body) -> Likeness {
        /// How far apart (em) cells of one column begin.
        const SAME_X: f32 = 0.3;
        /// So many cells side by side are no chance.
        const LEAST_CELLS: usize = 3;
        let filled = |line: &Line| {
            let em = view.line(line.position).em;
            let cells = line.lefts.iter().zip(&self.lefts);
            let same = cells.filter_map(|(own, left)| {
                let own = (*own)?;
                Some(left.is_some_and(|left| (left - own).abs() < SAME_X * em))
            });
            let same: Vec<bool> = same.collect();
            (same.iter().filter(|same| **same).count(), same.len())
        };
        let mut lines = body.lines.iter().filter(|line| !line.across).map(filled);
        if lines
            .clone()
            .any(|(same, n)| n >= LEAST_CELLS && 2 * same > n)
        {
            return Likeness::Rows;
        }
        match lines.next() {
            Some((same, n)) if same == n && lines.all(|(same, n)| same == n) => Likeness::Rest,
            _ => Likeness::None,
        }
    }
}

/// How like the rows of a table the lines at the top of the next page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    None,
    /// Some cells begin where those of the table do.
    Rest,
    Rows,
}

/// Where cells begin, those of more lines among them: the first of each column counts.
fn merged(known: &[Option<f32>], body: &Body) -> Vec<Option<f32>> {
    let left = |at: usize| {
        let cells = body.lines.iter().filter_map(|line| line.lefts.get(at));
        cells.flatten().copied().reduce(f32::min)
    };
    let columns = known.iter().enumerate();
    columns
        .map(|(at, known)| known.or_else(|| left(at)))
        .collect()
}

/// A row with the words of its cells.
fn cells(view: View, first_line: u32, body: &Body, row: &rows::Row) -> RosterRow {
    let lines = &body.lines[row.lines.clone()];
    let cells = match row.kind {
        RowKind::Across => {
            let tokens = lines.iter().map(|line| {
                let tokens = view.line(line.position).tokens.clone();
                part(view, first_line, line.position, &tokens)
            });
            vec![tokens.collect()]
        }
        RowKind::Objective | RowKind::Rest => {
            let n_columns = lines.iter().map(|line| line.cells.len()).max();
            let column = |at: usize| {
                let cells = lines.iter().filter_map(|line| {
                    let run = line.cells.get(at)?.as_ref()?;
                    Some(part(view, first_line, line.position, run))
                });
                cells.collect()
            };
            (0..n_columns.unwrap_or_default()).map(column).collect()
        }
    };
    RosterRow {
        kind: row.kind,
        cells,
        merged: row.merged.clone(),
        doubtful: row.doubtful || !body.is_sure,
    }
}

/// Words of the line at a position.
fn part(view: View, first_line: u32, position: usize, tokens: &Range<usize>) -> CellPart {
    let all = &view.page.tokens;
    CellPart {
        line: first_line + view.body[position] as u32,
        start: all[tokens.start].start,
        end: all[tokens.end - 1].end,
    }
}
