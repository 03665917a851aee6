//! Lines that stand alone: cut into segments where they show cells, and put
//! together to paragraphs.
//!
//! In: one line after another. Out: their segments in the flow.
//!
//! Not here: tables of phases, labels and values side by side.

use std::ops::Range;

use super::emit::Out;
use crate::geometry::lines::opening::{Opening, printed};
use crate::geometry::lines::text::{Token, WIDEST_PITCH};
use crate::geometry::lines::view::View;
use crate::geometry::rows::band::Slot;
use crate::geometry::rows::piece::piece;

/// Blank (em) that parts two cells: wider than the blanks of justified lines.
const CELL_GAP: f32 = 2.0;

/// Blank (em) that parts two cells where something else says so too.
const LIKELY_GAP: f32 = 0.8;

/// Steps of one paragraph differ by less than this share: rows of a sheet add
/// a margin between their lines.
const SAME_STEP: f32 = 0.06;

/// Puts lines together to paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Paragraphs {
    last: Option<Last>,
    /// The narrowest step seen between two lines of a paragraph, in em.
    step: Option<f32>,
    /// Room for the cells of a line, used again for the next one.
    parts: Vec<Range<usize>>,
}

/// The line before.
#[derive(Debug, Clone, Copy)]
struct Last {
    page: u32,
    base: f32,
    x0: f32,
    x1: f32,
    em: f32,
    bold: bool,
    /// It has no small letters.
    capitals: bool,
    block: u32,
}

impl Paragraphs {
    /// What stood before is no paragraph that goes on.
    pub fn end(&mut self) {
        self.last = None;
    }

    /// Adds a line.
    pub fn line(
        &mut self,
        out: &mut Out,
        view: View,
        position: usize,
        line: u32,
        open: Option<Opening>,
    ) {
        let tokens = view.line(position).tokens.clone();
        self.parts.clear();
        parts(view, position, &mut self.parts);
        if let [_] = self.parts[..] {
            let whole = piece(view, position, tokens.clone(), line, Slot::Right);
            let first_width = view.page.tokens[tokens.start].x1 - whole.x0;
            let here = Last {
                page: view.page.number,
                base: whole.base,
                x0: whole.x0,
                x1: whole.x1,
                em: whole.em,
                bold: whole.bold,
                capitals: !view.line(position).text.contains(char::is_lowercase),
                block: 0,
            };
            let right = view.span.1;
            let joined = self
                .last
                .filter(|last| self.joins(last, &here, first_width, right, open));
            let block = joined.map_or_else(|| out.block(), |last| last.block);
            out.plain(view.page.number, &whole, block);
            self.last = Some(Last { block, ..here });
            return;
        }
        self.last = None;
        for part in self.parts.drain(..) {
            let block = out.block();
            let piece = piece(view, position, part, line, Slot::Right);
            out.plain(view.page.number, &piece, block);
        }
    }

    /// Whether a line goes on with the paragraph of the line before.
    fn joins(
        &mut self,
        last: &Last,
        here: &Last,
        first_word: f32,
        right: f32,
        open: Option<Opening>,
    ) -> bool {
        let same_page = last.page == here.page;
        // A line that had room for the next word was ended on purpose.
        let full = last.x1 + 0.2 * here.em + first_word > right - here.em;
        let alike =
            (last.em - here.em).abs() < 0.1 * here.em && (last.x0 - here.x0).abs() < here.em;
        // A unit's name in capitals right below a title as wide as the page.
        let unit = open == Some(Opening::Unit) && here.capitals && !last.capitals;
        if !full || !alike || unit {
            return false;
        }
        let named = matches!(
            open,
            Some(Opening::Label { firm: true, .. } | Opening::Signature | Opening::Objective)
        );
        if !same_page {
            return !named && last.bold == here.bold;
        }
        let step = (here.base - last.base) / here.em;
        if step > WIDEST_PITCH {
            return false;
        }
        let least = self.step.map_or(step, |s| s.min(step));
        self.step = Some(least);
        let named = named || open == Some(Opening::Unit);
        !named || step < least * (1.0 + SAME_STEP) && last.bold == here.bold
    }
}

/// Adds the cells a line shows, as ranges of its tokens.
fn parts(view: View, position: usize, parts: &mut Vec<Range<usize>>) {
    let line = view.line(position);
    if !view.may_be_parted(line, LIKELY_GAP) && !view.page.has_cells() {
        parts.push(line.tokens.clone());
        return;
    }
    let tokens = &view.page.tokens;
    let mut first = line.tokens.start;
    for index in line.tokens.start + 1..line.tokens.end {
        let gap = (tokens[index].x0 - tokens[index - 1].x1) / line.em;
        let parted = gap > CELL_GAP
            || gap > LIKELY_GAP && is_signature(view, position, index)
            || gap > 0.3
                && (view.is_ruled(&tokens[index - 1], &tokens[index])
                    || is_tagged(view, &tokens[index - 1], &tokens[index]));
        if parted {
            parts.push(first..index);
            first = index;
        }
    }
    parts.push(first..line.tokens.end);
}

fn is_signature(view: View, position: usize, index: usize) -> bool {
    matches!(
        printed(view.text_from(position, index), view.profile),
        Some(Opening::Signature)
    )
}

fn is_tagged(view: View, left: &Token, right: &Token) -> bool {
    let cell = |t: &Token| t.mcid.and_then(|mcid| view.page.cell(mcid));
    left.mcid != right.mcid
        && cell(left)
            .zip(cell(right))
            .is_some_and(|(a, b)| a.column != b.column && a.row == b.row)
}
