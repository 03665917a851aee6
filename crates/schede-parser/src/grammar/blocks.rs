//! Phases printed one below the other, each a block of labels, instead of a table: "Fase 1"
//! over "Descrizione: ...", "Peso: 20 %", "Scadenza: ...", "Esito: ...".
//!
//! In: the items of a document. Out: the same items; the lines of such blocks are known for
//! the cells they are. The labels are the column heads of the form, each with a colon or in a
//! cell of its own. Such words begin other lines, too: they count only where one block
//! follows another, numbered from one on.
//!
//! Not here: rows of a table (`table`, `rows`).

use schede_model::{Column, Flow};
use schede_profile::{Profile, Style};

use super::items::{Class, Item, phase_of_row};
use crate::values::weight::weight_at_start;
use crate::values::written_date::{any_date_at_start, due_date};

/// So many different labels make a block.
const CELLS: usize = 2;

/// As many, where there is one block alone.
const CELLS_ALONE: usize = 3;

/// The label of a cell.
struct Cell {
    item: usize,
    column: Column,
    /// Where its value begins.
    value: usize,
    mark: Mark,
}

/// What parts a label from its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Colon,
    /// The edge of its cell.
    Edge,
    /// A blank alone.
    Blank,
}

/// One phase.
struct Block {
    /// The item of its number.
    item: usize,
    cells: Vec<Cell>,
}

/// Finds the blocks.
pub fn name_blocks(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    let mut run: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let Some(number) = number(flow, &items[at], profile) else {
            if matches!(items[at].class, Class::Objective { .. }) {
                settle(flow, items, profile, &mut run);
            }
            at += 1;
            continue;
        };
        if number == 1 {
            settle(flow, items, profile, &mut run);
        } else if run.is_empty() {
            at += 1;
            continue;
        }
        let block = block(flow, items, at, profile);
        at = block.cells.last().map_or(at, |cell| cell.item) + 1;
        if number as usize == run.len() + 1 && block.cells.len() >= CELLS {
            run.push(block);
        }
    }
    settle(flow, items, profile, &mut run);
}

/// Names the cells of blocks that follow one another.
fn settle(flow: &Flow<'_>, items: &mut [Item], profile: &Profile, run: &mut Vec<Block>) {
    let alone = |block: &Block| block.cells.len() >= CELLS_ALONE;
    // A weight behind the label of weights, and a date behind that of dates.
    let tells = |block: &Block| {
        let value = |column| {
            let cell = block.cells.iter().find(|cell| cell.column == column)?;
            Some(&items[cell.item].piece.text(flow)[cell.value..])
        };
        let weight = value(Column::Weight).and_then(weight_at_start);
        let due = value(Column::Due).and_then(|text| due_date(text, &profile.vocabulary));
        weight.is_some() && due.is_some()
    };
    let marked = |mark| {
        let cells = run.iter().flat_map(|block| &block.cells);
        cells.filter(|cell| cell.mark == mark).count()
    };
    // Without colons the edges of cells must tell.
    let colons = marked(Mark::Colon) > 0;
    let told = (run.len() > 1 || run.first().is_some_and(alone))
        && (colons || marked(Mark::Edge) >= run.len() || run.iter().all(tells));
    for (row, block) in run.drain(..).enumerate().filter(|_| told) {
        let row = row as u32;
        let mut name = |item: usize, column, value| {
            items[item].class = Class::BlockCell { row, column, value };
        };
        name(block.item, Column::Label, 0);
        let cells = block.cells.into_iter();
        for cell in cells.filter(|cell| !colons || cell.mark != Mark::Blank) {
            name(cell.item, cell.column, cell.value as u32);
        }
    }
}

/// The number of the phase that an item names.
fn number(flow: &Flow<'_>, item: &Item, profile: &Profile) -> Option<u32> {
    if item.is_placed {
        return None;
    }
    match &item.class {
        Class::Phase { number, .. } => Some(*number),
        Class::Plain => match phase_of_row(profile, item.piece.text(flow))? {
            Class::Phase { number, .. } => Some(number),
            _ => None,
        },
        _ => None,
    }
}

/// The block that begins at an item.
fn block(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> Block {
    let mut cells: Vec<Cell> = Vec::new();
    for (item, next) in items.iter().enumerate().skip(at + 1) {
        if next.is_aside() {
            continue;
        }
        let ends = next.is_placed
            || match &next.class {
                Class::Objective { .. } | Class::Signature | Class::Total(_) => true,
                _ => number(flow, next, profile).is_some(),
            };
        if ends {
            break;
        }
        match cell(flow, items, item, profile) {
            // A label that stands already is of the sheet: its own deadline.
            Some(cell) if cells.iter().all(|c| c.column != cell.column) => cells.push(cell),
            Some(_) => break,
            None if matches!(next.class, Class::Field { .. } | Class::UnknownLabel) => break,
            // Between the number and the first label stands the description's text.
            None => {}
        }
    }
    Block { item: at, cells }
}

/// The label of a cell that an item begins with.
fn cell(flow: &Flow<'_>, items: &[Item], item: usize, profile: &Profile) -> Option<Cell> {
    let text = items[item].piece.text(flow);
    let head = profile.heads.at_start(text)?;
    if head.style != Style::Capital {
        return None;
    }
    let skip = |at: usize| {
        let sign = |c: char| c.is_whitespace() || matches!(c, '%' | '(' | ')');
        text.len() - text[at..].trim_start_matches(sign).len()
    };
    let mut end = skip(head.end);
    if let Some((_, date)) = any_date_at_start(&text[end..], &profile.vocabulary) {
        end = skip(end + date);
    }
    let beside = || {
        let next = items.get(item + 1);
        next.is_some_and(|next| next.piece.line == items[item].piece.line)
    };
    let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let (value, mark) = match text[end..].strip_prefix(':') {
        Some(value) => (text.len() - value.trim_start().len(), Mark::Colon),
        None if end == text.len() && beside() => (end, Mark::Edge),
        None if end == text.len() => (end, Mark::Blank),
        None if end > head.end && text[end..].starts_with(begins) => (end, Mark::Blank),
        None => return None,
    };
    Some(Cell {
        item,
        column: head.what,
        value,
        mark,
    })
}
