//! How right: documents against gold files ([`score`]), fixtures against what
//! was expected of them ([`verify`]), one document against another ([`diff`]), and
//! made-up plans to measure with ([`corpus`]).
//!
//! In: documents and files. Out: counts and differences as plain values, and
//! their tables as text. How fast is measured under `benches/`.
//!
//! Not here: printing, and any rule of the domain.

pub mod corpus;
pub mod diff;
pub mod error;
pub mod gold;
pub mod matching;
pub mod report;
pub mod score;
pub mod verify;

pub use error::BenchError;
