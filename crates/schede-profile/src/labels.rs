//! Finds printed labels: spellings compared letter by letter, without regard to
//! case, accents, apostrophes and spaces, at a given place of a text.
//!
//! In: spellings with what they stand for. Out: the longest spelling that
//! stands at the place, and where it ends.
//!
//! Not here: colons, codes, what a label means (the grammar decides).

use schede_model::fold::base_letter;

/// Spellings of one kind, ready to be looked up.
#[derive(Debug, Clone)]
pub struct Labels<T> {
    /// Folded spellings by first letter (a-z, then the rest), longest first.
    by_first: Vec<Vec<(Vec<u8>, T)>>,
}

/// A label found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelMatch<T> {
    /// What the spelling stands for.
    pub what: T,
    /// Byte after the label's last letter.
    pub end: usize,
    /// How it is written.
    pub style: Style,
}

/// How the letters of a label are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// It begins with a capital letter.
    Capital,
    /// It begins with a small letter, as in running text.
    Small,
}

const FIRSTS: usize = 27;

impl<T: Copy> Labels<T> {
    /// Compiles spellings; the folded form of each must not be empty.
    pub fn new<'s>(spellings: impl IntoIterator<Item = (&'s str, T)>) -> Self {
        let mut by_first = vec![Vec::new(); FIRSTS];
        for (spelling, what) in spellings {
            let folded = schede_model::fold::fold(spelling).into_bytes();
            if let Some(first) = folded.first() {
                by_first[slot(*first)].push((folded, what));
            }
        }
        for list in &mut by_first {
            list.sort_by_key(|(folded, _)| std::cmp::Reverse(folded.len()));
        }
        Self { by_first }
    }

    /// The longest spelling that stands at the beginning of `text` (leading
    /// blanks are passed over) and ends at a word's end.
    pub fn at_start(&self, text: &str) -> Option<LabelMatch<T>> {
        let offset = text.len() - text.trim_start().len();
        let text = &text[offset..];
        let first = text.chars().next()?;
        let key = fold_char(first)?;
        self.by_first[slot(key)].iter().find_map(|(folded, what)| {
            spelled(text, folded).map(|end| LabelMatch {
                what: *what,
                end: offset + end,
                style: if first.is_lowercase() {
                    Style::Small
                } else {
                    Style::Capital
                },
            })
        })
    }

    /// Whether some spelling begins with the whole of `text`: it may be a label
    /// cut at a line end.
    pub fn continues(&self, text: &str) -> bool {
        let folded = schede_model::fold::fold(text).into_bytes();
        folded.first().is_some_and(|first| {
            self.by_first[slot(*first)]
                .iter()
                .any(|(spelling, _)| spelling.len() > folded.len() && spelling.starts_with(&folded))
        })
    }
}

fn slot(folded: u8) -> usize {
    if folded.is_ascii_lowercase() {
        usize::from(folded - b'a')
    } else {
        FIRSTS - 1
    }
}

fn fold_char(c: char) -> Option<u8> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase() as u8);
    }
    let base = base_letter(c);
    base.is_ascii_alphanumeric()
        .then(|| base.to_ascii_lowercase() as u8)
}

/// Where `text` has spelled out all of `folded`, if it does so up to a word's
/// end. Blanks, apostrophes, hyphens, slashes, full stops and percent signs may
/// stand between the letters; other signs (a colon above all) may not.
fn spelled(text: &str, folded: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut rest = folded.iter();
    let mut wanted = rest.next();
    let mut at = 0;
    while let Some(letter) = wanted {
        let byte = *bytes.get(at)?;
        let (folded, length) = match byte {
            b'a'..=b'z' | b'0'..=b'9' => (Some(byte), 1),
            b'A'..=b'Z' => (Some(byte + 32), 1),
            0x80.. => {
                let c = text[at..].chars().next()?;
                (
                    fold_char(c).or_else(|| passes(c).then_some(0)),
                    c.len_utf8(),
                )
            }
            _ => (passes(char::from(byte)).then_some(0), 1),
        };
        match folded? {
            0 => {}
            found if found == *letter => wanted = rest.next(),
            _ => return None,
        }
        at += length;
    }
    ends_word(text, at)
}

/// Where a label whose last letter ends at `at` ends, if a word ends there. A
/// per cent sign belongs to the label before it.
fn ends_word(text: &str, at: usize) -> Option<usize> {
    let Some(next) = text[at..].chars().next() else {
        return Some(at);
    };
    // A pen that moves left leaves no blank: "ValutazioneIl Dirigente".
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let glued = before.is_lowercase() && next.is_uppercase();
    let ended = !next.is_alphanumeric() || glued;
    ended.then_some(at + usize::from(next == '%'))
}

fn passes(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\'' | '’' | '‘' | '`' | '´' | '-' | '–' | '/' | '.' | '%'
        )
}

#[cfg(test)]
mod tests {
    use super::{Labels, Style};

    fn labels() -> Labels<u8> {
        Labels::new([
            ("Finalità Strategiche", 1),
            ("Finalità", 2),
            ("PIAO-Valore Pubblico", 3),
        ])
    }

    #[test]
    fn the_longest_spelling_wins() {
        let found = labels()
            .at_start("FINALITA' STRATEGICHE: x")
            .expect("a label");
        assert_eq!((found.what, found.style), (1, Style::Capital));
        assert_eq!(&"FINALITA' STRATEGICHE: x"[found.end..], ": x");
    }

    #[test]
    fn a_label_ends_at_a_words_end() {
        assert_eq!(labels().at_start("Finalitàx"), None);
        assert_eq!(
            labels().at_start("Finalità di spesa").map(|m| m.what),
            Some(2)
        );
    }

    #[test]
    fn dashes_and_blanks_inside_do_not_count() {
        assert_eq!(
            labels().at_start("PIAO - Valore  pubblico").map(|m| m.what),
            Some(3)
        );
    }

    #[test]
    fn a_colon_inside_ends_the_match() {
        assert_eq!(
            labels().at_start("Finalità: Strategiche").map(|m| m.what),
            Some(2)
        );
    }

    #[test]
    fn a_cut_label_is_known_as_such() {
        assert!(labels().continues("Finalità"));
        assert!(!labels().continues("Finalità Strategiche"));
    }
}
