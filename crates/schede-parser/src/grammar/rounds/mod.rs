//! Pages whose cells were painted in two rounds: first all cells of one line, row by
//! row, then those whose words wrap. A spreadsheet printed that way and extracted
//! without coordinates gives rows without descriptions, labels without values, and
//! after them the words that were to stand there.
//!
//! In: the items of a text. Out: the same; those of such a page in the form's order.
//! The order is a guess, so that every sheet with such a page is in doubt.
//!
//! Here: what is moved where. In the files beside: `detect` and `any_order` (which pages, and
//! what each round holds), `pages` (where a page begins), `stretches` (the sheets of a page),
//! `second` (the parts of the second round), `homes` (of which sheets they may be), `columns` and
//! `cells` (the order of the columns, the cells of a row of one line), `page`, `share` and
//! `widths` (which lines fill which cells).

mod any_order;
mod cells;
mod columns;
mod detect;
mod homes;
mod page;
mod pages;
mod second;
mod share;
mod stretches;
mod widths;

use std::ops::Range;

use schede_model::{Column, Flow};
use schede_profile::Profile;
use smallvec::smallvec;

use super::draft::{About, Doubt, Draft};
use super::items::{Item, Moved, arranged, wrapped_heads};
use super::sheets::Sheet;
use detect::page;
use page::{Page, PartItems, Row, What};
pub(super) use pages::pages_of;
use share::{Shares, share};
use widths::Widths;

/// The items with the pages that were painted in two rounds in the form's order, and
/// where those stand among them. None if there are none. `named` are the same items, of which
/// those are labels that only other sheets tell.
pub fn in_form_order(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    named: &[Item],
) -> Option<(Vec<Item>, Vec<Range<usize>>)> {
    if flow.geometric || flow.approximate {
        return None;
    }
    let mut orders = Vec::new();
    let mut pages = Vec::new();
    // Pages whose labels are those of `named`.
    let mut told = Vec::new();
    let others = any_order::pages(flow, profile, named);
    let widths = widths(flow, profile, named, &others);
    // How many items more there are than before: some were cut in two.
    let mut grown = 0;
    for (range, other) in others {
        let usual = || page(flow, profile, items, range.clone());
        let Some(mut page) = other.or_else(usual) else {
            continue;
        };
        let items = if page.placed { named } else { items };
        let parts = page.parts(flow, profile, items);
        let none = Widths::default();
        let widths = if page.placed { &widths } else { &none };
        let shares = share(
            profile,
            &page.cells(flow, items),
            &parts,
            page.beside,
            widths,
        );
        page.settle(profile, &shares);
        let order = order(profile, &page, &shares);
        if page.placed {
            told.push(range.clone());
        }
        let first = range.start + grown;
        pages.push(first..first + order.len());
        grown += order.len() - range.len();
        orders.push((range, order));
    }
    if pages.is_empty() {
        return None;
    }
    let mut items = items.to_vec();
    for page in told {
        items[page.clone()].clone_from_slice(&named[page]);
    }
    let mut arranged = arranged(&items, &orders);
    for page in &pages {
        wrapped_heads(flow, profile, &mut arranged[page.clone()]);
    }
    Some((arranged, pages))
}

/// The pages of a text that were painted in two rounds, whatever the order of their columns.
pub fn painted_in_rounds(flow: &Flow<'_>, profile: &Profile, items: &[Item]) -> Vec<Range<usize>> {
    let pages = any_order::pages(flow, profile, items).into_iter();
    pages
        .filter_map(|(range, page)| page.map(|_| range))
        .collect()
}

/// How wide the columns of a document are, by the cells that its pages have without knowing it.
fn widths(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    pages: &[(Range<usize>, Option<Page>)],
) -> Widths {
    let mut found = Widths::of_columns();
    for page in pages.iter().filter_map(|(_, page)| page.as_ref()) {
        let parts = page.parts(flow, profile, items);
        let cells = page.cells(flow, items);
        let shares = share(profile, &cells, &parts, page.beside, &Widths::of_columns());
        found.note(&cells, &parts, &shares);
        page.note_widths(flow, items, &mut found);
    }
    found.settle();
    found
}

/// Says of a sheet that pages of it were put in another order.
pub fn doubt(items: &[Item], sheet: &Sheet, pages: &[Range<usize>], draft: &mut Draft) {
    let own = |page: &&Range<usize>| page.start < sheet.items.end && sheet.items.start < page.end;
    let Some(page) = pages.iter().find(own) else {
        return;
    };
    let first = &items[page.start.max(sheet.items.start)];
    draft.doubts.push(Doubt {
        about: About::Objective,
        code: "reading-order",
        message: "cells of one line come first on this page and those of several lines after them: which words belong to which cell is a guess".to_owned(),
        pieces: smallvec![first.piece],
        other: None,
    });
}

/// The items of a page in the form's order.
fn order(profile: &Profile, page: &Page, shares: &Shares) -> Vec<Moved> {
    let mut order = Order {
        page,
        shares,
        taken: vec![false; page.range.len()],
        moved: Vec::with_capacity(page.range.len() + page.rows.len() * 2),
        cell: None,
    };
    let unit = page.unit;
    for item in page.range.start..page.second.start {
        if item == page.title {
            order.add_where(|part| matches!(part.what, What::Title { .. }));
        }
        if item == unit {
            order.add_where(|part| part.what == What::Unit);
        }
        for (table, (head, row)) in page.tables.iter().enumerate() {
            if item == *head {
                order.add_where(|part| part.table == table && part.what.is_above_table(profile));
            }
            if item == *row {
                order.add_where(|part| part.table == table && part.what == What::Mark);
            }
        }
        for (table, _) in ends(page).filter(|(_, end)| *end == item) {
            order.add_where(|part| is_label(part) && part.table <= table);
        }
        if item == page.end {
            order.add_where(is_label);
        }
        order.first_round(item);
    }
    order.add_where(is_label);
    if page.placed {
        // What nothing takes is of no text.
        order.add_where(|part| part.what == What::Mark);
    }
    for item in page.range.clone() {
        order.whole(item, page.placed && order.page.is_line(item));
    }
    order.moved
}

/// Where sheets end that others follow on their page, and which.
fn ends(page: &Page) -> impl Iterator<Item = (usize, usize)> {
    let sheets = page
        .sheets
        .split_last()
        .map_or(&[][..], |(_, sheets)| sheets);
    sheets.iter().map(|sheet| sheet.items.end).enumerate()
}

fn is_label(part: &PartItems) -> bool {
    matches!(part.what, What::Label { .. } | What::Title { .. })
}

struct Order<'o> {
    page: &'o Page,
    shares: &'o Shares,
    taken: Vec<bool>,
    moved: Vec<Moved>,
    /// The cell that is being filled, if it is told as one.
    cell: Option<(u32, Column)>,
}

impl Order<'_> {
    fn is_taken(&mut self, item: usize) -> &mut bool {
        &mut self.taken[item - self.page.range.start]
    }

    fn whole(&mut self, item: usize, plain: bool) {
        if !std::mem::replace(self.is_taken(item), true) {
            self.moved.push(Moved {
                plain,
                cell: self.cell,
                ..Moved::whole(item)
            });
        }
    }

    /// An item of the first round with what the second adds to it.
    fn first_round(&mut self, item: usize) {
        let value = self.page.slot_of_value(item);
        if let Some(label) = value.and_then(|slot| self.shares.labels[slot]) {
            self.add(label);
        }
        let mut totals = self.page.totals.iter();
        let total = totals.find(|(total, _)| *total == item);
        match self.page.rows.iter().position(|row| row.item == item) {
            Some(row) => self.row(row),
            None => match total {
                Some((_, weight)) => self.total(item, *weight),
                None => self.whole(item, false),
            },
        }
        if let Some(slot) = self.page.slot_of_label(item) {
            self.lines(self.shares.cells[slot].clone());
        }
    }

    fn lines(&mut self, parts: Range<usize>) {
        for part in &self.page.parts[parts] {
            // "fase 2" within a text is no label.
            let plain = part.what == What::Line;
            for item in part.items.clone() {
                self.whole(item, plain);
            }
        }
    }

    /// A part of the second round with its own lines.
    fn add(&mut self, part: usize) {
        self.lines(part..part + 1);
        self.lines(self.shares.own[part].clone());
    }

    /// Parts of the second round that were not added yet; labels of values that the
    /// first round has wait for those.
    fn add_where(&mut self, which: impl Fn(&PartItems) -> bool) {
        for (n, part) in self.page.parts.iter().enumerate() {
            if which(part) && !self.shares.labels.contains(&Some(n)) {
                self.add(n);
            }
        }
    }

    /// A row: its label, the description, the weight, and the other cells in the order
    /// of the columns.
    fn row(&mut self, at: usize) {
        let row: &Row = &self.page.rows[at];
        *self.is_taken(row.item) = true;
        if let Some(part) = row.label_part {
            self.label(row.item, part);
        }
        self.cell = self.placed(row.item, Column::Label);
        self.part(row.item, row.label.clone());
        for (column, cell) in &row.cells {
            self.cell = self.placed(row.item, *column);
            if let Some(slot) = self.page.slot_of_cell(at, *column) {
                self.lines(self.shares.cells[slot].clone());
            }
            self.part(row.item, cell.clone());
        }
        self.cell = None;
    }

    /// The cell of a row's column, if cells are told as such.
    fn placed(&self, row: usize, column: Column) -> Option<(u32, Column)> {
        self.page.placed.then_some((row as u32, column))
    }

    /// The label of a row, which the second round has, with the description behind it.
    fn label(&mut self, row: usize, part: usize) {
        if !self.page.placed {
            return self.add(part);
        }
        let items = self.page.parts[part].items.clone();
        let What::Row { at, value, .. } = self.page.parts[part].what else {
            return;
        };
        let number = items.start + at;
        self.cell = self.placed(row, Column::Label);
        for item in items.start..number {
            self.whole(item, false);
        }
        *self.is_taken(number) = true;
        self.part(number, 0..value);
        // The colon on the line of the words behind it.
        for item in number + 1..items.end {
            self.whole(item, false);
        }
        self.cell = self.placed(row, Column::Description);
        self.part(
            number,
            value..self.page.lengths[number - self.page.range.start],
        );
        self.lines(self.shares.own[part].clone());
    }

    /// The line of the total.
    fn total(&mut self, item: usize, weight: u32) {
        *self.is_taken(item) = true;
        self.cell = self.placed(item, Column::Label);
        self.part(item, 0..weight);
        self.cell = self.placed(item, Column::Weight);
        self.part(
            item,
            weight..self.page.lengths[item - self.page.range.start],
        );
        self.cell = None;
    }

    /// A part of an item, which goes on with the last one where it can.
    fn part(&mut self, item: usize, part: Range<u32>) {
        if part.is_empty() {
            return;
        }
        match self.moved.last_mut() {
            Some(Moved {
                item: last,
                part: Some(before),
                cell,
                ..
            }) if *last == item && before.end == part.start && *cell == self.cell => {
                before.end = part.end;
            }
            _ => self.moved.push(Moved {
                item,
                part: Some(part),
                plain: false,
                cell: self.cell,
            }),
        }
    }
}
