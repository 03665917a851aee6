//! Paths: what `m l c re h` build and the painting operators use up.

use crate::geometry::{Matrix, Point, Rect};

/// Points of one path; more are dropped.
const MAX_POINTS: usize = 1_000_000;

/// Steps around a box, drawn back to its beginning and closed.
const STEPS_OF_BOX: usize = 6;
/// How far a line may lean and still be axis-parallel, in points.
pub(crate) const LEAN: f64 = 0.3;

/// A piece of an outline.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path {
    steps: Vec<Step>,
    start: Point,
    last: Point,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Move(Point),
    Line(Point),
    /// Two control points and the end.
    Curve(Point, Point, Point),
    Close,
}

/// One connected part of a path, on the visible page.
#[derive(Debug, Clone)]
pub(crate) struct Subpath {
    pub points: Vec<Point>,
    pub curved: bool,
    pub closed: bool,
    pub bounds: Rect,
}

impl Path {
    pub fn clear(&mut self) {
        self.steps.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub fn move_to(&mut self, x: f64, y: f64) {
        self.start = Point::new(x, y);
        self.last = self.start;
        self.push(Step::Move(self.start));
    }

    pub fn line_to(&mut self, x: f64, y: f64) {
        if !self.steps.is_empty() {
            self.last = Point::new(x, y);
            self.push(Step::Line(self.last));
        }
    }

    /// A curve; a missing control point is the point before or the end.
    pub fn curve_to(
        &mut self,
        first: Option<(f64, f64)>,
        second: Option<(f64, f64)>,
        end: (f64, f64),
    ) {
        if self.steps.is_empty() {
            return;
        }
        let to_point = |(x, y)| Point::new(x, y);
        let end = to_point(end);
        let first = first.map_or(self.last, to_point);
        let second = second.map_or(end, to_point);
        let bent = [first, second, end].iter().any(|p| *p != self.last);
        self.last = end;
        // The corners of boxes that are not rounded are curves of no length.
        if bent {
            self.push(Step::Curve(first, second, end));
        }
    }

    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.move_to(x, y);
        self.line_to(x + width, y);
        self.line_to(x + width, y + height);
        self.line_to(x, y + height);
        self.close();
    }

    pub fn close(&mut self) {
        if !self.steps.is_empty() {
            self.last = self.start;
            self.push(Step::Close);
        }
    }

    fn push(&mut self, step: Step) {
        if self.steps.len() < MAX_POINTS {
            self.steps.push(step);
        }
    }

    /// The box of the whole path on the visible page.
    pub fn bounds(&self, ctm: &Matrix) -> Option<Rect> {
        let mut bounds = Rect::nothing();
        let mut add = |p: Point| {
            let p = ctm.point(p.x, p.y);
            if p.is_finite() {
                bounds.add(p);
            }
        };
        for step in &self.steps {
            match *step {
                Step::Move(p) | Step::Line(p) => add(p),
                Step::Curve(a, b, c) => [a, b, c].into_iter().for_each(&mut add),
                Step::Close => {}
            }
        }
        (bounds.x0 <= bounds.x1).then_some(bounds)
    }

    /// The box on the visible page, if the path is nothing but one.
    pub fn as_box(&self, ctm: &Matrix) -> Option<Rect> {
        if self.steps.len() > STEPS_OF_BOX {
            return None;
        }
        let (mut boxes, mut parts) = (None, 0);
        self.for_each_subpath(ctm, |sub| {
            parts += 1;
            boxes = (!sub.curved && is_rectangle(&sub.points)).then_some(sub.bounds);
        });
        boxes.filter(|_| parts == 1)
    }

    /// The connected parts, on the visible page.
    pub fn for_each_subpath(&self, ctm: &Matrix, mut each: impl FnMut(&Subpath)) {
        let mut sub = Subpath {
            points: Vec::new(),
            curved: false,
            closed: false,
            bounds: Rect::nothing(),
        };
        for step in &self.steps {
            match *step {
                Step::Move(p) => {
                    sub.hand_over(&mut each);
                    sub.add(ctm.point(p.x, p.y));
                }
                Step::Line(p) => sub.add(ctm.point(p.x, p.y)),
                Step::Curve(a, b, c) => {
                    sub.curved = true;
                    [a, b, c]
                        .into_iter()
                        .for_each(|p| sub.add(ctm.point(p.x, p.y)));
                }
                Step::Close => sub.closed = true,
            }
        }
        sub.hand_over(&mut each);
    }
}

impl Subpath {
    fn add(&mut self, p: Point) {
        if p.is_finite() {
            self.points.push(p);
            self.bounds.add(p);
        }
    }

    fn hand_over(&mut self, each: &mut impl FnMut(&Subpath)) {
        if self.points.len() > 1 {
            each(self);
        }
        self.points.clear();
        self.curved = false;
        self.closed = false;
        self.bounds = Rect::nothing();
    }
}

/// Whether the points go round an axis-parallel rectangle.
pub(crate) fn is_rectangle(points: &[Point]) -> bool {
    if !(4..=5).contains(&points.len()) {
        return false;
    }
    points.windows(2).all(|pair| {
        let (dx, dy) = ((pair[0].x - pair[1].x).abs(), (pair[0].y - pair[1].y).abs());
        dx <= LEAN || dy <= LEAN
    })
}
