//! Dates as Italian offices print them: `dd/mm/yyyy`, `d/m/yyyy`, `dd.mm.yyyy`,
//! `dd-mm-yyyy`, `dd/mm/yy`, and as their spreadsheets do: `yyyy-mm-dd`. A date that no calendar has (31/02) is no date.

use chrono::NaiveDate;

/// A date at the beginning of a text, and the byte after it.
///
/// ```
/// use schede_parser::values::date::date_at_start;
/// let (date, end) = date_at_start("08/10/2025Scadenza").expect("a date");
/// assert_eq!((date.to_string().as_str(), end), ("2025-10-08", 10));
/// ```
pub fn date_at_start(text: &str) -> Option<(NaiveDate, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(YEAR) == Some(&b'-') {
        return year_first(bytes);
    }
    let (day, at) = number(bytes, 0, 2)?;
    let separator = separator(bytes, at)?;
    let (month, at) = number(bytes, at + 1, 2)?;
    if bytes.get(at) != Some(&separator) {
        return None;
    }
    let (year, end) = number(bytes, at + 1, 4)?;
    let year = match end - at - 1 {
        // No plan speaks of the first thousand years: a digit was lost ("13/01/0024").
        4 if year >= 1000 => year,
        // Two digits: the plans of this family are of this century.
        2 => 2000 + year,
        _ => return None,
    };
    // One digit behind a whole year is the call of a note, raised on paper.
    let digits = bytes[end..].iter().take_while(|b| b.is_ascii_digit());
    let call = usize::from(end - at - 1 == YEAR);
    let goes_on = bytes.get(end + 1) == Some(&b'/');
    if digits.count() > call || goes_on {
        return None;
    }
    NaiveDate::from_ymd_opt(year as i32, month, day).map(|date| (date, end))
}

/// Digits of a whole year.
const YEAR: usize = 4;

/// "2025-10-08".
fn year_first(bytes: &[u8]) -> Option<(NaiveDate, usize)> {
    let (year, at) = number(bytes, 0, YEAR)?;
    let (month, after) = number(bytes, at + 1, 2)?;
    let (day, end) = number(bytes, after + 1, 2)?;
    let whole = at == YEAR && after == at + 3 && end == after + 3;
    let parted = bytes.get(after) == Some(&b'-');
    if !whole || !parted || year < 1000 || bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    NaiveDate::from_ymd_opt(year as i32, month, day).map(|date| (date, end))
}

/// The first date in a text, with its byte range. A date does not begin inside
/// a number ("n.42957/01/2024").
pub fn first_date(text: &str) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_digit())
        .filter(|at| *at == 0 || !continues_number(bytes[at - 1]))
        .find_map(|at| date_at_start(&text[at..]).map(|(date, end)| (date, at..at + end)))
}

/// Whether a word is written like a date, whatever the calendar says of it
/// ("31/02/2024").
#[inline]
pub fn is_date_shaped(word: &str) -> bool {
    // Most words begin with a letter.
    word.as_bytes().first().is_some_and(u8::is_ascii_digit) && has_parts_of_date(word)
}

fn has_parts_of_date(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ';', ',']);
    if word.as_bytes().get(YEAR) == Some(&b'-') {
        let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let mut parts = word.split('-');
        let mut next = |n| parts.next().is_some_and(|part| digits(part, n));
        return next(YEAR) && next(2) && next(2) && parts.next().is_none();
    }
    // Day, month and year, by their digits: nearly every number that is looked at is none.
    let bytes = word.as_bytes();
    let digits = |at: usize, most: usize| {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit());
        let n = digits.take(most).count();
        (n > 0).then_some(at + n)
    };
    let sign = |at: usize| matches!(bytes.get(at), Some(b'/' | b'.' | b'-')).then_some(at + 1);
    let month = digits(0, 2).and_then(sign);
    let year = month.and_then(|at| digits(at, 2)).and_then(sign);
    year.and_then(|at| digits(at, 4)) == Some(bytes.len())
}

/// Whether a word is a time of day, as spreadsheets print it behind a date ("00:00:00").
pub fn is_time_shaped(word: &str) -> bool {
    const MOST_PARTS: usize = 3;
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    // Most words begin with a letter.
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && word.contains(':')
        && word.split(':').count() <= MOST_PARTS
        && word.split(':').all(two)
}

fn continues_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'/'
}

fn separator(bytes: &[u8], at: usize) -> Option<u8> {
    bytes
        .get(at)
        .copied()
        .filter(|b| matches!(b, b'/' | b'.' | b'-'))
}

fn number(bytes: &[u8], start: usize, most: usize) -> Option<(u32, usize)> {
    let digits = bytes
        .get(start..)?
        .iter()
        .take(most)
        .take_while(|b| b.is_ascii_digit());
    let (value, count) = digits.fold((0, 0), |(value, count), b| {
        (value * 10 + u32::from(b - b'0'), count + 1)
    });
    (count > 0).then_some((value, start + count))
}

#[cfg(test)]
mod tests {
    use super::{date_at_start, first_date, is_date_shaped, is_time_shaped};

    fn read(text: &str) -> Option<String> {
        date_at_start(text).map(|(date, end)| format!("{date} +{end}"))
    }

    #[test]
    fn all_printed_forms() {
        assert_eq!(read("08/10/2025").as_deref(), Some("2025-10-08 +10"));
        assert_eq!(read("6/2/2024.").as_deref(), Some("2024-02-06 +8"));
        assert_eq!(
            read("30.12.2023, n. 213").as_deref(),
            Some("2023-12-30 +10")
        );
        assert_eq!(read("31/12/24 x").as_deref(), Some("2024-12-31 +8"));
        assert_eq!(read("2024-12-31 x").as_deref(), Some("2024-12-31 +10"));
        assert!(is_date_shaped("2024-12-31") && is_date_shaped("2024-02-31;"));
    }

    #[test]
    fn times_of_day() {
        assert!(is_time_shaped("00:00:00") && is_time_shaped("09:30"));
        assert!(!is_time_shaped("1:2") && !is_time_shaped("1:") && !is_time_shaped("00"));
    }

    #[test]
    fn the_call_of_a_note_is_no_part_of_the_year() {
        assert_eq!(read("08/10/20251").as_deref(), Some("2025-10-08 +10"));
        assert_eq!(read("08/10/2025(1)").as_deref(), Some("2025-10-08 +10"));
    }

    #[test]
    fn no_calendar_has_it() {
        assert_eq!(read("31/02/2024"), None);
        assert_eq!(read("00/01/2024"), None);
        assert_eq!(read("1/13/2024"), None);
        assert_eq!(read("13/01/0024"), None);
    }

    #[test]
    fn numbers_that_only_look_like_dates() {
        assert_eq!(read("2470"), None);
        assert_eq!(read("36/2023"), None);
        assert_eq!(read("2024-2026"), None);
        assert_eq!(read("2024-1-3"), None);
        assert_eq!(read("2024-01-301"), None);
        assert_eq!(read("0024-01-30"), None);
        assert!(!is_date_shaped("2024-2026") && !is_date_shaped("2024-01-30-1"));
        assert_eq!(read("1.138.160,97"), None);
        assert_eq!(read("08/10/202512"), None);
        assert_eq!(read("08/10/241"), None);
        assert_eq!(read("08/10/20251/7"), None);
        assert_eq!(first_date("n. 1142/06/2024"), None);
    }

    #[test]
    fn the_first_date_in_a_text() {
        let (date, range) = first_date("consegna dell'impianto 31/12/2025").expect("a date");
        assert_eq!((date.to_string().as_str(), range), ("2025-12-31", 23..33));
    }
}
