//! A page seen through the lines of it that are content.
//!
//! In: a page, its body lines, the profile. Out: lines, words and what may begin there.
//!
//! Not here: what the lines mean.

use schede_profile::Profile;

use super::asked::Asked;
use super::text::{PageText, TextLine, Token};

/// Distance (em) from the middle of the page up to which a line is centred,
/// of its words; and from the middle of the paper, where few words stand by chance.
const OFF_MIDDLE: f32 = 1.5;
const IN_MIDDLE: f32 = 0.3;

/// A page seen through its body lines.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    pub page: &'v PageText,
    /// Indices of the lines that are content, top to bottom.
    pub body: &'v [usize],
    pub profile: &'v Profile,
    /// What was found out about them.
    pub asked: &'v Asked,
    /// Left and right end of its text.
    pub span: (f32, f32),
}

impl<'v> View<'v> {
    /// A page seen through these lines, about which something may be known.
    pub fn new(
        page: &'v PageText,
        body: &'v [usize],
        profile: &'v Profile,
        asked: &'v Asked,
    ) -> Self {
        let lines = body.iter().map(|l| &page.lines[*l]);
        let tokens = lines.flat_map(|line| &page.tokens[line.tokens.clone()]);
        let span = tokens.fold((f32::MAX, f32::MIN), |(left, right), token| {
            (left.min(token.x0), right.max(token.x1))
        });
        Self {
            page,
            body,
            profile,
            asked,
            span,
        }
    }

    /// The line at a position.
    pub fn line(&self, position: usize) -> &'v TextLine {
        &self.page.lines[self.body[position]]
    }

    /// The tokens of a line.
    pub fn tokens(&self, line: &TextLine) -> &'v [Token] {
        &self.page.tokens[line.tokens.clone()]
    }

    /// Whether a label of the form may begin where a line does.
    pub fn may_begin_label(&self, line: &TextLine) -> bool {
        line.may_begin_label(&self.page.tokens, self.profile)
    }

    /// Whether a line stands in the middle of the page.
    pub fn is_centred(&self, line: &TextLine) -> bool {
        let tokens = self.tokens(line);
        let ends = tokens.first().zip(tokens.last());
        ends.is_some_and(|(first, last)| {
            let middle = |left: f32, right: f32| (first.x0 + last.x1 - left - right) / 2.0;
            middle(self.span.0, self.span.1).abs() < OFF_MIDDLE * line.em
                || middle(0.0, self.page.width).abs() < IN_MIDDLE * line.em
        })
    }

    /// The word of a line that begins at a token, and the token after it: kerning
    /// may part a word into several.
    pub fn whole_word(&self, line: &'v TextLine, first: usize) -> (&'v str, usize) {
        let start = self.page.tokens[first].start as usize;
        let rest = &line.text[start..];
        let word = &rest[..rest
            .bytes()
            .position(|byte| byte == b' ')
            .unwrap_or(rest.len())];
        let end = (start + word.len()) as u32;
        let rest = &self.page.tokens[first..line.tokens.end];
        let n = rest.iter().take_while(|t| t.start < end).count();
        (word, first + n.max(1))
    }

    /// Whether a rule stands between two words of a line.
    pub fn is_ruled(&self, left: &Token, right: &Token) -> bool {
        let y = left.base - 0.3 * left.em;
        self.page.uprights.any_between(left.x1, right.x0, y)
    }

    /// False where neither a blank of `em` or more nor a rule can part words of a line.
    pub fn may_be_parted(&self, line: &TextLine, em: f32) -> bool {
        line.may_have_blank(em) || !self.page.uprights.is_empty()
    }

    /// The text of the line at a position before a token.
    pub fn text_before(&self, position: usize, token: usize) -> &'v str {
        let line = self.line(position);
        line.text[..self.page.tokens[token].start as usize].trim_end()
    }

    /// The text of the line at a position from a token on.
    pub fn text_from(&self, position: usize, token: usize) -> &'v str {
        let line = self.line(position);
        &line.text[self.page.tokens[token].start as usize..]
    }
}
