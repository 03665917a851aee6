//! Words struck through: on paper they are withdrawn.
//!
//! In: the words and rules of a page, and the places that annotations strike out. Out:
//! the words, marked. A word processor draws a thin line of the words' own length
//! through the middle of their height, once or twice. The rule of a table is longer than
//! the words it may run through, a line under words lies below their baseline.
//!
//! Not here: what withdrawn words mean (`schede_parser`).

use schede_model::page::{BBox, Rotation, Rule, Visibility, Word};

/// Height of such a line over the baseline, in em: from the middle of small letters down
/// to up, with room for a doubled one.
const LOWEST: f32 = 0.12;
const HIGHEST: f32 = 0.48;
/// It is no thicker than this (em): more is a bar or a highlight.
const THICK: f32 = 0.15;
/// Share of a word's width that it runs over.
const OVER: f32 = 0.8;
/// It goes on beyond its words by no more than a blank and a bit (em).
const BEYOND: f32 = 0.5;
/// Blank between two words that it runs through, at most (em): a wider one parts cells.
const BLANK: f32 = 1.2;
/// Two lines are one if their ends are no further apart (points): a line is drawn anew
/// where the type changes.
const JOINED: f32 = 0.35;
/// Rows of a page, one a point, in which lines are looked for; below them there are none.
const ROWS: usize = 4_096;
/// Pairs of a line and a word that are looked at on one page.
const MOST_LOOKS: usize = 500_000;

/// Marks the struck words. `places` are those that annotations strike out.
pub(crate) fn mark(words: &mut [Word], rules: &[Rule], places: &[BBox]) {
    for place in places {
        let under = |word: &Word| {
            let b = word.bbox;
            let width = place.x1.min(b.x1) - place.x0.max(b.x0);
            may_be_struck(word) && width >= OVER * b.width() && is_between(place, b.center_y())
        };
        let under = words.iter_mut().filter(|word| under(word));
        under.for_each(|word| word.visibility = Visibility::Struck);
    }
    let rows = Rows::of(rules);
    if rows.n == 0 {
        return;
    }
    let mut near: Vec<u32> = (0..words.len() as u32)
        .filter(|at| rows.cross(&words[*at as usize]))
        .collect();
    if near.is_empty() {
        return;
    }
    let base = |at: &u32| words[*at as usize].baseline;
    near.sort_by(|a, b| base(a).total_cmp(&base(b)));
    let struck = struck(words, &near, rules);
    for at in struck {
        words[at as usize].visibility = Visibility::Struck;
    }
}

/// The struck ones of some words, which stand from top to bottom.
fn struck(words: &[Word], near: &[u32], rules: &[Rule]) -> Vec<u32> {
    let word = |at: &u32| &words[*at as usize];
    let em = near.iter().map(|at| word(at).font_size).fold(0.0, f32::max);
    let mut struck = Vec::new();
    let mut looks = 0;
    for line in lines(rules) {
        let y = line.center_y();
        let first = near.partition_point(|at| word(at).baseline < y);
        let end = near.partition_point(|at| word(at).baseline <= y + HIGHEST * em);
        looks += end.saturating_sub(first);
        if looks > MOST_LOOKS {
            break;
        }
        let mut through: Vec<u32> = near[first..end.max(first)]
            .iter()
            .copied()
            .filter(|at| runs_through(&line, word(at)))
            .collect();
        through.sort_by(|a, b| word(a).bbox.x0.total_cmp(&word(b).bbox.x0));
        if is_of_words(&line, &through, words) && !is_of_table(&line, rules) {
            struck.append(&mut through);
        }
    }
    struck
}

fn may_be_struck(word: &Word) -> bool {
    word.visibility == Visibility::Visible && word.rotation == Rotation::None
}

fn is_between(b: &BBox, y: f32) -> bool {
    b.y0 <= y && y <= b.y1
}

/// Whether a rule has the shape of a line through words. A rule without thickness is the
/// edge of a filled box.
fn may_strike(rule: &Rule) -> bool {
    rule.horizontal && rule.bbox.height() > 0.0
}

/// The lines across the page, those that go on in one another as one.
fn lines(rules: &[Rule]) -> Vec<BBox> {
    let across = rules.iter().filter(|rule| may_strike(rule));
    let mut lines: Vec<BBox> = across.map(|rule| rule.bbox).collect();
    let level = |b: &BBox| (b.center_y() / JOINED).round();
    lines.sort_by(|a, b| {
        let down = level(a).total_cmp(&level(b));
        down.then(a.x0.total_cmp(&b.x0))
    });
    lines.dedup_by(|next, line| {
        let joined = level(next) == level(line) && next.x0 - line.x1 <= JOINED;
        if joined {
            *line = line.union(next);
        }
        joined
    });
    lines
}

fn runs_through(line: &BBox, word: &Word) -> bool {
    let (em, b) = (word.font_size, word.bbox);
    let height = word.baseline - line.center_y();
    let over = line.x1.min(b.x1) - line.x0.max(b.x0);
    may_be_struck(word)
        && (LOWEST * em..=HIGHEST * em).contains(&height)
        && line.height() <= THICK * em
        && over >= OVER * b.width()
}

/// Whether a line begins and ends with its words, which stand side by side.
fn is_of_words(line: &BBox, through: &[u32], words: &[Word]) -> bool {
    let word = |at: &u32| &words[*at as usize];
    let (Some(first), Some(last)) = (through.first(), through.last()) else {
        return false;
    };
    let beyond = BEYOND * word(first).font_size;
    let fits = word(first).bbox.x0 - line.x0 <= beyond && line.x1 - word(last).bbox.x1 <= beyond;
    let near = |pair: &[u32]| {
        let (a, b) = (word(&pair[0]), word(&pair[1]));
        b.bbox.x0 - a.bbox.x1 <= BLANK * a.font_size
    };
    fits && through.windows(2).all(near)
}

/// Whether an upright rule stands on an end of the line.
fn is_of_table(line: &BBox, rules: &[Rule]) -> bool {
    let meets = |b: &BBox| {
        let at_end = (b.center_x() - line.x0)
            .abs()
            .min((b.center_x() - line.x1).abs());
        at_end <= b.width() / 2.0 + JOINED && b.y0 - JOINED <= line.y1 && line.y0 <= b.y1 + JOINED
    };
    rules
        .iter()
        .any(|rule| !rule.horizontal && meets(&rule.bbox))
}

/// On which rows of a page, of one point each, there are lines. Most words have none
/// through them, and are done with so.
struct Rows {
    bits: Vec<u64>,
    n: usize,
}

impl Rows {
    fn of(rules: &[Rule]) -> Self {
        let mut rows = Self {
            bits: Vec::new(),
            n: 0,
        };
        for rule in rules.iter().filter(|rule| may_strike(rule)) {
            let row = row(rule.bbox.center_y());
            if rows.bits.is_empty() {
                rows.bits = vec![0; ROWS / 64];
            }
            if let Some(bits) = rows.bits.get_mut(row / 64) {
                *bits |= 1 << (row % 64);
                rows.n += 1;
            }
        }
        rows
    }

    /// Whether there are some through the middle of a word.
    fn cross(&self, word: &Word) -> bool {
        let (top, bottom) = (HIGHEST * word.font_size, LOWEST * word.font_size);
        let rows = row(word.baseline - top)..=row(word.baseline - bottom).min(ROWS - 1);
        let is_set = |row: usize| self.bits[row / 64] >> (row % 64) & 1 == 1;
        rows.into_iter().any(is_set)
    }
}

fn row(y: f32) -> usize {
    y.max(0.0) as usize
}
