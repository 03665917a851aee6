//! Letters painted upright one below another at the side of a page ("COPIA" down the
//! margin): not of its lines.
//!
//! In: the words of a page. Out: letters that make such a word are marked as running down,
//! as they are where the word is painted turned: they get a layer of their own, and the
//! lines beside them are read as if they were not there.
//!
//! Not here: which lines words make (`text`); letters or numbers that count rows.

use schede_model::page::{Rotation, Visibility, Word};
use schede_profile::Profile;

/// Letters of a word, at least: fewer may be marks of rows.
const LETTERS: usize = 4;

/// How far (em) the middles of its letters are from one line.
const SAME_X: f32 = 0.3;

/// Step (em) from letter to letter, at most, and how much (em) it may change.
const STEP: f32 = 2.0;
const SAME_STEP: f32 = 0.15;

/// Blank (em) between them and the text beside them, at least.
const GAP: f32 = 0.6;

/// Marks the letters of words painted downwards beside all other text.
pub(crate) fn set_apart(words: &mut [Word], profile: &Profile) {
    let letters = words.iter().enumerate().filter(|(_, word)| is_letter(word));
    let mut letters: Vec<usize> = letters.map(|(at, _)| at).collect();
    if letters.len() < LETTERS {
        return;
    }
    letters.sort_by(|a, b| {
        let (a, b) = (&words[*a], &words[*b]);
        let down = a.baseline.total_cmp(&b.baseline);
        a.bbox.center_x().total_cmp(&b.bbox.center_x()).then(down)
    });
    let one_column = |a: &usize, b: &usize| {
        (middle(words, *a) - middle(words, *b)).abs() < SAME_X * words[*a].font_size
    };
    let columns = letters.chunk_by_mut(one_column);
    let mut columns: Vec<&mut [usize]> = columns.filter(|c| c.len() >= LETTERS).collect();
    for column in &mut columns {
        column.sort_by(|a, b| words[*a].baseline.total_cmp(&words[*b].baseline));
    }
    let stacks: Vec<Vec<usize>> = columns
        .iter()
        .flat_map(|column| stacks(words, column))
        .filter(|stack| !counts(words, stack) && !names_rows(words, stack, profile))
        .filter(|stack| stands_beside_all(words, stack))
        .collect();
    for at in stacks.concat() {
        words[at].rotation = Rotation::Down;
    }
}

#[inline]
fn is_letter(word: &Word) -> bool {
    // Most words are longer: their characters need not be looked at.
    const MOST_BYTES: usize = char::MAX.len_utf8();
    let text = word.text.as_str();
    text.len() <= MOST_BYTES && is_one_letter(text) && is_plain(word)
}

fn is_one_letter(text: &str) -> bool {
    let first = text.chars().next();
    let one = first.filter(|first| first.len_utf8() == text.len());
    one.is_some_and(char::is_alphabetic)
}

fn is_plain(word: &Word) -> bool {
    word.rotation == Rotation::None && word.visibility == Visibility::Visible
}

fn middle(words: &[Word], at: usize) -> f32 {
    words[at].bbox.center_x()
}

/// The letters of a column, from top to bottom, that follow one another by one step.
fn stacks(words: &[Word], column: &[usize]) -> Vec<Vec<usize>> {
    let mut stacks: Vec<Vec<usize>> = Vec::new();
    for at in column {
        match stacks.last_mut().filter(|stack| goes_on(words, stack, *at)) {
            Some(stack) => stack.push(*at),
            None => stacks.push(vec![*at]),
        }
    }
    stacks.retain(|stack| stack.len() >= LETTERS);
    stacks
}

fn goes_on(words: &[Word], stack: &[usize], next: usize) -> bool {
    let step = |a: usize, b: usize| words[b].baseline - words[a].baseline;
    let Some(last) = stack.last() else {
        return false;
    };
    let em = words[next].font_size;
    let here = step(*last, next);
    let even = stack.len() < 2 || (here - step(stack[0], stack[1])).abs() < SAME_STEP * em;
    even && here > em / 2.0 && here < STEP * em
}

/// Whether letters are in the order of the alphabet, or all the same: they count rows, or
/// tick them off.
fn counts(words: &[Word], stack: &[usize]) -> bool {
    let text = |at: usize| &words[at].text;
    stack.windows(2).all(|pair| text(pair[0]) < text(pair[1]))
        || stack.windows(2).all(|pair| text(pair[0]) == text(pair[1]))
}

/// Whether letters are the word of a phase label, in a cell as narrow as one of them.
fn names_rows(words: &[Word], stack: &[usize], profile: &Profile) -> bool {
    let word: String = stack.iter().map(|at| words[*at].text.as_str()).collect();
    let found = profile.phase_words.at_start(&word);
    found.is_some_and(|found| found.end == word.len())
}

/// Whether all that stands beside some letters stands on one side of them, apart.
fn stands_beside_all(words: &[Word], stack: &[usize]) -> bool {
    let boxes = stack.iter().map(|at| words[*at].bbox);
    let Some(all) = boxes.reduce(|a, b| a.union(&b)) else {
        return false;
    };
    let gap = GAP * words[stack[0]].font_size;
    let beside = |(at, word): &(usize, &Word)| {
        let level = word.bbox.y1 > all.y0 && word.bbox.y0 < all.y1;
        is_plain(word) && level && !stack.contains(at)
    };
    let mut sides = words.iter().enumerate().filter(beside).map(|(_, word)| {
        let right = word.bbox.x0 > all.x1 + gap;
        let left = word.bbox.x1 < all.x0 - gap;
        (right, left)
    });
    let (mut right, mut left) = (true, true);
    for side in &mut sides {
        right &= side.0;
        left &= side.1;
    }
    right || left
}
