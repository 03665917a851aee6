//! From many inputs to many records: finding the inputs, reading each within
//! its limits, and keeping a run's books.
//!
//! In: paths, globs, lists, archives, and what the user said. Out: one
//! [`schede_model::Document`] per input or the reason why there is none.
//!
//! This crate alone introduces the readers, the layout and the grammar to each
//! other ([`pipeline`]). Not here: any rule of the domain, anything printed.

mod archive;
pub mod discovery;
pub mod error;
pub mod input;
pub mod options;
pub mod paths;
pub mod pipeline;
mod profiles;
pub mod stages;

pub use discovery::{Discovery, discover};
pub use error::{Failure, ReadError};
pub use input::Input;
pub use options::{Limits, ReadOptions};
pub use pipeline::{PageCount, Reading, read_document, show};
pub use stages::Stage;
