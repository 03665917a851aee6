//! The head of the table of phases: "Descrizione Incidenza % Monitoraggio al
//! 30/09/2024 Scadenze previste Raggiungimento Obiettivo", in one line or many.

use std::ops::Range;

use schede_model::Column;
use schede_profile::{Profile, Style};

use crate::values::date::date_at_start;

/// What a line of the table head says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadLine {
    /// How many column heads stand on it.
    pub n_heads: usize,
    /// Byte range of the monitoring date.
    pub date: Option<Range<usize>>,
}

/// Reads a line that is made of column heads and nothing else.
pub fn head_line(profile: &Profile, text: &str) -> Option<HeadLine> {
    let mut head = HeadLine::default();
    let mut at = skip_signs(text, 0);
    while at < text.len() {
        let rest = &text[at..];
        if let Some((_, end)) = date_at_start(rest) {
            // A date in a head stands after "Monitoraggio al".
            if head.n_heads == 0 {
                return None;
            }
            head.date.get_or_insert(at..at + end);
            at = skip_signs(text, at + end);
            continue;
        }
        let label = profile
            .heads
            .at_start(rest)
            .filter(|l| l.style == Style::Capital)?;
        head.n_heads += 1;
        at = skip_signs(text, at + label.end);
    }
    (head.n_heads > 0).then_some(head)
}

/// Whether a short line can be the rest of a wrapped head ("Obiettivo", "%",
/// "previste", "30/09/2024"): every word of it stands in some column head.
pub fn head_rest(profile: &Profile, text: &str) -> Option<HeadLine> {
    let mut head = HeadLine::default();
    let mut at = skip_signs(text, 0);
    while at < text.len() {
        let word_end = text[at..]
            .find(char::is_whitespace)
            .map_or(text.len(), |n| at + n);
        if let Some((_, end)) = date_at_start(&text[at..]) {
            head.date.get_or_insert(at..at + end);
        } else if !is_head_word(profile, &text[at..word_end]) {
            return None;
        }
        at = skip_signs(text, word_end);
    }
    Some(head)
}

fn is_head_word(profile: &Profile, word: &str) -> bool {
    profile
        .head_words
        .at_start(word)
        .is_some_and(|label| word[label.end..].chars().all(|c| !c.is_alphanumeric()))
}

/// The column a head cell names, for tables whose cells are known.
pub fn head_column(profile: &Profile, text: &str) -> Option<Column> {
    profile.heads.at_start(text).map(|label| label.what)
}

fn skip_signs(text: &str, at: usize) -> usize {
    text.len()
        - text[at..]
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '%' | '(' | ')' | '|' | ':' | '-')
            })
            .len()
}
