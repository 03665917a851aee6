//! Databases for tests: a SQLite file always, and a PostgreSQL schema of its own
//! where the environment names a server (`SCHEDE_TEST_POSTGRES`, a URL).
//!
//! In: SQL. Out: numbers and texts, read by the stores' own libraries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of tests is a test"
)]
#![allow(dead_code, reason = "each test uses a part")]

use std::sync::atomic::{AtomicU32, Ordering};

/// A database that goes with the value.
pub struct Database {
    pub target: String,
    folder: tempfile::TempDir,
}

/// One empty database of each kind there is.
pub fn databases() -> Vec<Database> {
    let folder = tempfile::tempdir().unwrap();
    let target = format!("sqlite:{}", folder.path().join("a.db").display());
    let mut out = vec![Database { target, folder }];
    if let Ok(url) = std::env::var("SCHEDE_TEST_POSTGRES") {
        let folder = tempfile::tempdir().unwrap();
        let target = own_schema(&url);
        out.push(Database { target, folder });
    }
    out
}

fn own_schema(url: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("t{}_{n}", std::process::id());
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    client
        .batch_execute(&format!("CREATE SCHEMA {schema}"))
        .unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    // The name tells a test's connections from those of the others.
    format!("{url}{separator}application_name={schema}&options=-c%20search_path%3D{schema}")
}

impl Database {
    /// Whether the database is behind a connection that can be lost.
    pub fn is_server(&self) -> bool {
        !self.target.starts_with("sqlite:")
    }

    /// Rows of a query, each as its first column in the form of a text.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        match self.target.strip_prefix("sqlite:") {
            Some(path) => sqlite_texts(path, sql),
            None => postgres_texts(&self.target, sql),
        }
    }

    /// The one number of a query.
    pub fn number(&self, sql: &str) -> i64 {
        self.texts(sql)[0].parse().unwrap()
    }

    /// Runs statements.
    pub fn run(&self, sql: &str) {
        match self.target.strip_prefix("sqlite:") {
            Some(path) => rusqlite::Connection::open(path)
                .unwrap()
                .execute_batch(sql)
                .unwrap(),
            None => postgres::Client::connect(&self.target, postgres::NoTls)
                .unwrap()
                .batch_execute(sql)
                .unwrap(),
        }
    }

    /// Every row of every table in one form, for comparison.
    pub fn content(&self) -> Vec<String> {
        let mut out = Vec::new();
        for name in schede_export::tables::TABLES {
            let table = name.table();
            let cells: Vec<String> = table
                .columns
                .iter()
                .map(|it| format!("coalesce(cast({} AS text), '\u{1}')", it.name))
                .collect();
            let sql = format!(
                "SELECT {} FROM {}",
                cells.join(" || '\u{1f}' || "),
                table.name
            );
            let mut rows = self.texts(&sql);
            rows.sort();
            out.extend(
                rows.into_iter()
                    .map(|row| format!("{}\u{1f}{row}", table.name)),
            );
        }
        out
    }
}

fn sqlite_texts(path: &str, sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement
        .query_map([], |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Null => "null".to_owned(),
                rusqlite::types::ValueRef::Integer(n) => n.to_string(),
                rusqlite::types::ValueRef::Real(n) => n.to_string(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                rusqlite::types::ValueRef::Blob(_) => "blob".to_owned(),
            })
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn postgres_texts(url: &str, sql: &str) -> Vec<String> {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    client
        .simple_query(sql)
        .unwrap()
        .into_iter()
        .filter_map(|message| match message {
            postgres::SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or("null").to_owned()),
            _ => None,
        })
        .collect()
}
