//! What the CSV dialects share: one file a table, and a data package beside
//! them that declares the dialect and the length and hash of each file.

use std::borrow::Cow;
use std::io::Write as _;

use chrono::NaiveDate;

use super::tabular::TableSink;
use crate::atomic::{AtomicFile, Finished};
use crate::generate::datapackage::{self, Resource};
use crate::tables::{TABLES, TableName, Value, write_number};
use crate::{ExportError, Folder, Result};

/// How values become cells.
#[derive(Debug)]
pub struct Dialect {
    /// Name of the form, used in the data package.
    pub name: &'static str,
    /// What stands between cells.
    pub delimiter: char,
    /// What ends a row.
    pub line_end: &'static str,
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
    /// What a cell without value holds, never quoted.
    pub null: &'static str,
    /// Mark before decimals.
    pub decimal: char,
    /// Form of dates, in the letters of `strftime`.
    pub date: &'static str,
    /// What a text becomes so that it is read as that text.
    pub text: fn(&str) -> Cow<'_, str>,
    /// The rule of `text`, for readers of the data package.
    pub text_rule: &'static str,
}

/// Name of the data package.
const PACKAGE: &str = "datapackage.json";

/// Names of the files of a dialect.
pub(super) fn file_names() -> Vec<String> {
    let tables = TABLES.iter().map(|name| table_file(*name));
    tables.chain([PACKAGE.to_owned()]).collect()
}

fn table_file(name: TableName) -> String {
    format!("{}.csv", name.table().name)
}

/// The files of one export.
pub(super) struct DelimitedTables {
    dialect: &'static Dialect,
    folder: Folder,
    files: Vec<csv::Writer<AtomicFile>>,
    rows: [u64; TABLES.len()],
    scratch: String,
}

impl DelimitedTables {
    /// Begins all tables, each with its head.
    pub(super) fn create(folder: &Folder, dialect: &'static Dialect) -> Result<Self> {
        let files = TABLES
            .iter()
            .map(|name| begin(folder, dialect, *name))
            .collect::<Result<_>>()?;
        Ok(Self {
            dialect,
            folder: folder.clone(),
            files,
            rows: [0; TABLES.len()],
            scratch: String::new(),
        })
    }
}

impl TableSink for DelimitedTables {
    fn row(&mut self, table: TableName, row: &[Value<'_>]) -> Result<()> {
        let file = &mut self.files[table.index()];
        self.rows[table.index()] += 1;
        for value in row {
            let cell = cell(self.dialect, value, &mut self.scratch);
            file.write_field(cell.as_bytes())
                .map_err(|e| failed(file, e))?;
        }
        file.write_record(None::<&[u8]>)
            .map_err(|e| failed(file, e))
    }

    fn finish(self) -> Result<Vec<Finished>> {
        let mut finished = Vec::with_capacity(TABLES.len() + 1);
        let mut resources = Vec::with_capacity(TABLES.len());
        for ((name, file), rows) in TABLES.into_iter().zip(self.files).zip(self.rows) {
            let target = file.get_ref().target().to_owned();
            let file = file
                .into_inner()
                .map_err(|e| ExportError::shape(target.display().to_string(), e.to_string()))?
                .commit()?;
            resources.push(Resource {
                table: name,
                rows,
                bytes: file.bytes,
                sha256: file.sha256.clone(),
            });
            finished.push(file);
        }
        // Last, so that its hashes tell a reader whether the set is whole.
        let package = datapackage::pretty(self.dialect, &resources);
        finished.push(self.folder.write(PACKAGE, package.as_bytes())?);
        Ok(finished)
    }
}

fn begin(
    folder: &Folder,
    dialect: &'static Dialect,
    name: TableName,
) -> Result<csv::Writer<AtomicFile>> {
    let table = name.table();
    let mut file = folder.file(&table_file(name))?;
    if dialect.bom {
        file.write_all("\u{feff}".as_bytes())
            .map_err(|e| file.failed(e))?;
    }
    let mut file = writer(dialect, file);
    file.write_record(table.columns.iter().map(|column| column.name))
        .map_err(|e| failed(&file, e))?;
    Ok(file)
}

/// A CSV writer in a dialect.
pub(crate) fn writer<W: std::io::Write>(dialect: &Dialect, out: W) -> csv::Writer<W> {
    let terminator = if dialect.line_end == "\r\n" {
        csv::Terminator::CRLF
    } else {
        csv::Terminator::Any(b'\n')
    };
    csv::WriterBuilder::new()
        .delimiter(u8::try_from(dialect.delimiter).unwrap_or(b','))
        .terminator(terminator)
        .flexible(false)
        .from_writer(out)
}

/// The cell of a value; `scratch` lends its memory to those that are not text.
pub(crate) fn cell<'v>(
    dialect: &Dialect,
    value: &'v Value<'_>,
    scratch: &'v mut String,
) -> Cow<'v, str> {
    use std::fmt::Write as _;
    scratch.clear();
    match value {
        Value::Null => return Cow::Borrowed(dialect.null),
        Value::Text(text) => return (dialect.text)(text),
        Value::Integer(n) => scratch.write_str(itoa::Buffer::new().format(*n)),
        Value::Number(n) => write_number(scratch, *n),
        Value::Date(date) => write_date(scratch, *date, dialect.date),
    }
    .expect("memory takes every write");
    if matches!(value, Value::Number(_)) && dialect.decimal != '.' {
        return Cow::Owned(scratch.replace('.', dialect.decimal.encode_utf8(&mut [0; 4])));
    }
    Cow::Borrowed(scratch)
}

fn write_date(out: &mut String, date: NaiveDate, form: &str) -> std::fmt::Result {
    use std::fmt::Write as _;
    if form == ISO_DATE {
        write!(out, "{date}")
    } else {
        write!(out, "{}", date.format(form))
    }
}

/// ISO 8601, which dates print without being asked.
pub(super) const ISO_DATE: &str = "%Y-%m-%d";

fn failed(file: &csv::Writer<AtomicFile>, source: csv::Error) -> ExportError {
    let target = file.get_ref().target();
    match source.into_kind() {
        csv::ErrorKind::Io(e) => ExportError::file("write", target, e),
        other => ExportError::shape(target.display().to_string(), format!("{other:?}")),
    }
}
