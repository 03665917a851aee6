//! Ruling lines: axis-parallel lines out of what a page paints.
//!
//! Spreadsheets draw borders as thin filled rectangles, word processors as
//! stroked lines or thin polygons, some writers as pictures one pixel high.
//! Larger rectangles give their four edges.
//!
//! Not here: which lines make a table.

use schede_model::page::Rule;

use crate::geometry::{Point, Rect};
use crate::path::{LEAN, Subpath, is_rectangle};

/// A rectangle no thicker than this is a line, in points.
const THIN: f64 = 3.0;
/// A line is at least this many times longer than thick,
const SLENDER: f64 = 3.0;
/// and at least this long, in points: shorter ones are dots and ticks.
const SHORT: f64 = 2.0;
/// Edges of a fill that covers this share of the page are no rules.
const BACKGROUND: f64 = 0.9;
/// Rules kept of one page.
const MAX_RULES: usize = 200_000;

/// The rules of one page.
pub(crate) struct Rules {
    page: Rect,
    found: Vec<Rule>,
}

impl Rules {
    pub fn new(page: Rect) -> Self {
        Rules {
            page,
            found: Vec::new(),
        }
    }

    pub fn finish(self) -> Vec<Rule> {
        self.found
    }

    /// A filled outline.
    pub fn fill(&mut self, sub: &Subpath, clip: &Rect) {
        if sub.curved {
            return;
        }
        if is_line(&sub.bounds) {
            self.add(sub.bounds, clip);
        } else if is_rectangle(&sub.points) {
            self.filled_box(&sub.bounds, clip);
        }
    }

    /// A stroked outline, `width` thick on the page.
    pub fn stroke(&mut self, sub: &Subpath, width: f64, clip: &Rect) {
        if sub.curved {
            return;
        }
        for pair in sub.points.windows(2) {
            self.stroke_segment(pair[0], pair[1], width, clip);
        }
        if let (true, Some(first), Some(last)) = (sub.closed, sub.points.first(), sub.points.last())
        {
            self.stroke_segment(*last, *first, width, clip);
        }
    }

    /// A picture or a shading painted into a box.
    pub fn picture(&mut self, bounds: &Rect, clip: &Rect) {
        if is_line(bounds) {
            self.add(*bounds, clip);
        }
    }

    fn stroke_segment(&mut self, a: Point, b: Point, width: f64, clip: &Rect) {
        let mut bounds = Rect::nothing();
        bounds.add(a);
        bounds.add(b);
        let half = (width / 2.0).max(0.0);
        let horizontal = bounds.height() <= LEAN && bounds.width() > bounds.height();
        let vertical = bounds.width() <= LEAN && bounds.height() > bounds.width();
        if horizontal {
            bounds.y0 -= half;
            bounds.y1 += half;
        } else if vertical {
            bounds.x0 -= half;
            bounds.x1 += half;
        } else {
            return;
        }
        if is_line(&bounds) {
            self.add(bounds, clip);
        } else if width > THIN {
            // Cells are shaded by some writers with one very thick line.
            self.filled_box(&bounds, clip);
        }
    }

    fn filled_box(&mut self, bounds: &Rect, clip: &Rect) {
        let seen = bounds.cut(clip).cut(&self.page);
        let area = self.page.width() * self.page.height();
        if seen.width() * seen.height() > BACKGROUND * area {
            return;
        }
        let Rect { x0, y0, x1, y1 } = *bounds;
        for edge in [
            Rect::new(x0, y0, x1, y0),
            Rect::new(x0, y1, x1, y1),
            Rect::new(x0, y0, x0, y1),
            Rect::new(x1, y0, x1, y1),
        ] {
            self.add(edge, clip);
        }
    }

    fn add(&mut self, bounds: Rect, clip: &Rect) {
        let seen_by = clip.cut(&self.page);
        // A line on the very edge of its clip is drawn by half.
        let grown = Rect::new(
            seen_by.x0 - LEAN,
            seen_by.y0 - LEAN,
            seen_by.x1 + LEAN,
            seen_by.y1 + LEAN,
        );
        let apart = bounds.x0 > grown.x1
            || bounds.x1 < grown.x0
            || bounds.y0 > grown.y1
            || bounds.y1 < grown.y0;
        if apart || self.found.len() >= MAX_RULES {
            return;
        }
        let seen = bounds.cut(&grown);
        if seen.width().max(seen.height()) >= SHORT {
            let horizontal = seen.width() >= seen.height();
            self.found.push(Rule {
                bbox: seen.to_bbox(),
                horizontal,
            });
        }
    }
}

fn is_line(bounds: &Rect) -> bool {
    let (thick, long) = if bounds.width() < bounds.height() {
        (bounds.width(), bounds.height())
    } else {
        (bounds.height(), bounds.width())
    };
    thick <= THIN && long >= SHORT && long >= SLENDER * thick
}
