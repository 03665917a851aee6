//! Tables that a text prints behind the paragraphs of their page, as some printers write
//! them: a sheet ends without its table, the next one has both.
//!
//! In: the items of such a text. Out: the same, each table above the deadline of its sheet,
//! the first of the document in the first sheet. Only where there are as many tables as
//! sheets, each numbered from one, and none stands before its sheet.
//!
//! Not here: whether the sheets show that it is so (`crate::parted_tables`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::{Field, Profile};

use super::items::{Class, Item, Moved, arranged};
use super::sheets::{LEAST_SIGNS, Sheet, sheets};

/// The items with each table in its sheet, if they fit.
pub fn tables_in_place(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    gaps_tell: bool,
) -> Option<Vec<Item>> {
    let sheets = sheets(flow, &mut items.to_vec(), profile, gaps_tell, LEAST_SIGNS);
    let tables = tables(items, sheets.first()?.objective)?;
    if tables.len() != sheets.len() {
        return None;
    }
    let mut moved = vec![false; items.len()];
    let mut places = Vec::new();
    for (sheet, table) in sheets.iter().zip(&tables) {
        if table.parts[0].start < sheet.objective {
            return None;
        }
        let place = place(items, sheet)?;
        if !table.is_whole_in(sheet, place) {
            places.push((place, table));
            let parts = table.parts.iter().cloned().flatten();
            parts.for_each(|item| moved[item] = true);
        }
    }
    let mut places = places.into_iter().peekable();
    let mut order = Vec::with_capacity(items.len());
    for (at, moved) in moved.iter().enumerate() {
        while let Some((_, table)) = places.next_if(|(place, _)| *place == at) {
            order.extend(table.parts.iter().cloned().flatten().map(Moved::whole));
        }
        if !moved {
            order.push(Moved::whole(at));
        }
    }
    Some(arranged(items, &[(0..items.len(), order)]))
}

/// Where the table of a sheet is to stand: above the deadline, else above the first of the
/// statements.
fn place(items: &[Item], sheet: &Sheet) -> Option<usize> {
    let label = |which: fn(Field) -> bool| {
        let below = sheet.objective..sheet.items.end;
        below
            .into_iter()
            .find(|at| items[*at].label().is_some_and(which))
    };
    label(|field| field == Field::FinalDeadline).or_else(|| label(Field::is_statement))
}

/// A table of phases, which the text may print in several parts.
struct Table {
    parts: Vec<Range<usize>>,
    last: u32,
}

impl Table {
    /// Whether all of it stands in a sheet, above the texts whose first is at a place, or
    /// below.
    fn is_whole_in(&self, sheet: &Sheet, place: usize) -> bool {
        let n_above = self.parts.iter().filter(|part| part.start < place).count();
        let mut parts = self.parts.iter();
        parts.all(|part| sheet.items.contains(&part.start))
            && (n_above == 0 || n_above == self.parts.len())
    }
}

/// The tables behind an item.
fn tables(items: &[Item], from: usize) -> Option<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    // A part goes on here.
    let mut open = false;
    // Where the head begins that stands right above.
    let mut head = None;
    for (at, item) in items.iter().enumerate().skip(from) {
        match item.class {
            Class::Head(_) => {
                head = head.or(Some(at));
                open = false;
                continue;
            }
            // The page may end below a head.
            Class::Furniture | Class::Hidden | Class::Repeat => continue,
            Class::Phase { number, .. } if number == 1 && (head.is_some() || !open) => {
                let start = head.unwrap_or(at);
                tables.push(Table {
                    parts: std::iter::once(start..at + 1).collect(),
                    last: 1,
                });
                open = true;
            }
            Class::Phase { number, .. } if tables.last().is_some_and(|t| t.last + 1 == number) => {
                let start = head.unwrap_or(at);
                let table = tables.last_mut()?;
                table.last = number;
                match table.parts.last_mut().filter(|_| open) {
                    Some(part) => part.end = at + 1,
                    None => table.parts.push(start..at + 1),
                }
                open = true;
            }
            // Another number is of a text ("Fase 2 conclusa in anticipo").
            Class::Plain | Class::LabelRest | Class::Total(_) | Class::Phase { .. } if open => {
                tables.last_mut()?.parts.last_mut()?.end = at + 1;
                open = !matches!(item.class, Class::Total(_));
            }
            _ => open = false,
        }
        head = None;
    }
    Some(tables)
}
