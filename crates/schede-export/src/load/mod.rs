//! Loading into databases: the tables made or brought up to date, then whole
//! documents, each in one transaction, again and again without effect.
//!
//! In: documents in the order of the run, a target, options. Out: rows, and a
//! [`LoadReport`] with the database's own counts.
//!
//! Rules, the same in every store:
//! - A document's rows are written all or none: one transaction each, or several
//!   small documents in one if asked for; a document is never split over two.
//! - The same run again changes no row. A changed document replaces its own
//!   rows: objectives it no longer holds go, equal ones are not touched.
//! - An objective's row (`id`, `snapshot`) belongs to the document it was last
//!   read from. Within a run the first document that holds it keeps it.
//! - Dimensions only grow; see [`crate::tables::Dimensions`].
//! - Loaders on one target take turns, transaction by transaction.
//!
//! No SQL is made from an input: names come from [`crate::tables`], values are
//! bound or copied.

mod history;
mod packed;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "postgres")]
mod postgres_sql;
mod read;
mod schema;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "sqlite")]
mod sqlite_rows;
#[cfg(feature = "sqlite")]
mod sqlite_versions;

use std::collections::BTreeMap;

use schede_model::Document;
use serde::Serialize;

use crate::tables::{Rows, Run, TableName, Tally};
use crate::{ExportError, Result};
use packed::Batch;
pub(crate) use read::read_at;

/// Choices of a load.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// Keep versions of objectives and phases (`objectives_history`,
    /// `phases_history`). A store that has once kept them goes on doing so.
    pub history: bool,
    /// Rows to gather before a transaction; 0 gives each document its own. With
    /// thousands of small documents 50,000 spares most of the waiting for the
    /// disk, at some ten megabytes of memory. A document is never split.
    pub gather_rows: usize,
}

/// What a load did to each table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LoadReport {
    /// Counts by name of the table.
    pub tables: BTreeMap<&'static str, Counts>,
    /// Versions begun in the history tables.
    pub versions_begun: u64,
    /// Versions ended in the history tables.
    pub versions_ended: u64,
    /// Objectives that now belong to another document than before this run.
    pub taken_over: u64,
    /// How many of them, by the name of the file that they were of.
    pub taken_from: BTreeMap<String, u64>,
    /// What was noticed about keys.
    pub keys: Tally,
}

/// What happened to the rows of one table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows that were not there.
    pub inserted: u64,
    /// Rows that were there with other values.
    pub updated: u64,
    /// Rows that are no longer on the sheets.
    pub deleted: u64,
    /// Rows that were there as they are.
    pub unchanged: u64,
}

impl LoadReport {
    /// Number of rows inserted, updated or deleted in all tables.
    pub fn changed(&self) -> u64 {
        let rows: u64 = self
            .tables
            .values()
            .map(|it| it.inserted + it.updated + it.deleted)
            .sum();
        rows + self.versions_begun + self.versions_ended
    }

    fn take_over(&mut self, file_name: String, n: u64) {
        self.taken_over += n;
        *self.taken_from.entry(file_name).or_default() += n;
    }

    fn counts(&mut self, name: TableName) -> &mut Counts {
        self.tables.entry(name.table().name).or_default()
    }
}

/// A database that takes batches.
trait Store: Send {
    /// Writes a batch in one transaction and adds to the report what it did.
    /// If it fails, neither the database nor the report has changed.
    fn store(&mut self, batch: &Batch, report: &mut LoadReport) -> Result<()>;
}

/// A load under way.
pub struct Loader {
    store: Box<dyn Store>,
    gather_rows: usize,
    run: Run,
    batch: Batch,
    report: LoadReport,
}

impl Loader {
    /// Connects to `target` (`sqlite:FILE` or `postgres://...`) and makes its
    /// tables or brings them up to date.
    ///
    /// # Errors
    /// If the target is not understood or cannot be opened, or its tables were
    /// made by a newer version.
    pub fn open(target: &str, options: LoadOptions) -> Result<Self> {
        Ok(Self {
            store: open_store(target, options)?,
            gather_rows: options.gather_rows,
            run: Run::default(),
            batch: Batch::new(),
            report: LoadReport::default(),
        })
    }

    /// Takes the next document. It is written at once or with some that follow.
    ///
    /// # Errors
    /// If the database fails: documents of earlier transactions are in it
    /// whole, this and later ones are not at all. The same run can be repeated.
    pub fn document(&mut self, document: &Document) -> Result<()> {
        let keys = self.run.keys(document);
        self.batch.add(&Rows::new(document, &keys));
        if self.batch.rows() < self.gather_rows {
            return Ok(());
        }
        self.flush()
    }

    /// Writes what is left and says what was done.
    ///
    /// # Errors
    /// As [`Loader::document`].
    pub fn finish(mut self) -> Result<LoadReport> {
        self.flush()?;
        self.report.keys = self.run.tally();
        Ok(self.report)
    }

    fn flush(&mut self) -> Result<()> {
        if self.batch.documents() > 0 {
            self.store.store(&self.batch, &mut self.report)?;
        }
        self.batch.clear();
        Ok(())
    }
}

/// Loads documents into a target.
///
/// # Errors
/// As [`Loader::open`] and [`Loader::document`].
pub fn load<'d>(
    documents: impl IntoIterator<Item = &'d Document>,
    target: &str,
    options: LoadOptions,
) -> Result<LoadReport> {
    let mut loader = Loader::open(target, options)?;
    for document in documents {
        loader.document(document)?;
    }
    loader.finish()
}

/// Whether a text looks like a target of [`Loader::open`].
pub fn is_target(text: &str) -> bool {
    Target::parse(text).is_some()
}

/// What kind of database a target names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'t> {
    /// Path of the file.
    Sqlite(&'t str),
    /// The whole URL.
    Postgres(&'t str),
}

impl<'t> Target<'t> {
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            // Both sqlite:FILE and the URL form sqlite:///FILE are in use.
            let path = path.strip_prefix("//").unwrap_or(path);
            return (!path.is_empty()).then_some(Self::Sqlite(path));
        }
        let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://");
        is_url.then_some(Self::Postgres(text))
    }

    pub(crate) fn required(text: &'t str) -> Result<Self> {
        // The text may hold a password: it is not repeated.
        Self::parse(text).ok_or_else(|| {
            let found = match text.split_once(':') {
                Some((kind, _)) => format!("one that begins with \"{kind}:\""),
                None => "one without a colon".to_owned(),
            };
            ExportError::usage(format!(
                "expected a target \"sqlite:FILE\" or \"postgres://...\", but found {found}"
            ))
        })
    }
}

fn open_store(target: &str, options: LoadOptions) -> Result<Box<dyn Store>> {
    match Target::required(target)? {
        #[cfg(feature = "sqlite")]
        Target::Sqlite(path) => Ok(Box::new(sqlite::Sqlite::open(path, options)?)),
        #[cfg(not(feature = "sqlite"))]
        Target::Sqlite(_) => Err(left_out("sqlite", options)),
        #[cfg(feature = "postgres")]
        Target::Postgres(url) => Ok(Box::new(postgres::Postgres::open(url, options)?)),
        #[cfg(not(feature = "postgres"))]
        Target::Postgres(_) => Err(left_out("postgres", options)),
    }
}

#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
fn left_out(store: &str, _options: LoadOptions) -> ExportError {
    ExportError::usage(format!(
        "this build knows no {store}: it was made without the feature \"{store}\""
    ))
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn targets_are_told_from_folders() {
        assert_eq!(Target::parse("sqlite:a.db"), Some(Target::Sqlite("a.db")));
        assert_eq!(
            Target::parse("sqlite:///tmp/a.db"),
            Some(Target::Sqlite("/tmp/a.db"))
        );
        assert!(Target::parse("postgresql://h/d").is_some());
        assert_eq!(Target::parse("sqlite:"), None);
        assert_eq!(Target::parse("plans"), None);
    }
}
