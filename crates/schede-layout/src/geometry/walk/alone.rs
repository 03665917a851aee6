//! Lines right of the gutter that are no values: a signature, and what goes on with one; what
//! stands in the middle of the page.
//!
//! Not here: what is done with them (`walk`).

use schede_profile::{Field, Printed};

use crate::geometry::lines::opening::{Opening, names_objective};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Lines of a title, at most.
const TITLE_LINES: usize = 4;

/// Whether a line right of the gutter is one of the form's own: a signature, or, in
/// the middle of the page, the name of a body or the objective. Values are centred
/// in their cells, which have another middle.
pub(super) fn stands_alone(view: View, line: &TextLine, open: Option<Opening>) -> bool {
    match open {
        Some(Opening::Signature) => true,
        Some(Opening::Unit) => view.is_centred(line),
        // A value may begin with the word, too ("Obiettivo di valore pubblico n. 5").
        Some(Opening::Objective) => {
            view.is_centred(line) && names_objective(&line.text, view.profile)
        }
        // The deadline's label, centred in the last row of the table.
        Some(Opening::Label { field, firm, .. }) => firm && field == Field::FinalDeadline,
        Some(Opening::Caption) | None => false,
    }
}

/// Whether a line is one more line of a title in the middle of the page: above it are
/// such lines up to the one that names the objective.
pub(super) fn ends_centred_title(view: View, position: usize) -> bool {
    if !view.is_centred(view.line(position)) {
        return false;
    }
    for below in (position.saturating_sub(TITLE_LINES) + 1..=position).rev() {
        let Some(above) = below.checked_sub(1).map(|p| view.line(p)) else {
            return false;
        };
        let line = view.line(below);
        let near = line.base - above.base < view.page.widest_pitch() * line.em;
        if !near || !view.is_centred(above) {
            return false;
        }
        match above.opening(view.profile) {
            Some(Opening::Objective) => return true,
            Some(_) => return false,
            None => {}
        }
    }
    false
}

/// Whether a line is nothing but the end of a signature that wraps ("Visto di validazione: il
/// Nucleo di" over "Valutazione").
pub(super) fn ends_signature(view: View, position: usize) -> bool {
    let Some(above) = position.checked_sub(1).map(|p| view.line(p)) else {
        return false;
    };
    let line = view.line(position);
    let last = line.text.trim_end();
    let whole = |begin: &Token| {
        let joined = format!("{} {last}", above.text[begin.start as usize..].trim_end());
        let label = view.profile.printed.at_start(&joined);
        label.is_some_and(|l| l.what == Printed::Signature && l.end == joined.len())
    };
    let near = line.base - above.base < view.page.widest_pitch() * line.em;
    let signed = above.opening(view.profile) == Some(Opening::Signature);
    signed && near && view.tokens(above).iter().any(whole)
}
