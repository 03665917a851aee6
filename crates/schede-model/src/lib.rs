//! The vocabulary of `schede`: what a document, an objective and a phase are,
//! where on paper each value stands, and what may be wrong with it.
//!
//! In and out: plain types with serde, and the JSON Schema derived from them.
//! Also the shapes that travel between the readers and the grammar: [`page`]
//! (words with boxes, from a PDF) and [`flow`] (segments in reading order), with
//! [`boxes`] to keep places small; and what both sides ask of a text: [`text`], [`fold`],
//! [`scan`] and [`signs`].
//!
//! Not here: any input or output, any parsing of a sheet.

mod addresses;
pub mod boxes;
pub mod dingbats;
pub mod document;
pub mod evidence;
pub mod finding;
pub mod flow;
pub mod fold;
pub mod key;
pub mod objective;
pub mod page;
pub mod roster;
pub mod scan;
pub mod schema;
pub mod signs;
pub mod text;

pub use document::{Document, Entity, Plan, PlanType, Reader, SCHEMA_VERSION, Source, Stage};
pub use evidence::{Pointer, Provenance, ReadBy, Span, Spans};
pub use finding::{Alternative, Family, Finding, Severity};
pub use flow::{Column, Flow, Layer, Line, Place, Segment};
pub use objective::{
    Dup, FinalDeadline, Objective, PageRange, Phase, PublicValue, Statement, WeightUnit,
};
pub use roster::{CellPart, Roster, RosterRow, RowKind};
