//! From segments to drafts of sheets: one file for each thing that is read.
//!
//! In: a [`schede_model::Flow`] and a profile. Out: [`draft::Draft`]s, whose
//! every value is a list of pieces of lines, and the claims on all other words.
//!
//! Not here: typed values (`crate::values`), records (`crate::assemble`).

mod above;
mod across;
pub mod apart;
mod blanks;
mod captions;
mod centred;
pub mod claims;
pub mod columns;
mod cut;
mod deadlines;
pub mod draft;
pub mod heads;
pub mod hyphens;
pub mod items;
mod letters;
pub mod lexicon;
pub mod looks;
pub mod narrow;
mod neighbour_texts;
pub mod neighbours;
pub mod order;
mod printed;
mod reference;
pub mod rounds;
pub mod rows;
pub mod sheets;
mod signs;
mod spaced;
pub mod table;
mod tail;
mod torn;
pub mod uncoded;
mod unknown_labels;
mod unknown_names;
pub mod walk;
pub mod whole;
mod widths;
mod within;
mod word_lines;
