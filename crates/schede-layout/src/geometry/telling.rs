//! Words that show by themselves which column they stand in: weights. Where
//! columns are kept by blanks, lines are moved sideways and no edge holds for all
//! of them; there these words tell.
//!
//! In: the lines of a table, page by page. Out: for a word, its column, if it is
//! one of these and stands about where the others of its kind do.
//!
//! Not here: the columns' edges (`columns`).

use std::ops::Range;

use schede_model::Column;

use super::head::{HeadCell, View};
use super::text::{TextLine, Token};

/// Blank (em) on both sides of a word that stands alone: more than the widest
/// word space.
const ALONE: f32 = 0.9;

/// Blank (em) between a weight and its per cent sign, at most.
const SIGN_GAP: f32 = 0.6;

/// Distance (em) up to which weights share a place.
const SAME_PLACE: f32 = 0.3;

/// Weights kept to know their place, at most.
const MOST_SEEN: usize = 100;

/// How far (em) a full cell may push a word out of its place: no further than the
/// width of its own column's head.
const PUSHED: f32 = 6.0;

/// Where words of a kind stand: left and right end.
type Span = Option<(f32, f32)>;

/// Where weights stand that no other word is near to.
#[derive(Debug, Clone, Default)]
pub(super) struct Telling {
    seen: Vec<(f32, f32)>,
    weights: Span,
    /// Where marks of the monitoring ("OK") stand.
    marks: Span,
}

impl Telling {
    /// Adds the lines of a table on one page.
    pub fn add(&mut self, view: View, zone: Range<usize>, cells: &[HeadCell]) {
        self.add_marks(view, zone.clone(), cells);
        let Some(room) = room(cells, Column::Weight) else {
            return;
        };
        for position in zone {
            let line = view.line(position);
            for index in line.tokens.clone() {
                let token = &view.page.tokens[index];
                let Some(last) = weight_at(view, line, index) else {
                    continue;
                };
                let (before, _) = blanks(view, line, index);
                let (_, after) = blanks(view, line, last);
                let alone = before.min(after) > ALONE * token.em;
                if alone && room.contains(&token.middle()) && self.seen.len() < MOST_SEEN {
                    self.seen.push((token.x0, view.page.tokens[last].x1));
                }
            }
        }
        let em = cells.iter().map(|c| c.em).fold(0.0, f32::max);
        self.weights = aligned(&self.seen, SAME_PLACE * em);
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
                    let (left, right) = self.marks.unwrap_or((f32::MAX, f32::MIN));
                    self.marks = Some((left.min(token.x0), right.max(token.x1)));
                }
            }
        }
    }

    /// Left and right end of the marks that stand in a column, whatever else does.
    pub fn marks(&self, column: Column) -> Span {
        self.marks.filter(|_| column == Column::Monitoring)
    }

    /// Where the first of what is known to stand in a column begins.
    pub fn begin(&self, column: Column) -> Option<f32> {
        let span = self.weights.filter(|_| column == Column::Weight);
        span.map(|(left, _)| left)
    }

    /// Where the last of what is known to stand in a column ends.
    pub fn end(&self, column: Column) -> Option<f32> {
        let span = self.weights.filter(|_| column == Column::Weight);
        span.map(|(_, right)| right)
    }

    /// The column a word shows.
    pub fn column(&self, view: View, line: &TextLine, index: usize) -> Option<Column> {
        let word = view.page.word(line, index);
        (is_weight(word) && self.is_weight_here(view, line, index)).then_some(Column::Weight)
    }

    fn is_weight_here(&self, view: View, line: &TextLine, index: usize) -> bool {
        let token = &view.page.tokens[index];
        if stands_in(self.weights, token, token.em / 2.0) {
            return true;
        }
        let (_, after) = blanks(view, line, index);
        view.page.of_characters
            && after > ALONE * token.em
            && stands_in(self.weights, token, PUSHED * token.em)
    }
}

/// Between the middles of the heads beside a column's.
fn room(cells: &[HeadCell], column: Column) -> Option<Range<f32>> {
    let at = cells.iter().position(|c| c.column == column)?;
    let left = at.checked_sub(1).map_or(f32::MIN, |n| cells[n].middle());
    let right = cells.get(at + 1).map_or(f32::MAX, HeadCell::middle);
    Some(left..right)
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
fn weight_at(view: View, line: &TextLine, index: usize) -> Option<usize> {
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
fn aligned(seen: &[(f32, f32)], near: f32) -> Span {
    let alike = |a: &(f32, f32), b: &(f32, f32)| {
        let (left, right) = (a.0 - b.0, a.1 - b.1);
        left.abs() < near || right.abs() < near || (left + right).abs() < 2.0 * near
    };
    let like = |a: &(f32, f32)| seen.iter().filter(|b| alike(a, b)).count();
    let most = seen.iter().max_by_key(|a| like(a))?;
    let these = seen.iter().filter(|b| alike(most, b));
    Some(these.fold(*most, |all, one| (all.0.min(one.0), all.1.max(one.1))))
}

fn stands_in(span: Span, token: &Token, slack: f32) -> bool {
    span.is_some_and(|(left, right)| token.x0 > left - slack && token.x1 < right + slack)
}

/// "15%" and "12,5%".
fn is_weight(word: &str) -> bool {
    word.strip_suffix('%').is_some_and(|number| {
        let mut parts = number.splitn(2, [',', '.']);
        parts.all(|part| is_number(part, 3))
    })
}

/// "31/12/2024", "1.2.24".
pub(super) fn is_date(word: &str) -> bool {
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
