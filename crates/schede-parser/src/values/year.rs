//! A year named in a label ("Risultato atteso - annualità 2024").

use std::ops::Range;

use schede_model::scan::pairs;

/// Years that a plan can name: the first plans of this kind are of 2009
/// (D.Lgs. 150/2009), and three-year plans look ahead. All begin with "20".
const PLAUSIBLE: Range<i32> = 2000..2100;

/// Digits of a year.
const DIGITS: usize = 4;

/// The first four-digit year in a text, with its byte range.
pub fn first_year(text: &str) -> Option<(i32, Range<usize>)> {
    let bytes = text.as_bytes();
    // Most lines hold none, and are looked at many letters in one step.
    pairs(bytes, |here, next| here.is(b'2') & next.is(b'0')).find_map(|zero| {
        let at = zero - 1;
        let digit_ahead = bytes[..at].last().is_some_and(u8::is_ascii_digit);
        let year = year_at_start(&bytes[at..]).filter(|_| !digit_ahead)?;
        Some((year, at..at + DIGITS))
    })
}

/// Whether a text begins with a four-digit year.
pub fn begins_with_year(text: &str) -> bool {
    year_at_start(text.as_bytes()).is_some()
}

fn year_at_start(bytes: &[u8]) -> Option<i32> {
    let digits = bytes.first_chunk::<DIGITS>()?;
    let whole = n_digits(bytes) == DIGITS;
    let number = |n: i32, digit: &u8| 10 * n + i32::from(digit - b'0');
    let year = whole.then(|| digits.iter().fold(0, number))?;
    PLAUSIBLE.contains(&year).then_some(year)
}

fn n_digits(bytes: &[u8]) -> usize {
    // More than those of a year are no year, however many.
    let some = bytes.iter().take(DIGITS + 1);
    some.take_while(|b| b.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::first_year;

    #[test]
    fn only_a_year_counts() {
        assert_eq!(first_year("finale - anno 2025").map(|y| y.0), Some(2025));
        assert_eq!(first_year("raggiunto al 100%"), None);
        assert_eq!(first_year("n. 12024"), None);
        assert_eq!(
            first_year("20245, 202, 1920, 2019-21"),
            Some((2019, 18..22))
        );
        assert_eq!(first_year("2020"), Some((2020, 0..4)));
    }
}
