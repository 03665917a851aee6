//! Limits, so that no file hurts: how much of a file is read before it is
//! given up.
//!
//! Each limit has a default that no honest plan comes near. Passing a limit of
//! the document is an [`Error`](crate::Error) for that file alone; passing a
//! limit of one page leaves the page short, with a
//! [`PageTrouble::Limit`](schede_model::page::PageTrouble).

use std::time::Duration;

/// How much is read before a file is given up.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Pages of a document. Default 20,000.
    pub max_pages: u32,
    /// Decoded bytes of one stream (page content, form, font). Default 128 MiB.
    pub max_stream_bytes: u64,
    /// Decoded bytes of all streams of a document that are read. Default 4 GiB.
    pub max_document_bytes: u64,
    /// Painting operations of one page, its forms included. Default 10 million.
    pub max_operations: u64,
    /// Glyphs of one page. Default 1 million.
    pub max_glyphs: u64,
    /// Forms inside forms, and levels of the structure tree. Default 28.
    pub max_nesting: u32,
    /// Time spent reading one document; the time its caller takes between two
    /// pages does not count. Default 120 seconds.
    pub max_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_pages: 20_000,
            max_stream_bytes: 128 << 20,
            max_document_bytes: 4 << 30,
            max_operations: 10_000_000,
            max_glyphs: 1_000_000,
            max_nesting: 28,
            max_time: Duration::from_secs(120),
        }
    }
}

/// How to open a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OpenOptions {
    /// The user password; the empty password is always tried.
    pub password: Option<String>,
    /// How much is read before the file is given up.
    pub limits: Limits,
}
