//! Weights: Italian numbers with or without what they are parts of.

use std::ops::Range;

use schede_profile::{Kind, Plain, Vocabulary};

/// The weight of a table's rows together.
pub const ALL: f64 = 100.0;

/// A weight at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The number.
    pub value: f64,
    /// Whether a per cent sign follows.
    pub percent: bool,
    /// How many points there are in all, where that is printed: "30/100".
    pub of: Option<u32>,
    /// Byte range of the number.
    pub number: Range<usize>,
    /// Byte after the whole weight.
    pub end: usize,
}

/// The weight that a text is, with nothing behind it.
pub fn whole_weight(text: &str) -> Option<Weight> {
    weight_at_start(text).filter(|weight| weight.end == text.len())
}

/// Reads "25%", "12,5 %", "0,25", "100", "30/100". Decimals after a comma (or after a
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
    let points = of_points(text, number_end + blank).filter(|_| !percent);
    let end = match points {
        Some((_, end)) => end,
        None if percent => number_end + blank + 1,
        None => number_end,
    };
    Some(Weight {
        value,
        percent,
        of: points.map(|(of, _)| of),
        number: 0..number_end,
        end,
    })
}

/// Reads a weight with the word that it is counted in: "30 punti".
pub fn weight_in_points(text: &str, known: &Vocabulary) -> Option<Weight> {
    let mut weight = weight_at_start(text)?;
    if weight.percent || weight.of.is_some() {
        return Some(weight);
    }
    let rest = &text[weight.end..];
    let blank = rest.len() - rest.trim_start().len();
    let word = rest[blank..].split(' ').next().unwrap_or_default();
    if is_points(word, known) {
        weight.of = Some(100);
        weight.end += blank + word.len();
    }
    Some(weight)
}

/// Whether a word says that the number before it counts points.
pub fn is_points(word: &str, known: &Vocabulary) -> bool {
    known.kinds(&Plain::of(word)).is(Kind::Points)
}

/// Whether a number in a text counts points: "30 punti", "30/100".
pub fn counts_points(text: &str, known: &Vocabulary) -> bool {
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let next = words.peek().is_some_and(|next| is_points(next, known));
        if next || weight_at_start(word).is_some_and(|weight| weight.of.is_some()) {
            return true;
        }
    }
    false
}

/// All points, behind a slash: "/100", "/ 1000".
fn of_points(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text[at..].strip_prefix('/')?;
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let number = &rest[blank..];
    let end = number.bytes().take_while(u8::is_ascii_digit).count();
    let of = match &number[..end] {
        "100" => 100,
        "1000" => 1000,
        _ => return None,
    };
    let ends = !number[end..].starts_with(['/', ',', '.', '-']);
    ends.then(|| (of, text.len() - number.len() + end))
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
    fn points_of_all_points() {
        let of = |text| weight_at_start(text).map(|w| (w.value, w.of, w.end));
        assert_eq!(of("30/100 OK"), Some((30.0, Some(100), 6)));
        assert_eq!(of("150 / 1000"), Some((150.0, Some(1000), 10)));
        assert_eq!(of("31/10/2024"), Some((31.0, None, 2)));
        assert_eq!(of("1/100/2024"), Some((1.0, None, 1)));
        assert_eq!(of("30 su 100"), Some((30.0, None, 2)));
    }

    #[test]
    fn what_is_no_weight() {
        assert_eq!(read("OK"), None);
        assert_eq!(read("123456"), None);
        assert_eq!(read("%"), None);
    }
}
