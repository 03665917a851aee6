//! The rows of a table of phases read from a stream: pieces collected under
//! "fase n:", then split into cells.
//!
//! In: pieces in stream order, with the places where a line painted twice sends
//! the reading back. Out: [`PhaseDraft`]s and doubts.

use schede_model::Flow;

use super::columns::{Split, Word, has_weight, split};
use super::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::source::{Piece, Text};

/// A row being collected.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number after "fase".
    pub number: u32,
    /// Its digits.
    pub digits: Piece,
    /// The row's pieces, in reading order.
    pub chunks: Vec<Chunk>,
    /// Where the next piece goes: after the line that was painted twice.
    pub cursor: usize,
}

/// A piece of a row.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    /// The words.
    pub piece: Piece,
    /// The item it came from.
    pub item: usize,
    /// An empty line stands before it.
    pub gap: bool,
    /// It was printed between two copies of a line across a seam.
    pub detached: bool,
}

impl Row {
    /// A new row.
    pub fn new(number: u32, digits: Piece) -> Self {
        Self {
            number,
            digits,
            chunks: Vec::new(),
            cursor: 0,
        }
    }

    /// Adds a piece where the reading stands.
    pub fn add(&mut self, piece: Piece, item: usize, gap: bool) {
        self.chunks.insert(
            self.cursor,
            Chunk {
                piece,
                item,
                gap,
                detached: false,
            },
        );
        self.cursor += 1;
    }

    /// Goes back to behind the piece of `item`: what was added after it was
    /// printed between the two copies, so it is of another cell.
    pub fn resume_after(&mut self, item: usize) -> bool {
        let Some(at) = self.chunks.iter().position(|c| c.item == item) else {
            return false;
        };
        for chunk in &mut self.chunks[at + 1..] {
            chunk.detached = true;
        }
        self.cursor = at + 1;
        true
    }

    /// Whether `item`'s piece is the last of the row.
    pub fn ends_with(&self, item: usize) -> bool {
        self.chunks.last().is_some_and(|c| c.item == item)
    }

    /// Whether the row's weight has been seen.
    pub fn has_weight(&self, flow: &Flow<'_>) -> bool {
        has_weight(&words(flow, &self.chunks, false))
    }
}

/// Splits the rows into cells.
pub fn finish(flow: &Flow<'_>, rows: &[Row], gaps_tell: bool, draft: &mut Draft) {
    for row in rows {
        let words = words(flow, &row.chunks, gaps_tell);
        let cells = split(&words);
        let at = draft.phases.len();
        draft.phases.push(phase(flow, row, &words, &cells));
        for (cell, other) in &cells.doubts {
            draft
                .doubts
                .push(doubt(flow, row, at, &words, &cells, *cell, other.clone()));
        }
    }
}

fn words<'f>(flow: &'f Flow<'_>, chunks: &[Chunk], gaps_tell: bool) -> Vec<Word<'f>> {
    let mut words = Vec::with_capacity(chunks.len() * 6);
    for chunk in chunks {
        let text = chunk.piece.text(flow);
        let mut first = true;
        for word in text.split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            words.push(Word {
                text: word,
                piece: chunk.piece.part(at..at + word.len()),
                line_start: first,
                gap: first && chunk.gap && gaps_tell,
                detached: chunk.detached,
            });
            first = false;
        }
    }
    words
}

fn phase(flow: &Flow<'_>, row: &Row, words: &[Word<'_>], cells: &Split) -> PhaseDraft {
    let joined = |ranges: &[std::ops::Range<usize>]| {
        let pieces = ranges.iter().flat_map(|r| lines_of(&words[r.clone()]));
        Text::from_pieces(flow, &pieces.collect::<Vec<_>>())
    };
    let one = |range: &std::ops::Range<usize>| joined(std::slice::from_ref(range));
    PhaseDraft {
        number: row.number,
        digits: Some(row.digits),
        description: joined(&cells.description),
        weight: cells.weight.as_ref().map(one),
        monitoring: one(&cells.monitoring),
        due: one(&cells.due),
        outcome: joined(&cells.outcome),
    }
}

/// Words of one line are one piece again.
fn lines_of(words: &[Word<'_>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for word in words {
        match pieces.last_mut() {
            Some(last)
                if last.line == word.piece.line
                    && !word.line_start
                    && last.end <= word.piece.start =>
            {
                last.end = word.piece.end;
            }
            _ => pieces.push(word.piece),
        }
    }
    pieces
}

fn doubt(
    flow: &Flow<'_>,
    row: &Row,
    at: usize,
    words: &[Word<'_>],
    cells: &Split,
    cell: Cell,
    other: Option<std::ops::Range<usize>>,
) -> Doubt {
    let other = other.map(|range| Text::from_pieces(flow, &lines_of(&words[range])).value);
    let range = match cell {
        Cell::Monitoring => cells.monitoring.clone(),
        Cell::Due => cells.due.clone(),
        Cell::Outcome | Cell::Row | Cell::Description | Cell::Weight => {
            cells.outcome.first().cloned().unwrap_or(0..0)
        }
    };
    Doubt {
        about: About::Phase(at, cell),
        code: "two-readings",
        message: format!(
            "the words after the weight of phase {} can be split into columns in another way: {} would be {}",
            row.number,
            cell_name(cell),
            other
                .as_deref()
                .map_or("absent".to_owned(), |o| format!("\"{o}\"")),
        ),
        pieces: lines_of(&words[range]),
        other: Some(other),
    }
}

/// The record's name of a cell.
pub fn cell_name(cell: Cell) -> &'static str {
    match cell {
        Cell::Row => "the row",
        Cell::Description => "description",
        Cell::Weight => "weight",
        Cell::Monitoring => "monitoring",
        Cell::Due => "due",
        Cell::Outcome => "outcome",
    }
}
