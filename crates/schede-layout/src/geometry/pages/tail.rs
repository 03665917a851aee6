//! The end of the page before, to know lines that this page prints again.
//!
//! In: a page's lines. Out: which of them, at the top, repeat the end of the page
//! before.
//!
//! Not here: repeats that the two pages' places show (`seam`).

use schede_model::Line;

use crate::geometry::head::Head;
use crate::geometry::lines::opening::phase_label;
use crate::geometry::lines::view::View;

/// Lines of a text that are printed on both pages, at most, and words they hold,
/// at least: fewer may begin a page as they ended the one before.
const CUT_LINES: usize = 3;
const CUT_WORDS: usize = 6;

/// Lines of a page's end kept to know a row that is printed again.
const TAIL: usize = 40;

/// The last lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    /// Their places in the flow.
    lines: Vec<u32>,
}

impl Tail {
    /// Keeps the end of a page whose first line has a place in the flow.
    pub fn keep(&mut self, first_line: u32, body: &[usize]) {
        let last = &body[body.len().saturating_sub(TAIL)..];
        self.lines.clear();
        self.lines
            .extend(last.iter().map(|l| first_line + *l as u32));
    }

    /// Lines at the top of the page that repeat the end of the page before: the
    /// row of a phase, from its label to the end, if a table is open that goes on
    /// under the page's `heads`, or a line of text that the page's end cut.
    pub fn again(&self, view: View, heads: Option<&[Head]>, flow: &[Line]) -> Vec<usize> {
        let first = heads.and_then(<[Head]>::first);
        let from = first.filter(|h| h.first == 0).map_or(0, |h| h.last + 1);
        let rest = view.body.get(from..).unwrap_or_default();
        let same = |n: usize| {
            let tail = &self.lines[self.lines.len() - n..];
            rest[..n]
                .iter()
                .zip(tail)
                .all(|(l, before)| view.page.lines[*l].text == flow[*before as usize].text)
        };
        let named = |n: usize| {
            rest[..n].iter().any(|l| {
                phase_label(&view.page.lines[*l].text, &view.profile.phase_words).is_some()
            })
        };
        let most = rest.len().min(self.lines.len());
        let row = || (1..=most).rev().find(|n| same(*n) && named(*n));
        let words = |n: usize| -> usize {
            let lines = rest[..n].iter();
            lines.map(|l| view.page.lines[*l].tokens.len()).sum()
        };
        let text = || {
            let lines = (1..=most.min(CUT_LINES)).rev();
            lines
                .into_iter()
                .find(|n| same(*n) && words(*n) >= CUT_WORDS)
        };
        let found = if heads.is_some() { row() } else { text() };
        found.map_or_else(Vec::new, |n| rest[..n].to_vec())
    }
}
