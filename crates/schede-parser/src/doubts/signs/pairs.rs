//! Brackets and quotation marks without their partners.
//!
//! In: the pieces of one text. Out: whether one of them has no partner in it.

use schede_model::Flow;
use schede_model::text::last_word;

use crate::source::Piece;

/// Opened brackets and quotation marks that are not closed.
pub(super) fn unpaired(flow: &Flow<'_>, pieces: &[Piece]) -> bool {
    let (mut round, mut quoted, mut pointed) = (0i32, 0i32, 0i32);
    // Where cells are known a bracket that was never opened is what paper says, but for
    // one that ends the cell, or its first word: what it closes stands in another.
    let cells_known = flow.on_paper();
    let first_word = |piece: &Piece, at: usize| {
        let before = piece.text(flow)[..at].trim_start();
        pieces.first() == Some(piece) && !before.contains(char::is_whitespace)
    };
    let ends = |piece: &Piece, at: usize| {
        let rest = &piece.text(flow)[at + 1..];
        pieces.last() == Some(piece) && rest.trim().is_empty()
    };
    for piece in pieces {
        let text = piece.text(flow);
        for at in memchr::memchr2_iter(b'(', b')', text.as_bytes()) {
            let opens = text.as_bytes()[at] == b'(';
            let alone = !opens && round == 0 && !closes_mark(text, at);
            if alone && (!cells_known || ends(piece, at) || first_word(piece, at)) {
                return true;
            }
            round += if opens { 1 } else { -1 };
        }
        // The bytes that these quotation marks begin with.
        if memchr::memchr2(0xe2, 0xc2, text.as_bytes()).is_some() {
            for c in text.chars() {
                quoted += i32::from(c == '“') - i32::from(c == '”');
                pointed += i32::from(c == '«') - i32::from(c == '»');
            }
        }
    }
    round > 0 || quoted > 0 || pointed > 0
}

/// Whether a closing bracket ends the mark of a list ("a) ... b) ..."), which closes what
/// it never opened, with a blank behind it.
fn closes_mark(text: &str, bracket: usize) -> bool {
    const LONGEST: usize = 3;
    let word = last_word(&text[..bracket]);
    let set_off = text[bracket + 1..]
        .chars()
        .next()
        .is_none_or(char::is_alphanumeric)
        || text[bracket + 1..].starts_with(' ');
    set_off && word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_alphanumeric())
}
