//! Tables of indicators: one label over all, and an indicator in each row.
//!
//! In: the items of a sheet, its draft, in which the rows are one text. Out: a statement for each row, all with the
//! label that is printed over them.
//!
//! Not here: what else the rows hold (no field takes it).

use schede_model::{Column, Flow};
use schede_profile::Field;
use smallvec::smallvec;

use super::claims::Claim;
use super::draft::{About, Doubt, Draft, StatementDraft};
use super::items::Item;
use crate::source::{Piece, Pieces};

/// Makes statements of the rows.
pub fn split_rows(flow: &Flow<'_>, items: &[Item], draft: &mut Draft) {
    let mut more: Vec<StatementDraft> = Vec::new();
    let n_before = draft.statements.len();
    for (n, statement) in draft.statements.iter_mut().enumerate() {
        let several = statement.field == Field::Indicators && statement.text.len() > 1;
        let label = statement.label.first();
        if several && label.is_some_and(|label| is_head(flow, items, *label)) {
            let mut rows = rows(items, &statement.text).into_iter();
            statement.text = rows.next().unwrap_or_default();
            let first = n_before + more.len();
            more.extend(rows.map(|text| StatementDraft {
                field: statement.field,
                label: statement.label.clone(),
                text,
            }));
            let rows = &more[first - n_before..];
            let of_row = |doubt: &Doubt| {
                let piece = doubt.pieces.first()?;
                let row = rows.iter().position(|row| row.text.contains(piece))?;
                Some(first + row)
            };
            let doubts = draft.doubts.iter_mut();
            for doubt in doubts.filter(|doubt| doubt.about == About::Statement(n)) {
                doubt.about = of_row(doubt).map_or(doubt.about, About::Statement);
            }
        }
    }
    draft.statements.extend(more);
    drop_title(flow, items, draft);
}

/// Takes a label with nothing behind it that stands over the table for the table's title.
fn drop_title(flow: &Flow<'_>, items: &[Item], draft: &mut Draft) {
    let is_measured = |statement: &StatementDraft| {
        let label = statement.label.first();
        statement.field == Field::Indicators
            && label.is_some_and(|label| is_head(flow, items, *label))
    };
    let title = draft.statements.windows(2).position(|pair| {
        let bare = pair[0].field == Field::Indicators && pair[0].text.is_empty();
        bare && is_measured(&pair[1])
    });
    let Some(title) = title else {
        return;
    };
    for piece in draft.statements.remove(title).label {
        draft.claim(piece, Claim::Furniture);
    }
    // Doubts tell statements by their places.
    for doubt in &mut draft.doubts {
        match &mut doubt.about {
            About::Statement(n) | About::Label(n) if *n == title => {
                doubt.about = About::Statements(Field::Indicators);
            }
            About::Statement(n) | About::Label(n) if *n > title => *n -= 1,
            _ => {}
        }
    }
}

/// Whether a label heads a column: columns that no field takes stand beside it.
fn is_head(flow: &Flow<'_>, items: &[Item], label: Piece) -> bool {
    let mut beside = items.iter().filter(|item| item.piece.line == label.line);
    beside.any(|item| {
        let place = item.place(flow);
        place.is_some_and(|place| place.column == Column::Other)
    })
}

/// The pieces of a text by the cells they stand in.
fn rows(items: &[Item], text: &[Piece]) -> Vec<Pieces> {
    let block = |piece: Piece| {
        let mut items = items.iter();
        let own = items.find(|item| item.piece.covers(piece));
        own.map(|item| item.block)
    };
    let mut rows: Vec<Pieces> = Vec::new();
    let mut last = None;
    for piece in text {
        let own = block(*piece);
        match rows.last_mut() {
            Some(row) if own == last => row.push(*piece),
            _ => rows.push(smallvec![*piece]),
        }
        last = own;
    }
    rows
}
