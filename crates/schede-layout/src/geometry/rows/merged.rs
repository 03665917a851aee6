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

/// Where the words of a row stand: those of each column, in the order of [`READING`], and
/// those that are of none.
struct RowWords {
    columns: [Option<Extent>; READING.len()],
    others: Option<Extent>,
}

impl RowWords {
    fn of(bands: &[Band], pieces: &[Piece], row: Range<usize>) -> Self {
        let mut words = Self {
            columns: [None; READING.len()],
            others: None,
        };
        for piece in row.flat_map(|at| &pieces[bands[at].pieces.clone()]) {
            if piece.slot == Slot::Cell(Column::Other) {
                continue;
            }
            let at = READING.iter().position(|c| piece.slot == Slot::Cell(*c));
            let words = match at {
                Some(at) => &mut words.columns[at],
                None => &mut words.others,
            };
            let here = Extent {
                first: piece.base,
                last: piece.base,
            };
            *words = and(*words, here);
        }
        words
    }

    /// The words of a column.
    fn own(&self, column: Column) -> Option<Extent> {
        let mut all = READING.iter().zip(self.columns);
        all.find(|(other, _)| **other == column)?.1
    }

    /// The words of all other columns, each by itself.
    fn beside(&self, column: Column) -> impl Iterator<Item = Extent> + '_ {
        let all = READING.iter().zip(self.columns);
        let others = all.filter(move |(other, _)| **other != column);
        others.filter_map(|(_, words)| words)
    }
}

/// The bands in doubt, of rows by their anchor and bands.
pub(crate) fn merged(
    bands: &[Band],
    pieces: &[Piece],
    pitch: f32,
    rows: impl Iterator<Item = (usize, Range<usize>)>,
) -> Vec<usize> {
    let rows: Vec<(usize, Range<usize>)> = rows.collect();
    let words: Vec<RowWords> = rows
        .iter()
        .map(|(_, row)| RowWords::of(bands, pieces, row.clone()))
        .collect();
    let whole = |(anchor, row): &(usize, Range<usize>)| {
        let of_page = |at: usize| bands[at].page == bands[*anchor].page;
        bands[*anchor].kind == Kind::Phase && row.clone().all(of_page)
    };
    let mut doubtful = Vec::new();
    for n in TOGETHER {
        for (several, words) in rows.windows(n).zip(words.windows(n)) {
            let page = bands[several[0].0].page;
            if !several
                .iter()
                .all(|row| bands[row.0].page == page && whole(row))
            {
                continue;
            }
            let found = COLUMNS.iter().filter(|c| is_merged(words, pitch, **c));
            for column in found {
                let own = |at: &usize| {
                    let mut pieces = pieces[bands[*at].pieces.clone()].iter();
                    pieces.any(|piece| piece.slot == Slot::Cell(*column))
                };
                let all = several.iter().flat_map(|(_, row)| row.clone());
                doubtful.extend(all.filter(own));
            }
        }
    }
    doubtful
}

fn is_merged(rows: &[RowWords], pitch: f32, column: Column) -> bool {
    // Where each of the rows has words of other columns, and the cell's.
    let (mut all, mut cell, mut is_off) = (None, None, false);
    let mut last: Option<f32> = None;
    for row in rows {
        let beside = row.beside(column).chain(row.others).reduce(Extent::and);
        let Some(others) = beside else {
            return false;
        };
        let mut columns = row.beside(column).map(Extent::middle);
        if !columns.all(|middle| (middle - others.middle()).abs() < AT_MIDDLE * pitch) {
            return false;
        }
        all = and(all, others);
        let Some(own) = row.own(column) else {
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
