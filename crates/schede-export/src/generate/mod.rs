//! Descriptions of the relational shape for the programs and people that use
//! it, all made from [`crate::tables`].
//!
//! In: the definition. Out: the files that are kept in the repository under
//! `schemas/` and `docs/`, as [`generated_files`]. A test fails when a kept file
//! differs; `UPDATE=1 cargo test -p schede-export --test generated` writes them
//! anew.

pub mod datapackage;
pub mod ddl;
pub mod dictionary;
pub mod duckdb_load;
pub mod parquet_schema;

use schede_model::schema::document_schema;

use crate::formats::csv;
use crate::tables::TABLES;
use datapackage::Resource;

/// A generated file: its path from the repository's root, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Path from the root of the repository, with `/`.
    pub path: &'static str,
    /// The whole content.
    pub content: String,
}

/// Every generated file, as it should be kept.
pub fn generated_files() -> Vec<GeneratedFile> {
    let file = |path, content| GeneratedFile { path, content };
    vec![
        file("schemas/document.schema.json", json_schema()),
        file("schemas/datapackage.json", empty_package()),
        file("schemas/sqlite.sql", ddl::create(ddl::SqlDialect::Sqlite)),
        file(
            "schemas/postgres.sql",
            ddl::create(ddl::SqlDialect::Postgres),
        ),
        file("schemas/duckdb.sql", ddl::create(ddl::SqlDialect::DuckDb)),
        file("schemas/parquet.txt", parquet_schema::all()),
        file("docs/data-dictionary.md", dictionary::page()),
    ]
}

/// The JSON Schema (2020-12) of a document, indented.
pub fn json_schema() -> String {
    let mut text = serde_json::to_string_pretty(&document_schema())
        .expect("a JSON value has string keys only");
    text.push('\n');
    text
}

/// The data package of the form `csv` without counts and hashes.
fn empty_package() -> String {
    let resources: Vec<Resource> = TABLES.into_iter().map(Resource::of).collect();
    datapackage::pretty(&csv::DIALECT, &resources)
}
