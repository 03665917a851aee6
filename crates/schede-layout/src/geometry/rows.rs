//! Which bands make a row: a search for the row edges of least cost.
//!
//! In: bands top to bottom, some of which begin or name a row (a phase label, a
//! label before a value): its anchors. Out: for each anchor the bands of its
//! row. All columns have their say: cells of a row are aligned at the top, the
//! middle or the bottom, a column always in the same way, which is found along
//! with the edges.
//!
//! Not here: what an edge costs by rules, clips and tags (`evidence`); what a
//! row costs (`cost`).

use std::ops::Range;

use super::band::{Band, Kind, Piece};
use super::cost::{Alignment, Costs, Growing, Modes, Price};

/// Difference of cost below which two ways to share out a band are equally
/// good. Half a line of misalignment in one cell costs 0.5.
const DOUBT: f32 = 0.25;

/// Times the edges and the alignment are found anew from one another; more
/// changes nothing in practice.
const ROUNDS: usize = 4;

/// Bands without an anchor between two anchors that are all tried as edges.
/// Beyond, only the widest gaps are: hostile pages have thousands.
const MOST_EDGES: usize = 60;

/// Rows that are kept from one search to the next, at most: a few megabytes.
const MOST_KEPT: usize = 10_000;

/// A row: its anchor and its bands.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub kind: Kind,
    pub bands: Range<usize>,
    /// Bands that could as well belong to the neighbour.
    pub doubtful: Vec<usize>,
}

/// Shares bands out to rows.
pub(super) fn solve(bands: &[Band], pieces: &[Piece]) -> Vec<Row> {
    let anchors: Vec<usize> = (0..bands.len())
        .filter(|i| bands[*i].kind != Kind::Loose)
        .collect();
    if anchors.is_empty() {
        return vec![Row {
            kind: Kind::Loose,
            bands: 0..bands.len(),
            doubtful: Vec::new(),
        }];
    }
    let problem = Problem::new(bands, pieces, anchors);
    if problem.edges.iter().all(|e| e.len() == 1) {
        return problem.rows(&Solution::first(&problem));
    }
    let mut searched = Searched::default();
    let mut found = Alignment::ALL.map(|start| problem.settle(start, &mut searched));
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let Some((best, others)) = found.split_first_mut() else {
        return Vec::new();
    };
    let cost = best.cost;
    for other in others.iter().filter(|o| o.cost - cost < DOUBT) {
        best.doubt(other);
    }
    problem.rows(best)
}

/// The solutions found, by the alignment they were looked for with: searches that
/// begin differently soon ask for the same.
#[derive(Default)]
struct Searched(Vec<(Modes, Solution)>);

impl Searched {
    fn get(&mut self, problem: &Problem, modes: &Modes) -> Solution {
        if let Some((_, known)) = self.0.iter().find(|(m, _)| m == modes) {
            return known.clone();
        }
        let found = problem.search(modes);
        self.0.push((modes.clone(), found.clone()));
        found
    }
}

struct Problem<'b> {
    bands: &'b [Band],
    costs: Costs<'b>,
    anchors: Vec<usize>,
    /// For each row but the first: the bands that may be its first.
    edges: Vec<Vec<usize>>,
    /// The end of the last row.
    end: [usize; 1],
    /// The rows' prices for each pair of their edges, as far as they are kept.
    prices: Vec<Vec<Price>>,
}

/// Cost of a row for each pair of its edges.
struct Steps {
    costs: Vec<f32>,
    n_ends: usize,
}

impl Steps {
    fn cost(&self, first: usize, end: usize) -> f32 {
        self.costs[first * self.n_ends + end]
    }
}

#[derive(Debug, Clone)]
struct Solution {
    /// First band of each row but the first.
    edges: Vec<usize>,
    doubtful: Vec<usize>,
    cost: f32,
}

impl Solution {
    /// What another solution, as good, shares out otherwise is doubtful.
    fn doubt(&mut self, other: &Self) {
        for (a, b) in self.edges.iter().zip(&other.edges) {
            self.doubtful.extend(*a.min(b)..*a.max(b));
        }
    }

    fn first(problem: &Problem) -> Self {
        let edges = problem.edges.iter().map(|e| e[0]).collect();
        Self {
            edges,
            doubtful: Vec::new(),
            cost: 0.0,
        }
    }
}

impl<'b> Problem<'b> {
    fn new(bands: &'b [Band], pieces: &'b [Piece], anchors: Vec<usize>) -> Self {
        let costs = Costs::new(bands, pieces);
        let edges = anchors
            .windows(2)
            .map(|pair| candidates(bands, &costs, pair[0], pair[1]));
        let edges: Vec<Vec<usize>> = edges.collect();
        let mut problem = Self {
            bands,
            costs,
            anchors,
            edges,
            end: [bands.len()],
            prices: Vec::new(),
        };
        let rows = 0..problem.anchors.len();
        let pairs = rows.clone().map(|row| {
            let (from, to) = problem.ends(row);
            from.len() * to.len()
        });
        if pairs.sum::<usize>() <= MOST_KEPT {
            problem.prices = rows.map(|row| problem.prices(row)).collect();
        }
        problem
    }

    /// Edges and alignment in turn, until they agree.
    fn settle(&self, start: Alignment, searched: &mut Searched) -> Solution {
        let mut modes = Modes::all(start);
        let mut best = searched.get(self, &modes);
        for _ in 0..ROUNDS {
            let learned = self.costs.learn(self.spans(&best.edges), &modes);
            if learned == modes {
                break;
            }
            modes = learned;
            best = searched.get(self, &modes);
        }
        best
    }

    /// Kind and bands of each row.
    fn spans<'s>(
        &'s self,
        edges: &'s [usize],
    ) -> impl Iterator<Item = (Kind, Range<usize>)> + Clone + 's {
        (0..self.anchors.len()).map(move |row| {
            let first = if row == 0 { 0 } else { edges[row - 1] };
            let end = edges.get(row).copied().unwrap_or(self.bands.len());
            (self.bands[self.anchors[row]].kind, first..end)
        })
    }

    /// What a row costs for each pair of its edges, first edge by first edge.
    fn prices(&self, row: usize) -> Vec<Price> {
        let (from, to) = self.ends(row);
        let mut prices = Vec::with_capacity(from.len() * to.len());
        self.each_pair(row, |price| prices.push(price));
        prices
    }

    fn each_pair(&self, row: usize, mut take: impl FnMut(Price)) {
        let (from, to) = self.ends(row);
        for first in from {
            let mut growing = Growing::new(self.bands[self.anchors[row]].kind, *first);
            for end in to {
                self.costs.grow(&mut growing, *end);
                take(self.costs.price(&growing));
            }
        }
    }

    /// The bands a row may begin with, and those that may come after it.
    fn ends(&self, row: usize) -> (&[usize], &[usize]) {
        let from = row
            .checked_sub(1)
            .map_or(&[0][..], |above| &self.edges[above]);
        let to = self.edges.get(row).map_or(&self.end[..], Vec::as_slice);
        (from, to)
    }

    /// The edges of least cost for a given alignment: least sums from above and
    /// from below meet at each edge.
    fn search(&self, modes: &Modes) -> Solution {
        let steps = self.steps(modes);
        let above = self.sums_above(&steps);
        let below = self.sums_below(&steps);
        let mut solution = Solution {
            edges: Vec::new(),
            doubtful: Vec::new(),
            cost: 0.0,
        };
        for (at, options) in self.edges.iter().enumerate() {
            let total = |k: usize| above[at][k] + below[at][k];
            let Some(best) = (0..options.len()).min_by(|a, b| total(*a).total_cmp(&total(*b)))
            else {
                continue;
            };
            solution.cost = total(best);
            solution.edges.push(options[best]);
            let near = (0..options.len()).filter(|k| *k != best && total(*k) - total(best) < DOUBT);
            for k in near {
                let (a, b) = (options[k].min(options[best]), options[k].max(options[best]));
                solution.doubtful.extend(a..b);
            }
        }
        if self.edges.is_empty() {
            self.each_pair(0, |price| solution.cost = price.cost(modes));
        }
        solution
    }

    /// Cost of each row for each pair of its edges.
    fn steps(&self, modes: &Modes) -> Vec<Steps> {
        let rows = 0..self.anchors.len();
        rows.map(|row| {
            let (from, to) = self.ends(row);
            let mut costs = Vec::with_capacity(from.len() * to.len());
            match self.prices.get(row) {
                Some(prices) => costs.extend(prices.iter().map(|p| p.cost(modes))),
                None => self.each_pair(row, |price| costs.push(price.cost(modes))),
            }
            let n_ends = to.len();
            Steps { costs, n_ends }
        })
        .collect()
    }

    fn sums_above(&self, steps: &[Steps]) -> Vec<Vec<f32>> {
        let mut sums: Vec<Vec<f32>> = Vec::with_capacity(self.edges.len());
        for (at, options) in self.edges.iter().enumerate() {
            let sum = |k: usize| match sums.last() {
                None => steps[at].cost(0, k),
                Some(before) => least(
                    before
                        .iter()
                        .enumerate()
                        .map(|(j, s)| s + steps[at].cost(j, k)),
                ),
            };
            let next = (0..options.len())
                .map(|k| sum(k) + self.costs.edge(options[k]))
                .collect();
            sums.push(next);
        }
        sums
    }

    fn sums_below(&self, steps: &[Steps]) -> Vec<Vec<f32>> {
        let mut sums: Vec<Vec<f32>> = vec![Vec::new(); self.edges.len()];
        for at in (0..self.edges.len()).rev() {
            let next = sums.get(at + 1).map(|s| (s, &self.edges[at + 1]));
            let sum = |k: usize| match next {
                None => steps[at + 1].cost(k, 0),
                Some((after, options)) => least(
                    after
                        .iter()
                        .enumerate()
                        .map(|(j, s)| s + steps[at + 1].cost(k, j) + self.costs.edge(options[j])),
                ),
            };
            let line = (0..self.edges[at].len()).map(sum).collect();
            sums[at] = line;
        }
        sums
    }

    fn rows(&self, solution: &Solution) -> Vec<Row> {
        self.spans(&solution.edges)
            .map(|(kind, bands)| {
                let doubtful = solution
                    .doubtful
                    .iter()
                    .copied()
                    .filter(|b| bands.contains(b))
                    .collect();
                Row {
                    kind,
                    bands,
                    doubtful,
                }
            })
            .collect()
    }
}

fn least(values: impl Iterator<Item = f32>) -> f32 {
    values.fold(f32::MAX, f32::min)
}

/// Bands that may begin the row of anchor `next`: those after the anchor above
/// and what must stay with it.
fn candidates(bands: &[Band], costs: &Costs, above: usize, next: usize) -> Vec<usize> {
    let first = (above + 1..next)
        .rev()
        .find(|b| bands[*b].sticky)
        .map_or(above + 1, |b| b + 1);
    let mut all: Vec<usize> = (first..=next).collect();
    if all.len() > MOST_EDGES {
        all.sort_by(|a, b| costs.edge(*a).total_cmp(&costs.edge(*b)));
        all.truncate(MOST_EDGES);
        all.sort_unstable();
    }
    all
}
