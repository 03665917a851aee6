//! What a row of cells between rules is, whatever signs its labels have: labels above the row
//! of their values, or one label beside its value.
//!
//! In: a row between rules, or where one may begin. Out: the cells, labels with their values;
//! whether a row is such a pair.
//!
//! Not here: where the rules part the cells (`cells`).

use super::cells::{Row, SAME_X, Words, finish, grid, is_code_alone, is_of_table, text};
use super::fours;
use crate::geometry::lines::opening::opening;
use crate::geometry::lines::view::View;

/// Labels of a row above their values, at least.
const LABELS: usize = 2;

/// A ruled row of labels, some of which the form may not know, with the ruled row of their
/// values below it: cells of both rows meet at the same rules.
pub(super) fn over_values(view: View, position: usize, limit: usize) -> Option<Row> {
    let labels = grid(view, position, limit, None)?;
    let is_label = |cell: &Vec<Words>| fours::is_label(&text(view, cell), view.profile);
    let n_labels = labels.cells.iter().filter(|cell| is_label(cell)).count();
    let heads = |cell: &Vec<Words>| {
        let text = text(view, cell);
        let number = || text.contains(|c: char| c.is_ascii_digit());
        text.starts_with(char::is_uppercase) && (is_label(cell) || !number())
    };
    let are_heads = labels
        .cells
        .iter()
        .all(|cell| !cell.is_empty() && heads(cell));
    if n_labels < LABELS || 2 * n_labels <= labels.cells.len() || !are_heads {
        return None;
    }
    let values = (labels.end < limit).then(|| grid(view, labels.end, limit, None))??;
    let near = SAME_X * view.line(position).em;
    let same = labels.splits.len() == values.splits.len()
        && (labels.splits.iter().zip(&values.splits)).all(|(a, b)| (a - b).abs() < near);
    if !same || values.cells.iter().any(is_label) {
        return None;
    }
    finish(values.end, with_own_values(labels.cells, values.cells))
}

/// The cells of labels, each with the words of its value behind its own.
pub(super) fn with_own_values(
    mut labels: Vec<Vec<Words>>,
    values: Vec<Vec<Words>>,
) -> Vec<Vec<Words>> {
    let pairs = labels.iter_mut().zip(values);
    pairs.for_each(|(label, value)| label.extend(value));
    labels
}

/// Whether a row between rules is a label and its value, one of which wraps: the lines of
/// either may stand at the heights of the other's.
pub(super) fn is_ruled_pair(view: View, row: &Row) -> bool {
    let [label, value] = &row.cells[..] else {
        return false;
    };
    let wraps = label.len() > 1 || value.len() > 1;
    let text = text(view, label);
    let is_label = fours::is_label(&text, view.profile) || is_code_alone(&text, view.profile);
    row.ruled && wraps && is_label && !is_of_table(opening(&text, view.profile))
}
