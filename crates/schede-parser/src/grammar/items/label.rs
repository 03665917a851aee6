//! Where the words of a label stand in an item.

use std::ops::Range;

use crate::source::{Part, part};

/// Where the parts of a label stand: one from the beginning of the text, and
/// maybe a second behind its colon ("Obiettivo non raggiunto: - annualità 2024:").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelParts {
    end: u32,
    second: Option<Part>,
}

impl LabelParts {
    /// A label of one part, which ends at byte `end`.
    pub fn one(end: usize) -> Self {
        Self {
            end: end as u32,
            second: None,
        }
    }

    /// The same label with a second part.
    #[must_use]
    pub fn and(self, second: Range<usize>) -> Self {
        Self {
            second: Some(part(second)),
            ..self
        }
    }

    /// The parts in order.
    pub fn iter(&self) -> impl Iterator<Item = Part> {
        std::iter::once(0..self.end).chain(self.second.clone())
    }

    /// Where the last part ends.
    pub fn last_end(&self) -> usize {
        self.second.as_ref().map_or(self.end, |second| second.end) as usize
    }

    /// What of the parts stands in the first `length` bytes.
    pub(super) fn within(self, length: usize) -> Self {
        let length = length as u32;
        let second = self.second.filter(|second| second.start < length);
        Self {
            end: self.end.min(length),
            second: second.map(|second| second.start..second.end.min(length)),
        }
    }
}
