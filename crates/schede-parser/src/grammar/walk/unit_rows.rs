//! The unit in a row of its own among the rows of a sheet's body, on paper: its kind in the
//! column of the labels, its name in the cell beside.
//!
//! In: a line below the one that names the objective. Out: whether it is such a row's label.
//!
//! Not here: the unit in the head of a sheet (`head_lines`).

use super::Walker;
use crate::grammar::head_rows::names_kind;
use crate::grammar::items::{Class, Item};
use crate::source::Piece;

/// How far (of a line's height) labels of a column may begin from each other.
const SAME_X: f64 = 0.3;

impl Walker<'_, '_, '_> {
    /// Whether a line is the label of the unit's row, in a sheet whose head names none.
    pub(super) fn is_unit_row(&self, at: usize) -> bool {
        let item = &self.items[at];
        if !self.flow.geometric
            || item.is_placed
            || !matches!(item.class, Class::OrgUnit)
            || self.draft.org_unit.is_some()
            || !names_kind(self.profile, item.piece.text(self.flow))
        {
            return false;
        }
        let beside = |next: &Item| {
            next.piece.line == item.piece.line && next.block != item.block && next.is_plain()
        };
        let labels = self.draft.labels.iter();
        self.items.get(at + 1).is_some_and(beside)
            && labels
                .rev()
                .any(|(_, label)| self.begins_below(*label, item.piece))
    }

    /// Whether words begin where a label above them does.
    fn begins_below(&self, label: Piece, piece: Piece) -> bool {
        let places = label.extent(self.flow).zip(piece.extent(self.flow));
        places.is_some_and(|(a, b)| {
            label.line < piece.line && (a[0] - b[0]).abs() < SAME_X * (b[3] - b[1])
        })
    }
}
