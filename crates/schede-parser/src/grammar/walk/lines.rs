//! The lines on which a sheet stands: all that is asked of them at once.
//!
//! In: the items of a sheet. Out: which lines those are, and how long the longest is.

use std::ops::Range;

use crate::grammar::items::Item;

/// The lines of some items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    /// From the first one to behind the last.
    pub range: Range<u32>,
    /// Bytes of the longest.
    pub longest: u32,
}

impl Lines {
    pub fn of(items: &[Item]) -> Self {
        let first = items.first().map_or(0, |item| item.piece.line);
        let mut lines = Self {
            range: first..first,
            longest: 0,
        };
        for Item { piece, .. } in items {
            lines.range.start = lines.range.start.min(piece.line);
            lines.range.end = lines.range.end.max(piece.line + 1);
            lines.longest = lines.longest.max(piece.end);
        }
        lines
    }
}
