//! From segments to drafts of sheets: one file for each thing that is read.
//!
//! In: a [`schede_model::Flow`] and a profile. Out: [`draft::Draft`]s, whose
//! every value is a list of pieces of lines, and the claims on all other words.
//!
//! Not here: whether what was read is right (`crate::doubts`), typed values
//! (`crate::values`), records (`crate::assemble`).

pub mod apart;
pub mod bands;
pub mod bilingual;
pub mod blocks;
pub mod boxes;
pub mod chunks;
pub mod claims;
mod closing;
pub mod coded_apart;
pub mod columns;
mod continued;
pub mod criteria;
pub mod draft;
mod due_cells;
mod ends;
pub mod fields;
pub mod form_lines;
mod glued;
pub mod head_rows;
pub mod heads;
mod in_order;
pub mod items;
pub mod label_cells;
pub mod labels_behind;
pub mod looks;
mod lost_colons;
pub mod measures;
pub mod next_rows;
pub mod numbered_cells;
mod other_forms;
pub mod pairs_of_labels;
pub mod rounds;
mod row_numbers;
pub mod rows;
pub mod section_bars;
pub mod series;
pub mod sheets;
pub mod stacked_labels;
pub mod strange_labels;
pub mod stream_rows;
pub mod table;
pub mod tables_apart;
mod tail;
mod terms;
mod total_alone;
pub mod uncoded;
pub mod value_cells;
pub mod walk;
mod weight_sums;
mod within_texts;
mod without_colons;
pub mod wrapped_cells;
