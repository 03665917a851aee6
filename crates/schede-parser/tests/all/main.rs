//! What the grammar makes of sheets, one trouble a file: one program, so that it is linked
//! once. `plain` and `paged` give the sheets, as text and on made-up pages.
//!
//! One file of them: `cargo test -p schede-parser --test all deadlines::`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod across;
mod apart;
mod bands;
mod bare_ends;
mod blanks;
mod broken_heads;
mod cells_across;
mod cells_of_rows;
mod cells_on_paper;
mod centred;
mod clipped;
mod continued;
mod copies;
mod cut_words;
mod deadlines;
mod doubts;
mod due;
mod ended_lines;
mod ends;
mod form_lines;
mod given;
mod head_rows;
mod hyphens;
mod in_columns;
mod keys;
mod label_columns;
mod label_twice;
mod labels;
mod labels_in_columns;
mod labels_of_other_offices;
mod late;
mod lost_labels;
mod merged_cells;
mod named_by_heads;
mod narrow_cells;
mod other_forms;
mod other_words;
mod own_columns;
mod page_ends;
mod page_lines;
mod paged;
mod paper;
mod plain;
mod plan_kind;
mod plan_year;
mod printed;
mod references;
mod rosters;
mod rosters_in_columns;
mod rounds;
mod rows_over_pages;
mod second_sheets;
mod series;
mod smaller;
mod steps;
mod stream_rows;
mod struck;
mod tables_apart;
mod tails;
mod torn;
mod uncoded;
mod unknown_lines;
mod unnumbered_rows;
mod value_cells;
mod weight_units;
mod weights_of_rows;
mod widths;
mod words;
mod wrapped_cells;
mod wrapped_labels;
mod wrapped_rows;
