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

/// Blanks between columns, at least.
const GAP: &str = "      ";

/// Words of a line, at least, whose gaps tell that it is justified.
const MANY_WORDS: usize = 4;

/// What is said of such lines.
const GAP_SAYS: &str = "a line of it has a gap as between columns";
const BEGIN_SAYS: &str = "a line of it begins where no other does";

/// The doubts.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    if !flow.approximate {
        return Vec::new();
    }
    let texts = texts(draft);
    let apart = |text: &Labelled<'_>| {
        let doubt = |says, piece| Doubt::broken(text.about, says, piece);
        let gap = gap(flow, text).map(|piece| doubt(GAP_SAYS, piece));
        gap.or_else(|| Some(doubt(BEGIN_SAYS, begins_apart(flow, text)?)))
    };
    texts.iter().filter_map(apart).collect()
}

/// The words behind a gap within a line, or those around it.
fn gap(flow: &Flow<'_>, text: &Labelled<'_>) -> Option<Piece> {
    let mut lines = text.pieces.chunk_by(|a, b| a.line == b.line);
    let has_gap = |pieces: &&[Piece]| {
        let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
        let line = &flow.lines[first.line as usize].text;
        let words = line.get(first.start as usize..last.end as usize);
        words.is_some_and(|words| words.trim().contains(GAP) && !is_spread(words.trim()))
    };
    let line = lines.find(has_gap)?;
    line.get(1).or(line.first()).copied()
}

/// Whether most words of a line stand apart: it is justified.
fn is_spread(text: &str) -> bool {
    let wide = text.split("  ").filter(|part| !part.is_empty()).count() - 1;
    let words = text.split_whitespace().count();
    2 * wide > words - 1 && words > MANY_WORDS
}

/// A line that begins at another place than the label, the value beside it and the other
/// lines.
fn begins_apart(flow: &Flow<'_>, text: &Labelled<'_>) -> Option<Piece> {
    let label = column(flow, text.label);
    let begins: Vec<usize> = text.pieces.iter().map(|p| column(flow, *p)).collect();
    let near = |a: usize, b: usize| a.abs_diff(b) <= SAME_PLACE;
    let alone = |at: &usize| {
        let own = begins[*at];
        let mut others = begins.iter().enumerate().filter(|(n, _)| n != at);
        let first_of_line = text.pieces[at - 1].line != text.pieces[*at].line;
        first_of_line && !near(own, label) && !others.any(|(_, x)| near(own, *x))
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
