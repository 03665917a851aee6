//! Words that run beyond the left or right edge of their cell, which hides them: its
//! neighbour is full, or the printer broke no line.
//!
//! In: the words of a page and its clip rectangles. Out: each word within the edges of its
//! clip: what is hidden stands behind the word before it, just inside the edge at the furthest,
//! and takes no room there.
//!
//! Not here: lines beyond the upper or lower edge (`groups`), what is beyond the page
//! (`beyond`).

use schede_model::page::{BBox, Rotation, Visibility, Word};

use super::groups::DOUBLE_OFFSET;

/// How far (em) within the edge a hidden word is put: behind the last word that can be seen,
/// of which half stands within.
const INSIDE: f32 = 0.05;

/// Part of the page's width that a cell takes, at most: a wider clip is that of the text, or
/// of a cell that no other stands beside.
const WIDEST: f32 = 0.5;

/// Puts words within the edges of their clips, on a page of some width. What runs on beyond
/// the page cannot be read, and stays.
pub(super) fn put_within(words: &mut [Word], clips: &[BBox], width: f32) {
    if clips.is_empty() {
        return;
    }
    let off = |at: &usize| {
        let word = &words[*at];
        word.clip.is_some() && (word.visibility == Visibility::OffPage || word.bbox.x1 > width)
    };
    let off: Vec<usize> = (0..words.len()).filter(off).collect();
    for at in 0..words.len() {
        let word = &words[at];
        if word.rotation != Rotation::None {
            continue;
        }
        let clip = word.clip.and_then(|clip| clips.get(clip as usize));
        let Some(clip) = clip.filter(|clip| clip.width() < WIDEST * width) else {
            continue;
        };
        let before = at.checked_sub(1).map(|before| &words[before]);
        let before = before.filter(|before| is_of_line(before, word));
        let (x0, x1) = within(word, clip, before);
        let moved = (x0, x1) != (word.bbox.x0, word.bbox.x1);
        let runs_off = || off.iter().any(|off| is_of_line(&words[*off], word));
        if moved && !runs_off() && !is_seen_elsewhere(words, at) {
            (words[at].bbox.x0, words[at].bbox.x1) = (x0, x1);
        }
    }
}

/// Whether a hidden word is drawn a second time at its place, where it can be seen.
fn is_seen_elsewhere(words: &[Word], at: usize) -> bool {
    let hidden = &words[at];
    let near = DOUBLE_OFFSET * hidden.font_size;
    hidden.visibility == Visibility::Clipped
        && words.iter().any(|word| {
            word.visibility == Visibility::Visible
                && (word.bbox.x0 - hidden.bbox.x0).abs() < near
                && (word.baseline - hidden.baseline).abs() < near
                && word.text == hidden.text
        })
}

/// Whether two words, one painted after the other, are of one line of one cell.
fn is_of_line(a: &Word, b: &Word) -> bool {
    a.clip == b.clip && (a.baseline - b.baseline).abs() < DOUBLE_OFFSET * b.font_size
}

/// Left and right edge of what can be seen of a word. A hidden one stands right behind the
/// word `before` it.
fn within(word: &Word, clip: &BBox, before: Option<&Word>) -> (f32, f32) {
    let BBox { x0, x1, .. } = word.bbox;
    let hidden = word.visibility == Visibility::Clipped;
    let inside = (INSIDE * word.font_size).min(clip.width() / 2.0);
    if hidden && word.bbox.center_x() >= clip.x1 {
        let x = before.map_or(f32::MAX, |before| before.bbox.x1);
        let x = x.min(clip.x1 - inside);
        return (x, x);
    }
    if hidden && word.bbox.center_x() <= clip.x0 {
        return (clip.x0 + inside, clip.x0 + inside);
    }
    // Of a word that does not meet its clip at all nothing is known.
    if x1 <= clip.x0 || x0 >= clip.x1 {
        return (x0, x1);
    }
    (x0.max(clip.x0), x1.min(clip.x1))
}

#[cfg(test)]
mod tests {
    use schede_model::page::{BBox, Rotation, Visibility, Word};

    use super::put_within;

    fn word(x0: f32, x1: f32, visibility: Visibility) -> Word {
        Word {
            text: "definitiva".into(),
            bbox: BBox {
                x0,
                y0: 10.0,
                x1,
                y1: 20.0,
            },
            baseline: 18.0,
            font_size: 10.0,
            glued: false,
            bold: false,
            rotation: Rotation::None,
            visibility,
            clip: Some(0),
            mcid: None,
            doubtful: false,
            ocr_confidence: None,
        }
    }

    #[test]
    fn what_a_clip_hides_stands_at_its_edge() {
        let clip = BBox {
            x0: 100.0,
            y0: 0.0,
            x1: 150.0,
            y1: 30.0,
        };
        let mut words = [
            word(90.0, 120.0, Visibility::Visible),
            word(130.0, 160.0, Visibility::Visible),
            word(165.0, 190.0, Visibility::Clipped),
            word(192.0, 220.0, Visibility::Clipped),
            word(60.0, 90.0, Visibility::Clipped),
        ];
        put_within(&mut words, &[clip], 600.0);
        let edges = words.map(|word| (word.bbox.x0, word.bbox.x1));
        let (left, right) = ((100.5, 100.5), (149.5, 149.5));
        assert_eq!(edges, [(100.0, 120.0), (130.0, 150.0), right, right, left]);

        let mut words = [
            word(102.0, 140.0, Visibility::Visible),
            word(165.0, 190.0, Visibility::Clipped),
        ];
        put_within(&mut words, &[clip], 600.0);
        assert_eq!(words.map(|word| word.bbox.x0), [102.0, 140.0]);
    }

    #[test]
    fn what_runs_beyond_the_page_stays() {
        let clip = BBox {
            x0: 400.0,
            y0: 0.0,
            x1: 560.0,
            y1: 800.0,
        };
        let mut words = [
            word(540.0, 590.0, Visibility::Clipped),
            word(592.0, 640.0, Visibility::OffPage),
        ];
        put_within(&mut words, &[clip], 600.0);
        assert_eq!((words[0].bbox.x0, words[0].bbox.x1), (540.0, 590.0));
    }
}
