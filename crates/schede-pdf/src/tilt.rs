//! A page that was laid askew, by a scanner or a printer, with all its words: their lines
//! rise or fall by one small angle.
//!
//! In: the directions of a page's words. Out: the angle they share, and the map that turns
//! the page level.
//!
//! Not here: pages turned by quarters (`reader`), words that stand askew among others.

use crate::geometry::{Matrix, Point};

/// Words that share the angle, at least.
const LEAST_WORDS: u32 = 10;

/// Angles (radians) below which a page is level: over its width, a line rises by less than
/// a tenth of its height.
const LEVEL: f64 = 0.001;

/// How far (radians) the angles of the words may differ.
const SAME: f64 = 0.0005;

/// The angles of a page's words, as far as they are level or nearly so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tilt {
    least: f64,
    most: f64,
    n_words: u32,
}

impl Tilt {
    /// No word yet.
    pub fn new() -> Self {
        Self {
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
            n_words: 0,
        }
    }

    /// A word that is painted in a direction.
    pub fn add(&mut self, along: Point) {
        // Nearly all words stand level.
        let level = along.y == 0.0 && along.x > 0.0;
        let angle = if level { 0.0 } else { along.y.atan2(along.x) };
        self.least = self.least.min(angle);
        self.most = self.most.max(angle);
        self.n_words += 1;
    }

    /// The angle that all share.
    pub fn shared(&self) -> Option<f64> {
        let one = self.n_words >= LEAST_WORDS && self.most - self.least < SAME;
        let angle = f64::midpoint(self.least, self.most);
        (one && angle.abs() > LEVEL).then_some(angle)
    }
}

/// The map that turns a page of this size level about its middle.
pub(crate) fn levelled(angle: f64, width: f64, height: f64) -> Matrix {
    let (sine, cosine) = angle.sin_cos();
    let turn = Matrix([cosine, -sine, sine, cosine, 0.0, 0.0]);
    Matrix::translate(width / 2.0, height / 2.0)
        .after(&turn)
        .after(&Matrix::translate(-width / 2.0, -height / 2.0))
}
