//! What two sheets that follow one another tell about each other: a label that stands
//! twice on the first and is missing on the second may be the second's.
//!
//! In: the drafts of a document, one after another. Out: doubts.
//! Not here: where a sheet begins (`grammar::sheets`).

use schede_profile::Field;
use smallvec::smallvec;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::{Piece, Pieces};

/// Name of the doubt about a label that stands twice on a sheet.
pub const PRINTED_TWICE: &str = "label-printed-twice";

/// What is kept of a sheet for the next one.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// The labels that stand twice on it, and where.
    twice: Vec<(Field, Pieces)>,
    /// The label of its reference, if the sheet names the body.
    reference: Option<Piece>,
}

impl Before {
    /// Keeps what the next sheet may ask for.
    pub fn of(draft: &Draft) -> Self {
        let twice = |doubt: &Doubt| match doubt.about {
            About::Field(field) if doubt.code == PRINTED_TWICE => {
                Some((field, doubt.pieces.clone()))
            }
            _ => None,
        };
        let label = draft.labels.iter().find(|(field, _)| *field == Field::Dup);
        Self {
            twice: draft.doubts.iter().filter_map(twice).collect(),
            reference: label.filter(|_| draft.entity.is_some()).map(|(_, at)| *at),
        }
    }

    /// Doubts that a sheet has no text for a label which the sheet before it has twice.
    /// References stand above the body's name in some forms: where the name is missing
    /// too, both may have been read into the sheet before.
    pub fn doubt_missing(self, draft: &mut Draft) {
        let reference = self.reference.filter(|_| draft.entity.is_none());
        let reference = reference.map(|label| (Field::Dup, smallvec![label]));
        for (field, label) in self.twice.into_iter().chain(reference) {
            if draft.single(field).is_none() {
                draft.doubts.push(Doubt {
                    about: About::Field(field),
                    code: "two-readings",
                    message:
                        "the label is missing here and may stand at the end of the sheet before"
                            .to_owned(),
                    pieces: label,
                    other: None,
                });
            }
        }
    }
}
