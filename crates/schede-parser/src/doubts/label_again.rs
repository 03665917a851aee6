//! Labels that stand twice on a sheet with other parts of the form between: one of the two
//! may be a line of the text above it ("Scadenza: 31/12/2024" at the end of a description,
//! and again below the table).
//!
//! In: a draft read from paper. Out: doubts about the labelled text, and about the one that
//! the first of the labels ends. The lists of a form repeat their labels, but one right
//! after another.

use schede_profile::Field;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

/// A label, or a row of the table, where it stands.
struct Part {
    field: Option<Field>,
    about: Option<About>,
    at: Piece,
}

/// The doubts of a sheet.
pub fn doubts(draft: &Draft) -> Vec<Doubt> {
    const AGAIN: &str = "its label stands elsewhere on the sheet, too";
    const CUT: &str = "a label ends it that stands elsewhere on the sheet, too";
    let parts = parts(draft);
    let mut doubts = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let same = |other: &Part| other.field.is_some() && other.field == part.field;
        let Some(first) = parts[..n].iter().rposition(same) else {
            continue;
        };
        if parts[first + 1..n].iter().all(|part| in_list(part.field)) {
            continue;
        }
        let own = Some((part.about, AGAIN));
        let other = (parts[first].about != part.about).then_some((parts[first].about, AGAIN));
        let above = parts[..first].last().map(|above| (above.about, CUT));
        for (about, sign) in own.into_iter().chain(other).chain(above) {
            let doubt = about.map(|about| Doubt::broken(about, sign, parts[first].at));
            doubts.extend(doubt);
        }
    }
    doubts
}

/// Whether labels of the field stand among those of other lists.
fn in_list(field: Option<Field>) -> bool {
    field.is_some_and(Field::is_statement)
}

/// The labels of a sheet, and the first row of its table, from top to bottom.
fn parts(draft: &Draft) -> Vec<Part> {
    let singles = draft.labels.iter().map(|(field, at)| Part {
        field: Some(*field),
        about: Some(About::Field(*field)),
        at: *at,
    });
    let statements = draft.statements.iter().enumerate();
    let statements = statements.filter_map(|(n, statement)| {
        Some(Part {
            field: Some(statement.field),
            about: Some(About::Statement(n)),
            at: *statement.label.first()?,
        })
    });
    let table = draft.phases.first().and_then(|phase| phase.digits);
    let table = table.map(|at| Part {
        field: None,
        about: None,
        at,
    });
    let mut parts: Vec<Part> = singles.chain(statements).chain(table).collect();
    parts.sort_by_key(|part| (part.at.line, part.at.start));
    parts
}
