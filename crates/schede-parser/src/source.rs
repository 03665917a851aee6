//! Text that knows where it comes from: the pieces of lines that make a value,
//! joined under the rules of [`schede_model::text`], with the place of every
//! part kept.

use std::ops::Range;

use schede_model::scan::{Bytes, pairs, two_blanks};
use schede_model::signs::{Sign, Signs, holds_other_blank};
use schede_model::text::{Joint, joint};
use schede_model::{Flow, Span};
use smallvec::SmallVec;

/// A piece of a line: a byte range of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// Index into [`Flow::lines`].
    pub line: u32,
    /// First byte.
    pub start: u32,
    /// End byte, not included.
    pub end: u32,
}

/// The pieces of a value. Most values have few, which need no memory of their own.
pub type Pieces = SmallVec<[Piece; 4]>;

/// A byte range of a text, kept small: a document has several for every line.
pub type Part = Range<u32>;

/// The part that stands at some positions.
pub fn part(positions: Range<usize>) -> Part {
    positions.start as u32..positions.end as u32
}

/// The positions of a part.
pub fn positions(part: &Part) -> Range<usize> {
    part.start as usize..part.end as usize
}

impl Piece {
    /// The characters of the piece.
    #[inline]
    pub fn text<'f>(&self, flow: &'f Flow<'_>) -> &'f str {
        &flow.lines[self.line as usize].text[self.start as usize..self.end as usize]
    }

    /// The signs that the piece may hold: those of its line.
    pub fn signs(&self, flow: &Flow<'_>) -> Signs {
        flow.lines[self.line as usize].signs()
    }

    /// Where the piece stands on an upright page, in points from the page's top left: left,
    /// top, right, bottom. Words on a page that is turned on paper are higher than wide.
    pub fn place(&self, flow: &Flow<'_>) -> Option<[f64; 4]> {
        let place = flow.span(self.line, self.start, self.end).bbox?;
        let [left, top, right, bottom] = place;
        let one = self.end - self.start == 1;
        (one || right - left >= bottom - top).then_some(place)
    }

    /// Where the piece stands beside and below others, on paper or among the characters of a
    /// text that keeps columns by blanks: left, top, right, bottom.
    pub fn extent(&self, flow: &Flow<'_>) -> Option<[f64; 4]> {
        flow.extent(self.line, self.start, self.end)
    }

    /// Whether nothing else stands before it on its line.
    pub fn begins_line(&self, flow: &Flow<'_>) -> bool {
        let line = &flow.lines[self.line as usize].text;
        line[..self.start as usize].trim_start().is_empty()
    }

    /// Whether nothing else stands behind it on its line.
    pub fn ends_line(&self, flow: &Flow<'_>) -> bool {
        let line = &flow.lines[self.line as usize].text;
        line[self.end as usize..].trim_start().is_empty()
    }

    /// Whether `other`'s characters are among the piece's.
    pub fn covers(&self, other: Piece) -> bool {
        self.line == other.line && self.start <= other.start && other.end <= self.end
    }

    /// The part of the piece given by a byte range of its text.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Piece {
        Piece {
            line: self.line,
            start: self.start + range.start as u32,
            end: self.start + range.end as u32,
        }
    }

    /// The place behind the piece: no characters.
    #[must_use]
    pub fn end(&self) -> Piece {
        Piece {
            start: self.end,
            ..*self
        }
    }

    /// The piece from byte `at` of its text.
    #[must_use]
    pub fn after(&self, at: usize) -> Piece {
        Piece {
            start: self.start + at as u32,
            ..*self
        }
    }
}

/// A value's text and the place of each run of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The joined text.
    pub value: String,
    runs: Runs,
}

/// Runs in order. Most texts have one, which needs no memory of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Runs {
    first: Option<Run>,
    others: Vec<Run>,
}

impl Runs {
    fn push(&mut self, run: Run) {
        if self.first.is_none() {
            self.first = Some(run);
        } else {
            self.others.push(run);
        }
    }

    fn last_mut(&mut self) -> Option<&mut Run> {
        self.others.last_mut().or(self.first.as_mut())
    }

    fn iter(&self) -> impl Iterator<Item = &Run> {
        self.first.iter().chain(&self.others)
    }
}

/// A run of characters copied from one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// First byte in the value.
    at: u32,
    /// Where it was copied from.
    piece: Piece,
    /// How many bytes of it are in the value: all, but for a soft hyphen that the
    /// next piece removed.
    shown: u32,
}

impl Run {
    /// What of the run stands in a range of the value: which of its bytes, and
    /// their piece.
    fn within(&self, range: &Range<usize>) -> Option<(Range<u32>, Piece)> {
        let from = (range.start as u32).saturating_sub(self.at).min(self.shown);
        let to = (range.end as u32).saturating_sub(self.at).min(self.shown);
        let length = self.piece.end - self.piece.start;
        // The hyphen says how the next piece meets this one.
        let end = if to == self.shown { length } else { to };
        (from < to).then(|| (from..to, self.piece.part(from as usize..end as usize)))
    }
}

impl Text {
    /// The text of some pieces.
    pub fn from_pieces(flow: &Flow<'_>, pieces: &[Piece]) -> Self {
        let bytes: u32 = pieces.iter().map(|p| p.end - p.start + 1).sum();
        let mut text = Text {
            value: String::with_capacity(bytes as usize),
            runs: Runs {
                first: None,
                others: Vec::with_capacity(pieces.len().saturating_sub(1)),
            },
        };
        for piece in pieces {
            text.push(flow, *piece);
        }
        text
    }

    /// Where those of the pieces stand in the text of which something holds.
    pub fn ranges_of(&self, holds: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
        let range = |run: &Run| run.at as usize..(run.at + run.shown) as usize;
        let ranges = self.runs.iter().map(range);
        ranges
            .filter(|range| holds(&self.value[range.clone()]))
            .collect()
    }

    /// Appends one more piece.
    pub fn push(&mut self, flow: &Flow<'_>, piece: Piece) {
        self.push_with(flow, piece, joint);
    }

    /// Appends a piece that begins within a word.
    pub fn push_closed(&mut self, flow: &Flow<'_>, piece: Piece) {
        self.push_with(flow, piece, |_, _| Joint::Closed);
    }

    fn push_with(&mut self, flow: &Flow<'_>, piece: Piece, joint: impl Fn(&str, &str) -> Joint) {
        let source = piece.text(flow);
        let (start, end) = inner(source);
        if start >= end {
            return;
        }
        let inner = &source[start..end];
        if !self.value.is_empty() {
            match joint(&self.value, inner) {
                Joint::Space => self.value.push(' '),
                Joint::Closed => {}
                Joint::SoftHyphen => self.take_hyphen(),
            }
        }
        let signs = piece.signs(flow);
        let odd = signs.may_hold(Sign::OtherBlank) && holds_other_blank(inner.as_bytes());
        if odd {
            self.push_runs(piece, inner, start, run_length);
        } else if signs.may_hold(Sign::TwoBlanks) {
            self.push_runs(piece, inner, start, plain_run_length);
        } else {
            self.push_run(piece.part(start..end), inner);
        }
    }

    /// Appends a text, which begins at byte `start` of a piece, with one plain blank
    /// for all that stand between its words. `length` tells how far it has no others.
    fn push_runs(
        &mut self,
        piece: Piece,
        inner: &str,
        start: usize,
        length: impl Fn(&str) -> usize,
    ) {
        let mut at = 0;
        while at < inner.len() {
            let end = at + length(&inner[at..]);
            if at > 0 {
                self.value.push(' ');
            }
            self.push_run(piece.part(start + at..start + end), &inner[at..end]);
            at = end + blanks_at(inner, end);
        }
    }

    fn push_run(&mut self, piece: Piece, words: &str) {
        self.runs.push(Run {
            at: self.value.len() as u32,
            shown: words.len() as u32,
            piece,
        });
        self.value.push_str(words);
    }

    /// Takes the soft hyphen at the end back.
    fn take_hyphen(&mut self) {
        let hyphen = self.value.pop().map_or(0, char::len_utf8) as u32;
        if let Some(last) = self.runs.last_mut() {
            last.shown -= hyphen.min(last.shown);
        }
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// The places of the whole text.
    pub fn spans<'t>(&'t self, flow: &'t Flow<'_>) -> impl Iterator<Item = Span> + 't {
        let shown = self.runs.iter().filter(|run| run.shown > 0);
        spans_of_pieces(flow, shown.map(|run| run.piece))
    }

    /// The places of a part of the text.
    pub fn spans_of<'t>(
        &'t self,
        flow: &'t Flow<'_>,
        range: Range<usize>,
    ) -> impl Iterator<Item = Span> + 't {
        let within = move |run: &Run| run.within(&range).map(|(_, piece)| piece);
        let parts = self.runs.iter().filter_map(within);
        spans_of_pieces(flow, parts)
    }

    /// A part of the text as a text of its own.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut part = Text {
            value: self.value[range.clone()].to_owned(),
            runs: Runs::default(),
        };
        for run in self.runs.iter() {
            if let Some((bytes, piece)) = run.within(&range) {
                part.runs.push(Run {
                    at: (run.at + bytes.start).saturating_sub(range.start as u32),
                    piece,
                    shown: bytes.end - bytes.start,
                });
            }
        }
        part
    }

    /// The pieces the text was copied from.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> {
        self.runs.iter().map(|run| run.piece)
    }
}

/// The spans of pieces. Two with only white space between them on one line are
/// one.
fn spans_of_pieces<'t>(
    flow: &'t Flow<'_>,
    pieces: impl Iterator<Item = Piece> + 't,
) -> impl Iterator<Item = Span> + 't {
    let mut pieces = pieces.peekable();
    std::iter::from_fn(move || {
        let mut whole = pieces.next()?;
        while let Some(next) = pieces.next_if(|next| goes_on(flow, whole, *next)) {
            whole.end = next.end;
        }
        Some(flow.span(whole.line, whole.start, whole.end))
    })
}

fn goes_on(flow: &Flow<'_>, piece: Piece, next: Piece) -> bool {
    let between = Piece {
        line: piece.line,
        start: piece.end,
        end: next.start,
    };
    piece.line == next.line
        && piece.end <= next.start
        && between.text(flow).chars().all(char::is_whitespace)
}

/// Where a text begins and ends without the blanks around it.
fn inner(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let start = blanks(bytes, 0);
    let behind = bytes.iter().rev().take_while(|b| **b == b' ').count();
    let end = bytes.len() - behind;
    // Mostly plain blanks are all that stands there.
    let plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    if start < end && plain(bytes.get(start)) && plain(bytes.get(end - 1)) {
        return (start, end);
    }
    let start = text.len() - text.trim_start().len();
    (start, text.trim_end().len())
}

/// How many bytes of white space stand at a place of a text.
fn blanks_at(text: &str, at: usize) -> usize {
    let n = blanks(text.as_bytes(), at);
    match text.as_bytes().get(at + n) {
        None => n,
        Some(word) if word.is_ascii_graphic() => n,
        Some(_) => text.len() - at - text[at..].trim_start().len(),
    }
}

/// Length of a text whose blanks are plain ones up to where two stand together.
fn plain_run_length(text: &str) -> usize {
    let two = pairs(text.as_bytes(), two_blanks).next();
    two.map_or(text.len(), |second| second - 1)
}

/// Length of the text up to white space that is not one plain blank.
fn run_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let odd = match byte {
            b' ' => bytes.get(at + 1) == Some(&b' ') || odd_blank_follows(text, at + 1),
            b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => true,
            0xc2 | 0xe1..=0xe3 => text[at..].starts_with(char::is_whitespace),
            _ => false,
        };
        if odd {
            return at;
        }
    }
    text.len()
}

fn odd_blank_follows(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), Some(b'\t' | 0xc2 | 0xe1..=0xe3))
        && text[at..].starts_with(char::is_whitespace)
}

/// The words of a text, as byte ranges.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = word_start(text, at)?;
        at = word_end(text, start);
        Some(start..at)
    })
}

/// Where the words of a text begin that begin with a capital letter: few, and those alone
/// are looked at.
pub fn capitals(text: &str) -> impl Iterator<Item = usize> {
    let begun = |before: Bytes, here: Bytes| {
        let blank = before.is(b' ') | before.is_in(b'\t'..=b'\r') | before.is_in(0x80..=0xff);
        blank & (here.is_in(b'A'..=b'Z') | here.is_in(0x80..=0xff))
    };
    let within = pairs(text.as_bytes(), begun);
    let first = (!text.is_empty()).then_some(0);
    first.into_iter().chain(within).filter(|at| {
        text.is_char_boundary(*at)
            && text[*at..].starts_with(char::is_uppercase)
            && !text[..*at].ends_with(|c: char| !c.is_whitespace())
    })
}

/// Where the words of a text begin, parted by plain blanks, that begin with a digit.
pub fn digits_behind_blanks(text: &str) -> impl Iterator<Item = usize> {
    let begun = |before: Bytes, here: Bytes| before.is(b' ') & here.is_in(b'0'..=b'9');
    let first = text.starts_with(|c: char| c.is_ascii_digit()).then_some(0);
    first.into_iter().chain(pairs(text.as_bytes(), begun))
}

/// Where the next word begins at a place of a text or behind it.
pub fn word_start(text: &str, at: usize) -> Option<usize> {
    let start = at + blanks_at(text, at);
    (start < text.len()).then_some(start)
}

/// Where the word ends that begins at a place of a text.
pub fn word_end(text: &str, start: usize) -> usize {
    let rest = &text.as_bytes()[start..];
    let plain = rest.iter().take_while(|b| b.is_ascii_graphic()).count();
    let end = start + plain;
    match rest.get(plain) {
        None | Some(b' ') => end,
        // Other blanks and letters beyond ASCII.
        Some(_) => end_of_word(text, end),
    }
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|b| **b == b' ').count()
}

fn end_of_word(text: &str, at: usize) -> usize {
    text[at..]
        .find(char::is_whitespace)
        .map_or(text.len(), |n| at + n)
}

#[cfg(test)]
mod tests {
    use super::{Piece, Text, capitals, digits_behind_blanks, words};
    use schede_model::boxes::BoxesOfLine;
    use schede_model::text::join_pieces;
    use schede_model::{Flow, Line};

    fn flow(lines: &[&'static str]) -> Flow<'static> {
        let lines = lines
            .iter()
            .enumerate()
            .map(|(n, text)| Line::new(1, n as u32 + 1, (*text).into(), BoxesOfLine::default()));
        Flow {
            lines: lines.collect(),
            ..Flow::default()
        }
    }

    /// Texts with blanks, capitals and figures of all kinds, some longer than is looked at in
    /// one step.
    const MIXED: [&str; 10] = [
        "",
        " ",
        "Fase 1: Avvio",
        "  Obiettivo\tRisultato \u{a0}Àncora\u{a0}è  30/09/2024 e 5% ",
        "30 Giorni x30 (30) -Uno \u{2009}Due\u{200b}Tre\u{7f}Quattro",
        "Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo",
        "àÀ ÀÈ ÉÈ ß Ǆ ǅ ΩMEGA Ω 12Ω \u{1680}Ogham",
        "tutto in lettere piccole senza alcuna cifra, per quanto sia lungo",
        "A B C D E F G H I J K L M N O P Q R S T U V Z 1 2 3 4 5 6 7 8 9",
        "...............A B...............  3 44...............X 5",
    ];

    #[test]
    fn words_are_found_by_what_they_begin_with() {
        for text in MIXED {
            let starts = words(text).map(|word| word.start);
            let capital = |at: &usize| text[*at..].starts_with(char::is_uppercase);
            let expected: Vec<usize> = starts.filter(capital).collect();
            assert_eq!(capitals(text).collect::<Vec<_>>(), expected, "{text:?}");
            let digits = text.split(' ').filter(|word| {
                let first = word.bytes().next();
                first.is_some_and(|first| first.is_ascii_digit())
            });
            let found = digits_behind_blanks(text);
            let found = found.map(|at| text[at..].split(' ').next().unwrap_or_default());
            assert!(found.eq(digits), "{text:?}");
        }
    }

    fn whole(flow: &Flow<'_>) -> Text {
        let pieces: Vec<_> = (0..flow.lines.len() as u32)
            .map(|line| Piece {
                line,
                start: 0,
                end: flow.lines[line as usize].text.len() as u32,
            })
            .collect();
        Text::from_pieces(flow, &pieces)
    }

    #[test]
    fn the_rules_of_joining_are_those_of_the_model() {
        let lines = [
            "  una  città\u{a0}utente-",
            "centrica\t\u{a0} x",
            "https://www.a.it/b-",
            "c e d",
        ];
        let text = whole(&flow(&lines));
        assert_eq!(text.value, join_pieces(lines));
    }

    #[test]
    fn a_soft_hyphen_that_goes_leaves_a_value_that_replays() {
        let flow = flow(&["comu\u{ad}", "nale", "\u{ad}", "-"]);
        let text = whole(&flow);
        assert_eq!(text.value, "comunale -");
        let spans: Vec<_> = text.spans(&flow).collect();
        let places: Vec<_> = spans.iter().map(|s| (s.line, s.start, s.end)).collect();
        assert_eq!(places, [(1, 0, 5), (2, 0, 4), (4, 0, 1)]);
        let part = text.slice(2..text.value.len());
        assert_eq!(part.value, "munale -");
        assert_eq!(part.spans(&flow).count(), 3);
    }

    #[test]
    fn spans_of_a_part_replay_to_it() {
        let flow = flow(&["Missione  01-Servizi, ", "generali Programma 08-x"]);
        let text = whole(&flow);
        let at = text.value.find("01-Servizi, generali").expect("there");
        let spans: Vec<_> = text.spans_of(&flow, at..at + 20).collect();
        let places: Vec<_> = spans.iter().map(|s| (s.line, s.start, s.end)).collect();
        assert_eq!(places, [(1, 10, 21), (2, 0, 8)]);
        let part = text.slice(at..at + 20);
        assert_eq!(part.spans(&flow).collect::<Vec<_>>(), spans);
    }
}
