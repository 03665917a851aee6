//! The second half of a run: the documents, in the order of the inputs, to
//! their destination.
//!
//! In: the store and the books. Out: what was written. The order does not
//! depend on who read what when.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use schede_export::tables::Run;
use schede_model::Document;

use crate::destination::{Open, Written};
use crate::events::{Event, Watcher};
use crate::kept;
use crate::manifest::DocumentRecord;
use crate::run::{RunError, RunKind};
use crate::store::Store;
use crate::summary::Tally;

/// What assembling gave.
#[derive(Debug)]
pub(crate) struct Assembled {
    pub written: Written,
    /// What is in the documents that were written.
    pub tally: Tally,
    /// Objectives whose key another one of the run has, too.
    pub shared_keys: u64,
}

/// Sends all documents to the destination; none if the run was stopped before
/// all of them were there.
pub(crate) fn assemble(
    output: &Path,
    store: &Store,
    records: &[&DocumentRecord],
    mut destination: Open,
    watcher: &dyn Watcher,
    stop: &AtomicBool,
) -> Result<Option<Assembled>, RunError> {
    let (mut tally, mut run) = (Tally::default(), Run::default());
    let stopped = || stop.load(Ordering::SeqCst);
    if stopped() {
        return Ok(None);
    }
    let documents = records.len();
    watcher.event(Event::Assembling { documents });
    for record in records {
        let mut document = load(store, record)?;
        run.settle(&mut document);
        destination.document(&document)?;
        tally.add(&document);
        watcher.event(Event::Assembled);
        if stopped() {
            return Ok(None);
        }
    }
    let mut written = destination.finish(output)?;
    if let Some(load) = &mut written.load {
        load.keys = run.tally();
    }
    Ok(Some(Assembled {
        written,
        tally,
        shared_keys: run.tally().renamed_objectives,
    }))
}

fn load(store: &Store, record: &DocumentRecord) -> Result<Document, RunError> {
    let json = record.document.as_ref().and_then(|kept| store.get(kept));
    json.and_then(|json| kept::read(&json).ok())
        .ok_or_else(|| RunKind::StoreDamaged(record.input.clone()).into())
}
