//! Items put in another order, or cut in two.
//!
//! In: the items of a page and the order they are to have. Out: the items in that
//! order; what points to an item points to where it stands now.

use std::num::NonZeroU32;
use std::ops::Range;

use schede_model::Column;

use super::{Class, Item};
use crate::source::{Part, positions};

/// An item or a part of one, where it is to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub item: usize,
    /// The bytes of its piece; none: all of it.
    pub part: Option<Part>,
    /// It is plain text there, whatever its words are like.
    pub plain: bool,
    /// It is of a cell of a table's row.
    pub cell: Option<(u32, Column)>,
}

impl Moved {
    /// All of an item, as it is.
    pub fn whole(item: usize) -> Self {
        Self {
            item,
            part: None,
            plain: false,
            cell: None,
        }
    }
}

/// The items with those of some pages, first to last, in a given order, which names
/// each of their words once. A part that does not begin its item is plain text.
pub fn arranged(items: &[Item], pages: &[(Range<usize>, Vec<Moved>)]) -> Vec<Item> {
    let mut arranged = Vec::with_capacity(items.len());
    let mut from = 0;
    for (page, order) in pages {
        push_shifted(&mut arranged, &items[from..page.start], from);
        push_page(&mut arranged, items, page, order);
        from = page.end;
    }
    push_shifted(&mut arranged, &items[from..], from);
    arranged
}

/// Adds items in the order they have, of which the first was item `from`.
fn push_shifted(arranged: &mut Vec<Item>, items: &[Item], from: usize) {
    let start = arranged.len();
    arranged.extend(items.iter().cloned().map(|mut item| {
        // A copy stands on the page of what it copies.
        let twin = item.twin().and_then(|twin| twin.checked_sub(from));
        item.twin = twin.and_then(|twin| place(start + twin));
        item
    }));
}

fn push_page(arranged: &mut Vec<Item>, items: &[Item], page: &Range<usize>, order: &[Moved]) {
    let start = arranged.len();
    let mut new_place = vec![0; page.len()];
    for (at, moved) in order.iter().enumerate().rev() {
        new_place[moved.item - page.start] = start + at;
    }
    for (at, moved) in order.iter().enumerate() {
        let mut item = part_of(items, moved);
        let twin = item.twin().filter(|twin| page.contains(twin));
        // A copy that now stands first is a copy of nothing.
        let twin = twin.map(|twin| new_place[twin - page.start]);
        item.twin = twin.filter(|twin| *twin < start + at).and_then(place);
        arranged.push(item);
    }
}

/// How an item's position is kept.
fn place(at: usize) -> Option<NonZeroU32> {
    NonZeroU32::new(at as u32 + 1)
}

fn part_of(items: &[Item], moved: &Moved) -> Item {
    let mut item = items[moved.item].clone();
    if moved.plain {
        item.class = Class::Plain;
    }
    if let Some(part) = &moved.part {
        item.piece = item.piece.part(positions(part));
        if part.start > 0 {
            item.class = Class::Plain;
            item.gap_before = false;
        }
    }
    if let Some((row, column)) = moved.cell {
        item.class = Class::BlockCell {
            row,
            column,
            value: 0,
        };
    }
    item
}
