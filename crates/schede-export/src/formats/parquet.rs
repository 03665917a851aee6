//! Parquet: one typed, compressed file a table, and a script that loads them
//! into DuckDB.
//!
//! For data lakes, data frames and DuckDB. Zstandard, dates as dates, the
//! nullability of the definition. Loses NUL characters and copies of one
//! objective in several inputs, as every table form.
//!
//! With [`ExportOptions::partitioned`] the tables that hang on documents lie in
//! Hive-style folders, `objectives/year=2024/entity=<key>/part-1.parquet`, by
//! the document's plan year and body; a folder of another run is replaced as a
//! whole. Inputs sorted by body make one file a folder, others several.

use super::parquet_folders::Folders;
use super::parquet_table::TableFile;
use super::tabular::{TableSink, Tabular};
use super::{ExportOptions, Exporter, Format};
use crate::atomic::Finished;
use crate::generate::duckdb_load;
use crate::tables::{TABLES, TableName, Value};
use crate::{Folder, Result};

pub(super) const FORMAT: Format = Format {
    name: "parquet",
    files: "objectives.parquet, phases.parquet, ..., load.sql",
    about: "one typed and compressed table a file, for data lakes and DuckDB (load.sql)",
    loses: "copies of one objective in several inputs, NUL characters",
    each: None,
    fixed: file_names,
    open,
};

/// Name of the script that loads the tables into DuckDB.
const SCRIPT: &str = "load.sql";

fn file_names() -> Vec<String> {
    let tables = TABLES.iter().map(|name| table_file(*name));
    tables.chain([SCRIPT.to_owned()]).collect()
}

fn table_file(name: TableName) -> String {
    format!("{}.parquet", name.table().name)
}

fn open(folder: &Folder, options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    let files = TABLES
        .into_iter()
        .map(|name| Store::create(folder, name, options.partitioned))
        .collect::<Result<_>>()?;
    Ok(Box::new(Tabular::new(ParquetTables {
        folder: folder.clone(),
        files,
    })))
}

/// Where the rows of one table go.
enum Store {
    /// One file; boxed, since it holds buffers for every column.
    File(Box<TableFile>),
    /// Folders by year and body.
    Folders(Box<Folders>),
}

impl Store {
    fn create(folder: &Folder, name: TableName, partitioned: bool) -> Result<Self> {
        if partitioned && !name.is_dimension() {
            return Ok(Self::Folders(Box::new(Folders::create(folder, name)?)));
        }
        let file = folder.file(&table_file(name))?;
        Ok(Self::File(Box::new(TableFile::create(file, name)?)))
    }
}

struct ParquetTables {
    folder: Folder,
    files: Vec<Store>,
}

impl TableSink for ParquetTables {
    fn row(&mut self, table: TableName, row: &[Value<'_>]) -> Result<()> {
        if table == TableName::Documents {
            // The first row of a document says where all of its rows go.
            for store in &mut self.files {
                match store {
                    Store::File(_) => {}
                    Store::Folders(folders) => folders.turn_to(row)?,
                }
            }
        }
        match &mut self.files[table.index()] {
            Store::File(file) => file.row(row),
            Store::Folders(folders) => folders.row(row),
        }
    }

    fn finish(self) -> Result<Vec<Finished>> {
        let mut finished = Vec::new();
        let mut loads = Vec::new();
        for (name, store) in TABLES.into_iter().zip(self.files) {
            let table = name.table().name;
            match store {
                Store::File(file) => {
                    finished.push(file.finish()?);
                    loads.push((name, format!("{table}.parquet")));
                }
                Store::Folders(folders) => {
                    let files = folders.finish()?;
                    if !files.is_empty() {
                        loads.push((name, format!("{table}/*/*/*.parquet")));
                    }
                    finished.extend(files);
                }
            }
        }
        let script = duckdb_load::script(|name| {
            let found = loads.iter().find(|(table, _)| *table == name);
            found.map(|(_, files)| files.clone())
        });
        finished.push(self.folder.write(SCRIPT, script.as_bytes())?);
        Ok(finished)
    }
}
