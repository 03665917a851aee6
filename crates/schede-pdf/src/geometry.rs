//! Affine maps and rectangles in the reader's precision.
//!
//! Not here: what is drawn where.

use schede_model::page::BBox;

/// Coordinates beyond this many points are no paper; they are cut to it, so
/// that later arithmetic stays finite.
const FAR: f64 = 1e6;

/// A point or a vector.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }

    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// An affine map, in the order of a PDF matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn translate(x: f64, y: f64) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The map that does `inner` first, then `self`.
    pub fn after(&self, inner: &Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [g, h, i, j, k, l] = inner.0;
        Matrix([
            a * g + c * h,
            b * g + d * h,
            a * i + c * j,
            b * i + d * j,
            a * k + c * l + e,
            b * k + d * l + f,
        ])
    }

    pub fn point(&self, x: f64, y: f64) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point::new(a * x + c * y + e, b * x + d * y + f)
    }

    pub fn vector(&self, x: f64, y: f64) -> Point {
        let [a, b, c, d, _, _] = self.0;
        Point::new(a * x + c * y, b * x + d * y)
    }

    /// How much lengths grow, averaged over the directions.
    pub fn scale(&self) -> f64 {
        let [a, b, c, d, _, _] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// A rectangle with `x0 <= x1`, `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Rect {
    pub fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Rect { x0, y0, x1, y1 }
    }

    /// The empty rectangle that any point enlarges.
    pub fn nothing() -> Self {
        Rect::new(
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        )
    }

    pub fn add(&mut self, p: Point) {
        self.x0 = self.x0.min(p.x);
        self.y0 = self.y0.min(p.y);
        self.x1 = self.x1.max(p.x);
        self.y1 = self.y1.max(p.y);
    }

    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub fn contains(&self, p: Point) -> bool {
        self.x0 <= p.x && p.x <= self.x1 && self.y0 <= p.y && p.y <= self.y1
    }

    /// The common part; a rectangle of no width or height if there is none.
    pub fn cut(&self, other: &Rect) -> Rect {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        let (x1, y1) = (self.x1.min(other.x1), self.y1.min(other.y1));
        Rect::new(x0, y0, x1.max(x0), y1.max(y0))
    }

    /// Whether `inner` lies in this rectangle, give or take `slack`.
    pub fn covers(&self, inner: &Rect, slack: f64) -> bool {
        self.x0 <= inner.x0 + slack
            && self.y0 <= inner.y0 + slack
            && self.x1 >= inner.x1 - slack
            && self.y1 >= inner.y1 - slack
    }

    pub fn to_bbox(self) -> BBox {
        BBox {
            x0: near(self.x0),
            y0: near(self.y0),
            x1: near(self.x1),
            y1: near(self.y1),
        }
    }
}

/// The coordinate in single precision, cut to what can be paper.
pub(crate) fn near(v: f64) -> f32 {
    if v.is_nan() {
        0.0
    } else {
        v.clamp(-FAR, FAR) as f32
    }
}
