//! The code of an objective, between the word "Obiettivo" and its title.

use std::ops::Range;

use schede_profile::References;

/// A code and where the title begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Byte range of the code.
    pub code: Range<usize>,
    /// Byte at which the title begins.
    pub title: usize,
}

/// Longest code met: "12.3.4", "OB-12"; longer ones are words.
const LONGEST: usize = 8;

/// Reads the code after the label: ": A) title", " A): title", " R) : title",
/// " n. 3 - title", ": B - title", " 4: title". A word before a bracket that is
/// no code ("garantire)") is refused by its length and letters.
pub fn objective_code(after_label: &str, words: &References) -> Option<Code> {
    let mut at = skip(after_label, 0, |c| c.is_whitespace() || c == ':');
    at = skip_number_word(after_label, at, words);
    let length = after_label[at..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .unwrap_or(after_label.len() - at);
    let dotted = &after_label[at..at + length];
    let code = dotted.trim_end_matches('.');
    if !is_code(code) {
        return None;
    }
    let code_end = at + code.len();
    let title = after_code(after_label, code_end)?;
    Some(Code {
        code: at..code_end,
        title,
    })
}

/// Reads the code that is a cell of its own, beside that of its label: "A", "12.3", "B.",
/// with the capital letter of its title behind it or in another cell.
pub fn code_cell(text: &str) -> Option<Code> {
    let start = skip(text, 0, char::is_whitespace);
    let word = text[start..].split(char::is_whitespace).next()?;
    let code = word.trim_end_matches('.');
    let dotted = code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    let title = skip(text, start + word.len(), char::is_whitespace);
    let capital = text[title..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_lowercase());
    (dotted && is_code(code) && capital).then(|| Code {
        code: start..start + code.len(),
        title,
    })
}

fn is_code(code: &str) -> bool {
    let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
    let capital = !code.bytes().any(|b| b.is_ascii_lowercase());
    // "A", "A1", "OP2", "12.3": at most three letters, capitals unless alone.
    !code.is_empty() && code.len() <= LONGEST && letters <= 3 && (capital || code.len() == 1)
}

/// Where the title begins: after ")" or, if there is none, after a colon or a
/// dash. Then one more colon or dash may follow.
fn after_code(text: &str, code_end: usize) -> Option<usize> {
    let blank = |c: char| c.is_whitespace();
    let at = skip(text, code_end, |c| blank(c) || c == '.');
    let rest = &text[at..];
    let at = if rest.starts_with(')') {
        at + 1
    } else if rest.starts_with([':', '-', '–']) {
        at
    } else {
        return None;
    };
    let at = skip(text, at, blank);
    let at = match text[at..].chars().next() {
        Some(c @ (':' | '-' | '–')) => at + c.len_utf8(),
        _ => at,
    };
    Some(skip(text, at, blank))
}

fn skip_number_word(text: &str, at: usize, words: &References) -> usize {
    match words.numbering_at_start(&text[at..]) {
        0 => at,
        word => skip(text, at + word, char::is_whitespace),
    }
}

fn skip(text: &str, at: usize, unwanted: impl Fn(char) -> bool) -> usize {
    text.len() - text[at..].trim_start_matches(unwanted).len()
}

#[cfg(test)]
mod tests {
    use schede_profile::{Profiles, References};

    use super::{code_cell, objective_code};

    fn words() -> References {
        let profiles = Profiles::builtin().expect("built in");
        profiles.fallback().expect("one").references.clone()
    }

    fn read(text: &str) -> Option<(&str, &str)> {
        objective_code(text, &words()).map(|c| (&text[c.code.clone()], &text[c.title..]))
    }

    #[test]
    fn all_printed_forms() {
        assert_eq!(read(": A) Progetto"), Some(("A", "Progetto")));
        assert_eq!(read(" Q): Strategia"), Some(("Q", "Strategia")));
        assert_eq!(read(" R) : GESTIONE"), Some(("R", "GESTIONE")));
        assert_eq!(read(":  L) Progetto"), Some(("L", "Progetto")));
        assert_eq!(read(" n. 3 - Mensa"), Some(("3", "Mensa")));
        assert_eq!(read(": 12.3) Mensa"), Some(("12.3", "Mensa")));
        assert_eq!(read(" B: Mensa"), Some(("B", "Mensa")));
        assert_eq!(read(": A)"), Some(("A", "")));
    }

    #[test]
    fn a_cell_may_hold_the_code_alone() {
        let read = |text: &str| code_cell(text).map(|c| text[c.code].to_owned());
        assert_eq!(read("A").as_deref(), Some("A"));
        assert_eq!(read("12.3").as_deref(), Some("12.3"));
        assert_eq!(read("B Mensa scolastica").as_deref(), Some("B"));
        assert_eq!(read("A favore dei cittadini").as_deref(), None);
        assert_eq!(read("Mensa"), None);
    }

    #[test]
    fn prose_after_the_word_is_no_code() {
        assert_eq!(read(": garantire la qualità. Vincoli: nessuno."), None);
        assert_eq!(read(" raggiunto al 100%: incasso"), None);
        assert_eq!(read(" A garanzia dei cittadini"), None);
        assert_eq!(read(""), None);
    }
}
