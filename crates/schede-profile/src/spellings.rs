//! Short lists of words that are compared as they are printed, case and all.
//!
//! Not here: words whose case does not tell (`vocabulary`), labels (`labels`).

use serde::{Deserialize, Serialize};

/// A short list of words as they are printed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Spellings {
    words: Vec<String>,
    /// A bit for each byte that one begins with: most words of a text begin none.
    firsts: [u64; 4],
}

impl Spellings {
    pub fn new(words: &[String]) -> Self {
        let mut firsts = [0; 4];
        for first in words.iter().filter_map(|word| word.as_bytes().first()) {
            firsts[usize::from(first / 64)] |= 1 << (first % 64);
        }
        Self {
            words: words.to_vec(),
            firsts,
        }
    }

    #[inline]
    /// Whether one begins with the first byte of a word.
    pub fn begin_like(&self, word: &str) -> bool {
        let first = word.as_bytes().first();
        first.is_some_and(|first| self.firsts[usize::from(first / 64)] >> (first % 64) & 1 == 1)
    }

    #[inline]
    /// Whether a word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.begin_like(word) && self.words.iter().any(|known| known == word)
    }

    /// Bytes of the first one that a text begins with; 0 if with none.
    #[inline]
    pub fn at_start(&self, text: &str) -> usize {
        if !self.begin_like(text) {
            return 0;
        }
        let word = self.words.iter().find(|word| text.starts_with(*word));
        word.map_or(0, String::len)
    }
}
