//! What is painted on two pages: a row cut by the page end may stand on both,
//! each copy under a clip.
//!
//! In: two pages that follow one another. Out: which words are second copies,
//! and how far the second page's content stands above its place on an endless
//! page.
//!
//! Not here: words drawn twice on one page (`text`).

use std::collections::HashMap;

use schede_model::page::{Page, Rotation, Visibility, Word};

/// How far (in em) the copies of a word may stand from their common offset.
const SAME_PLACE: f32 = 0.25;

/// Share of the words beyond the seam that must have a copy.
const COPIED_SHARE: f32 = 0.7;

/// Share of a line's words that must have a copy, on one of the pages.
const LEAST_OF_LINE: f32 = 0.5;

/// Words beyond the seam that need no copy: running heads, feet, a table's head.
const FURNITURE_WORDS: usize = 14;

/// Words looked at on either side of a seam; more than a row of a full page.
const MOST_WORDS: usize = 4000;

/// Words with one text in one column say nothing of what is painted twice if there
/// are more of them on a page than a list has bullets.
const MOST_COPIES: usize = 200;

/// What two pages have in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seam {
    /// Words of the first page that are shown in full on the second, ascending.
    pub before: Vec<u32>,
    /// Words of the second page that are shown in full on the first, ascending.
    pub after: Vec<u32>,
    /// First page's y minus second page's y of the same thing.
    pub offset: Option<f32>,
}

/// Whether a clip hides a word of a page, so that it may have a seam with another one.
pub(crate) fn may_have(page: &Page) -> bool {
    page.words.iter().any(is_cut)
}

/// Compares two pages that follow one another, one of which may have a seam.
pub(crate) fn compare(before: &Page, after: &Page) -> Seam {
    let pairs = pairs(before, after);
    let Some(offset) = offset(before, after, &pairs) else {
        return Seam::default();
    };
    let near: Vec<Pair> = pairs.into_iter().filter(|pair| pair.fits(offset)).collect();
    let near = whole_lines(before, after, near);
    if !is_seam(before, after, &near) {
        return Seam::default();
    }
    second_copies(before, after, &near, offset)
}

fn is_cut(word: &Word) -> bool {
    word.visibility == Visibility::Clipped
}

fn on_paper(word: &Word) -> bool {
    word.rotation == Rotation::None
        && matches!(word.visibility, Visibility::Visible | Visibility::Clipped)
}

/// A word on both pages, at the same x.
#[derive(Debug, Clone, Copy)]
struct Pair {
    before: u32,
    after: u32,
    step: f32,
    em: f32,
}

impl Pair {
    fn fits(&self, offset: f32) -> bool {
        (self.step - offset).abs() < SAME_PLACE * self.em
    }
}

fn column(word: &Word) -> i32 {
    // Half a point, to the nearest: the same word of the same strip has the same x.
    let halves = f64::from(word.bbox.x0) * 2.0;
    (halves + 0.5_f64.copysign(halves)) as i32
}

/// The words of a page by text and column: for each hash the first word, for each
/// word the next one with the same hash.
struct Places<'p> {
    words: &'p [Word],
    first: Vec<u32>,
    next: Vec<u32>,
}

/// No word.
const NONE: u32 = u32::MAX;

impl<'p> Places<'p> {
    fn new(page: &'p Page) -> Self {
        let words = &page.words[..page.words.len().min(MOST_WORDS)];
        let mut places = Self {
            words,
            first: vec![NONE; (2 * words.len()).next_power_of_two()],
            next: vec![NONE; words.len()],
        };
        for (index, word) in words.iter().enumerate().rev().filter(|(_, w)| on_paper(w)) {
            let slot = places.slot(hash(&word.text), column(word));
            places.next[index] = places.first[slot];
            places.first[slot] = index as u32;
        }
        places
    }

    fn slot(&self, hash: u32, column: i32) -> usize {
        let hash = (hash ^ column as u32).wrapping_mul(FNV_PRIME);
        (hash ^ hash >> 15) as usize & (self.first.len() - 1)
    }

    /// The words with this text, whose hash is known, in this column, in their order.
    fn find(&self, text: &str, hash: u32, at: i32) -> impl Iterator<Item = u32> {
        let mut next = self.first[self.slot(hash, at)];
        std::iter::from_fn(move || {
            while next != NONE {
                let index = next;
                next = self.next[index as usize];
                let word = &self.words[index as usize];
                if column(word) == at && word.text == text {
                    return Some(index);
                }
            }
            None
        })
    }
}

/// FNV-1a: words are short.
fn hash(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(FNV_PRIME);
    text.bytes().fold(0x811c_9dc5, step)
}

const FNV_PRIME: u32 = 0x0100_0193;

fn pairs(before: &Page, after: &Page) -> Vec<Pair> {
    let places = Places::new(after);
    let mut out = Vec::new();
    let skip = before.words.len().saturating_sub(MOST_WORDS);
    for (index, word) in before.words.iter().enumerate().skip(skip) {
        if !on_paper(word) || !word.baseline.is_finite() {
            continue;
        }
        let (hash, at) = (hash(&word.text), column(word));
        for shift in [-1, 0, 1] {
            let first = out.len();
            let found = places.find(&word.text, hash, at.saturating_add(shift));
            for twin in found.take(MOST_COPIES + 1) {
                out.push(Pair {
                    before: index as u32,
                    after: twin,
                    step: word.baseline - after.words[twin as usize].baseline,
                    em: word.font_size.max(1.0),
                });
            }
            if out.len() - first > MOST_COPIES {
                out.truncate(first);
            }
        }
    }
    out
}

/// The offset most clipped words agree on.
fn offset(before: &Page, after: &Page, pairs: &[Pair]) -> Option<f32> {
    let mut votes: HashMap<i32, (u32, f32)> = HashMap::new();
    for pair in pairs.iter().filter(|p| is_vote(before, after, p)) {
        let bin = (pair.step / (SAME_PLACE * pair.em)).round() as i32;
        for near in [bin - 1, bin, bin + 1] {
            let vote = votes.entry(near).or_default();
            vote.0 += if near == bin { 2 } else { 1 };
            vote.1 = if near == bin { pair.step } else { vote.1 };
        }
    }
    let best = votes.into_values().filter(|(_, step)| *step > 0.0);
    best.max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map(|(_, step)| step)
}

fn is_vote(before: &Page, after: &Page, pair: &Pair) -> bool {
    let (a, b) = (
        &before.words[pair.before as usize],
        &after.words[pair.after as usize],
    );
    // What is painted again moves from the page's foot to the next one's head.
    (is_cut(a) || is_cut(b)) && pair.step > 2.0 * pair.em
}

/// The pairs that are most of a line on one page at least: lines of a form begin
/// with the same words ("Risultato atteso - ..."), and are no copies.
fn whole_lines(before: &Page, after: &Page, mut pairs: Vec<Pair>) -> Vec<Pair> {
    let shares = |page: &Page, side: fn(&Pair) -> u32| -> Vec<f32> {
        let base = |pair: &Pair| page.words[side(pair) as usize].baseline;
        let words = page.words.iter().filter(|w| on_paper(w));
        let all = Levels::new(words.map(|w| w.baseline));
        let copied = Levels::new(pairs.iter().map(base));
        let share = |pair: &Pair| {
            let near = SAME_PLACE * pair.em;
            let words = all.near(base(pair), near).max(1);
            copied.near(base(pair), near) as f32 / words as f32
        };
        pairs.iter().map(share).collect()
    };
    let (upper, lower) = (shares(before, |p| p.before), shares(after, |p| p.after));
    let mut shares = upper.into_iter().zip(lower);
    pairs.retain(|_| {
        shares
            .next()
            .is_some_and(|(a, b)| a.max(b) >= LEAST_OF_LINE)
    });
    pairs
}

/// Baselines, to count those near one.
struct Levels(Vec<f32>);

impl Levels {
    fn new(baselines: impl Iterator<Item = f32>) -> Self {
        let mut sorted: Vec<f32> = baselines.collect();
        sorted.sort_by(f32::total_cmp);
        Self(sorted)
    }

    fn near(&self, y: f32, distance: f32) -> usize {
        let below = |limit: f32| self.0.partition_point(|base| *base < limit);
        below(y + distance).saturating_sub(below(y - distance))
    }
}

/// Whether all that stands below the first copied word of the first page, and
/// above the last one of the second, is copied: then the pages are windows on
/// one strip. A clipped word in the middle of a page is a cell's own. Only the
/// columns of the copied words count: a merged cell may be all that is cut.
fn is_seam(before: &Page, after: &Page, pairs: &[Pair]) -> bool {
    let (upper, lower) = (
        |p: &Pair| &before.words[p.before as usize],
        |p: &Pair| &after.words[p.after as usize],
    );
    let top = pairs
        .iter()
        .map(|p| upper(p).baseline)
        .min_by(f32::total_cmp);
    let bottom = pairs
        .iter()
        .map(|p| lower(p).baseline)
        .max_by(f32::total_cmp);
    let left = pairs
        .iter()
        .map(|p| upper(p).bbox.x0)
        .min_by(f32::total_cmp);
    let right = pairs
        .iter()
        .map(|p| upper(p).bbox.x1)
        .max_by(f32::total_cmp);
    let (Some(top), Some(bottom), Some(left), Some(right)) = (top, bottom, left, right) else {
        return false;
    };
    let beside = |w: &&Word| on_paper(w) && w.bbox.x0 < right && w.bbox.x1 > left;
    let below = before
        .words
        .iter()
        .filter(beside)
        .filter(|w| w.baseline >= top);
    let above = after
        .words
        .iter()
        .filter(beside)
        .filter(|w| w.baseline <= bottom);
    mostly_copied(below.count(), pairs.len()) && mostly_copied(above.count(), pairs.len())
}

fn mostly_copied(words: usize, copied: usize) -> bool {
    let single = words.saturating_sub(copied);
    single <= FURNITURE_WORDS || (single as f32) < (1.0 - COPIED_SHARE) * words as f32
}

/// Of two copies the one that is hidden is the repeat; where both or none is,
/// the second.
fn second_copies(before: &Page, after: &Page, pairs: &[Pair], offset: f32) -> Seam {
    let mut seam = Seam {
        offset: Some(offset),
        ..Seam::default()
    };
    for pair in pairs {
        let hidden_before = is_cut(&before.words[pair.before as usize]);
        let hidden_after = is_cut(&after.words[pair.after as usize]);
        if hidden_before && !hidden_after {
            seam.before.push(pair.before);
        } else {
            seam.after.push(pair.after);
        }
    }
    seam.before.sort_unstable();
    seam.before.dedup();
    seam.after.sort_unstable();
    seam.after.dedup();
    seam
}
