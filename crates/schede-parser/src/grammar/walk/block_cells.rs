//! Cells of phases that are printed as blocks: they are rows of a table whose cells are known.
//!
//! Not here: which lines are such cells (`blocks`).

use schede_model::{Column, Place};

use super::{Open, Walker};
use crate::grammar::claims::Claim;
use crate::values::written_date::first_any_date;

/// The number of the table that blocks make: no layout counts so far.
const TABLE: u32 = u32::MAX;

impl Walker<'_, '_, '_> {
    pub(super) fn block_cell(&mut self, at: usize, row: u32, column: Column, value: usize) {
        let piece = self.items[at].piece;
        let label = piece.part(0..value);
        let date = first_any_date(label.text(self.flow), &self.profile.vocabulary);
        if let (Some((_, date)), Column::Monitoring) = (date, column) {
            self.draft.reference_date.get_or_insert(label.part(date));
        }
        self.draft.percent_head |= column == Column::Weight && label.text(self.flow).contains('%');
        self.draft.claim(label, Claim::Label);
        self.open = Open::Cell(Place {
            table: TABLE,
            row,
            column,
        });
        self.put(self.open, at, piece.after(value));
        self.note_place(at);
    }
}
