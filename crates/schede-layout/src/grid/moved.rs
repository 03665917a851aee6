//! How far words of a page were moved, for the places they have in the text.
//!
//! Not here: why they are moved (`aligned`, `pushed`, `behind`, `heads`).

use std::collections::HashMap;

use super::CHARACTER;

/// How far words of a page were moved to the right.
#[derive(Debug, Clone, Default)]
pub(super) struct Moved {
    /// Pieces of lines that were moved.
    pieces: Pieces,
    /// Pieces that were moved before them, with the labels of their rows.
    pulled: Pieces,
    /// How far all words of the text were moved: paper has no places left of its edge.
    all: f32,
}

impl Moved {
    /// How far the word at this place was moved.
    pub fn at(&self, x0: f32, y0: f32) -> f32 {
        let by = self.all + self.pieces.at(x0 - self.all, y0);
        by + self.pulled.at(x0 - by, y0)
    }

    /// Keeps how far the words from a place on were moved.
    pub fn shift(&mut self, y0: f32, begins: f32, by: f32) {
        self.pieces.line(y0).push(Piece { y0, begins, by });
    }

    /// Keeps how far all words were moved.
    pub fn shift_all(&mut self, by: f32) {
        self.all = by;
    }

    /// Keeps how far the words from a place on were moved with the label of their row.
    pub fn pull(&mut self, y0: f32, begins: f32, by: f32) {
        let still = Piece {
            y0,
            begins: begins - by,
            by: 0.0,
        };
        let line = self.pulled.line(y0);
        line.retain(|piece| *piece != still);
        line.push(Piece { y0, begins, by });
    }

    /// Keeps that the words from a place on stand where they did, unless they were moved.
    pub fn still(&mut self, y0: f32, begins: f32) {
        let line = self.pulled.line(y0);
        if !line.iter().any(|p| (p.y0, p.begins) == (y0, begins)) {
            let by = 0.0;
            line.push(Piece { y0, begins, by });
        }
    }
}

/// A piece of a line: the height of its words, where they begin now, and how far they were
/// moved.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    y0: f32,
    begins: f32,
    by: f32,
}

/// Pieces by their height, in characters.
#[derive(Debug, Clone, Default)]
struct Pieces(HashMap<i32, Vec<Piece>>);

impl Pieces {
    fn line(&mut self, y0: f32) -> &mut Vec<Piece> {
        self.0.entry(height(y0)).or_default()
    }

    /// How far the piece was moved in which a word stands.
    fn at(&self, x0: f32, y0: f32) -> f32 {
        // Places are rounded where they are kept.
        const ROUNDED: f32 = 0.1 * CHARACTER;
        let height = height(y0);
        let near =
            (height.saturating_sub(1)..=height.saturating_add(1)).filter_map(|h| self.0.get(&h));
        let on_line = near
            .flatten()
            .filter(|piece| (piece.y0 - y0).abs() < ROUNDED);
        let before = on_line.filter(|piece| piece.begins <= x0 + ROUNDED);
        let piece = before.max_by(|a, b| a.begins.total_cmp(&b.begins));
        piece.map_or(0.0, |piece| piece.by)
    }
}

fn height(y0: f32) -> i32 {
    (y0 / CHARACTER).round() as i32
}
