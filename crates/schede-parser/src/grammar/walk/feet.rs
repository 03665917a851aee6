//! Running heads and feet of a text in columns that were read as text on some page: other
//! pages tell them, where they were known for what they are. And lines left out that may be
//! none.
//!
//! In: the items of a document. Out: whether a line is one of them but for its figures.
//! Not here: lines at the edges of pages (`schede_layout`).

use schede_model::{Flow, Layer, Segment};
use smallvec::smallvec;

use super::Walker;
use crate::grammar::draft::Doubt;
use crate::grammar::items::{Class, Item};
use crate::source::Piece;

/// The running heads and feet among items, without their figures.
pub(super) fn furniture(flow: &Flow<'_>, items: &[Item]) -> Vec<String> {
    let furniture = items.iter().filter(|i| i.class == Class::Furniture);
    let mut lines: Vec<String> = furniture
        .map(|item| masked(item.piece.text(flow)))
        .filter(|line| line.contains(char::is_alphabetic))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// A line without its figures.
fn masked(line: &str) -> String {
    line.trim().replace(|c: char| c.is_ascii_digit(), "")
}

/// Whether lines of the page's own stand before and after.
fn is_within_page(flow: &Flow<'_>, item: &Item) -> bool {
    let segment = item.segment as usize;
    let own = |segment: &&Segment| segment.layer != Layer::Furniture;
    let page = |segment: &Segment| flow.lines[segment.line as usize].page;
    let before = flow.segments[..segment].iter().rev().find(own);
    let after = flow.segments[segment + 1..].iter().find(own);
    [before, after]
        .iter()
        .all(|near| near.is_some_and(|near| page(near) == item.page))
}

/// Whether another line left out is the same but for its figures: pages are counted so.
fn has_like(flow: &Flow<'_>, item: &Item) -> bool {
    let words = masked(item.piece.text(flow));
    let others = flow.segments.iter().enumerate();
    let mut left_out = others
        .filter(|(at, other)| other.layer == Layer::Furniture && *at != item.segment as usize);
    left_out.any(|(_, other)| masked(flow.text(other)) == words)
}

impl Walker<'_, '_, '_> {
    /// Doubts the value that stands open where a line within a page, with none like it in
    /// the text, was left out for a page's number ("Pagina 12"): it may be of the value.
    pub(super) fn doubt_left_out(&mut self, at: usize) {
        let (item, flow) = (&self.items[at], self.flow);
        let text = item.piece.text(flow).trim();
        let Some(about) = self.open.about(&self.table) else {
            return;
        };
        if flow.geometric || text.is_empty() || !is_within_page(flow, item) || has_like(flow, item)
        {
            return;
        }
        self.draft.doubts.push(Doubt {
            about,
            code: "page-number",
            message: format!(
                "\"{text}\" stands alone among the lines and was left out as a page's number, could be of this text"
            ),
            pieces: smallvec![item.piece],
            other: None,
        });
    }

    /// Whether a line of a text in columns is a running head or foot on other pages.
    pub(super) fn is_like_furniture(&self, piece: Piece) -> bool {
        let lines = self.room.furniture.as_deref().unwrap_or_default();
        !lines.is_empty() && lines.binary_search(&masked(piece.text(self.flow))).is_ok()
    }
}
