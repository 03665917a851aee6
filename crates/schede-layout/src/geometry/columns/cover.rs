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
use schede_model::page::BBox;

use super::telling::{End, is_date};
use crate::geometry::head::HeadCell;
use crate::geometry::lines::sorting::sort_by_place;
use crate::geometry::lines::text::{PageText, TextLine, Token};
use crate::geometry::lines::view::View;

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

/// The same at most, where what was painted between the two words stands elsewhere: they
/// are of two cells, in nearly all programs.
const ELSEWHERE: f32 = 0.04;

/// What an edge earns where a rule stands over at least half of the table's height.
const RULED: f32 = 2.0;

/// Rules across of which two parts meet at one x that tell of an edge, at least.
const FEWEST_JOINTS: usize = 2;

/// What an edge earns for each cell whose clip ends there, and at most.
const CLIPPED: f32 = 0.4;
const MOST_CLIPPED: f32 = 3.0;

/// What an edge earns for a line in which the words on its sides, with no whole column
/// between, are declared to be in two cells, and at most: one cell may be declared as two.
/// Blank (em) between them, at least: more than a word space.
const PARTED: f32 = 0.03;
const MOST_PARTED: f32 = 0.06;
const PARTED_GAP: f32 = 0.35;

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
    /// The other is a date that begins a cell of the deadlines.
    blank: Option<Blank>,
}

/// A blank between two words: where it stands, and what an edge through it costs.
#[derive(Debug, Clone, Copy)]
struct Blank {
    from: u32,
    to: u32,
    cost: f32,
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
pub(crate) struct Known {
    /// Right end of what stands left of it.
    pub left: Option<End>,
    /// Left end of what stands right of it.
    pub right: Option<End>,
    /// Right end of marks that stand left of it, and left end of marks that stand right
    /// of it; other words may stand between.
    pub after: Option<End>,
    pub ahead: Option<End>,
    /// Where the column left of it ends whose head is centred over it.
    pub end: Option<f32>,
    /// The dates right of it stand in the middle below their head.
    pub centred: bool,
    /// Whether all lines keep to these places: those that blanks keep are moved
    /// sideways.
    pub exact: bool,
}

/// What an edge would cost at each x, from all words of a table seen so far.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    x0: f32,
    step: f32,
    em: f32,
    bins: Vec<Bin>,
    /// Where words begin after a blank.
    begins: Vec<Begin>,
    /// How many of them are in order, and how many have a blank of their own.
    n_sorted: usize,
    n_blanks: usize,
    /// Where the heads stand, and where that of the deadlines does.
    heads: Vec<(f32, f32)>,
    due: Range<f32>,
    /// White at the ends of words.
    white: f32,
}

/// One of the places at which an edge may be.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    /// How many more words, and blanks between them, an edge here costs than one at the
    /// place before.
    words: f32,
    blanks: f32,
    /// The same of blanks that cost nothing.
    relief: f32,
    /// How much more an edge here earns by words declared to be in two cells.
    parts: f32,
    /// What an edge earns by rules and clips, and whether it is that of a rule: there no
    /// blank is a word space.
    drawn: f32,
    ruled: bool,
    /// The sum: cost of an edge,
    cost: f32,
    /// and what it earns by cells that begin right of it; the same without dates, which
    /// are in the column of deadlines.
    starts: f32,
    undated: f32,
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
            bins: vec![Bin::default(); bins],
            begins: cells.iter().map(|c| Begin::head(c.x0)).collect(),
            n_sorted: 0,
            n_blanks: 0,
            heads: cells.iter().map(|c| (c.x0, c.x1)).collect(),
            due: due.map_or(0.0..0.0, |c| c.x0..c.x1),
            // Characters fill their places.
            white: if view.page.of_characters {
                0.0
            } else {
                BEARING * em
            },
        }
    }

    /// Adds the lines of a table on one page.
    pub fn add_page(&mut self, view: View, zone: Range<usize>) {
        let mut ends = Vec::new();
        for position in zone.clone() {
            self.add_line(view, view.line(position), &mut ends);
        }
        self.add_rules(view, zone.clone());
        self.add_joints(view, zone.clone());
        let tokens = zone.flat_map(|p| view.tokens(view.line(p)));
        self.add_clips(view.page, tokens);
        self.sum();
    }

    /// Size of the table's type.
    pub fn em(&self) -> f32 {
        self.em
    }

    fn bin(&self, x: f32) -> usize {
        (((x - self.x0) / self.step).max(0.0) as usize).min(self.bins.len() - 1)
    }

    fn x(&self, bin: usize) -> f32 {
        self.x0 + (bin as f32 + 0.5) * self.step
    }

    pub fn span(&self) -> (f32, f32) {
        (self.x0 + self.em, self.x(self.bins.len() - 1) - self.em)
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
            self.bins[*from].words += WORD;
            self.bins[*to].words -= WORD;
        }
        for (at, pair) in tokens.windows(2).enumerate() {
            let gap = (pair[1].x0 - pair[0].x1) / self.em;
            let text = |token: &Token| &line.text[token.start as usize..token.end as usize];
            let word = text(&pair[1]);
            let (from, to) = (ends[at].1, ends[at + 1].0);
            let mut blank = None;
            let parted = parted(&pair[0], &pair[1]);
            let near = || !self.spans_heads(pair[0].x1, pair[1].x0);
            if from < to && parted && gap > PARTED_GAP && near() {
                self.bins[from].parts += PARTED;
                self.bins[to].parts -= PARTED;
            }
            if from < to && !parted {
                // Kerning parts a word.
                let kerned = pair[0].end == pair[1].start && word.starts_with(char::is_lowercase);
                let cost = match pair[0].index.abs_diff(pair[1].index) {
                    _ if kerned => WORD,
                    0 | 1 => cost_of_blank(gap),
                    _ => cost_of_blank(gap).min(ELSEWHERE),
                };
                self.bins[from].blanks += cost;
                self.bins[to].blanks -= cost;
                let (from, to) = (from as u32, to as u32);
                blank = Some(Blank { from, to, cost });
            }
            let apart = gap > WORD_GAP;
            if self.begins.len() >= MOST_BEGINS || !apart && !is_date(text(&pair[0])) {
                continue;
            }
            let far = |before: &Token| pair[0].x0 - before.x1 > CELL_GAP * self.em;
            let first = || at == 0 || far(&tokens[at - 1]);
            let due = pair[0].x0 < self.due.end && self.due.start < pair[0].x1;
            let due = due && !view.page.of_characters;
            let blank = blank.filter(|_| due && first() && is_date(text(&pair[0])));
            self.n_blanks += usize::from(blank.is_some());
            self.begins.push(Begin {
                x: pair[1].x0,
                apart,
                dated: is_date(word),
                blank,
            });
        }
    }

    /// Whether a whole column lies between two words, so that they tell nothing of one edge:
    /// its head does, and that of the second word's column may.
    fn spans_heads(&self, left: f32, right: f32) -> bool {
        let heads = self.heads.iter();
        heads.filter(|(x0, x1)| left < *x0 && *x1 < right).count() > 1
    }

    /// White at either end of a word: a narrow one has less.
    fn white(&self, token: &Token) -> f32 {
        self.white.min((token.x1 - token.x0) / 4.0)
    }

    fn sum(&mut self) {
        sort_by_place(&mut self.begins[self.n_sorted..], |begin| begin.x);
        // Two lists that are in order are only joined.
        self.begins.sort_by(|a, b| a.x.total_cmp(&b.x));
        self.n_sorted = self.begins.len();
        self.relieve();
        let (mut words, mut blanks, mut parts) = (0.0, 0.0, 0.0_f32);
        for bin in &mut self.bins {
            words += bin.words;
            blanks += bin.blanks - bin.relief;
            parts += bin.parts;
            let level = if bin.ruled { words } else { words + blanks };
            // Sums of halves and quarters leave dust.
            let level = if level < EQUAL / 2.0 { 0.0 } else { level };
            bin.cost = level - bin.drawn - parts.clamp(0.0, MOST_PARTED);
            (bin.relief, bin.starts, bin.undated) = (0.0, 0.0, 0.0);
        }
        self.sum_starts();
    }

    /// What blanks behind dates cost that are no word spaces: words begin below one
    /// another behind them, in a column of their own.
    fn relieve(&mut self) {
        if self.n_blanks < FEWEST_BESIDE {
            return;
        }
        for group in groups(&self.begins, self.em) {
            let blanks = || group.iter().filter_map(|begin| begin.blank);
            if blanks().count() < FEWEST_BESIDE {
                continue;
            }
            for Blank { from, to, cost } in blanks() {
                self.bins[from as usize].relief += cost;
                self.bins[to as usize].relief -= cost;
            }
        }
    }

    /// Cells that begin below one another, or below their head, begin at an edge.
    fn sum_starts(&mut self) {
        let begins = std::mem::take(&mut self.begins);
        for group in groups(&begins, self.em) {
            let (mut first, mut all, mut others) = (None, 0, 0);
            for begin in group.iter().filter(|b| b.apart || b.blank.is_some()) {
                first.get_or_insert(begin.x);
                all += 1;
                others += u32::from(!begin.dated);
            }
            // One alone earns nothing.
            if let Some(first) = first.filter(|_| all > 1) {
                let (all, others) = (earned(all), earned(others));
                let bins = self.bin(first - MARGIN * self.em)..self.bin(first);
                for bin in &mut self.bins[bins] {
                    bin.starts = bin.starts.max(all);
                    bin.undated = bin.undated.max(others);
                }
            }
        }
        self.begins = begins;
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
                self.bins[group[0].0].drawn = RULED;
                self.bins[group[0].0].ruled = true;
            }
        }
    }

    /// Rules across that are drawn cell by cell show where the columns end.
    fn add_joints(&mut self, view: View, zone: Range<usize>) {
        let (Some(first), Some(last)) = (zone.clone().next(), zone.last()) else {
            return;
        };
        let (first, last) = (view.line(first), view.line(last));
        let room = first.top() - first.em..last.bottom() + last.em;
        let inside = |rule: &&BBox| room.contains(&rule.center_y());
        let across = view.page.rules.iter().filter(|rule| rule.horizontal);
        let mut across: Vec<&BBox> = across.map(|rule| &rule.bbox).filter(inside).collect();
        across.sort_by(|a, b| a.center_y().total_cmp(&b.center_y()));
        let level = |a: &&BBox, b: &&BBox| b.center_y() - a.center_y() < self.step;
        let mut heights = 0;
        let mut joints: Vec<usize> = Vec::new();
        for rules in across.chunk_by_mut(level) {
            heights += 1;
            rules.sort_by(|a, b| a.x0.total_cmp(&b.x0));
            let touch = |pair: &&[&BBox]| (pair[1].x0 - pair[0].x1).abs() < self.step;
            let touching = rules.windows(2).filter(touch);
            joints.extend(touching.map(|pair| self.bin(pair[1].x0)));
        }
        joints.sort_unstable();
        for joints in joints.chunk_by(|a, b| b - a <= 1) {
            if joints.len() >= FEWEST_JOINTS && joints.len() * 2 > heights {
                let bin = &mut self.bins[joints[joints.len() / 2]];
                bin.drawn = bin.drawn.max(RULED);
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
                let earned = &mut self.bins[bin].drawn;
                *earned = earned.max((*earned + CLIPPED).min(MOST_CLIPPED));
            }
        }
    }

    /// The edge between two neighbouring heads.
    pub fn edge(&self, left: &HeadCell, right: &HeadCell, known: Known) -> f32 {
        let (from, to) = (self.bin(left.middle()), self.bin(right.middle()));
        let (a, b) = (left.x1.min(right.x0), left.x1.max(right.x0));
        // Dates are equally wide: centred, they begin below one another, too.
        let starts = |bin: &Bin| match left.column {
            Column::Due => bin.undated,
            _ if known.centred => bin.undated,
            _ => bin.starts,
        };
        let mut costs = self.before(from..to + 1, known.right, known.exact);
        let behind = self.behind(from..to + 1, known.left, known.exact);
        let strange = |end| match known.exact {
            true => most_strange(end, true),
            false => 0.0,
        };
        // Labels that stand alone behind the descriptions are of their column, wherever blanks
        // moved the heads.
        let of_labels = |end| match left.column {
            Column::Description => most_strange(end, true),
            _ => strange(end),
        };
        let (after, left_of_mark) = known.after.map_or((0, 0.0), |end| {
            (self.bin(end.x - self.white), of_labels(end))
        });
        let (ahead, right_of_mark) = known.ahead.map_or((usize::MAX, 0.0), |end| {
            (self.bin(end.x + self.white), strange(end))
        });
        for ((cost, behind), at) in costs.iter_mut().zip(behind).zip(from..) {
            let bin = &self.bins[at];
            let x = self.x(at);
            let off = (a - x).max(x - b).max(0.0) / self.em;
            // Cells begin right of the head to the left, unless that overlaps.
            let start = if off < 0.5 { starts(bin) } else { 0.0 };
            let astray = if at < after {
                left_of_mark
            } else if at > ahead {
                right_of_mark
            } else {
                0.0
            };
            *cost = bin.cost + OFF_HEAD * off + *cost + behind + astray - start;
        }
        let best = costs.iter().copied().fold(f32::MAX, f32::min);
        let wanted = known.end.unwrap_or((a + b) / 2.0);
        let near = |bin: &usize| (self.x(*bin) - wanted).abs();
        let equal = costs.iter().zip(from..).filter(|c| *c.0 <= best + EQUAL);
        let equal = equal.map(|(_, bin)| bin);
        let Some(bin) = equal.min_by(|a, b| near(a).total_cmp(&near(b))) else {
            return wanted;
        };
        self.centred(bin)
    }

    /// Whether an edge between two places would go through no word and no blank of a text.
    pub fn is_parted(&self, from: f32, to: f32) -> bool {
        let bins = self.bin(from) + 1..self.bin(to) + 1;
        self.bins[bins].iter().any(|bin| bin.cost <= EQUAL)
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
            words = words.max(self.bins[bin].cost + self.bins[bin].drawn);
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
            words = words.max(self.bins[bin].cost + self.bins[bin].drawn);
        }
        costs
    }

    /// Moves an edge away from the words beside it.
    fn centred(&self, bin: usize) -> f32 {
        let room = (MARGIN * self.em / self.step) as usize;
        let level = self.bins[bin].cost + EQUAL;
        let free = |bin: &usize| self.bins[*bin].cost <= level;
        let left = (0..bin).rev().take(room).take_while(free).count();
        let right = (bin + 1..self.bins.len())
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
            match (self.bins[bin].cost <= EQUAL, from) {
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

/// Beginnings of words at one x, of beginnings from left to right.
fn groups(begins: &[Begin], em: f32) -> impl Iterator<Item = &[Begin]> {
    let near = SAME_START * em;
    begins.chunk_by(move |a, b| b.x - a.x < near)
}

/// What an edge earns by so many cells that begin right of it at one x.
fn earned(cells: u32) -> f32 {
    (START * cells.saturating_sub(1) as f32).min(MOST_START)
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
