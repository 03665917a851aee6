//! What the bytes of a text may be signs of: found in one sweep over them, and asked
//! before each look at the words. Nearly every text has no mark at all.
//!
//! In: the pieces of a text. Out: a set of marks.
//!
//! Not here: whether a mark is the sign that it may be (`whole`).

use schede_model::Flow;
use schede_model::scan::{Bytes, each_pair};
use schede_profile::PageWords;

use crate::source::Piece;

/// What the bytes of a text may be signs of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// A bracket or quotation mark.
    pub paired: bool,
    /// A small letter behind a digit.
    pub number_in_word: bool,
    /// A full stop or comma behind a blank, or at the beginning of a line.
    pub stray_blank: bool,
    /// In a stream: a capital or hyphen before a blank, a hyphen or apostrophe behind
    /// one, or a small letter behind a comma.
    pub letter_apart: bool,
    /// A character beyond ASCII that begins a word, or one that could not be read.
    pub foreign: bool,
    /// A blank behind a hyphen.
    pub hyphen: bool,
    /// A line begins as a word for a page does.
    pub page: bool,
    /// A line but the first begins with an apostrophe.
    pub apostrophe: bool,
    /// A line but the last ends with a figure, or with a full stop.
    pub figure: bool,
    pub full_stop: bool,
    /// Two pieces stand on one line.
    pub one_line: bool,
}

impl Marks {
    /// The marks of a text's pieces.
    pub fn of(flow: &Flow<'_>, pieces: &[Piece], pages: &PageWords) -> Self {
        let mut marks = Self::default();
        for (at, piece) in pieces.iter().enumerate() {
            let bytes = piece.text(flow).as_bytes();
            marks.sweep(bytes, !flow.geometric);
            // Of odd blanks around a text anything may be hidden.
            let plain = |byte: &u8| byte.is_ascii_graphic();
            let blank = |byte: &&u8| **byte != b' ';
            let (first, last) = (bytes.iter().find(blank), bytes.iter().rfind(blank));
            marks.page |= first.is_some_and(|byte| !plain(byte) || pages.may_begin(*byte));
            if at > 0 {
                marks.apostrophe |= first.is_some_and(|byte| !plain(byte) || *byte == b'\'');
                marks.one_line |= pieces[at - 1].line == piece.line;
            }
            if at + 1 < pieces.len() {
                let odd = last.is_some_and(|byte| !plain(byte));
                marks.figure |= odd || last.is_some_and(u8::is_ascii_digit);
                marks.full_stop |= odd || last == Some(&b'.');
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
        let (mut foreign, mut hyphen) = (none, none);
        each_pair(bytes, NEUTRAL, |here, next| {
            let (blank, blank_next) = (here.is(b' '), next.is(b' '));
            let small_next = next.is_in(b'a'..=b'z');
            paired |= is_paired(here);
            number |= here.is_in(b'0'..=b'9') & small_next;
            stray |= blank & (next.is(b'.') | next.is(b','));
            // U+FFFD begins with EF.
            foreign |= blank & next.is_in(0x80..=0xff) | here.is(0xef);
            hyphen |= here.is(b'-') & blank_next;
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
        self.paired |= paired.any();
        self.number_in_word |= number.any();
        self.stray_blank |= stray.any() || matches!(first, Some(b'.' | b','));
        self.letter_apart |= in_stream && apart.any();
        self.foreign |= foreign.any() || first.is_some_and(|byte| !byte.is_ascii());
        self.hyphen |= hyphen.any();
    }
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

    fn marks(lines: &[&'static str]) -> Marks {
        let lines = lines
            .iter()
            .zip(1..)
            .map(|(text, n)| Line::new(1, n, (*text).into(), BoxesOfLine::default()));
        let flow = Flow {
            lines: lines.collect(),
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
        assert!(marks(&["in data \u{fffd}"]).foreign);
        assert!(marks(&["spesa Ì 9.360"]).foreign && marks(&["Ì 9.360"]).foreign);
        assert!(!marks(&["attività"]).foreign);
        assert!(marks(&["Wi- Fi"]).hyphen && !marks(&["Wi-Fi"]).hyphen);
        assert!(marks(&["avvio", " Pagina 3"]).page && !marks(&["avvio", "terza"]).page);
    }

    #[test]
    fn marks_between_lines_stand_between_them() {
        assert!(marks(&["nell", "'ente"]).apostrophe && !marks(&["'ente", "nell"]).apostrophe);
        assert!(marks(&["nell", "\u{a0}’ente"]).apostrophe);
        assert!(marks(&["del 2025 ", "entro"]).figure && !marks(&["entro il", "2025"]).figure);
        assert!(marks(&["det. n.", "12/AG"]).full_stop && !marks(&["det.", ""]).figure);
        assert!(!marks(&["det. n", "12."]).full_stop);
    }
}
