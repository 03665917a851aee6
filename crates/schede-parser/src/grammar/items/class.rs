//! The classes of items.
//!
//! Not here: which class a text is of (`classify`).

use schede_model::Column;
use schede_profile::Field;

use super::LabelParts;
use crate::grammar::heads::HeadLine;
use crate::source::Part;

/// What an item is. Offsets are bytes in the item's piece.
#[derive(Debug, Clone, PartialEq)]
pub enum Class {
    /// Text.
    Plain,
    /// "Obiettivo:" alone; the code is in the next item.
    ObjectiveLabel,
    /// The line that names the objective.
    Objective {
        /// The code.
        code: Part,
        /// Where the title begins.
        title: u32,
        /// Whether the word "Obiettivo" stands before the code in this item.
        labelled: bool,
    },
    /// A label, maybe with the beginning of its value.
    Field {
        /// Which.
        field: Field,
        /// The label's parts without colons.
        label: LabelParts,
        /// Where the value begins.
        value: u32,
        /// How sure it is that this is a label.
        strength: Strength,
    },
    /// The second part of a label that goes over two segments.
    LabelRest,
    /// The end of a statement's label on the next line, with the part of it that
    /// belongs to the label's text.
    LabelEnd(Part),
    /// A label that no field takes, in a cell of its own.
    UnknownLabel,
    /// A line of the table's head.
    Head(HeadLine),
    /// A label of a phase that is printed as a block, or its number.
    BlockCell {
        /// Which phase, counted from 0.
        row: u32,
        /// The cell.
        column: Column,
        /// Where its words begin.
        value: u32,
    },
    /// "fase n:".
    Phase {
        /// The number.
        number: u32,
        /// Its digits.
        digits: Part,
        /// Where the row's text begins.
        value: u32,
        /// Whether a colon follows.
        colon: bool,
    },
    /// The first line of a row's label that goes over two ("fase" over "1:").
    PhaseWord,
    /// A weight alone, or after "Totale".
    Total(Part),
    /// "Tempistica", "Fasi progettuali ...".
    Caption,
    /// "Il Dirigente", "Visto di validazione ...".
    Signature,
    /// A line that begins like the name of a body.
    Entity,
    /// A line that begins like the name of an org unit.
    OrgUnit,
    /// Running heads, feet, page numbers.
    Furniture,
    /// Printed a second time, says the layout.
    Repeat,
    /// Not visible on paper, says the layout.
    Hidden,
}

/// How sure it is that words are a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// A colon follows.
    Colon,
    /// The words stand alone.
    Bare,
    /// A value follows without a colon.
    Weak,
    /// A value follows without the colon that other sheets print.
    Lost,
}

impl Strength {
    /// Whether a label counts by itself: with a colon, or in a cell of its own in a form that
    /// prints most so (`bare`).
    pub fn is_sure(self, bare: bool) -> bool {
        self == Strength::Colon || bare && self == Strength::Bare
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn a_class_takes_little_room() {
        // A document of 100 MB has a million and a half.
        assert!(size_of::<Class>() <= 20, "{}", size_of::<Class>());
    }
}
