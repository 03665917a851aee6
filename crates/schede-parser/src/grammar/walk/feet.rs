//! Running heads and feet of a text in columns that were read as text on some page: other
//! pages tell them, where they were known for what they are.
//!
//! In: the items of a document. Out: whether a line is one of them but for its figures.
//! Not here: lines at the edges of pages (`schede_layout`).

use schede_model::Flow;

use super::Walker;
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

impl Walker<'_, '_, '_> {
    /// Whether a line of a text in columns is a running head or foot on other pages.
    pub(super) fn is_like_furniture(&self, piece: Piece) -> bool {
        let lines = self.room.furniture.as_deref().unwrap_or_default();
        !lines.is_empty() && lines.binary_search(&masked(piece.text(self.flow))).is_ok()
    }
}
