//! Every stage of reading as text: the debug view, the bug report, the snapshot.
//!
//! One fact a line, so that two prints can be compared line by line. Not here:
//! pictures of pages.

pub mod claims;
pub mod flow;
pub mod words;

/// The stages of reading, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Words with their boxes, as the PDF reader gives them.
    Words,
    /// Lines of the pages.
    Lines,
    /// Segments of lines in reading order, with their cells.
    Flow,
    /// What became of each piece of each line.
    Claims,
}
