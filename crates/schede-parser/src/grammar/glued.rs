//! Cells of a row that no blank parts in a stream ("20/12/2025Fase", "OK11/03/2025",
//! "operatore25%", "25%OK").
//!
//! In: a word. Out: where it falls into words of several cells.
//!
//! Only a full date and a percentage are known well enough. Not here: which cell a word is
//! of (`columns`).

use smallvec::SmallVec;

use crate::values::date::date_at_start;
use crate::values::weight::weight_at_start;

/// Where the words of several cells begin within one.
pub fn glued(word: &str) -> SmallVec<[usize; 2]> {
    let bytes = word.as_bytes();
    let mut cuts = SmallVec::new();
    // Most words have no figures.
    if !bytes.iter().any(u8::is_ascii_digit) {
        return cuts;
    }
    let parted = |b: &u8| b.is_ascii_alphabetic() || *b == b'%';
    if !bytes.iter().any(parted) {
        return cuts;
    }
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() && (at == 0 || may_end_cell(&word[..at]));
        let Some(end) = begins.then(|| figure_at(word, at)).flatten() else {
            at += 1;
            continue;
        };
        if at > 0 && cuts.last() != Some(&at) {
            cuts.push(at);
        }
        let percent = word[..end].ends_with('%');
        if word[end..].starts_with(|c: char| c.is_alphabetic() || percent && c.is_ascii_digit()) {
            cuts.push(end);
        }
        at = end.max(at + 1);
    }
    cuts
}

/// Whether a cell may end with the last letter of a text.
fn may_end_cell(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphabetic() || matches!(c, '%' | ')'))
}

/// Where a date or a percentage ends.
fn figure_at(word: &str, at: usize) -> Option<usize> {
    let text = &word[at..];
    let date = date_at_start(text).map(|(_, end)| at + end);
    let share = || weight_at_start(text).filter(|share| share.percent);
    date.or_else(|| share().map(|share| at + share.end))
}

#[cfg(test)]
mod tests {
    use super::glued;

    fn parts(word: &str) -> Vec<&str> {
        let cuts = glued(word);
        let ends = cuts.iter().copied().chain([word.len()]);
        let mut from = 0;
        ends.map(|end| &word[std::mem::replace(&mut from, end)..end])
            .collect()
    }

    #[test]
    fn cells_that_touch() {
        assert_eq!(parts("20/12/2025Fase"), ["20/12/2025", "Fase"]);
        assert_eq!(parts("25%OK"), ["25%", "OK"]);
        assert_eq!(parts("25%OK11/03/2025"), ["25%", "OK", "11/03/2025"]);
        assert_eq!(parts("operatore25%"), ["operatore", "25%"]);
        assert_eq!(parts("25%11/03/2025si"), ["25%", "11/03/2025", "si"]);
    }

    #[test]
    fn words_that_are_one() {
        for word in [
            "n.12/2025",
            "36/2023",
            "45,7%)",
            "08/10/2025(1)",
            "PM10",
            "100%",
            "(+12,5%)",
            "b1/2",
            "08/10/2025,",
        ] {
            assert_eq!(parts(word), [word]);
        }
    }
}
