//! Two readers, one meeting point: text in the order of a content stream, and
//! pages of words with boxes, both become one [`Flow`].
//!
//! In: the characters of a text already extracted ([`read_text`]), or pages
//! ([`read_pages`]), with the profile that says how labels and column heads are
//! spelled. Out: lines as on paper and segments in reading order; no word is
//! removed, what is not content is labelled so.
//!
//! Not here: values, records, checks.

mod apart;
mod counters;
pub mod decode;
mod geometry;
mod grid;
mod line_ends;
mod margins;
mod reversed;
mod row_words;
mod stream;
mod tabs;
mod unmarked;
mod unseen;

pub use geometry::PageReader;

use schede_model::Flow;
use schede_model::page::Page;
use schede_profile::Profile;

/// Reads text extracted by another program. Text whose columns are kept by
/// blanks (`pdftotext -layout`) is read by its character columns, other text in
/// the order it comes.
pub fn read_text<'a>(text: &'a str, profile: &Profile) -> Flow<'a> {
    if grid::is_grid(text) {
        let mut flow = grid::read(text, profile);
        margins::doubt(&mut flow, profile);
        flow
    } else {
        stream::read(text, profile)
    }
}

/// Reads pages of words with boxes.
pub fn read_pages(pages: impl IntoIterator<Item = Page>, profile: &Profile) -> Flow<'static> {
    geometry::read(pages, profile)
}
