//! Where the words of a label stand in an item.

use std::ops::Range;

use crate::source::{Part, part};

/// Where the parts of a label stand: one from the beginning of the text, and
/// maybe a second behind its colon ("Obiettivo non raggiunto: - annualità 2024:").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelParts {
    end: u32,
    /// No bytes if there is none.
    second: Part,
}

impl LabelParts {
    /// A label of one part, which ends at byte `end`.
    pub fn one(end: usize) -> Self {
        Self {
            end: end as u32,
            second: 0..0,
        }
    }

    /// The same label with a second part.
    #[must_use]
    pub fn and(self, second: Range<usize>) -> Self {
        Self {
            second: part(second),
            ..self
        }
    }

    /// The parts in order.
    pub fn iter(&self) -> impl Iterator<Item = Part> {
        let second = Some(self.second.clone()).filter(|second| !second.is_empty());
        std::iter::once(0..self.end).chain(second)
    }

    /// Where the first part ends.
    pub fn first_end(&self) -> usize {
        self.end as usize
    }

    /// Where the last part ends.
    pub fn last_end(&self) -> usize {
        self.second.end.max(self.end) as usize
    }

    /// What of the parts stands in the first `length` bytes.
    pub(super) fn within(self, length: usize) -> Self {
        let length = length as u32;
        let Part { start, end } = self.second;
        Self {
            end: self.end.min(length),
            second: if start < length {
                start..end.min(length)
            } else {
                0..0
            },
        }
    }
}
