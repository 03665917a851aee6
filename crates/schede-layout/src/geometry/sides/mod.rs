//! Labels and values outside of the tables of phases.
//!
//! `pairs` (with `ruled` and `stack`, by `stretches` of the page) and `wraps` for two cells
//! side by side, `cells` (with `ruled_rows`), `fours` and `over` for several such beside one
//! another, `measures` for tables of indicators.

pub(crate) mod cells;
pub(crate) mod fours;
pub(crate) mod measures;
mod over;
pub(crate) mod pairs;
pub(crate) mod ruled;
mod ruled_rows;
pub(crate) mod stack;
pub(crate) mod stretches;
mod wraps;
