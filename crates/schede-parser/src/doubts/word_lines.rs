//! Texts of which each word stands on a line of its own, as extractors print justified
//! paper whose words are placed one by one: where a cell's line ended is not known, and
//! a word that stands twice is no line printed twice.
//!
//! In: the items of a sheet, its draft. Out: whether it is of this kind, and doubts.
//! Not here: words whose letters stand apart (`spaced`).

use schede_model::Flow;
use schede_profile::Field;

use crate::grammar::draft::{About, Cell, Doubt, Draft};
use crate::grammar::items::Item;

/// Share of the lines that hold one word, at least: in narrow cells nearly half do.
const LEAST_SHARE: f64 = 0.7;

/// Whether most lines of a sheet hold one word.
pub fn is_word_by_word(flow: &Flow<'_>, items: &[Item]) -> bool {
    if flow.geometric {
        return false;
    }
    let several = |item: &&Item| memchr::memchr(b' ', item.piece.text(flow).as_bytes()).is_some();
    // Lines of several words are counted: most sheets soon have too many.
    let too_many = |n: usize| ((items.len() - n) as f64) < LEAST_SHARE * items.len() as f64;
    let lines = items.iter().filter(several).enumerate();
    !lines.map(|(n, _)| n + 1).any(too_many)
}

/// Rows, whose cells no line parts, and what the head of the sheet lacks.
pub fn doubt_word_by_word(draft: &mut Draft) {
    let rows = (0..draft.phases.len()).map(|row| About::Phase(row, Cell::Row));
    let entity = draft.entity.is_none().then_some(About::Entity);
    let missing = |field: &Field| draft.single(*field).is_none();
    let head = [Field::Dup, Field::Responsible, Field::PublicValue];
    let head = head.into_iter().filter(missing).map(About::Field);
    let all: Vec<About> = rows.chain(entity).chain(head).collect();
    let place = draft.name();
    draft.doubts.extend(all.into_iter().map(|about| {
        Doubt {
            about,
            code: "two-readings",
            message:
                "each word of this sheet stands on a line of its own: cells and labels may be mixed"
                    .to_owned(),
            pieces: place.into_iter().collect(),
            other: None,
        }
    }));
}
