//! Records to bytes: every form in which `schede` hands out what it has read.
//!
//! In: [`schede_model::Document`]s, one at a time. Out: files ([`formats`]),
//! rows in databases ([`load`]), and the descriptions of their shape
//! ([`generate`]). All tables, in whatever store, are made from the one
//! definition in [`tables`].
//!
//! Not here: reading of plans, choice of inputs, progress, arguments.

#![cfg_attr(
    not(any(feature = "sqlite", feature = "postgres")),
    allow(
        dead_code,
        unused_imports,
        unused_variables,
        reason = "what only stores use is not worth a condition each"
    )
)]

pub mod atomic;
pub mod diff;
pub mod error;
pub mod folder;
pub mod formats;
pub mod generate;
mod indented;
pub mod load;
pub mod names;
pub mod tables;

pub use error::{ExportError, Result};
pub use folder::{Folder, Guard};
pub use formats::{ExportOptions, Exporter, FORMATS, Format, Written, format};
