//! Phase labels in a column of their own right of the descriptions, without a head: "Rilievo
//! delle sponde | fase 1".
//!
//! In: the words under the head of the descriptions. Out: where the descriptions end and the
//! labels begin, if nothing else stands as far right as the labels.
//!
//! Not here: labels left of the descriptions (`beside`).

use std::ops::Range;

use super::Columns;
use super::beside::{
    LABEL_GAP, LABEL_SHIFT, Label, LabelPlace, SLACK, apart, is_cut, is_total, label_at,
};
use crate::geometry::lines::view::View;
use schede_model::Column;

/// Labels that tell the column, at least, where it is not known from a page before.
const FEWEST: usize = 2;

/// The number of the first row.
const FIRST: u32 = 1;

/// Blank (em) between the descriptions and a first label that stands alone, at least: a
/// description may end with such words.
const ALONE_GAP: f32 = 1.5;

/// Where such labels stand, if they do; `known` if those of a page before do.
pub(super) fn place(
    view: View,
    columns: &Columns,
    zone: Range<usize>,
    text: usize,
    known: bool,
) -> Option<LabelPlace> {
    if columns.edges[text].1 != Column::Description {
        return None;
    }
    let tokens = &view.page.tokens;
    let runs: Vec<(usize, Range<usize>)> = zone
        .filter(|position| !is_total(view, columns, *position))
        .filter_map(|position| Some((position, words(view, columns, position, text)?)))
        .collect();
    let labels: Vec<Label> = runs
        .iter()
        .filter_map(|(position, run)| last(view, *position, run))
        .collect();
    let follows =
        |pair: &[Label]| pair[1].number == pair[0].number.and_then(|number| number.checked_add(1));
    let few = labels.len() < FEWEST && !known;
    let first_alone = || matches!(&labels[..], [label] if label.number == Some(FIRST));
    if few && !first_alone() || !labels.windows(2).all(follows) {
        return None;
    }
    let firsts = labels.iter().map(|label| label.first);
    let rests = labels.iter().flat_map(|label| &label.rest);
    let rests = rests.map(|(_, rest)| rest.start);
    let left = firsts.clone().chain(rests).map(|i| tokens[i].x0);
    let left = left.reduce(f32::min)?;
    let em = tokens[labels.first()?.first].em;
    let shifted = |i: usize| tokens[i].x0 > left + LABEL_SHIFT * em;
    if firsts.clone().any(shifted) {
        return None;
    }
    let mut own: Vec<usize> = labels
        .iter()
        .flat_map(|label| {
            let rest = label.rest.iter().map(|(_, rest)| rest.clone());
            rest.chain(std::iter::once(label.first..label.next))
                .flatten()
        })
        .collect();
    own.sort_unstable();
    let mut end = None::<f32>;
    for (position, run) in &runs {
        for i in run.clone().filter(|i| own.binary_search(i).is_err()) {
            let word = &tokens[i];
            if word.x1 <= left + SLACK * em {
                end = Some(end.map_or(word.x1, |end| end.max(word.x1)));
            } else if !is_cut(view, *position, i, &labels) {
                return None;
            }
        }
    }
    let end = end?;
    let ruled = || {
        labels.iter().any(|label| {
            let line = view.line(label.position);
            label.first > line.tokens.start
                && view.is_ruled(&tokens[label.first - 1], &tokens[label.first])
        })
    };
    let gap = if few { ALONE_GAP } else { LABEL_GAP };
    (left - end > gap * em || ruled()).then_some(LabelPlace::Behind(end, left))
}

/// The words of a line under the head of the descriptions.
fn words(view: View, columns: &Columns, position: usize, text: usize) -> Option<Range<usize>> {
    let tokens = &view.page.tokens;
    let of_text = |i: &usize| columns.has_under(text, &tokens[*i]);
    let mut all = view.line(position).tokens.clone().filter(of_text);
    let first = all.next()?;
    Some(first..all.next_back().unwrap_or(first) + 1)
}

/// The label that a line's description ends with.
fn last(view: View, position: usize, run: &Range<usize>) -> Option<Label> {
    let tokens = &view.page.tokens;
    let begins =
        |first: &usize| *first == run.start || apart(view, &tokens[first - 1], &tokens[*first]);
    let mut labels = run
        .clone()
        .rev()
        .filter(begins)
        .filter_map(|first| label_at(view, position, first));
    labels.find(|label| label.next == run.end)
}
