//! PDF files as pages of words, rules and clip regions.
//!
//! In: the bytes of a file, as offices publish them: plain, signed, encrypted
//! with an empty password, in a .p7m envelope, damaged. Out: [`Page`]s, with
//! every word of the content marked as visible, clipped, off the page or
//! invisible, and with the evidence for cells that the file carries (ruling
//! lines, clip rectangles, marked content, the structure tree).
//!
//! ```no_run
//! use schede_pdf::{OpenOptions, PdfFile};
//!
//! let bytes = std::fs::read("piano.pdf").expect("the file is there");
//! let file = PdfFile::open(bytes, &OpenOptions::default())?;
//! for page in file.pages() {
//!     println!("page {}: {} words", page.number, page.words.len());
//! }
//! # Ok::<(), schede_pdf::Error>(())
//! ```
//!
//! No file hurts: see [`Limits`]. The PDF library is hidden here; its panics
//! end at this crate's border.
//!
//! Not here: lines, columns and cells (`schede-layout`); anything Italian.

pub mod ocr;
pub mod svg;

mod annotations;
mod bombs;
mod characters;
mod content;
mod covers;
mod doubles;
mod envelope;
mod error;
mod fields;
mod file;
mod filters;
mod font;
mod geometry;
mod inspect;
mod interpreter;
mod layers;
mod limits;
mod marks;
mod numbered;
mod path;
mod pieces;
mod reader;
mod rules;
mod show;
mod spaced;
mod state;
mod strikes;
mod tags;
mod text_strings;
mod tilt;
mod unicode_map;
mod words;
mod worker;

pub use error::{Error, ErrorKind};
pub use file::PdfFile;
pub use inspect::FileInfo;
pub use limits::{Limits, OpenOptions};
pub use schede_model::page::{Page, PageTrouble};
