//! The second half of a run: the documents, in the order of the inputs, to
//! their destination.
//!
//! In: the store and the books. Out: what was written. The order does not
//! depend on who read what when.

use schede_model::Document;

use crate::destination::{Open, Written};
use crate::events::{Event, Watcher};
use crate::manifest::DocumentRecord;
use crate::run::{RunError, RunKind};
use crate::store::Store;

/// What assembling gave.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    pub written: Written,
    pub documents: usize,
    pub objectives: usize,
}

/// Sends all documents to the destination.
pub(crate) fn assemble(
    output: &std::path::Path,
    store: &Store,
    records: &[&DocumentRecord],
    mut destination: Open,
    watcher: &dyn Watcher,
) -> Result<Assembled, RunError> {
    let mut sum = Assembled::default();
    let documents = records.len();
    watcher.event(Event::Assembling { documents });
    for record in records {
        let document = load(store, record)?;
        destination.document(&document)?;
        sum.documents += 1;
        sum.objectives += document.objectives.len();
        watcher.event(Event::Assembled);
    }
    sum.written = destination.finish(output)?;
    Ok(sum)
}

fn load(store: &Store, record: &DocumentRecord) -> Result<Document, RunError> {
    let json = record.document.as_ref().and_then(|kept| store.get(kept));
    json.and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| RunKind::StoreDamaged(record.input.clone()).into())
}
