//! Lines that were set sideways on paper: captions beside the table, stamps at the margin
//! ("Copia informatica di documento ..."). Kept by blanks, such a line is printed level, on a
//! line of its own somewhere in the middle of its page.
//!
//! In: a page of the text. Out: which of its lines are such.
//!
//! Not here: captions that stand upright, a word or two a line (`captions`).

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
    let mut lines: Vec<Extent<'_>> = text.lines().enumerate().filter_map(Extent::of).collect();
    let mut n = n_beside(&mut lines);
    if n == 0 {
        let end = lines.iter().map(|line| line.end).max().unwrap_or(0);
        lines.iter_mut().for_each(|line| line.mirror(end));
        n = n_beside(&mut lines);
    }
    let lines = &lines[..n];
    let of_cell = |line: &Extent<'_>| {
        line.end - line.start < LEAST_LETTERS || opening(line.text, profile).is_some()
    };
    match lines.iter().any(of_cell) {
        true => Vec::new(),
        false => lines.iter().map(|line| line.n).collect(),
    }
}

/// How many lines, which come first then, end left of where all others begin; 0 if none do.
fn n_beside(lines: &mut [Extent<'_>]) -> usize {
    lines.sort_by_key(|line| line.start);
    let beside = |n: &usize| {
        let (these, others) = lines.split_at(*n);
        others.len() >= LEAST_BESIDE && these.iter().all(|line| line.end < others[0].start)
    };
    let most = lines.len().min(MOST_LINES);
    (1..=most).find(beside).unwrap_or(0)
}

/// A line that is not empty, and where it begins and ends, in characters.
struct Extent<'t> {
    n: usize,
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Extent<'t> {
    fn of((n, line): (usize, &'t str)) -> Option<Self> {
        let line = line.trim_end();
        let text = line.trim_start();
        let start = line[..line.len() - text.len()].chars().count();
        let end = start + text.chars().count();
        (!text.is_empty()).then_some(Self {
            n,
            text,
            start,
            end,
        })
    }

    /// Turns it over on a page of some width: what stood right of all stands left.
    fn mirror(&mut self, width: usize) {
        (self.start, self.end) = (width - self.end, width - self.start);
    }
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
