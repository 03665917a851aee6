//! Bands of a page that were painted in another order than they stand: a text extracted
//! without coordinates then says the third before the second.
//!
//! A line that two bands cut is painted with both. So the lines at the two seams of the band
//! that comes late tell where it belongs: both stand side by side further up, and the rows of
//! the table count up again once it is put between them.
//!
//! In: the items of a text. Out: the same, such bands where they stand on paper, and the pages
//! that have them: where a line stands may still be a guess, so their sheets are in doubt.
//!
//! Not here: cells of one line painted before those that wrap (`rounds`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::Profile;
use smallvec::smallvec;

use super::draft::{About, Doubt, Draft};
use super::items::{Class, Item, Moved, arranged, wrapped_heads};
use super::rounds::pages_of;
use super::sheets::Sheet;

/// Bands of a page that are moved, at most.
const MOST_BANDS: usize = 8;

/// The items with the bands of each page in their order, and the numbers of the pages that
/// had another, ascending; none if all are in order.
pub fn in_order(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
) -> Option<(Vec<Item>, Vec<u32>)> {
    if flow.geometric || flow.approximate || n_falls(items.iter()) == 0 {
        return None;
    }
    let ordered = |page: Range<usize>| {
        let order = order(items, page.clone())?;
        Some((page, order.into_iter().map(Moved::whole).collect()))
    };
    let orders: Vec<_> = pages_of(profile, items).filter_map(ordered).collect();
    if orders.is_empty() {
        return None;
    }
    let mut arranged = arranged(items, &orders);
    for (page, _) in &orders {
        wrapped_heads(flow, profile, &mut arranged[page.clone()]);
    }
    let pages = orders.iter().map(|(page, _)| items[page.start].page);
    Some((arranged, pages.collect()))
}

/// Says of a sheet that bands on pages of it were put in another order.
pub fn doubt(items: &[Item], sheet: &Sheet, pages: &[u32], draft: &mut Draft) {
    let moved = |item: &&Item| pages.binary_search(&item.page).is_ok();
    let Some(first) = items[sheet.items.clone()].iter().find(moved) else {
        return;
    };
    draft.doubts.push(Doubt {
        about: About::Objective,
        code: "reading-order",
        message: "parts of this page come in another order than they stand, and were put where the lines they share say"
            .to_owned(),
        pieces: smallvec![first.piece],
        other: None,
    });
}

/// The order of the items of a page in which its rows count up, if it has another.
fn order(items: &[Item], page: Range<usize>) -> Option<Vec<usize>> {
    let falls = |order: &[usize]| n_falls(order.iter().map(|at| &items[*at]));
    let mut left = n_falls(items[page.clone()].iter());
    // Most pages have none.
    if left == 0 {
        return None;
    }
    let as_painted: Vec<usize> = page.collect();
    let mut order = as_painted.clone();
    for _ in 0..MOST_BANDS {
        let mut moves = (0..order.len()).filter_map(|last| late_band(items, &order, last));
        let better = moves.find_map(|band| {
            let moved = moved(&order, &band);
            let n = falls(&moved);
            (n < left).then_some((moved, n))
        });
        let Some((moved, n)) = better else {
            break;
        };
        (order, left) = (moved, n);
    }
    (order != as_painted).then_some(order)
}

/// A band that comes late: its lines, of which the first and the last are copies of two that
/// stand side by side before it.
struct Late {
    band: Range<usize>,
    /// The line before which it stands on paper, whose copy is its last.
    before: usize,
}

/// The band that ends with the line at `last`, by its place in an order.
fn late_band(items: &[Item], order: &[usize], last: usize) -> Option<Late> {
    let place = |item: usize| order.iter().position(|at| *at == item);
    let before = place(items[order[last]].twin()?).filter(|at| *at < last)?;
    let above = order[before.checked_sub(1)?];
    let first = (before + 1..last).find(|at| items[order[*at]].twin() == Some(above))?;
    Some(Late {
        band: first..last + 1,
        before,
    })
}

/// An order with a band in its place. Its last line, a copy, stays behind the line it is a
/// copy of.
fn moved(order: &[usize], late: &Late) -> Vec<usize> {
    let Late { band, before } = late;
    let last = band.end - 1;
    let parts = [
        &order[..*before],
        &order[band.start..last],
        &order[*before..*before + 1],
        &order[last..band.end],
        &order[before + 1..band.start],
        &order[band.end..],
    ];
    parts.concat()
}

/// How often a row of a table stands below one with a higher number.
fn n_falls<'i>(items: impl Iterator<Item = &'i Item>) -> usize {
    let (mut before, mut n) = (0, 0);
    for item in items {
        match item.class {
            Class::Objective { .. } => before = 0,
            Class::Phase { number, .. } if item.twin().is_none() => {
                n += usize::from(number < before);
                before = number;
            }
            _ => {}
        }
    }
    n
}
