//! SQLite: a file that needs no server, the embedded default.
//!
//! For offices and analysts that want SQL on one machine, and for handing a
//! whole warehouse on as one file. Dates are ISO texts, for want of a type;
//! nothing else is lost.
//!
//! One writer at a time: a transaction takes the write lock at its beginning
//! and waits for the other loader's. The ordinary rollback journal is used, so
//! that the file alone is the database and any folder will do.

use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension, ToSql, TransactionBehavior};

use super::packed::Batch;
use super::schema;
use super::sqlite_rows::Writer;
use super::{LoadOptions, LoadReport, Store};
use crate::generate::ddl::SqlDialect;
use crate::tables::Value;
use crate::{ExportError, Result};

/// How long a loader waits for another one's transaction. A transaction of the
/// largest documents takes seconds; a minute means that something hangs.
const WAIT: Duration = Duration::from_secs(60);

/// Page cache in KiB (negative by SQLite's convention): keys are hashes and
/// land all over the indexes, which should stay in memory while they grow.
const CACHE_KIB: i64 = -131_072;

/// Page size of files we begin: twice SQLite's own. Rows of phases are long and
/// each transaction touches most pages of the keys; half as many are written.
const PAGE_BYTES: i64 = 8192;

pub(super) struct Sqlite {
    connection: Connection,
    name: String,
    history: bool,
}

impl Sqlite {
    pub fn open(path: &str, options: LoadOptions) -> Result<Self> {
        let name = format!("\"{path}\"");
        let fail = |e| ExportError::database("open", &name, e);
        let mut connection = connect(path, OpenFlags::default()).map_err(fail)?;
        let history = migrate(&mut connection, &name, options)?;
        Ok(Self {
            connection,
            name,
            history,
        })
    }
}

/// Opens a database file with the settings of all our connections. The path is
/// a path: what SQLite would take for a URI is not one.
pub(crate) fn connect(path: &str, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags - OpenFlags::SQLITE_OPEN_URI)?;
    connection.busy_timeout(WAIT)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

/// Brings the tables up to date; says whether versions are kept.
fn migrate(connection: &mut Connection, name: &str, options: LoadOptions) -> Result<bool> {
    let fail = |e| ExportError::database("make the tables in", name, without_statement(e));
    let found = version(connection).map_err(fail)?;
    if found == Some((crate::tables::SHAPE_VERSION, options.history)) {
        return Ok(options.history);
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fail)?;
    transaction
        .execute_batch(schema::VERSION_TABLE)
        .map_err(fail)?;
    // Another loader may have been first, between our look and the lock.
    let (found, kept) = version(&transaction).map_err(fail)?.unwrap_or((0, false));
    for statements in schema::statements(found, name, SqlDialect::Sqlite)? {
        transaction.execute_batch(&statements).map_err(fail)?;
    }
    transaction
        .execute_batch(&schema::note_version(options.history))
        .map_err(fail)?;
    transaction.commit().map_err(fail)?;
    Ok(kept || options.history)
}

/// What SQLite says of a statement, without the statement: tables of these names that
/// someone else has made are the usual reason.
fn without_statement(error: rusqlite::Error) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => {
            format!("{msg}; give a database of its own").into()
        }
        other => other.into(),
    }
}

fn version(connection: &Connection) -> rusqlite::Result<Option<(i64, bool)>> {
    let known: Option<i64> = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schede_schema'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    if known.is_none() {
        return Ok(None);
    }
    connection
        .query_row(schema::READ_VERSION, [], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)? != 0))
        })
        .optional()
}

impl Store for Sqlite {
    fn store(&mut self, batch: &Batch, report: &mut LoadReport) -> Result<()> {
        let mut after = report.clone();
        write(&mut self.connection, batch, self.history, &mut after)
            .map_err(|e| ExportError::database("load into", &self.name, e))?;
        *report = after;
        Ok(())
    }
}

fn write(
    connection: &mut Connection,
    batch: &Batch,
    history: bool,
    report: &mut LoadReport,
) -> rusqlite::Result<()> {
    // Dropped without commit, the transaction is rolled back.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    Writer::new(&transaction, history)?.batch(batch, report)?;
    transaction.commit()
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Integer(n) => ToSqlOutput::from(*n),
            Value::Number(n) => ToSqlOutput::from(*n),
            Value::Date(date) => ToSqlOutput::from(iso(*date)),
        })
    }
}

fn iso(date: NaiveDate) -> String {
    date.to_string()
}
