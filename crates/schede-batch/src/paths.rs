//! Paths as text that can be written down, shown and read back.
//!
//! In: any path, also one that is not UTF-8 or holds line ends. Out: one line
//! of text from which the same path is had again: bytes that are not printable
//! UTF-8, and "%" itself, are written as "%" and two hexadecimal digits.

use std::path::{Path, PathBuf};

/// The path as one line of text.
pub fn to_text(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            push_char(c, &mut out);
        }
        chunk.invalid().iter().for_each(|b| push_byte(*b, &mut out));
    }
    out
}

/// The path that [`to_text`] was given.
pub fn from_text(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, hex_byte(tail)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    path_of(bytes)
}

/// For serde: a path as the text of [`to_text`].
pub mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::path::{Path, PathBuf};

    /// Writes the path as text.
    pub fn serialize<S: Serializer>(path: &Path, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&super::to_text(path))
    }

    /// Reads the path back.
    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<PathBuf, D::Error> {
        String::deserialize(input).map(|text| super::from_text(&text))
    }
}

fn push_char(c: char, out: &mut String) {
    if c == '%' || c.is_control() {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).bytes();
        bytes.for_each(|b| push_byte(b, out));
    } else {
        out.push(c);
    }
}

fn push_byte(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

fn hex_byte(tail: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{from_text, to_text};
    use std::path::Path;

    #[test]
    fn ordinary_paths_are_written_as_they_are() {
        assert_eq!(to_text(Path::new("piani/è lì.pdf")), "piani/è lì.pdf");
    }

    #[cfg(unix)]
    #[test]
    fn every_path_comes_back() {
        use std::os::unix::ffi::OsStrExt;
        for bytes in [&b"a\nb"[..], b"100%", b"\xff\xfe.txt", b"%41", b"a b"] {
            let path = Path::new(std::ffi::OsStr::from_bytes(bytes));
            let text = to_text(path);
            assert!(!text.contains('\n'));
            assert_eq!(from_text(&text), path);
        }
    }
}
