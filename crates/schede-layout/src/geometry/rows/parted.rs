//! Rows of phases that a page parts where no rule says so: words of one column alone, on
//! the page that the row's label does not stand on, may be the neighbour's.
//!
//! In: the rows found. Out: bands of which that is so, with the nearest of the neighbour.
//!
//! Not here: how rows are found (`rows`).

use std::ops::Range;

use super::band::{Band, Kind, Piece, Slot};

/// How far (in em) above its row's label a cell begins that is not set at the top: a row
/// that a page breaks off is, as its height is not known yet.
const ABOVE: f32 = 0.4;

/// The bands in doubt, of rows by their anchor and bands.
pub(crate) fn parted(
    bands: &[Band],
    pieces: &[Piece],
    rows: impl Iterator<Item = (usize, Range<usize>)>,
) -> Vec<usize> {
    let mut doubtful = Vec::new();
    for (anchor, row) in rows {
        let (first, last) = (row.start, row.end.saturating_sub(1));
        if bands[anchor].kind != Kind::Phase || bands[first].page == bands[last].page {
            continue;
        }
        let page = bands[anchor].page;
        let is_strange = |at: &usize| bands[*at].page != page;
        let strange: Vec<usize> = row.clone().filter(is_strange).collect();
        let of = |at: usize| &pieces[bands[at].pieces.clone()];
        let mut slots = strange
            .iter()
            .flat_map(|at| of(*at))
            .map(|piece| piece.slot);
        let Some(slot) = slots
            .next()
            .filter(|slot| slots.all(|other| other == *slot))
        else {
            continue;
        };
        let below = bands[last].page != page;
        let edge = if below { row.end } else { row.start };
        if is_sure(bands, &strange, edge)
            || is_one_sentence(bands, pieces, &row, slot)
            || below && is_set_at_top(bands, pieces, anchor, &row, slot)
        {
            continue;
        }
        let neighbour = if below {
            let mut below = row.end..bands.len();
            below.find(|at| of(*at).iter().any(|p| p.slot == slot) || is_anchor(bands, *at))
        } else {
            let mut above = (0..row.start).rev();
            above.find(|at| of(*at).iter().any(|p| p.slot == slot) || is_anchor(bands, *at))
        };
        doubtful.extend(strange);
        doubtful.extend(neighbour);
    }
    doubtful
}

/// Whether the rules that part rows say that one ends before a band: nothing parts it from
/// the row's words on the other page but the page's end, or a rule does.
fn is_sure(bands: &[Band], strange: &[usize], edge: usize) -> bool {
    let of_page = |at: usize| bands.get(at).map(|band| band.page);
    let ruled = || bands.get(edge).is_none_or(|band| band.ruled);
    let at_page = || edge == 0 || of_page(edge) != of_page(edge - 1);
    strange.iter().any(|at| bands[*at].fenced) && (ruled() || at_page())
}

fn is_anchor(bands: &[Band], at: usize) -> bool {
    bands[at].kind != Kind::Loose
}

/// Whether a sentence of the row's cell goes on over the page.
fn is_one_sentence(bands: &[Band], pieces: &[Piece], row: &Range<usize>, slot: Slot) -> bool {
    let of_band = |at: usize| {
        pieces[bands[at].pieces.clone()]
            .iter()
            .map(move |p| (at, p))
    };
    let of_cell = row
        .clone()
        .flat_map(of_band)
        .filter(|(_, p)| p.slot == slot);
    let of_cell: Vec<_> = of_cell.collect();
    of_cell.windows(2).any(|pair| {
        let ((above, last), (below, first)) = (pair[0], pair[1]);
        bands[above].page != bands[below].page && (last.open || first.small)
    })
}

/// Whether the row's cell begins at the height of its label on the label's page.
fn is_set_at_top(
    bands: &[Band],
    pieces: &[Piece],
    anchor: usize,
    row: &Range<usize>,
    slot: Slot,
) -> bool {
    let of = |at: usize| &pieces[bands[at].pieces.clone()];
    let of_page = row
        .clone()
        .filter(|at| bands[*at].page == bands[anchor].page);
    let first = of_page.flat_map(of).find(|piece| piece.slot == slot);
    let label = of(anchor).first();
    first
        .zip(label)
        .is_some_and(|(first, label)| first.base > label.base - ABOVE * first.em)
}
