//! What stands before and behind words that the form prints: numbers of its labels
//! ("5. Vincoli:"), marks of notes behind them, and whether a person's name follows words that
//! print one: "Il Dirigente dott.ssa Nives Tamburlini", but not "Il Direttore dei lavori
//! verifica le sponde".
//!
//! In: a line; the text behind a signature or the label of a person. Out: where its
//! words begin; whether it is a name, or goes on with a sentence.
//!
//! Not here: which words sign (`Profile`).

/// Where a text begins behind the number or the letter of a form's label ("5. Vincoli:",
/// "5) Vincoli:", "b) Vincoli:", "IV. Vincoli:"): at 0 if none stands before it.
pub fn numbering(text: &str) -> usize {
    const MOST_DIGITS: usize = 2;
    const LONGEST_LATIN: usize = 4;
    let count = |of: fn(&u8) -> bool| text.bytes().take_while(of).count();
    let digits = count(u8::is_ascii_digit);
    let latin = count(|b| matches!(b, b'I' | b'V' | b'X'));
    let number = match digits {
        0 if (1..=LONGEST_LATIN).contains(&latin) => latin,
        0 => usize::from(text.starts_with(|c: char| c.is_ascii_alphabetic())),
        digits => digits,
    };
    if number == 0 || digits > MOST_DIGITS {
        return 0;
    }
    let rest = &text[number..];
    // "1.1 Vincoli", "1.1. Vincoli".
    let part = rest.strip_prefix('.').unwrap_or_default();
    let parts = part.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && (1..=MOST_DIGITS).contains(&parts) {
        let label = part[parts..].trim_start_matches(['.', ')']);
        let name = label.trim_start();
        let parted = name.len() < label.len() && name.starts_with(char::is_uppercase);
        return if parted { text.len() - name.len() } else { 0 };
    }
    let begins = rest.strip_prefix(['.', ')']).map(str::trim_start);
    let label = begins
        .filter(|label| label.len() + 1 < rest.len() && label.starts_with(char::is_uppercase));
    label.map_or(0, |label| text.len() - label.len())
}

/// Bytes of the mark of a note before the colon of a label ("Vincoli (2):", "Vincoli*:",
/// "Vincoli²:"), with the blanks around it; 0 if none stands at the beginning of `text`.
pub fn note_mark(text: &str) -> usize {
    const MOST_DIGITS: usize = 2;
    let mark = text.trim_start();
    let stars = mark.trim_start_matches('*');
    let raised = mark.trim_start_matches(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']);
    let bracketed = mark.strip_prefix('(').and_then(|inside| {
        let (number, behind) = inside.split_once(')')?;
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits && (1..=MOST_DIGITS).contains(&number.len()) || number == "*";
        number.then_some(behind)
    });
    let behind = bracketed.unwrap_or(if stars.len() < mark.len() {
        stars
    } else {
        raised
    });
    let behind = behind.trim_start();
    let marked = behind.len() < mark.len() && behind.starts_with(':');
    if marked { text.len() - behind.len() } else { 0 }
}

/// Where a label ends that is printed in two languages before its colon ("Obiettivo /
/// Ziel:"): behind the second.
pub fn in_two_languages(text: &str, end: usize) -> usize {
    let Some(second) = text[end..].trim_start().strip_prefix('/') else {
        return end;
    };
    let Some(colon) = second.find(':') else {
        return end;
    };
    let words = &second[..colon];
    if !are_of_label(words) {
        return end;
    }
    text.len() - second.len() + words.trim_end().len()
}

/// Where a label ends that is printed in two languages and is all of a cell ("Obiettivo /
/// Ziel"): behind the second, which may wrap ("Responsabile /").
pub fn two_languages_alone(text: &str, end: usize) -> usize {
    let second = text[end..].trim_start().strip_prefix('/');
    // "Obiettivo n. / Ziel Nr."
    let of_label = |second: &str| are_of_label(second.trim_end_matches('.'));
    let whole = second.is_some_and(|second| second.trim().is_empty() || of_label(second));
    if whole { text.len() } else { end }
}

/// Whether some words may be a label in another language.
fn are_of_label(words: &str) -> bool {
    const WORDS: usize = 4;
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-');
    let names = words.chars().all(letters) && words.contains(char::is_alphabetic);
    names && words.split_whitespace().count() <= WORDS
}

/// Whether a sentence goes on with a text, whatever comes behind its first word.
pub fn goes_on(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_lowercase) && !is_title(first)
}

/// Whether a text is a name and nothing else: a short run of capitalised words and of
/// titles, or nothing.
pub fn is_name(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let named = |word: &str| {
        is_title(word)
            || word.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '"' | '_'))
    };
    text.split_whitespace().count() <= MOST_WORDS && text.split_whitespace().all(named)
}

/// A title may begin with a small letter, and holds a full stop ("dott.ssa").
fn is_title(word: &str) -> bool {
    word.contains('.')
}

#[cfg(test)]
mod tests {
    use super::{goes_on, is_name, note_mark, numbering};

    #[test]
    fn the_number_of_a_label_stands_before_a_capital() {
        assert_eq!(numbering("5. Vincoli: nessuno"), 3);
        assert_eq!(numbering("12) Note:"), 4);
        assert_eq!(numbering("b) Note:"), 3);
        assert_eq!(numbering("IV. Note:"), 4);
        assert_eq!(numbering("1.2 Note:"), 4);
        for other in [
            "5.Vincoli",
            "5 Vincoli",
            "5. vincoli",
            "2025. Vincoli",
            "5.",
            "ab) Note",
            "b Note",
            "",
        ] {
            assert_eq!(numbering(other), 0, "{other}");
        }
    }

    #[test]
    fn the_mark_of_a_note_stands_before_the_colon() {
        for (text, mark) in [
            (" (2): x", 4),
            ("*: x", 1),
            ("**:", 2),
            ("² : x", 3),
            ("(*):", 3),
        ] {
            assert_eq!(note_mark(text), mark, "{text}");
        }
        for other in ["", ": x", " (2) x", " (2024): x", " (AL): x", "():", "2:"] {
            assert_eq!(note_mark(other), 0, "{other}");
        }
    }

    #[test]
    fn what_is_a_name_is_no_sentence() {
        for name in [
            "",
            "Nives Tamburlini",
            "dott.ssa Nives Tamburlini",
            "(arch. N. T.)",
        ] {
            assert!(is_name(name) && !goes_on(name), "{name}");
        }
        for sentence in ["dei lavori verifica le sponde", "verifica"] {
            assert!(!is_name(sentence) && goes_on(sentence), "{sentence}");
        }
        // A name with other words beside it.
        assert!(
            !is_name("Nives Tamburlini visto il piano")
                && !goes_on("Nives Tamburlini visto il piano")
        );
    }
}
