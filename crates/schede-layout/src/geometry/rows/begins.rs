//! How the cells of a column, and the values beside labels, begin: where some begin with a
//! small letter, one says little about whether a line goes on with the one above it.
//!
//! In: the bands, page by page. Out: how much a small letter says, by column.
//!
//! Not here: what it costs to end a row before one (`evidence`).

use super::band::{Band, Kind, Piece, Slot, certain_edge, holds_label};

/// Share of lines that go on with the one above them which begin with a small letter.
const SMALL_WITHIN: f32 = 0.8;

/// The same of cells, at least: where none is known, one may yet.
const SMALL_FIRST: f32 = 0.01;

/// Cells of a column, or values, that begin for certain, and those of them with a small
/// letter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Begins {
    cells: Vec<(Slot, u32, u32)>,
}

impl Begins {
    /// Learns from the rows whose first line is known.
    pub fn add(&mut self, bands: &[Band], pieces: &[Piece]) {
        let anchors = (0..bands.len()).filter(|at| bands[*at].kind != Kind::Loose);
        let mut above = None;
        for anchor in anchors {
            let first = above.replace(anchor);
            let Some(first) = first.and_then(|above| certain_edge(bands, above, anchor)) else {
                continue;
            };
            if bands[first - 1].page != bands[first].page {
                continue;
            }
            let kind = bands[first].kind;
            for piece in &pieces[bands[first].pieces.clone()] {
                if holds_label(&bands[first], pieces, piece) {
                    continue;
                }
                let begins = match piece.slot {
                    Slot::Cell(_) => kind == Kind::Phase,
                    Slot::Right => kind == Kind::Pair,
                    Slot::Left => false,
                };
                if begins {
                    let (all, small) = self.of(piece.slot);
                    *all += 1;
                    *small += u32::from(piece.small && !piece.fresh);
                }
            }
        }
    }

    fn of(&mut self, slot: Slot) -> (&mut u32, &mut u32) {
        let known = self.cells.iter().position(|(s, ..)| *s == slot);
        let at = known.unwrap_or_else(|| {
            self.cells.push((slot, 0, 0));
            self.cells.len() - 1
        });
        let (_, all, small) = &mut self.cells[at];
        (all, small)
    }

    /// How much a small letter says in a column, or in the values beside labels: from 1,
    /// where no cell begins with one, down to 0, where nearly all do.
    pub fn weight(&self, slot: Slot) -> f32 {
        let known = self.cells.iter().find(|(s, ..)| *s == slot);
        let share = known.map_or(0.0, |(_, all, small)| *small as f32 / (*all + 1) as f32);
        let told = (SMALL_WITHIN / share.max(SMALL_FIRST)).ln();
        (told / (SMALL_WITHIN / SMALL_FIRST).ln()).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Begins, Slot};
    use schede_model::Column;

    const OUTCOME: Slot = Slot::Cell(Column::Outcome);

    #[test]
    fn a_small_letter_says_less_where_cells_begin_with_one() {
        let weight = |all, small| {
            let cells = vec![(OUTCOME, all, small)];
            Begins { cells }.weight(OUTCOME)
        };
        assert!(Begins::default().weight(OUTCOME) > 0.99);
        assert!(weight(20, 0) > 0.99);
        assert!(weight(20, 2) < 0.6);
        assert!(weight(2, 2) < 0.1);
    }
}
