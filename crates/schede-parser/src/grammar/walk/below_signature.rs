//! What a stream prints below a sheet's signatures and that is of no value: the name of the
//! manager who signs, the page's number.
//!
//! In: a line below the signatures. Out: whether it is such a line, last of its sheet; a doubt,
//! as about all words there.
//!
//! Not here: blanks to be filled in, which are no text anywhere (`items`), other words below
//! signatures, which are in doubt (`put`).

use schede_profile::Field;

use super::Walker;
use crate::doubts::order::AFTER_SIGNATURE;
use crate::grammar::claims::Claim;
use crate::grammar::items::{Class, Item};
use crate::source::{Piece, Text};

/// Digits of a page's number, at most.
const DIGITS: usize = 4;

impl Walker<'_, '_, '_> {
    /// Whether a line ends the sheet below its signatures.
    pub(super) fn is_below_signature(&self, at: usize) -> bool {
        let rest = &self.items[at + 1..self.sheet.items.end];
        let ends = |item: &Item| item.is_aside() || item.class == Class::Signature;
        let text = self.items[at].piece.text(self.flow).trim();
        self.signed
            && !self.flow.geometric
            && rest.iter().all(ends)
            && (is_page_number(text) || self.names_manager(text))
    }

    /// Leaves such a line out. What stands below signatures shows that the stream may not be in
    /// the form's order, whatever it is.
    pub(super) fn leave_below_signature(&mut self, line: Piece) {
        self.draft.claim(line, Claim::Furniture);
        let text = line.text(self.flow).trim();
        let message = format!(
            "\"{text}\" is printed after a line of signatures and was left out of the text before it"
        );
        self.doubt_open(AFTER_SIGNATURE, line, message);
    }

    /// Whether a text is the name of the manager in the sheet's head, in brackets or not.
    fn names_manager(&self, text: &str) -> bool {
        let pieces: &[Piece] = self.draft.single(Field::Responsible).unwrap_or_default();
        let name = Text::from_pieces(self.flow, pieces).value;
        !name.is_empty() && text.trim_matches(['(', ')']) == name
    }
}

/// "3", "3/12".
fn is_page_number(text: &str) -> bool {
    let number =
        |part: &str| (1..=DIGITS).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let (page, pages) = text.split_once('/').unwrap_or((text, text));
    number(page) && number(pages)
}
