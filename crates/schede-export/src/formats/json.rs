//! JSON: one document an input, indented, as the JSON Schema describes it.
//!
//! For programs and people that want everything: records, findings, evidence.
//! Loses nothing; it is the form the others are measured against.

use std::io::Write;
use std::path::{Path, PathBuf};

use schede_model::Document;

use super::{ExportOptions, Exporter, Format, Written};
use crate::atomic::AtomicFile;
use crate::names::Names;
use crate::{ExportError, Result};

pub(super) const FORMAT: Format = Format {
    name: "json",
    files: "<input>.json",
    about: "one document per input, for programs and people that want everything",
    loses: "nothing",
    open,
};

/// Stem of the data package that the CSV forms put beside these files.
const TAKEN_STEM: &str = "datapackage";

/// Writes one document, indented, with a line end.
///
/// # Errors
/// If `out` fails.
pub fn write(document: &Document, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

fn open(folder: &Path, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    let mut names = Names::default();
    names.reserve(TAKEN_STEM);
    Ok(Box::new(Json {
        folder: folder.to_owned(),
        names,
        written: Written::default(),
    }))
}

struct Json {
    folder: PathBuf,
    names: Names,
    written: Written,
}

impl Exporter for Json {
    fn document(&mut self, document: &Document) -> Result<()> {
        let source = &document.source;
        let stem = self.names.stem(&source.file_name, &source.sha256);
        let mut file = AtomicFile::create(&self.folder.join(format!("{stem}.json")))?;
        write(document, &mut file).map_err(|e| ExportError::file("write", file.target(), e))?;
        self.written.files.push(file.commit()?);
        self.written.tally.documents += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written> {
        Ok(self.written)
    }
}
