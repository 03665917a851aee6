//! The SQL of the PostgreSQL loader, made from the table definitions, and the
//! text form of `COPY`.
//!
//! Rows of a batch are copied into staging tables (`new_*`, temporary, without
//! keys), then each table takes over what is new or different and drops what
//! its documents no longer hold.

use std::fmt::Write as _;

use super::history;
use crate::generate::ddl::{SqlDialect, sql_type};
use crate::tables::{Kind, TABLES, Table, TableName, Value};

/// One column more than the table, in staging tables of versioned rows.
pub(super) const HASH_COLUMN: &str = "change_hash";

/// Statements that make the staging tables of a connection.
pub(super) fn staging() -> String {
    let tables = TABLES.map(|name| staging_table(name.table(), is_versioned(name)));
    format!(
        "{}CREATE TEMPORARY TABLE dropped_objectives (id text, snapshot text) \
         ON COMMIT DELETE ROWS;\n",
        tables.concat()
    )
}

fn staging_table(table: &Table, versioned: bool) -> String {
    let mut columns: Vec<String> = table
        .columns
        .iter()
        .map(|it| format!("{} {}", it.name, sql_type(it.kind, SqlDialect::Postgres)))
        .collect();
    if versioned {
        let text = sql_type(Kind::Text, SqlDialect::Postgres);
        columns.push(format!("{HASH_COLUMN} {text}"));
    }
    format!(
        "CREATE TEMPORARY TABLE new_{} ({}) ON COMMIT DELETE ROWS;\n",
        table.name,
        columns.join(", ")
    )
}

pub(super) fn is_versioned(name: TableName) -> bool {
    history::VERSIONED.contains(&name)
}

/// Copies rows into a staging table.
pub(super) fn copy_to_staging(table: &Table) -> String {
    format!("COPY pg_temp.new_{} FROM STDIN", table.name)
}

/// Copies rows into the table itself.
pub(super) fn copy(table: &Table) -> String {
    format!("COPY {} ({}) FROM STDIN", table.name, names(table))
}

/// Takes over new and different rows; gives the numbers of the rows staged, the
/// new and the different ones. A row that was
/// inserted has no deleting transaction (`xmax` is 0).
pub(super) fn upsert(name: TableName) -> String {
    let table = name.table();
    let (mut sets, mut differs) = (Vec::new(), Vec::new());
    for column in table.columns.iter().filter(|it| !table.is_key(it)) {
        let it = column.name;
        if name.is_dimension() {
            let better = format!(
                "(t.{it} IS NULL AND excluded.{it} IS NOT NULL) \
                 OR excluded.{it} COLLATE \"C\" < t.{it} COLLATE \"C\""
            );
            sets.push(format!(
                "{it} = CASE WHEN {better} THEN excluded.{it} ELSE t.{it} END"
            ));
            differs.push(format!("({better})"));
        } else {
            sets.push(format!("{it} = excluded.{it}"));
            differs.push(format!("t.{it} IS DISTINCT FROM excluded.{it}"));
        }
    }
    format!(
        "WITH put AS (INSERT INTO {0} AS t ({1}) SELECT {1} FROM pg_temp.new_{0} \
         ON CONFLICT ({2}) DO UPDATE SET {3} WHERE {4} RETURNING xmax = 0 AS is_new) \
         SELECT (SELECT count(*) FROM pg_temp.new_{0}), count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM put",
        table.name,
        names(table),
        table.primary_key.join(", "),
        sets.join(", "),
        differs.join(" OR ")
    )
}

/// Inserts the staged rows, of which none may be there.
pub(super) fn insert(table: &Table) -> String {
    format!(
        "INSERT INTO {0} ({1}) SELECT {1} FROM pg_temp.new_{0}",
        table.name,
        names(table)
    )
}

/// Counts the staged documents and objectives that are already there.
pub(super) const KNOWN: &str = "SELECT \
     (SELECT count(*) FROM documents JOIN pg_temp.new_documents USING (id)) + \
     (SELECT count(*) FROM objectives JOIN pg_temp.new_objectives USING (id, snapshot))";

/// Counts objectives that will belong to another document.
pub(super) const TAKEN_OVER: &str = "SELECT d.file_name, count(*) FROM objectives o \
     JOIN pg_temp.new_objectives n USING (id, snapshot) JOIN documents d ON d.id = o.document_id \
     WHERE o.document_id <> n.document_id GROUP BY d.file_name";

/// Finds the objectives that the staged documents no longer hold. Run when the
/// staged objectives have their owners.
pub(super) const FIND_DROPPED: &str = "INSERT INTO pg_temp.dropped_objectives \
     SELECT t.id, t.snapshot FROM objectives t JOIN pg_temp.new_documents o ON t.document_id = o.id \
     WHERE NOT EXISTS (SELECT 1 FROM pg_temp.new_objectives n \
     WHERE n.id = t.id AND n.snapshot = t.snapshot)";

/// Deletes the rows of a table that the staged documents or objectives no
/// longer hold.
pub(super) fn delete(name: TableName) -> Option<String> {
    let table = name.table();
    let gone = match name {
        TableName::Objectives => "EXISTS (SELECT 1 FROM pg_temp.dropped_objectives d \
             WHERE d.id = t.id AND d.snapshot = t.snapshot)"
            .to_owned(),
        TableName::Phases | TableName::Statements => part_is_gone(table, "t", ""),
        TableName::Findings | TableName::Provenance => format!(
            "t.document_id IN (SELECT id FROM pg_temp.new_documents) \
             AND NOT EXISTS (SELECT 1 FROM pg_temp.new_{} n WHERE {})",
            table.name,
            same(table, "n", "t")
        ),
        TableName::Documents
        | TableName::Entities
        | TableName::OrgUnits
        | TableName::Missions
        | TableName::Programmes => return None,
    };
    Some(format!("DELETE FROM {} t WHERE {gone}", table.name))
}

/// Whether a phase or statement hangs on a dropped objective, or on a staged
/// one that no longer holds it (or not `as_it_is`).
fn part_is_gone(table: &Table, row: &str, as_it_is: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM pg_temp.dropped_objectives d \
         WHERE d.id = {row}.objective_id AND d.snapshot = {row}.snapshot) OR \
         EXISTS (SELECT 1 FROM pg_temp.new_objectives o \
         WHERE o.id = {row}.objective_id AND o.snapshot = {row}.snapshot) \
         AND NOT EXISTS (SELECT 1 FROM pg_temp.new_{} n WHERE {}{as_it_is})",
        table.name,
        same(table, "n", row)
    )
}

/// Ends versions whose row goes or says something else. `$1` is the moment.
pub(super) fn end_versions(name: TableName) -> Option<String> {
    let table = name.table();
    let unchanged = format!(" AND n.{HASH_COLUMN} = h.{HASH_COLUMN}");
    let over = match name {
        TableName::Objectives => format!(
            "EXISTS (SELECT 1 FROM pg_temp.dropped_objectives d \
             WHERE d.id = h.id AND d.snapshot = h.snapshot) OR \
             EXISTS (SELECT 1 FROM pg_temp.new_objectives n \
             WHERE n.id = h.id AND n.snapshot = h.snapshot AND n.{HASH_COLUMN} <> h.{HASH_COLUMN})"
        ),
        TableName::Phases => part_is_gone(table, "h", &unchanged),
        TableName::Statements
        | TableName::Findings
        | TableName::Provenance
        | TableName::Documents
        | TableName::Entities
        | TableName::OrgUnits
        | TableName::Missions
        | TableName::Programmes => return None,
    };
    Some(format!(
        "UPDATE {} h SET valid_to = $1::text::timestamptz, is_current = false \
         WHERE h.is_current AND ({over})",
        history::name(table)
    ))
}

/// Begins versions of staged rows that have none that holds.
pub(super) fn begin_versions(table: &Table) -> String {
    format!(
        "INSERT INTO {history} ({columns}, {HASH_COLUMN}, valid_from, is_current) \
         SELECT {columns}, {HASH_COLUMN}, $1::text::timestamptz, true FROM pg_temp.new_{table} n \
         WHERE NOT EXISTS (SELECT 1 FROM {history} h WHERE h.is_current AND {same})",
        history = history::name(table),
        columns = names(table),
        table = table.name,
        same = same(table, "n", "h"),
    )
}

fn same(table: &Table, one: &str, other: &str) -> String {
    let parts: Vec<String> = table
        .primary_key
        .iter()
        .map(|key| format!("{one}.{key} = {other}.{key}"))
        .collect();
    parts.join(" AND ")
}

fn names(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|it| it.name).collect();
    names.join(", ")
}

/// Appends a row in the text form of `COPY`.
pub(super) fn push_row(out: &mut String, row: &[Value<'_>], hash: Option<&str>) {
    for (index, value) in row.iter().enumerate() {
        if index > 0 {
            out.push('\t');
        }
        push_value(out, value);
    }
    if let Some(hash) = hash {
        out.push('\t');
        out.push_str(hash);
    }
    out.push('\n');
}

fn push_value(out: &mut String, value: &Value<'_>) {
    match value {
        Value::Null => out.push_str("\\N"),
        Value::Text(text) => push_text(out, text),
        Value::Integer(n) => write!(out, "{n}").expect("memory takes every write"),
        Value::Number(n) => write!(out, "{n}").expect("memory takes every write"),
        Value::Date(date) => write!(out, "{date}").expect("memory takes every write"),
    }
}

fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '\t', '\n', '\r']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'\t' => "\\t",
            b'\n' => "\\n",
            b'\r' => "\\r",
            _ => "\\\\",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::push_row;
    use crate::tables::Value;

    #[test]
    fn what_copy_would_read_otherwise_is_escaped() {
        let mut out = String::new();
        let row = [Value::from("a\tb\\N\r\n"), Value::Null, Value::from("")];
        push_row(&mut out, &row, None);
        assert_eq!(out, "a\\tb\\\\N\\r\\n\t\\N\t\n");
    }
}
