//! No line of a cell is longer than its cell: a line was broken where the next word
//! would not fit. A text in which a line is far longer than one that was broken holds
//! lines of two cells.
//!
//! In: the lines of a text. Out: the line that is too
//! long for the others. Lengths are counted in characters, which are not equally wide.
//!
//! Not here: lines too short to have been broken (`order`).

use schede_model::Flow;

use crate::source::Piece;

/// How much longer than its cell a line may seem: narrow letters in one line and wide
/// ones in the other make a quarter, and the word that did not fit may nearly have.
const TOLERANCE: f32 = 1.4;

/// The line that is too long for a line of the text that was broken. Paper's own
/// coordinates say more. The first line may stand behind its label.
pub fn too_long(flow: &Flow<'_>, pieces: &[Piece]) -> Option<Piece> {
    if flow.on_paper() {
        return None;
    }
    let labelled = pieces.first_chunk().and_then(|[label, next]| {
        let line = &flow.lines[label.line as usize].text;
        width_at_break(flow, line, *label, *next)
    });
    let others = pieces.windows(2).filter_map(|pair| {
        let whole = begins_line(flow, pair[0]);
        whole.then(|| width_at_break(flow, pair[0].text(flow), pair[0], pair[1]))?
    });
    let width = others.chain(labelled).min()?;
    let most = TOLERANCE * width as f32;
    let long = |piece: &&Piece| is_line(flow, **piece) && letters(piece.text(flow)) as f32 > most;
    pieces.iter().find(long).copied()
}

/// The characters that did not fit where a sentence that ends a line goes on in the next.
fn width_at_break(flow: &Flow<'_>, text: &str, line: Piece, next: Piece) -> Option<usize> {
    let (text, rest) = (text.trim(), next.text(flow).trim_start());
    let ended = text.ends_with(['.', ';', ':', '!', '?', ')', '”', '»', '"']);
    let sentence = !ended && rest.starts_with(char::is_lowercase);
    let whole = line.line != next.line && ends_line(flow, line) && begins_line(flow, next);
    let word = rest.split_whitespace().next().unwrap_or_default();
    (sentence && whole).then(|| letters(text) + 1 + letters(word))
}

/// A line of a cell behind one that was not broken for want of room and does not end a
/// sentence: it begins a text, which may be another cell's.
pub fn broken_early(flow: &Flow<'_>, pieces: &[Piece]) -> Option<Piece> {
    let lines = || pieces.iter().filter(|piece| is_line(flow, **piece));
    if flow.geometric || lines().count() < FEWEST_LINES {
        return None;
    }
    let longest = lines().map(|piece| letters(piece.text(flow))).max()?;
    let early = |pair: &&[Piece]| {
        let (text, rest) = (pair[0].text(flow).trim(), pair[1].text(flow).trim_start());
        let ended = text.ends_with(|c: char| !c.is_alphanumeric());
        let word = rest.split_whitespace().next().unwrap_or_default();
        let whole = pair[0].line != pair[1].line && is_line(flow, pair[0]);
        let fits = (letters(text) + 1 + letters(word)) as f32 * TOLERANCE < longest as f32;
        !ended && rest.starts_with(char::is_uppercase) && whole && fits
    };
    pieces.windows(2).find(early).map(|pair| pair[1])
}

/// A line that begins a text behind a few words that ended the line before, which had
/// room for more: it may be the rest of another cell.
pub fn begins_anew(flow: &Flow<'_>, pieces: &[Piece]) -> Option<Piece> {
    const FEW: usize = 3;
    const WIDER: usize = 2;
    let [first, next, ..] = pieces else {
        return None;
    };
    let (text, rest) = (first.text(flow).trim(), next.text(flow).trim_start());
    let lines = first.line != next.line && ends_line(flow, *first) && begins_line(flow, *next);
    let few = text.split_whitespace().nth(FEW).is_none() && text.ends_with(char::is_alphanumeric);
    let longest = || {
        pieces[1..]
            .iter()
            .map(|piece| letters(piece.text(flow)))
            .max()
    };
    let room = || longest() >= Some(WIDER * letters(text));
    let anew = !flow.geometric && rest.starts_with(char::is_uppercase) && lines && few;
    (anew && room()).then_some(*next)
}

/// A cell of fewer lines has no width.
const FEWEST_LINES: usize = 4;

fn letters(text: &str) -> usize {
    text.trim().chars().count()
}

/// Whether nothing else stands on a piece's line; where columns are kept by blanks,
/// other cells do.
fn is_line(flow: &Flow<'_>, piece: Piece) -> bool {
    begins_line(flow, piece) && ends_line(flow, piece)
}

fn ends_line(flow: &Flow<'_>, piece: Piece) -> bool {
    flow.geometric || piece.ends_line(flow)
}

fn begins_line(flow: &Flow<'_>, piece: Piece) -> bool {
    flow.geometric || piece.begins_line(flow)
}
