//! SQL definitions of the tables for SQLite, PostgreSQL and DuckDB.
//!
//! All names come from [`crate::tables`], never from an input.

use crate::tables::{Column, ForeignKey, Kind, OnDelete, SHAPE_VERSION, TABLES, Table};

/// The databases whose SQL is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlDialect {
    /// SQLite 3.
    Sqlite,
    /// PostgreSQL 12 or later.
    Postgres,
    /// DuckDB 1 or later.
    DuckDb,
}

/// All tables and indexes, in loading order.
pub fn create(dialect: SqlDialect) -> String {
    let mut sql = format!(
        "-- Generated from the table definitions of schede-export; not edited by hand.\n\
         -- Version {SHAPE_VERSION} of the relational shape.\n"
    );
    for table in TABLES.map(|name| name.table()) {
        sql.push('\n');
        sql.push_str(&create_table(table, dialect));
        for index in indexes(table, dialect) {
            sql.push_str(&index);
            sql.push('\n');
        }
    }
    sql
}

/// The statement that makes one table.
pub fn create_table(table: &Table, dialect: SqlDialect) -> String {
    let mut parts: Vec<String> = table
        .columns
        .iter()
        .map(|column| column_line(column, dialect))
        .collect();
    parts.push(format!("PRIMARY KEY ({})", table.primary_key.join(", ")));
    parts.extend(
        table
            .foreign_keys
            .iter()
            .map(|key| foreign_key(key, dialect)),
    );
    format!(
        "CREATE TABLE {} (\n  {}\n);\n",
        table.name,
        parts.join(",\n  ")
    )
}

/// Indexes on the references that loading and deleting follow.
pub fn indexes(table: &Table, dialect: SqlDialect) -> Vec<String> {
    match dialect {
        // Analytical scans need none, and they slow its bulk loads.
        SqlDialect::DuckDb => return Vec::new(),
        SqlDialect::Sqlite | SqlDialect::Postgres => {}
    }
    table
        .foreign_keys
        .iter()
        .filter(|key| !table.primary_key.starts_with(key.columns))
        .map(|key| {
            format!(
                "CREATE INDEX {}_by_{} ON {} ({});",
                table.name,
                key.columns[0],
                table.name,
                key.columns.join(", ")
            )
        })
        .collect()
}

/// The type of a column in a database.
pub fn sql_type(kind: Kind, dialect: SqlDialect) -> &'static str {
    match (kind, dialect) {
        (Kind::Text | Kind::Choice(_) | Kind::Json, SqlDialect::Sqlite) => "TEXT",
        (Kind::Integer, SqlDialect::Sqlite) => "INTEGER",
        (Kind::Number, SqlDialect::Sqlite) => "REAL",
        // SQLite has no dates; ISO text sorts and its date functions read it.
        (Kind::Date, SqlDialect::Sqlite) => "TEXT",
        (Kind::Text | Kind::Choice(_) | Kind::Json, SqlDialect::Postgres) => "text",
        (Kind::Integer, SqlDialect::Postgres) => "bigint",
        (Kind::Number, SqlDialect::Postgres) => "double precision",
        (Kind::Date, SqlDialect::Postgres) => "date",
        (Kind::Text | Kind::Choice(_) | Kind::Json, SqlDialect::DuckDb) => "VARCHAR",
        (Kind::Integer, SqlDialect::DuckDb) => "BIGINT",
        (Kind::Number, SqlDialect::DuckDb) => "DOUBLE",
        (Kind::Date, SqlDialect::DuckDb) => "DATE",
    }
}

fn column_line(column: &Column, dialect: SqlDialect) -> String {
    let mut line = format!("{} {}", column.name, sql_type(column.kind, dialect));
    if !column.nullable {
        line.push_str(" NOT NULL");
    }
    if let Some(check) = check(column, dialect) {
        line.push_str(" CHECK (");
        line.push_str(&check);
        line.push(')');
    }
    line
}

fn check(column: &Column, dialect: SqlDialect) -> Option<String> {
    match (column.kind, dialect) {
        (Kind::Choice(words), _) => {
            let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            Some(format!("{} IN ({})", column.name, words.join(", ")))
        }
        (Kind::Date, SqlDialect::Sqlite) => Some(format!("{0} = date({0})", column.name)),
        (Kind::Date, SqlDialect::Postgres | SqlDialect::DuckDb)
        | (Kind::Text | Kind::Integer | Kind::Number | Kind::Json, _) => None,
    }
}

fn foreign_key(key: &ForeignKey, dialect: SqlDialect) -> String {
    let mut text = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        key.columns.join(", "),
        key.table.table().name,
        key.to.join(", ")
    );
    let action = match (key.on_delete, dialect) {
        (OnDelete::Refuse, _) => "",
        // DuckDB knows no actions on its references.
        (OnDelete::Cascade | OnDelete::SetNull, SqlDialect::DuckDb) => "",
        (OnDelete::Cascade, SqlDialect::Sqlite | SqlDialect::Postgres) => " ON DELETE CASCADE",
        (OnDelete::SetNull, SqlDialect::Sqlite | SqlDialect::Postgres) => " ON DELETE SET NULL",
    };
    text.push_str(action);
    text
}
