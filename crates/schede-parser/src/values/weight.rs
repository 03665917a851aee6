//! Weights: Italian numbers with or without a per cent sign.

use std::ops::Range;

/// A weight at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The number.
    pub value: f64,
    /// Whether a per cent sign follows.
    pub percent: bool,
    /// Byte range of the number.
    pub number: Range<usize>,
    /// Byte after the whole weight.
    pub end: usize,
}

/// Reads "25%", "12,5 %", "0,25", "100". Decimals after a comma (or after a
/// full stop, if not three digits: those are thousands).
///
/// ```
/// use schede_parser::values::weight::weight_at_start;
/// assert_eq!(weight_at_start("12,5 % OK").map(|w| w.value), Some(12.5));
/// assert_eq!(weight_at_start("1.000").map(|w| w.value), Some(1000.0));
/// ```
pub fn weight_at_start(text: &str) -> Option<Weight> {
    let bytes = text.as_bytes();
    let whole = digits(bytes, 0);
    // A weight has up to four digits (points on 1000).
    if whole == 0 || whole > 4 {
        return None;
    }
    let (value, number_end) = with_decimals(text, whole)?;
    let rest = &text[number_end..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let percent = bytes.get(number_end + blank) == Some(&b'%');
    let end = if percent {
        number_end + blank + 1
    } else {
        number_end
    };
    Some(Weight {
        value,
        percent,
        number: 0..number_end,
        end,
    })
}

fn with_decimals(text: &str, whole: usize) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let mark = bytes.get(whole).copied();
    let after = match mark {
        Some(b',' | b'.') => digits(bytes, whole + 1),
        _ => 0,
    };
    if after == 0 {
        return text[..whole].parse().ok().map(|value| (value, whole));
    }
    let end = whole + 1 + after;
    let (head, tail) = (&text[..whole], &text[whole + 1..end]);
    let thousands = mark == Some(b'.') && after == 3;
    let plain = if thousands {
        format!("{head}{tail}")
    } else {
        format!("{head}.{tail}")
    };
    plain.parse().ok().map(|value| (value, end))
}

fn digits(bytes: &[u8], start: usize) -> usize {
    bytes[start..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count()
}

#[cfg(test)]
mod tests {
    use super::weight_at_start;

    fn read(text: &str) -> Option<(f64, bool, usize)> {
        weight_at_start(text).map(|w| (w.value, w.percent, w.end))
    }

    #[test]
    fn italian_decimals() {
        assert_eq!(read("25%"), Some((25.0, true, 3)));
        assert_eq!(read("12,50% OK"), Some((12.5, true, 6)));
        assert_eq!(read("1.2"), Some((1.2, false, 3)));
        assert_eq!(read("30"), Some((30.0, false, 2)));
    }

    #[test]
    fn what_is_no_weight() {
        assert_eq!(read("OK"), None);
        assert_eq!(read("123456"), None);
        assert_eq!(read("%"), None);
    }
}
