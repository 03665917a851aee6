//! Whether the empty lines of a text mean something.
//!
//! In: its segments, one after another. Out: the answer, when all were seen.

use schede_model::Segment;

/// The lines of running text seen so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gaps {
    /// Those with an empty line before them.
    gaps: usize,
    all: usize,
}

impl Gaps {
    /// Notes a segment and its text.
    pub fn note(&mut self, segment: &Segment, text: &str) {
        if text.starts_with(char::is_lowercase) {
            self.all += 1;
            self.gaps += usize::from(segment.gap_before);
        }
    }

    /// In a text that has an empty line even before lines that begin with a small letter
    /// (a spreadsheet's line pitch exceeds the extractor's paragraph step) they say
    /// nothing.
    pub fn tell(self) -> bool {
        const MOST: f64 = 0.3;
        (self.gaps as f64) < MOST * self.all as f64
    }
}
