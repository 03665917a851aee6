//! One table as a Parquet file.
//!
//! In: rows. Out: the finished file. Rows are gathered column by column and
//! written in groups, so that memory does not grow with the file.

use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_schema::{DataType, Field, Schema};
use chrono::{Datelike, NaiveDate};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::atomic::{AtomicFile, Finished};
use crate::tables::{Column, Kind, Table, TableName, Value};
use crate::{ExportError, Result};

/// Rows handed to the encoder at once.
const BATCH_ROWS: usize = 16_384;

/// Bytes of text after which a batch goes before it has all its rows: sheets
/// hold long texts.
const BATCH_BYTES: usize = 16 << 20;

/// Rows of a row group, the unit that readers skip and share out.
const GROUP_ROWS: usize = 131_072;

/// Encoded bytes after which a row group ends early.
const GROUP_BYTES: usize = 64 << 20;

/// A table's file being written.
pub(super) struct TableFile {
    table: &'static Table,
    schema: Arc<Schema>,
    columns: Vec<ColumnBuilder>,
    rows: usize,
    bytes: usize,
    writer: ArrowWriter<AtomicFile>,
    name: String,
}

impl TableFile {
    pub fn create(file: AtomicFile, name: TableName) -> Result<Self> {
        let table = name.table();
        let schema = Arc::new(schema(table));
        let shown = file.target().display().to_string();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties()))
            .map_err(|e| failed(&shown, e))?;
        Ok(Self {
            table,
            schema,
            columns: table.columns.iter().map(ColumnBuilder::new).collect(),
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
        if self.rows >= BATCH_ROWS || self.bytes >= BATCH_BYTES {
            self.write_batch()?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<Finished> {
        self.write_batch()?;
        let file = self
            .writer
            .into_inner()
            .map_err(|e| failed(&self.name, e))?;
        file.commit()
    }

    fn write_batch(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let columns = self.columns.iter_mut().map(ColumnBuilder::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns)
            .map_err(|e| failed(&self.name, e.into()))?;
        (self.rows, self.bytes) = (0, 0);
        self.writer
            .write(&batch)
            .map_err(|e| failed(&self.name, e))?;
        if self.writer.in_progress_size() >= GROUP_BYTES {
            self.writer.flush().map_err(|e| failed(&self.name, e))?;
        }
        Ok(())
    }
}

/// Values of one column on their way.
enum ColumnBuilder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Date(Date32Builder),
}

impl ColumnBuilder {
    fn new(column: &Column) -> Self {
        match column.kind {
            Kind::Text | Kind::Choice(_) | Kind::Json => Self::Text(StringBuilder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Date => Self::Date(Date32Builder::new()),
        }
    }

    /// A value of another kind than the column's cannot come: the definition
    /// holds both. It would be null, which the schema refuses where it matters.
    fn push(&mut self, value: &Value<'_>) {
        match self {
            Self::Text(to) => to.append_option(value.as_text()),
            Self::Integer(to) => to.append_option(value.as_integer()),
            Self::Number(to) => to.append_option(value.as_number()),
            Self::Date(to) => to.append_option(value.as_date().map(days_since_1970)),
        }
    }

    fn finish(&mut self) -> arrow_array::ArrayRef {
        match self {
            Self::Text(it) => Arc::new(it.finish()),
            Self::Integer(it) => Arc::new(it.finish()),
            Self::Number(it) => Arc::new(it.finish()),
            Self::Date(it) => Arc::new(it.finish()),
        }
    }
}

fn days_since_1970(date: NaiveDate) -> i32 {
    const DAYS_TO_1970: i32 = 719_163;
    date.num_days_from_ce() - DAYS_TO_1970
}

/// The Arrow schema of a table, each column with its meaning.
fn schema(table: &Table) -> Schema {
    let fields: Vec<Field> = table.columns.iter().map(field).collect();
    Schema::new(fields)
}

fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Kind::Text | Kind::Choice(_) | Kind::Json => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Date => DataType::Date32,
    };
    Field::new(column.name, kind, column.nullable)
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_size(GROUP_ROWS)
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
    use super::{days_since_1970, schema};
    use crate::generate::parquet_schema::message;
    use crate::tables::TABLES;
    use chrono::NaiveDate;
    use parquet::arrow::ArrowSchemaConverter;
    use parquet::schema::printer::print_schema;

    #[test]
    fn the_kept_schema_is_the_one_the_library_writes() {
        for table in TABLES.map(|name| name.table()) {
            let arrow = schema(table);
            let written = ArrowSchemaConverter::new()
                .schema_root(table.name)
                .convert(&arrow)
                .unwrap();
            let mut text = Vec::new();
            print_schema(&mut text, written.root_schema());
            assert_eq!(String::from_utf8(text).unwrap(), message(table));
        }
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
