//! Where the lines of a text printed as a grid stand, from top to bottom.
//!
//! In: the lines of a page. Out: for each its height, counted in parts of a line.
//!
//! Not here: where words stand in a line.

/// Parts of a line's height. A line of words set sideways is moved down by one: it
/// stands beside the line above, and the printer makes room for it in empty lines.
const PARTS: usize = 8;

/// How much lower a line is than the one above it, in lines.
pub(super) fn in_lines(height: usize) -> f32 {
    height as f32 / PARTS as f32
}

/// The height that stands so many lines below the top.
pub(super) fn from_lines(lines: f32) -> usize {
    (lines * PARTS as f32).round() as usize
}

/// The height of each line of a page. Several empty lines in a row are one, as are
/// those behind a line of words set sideways (`aside`, by number) with what stands before it. The
/// first few are none where so many line ends stand `for_one`.
pub(super) fn heights(
    text: &str,
    for_one: u32,
    aside: impl Fn(usize) -> bool,
) -> impl Iterator<Item = usize> {
    let mut next = 0;
    // Empty lines since the last line with words; the page begins as if with many.
    let mut empty = for_one;
    // Lines set sideways since then.
    let mut n_aside = 0;
    text.lines().enumerate().map(move |(n, line)| {
        if line.trim().is_empty() {
            empty += 1;
            next += if empty == for_one { PARTS } else { 0 };
        } else if aside(n) {
            n_aside = (n_aside + 1).min(PARTS - 1);
            empty = for_one;
            return next + n_aside;
        } else {
            next += PARTS;
            empty = 0;
            n_aside = 0;
        }
        next
    })
}

#[cfg(test)]
mod tests {
    use super::{heights, in_lines};

    fn lines(text: &str) -> Vec<f32> {
        let turned: Vec<bool> = text
            .lines()
            .map(|l| l.trim_start().starts_with('|'))
            .collect();
        let aside = |n: usize| turned[n];
        let of_words = heights(text, 1, aside).zip(text.lines());
        let of_words = of_words.filter(|(_, line)| !line.trim().is_empty());
        of_words.map(|(height, _)| in_lines(height)).collect()
    }

    #[test]
    fn empty_lines_in_a_row_are_one() {
        assert_eq!(lines("a\nb\n\n\n\nc\n"), [1.0, 2.0, 4.0]);
    }

    #[test]
    fn the_room_behind_words_set_sideways_is_none() {
        assert_eq!(lines("a\n | x\n\n\n\nb\n"), [1.0, 1.125, 2.0]);
        // What parts the lines before it does.
        assert_eq!(lines("a\n\n | x\n\n\nb\n"), [1.0, 2.125, 3.0]);
    }
}
