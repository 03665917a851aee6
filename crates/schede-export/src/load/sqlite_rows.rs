//! The rows of a batch into SQLite, one by one through prepared statements with
//! bound values.
//!
//! In: a transaction and a batch. Out: rows as they should be, and counts.
//! Not here: opening, locking, committing (`sqlite`).

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Statement, params, params_from_iter};

use super::packed::Batch;
use super::sqlite_versions::Versions;
use super::{Counts, LoadReport};
use crate::tables::{STATEMENT_KINDS, TABLES, Table, TableName, Value};

type Sql<T> = rusqlite::Result<T>;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    Inserted,
    Updated,
    Unchanged,
}

/// Statements for one transaction.
pub(super) struct Writer<'c> {
    tables: Vec<TableWriter<'c>>,
    deletes: Deletes<'c>,
    versions: Option<Versions<'c>>,
}

struct TableWriter<'c> {
    insert: Statement<'c>,
    update: Statement<'c>,
}

struct Deletes<'c> {
    owned: Statement<'c>,
    owner: Statement<'c>,
    objective: Statement<'c>,
    phases: Statement<'c>,
    statements: Statement<'c>,
    findings: Statement<'c>,
    evidence: Statement<'c>,
    one_evidence: Statement<'c>,
}

impl<'c> Writer<'c> {
    pub fn new(connection: &'c Connection, keep_versions: bool) -> Sql<Self> {
        let tables = TABLES
            .iter()
            .map(|name| TableWriter::new(connection, *name))
            .collect::<Sql<_>>()?;
        let versions = keep_versions
            .then(|| Versions::new(connection))
            .transpose()?;
        Ok(Self {
            tables,
            deletes: Deletes::new(connection)?,
            versions,
        })
    }

    pub fn batch(&mut self, batch: &Batch, report: &mut LoadReport) -> Sql<()> {
        (0..batch.documents()).try_for_each(|index| self.document(batch, index, report))
    }

    fn document(&mut self, batch: &Batch, index: usize, report: &mut LoadReport) -> Sql<()> {
        for name in TABLES.into_iter().filter(|name| name.is_dimension()) {
            self.put_all(batch, index, name, report)?;
        }
        let known = self.put_all(batch, index, TableName::Documents, report)?;
        let known_objectives = self.objectives(batch, index, report)?;
        self.put_all(batch, index, TableName::Phases, report)?;
        self.put_all(batch, index, TableName::Statements, report)?;
        self.trim_parts(batch, index, &known_objectives, report)?;
        if let Some(document) = known.first() {
            self.drop_objectives(batch, index, &document.0, report)?;
        }
        self.put_all(batch, index, TableName::Findings, report)?;
        self.put_all(batch, index, TableName::Provenance, report)?;
        match known.first() {
            Some(document) => self.trim_evidence(batch, index, &document.0, report),
            None => Ok(()),
        }
    }

    /// Puts the rows of one table; gives the first two values of those that
    /// were there before.
    fn put_all(
        &mut self,
        batch: &Batch,
        index: usize,
        name: TableName,
        report: &mut LoadReport,
    ) -> Sql<Vec<(String, String)>> {
        let rows = batch.table(name);
        let mut row = Vec::new();
        let mut known = Vec::new();
        for at in batch.range(index, name) {
            rows.row(at, &mut row);
            let put = self.tables[name.index()].put(&row)?;
            count(report.counts(name), put);
            if put != Put::Inserted {
                known.push((text(&row, 0), text(&row, 1)));
            }
            if let Some(versions) = &mut self.versions {
                versions.row(name, &row, report)?;
            }
        }
        Ok(known)
    }

    fn objectives(
        &mut self,
        batch: &Batch,
        index: usize,
        report: &mut LoadReport,
    ) -> Sql<Vec<(String, String)>> {
        let rows = batch.table(TableName::Objectives);
        let mut row = Vec::new();
        for at in batch.range(index, TableName::Objectives) {
            rows.row(at, &mut row);
            // The third column is the owner: see the definition of the table.
            let key = params_from_iter(&row[..3]);
            let owner = self.deletes.owner.query_row(key, |it| it.get(0));
            if let Some(file_name) = owner.optional()? {
                report.take_over(file_name, 1);
            }
        }
        self.put_all(batch, index, TableName::Objectives, report)
    }

    /// Takes away the phases and statements that known objectives no longer have.
    fn trim_parts(
        &mut self,
        batch: &Batch,
        index: usize,
        objectives: &[(String, String)],
        report: &mut LoadReport,
    ) -> Sql<()> {
        if objectives.is_empty() {
            return Ok(());
        }
        let phases = keys(batch, index, TableName::Phases, 2);
        let statements = keys(batch, index, TableName::Statements, 3);
        for (id, snapshot) in objectives {
            let n = most(&phases, &[id, snapshot]);
            if let Some(versions) = &mut self.versions {
                versions.end_phases(id, snapshot, n, report)?;
            }
            let gone = self.deletes.phases.execute(params![id, snapshot, n])?;
            report.counts(TableName::Phases).deleted += gone as u64;
            for kind in STATEMENT_KINDS {
                let n = most(&statements, &[id, snapshot, kind]);
                let gone = self
                    .deletes
                    .statements
                    .execute(params![id, snapshot, kind, n])?;
                report.counts(TableName::Statements).deleted += gone as u64;
            }
        }
        Ok(())
    }

    /// Takes away the objectives that a known document no longer holds, with
    /// all that hangs on them.
    fn drop_objectives(
        &mut self,
        batch: &Batch,
        index: usize,
        document: &str,
        report: &mut LoadReport,
    ) -> Sql<()> {
        let keep = keys(batch, index, TableName::Objectives, 2);
        let owned: Vec<Vec<String>> = self
            .deletes
            .owned
            .query_map([document], |row| Ok(vec![row.get(0)?, row.get(1)?]))?
            .collect::<Sql<_>>()?;
        for key in owned.into_iter().filter(|key| !keep.contains_key(key)) {
            let (id, snapshot) = (&key[0], &key[1]);
            if let Some(versions) = &mut self.versions {
                versions.end_phases(id, snapshot, 0, report)?;
                versions.end_objective(id, snapshot, report)?;
            }
            let phases = self.deletes.phases.execute(params![id, snapshot, 0])?;
            report.counts(TableName::Phases).deleted += phases as u64;
            for kind in STATEMENT_KINDS {
                let gone = self
                    .deletes
                    .statements
                    .execute(params![id, snapshot, kind, 0])?;
                report.counts(TableName::Statements).deleted += gone as u64;
            }
            let gone = self.deletes.objective.execute(params![id, snapshot])?;
            report.counts(TableName::Objectives).deleted += gone as u64;
        }
        Ok(())
    }

    /// Takes away the findings and places that a known document no longer has.
    fn trim_evidence(
        &mut self,
        batch: &Batch,
        index: usize,
        document: &str,
        report: &mut LoadReport,
    ) -> Sql<()> {
        let n = batch.range(index, TableName::Findings).len() as i64;
        let gone = self.deletes.findings.execute(params![document, n])?;
        report.counts(TableName::Findings).deleted += gone as u64;
        let rows = batch.table(TableName::Provenance);
        let mut row = Vec::new();
        let mut keep = HashSet::new();
        for at in batch.range(index, TableName::Provenance) {
            rows.row(at, &mut row);
            keep.insert((text(&row, 1), integer(&row, 2)));
        }
        let there: Vec<(String, i64)> = self
            .deletes
            .evidence
            .query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Sql<_>>()?;
        for key in there.into_iter().filter(|key| !keep.contains(key)) {
            let gone = self
                .deletes
                .one_evidence
                .execute(params![document, key.0, key.1])?;
            report.counts(TableName::Provenance).deleted += gone as u64;
        }
        Ok(())
    }
}

impl<'c> TableWriter<'c> {
    fn new(connection: &'c Connection, name: TableName) -> Sql<Self> {
        let table = name.table();
        Ok(Self {
            insert: connection.prepare(&insert_sql(table))?,
            update: connection.prepare(&update_sql(table, name.is_dimension()))?,
        })
    }

    fn put(&mut self, row: &[Value<'_>]) -> Sql<Put> {
        if self.insert.execute(params_from_iter(row))? > 0 {
            return Ok(Put::Inserted);
        }
        if self.update.execute(params_from_iter(row))? > 0 {
            return Ok(Put::Updated);
        }
        Ok(Put::Unchanged)
    }
}

impl<'c> Deletes<'c> {
    fn new(connection: &'c Connection) -> Sql<Self> {
        let prepare = |sql| connection.prepare(sql);
        Ok(Self {
            owned: prepare("SELECT id, snapshot FROM objectives WHERE document_id = ?1")?,
            owner: prepare(
                "SELECT d.file_name FROM objectives o JOIN documents d ON d.id = o.document_id \
                 WHERE o.id = ?1 AND o.snapshot = ?2 AND o.document_id <> ?3",
            )?,
            objective: prepare("DELETE FROM objectives WHERE id = ?1 AND snapshot = ?2")?,
            phases: prepare(
                "DELETE FROM phases WHERE objective_id = ?1 AND snapshot = ?2 AND position > ?3",
            )?,
            statements: prepare(
                "DELETE FROM statements \
                 WHERE objective_id = ?1 AND snapshot = ?2 AND kind = ?3 AND position > ?4",
            )?,
            findings: prepare("DELETE FROM findings WHERE document_id = ?1 AND position > ?2")?,
            evidence: prepare("SELECT pointer, position FROM provenance WHERE document_id = ?1")?,
            one_evidence: prepare(
                "DELETE FROM provenance \
                 WHERE document_id = ?1 AND pointer = ?2 AND position = ?3",
            )?,
        })
    }
}

fn insert_sql(table: &Table) -> String {
    format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO NOTHING",
        table.name,
        names(table).join(", "),
        numbered(table.columns.len()),
        table.primary_key.join(", ")
    )
}

/// An update that touches the row only if some value differs. In dimensions the
/// value that sorts first stays.
fn update_sql(table: &Table, dimension: bool) -> String {
    let mut sets = Vec::new();
    let mut differs = Vec::new();
    let mut same_key = Vec::new();
    for (index, column) in table.columns.iter().enumerate() {
        let (name, bound) = (column.name, format!("?{}", index + 1));
        if table.is_key(column) {
            same_key.push(format!("{name} = {bound}"));
        } else if dimension {
            sets.push(format!(
                "{name} = CASE WHEN {name} IS NULL OR {bound} < {name} THEN {bound} ELSE {name} END"
            ));
            differs.push(format!(
                "({bound} IS NOT NULL AND ({name} IS NULL OR {bound} < {name}))"
            ));
        } else {
            sets.push(format!("{name} = {bound}"));
            differs.push(format!("{name} IS NOT {bound}"));
        }
    }
    format!(
        "UPDATE {} SET {} WHERE {} AND ({})",
        table.name,
        sets.join(", "),
        same_key.join(" AND "),
        differs.join(" OR ")
    )
}

fn names(table: &Table) -> Vec<&'static str> {
    table.columns.iter().map(|column| column.name).collect()
}

fn numbered(n: usize) -> String {
    let numbers: Vec<String> = (1..=n).map(|n| format!("?{n}")).collect();
    numbers.join(", ")
}

fn count(counts: &mut Counts, put: Put) {
    match put {
        Put::Inserted => counts.inserted += 1,
        Put::Updated => counts.updated += 1,
        Put::Unchanged => counts.unchanged += 1,
    }
}

/// The keys of a document's rows by their first `width` values, with the number
/// of rows of each. Positions run from 1, so the number is the last position.
fn keys(batch: &Batch, index: usize, name: TableName, width: usize) -> HashMap<Vec<String>, i64> {
    let rows = batch.table(name);
    let mut row = Vec::new();
    let mut out = HashMap::new();
    for at in batch.range(index, name) {
        rows.row(at, &mut row);
        let key = (0..width).map(|column| text(&row, column)).collect();
        *out.entry(key).or_insert(0) += 1;
    }
    out
}

fn most(keys: &HashMap<Vec<String>, i64>, key: &[&str]) -> i64 {
    let key: Vec<String> = key.iter().map(|&part| part.to_owned()).collect();
    keys.get(&key).copied().unwrap_or(0)
}

fn text(row: &[Value<'_>], column: usize) -> String {
    row[column].as_text().unwrap_or_default().to_owned()
}

fn integer(row: &[Value<'_>], column: usize) -> i64 {
    match &row[column] {
        Value::Integer(n) => *n,
        Value::Null | Value::Text(_) | Value::Number(_) | Value::Date(_) => 0,
    }
}
