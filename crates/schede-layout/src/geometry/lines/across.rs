//! Large words painted across the text of a page ("BOZZA", "COPIA"): not of its lines.
//!
//! In: the words of a page. Out: those that stand over several lines of smaller words are
//! marked as skewed, as they are where such a word is painted aslant: they get a layer of
//! their own, and the lines beneath are read as if it were not there.
//!
//! Not here: which lines words make (`text`).

use schede_model::page::{Rotation, Visibility, Word};

/// How many times larger than the words beneath it a word across them is, at least:
/// titles, and large initials of paragraphs, stand beside smaller lines, not over them.
const LARGER: f32 = 2.0;

/// Part of the em by which baselines differ that are not of one line.
const APART: f32 = 0.5;

/// Marks the words across lines of others.
pub(crate) fn set_apart(words: &mut [Word]) {
    let upright = |w: &Word| w.rotation == Rotation::None && w.visibility == Visibility::Visible;
    let sizes = words.iter().filter(|w| upright(w)).map(|w| w.font_size);
    let (smallest, largest) = sizes.fold((f32::INFINITY, 0.0_f32), |(least, most), size| {
        (size.min(least), size.max(most))
    });
    // The words of most pages are all of about one size.
    if largest <= LARGER * smallest {
        return;
    }
    let across: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].font_size > LARGER * smallest && upright(&words[*at]))
        .filter(|at| stands_over_lines(&words[*at], words))
        .collect();
    for at in across {
        words[at].rotation = Rotation::Skewed;
    }
}

/// Whether two lines of smaller words or more run through the word.
fn stands_over_lines(large: &Word, words: &[Word]) -> bool {
    let beneath = |w: &&Word| {
        w.font_size * LARGER <= large.font_size
            && w.rotation == Rotation::None
            && w.visibility == Visibility::Visible
            && large.bbox.contains(w.bbox.center_x(), w.bbox.center_y())
    };
    let mut first = None;
    words.iter().filter(beneath).any(|w| {
        let base = *first.get_or_insert(w.baseline);
        (w.baseline - base).abs() > APART * w.font_size
    })
}
