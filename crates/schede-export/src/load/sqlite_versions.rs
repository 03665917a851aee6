//! Versions of rows in SQLite's history tables.
//!
//! In: rows as they now are, and keys of rows that go. Out: versions begun and
//! ended, counted. All of one transaction have one moment.

use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, Statement, params, params_from_iter};

use super::LoadReport;
use super::history::{self, VERSIONED, change_hash};
use crate::tables::{TableName, Value};

type Sql<T> = rusqlite::Result<T>;

/// Statements on the history tables.
pub(super) struct Versions<'c> {
    /// UTC with microseconds.
    now: String,
    tables: Vec<VersionWriter<'c>>,
    end_phases: Statement<'c>,
    end_objective: Statement<'c>,
}

struct VersionWriter<'c> {
    name: TableName,
    same: Statement<'c>,
    end: Statement<'c>,
    begin: Statement<'c>,
}

const END: &str = "valid_to = ?1, is_current = 0 WHERE is_current = 1";

impl<'c> Versions<'c> {
    pub fn new(connection: &'c Connection) -> Sql<Self> {
        let tables = VERSIONED
            .iter()
            .map(|name| VersionWriter::new(connection, *name))
            .collect::<Sql<_>>()?;
        Ok(Self {
            now: DateTime::<Utc>::from(SystemTime::now())
                .to_rfc3339_opts(SecondsFormat::Micros, true),
            tables,
            end_phases: connection.prepare(&format!(
                "UPDATE phases_history SET {END} \
                 AND objective_id = ?2 AND snapshot = ?3 AND position > ?4"
            ))?,
            end_objective: connection.prepare(&format!(
                "UPDATE objectives_history SET {END} AND id = ?2 AND snapshot = ?3"
            ))?,
        })
    }

    /// Begins a version of the row if the one that holds says something else.
    pub fn row(&mut self, name: TableName, row: &[Value<'_>], report: &mut LoadReport) -> Sql<()> {
        let Some(writer) = self.tables.iter_mut().find(|it| it.name == name) else {
            return Ok(());
        };
        let (begun, ended) = writer.row(row, &self.now)?;
        report.versions_begun += begun;
        report.versions_ended += ended;
        Ok(())
    }

    pub fn end_phases(
        &mut self,
        id: &str,
        snapshot: &str,
        n: i64,
        report: &mut LoadReport,
    ) -> Sql<()> {
        let ended = self
            .end_phases
            .execute(params![self.now, id, snapshot, n])?;
        report.versions_ended += ended as u64;
        Ok(())
    }

    pub fn end_objective(&mut self, id: &str, snapshot: &str, report: &mut LoadReport) -> Sql<()> {
        let ended = self
            .end_objective
            .execute(params![self.now, id, snapshot])?;
        report.versions_ended += ended as u64;
        Ok(())
    }
}

impl<'c> VersionWriter<'c> {
    fn new(connection: &'c Connection, name: TableName) -> Sql<Self> {
        let table = name.table();
        let history = history::name(table);
        let n = table.columns.len();
        let key = table.primary_key;
        let same_key = |first: usize| conditions(key, first);
        Ok(Self {
            name,
            same: connection.prepare(&format!(
                "SELECT count(*) FROM {history} WHERE is_current = 1 AND {} AND change_hash = ?{}",
                same_key(1),
                key.len() + 1
            ))?,
            end: connection.prepare(&format!("UPDATE {history} SET {END} AND {}", same_key(2)))?,
            begin: connection.prepare(&format!(
                "INSERT INTO {history} VALUES ({}, ?{}, ?{}, NULL, 1)",
                numbered(n),
                n + 1,
                n + 2
            ))?,
        })
    }

    /// Numbers of versions begun and ended.
    fn row(&mut self, row: &[Value<'_>], now: &str) -> Sql<(u64, u64)> {
        let table = self.name.table();
        let hash = Value::from(change_hash(table, row));
        let now = Value::from(now);
        // The key stands first in the tables whose versions are kept.
        let key = &row[..table.primary_key.len()];
        let same: i64 = self
            .same
            .query_row(params_from_iter(key.iter().chain([&hash])), |it| it.get(0))?;
        if same > 0 {
            return Ok((0, 0));
        }
        let ended = self
            .end
            .execute(params_from_iter([&now].into_iter().chain(key)))?;
        self.begin
            .execute(params_from_iter(row.iter().chain([&hash, &now])))?;
        Ok((1, ended as u64))
    }
}

fn numbered(n: usize) -> String {
    let numbers: Vec<String> = (1..=n).map(|n| format!("?{n}")).collect();
    numbers.join(", ")
}

fn conditions(key: &[&str], first: usize) -> String {
    let parts: Vec<String> = key
        .iter()
        .enumerate()
        .map(|(index, name)| format!("{name} = ?{}", first + index))
        .collect();
    parts.join(" AND ")
}
