//! Sheets on paper that no signature ends: what stands below the last text, without a gap,
//! is read with it, and may be other text of the plan; what stands below a gap is not, and may
//! be the text's.
//!
//! In: the items of a sheet, its draft. Out: a doubt about the last text, where a line begins
//! a paragraph though the one above it has room for its first word, and no other text of the
//! sheet has paragraphs; another where other text follows on the page.

use schede_model::Flow;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::grammar::items::{Class, Item};
use crate::source::Piece;

/// Doubts the last text of a sheet.
pub fn doubt_unsigned(flow: &Flow<'_>, items: &[Item], draft: &mut Draft) {
    let on_paper = flow.on_paper();
    if !on_paper || items.iter().any(|item| item.class == Class::Signature) {
        return;
    }
    let Some((about, pieces)) = last_text(draft) else {
        return;
    };
    let edges = draft.texts().flat_map(|(_, pieces)| pieces);
    let edges = edges
        .filter_map(|piece| piece.place(flow))
        .map(|place| place[2]);
    let right = edges.fold(0.0, f64::max);
    let begins = |pair: &&[Piece]| begins_paragraph(flow, pair[0], pair[1], right);
    let Some(pair) = pieces.windows(2).find(begins) else {
        return;
    };
    let usual = draft
        .texts()
        .filter(|(other, _)| *other != about)
        .any(|(_, pieces)| pieces.windows(2).any(|pair| begins(&pair)));
    if usual {
        return;
    }
    let sign = "no signature ends the sheet, and a line of it begins a paragraph";
    let doubt = Doubt::broken(about, sign, pair[1]);
    draft.doubts.push(doubt);
}

/// Doubts the last text of a sheet below which other text follows on the page, and names
/// all lines of that.
pub fn doubt_below(below: &[Item], draft: &mut Draft) {
    let mut lines = below.iter().filter(|item| !item.is_aside());
    let Some((first, (about, _))) = lines.next().zip(last_text(draft)) else {
        return;
    };
    let sign = "no signature ends the sheet, and below a gap other text follows on the page";
    let mut doubt = Doubt::broken(about, sign, first.piece);
    doubt.pieces.extend(lines.map(|item| item.piece));
    draft.doubts.push(doubt);
}

/// The text of the sheet that ends furthest down.
fn last_text(draft: &Draft) -> Option<(About, &[Piece])> {
    draft
        .texts()
        .max_by_key(|(_, pieces)| pieces.last().map(|piece| piece.line))
}

/// Whether the first word of a line had room behind the line above.
fn begins_paragraph(flow: &Flow<'_>, above: Piece, line: Piece, right: f64) -> bool {
    let text = line.text(flow).trim_start();
    let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
    if above.line == line.line || !text.starts_with(begins) {
        return false;
    }
    let Some((above, line)) = above.place(flow).zip(line.place(flow)) else {
        return false;
    };
    let letters = text.chars().count() as f64;
    let word = text.split(' ').next().unwrap_or_default();
    // A blank stands before the word.
    let width = (line[2] - line[0]) * (word.chars().count() + 1) as f64 / letters;
    above[2] + width < right
}
