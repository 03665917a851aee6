//! Whether what was read is what stands on paper: one file for each kind of sign that it
//! may not be.
//!
//! In: drafts of sheets, the items and words of their document. Out: doubts on the drafts,
//! each with its words and its place. A value is changed only where the document proves
//! the change (`narrow`).
//!
//! Not here: how a draft is read (`crate::grammar`), what is odd on the paper itself
//! (`crate::checks`).

pub mod above;
mod across;
pub mod again;
mod begun_labels;
mod blanks;
mod captions;
mod cells_across;
pub mod centred;
pub mod closing_lines;
mod cut;
mod deadlines;
mod gaps;
pub mod hyphens;
mod label_again;
mod labels_within;
mod letters;
pub mod lexicon;
mod mid_sentence;
pub mod narrow;
mod neighbour_texts;
pub mod neighbours;
pub mod order;
pub mod other_cells;
pub mod own_columns;
pub mod parted;
mod printed;
mod reference;
mod set_apart;
pub mod signs;
mod smaller;
pub mod spaced;
mod torn;
mod touching;
mod two_dates;
mod unknown_labels;
pub mod unknown_names;
pub mod unsigned;
mod whole;
mod widths;
mod within;
pub mod word_lines;
mod years_across;
