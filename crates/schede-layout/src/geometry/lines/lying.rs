//! The rules of a page that run across it, from top to bottom.
//!
//! In: the rules of a page. Out: those between two heights, without a look at all the
//! others.
//!
//! Not here: those that run down it (`uprights`).

use std::cmp::Ordering;

use schede_model::page::{BBox, Rule};

/// Rules that run across a page, by height.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lying {
    all: Vec<BBox>,
}

impl Lying {
    pub fn new(rules: &[Rule]) -> Self {
        let lying = rules.iter().filter(|r| r.horizontal).map(|r| r.bbox);
        // What has no place lies nowhere.
        let mut all: Vec<BBox> = lying.filter(|b| !b.center_y().is_nan()).collect();
        all.sort_by(|a, b| a.center_y().total_cmp(&b.center_y()));
        Self { all }
    }

    /// All of them; of those at one height, in the order in which they were drawn.
    pub fn all(&self) -> &[BBox] {
        &self.all
    }

    /// Those between two heights.
    pub fn between(&self, top: f32, bottom: f32) -> &[BBox] {
        let is_below = |b: &BBox| b.center_y().partial_cmp(&top) == Some(Ordering::Greater);
        let start = self.all.partition_point(|b| !is_below(b));
        let these = &self.all[start..];
        &these[..these.partition_point(|b| b.center_y() < bottom)]
    }
}

#[cfg(test)]
mod tests {
    use super::Lying;
    use schede_model::page::{BBox, Rule};

    #[test]
    fn those_between_lie_between() {
        let rule = |y: f32, horizontal| Rule {
            bbox: BBox {
                x0: 10.0,
                y0: y - 0.5,
                x1: 90.0,
                y1: y + 0.5,
            },
            horizontal,
        };
        let heights = [40.0, f32::NAN, 20.0, 30.0, 50.0, 20.0];
        let mut rules: Vec<Rule> = heights.map(|y| rule(y, true)).to_vec();
        rules.push(rule(35.0, false));
        let lying = Lying::new(&rules);
        let between = |top, bottom| {
            let found = lying.between(top, bottom).iter();
            found.map(|b| b.center_y()).collect::<Vec<f32>>()
        };
        assert_eq!(between(20.0, 50.0), [30.0, 40.0]);
        assert_eq!(between(0.0, 21.0), [20.0, 20.0]);
        assert_eq!(between(50.0, f32::MAX), [0.0; 0]);
        assert_eq!(between(30.0, 20.0), [0.0; 0]);
        assert_eq!(between(f32::NAN, 50.0), [0.0; 0]);
        assert_eq!(lying.all().len(), 5);
    }
}
