//! Row edges that are drawn or declared: ruling lines, clip rectangles of
//! cells, rows of the structure tree.
//!
//! In: the bands of one page. Out: for the gap before each band, what a row edge
//! there costs, and what none costs. Where nothing is drawn or declared, the
//! bands are left as they are: alignment alone decides.

use std::collections::HashMap;

use schede_model::Column;

use super::band::{Band, Kind, Piece, Slot, holds_label};
use super::begins::Begins;
use crate::geometry::columns::{Columns, is_narrow};
use crate::geometry::lines::text::PageText;

/// Cost of going against a rule, a clip or a tag: more than any misalignment.
const DRAWN: f32 = 8.0;

/// Share of the table's width a rule must cover to part rows: an underlined
/// word covers less.
const COVERED: f32 = 0.5;

/// Share of the gaps between anchors that must be ruled for rules to be this
/// table's way to part rows.
const IN_USE: f32 = 0.7;

/// Gaps between the anchors of a table that are ruled, at least, for what other pages
/// have.
const FEWEST_RULED: usize = 2;

/// Cost of a row edge in mid-sentence: less than what is drawn, as a cell may
/// begin with a small letter.
const MID_SENTENCE: f32 = 3.0;

/// Cost of no row edge before a capital that follows no open sentence: a cell may
/// hold several sentences and names.
const CAPITAL: f32 = 0.3;

/// Columns that hold sentences.
const TEXTS: [Column; 3] = [Column::Description, Column::Due, Column::Outcome];

/// Height (em) of a clip around the ink of one line, at most: a cell has room above and
/// below its lines.
const ONE_LINE: f32 = 1.1;

/// How far (in em) a rule may reach into the line beside it.
const REACH: f32 = 0.35;

/// Weighs the gaps between the bands of one page.
pub(crate) fn weigh(
    bands: &mut [Band],
    pieces: &[Piece],
    page: &PageText,
    columns: &Columns,
    begins: &mut Begins,
) {
    weigh_rules(bands, pieces, page, columns);
    weigh_clips(bands, pieces, page, columns);
    weigh_tags(bands, pieces);
    begins.add(bands, pieces);
    weigh_words(bands, pieces, begins);
}

/// A row ends nowhere between two lines of one sentence: in each column, and beside labels, a
/// piece that begins with a small letter goes on with the one above it, and so does
/// what follows an article or a preposition.
fn weigh_words(bands: &mut [Band], pieces: &[Piece], begins: &Begins) {
    // The last band with a piece of the slot, and whether that leads on, by slot.
    let mut last: Vec<(Slot, usize, bool)> = Vec::new();
    for at in 0..bands.len() {
        for piece in &pieces[bands[at].pieces.clone()] {
            let (has_text, of_table) = match piece.slot {
                Slot::Cell(column) => (TEXTS.contains(&column), true),
                Slot::Right => (true, false),
                Slot::Left => (false, false),
            };
            if !has_text {
                continue;
            }
            let known = last.iter().position(|(slot, ..)| *slot == piece.slot);
            // Beside its own label a value may begin with any letter.
            let small = piece.small && (of_table || bands[at].kind == Kind::Loose);
            if let Some((_, above, open)) = known.map(|n| last[n])
                && (small || open)
                && !piece.fresh
                && !holds_label(&bands[at], pieces, piece)
            {
                let told = if open { 1.0 } else { begins.weight(piece.slot) };
                for band in &mut bands[above + 1..=at] {
                    band.cut += told * MID_SENTENCE;
                }
            }
            if of_table && piece.capital && known.is_some_and(|n| !last[n].2) {
                bands[at].hold += CAPITAL;
            }
            match known {
                Some(n) => last[n] = (piece.slot, at, piece.open),
                None => last.push((piece.slot, at, piece.open)),
            }
        }
    }
}

fn weigh_rules(bands: &mut [Band], pieces: &[Piece], page: &PageText, columns: &Columns) {
    let levels = levels(page, columns, labels(bands, pieces));
    if levels.is_empty() {
        return;
    }
    let ruled: Vec<bool> = (0..bands.len())
        .map(|at| at > 0 && is_ruled(&bands[at - 1], &bands[at], pieces, &levels))
        .collect();
    let anchors = bands.iter().filter(|b| b.kind != Kind::Loose).count();
    let n_ruled = ruled.iter().filter(|r| **r).count();
    let in_use = anchors > 1 && n_ruled as f32 >= IN_USE * (anchors - 1) as f32;
    for (at, ruled) in ruled.into_iter().enumerate().skip(1) {
        bands[at].ruled = ruled;
        bands[at].fenced = in_use;
        if ruled {
            bands[at].hold += DRAWN;
        } else if in_use {
            bands[at].cut += DRAWN / 2.0;
        }
    }
}

/// Weighs the gaps of a table that rules part on most of its pages: on the others, too,
/// no row ends where there is none.
pub(crate) fn weigh_all(bands: &mut [Band]) {
    let anchors: Vec<usize> = (0..bands.len())
        .filter(|at| bands[*at].kind != Kind::Loose && bands[*at].table.is_some())
        .collect();
    let gaps = anchors.windows(2).map(|pair| &bands[pair[0]..=pair[1]]);
    let gaps: Vec<bool> = gaps
        .filter(|gap| gap.iter().all(|band| band.page == gap[0].page))
        .map(|gap| gap[1..].iter().any(|band| band.ruled))
        .collect();
    let n_ruled = gaps.iter().filter(|ruled| **ruled).count();
    if n_ruled < FEWEST_RULED || (n_ruled as f32) < IN_USE * gaps.len() as f32 {
        return;
    }
    for at in 1..bands.len() {
        let within = bands[at].page == bands[at - 1].page && bands[at - 1].table.is_some();
        let band = &mut bands[at];
        if within && band.table.is_some() && !band.ruled && !band.fenced {
            band.cut += DRAWN / 2.0;
        }
    }
}

fn is_ruled(above: &Band, below: &Band, pieces: &[Piece], levels: &[f32]) -> bool {
    let em = pieces.get(below.pieces.start).map_or(1.0, |p| p.em);
    let (from, to) = (above.bottom - REACH * em, below.top + REACH * em);
    let first = levels.partition_point(|y| *y < from);
    levels.get(first).is_some_and(|y| *y <= to)
}

/// Left and right end of the labels before values, with a margin: the cells of all of
/// them reach beyond, what underlines one of them does not.
fn labels(bands: &[Band], pieces: &[Piece]) -> Option<(f32, f32)> {
    const MARGIN: f32 = 0.3;
    let first = bands.first()?.pieces.start;
    let labels = pieces[first..].iter().filter(|p| p.slot == Slot::Left);
    let spans = labels.map(|p| (p.x0 + MARGIN * p.em, p.x1 + MARGIN * p.em));
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Heights at which horizontal rules cover most of the table's width, or all of the
/// labels': their cells may be filled where no others are.
fn levels(page: &PageText, columns: &Columns, labels: Option<(f32, f32)>) -> Vec<f32> {
    let left = columns.caption.unwrap_or(columns.span.0);
    let right = columns.span.1;
    let mut parts: Vec<(f32, f32)> = Vec::new();
    for rule in page.lying.all() {
        let (x0, x1) = (rule.x0, rule.x1);
        let part = x1.min(right) - x0.max(left);
        let under_labels = labels.is_some_and(|labels| x0 <= labels.0 && labels.1 <= x1);
        if part > 0.0 && rule.center_y().is_finite() {
            let part = if under_labels { right - left } else { part };
            parts.push((rule.center_y(), part));
        }
    }
    // Borders are drawn cell by cell: pieces at one height are one rule.
    let groups = parts.chunk_by(|a, b| b.0 - a.0 < 1.0);
    groups
        .filter(|group| group.iter().map(|p| p.1).sum::<f32>() > COVERED * (right - left))
        .map(|group| group[group.len() / 2].0)
        .collect()
}

/// A clip that is a cell holds words of one row only; where no clip of the
/// words above reaches the words below, a row ends.
fn weigh_clips(bands: &mut [Band], pieces: &[Piece], page: &PageText, columns: &Columns) {
    let mut spans: HashMap<u32, (usize, usize)> = HashMap::new();
    for (at, band) in bands.iter().enumerate() {
        for clip in pieces[band.pieces.clone()].iter().filter_map(|p| p.clip) {
            spans
                .entry(clip)
                .and_modify(|s| s.1 = at)
                .or_insert((at, at));
        }
    }
    let is_cell = |clip: u32, span: &(usize, usize)| {
        let anchors = bands[span.0..=span.1]
            .iter()
            .filter(|b| b.kind != Kind::Loose)
            .count();
        let em = pieces.get(bands[span.0].pieces.start).map_or(1.0, |p| p.em);
        let cell = page
            .clips
            .get(clip as usize)
            .is_some_and(|c| is_narrow(c, columns) && c.height() > ONE_LINE * em);
        anchors <= 1 && cell
    };
    spans.retain(|clip, span| is_cell(*clip, span));
    let rows: Vec<Option<(f32, f32)>> = bands
        .iter()
        .map(|band| {
            let clips = pieces[band.pieces.clone()].iter().filter_map(|p| p.clip);
            let cells = clips
                .filter(|c| spans.contains_key(c))
                .filter_map(|c| page.clips.get(c as usize));
            cells
                .map(|c| (c.y0, c.y1))
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        })
        .collect();
    for (first, last) in spans.into_values() {
        for band in &mut bands[first + 1..=last] {
            band.cut = DRAWN;
        }
    }
    for at in 1..bands.len() {
        let (Some(above), Some(below)) = (rows[at - 1], rows[at]) else {
            continue;
        };
        if above.1 <= below.0 + 1.0 && bands[at].cut < DRAWN {
            bands[at].hold += DRAWN;
        }
    }
}

/// Words tagged with one row are one row; between two rows is an edge.
fn weigh_tags(bands: &mut [Band], pieces: &[Piece]) {
    let mut spans: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
    for (at, band) in bands.iter().enumerate() {
        for tag in pieces[band.pieces.clone()].iter().filter_map(|p| p.tag) {
            spans
                .entry(tag)
                .and_modify(|s| s.1 = at)
                .or_insert((at, at));
        }
    }
    let anchored = |span: &(usize, usize)| {
        bands[span.0..=span.1]
            .iter()
            .filter(|b| b.kind != Kind::Loose)
            .count()
            <= 1
    };
    spans.retain(|_, span| anchored(span));
    let mut within = vec![false; bands.len()];
    for (first, last) in spans.values() {
        within[first + 1..=*last].fill(true);
    }
    let known = |band: &Band| {
        pieces[band.pieces.clone()]
            .iter()
            .any(|p| p.tag.is_some_and(|t| spans.contains_key(&t)))
    };
    let known: Vec<bool> = bands.iter().map(known).collect();
    for at in 1..bands.len() {
        if within[at] {
            bands[at].cut += DRAWN;
        } else if known[at - 1] && known[at] {
            bands[at].hold += DRAWN;
        }
    }
}
