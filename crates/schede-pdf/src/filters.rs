//! The filters of data streams as readers, so that a chain of them can be
//! stopped at any byte.
//!
//! Damaged data ends where it is damaged, as in viewers: no error is returned.
//!
//! Not here: predictors, decryption and the filters of pictures.

use std::collections::VecDeque;
use std::io::{BufReader, Bytes, Read, Result};

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;

/// A reader of decoded bytes.
pub(crate) type Decoded<'d> = Box<dyn Read + 'd>;

/// The chain of filters over raw bytes; none if one of them is for pictures.
pub(crate) fn chain<'d>(
    raw: &'d [u8],
    filters: &[Filter],
    early_change: bool,
) -> Option<Decoded<'d>> {
    let mut reader: Decoded<'d> = Box::new(raw);
    for filter in filters {
        reader = match filter {
            Filter::FlateDecode => Box::new(Lenient(ZlibDecoder::new(reader))),
            Filter::Ascii85Decode => Box::new(ByParts::new(Ascii85(bytes(reader)))),
            Filter::AsciiHexDecode => Box::new(ByParts::new(AsciiHex(bytes(reader)))),
            Filter::RunLengthDecode => Box::new(ByParts::new(RunLength(bytes(reader)))),
            Filter::LzwDecode => Box::new(ByParts::new(Lzw::new(bytes(reader), early_change))),
            _ => return None,
        };
    }
    Some(reader)
}

/// Ends where its data is damaged.
struct Lenient<R>(R);

impl<R: Read> Read for Lenient<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        Ok(self.0.read(buffer).unwrap_or(0))
    }
}

/// A decoder that gives a few bytes at a time.
trait Parts {
    /// Appends the next bytes; `None` at the end.
    fn next(&mut self, out: &mut VecDeque<u8>) -> Option<()>;
}

struct ByParts<P> {
    parts: P,
    ready: VecDeque<u8>,
}

impl<P: Parts> ByParts<P> {
    fn new(parts: P) -> Self {
        ByParts {
            parts,
            ready: VecDeque::new(),
        }
    }
}

impl<P: Parts> Read for ByParts<P> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        while self.ready.len() < buffer.len() {
            if self.parts.next(&mut self.ready).is_none() {
                break;
            }
        }
        self.ready.read(buffer)
    }
}

fn bytes<R: Read>(reader: R) -> Bytes<BufReader<R>> {
    BufReader::new(reader).bytes()
}

fn next_byte<R: Read>(bytes: &mut Bytes<R>) -> Option<u8> {
    bytes.next()?.ok()
}

struct AsciiHex<R>(Bytes<R>);

impl<R: Read> AsciiHex<R> {
    fn digit(&mut self) -> Option<u8> {
        loop {
            let byte = next_byte(&mut self.0)?;
            if byte == b'>' {
                return None;
            }
            if let Some(digit) = char::from(byte).to_digit(16) {
                return Some(digit as u8);
            }
        }
    }
}

impl<R: Read> Parts for AsciiHex<R> {
    fn next(&mut self, out: &mut VecDeque<u8>) -> Option<()> {
        let high = self.digit()?;
        out.push_back(high << 4 | self.digit().unwrap_or(0));
        Some(())
    }
}

struct Ascii85<R>(Bytes<R>);

impl<R: Read> Parts for Ascii85<R> {
    fn next(&mut self, out: &mut VecDeque<u8>) -> Option<()> {
        let mut digits = [84u8; 5];
        let mut n_digits = 0;
        while n_digits < 5 {
            match next_byte(&mut self.0) {
                Some(b'z') if n_digits == 0 => {
                    out.extend([0; 4]);
                    return Some(());
                }
                Some(byte @ b'!'..=b'u') => {
                    digits[n_digits] = byte - b'!';
                    n_digits += 1;
                }
                Some(b'~') | None => break,
                Some(_) => {}
            }
        }
        if n_digits < 2 {
            return None;
        }
        let value = digits.iter().fold(0u32, |sum, digit| {
            sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
        });
        out.extend(&value.to_be_bytes()[..n_digits - 1]);
        Some(())
    }
}

struct RunLength<R>(Bytes<R>);

impl<R: Read> Parts for RunLength<R> {
    fn next(&mut self, out: &mut VecDeque<u8>) -> Option<()> {
        match next_byte(&mut self.0)? {
            128 => None,
            length @ 0..128 => {
                for _ in 0..=length {
                    out.push_back(next_byte(&mut self.0)?);
                }
                Some(())
            }
            length => {
                let byte = next_byte(&mut self.0)?;
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
                Some(())
            }
        }
    }
}

const LZW_CLEAR: usize = 256;
const LZW_END: usize = 257;
const LZW_CODES: usize = 4_096;

struct Lzw<R> {
    bytes: Bytes<R>,
    bits: u32,
    n_bits: u32,
    early: usize,
    /// Codes from 258 on: the code they extend, and by which byte.
    table: Vec<(u16, u8)>,
    last: Option<usize>,
    string: Vec<u8>,
}

impl<R: Read> Lzw<R> {
    fn new(bytes: Bytes<R>, early_change: bool) -> Self {
        Lzw {
            bytes,
            bits: 0,
            n_bits: 0,
            early: usize::from(early_change),
            table: Vec::new(),
            last: None,
            string: Vec::new(),
        }
    }

    fn code(&mut self) -> Option<usize> {
        let next = self.table.len() + 258 + self.early;
        let width = match next {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        while self.n_bits < width {
            self.bits = self.bits << 8 | u32::from(next_byte(&mut self.bytes)?);
            self.n_bits += 8;
        }
        self.n_bits -= width;
        let code = self.bits >> self.n_bits;
        self.bits &= (1 << self.n_bits) - 1;
        Some(code as usize)
    }

    /// The string of a code, into `self.string`.
    fn spell(&mut self, mut code: usize) -> Option<()> {
        self.string.clear();
        while code > LZW_END {
            let (before, byte) = *self.table.get(code - 258)?;
            self.string.push(byte);
            code = usize::from(before);
        }
        self.string.push(code as u8);
        self.string.reverse();
        Some(())
    }
}

impl<R: Read> Parts for Lzw<R> {
    fn next(&mut self, out: &mut VecDeque<u8>) -> Option<()> {
        let code = self.code()?;
        if code == LZW_CLEAR {
            self.table.clear();
            self.last = None;
            return Some(());
        }
        if code == LZW_END {
            return None;
        }
        let known = code < LZW_CLEAR || code - 258 < self.table.len();
        self.spell(if known { code } else { self.last? })?;
        let first = *self.string.first()?;
        if !known {
            self.string.push(first);
        }
        if let Some(last) = self.last
            && self.table.len() + 258 < LZW_CODES
        {
            self.table.push((last as u16, first));
        }
        self.last = Some(code);
        out.extend(&self.string);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &[u8], filters: &[Filter]) -> String {
        let mut out = Vec::new();
        chain(raw, filters, true)
            .expect("no picture")
            .read_to_end(&mut out)
            .expect("lenient");
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn text_filters_decode() {
        assert_eq!(decoded(b"4661 7365 3>", &[Filter::AsciiHexDecode]), "Fase0");
        assert_eq!(
            decoded(br#"7U^@L +E_R?~>"#, &[Filter::Ascii85Decode]),
            "Fase uno"
        );
        assert_eq!(
            decoded(b"\x03Fase\xFE.\x80", &[Filter::RunLengthDecode]),
            "Fase..."
        );
    }

    #[test]
    fn lzw_decodes_the_example_of_the_standard() {
        let raw = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(decoded(&raw, &[Filter::LzwDecode]), "-----A---B");
    }

    #[test]
    fn a_chain_is_read_from_the_outside() {
        assert_eq!(
            decoded(
                b"0346617365FE2E80>",
                &[Filter::AsciiHexDecode, Filter::RunLengthDecode]
            ),
            "Fase..."
        );
    }
}
