//! What a sheet's head lacks though a line right above the sheet says it: a page cut or
//! a line of other text stands between, so it may be the sheet's or not.
//!
//! In: the items of a document, a sheet, its draft. Out: doubts about what is missing.
//! Not here: where sheets begin (`sheets`).

use schede_model::Flow;
use schede_profile::Field;

use super::draft::{About, Doubt, Draft};
use super::items::{Class, Item, Strength};

/// How many lines above a sheet may be of its head: so many as a head has.
const REACH: usize = 8;

/// Doubts what the head lacks and a line above says.
pub fn doubt_above(flow: &Flow<'_>, items: &[Item], start: usize, draft: &mut Draft) {
    if flow.geometric && !flow.approximate {
        return;
    }
    let of_a_head = |item: &&Item| {
        let own = matches!(
            item.class,
            Class::Plain | Class::Entity | Class::OrgUnit | Class::Field { .. } | Class::LabelRest
        );
        own || item.is_aside()
    };
    let above = items[..start].iter().rev().take(REACH);
    for item in above.take_while(of_a_head) {
        let missing = match item.class {
            Class::Entity if draft.entity.is_none() => About::Entity,
            Class::OrgUnit if draft.org_unit.is_none() => About::OrgUnit,
            Class::Field {
                field: field @ (Field::Dup | Field::PublicValue | Field::Responsible),
                strength: Strength::Colon,
                ..
            } if draft.single(field).is_none() => About::Field(field),
            _ => continue,
        };
        let message = format!(
            "\"{}\" stands above the sheet, apart from its head; it may be of it",
            item.piece.text(flow).trim()
        );
        draft.doubts.push(Doubt {
            about: missing,
            code: "two-readings",
            message,
            pieces: smallvec::smallvec![item.piece],
            other: None,
        });
    }
}
