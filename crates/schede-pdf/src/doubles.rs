//! Words painted twice at one place.
//!
//! A line across the seam of two painted bands stands in the content of both;
//! bold is faked by painting a line again a hair to the right; a clipped row
//! may lie under its visible copy. One copy stays: the visible one if there is
//! one, else the first.

use std::ops::RangeInclusive;

use schede_model::page::{Visibility, Word};

/// Two copies lie at most this share of the font size apart,
const SAME_PLACE: f32 = 0.1;
/// and at most this many points.
const SAME_PLACE_POINTS: f32 = 1.0;
/// Side of the squares in which copies are looked for, in points: so wide that most words
/// have their copy in one, and so narrow that few words with one text share one.
const SQUARE: f32 = 8.0;
/// Copies further apart than this share of the font size make the word bold.
const FAKE_BOLD: f32 = 0.004;

/// Drops the doubles; returns how many.
pub(crate) fn drop_doubles(words: &mut Vec<Word>) -> u32 {
    let mut seen = Squares::new(words.len());
    let mut dropped = vec![false; words.len()];
    for index in 0..words.len() {
        let text = hash(&words[index].text);
        let Some(first) = find(&seen, words, index, text) else {
            seen.push(square(&words[index]), text);
            continue;
        };
        if is_faked_bold(&words[first], &words[index]) {
            words[first].bold = true;
        }
        if rank(&words[index]) < rank(&words[first]) {
            let better = words[index].clone();
            words[first] = Word {
                glued: words[first].glued,
                ..better
            };
        }
        seen.skip();
        dropped[index] = true;
    }
    remove(words, &dropped)
}

fn remove(words: &mut Vec<Word>, dropped: &[bool]) -> u32 {
    let before = words.len();
    let mut at = 0;
    let mut gap = false;
    words.retain_mut(|word| {
        let keep = !dropped[at];
        at += 1;
        // The word before it in the stream is gone.
        word.glued &= !gap;
        gap = !keep;
        keep
    });
    (before - words.len()) as u32
}

fn square(word: &Word) -> (i32, i32) {
    (floor(word.bbox.x0 / SQUARE), floor(word.bbox.y0 / SQUARE))
}

/// Not `f32::floor`, which is a call of the C library on processors of any age.
fn floor(v: f32) -> i32 {
    let whole = v as i32;
    whole - i32::from(whole as f32 > v)
}

/// Which words stand in which square: for each hash of a square and a text the last
/// word, for each word the one before it with the same hash. Every word of a page
/// is looked up in a few squares, hence no general map.
struct Squares {
    last: Vec<u32>,
    before: Vec<u32>,
}

/// No word.
const NONE: u32 = u32::MAX;

/// Words of one hash that are looked at: of those at one place with one text, one
/// is kept, unless they differ in size.
const MOST_LOOKS: usize = 100;

impl Squares {
    fn new(n_words: usize) -> Self {
        Self {
            last: vec![NONE; (2 * n_words).next_power_of_two()],
            before: Vec::with_capacity(n_words),
        }
    }

    fn slot(&self, (x, y): (i32, i32), text: u32) -> usize {
        // Two primes of about the golden section of 32 bits, as spatial hashes use.
        let mixed = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77);
        ((mixed ^ text) >> 7) as usize & (self.last.len() - 1)
    }

    /// Takes the next word.
    fn push(&mut self, square: (i32, i32), text: u32) {
        let slot = self.slot(square, text);
        self.before.push(self.last[slot]);
        self.last[slot] = self.before.len() as u32 - 1;
    }

    /// Passes over the next word.
    fn skip(&mut self) {
        self.before.push(NONE);
    }

    /// The words of a square and a text, the last first; some others among them.
    fn words(&self, square: (i32, i32), text: u32) -> impl Iterator<Item = usize> {
        let mut at = self.last[self.slot(square, text)];
        let words = std::iter::from_fn(move || {
            let word = (at != NONE).then_some(at as usize)?;
            at = self.before[word];
            Some(word)
        });
        words.take(MOST_LOOKS)
    }
}

/// FNV-1a, its low bits mixed into all: words are short.
fn hash(text: &str) -> u32 {
    let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = text.bytes().fold(0x811c_9dc5, fnv);
    hash.wrapping_mul(0x9e37_79b1)
}

fn find(seen: &Squares, words: &[Word], index: usize, text: u32) -> Option<usize> {
    let word = &words[index];
    let (x, y) = square(word);
    for column in near(x, reach(word.bbox.x0)) {
        for row in near(y, reach(word.bbox.y0)) {
            let mut here = seen.words((column, row), text);
            if let Some(same) = here.find(|at| is_double(&words[*at], word)) {
                return Some(same);
            }
        }
    }
    None
}

/// A square and those beside it that are within reach, by one coordinate.
fn near(square: i32, reach: RangeInclusive<i32>) -> impl Iterator<Item = i32> {
    let all = [square, square.saturating_sub(1), square.saturating_add(1)];
    all.into_iter().filter(move |at| reach.contains(at))
}

/// The squares in which a copy may stand, by one coordinate.
fn reach(at: f32) -> RangeInclusive<i32> {
    let far = 1.01 * SAME_PLACE_POINTS;
    floor((at - far) / SQUARE)..=floor((at + far) / SQUARE)
}

fn is_double(a: &Word, b: &Word) -> bool {
    let near = (a.font_size * SAME_PLACE).min(SAME_PLACE_POINTS);
    (a.bbox.x0 - b.bbox.x0).abs() <= near
        && (a.bbox.y0 - b.bbox.y0).abs() <= near
        && (a.bbox.x1 - b.bbox.x1).abs() <= near
        && a.rotation == b.rotation
        && a.text == b.text
}

fn is_faked_bold(a: &Word, b: &Word) -> bool {
    a.visibility == Visibility::Visible
        && b.visibility == Visibility::Visible
        && (a.bbox.x0 - b.bbox.x0).abs() > FAKE_BOLD * a.font_size
}

fn rank(word: &Word) -> u8 {
    match word.visibility {
        Visibility::Visible => 0,
        Visibility::Invisible => 1,
        Visibility::Clipped => 2,
        Visibility::OffPage => 3,
        Visibility::Covered => 4,
        // Lines are looked for when there are no doubles any more.
        Visibility::Struck => 5,
    }
}
