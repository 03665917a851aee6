//! A flow of segments to typed records, evidence and findings.
//!
//! In: a [`Flow`] (from text or from a PDF; the grammar does not know which), a
//! profile, and what the caller gives that paper does not say. Out: objectives
//! in document order, where each value stands, what may be wrong, and the
//! account of words. `parse` always answers: what is not understood becomes a
//! finding.
//!
//! Not here: files, pages, output formats.

pub mod account;
mod alike;
mod assemble;
mod body_above;
pub mod checks;
mod decoded;
mod document;
mod doubts;
pub mod grammar;
mod hidden;
mod keys;
mod late_ends;
mod ledger;
mod missed;
mod outside;
mod parted_tables;
mod plan_kind;
mod plan_year;
mod remembered;
mod roster;
mod second_sheet;
pub mod source;
mod swallowed;
mod units;
pub mod values;
mod withdrawn;

pub use account::Account;
pub use document::{Given, Parsed, parse, parse_with_claims};
