//! A page that was painted in two rounds: its rows as the first has them, the cells that
//! it leaves open, and the lines and labels of the second.
//!
//! Not here: whether a page was painted so (`detect`), which lines fill which cells
//! (`share`).

use std::ops::Range;

use schede_model::{Column, Flow};
use schede_profile::{Field, Profile};
use smallvec::{SmallVec, smallvec};

use super::share::{Kind, Open, Part, Shares};
use super::stretches::Stretch;
use super::widths::Widths;
use crate::grammar::items::{Class, Item};

/// A page painted in two rounds.
#[derive(Debug)]
pub struct Page {
    /// Its items.
    pub range: Range<usize>,
    /// Those of the second round.
    pub second: Range<usize>,
    /// The rows of its tables as the first round has them.
    pub rows: Vec<Row>,
    /// For each table the item of the first round before which its labels and head go,
    /// and its first row.
    pub tables: Vec<(usize, usize)>,
    /// The sheets of the first round, where that is told; each with its table.
    pub sheets: Vec<Stretch>,
    /// Where the line that names the objective goes, if it is of the second round.
    pub title: usize,
    /// Where labels go that stand behind all tables: the first of the signatures that
    /// end the first round.
    pub end: usize,
    /// Cells that the first round leaves open, and values without a label, in the
    /// form's order.
    pub slots: Vec<Slot>,
    /// The second round.
    pub parts: Vec<PartItems>,
    /// Its labels have their values beside them, on one line.
    pub beside: bool,
    /// The columns of its rows are known: each cell is told as one.
    pub placed: bool,
    /// The last lines of its tables, which are totals, and where their weights begin there.
    pub totals: Vec<(usize, u32)>,
    /// Where the unit's name goes, if it is of the second round.
    pub unit: usize,
    /// Bytes of the pieces of its items.
    pub lengths: Vec<u32>,
}

/// A row as the first round has it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its item.
    pub item: usize,
    /// Where "fase n:" stands there, as bytes of the item's piece; nothing if the second
    /// round has it.
    pub label: Range<u32>,
    /// The part of the second round that begins with the row's label.
    pub label_part: Option<usize>,
    /// Its table, counted from the top of the page.
    pub table: usize,
    /// The number in its label, if the first round has that.
    pub number: Option<u32>,
    /// Its weight.
    pub weight: f64,
    /// Its cells in the order of the columns, as bytes of the item's piece.
    pub cells: Cells,
}

/// The cells of a row, with what of them stands in the first round.
pub type Cells = SmallVec<[(Column, Range<u32>); 5]>;

impl Row {
    /// The cells that hold nothing yet.
    pub fn open(&self) -> impl Iterator<Item = Kind> + '_ {
        self.cells.iter().filter_map(|(column, range)| {
            let kind = kind_of(*column).filter(|_| range.is_empty());
            kind.filter(|kind| *kind != Kind::Description || self.label_part.is_none())
        })
    }

    /// It has no description in the first round.
    pub fn lacks_description(&self) -> bool {
        let description = self.cells.iter().find(|(c, _)| *c == Column::Description);
        description.is_some_and(|(_, range)| range.is_empty())
    }
}

/// What a cell of a column may hold that the second round has.
pub fn kind_of(column: Column) -> Option<Kind> {
    match column {
        Column::Description => Some(Kind::Description),
        Column::Monitoring => Some(Kind::Monitoring),
        Column::Due => Some(Kind::Due),
        Column::Outcome => Some(Kind::Outcome),
        Column::Label | Column::Weight | Column::Head | Column::Caption | Column::Other => None,
    }
}

/// A cell that the first round leaves open, or a value that it does not label.
#[derive(Debug)]
pub struct Slot {
    /// None: a value.
    pub kind: Option<Kind>,
    /// The label's item, the row's or the value's.
    pub item: usize,
}

/// Items of the second round that go together.
#[derive(Debug)]
pub struct PartItems {
    /// Which.
    pub items: Range<usize>,
    /// What they are.
    pub what: What,
    /// How many tables stand before them.
    pub table: usize,
    /// The tables of which they may be, ascending, where that is known.
    pub homes: SmallVec<[usize; 2]>,
}

/// What a part of the second round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Words.
    Line,
    /// A caption, or a line of a head.
    Mark,
    /// The unit's name.
    Unit,
    /// The line that names the objective.
    Title {
        /// Where the title begins, as bytes of the item's piece.
        value: u32,
    },
    /// A label.
    Label {
        /// Of which field.
        field: Field,
        /// Where its own words begin, as bytes of the item's piece.
        value: u32,
    },
    /// A row's label.
    Row {
        /// Which row of the first round, once that is known.
        row: Option<usize>,
        /// Its number.
        number: u32,
        /// Which of the part's items has it.
        at: usize,
        /// Where its own words begin, as bytes of that item's piece.
        value: u32,
        /// A colon stands behind it.
        colon: bool,
    },
}

impl PartItems {
    /// The number in a row's label.
    pub fn number(&self) -> Option<u32> {
        match self.what {
            What::Row { number, .. } => Some(number),
            _ => None,
        }
    }

    /// Surely a row's label.
    pub fn is_row(&self) -> bool {
        matches!(self.what, What::Row { colon: true, .. })
    }
}

impl What {
    /// It is a label of those above a table.
    pub fn is_above_table(self, profile: &Profile) -> bool {
        matches!(self, Self::Label { field, .. } if is_above_table(profile, field))
    }
}

/// Whether a field's label stands above the table.
pub fn is_above_table(profile: &Profile, field: Field) -> bool {
    profile.head_fields.contains(&field) || matches!(field, Field::Purpose | Field::Description)
}

impl Page {
    /// Whether an item of the second round is a line of some text.
    pub fn is_line(&self, item: usize) -> bool {
        let part = self.parts.iter().find(|part| part.items.contains(&item));
        part.is_some_and(|part| matches!(part.what, What::Line | What::Row { .. }))
    }

    /// What the open cells hold.
    pub fn cells<'f>(&self, flow: &'f Flow<'_>, items: &[Item]) -> Vec<Open<'f>> {
        let open = |slot: &Slot| match slot.kind {
            Some(kind) => Open::Cell(kind),
            None => Open::Value(items[slot.item].piece.text(flow)),
        };
        self.slots.iter().map(open).collect()
    }

    /// The second round, as it is to be shared out.
    pub fn parts<'f>(
        &self,
        flow: &'f Flow<'_>,
        profile: &Profile,
        items: &[Item],
    ) -> Vec<Part<'f>> {
        let n_slots = self.slots.len();
        let before_table = |table: usize| {
            let row = self.tables.get(table).map(|(_, row)| *row);
            row.map_or(n_slots, |row| self.slots_before(row))
        };
        let label = |kind, item: &Item, value: u32, after| Part::Label {
            kind,
            text: item.piece.after(value as usize).text(flow),
            after,
        };
        let homes = |part: &PartItems| -> SmallVec<[usize; 2]> {
            match part.homes.is_empty() {
                true => smallvec![part.table],
                false => part.homes.clone(),
            }
        };
        let part = |part: &PartItems| {
            // A row's word may stand above its number.
            let item = &items[match part.what {
                What::Row { at, .. } => part.items.start + at,
                _ => part.items.start,
            }];
            match part.what {
                What::Unit => label(Kind::Title, item, 0, smallvec![0..n_slots + 1]),
                What::Mark => Part::Mark {
                    after: homes(part).into_iter().map(before_table).collect(),
                    exact: self.placed && !matches!(item.class, Class::Caption),
                },
                What::Title { value } => label(Kind::Title, item, value, smallvec![0..n_slots + 1]),
                What::Label { field, value } => {
                    let above = part.what.is_above_table(profile);
                    let homes = homes(part).into_iter();
                    let after = homes.map(|table| self.places_of(table, above)).collect();
                    label(Kind::Value(field), item, value, after)
                }
                What::Row {
                    row: Some(row),
                    value,
                    ..
                } => {
                    let at = self.slots_before(self.rows[row].item);
                    if self.placed && !self.rows[row].lacks_description() {
                        return Part::Mark {
                            after: smallvec![at],
                            exact: true,
                        };
                    }
                    label(Kind::Description, item, value, smallvec![at..at + 1])
                }
                What::Line | What::Row { row: None, .. } => Part::Line {
                    text: item.piece.text(flow),
                    gap: item.gap_before,
                },
            }
        };
        self.parts.iter().map(part).collect()
    }

    /// How many cells may stand before a label of a table's sheet, which has its place above the
    /// table or below.
    fn places_of(&self, table: usize, above: bool) -> Range<usize> {
        if let Some(sheet) = self.sheets.get(table).filter(|_| self.sheets.len() > 1) {
            let (from, to) = match above {
                true => (sheet.items.start, sheet.rows.start),
                false => (sheet.rows.end, sheet.items.end),
            };
            return self.slots_before(from)..self.slots_before(to) + 1;
        }
        let n_slots = self.slots.len();
        let before_table = |table: usize| {
            let row = self.tables.get(table).map(|(_, row)| *row);
            row.map_or(n_slots, |row| self.slots_before(row))
        };
        let first = match table.checked_sub(1) {
            Some(before) => before_table(before),
            None if above => 0,
            None => before_table(table),
        };
        let last = if above {
            before_table(table).max(first)
        } else {
            n_slots
        };
        first..last + 1
    }

    /// Gives each part that may be of several tables the one among whose cells it was placed.
    pub fn settle(&mut self, profile: &Profile, shares: &Shares) {
        for at in 0..self.parts.len() {
            let part = &self.parts[at];
            if part.homes.len() < 2 {
                continue;
            }
            let place = shares.places[at];
            let above = part.what.is_above_table(profile);
            let is_home = |table: &&usize| match part.what {
                What::Mark => self.slots_before(self.tables[**table].1) == place,
                _ => self.places_of(**table, above).contains(&place),
            };
            let mut homes = part.homes.iter();
            // What stands between two sheets is above a table, or below one.
            let home = match above {
                true => homes.rfind(is_home),
                false => homes.find(is_home),
            };
            self.parts[at].table = *home.unwrap_or(&part.table);
        }
    }

    /// Notes the cells of one line: their columns are at least as wide.
    pub fn note_widths(&self, flow: &Flow<'_>, items: &[Item], widths: &mut Widths) {
        for row in &self.rows {
            for (column, cell) in &row.cells {
                let piece = items[row.item].piece;
                let text = piece
                    .part(cell.start as usize..cell.end as usize)
                    .text(flow);
                if let Some(kind) = kind_of(*column) {
                    widths.at_least(kind, text);
                }
            }
        }
    }

    fn slots_before(&self, item: usize) -> usize {
        let before = self.slots.iter().take_while(|slot| slot.item < item);
        before.count()
    }

    /// The value without a label that an item of the first round is.
    pub fn slot_of_value(&self, item: usize) -> Option<usize> {
        let own = |slot: &Slot| slot.item == item && slot.kind.is_none();
        self.slots.iter().position(own)
    }

    /// The open cell behind a label.
    pub fn slot_of_label(&self, item: usize) -> Option<usize> {
        let own = |slot: &Slot| slot.item == item && matches!(slot.kind, Some(Kind::Value(_)));
        self.slots.iter().position(own)
    }

    /// An open cell of a row.
    pub fn slot_of_cell(&self, row: usize, column: Column) -> Option<usize> {
        let (item, kind) = (self.rows[row].item, kind_of(column));
        let own = |slot: &Slot| slot.item == item && kind.is_some() && slot.kind == kind;
        self.slots.iter().position(own)
    }
}

/// Whether an item is words and no label.
pub fn is_text(item: &Item) -> bool {
    matches!(item.class, Class::Plain | Class::Entity | Class::OrgUnit)
}
