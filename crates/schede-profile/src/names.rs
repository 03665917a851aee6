//! Whether a person's name follows words that print one: "Il Dirigente dott.ssa Nives
//! Tamburlini", but not "Il Direttore dei lavori verifica le sponde".
//!
//! In: the text behind a signature or the label of a person. Out: whether it is a
//! name, or goes on with a sentence.
//!
//! Not here: which words sign (`Profile`).

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
    use super::{goes_on, is_name};

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
