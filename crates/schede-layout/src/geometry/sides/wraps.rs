//! One label beside its value, where the label wraps in its cell and nothing else on the page
//! tells where the value begins: the words left of one x spell a label of the form, line
//! after line, and those right of it all begin there.
//!
//! In: a line that may be the first of such a pair. Out: the words of label and value.
//!
//! Not here: several labels whose values begin at one x (`pairs`, `stack`).

use std::ops::Range;

use super::cells::{Row, SAME_X, Words, finish, is_of_table};
use super::fours::{self, GUTTER};
use super::pairs::{self, Gutter, Side, WORD_GAP, stands_left};
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Words of a label on its first line, at most.
const LABEL_WORDS: usize = 4;

/// Lines of a pair, at most.
const MOST_LINES: usize = 60;

/// Lines of a value that begin at one x, where no wide blank or change to bold parts the
/// label from it.
const EVEN_LINES: usize = 2;

/// The pair that begins with the line at a position and ends before `limit`.
pub(super) fn row(
    view: View,
    position: usize,
    limit: usize,
    gutter: Option<Gutter>,
) -> Option<Row> {
    let line = view.line(position);
    let across = |gutter| pairs::side(view, line, gutter, false) == Side::Across;
    if !view.may_begin_label(line) || !gutter.is_none_or(across) {
        return None;
    }
    let limit = limit.min(position + MOST_LINES);
    let begun = |n: usize| Some((n, label_of(view, position, n)?));
    let parts = (1..=LABEL_WORDS).filter(|n| may_part(view, position, *n, limit));
    let mut begun = parts.map_while(begun);
    begun.find_map(|(n, label)| Pair::at(view, position, (n, label), limit))
}

/// The first `n` words of a line, if a label may go on with them.
fn label_of<'v>(view: View<'v>, position: usize, n: usize) -> Option<&'v str> {
    let line = view.line(position);
    let last = view.tokens(line).get(n - 1)?;
    let label = &line.text[..last.end as usize];
    view.profile.printed.continues(label).then_some(label)
}

/// Whether a blank behind the first `n` words of a line may part a label from its value: a
/// label that wraps has a line below it, on which nothing runs across the value's beginning.
fn may_part(view: View, position: usize, n: usize, limit: usize) -> bool {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let Some((last, value)) = tokens.get(n - 1).zip(tokens.get(n)) else {
        return false;
    };
    value.x0 - last.x1 >= WORD_GAP * line.em
        && position + 1 < limit
        && n_left(view, position + 1, value.x0).is_some()
}

/// Whether a line begins with a label and its colon, of which these first bytes are a part.
fn is_whole_behind(view: View, line: &TextLine, part: usize) -> bool {
    match line.opening(view.profile) {
        Some(Opening::Label { end, firm, .. }) => {
            firm && end > part && line.text[end..].trim_start().starts_with(':')
        }
        _ => false,
    }
}

/// How many words of a line stand left of where values begin, if it goes on right below the
/// one above and the others begin there.
fn n_left(view: View, position: usize, x: f32) -> Option<usize> {
    let (above, line) = (view.line(position - 1), view.line(position));
    let far = line.base - above.base > view.page.widest_pitch() * line.em;
    let tokens = view.tokens(line);
    let n = tokens.iter().take_while(|t| stands_left(t, x)).count();
    let begins = |t: &Token| (t.x0 - x).abs() < SAME_X * line.em;
    (!far && tokens.get(n).is_none_or(begins)).then_some(n)
}

/// A label and its value, as they grow.
struct Pair {
    label: String,
    /// Where the label's first line begins and ends.
    span: (f32, f32),
    /// Where the value begins.
    x: f32,
    /// The label so far is one of the form.
    whole: bool,
    left: Vec<Words>,
    right: Vec<Words>,
}

impl Pair {
    /// The pair whose label has `n` words on its first line, which are these.
    fn at(view: View, position: usize, (n, label): (usize, &str), limit: usize) -> Option<Row> {
        let line = view.line(position);
        let tokens = view.tokens(line);
        let (last, value) = (tokens.get(n - 1)?, tokens.get(n)?);
        let gap = value.x0 - last.x1;
        let first = line.tokens.start;
        let mut pair = Self {
            label: label.to_owned(),
            span: (tokens[0].x0, last.x1),
            x: value.x0,
            whole: false,
            left: vec![(position, first..first + n)],
            right: vec![(position, first + n..line.tokens.end)],
        };
        let mut end = position + 1;
        while end < limit && pair.take(view, end) {
            end += 1;
        }
        // A label that is whole on its line goes on with no words below.
        let whole = || is_whole_behind(view, line, last.end as usize);
        let even = || pair.right.len() >= EVEN_LINES && !whole();
        let shown = gap >= GUTTER * line.em || last.bold != value.bold || even();
        let of_table = || is_of_table(opening(&pair.label, view.profile));
        (pair.whole && shown && !of_table()).then(|| finish(end, vec![pair.left, pair.right]))?
    }

    /// Takes a line, if it goes on with the label or the value.
    fn take(&mut self, view: View, position: usize) -> bool {
        let line = view.line(position);
        let tokens = view.tokens(line);
        let Some(n) = n_left(view, position, self.x) else {
            return false;
        };
        if n > 0 && !self.goes_on(view, line, &tokens[..n]) {
            return false;
        }
        let alone = line.opening(view.profile);
        if n == 0 && matches!(alone, Some(Opening::Signature | Opening::Objective)) {
            return false;
        }
        let split = line.tokens.start + n;
        let add = |cell: &mut Vec<Words>, words: Range<usize>| {
            if !words.is_empty() {
                cell.push((position, words));
            }
        };
        add(&mut self.left, line.tokens.start..split);
        add(&mut self.right, split..line.tokens.end);
        true
    }

    /// Whether words left of the value go on with the label; then they are of it.
    fn goes_on(&mut self, view: View, line: &TextLine, tokens: &[Token]) -> bool {
        let (left, right) = (tokens[0].x0, tokens[tokens.len() - 1].x1);
        let near = |a: f32, b: f32| (a - b).abs() < SAME_X * line.em;
        let middle = |span: (f32, f32)| (span.0 + span.1) / 2.0;
        if !near(left, self.span.0) && !near(middle((left, right)), middle(self.span)) {
            return false;
        }
        let words = &line.text[..tokens[tokens.len() - 1].end as usize];
        let label = format!("{} {words}", self.label);
        let whole = fours::is_label(&label, view.profile);
        if !whole && !view.profile.printed.continues(&label) {
            return false;
        }
        self.label = label;
        self.whole = whole;
        true
    }
}
