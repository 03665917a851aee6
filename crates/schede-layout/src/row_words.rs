//! Words of rows that stand at the ends of lines, with their numbers at the begin of the next
//! ("... agli uffici fase" over "1 20% 28/11/2026", "Fase n." over "2 Rilievo"): an extractor
//! that begins a line only where one of a cell begins puts what stands right of the number
//! behind it.
//!
//! In: a flow of a text in stream order. Out: the same, such numbers parted from what stands
//! behind them, as narrow cells of their own have them.
//!
//! A sentence may end its line with such a word, too: they count only where the numbers
//! behind them count on.

use std::ops::Range;

use schede_model::{Flow, Segment};
use schede_profile::Profile;

/// So few rows show nothing.
const SEVERAL: usize = 3;

/// A segment that begins with the number of a row, and how long that is.
struct Row {
    at: usize,
    number: u32,
}

/// Parts the numbers of rows. `pages` are the segments of each page.
pub(crate) fn part(flow: &mut Flow<'_>, pages: &mut [Range<usize>], profile: &Profile) {
    let rows = rows(flow, profile);
    if rows.is_empty() {
        return;
    }
    let mut parted: Vec<Segment> = Vec::with_capacity(flow.segments.len() + rows.len());
    let mut places = Vec::with_capacity(flow.segments.len() + 1);
    let cut = |at: usize| {
        let row = rows.binary_search_by_key(&at, |row| row.at).ok();
        row.map(|row| rows[row].number)
    };
    for (at, segment) in flow.segments.iter().enumerate() {
        places.push(parted.len());
        let number = cut(at);
        // The copy of a segment that was parted as this one, or not as this one.
        let twin = segment.twin.map(|twin| twin as usize);
        let twin = twin.filter(|twin| cut(*twin) == number);
        let twin = twin.map(|twin| places[twin] as u32);
        let Some(number) = number else {
            parted.push(Segment { twin, ..*segment });
            continue;
        };
        let text = flow.text(segment)[number as usize..].trim_start();
        parted.push(Segment {
            end: segment.start + number,
            twin,
            ..*segment
        });
        parted.push(Segment {
            start: segment.end - text.len() as u32,
            gap_before: false,
            twin: twin.map(|twin| twin + 1),
            ..*segment
        });
    }
    places.push(parted.len());
    flow.segments = parted;
    for page in pages {
        *page = places[page.start]..places[page.end];
    }
}

/// The rows whose words and numbers are parted by line ends, if their numbers count on.
fn rows(flow: &Flow<'_>, profile: &Profile) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut last, mut on) = (0, 0);
    for (before, at) in flow.segments.iter().zip(1..) {
        let Some(next) = flow.segments.get(at) else {
            break;
        };
        let text = flow.text(next);
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        // "1:" is read as the number that it is wherever its word stands.
        let apart = text[length..].is_empty() || text[length..].starts_with(' ');
        if length == 0 || before.line == next.line || !apart {
            continue;
        }
        let number = text[..length].parse::<u32>().ok();
        let Some(number) = number.filter(|_| ends_with_word(profile, flow.text(before))) else {
            continue;
        };
        on += usize::from(number == 1 || number.checked_sub(1) == Some(last));
        last = number;
        rows.push(Row {
            at,
            number: length as u32,
        });
    }
    // One in four may be a sentence's.
    if on * 4 < rows.len() * 3 || rows.len() < SEVERAL {
        return Vec::new();
    }
    rows.retain(|row| {
        let segment = &flow.segments[row.at];
        row.number < segment.end - segment.start
    });
    rows
}

/// Whether a text ends with the word of a row ("fase", "Fase n.").
fn ends_with_word(profile: &Profile, text: &str) -> bool {
    let (before, last) = text.rsplit_once(' ').unwrap_or(("", text));
    let is_word = |word: &str| {
        let found = profile.phase_words.at_start(word);
        found.is_some_and(|found| found.end == word.len())
    };
    // The sign stands before a number.
    let is_sign = || profile.references.numbering_at_start(&format!("{last} 1")) >= last.len();
    is_word(last) || is_sign() && is_word(schede_model::text::last_word(before))
}
