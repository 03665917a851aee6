//! Running heads and feet in a text whose pages are not marked, where they do not
//! count pages: lines that come again, at places where a page may begin or end.
//!
//! In: a flow of a text without page marks. Out: the same, with these lines doubted.
//! They may be content, so none is labelled.
//!
//! Not here: heads and feet that count (`counters`), those of marked pages (`margins`).

use std::collections::HashMap;

use schede_model::{Flow, Layer, Line};
use schede_profile::{Printed, Profile};

use crate::counters;
use crate::margins::{
    DEPTH, LEAST_PAGES, SHORTEST, is_head, is_label, is_of_the_form, is_page_number, masked,
};

/// Doubts lines of a text without page marks.
pub(crate) fn doubt(flow: &mut Flow<'_>, profile: &Profile) {
    if flow.pages >= LEAST_PAGES {
        return;
    }
    doubt_repeats(flow, profile);
    doubt_ends(flow, profile);
}

/// A text without page marks begins with the head of its first page and ends with the
/// foot of its last: lines like these, further apart than lines of a page, may be the
/// heads and feet of its other pages.
fn doubt_ends(flow: &mut Flow<'_>, profile: &Profile) {
    const LONGEST: usize = 120;
    let text = |line: &Line<'_>| {
        let text = line.text.trim();
        let long = (SHORTEST..=LONGEST).contains(&text.len());
        (long && text.contains(char::is_alphabetic)).then(|| masked(text).0)
    };
    let said = flow
        .lines
        .iter()
        .filter(|line| !line.text.trim().is_empty());
    let ends = said.clone().take(DEPTH).chain(said.rev().take(DEPTH));
    let mut same: HashMap<String, Vec<u32>> = ends
        .filter(|line| !is_label(profile, line.text.trim()))
        .filter_map(|line| Some((text(line)?, Vec::new())))
        .collect();
    for (n, line) in (0..).zip(&flow.lines) {
        let Some(text) = text(line) else {
            continue;
        };
        if let Some(lines) = same.get_mut(&text) {
            lines.push(n);
            continue;
        }
        // Some extractors run it together with the line below it.
        let glued = same.iter_mut().filter(|(end, _)| {
            let behind = text.strip_prefix(end.as_str());
            end.ends_with(char::is_lowercase)
                && behind.is_some_and(|behind| behind.starts_with(char::is_uppercase))
        });
        glued.for_each(|(_, lines)| lines.push(n));
    }
    let apart = |lines: &Vec<u32>| {
        let far = |pair: &[u32]| (pair[1] - pair[0]) as usize >= counters::SHORTEST_PAGE;
        lines.len() > 1 && lines.windows(2).all(far)
    };
    flow.add_edges(same.into_values().filter(apart).flatten());
}

/// Where pages are not marked, a line that stands again and again may be a running
/// head if it once begins the text, or stands above what opens a page: the table's
/// head, the line of the body or unit, a reference of the head, a page's number.
fn doubt_repeats(flow: &mut Flow<'_>, profile: &Profile) {
    let text = |n: usize| flow.text(&flow.segments[n]).trim();
    let mut same = vec![false; flow.segments.len()];
    let mut is_copied = vec![false; flow.segments.len()];
    for segment in &flow.segments {
        if let Some(twin) = segment.twin {
            is_copied[twin as usize] = true;
        }
    }
    let opens = |n: usize| {
        let text = text(n);
        is_page_number(text, &profile.pages)
            || is_head(profile, text)
            || profile.entity.at_start(text).is_some()
            || profile.unit_at_start(text).is_some()
            || profile.printed.at_start(text).is_some_and(|label| {
                matches!(label.what, Printed::Field { field, .. } if profile.head_fields.contains(&field))
            })
    };
    let labels = |n: usize| text(n).ends_with(':');
    for n in 0..flow.segments.len() {
        let segment = &flow.segments[n];
        if segment.twin.is_none() && !is_copied[n] || segment.layer != Layer::Body {
            continue;
        }
        let known = segment.twin.is_some_and(|twin| same[twin as usize]);
        let line = text(n);
        let free = line.len() >= SHORTEST
            && line.starts_with(char::is_uppercase)
            && !is_of_the_form(profile, line);
        let above = || n + 1 < flow.segments.len() && opens(n + 1);
        let below = || n > 0 && is_page_number(text(n - 1), &profile.pages);
        same[n] = free && (known || n == 0 || below() || above() && !labels(n - 1));
    }
    for n in (0..flow.segments.len()).rev() {
        if let Some(twin) = flow.segments[n].twin.filter(|_| same[n]) {
            same[twin as usize] = true;
        }
    }
    let lines = flow.segments.iter().zip(same).filter(|(_, same)| *same);
    let lines: Vec<u32> = lines.map(|(segment, _)| segment.line).collect();
    flow.add_edges(lines);
}
