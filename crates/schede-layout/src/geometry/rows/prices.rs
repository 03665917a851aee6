//! What rows cost for whatever alignment of their slots, and for one of them.
//!
//! In: of each row how far its cells are from each alignment. Out: the cost of all rows
//! for an alignment. A search asks for it again and again: of nearly all rows it is the
//! sum of eight numbers, whose places are known before the first row.
//!
//! Not here: how far a cell is from an alignment (`cost`).

use super::cost::{Alignment, Modes, SLOTS};

/// Cost of cells that stand at the top of a row which the page's end breaks off, where
/// the table has another alignment: half a line in one cell.
const BROKEN: f32 = 0.5;

/// What a row costs, as far as it can be said before the alignment of its slots is
/// known.
#[derive(Debug, Clone)]
pub(crate) struct Price {
    pub fixed: f32,
    pub strip: Misfits,
    /// Those of the parts above and below the page's end, if that cuts the row.
    pub parts: Option<(Misfits, Misfits)>,
    /// The page ends with the row: its cells may stand at its top, whatever their
    /// alignment.
    pub is_last: bool,
}

/// Numbers of a slot: one for each alignment, and room that makes the places of all
/// slots a power of two, so that none needs to be checked.
const STRIDE: usize = 4;
const NUMBERS: usize = SLOTS * STRIDE;
const _: () = assert!(NUMBERS.is_power_of_two());

/// Misalignment and holes of each slot, by alignment.
#[derive(Debug, Clone)]
pub(crate) struct Misfits([f32; NUMBERS]);

/// Where the numbers of an alignment stand among the misfits.
struct Places([usize; SLOTS]);

impl Places {
    fn of(modes: &Modes) -> Self {
        Self(std::array::from_fn(|slot| {
            slot * STRIDE + modes.0[slot] as usize
        }))
    }
}

impl Misfits {
    /// Nothing is astray.
    pub const NONE: Self = Self([0.0; NUMBERS]);

    /// Notes those of a slot, by alignment.
    pub fn set(&mut self, slot: usize, [top, middle, bottom]: [f32; 3]) {
        let first = slot * STRIDE;
        self.0[first..][..STRIDE].copy_from_slice(&[top, middle, bottom, 0.0]);
    }

    #[inline]
    fn sum(&self, places: &Places) -> f32 {
        let mut sum = 0.0;
        for place in places.0 {
            sum += self.0[place % NUMBERS];
        }
        sum
    }

    /// What all slots cost at the top of their row, where that breaks off: a printer does
    /// not know yet how high it will be, and sets its cells there.
    fn broken(&self) -> f32 {
        self.sum(&Places::of(&Modes::all(Alignment::Top))) + BROKEN
    }
}

/// Prices of many rows, in order.
#[derive(Debug, Default)]
pub(crate) struct Prices {
    rows: Vec<(f32, Misfits)>,
    /// The rows that a page ends with, by their places, and what they cost at most.
    last: Vec<(usize, f32)>,
    /// The rows that a page's end cuts, by their places.
    torn: Vec<(usize, Torn)>,
}

/// A row that a page's end cuts.
#[derive(Debug)]
struct Torn {
    upper: Misfits,
    lower: Misfits,
    /// What its upper part costs at most.
    broken: f32,
}

impl Prices {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Makes room for so many.
    pub fn reserve(&mut self, n: usize) {
        self.rows.reserve_exact(n);
    }

    /// Forgets them, but keeps their room.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.last.clear();
        self.torn.clear();
    }

    /// Adds that of one more row.
    pub fn push(&mut self, price: Price) {
        let Price {
            fixed,
            strip,
            parts,
            is_last,
        } = price;
        let at = self.rows.len();
        if let Some((upper, lower)) = parts {
            let broken = upper.broken();
            let torn = Torn {
                upper,
                lower,
                broken,
            };
            self.torn.push((at, torn));
        } else if is_last {
            self.last.push((at, strip.broken()));
        }
        self.rows.push((fixed, strip));
    }

    /// How far the cells of the first row are from an alignment.
    pub fn astray(&self, modes: &Modes) -> f32 {
        let mut costs = Vec::with_capacity(self.rows.len());
        self.add_costs(modes, &mut costs, |_| 0.0);
        costs.first().copied().unwrap_or_default()
    }

    /// Adds the cost of each row for an alignment to a list.
    pub fn costs(&self, modes: &Modes, costs: &mut Vec<f32>) {
        self.add_costs(modes, costs, |fixed| fixed);
    }

    /// The same, with so much of what a row costs in any case. A row cut by the page end
    /// may be one strip shown in two windows, or two parts that are each aligned:
    /// whichever fits.
    #[inline]
    fn add_costs(&self, modes: &Modes, costs: &mut Vec<f32>, fixed: impl Fn(f32) -> f32) {
        let first = costs.len();
        let places = Places::of(modes);
        let cost = |(in_any, strip): &(f32, Misfits)| fixed(*in_any) + strip.sum(&places);
        costs.extend(self.rows.iter().map(cost));
        for (at, broken) in &self.last {
            let (in_any, strip) = &self.rows[*at];
            costs[first + at] = fixed(*in_any) + strip.sum(&places).min(*broken);
        }
        for (at, torn) in &self.torn {
            let (in_any, strip) = &self.rows[*at];
            let upper = torn.upper.sum(&places).min(torn.broken);
            let parts = upper + torn.lower.sum(&places);
            costs[first + at] = fixed(*in_any) + strip.sum(&places).min(parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BROKEN, Misfits, Price, Prices};
    use crate::geometry::rows::cost::{Alignment, Modes, SLOTS};

    fn price(n: usize) -> Price {
        let mut strip = Misfits::NONE;
        // Some slots stand in no row, others in some.
        for slot in (0..SLOTS - 2).filter(|slot| !(n + slot).is_multiple_of(3) && n > *slot) {
            strip.set(
                slot,
                [0.1, 0.7, 0.3].map(|misfit| misfit * (n + slot) as f32),
            );
        }
        let mut lower = Misfits::NONE;
        lower.set(SLOTS - 1, [0.4; 3]);
        let parts = (n % 7 == 6).then(|| (strip.clone(), lower));
        Price {
            fixed: n as f32 / 3.0,
            strip,
            parts,
            is_last: n % 5 == 4,
        }
    }

    /// What one row costs, looked at alone.
    fn cost(price: &Price, modes: &Modes) -> f32 {
        let sum = |misfits: &Misfits, modes: &Modes| {
            let slots = misfits.0.chunks(4).zip(&modes.0);
            slots.fold(0.0, |sum, (slot, mode)| sum + slot[*mode as usize])
        };
        let top = Modes::all(Alignment::Top);
        let broken = |misfits: &Misfits| sum(misfits, modes).min(sum(misfits, &top) + BROKEN);
        let strip = &price.strip;
        price.fixed
            + match &price.parts {
                Some((upper, lower)) => sum(strip, modes).min(broken(upper) + sum(lower, modes)),
                None if price.is_last => broken(strip),
                None => sum(strip, modes),
            }
    }

    #[test]
    fn all_rows_cost_what_each_does_alone() {
        let all: Vec<Price> = (0..40).map(price).collect();
        let mut prices = Prices::default();
        prices.reserve(all.len());
        all.iter().for_each(|price| prices.push(price.clone()));
        for mode in Alignment::ALL {
            let modes = Modes::all(Alignment::Middle).with_pairs((mode, mode));
            let mut costs = vec![7.0];
            prices.costs(&modes, &mut costs);
            let each = all.iter().map(|price| cost(price, &modes));
            let each: Vec<f32> = std::iter::once(7.0).chain(each).collect();
            assert_eq!(costs, each);
            assert_eq!(prices.astray(&modes), cost(&all[0], &modes));
        }
    }
}
