//! Rows of several documents in two blocks of memory, kept until a store takes
//! them in one transaction.
//!
//! Documents come as fast as they are read; a store's lock is held only while
//! rows are written, never while the next document is being read.

use chrono::NaiveDate;

use crate::tables::{Rows, TABLES, TableName, Value};

/// Rows of one table.
#[derive(Debug)]
pub(super) struct PackedRows {
    text: String,
    cells: Vec<Cell>,
    width: usize,
}

#[derive(Debug, Clone, Copy)]
enum Cell {
    Null,
    /// Range in the block of text.
    Text(usize, usize),
    Integer(i64),
    Number(f64),
    Date(NaiveDate),
}

impl PackedRows {
    fn new(name: TableName) -> Self {
        Self {
            text: String::new(),
            cells: Vec::new(),
            width: name.table().columns.len(),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.cells.len() / self.width
    }

    /// Row number `index`, into memory that the caller lends.
    pub fn row<'p>(&'p self, index: usize, out: &mut Vec<Value<'p>>) {
        out.clear();
        let cells = &self.cells[index * self.width..(index + 1) * self.width];
        out.extend(cells.iter().map(|cell| self.value(*cell)));
    }

    fn value(&self, cell: Cell) -> Value<'_> {
        match cell {
            Cell::Null => Value::Null,
            Cell::Text(start, end) => Value::Text((&self.text[start..end]).into()),
            Cell::Integer(n) => Value::Integer(n),
            Cell::Number(n) => Value::Number(n),
            Cell::Date(date) => Value::Date(date),
        }
    }

    pub(super) fn push(&mut self, row: &[Value<'_>]) {
        for value in row {
            let cell = match value {
                Value::Null => Cell::Null,
                Value::Text(text) => {
                    let start = self.text.len();
                    self.text.push_str(text);
                    Cell::Text(start, self.text.len())
                }
                Value::Integer(n) => Cell::Integer(*n),
                Value::Number(n) => Cell::Number(*n),
                Value::Date(date) => Cell::Date(*date),
            };
            self.cells.push(cell);
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }
}

/// The rows of some whole documents.
#[derive(Debug)]
pub(super) struct Batch {
    tables: [PackedRows; TABLES.len()],
    /// For each document, the number of rows of each table up to its end.
    ends: Vec<[usize; TABLES.len()]>,
}

impl Batch {
    pub fn new() -> Self {
        Self {
            tables: TABLES.map(PackedRows::new),
            ends: Vec::new(),
        }
    }

    /// Takes the rows of one more document.
    pub fn add(&mut self, rows: &Rows<'_>) {
        for name in TABLES {
            for row in rows.table(name).iter() {
                self.tables[name.index()].push(row);
            }
        }
        self.ends.push(TABLES.map(|name| self.table(name).len()));
    }

    /// The rows of one table.
    pub fn table(&self, name: TableName) -> &PackedRows {
        &self.tables[name.index()]
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Numbers of the rows that belong to a document.
    #[cfg_attr(not(feature = "sqlite"), allow(dead_code))]
    pub fn range(&self, document: usize, name: TableName) -> std::ops::Range<usize> {
        let end = |document: usize| self.ends[document][name.index()];
        let start = document.checked_sub(1).map_or(0, end);
        start..end(document)
    }

    /// Number of rows in all tables.
    pub fn rows(&self) -> usize {
        self.tables.iter().map(PackedRows::len).sum()
    }

    /// Forgets the rows and keeps the memory.
    pub fn clear(&mut self) {
        self.tables.iter_mut().for_each(PackedRows::clear);
        self.ends.clear();
    }
}
