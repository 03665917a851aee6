//! Versions of the tables in a database: what makes them, what brings an older
//! one up to date, and the refusal of a newer one.
//!
//! To change the shape: count [`SHAPE_VERSION`] up, and add to [`migration`] the
//! statements that lead from the version before.

use crate::generate::ddl::{self, SqlDialect};
use crate::tables::SHAPE_VERSION;
use crate::{ExportError, Result};

use super::history;

/// The table that holds the version, in one row.
pub(super) const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schede_schema \
     (only_row integer PRIMARY KEY CHECK (only_row = 1), version integer NOT NULL, \
     history integer NOT NULL)";

/// The version and whether versions of rows are kept.
pub(super) const READ_VERSION: &str = "SELECT version, history FROM schede_schema";

/// The statements that lead from `found` (0: nothing there) to today's version.
///
/// # Errors
/// If `found` is newer than this program.
pub(super) fn statements(found: i64, store: &str, dialect: SqlDialect) -> Result<Vec<String>> {
    if found > SHAPE_VERSION {
        return Err(ExportError::newer_schema(store, found, SHAPE_VERSION));
    }
    Ok((found..SHAPE_VERSION)
        .map(|from| migration(from, dialect))
        .collect())
}

/// The statement that notes today's version; `history` only ever goes on.
pub(super) fn note_version(history: bool) -> String {
    let history = i32::from(history);
    format!(
        "INSERT INTO schede_schema VALUES (1, {SHAPE_VERSION}, {history}) \
         ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, \
         history = CASE WHEN excluded.history > schede_schema.history \
         THEN excluded.history ELSE schede_schema.history END"
    )
}

fn migration(from: i64, dialect: SqlDialect) -> String {
    match from {
        0 => create_all(dialect),
        // Versions in between are added here when there are any.
        _ => String::new(),
    }
}

fn create_all(dialect: SqlDialect) -> String {
    let mut sql = ddl::create(dialect);
    for name in history::VERSIONED {
        sql.push_str(&history::create(name.table(), dialect));
    }
    sql
}
