//! The second half of a run: the documents, in the order of the inputs, into
//! every form that was asked for.
//!
//! In: the store and the books. Out: finished files. One document is in memory
//! at a time; the order does not depend on who read what when.

use std::path::Path;

use schede_export::{Exporter, Format};
use schede_model::Document;

use crate::events::{Event, Watcher};
use crate::manifest::{DocumentRecord, FileRecord};
use crate::paths;
use crate::run::{RunError, RunKind};
use crate::store::Store;

/// What assembling gave.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    pub files: Vec<FileRecord>,
    pub documents: usize,
    pub objectives: usize,
}

/// Writes all documents in all forms.
pub(crate) fn assemble(
    output: &Path,
    store: &Store,
    records: &[&DocumentRecord],
    formats: &[&'static Format],
    options: &schede_export::ExportOptions,
    watcher: &dyn Watcher,
) -> Result<Assembled, RunError> {
    let mut exporters = formats
        .iter()
        .map(|f| (f.open)(output, options))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sum = Assembled::default();
    let documents = records.len();
    watcher.event(Event::Assembling { documents });
    for record in records {
        let document = load(store, record)?;
        for exporter in &mut exporters {
            exporter.document(&document)?;
        }
        sum.documents += 1;
        sum.objectives += document.objectives.len();
        watcher.event(Event::Assembled);
    }
    for exporter in exporters {
        sum.files.extend(finish(exporter, output)?);
    }
    sum.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sum)
}

fn load(store: &Store, record: &DocumentRecord) -> Result<Document, RunError> {
    let json = record.document.as_ref().and_then(|kept| store.get(kept));
    json.and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| RunKind::StoreDamaged(record.input.clone()).into())
}

fn finish(exporter: Box<dyn Exporter>, output: &Path) -> Result<Vec<FileRecord>, RunError> {
    let written = exporter.finish()?;
    let one = |file: schede_export::atomic::Finished| {
        let inside = file.path.strip_prefix(output).unwrap_or(&file.path);
        FileRecord {
            path: paths::to_text(inside),
            bytes: file.bytes,
            sha256: file.sha256,
        }
    };
    Ok(written.files.into_iter().map(one).collect())
}
