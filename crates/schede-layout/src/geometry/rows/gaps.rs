//! The room between rows: cells have margins, so the last line of one row and the first
//! of the next are further apart than the lines of one cell, and all rows of a table
//! about equally far.
//!
//! In: the bands, and which of them begin a row for certain. Out: for the gap before
//! each band, what a row edge there costs, and what none costs.
//!
//! Not here: how the cells of a row are aligned (`cost`).

use std::ops::Range;

use super::band::{Band, Piece};

/// Cost of a row edge where the lines are closer than rows are, and of none where they
/// are as far apart: less than what is drawn, as a cell may hold an empty line and a row
/// may be of a lower size.
const CLOSE: f32 = 3.0;
const APART: f32 = 2.0;

/// Edges that tell how far apart rows are, at least.
const FEWEST: usize = 2;

/// How much further apart (in line pitches) rows must be than lines to be told by it,
/// and how far the room between two rows may differ.
const MARGINS: f32 = 1.15;
const EVEN: f32 = 0.1;

/// How far apart rows are, in line pitches: the closest of them, and most.
#[derive(Debug, Clone, Copy)]
struct Room {
    least: f32,
    usual: f32,
}

/// How far apart the rows of the table are, and those of labels and values.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gaps {
    table: Option<Room>,
    pairs: Option<Room>,
}

impl Gaps {
    /// Learns them from edges of which there is no doubt: the bands they stand before.
    pub fn learn(
        bands: &[Band],
        pieces: &[Piece],
        pitch: f32,
        edges: impl Iterator<Item = usize>,
    ) -> Self {
        let (mut table, mut pairs) = (Vec::new(), Vec::new());
        for at in edges {
            let Some(step) = step(bands, pieces, at) else {
                continue;
            };
            match is_table(bands, at) {
                Some(true) => table.push(step / pitch),
                Some(false) => pairs.push(step / pitch),
                None => {}
            }
        }
        Self {
            table: room(table),
            pairs: room(pairs),
        }
    }

    /// What an edge before a band costs, and what none does.
    pub fn cost(&self, bands: &[Band], pieces: &[Piece], pitch: f32, at: usize) -> (f32, f32) {
        let room = match is_table(bands, at) {
            Some(true) => self.table,
            Some(false) => self.pairs,
            None => None,
        };
        let Some((room, step)) = room.zip(step(bands, pieces, at)) else {
            return (0.0, 0.0);
        };
        let step = step / pitch;
        if step < room.least - EVEN {
            (CLOSE, 0.0)
        } else if step > room.usual - EVEN {
            (0.0, APART)
        } else {
            (0.0, 0.0)
        }
    }
}

/// Whether a band and the one above it are in a table, or both in none.
fn is_table(bands: &[Band], at: usize) -> Option<bool> {
    let (above, below) = (bands[at.checked_sub(1)?].table, bands[at].table);
    (above.is_some() == below.is_some()).then_some(below.is_some())
}

/// From the last line above a band to its first one.
fn step(bands: &[Band], pieces: &[Piece], at: usize) -> Option<f32> {
    let above = &bands[at.checked_sub(1)?];
    let below = &bands[at];
    let bases = |pieces_of: Range<usize>| pieces[pieces_of].iter().map(|p| p.base);
    let last = bases(above.pieces.clone()).reduce(f32::max)?;
    let first = bases(below.pieces.clone()).reduce(f32::min)?;
    (above.page == below.page).then_some(first - last)
}

/// The room between rows so far apart, if it tells them from lines.
fn room(mut steps: Vec<f32>) -> Option<Room> {
    steps.sort_by(f32::total_cmp);
    let usual = *steps.get(steps.len() / 2)?;
    let least = *steps.first()?;
    let tells = steps.len() >= FEWEST && least > MARGINS;
    tells.then_some(Room { least, usual })
}
