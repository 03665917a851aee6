//! Titles of a form's parts, of which some nothing but their capitals tells from the text above.
//!
//! In: captions as they are met. Out: the text above ends; a doubt about it, where such a line may
//! be its last.
//!
//! Not here: which lines are titles (`form_lines`).

use super::{Open, TWO_ROWS, Walker};
use crate::grammar::claims::Claim;

impl Walker<'_, '_, '_> {
    /// A title of the form, which ends what stands above it.
    pub(super) fn caption(&mut self, at: usize) {
        self.draft.claim(self.items[at].piece, Claim::Furniture);
        self.doubt_title(at);
        let waiting = self.total_seen && self.deadline_label.is_none();
        self.open = if waiting {
            Open::AfterTotal
        } else {
            Open::Nothing
        };
    }

    /// Says of the open text that a title may be its last line.
    fn doubt_title(&mut self, at: usize) {
        let item = &self.items[at];
        if !item.doubtful {
            return;
        }
        let line = item.piece.text(self.flow);
        let message =
            format!("\"{line}\" was read as a title of the form, could be the end of this text");
        self.doubt(self.open, TWO_ROWS, item.piece, message);
    }
}
