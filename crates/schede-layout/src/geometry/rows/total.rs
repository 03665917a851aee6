//! The row of the total: the last weight of a table, when no phase claims it.
//!
//! In: the bands of a table. Out: the kind of the band with the total. A table
//! whose phases have no labels gets its rows from the weights, or from the deadlines.

use schede_model::Column;

use super::band::{Band, Kind, Piece, Slot};

/// Difference of weights that is rounding.
pub(crate) const ROUNDING: f64 = 0.01;

/// What the weights of a table add to, as most forms print it.
const ALL: f64 = 100.0;

/// Marks the band of the total.
pub(crate) fn mark(bands: &mut [Band], pieces: &[Piece]) {
    let weights: Vec<usize> = (0..bands.len())
        .filter(|i| has_weight(&bands[*i], pieces))
        .collect();
    let last_phase = bands.iter().rposition(|b| b.kind == Kind::Phase);
    let Some(last) = last_phase else {
        match weights.is_empty() {
            true => mark_by_dates(bands, pieces),
            false => mark_by_weights(bands, pieces, &weights),
        }
        return;
    };
    let after: Vec<usize> = weights.iter().copied().filter(|w| *w > last).collect();
    let loose = |w: &&usize| bands[**w].kind == Kind::Loose;
    let Some(candidate) = after.iter().rev().find(loose).copied() else {
        return;
    };
    let phases = bands.iter().filter(|b| b.kind == Kind::Phase).count();
    let n_weights: usize = weights
        .iter()
        .map(|w| weight_lines(&bands[*w], pieces))
        .sum();
    let claimed = has_weight(&bands[last], pieces) || after.len() > 1 || n_weights > phases;
    let sum = || is_bare(&bands[candidate], pieces) && is_sum(bands, pieces, &weights, candidate);
    if claimed || sum() {
        bands[candidate].kind = Kind::Total;
        bands[candidate].sticky = false;
    }
}

/// Without phase labels each weight is a row; the sum is the total.
fn mark_by_weights(bands: &mut [Band], pieces: &[Piece], weights: &[usize]) {
    for band in weights {
        bands[*band].kind = Kind::Phase;
    }
    if let Some(last) = weights.last()
        && weights.len() > 1
        && is_sum(bands, pieces, weights, *last)
    {
        bands[*last].kind = Kind::Total;
    }
}

/// Without weights, too, each deadline is a row.
fn mark_by_dates(bands: &mut [Band], pieces: &[Piece]) {
    let dated = |piece: &Piece| piece.slot == Slot::Cell(Column::Due) && piece.fresh;
    for band in bands {
        if band.table.is_some() && pieces[band.pieces.clone()].iter().any(dated) {
            band.kind = Kind::Phase;
        }
    }
}

fn weight_pieces<'p>(band: &Band, pieces: &'p [Piece]) -> impl Iterator<Item = &'p Piece> {
    pieces[band.pieces.clone()]
        .iter()
        .filter(|p| p.slot == Slot::Cell(Column::Weight) && p.number.is_some())
}

fn has_weight(band: &Band, pieces: &[Piece]) -> bool {
    weight_pieces(band, pieces).next().is_some()
}

fn weight_lines(band: &Band, pieces: &[Piece]) -> usize {
    weight_pieces(band, pieces).count()
}

/// Whether nothing stands in a band that forms do not print beside the total: the weight of
/// a last phase may be the sum of the others.
fn is_bare(band: &Band, pieces: &[Piece]) -> bool {
    let strange = |piece: &Piece| match piece.slot {
        Slot::Cell(column) => {
            matches!(column, Column::Monitoring | Column::Due | Column::Outcome)
        }
        Slot::Left | Slot::Right => false,
    };
    !pieces[band.pieces.clone()].iter().any(strange)
}

/// Whether a band's weight is the sum of those before, or all there is: then no row beside
/// those with weights of their own has it.
fn is_sum(bands: &[Band], pieces: &[Piece], weights: &[usize], at: usize) -> bool {
    let amount = |band: usize| -> f64 {
        weight_pieces(&bands[band], pieces)
            .filter_map(|p| p.number)
            .sum()
    };
    let before: f64 = weights
        .iter()
        .filter(|w| **w < at)
        .map(|w| amount(*w))
        .sum();
    let own = amount(at);
    // Where all of them are a hundred, the last is half of it and no total.
    let half = (own + before - ALL).abs() < ROUNDING;
    let sum = (own - before).abs() < ROUNDING && !half;
    let all = (own - ALL).abs() < ROUNDING && before <= ALL;
    before > 0.0 && (sum || all)
}
