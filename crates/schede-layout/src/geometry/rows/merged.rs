//! Cells that are merged over two rows of phases, where no rule shows it: the cells of a
//! row are set in its middle, and one is set in the middle of the two.
//!
//! In: the rows found, on one page each. Out: bands of such cells: which of the two phases
//! they are of is for people to say.
//!
//! Not here: how rows are found (`rows`).

use std::ops::Range;

use schede_model::Column;

use super::band::{Band, Kind, Piece, READING, Slot};

/// How far (in lines) the middle of a cell may be from that of its rows: rounding.
const AT_MIDDLE: f32 = 0.15;

/// How far (in lines) the middle of a merged cell is from that of the row it was put in,
/// at least: half the height of the other row.
const OFF_ROW: f32 = 0.6;

/// Step (in lines) from a line of a cell to the next, at most.
const TIGHT: f32 = 1.1;

/// The columns whose cells forms merge.
const COLUMNS: [Column; 4] = [
    Column::Weight,
    Column::Monitoring,
    Column::Due,
    Column::Outcome,
];

/// First and last baseline of some words.
#[derive(Debug, Clone, Copy)]
struct Extent {
    first: f32,
    last: f32,
}

impl Extent {
    fn and(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    fn middle(self) -> f32 {
        (self.first + self.last) / 2.0
    }
}

/// The bands in doubt, of rows by their anchor and bands.
pub(crate) fn merged(
    bands: &[Band],
    pieces: &[Piece],
    pitch: f32,
    rows: impl Iterator<Item = (usize, Range<usize>)>,
) -> Vec<usize> {
    let whole = |(anchor, row): &(usize, Range<usize>)| {
        let of_page = |at: usize| bands[at].page == bands[*anchor].page;
        bands[*anchor].kind == Kind::Phase && row.clone().all(of_page)
    };
    let rows: Vec<(usize, Range<usize>)> = rows.collect();
    let mut doubtful = Vec::new();
    for pair in rows.windows(2) {
        let [above, below] = pair else { continue };
        let one_page = bands[above.0].page == bands[below.0].page;
        if !(one_page && whole(above) && whole(below)) {
            continue;
        }
        for column in COLUMNS {
            let rows = [above.1.clone(), below.1.clone()];
            if is_merged(bands, pieces, pitch, &rows, column) {
                let own = |at: &usize| words(bands, pieces, *at, column, true).next().is_some();
                doubtful.extend(rows.into_iter().flatten().filter(own));
            }
        }
    }
    doubtful
}

fn is_merged(
    bands: &[Band],
    pieces: &[Piece],
    pitch: f32,
    rows: &[Range<usize>; 2],
    column: Column,
) -> bool {
    let extent = |row: &Range<usize>, own: bool| {
        let bases = row
            .clone()
            .flat_map(|at| words(bands, pieces, at, column, own));
        bases
            .map(|base| Extent {
                first: base,
                last: base,
            })
            .reduce(Extent::and)
    };
    let others = [extent(&rows[0], false), extent(&rows[1], false)];
    let [Some(above), Some(below)] = others else {
        return false;
    };
    let centred = |row: &Range<usize>, all: Extent| {
        let others = READING.iter().filter(|other| **other != column);
        let mut others = others.filter_map(|other| of_column(bands, pieces, row, *other));
        others.all(|cell| (cell.middle() - all.middle()).abs() < AT_MIDDLE * pitch)
    };
    if !centred(&rows[0], above) || !centred(&rows[1], below) {
        return false;
    }
    let cells = [extent(&rows[0], true), extent(&rows[1], true)];
    let cell = match cells {
        [Some(a), Some(b)] if b.first - a.last > TIGHT * pitch => return false,
        [Some(a), Some(b)] => a.and(b),
        [Some(cell), None] | [None, Some(cell)] => cell,
        [None, None] => return false,
    };
    let off = |row: Extent, own: Option<Extent>| {
        own.is_some_and(|own| (own.middle() - row.middle()).abs() > OFF_ROW * pitch)
    };
    let middle = (cell.middle() - above.and(below).middle()).abs();
    middle < AT_MIDDLE * pitch && (off(above, cells[0]) || off(below, cells[1]))
}

/// The cell of a column in a row.
fn of_column(
    bands: &[Band],
    pieces: &[Piece],
    row: &Range<usize>,
    column: Column,
) -> Option<Extent> {
    let bases = row
        .clone()
        .flat_map(|at| words(bands, pieces, at, column, true));
    let one = |base| Extent {
        first: base,
        last: base,
    };
    bases.map(one).reduce(Extent::and)
}

/// The baselines of a band's words of a column, or of all others.
fn words<'b>(
    bands: &'b [Band],
    pieces: &'b [Piece],
    band: usize,
    column: Column,
    own: bool,
) -> impl Iterator<Item = f32> + 'b {
    let of_band = pieces[bands[band].pieces.clone()].iter();
    let of_column = move |piece: &&Piece| (piece.slot == Slot::Cell(column)) == own;
    let strange = |piece: &&Piece| piece.slot != Slot::Cell(Column::Other);
    of_band
        .filter(of_column)
        .filter(strange)
        .map(|piece| piece.base)
}
