//! Words that stand apart from the rest of their text, where columns are kept by blanks: the
//! letters of a watermark, a note in the margin, titles over a group of columns.
//!
//! In: a draft of such a text. Out: doubts about the labelled texts in which a line begins
//! where none of their lines does, or has a gap within it as wide as between columns.
//!
//! Not here: lines of a table (`across`), labels that the form does not know
//! (`unknown_labels`).

use schede_model::Flow;

use super::neighbour_texts::{Labelled, texts};
use crate::grammar::draft::{Doubt, Draft};
use crate::source::Piece;

/// Characters by which lines of one text may begin apart: places are rounded to characters.
const SAME_PLACE: usize = 2;

/// Blanks between columns, at least: a justified line has fewer.
const GAP: &str = "      ";

/// The doubts.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    if !flow.approximate {
        return Vec::new();
    }
    let texts = texts(draft);
    let apart = |text: &Labelled<'_>| {
        let (says, piece) = gap(flow, text)
            .map(|piece| ("a line of it has a gap as between columns", piece))
            .or_else(|| {
                Some((
                    "a line of it begins where no other does",
                    begins_apart(flow, text)?,
                ))
            })?;
        Some(Doubt::broken(text.about, says, piece))
    };
    texts.iter().filter_map(apart).collect()
}

/// The words behind a gap within a line, or those before it.
fn gap(flow: &Flow<'_>, text: &Labelled<'_>) -> Option<Piece> {
    let within = |piece: &Piece| piece.text(flow).trim().contains(GAP);
    let between = |pair: &[Piece]| {
        let line = &flow.lines[pair[0].line as usize].text;
        let blanks = line.get(pair[0].end as usize..pair[1].start as usize);
        pair[0].line == pair[1].line && blanks.is_some_and(|blanks| blanks.contains(GAP))
    };
    let pieces = text.pieces.iter();
    let mut pairs = text.pieces.windows(2);
    let first = pieces.copied().find(within);
    first.or_else(|| pairs.find(|pair| between(pair)).map(|pair| pair[1]))
}

/// A line that begins at another place than the label, the value beside it and the other
/// lines.
fn begins_apart(flow: &Flow<'_>, text: &Labelled<'_>) -> Option<Piece> {
    let label = column(flow, text.label);
    let begins: Vec<usize> = text.pieces.iter().map(|p| column(flow, *p)).collect();
    let near = |a: usize, b: usize| a.abs_diff(b) <= SAME_PLACE;
    let alone = |at: &usize| {
        let own = begins[*at];
        let others = begins.iter().enumerate().filter(|(n, _)| n != at);
        let first_of_line = *at == 0 || text.pieces[at - 1].line != text.pieces[*at].line;
        first_of_line && !near(own, label) && !others.into_iter().any(|(_, x)| near(own, *x))
    };
    let at = (1..begins.len()).find(alone)?;
    Some(text.pieces[at])
}

/// The column of characters at which a piece begins.
fn column(flow: &Flow<'_>, piece: Piece) -> usize {
    let line = &flow.lines[piece.line as usize].text;
    let text = piece.text(flow);
    let blanks = text.len() - text.trim_start().len();
    line[..piece.start as usize + blanks].chars().count()
}
