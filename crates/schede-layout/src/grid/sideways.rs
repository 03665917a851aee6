//! Lines that were set sideways on paper: captions beside the table, stamps at the margin
//! ("Copia informatica di documento ..."). Kept by blanks, such a line is printed level, on a
//! line of its own somewhere in the middle of its page.
//!
//! In: a page of the text. Out: which of its lines are such.
//!
//! Not here: captions that stand upright, a word or two a line (`captions`).

use std::ops::Range;

use schede_profile::{Printed, Profile};

use crate::geometry::opening;

/// Characters of a line at the margin, at least: a shorter one may be a cell.
const LEAST_LETTERS: usize = 30;

/// Lines at one margin, at most, and lines of the page beside them, at least.
const MOST_LINES: usize = 3;
const LEAST_BESIDE: usize = 8;

/// The lines of a page, ascending, that were set sideways.
pub(super) fn sideways(text: &str, profile: &Profile) -> Vec<usize> {
    let mut lines = captions(text, profile);
    lines.extend(at_margin(text, profile));
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// The lines that stand left, or right, of all others of the page.
fn at_margin(text: &str, profile: &Profile) -> Vec<usize> {
    let lines = text.lines().enumerate();
    let mut lines: Vec<(usize, Range<usize>)> = lines
        .filter_map(|(n, line)| Some((n, extent(line)?)))
        .collect();
    lines.sort_by_key(|(_, extent)| extent.start);
    let all = lines.len();
    let left = (1..=MOST_LINES).find(|n| {
        let ends = lines.iter().take(*n).map(|(_, extent)| extent.end).max();
        all >= n + LEAST_BESIDE && ends < Some(lines[*n].1.start)
    });
    if let Some(n) = left {
        lines.truncate(n);
    } else {
        lines.sort_by_key(|(_, extent)| std::cmp::Reverse(extent.end));
        let right = (1..=MOST_LINES).find(|n| {
            let starts = lines.iter().take(*n).map(|(_, extent)| extent.start).min();
            all >= n + LEAST_BESIDE && starts > Some(lines[*n].1.end)
        });
        lines.truncate(right.unwrap_or(0));
    }
    let is_of_form = |n: usize| {
        let line = text.lines().nth(n).unwrap_or_default();
        opening(line.trim(), profile).is_some()
    };
    let of_cell =
        |(n, extent): &(usize, Range<usize>)| extent.len() < LEAST_LETTERS || is_of_form(*n);
    match lines.iter().any(of_cell) {
        true => Vec::new(),
        false => lines.into_iter().map(|(n, _)| n).collect(),
    }
}

/// The characters from the first to the last that can be seen; none of an empty line.
fn extent(line: &str) -> Option<Range<usize>> {
    let end = line.trim_end();
    let text = end.trim_start();
    let start = end[..end.len() - text.len()].chars().count();
    (!text.is_empty()).then(|| start..start + text.chars().count())
}

/// The lines of a page that hold captions and nothing else and were set sideways: away
/// from the margin, or with room made for them below.
fn captions(text: &str, profile: &Profile) -> Vec<usize> {
    const ROOM: usize = 2;
    let mut lines = text.lines();
    let mut captions = Vec::new();
    let mut n = 0;
    while let Some(line) = lines.next() {
        let below = || {
            lines
                .clone()
                .take(ROOM)
                .filter(|below| below.trim().is_empty())
        };
        let room = || below().count() == ROOM;
        if is_caption(line, profile) && (line.starts_with(' ') || room()) {
            captions.push(n);
        }
        n += 1;
    }
    captions
}

/// Whether a line holds captions and nothing else.
fn is_caption(line: &str, profile: &Profile) -> bool {
    let mut rest = line.trim();
    if rest.is_empty() {
        return false;
    }
    while rest.contains(char::is_alphanumeric) {
        match profile.printed.at_start(rest) {
            Some(label) if label.what == Printed::Caption => {
                rest = rest[label.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
            }
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::sideways;

    fn read(text: &str) -> Vec<usize> {
        let profiles = Profiles::builtin().expect("built in");
        sideways(text, profiles.fallback().expect("one"))
    }

    /// Eight lines of a page, indented, with one more in the middle.
    fn with_line(line: &str, indent: usize) -> String {
        let blanks = " ".repeat(indent);
        let four = format!("{blanks}La passerella va rifatta\n").repeat(4);
        format!("{four}{line}\n{four}")
    }

    #[test]
    fn a_stamp_at_the_margin_stands_beside_all_lines() {
        let stamp = "Copia informatica di documento - Prot. 4512/2025";
        assert_eq!(read(&with_line(stamp, 60)), [4]);
        let right = format!("{}{stamp}", " ".repeat(70));
        assert_eq!(read(&with_line(&right, 0)), [4]);
        // Above or below the others it is a line of the page.
        assert!(read(&with_line(stamp, 0)).is_empty());
    }

    #[test]
    fn labels_left_of_all_values_are_none() {
        let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
        assert!(read(&with_line(label, 60)).is_empty());
        assert!(read(&with_line("Area tecnica", 60)).is_empty());
    }

    #[test]
    fn a_line_of_captions_away_from_the_margin_is_set_sideways() {
        let caption = |line: &str| !read(line).is_empty();
        assert!(caption(
            "   Tempistica: Fasi progettuali di sviluppo dell'obiettivo"
        ));
        assert!(caption("  Tempistica:"));
        assert!(!caption("Tempistica:"));
        assert!(caption("Tempistica:\n\n\nfase 2"));
        assert!(!caption("   "));
        assert!(!caption("   Tempistica: entro il 30/06/2024"));
        assert!(!caption("   Vincoli:"));
    }
}
