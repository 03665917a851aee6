//! A table of two columns ("Descrizione", "Scadenza"): so few heads stand above other tables,
//! too, but these are all of their line, and the first phase stands right below them, or the
//! date of each.
//!
//! In: heads side by side. Out: whether they head a table of phases. Not here: heads of more
//! columns.

use schede_model::Column;

use std::ops::Range;

use super::more_lines::between;
use super::unknown::{self, Cells};
use super::{Head, HeadCell, numbers};
use crate::geometry::columns::beside::{Found, row_label};
use crate::geometry::lines::view::View;

/// Lines below the heads up to the label of the first phase, at most: it may stand in the
/// middle of its row.
const LINES: usize = 3;

/// Whether heads, one of them that of the descriptions, stand beside that of the rows' numbers,
/// over the first: two, or it alone and a strange one over dates. They are all of their lines
/// with it, but for strange heads in cells of their own.
pub(super) fn head_numbered(view: View, cells: &[HeadCell], lines: Range<usize>) -> bool {
    let mut cells = cells.to_vec();
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let of_phases = cells.iter().any(|cell| cell.column == Column::Description);
    let (first, last) = (lines.start, lines.end - 1);
    let mut head = Head { first, last, cells };
    between(view, &mut head);
    let Some(numbers) = numbers::head(view, &mut head).filter(|_| of_phases) else {
        return false;
    };
    let few = head.cells.len() < 2;
    head.cells.insert(0, numbers);
    let others = unknown::groups(view, &head);
    let named = |group: &HeadCell| group.text().starts_with(char::is_uppercase);
    let dated = |group: &HeadCell| unknown::cells(view, &head, group) == Cells::Dates;
    if !others.iter().all(named) || few && !others.iter().any(dated) {
        return false;
    }
    if !others.is_empty() && numbers::first_row(view, &head) != Some(1) {
        return false;
    }
    let own = |at: &(usize, usize)| {
        let mut cells = head.cells.iter().chain(&others);
        cells.any(|cell| cell.tokens.contains(at))
    };
    let mut all = lines.flat_map(|at| view.line(at).tokens.clone().map(move |index| (at, index)));
    all.all(|at| own(&at))
}

/// Whether two heads, one of them that of the descriptions, stand above the first phase.
pub(super) fn head_phases(view: View, cells: &[HeadCell], last: usize) -> bool {
    let [first, second] = cells else {
        return false;
    };
    let columns = [first, second].map(|cell| cell.column);
    let capital = |cell: &HeadCell| cell.text().starts_with(char::is_uppercase);
    let on_line = |cell: &HeadCell| cell.tokens.iter().all(|(position, _)| *position == last);
    let n_tokens = first.tokens.len() + second.tokens.len();
    let whole = n_tokens == view.line(last).tokens.len() && cells.iter().all(on_line);
    let of_phases = columns.contains(&Column::Description) && !columns.contains(&Column::Other);
    if !of_phases || !whole || !cells.iter().all(capital) {
        return false;
    }
    let below = last + 1..view.body.len();
    let label = |position: usize| {
        let line = view.line(position);
        match row_label(view, position, line.tokens.start)? {
            Found::Whole(label) => Some(label.number),
            Found::Wrapped(wrapped) => Some(wrapped.label.number),
        }
    };
    below.take(LINES).find_map(label) == Some(1) || are_measured(view, cells, last)
}

/// Whether dates or weights stand below the second of two heads, and texts below the first:
/// rows without numbers.
fn are_measured(view: View, cells: &[HeadCell], last: usize) -> bool {
    let head = Head {
        first: last,
        last,
        cells: cells.to_vec(),
    };
    let below = |at: usize| unknown::cells(view, &head, &cells[at]);
    matches!(below(1), Cells::Dates | Cells::Shares) && below(0) == Cells::Text
}
