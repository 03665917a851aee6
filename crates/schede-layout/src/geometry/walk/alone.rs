//! Lines right of the gutter that are no values: a signature, and what stands in the middle
//! of the page.
//!
//! Not here: what is done with them (`walk`).

use schede_profile::Field;

use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Lines of a title, at most.
const TITLE_LINES: usize = 4;

/// Whether a line right of the gutter is one of the form's own: a signature, or, in
/// the middle of the page, the name of a body or the objective. Values are centred
/// in their cells, which have another middle.
pub(super) fn stands_alone(view: View, line: &TextLine, open: Option<Opening>) -> bool {
    match open {
        Some(Opening::Signature) => true,
        Some(Opening::Unit | Opening::Objective) => view.is_centred(line),
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
