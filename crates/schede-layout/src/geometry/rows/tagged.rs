//! Cells that the structure tree gives to another row than their place does: one that is
//! merged over several rows stands beside one of them, and is a cell of the first.
//!
//! In: rows of bands. Out: the same, with the words of such cells in the row of the tree.
//!
//! Not here: how the tree helps to find the rows (`evidence`).

use std::collections::HashMap;

use schede_model::Column;

use super::Row;
use super::band::{Band, Kind, Piece, Slot};

/// Table and row of the structure tree.
type Tag = (u32, u32);

/// A piece, and the row of the tree.
struct Stray {
    piece: usize,
    row: usize,
}

/// Puts the words of cells into the rows of the tree.
pub(crate) fn settle(rows: &mut [Row], bands: &mut Vec<Band>, pieces: &mut Vec<Piece>) {
    if pieces.iter().all(|piece| piece.tag.is_none()) {
        return;
    }
    let strays = strays(rows, bands, pieces);
    if strays.is_empty() {
        return;
    }
    let (old_bands, old_pieces) = (std::mem::take(bands), std::mem::take(pieces));
    for (at, row) in rows.iter_mut().enumerate() {
        let mut of_row: Vec<(Band, Vec<Piece>, bool)> = Vec::new();
        for band in row.bands.clone() {
            let own = old_bands[band].pieces.clone();
            let left = own.filter(|piece| strays.iter().all(|stray| stray.piece != *piece));
            let left: Vec<Piece> = left.map(|piece| old_pieces[piece]).collect();
            let doubtful = row.doubtful.contains(&band);
            of_row.push((old_bands[band].clone(), left, doubtful));
        }
        for stray in strays.iter().filter(|stray| stray.row == at) {
            let band = old_bands.iter().find(|b| b.pieces.contains(&stray.piece));
            let loose = band.map(|band| Band {
                kind: Kind::Loose,
                ..band.clone()
            });
            let piece = old_pieces[stray.piece];
            of_row.extend(loose.map(|band| (band, vec![piece], false)));
        }
        of_row.retain(|(_, pieces, _)| !pieces.is_empty());
        of_row.sort_by(|(a, ..), (b, ..)| a.page.cmp(&b.page).then(a.top.total_cmp(&b.top)));
        let first = bands.len();
        row.doubtful.clear();
        for (band, of_band, doubtful) in of_row {
            if doubtful {
                row.doubtful.push(bands.len());
            }
            let start = pieces.len();
            pieces.extend(of_band);
            bands.push(Band {
                pieces: start..pieces.len(),
                ..band
            });
        }
        row.bands = first..bands.len();
    }
}

/// The pieces whose row in the tree is another's.
fn strays(rows: &[Row], bands: &[Band], pieces: &[Piece]) -> Vec<Stray> {
    let own: Vec<Option<Tag>> = rows.iter().map(|row| tag_of(row, bands, pieces)).collect();
    let mut named: HashMap<Tag, Option<usize>> = HashMap::new();
    for (at, tag) in own.iter().enumerate() {
        let Some(tag) = tag else { continue };
        // Two phases in one row of the tree: it says nothing of rows.
        let one = |row: &mut Option<usize>| *row = None;
        named.entry(*tag).and_modify(one).or_insert(Some(at));
    }
    let mut strays = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(tag) = own[at] else { continue };
        let all = row
            .bands
            .clone()
            .flat_map(|band| bands[band].pieces.clone());
        for piece in all.filter(|piece| may_be_merged(pieces[*piece].slot)) {
            let other = pieces[piece].tag.filter(|other| *other != tag);
            let row = other.and_then(|other| *named.get(&other)?);
            strays.extend(row.map(|row| Stray { piece, row }));
        }
    }
    strays
}

/// The row of the tree that the first words of a phase are of.
fn tag_of(row: &Row, bands: &[Band], pieces: &[Piece]) -> Option<Tag> {
    let mut bands = row.bands.clone().map(|at| &bands[at]);
    let anchor = bands.find(|band| band.kind == Kind::Phase)?;
    let mut own = pieces[anchor.pieces.clone()].iter();
    own.find(|piece| !may_be_merged(piece.slot))?.tag
}

/// The columns whose cells forms merge.
fn may_be_merged(slot: Slot) -> bool {
    match slot {
        Slot::Cell(column) => match column {
            Column::Weight | Column::Monitoring | Column::Due | Column::Outcome => true,
            Column::Head
            | Column::Caption
            | Column::Label
            | Column::Description
            | Column::Other => false,
        },
        Slot::Left | Slot::Right => false,
    }
}
