//! The rules of a page that run down it, from left to right.
//!
//! In: the rules of a page. Out: whether one stands between two words, and which
//! stand beside a line, without a look at all the others.

use schede_model::page::Rule;

/// Rules that run down a page, by x.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uprights {
    /// Those that meet the first band of the page, those that meet the second, and so on.
    of_bands: Vec<Upright>,
    /// Where those of each band end; none if there is one band.
    ends: Vec<usize>,
    /// Bands in a unit of height.
    bands: f32,
    /// Top and bottom of all together.
    extent: Option<(f32, f32)>,
}

/// About so many rules meet a band: so few are looked at one by one.
const OF_BAND: usize = 128;

/// So many times may a rule be kept, on the average: as many bands does it meet.
const MOST_TIMES: usize = 8;

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
        let mut uprights = Self {
            extent,
            ..Self::default()
        };
        if all.len() <= OF_BAND {
            uprights.of_bands = all;
            return uprights;
        }
        let mut n_bands = all.len().div_ceil(OF_BAND);
        while !uprights.deal_out(&all, n_bands) {
            n_bands /= 2;
        }
        uprights
    }

    /// Deals the rules out to so many bands. Whether each is kept in few of them.
    fn deal_out(&mut self, all: &[Upright], n_bands: usize) -> bool {
        let (top, bottom) = self.extent.unwrap_or_default();
        let bands = n_bands as f32 / (bottom - top);
        self.bands = if bands.is_finite() { bands } else { 0.0 };
        self.ends = vec![0; n_bands];
        let of = |u: &Upright| self.band(u.y0)..=self.band(u.y1);
        let n_kept: usize = all.iter().map(|u| of(u).count()).sum();
        if n_bands > 1 && n_kept > MOST_TIMES * all.len() {
            return false;
        }
        let mut by_band: Vec<Vec<Upright>> = vec![Vec::new(); n_bands];
        for upright in all {
            of(upright).for_each(|band| by_band[band].push(*upright));
        }
        self.of_bands = by_band.concat();
        let mut end = 0;
        for (band, rules) in by_band.iter().enumerate() {
            end += rules.len();
            self.ends[band] = end;
        }
        true
    }

    /// The band that a height is in; the first or last one if it is in none.
    fn band(&self, y: f32) -> usize {
        let top = self.extent.unwrap_or_default().0;
        let last = self.ends.len().saturating_sub(1);
        (((y - top) * self.bands) as usize).min(last)
    }

    /// Those that may stand at a height, by x.
    fn near(&self, y: f32) -> &[Upright] {
        if self.ends.is_empty() {
            return &self.of_bands;
        }
        let band = self.band(y);
        let start = band.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = self.ends.get(band).copied().unwrap_or_default();
        &self.of_bands[start..end]
    }

    pub fn is_empty(&self) -> bool {
        self.extent.is_none()
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
            let near = self.near(y);
            let first = near.partition_point(|u| u.x < left);
            let mut these = near[first..].iter().take_while(|u| u.x <= right);
            these.any(|u| u.stands_at(y))
        }
    }

    /// The next one left of a place at a height.
    pub fn left_of(&self, x: f32, y: f32) -> Option<f32> {
        let near = self.near(y);
        let end = near.partition_point(|u| u.x < x);
        let next = near[..end].iter().rev().find(|u| u.stands_at(y));
        next.map(|u| u.x)
    }

    /// Those right of a place at a height, from left to right.
    pub fn right_of(&self, x: f32, y: f32) -> impl Iterator<Item = f32> {
        let near = self.near(y);
        let first = near.partition_point(|u| u.x <= x);
        let these = near[first..].iter().filter(move |u| u.stands_at(y));
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

    #[test]
    fn each_is_found_wherever_many_stand() {
        let mut seed = 7_u32;
        let mut below = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((seed >> 8) % n) as f32
        };
        for (n_rules, longest) in [(3, 90), (500, 9), (500, 300), (500, 900)] {
            let mut rules: Vec<Rule> = Vec::new();
            for _ in 0..n_rules {
                let (x, y) = (below(200), below(900));
                rules.push(rule(x, y, y + below(longest)));
            }
            for extreme in [f32::NAN, f32::INFINITY, 40.0] {
                rules[0].bbox.y1 = extreme;
                let uprights = Uprights::new(&rules);
                for _ in 0..500 {
                    let (x, y) = (below(200), below(1200) - 100.0);
                    let stand = |r: &&Rule| r.bbox.y0 <= y && y <= r.bbox.y1;
                    let xs = rules.iter().filter(stand).map(|r| r.bbox.center_x());
                    let left = xs.clone().filter(|at| *at < x).max_by(f32::total_cmp);
                    let mut right: Vec<f32> = xs.filter(|at| *at > x).collect();
                    right.sort_by(f32::total_cmp);
                    assert_eq!(uprights.left_of(x, y), left);
                    assert_eq!(uprights.right_of(x, y).collect::<Vec<_>>(), right);
                    let near = right.first().is_some_and(|at| *at <= x + 20.0);
                    assert_eq!(uprights.any_between(x + 0.1, x + 20.0, y), near);
                }
            }
        }
    }
}
