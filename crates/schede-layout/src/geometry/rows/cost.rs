//! What a row costs: how far its cells are from their columns' alignment, holes
//! inside a cell, and what the kind of row does not hold.
//!
//! The unit is one line: a cell that stands a line too low costs 1.
//!
//! Not here: the search (`rows`).

use std::ops::Range;

use schede_model::Column;

use super::band::{Band, Kind, Piece, Slot};
use super::gaps::Gaps;
use super::prices::{Misfits, Price, Prices};

/// Misalignment (in lines) that is no more than rounding: printers place lines
/// on whole pixels, fonts differ in ascent.
const ROUNDING: f32 = 0.12;

/// Cost of one cell's misalignment at most: an odd cell must not outweigh all
/// others of its row.
const MOST_ASTRAY: f32 = 3.0;

/// Line step within a cell, at most, in line pitches; beyond, the cell has a hole.
const STEP: f32 = 1.3;
const HOLE: f32 = 1.0;

/// Steps up to the first are within one cell, steps from the second on between
/// two: row edges add their margins. In lines.
const TIGHT: f32 = 1.06;
const LOOSE: f32 = 1.15;
const TIGHT_CUT: f32 = 0.3;
const LOOSE_HOLD: f32 = 0.4;

/// Cost of words that do not belong in a kind of row: a second weight of a phase.
const STRANGE: f32 = 2.0;

/// The same of an outcome beside the total, where forms print nothing.
const BESIDE_TOTAL: f32 = 4.0;

/// Cost of a phase without description.
const NO_TEXT: f32 = 1.0;

/// Cost of a row that the page end cuts.
const TORN: f32 = 0.15;

/// Line pitch in em: none is tighter or wider in one cell.
const PITCHES: Range<f32> = 0.95..1.9;
const USUAL_PITCH: f32 = 1.25;

/// Cells of a row: the six columns of a phase; or label and value.
pub(crate) const SLOTS: usize = 8;
pub(crate) const LEFT: usize = 6;
const RIGHT: usize = 7;
const WEIGHT: usize = 2;
const TEXT: usize = 1;
const MONITORING: usize = 3;
const DUE: usize = 4;

/// How the cells of a column stand in their rows; lists by alignment are in this
/// order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alignment {
    Top,
    Middle,
    Bottom,
}

impl Alignment {
    pub const ALL: [Self; 3] = [Self::Top, Self::Middle, Self::Bottom];
}

/// The alignment of each slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Modes(pub [Alignment; SLOTS]);

impl Modes {
    pub fn all(mode: Alignment) -> Self {
        Self([mode; SLOTS])
    }

    /// The same, but for labels and the values beside them.
    pub fn with_pairs(&self, (labels, values): (Alignment, Alignment)) -> Self {
        let mut modes = self.clone();
        modes.0[LEFT] = labels;
        modes.0[RIGHT] = values;
        modes
    }
}

/// How far the cells of each slot are from each alignment, in lines, over many rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Astray(pub [[f32; 3]; SLOTS]);

/// First and last baseline of a cell.
#[derive(Debug, Clone, Copy)]
struct Extent {
    first: f32,
    last: f32,
    lines: u32,
    /// Pieces that begin a cell.
    fresh: u32,
    hole: f32,
}

/// The cells of a row.
#[derive(Debug, Clone, Copy)]
struct Cells {
    slots: [Option<Extent>; SLOTS],
    /// First and last baseline of all of them.
    first: f32,
    last: f32,
}

impl Cells {
    const NONE: Self = Self {
        slots: [None; SLOTS],
        first: f32::MAX,
        last: f32::MIN,
    };
}

/// What rows cost.
pub(crate) struct Costs<'b> {
    bands: &'b [Band],
    pieces: &'b [Piece],
    pitch: f32,
    edges: Vec<f32>,
    holds: Vec<f32>,
}

impl<'b> Costs<'b> {
    /// The costs of these bands, of which some begin a row for certain.
    pub fn new(
        bands: &'b [Band],
        pieces: &'b [Piece],
        certain: impl Iterator<Item = usize>,
    ) -> Self {
        let pitch = pitch(bands, pieces);
        let gaps = Gaps::learn(bands, pieces, pitch, certain);
        let mut costs = Self {
            bands,
            pieces,
            pitch,
            edges: Vec::with_capacity(bands.len()),
            holds: Vec::with_capacity(bands.len()),
        };
        for (at, band) in bands.iter().enumerate() {
            let (edge, hold) = costs.spacing(at);
            let (close, apart) = gaps.cost(bands, pieces, pitch, at);
            costs.edges.push(band.cut + edge + close);
            costs.holds.push(band.hold + hold + apart);
        }
        costs
    }

    /// The slots that hold words of phases or pairs.
    pub fn used(&self) -> [bool; SLOTS] {
        let mut used = [false; SLOTS];
        for piece in self
            .bands
            .iter()
            .flat_map(|b| &self.pieces[b.pieces.clone()])
        {
            used[slot(Kind::Phase, piece.slot)] = true;
        }
        used
    }

    /// Cost of a row edge before a band.
    pub fn edge(&self, band: usize) -> f32 {
        self.edges.get(band).copied().unwrap_or(0.0)
    }

    /// What the step down to a band says: within a cell it is one line.
    fn spacing(&self, at: usize) -> (f32, f32) {
        let Some(before) = at.checked_sub(1).map(|i| &self.bands[i]) else {
            return (0.0, 0.0);
        };
        let band = &self.bands[at];
        if before.page != band.page {
            return (0.0, TORN);
        }
        let (mut tight, mut loose) = (false, false);
        for below in &self.pieces[band.pieces.clone()] {
            for above in &self.pieces[before.pieces.clone()] {
                if above.slot == below.slot {
                    let step = (below.base - above.base) / self.pitch;
                    tight |= step < TIGHT && step > 0.5;
                    loose |= step > LOOSE;
                }
            }
        }
        (
            if tight { TIGHT_CUT } else { 0.0 },
            if loose && !tight { LOOSE_HOLD } else { 0.0 },
        )
    }

    /// Lets a row take the bands up to `end`.
    pub fn grow(&self, row: &mut Growing, end: usize) {
        for band in row.bands.end..end {
            self.take(row, band);
        }
        row.bands.end = row.bands.end.max(end);
    }

    fn take(&self, row: &mut Growing, band: usize) {
        if band > row.bands.start {
            row.held += self.holds[band];
            if row.torn.is_none() && self.bands[band].page != self.bands[band - 1].page {
                row.torn = Some((self.misfits(row.kind, &row.whole), Cells::NONE));
            }
        }
        self.add(&mut row.whole, row.kind, band);
        if let Some((_, lower)) = &mut row.torn {
            self.add(lower, row.kind, band);
        }
    }

    /// Adds what a row costs as it is, for whatever alignment.
    pub fn price(&self, row: &Growing, prices: &mut Prices) {
        let lower = |(_, cells): &(Misfits, Cells)| self.misfits(row.kind, cells);
        prices.push(Price {
            fixed: row.held + content(row.kind, &row.whole),
            strip: self.misfits(row.kind, &row.whole),
            parts: row.torn.as_ref().map(|torn| (torn.0.clone(), lower(torn))),
            is_last: self.ends_page(row),
        });
    }

    /// Whether the page ends with the last band of a row.
    fn ends_page(&self, row: &Growing) -> bool {
        let at = row.bands.end;
        let pages = at.checked_sub(1).and_then(|last| self.bands.get(last..=at));
        pages.is_some_and(|pair| pair[0].page != pair[1].page)
    }

    fn misfits(&self, kind: Kind, cells: &Cells) -> Misfits {
        let free = matches!(kind, Kind::Deadline | Kind::Total);
        let mut misfits = Misfits::NONE;
        for (slot, cell) in cells.slots.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let [top, middle, bottom] = self.distances(cell, cells);
            let hole = cell.hole;
            let astray = if free {
                [top.min(middle).min(bottom) + hole; 3]
            } else {
                [top + hole, middle + hole, bottom + hole]
            };
            misfits.set(slot, astray);
        }
        misfits
    }

    /// How far a cell is from each alignment, in lines.
    fn distances(&self, cell: &Extent, row: &Cells) -> [f32; 3] {
        let lines = |off: f32| {
            let lines = off.abs() / self.pitch;
            if lines < ROUNDING {
                0.0
            } else {
                lines.min(MOST_ASTRAY)
            }
        };
        let top = cell.first - row.first;
        let middle = (cell.first + cell.last - row.first - row.last) / 2.0;
        let bottom = row.last - cell.last;
        [lines(top), lines(middle), lines(bottom)]
    }

    /// The step from line to line of a cell.
    pub fn pitch(&self) -> f32 {
        self.pitch
    }

    fn cells(&self, kind: Kind, bands: Range<usize>) -> Cells {
        let mut cells = Cells::NONE;
        for band in bands {
            self.add(&mut cells, kind, band);
        }
        cells
    }

    fn add(&self, cells: &mut Cells, kind: Kind, band: usize) {
        let band = &self.bands[band];
        for piece in &self.pieces[band.pieces.clone()] {
            let base = piece.base + band.shift;
            cells.first = cells.first.min(base);
            cells.last = cells.last.max(base);
            let cell = &mut cells.slots[slot(kind, piece.slot)];
            match cell {
                None => {
                    *cell = Some(Extent {
                        first: base,
                        last: base,
                        lines: 1,
                        fresh: u32::from(piece.fresh),
                        hole: 0.0,
                    })
                }
                Some(cell) => {
                    cell.fresh += u32::from(piece.fresh);
                    self.extend(cell, base);
                }
            }
        }
    }

    fn extend(&self, cell: &mut Extent, base: f32) {
        let step = (base - cell.last) / self.pitch;
        if step > 0.3 {
            cell.lines += 1;
        }
        if step > STEP {
            cell.hole += HOLE * (step - 1.0).min(2.0);
        }
        cell.last = cell.last.max(base);
        cell.first = cell.first.min(base);
    }

    /// How far the cells of each slot are from each alignment, given the rows.
    pub fn astray(&self, rows: impl Iterator<Item = (Kind, Range<usize>)>) -> Astray {
        let mut sums = Astray::default();
        for (kind, bands) in rows.filter(|(kind, _)| matches!(kind, Kind::Phase | Kind::Pair)) {
            let cells = self.cells(kind, bands);
            for (sum, cell) in sums.0.iter_mut().zip(&cells.slots) {
                let Some(cell) = cell else { continue };
                for (sum, astray) in sum.iter_mut().zip(self.distances(cell, &cells)) {
                    *sum += astray;
                }
            }
        }
        sums
    }

    /// The alignment that fits each slot best, given the rows.
    pub fn learn(
        &self,
        rows: impl Iterator<Item = (Kind, Range<usize>)> + Clone,
        old: &Modes,
    ) -> Modes {
        let sums = self.astray(rows);
        let mut modes = old.clone();
        for (mode, sum) in modes.0.iter_mut().zip(sums.0) {
            let at = |mode: Alignment| sum[mode as usize];
            for other in Alignment::ALL {
                if at(other) + ROUNDING < at(*mode) {
                    *mode = other;
                }
            }
        }
        modes
    }
}

/// A row that takes one band after another: what the rows that begin with one band
/// have in common is looked at once.
#[derive(Debug, Clone)]
pub(crate) struct Growing {
    kind: Kind,
    bands: Range<usize>,
    held: f32,
    whole: Cells,
    /// What its cells above the page's end cost, and those below, if that cuts it.
    torn: Option<(Misfits, Cells)>,
}

impl Growing {
    /// A row that begins with a band, and has none yet.
    pub fn new(kind: Kind, first: usize) -> Self {
        Self {
            kind,
            bands: first..first,
            held: 0.0,
            whole: Cells::NONE,
            torn: None,
        }
    }
}

/// Cost of what a row of this kind does not hold.
fn content(kind: Kind, cells: &Cells) -> f32 {
    let cells = &cells.slots;
    let second_weight = |c: &Extent| STRANGE * (c.lines - 1) as f32;
    match kind {
        Kind::Phase => {
            let text = if cells[TEXT].is_none() { NO_TEXT } else { 0.0 };
            let again = |slot: usize| cells[slot].map_or(0, |c| c.fresh.saturating_sub(1));
            let begun = STRANGE * (again(MONITORING) + again(DUE)) as f32;
            text + begun + cells[WEIGHT].as_ref().map_or(0.0, second_weight)
        }
        Kind::Total => {
            let strange = cells.iter().enumerate().filter(|(slot, _)| *slot > WEIGHT);
            let lines: u32 = strange.filter_map(|(_, c)| c.map(|c| c.lines)).sum();
            let text = cells[TEXT].map_or(0, |c| c.lines.saturating_sub(1));
            BESIDE_TOTAL * lines as f32
                + STRANGE * text as f32
                + cells[WEIGHT].as_ref().map_or(0.0, second_weight)
        }
        _ => 0.0,
    }
}

fn slot(kind: Kind, slot: Slot) -> usize {
    match (kind, slot) {
        (_, Slot::Left) => LEFT,
        (_, Slot::Right) => RIGHT,
        // What stands beside the label of the deadline, or of a pair, is its
        // value, in whatever column of the table above.
        (Kind::Pair | Kind::Deadline, Slot::Cell(_)) => RIGHT,
        (_, Slot::Cell(column)) => match column {
            Column::Label => 0,
            Column::Description | Column::Head | Column::Caption | Column::Other => TEXT,
            Column::Weight => WEIGHT,
            Column::Monitoring => MONITORING,
            Column::Due => DUE,
            Column::Outcome => 5,
        },
    }
}

/// The step between lines of one cell: among the steps down from a piece to
/// the next of its slot, the least: one cell of two lines may be all there is.
fn pitch(bands: &[Band], pieces: &[Piece]) -> f32 {
    let em = pieces.iter().map(|p| p.em).fold(0.0, f32::max).max(0.1);
    let mut last: [Option<(u32, f32)>; SLOTS] = [None; SLOTS];
    let mut steps = Vec::new();
    for band in bands {
        for piece in &pieces[band.pieces.clone()] {
            let at = slot(Kind::Phase, piece.slot);
            if let Some((page, base)) = last[at]
                && page == band.page
                && PITCHES.contains(&((piece.base - base) / em))
            {
                steps.push(piece.base - base);
            }
            last[at] = Some((band.page, piece.base));
        }
    }
    steps
        .into_iter()
        .reduce(f32::min)
        .unwrap_or(USUAL_PITCH * em)
}
