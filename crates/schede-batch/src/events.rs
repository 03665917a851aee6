//! What happens during a run, as it happens: for progress bars and logs.

use crate::discovery::PassedOver;
use crate::manifest::DocumentRecord;

/// Something that happened.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The inputs are known.
    Started {
        /// Their number.
        inputs: usize,
        /// Their bytes.
        bytes: u64,
        /// What was found beside them and is no input.
        passed_over: &'a [PassedOver],
    },
    /// An input came to its end.
    Document {
        /// How it ended.
        record: &'a DocumentRecord,
        /// Whether it was done in an earlier run.
        unchanged: bool,
        /// Its bytes.
        bytes: u64,
    },
    /// All inputs are read, the tables are being written.
    Assembling {
        /// Documents that go into them.
        documents: usize,
    },
    /// One more document is in the tables.
    Assembled,
}

/// Someone who is told.
pub trait Watcher {
    /// Something happened.
    fn event(&self, event: Event<'_>);
}

/// Nobody.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watcher for Unwatched {
    fn event(&self, _: Event<'_>) {}
}
