//! A page that was painted in two rounds: its rows as the first has them, the cells that
//! it leaves open, and the lines and labels of the second.
//!
//! Not here: whether a page was painted so (`detect`), which lines fill which cells
//! (`share`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::{Field, Profile};

use super::share::{Kind, Open, Part};
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
}

/// A row as the first round has it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its item.
    pub item: usize,
    /// Bytes of "fase n:" there; none if the second round has it.
    pub label_end: u32,
    /// The part of the second round that begins with the row's label.
    pub label_part: Option<usize>,
    /// Its table, counted from the top of the page.
    pub table: usize,
    /// The number in its label, if the first round has that.
    pub number: Option<u32>,
    /// Its weight.
    pub weight: f64,
    /// Where the cells end, as bytes of the item's piece: description, weight,
    /// monitoring, due, outcome.
    pub ends: [u32; 5],
}

impl Row {
    /// The cells with the byte where each ends.
    pub fn ends(&self) -> [(Option<Kind>, u32); 5] {
        let kinds = [
            Some(Kind::Description),
            None,
            Some(Kind::Monitoring),
            Some(Kind::Due),
            Some(Kind::Outcome),
        ];
        std::array::from_fn(|n| (kinds[n], self.ends[n]))
    }

    /// The cells that hold nothing yet.
    pub fn open(&self) -> impl Iterator<Item = Kind> + '_ {
        let mut start = self.label_end;
        self.ends().into_iter().filter_map(move |(kind, end)| {
            let empty = end == start;
            start = end;
            kind.filter(|kind| empty && (*kind != Kind::Description || self.label_part.is_none()))
        })
    }

    /// It has no description in the first round.
    pub fn lacks_description(&self) -> bool {
        self.ends[0] == self.label_end
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
}

/// What a part of the second round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Words.
    Line,
    /// A caption, or a line of a head.
    Mark,
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
        /// Where its own words begin, as bytes of the item's piece.
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
        let part = |part: &PartItems| {
            let item = &items[part.items.start];
            let table = before_table(part.table);
            match part.what {
                What::Mark => Part::Mark { after: table },
                What::Title { value } => label(Kind::Title, item, value, 0..n_slots + 1),
                What::Label { field, value } => {
                    let above = part.what.is_above_table(profile);
                    let first = match part.table.checked_sub(1) {
                        Some(before) => before_table(before),
                        None if above => 0,
                        None => table,
                    };
                    let last = if above { table.max(first) } else { n_slots };
                    label(Kind::Value(field), item, value, first..last + 1)
                }
                What::Row {
                    row: Some(row),
                    value,
                    ..
                } => {
                    let at = self.slots_before(self.rows[row].item);
                    label(Kind::Description, item, value, at..at + 1)
                }
                What::Line | What::Row { row: None, .. } => Part::Line {
                    text: item.piece.text(flow),
                    gap: item.gap_before,
                },
            }
        };
        self.parts.iter().map(part).collect()
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
    pub fn slot_of_cell(&self, row: usize, kind: Option<Kind>) -> Option<usize> {
        let item = self.rows[row].item;
        let own = |slot: &Slot| slot.item == item && kind.is_some() && slot.kind == kind;
        self.slots.iter().position(own)
    }
}

/// Whether an item is words and no label.
pub fn is_text(item: &Item) -> bool {
    matches!(item.class, Class::Plain | Class::Entity | Class::OrgUnit)
}
