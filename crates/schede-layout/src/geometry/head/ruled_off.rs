//! Rules that run through between the lines of a head: what stands above them is of a row of
//! its own ("Descrizione" before its value, over "Attività").
//!
//! In: heads found on lines that follow one another. Out: whether rules part a line from
//! those above it. Not here: titles over some of the heads (`grouped`), whose rules end there.

use super::HeadCell;
use crate::geometry::lines::view::View;

/// Whether rules run above a line through all of some heads: what stands above them is of
/// another row than what stands below.
pub(super) fn is_ruled_off(view: View, cells: &[HeadCell], position: usize) -> bool {
    let (above, line) = (view.line(position - 1), view.line(position));
    let between = view.page.rules.iter().filter(|rule| {
        let y = rule.bbox.center_y();
        rule.horizontal && above.base < y && y < line.base - line.em / 2.0
    });
    let through = |cell: &HeadCell| {
        let middle = cell.middle();
        between
            .clone()
            .any(|rule| rule.bbox.x0 < middle && middle < rule.bbox.x1)
    };
    cells.iter().all(through)
}
