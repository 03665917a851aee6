//! Pages printed two, four or more on one sheet of paper.
//!
//! In: a page of the document. Out: the pages on it, in the order in which they were
//! painted, each with its own corner as the beginning of its places. Each was painted
//! under a clip rectangle of its own, all of one size and none over another.
//!
//! Not here: sheets of paper that were made of pictures of pages.

use schede_model::page::{BBox, Page, Visibility, Word};

/// Rectangles of one size differ by less than this part of their width and height.
const SAME_SIZE: f32 = 0.01;

/// A page is so many times as long as it is wide, at most, or as wide as it is long: cells
/// and paragraphs are longer.
const LONGEST: f32 = 2.0;

/// Part of the paper that the pages on it cover, at least: two on paper for four, with
/// white margins.
const COVERED: f32 = 0.35;

/// Part of the visible words that stand on one of the pages, at least; a stamp may stand
/// beside them.
const MOST: f32 = 0.95;

/// Blank (em) between the texts of two pages one below the other, at least: the margins of both.
const MARGINS: f32 = 4.0;

/// Pages on one sheet of paper, at most.
const MOST_PARTS: usize = 16;

/// One of the pages, and where its corner is on paper.
pub(crate) struct Part {
    pub page: Page,
    pub corner: (f32, f32),
}

/// The pages on a page; itself if it is one.
pub(crate) fn split(page: Page) -> Vec<Part> {
    let frames = frames(&page);
    if frames.is_empty() {
        let corner = (0.0, 0.0);
        return vec![Part { page, corner }];
    }
    let words = page.words;
    let parts = frames.iter().enumerate().map(|(at, frame)| Part {
        page: Page {
            number: page.number,
            width: frame.width(),
            height: frame.height(),
            rules: (page.rules.iter())
                .filter(|rule| frame.contains(rule.bbox.center_x(), rule.bbox.center_y()))
                .map(|rule| {
                    let bbox = moved(rule.bbox, frame);
                    schede_model::page::Rule { bbox, ..*rule }
                })
                .collect(),
            clips: page.clips.iter().map(|clip| moved(*clip, frame)).collect(),
            troubles: if at == 0 {
                page.troubles.clone()
            } else {
                Vec::new()
            },
            ..Page::default()
        },
        corner: (frame.x0, frame.y0),
    });
    let mut parts: Vec<Part> = parts.collect();
    let mut before = None;
    for mut word in words {
        let at = of_frame(&word, &frames).unwrap_or(frames.len() - 1);
        let frame = &frames[at];
        word.glued &= before == Some(at);
        before = Some(at);
        word.bbox = moved(word.bbox, frame);
        word.baseline -= match word.rotation {
            schede_model::page::Rotation::Up | schede_model::page::Rotation::Down => frame.x0,
            _ => frame.y0,
        };
        // The page's own rectangle is no cell; marks of several pages may be the same.
        let cell = |clip: &u32| {
            let clip = page.clips.get(*clip as usize);
            clip.is_none_or(|clip| !are_one(clip, frame))
        };
        word.clip = word.clip.filter(cell);
        word.mcid = None;
        parts[at].page.words.push(word);
    }
    parts
}

fn moved(b: BBox, frame: &BBox) -> BBox {
    BBox {
        x0: b.x0 - frame.x0,
        y0: b.y0 - frame.y0,
        x1: b.x1 - frame.x0,
        y1: b.y1 - frame.y0,
    }
}

/// The rectangles of the pages on a page, in the order of their words; none if it is one.
fn frames(page: &Page) -> Vec<BBox> {
    if page.clips.len() < 2 || page.of_characters {
        return Vec::new();
    }
    let mut seen = vec![false; page.clips.len()];
    let mut used: Vec<BBox> = Vec::new();
    for clip in page.words.iter().filter_map(|w| w.clip) {
        let clip = clip as usize;
        if let Some(frame) = page.clips.get(clip)
            && !std::mem::replace(&mut seen[clip], true)
        {
            used.push(*frame);
        }
    }
    // The largest is a page's, if any is.
    let area = |b: &BBox| b.width() * b.height();
    let Some(largest) = used.iter().max_by(|a, b| area(a).total_cmp(&area(b))) else {
        return Vec::new();
    };
    let (wide, high) = (largest.width(), largest.height());
    if wide > LONGEST * high || high > LONGEST * wide {
        return Vec::new();
    }
    let alike = |b: &BBox| {
        (b.width() - wide).abs() < SAME_SIZE * wide && (b.height() - high).abs() < SAME_SIZE * high
    };
    let mut frames: Vec<BBox> = Vec::new();
    // Its page's rectangle and that of the text on it, one within the other, are one.
    for frame in used.iter().filter(|b| alike(b)) {
        match frames.iter_mut().find(|kept| are_one(kept, frame)) {
            Some(kept) => *kept = kept.union(frame),
            None => frames.push(*frame),
        }
    }
    let apart = |a: &BBox, b: &BBox| {
        let common = a.intersection(b);
        common.is_none_or(|c| c.width() < SAME_SIZE * wide || c.height() < SAME_SIZE * high)
    };
    let apart = (0..frames.len()).all(|at| frames[..at].iter().all(|b| apart(&frames[at], b)));
    let covered = frames.iter().map(area).sum::<f32>() > COVERED * page.width * page.height;
    let visible = page.words.iter();
    let visible: Vec<&Word> = visible
        .filter(|w| w.visibility == Visibility::Visible)
        .collect();
    let on_one = visible
        .iter()
        .filter(|w| w.clip.is_some() && of_frame(w, &frames).is_some())
        .count();
    let most = on_one as f32 >= MOST * visible.len() as f32;
    let several = (2..=MOST_PARTS).contains(&frames.len());
    if several && apart && covered && most && !goes_on_across(&frames, &visible) {
        frames
    } else {
        Vec::new()
    }
}

/// Whether the text of a rectangle goes on in the one below as lines of one page do: pages have
/// margins, bands of one page are cut anywhere.
fn goes_on_across(frames: &[BBox], words: &[&Word]) -> bool {
    let mut ends = vec![(f32::MAX, f32::MIN); frames.len()];
    let mut sizes = Vec::with_capacity(words.len());
    for word in words {
        if let Some(at) = of_frame(word, frames) {
            let (top, bottom) = &mut ends[at];
            *top = top.min(word.bbox.y0);
            *bottom = bottom.max(word.bbox.y1);
            sizes.push(word.font_size);
        }
    }
    // That of most words: a title may be set large.
    let middle = sizes.len() / 2;
    sizes.sort_unstable_by(f32::total_cmp);
    let size = sizes.get(middle).copied().unwrap_or_default();
    let pairs = (0..frames.len()).flat_map(|a| (0..frames.len()).map(move |b| (a, b)));
    let mut below = pairs.filter(|(a, b)| {
        let (above, below) = (&frames[*a], &frames[*b]);
        let over = above.x0 < below.x1 && below.x0 < above.x1;
        over && above.y0 < below.y0
    });
    below.any(|(a, b)| ends[b].0 - ends[a].1 < MARGINS * size)
}

/// Whether two rectangles are that of one page: their edges are near one another.
fn are_one(a: &BBox, b: &BBox) -> bool {
    let wide = SAME_SIZE * a.width().max(b.width());
    let high = SAME_SIZE * a.height().max(b.height());
    (a.x0 - b.x0).abs() < wide
        && (a.x1 - b.x1).abs() < wide
        && (a.y0 - b.y0).abs() < high
        && (a.y1 - b.y1).abs() < high
}

fn of_frame(word: &Word, frames: &[BBox]) -> Option<usize> {
    let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
    frames.iter().position(|frame| frame.contains(x, y))
}

#[cfg(test)]
mod tests {
    use schede_model::page::{BBox, Page, Word};

    /// A page of 600 by 800 with a word in each of some rectangles.
    fn clipped(clips: &[[f32; 4]]) -> Page {
        let boxed = |[x0, y0, x1, y1]: [f32; 4]| BBox { x0, y0, x1, y1 };
        let word = |at: usize| Word {
            text: "testo".into(),
            bbox: boxed([
                clips[at][0] + 5.0,
                clips[at][1] + 5.0,
                clips[at][0] + 30.0,
                clips[at][1] + 15.0,
            ]),
            baseline: clips[at][1] + 13.0,
            font_size: 10.0,
            bold: false,
            rotation: schede_model::page::Rotation::None,
            visibility: schede_model::page::Visibility::Visible,
            glued: false,
            clip: Some(at as u32),
            mcid: None,
            doubtful: false,
            ocr_confidence: None,
        };
        Page {
            number: 1,
            width: 600.0,
            height: 800.0,
            words: (0..clips.len()).map(word).collect(),
            clips: clips.iter().map(|clip| boxed(*clip)).collect(),
            ..Page::default()
        }
    }

    fn n_parts(clips: &[[f32; 4]]) -> usize {
        super::split(clipped(clips)).len()
    }

    #[test]
    fn a_rectangle_within_a_page_as_large_as_it_is_the_page() {
        let nested = [
            [0.0, 0.0, 299.8, 399.9],
            [0.0, 0.0, 300.0, 400.0],
            [300.0, 0.0, 600.0, 400.0],
            [300.1, 0.1, 599.9, 399.9],
        ];
        assert_eq!(n_parts(&nested), 2);
    }

    #[test]
    fn text_that_goes_on_across_the_edge_of_two_bands_is_of_one_page() {
        let bands = [[0.0, 0.0, 600.0, 400.0], [0.0, 400.0, 600.0, 800.0]];
        let mut page = clipped(&bands);
        assert_eq!(super::split(page.clone()).len(), 2);
        // The last line of the first band, a little above its edge.
        let mut last = page.words[0].clone();
        (last.bbox.y0, last.bbox.y1, last.baseline) = (386.0, 396.0, 394.0);
        page.words.insert(1, last);
        assert_eq!(super::split(page).len(), 1);
    }

    #[test]
    fn pages_are_of_one_size_and_no_strips() {
        let four = [
            [0.0, 0.0, 300.0, 400.0],
            [300.0, 0.0, 600.0, 400.0],
            [0.0, 400.0, 300.0, 800.0],
            [300.0, 400.0, 600.0, 800.0],
        ];
        assert_eq!(n_parts(&four), 4);
        // Cells and paragraphs over the width of the page.
        let strips = [0.0, 200.0, 400.0, 600.0].map(|y| [0.0, y, 600.0, y + 180.0]);
        assert_eq!(n_parts(&strips), 1);
        // Rectangles of several sizes, over one another, or of little of the page.
        assert_eq!(n_parts(&[four[0], [300.0, 0.0, 600.0, 300.0]]), 1);
        assert_eq!(n_parts(&[four[0], [100.0, 0.0, 400.0, 400.0]]), 1);
        assert_eq!(
            n_parts(&[[0.0, 0.0, 90.0, 90.0], [90.0, 0.0, 180.0, 90.0]]),
            1
        );
    }
}
