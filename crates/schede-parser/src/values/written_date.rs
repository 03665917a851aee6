//! Dates in words: "30 settembre 2024", "1° ottobre 2024", "30 sett. 2024", and those in
//! figures with blanks about their slashes. The names of the months are the profile's.
//!
//! Not here: dates in figures (`date`).

use std::ops::Range;

use chrono::NaiveDate;
use schede_profile::Vocabulary;

use super::date::date_at_start;

/// A date at the beginning of a text, in figures or in words, and the byte after it.
pub fn any_date_at_start(text: &str, known: &Vocabulary) -> Option<(NaiveDate, usize)> {
    date_at_start(text)
        .or_else(|| written_at_start(text, known))
        .or_else(|| spaced_at_start(text))
}

/// The first date in a text, in figures or in words, with its byte range.
pub fn first_any_date(text: &str, known: &Vocabulary) -> Option<(NaiveDate, Range<usize>)> {
    let figures = super::date::first_date(text);
    if figures.as_ref().is_some_and(|(_, range)| range.start == 0) {
        return figures;
    }
    let bytes = text.as_bytes();
    let continues = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b'-');
    let begins =
        |at: &usize| bytes[*at].is_ascii_digit() && (*at == 0 || !continues(bytes[at - 1]));
    let written = (0..bytes.len()).filter(begins).find_map(|at| {
        let text = &text[at..];
        let (date, end) = written_at_start(text, known).or_else(|| spaced_at_start(text))?;
        Some((date, at..at + end))
    });
    figures
        .into_iter()
        .chain(written)
        .min_by_key(|(_, range)| range.start)
}

/// The date of a due cell: at its beginning, or behind words that lead to it alone ("entro
/// il 30/09/2024").
pub fn due_date(text: &str, known: &Vocabulary) -> Option<(NaiveDate, Range<usize>)> {
    if let Some((date, end)) = any_date_at_start(text, known) {
        return Some((date, 0..end));
    }
    let first = text.split_whitespace().next()?;
    if !known.leads_to_deadline(&[first]) {
        return None;
    }
    let (date, range) = first_any_date(text, known)?;
    let before: Vec<&str> = text[..range.start].split_whitespace().collect();
    known.leads_to_deadline(&before).then_some((date, range))
}

/// "30 settembre 2024" at the beginning of a text.
fn written_at_start(text: &str, known: &Vocabulary) -> Option<(NaiveDate, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let day = text[..digits].parse().ok()?;
    let after = text[digits..].trim_start_matches(['°', 'º', '^']);
    let name = after.strip_prefix(' ')?;
    let letters = name.find(|c: char| !c.is_alphabetic())?;
    let month = known.month(&name[..letters])?;
    let year = name[letters..]
        .strip_prefix('.')
        .unwrap_or(&name[letters..]);
    let year = year.strip_prefix(' ')?;
    let n = year.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = n == 4 && !year.starts_with('0');
    let goes_on = year[n..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let date = NaiveDate::from_ymd_opt(year[..n].parse().ok()?, month, day)?;
    (is_year && !goes_on).then(|| (date, text.len() - year.len() + n))
}

/// "31/ 12 / 2025" at the beginning of a text: slashes with blanks about them, and a whole
/// year.
fn spaced_at_start(text: &str) -> Option<(NaiveDate, usize)> {
    /// Digits of a day or a month, and of a year.
    const MOST: [usize; 3] = [2, 2, 4];
    let mut numbers = [0; 3];
    let mut at = 0;
    for (n, most) in MOST.into_iter().enumerate() {
        if n > 0 {
            let rest = text[at..].trim_start_matches(' ').strip_prefix('/')?;
            at = text.len() - rest.trim_start_matches(' ').len();
        }
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let whole = (1..=most).contains(&digits) && (n < 2 || digits == most);
        numbers[n] = whole.then(|| text[at..at + digits].parse().ok())??;
        at += digits;
    }
    let goes_on = text[at..].trim_start().starts_with('/');
    let date = NaiveDate::from_ymd_opt(numbers[2] as i32, numbers[1], numbers[0])?;
    (numbers[2] >= 1000 && !goes_on).then_some((date, at))
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::{due_date, first_any_date};

    fn due(text: &str) -> Option<String> {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        due_date(text, known).map(|(date, range)| format!("{date} {}", &text[range]))
    }

    #[test]
    fn months_have_names() {
        let read = |text| due(text).expect("a date");
        assert_eq!(read("30 settembre 2024"), "2024-09-30 30 settembre 2024");
        assert_eq!(
            read("1° ottobre 2024 e oltre"),
            "2024-10-01 1° ottobre 2024"
        );
        assert_eq!(read("30 SETT. 2024"), "2024-09-30 30 SETT. 2024");
        assert_eq!(read("5 mag 2025."), "2025-05-05 5 mag 2025");
        assert_eq!(read("31/ 12 / 2024"), "2024-12-31 31/ 12 / 2024");
        assert_eq!(read("entro il 30/09/2024"), "2024-09-30 30/09/2024");
        assert_eq!(
            read("Entro e non oltre il 31 marzo 2024"),
            "2024-03-31 31 marzo 2024"
        );
    }

    #[test]
    fn words_that_are_no_date() {
        for text in [
            "31 febbraio 2024",
            "settembre 2024",
            "30 settembre",
            "3 ma 2024",
            "30 giorni 2024",
            "30 settembre 24",
            "entro 60 giorni dal 30/09/2024",
            "entro il mese successivo al 30/09/2024",
            "oltre il 30/09/2024",
            "dal 1 marzo 2024",
            "31 / 12 / 24",
            "31 / 13 / 2024",
            "1 / 2 / 2024 / 3",
        ] {
            assert_eq!(due(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_of_two_dates_counts() {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        let first = |text| first_any_date(text, known).map(|(date, _)| date.to_string());
        assert_eq!(
            first("avvio 1 marzo 2024, fine 30/09/2024").as_deref(),
            Some("2024-03-01")
        );
        assert_eq!(
            first("avvio 1/3/2024, fine 30 aprile 2024").as_deref(),
            Some("2024-03-01")
        );
        assert_eq!(first("prot. 12/30 aprile 2024"), None);
    }
}
