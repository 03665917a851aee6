//! The final deadline in a row of its own below the phases, within their table: its label with a
//! colon in one cell, the date in another.
//!
//! In: a cell of the table. Out: whether it is the label or the date of such a row.
//!
//! Not here: deadlines below the table (`labels`).

use schede_profile::Field;

use super::Walker;
use crate::grammar::claims::Claim;
use crate::grammar::items::Item;
use crate::values::written_date::any_date_at_start;

/// So many items of the table may stand between the two, at most.
const NEAR: usize = 12;

impl Walker<'_, '_, '_> {
    /// Takes a cell that is the label or the date of the final deadline.
    pub(super) fn deadline_cell(&mut self, at: usize) -> bool {
        let item = &self.items[at];
        if !self.flow.geometric {
            return false;
        }
        if self.is_deadline_label(item) && self.beside(at, |w, other| w.is_date(other)) {
            if self.draft.single(Field::FinalDeadline).is_none() {
                self.draft
                    .singles
                    .push((Field::FinalDeadline, Default::default()));
                self.draft.labels.push((Field::FinalDeadline, item.piece));
            }
            self.draft.claim(item.piece, Claim::Label);
            return true;
        }
        if self.is_date(item) && self.beside(at, |w, other| w.is_deadline_label(other)) {
            self.draft.single_mut(Field::FinalDeadline).push(item.piece);
            return true;
        }
        false
    }

    fn is_deadline_label(&self, item: &Item) -> bool {
        let text = item.piece.text(self.flow).trim();
        let label = self.profile.deadline.at_start(text);
        label.is_some_and(|label| text[label.end..].trim() == ":")
    }

    fn is_date(&self, item: &Item) -> bool {
        let text = item.piece.text(self.flow).trim();
        let date = any_date_at_start(text, &self.profile.vocabulary);
        date.is_some_and(|(_, end)| end == text.len())
    }

    /// Whether the only other words on the line of an item are such a cell.
    fn beside(&self, at: usize, is: impl Fn(&Self, &Item) -> bool) -> bool {
        let own = &self.items[at];
        let near = at.saturating_sub(NEAR)..self.items.len().min(at + NEAR + 1);
        let others = self.items[near].iter();
        let mut others = others.filter(|other| {
            other.piece.line == own.piece.line && other.piece != own.piece && !other.is_aside()
        });
        let first = others.next();
        first.is_some_and(|other| other.is_placed && is(self, other)) && others.next().is_none()
    }
}
