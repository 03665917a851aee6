//! Pages painted from their last line to their first: the rows of the table, and the labels of
//! all texts, come before the line that names the objective.
//!
//! In: a flow of a text in stream order, with marked pages. Out: the same, the segments of each
//! page from the last to the first.
//!
//! Not here: pages painted in rounds, which have parts of their order (the parser's `rounds`).

use std::ops::Range;

use schede_model::{Flow, Segment};
use schede_profile::{Field, Printed, Profile, Style};

/// So many rows that count down, or pages against one, tell: phases may be named in any order
/// in a sentence.
const SEVERAL: usize = 3;

/// So many pages with a whole sheet tell for all.
const ENOUGH: usize = 20;

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
            turned.push(flow.segments[at]);
        }
    }
    // The copy is the one that comes later.
    let twins = flow.segments.iter().enumerate();
    let twins: Vec<(u32, u32)> = twins
        .filter_map(|(at, segment)| Some((places[at], places[segment.twin? as usize])))
        .collect();
    let (mut blocks, mut gap) = (0, false);
    for segment in &mut turned {
        // A gap stood before the line above, on paper below it.
        segment.gap_before = std::mem::replace(&mut gap, segment.gap_before);
        blocks += u32::from(segment.gap_before);
        segment.block = blocks;
        segment.twin = None;
    }
    for (one, other) in twins {
        turned[one.max(other) as usize].twin = Some(one.min(other));
    }
    flow.segments = turned;
}

/// Whether the pages begin with rows, or with labels that the form has below the one that names
/// the objective, and end with that, and their rows do not count on.
fn counts_down(flow: &Flow<'_>, pages: &[Range<usize>], profile: &Profile) -> bool {
    let (mut turned, mut straight) = (0, 0);
    let (mut down, mut up) = (0, 0);
    for page in pages {
        let mut row = None;
        let (mut first, mut last) = (None, None);
        for segment in &flow.segments[page.clone()] {
            let text = flow.text(segment);
            let number = row_number(profile, text);
            if let Some(number) = number {
                down += usize::from(row.is_some_and(|row| number < row));
                up += usize::from(row.is_some_and(|row| number > row));
                row = Some(number);
            }
            let label = || place_of_label(profile, text);
            if let Some(place) = number.map(|_| Place::Below).or_else(label) {
                first.get_or_insert(place);
                last = Some(place);
            }
        }
        turned += usize::from(first == Some(Place::Below) && last == Some(Place::Title));
        straight += usize::from(first == Some(Place::Title) && last == Some(Place::Below));
        if turned + straight >= ENOUGH {
            break;
        }
    }
    let rows = down >= SEVERAL && down > SEVERAL * up;
    turned >= SEVERAL * straight && (rows || turned > 1 && down >= up)
}

/// Where the form has a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It names the objective.
    Title,
    /// What stands below that: texts, rows, results.
    Below,
}

/// The place of the label that a text begins with, if it is one of these.
fn place_of_label(profile: &Profile, text: &str) -> Option<Place> {
    let label = profile.printed.at_start(text)?;
    match label.what {
        Printed::Objective if label.style == Style::Capital => Some(Place::Title),
        Printed::Field { field, .. } if label.style == Style::Capital => {
            // Forms have those of the head on either side.
            let head = matches!(field, Field::Title) || profile.head_fields.contains(&field);
            (!head).then_some(Place::Below)
        }
        _ => None,
    }
}

/// The number of a row's label with which a text begins ("fase 3: ...").
fn row_number(profile: &Profile, text: &str) -> Option<u32> {
    let word = profile.phase_words.at_start(text)?;
    let rest = text[word.end..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok()
}
