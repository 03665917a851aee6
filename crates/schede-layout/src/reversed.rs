//! Pages painted from their last line to their first: the rows of their tables count down.
//!
//! In: a flow of a text in stream order, with marked pages. Out: the same, the segments of each
//! page from the last to the first.
//!
//! Not here: pages painted in rounds, which have parts of their order (the parser's `rounds`).

use std::ops::Range;

use schede_model::{Flow, Segment};
use schede_profile::Profile;

/// Rows that count down, at least: two phases may be named in any order in a sentence.
const SEVERAL: usize = 3;

/// Turns the pages round, if they were painted so. Where no pages are marked, which sheet comes
/// first would be lost.
pub(crate) fn turn(flow: &mut Flow<'_>, pages: &[Range<usize>], profile: &Profile) {
    if pages.len() < 2 || !counts_down(flow, pages, profile) {
        return;
    }
    let mut turned: Vec<Segment> = Vec::with_capacity(flow.segments.len());
    // Where each segment stands now.
    let mut places = vec![0; flow.segments.len()];
    for page in pages {
        for at in page.clone().rev() {
            places[at] = turned.len() as u32;
            turned.push(flow.segments[at].clone());
        }
    }
    // The copy is the one that comes later.
    let twins = flow.segments.iter().enumerate();
    let twins: Vec<(u32, u32)> = twins
        .filter_map(|(at, segment)| Some((places[at], places[segment.twin? as usize])))
        .collect();
    let mut blocks = 0;
    for at in 0..turned.len() {
        // A gap stood before the line above, on paper below it.
        let gap = at > 0 && turned[at - 1].gap_before;
        blocks += u32::from(gap);
        turned[at].twin = None;
        turned[at].block = blocks;
    }
    let gaps: Vec<bool> = turned.iter().map(|segment| segment.gap_before).collect();
    for (at, segment) in turned.iter_mut().enumerate() {
        segment.gap_before = at > 0 && gaps[at - 1];
    }
    for (one, other) in twins {
        turned[one.max(other) as usize].twin = Some(one.min(other));
    }
    flow.segments = turned;
}

/// Whether the rows of most tables begin with the last.
fn counts_down(flow: &Flow<'_>, pages: &[Range<usize>], profile: &Profile) -> bool {
    let (mut down, mut up) = (0, 0);
    for page in pages {
        let mut last: Option<u32> = None;
        for segment in &flow.segments[page.clone()] {
            let Some(number) = row(profile, flow.text(segment)) else {
                continue;
            };
            down += usize::from(last.is_some_and(|last| number + 1 == last));
            up += usize::from(last.is_some_and(|last| number == last + 1));
            last = Some(number);
        }
    }
    down >= SEVERAL && down > SEVERAL * up
}

/// The number of a row's label with which a text begins ("fase 3: ...").
fn row(profile: &Profile, text: &str) -> Option<u32> {
    let word = profile.phase_words.at_start(text)?;
    let rest = text[word.end..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok()
}
