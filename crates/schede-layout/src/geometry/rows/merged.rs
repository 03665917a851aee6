//! Cells that are merged over several rows of phases, where no rule shows it: the cells of a
//! row are set in its middle, and one is set in the middle of them all.
//!
//! In: the rows found, on one page each. Out: bands of such cells: which of the phases they
//! are of is for people to say.
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

/// Rows that are looked at together.
const TOGETHER: [usize; 2] = [2, 3];

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
    for several in TOGETHER.into_iter().flat_map(|n| rows.windows(n)) {
        let page = bands[several[0].0].page;
        if !several
            .iter()
            .all(|row| bands[row.0].page == page && whole(row))
        {
            continue;
        }
        for column in COLUMNS {
            if is_merged(bands, pieces, pitch, several, column) {
                let own = |at: &usize| words(bands, pieces, *at, column, true).next().is_some();
                let all = several.iter().flat_map(|(_, row)| row.clone());
                doubtful.extend(all.filter(own));
            }
        }
    }
    doubtful
}

fn is_merged(
    bands: &[Band],
    pieces: &[Piece],
    pitch: f32,
    rows: &[(usize, Range<usize>)],
    column: Column,
) -> bool {
    // Where each of the rows has words of other columns, and the cell's.
    let (mut all, mut cell, mut is_off) = (None, None, false);
    let mut last: Option<f32> = None;
    for (_, row) in rows {
        let bases = |own: bool| {
            let bands_of = row.clone();
            bands_of.flat_map(move |at| words(bands, pieces, at, column, own))
        };
        let Some(others) = extent(bases(false)) else {
            return false;
        };
        let mut columns = READING.iter().filter(|other| **other != column);
        let centred = columns.all(|other| {
            let middle = of_column(bands, pieces, row, *other).map(Extent::middle);
            middle.is_none_or(|middle| (middle - others.middle()).abs() < AT_MIDDLE * pitch)
        });
        if !centred {
            return false;
        }
        all = and(all, others);
        let Some(own) = extent(bases(true)) else {
            continue;
        };
        if last.is_some_and(|last| own.first - last > TIGHT * pitch) {
            return false;
        }
        last = Some(own.last);
        is_off |= (own.middle() - others.middle()).abs() > OFF_ROW * pitch;
        cell = and(cell, own);
    }
    let middle = |(all, cell): (Extent, Extent)| (all.middle() - cell.middle()).abs();
    is_off
        && all
            .zip(cell)
            .is_some_and(|both| middle(both) < AT_MIDDLE * pitch)
}

fn and(a: Option<Extent>, b: Extent) -> Option<Extent> {
    Some(a.map_or(b, |a| a.and(b)))
}

fn extent(bases: impl Iterator<Item = f32>) -> Option<Extent> {
    let one = |base| Extent {
        first: base,
        last: base,
    };
    bases.map(one).reduce(Extent::and)
}

/// The cell of a column in a row.
fn of_column(
    bands: &[Band],
    pieces: &[Piece],
    row: &Range<usize>,
    column: Column,
) -> Option<Extent> {
    let bands_of = row.clone();
    extent(bands_of.flat_map(|at| words(bands, pieces, at, column, true)))
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
