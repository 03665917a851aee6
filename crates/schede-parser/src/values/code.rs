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

/// Longest code of several parts: "PERF-2024/03.1".
const LONGEST_COMPOUND: usize = 16;

/// Reads the code after the label: ": A) title", " A): title", " R) : title",
/// " n. 3 - title", ": B - title", " 4: title". A word before a bracket that is
/// no code ("garantire)") is refused by its length and letters.
pub fn objective_code(after_label: &str, words: &References) -> Option<Code> {
    let mut at = skip(after_label, 0, |c| c.is_whitespace() || c == ':');
    at = skip_number_word(after_label, at, words);
    if let Some(code) = compound(after_label, at) {
        return Some(code);
    }
    let code_end = at + simple(&after_label[at..]).len();
    if !is_code(&after_label[at..code_end]) {
        return None;
    }
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
    // Alone in its cell a code may have several parts ("OB-04", "PERF.1").
    if title == text.len() && is_compound(code) && code.contains(is_sign) {
        return Some(Code {
            code: start..start + code.len(),
            title,
        });
    }
    let capital = text[title..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_lowercase());
    (dotted && is_code(code) && capital).then(|| Code {
        code: start..start + code.len(),
        title,
    })
}

/// Reads a code that its word alone tells: " n. 3 Mensa". Such words stand within
/// sentences too: the caller knows that an objective is named here.
pub fn numbered_code(after_label: &str, words: &References) -> Option<Code> {
    let before = skip(after_label, 0, |c| c.is_whitespace() || c == ':');
    let at = skip_number_word(after_label, before, words);
    let code_end = at + simple(&after_label[at..]).len();
    let title = skip(after_label, code_end, |c| c.is_whitespace() || c == '.');
    (at > before && title > code_end && is_code(&after_label[at..code_end])).then_some(Code {
        code: at..code_end,
        title,
    })
}

/// What may be a code before a title, with nothing that tells it from the title's first
/// word: "3 Mensa"; and where the title begins then.
pub fn possible_code(title: &str) -> Option<(&str, usize)> {
    let code = simple(title);
    let rest = skip(title, code.len(), |c| c.is_whitespace() || c == '.');
    (rest > code.len() && rest < title.len() && is_code(code)).then_some((code, rest))
}

/// Letters, digits and the points among them at the beginning.
fn simple(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    text[..end.unwrap_or(text.len())].trim_end_matches('.')
}

/// A code of several parts: "AA-2024/03) title", "OB-04 - title". Only a bracket or a
/// colon right behind, or a dash between blanks, tells it from a code and the title's first
/// word.
fn compound(text: &str, at: usize) -> Option<Code> {
    let length = text[at..].find(|c: char| !(c.is_ascii_alphanumeric() || is_sign(c)))?;
    let code = &text[at..at + length];
    let rest = &text[at + length..];
    let dash = || rest.trim_start().starts_with(['-', '–']);
    let told = rest.starts_with([')', ':']) || rest.starts_with(char::is_whitespace) && dash();
    if !(is_compound(code) && told) {
        return None;
    }
    let title = after_code(text, at + length)?;
    Some(Code {
        code: at..at + length,
        title,
    })
}

/// What may stand between the parts of a code.
fn is_sign(c: char) -> bool {
    matches!(c, '.' | '-' | '/' | '_')
}

/// Capitals and digits in parts, at least one of them a number.
fn is_compound(code: &str) -> bool {
    let has_parts = code.contains(is_sign) && !code.contains("--");
    let begins_and_ends = !code.starts_with(is_sign) && !code.ends_with(is_sign);
    let telling = code.bytes().any(|b| b.is_ascii_digit())
        && code
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || is_sign(b.into()))
        && code.len() <= LONGEST_COMPOUND;
    has_parts && begins_and_ends && telling
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

    use super::{code_cell, numbered_code, objective_code};

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
        assert_eq!(read("PERF.1").as_deref(), Some("PERF.1"));
        assert_eq!(read("01/2024").as_deref(), Some("01/2024"));
        assert_eq!(read("PERF.1 Mensa").as_deref(), None);
        assert_eq!(read("B Mensa scolastica").as_deref(), Some("B"));
        assert_eq!(read("A favore dei cittadini").as_deref(), None);
        assert_eq!(read("Mensa"), None);
    }

    #[test]
    fn codes_of_several_parts_end_with_a_bracket() {
        assert_eq!(read(": AA-2024/03) Mensa"), Some(("AA-2024/03", "Mensa")));
        assert_eq!(read(" 1/B): Mensa"), Some(("1/B", "Mensa")));
        assert_eq!(read(" OB-04 - Mensa"), Some(("OB-04", "Mensa")));
        assert_eq!(read(": PERF.3/2: Mensa"), Some(("PERF.3/2", "Mensa")));
        assert_eq!(read(" 2.1.3 – Mensa"), Some(("2.1.3", "Mensa")));
        assert_eq!(read(": A-2024 Mensa"), Some(("A", "2024 Mensa")));
        assert_eq!(read(": 3-bis (Mensa)"), Some(("3", "bis (Mensa)")));
        assert_eq!(read(": A - (B-1) Mensa"), Some(("A", "(B-1) Mensa")));
    }

    #[test]
    fn the_word_for_number_tells_a_code() {
        let words = words();
        let read = |text: &'static str| {
            numbered_code(text, &words).map(|c| (&text[c.code.clone()], &text[c.title..]))
        };
        assert_eq!(read(" n. 3 Mensa"), Some(("3", "Mensa")));
        assert_eq!(read(": n. 3. Mensa"), Some(("3", "Mensa")));
        assert_eq!(read(": 3 Mensa"), None);
        assert_eq!(read(" n. tre mense"), None);
    }

    #[test]
    fn prose_after_the_word_is_no_code() {
        assert_eq!(read(": garantire la qualità. Vincoli: nessuno."), None);
        assert_eq!(read(" raggiunto al 100%: incasso"), None);
        assert_eq!(read(" A garanzia dei cittadini"), None);
        assert_eq!(read(""), None);
    }
}
