//! A table with an objective in each row, as it stands on paper.
//!
//! Made by the layout, read by the grammar: which words are in which cell, and which cells in
//! which row.
//!
//! Not here: what the heads of the columns name (the profile knows), values.

/// Words of a cell on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPart {
    /// Index into [`crate::Flow::lines`].
    pub line: u32,
    /// First byte in the line's text.
    pub start: u32,
    /// End byte, not included.
    pub end: u32,
}

/// A table with an objective in each row, or what of it stands on one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roster {
    /// The lines of the head of each column.
    pub heads: Vec<Vec<CellPart>>,
    /// No head is printed on this page: that of the page before holds.
    pub headless: bool,
    /// Its rows, top to bottom.
    pub rows: Vec<RosterRow>,
}

/// A row of such a table.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterRow {
    /// What it is.
    pub kind: RowKind,
    /// The lines of its cell in each column; of a row across all of them one cell.
    pub cells: Vec<Vec<CellPart>>,
    /// Columns in which no rule parts its cell from the one above, where rules part the rows.
    pub merged: Vec<usize>,
    /// Neither rules nor numbers tell where it begins and ends.
    pub doubtful: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// An objective.
    Objective,
    /// The page before has the beginning of it.
    Rest,
    /// A text across the columns: the title of the rows below, a total.
    Across,
}

impl Roster {
    /// The same table with its words at other places; none if one of them has none.
    pub fn moved(&self, place: impl Fn(&CellPart) -> Option<CellPart> + Copy) -> Option<Self> {
        let cells = |cells: &[Vec<CellPart>]| {
            let moved = cells.iter().map(|cell| cell.iter().map(place).collect());
            moved.collect::<Option<Vec<Vec<CellPart>>>>()
        };
        let row = |row: &RosterRow| {
            Some(RosterRow {
                cells: cells(&row.cells)?,
                ..row.clone()
            })
        };
        Some(Self {
            heads: cells(&self.heads)?,
            headless: self.headless,
            rows: self.rows.iter().map(row).collect::<Option<Vec<_>>>()?,
        })
    }

    /// The lines on which some of its words stand, heads among them, in no order.
    pub fn lines(&self) -> impl Iterator<Item = u32> + '_ {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let parts = self.heads.iter().chain(cells).flatten();
        parts.map(|part| part.line)
    }
}
