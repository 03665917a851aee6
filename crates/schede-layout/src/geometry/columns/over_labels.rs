//! A head that begins over the labels of the phases and is that of the descriptions beside
//! them: one cell over two columns. Behind the labels a gutter stands as free as the one
//! behind the descriptions, and these would pass for cells of the next column.
//!
//! In: the labels of a page and the columns as their heads part them. Out: where the
//! descriptions begin, if nothing but labels stands in their column.
//!
//! Not here: where the column of the labels ends (`beside`).

use std::ops::Range;

use super::Columns;
use super::beside::{Label, LabelPlace, label_place};
use super::cover::Cover;
use super::cut_labels::Words;
use crate::geometry::head::HeadCell;
use crate::geometry::lines::view::View;

/// How far (em) left of the next head the descriptions begin, at least: they are of none
/// that begins with them.
const BEFORE_HEAD: f32 = 0.5;

/// How far (em) behind the beginning of the descriptions an edge may be, at least.
const FIRST_WORD: f32 = 0.5;

/// A place in the first words behind the labels, if a free gutter stands between these and
/// the next head: they are the descriptions.
pub(super) fn begin(
    view: View,
    columns: &Columns,
    zone: Range<usize>,
    labels: &[Label],
    (text, next): (usize, &HeadCell),
    cover: &Cover,
) -> Option<f32> {
    let beside = labels.iter().filter_map(|label| label.beside(view));
    let begin = beside.map(|token| token.x0).reduce(f32::min)?;
    let before = begin + BEFORE_HEAD * next.em < next.x0;
    let begin = begin + FIRST_WORD * next.em;
    let labels = (labels, &Words::new());
    let bare = || label_place(view, columns, zone, labels, text) == LabelPlace::Unknown;
    (before && cover.is_parted(begin, next.middle()) && bare()).then_some(begin)
}

/// The head of the descriptions as if it stood over their first words.
pub(super) fn moved(head: &HeadCell, x: f32) -> HeadCell {
    let mut head = head.clone();
    (head.x0, head.x1) = (x, x);
    head
}
