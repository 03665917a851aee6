//! Lines of a text on paper that are set smaller than the line above them: a remark about the
//! sheet ("Modificato con D.G.C. n. 88"), a note at the foot of the page.
//!
//! In: a draft, the places of its words. Out: doubts. Cells whose whole text was shrunk to fit
//! are set in one size.

use schede_model::Flow;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

/// A line is set smaller when its letters are lower than this share of those above it: the
/// sizes of one text differ by less where capitals or figures alone stand in a line.
const SMALLER: f64 = 0.85;

/// The doubts of a sheet.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let title = std::iter::once((About::Title, draft.title.as_slice()));
    let all = title.chain(draft.names()).chain(draft.texts());
    let sign = "a line of it is set smaller than the others";
    all.filter_map(|(about, pieces)| {
        let line = pieces
            .windows(2)
            .find(|pair| is_smaller(flow, pair[0], pair[1]))?[1];
        Some(Doubt::broken(about, sign, line))
    })
    .collect()
}

/// Whether a line is set smaller than the one above it.
fn is_smaller(flow: &Flow<'_>, above: Piece, line: Piece) -> bool {
    let height = |piece: Piece| {
        let [_, top, _, bottom] = piece.place(flow)?;
        Some(bottom - top)
    };
    let heights = || height(above).zip(height(line));
    above.line != line.line && heights().is_some_and(|(above, line)| line < SMALLER * above)
}
