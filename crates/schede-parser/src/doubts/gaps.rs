//! A cell of one line that a wide gap parts, beside an empty one: its last words may be
//! those of the empty cell ("OK      2025" in the monitoring, and no deadline). A unit's name that
//! a wide gap parts may hold the words of the cells beside it.
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
    let unit = draft.org_unit.as_deref().unwrap_or_default();
    // "Settore" may stand in a cell of its own before the name.
    let behind_first = |line: &Piece| {
        let first = words(line.text(flow)).next().map_or(0, |word| word.end);
        line.after(first)
    };
    let unit = unit.iter().find(|line| is_parted(flow, behind_first(line)));
    doubts.extend(
        unit.map(|line| Doubt::broken(About::OrgUnit, "a wide gap parts its words", *line)),
    );
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
    (alone && is_parted(flow, piece)).then_some(piece)
}

/// Whether a wide gap parts the words of a line.
fn is_parted(flow: &Flow<'_>, piece: Piece) -> bool {
    let places = || {
        let words = words(piece.text(flow));
        words.map(|word| piece.part(word).place(flow))
    };
    // A word that is higher than wide has no place: what is beside it is not known.
    let pairs = places().zip(places().skip(1));
    let mut pairs = pairs.filter_map(|(a, b)| a.zip(b));
    pairs.any(|(a, b)| b[0] - a[2] > WIDE * (a[3] - a[1]))
}
