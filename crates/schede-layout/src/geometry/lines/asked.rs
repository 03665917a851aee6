//! What is asked of the lines of a page again and again, looked up once.
//!
//! In: questions about a line or a word, with how to find the answer. Out: the answer.
//! All questions are about the same lines of one page: the answers hang on them.
//!
//! Not here: the questions (`labels`, `head`).

use std::cell::OnceCell;

use schede_model::Column;

use super::text::PageText;

/// The answers, as far as something was asked.
pub(crate) struct Asked {
    /// By position: the right end of a label that wraps, and its last line.
    wrapped_labels: Vec<OnceCell<Option<(f32, usize)>>>,
    /// By position: the right end of words of a label that begins above.
    label_rests: Vec<OnceCell<Option<f32>>>,
    /// By token: the column head that begins there, and its length.
    head_words: Vec<OnceCell<Option<(Column, usize)>>>,
}

impl Asked {
    /// Nothing was asked of these lines of a page.
    pub fn nothing(page: &PageText, body: &[usize]) -> Self {
        Self {
            wrapped_labels: vec![OnceCell::new(); body.len()],
            label_rests: vec![OnceCell::new(); body.len()],
            head_words: vec![OnceCell::new(); page.tokens.len()],
        }
    }

    /// The label that begins at a position and wraps.
    pub fn wrapped_label(
        &self,
        position: usize,
        look: impl FnOnce() -> Option<(f32, usize)>,
    ) -> Option<(f32, usize)> {
        *self.wrapped_labels[position].get_or_init(look)
    }

    /// The words at a position that are of a label above.
    pub fn label_rest(&self, position: usize, look: impl FnOnce() -> Option<f32>) -> Option<f32> {
        *self.label_rests[position].get_or_init(look)
    }

    /// The column head that begins at a token.
    pub fn head_word(
        &self,
        token: usize,
        look: impl FnOnce() -> Option<(Column, usize)>,
    ) -> Option<(Column, usize)> {
        *self.head_words[token].get_or_init(look)
    }
}
