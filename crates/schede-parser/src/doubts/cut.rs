//! Words that a narrow cell may have cut in two without a hyphen ("collaborazion" /
//! "e con"): paper does not say whether they are one word, so nothing is joined, but
//! it is said.
//!
//! In: two lines of one cell, one below the other. Out: whether the first seems to
//! end within a word. The words and endings are the profile's.

use schede_model::text::last_word;
use schede_profile::{Kind, Plain, Vocabulary};

use crate::grammar::looks::leads_on;

/// What is said of a line that may end within a word.
pub(super) const CUT: &str = "a word may be cut at the edge of its cell";

/// Letters of a word that is cut, at least: shorter ones fit any cell.
pub(super) const LEAST: usize = 5;

const VOWELS: &str = "aeiouàèéìòù";

/// Whether a line of a stream that ends a cell's line, so short that the cell may be
/// narrow, seems to go on with the first word of the next.
pub fn cut_in_short_line(line: &str, next: &str, known: &Vocabulary) -> bool {
    // The longest words have about twenty letters, and a mark may stand before.
    const LONGEST: usize = 24;
    let line = line.trim();
    let word = last_word(line).trim_start_matches('(');
    line.len() <= LONGEST && cut_in_word(word, next, known)
}

/// A hyphen that is seldom typed: printers set it where they cut words, and then it is
/// no part of them.
const PRINTER_HYPHEN: char = '\u{2010}';

/// Whether a line that is one word seems to go on with the first word of the next, or any
/// line within a word.
pub fn cut_in_word(line: &str, next: &str, known: &Vocabulary) -> bool {
    let (word, next) = (line.trim(), next.trim_start());
    if word.ends_with(PRINTER_HYPHEN) {
        return next.starts_with(char::is_lowercase);
    }
    if word.contains(' ') || word.len() < LEAST || word.contains(['/', '@']) {
        return false;
    }
    let rest = next.split_whitespace().next().unwrap_or_default();
    let (Some(last), Some(first)) = (word.chars().next_back(), rest.chars().next()) else {
        return false;
    };
    if last.is_ascii_digit() && first.is_ascii_digit() {
        return word.contains(|c: char| c.is_ascii_uppercase());
    }
    let capitals = |text: &str| text.chars().all(char::is_uppercase);
    if capitals(word) && capitals(rest) {
        return cut_in_word(&word.to_lowercase(), &rest.to_lowercase(), known);
    }
    last.is_lowercase()
        && first.is_lowercase()
        && (ends_within(word, known) || begins_within(rest, known))
}

/// Whether a word of small letters seems to be the beginning of one ("contr" of
/// "controllo"), if more words in small letters follow.
pub(super) fn is_beginning(word: &str, next: &str, known: &Vocabulary) -> bool {
    let letters = |word: &str| word.bytes().all(|b| b.is_ascii_alphabetic());
    // Most words of small letters that do not end with a vowel are prepositions.
    letters(word)
        && !known.kinds(&Plain::of(word)).is(Kind::Short)
        && ends_within(word, known)
        && next.len() > 1
        && !leads_on(next, known)
}

/// Words end in a vowel; those that do not are known or foreign.
pub(super) fn ends_within(word: &str, known: &Vocabulary) -> bool {
    let consonant = word
        .chars()
        .next_back()
        .is_some_and(|c| !VOWELS.contains(c));
    // Of two words with a hyphen, those of our language end the first with a vowel
    // ("economico-finan").
    let compound = |(first, last): (&str, &str)| {
        first.len() >= LEAST && first.ends_with('o') && last.len() >= LEAST
    };
    let whole = word.rsplit_once('-').is_none_or(compound);
    consonant && whole && !known.ends_foreign(word)
}

/// A word cannot begin so ("nto", "zzione"), or is none so short ("to").
pub(super) fn begins_within(rest: &str, known: &Vocabulary) -> bool {
    let word = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let letters: Vec<char> = word.chars().collect();
    let [first, second, ..] = letters[..] else {
        // A conjunction of one letter ends no sentence.
        return letters.len() == 1 && rest.ends_with(['.', ',', ';']);
    };
    let kinds = known.kinds(&Plain::of(word));
    let short = letters.len() <= 3
        && letters.iter().all(|c| c.is_lowercase())
        && !rest.ends_with('.')
        && !kinds.is(Kind::Short);
    begins_closed(first, second) || short || kinds.is(Kind::Ending)
}

/// Whether letters that no word begins with ("nz", "ll") begin a part of one that can be
/// spoken.
pub(super) fn begins_with_end(rest: &str) -> bool {
    let mut letters = rest.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
        return false;
    };
    begins_closed(first, second) && letters.any(|c| VOWELS.contains(c))
}

/// Whether no word begins with two such letters.
fn begins_closed(first: char, second: char) -> bool {
    let consonant = |c: char| c.is_ascii_lowercase() && !"aeiou".contains(c);
    let doubled = first == second && consonant(first);
    doubled || "nmlr".contains(first) && consonant(second)
}

/// "Wi- Fi": the two parts of a word, apart in one line.
pub fn blank_behind_hyphen(text: &str) -> bool {
    memchr::memchr_iter(b'-', text.as_bytes()).any(|at| {
        let behind = text[at + 1..].strip_prefix(' ');
        let letter = |c: char| c.is_alphabetic();
        text[..at].ends_with(letter) && behind.is_some_and(|behind| behind.starts_with(letter))
    })
}

#[cfg(test)]
mod tests {
    use schede_profile::{Profiles, Vocabulary};

    fn known() -> Vocabulary {
        let profiles = Profiles::builtin().expect("built in");
        profiles.fallback().expect("one").vocabulary.clone()
    }

    fn cut_in_word(line: &str, next: &str) -> bool {
        super::cut_in_word(line, next, &known())
    }

    fn cut_in_short_line(line: &str, next: &str) -> bool {
        super::cut_in_short_line(line, next, &known())
    }

    #[test]
    fn a_cell_may_cut_words() {
        assert!(cut_in_word("collaborazion", "e con arch."));
        assert!(cut_in_word("coinvolgime", "nto di 3"));
        assert!(cut_in_word("finanziamen", "to"));
        assert!(cut_in_word("J31B21004560", "001)."));
        assert!(cut_in_word("RAGGIUNT", "O 28/6/2024"));
        assert!(cut_in_word("economico-finan", "ziario."));
        assert!(cut_in_word("economico-finanziari", "o. La Giunta"));
        assert!(!cut_in_word("economico-finanziario", "e contabile"));
        assert!(!cut_in_word("front-end", "dedicato"));
        assert!(!cut_in_word("GIUNTA", "COMUNALE"));
        assert!(!cut_in_word("SPORT", "E TURISMO"));
    }

    #[test]
    fn a_narrow_cell_has_short_lines() {
        assert!(cut_in_short_line("OK (in collaborazio", "ne con arch."));
        assert!(cut_in_short_line("(in collabora", "zione con arch."));
        assert!(!cut_in_short_line("OK (in collaborazione", "con arch."));
        assert!(!cut_in_short_line(
            "affidamento dei lavori per",
            "ne dire l'esito"
        ));
    }

    #[test]
    fn lines_of_one_word_are_whole() {
        assert!(!cut_in_word("collaborazione", "con arch."));
        assert!(!cut_in_word("network", "e servizi"));
        assert!(!cut_in_word("attività", "nel 2024"));
        assert!(!cut_in_word("30/09/2024", "30 giorni"));
        assert!(!cut_in_word("completata in", "to data"));
    }
}
