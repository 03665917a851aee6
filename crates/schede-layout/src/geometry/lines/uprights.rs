//! The rules of a page that run down it, from left to right.
//!
//! In: the rules of a page. Out: whether one stands between two words, and which
//! stand beside a line, without a look at all the others.

use schede_model::page::Rule;

/// Rules that run down a page, by x.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uprights {
    all: Vec<Upright>,
    /// Top and bottom of all together.
    extent: Option<(f32, f32)>,
}

#[derive(Debug, Clone, Copy)]
struct Upright {
    x: f32,
    y0: f32,
    y1: f32,
}

impl Upright {
    fn stands_at(&self, y: f32) -> bool {
        self.y0 <= y && y <= self.y1
    }
}

impl Uprights {
    pub fn new(rules: &[Rule]) -> Self {
        let upright = rules.iter().filter(|r| !r.horizontal).map(|r| Upright {
            x: r.bbox.center_x(),
            y0: r.bbox.y0,
            y1: r.bbox.y1,
        });
        // What has no place stands nowhere.
        let mut all: Vec<Upright> = upright.filter(|u| !u.x.is_nan()).collect();
        all.sort_unstable_by(|a, b| a.x.total_cmp(&b.x));
        let extent = all.iter().map(|u| (u.y0, u.y1));
        let extent = extent.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        Self { all, extent }
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether a height is one at which they stand, of some.
    pub fn stand_beside(&self, y: f32) -> bool {
        self.extent
            .is_some_and(|(top, bottom)| top <= y && y <= bottom)
    }

    /// Whether one stands at a height between two places.
    pub fn any_between(&self, left: f32, right: f32, y: f32) -> bool {
        // Most lines of a page stand above or below them all.
        self.stand_beside(y) && {
            let first = self.all.partition_point(|u| u.x < left);
            let mut these = self.all[first..].iter().take_while(|u| u.x <= right);
            these.any(|u| u.stands_at(y))
        }
    }

    /// The next one left of a place at a height.
    pub fn left_of(&self, x: f32, y: f32) -> Option<f32> {
        let end = self.all.partition_point(|u| u.x < x);
        let next = self.all[..end].iter().rev().find(|u| u.stands_at(y));
        next.map(|u| u.x)
    }

    /// Those right of a place at a height, from left to right.
    pub fn right_of(&self, x: f32, y: f32) -> impl Iterator<Item = f32> {
        let first = self.all.partition_point(|u| u.x <= x);
        let these = self.all[first..].iter().filter(move |u| u.stands_at(y));
        these.map(|u| u.x)
    }
}

#[cfg(test)]
mod tests {
    use super::Uprights;
    use schede_model::page::{BBox, Rule};

    fn rule(x: f32, y0: f32, y1: f32) -> Rule {
        let bbox = BBox {
            x0: x - 0.5,
            y0,
            x1: x + 0.5,
            y1,
        };
        Rule {
            bbox,
            horizontal: false,
        }
    }

    #[test]
    fn a_rule_stands_between_where_it_stands() {
        let lying = Rule {
            horizontal: true,
            ..rule(15.0, 0.0, 90.0)
        };
        let nowhere = rule(f32::NAN, 0.0, 90.0);
        let rules = [
            rule(40.0, 0.0, 50.0),
            lying,
            nowhere,
            rule(20.0, 50.0, 90.0),
        ];
        let uprights = Uprights::new(&rules);
        assert!(uprights.any_between(20.0, 30.0, 60.0));
        assert!(!uprights.any_between(20.0, 30.0, 40.0));
        assert!(!uprights.any_between(10.0, 19.0, 60.0));
        let right: Vec<f32> = uprights.right_of(10.0, 50.0).collect();
        assert_eq!(right, [20.0, 40.0]);
        assert_eq!(uprights.right_of(20.0, 50.0).count(), 1);
        assert!(Uprights::new(&rules[1..3]).is_empty());
    }
}
