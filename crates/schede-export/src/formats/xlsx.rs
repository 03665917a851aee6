//! XLSX: one workbook with a sheet a table, typed cells, frozen heads, filters.
//!
//! For offices: what opens with a double click and keeps "01" as it is.
//!
//! An empty cell is null. A cell that begins with an apostrophe is the text
//! after it, as in the form `csv-excel-it`; here only the empty text and texts
//! that themselves begin with one are written so, since a typed text is never a
//! formula.
//!
//! Loses what Excel cannot hold: texts are cut at 32,767 characters, dates
//! before 1900 are texts, and a table of more than 1,048,575 rows is an error.
//! NUL characters and copies of one objective as in every table form.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Workbook, XlsxError};

use super::tabular::{TableSink, Tabular};
use super::{ExportOptions, Exporter, Format};
use crate::atomic::Finished;
use crate::tables::{Column, Kind, TABLES, Table, TableName, Value};
use crate::{ExportError, Folder, Result};

pub(super) const FORMAT: Format = Format {
    name: "xlsx",
    files: "schede.xlsx",
    about: "one workbook with a sheet a table, typed cells and filters, for offices",
    loses: "texts over 32,767 characters are cut, tables over 1,048,575 rows refused",
    each: None,
    fixed: || vec![FILE_NAME.to_owned()],
    open,
};

const FILE_NAME: &str = "schede.xlsx";

/// Characters of a cell, counted as Excel counts (UTF-16 units).
const LONGEST_TEXT: usize = 32_767;

/// Rows of a sheet with its head.
const MOST_ROWS: u32 = 1_048_576;

/// Widths of columns in characters, by type.
const WIDTH_OF_TEXT: f64 = 30.0;
const WIDTH_OF_OTHERS: f64 = 14.0;

fn open(folder: &Folder, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    let workbook = XlsxTables::create(folder)?;
    Ok(Box::new(Tabular::new(workbook)))
}

struct XlsxTables {
    folder: Folder,
    workbook: Workbook,
    /// Rows of each sheet so far, with the head.
    rows: [u32; TABLES.len()],
    date: Style,
}

impl XlsxTables {
    fn create(folder: &Folder) -> Result<Self> {
        let path = folder.path();
        std::fs::create_dir_all(path).map_err(|e| ExportError::file("make folder", path, e))?;
        room_for_sheets()?;
        let mut workbook = Workbook::new();
        workbook.set_tempdir(path).map_err(failed)?;
        // The same records give the same bytes: no moment of writing.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        for name in TABLES {
            add_sheet(&mut workbook, name.table()).map_err(failed)?;
        }
        Ok(Self {
            folder: folder.clone(),
            workbook,
            rows: [1; TABLES.len()],
            date: Style::new().set_num_format("dd/mm/yyyy"),
        })
    }
}

/// The library makes a temporary file for each sheet in the system's own folder
/// for them, be it used or not, and panics where it cannot.
fn room_for_sheets() -> Result<()> {
    // One more for a file that stands beside the one it is replaced by.
    let files = (0..=TABLES.len()).map(|_| tempfile::tempfile());
    let files: std::io::Result<Vec<File>> = files.collect();
    let folder = std::env::temp_dir();
    files
        .map(drop)
        .map_err(|e| ExportError::file("make temporary files in", &folder, e))
}

/// A sheet with its head. Rows go to disk as they come.
fn add_sheet(workbook: &mut Workbook, table: &Table) -> std::result::Result<(), XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory();
    sheet.set_name(table.name)?.set_freeze_panes(1, 0)?;
    let head = Style::new().set_bold();
    for (index, column) in (0u16..).zip(table.columns) {
        sheet.set_column_width(index, width(column))?;
        sheet.write_string_with_format(0, index, column.name, &head)?;
    }
    Ok(())
}

fn width(column: &Column) -> f64 {
    match column.kind {
        Kind::Text | Kind::Json => WIDTH_OF_TEXT,
        Kind::Choice(_) | Kind::Integer | Kind::Number | Kind::Date => WIDTH_OF_OTHERS,
    }
}

impl TableSink for XlsxTables {
    fn row(&mut self, table: TableName, row: &[Value<'_>]) -> Result<()> {
        let at = self.rows[table.index()];
        if at >= MOST_ROWS {
            return Err(ExportError::usage(format!(
                "cannot write \"{FILE_NAME}\": expected at most {} rows of {}, but found more; \
                 use the format csv or parquet",
                MOST_ROWS - 1,
                table.table().name
            )));
        }
        let sheet = self
            .workbook
            .worksheet_from_index(table.index())
            .map_err(failed)?;
        for (index, value) in (0u16..).zip(row) {
            write(sheet, at, index, value, &self.date).map_err(failed)?;
        }
        self.rows[table.index()] += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Finished>> {
        for (name, rows) in TABLES.into_iter().zip(self.rows) {
            let last = u16::try_from(name.table().columns.len() - 1).unwrap_or(u16::MAX);
            let sheet = self
                .workbook
                .worksheet_from_index(name.index())
                .map_err(failed)?;
            sheet.autofilter(0, 0, rows - 1, last).map_err(failed)?;
        }
        // The library must seek; the finished file is written in one go.
        let fail = |e| ExportError::file("write in", self.folder.path(), e);
        let mut whole: File = tempfile::tempfile_in(self.folder.path()).map_err(fail)?;
        self.workbook.save_to_writer(&mut whole).map_err(failed)?;
        whole.seek(SeekFrom::Start(0)).map_err(fail)?;
        let mut file = self.folder.file(FILE_NAME)?;
        std::io::copy(&mut whole, &mut file).map_err(|e| file.failed(e))?;
        Ok(vec![file.commit()?])
    }
}

fn write(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    column: u16,
    value: &Value<'_>,
    date: &Style,
) -> std::result::Result<(), XlsxError> {
    match value {
        Value::Null => Ok(()),
        Value::Text(text) => sheet.write_string(row, column, marked(text)).map(drop),
        // Excel has one kind of number; ours of this size are whole in it.
        Value::Integer(n) => sheet.write_number(row, column, *n as f64).map(drop),
        Value::Number(n) => sheet.write_number(row, column, *n).map(drop),
        Value::Date(day) => match excel_date(*day) {
            Some(day) => sheet
                .write_datetime_with_format(row, column, &day, date)
                .map(drop),
            None => sheet.write_string(row, column, day.to_string()).map(drop),
        },
    }
}

fn excel_date(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (day.month() as u8, day.day() as u8);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn marked(text: &str) -> String {
    let text = cut(text);
    if text.is_empty() || text.starts_with('\'') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The beginning of a text that fits with the mark.
fn cut(text: &str) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units >= LONGEST_TEXT {
            return &text[..at];
        }
    }
    text
}

fn failed(error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(source) => ExportError::file("write", Path::new(FILE_NAME), source),
        other => ExportError::shape(FILE_NAME, other),
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, marked};

    #[test]
    fn empty_texts_and_apostrophes_are_marked_and_nothing_else() {
        assert_eq!(marked(""), "'");
        assert_eq!(marked("'x"), "''x");
        assert_eq!(marked("=1+1"), "=1+1");
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let long = "🏛".repeat(20_000);
        assert_eq!(cut(&long).chars().count(), 16_383);
        assert_eq!(cut("breve"), "breve");
    }
}
