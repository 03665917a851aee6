//! Characters that print nothing, or that stand for others: taken out of a text, or
//! replaced by what they show, so that words are spelled as on paper.
//!
//! In: the characters of a text. Out: the same without them. Most texts have none and
//! are given back as they are.
//!
//! Not here: tabs (`tabs`); soft hyphens at the ends of cells, which say how a word
//! goes on (`schede_model::text`).

use std::borrow::Cow;

use schede_model::dingbats;
use unicode_normalization::char::{compose, is_combining_mark};

const SOFT_HYPHEN: char = '\u{ad}';

/// The end of a line on some old systems.
const NEXT_LINE: char = '\u{85}';

/// The text as it is seen.
pub(crate) fn as_seen(text: Cow<'_, str>) -> Cow<'_, str> {
    let has_lines = memchr::memchr(b'\n', text.as_bytes()).is_some();
    let mut places = Places::of(&text);
    let mut seen = String::new();
    let mut done = 0;
    while let Some(at) = places.next_from(done) {
        seen.push_str(&text[done..at]);
        let sign = text[at..].chars().next();
        done = at + sign.map_or(1, char::len_utf8);
        done += sign.map_or(0, |sign| show(&mut seen, sign, &text[done..], has_lines));
    }
    if done == 0 {
        return text;
    }
    seen.push_str(&text[done..]);
    Cow::Owned(seen)
}

/// Where characters may stand that are not as they are seen.
struct Places<'t> {
    text: &'t str,
    /// The next accent of its own, ligature or mark.
    rare: usize,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Self {
        let rare = next_rare(text, 0);
        Self { text, rare }
    }

    fn next_from(&mut self, from: usize) -> Option<usize> {
        if self.rare < from {
            self.rare = next_rare(self.text, from);
        }
        let bytes = self.text.as_bytes();
        // "°" and the curved apostrophe begin with the same as these.
        let often = memchr::memchr2_iter(0xc2, 0xe2, &bytes[from..self.rare]);
        let unseen = often
            .map(|at| from + at)
            .find(|at| is_unseen(&bytes[*at..]));
        let at = unseen.unwrap_or(self.rare);
        (at < bytes.len()).then_some(at)
    }
}

/// The next accent of its own, ligature, mark or bullet of a font of signs, which few texts
/// hold. Other signs begin with the same byte and are seen as they are: a text need not be
/// copied for them.
fn next_rare(text: &str, from: usize) -> usize {
    let may_be = memchr::memchr3_iter(0xcc, 0xcd, 0xef, &text.as_bytes()[from..]);
    let rare = may_be.map(|at| from + at).find(|at| {
        let sign = text[*at..].chars().next();
        sign.is_some_and(|c| {
            prints_nothing(c)
                || is_combining_mark(c)
                || stands_for(c).is_some()
                || dingbats::shown(c).is_some()
        })
    });
    rare.unwrap_or(text.len())
}

/// Whether bytes begin with a sign of two or three bytes that is not seen, or with a
/// blank of another width.
fn is_unseen(bytes: &[u8]) -> bool {
    match bytes {
        [0xc2, second, ..] => matches!(second, 0x85 | 0xa0 | 0xad),
        [0xe2, 0x80, third, ..] => matches!(third, 0x80..=0x8f | 0xa8..=0xaf),
        [0xe2, 0x81, third, ..] => matches!(third, 0x9f | 0xa0 | 0xa6..=0xa9),
        _ => false,
    }
}

/// Appends what is seen of a character before `rest`. Gives how many bytes of it are
/// thereby shown, too.
fn show(seen: &mut String, sign: char, rest: &str, has_lines: bool) -> usize {
    match sign {
        SOFT_HYPHEN => return soft_hyphen(seen, rest),
        NEXT_LINE if !has_lines => seen.push('\n'),
        '\u{2028}' => seen.push('\n'),
        '\u{2029}' => seen.push_str("\n\n"),
        _ if prints_nothing(sign) => {}
        _ if sign.is_whitespace() && sign != NEXT_LINE => seen.push(' '),
        _ if is_combining_mark(sign) => accent(seen, sign),
        _ => match stands_for(sign) {
            Some(letters) => seen.push_str(letters),
            None => seen.push(dingbats::shown(sign).unwrap_or(sign)),
        },
    }
    0
}

/// A soft hyphen within a word says where it may be cut and is not seen. At the end of a
/// line the word goes on in the next one. At the end of a cell it stays, and elsewhere
/// it is printed for a hyphen.
fn soft_hyphen(seen: &mut String, rest: &str) -> usize {
    if !seen.ends_with(char::is_alphabetic) || rest.starts_with(|c: char| c.is_ascii_digit()) {
        seen.push('-');
    } else if let Some((start, end)) = end_of_cut_word(rest) {
        seen.push_str(&rest[start..end]);
        return show_line_ends(seen, &rest[..start], &rest[end..]) + end;
    } else if !rest.starts_with(char::is_alphabetic) {
        seen.push(SOFT_HYPHEN);
    }
    0
}

/// Where the end of a word stands that begins the next line with a small letter.
fn end_of_cut_word(rest: &str) -> Option<(usize, usize)> {
    let body = rest.trim_start_matches([' ', '\t']);
    let next = body.trim_start_matches(['\n', '\r']);
    let ends = body.len() - next.len();
    // A wider gap may be a page's end, with other lines around it.
    const WIDEST: usize = 2;
    let near = ends > 0 && body[..ends].matches('\n').count() <= WIDEST;
    let start = rest.len() - next.len();
    let word = next.find(char::is_whitespace).unwrap_or(next.len());
    (near && next.starts_with(char::is_lowercase)).then_some((start, start + word))
}

/// Appends the line ends before a word that went to the line above, unless nothing
/// follows it on its own. Gives how many blanks behind it are left out.
fn show_line_ends(seen: &mut String, between: &str, behind: &str) -> usize {
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    if !behind[blanks..].starts_with(['\n', '\r']) {
        seen.push_str(between.trim_start_matches([' ', '\t']));
    }
    blanks
}

/// An accent behind its letter becomes one with it.
fn accent(seen: &mut String, accent: char) {
    match seen.pop() {
        None => seen.push(accent),
        Some(letter) => match compose(letter, accent) {
            Some(one) => seen.push(one),
            None => seen.extend([letter, accent]),
        },
    }
}

/// Byte order marks between texts that were put together, blanks without width,
/// joiners, marks of direction.
fn prints_nothing(sign: char) -> bool {
    matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

fn stands_for(sign: char) -> Option<&'static str> {
    let letters = match sign {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        // No character: PDFium prints it for a hyphen at the end of a line.
        '\u{fffe}' => "-",
        _ => return None,
    };
    Some(letters)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    fn seen(text: &str) -> String {
        super::as_seen(text.into()).into_owned()
    }

    #[test]
    fn ligatures_are_taken_apart() {
        let text = "Scadenza ﬁnale, uﬃcio, e\u{fffe}procurement";
        assert_eq!(seen(text), "Scadenza finale, ufficio, e-procurement");
    }

    #[test]
    fn a_text_without_such_signs_is_given_back_as_it_is() {
        for text in ["\u{f0ff} uno", "a\u{fffd}b", "l’ente", "3°"] {
            let seen = super::as_seen(text.into());
            assert!(
                matches!(seen, Cow::Borrowed(same) if same == text),
                "{text:?}"
            );
        }
    }

    #[test]
    fn bullets_of_symbol_fonts_are_those_that_paper_shows() {
        assert_eq!(seen("\u{f0b7} uno\n\u{f0a7} due"), "• uno\n▪ due");
    }

    #[test]
    fn what_prints_nothing_goes() {
        assert_eq!(seen("a\u{200b}b \u{feff}c\u{2060}d\u{200e}"), "ab cd");
        assert_eq!(seen("l’“arte”… à 5 € 3° e « »"), "l’“arte”… à 5 € 3° e « »");
    }

    #[test]
    fn an_accent_becomes_one_with_its_letter() {
        assert_eq!(seen("citta\u{300}: perche\u{301}"), "città: perché");
        assert_eq!(seen(" \u{300}"), " \u{300}");
    }

    #[test]
    fn a_soft_hyphen_is_seen_where_no_word_goes_on() {
        assert_eq!(
            seen("comu\u{ad}nale, 2024\u{ad}2026"),
            "comunale, 2024-2026"
        );
        assert_eq!(seen("comu\u{ad}   x"), "comu\u{ad}   x");
    }

    #[test]
    fn a_word_cut_at_the_end_of_a_line_ends_there() {
        assert_eq!(seen("comu\u{ad} \nnale e\nx"), "comunale\ne\nx");
        assert_eq!(seen("comu\u{ad}\r\n\r\nnale\r\nx"), "comunale\r\nx");
        assert_eq!(seen("comu\u{ad}\n\n\n\nnale"), "comu\u{ad}\n\n\n\nnale");
        assert_eq!(seen("comu\u{ad}\nNale"), "comu\u{ad}\nNale");
    }

    #[test]
    fn blanks_of_other_widths_are_blanks() {
        assert_eq!(seen("n.\u{a0}5\u{2009}%\u{202f}x"), "n. 5 % x");
    }

    #[test]
    fn other_line_ends_end_lines() {
        assert_eq!(seen("a\u{2028}b\u{2029}c"), "a\nb\n\nc");
        assert_eq!(seen("a\u{85}b"), "a\nb");
        assert_eq!(seen("a\nb\u{85}c"), "a\nb\u{85}c");
    }
}
