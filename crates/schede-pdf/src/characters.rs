//! Characters as fonts give them, cleaned into characters as we read them.
//!
//! Ligatures are taken apart, blanks of any width are U+0020, controls are
//! unreadable. The soft hyphen stays: only the reader of values may drop it.

use std::borrow::Cow;

use schede_model::dingbats;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// What stands for a glyph without a character.
pub(crate) const REPLACEMENT: &str = "\u{FFFD}";

/// The text of a glyph, with what its reader asks of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters<T> {
    pub text: T,
    /// A blank is among the letters.
    pub has_blank: bool,
    /// It is nothing but an accent: which, as a combining character.
    pub accent: Option<char>,
}

impl<T: AsRef<str>> Letters<T> {
    pub fn of(text: T) -> Self {
        Letters {
            has_blank: text.as_ref().contains(' '),
            accent: accent(text.as_ref()),
            text,
        }
    }

    pub fn borrowed(&self) -> Letters<&str> {
        Letters {
            text: self.text.as_ref(),
            has_blank: self.has_blank,
            accent: self.accent,
        }
    }
}

/// The text of a glyph, and whether it is a guess.
pub(crate) fn clean(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut doubtful = false;
    for c in text.chars() {
        match c {
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\t' | '\n' | '\r' => out.push(' '),
            c if is_blank(c) => out.push(' '),
            '\u{FFFD}' => {
                out.push(c);
                doubtful = true;
            }
            c if c.is_control() => {
                out.push_str(REPLACEMENT);
                doubtful = true;
            }
            c => match ligature(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(dingbats::shown(c).unwrap_or(c)),
            },
        }
    }
    (out, doubtful)
}

/// The letters of a ligature that has no character of its own, from its name:
/// "t_i", "t_t_i.liga" (Adobe Glyph List Specification, section 2).
pub(crate) fn ligature_named(name: &str) -> Option<String> {
    let base = name.split('.').next()?;
    let parts = base.split('_').map(|part| {
        let mut letters = part.chars();
        letters
            .next()
            .filter(|c| c.is_ascii_alphabetic() && letters.next().is_none())
    });
    let letters: String = parts.collect::<Option<_>>()?;
    Some(letters).filter(|letters| letters.len() > 1)
}

/// The character of a code in the encoding of Windows, which writers without
/// an encoding of their own mean.
pub(crate) fn windows(code: u32) -> Option<char> {
    const FROM_0X80: [u16; 32] = [
        0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
        0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
        0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
    ];
    match code {
        0x20..=0x7E | 0xA0..=0xFF => char::from_u32(code),
        0x80..=0x9F => {
            char::from_u32(FROM_0X80[(code - 0x80) as usize].into()).filter(|c| *c != '\0')
        }
        _ => None,
    }
}

fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

/// A character of a font's own map, and whether it is a guess. Symbol fonts
/// keep their letters at U+F020 and up; other private characters say nothing.
pub(crate) fn from_font_map(c: char) -> Option<(char, bool)> {
    match u32::from(c) {
        code @ 0xF020..=0xF07E => char::from_u32(code - 0xF000).map(|c| (c, true)),
        0xE000..=0xF8FF => dingbats::shown(c).map(|c| (c, false)),
        0..=0x1F => None,
        _ => Some((c, false)),
    }
}

/// The combining accent of a glyph that is nothing but an accent.
fn accent(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return None;
    };
    Some(match c {
        '\u{300}'..='\u{36F}' => c,
        '`' | '\u{2CB}' => '\u{300}',
        '\u{B4}' | '\u{2CA}' => '\u{301}',
        '^' | '\u{2C6}' => '\u{302}',
        '~' | '\u{2DC}' => '\u{303}',
        '\u{AF}' | '\u{2C9}' => '\u{304}',
        '\u{2D8}' => '\u{306}',
        '\u{2D9}' => '\u{307}',
        '\u{A8}' => '\u{308}',
        '\u{2DA}' => '\u{30A}',
        '\u{2DD}' => '\u{30B}',
        '\u{2C7}' => '\u{30C}',
        '\u{B8}' => '\u{327}',
        '\u{2DB}' => '\u{328}',
        _ => return None,
    })
}

/// The letter with the accent on it, if there is such a character.
pub(crate) fn with_accent(letter: char, accent: char) -> Option<char> {
    // The dotless i of accented fonts is the plain i once it has its accent.
    let letter = if letter == '\u{131}' { 'i' } else { letter };
    compose(letter, accent)
}

/// Letters followed by combining accents, as one character each.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| ('\u{300}'..='\u{36F}').contains(&c)) {
        Cow::Owned(text.nfc().collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_symbol_fonts_are_those_that_paper_shows() {
        assert_eq!(clean("\u{f0b7}"), ("•".to_owned(), false));
        assert_eq!(clean("\u{f0a7}\u{f0d8}"), ("▪➢".to_owned(), false));
        assert_eq!(from_font_map('\u{f0b7}'), Some(('•', false)));
        assert_eq!(from_font_map('\u{e001}'), None);
    }

    #[test]
    fn a_semicolon_is_one_by_whatever_name() {
        assert_eq!(clean("3316\u{37e}"), ("3316;".to_owned(), false));
    }

    #[test]
    fn the_encoding_of_windows_has_its_quotes() {
        let text: String = [0x92, 0xE0, 0x80, 0x41, 0x81]
            .into_iter()
            .filter_map(windows)
            .collect();
        assert_eq!(text, "\u{2019}à€A");
    }

    #[test]
    fn a_ligature_is_told_by_the_name_of_its_glyph() {
        assert_eq!(ligature_named("t_i").as_deref(), Some("ti"));
        assert_eq!(ligature_named("t_t_i.liga").as_deref(), Some("tti"));
        assert_eq!(ligature_named("a"), None);
        assert_eq!(ligature_named("glyph_12"), None);
        assert_eq!(ligature_named(".notdef"), None);
    }
}
