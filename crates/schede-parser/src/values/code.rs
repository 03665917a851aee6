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
    if let Some(code) = bracketed(after_label, at) {
        return Some(code);
    }
    if let Some(code) = compound(after_label, at) {
        return Some(code);
    }
    let code_end = at + simple(&after_label[at..]).len();
    let code = &after_label[at..code_end];
    if !is_code(code) && !is_lettered(&after_label[at..])
        || breaks_off(code, &after_label[code_end..])
    {
        return None;
    }
    let inserted = with_ordinal(after_label, code_end);
    let inserted = inserted.and_then(|end| Some((end, after_code(after_label, end)?)));
    let (code_end, title) = match inserted {
        Some(found) => found,
        None => (code_end, after_code(after_label, code_end)?),
    };
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
    if let Some(end) = with_ordinal(text, start + code.len())
        && text[end..].trim().is_empty()
        && is_code(code)
    {
        return Some(Code {
            code: start..end,
            title: text.len(),
        });
    }
    if in_two_words(text[start..].trim_end()) {
        return Some(Code {
            code: start..start + text[start..].trim_end().len(),
            title: text.len(),
        });
    }
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

/// Whether a text is capitals and a number behind them, as a code that is all of its cell may
/// be: "OB 1".
fn in_two_words(text: &str) -> bool {
    const MOST_DIGITS: usize = 3;
    let Some((letters, number)) = text.split_once(' ') else {
        return false;
    };
    let number = number.trim_start();
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase());
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    capitals && digits && is_code(letters) && (1..=MOST_DIGITS).contains(&number.len())
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
/// word: "3 Mensa", "PERF-12 Mensa", "1°) Mensa"; and where the title begins then.
pub fn possible_code(title: &str) -> Option<(&str, usize)> {
    let simple = simple(title);
    let end = title.find(|c: char| !(c.is_alphanumeric() || c == '°' || is_sign(c)));
    let parts = title[..end.unwrap_or(title.len())].trim_end_matches('.');
    let may_be = |code: &str| {
        let upper = code.trim_end_matches('°').to_ascii_uppercase();
        is_code(&upper) || is_compound(&upper)
    };
    let code = if is_code(simple) && parts == simple {
        simple
    } else {
        parts
    };
    let rest = skip(title, code.len(), |c| {
        c.is_whitespace() || ".):-–".contains(c)
    });
    let numbered = code.bytes().any(|b| b.is_ascii_digit());
    let told = is_code(code) || numbered && may_be(code);
    (rest > code.len() && rest < title.len() && told).then_some((code, rest))
}

/// Letters, digits and the points among them at the beginning.
fn simple(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    text[..end.unwrap_or(text.len())].trim_end_matches('.')
}

/// A code of several parts: "AA-2024/03) title", "OB-04 - title". A bracket or a colon
/// right behind, or a dash between blanks, tells it from a code and the title's first word;
/// so does its look ("OB-04 Title").
fn compound(text: &str, at: usize) -> Option<Code> {
    let length = text[at..].find(|c: char| !(c.is_ascii_alphanumeric() || is_sign(c)))?;
    let code = &text[at..at + length];
    let rest = &text[at + length..];
    let dash = || rest.trim_start().starts_with(['-', '–']);
    let told = rest.starts_with([')', ':']) || rest.starts_with(char::is_whitespace) && dash();
    if !told {
        let of_title = told_by_look(code.trim_end_matches('.'), rest)?;
        return Some(Code {
            code: at..at + code.trim_end_matches('.').len(),
            title: at + length + of_title,
        });
    }
    if !is_compound(code) {
        return None;
    }
    let title = after_code(text, at + length)?;
    Some(Code {
        code: at..at + length,
        title,
    })
}

/// "[B] title": brackets around the code.
fn bracketed(text: &str, at: usize) -> Option<Code> {
    let inner = text[at..].strip_prefix('[')?;
    let (code, _) = inner.split_once(']')?;
    let sign = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '.' | ')');
    let code_end = at + 1 + code.len();
    (is_code(code) || is_compound(code)).then(|| Code {
        code: at + 1..code_end,
        title: skip(text, code_end + 1, sign),
    })
}

/// Letters before the number of a code that its look tells: more are words of a title
/// ("PNRR-1.4 Servizi digitali", "COVID-19 Misure").
const PREFIX_LETTERS: usize = 3;

/// Where a title with a capital letter begins behind a code of several parts that no title
/// begins with: "OB-07", "2024/01", "A/1". A letter and a dash may be a code and its title
/// ("A-2024 Anno della cultura"), numbers with full stops may be counts.
fn told_by_look(code: &str, rest: &str) -> Option<usize> {
    let title = rest.trim_start();
    let first = code.split(is_sign).next()?;
    let letters = first.bytes().filter(u8::is_ascii_alphabetic).count();
    let prefixed = (2..=PREFIX_LETTERS).contains(&letters) && letters == first.len();
    let signed = code.contains(['/', '_']) && letters <= PREFIX_LETTERS;
    let apart = title.len() < rest.len() && title.starts_with(char::is_uppercase);
    (apart && is_compound(code) && (prefixed || signed)).then_some(rest.len() - title.len())
}

/// Whether a code of letters and the dash and digit right behind it are parts of one that
/// is not understood ("OB-07/bis"): no title begins there.
fn breaks_off(code: &str, rest: &str) -> bool {
    let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
    let number = rest.strip_prefix(['-', '/', '_']);
    letters > 1 && number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text begins with a number, a small letter and a bracket: "1a) Mensa".
fn is_lettered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut rest = rest.chars();
    let letter = rest.next().is_some_and(|c| c.is_ascii_lowercase());
    text.starts_with(|c: char| c.is_ascii_digit()) && letter && rest.next() == Some(')')
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

/// Latin ordinals of what was inserted behind a number: "3 bis", "A-ter".
const ORDINALS: [&str; 5] = ["bis", "ter", "quater", "quinquies", "sexies"];

/// Where a code ends with the ordinal behind it, if one stands there.
fn with_ordinal(text: &str, code_end: usize) -> Option<usize> {
    let at = skip(text, code_end, |c| c == ' ' || is_sign(c));
    let word = text[at..].find(|c: char| !c.is_alphabetic());
    let word = &text[at..word.map_or(text.len(), |n| at + n)];
    let ordinal = ORDINALS.iter().any(|o| word.eq_ignore_ascii_case(o));
    ordinal.then_some(at + word.len())
}

/// A code without the small letter that is its last part ("1.2.3.a").
fn without_letter(code: &str) -> &str {
    let Some((first, last)) = code.rsplit_once('.') else {
        return code;
    };
    let letter = last.len() == 1 && last.bytes().all(|b| b.is_ascii_lowercase());
    let numbered = first.bytes().any(|b| b.is_ascii_digit());
    if letter && numbered { first } else { code }
}

fn is_code(code: &str) -> bool {
    let code = without_letter(code);
    let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
    let capital = !code.bytes().any(|b| b.is_ascii_lowercase());
    // "A", "A1", "OP2", "12.3": at most three letters, capitals unless alone. A yes or no answers
    // a question of the form ("Obiettivo trasversale: NO").
    !code.is_empty()
        && code.len() <= LONGEST
        && letters <= 3
        && (capital || code.len() == 1)
        && !matches!(code, "SI" | "NO")
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

    use super::{code_cell, numbered_code, objective_code, possible_code};

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
        assert_eq!(read(" [B] Mensa"), Some(("B", "Mensa")));
        assert_eq!(read(": [OB-07] - Mensa"), Some(("OB-07", "Mensa")));
        assert_eq!(read(": [nuovo] Mensa"), None);
    }

    #[test]
    fn codes_inserted_later_and_parts_of_small_letters() {
        assert_eq!(read(" A bis) Mensa"), Some(("A bis", "Mensa")));
        assert_eq!(read(" n. 3-ter - Mensa"), Some(("3-ter", "Mensa")));
        assert_eq!(read(" 1.2.3.a) Mensa"), Some(("1.2.3.a", "Mensa")));
        assert_eq!(read(" A bis Mensa"), None);
        let cell = |text: &str| code_cell(text).map(|c| text[c.code].to_owned());
        assert_eq!(cell("B bis").as_deref(), Some("B bis"));
        assert_eq!(cell("1.2.3.a").as_deref(), Some("1.2.3.a"));
        assert_eq!(cell("art.a"), None);
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
        assert_eq!(read("OB 1").as_deref(), Some("OB 1"));
        assert_eq!(read("OB 2026").as_deref(), Some("OB"));
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
    fn the_look_of_a_code_tells_it_from_its_title() {
        assert_eq!(read(": OB-07 Mensa"), Some(("OB-07", "Mensa")));
        assert_eq!(read(": SG-1.2 Mensa"), Some(("SG-1.2", "Mensa")));
        assert_eq!(read(": OB-07. Mensa"), Some(("OB-07", "Mensa")));
        assert_eq!(read(": OB_07 Mensa"), Some(("OB_07", "Mensa")));
        assert_eq!(read(": 2024/01 Mensa"), Some(("2024/01", "Mensa")));
        assert_eq!(read(": A/1 Mensa"), Some(("A/1", "Mensa")));
        assert_eq!(read(": 1a) Mensa"), Some(("1a", "Mensa")));
        // A title, or nobody knows.
        assert_eq!(read(": OB-07 mense"), None);
        assert_eq!(read(": OB-07/bis) Mensa"), None);
        assert_eq!(read(": PNRR-1.4 Servizi digitali"), None);
        assert_eq!(read(": COVID-19 Misure"), None);
        assert_eq!(read(": 1.200 Alberi"), None);
    }

    #[test]
    fn what_may_be_a_code_is_told() {
        assert_eq!(possible_code("3 Mensa"), Some(("3", 2)));
        assert_eq!(possible_code("PERF-12 Mensa"), Some(("PERF-12", 8)));
        assert_eq!(possible_code("1°) Mensa"), Some(("1°", 5)));
        assert_eq!(possible_code("12.a Mensa"), Some(("12.a", 5)));
        assert_eq!(possible_code("OB-07/bis: Mensa"), Some(("OB-07/bis", 11)));
        assert_eq!(possible_code("1a – Mensa"), Some(("1a", 7)));
        assert_eq!(possible_code("Mensa scolastica"), None);
        assert_eq!(possible_code("Una-tantum per le famiglie"), None);
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
