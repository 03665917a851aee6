//! Words that an opaque box hides, which is painted over them later: old text made white
//! or black, as editors of PDFs do.
//!
//! In: filled boxes in the order of painting, and the words before each. Out: the words
//! under them, marked. Boxes painted before their words are backgrounds.
//!
//! Not here: what is opaque (`interpreter`).

use schede_model::page::{BBox, Rotation, Visibility, Word};

use crate::geometry::Rect;

/// A box that covers this share of the page is a background, whenever it is painted:
/// what stands under it is painted again.
const BACKGROUND: f64 = 0.9;
/// A word is hidden when a box covers all of it but so much (em, or share of its width)
/// on each side: ascents and descents that no letter has, hairs of the outer letters.
const MARGIN: f32 = 0.2;
const MARGIN_SHARE: f32 = 0.25;
/// How far (em) a box reaches beyond the words it was drawn to hide, at most.
const LARGER: f32 = 1.5;
/// Boxes share an edge if theirs are no further apart (points).
const TOUCHING: f64 = 0.6;
/// Boxes of one page among which neighbours are looked for.
const MOST_BOXES: usize = 10_000;
/// Squares of a page across and down, in which words are looked for under a box.
const SQUARES: usize = 64;
/// Pairs of a box and a word that are looked at on one page.
const MOST_LOOKS: usize = 2_000_000;

/// The boxes painted over words.
pub(crate) struct Covers {
    page: Rect,
    /// Each with the number of words before it.
    boxes: Vec<(Rect, usize)>,
    /// Those painted over nothing, too.
    all: Vec<Rect>,
    /// In which squares of each row the first `noted` words have their middle.
    rows: [u64; SQUARES],
    noted: usize,
}

impl Covers {
    pub fn new(page: Rect) -> Self {
        Covers {
            page,
            boxes: Vec::new(),
            all: Vec::new(),
            rows: [0; SQUARES],
            noted: 0,
        }
    }

    /// Takes a box painted after `words`, and after one under way if it `covers_open`.
    pub fn add(&mut self, filled: Rect, words: &[Word], covers_open: bool) {
        let area = |r: &Rect| r.width() * r.height();
        if area(&filled) > BACKGROUND * area(&self.page) {
            return;
        }
        if self.all.len() < MOST_BOXES {
            self.all.push(filled);
        }
        for word in &words[self.noted.min(words.len())..] {
            let (x, y) = (word.bbox.center_x().into(), word.bbox.center_y().into());
            self.rows[self.row(y)] |= 1 << self.column(x);
        }
        self.noted = words.len();
        let columns = u64::MAX >> (SQUARES - 1 - self.column(filled.x1));
        let columns = columns & (u64::MAX << self.column(filled.x0));
        // Places that are no numbers stand in no order.
        let rows = self.rows.get(self.row(filled.y0)..=self.row(filled.y1));
        if covers_open
            || rows
                .unwrap_or_default()
                .iter()
                .any(|row| row & columns != 0)
        {
            let n = words.len() + usize::from(covers_open);
            self.boxes.push((filled, n));
        }
    }

    /// Forgets the words from the `n`th on.
    pub fn truncate(&mut self, n: usize) {
        self.noted = self.noted.min(n);
        self.boxes.iter_mut().for_each(|b| b.1 = b.1.min(n));
    }

    /// Marks the words that are hidden.
    pub fn mark(&self, words: &mut [Word]) {
        let mut looks = 0;
        for (filled, n) in &self.boxes {
            looks += n;
            if looks > MOST_LOOKS {
                return;
            }
            let n = words.len().min(*n);
            let before = &mut words[..n];
            if !before.iter().any(|w| is_under(filled, w)) {
                continue;
            }
            // A word may be hidden in part.
            let met = before.iter().filter(|w| is_met(filled, w));
            let all = met.map(|w| (w.bbox, w.font_size));
            let all = all.reduce(|a, b| (a.0.union(&b.0), a.1.max(b.1)));
            let fits = all.is_some_and(|(all, em)| fits(filled, &all, em));
            if fits && !self.is_cell(filled) {
                let under = before.iter_mut().filter(|w| is_under(filled, w));
                under.for_each(|word| word.visibility = Visibility::Covered);
            }
        }
    }

    /// Whether boxes of the same height stand side by side: the grounds of a row's cells.
    fn is_cell(&self, filled: &Rect) -> bool {
        let level =
            |b: &Rect| (b.y0 - filled.y0).abs() <= TOUCHING && (b.y1 - filled.y1).abs() <= TOUCHING;
        let beside =
            |b: &Rect| (b.x0 - filled.x1).abs() <= TOUCHING || (b.x1 - filled.x0).abs() <= TOUCHING;
        self.all.iter().any(|b| level(b) && beside(b))
    }

    fn row(&self, y: f64) -> usize {
        square(y, self.page.height())
    }

    fn column(&self, x: f64) -> usize {
        square(x, self.page.width())
    }
}

fn square(at: f64, size: f64) -> usize {
    let last = SQUARES as f64 - 1.0;
    (at / size.max(1.0) * SQUARES as f64).clamp(0.0, last) as usize
}

/// Whether a box hides a part of a word, and no mere edge of it.
fn is_met(filled: &Rect, word: &Word) -> bool {
    let b = word.bbox;
    let share = |low: f64, high: f64, from: f32, to: f32| {
        (high.min(to.into()) - low.max(from.into())) / f64::from((to - from).max(f32::EPSILON))
    };
    let least = f64::from(MARGIN_SHARE);
    word.rotation == Rotation::None
        && share(filled.x0, filled.x1, b.x0, b.x1) >= least
        && share(filled.y0, filled.y1, b.y0, b.y1) >= 2.0 * least
}

/// Whether a box is as large as the words under it. The ground of a cell is larger: words
/// under it are those of its neighbour, which has more text than it can hold.
fn fits(filled: &Rect, words: &BBox, em: f32) -> bool {
    let room = f64::from(LARGER * em);
    let grown = Rect::new(
        f64::from(words.x0) - room,
        f64::from(words.y0) - room,
        f64::from(words.x1) + room,
        f64::from(words.y1) + room,
    );
    grown.covers(filled, 0.0)
}

fn is_under(filled: &Rect, word: &Word) -> bool {
    let b = word.bbox;
    let margin = MARGIN * word.font_size;
    let dx = margin.min(MARGIN_SHARE * b.width());
    let dy = margin.min(MARGIN_SHARE * b.height());
    word.visibility == Visibility::Visible
        && word.rotation == Rotation::None
        && filled.x0 <= f64::from(b.x0 + dx)
        && f64::from(b.x1 - dx) <= filled.x1
        && filled.y0 <= f64::from(b.y0 + dy)
        && f64::from(b.y1 - dy) <= filled.y1
}
