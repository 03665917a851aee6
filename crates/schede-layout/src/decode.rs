//! Bytes of a text file to characters: UTF-8 (with or without a byte order
//! mark), UTF-16 with one, else Windows-1252, which holds Latin-1.
//!
//! In: the bytes of a file. Out: its text and the encoding found. Not here: characters
//! that are not as they are seen (`unseen`, `tabs`, `apart`), line ends and page marks
//! (`stream`).

use std::borrow::Cow;

use crate::{apart, tabs, unseen};

/// A decoded text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The characters, without a byte order mark.
    pub text: Cow<'a, str>,
    /// How they were written.
    pub encoding: Encoding,
}

/// Encodings that extracted text is met in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-8 in which some bytes are no characters: they stand as U+FFFD.
    Utf8Damaged,
    /// UTF-16, little or big endian, by its byte order mark.
    Utf16,
    /// Windows-1252; plain Latin-1 reads the same but for 0x80-0x9F.
    Windows1252,
}

impl Encoding {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with byte order mark",
            Self::Utf8Damaged => "UTF-8 with damaged characters",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (or Latin-1)",
        }
    }
}

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// There are no bytes.
    Empty,
    /// Control characters that no text holds.
    Binary,
}

/// Share of control characters above which a file is not text. Extracted text
/// holds none but line ends, tabs and form feeds; a stray one is forgiven.
const MOST_CONTROLS: f64 = 0.01;

/// Decodes the bytes of a text file.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotText> {
    if bytes.is_empty() {
        return Err(NotText::Empty);
    }
    if let Some(text) = utf16(bytes) {
        return Ok(Decoded {
            text: plain(Cow::Owned(text)),
            encoding: Encoding::Utf16,
        });
    }
    let controls = n_controls(bytes);
    if controls as f64 > bytes.len() as f64 * MOST_CONTROLS {
        return Err(NotText::Binary);
    }
    Ok(eight_bit(bytes))
}

fn eight_bit(bytes: &[u8]) -> Decoded<'_> {
    let (body, encoding) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (body, Encoding::Utf8Bom),
        None => (bytes, Encoding::Utf8),
    };
    match std::str::from_utf8(body) {
        Ok(text) => Decoded {
            text: plain(Cow::Borrowed(text)),
            encoding,
        },
        Err(_) if is_damaged_utf8(body) => Decoded {
            text: plain(String::from_utf8_lossy(body)),
            encoding: Encoding::Utf8Damaged,
        },
        Err(_) => Decoded {
            text: Cow::Owned(body.iter().map(|b| windows_1252(*b)).collect()),
            encoding: Encoding::Windows1252,
        },
    }
}

/// Whether more letters beyond ASCII are whole than bytes are none: two bytes of another
/// encoding that make a letter of UTF-8 are rare, and many of them do not occur.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += chunk.invalid().len();
    }
    letters > damaged
}

/// The text as it is seen, and with line ends for the carriage returns of old systems,
/// where no line ends otherwise.
fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() && text.contains('\r') {
        return plain(Cow::Owned(text.replace('\r', "\n")));
    }
    tabs::expanded(apart::joined(unseen::as_seen(text)))
}

/// Counted in short runs, whose sums fit a byte: the processor adds many at once.
fn n_controls(bytes: &[u8]) -> usize {
    const RUN: usize = 128;
    let in_run = |run: &[u8]| run.iter().map(|b| u8::from(is_control(*b))).sum::<u8>();
    bytes.chunks(RUN).map(|run| usize::from(in_run(run))).sum()
}

fn is_control(byte: u8) -> bool {
    // Tab, line feed, vertical tab, form feed and carriage return are text.
    (byte < 0x20) & !matches!(byte, 0x09..=0x0d)
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        _ => return None,
    };
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    };
    let units = body.chunks_exact(2).map(unit);
    Some(
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// The characters of 0x80-0x9F in Windows-1252 (WHATWG encoding standard).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, NotText, decode};

    #[test]
    fn the_encoding_is_found() {
        let read = |bytes| decode(bytes).map(|d| (d.text.into_owned(), d.encoding));
        assert_eq!(
            read("città".as_bytes()),
            Ok(("città".into(), Encoding::Utf8))
        );
        assert_eq!(read(b"\xef\xbb\xbfx"), Ok(("x".into(), Encoding::Utf8Bom)));
        assert_eq!(
            read(b"citt\xe0 \x92"),
            Ok(("città ’".into(), Encoding::Windows1252))
        );
        assert_eq!(read(b"\xff\xfex\0"), Ok(("x".into(), Encoding::Utf16)));
    }

    #[test]
    fn one_damaged_byte_changes_no_other_letter() {
        let read = |bytes| decode(bytes).map(|d| (d.text.into_owned(), d.encoding));
        assert_eq!(
            read(
                "così è la citt\u{e0} \u{e0}"
                    .as_bytes()
                    .strip_suffix(b"\xa0")
                    .expect("its end")
            ),
            Ok(("così è la città \u{fffd}".into(), Encoding::Utf8Damaged))
        );
    }

    #[test]
    fn lines_of_old_systems_end_as_others() {
        let read = |text: &str| decode(text.as_bytes()).map(|d| d.text.into_owned());
        assert_eq!(read("a\rb\r\rc"), Ok("a\nb\n\nc".into()));
        assert_eq!(read("a\r\nb"), Ok("a\r\nb".into()));
    }

    #[test]
    fn a_binary_file_is_not_text() {
        assert_eq!(decode(b""), Err(NotText::Empty));
        assert_eq!(decode(b"\0\x01\x02\x03PNG"), Err(NotText::Binary));
    }
}
