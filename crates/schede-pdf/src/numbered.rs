//! Fonts that name their glyphs by number, as TeX's bitmaps do ("a101" at code 101).
//!
//! In: the dictionary of a Type 3 font. Out: the text of its codes, and whether it is a
//! guess. Such a font says no more than the code, and the codes of letters, digits and
//! most signs are those of ASCII in every encoding of text that a writer may have used.
//! For the others the codes that the font has tell which encoding of TeX it is.
//!
//! Not here: fonts whose glyphs have names or a map (`font`).

use hayro_syntax::object::{Array, Dict, Name, Object};

use crate::characters;

/// Which encoding the codes of a font are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// TeX's first, which paints accents and letters apart.
    Old,
    /// The one with letters that have their accents (Cork).
    Cork,
    /// No letter is in it: signs that go with an encoding of letters.
    Signs,
}

/// What the codes of a font with numbered glyphs stand for.
#[derive(Debug)]
pub(crate) struct NumberedGlyphs {
    encoding: Encoding,
    /// Whether the font has a code that only its encoding explains.
    sure: bool,
    /// Whether it has a glyph at the code of the blank.
    paints_blank: bool,
}

impl NumberedGlyphs {
    /// None if the glyphs of the font have other names than numbers.
    pub fn of(dict: &Dict<'_>) -> Option<NumberedGlyphs> {
        let codes = numbered(dict)?;
        if counted(&codes) {
            return None;
        }
        let any = |range: std::ops::RangeInclusive<u8>| codes.iter().any(|c| range.contains(c));
        let (encoding, sure) = if !any(b'a'..=b'z') && !any(b'A'..=b'Z') {
            (Encoding::Signs, false)
        } else if any(0x80..=0xFF) {
            (Encoding::Cork, true)
        } else {
            // Signs of old fonts below the blank are ligatures and accents; those of
            // the others are so rare that ligatures tell.
            let (old, cork) = (any(0x0B..=0x14), any(0x15..=0x1F));
            let encoding = if old && !cork {
                Encoding::Old
            } else {
                Encoding::Cork
            };
            (encoding, old != cork)
        };
        Some(NumberedGlyphs {
            encoding,
            sure,
            paints_blank: codes.contains(&b' '),
        })
    }

    /// The text of a code, and whether it is a guess.
    pub fn text_of(&self, code: u32) -> Option<(String, bool)> {
        let code = u8::try_from(code).ok()?;
        if code == b' ' && !self.paints_blank {
            return Some((" ".to_owned(), false));
        }
        if code.is_ascii_graphic() && !differs(code) {
            return Some((char::from(code).to_string(), false));
        }
        let text = match self.encoding {
            Encoding::Old => old(code),
            Encoding::Cork => cork(code),
            Encoding::Signs => sign(code).or_else(|| cork(code)),
        }?;
        let (text, unreadable) = characters::clean(&text);
        Some((text, unreadable || !self.sure))
    }
}

/// The codes of a font each of whose names is one letter or word and the number of its
/// code, the same word before all of them.
fn numbered(dict: &Dict<'_>) -> Option<Vec<u8>> {
    let encoding = dict.get::<Dict<'_>>("Encoding")?;
    let differences = encoding.get::<Array<'_>>("Differences")?;
    let mut codes = Vec::new();
    let mut before: Option<String> = None;
    let mut at = 0i32;
    for object in differences.iter::<Object<'_>>() {
        if let Some(code) = object.clone().into_i32() {
            at = code;
            continue;
        }
        let name: Name<'_> = object.into_name()?;
        if name.as_str() != ".notdef" {
            let code = u8::try_from(at).ok()?;
            let word = name.as_str().strip_suffix(&code.to_string())?;
            if word.is_empty() || !word.chars().all(|c| c.is_ascii_alphabetic()) {
                return None;
            }
            if before.get_or_insert_with(|| word.to_owned()) != word {
                return None;
            }
            codes.push(code);
        }
        at += 1;
    }
    (!codes.is_empty()).then_some(codes)
}

/// Whether the codes only count the glyphs of a subset: one after another without a
/// gap, from below the blank on.
fn counted(codes: &[u8]) -> bool {
    let (first, last) = (codes.iter().min(), codes.iter().max());
    first
        .zip(last)
        .is_none_or(|(first, last)| *first < b' ' && usize::from(last - first) < codes.len())
}

/// Codes of ASCII that one of TeX's encodings uses for another sign.
fn differs(code: u8) -> bool {
    matches!(
        code,
        b'"' | b'\'' | b'<' | b'>' | b'\\' | b'_' | b'`' | b'{' | b'|' | b'}' | b'~'
    )
}

fn old(code: u8) -> Option<String> {
    let text = match code {
        0x0B..=0x0F => ["ff", "fi", "fl", "ffi", "ffl"][usize::from(code - 0x0B)],
        0x10 => "\u{131}",
        0x12 => "`",
        0x13 => "\u{B4}",
        0x14 => "\u{2C7}",
        0x15 => "\u{2D8}",
        0x16 => "\u{AF}",
        0x17 => "\u{2DA}",
        0x18 => "\u{B8}",
        0x19 => "\u{DF}",
        0x1A => "\u{E6}",
        0x1B => "\u{153}",
        0x1C => "\u{F8}",
        0x1D => "\u{C6}",
        0x1E => "\u{152}",
        0x1F => "\u{D8}",
        b'"' => "\u{201D}",
        b'\'' => "\u{2019}",
        b'<' => "\u{A1}",
        b'>' => "\u{BF}",
        b'\\' => "\u{201C}",
        b'_' => "\u{2D9}",
        b'`' => "\u{2018}",
        b'{' => "\u{2013}",
        b'|' => "\u{2014}",
        b'}' => "\u{2DD}",
        b'~' => "\u{2DC}",
        0x7F => "\u{A8}",
        _ => return None,
    };
    Some(text.to_owned())
}

fn cork(code: u8) -> Option<String> {
    let text = match code {
        0x00 => "`",
        0x01 => "\u{B4}",
        0x0D => "\u{201A}",
        0x0E => "\u{2039}",
        0x0F => "\u{203A}",
        0x10 => "\u{201C}",
        0x11 => "\u{201D}",
        0x12 => "\u{201E}",
        0x13 => "\u{AB}",
        0x14 => "\u{BB}",
        0x15 => "\u{2013}",
        0x16 => "\u{2014}",
        0x19 => "\u{131}",
        0x1B..=0x1F => ["ff", "fi", "fl", "ffi", "ffl"][usize::from(code - 0x1B)],
        b'\'' => "\u{2019}",
        b'`' => "\u{2018}",
        0x7F => "-",
        0x9F => "\u{A7}",
        0xBD => "\u{A1}",
        0xBE => "\u{BF}",
        0xBF => "\u{A3}",
        0xD7 => "\u{152}",
        0xDF => "SS",
        0xF7 => "\u{153}",
        0xFF => "\u{DF}",
        b'"' | b'<' | b'>' | b'\\' | b'_' | b'{' | b'|' | b'}' | b'~' | 0xC0..=0xFE => {
            return Some(char::from(code).to_string());
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// Signs that TeX keeps in fonts of their own.
fn sign(code: u8) -> Option<String> {
    let text = match code {
        b'\'' => "'",
        0x2D => "-",
        0x88 => "\u{2022}",
        0xA7 => "\u{A7}",
        0xA9 => "\u{A9}",
        0xAA => "\u{AA}",
        0xAE => "\u{AE}",
        0xB0 => "\u{B0}",
        0xB1 => "\u{B1}",
        0xB7 => "\u{B7}",
        0xBA => "\u{BA}",
        0xBC => "\u{BC}",
        0xBD => "\u{BD}",
        0xBF => "\u{20AC}",
        _ => return None,
    };
    Some(text.to_owned())
}
