//! NDJSON: one objective a line, with its document beside it.
//!
//! For streams, `jq`, and bulk loaders that take JSON lines. Each line is the
//! objective as in the JSON form plus a member `document` (source, entity,
//! plan). Loses findings and evidence, and documents without objectives.

use std::io::Write;

use schede_model::{Document, Entity, Objective, Plan, Source};
use serde::Serialize;

use super::{ExportOptions, Exporter, Format, Written};
use crate::atomic::AtomicFile;
use crate::{Folder, Result};

const FILE_NAME: &str = "objectives.ndjson";

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    files: FILE_NAME,
    about: "one objective a line, for streams and bulk loaders",
    loses: "findings, evidence, documents without objectives",
    each: None,
    fixed: || vec![FILE_NAME.to_owned()],
    open,
};

/// Writes the objectives of one document, one a line.
///
/// # Errors
/// If `out` fails.
pub fn write(document: &Document, out: &mut dyn Write) -> std::io::Result<()> {
    for objective in &document.objectives {
        let line = Line {
            objective,
            document: Head {
                source: &document.source,
                entity: &document.entity,
                plan: &document.plan,
            },
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Line<'d> {
    #[serde(flatten)]
    objective: &'d Objective,
    document: Head<'d>,
}

#[derive(Serialize)]
struct Head<'d> {
    source: &'d Source,
    entity: &'d Entity,
    plan: &'d Plan,
}

fn open(folder: &Folder, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    Ok(Box::new(Ndjson {
        file: folder.file(FILE_NAME)?,
        documents: 0,
    }))
}

struct Ndjson {
    file: AtomicFile,
    documents: u64,
}

impl Exporter for Ndjson {
    fn take(&mut self, document: &Document) -> Result<()> {
        self.documents += 1;
        write(document, &mut self.file).map_err(|e| self.file.failed(e))
    }

    fn finish(self: Box<Self>) -> Result<Written> {
        let mut written = Written::default();
        written.tally.documents = self.documents;
        written.files.push(self.file.commit()?);
        Ok(written)
    }
}
