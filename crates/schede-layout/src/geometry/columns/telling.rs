//! Words that show by themselves which column they stand in: weights, marks of the
//! monitoring, dates under the head of the deadlines. Where columns are kept by
//! blanks, lines are moved sideways and no edge holds for all of them; there
//! weights tell.
//!
//! In: the lines of a table, page by page. Out: for a word, its column, if it is
//! one of these and stands about where the others of its kind do.
//!
//! Not here: the columns' edges (`columns`).

use std::ops::Range;

use schede_model::Column;

use super::beside::{LABEL_GAP, label_at};
use crate::geometry::head::HeadCell;
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Blank (em) on both sides of a word that stands alone: more than the widest
/// word space.
const ALONE: f32 = 0.9;

/// Blank (em) between a weight and its per cent sign, at most.
const SIGN_GAP: f32 = 0.6;

/// Distance (em) up to which weights share a place.
const SAME_PLACE: f32 = 0.3;

/// Weights kept to know their place, at most.
const MOST_SEEN: usize = 100;

/// So many numbers below one another, at least, are weights without their sign.
const FEWEST_BARE: usize = 2;

/// How far (em) a full cell may push a word out of its place: no further than the
/// width of its own column's head.
const PUSHED: f32 = 6.0;

/// The same (em) of a number without a sign: a number of the next column stands further.
const NUMBER_PUSHED: f32 = 2.0;

/// Where words of a kind stand.
#[derive(Debug, Clone, Copy)]
struct Span {
    left: f32,
    right: f32,
    /// How many are known to.
    n: usize,
}

/// An end of the words of a kind, and how many lines say so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    pub x: f32,
    pub n: usize,
}

/// Where weights stand that no other word is near to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Telling {
    seen: Vec<(f32, f32)>,
    /// Those right under their head, close behind the words of a description or close before
    /// those of the next column, and those close before a date: they tell where no others do.
    close: Vec<(f32, f32)>,
    /// Numbers without a sign that stand alone nearest to the head of the weights: they
    /// tell where no weight has a sign.
    bare: Vec<(f32, f32)>,
    weights: Option<Span>,
    /// Left and right end of the head of the weights.
    head: Option<(f32, f32)>,
    numbers: Option<Span>,
    /// Where marks of the monitoring ("OK") stand.
    marks: Option<Span>,
    /// Where dates stand that begin a cell under the head of the deadlines.
    dated: Vec<(f32, f32)>,
    dates: Option<Span>,
    /// Labels of phases that stand alone behind the head of the descriptions, and where they
    /// do ("Rilievo delle sponde | fase 1").
    labelled: Vec<(f32, f32)>,
    labels: Option<Span>,
}

impl Telling {
    /// Adds the lines of a table on one page.
    pub fn add(&mut self, view: View, zone: Range<usize>, cells: &[HeadCell]) {
        self.add_marks(view, zone.clone(), cells);
        self.add_dates(view, zone.clone(), cells);
        self.add_labels(view, zone.clone(), cells);
        let Some(room) = room(cells, Column::Weight) else {
            return;
        };
        let head = cells.iter().find(|c| c.column == Column::Weight);
        self.head = head.map(|head| (head.x0, head.x1));
        let heads = || cells.iter().filter(|c| c.column == Column::Weight);
        let under = |span: (f32, f32)| heads().any(|head| span.0 < head.x1 && head.x0 < span.1);
        let near = |span: (f32, f32)| nearest(cells, span) == Some(Column::Weight);
        let mut of_line: Vec<((f32, f32), bool)> = Vec::new();
        for position in zone {
            let line = view.line(position);
            of_line.clear();
            for index in line.tokens.clone() {
                let token = &view.page.tokens[index];
                let (before, _) = blanks(view, line, index);
                let Some(last) = weight_at(view, line, index) else {
                    let next = index + 1;
                    let signed = next < line.tokens.end && view.page.word(line, next) == "%";
                    let last = if signed { next } else { index };
                    let span = (token.x0, view.page.tokens[last].x1);
                    let alone = before > ALONE * token.em && room.contains(&token.middle());
                    let bare = alone && near(span) && self.bare.len() < MOST_SEEN;
                    if bare && is_part_of_all(view.page.word(line, index)) {
                        self.bare.push(span);
                    }
                    continue;
                };
                let (_, after) = blanks(view, line, last);
                let alone = before > ALONE * token.em;
                let span = (token.x0, view.page.tokens[last].x1);
                let own = room.contains(&token.middle()) && (alone || under(span));
                let apart = after > ALONE * token.em;
                let next = last + 1;
                let dated = || next < line.tokens.end && is_date(view.page.word(line, next));
                // A share that begins what stands right under the head is no word's.
                let heads_run = || alone && under(span);
                if own && (apart || dated() || heads_run()) {
                    of_line.push((span, alone && apart));
                }
            }
            // The monitoring may be a share too: the weight is the one nearest to its head.
            if of_line.iter().any(|(span, _)| under(*span)) {
                of_line.retain(|(span, _)| under(*span));
            } else if of_line.iter().any(|(span, _)| near(*span)) {
                of_line.retain(|(span, _)| near(*span));
            }
            for (span, alone) in &of_line {
                let seen = match alone {
                    true => &mut self.seen,
                    false => &mut self.close,
                };
                if seen.len() < MOST_SEEN {
                    seen.push(*span);
                }
            }
        }
        let em = cells.iter().map(|c| c.em).fold(0.0, f32::max);
        let seen = match self.seen.is_empty() {
            true => &self.close,
            false => &self.seen,
        };
        // Shares beside numbers that stand under the head of the weights are of the monitoring.
        let is_under = |spans: &[(f32, f32)]| spans.iter().filter(|span| under(**span)).count();
        let signed = match is_under(&self.seen) + is_under(&self.close) {
            0 => is_under(&self.bare) < FEWEST_BARE && !seen.is_empty(),
            _ => true,
        };
        let place = SAME_PLACE * em;
        (self.weights, self.numbers) = match signed {
            true => (aligned(seen, place), None),
            false => {
                let numbers = aligned(&self.bare, place);
                (None, numbers.filter(|span| span.n >= FEWEST_BARE))
            }
        };
    }

    /// Adds the marks of the monitoring on one page.
    fn add_marks(&mut self, view: View, zone: Range<usize>, cells: &[HeadCell]) {
        let Some(room) = room(cells, Column::Monitoring) else {
            return;
        };
        for position in zone {
            let line = view.line(position);
            for index in line.tokens.clone() {
                let token = &view.page.tokens[index];
                if room.contains(&token.middle())
                    && view.profile.vocabulary.is_mark(view.page.word(line, index))
                {
                    let here = Span {
                        left: token.x0,
                        right: token.x1,
                        n: 1,
                    };
                    self.marks = Some(self.marks.map_or(here, |all| all.and(here)));
                }
            }
        }
    }

    /// Adds the dates of the deadlines on one page.
    fn add_dates(&mut self, view: View, zone: Range<usize>, cells: &[HeadCell]) {
        let Some(head) = cells.iter().find(|c| c.column == Column::Due) else {
            return;
        };
        for position in zone {
            let line = view.line(position);
            for index in line.tokens.clone() {
                let token = &view.page.tokens[index];
                let under = token.x0 < head.x1 && head.x0 < token.x1;
                if under && self.dated.len() < MOST_SEEN && is_date(view.page.word(line, index)) {
                    let (before, _) = blanks(view, line, index);
                    if before > ALONE * token.em {
                        self.dated.push((token.x0, token.x1));
                    }
                }
            }
        }
        self.dates = aligned(&self.dated, SAME_PLACE * head.em);
    }

    /// Adds the labels behind the descriptions of one page.
    fn add_labels(&mut self, view: View, zone: Range<usize>, cells: &[HeadCell]) {
        let mut pairs = cells.windows(2);
        let Some([head, next]) = pairs.find(|pair| pair[0].column == Column::Description) else {
            return;
        };
        for position in zone {
            let line = view.line(position);
            for index in line.tokens.clone().skip(1) {
                let token = &view.page.tokens[index];
                let room = head.x1 < token.x0 && token.x0 < next.middle();
                if !room || self.labelled.len() == MOST_SEEN {
                    continue;
                }
                let Some(label) = label_at(view, position, index) else {
                    continue;
                };
                let last = label.next - 1;
                let (before, after) = (blanks(view, line, index).0, blanks(view, line, last).1);
                if before.min(after) > LABEL_GAP * token.em {
                    let ends = label
                        .rest
                        .iter()
                        .map(|(_, rest)| rest.end - 1)
                        .chain([last]);
                    let right = ends.map(|at| view.page.tokens[at].x1);
                    let right = right.fold(token.x1, f32::max);
                    self.labelled.push((token.x0, right));
                }
            }
        }
        let labels = aligned(&self.labelled, SAME_PLACE * head.em);
        self.labels = labels.filter(|span| span.n >= FEWEST_BARE);
    }

    /// Left and right end of the marks, or dates, that stand in a column, whatever
    /// else does, and of the labels behind descriptions.
    pub fn marks(&self, column: Column) -> Option<(End, End)> {
        let span = match column {
            Column::Monitoring => self.marks,
            Column::Due => self.dates,
            Column::Description => self.labels,
            Column::Head
            | Column::Caption
            | Column::Label
            | Column::Weight
            | Column::Outcome
            | Column::Other => None,
        };
        span.map(Span::ends)
    }

    /// Left and right end of what is known to stand in a column alone.
    pub fn all(&self, column: Column) -> Option<(End, End)> {
        let span = self.weights.or(self.numbers);
        let span = span.filter(|_| column == Column::Weight);
        span.map(Span::ends)
    }

    /// The column a word shows.
    pub fn column(&self, view: View, line: &TextLine, index: usize) -> Option<Column> {
        let word = view.page.word(line, index);
        let weighs = match is_weight(word) {
            true => self.is_weight_here(view, line, index),
            false => is_part_of_all(word) && self.is_number_here(view, line, index),
        };
        weighs.then_some(Column::Weight)
    }

    /// Whether a number stands where the weights without a sign do, behind which the next cell
    /// begins. Where columns are kept by blanks a full description may stand right before it, or
    /// push it a little.
    fn is_number_here(&self, view: View, line: &TextLine, index: usize) -> bool {
        if !view.page.of_characters || self.numbers.is_none() {
            return false;
        }
        let token = &view.page.tokens[index];
        let (before, after) = blanks(view, line, index);
        let pushed = || {
            before > ALONE * token.em && stands_in(self.numbers, token, NUMBER_PUSHED * token.em)
        };
        after > ALONE * token.em && (stands_in(self.numbers, token, token.em / 2.0) || pushed())
    }

    fn is_weight_here(&self, view: View, line: &TextLine, index: usize) -> bool {
        let token = &view.page.tokens[index];
        if stands_in(self.weights, token, token.em / 2.0) {
            return true;
        }
        let (before, after) = blanks(view, line, index);
        // The sum may be aligned otherwise than the weights above it.
        let under = |(left, right): (f32, f32)| left < token.middle() && token.middle() < right;
        let alone = before > ALONE * token.em && after > ALONE * token.em;
        if alone && self.head.is_some_and(under) {
            return true;
        }
        view.page.of_characters
            && after > ALONE * token.em
            && stands_in(self.weights, token, PUSHED * token.em)
    }
}

impl Span {
    fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            n: self.n + other.n,
        }
    }

    fn ends(self) -> (End, End) {
        let end = |x| End { x, n: self.n };
        (end(self.left), end(self.right))
    }
}

/// Between the middles of the heads beside a column's.
fn room(cells: &[HeadCell], column: Column) -> Option<Range<f32>> {
    let at = cells.iter().position(|c| c.column == column)?;
    let left = at.checked_sub(1).map_or(f32::MIN, |n| cells[n].middle());
    let right = cells.get(at + 1).map_or(f32::MAX, HeadCell::middle);
    Some(left..right)
}

/// The column whose head is nearest to a word, sideways.
fn nearest(cells: &[HeadCell], (left, right): (f32, f32)) -> Option<Column> {
    let far = |cell: &HeadCell| (cell.x0 - right).max(left - cell.x1).max(0.0);
    let nearest = cells.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
    Some(nearest.column)
}

/// The blanks before and behind a word of a line.
fn blanks(view: View, line: &TextLine, index: usize) -> (f32, f32) {
    let tokens = &view.page.tokens;
    let before = match index > line.tokens.start {
        true => tokens[index].x0 - tokens[index - 1].x1,
        false => f32::MAX,
    };
    let after = match index + 1 < line.tokens.end {
        true => tokens[index + 1].x0 - tokens[index].x1,
        false => f32::MAX,
    };
    (before, after)
}

/// The last word of the weight that begins at a word: "15%", "15 %".
pub(crate) fn weight_at(view: View, line: &TextLine, index: usize) -> Option<usize> {
    let word = view.page.word(line, index);
    if is_weight(word) {
        return Some(index);
    }
    let sign = index + 1;
    let apart = sign < line.tokens.end
        && view.page.word(line, sign) == "%"
        && is_weight(&format!("{word}%"))
        && view.page.tokens[sign].x0 - view.page.tokens[index].x1 < SIGN_GAP * line.em;
    apart.then_some(sign)
}

/// The span of most of these that share an end or the middle with one of them: a
/// share named in a justified description stands alone by chance, elsewhere.
fn aligned(seen: &[(f32, f32)], near: f32) -> Option<Span> {
    let alike = |a: &(f32, f32), b: &(f32, f32)| {
        let (left, right) = (a.0 - b.0, a.1 - b.1);
        left.abs() < near || right.abs() < near || (left + right).abs() < 2.0 * near
    };
    let like = |a: &(f32, f32)| seen.iter().filter(|b| alike(a, b)).count();
    let most = seen.iter().max_by_key(|a| like(a))?;
    let these = seen.iter().filter(|b| alike(most, b));
    let spans = these.map(|&(left, right)| Span { left, right, n: 1 });
    spans.reduce(Span::and)
}

fn stands_in(span: Option<Span>, token: &Token, slack: f32) -> bool {
    span.is_some_and(|span| token.x0 > span.left - slack && token.x1 < span.right + slack)
}

/// "15%" and "12,5%".
pub(crate) fn is_weight(word: &str) -> bool {
    word.strip_suffix('%').is_some_and(|number| {
        let mut parts = number.splitn(2, [',', '.']);
        parts.all(|part| is_number(part, 3))
    })
}

/// "15", "7,5": as much as all or less.
pub(crate) fn is_part_of_all(word: &str) -> bool {
    const ALL: u32 = 100;
    let whole = word.split([',', '.']).next().unwrap_or_default();
    is_weight(&format!("{word}%")) && whole.parse().is_ok_and(|number: u32| number <= ALL)
}

/// "31/12/2024", "1.2.24".
pub(crate) fn is_date(word: &str) -> bool {
    // Most words begin with a letter.
    if !word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let mut parts = word.split(['/', '.', '-']);
    let mut next = |most: usize| parts.next().is_some_and(|part| is_number(part, most));
    next(2) && next(2) && next(4)
}

fn is_number(text: &str, most: usize) -> bool {
    !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())
}
