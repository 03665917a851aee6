//! Layouts as data: what a form prints, and which form a document is.
//!
//! In: TOML files in `profiles/` (unknown keys are errors) and the text of a
//! document. Out: [`Profile`], whose compiled [`Labels`] find a printed label at
//! a place in a text and whose
//! [`Vocabulary`] knows single words, and [`Detection`], which says why a profile fits or not.
//!
//! Not here: values. A profile says what is printed; tested code decides what
//! it means.

mod alternatives;
mod arrays;
mod beginnings;
mod code_labels;
mod detect;
mod endings;
mod extends;
mod file;
mod label_ends;
mod labels;
mod letters;
pub mod names;
mod pages;
mod profile;
mod profiles;
mod references;
mod row_heads;
mod spellings;
mod texts;
mod vocabulary;

pub use detect::{Detection, Detector, Reason};
pub use endings::Endings;
pub use file::LoadError;
pub use labels::{LabelMatch, Labels, Look, Reached, Style};
pub use pages::PageWords;
pub use profile::{Field, PhaseWord, Printed, Profile};
pub use profiles::Profiles;
pub use references::{DupPart, References};
pub use row_heads::RowHead;
pub use vocabulary::{Kind, Kinds, Plain, Vocabulary};
