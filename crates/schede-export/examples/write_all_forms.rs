//! Writes the invented documents of the tests in every form this build knows,
//! a folder each, and into a database if one is named.
//!
//! `cargo run --example write_all_forms -- FOLDER [TARGET]`. For the tests that
//! read the forms back with other programs.

#![allow(clippy::unwrap_used)]

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use std::path::Path;

use schede_export::load::{LoadOptions, load};
use schede_export::{ExportOptions, FORMATS};
use schede_model::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("expected a folder")?;
    let documents = documents(&mut arguments)?;
    for format in FORMATS {
        let into = Path::new(&folder).join(format.name);
        write(format.name, &into, ExportOptions::default(), &documents)?;
    }
    if cfg!(feature = "parquet") {
        let into = Path::new(&folder).join("parquet-partitioned");
        write(
            "parquet",
            &into,
            ExportOptions { partitioned: true },
            &documents,
        )?;
    }
    Ok(())
}

/// Loads into the targets named, if any, and gives the documents.
fn documents(
    targets: &mut dyn Iterator<Item = String>,
) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let documents = match std::env::var_os("SCHEDE_DOCUMENTS") {
        Some(folder) => read(Path::new(&folder))?,
        None => made_up::documents(),
    };
    for target in targets {
        load(&documents, &target, LoadOptions::default())?;
    }
    Ok(documents)
}

/// Documents in their JSON form, by file name.
fn read(folder: &Path) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|it| it.extension().is_some_and(|it| it == "json"));
    paths.sort();
    paths
        .iter()
        .map(|path| Ok(serde_json::from_slice(&std::fs::read(path)?)?))
        .collect()
}

fn write(
    name: &str,
    into: &Path,
    options: ExportOptions,
    documents: &[Document],
) -> Result<(), Box<dyn std::error::Error>> {
    let format = schede_export::format(name)?;
    let mut exporter = (format.open)(&into.into(), &options)?;
    for document in documents {
        exporter.document(document)?;
    }
    exporter.finish()?;
    Ok(())
}
