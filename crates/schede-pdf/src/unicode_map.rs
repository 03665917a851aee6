//! Unicode maps (ToUnicode) that their writer got wrong, mended.
//!
//! Ghostscript 10.00 writes the letters of a ligature with their bytes swapped,
//! and of three letters it adds the last two: "ti" is 7400 6900, "ffi" is
//! 6600 CF00, "tti" is 7400 DD00. The last is no text at all (half a
//! surrogate pair), so that the library falls back on the code itself and
//! "obiettivo" reads "obie5vo".
//!
//! Fontkit (react-pdf, PDFKit) writes an empty text for a glyph it knows none
//! of; the library then gives up the whole map.

use std::borrow::Cow;
use std::collections::HashMap;

use hayro_cmap::CMap;

/// Maps longer than this are not looked through.
const MAX_BYTES: usize = 1 << 20;

/// The codes whose text has to be mended, with that text.
pub(crate) fn mended(map: &[u8]) -> HashMap<u32, String> {
    let map = &map[..map.len().min(MAX_BYTES)];
    let mut found = with_empty_texts(map);
    for (section, per_entry) in [("bfchar", 2), ("bfrange", 3)] {
        for body in sections(map, section) {
            let tokens: Vec<&[u8]> = hex_tokens(body).collect();
            for entry in tokens.chunks_exact(per_entry) {
                let single = per_entry == 2 || entry[0] == entry[1];
                if let (true, Some(code), Some(text)) =
                    (single, number(entry[0]), text_of(entry[per_entry - 1]))
                {
                    found.insert(code, text);
                }
            }
        }
    }
    found
}

/// All texts of a map some of whose texts are empty; nothing of other maps.
fn with_empty_texts(map: &[u8]) -> HashMap<u32, String> {
    let filled = empty_filled(map);
    if matches!(filled, Cow::Borrowed(_)) {
        return HashMap::new();
    }
    let Some(read) = CMap::parse(&filled, hayro_cmap::load_embedded) else {
        return HashMap::new();
    };
    let texts = (0..=u32::from(u16::MAX)).filter_map(|code| {
        let text = match read.lookup_bf_string(code)? {
            hayro_cmap::BfString::Char(c) => c.to_string(),
            hayro_cmap::BfString::String(text) => text,
        };
        Some((code, text)).filter(|(_, text)| text.chars().any(|c| c != '\0'))
    });
    texts.collect()
}

/// The map with a NUL, which is no text, for each empty one.
fn empty_filled(map: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::new();
    let mut written = 0;
    for at in memchr::memmem::find_iter(map, b"<>") {
        let dictionary = at.checked_sub(1).is_some_and(|before| map[before] == b'<');
        if !dictionary {
            out.extend_from_slice(&map[written..at]);
            out.extend_from_slice(b"<0000>");
            written = at + 2;
        }
    }
    if written == 0 {
        return Cow::Borrowed(map);
    }
    out.extend_from_slice(&map[written..]);
    Cow::Owned(out)
}

fn sections<'m>(map: &'m [u8], name: &str) -> impl Iterator<Item = &'m [u8]> {
    let (begin, end) = (format!("begin{name}"), format!("end{name}"));
    let mut rest = map;
    std::iter::from_fn(move || {
        let start = memchr::memmem::find(rest, begin.as_bytes())? + begin.len();
        let body = &rest[start..];
        let stop = memchr::memmem::find(body, end.as_bytes()).unwrap_or(body.len());
        rest = &body[stop..];
        Some(&body[..stop])
    })
}

fn hex_tokens(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    body.split(|b| *b == b'<')
        .skip(1)
        .filter_map(|part| part.split(|b| *b == b'>').next())
}

fn number(hex: &[u8]) -> Option<u32> {
    u32::from_str_radix(std::str::from_utf8(hex).ok()?.trim(), 16).ok()
}

/// Two units or more, each an ASCII letter with its bytes swapped.
fn text_of(hex: &[u8]) -> Option<String> {
    if hex.len() < 8 || !hex.len().is_multiple_of(4) {
        return None;
    }
    let unit = |hex| {
        number(hex)
            .and_then(|unit| u16::try_from(unit).ok())
            .map(u16::swap_bytes)
    };
    let units: Option<Vec<u32>> = hex
        .chunks_exact(4)
        .map(|hex| unit(hex).map(u32::from))
        .collect();
    letters(&units?)
}

fn letters(units: &[u32]) -> Option<String> {
    let [first, second, rest @ ..] = units else {
        return None;
    };
    let mut text = String::from(letter(*first)?);
    match letter(*second) {
        Some(second) => text.push(second),
        None => text.extend([letter(*first)?, letter(second.checked_sub(*first)?)?]),
    }
    for unit in rest {
        text.push(letter(*unit)?);
    }
    Some(text)
}

fn letter(code: u32) -> Option<char> {
    char::from_u32(code).filter(char::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_with_swapped_bytes_are_mended_and_others_left() {
        let map = b"1 beginbfchar <03> <00740069> endbfchar\n4 beginbfrange\n<0c><0c><7400dd00>\n<17><17><74006900>\n\
            <20><20><6600cf00>\n<22><22><00660069>\nendbfrange 1 beginbfchar <41> <4f60597d> endbfchar";
        let mut found: Vec<_> = mended(map).into_iter().collect();
        found.sort();
        let expected = [(0x0C, "tti"), (0x17, "ti"), (0x20, "ffi")]
            .map(|(code, text)| (code, text.to_owned()));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_map_with_an_empty_text_is_read_without_it() {
        let map = b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000><ffff> endcodespacerange\n\
            1 beginbfrange <0000> <0004> [<0000> <0052> <> <0074 0069> <0061>] endbfrange\nendcmap end";
        let mut found: Vec<_> = mended(map).into_iter().collect();
        found.sort();
        let expected = [(1, "R"), (3, "ti"), (4, "a")].map(|(code, text)| (code, text.to_owned()));
        assert_eq!(found, expected);
        assert!(mended(b"1 beginbfchar <01> <0052> endbfchar <<>>").is_empty());
    }
}
