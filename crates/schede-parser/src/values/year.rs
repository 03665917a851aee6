//! A year named in a label ("Risultato atteso - annualità 2024").

use std::ops::Range;

/// Years that a plan can name: the first plans of this kind are of 2009
/// (D.Lgs. 150/2009), and three-year plans look ahead.
const PLAUSIBLE: Range<i32> = 2000..2100;

/// The first four-digit year in a text, with its byte range.
pub fn first_year(text: &str) -> Option<(i32, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if length == 4
            && let Ok(year) = text[at..at + 4].parse()
            && PLAUSIBLE.contains(&year)
        {
            return Some((year, at..at + 4));
        }
        at += length.max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_year;

    #[test]
    fn only_a_year_counts() {
        assert_eq!(first_year("finale - anno 2025").map(|y| y.0), Some(2025));
        assert_eq!(first_year("raggiunto al 100%"), None);
        assert_eq!(first_year("n. 12024"), None);
    }
}
