//! Versions of objectives and phases over time (slowly changing dimension of
//! the second kind): what a row said, from when, until when.
//!
//! A history table has the columns of its table and after them `change_hash`,
//! `valid_from`, `valid_to` (null while the version holds) and `is_current`.
//! A version ends when a tracked value changes or the row goes; where the sheet
//! stands (document, page, order) is no change.

use sha2::{Digest, Sha256};

use crate::generate::ddl::{SqlDialect, sql_type};
use crate::tables::{Table, TableName, Value};

/// Tables whose versions are kept.
pub(super) const VERSIONED: [TableName; 2] = [TableName::Objectives, TableName::Phases];

/// Hexadecimal digits of a change hash.
const HASH_DIGITS: usize = 16;

/// A hash of the tracked values of a row, key left out.
pub(super) fn change_hash(table: &Table, row: &[Value<'_>]) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    for (value, column) in row.iter().zip(table.columns) {
        if column.tracked && !table.is_key(column) {
            add(&mut hash, value);
        }
    }
    let digest = hash.finalize();
    digest[..HASH_DIGITS / 2]
        .iter()
        .fold(String::with_capacity(HASH_DIGITS), |mut out, byte| {
            write!(out, "{byte:02x}").expect("memory takes every write");
            out
        })
}

/// A value with its kind and length before it, so that no two rows look alike.
fn add(hash: &mut Sha256, value: &Value<'_>) {
    match value {
        Value::Null => hash.update(b"0"),
        Value::Text(text) => {
            hash.update(b"t");
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        Value::Integer(n) => {
            hash.update(b"i");
            hash.update(n.to_le_bytes());
        }
        Value::Number(n) => {
            hash.update(b"n");
            hash.update(n.to_le_bytes());
        }
        Value::Date(date) => {
            hash.update(b"d");
            hash.update(date.to_string().as_bytes());
        }
    }
}

/// Name of the table that keeps the versions of `table`.
pub(super) fn name(table: &Table) -> String {
    format!("{}_history", table.name)
}

/// The statements that make a history table.
pub(super) fn create(table: &Table, dialect: SqlDialect) -> String {
    let name = name(table);
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let need = if column.nullable { "" } else { " NOT NULL" };
            format!("{} {}{need}", column.name, sql_type(column.kind, dialect))
        })
        .collect();
    let (moment, truth) = match dialect {
        SqlDialect::Sqlite => ("TEXT", "INTEGER NOT NULL CHECK (is_current IN (0, 1))"),
        SqlDialect::Postgres => ("timestamptz", "boolean NOT NULL"),
        SqlDialect::DuckDb => ("TIMESTAMPTZ", "BOOLEAN NOT NULL"),
    };
    let key = table.primary_key.join(", ");
    let current = match dialect {
        SqlDialect::Sqlite => "is_current = 1",
        SqlDialect::Postgres | SqlDialect::DuckDb => "is_current",
    };
    format!(
        "CREATE TABLE {name} (\n  {},\n  change_hash {} NOT NULL,\n  valid_from {moment} NOT NULL,\n  \
         valid_to {moment},\n  is_current {truth},\n  PRIMARY KEY ({key}, valid_from)\n);\n\
         CREATE UNIQUE INDEX {name}_current ON {name} ({key}) WHERE {current};\n",
        columns.join(",\n  "),
        sql_type(crate::tables::Kind::Text, dialect),
    )
}
