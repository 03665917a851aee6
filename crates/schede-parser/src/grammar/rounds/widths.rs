//! How many characters the lines of each column have, at most.
//!
//! In: which lines fill which cells, as far as words tell. Out: a width for each kind of cell:
//! lines that are longer are of another column, lines that are shorter end their cell.

use super::share::{Kind, Open, Part, Shares};

/// The kinds of cells whose widths are known.
const KINDS: [Kind; 4] = [
    Kind::Description,
    Kind::Monitoring,
    Kind::Due,
    Kind::Outcome,
];

/// So many cells tell a width.
const SEVERAL: usize = 3;

/// The widths of the columns.
#[derive(Debug, Clone, Default)]
pub struct Widths {
    /// For each kind of cell the longest line of each cell.
    lines: [Vec<f32>; 4],
    /// The longest cell of one line.
    least: [f32; 4],
    widths: [Option<f32>; 4],
    /// The columns of the rows are known.
    pub placed: bool,
}

fn place(kind: Kind) -> Option<usize> {
    KINDS.iter().position(|of| *of == kind)
}

fn length(text: &str) -> f32 {
    text.trim().chars().count() as f32
}

impl Widths {
    /// Of rows whose columns are known, none so far.
    pub fn of_columns() -> Self {
        Self {
            placed: true,
            ..Self::default()
        }
    }

    /// The width of a column.
    pub fn of(&self, kind: Kind) -> Option<f32> {
        self.widths[place(kind)?]
    }

    /// Notes how lines were shared out.
    pub fn note(&mut self, cells: &[Open<'_>], parts: &[Part<'_>], shares: &Shares) {
        for (cell, lines) in cells.iter().zip(&shares.cells) {
            if let Open::Cell(kind) = cell {
                self.add(*kind, &parts[lines.clone()]);
            }
        }
        for (part, lines) in parts.iter().zip(&shares.own) {
            if let Part::Label { kind, text, .. } = part
                && text.is_empty()
            {
                self.add(*kind, &parts[lines.clone()]);
            }
        }
    }

    fn add(&mut self, kind: Kind, lines: &[Part<'_>]) {
        let Some(at) = place(kind).filter(|_| lines.len() > 1) else {
            return;
        };
        let lengths = lines.iter().filter_map(|part| match part {
            Part::Line { text, .. } => Some(length(text)),
            _ => None,
        });
        self.lines[at].push(lengths.fold(0.0, f32::max));
    }

    /// A cell of one line: its column is at least as wide.
    pub fn at_least(&mut self, kind: Kind, text: &str) {
        if let Some(at) = place(kind) {
            self.least[at] = self.least[at].max(length(text));
        }
    }

    /// Finds the widths.
    pub fn settle(&mut self) {
        for at in 0..KINDS.len() {
            let lines = &mut self.lines[at];
            if lines.len() < SEVERAL {
                continue;
            }
            lines.sort_by(f32::total_cmp);
            let median = lines[lines.len() / 2];
            self.widths[at] = Some(median.max(self.least[at]));
        }
    }
}
