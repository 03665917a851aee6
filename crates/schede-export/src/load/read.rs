//! Rows back out of a database: those of the showings at one reference date.
//!
//! In: a target, a table that hangs on objectives, a date. Out: rows in the
//! order of the table's columns, by key. Nothing is made or changed: a file that
//! is not there is an error, not a new database.

use chrono::NaiveDate;

use super::Target;
use crate::Result;
use crate::tables::{Table, TableName, Value};

type Row = Vec<Value<'static>>;

/// The rows of objectives (or of their phases or statements) at a reference date.
///
/// # Errors
/// If the target is not understood, cannot be opened, or has no such table.
pub(crate) fn read_at(target: &str, name: TableName, date: NaiveDate) -> Result<Vec<Row>> {
    match Target::required(target)? {
        #[cfg(feature = "sqlite")]
        Target::Sqlite(path) => from_sqlite(path, name.table(), date),
        #[cfg(not(feature = "sqlite"))]
        Target::Sqlite(_) => Err(super::left_out("sqlite", super::LoadOptions::default())),
        #[cfg(feature = "postgres")]
        Target::Postgres(url) => from_postgres(url, name.table(), date),
        #[cfg(not(feature = "postgres"))]
        Target::Postgres(_) => Err(super::left_out("postgres", super::LoadOptions::default())),
    }
}

/// The statement; `bound` is how the store writes the date to be bound.
fn select(table: &Table, columns: &[String], bound: &str) -> String {
    let order = table.primary_key.join(", t.");
    let columns = columns.join(", ");
    if table.column("reference_date").is_some() {
        return format!(
            "SELECT {columns} FROM {} t WHERE t.reference_date = {bound} ORDER BY t.{order}",
            table.name
        );
    }
    format!(
        "SELECT {columns} FROM {} t JOIN objectives o \
         ON o.id = t.objective_id AND o.snapshot = t.snapshot \
         WHERE o.reference_date = {bound} ORDER BY t.{order}",
        table.name
    )
}

#[cfg(feature = "sqlite")]
fn from_sqlite(path: &str, table: &Table, date: NaiveDate) -> Result<Vec<Row>> {
    let name = format!("\"{path}\"");
    let fail = |e| crate::ExportError::database("read from", &name, e);
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = super::sqlite::connect(path, flags).map_err(fail)?;
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|it| format!("t.{}", it.name))
        .collect();
    let mut statement = connection
        .prepare(&select(table, &columns, "?1"))
        .map_err(fail)?;
    let rows = statement.query_map([date.to_string()], |row| {
        let cells = table.columns.iter().enumerate();
        cells
            .map(|(index, column)| sqlite_value(row, index, column.kind))
            .collect()
    });
    rows.and_then(Iterator::collect).map_err(fail)
}

#[cfg(feature = "sqlite")]
fn sqlite_value(
    row: &rusqlite::Row<'_>,
    index: usize,
    kind: crate::tables::Kind,
) -> rusqlite::Result<Value<'static>> {
    use crate::tables::Kind;
    Ok(match kind {
        Kind::Text | Kind::Choice(_) | Kind::Json => row.get::<_, Option<String>>(index)?.into(),
        Kind::Integer => row.get::<_, Option<i64>>(index)?.into(),
        Kind::Number => row.get::<_, Option<f64>>(index)?.into(),
        Kind::Date => match row.get::<_, Option<String>>(index)? {
            Some(text) => text.parse::<NaiveDate>().ok().into(),
            None => Value::Null,
        },
    })
}

#[cfg(feature = "postgres")]
fn from_postgres(url: &str, table: &Table, date: NaiveDate) -> Result<Vec<Row>> {
    use crate::tables::Kind;
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|it| match it.kind {
            // As ISO text, the form our connections ask for.
            Kind::Date => format!("t.{}::text", it.name),
            Kind::Text | Kind::Choice(_) | Kind::Json | Kind::Integer | Kind::Number => {
                format!("t.{}", it.name)
            }
        })
        .collect();
    let statement = select(table, &columns, "$1::text::date");
    let name = super::postgres::shown(url);
    let mut client = super::postgres::connect(url)?;
    let rows = client
        .query(&statement, &[&date.to_string()])
        .map_err(|e| super::postgres::failed("read from", &name, e))?;
    let cells = |row: &postgres::Row| {
        let columns = table.columns.iter().enumerate();
        columns
            .map(|(index, column)| postgres_value(row, index, column.kind))
            .collect()
    };
    Ok(rows.iter().map(cells).collect())
}

#[cfg(feature = "postgres")]
fn postgres_value(row: &postgres::Row, index: usize, kind: crate::tables::Kind) -> Value<'static> {
    use crate::tables::Kind;
    match kind {
        Kind::Text | Kind::Choice(_) | Kind::Json => row.get::<_, Option<String>>(index).into(),
        Kind::Integer => row.get::<_, Option<i64>>(index).into(),
        Kind::Number => row.get::<_, Option<f64>>(index).into(),
        Kind::Date => row
            .get::<_, Option<String>>(index)
            .and_then(|text| text.parse::<NaiveDate>().ok())
            .into(),
    }
}
