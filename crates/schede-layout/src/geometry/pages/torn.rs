//! The line with which the next page begins, torn: programs that cut a text into pages by
//! its letters paint those on the page before that reach over its edge ("Obi i l" of
//! "Obiettivo raggiunto").
//!
//! In: two pages that follow one another. Out: the words of the first that are such letters:
//! the page prints them again, whole.
//!
//! Not here: rows that a clip cuts, painted whole on both pages (`seam`).

use schede_model::page::{Page, Rotation, Visibility, Word};

/// Letters that tell, at least.
const LETTERS: usize = 3;

/// Words of a page below its edge, at most: a line.
const MOST_WORDS: usize = 60;

/// How far (em) two words of one line stand from one baseline, and two that begin at one
/// place from it.
const SAME_PLACE: f32 = 0.35;

/// Lines at the beginning of a page, among which its first may stand below a running head.
const FIRST_LINES: usize = 4;

/// The words of a page, ascending, that the next one prints whole.
pub(crate) fn words(page: &Page, next: &Page) -> Vec<u32> {
    let beyond: Vec<usize> = (0..page.words.len())
        .filter(|at| is_beyond(page, &page.words[*at]))
        .collect();
    let Some(first) = beyond.iter().map(|at| &page.words[*at]).reduce(leftmost) else {
        return Vec::new();
    };
    if beyond.len() > MOST_WORDS || !beyond.iter().all(|at| on_line(&page.words[*at], first)) {
        return Vec::new();
    }
    let torn = letters(beyond.iter().map(|at| &page.words[*at]).collect());
    let whole = |line: &Vec<&Word>| {
        let begins = line.iter().copied().reduce(leftmost);
        begins
            .is_some_and(|word| (word.bbox.x0 - first.bbox.x0).abs() < SAME_PLACE * first.font_size)
            && is_within(&torn, &letters(line.clone()))
    };
    let found = torn.len() >= LETTERS && first_lines(next).iter().any(whole);
    let beyond = beyond.into_iter().filter(|_| found);
    beyond.map(|at| at as u32).collect()
}

/// Whether a word stands below the edge of its clip, but for the heads of its letters.
fn is_beyond(page: &Page, word: &Word) -> bool {
    let clip = word.clip.and_then(|clip| page.clips.get(clip as usize));
    word.visibility == Visibility::Clipped
        && word.rotation == Rotation::None
        && clip.is_some_and(|clip| word.baseline > clip.y1)
}

fn leftmost<'w>(a: &'w Word, b: &'w Word) -> &'w Word {
    if b.bbox.x0 < a.bbox.x0 { b } else { a }
}

fn on_line(a: &Word, b: &Word) -> bool {
    (a.baseline - b.baseline).abs() < SAME_PLACE * a.font_size.max(b.font_size)
}

/// The letters of a line, from left to right.
fn letters(mut line: Vec<&Word>) -> Vec<char> {
    line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    line.iter().flat_map(|word| word.text.chars()).collect()
}

/// The lines with which a page begins.
fn first_lines(page: &Page) -> Vec<Vec<&Word>> {
    let seen = |word: &&Word| {
        word.rotation == Rotation::None
            && matches!(word.visibility, Visibility::Visible | Visibility::Clipped)
    };
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    let mut words: Vec<&Word> = page.words.iter().filter(seen).collect();
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    for word in words {
        let n_lines = lines.len();
        match lines.last_mut().filter(|line| on_line(word, line[0])) {
            Some(line) => line.push(word),
            None if n_lines == FIRST_LINES => break,
            None => lines.push(vec![word]),
        }
    }
    lines
}

/// Whether some letters stand in a line in their order, with others between them that are
/// lost.
fn is_within(torn: &[char], line: &[char]) -> bool {
    let mut line = line.iter();
    torn.len() < line.len() && torn.iter().all(|letter| line.any(|other| other == letter))
}
