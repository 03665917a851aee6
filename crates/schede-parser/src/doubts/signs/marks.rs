//! What the bytes of a text may be signs of: found in one sweep over them, and asked
//! before each look at the words. Nearly every text has no mark at all.
//!
//! In: the pieces of a text. Out: a set of marks.
//!
//! Not here: whether a mark is the sign that it may be (the parent).

use schede_model::Flow;
use schede_model::scan::{Bytes, each_pair};
use schede_profile::PageWords;

use crate::source::Piece;

/// What the bytes of a text may be signs of: a set of marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// Every text has it.
    pub const EVERY: Self = Self(1);
    /// A bracket or quotation mark.
    pub const PAIRED: Self = Self(1 << 1);
    /// A small letter behind a digit.
    pub const NUMBER_IN_WORD: Self = Self(1 << 2);
    /// A full stop or comma behind a blank, or at the beginning of a line.
    pub const STRAY_BLANK: Self = Self(1 << 3);
    /// In a stream: a capital or hyphen before a blank, a hyphen or apostrophe behind
    /// one, or a small letter behind a comma.
    pub const LETTER_APART: Self = Self(1 << 4);
    /// A character beyond ASCII that begins a word, or one that could not be read.
    pub const FOREIGN: Self = Self(1 << 5);
    /// On a page: a blank behind a hyphen.
    pub const HYPHEN: Self = Self(1 << 6);
    /// A line begins as a word for a page does.
    pub const PAGE: Self = Self(1 << 7);
    /// A line but the first begins with an apostrophe.
    pub const APOSTROPHE: Self = Self(1 << 8);
    /// A line but the last ends with a figure.
    pub const FIGURE_ENDS: Self = Self(1 << 9);
    /// A line but the last ends with a full stop.
    pub const FULL_STOP_ENDS: Self = Self(1 << 10);
    /// Two pieces stand on one line.
    pub const ONE_LINE: Self = Self(1 << 11);
    /// The text has more than one piece.
    pub const PIECES: Self = Self(1 << 12);

    /// Whether one of these marks is set.
    #[inline]
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    #[inline]
    fn set(&mut self, mark: Self, is: bool) {
        self.0 |= mark.0 * u16::from(is);
    }

    /// The marks of a text's pieces.
    pub fn of(flow: &Flow<'_>, pieces: &[Piece], pages: &PageWords) -> Self {
        let mut marks = Self::EVERY;
        marks.set(Self::PIECES, pieces.len() > 1);
        for (at, piece) in pieces.iter().enumerate() {
            let bytes = piece.text(flow).as_bytes();
            marks.sweep(bytes, !flow.geometric);
            // Of odd blanks around a text anything may be hidden.
            let plain = |byte: &u8| byte.is_ascii_graphic();
            let blank = |byte: &&u8| **byte != b' ';
            let (first, last) = (bytes.iter().find(blank), bytes.iter().rfind(blank));
            let page = first.is_some_and(|byte| !plain(byte) || pages.may_begin(*byte));
            marks.set(Self::PAGE, page);
            if at > 0 {
                let apostrophe = first.is_some_and(|byte| !plain(byte) || *byte == b'\'');
                marks.set(Self::APOSTROPHE, apostrophe);
                marks.set(Self::ONE_LINE, pieces[at - 1].line == piece.line);
            }
            if at + 1 < pieces.len() {
                let odd = last.is_some_and(|byte| !plain(byte));
                let figure = last.is_some_and(u8::is_ascii_digit);
                marks.set(Self::FIGURE_ENDS, odd || figure);
                marks.set(Self::FULL_STOP_ENDS, odd || last == Some(&b'.'));
            }
        }
        marks
    }

    /// Adds the marks that stand within a line.
    fn sweep(&mut self, bytes: &[u8], in_stream: bool) {
        // No sign begins or ends with it.
        const NEUTRAL: u8 = b'_';
        let none = Bytes::NONE;
        let (mut paired, mut number, mut stray, mut apart) = (none, none, none, none);
        let (mut foreign, mut hyphen, mut figure) = (none, none, none);
        each_pair(bytes, NEUTRAL, |here, next| {
            let (blank, blank_next) = (here.is(b' '), next.is(b' '));
            let small_next = next.is_in(b'a'..=b'z');
            paired |= is_paired(here);
            number |= here.is_in(b'0'..=b'9') & small_next;
            stray |= blank & (next.is(b'.') | next.is(b','));
            // U+FFFD begins with EF.
            foreign |= blank & next.is_in(0x80..=0xff) | here.is(0xef);
            hyphen |= here.is(b'-') & blank_next;
            figure |= here.is_in(b'0'..=b'9') & blank_next;
            let figure_next = next.is_in(b'0'..=b'9');
            let capital_next = next.is_in(b'A'..=b'Z');
            apart |= (here.is(b'%') | here.is(b'.')) & (small_next | capital_next)
                | here.is_in(b'A'..=b'Z') & figure_next
                | (here.is(b'f') | here.is(b'/')) & blank_next;
            apart |= blank_next & (here.is_in(b'A'..=b'Z') | here.is(b'-'))
                | blank & (next.is(b'-') | next.is(b'\''))
                | here.is(b',') & small_next;
        });
        let first = bytes.first();
        let stray_first = matches!(first, Some(b'.' | b','));
        let foreign_first = first.is_some_and(|byte| !byte.is_ascii());
        self.set(Self::PAIRED, paired.any());
        self.set(Self::NUMBER_IN_WORD, number.any());
        self.set(Self::STRAY_BLANK, stray.any() || stray_first);
        let figures = || figure.any() && figures_apart(bytes);
        self.set(Self::LETTER_APART, in_stream && (apart.any() || figures()));
        self.set(Self::FOREIGN, foreign.any() || foreign_first);
        self.set(Self::HYPHEN, !in_stream && hyphen.any());
    }
}

/// Whether a figure stands behind another and a blank.
fn figures_apart(bytes: &[u8]) -> bool {
    let mut around = bytes.windows(3);
    around.any(|around| matches!(around, [b'0'..=b'9', b' ', b'0'..=b'9']))
}

/// Brackets, and the first bytes of “ ” and « » in UTF-8.
#[inline]
fn is_paired(byte: Bytes) -> Bytes {
    byte.is_in(b'('..=b')') | byte.is(0xe2) | byte.is(0xc2)
}

#[cfg(test)]
mod tests {
    use super::Marks;
    use schede_model::boxes::BoxesOfLine;
    use schede_model::{Flow, Line};
    use schede_profile::Profiles;

    use crate::source::Piece;

    /// The marks of lines on a page.
    fn marks(lines: &[&'static str]) -> Marks {
        let lines = lines
            .iter()
            .zip(1..)
            .map(|(text, n)| Line::new(1, n, (*text).into(), BoxesOfLine::default()));
        let flow = Flow {
            lines: lines.collect(),
            geometric: true,
            ..Flow::default()
        };
        let piece = |(line, n): (&Line<'_>, u32)| Piece {
            line: n,
            start: 0,
            end: line.text.len() as u32,
        };
        let pieces: Vec<Piece> = flow.lines.iter().zip(0..).map(piece).collect();
        let profiles = Profiles::builtin().expect("built in");
        Marks::of(&flow, &pieces, &profiles.fallback().expect("one").pages)
    }

    #[test]
    fn what_a_sign_stands_on_is_marked() {
        assert!(marks(&["in data \u{fffd}"]).has(Marks::FOREIGN));
        assert!(marks(&["spesa Ì 9.360"]).has(Marks::FOREIGN));
        assert!(marks(&["Ì 9.360"]).has(Marks::FOREIGN));
        assert!(!marks(&["attività"]).has(Marks::FOREIGN));
        assert!(marks(&["Wi- Fi"]).has(Marks::HYPHEN) && !marks(&["Wi-Fi"]).has(Marks::HYPHEN));
        assert!(marks(&["avvio", " Pagina 3"]).has(Marks::PAGE));
        assert!(!marks(&["avvio", "terza"]).has(Marks::PAGE));
    }

    #[test]
    fn marks_between_lines_stand_between_them() {
        assert!(marks(&["nell", "'ente"]).has(Marks::APOSTROPHE));
        assert!(!marks(&["'ente", "nell"]).has(Marks::APOSTROPHE));
        assert!(marks(&["nell", "\u{a0}’ente"]).has(Marks::APOSTROPHE));
        assert!(marks(&["del 2025 ", "entro"]).has(Marks::FIGURE_ENDS));
        assert!(!marks(&["entro il", "2025"]).has(Marks::FIGURE_ENDS));
        assert!(marks(&["det. n.", "12/AG"]).has(Marks::FULL_STOP_ENDS));
        assert!(!marks(&["det.", ""]).has(Marks::FIGURE_ENDS));
        assert!(!marks(&["det. n", "12."]).has(Marks::FULL_STOP_ENDS));
    }
}
