//! Pages painted from their last line to their first: the rows of their tables count down, or
//! labels stand in the order that the form has them in from its end.
//!
//! In: a flow of a text in stream order, with marked pages. Out: the same, the segments of each
//! page from the last to the first.
//!
//! Not here: pages painted in rounds, which have parts of their order (the parser's `rounds`).

use std::ops::Range;

use schede_model::{Flow, Segment};
use schede_profile::{Field, Printed, Profile, Style};

/// Rows that count down, at least: two phases may be named in any order in a sentence.
const SEVERAL: usize = 3;

/// The first pages tell for all.
const ENOUGH: usize = 400;

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

/// The steps from one row, or one label, of a page to the next.
#[derive(Default)]
struct Steps {
    back: usize,
    on: usize,
}

impl Steps {
    fn step<T: PartialOrd>(&mut self, from: &mut Option<T>, to: T) {
        if let Some(from) = from {
            self.back += usize::from(to < *from);
            self.on += usize::from(to > *from);
        }
        *from = Some(to);
    }

    fn go_back(&self) -> bool {
        self.back >= SEVERAL && self.back > SEVERAL * self.on
    }
}

/// Whether the rows of most tables begin with the last, or the labels of the form with those
/// below the table.
fn counts_down(flow: &Flow<'_>, pages: &[Range<usize>], profile: &Profile) -> bool {
    let (mut rows, mut labels) = (Steps::default(), Steps::default());
    for page in pages {
        let page = page.start..page.end.min(ENOUGH);
        let (mut row, mut label) = (None, None);
        for segment in flow.segments.get(page).unwrap_or_default() {
            let text = flow.text(segment);
            if let Some(number) = row_number(profile, text) {
                rows.step(&mut row, number);
            } else if let Some(field) = label_of(profile, text) {
                labels.step(&mut label, field);
            }
        }
    }
    match rows.back + rows.on {
        0..SEVERAL => labels.go_back(),
        _ => rows.go_back(),
    }
}

/// The number of a row's label with which a text begins ("fase 3: ...").
fn row_number(profile: &Profile, text: &str) -> Option<u32> {
    let word = profile.phase_words.at_start(text)?;
    let rest = text[word.end..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok()
}

/// The field of the form whose label a text begins with.
fn label_of(profile: &Profile, text: &str) -> Option<Field> {
    let label = profile.printed.at_start(text)?;
    match label.what {
        Printed::Field { field, .. } if label.style == Style::Capital => Some(field),
        _ => None,
    }
}
