//! What all table forms share: keys over the run, dimensions gathered to its
//! end, and rows handed on table by table.

use schede_model::Document;

use super::{Exporter, Written};
use crate::Result;
use crate::atomic::Finished;
use crate::tables::{Dimensions, Rows, Run, TABLES, TableName, Value, each_place};

/// A place for the rows of all tables.
pub(super) trait TableSink: Send {
    /// Takes one row, as long as the table has columns.
    fn row(&mut self, table: TableName, row: &[Value<'_>]) -> Result<()>;

    /// Called when the rows of a whole document are in.
    fn document_done(&mut self) -> Result<()> {
        Ok(())
    }

    /// Puts the finished files in place.
    fn finish(self) -> Result<Vec<Finished>>;
}

/// An exporter over a [`TableSink`].
pub(super) struct Tabular<S> {
    run: Run,
    dimensions: Dimensions,
    sink: S,
}

impl<S> Tabular<S> {
    pub(super) fn new(sink: S) -> Self {
        Self {
            run: Run::default(),
            dimensions: Dimensions::default(),
            sink,
        }
    }
}

impl<S: TableSink> Exporter for Tabular<S> {
    fn take(&mut self, document: &Document) -> Result<()> {
        let keys = self.run.keys(document);
        let rows = Rows::without_places(document, &keys);
        self.dimensions.add(&rows);
        for name in TABLES.into_iter().filter(|name| !name.is_dimension()) {
            for row in rows.table(name).iter() {
                self.sink.row(name, row)?;
            }
        }
        let sink = &mut self.sink;
        each_place(document, &keys, |row| sink.row(TableName::Provenance, row))?;
        self.sink.document_done()
    }

    fn finish(mut self: Box<Self>) -> Result<Written> {
        for name in TABLES.into_iter().filter(|name| name.is_dimension()) {
            for row in self.dimensions.rows(name) {
                self.sink.row(name, row)?;
            }
        }
        Ok(Written {
            files: self.sink.finish()?,
            tally: self.run.tally(),
        })
    }
}
