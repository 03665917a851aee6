//! Bands: strips of a page between which a row may end, and the pieces of
//! lines that stand in them.
//!
//! Made by the walk over a page (`walk`), shared out to rows by `rows`.

use std::ops::Range;

use schede_model::Column;

/// Columns of a table row in the order of reading.
pub(crate) const READING: [Column; 6] = [
    Column::Label,
    Column::Description,
    Column::Weight,
    Column::Monitoring,
    Column::Due,
    Column::Outcome,
];

/// Where in its row a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// In the cell of a label.
    Left,
    /// In the cell of a value.
    Right,
    /// In a column of the table of phases.
    Cell(Column),
}

/// A piece of a line that stands in one cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// Index of the line in the flow.
    pub line: u32,
    pub start: u32,
    pub end: u32,
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub em: f32,
    pub bold: bool,
    pub slot: Slot,
    pub clip: Option<u32>,
    /// Table and row of the structure tree.
    pub tag: Option<(u32, u32)>,
    /// The amount, where the piece is a number (weights).
    pub number: Option<f64>,
    /// It begins with a small letter: it goes on with the words above it.
    pub small: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// It stands in a cell and ends with a comma, an article or a preposition: words
    /// below go on.
    pub open: bool,
    /// It begins with a date or a mark: a cell begins with it.
    pub fresh: bool,
}

/// What a band is in the row it begins or belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It belongs to the row of a neighbour.
    Loose,
    /// Label and value side by side.
    Pair,
    /// The final deadline under the table.
    Deadline,
    /// A phase.
    Phase,
    /// The total of the weights.
    Total,
}

/// A strip of a page that no row edge crosses.
#[derive(Debug, Clone)]
pub(crate) struct Band {
    pub page: u32,
    pub kind: Kind,
    pub top: f32,
    pub bottom: f32,
    /// Pieces of the band.
    pub pieces: Range<usize>,
    /// It goes on with the row above: the rest of a label, or of a description
    /// that begins with its label.
    pub sticky: bool,
    /// Added to a y of its page to continue the page before.
    pub shift: f32,
    /// Cost of a row edge before it, by rules, clips and tags.
    pub cut: f32,
    /// Cost of no row edge before it.
    pub hold: f32,
    /// A ruling line parts it from the band before.
    pub ruled: bool,
    /// The rules of its page were taken for row edges, so that there are no others.
    pub fenced: bool,
    /// Table in the document, where the band stands in one.
    pub table: Option<u32>,
}

/// The band that begins the row of the second of two anchors, if only one can: what must
/// stay with the first ends right above the second.
pub(crate) fn certain_edge(bands: &[Band], above: usize, next: usize) -> Option<usize> {
    (first_edge(bands, above, next) == next).then_some(next)
}

/// The first band that may begin the row of the second of two anchors.
pub(crate) fn first_edge(bands: &[Band], above: usize, next: usize) -> usize {
    let sticky = (above + 1..next).rev().find(|b| bands[*b].sticky);
    sticky.map_or(above + 1, |b| b + 1)
}

/// Whether a piece of a band is the label of a phase, inside the description.
pub(crate) fn holds_label(band: &Band, pieces: &[Piece], piece: &Piece) -> bool {
    let apart = |p: &Piece| p.slot == Slot::Cell(Column::Label);
    band.kind == Kind::Phase
        && piece.slot == Slot::Cell(Column::Description)
        && !pieces[band.pieces.clone()].iter().any(apart)
}
