//! From many inputs to many records: finding the inputs, reading each within
//! its limits, and keeping a run's books.
//!
//! In: paths, globs, lists, archives, and what the user said. Out: one
//! [`schede_model::Document`] per input or the reason why there is none.
//!
//! This crate alone introduces the readers, the layout and the grammar to each
//! other ([`pipeline`]). Not here: any rule of the domain, anything printed.

mod archive;
mod assemble;
pub mod destination;
pub mod discovery;
pub mod draw;
pub mod error;
pub mod events;
pub mod input;
mod job;
mod kept;
mod lane;
mod leftovers;
pub mod manifest;
pub mod options;
mod ours;
pub mod paths;
pub mod pipeline;
mod profiles;
pub mod quotes;
mod road;
pub mod run;
mod spool;
pub mod stages;
mod store;
pub mod summary;
mod threads;
pub mod worker;

pub use destination::Destination;
pub use discovery::{Discovery, PassedOver, discover};
pub use draw::{Picture, draw};
pub use error::{Failure, ReadError};
pub use input::{Bytes, Input};
pub use job::{Facts, FindingCount};
pub use lane::{Isolation, WorkerCommand};
pub use options::{Layout, Limits, ReadOptions};
pub use pipeline::{PageCount, Reading, read_document, read_input, read_to_review, show};
pub use profiles::check_layouts;
pub use quotes::Quotes;
pub use run::{Resume, RunError, RunSettings, run};
pub use stages::Stage;
pub use store::STATE_FOLDER;
pub use summary::Summary;
