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
use super::telling::{End, is_date};
use super::text::{PageText, TextLine, Token};

/// Resolution of the search, in em: finer than the narrowest gutter between
/// two full cells (two cell margins, half an em).
const STEP: f32 = 0.1;

/// Cost of an edge through a word, and through the blank between two words of
/// one line: a real gutter is free of words in every line.
const WORD: f32 = 1.0;

/// White (em) that the box of a word has at its ends: cells that touch, or overlap by
/// a hair, can be parted there.
const BEARING: f32 = 0.15;

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

/// Cost of words that an edge leaves on the side of the weights, and what it costs
/// at most, if few lines tell; if more do, one each: nothing but weights stands in
/// their column. Where a head begins over the phase labels, the gutter behind these
/// is as free as the one that counts.
const STRANGE: f32 = 1.0;
const MOST_STRANGE: f32 = 4.0;

/// Cost up to which two places of an edge are equally good.
const EQUAL: f32 = 0.02;

/// Distance (em) kept from the words beside an edge, where there is room.
const MARGIN: f32 = 0.25;

/// Places looked at on a line, and beginnings of words kept, at most.
const MOST_BINS: f32 = 10_000.0;
const MOST_BEGINS: usize = 50_000;

/// Blank (em) before the first word of a cell: wider than any word space.
const CELL_GAP: f32 = 0.9;

/// So many words that begin below one another, each close behind a date, are a column.
const FEWEST_BESIDE: usize = 3;

/// The beginning of a word behind another.
#[derive(Debug, Clone, Copy)]
struct Begin {
    x: f32,
    /// A blank stands between them.
    apart: bool,
    /// It is a date.
    dated: bool,
    /// The other is a date that begins a cell of the deadlines: where the blank behind it
    /// stands, and what an edge through that costs.
    blank: Option<((usize, usize), f32)>,
}

impl Begin {
    fn head(x: f32) -> Self {
        Self {
            x,
            apart: true,
            dated: false,
            blank: None,
        }
    }
}

/// What is certain to stand on either side of an edge, with nothing else between.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// Right end of what stands left of it.
    pub left: Option<End>,
    /// Left end of what stands right of it.
    pub right: Option<End>,
    /// Right end of marks that stand left of it, and left end of marks that stand right
    /// of it; other words may stand between.
    pub after: Option<End>,
    pub ahead: Option<End>,
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
    /// Where costs of words, and of blanks between them, begin and end, page by page.
    words: Vec<f32>,
    blanks: Vec<f32>,
    /// What an edge earns by rules and clips, and where it is that of a rule: there no
    /// blank is a word space.
    drawn: Vec<f32>,
    ruled: Vec<bool>,
    /// Where words begin after a blank.
    begins: Vec<Begin>,
    /// Where the head of the deadlines stands.
    due: Range<f32>,
    /// White at the ends of words.
    white: f32,
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
        let due = cells.iter().find(|c| c.column == Column::Due);
        Self {
            x0,
            step,
            em,
            words: vec![0.0; bins],
            blanks: vec![0.0; bins],
            drawn: vec![0.0; bins],
            ruled: vec![false; bins],
            begins: cells.iter().map(|c| Begin::head(c.x0)).collect(),
            due: due.map_or(0.0..0.0, |c| c.x0..c.x1),
            // Characters fill their places.
            white: if view.page.of_characters {
                0.0
            } else {
                BEARING * em
            },
            cost: vec![0.0; bins],
            starts: vec![0.0; bins],
            undated: vec![0.0; bins],
        }
    }

    /// Adds the lines of a table on one page.
    pub fn add_page(&mut self, view: View, zone: Range<usize>) {
        let mut ends = Vec::new();
        for position in zone.clone() {
            self.add_line(view, view.line(position), &mut ends);
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

    /// Adds a line; `ends` is room for where its words begin and end.
    fn add_line(&mut self, view: View, line: &TextLine, ends: &mut Vec<(usize, usize)>) {
        let tokens = view.tokens(line);
        ends.clear();
        ends.extend(tokens.iter().map(|token| {
            let white = self.white(token);
            (self.bin(token.x0 + white), self.bin(token.x1 - white))
        }));
        for (from, to) in ends.iter().filter(|(from, to)| from < to) {
            self.words[*from] += WORD;
            self.words[*to] -= WORD;
        }
        for (at, pair) in tokens.windows(2).enumerate() {
            let gap = (pair[1].x0 - pair[0].x1) / self.em;
            let text = |token: &Token| &line.text[token.start as usize..token.end as usize];
            let word = text(&pair[1]);
            let bins = (ends[at].1, ends[at + 1].0);
            let mut blank = None;
            if bins.0 < bins.1 && !parted(&pair[0], &pair[1]) {
                // Kerning parts a word.
                let kerned = pair[0].end == pair[1].start && word.starts_with(char::is_lowercase);
                let cost = if kerned { WORD } else { cost_of_blank(gap) };
                blank = Some((bins, cost));
            }
            if let Some(((from, to), cost)) = blank {
                self.blanks[from] += cost;
                self.blanks[to] -= cost;
            }
            let apart = gap > WORD_GAP;
            if self.begins.len() >= MOST_BEGINS || !apart && !is_date(text(&pair[0])) {
                continue;
            }
            let far = |before: &Token| pair[0].x0 - before.x1 > CELL_GAP * self.em;
            let first = || at == 0 || far(&tokens[at - 1]);
            let due = pair[0].x0 < self.due.end && self.due.start < pair[0].x1;
            let due = due && !view.page.of_characters;
            self.begins.push(Begin {
                x: pair[1].x0,
                apart,
                dated: is_date(word),
                blank: blank.filter(|_| due && first() && is_date(text(&pair[0]))),
            });
        }
    }

    /// White at either end of a word: a narrow one has less.
    fn white(&self, token: &Token) -> f32 {
        self.white.min((token.x1 - token.x0) / 4.0)
    }

    fn sum(&mut self) {
        self.begins.sort_by(|a, b| a.x.total_cmp(&b.x));
        let relief = self.relief();
        let (mut words, mut blanks) = (0.0, 0.0);
        for (bin, cost) in self.cost.iter_mut().enumerate() {
            words += self.words[bin];
            blanks += self.blanks[bin] - relief.get(bin).copied().unwrap_or(0.0);
            let level = if self.ruled[bin] {
                words
            } else {
                words + blanks
            };
            // Sums of halves and quarters leave dust.
            let level = if level < EQUAL / 2.0 { 0.0 } else { level };
            *cost = level - self.drawn[bin];
        }
        self.sum_starts();
    }

    /// Beginnings of words at one x.
    fn groups(&self) -> impl Iterator<Item = &[Begin]> {
        let near = SAME_START * self.em;
        self.begins.chunk_by(move |a, b| b.x - a.x < near)
    }

    /// What blanks behind dates cost that are no word spaces: words begin below one
    /// another behind them, in a column of their own.
    fn relief(&self) -> Vec<f32> {
        let mut relief = Vec::new();
        for group in self.groups() {
            let blanks = || group.iter().filter_map(|begin| begin.blank);
            if blanks().count() < FEWEST_BESIDE {
                continue;
            }
            relief.resize(self.cost.len(), 0.0);
            for ((from, to), cost) in blanks() {
                relief[from] += cost;
                relief[to] -= cost;
            }
        }
        relief
    }

    /// Cells that begin below one another, or below their head, begin at an edge.
    fn sum_starts(&mut self) {
        let earned = |n: usize| (START * n.saturating_sub(1) as f32).min(MOST_START);
        let mut earnings = Vec::new();
        for group in self.groups() {
            let apart = || group.iter().filter(|b| b.apart || b.blank.is_some());
            let Some(first) = apart().next() else {
                continue;
            };
            let others = apart().filter(|begin| !begin.dated).count();
            let (to, from) = (self.bin(first.x), self.bin(first.x - MARGIN * self.em));
            earnings.push((from..to, earned(apart().count()), earned(others)));
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
                self.ruled[group[0].0] = true;
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
        let behind = self.behind(from..to + 1, known.left, known.exact);
        let after = known.after.map(|end| (self.bin(end.x - self.white), end));
        let ahead = known.ahead.map(|end| (self.bin(end.x + self.white), end));
        let costs = (from..=to).zip(before).zip(behind);
        let costs = costs.map(|((bin, before), behind)| {
            let x = self.x(bin);
            let off = (a - x).max(x - b).max(0.0) / self.em;
            // Cells begin right of the head to the left, unless that overlaps.
            let start = if off < 0.5 { starts[bin] } else { 0.0 };
            let after = after.filter(|(at, _)| bin < *at);
            let ahead = ahead.filter(|(at, _)| bin > *at);
            let astray = match after.or(ahead).filter(|_| known.exact) {
                Some((_, end)) => most_strange(end, known.exact),
                None => 0.0,
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
    fn before(&self, bins: Range<usize>, known: Option<End>, exact: bool) -> Vec<f32> {
        let mut costs = vec![0.0; bins.len()];
        let Some(known) = known else {
            return costs;
        };
        let (begin, most) = (self.bin(known.x), most_strange(known, exact));
        if exact {
            costs[(begin + 1).saturating_sub(bins.start).min(bins.len())..].fill(most);
        }
        let mut words = 0.0_f32;
        for bin in (bins.start..begin).rev() {
            words = words.max(self.cost[bin] + self.drawn[bin]);
            if bins.contains(&bin) {
                costs[bin - bins.start] = (STRANGE * words).min(most);
            }
        }
        costs
    }

    /// For each of some places: what the words between `known` to the left of an edge
    /// there and that edge cost, or what it costs to take that itself to the right.
    fn behind(&self, bins: Range<usize>, known: Option<End>, exact: bool) -> Vec<f32> {
        let mut costs = vec![0.0; bins.len()];
        let Some(known) = known else {
            return costs;
        };
        let (end, most) = (self.bin(known.x), most_strange(known, exact));
        costs[..end.saturating_sub(bins.start).min(bins.len())].fill(most);
        let mut words = 0.0_f32;
        for bin in end + 1..bins.end {
            if bins.contains(&bin) {
                costs[bin - bins.start] = (STRANGE * words).min(most);
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

/// What an edge through a blank of so many em costs.
fn cost_of_blank(gap: f32) -> f32 {
    let wider = BLANKS.iter().find(|(width, _)| gap < *width);
    wider.map_or(0.0, |(_, cost)| *cost)
}

/// What words cost on the side of an end of others, at most.
fn most_strange(end: End, exact: bool) -> f32 {
    let all = STRANGE * end.n as f32;
    MOST_STRANGE.max(if exact { all } else { 0.0 })
}

/// Whether two words of a line are declared to be in two cells.
fn parted(a: &Token, b: &Token) -> bool {
    let differ = |a: Option<u32>, b: Option<u32>| a.is_some() && b.is_some() && a != b;
    differ(a.mcid, b.mcid) || differ(a.clip, b.clip)
}
