//! What is asked of the lines of a page again and again, looked up once.
//!
//! In: questions about a line or a word, with how to find the answer. Out: the answer.
//! All questions are about the same lines of one page: the answers hang on them.
//!
//! Not here: the questions (`labels`, `head`, `roster`).

use std::cell::OnceCell;
use std::ops::Range;

use schede_model::Column;

use super::text::PageText;
use crate::geometry::head::Head;
use crate::geometry::roster::head::{Beside, MOST_LINES};

/// The words of lines as heads of columns, by how many lines follow the first.
type FromLine = [OnceCell<Option<Beside>>; MOST_LINES];

/// The answers, as far as something was asked.
pub(crate) struct Asked {
    /// By position: the right end of a label that wraps, and its last line.
    wrapped_labels: Vec<OnceCell<Option<(f32, usize)>>>,
    /// By position: the right end of words of a label that begins above.
    label_rests: Vec<OnceCell<Option<f32>>>,
    /// By position: the head of a table of phases that begins there.
    heads: Vec<OnceCell<Option<Box<Head>>>>,
    /// By position, and by how many more lines: their words as heads of columns.
    beside: Vec<OnceCell<Box<FromLine>>>,
    /// By token: the column head that begins there, and its length.
    head_words: Vec<OnceCell<Option<(Column, usize)>>>,
}

impl Asked {
    /// Nothing was asked of these lines of a page.
    pub fn nothing(page: &PageText, body: &[usize]) -> Self {
        Self {
            wrapped_labels: vec![OnceCell::new(); body.len()],
            label_rests: vec![OnceCell::new(); body.len()],
            heads: vec![OnceCell::new(); body.len()],
            beside: vec![OnceCell::new(); body.len()],
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

    /// The head of a table of phases that begins at a position.
    pub fn head(&self, position: usize, look: impl FnOnce() -> Option<Head>) -> Option<&Head> {
        let head = self.heads[position].get_or_init(|| look().map(Box::new));
        head.as_deref()
    }

    /// The words of a few lines as heads of columns.
    pub fn beside(
        &self,
        lines: &Range<usize>,
        look: impl FnOnce() -> Option<Beside>,
    ) -> Option<&Beside> {
        let begun = self.beside[lines.start].get_or_init(Box::default);
        begun[lines.len() - 1].get_or_init(look).as_ref()
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
