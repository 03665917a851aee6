//! Words of hostile files whose coordinates and sizes make no sense.
//!
//! In: a word as read. Out: the same word with places and a size that can be reckoned with.

use schede_model::page::Word;

/// Size given to words whose size makes no sense.
const FALLBACK_EM: f32 = 10.0;

/// Coordinates beyond this make no sense.
const FARTHEST: f32 = 1e6;

/// Coordinates and sizes of hostile files may be no numbers at all.
#[inline]
pub(crate) fn make_sound(word: &mut Word) {
    let b = &word.bbox;
    let is_between = |from: f32, to: f32| -FARTHEST <= from && from <= to && to <= FARTHEST;
    // Nearly all are sound as they are.
    if is_between(b.x0, b.x1)
        && is_between(b.y0, b.y1)
        && word.baseline.abs() <= FARTHEST
        && is_size(word.font_size)
    {
        return;
    }
    word.baseline = sound(word.baseline);
    let b = &mut word.bbox;
    (b.x0, b.y0) = (sound(b.x0), sound(b.y0));
    (b.x1, b.y1) = (sound(b.x1).max(b.x0), sound(b.y1).max(b.y0));
    if !is_size(word.font_size) {
        word.font_size = FALLBACK_EM;
    }
}

/// Whether a font size makes sense; of what is no number nothing is true.
fn is_size(size: f32) -> bool {
    size > 0.01 && size < 1e5
}

fn sound(value: f32) -> f32 {
    if value.is_finite() {
        value.clamp(-FARTHEST, FARTHEST)
    } else {
        0.0
    }
}
