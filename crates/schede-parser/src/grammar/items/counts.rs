//! How many labels of a document have a colon: forms that print none are read otherwise.
//!
//! In: items. Out: the counts, and what most labels are.
//!
//! Not here: what is a label (`classify`).

use super::{Class, Item, Strength};

/// How many labels of a document have a colon, and how many stand alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct LabelCounts {
    colons: usize,
    bare: usize,
}

impl LabelCounts {
    /// Those of some items.
    pub fn of(items: &[Item]) -> Self {
        let mut counts = Self::default();
        for item in items {
            if let Class::Field { strength, .. } = item.class {
                counts.add(strength);
            }
        }
        counts
    }

    /// Counts a label.
    pub fn add(&mut self, strength: Strength) {
        self.colons += usize::from(strength == Strength::Colon);
        self.bare += usize::from(strength == Strength::Bare);
    }

    /// Whether most have no colon: then a label in a cell of its own is as good as one.
    pub fn are_bare(&self) -> bool {
        self.bare > self.colons
    }
}
