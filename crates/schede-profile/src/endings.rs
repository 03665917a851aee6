//! The last letters of spellings: most lines end with none of them, and that is known from
//! two of their bytes.
//!
//! In: spellings. Out: whether a text may end with one.
//!
//! Not here: whether it does (`labels`).

use schede_model::fold::fold;
use serde::{Deserialize, Serialize};

const LETTERS: usize = 26;

/// The pairs of letters that some spellings end with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Endings {
    /// For each last letter those before it, a bit each.
    before: [u32; LETTERS],
}

impl Endings {
    pub(crate) fn of<'s>(spellings: impl Iterator<Item = &'s String>) -> Self {
        let mut before = [0; LETTERS];
        for spelling in spellings {
            match pair(fold(spelling).as_bytes()) {
                Some((first, last)) => before[last] |= 1 << first,
                // What ends with a figure, or is one letter, may be any text's end.
                None => before = [u32::MAX; LETTERS],
            }
        }
        Self { before }
    }

    /// Whether a text may end with one, with the per cent sign or full stop behind it that
    /// are of a label, its colon and blanks.
    pub fn may_end(&self, text: &str) -> bool {
        let text = text.trim_end_matches(|c: char| c == ':' || c.is_whitespace());
        let letters = text.strip_suffix(['%', '.']).unwrap_or(text);
        // Accents and signs may stand on letters and between them.
        pair(letters.as_bytes()).is_none_or(|(first, last)| self.before[last] >> first & 1 != 0)
    }
}

/// The places in the alphabet of the last two bytes, if both are letters of ASCII.
fn pair(bytes: &[u8]) -> Option<(usize, usize)> {
    let place = |byte: &u8| {
        let letter = byte.is_ascii_alphabetic();
        letter.then(|| usize::from(byte.to_ascii_lowercase() - b'a'))
    };
    let [.., first, last] = bytes else {
        return None;
    };
    place(first).zip(place(last))
}

#[cfg(test)]
mod tests {
    use super::Endings;

    fn endings(spellings: &[&str]) -> Endings {
        let spellings: Vec<String> = spellings.iter().map(|s| (*s).to_owned()).collect();
        Endings::of(spellings.iter())
    }

    #[test]
    fn a_text_ends_as_a_spelling_does_as_far_as_two_letters_say() {
        let endings = endings(&["Fasi progettuali", "Piano delle attività"]);
        for text in [
            "delle Fasi progettuali",
            "PROGETTUALI",
            "attivita",
            "attività",
            "x",
        ] {
            assert!(endings.may_end(text), "{text}");
        }
        assert!(endings.may_end("progettuali.") && endings.may_end("progettuali%"));
        assert!(!endings.may_end("obiettivo") && !endings.may_end("la li ci"));
    }

    #[test]
    fn a_spelling_that_ends_with_a_figure_may_end_any_text() {
        assert!(endings(&["Fase 1"]).may_end("obiettivo"));
    }
}
