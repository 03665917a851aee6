//! Where the edges between the columns of a table may be: at each x, how many
//! words and blanks an edge would go through.
//!
//! In: the words of a table, page by page. Out: the cheapest edge between two
//! column heads. Ruling lines and clip rectangles draw an edge to them; where
//! they are absent the words alone decide.
//!
//! Not here: which columns there are (`columns`).

use std::ops::Range;

use schede_model::Column;

use super::head::{HeadCell, View};
use super::telling::is_date;
use super::text::{PageText, TextLine, Token};

/// Resolution of the search, in em: finer than the narrowest gutter between
/// two full cells (two cell margins, half an em).
const STEP: f32 = 0.1;

/// Cost of an edge through a word, and through the blank between two words of
/// one line: a real gutter is free of words in every line.
const WORD: f32 = 1.0;

/// Blanks by width (em) and what an edge through them costs: word spaces of
/// justified text are wider, gutters wider still.
const BLANKS: [(f32, f32); 3] = [(0.45, 0.5), (0.9, 0.25), (1.6, 0.08)];

/// What an edge earns where a rule stands over at least half of the table's height.
const RULED: f32 = 2.0;

/// What an edge earns for each cell whose clip ends there, and at most.
const CLIPPED: f32 = 0.4;
const MOST_CLIPPED: f32 = 3.0;

/// What an edge earns for each further cell that begins right of it at one x,
/// and at most, which is less than a word in the way; how far apart (em) such beginnings are, at most.
const START: f32 = 0.2;
const MOST_START: f32 = 0.8;
const SAME_START: f32 = 0.08;

/// Blank (em) that stands before a word at least.
const WORD_GAP: f32 = 0.15;

/// Cost (per em) of an edge that cuts a column head instead of parting it from
/// its neighbour: heads are centred over their columns or wider than them, but
/// not far off.
const OFF_HEAD: f32 = 0.03;

/// Cost of words that an edge leaves on the side of the weights, and at most:
/// nothing but weights stands in their column. Where a head begins over the
/// phase labels, the gutter behind these is as free as the one that counts.
const STRANGE: f32 = 1.0;
const MOST_STRANGE: f32 = 4.0;

/// Cost up to which two places of an edge are equally good.
const EQUAL: f32 = 0.02;

/// Distance (em) kept from the words beside an edge, where there is room.
const MARGIN: f32 = 0.25;

/// Places looked at on a line, and beginnings of words kept, at most.
const MOST_BINS: f32 = 10_000.0;
const MOST_BEGINS: usize = 50_000;

/// What is certain to stand on either side of an edge, with nothing else between.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// Right end of what stands left of it.
    pub left: Option<f32>,
    /// Left end of what stands right of it.
    pub right: Option<f32>,
    /// Right end of marks that stand left of it, and left end of marks that stand right
    /// of it; other words may stand between.
    pub after: Option<f32>,
    pub ahead: Option<f32>,
    /// Whether all lines keep to these places: those that blanks keep are moved
    /// sideways.
    pub exact: bool,
}

/// What an edge would cost at each x, from all words of a table seen so far.
#[derive(Debug, Clone)]
pub(super) struct Cover {
    x0: f32,
    step: f32,
    em: f32,
    /// Where costs begin and end, page by page.
    words: Vec<f32>,
    /// What an edge earns by rules and clips.
    drawn: Vec<f32>,
    /// Where words begin after a blank, and whether they are dates.
    begins: Vec<(f32, bool)>,
    /// The sums: cost of an edge, and what it earns by cells that begin right of
    /// it; the same without dates, which are in the column of deadlines.
    cost: Vec<f32>,
    starts: Vec<f32>,
    undated: Vec<f32>,
}

impl Cover {
    /// A cover for the table under a head.
    pub fn new(view: View, cells: &[HeadCell]) -> Self {
        let (left, right) = view.span;
        let em = cells
            .iter()
            .flat_map(|c| &c.tokens)
            .map(|(_, i)| view.page.tokens[*i].em);
        let em = em.fold(0.0, f32::max).max(0.1);
        let (x0, x1) = (left - em, right + em);
        let step = (STEP * em).max((x1 - x0) / MOST_BINS);
        let bins = ((x1 - x0) / step) as usize + 2;
        Self {
            x0,
            step,
            em,
            words: vec![0.0; bins],
            drawn: vec![0.0; bins],
            begins: cells.iter().map(|c| (c.x0, false)).collect(),
            cost: vec![0.0; bins],
            starts: vec![0.0; bins],
            undated: vec![0.0; bins],
        }
    }

    /// Adds the lines of a table on one page.
    pub fn add_page(&mut self, view: View, zone: Range<usize>) {
        for position in zone.clone() {
            self.add_line(view, view.line(position));
        }
        self.add_rules(view, zone.clone());
        let tokens = zone.flat_map(|p| view.tokens(view.line(p)));
        self.add_clips(view.page, tokens);
        self.sum();
    }

    /// Size of the table's type.
    pub fn em(&self) -> f32 {
        self.em
    }

    fn bin(&self, x: f32) -> usize {
        (((x - self.x0) / self.step).max(0.0) as usize).min(self.cost.len() - 1)
    }

    fn x(&self, bin: usize) -> f32 {
        self.x0 + (bin as f32 + 0.5) * self.step
    }

    pub fn span(&self) -> (f32, f32) {
        (self.x0 + self.em, self.x(self.cost.len() - 1) - self.em)
    }

    /// Adds a cost between two places, to be summed up later.
    fn add(&mut self, from: f32, to: f32, cost: f32) {
        let (from, to) = (self.bin(from), self.bin(to));
        if from < to {
            self.words[from] += cost;
            self.words[to] -= cost;
        }
    }

    fn add_line(&mut self, view: View, line: &TextLine) {
        let tokens = view.tokens(line);
        for token in tokens {
            self.add(token.x0, token.x1, WORD);
        }
        for pair in tokens.windows(2) {
            let gap = (pair[1].x0 - pair[0].x1) / self.em;
            if gap > WORD_GAP && self.begins.len() < MOST_BEGINS {
                let word = &line.text[pair[1].start as usize..pair[1].end as usize];
                self.begins.push((pair[1].x0, is_date(word)));
            }
            if !parted(&pair[0], &pair[1]) {
                let cost = BLANKS
                    .iter()
                    .find(|(width, _)| gap < *width)
                    .map_or(0.0, |b| b.1);
                self.add(pair[0].x1, pair[1].x0, cost);
            }
        }
    }

    fn sum(&mut self) {
        let mut level = 0.0;
        for ((cost, word), drawn) in self.cost.iter_mut().zip(&self.words).zip(&self.drawn) {
            level += word;
            // Sums of halves and quarters leave dust.
            let words = if level < EQUAL / 2.0 { 0.0 } else { level };
            *cost = words - drawn;
        }
        self.sum_starts();
    }

    /// Cells that begin below one another, or below their head, begin at an edge.
    fn sum_starts(&mut self) {
        self.begins.sort_by(|a, b| a.0.total_cmp(&b.0));
        let near = SAME_START * self.em;
        let earned = |n: usize| (START * n.saturating_sub(1) as f32).min(MOST_START);
        let mut earnings = Vec::new();
        for group in self.begins.chunk_by(|a, b| b.0 - a.0 < near) {
            let others = group.iter().filter(|(_, dated)| !dated).count();
            let (to, from) = (
                self.bin(group[0].0),
                self.bin(group[0].0 - MARGIN * self.em),
            );
            earnings.push((from..to, earned(group.len()), earned(others)));
        }
        self.starts.fill(0.0);
        self.undated.fill(0.0);
        for (bins, all, others) in earnings {
            for bin in bins {
                self.starts[bin] = self.starts[bin].max(all);
                self.undated[bin] = self.undated[bin].max(others);
            }
        }
    }

    fn add_rules(&mut self, view: View, zone: Range<usize>) {
        let (Some(first), Some(last)) = (zone.clone().next(), zone.last()) else {
            return;
        };
        let (top, bottom) = (view.line(first).top(), view.line(last).bottom());
        let mut length: Vec<(usize, f32)> = Vec::new();
        for rule in view.page.rules.iter().filter(|r| !r.horizontal) {
            let part = rule.bbox.y1.min(bottom) - rule.bbox.y0.max(top);
            if part > 0.0 {
                length.push((self.bin(rule.bbox.center_x()), part));
            }
        }
        length.sort_by_key(|(bin, _)| *bin);
        for group in length.chunk_by(|a, b| a.0 == b.0) {
            let total: f32 = group.iter().map(|(_, part)| part).sum();
            if total > 0.5 * (bottom - top) {
                self.drawn[group[0].0] = RULED;
            }
        }
    }

    fn add_clips<'t>(&mut self, page: &PageText, tokens: impl Iterator<Item = &'t Token>) {
        let mut clips: Vec<u32> = tokens.filter_map(|t| t.clip).collect();
        clips.sort_unstable();
        clips.dedup();
        for clip in clips.iter().filter_map(|i| page.clips.get(*i as usize)) {
            for x in [clip.x0, clip.x1].into_iter().filter(|x| x.is_finite()) {
                let bin = self.bin(x);
                let earned = &mut self.drawn[bin];
                *earned = earned.max((*earned + CLIPPED).min(MOST_CLIPPED));
            }
        }
    }

    /// The edge between two neighbouring heads.
    pub fn edge(&self, left: &HeadCell, right: &HeadCell, known: Known) -> f32 {
        let (from, to) = (self.bin(left.middle()), self.bin(right.middle()));
        let (a, b) = (left.x1.min(right.x0), left.x1.max(right.x0));
        let starts = match left.column {
            Column::Due => &self.undated,
            _ => &self.starts,
        };
        let before = self.before(from..to + 1, known.right, known.exact);
        let behind = self.behind(from..to + 1, known.left);
        let costs = (from..=to).zip(before).zip(behind);
        let costs = costs.map(|((bin, before), behind)| {
            let x = self.x(bin);
            let off = (a - x).max(x - b).max(0.0) / self.em;
            // Cells begin right of the head to the left, unless that overlaps.
            let start = if off < 0.5 { starts[bin] } else { 0.0 };
            let marks = known.after.is_some_and(|x| bin < self.bin(x))
                || known.ahead.is_some_and(|x| bin > self.bin(x));
            let astray = if marks && known.exact {
                MOST_STRANGE
            } else {
                0.0
            };
            self.cost[bin] + OFF_HEAD * off + before + behind + astray - start
        });
        let costs: Vec<f32> = costs.collect();
        let best = costs.iter().copied().fold(f32::MAX, f32::min);
        let wanted = (a + b) / 2.0;
        let near = |bin: &usize| (self.x(*bin) - wanted).abs();
        let equal = costs.iter().zip(from..).filter(|c| *c.0 <= best + EQUAL);
        let equal = equal.map(|(_, bin)| bin);
        let Some(bin) = equal.min_by(|a, b| near(a).total_cmp(&near(b))) else {
            return wanted;
        };
        self.centred(bin)
    }

    /// For each of some places: what the words between an edge there and `known` to
    /// its right cost, or what it costs to take that itself to the left.
    fn before(&self, bins: Range<usize>, known: Option<f32>, exact: bool) -> Vec<f32> {
        let mut costs = vec![0.0; bins.len()];
        let Some(begin) = known.map(|x| self.bin(x)) else {
            return costs;
        };
        if exact {
            costs[(begin + 1).saturating_sub(bins.start).min(bins.len())..].fill(MOST_STRANGE);
        }
        let mut words = 0.0_f32;
        for bin in (bins.start..begin).rev() {
            words = words.max(self.cost[bin] + self.drawn[bin]);
            if bins.contains(&bin) {
                costs[bin - bins.start] = strange(words);
            }
        }
        costs
    }

    /// For each of some places: what the words between `known` to the left of an edge
    /// there and that edge cost, or what it costs to take that itself to the right.
    fn behind(&self, bins: Range<usize>, known: Option<f32>) -> Vec<f32> {
        let mut costs = vec![0.0; bins.len()];
        let Some(end) = known.map(|x| self.bin(x)) else {
            return costs;
        };
        costs[..end.saturating_sub(bins.start).min(bins.len())].fill(MOST_STRANGE);
        let mut words = 0.0_f32;
        for bin in end + 1..bins.end {
            if bins.contains(&bin) {
                costs[bin - bins.start] = strange(words);
            }
            words = words.max(self.cost[bin] + self.drawn[bin]);
        }
        costs
    }

    /// Moves an edge away from the words beside it.
    fn centred(&self, bin: usize) -> f32 {
        let room = (MARGIN * self.em / self.step) as usize;
        let level = self.cost[bin] + EQUAL;
        let free = |bin: &usize| self.cost[*bin] <= level;
        let left = (0..bin).rev().take(room).take_while(free).count();
        let right = (bin + 1..self.cost.len())
            .take(room)
            .take_while(free)
            .count();
        self.x(bin) + (right as f32 - left as f32) / 2.0 * self.step
    }

    /// Middles of the wordless stretches left of `end`, left to right.
    pub fn gutters(&self, end: f32) -> Vec<f32> {
        let end = self.bin(end);
        let mut out = Vec::new();
        let mut from = None;
        for bin in 0..=end {
            match (self.cost[bin] <= EQUAL, from) {
                (true, None) => from = Some(bin),
                (false, Some(first)) => {
                    out.push((self.x(first) + self.x(bin - 1)) / 2.0);
                    from = None;
                }
                _ => {}
            }
        }
        out.extend(from.map(|first| (self.x(first) + self.x(end)) / 2.0));
        out
    }
}

/// What words cost on the side of the weights.
fn strange(words: f32) -> f32 {
    (STRANGE * words).min(MOST_STRANGE)
}

/// Whether two words of a line are declared to be in two cells.
fn parted(a: &Token, b: &Token) -> bool {
    let differ = |a: Option<u32>, b: Option<u32>| a.is_some() && b.is_some() && a != b;
    differ(a.mcid, b.mcid) || differ(a.clip, b.clip)
}
