//! Codes that their narrow cell cuts behind a sign: "OG-" over "2025.1", with the title in the
//! next cell.
//!
//! In: the line of an objective. Out: the rest of its code.

use std::ops::Range;

use super::Walker;
use crate::grammar::items::Item;
use crate::grammar::wrapped_cells::{cell_of, wraps_beside};
use crate::source::Piece;

impl Walker<'_, '_, '_> {
    /// The second line of the cell of a code, if the first ends with a sign that goes on and a
    /// cell stands beside.
    pub(super) fn rest_of_code(&self, at: usize, code: Range<usize>) -> Option<Piece> {
        let text = self.items[at].piece.text(self.flow).trim_end();
        let goes_on = text.ends_with(['-', '/', '.']) && code.end + 1 >= text.len();
        if !self.flow.geometric || !goes_on || !wraps_beside(self.items, at) {
            return None;
        }
        let cell = cell_of(self.items, at);
        let rest = |item: &&Item| {
            let text = item.piece.text(self.flow).trim();
            item.is_plain() && !text.contains(' ') && text.contains(|c: char| c.is_ascii_digit())
        };
        let second = self.items.get(at + 1).filter(rest)?;
        (cell == (at..at + 2)).then_some(second.piece)
    }
}
