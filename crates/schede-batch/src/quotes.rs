//! The lines that findings point at, kept for people who review them.
//!
//! In: a flow and the findings about it. Out: those lines, shortened, by page and
//! number. A long document has thousands: they are kept packed, in one text.

use schede_model::{Finding, Flow, Line};

/// Lines by page and number.
#[derive(Debug, Clone, Default)]
pub struct Quotes {
    text: String,
    /// In the order of paper.
    lines: Vec<Quote>,
}

/// A line, and where it ends in the text; it begins where the one before it ends.
#[derive(Debug, Clone, Copy)]
struct Quote {
    place: Place,
    end: usize,
}

/// Page and line, as one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u64);

impl Place {
    fn new(page: u32, line: u32) -> Self {
        Self(u64::from(page) << 32 | u64::from(line))
    }
}

impl Quotes {
    /// The lines of a flow that findings point at.
    pub(crate) fn of(flow: &Flow<'_>, findings: &[Finding]) -> Self {
        let spans = findings.iter().flat_map(|finding| &finding.spans);
        let mut wanted: Vec<Place> = spans.map(|s| Place::new(s.page, s.line)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        // Lines come in the order of paper, so that each is found behind the one before.
        let place = |line: &Line<'_>| Place::new(line.page, line.number);
        let mut lines = flow.lines.iter().peekable();
        let mut quotes = Self::default();
        for wanted in wanted {
            while lines.next_if(|line| place(line) < wanted).is_some() {}
            if let Some(line) = lines.next_if(|line| place(line) == wanted) {
                quotes.push(wanted, shortened(&line.text));
            }
        }
        quotes
    }

    fn push(&mut self, place: Place, line: &str) {
        self.text.push_str(line);
        let end = self.text.len();
        self.lines.push(Quote { place, end });
    }

    /// The line of a page, if some finding points at it.
    pub fn get(&self, page: u32, line: u32) -> Option<&str> {
        let wanted = Place::new(page, line);
        let found = self
            .lines
            .binary_search_by_key(&wanted, |quote| quote.place);
        let at = found.ok()?;
        let start = at.checked_sub(1).map_or(0, |before| self.lines[before].end);
        Some(&self.text[start..self.lines[at].end])
    }
}

fn shortened(text: &str) -> &str {
    const LONGEST: usize = 300;
    if text.len() <= LONGEST {
        return text;
    }
    let end = text.char_indices().nth(LONGEST);
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use schede_model::boxes::BoxesOfLine;
    use schede_model::{Finding, Flow, Line, Severity, Span};

    use super::Quotes;

    #[test]
    fn a_line_that_a_finding_points_at_is_quoted() {
        let lines = [(1, 1, "uno"), (1, 3, "due"), (2, 1, "tre")];
        let flow = Flow {
            lines: lines
                .map(|(page, n, text)| Line::new(page, n, text.into(), BoxesOfLine::default()))
                .into(),
            ..Flow::default()
        };
        let span = |(page, line)| Span {
            page,
            line,
            start: 0,
            end: 1,
            bbox: None,
            read_by: None,
        };
        let finding = Finding {
            code: "x".into(),
            family: schede_model::Family::Reading,
            severity: Severity::Note,
            message: String::new(),
            pointer: None,
            spans: [(2, 1), (1, 1), (2, 1), (9, 9)].map(span).into(),
            alternatives: Vec::new(),
        };
        let quotes = Quotes::of(&flow, &[finding]);
        assert_eq!(quotes.get(1, 1), Some("uno"));
        assert_eq!(quotes.get(2, 1), Some("tre"));
        assert_eq!(quotes.get(1, 3), None);
        assert_eq!(quotes.get(9, 9), None);
    }
}
