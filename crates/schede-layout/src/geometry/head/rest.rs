//! The lines with which a page begins that are of a head at the end of the page before: a page
//! may cut a head anywhere, so that heads of one line stand on one page, the first lines of
//! others on the page before, and both parts would pass for heads of fewer columns.
//!
//! In: the heads with which the page before ended. Out: all heads, with the words of this
//! page. Not here: heads that are printed again on each page.

use super::more_lines::{below, grown, stack_line};
use super::{Head, HeadCell, beside, is_new, line_heads};
use crate::geometry::lines::view::View;

/// The lines with which a page begins that go on with a head at the end of the page
/// before.
pub(crate) fn rest(view: View, cells: &[HeadCell]) -> Option<Head> {
    // All words of a page may be furniture, or hidden.
    if view.body.is_empty() {
        return None;
    }
    let mut cells = cells.to_vec();
    cells.iter_mut().for_each(|cell| cell.tokens.clear());
    let cells = with_others(view, &cells).or_else(|| grown(view, &cells, 0))?;
    let (first, last) = (0, 0);
    let mut head = Head { first, last, cells };
    below(view, &mut head);
    Some(head)
}

/// The heads with those of other columns that stand on the first line of the page, and the
/// words of this line that go on with them.
fn with_others(view: View, cells: &[HeadCell]) -> Option<Vec<HeadCell>> {
    if !view.line(0).may_hold_head {
        return None;
    }
    let others = line_heads(view, 0, cells)?;
    let fits = |cell: &HeadCell| is_new(cells, cell) && beside(cells, cell);
    if !others.iter().all(fits) {
        return None;
    }
    let (first, last) = (0, 0);
    let cells = [cells, &others].concat();
    let mut head = Head { first, last, cells };
    head.cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    stack_line(view, &mut head, 0);
    Some(head.cells)
}
