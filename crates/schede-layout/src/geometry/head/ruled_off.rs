//! Rules that run through between the lines of a head: what stands above them is of a row of
//! its own ("Descrizione" before its value, over "Attività").
//!
//! In: heads found on lines that follow one another. Out: whether rules part a line from
//! those above it. Not here: titles over some of the heads (`grouped`), whose rules end there.

use super::HeadCell;
use crate::geometry::lines::view::View;

/// How much wider (em) than the words of a head the rule of its cell is, at least: a frame
/// around the words alone parts nothing.
const MARGINS: f32 = 0.2;

/// Whether rules run above a line through all of some heads: what stands above them is of
/// another row than what stands below.
pub(super) fn is_ruled_off(view: View, cells: &[HeadCell], position: usize) -> bool {
    let (above, line) = (view.line(position - 1), view.line(position));
    let bottom = line.base - line.em / 2.0;
    let between = view.page.lying.between(above.base, bottom);
    let through = |cell: &HeadCell| {
        let (middle, words) = (cell.middle(), cell.x1 - cell.x0);
        between
            .iter()
            .any(|b| b.x0 < middle && middle < b.x1 && b.width() > words + MARGINS * cell.em)
    };
    cells.iter().all(through)
}
