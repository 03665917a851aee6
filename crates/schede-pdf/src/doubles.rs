//! Words painted twice at one place.
//!
//! A line across the seam of two painted bands stands in the content of both;
//! bold is faked by painting a line again a hair to the right; a clipped row
//! may lie under its visible copy. One copy stays: the visible one if there is
//! one, else the first.

use std::collections::HashMap;

use schede_model::page::{Visibility, Word};

/// Two copies lie at most this share of the font size apart,
const SAME_PLACE: f32 = 0.1;
/// and at most this many points.
const SAME_PLACE_POINTS: f32 = 1.0;
/// Side of the squares in which copies are looked for, in points.
const SQUARE: f32 = 2.0;
/// Copies further apart than this share of the font size make the word bold.
const FAKE_BOLD: f32 = 0.004;

/// Drops the doubles; returns how many.
pub(crate) fn drop_doubles(words: &mut Vec<Word>) -> u32 {
    let mut seen: HashMap<(i32, i32), Vec<u32>> = HashMap::with_capacity(words.len());
    let mut dropped = vec![false; words.len()];
    for index in 0..words.len() {
        let Some(first) = find(&seen, words, index) else {
            let square = square(&words[index]);
            seen.entry(square).or_default().push(index as u32);
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
    (
        (word.bbox.x0 / SQUARE).floor() as i32,
        (word.bbox.y0 / SQUARE).floor() as i32,
    )
}

fn find(seen: &HashMap<(i32, i32), Vec<u32>>, words: &[Word], index: usize) -> Option<usize> {
    let word = &words[index];
    let (x, y) = square(word);
    for dx in [0, -1, 1] {
        for dy in [0, -1, 1] {
            let here = seen.get(&(x + dx, y + dy)).into_iter().flatten();
            if let Some(same) = here.rev().find(|at| is_double(&words[**at as usize], word)) {
                return Some(*same as usize);
            }
        }
    }
    None
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
    }
}
