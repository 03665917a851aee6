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

pub(crate) mod band;
pub(crate) mod begins;
pub(crate) mod cost;
pub(crate) mod evidence;
pub(crate) mod gaps;
pub(crate) mod habit;
pub(crate) mod merged;
pub(crate) mod parted;
pub(crate) mod piece;
pub(crate) mod prices;
pub(crate) mod tagged;
pub(crate) mod total;

use std::ops::Range;

use band::{Band, Kind, Piece, Slot, certain_edge, first_edge};
use cost::{Alignment, Costs, Growing, Modes};
use habit::{Habit, STANDINGS, Standing};
use merged::merged;
use parted::parted;
use prices::Prices;

/// Difference of cost below which two ways to share out a band are equally
/// good. Half a line of misalignment in one cell costs 0.5.
const DOUBT: f32 = 0.25;

/// How far (in lines, all cells together) the cells of a row may stand from where those
/// of the table's other rows do; and how many rows there are for each that does, at least.
const ASTRAY: f32 = 5.0;
const FEW: usize = 3;

/// Times the edges and the alignment are found anew from one another; more
/// changes nothing in practice.
const ROUNDS: usize = 4;

/// Bands without an anchor between two anchors that are all tried as edges.
/// Beyond, only the widest gaps are: hostile pages have thousands.
const MOST_EDGES: usize = 60;

/// Rows that are kept from one search to the next, at most: a few megabytes.
const MOST_KEPT: usize = 10_000;

/// What labels and values further above say against an alignment, at most: as much as
/// one cell that stands a line too low.
const MOST_KNOWN: f32 = 1.0;

/// Cost of labels that stand otherwise than the values beside them, which few forms have: a
/// line that stands astray says less, and for labels at the bottom beside values at the top
/// two.
const OPPOSITE: f32 = 2.0;
const MIXED: f32 = 1.0;

/// A row: its anchor and its bands.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub kind: Kind,
    pub bands: Range<usize>,
    /// Bands that could as well belong to the neighbour.
    pub doubtful: Vec<usize>,
}

impl Row {
    /// The same row where so many bands stand above all.
    fn below(self, n: usize) -> Self {
        Self {
            bands: self.bands.start + n..self.bands.end + n,
            doubtful: self.doubtful.into_iter().map(|band| band + n).collect(),
            ..self
        }
    }
}

/// The first band of the first row, if rules part it from values above it: with these a page
/// goes on with a value of the page before.
fn begun_above(bands: &[Band], pieces: &[Piece], anchor: usize) -> Option<usize> {
    let first = (1..=anchor).rev().find(|at| bands[*at].ruled)?;
    let mut above = bands[..first].iter();
    let is_value = |band: &Band| {
        let mut pieces = pieces[band.pieces.clone()].iter();
        band.table.is_none() && pieces.all(|piece| piece.slot == Slot::Right)
    };
    above.all(is_value).then_some(first)
}

/// Shares bands out to rows. `habit` is how cells stood in their rows further above;
/// these bands add what they tell of it.
pub(crate) fn solve(bands: &[Band], pieces: &[Piece], habit: &mut Habit) -> Vec<Row> {
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
    if let Some(first) = begun_above(bands, pieces, anchors[0]) {
        let rest = solve(&bands[first..], pieces, habit);
        let above = Row {
            kind: Kind::Loose,
            bands: 0..first,
            doubtful: Vec::new(),
        };
        let rest = rest.into_iter().map(|row| row.below(first));
        return std::iter::once(above).chain(rest).collect();
    }
    let problem = Problem::new(bands, pieces, anchors);
    let solution = if problem.edges.iter().all(|e| e.len() == 1) {
        Solution::first(&problem)
    } else {
        problem.solve(habit)
    };
    let rows = problem.rows(&solution);
    let sure = rows.iter().filter(|row| row.doubtful.is_empty());
    let sure = sure.map(|row| (row.kind, row.bands.clone()));
    habit.add(&problem.costs.astray(sure));
    rows
}

/// The solutions found, by the alignment they were looked for with: searches that
/// begin differently soon ask for the same.
#[derive(Default)]
struct Searched {
    found: Vec<(Modes, Solution)>,
    room: Room,
}

impl Searched {
    /// The place of the solution for an alignment.
    fn get(&mut self, problem: &Problem, modes: &Modes) -> usize {
        let known = self.found.iter().position(|(m, _)| m == modes);
        known.unwrap_or_else(|| {
            let found = problem.search(modes, &mut self.room);
            self.found.push((modes.clone(), found));
            self.found.len() - 1
        })
    }
}

/// Room for what a search finds on its way, used again by the next one.
#[derive(Default)]
struct Room {
    /// Cost of the rows for each pair of their edges, row by row, first edge by first
    /// edge.
    steps: Vec<f32>,
    /// The prices of one row, if they are not kept.
    prices: Prices,
    /// Least cost of all above and below each place of each edge, edge by edge.
    above: Vec<f32>,
    below: Vec<f32>,
}

struct Problem<'b> {
    bands: &'b [Band],
    pieces: &'b [Piece],
    costs: Costs<'b>,
    anchors: Vec<usize>,
    /// For each row but the first: the bands that may be its first.
    edges: Vec<Vec<usize>>,
    /// The end of the last row.
    end: [usize; 1],
    /// How many pairs of edges the rows above each row have, and places the edges above
    /// each edge.
    pairs_above: Vec<usize>,
    places_above: Vec<usize>,
    /// The rows' prices for each pair of their edges, row by row, if they are kept.
    prices: Prices,
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
        let pairs = anchors.windows(2);
        let certain = pairs.filter_map(|pair| certain_edge(bands, pair[0], pair[1]));
        let costs = Costs::new(bands, pieces, certain);
        let edges = anchors
            .windows(2)
            .map(|pair| candidates(bands, &costs, pair[0], pair[1]));
        let edges: Vec<Vec<usize>> = edges.collect();
        let mut problem = Self {
            bands,
            pieces,
            costs,
            anchors,
            edges,
            end: [bands.len()],
            pairs_above: Vec::new(),
            places_above: Vec::new(),
            prices: Prices::default(),
        };
        let rows = 0..problem.anchors.len();
        let n_pairs = sums(rows.clone().map(|row| {
            let (from, to) = problem.ends(row);
            from.len() * to.len()
        }));
        problem.places_above = sums(problem.edges.iter().map(Vec::len));
        let all = n_pairs.last().copied().unwrap_or_default();
        problem.pairs_above = n_pairs;
        if all <= MOST_KEPT {
            let mut prices = Prices::default();
            prices.reserve(all);
            rows.for_each(|row| problem.price(row, &mut prices));
            problem.prices = prices;
        }
        problem
    }

    /// The best solution, with what others, about as good, share out otherwise.
    fn solve(&self, habit: &mut Habit) -> Solution {
        let mut searched = Searched::default();
        let found = Alignment::ALL.map(|start| self.settle(start, &mut searched));
        let found = self.with_pairs(found.to_vec(), &mut searched, &mut habit.pairs);
        let used = self.costs.used();
        let all = found.iter().map(|at| {
            let (modes, solution) = &searched.found[*at];
            (solution.cost + habit.cost(modes, &used), solution, modes)
        });
        let mut all: Vec<(f32, &Solution, &Modes)> = all.collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let Some((least, best, modes)) = all.first().copied() else {
            return Solution::first(self);
        };
        let mut solution = best.clone();
        self.doubt_astray(&mut solution, modes);
        for (_, other, _) in all.iter().skip(1).filter(|(cost, ..)| cost - least < DOUBT) {
            solution.doubt(other);
        }
        let rows = || {
            let anchors = self.anchors.iter().copied();
            anchors.zip(self.spans(&best.edges).map(|(_, bands)| bands))
        };
        let parted = parted(self.bands, self.pieces, rows());
        let merged = merged(self.bands, self.pieces, self.costs.pitch(), rows());
        solution.doubtful.extend(parted.into_iter().chain(merged));
        solution
    }

    /// Doubts the phases whose cells stand far from where those of the others do: a label
    /// may be lost, or the cells be of two rows.
    fn doubt_astray(&self, solution: &mut Solution, modes: &Modes) {
        let mut rows: Vec<(f32, Range<usize>)> = Vec::new();
        let mut prices = Prices::default();
        for (kind, bands) in self.spans(&solution.edges) {
            if kind == Kind::Phase {
                let mut growing = Growing::new(kind, bands.start);
                self.costs.grow(&mut growing, bands.end);
                prices.clear();
                self.costs.price(&growing, &mut prices);
                rows.push((prices.astray(modes), bands));
            }
        }
        let most = |(astray, _): &&(f32, Range<usize>)| *astray > ASTRAY;
        if rows.iter().filter(most).count() * FEW <= rows.len() {
            let odd = rows.iter().filter(most).map(|(_, bands)| bands.clone());
            solution.doubtful.extend(odd.flatten());
        }
    }

    /// Edges and alignment in turn, until they agree.
    fn settle(&self, start: Alignment, searched: &mut Searched) -> usize {
        let mut modes = Modes::all(start);
        let mut best = searched.get(self, &modes);
        for _ in 0..ROUNDS {
            let edges = &searched.found[best].1.edges;
            let learned = self.costs.learn(self.spans(edges), &modes);
            if learned == modes {
                break;
            }
            modes = learned;
            best = searched.get(self, &modes);
        }
        best
    }

    /// The solutions found, with labels beside their values as these bands say, or else
    /// as those further above did; in all ways if neither tells. The rows of a table
    /// between them do not.
    fn with_pairs(
        &self,
        found: Vec<usize>,
        searched: &mut Searched,
        known: &mut Standing,
    ) -> Vec<usize> {
        let cost = |searched: &Searched, at: usize| searched.found[at].1.cost;
        let least = |a: &usize, b: &usize| cost(searched, *a).total_cmp(&cost(searched, *b));
        let is_pair = |anchor: &usize| self.bands[*anchor].kind == Kind::Pair;
        let Some(best) = found.iter().copied().min_by(least) else {
            return found;
        };
        if !self.anchors.iter().any(is_pair) {
            return found;
        }
        let mut costs = known.0;
        for (all, standing) in costs.iter_mut().zip(STANDINGS) {
            let modes = searched.found[best].0.with_pairs(standing);
            let at = searched.get(self, &modes);
            let opposite = match standing {
                (labels, values) if labels == values => 0.0,
                (Alignment::Middle, _) => MIXED,
                _ => OPPOSITE,
            };
            *all += cost(searched, at) + opposite;
        }
        let least = least_of(costs.iter().copied());
        known.0 = costs.map(|cost| (cost - least).min(MOST_KNOWN));
        let good = STANDINGS.into_iter().zip(known.0);
        let good = good.filter(|(_, cost)| *cost < DOUBT);
        let mut all = Vec::with_capacity(found.len() * STANDINGS.len());
        for (standing, _) in good {
            for at in &found {
                let modes = searched.found[*at].0.with_pairs(standing);
                all.push(searched.get(self, &modes));
            }
        }
        all
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

    /// Adds what a row costs for each pair of its edges, first edge by first edge.
    fn price(&self, row: usize, prices: &mut Prices) {
        let (from, to) = self.ends(row);
        for first in from {
            let mut growing = Growing::new(self.bands[self.anchors[row]].kind, *first);
            for end in to {
                self.costs.grow(&mut growing, *end);
                self.costs.price(&growing, prices);
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
    fn search(&self, modes: &Modes, room: &mut Room) -> Solution {
        self.steps(modes, room);
        self.sums_above(&room.steps, &mut room.above);
        self.sums_below(&room.steps, &mut room.below);
        let mut solution = Solution {
            edges: Vec::with_capacity(self.edges.len()),
            doubtful: Vec::new(),
            cost: 0.0,
        };
        for (options, first) in self.edges.iter().zip(&self.places_above) {
            let total = |k: usize| room.above[first + k] + room.below[first + k];
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
            solution.cost = room.steps.last().copied().unwrap_or_default();
        }
        solution
    }

    /// Cost of each row for each pair of its edges.
    fn steps(&self, modes: &Modes, Room { prices, steps, .. }: &mut Room) {
        steps.clear();
        if self.prices.is_empty() {
            for row in 0..self.anchors.len() {
                self.price(row, prices);
                prices.costs(modes, steps);
                prices.clear();
            }
        } else {
            self.prices.costs(modes, steps);
        }
    }

    fn sums_above(&self, steps: &[f32], sums: &mut Vec<f32>) {
        sums.clear();
        for (at, options) in self.edges.iter().enumerate() {
            let steps = &steps[self.pairs_above[at]..];
            let before = at
                .checked_sub(1)
                .map(|above| self.places_above[above]..sums.len());
            for (k, option) in options.iter().enumerate() {
                let sum = match &before {
                    None => steps[k],
                    Some(before) => {
                        let costs = steps[k..].iter().step_by(options.len());
                        least_of(
                            sums[before.clone()]
                                .iter()
                                .zip(costs)
                                .map(|(s, cost)| s + cost),
                        )
                    }
                };
                sums.push(sum + self.costs.edge(*option));
            }
        }
    }

    fn sums_below(&self, steps: &[f32], sums: &mut Vec<f32>) {
        sums.clear();
        sums.resize(self.places_above.last().copied().unwrap_or_default(), 0.0);
        for at in (0..self.edges.len()).rev() {
            let steps = &steps[self.pairs_above[at + 1]..];
            let (above, after) = sums.split_at_mut(self.places_above[at + 1]);
            let next = self.edges.get(at + 1);
            let sums = &mut above[self.places_above[at]..];
            for (k, sum) in sums.iter_mut().enumerate() {
                *sum = match next {
                    None => steps[k],
                    Some(options) => {
                        let costs = &steps[k * options.len()..];
                        let sums = after.iter().zip(costs).zip(options);
                        least_of(
                            sums.map(|((s, cost), option)| s + cost + self.costs.edge(*option)),
                        )
                    }
                };
            }
        }
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

/// The sum of all numbers before each, and of all.
fn sums(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sums = vec![0];
    let mut total = 0;
    sums.extend(numbers.map(|number| {
        total += number;
        total
    }));
    sums
}

fn least_of(values: impl Iterator<Item = f32>) -> f32 {
    values.fold(f32::MAX, f32::min)
}

/// Bands that may begin the row of anchor `next`: those after the anchor above
/// and what must stay with it.
fn candidates(bands: &[Band], costs: &Costs, above: usize, next: usize) -> Vec<usize> {
    let first = first_edge(bands, above, next);
    let mut all: Vec<usize> = (first..=next).collect();
    if all.len() > MOST_EDGES {
        all.sort_by(|a, b| costs.edge(*a).total_cmp(&costs.edge(*b)));
        all.truncate(MOST_EDGES);
        all.sort_unstable();
    }
    all
}
