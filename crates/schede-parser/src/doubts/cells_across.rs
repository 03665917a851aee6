//! Labelled texts that may be a table without rules, whose lines were read straight across
//! its cells: gaps at the same place cut lines one below the other, and cells wrap.
//!
//! In: a draft, the places of its words. Out: doubts. A table all of whose rows are one line
//! high is read row by row, as it stands.
//!
//! Not here: cells that rules, the structure tree or labels show (`schede_layout`).

use schede_model::Flow;

use crate::grammar::draft::{Doubt, Draft};
use crate::source::Piece;

/// How far (of a line's height) cells of one column may begin from each other.
const SAME_X: f64 = 0.3;

/// The doubts of a sheet.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let sign = "gaps at one place cut several of its lines, as cells do that wrap";
    let texts = draft.texts();
    texts
        .filter_map(|(about, pieces)| Some(Doubt::broken(about, sign, across(flow, pieces)?)))
        .collect()
}

/// The first piece of a table that was read across.
fn across(flow: &Flow<'_>, pieces: &[Piece]) -> Option<Piece> {
    // Few texts have a line that gaps cut.
    if !pieces.windows(2).any(|pair| pair[0].line == pair[1].line) {
        return None;
    }
    let lines: Vec<&[Piece]> = pieces.chunk_by(|a, b| a.line == b.line).collect();
    let tables = lines.chunk_by(|above, below| below_each_other(flow, above, below));
    let wraps = |lines: &&[&[Piece]]| {
        let small = |line: &&[Piece]| {
            let mut pieces = line.iter();
            pieces.any(|piece| piece.text(flow).starts_with(char::is_lowercase))
        };
        let uneven = |pair: &[&[Piece]]| pair[0].len() != pair[1].len();
        lines[1..].iter().any(small) || lines.windows(2).any(uneven)
    };
    tables
        .filter(|lines| lines.len() > 1)
        .find(wraps)
        .map(|lines| lines[0][0])
}

/// Whether a piece that is not its line's first stands below such a piece.
fn below_each_other(flow: &Flow<'_>, above: &[Piece], below: &[Piece]) -> bool {
    let rest = |line: &[Piece]| {
        let places = line[1..].iter().filter_map(|piece| piece.place(flow));
        places.collect::<Vec<_>>()
    };
    let (above, below) = (rest(above), rest(below));
    above.iter().any(|a| {
        let room = SAME_X * (a[3] - a[1]);
        below.iter().any(|b| (a[0] - b[0]).abs() < room)
    })
}
