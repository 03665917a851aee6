//! Words of the head that are no value of their own: the date in the table's head, where its
//! month has a name, and the plan's name below that of the body.

use smallvec::smallvec;

use super::{Open, Walker};
use crate::grammar::draft::{About, Doubt};
use crate::grammar::items::Class;
use crate::source::{Piece, Text};
use crate::values::written_date::first_any_date;

/// Lines of a head's cell over which its date goes ("30 settembre" over "2024").
const LINES: usize = 2;

impl Walker<'_, '_, '_> {
    /// "Monitoraggio al 30 settembre 2024" over several lines of its cell.
    pub(super) fn written_head_date(&mut self) {
        let items = &self.items[self.sheet.items.clone()];
        let heads: Vec<Piece> = items
            .iter()
            .filter(|item| matches!(item.class, Class::Head(_)))
            .map(|item| item.piece)
            .collect();
        let known = &self.profile.vocabulary;
        let date = |pieces: &[Piece]| {
            let text = Text::from_pieces(self.flow, pieces);
            first_any_date(&text.value, known).is_some()
        };
        let found = (1..=LINES).find_map(|n| heads.windows(n).find(|lines| date(lines)));
        match found {
            Some([line]) => self.draft.reference_date = Some(*line),
            Some([line, rest]) => {
                self.draft.reference_date = Some(*line);
                self.draft.date_rest = Some(*rest);
            }
            _ => {}
        }
    }

    /// Rows read from lines alone, on a page whose cells are known where there is a table:
    /// no table was found there.
    pub(super) fn doubt_rows_without_table(&mut self) {
        let row = self.rows.first().map(|row| row.digits);
        if let Some(piece) = row.filter(|_| self.flow.on_paper()) {
            self.draft.doubts.push(Doubt {
                about: About::Objective,
                code: "reading-order",
                message: "rows of phases stand on this sheet, but no table or blocks of phases were found: their cells were told apart by their words".to_owned(),
                pieces: smallvec![piece],
                other: None,
            });
        }
    }

    /// The line of the plan right below the name of the body ("PIAO 2024-2026").
    pub(super) fn names_plan(&self, at: usize) -> bool {
        let below = self.open == Open::Entity && at < self.sheet.objective;
        below && {
            let text = self.items[at].piece.text(self.flow);
            self.profile.plans.at_start(text).is_some()
        }
    }
}
