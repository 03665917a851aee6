//! Text strings of the file, outside its content: replacement texts, values of form
//! fields, what annotations say.
//!
//! In: the bytes of a string. Out: its characters.
//!
//! Not here: strings of the content, whose bytes are codes of a font (`font`).

/// What the bytes from 0x18 and from 0x80 on stand for where a string has no mark; all
/// others are those of Latin-1.
const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const FROM_80: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// Bytes of a string of any length that are looked at.
const MOST: usize = 1 << 16;

/// The beginning of a text string that may be very long.
pub(crate) fn decoded_start(bytes: &[u8]) -> String {
    decoded(&bytes[..bytes.len().min(MOST)])
}

/// A text string: UTF-16 with its mark, UTF-8 with its mark, or one byte each.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| one_byte(*b)).collect(),
    }
}

fn one_byte(byte: u8) -> char {
    let from = |table: &[char], first: u8| {
        let at = byte.checked_sub(first)?;
        table.get(usize::from(at)).copied()
    };
    from(&FROM_18, 0x18)
        .or_else(|| from(&FROM_80, 0x80))
        .unwrap_or(char::from(byte))
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn strings_are_read_by_their_mark_or_byte_by_byte() {
        assert_eq!(
            decoded(b"Citt\xE0 \x8B l\x90anno, \xA0 5"),
            "Città ‰ l’anno, € 5"
        );
        assert_eq!(decoded(b"\x85 \x84"), "– —");
        assert_eq!(decoded(b"\xFE\xFF\0C\0\xE0"), "Cà");
        assert_eq!(decoded("\u{FEFF}Cà".as_bytes()), "Cà");
    }
}
