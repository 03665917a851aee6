//! Segments of which the layout has settled what they are.
//!
//! In: a segment. Out: its class, if no words need be looked at.
//!
//! Not here: what words say (`classify`).

use schede_model::{Column, Layer, Segment};

use super::Class;
use crate::grammar::heads::HeadLine;
use crate::source::Piece;

/// All words of a segment.
pub(super) fn whole(segment: &Segment) -> Piece {
    Piece {
        line: segment.line,
        start: segment.start,
        end: segment.end,
    }
}

/// What the layout has already settled.
pub(super) fn known_class(segment: &Segment) -> Option<Class> {
    match (segment.layer, segment.place) {
        (Layer::Furniture, _) => Some(Class::Furniture),
        (Layer::Repeat, _) => Some(Class::Repeat),
        // Beside the text, in no row: it ends nothing.
        (Layer::Caption, None) => Some(Class::Furniture),
        (Layer::Caption, Some(_)) => Some(Class::Caption),
        (Layer::Hidden | Layer::Covered | Layer::Struck, _) => Some(Class::Hidden),
        (Layer::Body, None) => None,
        (Layer::Body, Some(place)) => match place.column {
            Column::Head => Some(Class::Head(HeadLine::default())),
            Column::Caption => Some(Class::Caption),
            Column::Label
            | Column::Description
            | Column::Weight
            | Column::Monitoring
            | Column::Due
            | Column::Outcome
            | Column::Other => Some(Class::Plain),
        },
    }
}
