//! Words painted across a page or down its margin ("COPIA" from corner to corner), in a
//! text whose columns are kept by blanks: a letter or two of them stand on a line, between
//! the words of others.
//!
//! In: the pages of a text. Out: where the pieces of such words stand; the pages without
//! them, and the flow of those with the pieces as furniture.
//!
//! Not here: what the places say that are left (`super`); letters of a page with boxes
//! (`geometry::lines::stacked`).

use std::borrow::Cow;
use std::ops::Range;

use schede_model::{Flow, Layer, Segment};

/// Letters of a word, at least.
const LETTERS: usize = 4;

/// Letters of one piece, at most: two or three of a slanted word stand on one line.
const LONGEST: usize = 3;

/// Pieces of a slanted word, at least.
const PIECES: usize = 3;

/// Columns over which a slanted word runs, at least.
const SPREAD: usize = 10;

/// Pieces of a page that are looked at: other pages hold tables of letters.
const MOST: usize = 60;

/// Pages before and after one that are compared with it: every page bears the word, but
/// sheets may have others between them.
const REACH: usize = 2;

/// Blanks around a piece.
const APART: usize = 2;

/// A few capitals that stand apart from all other words of their line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece<'t> {
    text: &'t str,
    mark: Mark,
    /// The characters before it.
    column: usize,
    /// Nothing stands before it.
    first: bool,
}

/// Where a piece of a word stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its line, counted from the top of its page.
    line: usize,
    /// Its bytes in the line.
    bytes: Range<usize>,
}

/// For each page the pieces of words painted across it or down its margin.
pub(super) fn find(pages: &[&str]) -> Vec<Vec<Mark>> {
    let found = words(pages).into_iter();
    let marks = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| piece.mark).collect();
    found.map(marks).collect()
}

fn words<'t>(pages: &[&'t str]) -> Vec<Vec<Piece<'t>>> {
    let mut found: Vec<Vec<Piece>> = Vec::new();
    let mut slanted: Vec<Vec<Piece>> = Vec::new();
    for page in pages {
        let (down, rest) = down_margin(page, pieces(page));
        found.push(down);
        slanted.push(if rest.len() > MOST {
            Vec::new()
        } else {
            alone(rest)
        });
    }
    for (at, down) in found.iter_mut().enumerate() {
        let near = at.saturating_sub(REACH)..(at + REACH + 1).min(pages.len());
        let others = near.filter(|other| *other != at);
        let words = others.map(|other| common(&slanted[at], &slanted[other]));
        // What stands between the pieces on some pages only is a page's own.
        let word = words.filter(|word| is_word(word)).min_by_key(Vec::len);
        down.extend(word.unwrap_or_default());
    }
    found
}

/// A page with blanks where the pieces stand.
pub(super) fn without<'t>(page: &'t str, marks: &[Mark]) -> Cow<'t, str> {
    if marks.is_empty() {
        return Cow::Borrowed(page);
    }
    let mut text = String::with_capacity(page.len());
    for (n, line) in page.lines().enumerate() {
        let mut at = 0;
        for mark in marks.iter().filter(|mark| mark.line == n) {
            text.push_str(&line[at..mark.bytes.start]);
            text.extend(std::iter::repeat_n(' ', mark.bytes.len()));
            at = mark.bytes.end;
        }
        text.push_str(line[at..].trim_end());
        text.push('\n');
    }
    Cow::Owned(text)
}

/// Puts the pieces into the flow of pages without them, at the end of each page; the first
/// line of each is given.
pub(super) fn put_back(flow: &mut Flow<'_>, pages: &[Vec<Mark>], first_lines: &[usize]) {
    if pages.iter().all(Vec::is_empty) {
        return;
    }
    let mut block = flow.segments.iter().map(|s| s.block + 1).max().unwrap_or(0);
    let mut furniture = |page: usize| -> Vec<Segment> {
        let pieces = pages[page].iter().map(|mark| {
            block += 1;
            let line = (first_lines[page] + mark.line) as u32;
            let (start, end) = (mark.bytes.start as u32, mark.bytes.end as u32);
            Segment {
                layer: Layer::Furniture,
                ..Segment::plain(line, start, end, block)
            }
        });
        pieces.collect()
    };
    let mut segments = Vec::with_capacity(flow.segments.len());
    let mut moved = Vec::with_capacity(flow.segments.len());
    let mut page = 0;
    for segment in flow.segments.drain(..) {
        while first_lines
            .get(page + 1)
            .is_some_and(|next| *next <= segment.line as usize)
        {
            segments.extend(furniture(page));
            page += 1;
        }
        moved.push(segments.len() as u32);
        segments.push(segment);
    }
    (page..pages.len()).for_each(|page| segments.extend(furniture(page)));
    for segment in &mut segments {
        segment.twin = segment.twin.map(|twin| moved[twin as usize]);
    }
    flow.segments = segments;
}

/// The capitals of a page that stand apart.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (n, line) in page.lines().enumerate() {
        let mut rest = line;
        while let Some(at) = rest.find(|c: char| !c.is_whitespace()) {
            let start = line.len() - rest.len() + at;
            let cell = &line[start..];
            let end = cell
                .find("  ")
                .map_or(line.trim_end().len(), |end| start + end);
            let text = &line[start..end];
            let before = &line[..start];
            let capitals = text.bytes().all(|b| b.is_ascii_uppercase());
            let blanks = before.bytes().rev().take_while(|b| *b == b' ').count();
            if capitals && text.len() <= LONGEST && (blanks >= APART || blanks == start) {
                pieces.push(Piece {
                    text,
                    mark: Mark {
                        line: n,
                        bytes: start..end,
                    },
                    column: before.chars().count(),
                    first: blanks == start,
                });
            }
            rest = &line[end..];
        }
    }
    pieces
}

/// The letters that stand below each other before all other words of their lines, and
/// the other pieces.
fn down_margin<'t>(page: &str, pieces: Vec<Piece<'t>>) -> (Vec<Piece<'t>>, Vec<Piece<'t>>) {
    let letter = |piece: &&Piece| piece.first && piece.text.len() == 1;
    let edge = pieces.iter().filter(letter).map(|piece| piece.column).min();
    let Some(edge) = edge else {
        return (Vec::new(), pieces);
    };
    let inner = |line: &&str| {
        let text = line.trim_start();
        !text.is_empty() && line.len() - text.len() <= edge + APART
    };
    let at_edge = |piece: &Piece| piece.first && piece.text.len() == 1 && piece.column == edge;
    let (down, rest): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(at_edge);
    let lines: Vec<&str> = page.lines().collect();
    // Another line's beginning between two letters parts words.
    let together = |a: &Piece, b: &Piece| !lines[a.mark.line + 1..b.mark.line].iter().any(inner);
    let mut kept = Vec::new();
    let mut others = rest;
    for word in down.chunk_by(together) {
        let counts = word.windows(2).all(|pair| pair[0].text < pair[1].text);
        let same = word.windows(2).all(|pair| pair[0].text == pair[1].text);
        if word.len() >= LETTERS && !counts && !same {
            kept.extend_from_slice(word);
        } else {
            others.extend_from_slice(word);
        }
    }
    others.sort_by_key(|piece| (piece.mark.line, piece.column));
    (kept, others)
}

/// The pieces that do not stand again in their column, as what cells say does ("OK").
fn alone(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let again = |a: &Piece| {
        let same = |b: &&Piece| b.text == a.text && b.column.abs_diff(a.column) <= 1;
        pieces.iter().filter(same).count() > 1
    };
    pieces
        .iter()
        .filter(|piece| !again(piece))
        .cloned()
        .collect()
}

/// The pieces of a page that another has in the same order from top to bottom, each left
/// of the one above or, on a page whose word runs down, right of it.
fn common<'t>(page: &[Piece<'t>], other: &[Piece<'t>]) -> Vec<Piece<'t>> {
    let left = longest(page, other, |above, below| above.column >= below.column);
    let right = longest(page, other, |above, below| above.column <= below.column);
    if right.len() > left.len() {
        right
    } else {
        left
    }
}

fn longest<'t>(
    page: &[Piece<'t>],
    other: &[Piece<'t>],
    goes_on: impl Fn(&Piece<'t>, &Piece<'t>) -> bool,
) -> Vec<Piece<'t>> {
    /// Two pieces that are one, and the best way to them.
    struct Way {
        here: usize,
        there: usize,
        n: usize,
        before: Option<usize>,
    }
    let mut ways: Vec<Way> = Vec::new();
    for (here, piece) in page.iter().enumerate() {
        for (there, same) in other.iter().enumerate() {
            if piece.text != same.text {
                continue;
            }
            let before = (0..ways.len()).filter(|way| {
                let way = &ways[*way];
                let above = (&page[way.here], &other[way.there]);
                let below =
                    above.0.mark.line < piece.mark.line && above.1.mark.line < same.mark.line;
                below && goes_on(above.0, piece) && goes_on(above.1, same)
            });
            let before = before.max_by_key(|way| ways[*way].n);
            let n = before.map_or(0, |before| ways[before].n) + piece.text.len();
            ways.push(Way {
                here,
                there,
                n,
                before,
            });
        }
    }
    let mut at = (0..ways.len()).max_by_key(|way| ways[*way].n);
    let mut chain = Vec::new();
    while let Some(way) = at {
        chain.push(page[ways[way].here].clone());
        at = ways[way].before;
    }
    chain.reverse();
    chain
}

/// Whether some pieces are those of a slanted word.
fn is_word(pieces: &[Piece]) -> bool {
    let letters: usize = pieces.iter().map(|piece| piece.text.len()).sum();
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return false;
    };
    let same = pieces.iter().all(|piece| piece.text == first.text);
    let spread = first.column.abs_diff(last.column) >= SPREAD;
    pieces.len() >= PIECES && letters >= LETTERS && spread && !same
}

#[cfg(test)]
mod tests {
    use super::words;

    fn read(pages: &[&str]) -> Vec<String> {
        let found = words(pages);
        let word = |pieces: &Vec<super::Piece>| pieces.iter().map(|p| p.text).collect();
        found.iter().map(word).collect()
    }

    const FIRST: &str = "\
Dirigente: A. Bianchi               A
fase 1:   Rilievo       OK   40%
                       PI
fase 2:   Posa     O    OK   30/06/2024
Vincoli: nessuno
        C
";

    const SECOND: &str = "\
Finalità: curare i sentieri
                                    A
Descrizione: i sentieri di valle
                            PI
    fase 3: Verifica    OK
                 O
        C
";

    #[test]
    fn pages_bear_one_word_across_their_lines() {
        assert_eq!(read(&[FIRST, SECOND]), ["APIOC", "APIOC"]);
        // On one page nobody knows.
        assert_eq!(read(&[FIRST]), [""]);
    }

    #[test]
    fn a_word_runs_down_the_margin() {
        let page = "\
O        Obiettivo: A) Rete
R
         Dirigente:   A. Bianchi

I
G        Vincoli: nessuno
";
        assert_eq!(read(&[page]), ["ORIG"]);
        assert_eq!(read(&["A   uno\nB   due\nC   tre\nD   quattro\n"]), [""]);
        assert_eq!(read(&["X   uno\nX   due\nX   tre\nX   quattro\n"]), [""]);
        let other = "O   uno\nR   due\ntre e quattro\nI   cinque\nG   sei\n";
        assert_eq!(read(&[other]), [""]);
    }
}
