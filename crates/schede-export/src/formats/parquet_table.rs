//! One table as a Parquet file.
//!
//! In: rows. Out: the finished file. Rows are gathered column by column and
//! written in groups, so that memory does not grow with the file.

use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use crate::atomic::{AtomicFile, Finished};
use crate::generate::parquet_schema::message;
use crate::tables::{Column, Kind, Table, TableName, Value};
use crate::{ExportError, Result};

/// Rows of a row group, the unit that readers skip and share out.
const GROUP_ROWS: usize = 131_072;

/// Bytes of values after which a row group ends early: sheets hold long texts.
const GROUP_BYTES: usize = 64 << 20;

/// A table's file being written.
pub(super) struct TableFile {
    table: &'static Table,
    columns: Vec<Gathered>,
    rows: usize,
    bytes: usize,
    writer: SerializedFileWriter<AtomicFile>,
    name: String,
}

impl TableFile {
    pub fn create(file: AtomicFile, name: TableName) -> Result<Self> {
        let table = name.table();
        let shown = file.target().display().to_string();
        let schema = parse_message_type(&message(table)).map_err(|e| failed(&shown, e))?;
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties()))
            .map_err(|e| failed(&shown, e))?;
        Ok(Self {
            table,
            columns: table.columns.iter().map(Gathered::new).collect(),
            rows: 0,
            bytes: 0,
            writer,
            name: shown,
        })
    }

    pub fn row(&mut self, row: &[Value<'_>]) -> Result<()> {
        debug_assert_eq!(row.len(), self.table.columns.len());
        for (column, value) in self.columns.iter_mut().zip(row) {
            self.bytes += value.as_text().map_or(8, str::len);
            column.push(value);
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<Finished> {
        self.write_group()?;
        let file = self
            .writer
            .into_inner()
            .map_err(|e| failed(&self.name, e))?;
        file.commit()
    }

    /// Writes the rows gathered as one group.
    fn write_group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        (self.rows, self.bytes) = (0, 0);
        let columns = &mut self.columns;
        let write = || {
            let mut group = self.writer.next_row_group()?;
            for column in columns {
                let Some(mut to) = group.next_column()? else {
                    break;
                };
                column.write(&mut to)?;
                to.close()?;
            }
            // Here columns of different lengths are refused.
            group.close()
        };
        write().map(|_| ()).map_err(|e| failed(&self.name, e))
    }
}

/// Values of one column on their way.
struct Gathered {
    /// For each row whether it has a value; nothing if each must have one.
    present: Option<Vec<i16>>,
    values: Values,
}

/// The values that are there.
enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    /// Days since 1970.
    Date(Vec<i32>),
}

impl Gathered {
    fn new(column: &Column) -> Self {
        Self {
            present: column.nullable.then(Vec::new),
            values: match column.kind {
                Kind::Text | Kind::Choice(_) | Kind::Json => Values::Text(Vec::new()),
                Kind::Integer => Values::Integer(Vec::new()),
                Kind::Number => Values::Number(Vec::new()),
                Kind::Date => Values::Date(Vec::new()),
            },
        }
    }

    /// A value of another kind than the column's cannot come: the definition
    /// holds both. It would be null, which the file refuses where it matters.
    fn push(&mut self, value: &Value<'_>) {
        let there = match &mut self.values {
            Values::Text(to) => push(to, value.as_text().map(ByteArray::from)),
            Values::Integer(to) => push(to, value.as_integer()),
            Values::Number(to) => push(to, value.as_number()),
            Values::Date(to) => push(to, value.as_date().map(days_since_1970)),
        };
        if let Some(present) = &mut self.present {
            present.push(i16::from(there));
        }
    }

    /// Hands the values over, and has none any more.
    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> parquet::errors::Result<()> {
        let present = self.present.as_mut();
        match &mut self.values {
            Values::Text(values) => write::<ByteArrayType>(to, values, present),
            Values::Integer(values) => write::<Int64Type>(to, values, present),
            Values::Number(values) => write::<DoubleType>(to, values, present),
            Values::Date(values) => write::<Int32Type>(to, values, present),
        }
    }
}

/// Adds a value, if there is one, and says whether there was.
fn push<T>(to: &mut Vec<T>, value: Option<T>) -> bool {
    let there = value.is_some();
    to.extend(value);
    there
}

fn write<T: DataType>(
    to: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    present: Option<&mut Vec<i16>>,
) -> parquet::errors::Result<()> {
    let levels = present.as_deref().map(Vec::as_slice);
    to.typed::<T>().write_batch(values, levels, None)?;
    values.clear();
    if let Some(present) = present {
        present.clear();
    }
    Ok(())
}

fn days_since_1970(date: NaiveDate) -> i32 {
    const DAYS_TO_1970: i32 = 719_163;
    date.num_days_from_ce() - DAYS_TO_1970
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build()
}

/// A full disk is told as such, not as a fault of the form.
fn failed(name: &str, error: ParquetError) -> ExportError {
    match error {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(source) => ExportError::file("write", Path::new(name), *source),
            Err(source) => ExportError::shape(name, source),
        },
        other => ExportError::shape(name, other),
    }
}

#[cfg(test)]
mod tests {
    use super::{TableFile, days_since_1970};
    use crate::Folder;
    use crate::generate::parquet_schema::message;
    use crate::tables::{TABLES, TableName, Value};
    use chrono::NaiveDate;
    use parquet::schema::parser::parse_message_type;
    use parquet::schema::printer::print_schema;

    #[test]
    fn the_kept_schema_is_as_the_library_prints_it() {
        for table in TABLES.map(|name| name.table()) {
            let read = parse_message_type(&message(table)).unwrap();
            assert_eq!(read.get_fields().len(), table.columns.len());
            let mut text = Vec::new();
            print_schema(&mut text, &read);
            assert_eq!(String::from_utf8(text).unwrap(), message(table));
        }
    }

    #[test]
    fn a_column_that_must_have_values_takes_no_null() {
        let folder = tempfile::tempdir().unwrap();
        let file = Folder::from(folder.path()).file("phases.parquet").unwrap();
        let name = TableName::Phases;
        let mut table = TableFile::create(file, name).unwrap();
        let nulls = vec![Value::Null; name.table().columns.len()];
        table.row(&nulls).unwrap();
        let refused = table.finish().unwrap_err().to_string();
        assert!(refused.contains("phases.parquet"), "{refused}");
        assert!(!folder.path().join("phases.parquet").exists());
    }

    #[test]
    fn days_count_from_1970() {
        let day = |y, m, d| days_since_1970(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert_eq!(
            (day(1970, 1, 1), day(2024, 9, 30), day(1969, 12, 31)),
            (0, 19_996, -1)
        );
    }
}
