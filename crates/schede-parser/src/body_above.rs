//! The body, where a document names it once and sheets follow that do not: it is theirs, too.
//!
//! In: the draft of one sheet after another. Out: the words of the name above, for a sheet that
//! has none.
//!
//! Not here: names at the edges of pages (`alike`), bodies of rows (`roster`).

use schede_model::Flow;
use schede_model::fold::fold;

use crate::source::Pieces;

/// The bodies named so far.
#[derive(Default)]
pub(crate) enum BodyAbove {
    /// None.
    #[default]
    Unnamed,
    /// One, with its name folded.
    One(Pieces, String),
    /// Several: none is that of a sheet without a name.
    Several,
}

impl BodyAbove {
    /// The words of a sheet's name; those of the only body named above where it has none.
    pub fn of_sheet(&mut self, flow: &Flow<'_>, own: Option<&Pieces>) -> Option<Pieces> {
        let Some(own) = own else {
            return match self {
                Self::One(pieces, _) => Some(pieces.clone()),
                Self::Unnamed | Self::Several => None,
            };
        };
        let words: Vec<&str> = own.iter().map(|piece| piece.text(flow).trim()).collect();
        let name = fold(&words.join(" "));
        match self {
            Self::Unnamed => *self = Self::One(own.clone(), name),
            Self::One(_, known) if *known != name => *self = Self::Several,
            Self::One(..) | Self::Several => {}
        }
        None
    }
}
