//! What a sheet's head lacks though a line right above the sheet says it: a page cut or
//! a line of other text stands between, so it may be the sheet's or not.
//!
//! In: the items of a document, a sheet, its draft. Out: doubts about what is missing.
//! Not here: where sheets begin (`grammar::sheets`).

use schede_model::Flow;
use schede_profile::{Field, Profile};

use super::unknown_labels::is_label;
use crate::grammar::draft::{About, Doubt, Draft};
use crate::grammar::items::{Class, Item, Strength};

/// How many lines above a sheet may be of its head: so many as a head has.
const REACH: usize = 8;

/// Doubts what the head lacks and a line above says.
pub fn doubt_above(flow: &Flow<'_>, items: &[Item], start: usize, draft: &mut Draft) {
    if flow.on_paper() {
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

/// A line above the sheet that begins like a label the form does not know, or holds parts of
/// a reference, and a field of the head that no line names.
pub fn doubt_label_above(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    start: usize,
    draft: &mut Draft,
) {
    let fields = [Field::Dup, Field::PublicValue, Field::Responsible];
    let missing = fields.into_iter().filter(|f| draft.single(*f).is_none());
    let missing: Vec<Field> = missing.collect();
    if missing.is_empty() {
        return;
    }
    let above = items[..start].iter().rev().take(REACH);
    let mut above = above.take_while(|i| matches!(i.class, Class::Plain) || i.is_aside());
    let labelled = |item: &&Item| {
        let text = item.piece.text(flow);
        let refers = || draft.single(Field::Dup).is_none() && profile.references.names_parts(text);
        !item.is_aside() && (is_label(text) || refers())
    };
    let Some(item) = above.find(labelled) else {
        return;
    };
    let text = item.piece.text(flow).trim();
    let value = text
        .split_once(':')
        .map(|(_, value)| value.trim().to_owned());
    let doubts = missing.into_iter().map(|field| Doubt {
        about: About::Field(field),
        code: "two-readings",
        message: format!(
            "\"{text}\" stands above the sheet and begins like a label that the form does not know"
        ),
        pieces: smallvec::smallvec![item.piece],
        other: Some(value.clone()),
    });
    draft.doubts.extend(doubts);
}
