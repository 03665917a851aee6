//! Labels of fields that a sheet lacks, among the words of its last deadline or its unit
//! ("15/09/2025 Vincoli Nessuno", "Settore Tributi Responsabile Ada Bruni"): two cells were
//! read as one.
//!
//! In: a draft. Out: doubts about both values. Nothing is moved.
//!
//! Not here: labels that begin a line (`begun_labels`) or are one (`unknown_labels`).

use schede_model::Flow;
use schede_profile::{Field, Printed, Profile, Style};

use super::begun_labels::labels;
use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

const SIGN: &str = "a label that the sheet lacks stands among its words";

/// Adds the doubts of a draft.
pub(super) fn doubts(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let named = |field: Field| {
        let label = |about: About| match about {
            About::Field(own) => own == field,
            About::Statement(n) => draft.statements[n].field == field,
            _ => false,
        };
        labels(draft).any(|(about, _)| label(about))
    };
    let deadline = draft.single(Field::FinalDeadline).unwrap_or_default();
    let unit = draft.org_unit.as_deref().unwrap_or_default();
    let texts = [
        (About::Field(Field::FinalDeadline), deadline),
        (About::OrgUnit, unit),
    ];
    let found = texts.into_iter().filter_map(|(about, pieces)| {
        let of_unit = about == About::OrgUnit;
        let may = |field: &Field| {
            let of_head = *field == Field::Responsible;
            // "RAGGIUNTO 16/5/2024" is the deadline's note.
            let of_note = matches!(
                field,
                Field::FinalDeadline | Field::SuccessCriteria | Field::FailureCriteria
            );
            of_head == of_unit && !of_note && !named(*field)
        };
        let mut found = pieces.iter().enumerate().filter_map(|(n, piece)| {
            let field = label_within(flow, profile, *piece, n > 0, may)?;
            Some((*piece, field))
        });
        let (piece, field) = found.next()?;
        let other = About::Field(field);
        Some([about, other].map(|about| Doubt::broken(about, SIGN, piece)))
    });
    found.flatten().collect()
}

/// The field of a label that one of a line's words begins, but for the first of a value.
fn label_within(
    flow: &Flow<'_>,
    profile: &Profile,
    piece: Piece,
    from_first: bool,
    may: impl Fn(&Field) -> bool,
) -> Option<Field> {
    let text = piece.text(flow);
    let first = from_first.then_some(0);
    let starts = text.match_indices(' ').map(|(blank, _)| blank + 1);
    let starts = first.into_iter().chain(starts);
    let capital = |at: &usize| text[*at..].starts_with(char::is_uppercase);
    let mut fields = starts.filter(capital).filter_map(|at| {
        let rest = &text[at..];
        let printed = profile.printed.at_start(rest);
        let printed = printed.filter(|label| label.style == Style::Capital);
        let of_field = printed.and_then(|label| match label.what {
            Printed::Field { field, .. } => Some(field),
            _ => None,
        });
        of_field.or_else(|| profile.cell_label(rest).map(|label| label.what))
    });
    fields.find(|field| may(field))
}
