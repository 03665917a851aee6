//! Words that say a page's number: "pag. 75 di 214".
//!
//! Not here: what else a line that names a page may hold (`layout`, the grammar).

use serde::{Deserialize, Serialize};

/// The words before a page's number and between it and the number of pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageWords {
    words: Vec<String>,
    counts: Vec<String>,
    /// First letters of the words, in either case: most lines begin with none.
    #[serde(with = "crate::arrays")]
    firsts: [bool; 128],
}

impl PageWords {
    pub(crate) fn new(words: &[String], counts: &[String]) -> Self {
        let mut firsts = [false; 128];
        for first in words.iter().filter_map(|word| word.bytes().next()) {
            for either in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                firsts[usize::from(either & 0x7f)] = true;
            }
        }
        Self {
            words: words.to_vec(),
            counts: counts.to_vec(),
            firsts,
        }
    }

    /// Whether a text that begins with a byte may begin with a word for a page.
    #[inline]
    pub fn may_begin(&self, byte: u8) -> bool {
        byte.is_ascii() && self.firsts[usize::from(byte)]
    }

    /// What follows the word for a page that a text begins with. The full stop of an
    /// abbreviation may be missing before a blank.
    pub fn after_word<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !text.bytes().next().is_some_and(|byte| self.may_begin(byte)) {
            return None;
        }
        self.words.iter().find_map(|word| {
            let stem = word.strip_suffix('.').unwrap_or(word);
            let (begun, rest) = text.split_at_checked(stem.len())?;
            let full = rest.strip_prefix('.');
            let whole = stem == word || full.is_some() || rest.starts_with(' ');
            (whole && begun.eq_ignore_ascii_case(stem)).then(|| full.unwrap_or(rest))
        })
    }

    /// Whether a word stands between a page's number and the number of pages.
    pub fn is_count(&self, word: &str) -> bool {
        self.counts.iter().any(|of| of.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::PageWords;

    #[test]
    fn an_abbreviation_keeps_its_full_stop_or_has_a_blank_behind_it() {
        let words = ["pagina", "pag."].map(str::to_owned);
        let pages = PageWords::new(&words, &["di".to_owned()]);
        assert_eq!(pages.after_word("PAGINA 3"), Some(" 3"));
        assert_eq!(pages.after_word("Pag.3"), Some("3"));
        assert_eq!(pages.after_word("pag 3 di 4"), Some(" 3 di 4"));
        assert_eq!(pages.after_word("pag3"), None);
        assert_eq!(pages.after_word("piano"), None);
        assert!(pages.is_count("DI"));
    }
}
