//! Who takes which words: the account under which no word is lost.

use crate::source::Piece;

/// What words were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// A value.
    Value,
    /// A printed label.
    Label,
    /// Form furniture: captions, signatures, table heads, running heads.
    Furniture,
    /// Printed a second time for a reason of printing.
    Repeat,
    /// No field takes them; a finding names them.
    Unclaimed,
    /// Not part of any sheet.
    Outside,
}

impl Claim {
    /// Name for `show --stage claims`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Label => "label",
            Self::Furniture => "furniture",
            Self::Repeat => "repeat",
            Self::Unclaimed => "unclaimed",
            Self::Outside => "outside",
        }
    }
}

/// A claim on a piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claimed {
    /// The words.
    pub piece: Piece,
    /// What for.
    pub claim: Claim,
}
