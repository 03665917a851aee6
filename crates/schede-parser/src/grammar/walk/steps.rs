//! Lines of a text that are numbered as the rows of the table are: the steps that a
//! description names ("fase 1: rilievo", "Attività 2: gara"), above the table that has
//! rows of the same numbers.
//!
//! Not here: which "fase n" below begins a row (`phases`).

use schede_model::Column;
use smallvec::smallvec;

use super::{Open, Walker};
use crate::grammar::draft::Doubt;
use crate::grammar::items::{Class, Item, phase_of_row};

/// So many columns are named by a line that is the table's head.
const HEADS: u8 = 2;

impl Walker<'_, '_, '_> {
    /// Whether "fase n" is such a step: a row with its number, or a smaller one, comes
    /// below, and rows are numbered in their order.
    pub(super) fn is_step(&self, at: usize, number: u32) -> bool {
        let below = &self.items[at + 1..self.sheet.items.end];
        let first = if self.flow.geometric {
            below.iter().find_map(|item| self.placed_number(item))
        } else if self.rows.is_empty() && matches!(self.open, Open::Single(_) | Open::Statement(_))
        {
            self.number_below_head(below)
        } else {
            None
        };
        first.is_some_and(|first| first <= number)
    }

    /// The number of the row that a cell of labels or descriptions begins.
    fn placed_number(&self, item: &Item) -> Option<u32> {
        let column = item.place(self.flow)?.column;
        if !matches!(column, Column::Label | Column::Description) {
            return None;
        }
        let text = item.piece.text(self.flow);
        match phase_of_row(self.profile, text) {
            Some(Class::Phase { number, .. }) => Some(number),
            _ => {
                let digits = text.bytes().take_while(u8::is_ascii_digit).count();
                let is_number = column == Column::Label;
                text[..digits].parse().ok().filter(|_| is_number)
            }
        }
    }

    /// The number of the first row below the head of the table, if no weight stands above
    /// the head: with one, the rows above it are those of a table that goes on.
    fn number_below_head(&self, below: &[Item]) -> Option<u32> {
        let mut in_table = false;
        for item in below.iter().filter(|item| !item.is_aside()) {
            match &item.class {
                Class::Head(head) => in_table |= head.n_heads >= HEADS,
                Class::Caption => in_table = true,
                Class::Phase { number, .. } if in_table => return Some(*number),
                Class::Objective { .. } | Class::Total(_) => return None,
                _ if !in_table && item.piece.text(self.flow).contains('%') => return None,
                _ => {}
            }
        }
        None
    }

    /// A step of a text. Where cells are not known it could be a row whose other cells
    /// are printed elsewhere.
    pub(super) fn step(&mut self, at: usize) {
        let piece = self.items[at].piece;
        if let Some(about) = self
            .open
            .about(&self.table)
            .filter(|_| !self.flow.geometric)
        {
            self.draft.doubts.push(Doubt {
                about,
                code: super::TWO_ROWS,
                message: format!(
                    "\"{}\" stands above the table and was read as text, could be a row",
                    piece.text(self.flow)
                ),
                pieces: smallvec![piece],
                other: None,
            });
        }
        self.plain(at);
    }
}
