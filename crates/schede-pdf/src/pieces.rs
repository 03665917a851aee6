//! The strings and moves of one `TJ` operator.
//!
//! In: the array as the library found it. Out: its pieces, one after another.
//! Excel and print drivers place almost every glyph by one, so the plain forms are
//! read here; what is anything else is left to the library, from that piece on.

use hayro_syntax::object::{Array, FromBytes, Object, String as PdfString};

/// Digits that are read without rounding twice.
const MOST_DIGITS: usize = 18;

/// One piece of the array.
pub(crate) enum Piece<'p> {
    /// Shows these codes.
    Text(&'p [u8]),
    /// Moves back by thousandths of the font size.
    Back(f64),
}

/// Hands on the pieces in their order.
pub(crate) fn each(array: &Array<'_>, mut take: impl FnMut(Piece<'_>)) {
    let mut plain = Plain {
        data: array.data(),
        at: 0,
    };
    let mut codes = Vec::new();
    let mut n_taken = 0;
    while let Some(piece) = plain.next(&mut codes) {
        n_taken += 1;
        take(piece);
    }
    if plain.at < plain.data.len() {
        rest(array, n_taken, take);
    }
}

fn rest(array: &Array<'_>, n_taken: usize, mut take: impl FnMut(Piece<'_>)) {
    for object in array.iter::<Object<'_>>().skip(n_taken) {
        match object {
            Object::Number(by) => take(Piece::Back(by.as_f64())),
            Object::String(text) => take(Piece::Text(text.as_bytes())),
            _ => {}
        }
    }
}

/// Reads pieces of plain forms.
struct Plain<'a> {
    data: &'a [u8],
    /// Begin of the next piece, or of the blanks before it.
    at: usize,
}

impl<'a> Plain<'a> {
    /// The next piece, if it is of a plain form; at the end there is none.
    fn next<'p>(&mut self, codes: &'p mut Vec<u8>) -> Option<Piece<'p>>
    where
        'a: 'p,
    {
        let blanks = self.data[self.at..].iter().take_while(|b| is_blank(**b));
        self.at += blanks.count();
        let rest = &self.data[self.at..];
        let (piece, len) = match rest.first()? {
            b'(' => literal(rest, codes),
            b'<' => hexadecimal(rest, codes),
            _ => number(rest),
        }?;
        self.at += len;
        Some(piece)
    }
}

fn literal<'p>(rest: &'p [u8], codes: &'p mut Vec<u8>) -> Option<(Piece<'p>, usize)> {
    let end = 1 + memchr::memchr3(b')', b'(', b'\\', &rest[1..])?;
    let line_end = memchr::memchr2(b'\n', b'\r', &rest[1..end]).is_some();
    if rest[end] == b')' && !line_end {
        return Some((Piece::Text(&rest[1..end]), end + 1));
    }
    let len = literal_len(rest)?;
    let text = PdfString::from_bytes(&rest[..len])?;
    codes.clear();
    codes.extend_from_slice(text.as_bytes());
    Some((Piece::Text(codes), len))
}

/// Length of a string with its parentheses.
fn literal_len(rest: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        match rest.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}

fn hexadecimal<'p>(rest: &[u8], codes: &'p mut Vec<u8>) -> Option<(Piece<'p>, usize)> {
    let end = memchr::memchr(b'>', rest)?;
    let digits = &rest[1..end];
    codes.clear();
    for pair in digits.chunks(2) {
        let [high, low] = *pair else { return None };
        codes.push(hex_digit(high)? << 4 | hex_digit(low)?);
    }
    Some((Piece::Text(codes), end + 1))
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// A number before a string or at the end. Before anything else it may be the
/// beginning of a reference to an object.
fn number(rest: &[u8]) -> Option<(Piece<'static>, usize)> {
    let signed = matches!(rest.first()?, b'-' | b'+');
    let negative = rest.first() == Some(&b'-');
    let mut at = usize::from(signed);
    let whole = digits(&rest[at..]);
    at += whole;
    let mut fraction = 0;
    let has_dot = rest.get(at) == Some(&b'.');
    if has_dot {
        fraction = digits(&rest[at + 1..]);
        at += 1 + fraction;
    }
    let after = rest[at..].iter().find(|b| !is_blank(**b));
    let n_digits = whole + fraction;
    if n_digits == 0 || n_digits > MOST_DIGITS || !matches!(after, None | Some(b'(' | b'<')) {
        return None;
    }
    let mantissa = rest[usize::from(signed)..at]
        .iter()
        .filter(|b| **b != b'.')
        .fold(0_i64, |sum, b| sum * 10 + i64::from(b - b'0'));
    let value = if has_dot {
        let value = mantissa as f64 / 10_f64.powi(fraction as i32);
        if negative { -value } else { value }
    } else {
        (if negative { -mantissa } else { mantissa }) as f64
    };
    Some((Piece::Back(value), at))
}

fn digits(rest: &[u8]) -> usize {
    rest.iter().take_while(|b| b.is_ascii_digit()).count()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'\x0C' | 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(array: &str) -> (Vec<String>, Vec<String>) {
        let array = Array::from_bytes(array.as_bytes()).expect("an array");
        let show = |piece: Piece<'_>| match piece {
            Piece::Text(codes) => format!("{codes:?}"),
            Piece::Back(by) => format!("{by:?}"),
        };
        let (mut ours, mut library) = (Vec::new(), Vec::new());
        each(&array, |piece| ours.push(show(piece)));
        rest(&array, 0, |piece| library.push(show(piece)));
        (ours, library)
    }

    #[test]
    fn pieces_are_those_the_library_reads() {
        for array in [
            "[(a)]",
            "[]",
            "[(Sett)-3(ore)12.5(1)0.25(x)-.5(y)5.(z)-0(w)-0.0(v)]",
            "[<0041>-12<00420043>]",
            "[<004>1<00 41>2(b)]",
            "[(a\\)b)1(c\\\\)2(d(e)f)3(\\340\\12\\8)4(g\\\nh)5(i\r\nj)]",
            "[(a) 1 2 (b) 3 0 R (c)]",
            "[(a)+7(b)12-3(c)- (d)+(e)]",
            "[(a) 99999999999999999999 (b) 1234567890123456789 (c) 123456789012345678 (d)]",
            "[ ( a ) % a remark ) \n 3 (b) /Name (c) true (d) [1 2] (e) <</A 1>> (f) ]",
            "[(a)3]",
            "[0.000000000000000001(a)0.1234567890123456789(b)]",
        ] {
            let (ours, library) = read(array);
            assert_eq!(ours, library, "{array}");
        }
    }
}
