//! What the layout makes of pages, one trouble a file: one program, so that it is linked
//! once. `made` gives made-up pages.
//!
//! One file of them: `cargo test -p schede-layout --test all upended::`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod across;
mod captions;
mod cells;
mod columns;
mod columns_drawn;
mod grouped;
mod heads;
mod heads_close;
mod heads_cut;
mod hostile;
mod hyphens;
mod kept_by_blanks;
mod labels_behind;
mod labels_cut;
mod labels_of_rows;
mod labels_over;
mod made;
mod merged;
mod number_heads;
mod numbers_again;
mod other_offices;
mod page_ends;
mod pages;
mod parts;
mod raised;
mod rosters;
mod rows;
mod ruled_cells;
mod side_by_side;
mod spellings;
mod stacked;
mod standings;
mod steps;
mod table_ends;
mod tables;
mod tagged;
mod unknown_heads;
mod unseen;
mod upended;
