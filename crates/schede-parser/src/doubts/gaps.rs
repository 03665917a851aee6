//! A cell of one line that a wide gap parts, beside an empty one: its last words may be
//! those of the empty cell ("OK      2025" in the monitoring, and no deadline).
//!
//! In: the rows of a page, the places of their words. Out: doubts about both cells.
//!
//! Not here: where columns end (`schede_layout`).

use schede_model::Flow;

use crate::grammar::draft::{About, Cell, Doubt, Draft};
use crate::source::{Piece, Text, words};

/// Gap (of a line's height) that no printer sets between words of a line that ends a text.
const WIDE: f64 = 1.5;

/// The doubts of a sheet.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let sign = "a wide gap parts its words, and the cell behind it is empty";
    let mut doubts = Vec::new();
    for (n, phase) in draft.phases.iter().enumerate() {
        let cells = [
            (Cell::Monitoring, &phase.monitoring, Cell::Due, &phase.due),
            (Cell::Due, &phase.due, Cell::Outcome, &phase.outcome),
        ];
        for (cell, text, behind, beside) in cells {
            if let Some(piece) = parted(flow, text).filter(|_| beside.is_empty()) {
                let doubt = |cell| Doubt::broken(About::Phase(n, cell), sign, piece);
                doubts.extend([cell, behind].map(doubt));
            }
        }
    }
    doubts
}

/// The only line of a text, if a wide gap parts its words.
fn parted(flow: &Flow<'_>, text: &Text) -> Option<Piece> {
    let mut pieces = text.pieces();
    let piece = pieces.next()?;
    let alone = pieces.next().is_none();
    let places = || {
        let words = words(piece.text(flow));
        words.filter_map(|word| piece.part(word).place(flow))
    };
    let mut pairs = places().zip(places().skip(1));
    let wide = pairs.any(|(a, b)| b[0] - a[2] > WIDE * (a[3] - a[1]));
    (alone && wide).then_some(piece)
}
