//! The order of a table's columns in a stream, where it is not the form's.
//!
//! In: the rows found, the head above the first. Out: the columns; doubts about the rows.
//!
//! Not here: which lines are a head (`stream_rows`), the cells of a row (`in_order`).

use schede_model::Column;
use smallvec::smallvec;

use super::Walker;
use crate::grammar::draft::{About, Doubt};
use crate::grammar::in_order::is_usual;
use crate::grammar::items::{Item, phase_label};
use crate::grammar::rows::n_signed;
use crate::grammar::stream_rows::columns_above;
use crate::source::Piece;

impl Walker<'_, '_, '_> {
    /// The columns in the order of the head, if that is another than the form's.
    pub(super) fn order_of_columns(&mut self) -> Option<Vec<Column>> {
        let at = self.first_row()?;
        let order = columns_above(self.flow, self.profile, self.items, at)?;
        let head = self.items[at - 1].piece;
        if !is_usual(&order) {
            self.draft.head_order.get_or_insert(head);
            return Some(order);
        }
        let known = &self.profile.vocabulary;
        let n_signed = n_signed(self.flow, known, &self.rows);
        if 2 * n_signed > self.rows.len() {
            return None;
        }
        let few = if n_signed == 0 {
            "no row surely has"
        } else {
            "few rows surely have"
        };
        self.doubt_sheet(head, format!("{few} a weight with its sign"));
        Some(order)
    }

    /// The item that begins the first row, of a stream.
    fn first_row(&self) -> Option<usize> {
        let digits = self.rows.first().filter(|_| !self.flow.geometric)?.digits;
        let mut items = self.sheet.items.clone();
        items.find(|at| self.items[*at].piece.covers(digits))
    }

    /// Says of a sheet whose rows are numbered without a word that its words may be mixed:
    /// lines of a list may be taken for rows, and the form is another office's.
    pub(super) fn doubt_wordless_rows(&mut self) {
        let Some(at) = self.first_row() else {
            return;
        };
        let text = self.items[at].piece.text(self.flow);
        // "fase" over "1:".
        let above = at.checked_sub(1).map(|above| &self.items[above]);
        let worded = above.is_some_and(Item::is_row_word);
        if worded || phase_label(self.profile, text).is_some() {
            return;
        }
        let number = self.rows[0].digits;
        let sign = format!(
            "\"{}\" is the number of a row without a word before it",
            number.text(self.flow)
        );
        self.doubt_sheet(number, sign);
    }

    /// Says of a sheet that rows and fields may be mixed.
    fn doubt_sheet(&mut self, piece: Piece, sign: String) {
        self.draft.doubts.push(Doubt {
            about: About::Objective,
            code: "reading-order",
            message: format!("{sign}: rows and fields of this sheet may be mixed"),
            pieces: smallvec![piece],
            other: None,
        });
    }
}
