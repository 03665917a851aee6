//! Text in the order of a content stream, as Apache Tika, pdf-extract and
//! `pdftotext -raw` print it: lines, page marks, gaps, lines printed twice.
//!
//! In: the characters of the text. Out: a [`Flow`] of one segment a line, with
//! pages, gaps and twins. Cells are not known here: the grammar tells columns
//! apart by what they look like.
//!
//! Not here: text whose columns are kept by blanks (`grid`).

use std::borrow::Cow;
use std::ops::Range;

use schede_model::boxes::BoxesOfLine;
use schede_model::scan::{pairs, two_blanks};
use schede_model::signs::{Sign, Signs};
use schede_model::{Flow, Layer, Line, Segment};
use schede_profile::{PageWords, Profile};

use crate::line_ends::{FORM_FEED, LineEnds, PageMarks, physical_lines};
use crate::margins::{self, is_page_number};
use crate::{reversed, row_words};

/// A line shorter than this is not looked up as a repeat: "OK" and "10%" stand
/// on every sheet many times.
const SHORTEST_TWIN: usize = 6;

/// How many segments back a repeat is looked for: a seam's two copies stand on
/// one page, and no page of a sheet holds more lines.
const TWIN_REACH: u32 = 200;

/// Reads a text in stream order.
pub(crate) fn read<'a>(text: &'a str, profile: &Profile) -> Flow<'a> {
    let marks = PageMarks::find(text);
    let mut reader = Reader::new(text.len(), &profile.pages);
    for line in physical_lines(text, marks.line_ends.is_none()) {
        if line.has_feed {
            reader.begin_line(&marks);
            reader.line(line.text);
        } else {
            // A line of blanks is an empty line.
            let body = trimmed(line.text);
            if !body.is_empty() {
                reader.begin_line(&marks);
                reader.text(line.text, body);
            }
        }
        reader.line_ends(line.ends);
    }
    let (mut flow, mut pages) = reader.finish();
    row_words::part(&mut flow, &mut pages, profile);
    reversed::turn(&mut flow, &pages, profile);
    margins::label(&mut flow, &pages, profile);
    flow
}

struct Reader<'a, 'p> {
    flow: Flow<'a>,
    page_words: &'p PageWords,
    page: u32,
    number: u32,
    /// The segments of each page so far that has some.
    pages: Vec<Range<usize>>,
    block: u32,
    gap: bool,
    /// Line ends since the last line with words.
    run: LineEnds,
    seen: Seen,
    /// Memory for the words of a line.
    words: Vec<u8>,
}

/// The hashes of the segments within reach. A long text is looked up in as little
/// memory as a short one: what is out of reach is written over.
struct Seen {
    /// The last segment plus one whose hash ends with each number; 0 if there is none.
    last: [u32; Seen::ENDS],
    /// Of each segment its hash, and the one before it in `last`, at the place that its
    /// number ends with.
    before: [(u64, u32); Seen::ROOM],
}

impl Seen {
    /// More places than there are segments within reach.
    const ROOM: usize = (TWIN_REACH as usize + 1).next_power_of_two();
    const ENDS: usize = 4 * Self::ROOM;

    fn new() -> Self {
        Self {
            last: [0; Self::ENDS],
            before: [(0, 0); Self::ROOM],
        }
    }

    /// Notes a segment; gives the last one before it with the same hash within reach.
    fn insert(&mut self, hash: u64, here: u32) -> Option<u32> {
        let last = &mut self.last[hash as usize % Self::ENDS];
        let mut earlier = std::mem::replace(last, here + 1);
        self.before[here as usize % Self::ROOM] = (hash, earlier);
        while let Some(segment) = earlier.checked_sub(1) {
            if here - segment > TWIN_REACH {
                return None;
            }
            let (same, before) = self.before[segment as usize % Self::ROOM];
            if same == hash {
                return Some(segment);
            }
            earlier = before;
        }
        None
    }
}

impl<'a, 'p> Reader<'a, 'p> {
    fn new(bytes: usize, page_words: &'p PageWords) -> Self {
        // A line of a sheet holds about 30 characters.
        let lines = bytes / 30 + 1;
        let flow = Flow {
            lines: Vec::with_capacity(lines),
            segments: Vec::with_capacity(lines),
            pages: 1,
            ..Flow::default()
        };
        Self {
            flow,
            page_words,
            page: 1,
            number: 1,
            pages: Vec::new(),
            block: 0,
            gap: false,
            run: LineEnds::default(),
            seen: Seen::new(),
            words: Vec::new(),
        }
    }

    /// A form feed inside a line ends a page where it stands.
    fn line(&mut self, line: &'a str) {
        let mut parts = line.split(char::from(FORM_FEED));
        if let Some(first) = parts.next() {
            self.text(first, trimmed(first));
        }
        for part in parts {
            self.new_page();
            self.text(part, trimmed(part));
        }
    }

    fn line_ends(&mut self, ends: LineEnds) {
        self.number += ends.count.max(1);
        self.run.count += ends.count;
    }

    /// What the line ends since the last line mean.
    fn begin_line(&mut self, marks: &PageMarks) {
        self.gap |= marks.is_gap(self.run);
        if marks.ends_page(self.run) && !self.flow.lines.is_empty() {
            self.new_page();
        }
        self.run = LineEnds::default();
    }

    fn new_page(&mut self) {
        self.end_page();
        self.page += 1;
        self.number = 1;
        self.gap = true;
    }

    fn end_page(&mut self) {
        let start = self.pages.last().map_or(0, |page| page.end);
        let end = self.flow.segments.len();
        if start < end {
            self.pages.push(start..end);
        }
    }

    /// A line's text, and the same without blanks around it.
    fn text(&mut self, text: &'a str, body: &'a str) {
        if body.is_empty() {
            return;
        }
        let start = (body.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let end = start + body.len() as u32;
        let line = self.flow.lines.len() as u32;
        let boxes = BoxesOfLine::default();
        let paper = Line::new(self.page, self.number, Cow::Borrowed(text), boxes);
        let signs = paper.signs();
        self.flow.lines.push(paper);
        match doubled(body) {
            Some((first, second)) => {
                self.segment(line, start, start + first as u32, Layer::Body, None);
                self.segment(line, start + second as u32, end, Layer::Repeat, None);
            }
            None => {
                let twin = self.twin(body, signs);
                self.segment(line, start, end, Layer::Body, twin);
            }
        }
    }

    fn segment(&mut self, line: u32, start: u32, end: u32, layer: Layer, twin: Option<u32>) {
        if self.gap {
            self.block += 1;
        }
        let words = &self.flow.lines[line as usize].text[start as usize..end as usize];
        let numbers_page = is_page_number(words, self.page_words);
        self.flow.segments.push(Segment {
            line,
            start,
            end,
            layer: if numbers_page {
                Layer::Furniture
            } else {
                layer
            },
            place: None,
            block: self.block,
            gap_before: self.gap,
            twin,
            glued: false,
            doubtful: false,
        });
        self.gap = false;
    }

    fn twin(&mut self, body: &str, signs: Signs) -> Option<u32> {
        if body.len() < SHORTEST_TWIN {
            return self.short_twin(body);
        }
        let here = self.flow.segments.len() as u32;
        let hash = if signs.may_hold_odd_blank() {
            self.words.clear();
            words(body, signs, &mut self.words);
            hash(&self.words)
        } else {
            hash(body.as_bytes())
        };
        let earlier = self.seen.insert(hash, here)?;
        let first = &self.flow.segments[earlier as usize];
        let same = same_words(self.flow.text(first), body);
        // A row cut by the page end may be painted on both pages.
        let near = self.page - self.flow.lines[first.line as usize].page <= 1;
        (same && near).then_some(earlier)
    }

    /// A short line counts as a repeat only where a page's last line is the next
    /// page's first.
    fn short_twin(&self, body: &str) -> Option<u32> {
        let last = self.flow.segments.last()?;
        let other_page = self.flow.lines[last.line as usize].page + 1 == self.page;
        (other_page && same_words(self.flow.text(last), body))
            .then(|| self.flow.segments.len() as u32 - 1)
    }

    fn finish(mut self) -> (Flow<'a>, Vec<Range<usize>>) {
        self.end_page();
        // The mark after the last page opens no page.
        self.flow.pages = self.flow.lines.last().map_or(1, |line| line.page);
        (self.flow, self.pages)
    }
}

/// The text without blanks around it: mostly the text itself.
fn trimmed(text: &str) -> &str {
    if is_graphic(text.as_bytes()) {
        return text;
    }
    let text = text.trim_ascii();
    if is_graphic(text.as_bytes()) {
        return text;
    }
    text.trim()
}

/// Whether no blank can stand at the beginning or the end.
fn is_graphic(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_graphic)
        && bytes.last().is_some_and(u8::is_ascii_graphic)
}

/// Where a line is the same words printed twice ("(delibera n. (delibera n."):
/// the end of the first copy and the beginning of the second.
fn doubled(body: &str) -> Option<(usize, usize)> {
    const SHORTEST: usize = 2 * SHORTEST_TWIN;
    if body.len() < SHORTEST {
        return None;
    }
    // The copies are equal, so the blank between them is in the middle, if there is one.
    let middle = body.len() / 2;
    let bytes = body.as_bytes();
    if bytes[middle] == bytes[0] && bytes[..middle] == bytes[body.len() - middle..] {
        let several = body[..middle].contains(' ');
        return (body.len() == 2 * middle && several).then_some((middle, middle));
    }
    let blank = (middle.saturating_sub(1)..=middle).find(|at| bytes[*at] == b' ')?;
    // The copies begin alike.
    let next = bytes.get(blank + 1)?;
    if next.is_ascii_graphic() && *next != bytes[0] {
        return None;
    }
    let (first, second) = (&body[..blank], body[blank..].trim_start());
    // One word twice ("bis bis") may be meant; a phrase twice is not.
    (first.trim_end() == second && second.contains(' '))
        .then(|| (first.trim_end().len(), body.len() - second.len()))
}

/// The first byte of a blank that keeps words on one line, and its second.
const NO_BREAK: (u8, u8) = (0xc2, 0xa0);

/// Adds the bytes of a text with one plain blank for each run of blanks.
fn words(text: &str, signs: Signs, words: &mut Vec<u8>) {
    if !signs.may_hold(Sign::OtherBlank) {
        let mut done = 0;
        for second in pairs(text.as_bytes(), two_blanks) {
            words.extend_from_slice(&text.as_bytes()[done..second]);
            done = second + 1;
        }
        words.extend_from_slice(&text.as_bytes()[done..]);
        return;
    }
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let no_break = byte == NO_BREAK.0 && bytes.next_if_eq(&NO_BREAK.1).is_some();
        if !no_break && byte != b' ' && byte != b'\t' {
            words.push(byte);
        } else if words.last() != Some(&b' ') {
            words.push(b' ');
        }
    }
}

/// Whether two texts are equal but for the width of their blanks.
fn same_words(a: &str, b: &str) -> bool {
    a == b || a.split_whitespace().eq(b.split_whitespace())
}

/// A hash of eight bytes at a time; equality is checked afterwards.
fn hash(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |state: u64, word: [u8; 8]| {
        (state.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(ODD)
    };
    let mut state = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((word, others)) = rest.split_first_chunk() {
        state = mix(state, *word);
        rest = others;
    }
    // The last eight bytes, some of them once more.
    let last = bytes.last_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..bytes.len()].copy_from_slice(bytes);
        padded
    });
    state = mix(state, last);
    state ^ (state >> 29)
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    fn read(text: &str) -> schede_model::Flow<'_> {
        let profiles = Profiles::builtin().expect("built in");
        super::read(text, profiles.fallback().expect("one"))
    }

    fn print(text: &str) -> Vec<(u32, u32, String)> {
        let flow = read(text);
        let place = |s: &schede_model::Segment| {
            let line = &flow.lines[s.line as usize];
            (line.page, line.number, flow.text(s).to_owned())
        };
        flow.segments.iter().map(place).collect()
    }

    #[test]
    fn four_line_ends_mark_a_page() {
        let lines = print("\na\n\nb \n\nc\n\n\n\nd\n\ne\n");
        let places: Vec<_> = lines.iter().map(|(p, n, t)| (*p, *n, t.as_str())).collect();
        assert_eq!(
            places,
            [
                (1, 2, "a"),
                (1, 4, "b"),
                (1, 6, "c"),
                (2, 1, "d"),
                (2, 3, "e")
            ]
        );
    }

    #[test]
    fn a_form_feed_marks_a_page() {
        let lines = print("a\n\n\n\nb\n\u{c}c\n");
        let pages: Vec<_> = lines.iter().map(|(p, _, t)| (*p, t.as_str())).collect();
        assert_eq!(pages, [(1, "a"), (1, "b"), (2, "c")]);
    }

    #[test]
    fn windows_and_old_line_ends_are_one_line_end() {
        assert_eq!(print("a\r\nb\r\n\r\nc"), print("a\nb\n\nc"));
        assert_eq!(print("a\rb\r\rc"), print("a\nb\n\nc"));
    }

    #[test]
    fn a_line_printed_again_may_have_other_blanks() {
        let flow = read("parcheggi e  strade\nx\nparcheggi\u{a0}e strade\nparcheggi e strade\n");
        let twins: Vec<_> = flow.segments.iter().map(|s| s.twin).collect();
        assert_eq!(twins, [None, None, Some(0), Some(2)]);
    }

    #[test]
    fn a_line_printed_again_knows_its_twin() {
        let flow = read("parcheggi\nx\nparcheggi\n\n\n\nparcheggi\n\n\n\ny\n\n\n\nparcheggi\n");
        let twins: Vec<_> = flow.segments.iter().map(|s| s.twin).collect();
        assert_eq!(twins, [None, None, Some(0), Some(2), None, None]);
    }

    #[test]
    fn words_printed_twice_on_one_line_are_a_repeat() {
        let flow = read("(delibera di Giunta n. (delibera di Giunta n. \n");
        let layers: Vec<_> = flow
            .segments
            .iter()
            .map(|s| (flow.text(s), s.layer))
            .collect();
        assert_eq!(
            layers,
            [
                ("(delibera di Giunta n.", schede_model::Layer::Body),
                ("(delibera di Giunta n.", schede_model::Layer::Repeat)
            ]
        );
    }

    #[test]
    fn the_two_copies_may_touch() {
        let flow =
            read("Programma 01-Tutela del territorioProgramma 01-Tutela del territorio\ntututu\n");
        let texts: Vec<_> = flow
            .segments
            .iter()
            .map(|s| (flow.text(s), s.layer))
            .collect();
        let copy = "Programma 01-Tutela del territorio";
        let (body, repeat) = (schede_model::Layer::Body, schede_model::Layer::Repeat);
        assert_eq!(texts, [(copy, body), (copy, repeat), ("tututu", body)]);
    }
}
