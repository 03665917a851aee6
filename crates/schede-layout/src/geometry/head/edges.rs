//! Where a column begins, as the rows below a head tell: heads of cells that touch are no
//! farther apart than the words of one.
//!
//! In: a word of a head. Out: whether a column begins with it.
//!
//! Not here: the edges between the columns of the form (`columns`).

use super::TAIL_GAP;
use crate::geometry::lines::view::View;

/// Lines below a word that are looked at, and those in which a cell begins where it does,
/// at least.
const LINES: usize = 16;
const ALIKE: usize = 3;

/// Distance (em) up to which two words begin at the same x.
const SAME_X: f32 = 0.1;

/// Whether cells begin right below a word, behind a wide blank, and no word reaches over
/// the place.
pub(crate) fn begins_column(view: View, position: usize, index: usize) -> bool {
    let word = &view.page.tokens[index];
    let near = SAME_X * word.em;
    let mut alike = 0;
    for below in (position + 1..view.body.len()).take(LINES) {
        let tokens = view.tokens(view.line(below));
        let at = tokens.partition_point(|t| t.x0 < word.x0 - near);
        let before = at.checked_sub(1).map_or(f32::MIN, |left| tokens[left].x1);
        if before > word.x0 {
            return false;
        }
        let begins = tokens.get(at).is_some_and(|t| t.x0 < word.x0 + near);
        alike += usize::from(begins && before < word.x0 - TAIL_GAP * word.em);
    }
    alike >= ALIKE
}
