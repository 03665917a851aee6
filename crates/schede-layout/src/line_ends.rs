//! Lines of a text without coordinates, and what the line ends between them mean.
//!
//! In: the characters of a text. Out: its lines with the line ends behind each;
//! how many line ends stand for one, where another program doubled them; how
//! pages are marked.
//!
//! Not here: what a line says (`stream`, `grid`).

/// Line ends in a row that mark a page, where no form feed does: Apache Tika
/// ends a page with four.
const PAGE_MARK: u32 = 4;

pub(crate) const FORM_FEED: u8 = 0x0c;

/// The head of a text tells: no need to count the line ends of a thousand pages.
const ENOUGH: usize = 2_000;

/// Fewer lines do not tell whether line ends were doubled.
const FEWEST_LINES: usize = 4;

/// A line and the line ends behind it: empty lines are counted, not lines of
/// their own.
pub(crate) struct PhysicalLine<'t> {
    pub text: &'t str,
    pub ends: LineEnds,
    /// A form feed that marks a page stands in it.
    pub has_feed: bool,
}

/// How many line ends stand in a row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LineEnds {
    pub count: u32,
}

/// The lines of a text, in which form feeds may mark pages.
pub(crate) fn physical_lines(text: &str, feeds: bool) -> impl Iterator<Item = PhysicalLine<'_>> {
    let bytes = text.as_bytes();
    // Few texts have the carriage returns of other systems, and one sign is found
    // faster than two.
    let returns = memchr::memchr(b'\r', bytes).is_some();
    let sign = move |from: usize| {
        let rest = &bytes[from..];
        let found = match (returns, feeds) {
            (false, false) => memchr::memchr(b'\n', rest),
            (false, true) => memchr::memchr2(b'\n', FORM_FEED, rest),
            (true, false) => memchr::memchr2(b'\n', b'\r', rest),
            (true, true) => memchr::memchr3(b'\n', b'\r', FORM_FEED, rest),
        };
        found.map_or(bytes.len(), |at| from + at)
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let mut end = sign(start);
        let mut has_feed = false;
        while bytes.get(end) == Some(&FORM_FEED) {
            has_feed = true;
            end = sign(end + 1);
        }
        let line = &text[start..end];
        let (mut count, mut after) = (0, end);
        while let Some(length) = line_end(&bytes[after..]) {
            after += length;
            count += 1;
        }
        start = after;
        Some(PhysicalLine {
            text: line,
            ends: LineEnds { count },
            has_feed,
        })
    })
}

/// Length of the line end with which bytes begin.
fn line_end(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\r', b'\n', ..] => Some(2),
        [b'\r' | b'\n', ..] => Some(1),
        _ => None,
    }
}

/// How many line ends another program printed for each one: the fewest between any
/// two lines. 1 but for texts whose line ends were doubled.
pub(crate) fn ends_for_one(text: &str) -> u32 {
    let mut lines = physical_lines(text, false).take(ENOUGH).peekable();
    let (mut fewest, mut n) = (u32::MAX, 0);
    while let Some(line) = lines.next() {
        // Nothing follows the last line.
        if lines.peek().is_none() {
            break;
        }
        fewest = fewest.min(line.ends.count);
        n += 1;
        if fewest <= 1 {
            return 1;
        }
    }
    if n < FEWEST_LINES { 1 } else { fewest }
}

/// How the line ends of a text are to be understood.
pub(crate) struct PageMarks {
    /// Line ends in a row that end a page; none if form feeds do.
    pub line_ends: Option<u32>,
    /// Line ends that stand for one.
    for_one: u32,
}

impl PageMarks {
    pub fn find(text: &str) -> Self {
        let for_one = ends_for_one(text);
        let feeds = memchr::memchr(FORM_FEED, text.as_bytes()).is_some();
        let line_ends = (!feeds).then(|| page_mark(text, for_one));
        Self { line_ends, for_one }
    }

    pub fn ends_page(&self, ends: LineEnds) -> bool {
        self.line_ends.is_some_and(|least| ends.count >= least)
    }

    /// Whether more than the end of a line stands between two lines.
    pub fn is_gap(&self, ends: LineEnds) -> bool {
        ends.count > self.for_one
    }
}

/// How many line ends in a row end a page. Text whose line ends were doubled by
/// another program has more of them, and a gap of three is no page mark there.
fn page_mark(text: &str, for_one: u32) -> u32 {
    const LONGEST: usize = 16;
    let mut counts = [0u32; LONGEST + 1];
    for line in physical_lines(text, false).take(ENOUGH) {
        counts[(line.ends.count as usize).min(LONGEST)] += 1;
    }
    let doubled = PAGE_MARK * for_one;
    if for_one > 1 && counts.iter().skip(doubled as usize).any(|n| *n > 0) {
        return doubled;
    }
    let usual = (1..=LONGEST).max_by_key(|n| (counts[*n], std::cmp::Reverse(*n)));
    let usual = usual.map_or(1, |n| n as u32).clamp(1, PAGE_MARK) - 1;
    PAGE_MARK.max(2 * usual)
}

#[cfg(test)]
mod tests {
    use super::{LineEnds, PageMarks, ends_for_one};

    const TEXT: &str = "uno\ndue\n\ntre\n\n\n\nquattro\ncinque\nsei\n";

    #[test]
    fn doubled_line_ends_count_once() {
        assert_eq!(ends_for_one(TEXT), 1);
        let doubled = TEXT.replace('\n', "\n\n");
        assert_eq!(ends_for_one(&doubled), 2);
        let windows = TEXT.replace('\n', "\r\n\r\n");
        assert_eq!(ends_for_one(&windows), 2);
        let marks = PageMarks::find(&doubled);
        let ends = |count| LineEnds { count };
        assert!(!marks.is_gap(ends(2)) && marks.is_gap(ends(4)));
        assert!(!marks.ends_page(ends(4)) && marks.ends_page(ends(8)));
    }

    #[test]
    fn paragraphs_with_pages_between_are_not_doubled_lines() {
        // Each line a paragraph of its own, and four line ends after a page.
        let text = "uno\n\ndue\n\ntre\n\n\n\nquattro\n\ncinque\n";
        let marks = PageMarks::find(text);
        assert!(marks.ends_page(LineEnds { count: 4 }));
    }
}
