//! The columns of a table of phases: edges between its column heads where the
//! fewest words stand in the way.
//!
//! In: the head's cells and the words below. Out: for each column its left
//! edge. Ruling lines and clip rectangles draw an edge to them; where they are
//! absent the words alone decide.
//!
//! Not here: rows.

use schede_model::Column;
use schede_model::page::BBox;
use schede_profile::{Printed, Profile};

use super::head::{HeadCell, View};
use super::opening::phase_label;
use super::text::{PageText, Token};

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

/// Cost up to which two places of an edge are equally good.
const EQUAL: f32 = 0.02;

/// Distance (em) kept from the words beside an edge, where there is room.
const MARGIN: f32 = 0.25;

/// Blank (em) after a phase label that stands in a column of its own, at least:
/// a word space is narrower.
const LABEL_GAP: f32 = 0.3;

/// How much further right (em) than the first a phase label may begin: labels
/// may be centred and have one digit or two.
const LABEL_SHIFT: f32 = 1.5;

/// The columns of one table on one page.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Left edge of each column, by x; the first is open to the left.
    pub edges: Vec<(f32, Column)>,
    /// Words left of it are the caption beside the table.
    pub caption: Option<f32>,
    /// Left and right end of what the head and the words cover.
    pub span: (f32, f32),
}

impl Columns {
    /// The column at an x.
    pub fn at(&self, x: f32) -> usize {
        self.edges
            .iter()
            .rposition(|(left, _)| *left <= x)
            .unwrap_or(0)
    }

    /// Whether the phase labels have a column of their own.
    pub fn own_labels(&self) -> bool {
        self.edges
            .first()
            .is_some_and(|(_, column)| *column == Column::Label)
    }

    /// Whether a token is part of the caption beside the table.
    pub fn is_caption(&self, token: &Token) -> bool {
        self.caption.is_some_and(|edge| token.middle() < edge)
    }
}

/// Finds the columns under a head. `zone` are the positions of the table's lines.
pub(super) fn find(view: View, cells: &[HeadCell], zone: std::ops::Range<usize>) -> Columns {
    let cover = Cover::new(view, cells, zone.clone());
    let mut edges = Vec::with_capacity(cells.len() + 1);
    edges.push((f32::MIN, cells[0].column));
    for pair in cells.windows(2) {
        edges.push((cover.edge(&pair[0], &pair[1]), pair[1].column));
    }
    let mut columns = Columns {
        edges,
        caption: None,
        span: cover.span(),
    };
    let labels = labels(view, &columns, zone.clone());
    let left = labels
        .iter()
        .map(|l| view.page.tokens[l.first].x0)
        .reduce(f32::min);
    columns.caption = caption(view, &columns, &cover, zone.clone(), left);
    if let Some(edge) = label_edge(view, &columns, zone, &labels) {
        columns.edges[0].0 = edge;
        columns.edges.insert(0, (f32::MIN, Column::Label));
    }
    columns
}

/// What an edge would cost at each x.
struct Cover {
    x0: f32,
    step: f32,
    em: f32,
    cost: Vec<f32>,
    /// What an edge earns by cells that begin right of it.
    starts: Vec<f32>,
}

impl Cover {
    fn new(view: View, cells: &[HeadCell], zone: std::ops::Range<usize>) -> Self {
        let lines = zone.clone().map(|p| view.line(p));
        let em = lines.map(|l| l.em).fold(0.0, f32::max).max(1.0);
        let tokens = || zone.clone().flat_map(|p| view.tokens(view.line(p)));
        let left = tokens().map(|t| t.x0).chain(cells.iter().map(|c| c.x0));
        let right = tokens().map(|t| t.x1).chain(cells.iter().map(|c| c.x1));
        let x0 = left.fold(f32::MAX, f32::min) - em;
        let x1 = right.fold(f32::MIN, f32::max) + em;
        let step = (STEP * em).max((x1 - x0) / 10_000.0);
        let bins = ((x1 - x0) / step) as usize + 2;
        let mut cover = Self {
            x0,
            step,
            em,
            cost: vec![0.0; bins],
            starts: vec![0.0; bins],
        };
        cover.add_words(view, zone.clone());
        cover.sum();
        cover.add_starts(view, cells, zone.clone());
        cover.add_rules(view, zone.clone());
        cover.add_clips(view.page, tokens());
        cover
    }

    fn bin(&self, x: f32) -> usize {
        (((x - self.x0) / self.step).max(0.0) as usize).min(self.cost.len() - 1)
    }

    fn x(&self, bin: usize) -> f32 {
        self.x0 + (bin as f32 + 0.5) * self.step
    }

    fn span(&self) -> (f32, f32) {
        (self.x0 + self.em, self.x(self.cost.len() - 1) - self.em)
    }

    /// Adds a cost between two places, to be summed up later.
    fn add(&mut self, from: f32, to: f32, cost: f32) {
        let (from, to) = (self.bin(from), self.bin(to));
        if from < to {
            self.cost[from] += cost;
            self.cost[to] -= cost;
        }
    }

    fn add_words(&mut self, view: View, zone: std::ops::Range<usize>) {
        for position in zone {
            let mut before: Option<&Token> = None;
            for token in view.tokens(view.line(position)) {
                self.add(token.x0, token.x1, WORD);
                if let Some(before) = before.filter(|b| !parted(b, token)) {
                    let gap = (token.x0 - before.x1) / self.em;
                    let cost = BLANKS
                        .iter()
                        .find(|(width, _)| gap < *width)
                        .map_or(0.0, |b| b.1);
                    self.add(before.x1, token.x0, cost);
                }
                before = Some(token);
            }
        }
    }

    /// Cells that begin below one another, or below their head, begin at an edge.
    fn add_starts(&mut self, view: View, cells: &[HeadCell], zone: std::ops::Range<usize>) {
        let mut starts: Vec<f32> = cells.iter().map(|c| c.x0).collect();
        for position in zone {
            let tokens = view.tokens(view.line(position));
            let after_gap = |pair: &&[Token]| pair[1].x0 - pair[0].x1 > WORD_GAP * self.em;
            starts.extend(tokens.windows(2).filter(after_gap).map(|pair| pair[1].x0));
        }
        starts.sort_by(f32::total_cmp);
        let near = SAME_START * self.em;
        for group in starts.chunk_by(|a, b| b - a < near) {
            let earned = (START * (group.len() - 1) as f32).min(MOST_START);
            let (to, from) = (self.bin(group[0]), self.bin(group[0] - MARGIN * self.em));
            for start in &mut self.starts[from..to] {
                *start = start.max(earned);
            }
        }
    }

    fn sum(&mut self) {
        let mut level = 0.0;
        for cost in &mut self.cost {
            level += *cost;
            // Sums of halves and quarters leave dust.
            *cost = if level < EQUAL / 2.0 { 0.0 } else { level };
        }
    }

    fn add_rules(&mut self, view: View, zone: std::ops::Range<usize>) {
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
                self.cost[group[0].0] -= RULED;
            }
        }
    }

    fn add_clips<'t>(&mut self, page: &PageText, tokens: impl Iterator<Item = &'t Token>) {
        let mut clips: Vec<u32> = tokens.filter_map(|t| t.clip).collect();
        clips.sort_unstable();
        clips.dedup();
        let mut earned = vec![0.0_f32; self.cost.len()];
        for clip in clips.iter().filter_map(|i| page.clips.get(*i as usize)) {
            for x in [clip.x0, clip.x1] {
                if x.is_finite() {
                    let bin = self.bin(x);
                    earned[bin] = (earned[bin] + CLIPPED).min(MOST_CLIPPED);
                }
            }
        }
        for (cost, earned) in self.cost.iter_mut().zip(earned) {
            *cost -= earned;
        }
    }

    /// The edge between two neighbouring heads.
    fn edge(&self, left: &HeadCell, right: &HeadCell) -> f32 {
        let (from, to) = (self.bin(left.middle()), self.bin(right.middle()));
        let (a, b) = (left.x1.min(right.x0), left.x1.max(right.x0));
        let cost = |bin: usize| {
            let x = self.x(bin);
            let off = (a - x).max(x - b).max(0.0) / self.em;
            // Cells begin right of the head to the left, unless that overlaps.
            let start = if off < 0.5 { self.starts[bin] } else { 0.0 };
            self.cost[bin] + OFF_HEAD * off - start
        };
        let best = (from..=to).map(cost).fold(f32::MAX, f32::min);
        let wanted = (a + b) / 2.0;
        let near = |bin: &usize| (self.x(*bin) - wanted).abs();
        let equal = (from..=to).filter(|bin| cost(*bin) <= best + EQUAL);
        let Some(bin) = equal.min_by(|a, b| near(a).total_cmp(&near(b))) else {
            return wanted;
        };
        self.centred(bin)
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
    fn gutters(&self, end: f32) -> Vec<f32> {
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

/// Whether two words of a line are declared to be in two cells.
fn parted(a: &Token, b: &Token) -> bool {
    let differ = |a: Option<u32>, b: Option<u32>| a.is_some() && b.is_some() && a != b;
    differ(a.mcid, b.mcid) || differ(a.clip, b.clip)
}

/// How many words of a zone stand across an edge of `columns`.
pub(super) fn crossings(view: View, columns: &Columns, zone: std::ops::Range<usize>) -> usize {
    let across = |t: &&Token| {
        columns
            .edges
            .iter()
            .any(|(x, _)| t.x0 + MARGIN * t.em < *x && *x < t.x1 - MARGIN * t.em)
    };
    zone.map(|position| {
        view.tokens(view.line(position))
            .iter()
            .filter(across)
            .count()
    })
    .sum()
}

/// Right edge of the caption beside the table, if there is one: the words left
/// of it are captions and nothing else.
fn caption(
    view: View,
    columns: &Columns,
    cover: &Cover,
    zone: std::ops::Range<usize>,
    labels: Option<f32>,
) -> Option<f32> {
    let end = columns.edges.get(1).map_or(f32::MAX, |e| e.0);
    let edges = labels.into_iter().chain(cover.gutters(end));
    edges.into_iter().find(|edge| {
        let mut text = String::new();
        for position in zone.clone() {
            let line = view.line(position);
            for index in line
                .tokens
                .clone()
                .take_while(|i| view.page.tokens[*i].x1 < *edge)
            {
                text.push_str(view.page.word(line, index));
                text.push(' ');
            }
        }
        text.contains(char::is_alphabetic) && is_captions(&text, view.profile)
    })
}

/// Whether a text is captions and nothing else; the last may be cut.
pub(super) fn is_captions(text: &str, profile: &Profile) -> bool {
    let mut rest = text;
    while rest.contains(char::is_alphanumeric) {
        match profile.printed.at_start(rest) {
            Some(found) if found.what == Printed::Caption => {
                rest = rest[found.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
            }
            _ => return rest.len() < text.len() && profile.printed.continues(rest),
        }
    }
    true
}

/// A phase label in the leftmost column: first token, the one after it.
struct Label {
    position: usize,
    first: usize,
    next: usize,
}

/// The phase labels of a zone: those furthest to the left. A description may
/// have words like them at the beginning of a line.
fn labels(view: View, columns: &Columns, zone: std::ops::Range<usize>) -> Vec<Label> {
    let tokens = &view.page.tokens;
    let mut found: Vec<Label> = zone
        .filter_map(|position| label(view, columns, position))
        .collect();
    let left = found
        .iter()
        .map(|l| tokens[l.first].x0)
        .fold(f32::MAX, f32::min);
    found.retain(|l| tokens[l.first].x0 < left + LABEL_SHIFT * tokens[l.first].em);
    found
}

fn label(view: View, columns: &Columns, position: usize) -> Option<Label> {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let mut left = line
        .tokens
        .clone()
        .take_while(|i| columns.at(tokens[*i].middle()) == 0);
    left.find_map(|first| {
        let found = phase_label(view.text_from(position, first), &view.profile.phase_words)?;
        let end = tokens[first].start + found.end as u32;
        let next = (first..line.tokens.end).find(|i| tokens[*i].start >= end);
        Some(Label {
            position,
            first,
            next: next.unwrap_or(line.tokens.end),
        })
    })
}

/// Left edge of the descriptions where phase labels have a column of their own:
/// no word of a description stands left of a label's end.
fn label_edge(
    view: View,
    columns: &Columns,
    zone: std::ops::Range<usize>,
    labels: &[Label],
) -> Option<f32> {
    let tokens = &view.page.tokens;
    let end = labels
        .iter()
        .map(|l| tokens[l.next - 1].x1)
        .reduce(f32::max)?;
    let is_text =
        |i: &usize| columns.at(tokens[*i].middle()) == 0 && !columns.is_caption(&tokens[*i]);
    let start = zone
        .filter(|position| !is_total(view, columns, *position))
        .filter_map(|position| {
            let line = view.line(position);
            let from = labels
                .iter()
                .find(|l| l.position == position)
                .map_or(line.tokens.start, |l| l.next);
            (from..line.tokens.end).find(is_text).map(|i| tokens[i].x0)
        })
        .reduce(f32::min)?;
    let em = tokens[labels[0].first].em;
    (start - end > LABEL_GAP * em).then_some((start + end) / 2.0)
}

fn is_total(view: View, columns: &Columns, position: usize) -> bool {
    let line = view.line(position);
    let first = line
        .tokens
        .clone()
        .find(|i| !columns.is_caption(&view.page.tokens[*i]));
    first.is_some_and(|i| {
        view.profile
            .totals
            .at_start(view.text_from(position, i))
            .is_some()
    })
}

/// Whether a clip rectangle can be that of one cell of the table.
pub(super) fn is_narrow(clip: &BBox, columns: &Columns) -> bool {
    clip.width() < 0.7 * (columns.span.1 - columns.span.0)
}
