//! Pages printed two, four or more on one sheet of paper.
//!
//! In: a page of the document. Out: the pages on it, in the order in which they were
//! painted, each with its own corner as the beginning of its places. Each was painted
//! under a clip rectangle of its own, all of one size and none over another.
//!
//! Not here: sheets of paper that were made of pictures of pages.

use schede_model::page::{BBox, Page, Visibility, Word};

/// Rectangles of one size differ by less than this part of the paper's width.
const SAME_SIZE: f32 = 0.01;

/// Part of the paper that the pages on it cover, at least: two on paper for four, with
/// white margins.
const COVERED: f32 = 0.35;

/// Part of the visible words that stand on one of the pages, at least; a stamp may stand
/// beside them.
const MOST: f32 = 0.95;

/// Pages on one sheet of paper, at most.
const MOST_PARTS: usize = 16;

/// One of the pages, and where its corner is on paper.
pub(super) struct Part {
    pub page: Page,
    pub corner: (f32, f32),
}

/// The pages on a page; itself if it is one.
pub(super) fn split(page: Page) -> Vec<Part> {
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
        let cell = |clip: &u32| page.clips.get(*clip as usize) != Some(frame);
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
    let slack = SAME_SIZE * page.width;
    let alike = |b: &BBox| {
        (b.width() - largest.width()).abs() < slack && (b.height() - largest.height()).abs() < slack
    };
    let frames: Vec<BBox> = used.iter().copied().filter(alike).collect();
    let apart = |a: &BBox, b: &BBox| {
        let common = a.intersection(b);
        common.is_none_or(|c| c.width() < slack || c.height() < slack)
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
    if several && apart && covered && most {
        frames
    } else {
        Vec::new()
    }
}

fn of_frame(word: &Word, frames: &[BBox]) -> Option<usize> {
    let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
    frames.iter().position(|frame| frame.contains(x, y))
}
