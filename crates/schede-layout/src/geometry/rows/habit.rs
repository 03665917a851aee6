//! How a document aligns the cells of its tables: those of one table mostly all in the
//! same way, and those of its tables as in the ones before.
//!
//! In: the rows of each table, once they are found. Out: how unlike the document an
//! alignment is.
//!
//! Not here: how well an alignment fits the table at hand (`cost`).

use super::cost::{Alignment, Astray, LEFT, Modes, SLOTS};

/// Cost of an alignment of a column that is not that of most columns: less than half a
/// line in two rows.
const UNLIKE: f32 = 0.3;

/// Cost of columns at the top of their rows and others at the bottom, which forms hardly
/// have.
const OPPOSITE: f32 = 0.5;

/// Cost of an alignment that the tables before did not have, at most: less than a line in
/// one cell of the table at hand.
const UNUSUAL: f32 = 0.8;

/// The part of what stood astray in the tables before that counts.
const REMEMBERED: f32 = 0.2;

/// How labels and the values beside them may stand in their rows: alike; or, where labels or
/// values alone were set so, labels at the bottom, as spreadsheets have it, or in the middle,
/// and values at the top.
pub(crate) const STANDINGS: [(Alignment, Alignment); 5] = [
    (Alignment::Top, Alignment::Top),
    (Alignment::Middle, Alignment::Middle),
    (Alignment::Bottom, Alignment::Bottom),
    (Alignment::Bottom, Alignment::Top),
    (Alignment::Middle, Alignment::Top),
];

/// How labels stand beside their values: what the rows so far cost more with each
/// alignment than with the best.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing(pub [f32; STANDINGS.len()]);

/// The alignments of a document so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Habit {
    /// Those of labels and values.
    pub pairs: Standing,
    /// Those of tables.
    astray: Astray,
}

impl Habit {
    /// Takes the rows of one more table.
    pub fn add(&mut self, table: &Astray) {
        for (all, more) in self.astray.0.iter_mut().zip(&table.0) {
            for (all, more) in all.iter_mut().zip(more) {
                *all += more;
            }
        }
    }

    /// How unlike the tables before, and how uneven in itself, an alignment of the slots
    /// that are `used` is.
    pub fn cost(&self, modes: &Modes, used: &[bool; SLOTS]) -> f32 {
        let of_slot = |(slot, (mode, _)): (usize, (&Alignment, _))| {
            let sums = &self.astray.0[slot];
            let least = sums.iter().copied().fold(f32::MAX, f32::min);
            (REMEMBERED * (sums[*mode as usize] - least)).min(UNUSUAL)
        };
        let all = modes.0[..LEFT].iter().zip(used).enumerate();
        let unusual: f32 = all.filter(|(_, (_, used))| **used).map(of_slot).sum();
        uneven(modes, used) + unusual
    }
}

/// What it costs that not all columns have one alignment.
fn uneven(modes: &Modes, used: &[bool; SLOTS]) -> f32 {
    let count = |mode: Alignment| {
        let has = |slot: &usize| used[*slot] && modes.0[*slot] == mode;
        (0..LEFT).filter(has).count()
    };
    let [top, middle, bottom] = Alignment::ALL.map(count);
    let most = top.max(middle).max(bottom);
    let opposite = if top > 0 && bottom > 0 { OPPOSITE } else { 0.0 };
    UNLIKE * (top + middle + bottom - most) as f32 + opposite
}
