//! Cells side by side outside of the tables of phases, whose text wraps: a row of them is
//! read cell by cell.
//!
//! In: a line that may be the first of such a row. Out: the words of each cell, by the
//! rules drawn between them, the structure tree, or the labels with which cells begin.
//!
//! Not here: one label and its value side by side (`pairs`), what is written (`walk`).

use std::ops::Range;

use schede_model::page::BBox;
use schede_profile::{Field, Profile};

use super::fours::{self, GUTTER};
use super::over;
use super::pairs::{Gutter, is_label_part};
use super::ruled_rows::{is_ruled_pair, over_values, with_own_values};
use super::wraps;
use crate::geometry::lines::labels;
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Distance (em) up to which two words begin at the same x, or rules meet.
pub(super) const SAME_X: f32 = 0.3;

/// Blank (em) that is wider than those of justified lines.
const WIDE: f32 = 2.0;

/// Blank (em) between two cells of which the left one is full, at least.
const FULL: f32 = 0.15;

/// Distance (em) up to which the labels of a column of cells begin at the same x, and lines
/// from one to the next, at most.
const EVEN_X: f32 = 0.05;
const NEAR_LINES: usize = 3;

/// How far apart (em) two cells begin, at least.
const FAR: f32 = 4.0;

/// Step (em) from line to line that no text has: the lines of two cells stand at different
/// heights.
const HALF_STEP: f32 = 0.9;

/// Lines above the label of a cell that is centred beside a longer one, at most.
const CENTRED_LINES: usize = 6;

/// Height over the baseline (em) at which a rule beside a line is looked for.
const AT: f32 = 0.3;

/// Characters that may stand between a label and its colon ("- annualità 2024").
const QUALIFIER: usize = 28;

/// Bytes of an objective's code with its sign, at most ("A12)").
const MOST_CODE: usize = 5;

/// Cells of a row, and lines, at most: more are a table that is no part of the form.
const MOST_CELLS: usize = 12;
const MOST_LINES: usize = 60;

/// Some words of a line: its position, and which of its tokens.
pub(crate) type Words = (usize, Range<usize>);

/// A row of cells.
#[derive(Debug)]
pub(crate) struct Row {
    /// The position after its last line.
    pub end: usize,
    /// The words of each cell, line by line.
    pub cells: Vec<Vec<Words>>,
    /// To which cell a line belongs is a guess.
    pub doubtful: bool,
    /// Rules are drawn between the cells.
    pub ruled: bool,
}

/// The row of cells that begins with the line at a position and ends before `limit`.
pub(crate) fn row(
    view: View,
    position: usize,
    limit: usize,
    gutter: Option<Gutter>,
) -> Option<Row> {
    let tagged = || tagged(view, position, limit);
    let pair = || ruled(view, position, limit, None).filter(|row| is_ruled_pair(view, row));
    let found = ruled(view, position, limit, gutter).or_else(pair);
    let found = found.or_else(tagged);
    let found = found.map(|row| with_values(view, position, row, limit));
    let found = found.filter(|(row, over)| {
        *over || is_ruled_pair(view, row) || is_read_by_cell(view, row, gutter)
    });
    let found = found.map(|(row, _)| row);
    let found = found.or_else(|| fours::row(view, position, limit));
    let found = found.or_else(|| over::row(view, position, limit));
    let found = found.or_else(|| labelled(view, position, limit, gutter));
    found.or_else(|| wraps::row(view, position, limit, gutter))
}

/// A row of labels alone with the row of their values below it, and whether it is one.
fn with_values(view: View, position: usize, mut row: Row, limit: usize) -> (Row, bool) {
    if let Some(row) = over_values(view, position, limit) {
        return (row, true);
    }
    let is_label = |cell: &Vec<Words>| fours::is_label(&text(view, cell), view.profile);
    if row.end >= limit || !row.cells.iter().all(is_label) {
        return (row, false);
    }
    let next = ruled(view, row.end, limit, None).or_else(|| tagged(view, row.end, limit));
    let below = next.filter(|next| {
        let begins = |cell: &Vec<Words>| view.page.tokens[cell[0].1.start].x0;
        let pairs = row.cells.iter().zip(&next.cells);
        let mut even = pairs.map(|(a, b)| (begins(a) - begins(b)).abs());
        next.cells.len() == row.cells.len()
            && even.all(|apart| apart < FAR * view.line(row.end).em)
            && !next.cells.iter().any(is_label)
    });
    let Some(next) = below else {
        // Rules, or the edges of painted cells, may part the labels alone.
        let over = over::row(view, position, limit);
        let found = over.is_some();
        return (over.unwrap_or(row), found);
    };
    row.cells = with_own_values(row.cells, next.cells);
    row.end = next.end;
    (row, true)
}

/// Whether the cells of a row are no label with its value, and not of one line each.
fn is_read_by_cell(view: View, row: &Row, gutter: Option<Gutter>) -> bool {
    let texts: Vec<String> = row.cells.iter().map(|cell| text(view, cell)).collect();
    let opens: Vec<_> = texts.iter().map(|t| opening(t, view.profile)).collect();
    if opens.iter().any(|open| is_of_table(*open)) {
        return false;
    }
    let criterion = |text: &str| view.profile.cell_label_before_colon(text).is_some();
    let labels = texts.iter();
    let labels = labels.filter(|text| is_label(text, view.profile) || criterion(text));
    let n_labels = labels.count();
    // "4.1 | Peso obiettivo | 25%": what stands beside a label is another cell.
    let within = |text: &String| fours::is_label(text, view.profile);
    if texts.len() > 2 && texts[1..].iter().any(within) {
        return true;
    }
    let wraps = row.cells.iter().any(|cell| cell.len() > 1);
    let pair = || {
        let [label, _] = &row.cells[..] else {
            return false;
        };
        let line = view.line(label[0].0);
        let end = view.page.tokens[label[0].1.end - 1].end;
        gutter.is_some()
            || is_label_part(view, line, end)
            || is_label_alone(&texts[0], view.profile)
    };
    match n_labels {
        0 | 1 => wraps && !pair(),
        _ => true,
    }
}

/// Whether what begins so stands at the beginning of a cell of the form.
fn begins_cell(open: Option<Opening>) -> bool {
    matches!(
        open,
        Some(Opening::Label { firm: true, .. } | Opening::Objective | Opening::Unit)
    )
}

/// Whether words within a line begin a cell: they are a label, not like one ("Obiettivo
/// Strategico: ...").
fn is_label(text: &str, profile: &Profile) -> bool {
    match opening(text, profile) {
        Some(Opening::Label { field, firm, end }) => {
            let colon = || text[end..].chars().take(QUALIFIER).any(|c| c == ':');
            firm && field != Field::FinalDeadline && colon()
        }
        Some(Opening::Objective) => has_code(text, profile),
        Some(Opening::Unit | Opening::Signature | Opening::Caption) | None => false,
    }
}

/// Whether a text is a label and nothing else.
fn is_label_alone(text: &str, profile: &Profile) -> bool {
    let open = opening(text, profile);
    let label = |end: usize| !text[end..].contains(char::is_alphanumeric);
    matches!(open, Some(Opening::Label { end, firm: true, .. }) if label(end))
}

/// Whether the code of an objective follows its label ("Obiettivo: A) ...").
fn has_code(text: &str, profile: &Profile) -> bool {
    behind_code(text, profile).is_some()
}

/// Whether a text is the label of an objective and its code, and nothing else.
pub(super) fn is_code_alone(text: &str, profile: &Profile) -> bool {
    opening(text, profile) == Some(Opening::Objective)
        && behind_code(text, profile).is_some_and(|rest| !rest.contains(char::is_alphanumeric))
}

/// What stands behind the code that follows an objective's label, if one does.
fn behind_code<'t>(text: &'t str, profile: &Profile) -> Option<&'t str> {
    let end = profile.printed.at_start(text).map_or(0, |label| label.end);
    let rest = text[end..].trim_start_matches([':', ' ']);
    let (code, behind) = rest.split_once(' ').unwrap_or((rest, ""));
    (code.ends_with([')', '.']) && code.len() <= MOST_CODE).then_some(behind)
}

/// Whether what begins so is of the table of phases, which has cells of its own.
pub(super) fn is_of_table(open: Option<Opening>) -> bool {
    match open {
        Some(Opening::Label { field, .. }) => field == Field::FinalDeadline,
        Some(Opening::Caption) => true,
        Some(Opening::Objective | Opening::Signature | Opening::Unit) | None => false,
    }
}

/// The characters of a cell.
pub(super) fn text(view: View, cell: &[Words]) -> String {
    let lines = cell.iter().map(|words| piece(view, words));
    lines.collect::<Vec<&str>>().join(" ")
}

fn piece<'v>(view: View<'v>, (position, tokens): &Words) -> &'v str {
    let all = &view.page.tokens;
    let line = view.line(*position);
    &line.text[all[tokens.start].start as usize..all[tokens.end - 1].end as usize]
}

// --- by rules ---

/// The row between two rules, with rules that stand between its words.
fn ruled(view: View, position: usize, limit: usize, gutter: Option<Gutter>) -> Option<Row> {
    let grid = grid(view, position, limit, gutter)?;
    let row = finish(grid.end, grid.cells)?;
    Some(Row { ruled: true, ..row })
}

/// The cells between two rules, empty ones among them.
pub(super) struct Grid {
    /// The position after the last line.
    pub end: usize,
    pub cells: Vec<Vec<Words>>,
    /// The rules between them.
    pub splits: Vec<f32>,
}

pub(super) fn grid(
    view: View,
    position: usize,
    limit: usize,
    gutter: Option<Gutter>,
) -> Option<Grid> {
    let line = view.line(position);
    let splits = splits(view, line)?;
    if let ([only], Some(Gutter::Ruled(x))) = (&splits[..], gutter)
        && (only - x).abs() < SAME_X * line.em
        && !begins_label_at(view, position, *only)
    {
        return None;
    }
    let bottom = bottom(view, line, &splits)?;
    let reaches = |at: &usize| {
        let below = view.line(*at);
        let near = SAME_X * below.em;
        let y = height(below);
        let stands = |x: &f32| view.page.uprights.any_between(x - near, x + near, y);
        below.base < bottom.y && splits.iter().all(stands)
    };
    let end = (position..limit).take(MOST_LINES).find(|at| !reaches(at));
    let end = end.unwrap_or_else(|| limit.min(position + MOST_LINES));
    let mut cells = vec![Vec::new(); splits.len() + 1];
    for at in position..end {
        let line = view.line(at);
        let mut from = line.tokens.start;
        for (cell, words) in cells.iter_mut().enumerate() {
            let x = splits.get(cell).copied().unwrap_or(f32::MAX);
            let tokens = &view.page.tokens[from..line.tokens.end];
            let n = tokens.iter().take_while(|t| t.middle() < x).count();
            let over = |t: &Token| t.x1 > x + SAME_X * t.em;
            if tokens[..n].last().is_some_and(over) {
                return None;
            }
            if n > 0 {
                words.push((at, from..from + n));
            }
            from += n;
        }
    }
    let outside =
        !bottom.first && !cells[0].is_empty() || !bottom.last && !cells[splits.len()].is_empty();
    (!outside).then_some(Grid { end, cells, splits })
}

/// A row of cells that are not empty, if there are two or more.
pub(super) fn finish(end: usize, mut cells: Vec<Vec<Words>>) -> Option<Row> {
    cells.retain(|cell| !cell.is_empty());
    (cells.len() > 1).then_some(Row {
        end,
        cells,
        doubtful: false,
        ruled: false,
    })
}

/// The rules beside a line that have text of the page on both sides.
fn splits(view: View, line: &TextLine) -> Option<Vec<f32>> {
    let near = SAME_X * line.em;
    let (left, right) = view.span;
    let uprights = &view.page.uprights;
    if !uprights.stand_beside(height(line)) {
        return None;
    }
    let all = uprights.right_of(left + near, height(line));
    let mut splits: Vec<f32> = all
        .take_while(|x| *x < right - near)
        .take(4 * MOST_CELLS)
        .collect();
    splits.dedup_by(|b, a| *b - *a < near);
    (1..MOST_CELLS).contains(&splits.len()).then_some(splits)
}

/// Whether the words right of a place are a label.
fn begins_label_at(view: View, position: usize, x: f32) -> bool {
    let mut tokens = view.line(position).tokens.clone();
    let first = tokens.find(|t| view.page.tokens[*t].middle() > x);
    first.is_some_and(|at| is_label(view.text_from(position, at), view.profile))
}

/// Where a row ends, and which of its outer cells end there.
struct Bottom {
    y: f32,
    first: bool,
    last: bool,
}

/// Where the row ends: at the next rule that runs through below its cells. A rule below
/// some of them parts a cell from the others: then there is no such row. Beyond the rules
/// at the edges of a table there is no cell, and no rule below it.
fn bottom(view: View, line: &TextLine, splits: &[f32]) -> Option<Bottom> {
    let near = SAME_X * line.em;
    let rules = view.page.lying.between(line.base, f32::INFINITY).iter();
    let rules: Vec<_> = rules.filter(|b| b.width() > line.em).collect();
    let of = |left: f32, right: f32| {
        let meets = |x0: f32, x1: f32| x0 < left + near && x1 > right - near;
        let mut ys = rules.iter().filter(|b| meets(b.x0, b.x1));
        ys.next()
            .map_or(f32::MAX, |first| first.center_y().min(f32::MAX))
    };
    // Beside each split, a little to the left and to the right.
    let left = |x: f32| of(x - line.em, x);
    let right = |x: f32| of(x, x + line.em);
    let mut inner = splits.windows(2).flat_map(|p| [right(p[0]), left(p[1])]);
    let (first, last) = (left(splits[0]), right(splits[splits.len() - 1]));
    let y = inner.next().unwrap_or(first);
    let same = |other: f32| (other - y).abs() < near || other == y;
    let ends = Bottom {
        y,
        first: same(first),
        last: same(last),
    };
    inner.all(same).then_some(ends)
}

fn height(line: &TextLine) -> f32 {
    line.base - AT * line.em
}

// --- by the structure tree ---

/// The lines whose words are all of one row of a tagged table.
fn tagged(view: View, position: usize, limit: usize) -> Option<Row> {
    let cell = |t: &Token| t.mcid.and_then(|mcid| view.page.cell(mcid));
    let first = cell(view.tokens(view.line(position)).first()?)?;
    let row = (first.table, first.row);
    let mut columns: Vec<u32> = Vec::new();
    let mut cells: Vec<Vec<Words>> = Vec::new();
    let mut end = position;
    for at in (position..limit).take(MOST_LINES) {
        let line = view.line(at);
        let all = || view.tokens(line).iter().map(cell);
        if !all().all(|c| c.is_some_and(|c| (c.table, c.row) == row)) {
            break;
        }
        let mut from = line.tokens.start;
        let columns_of: Vec<u32> = all().flatten().map(|c| c.column).collect();
        for run in columns_of.chunk_by(|a, b| a == b) {
            let words = (at, from..from + run.len());
            from += run.len();
            match columns.binary_search(&run[0]) {
                Ok(known) => cells[known].push(words),
                Err(new) => {
                    columns.insert(new, run[0]);
                    cells.insert(new, vec![words]);
                }
            }
        }
        end = at + 1;
    }
    // Some programs write the cells of a row in another order than they stand.
    let left = |cell: &Vec<Words>| {
        let begins = cell.iter().map(|words| view.page.tokens[words.1.start].x0);
        begins.fold(f32::MAX, f32::min)
    };
    cells.sort_by(|a, b| left(a).total_cmp(&left(b)));
    finish(end, cells)
}

// --- by labels ---

/// Cells that begin with labels, beside one another or a few lines apart, each above the
/// rest of its text.
fn labelled(view: View, position: usize, limit: usize, gutter: Option<Gutter>) -> Option<Row> {
    let open = view.line(position).opening(view.profile);
    if !begins_cell(open) {
        return None;
    }
    // A deadline in a row of the table has no label of another field beside it.
    let (splits, level) = label_splits(view, position, limit)?;
    // Right of it stand values, some of which begin with a label's words.
    let of_values = |x: &f32| match gutter {
        Some(Gutter::Aligned(at) | Gutter::Strip(at) | Gutter::Ruled(at)) => {
            (x - at).abs() < FAR * view.line(position).em
        }
        None => false,
    };
    let below_labels = level && splits.len() == 1 && ends_in_label(view, position, splits[0]);
    // A deadline's value is no label.
    if splits.iter().any(of_values) && !below_labels && !is_of_table(open) {
        return None;
    }
    let mut cells = Cells::new(view, position, splits);
    let limit = limit.min(position + MOST_LINES);
    while cells.end < limit && cells.take(cells.end) {}
    // One line each: they are told apart by their gaps, which nothing asks for where values
    // begin at one place.
    let beside_values = || gutter.is_some() && stand_far_apart(view, position, &cells.splits);
    let in_columns = || {
        let mut splits = cells.splits.iter();
        splits.all(|x| is_below_label(view, position, *x, FULL))
    };
    let proven = match level {
        true => cells.n_both > 1 || cells.n_rest > 0 || beside_values() || in_columns(),
        false => cells.n_both > 1 || cells.close,
    };
    let all = cells.cells.iter().all(|cell| !cell.is_empty());
    (proven && all).then_some(Row {
        end: cells.end,
        cells: cells.cells,
        doubtful: cells.doubtful,
        ruled: false,
    })
}

/// Whether a blank that no text has stands before each of these places of a line.
fn stand_far_apart(view: View, position: usize, places: &[f32]) -> bool {
    let tokens = view.tokens(view.line(position));
    let far = |x: &f32| {
        let at = tokens.partition_point(|t| t.x0 < *x);
        let pair = at.checked_sub(1).map(|left| &tokens[left..=at]);
        pair.is_some_and(|pair| pair[1].x0 - pair[0].x1 > WIDE * pair[1].em)
    };
    places.iter().all(far)
}

/// Whether all that a line has right of a place is a label.
fn ends_in_label(view: View, position: usize, x: f32) -> bool {
    let mut tokens = view.line(position).tokens.clone();
    let first = tokens.find(|t| view.page.tokens[*t].x0 >= x);
    first.is_some_and(|at| is_label_alone(view.text_from(position, at), view.profile))
}

/// The places at which labels begin right of where the first cell does, on its first line,
/// or on one of the next where the cells are centred; and whether it is the first.
fn label_splits(view: View, position: usize, limit: usize) -> Option<(Vec<f32>, bool)> {
    let left = view.tokens(view.line(position)).first()?.x0;
    let mut splits = labels_in(view, position);
    let level = !splits.is_empty();
    let mut above = view.line(position);
    for at in (position + 1..limit).take(CENTRED_LINES) {
        let line = view.line(at);
        let near = line.base - above.base <= view.page.widest_pitch() * line.em;
        if !splits.is_empty() || !near {
            break;
        }
        let first = view.tokens(line).first()?.x0;
        let begins = begins_cell(line.opening(view.profile));
        if begins && (first - left).abs() < FAR * line.em {
            break;
        }
        splits = labels_in(view, at);
        if begins && is_label(&line.text, view.profile) {
            // Of two cells that begin at different heights the left one may be the lower.
            splits.insert(0, first.max(left));
        } else if begins {
            break;
        }
        above = line;
    }
    (1..MOST_CELLS)
        .contains(&splits.len())
        .then_some((splits, level))
}

/// The places of labels within a line.
fn labels_in(view: View, position: usize) -> Vec<f32> {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    // A label has its colon; few lines have one in the middle.
    let first_end = tokens[line.tokens.start].end as usize;
    if memchr::memchr2(b':', b')', &line.text.as_bytes()[first_end..]).is_none() {
        return Vec::new();
    }
    let inner = line.tokens.start + 1..line.tokens.end;
    let begins = inner.filter(|i| {
        let gap = tokens[*i].x0 - tokens[*i - 1].x1;
        // The words of a cell may fill it.
        gap >= FULL * line.em
            && is_label_at(view, position, *i)
            && (gap >= GUTTER * line.em || is_below_label(view, position, tokens[*i].x0, GUTTER))
    });
    begins.map(|i| tokens[i].x0).collect()
}

/// Whether a label begins with a word within a line.
fn is_label_at(view: View, position: usize, token: usize) -> bool {
    let text = view.text_from(position, token);
    text.starts_with(char::is_uppercase) && is_label(text, view.profile)
}

/// Whether labels of cells begin at a place on a line close to this one, too, behind so wide
/// a blank (em).
fn is_below_label(view: View, position: usize, x: f32, blank: f32) -> bool {
    let first = position.saturating_sub(NEAR_LINES);
    let end = view.body.len().min(position + NEAR_LINES + 1);
    (first..end).filter(|at| *at != position).any(|at| {
        let line = view.line(at);
        let tokens = view.tokens(line);
        let near = EVEN_X * line.em;
        let right = tokens.partition_point(|t| t.x0 < x - near);
        let left = right.checked_sub(1).map(|left| tokens[left].x1);
        let stands = tokens.get(right).is_some_and(|t| t.x0 < x + near);
        let parted = left.is_some_and(|left| x - left >= blank * line.em);
        stands && parted && is_label_at(view, at, line.tokens.start + right)
    })
}

/// Cells below their labels, as they grow.
struct Cells<'v> {
    view: View<'v>,
    /// Where each but the first begins.
    splits: Vec<f32>,
    cells: Vec<Vec<Words>>,
    /// Where the last words of each end.
    ends: Vec<Option<f32>>,
    /// The position after the last line taken.
    end: usize,
    base: f32,
    /// Lines that have words of two cells, and that go on with one.
    n_both: usize,
    n_rest: usize,
    /// Two lines stand closer than those of one cell do.
    close: bool,
    doubtful: bool,
}

impl<'v> Cells<'v> {
    fn new(view: View<'v>, position: usize, splits: Vec<f32>) -> Self {
        let n = splits.len() + 1;
        Self {
            view,
            splits,
            cells: vec![Vec::new(); n],
            ends: vec![None; n],
            end: position,
            base: view.line(position).base,
            n_both: 0,
            n_rest: 0,
            close: false,
            doubtful: false,
        }
    }

    /// Takes a line, if each of its words stands in one of the cells.
    fn take(&mut self, position: usize) -> bool {
        let view = self.view;
        let line = view.line(position);
        let step = line.base - self.base;
        let far = step > view.page.widest_pitch() * line.em;
        let first = self.cells.iter().all(Vec::is_empty);
        if far || self.is_ruled_off(line) || !first && is_deadline(view, position) {
            return false;
        }
        let Some(parts) = self.parts(position) else {
            return false;
        };
        self.n_both += usize::from(parts.len() > 1);
        self.n_rest += usize::from(!first);
        self.close |= !first && step < HALF_STEP * line.em;
        for (cell, words) in parts {
            let tokens = view.page.tokens[words.clone()].iter();
            let width = tokens.clone().next().map_or(0.0, |t| t.x1 - t.x0);
            let edge = self.splits.get(cell).copied().unwrap_or(view.span.1);
            let full = |end: f32| end + width + 2.0 * GUTTER * line.em > edge;
            self.doubtful |= self.ends[cell].is_some_and(|end| !full(end));
            self.ends[cell] = tokens.last().map(|t| t.x1);
            self.cells[cell].push((position, words));
        }
        self.base = line.base;
        self.end = position + 1;
        true
    }

    /// Whether a rule runs through between the cells so far and a line.
    fn is_ruled_off(&self, line: &TextLine) -> bool {
        let through = |x: &f32, b: &BBox| b.x0 < x - line.em && b.x1 > x + line.em;
        let mut rules = self.view.page.lying.between(self.base, line.base).iter();
        rules.any(|rule| self.splits.iter().any(|x| through(x, rule)))
    }

    /// The words of a line, cell by cell, if it goes on with the cells.
    fn parts(&self, position: usize) -> Option<Vec<(usize, Range<usize>)>> {
        let view = self.view;
        let line = view.line(position);
        let near = SAME_X * line.em;
        let mut parts = Vec::new();
        let mut from = line.tokens.start;
        for cell in 0..self.cells.len() {
            let edge = self.splits.get(cell).copied().unwrap_or(f32::MAX);
            let tokens = &view.page.tokens[from..line.tokens.end];
            let n = tokens.iter().take_while(|t| t.x0 < edge - near).count();
            if n == 0 {
                continue;
            }
            // A label behind the edge shows that what fills its cell ends there.
            let labelled = || {
                let next = from + n;
                next < line.tokens.end && is_label_at(view, position, next)
            };
            let full = |t: &Token| t.x1 <= edge - FULL * t.em && labelled();
            let over = |t: &Token| t.x1 > edge - GUTTER * t.em && !full(t);
            // All of a cell's lines begin where its label does.
            let even = |x: &f32| (tokens[0].x0 - x).abs() < near;
            let left = cell.checked_sub(1).map(|at| &self.splits[at]);
            if tokens[..n].last().is_some_and(over) || !left.is_none_or(even) {
                return None;
            }
            // A cell begins with its label, and another label is of the next row.
            let text = piece(view, &(position, from..from + n));
            let open = opening(text, view.profile);
            let ended = match self.cells[cell].last() {
                None if cell == 0 => !begins_cell(open),
                None => !is_label(text, view.profile),
                // "Ufficio Tributi" may be of a value.
                Some(_) => begins_cell(open) && open != Some(Opening::Unit),
            };
            if ended || matches!(open, Some(Opening::Signature | Opening::Caption)) {
                return None;
            }
            parts.push((cell, from..from + n));
            from += n;
        }
        Some(parts)
    }
}

fn is_deadline(view: View, position: usize) -> bool {
    labels::deadline_start(view, position).is_some()
}
