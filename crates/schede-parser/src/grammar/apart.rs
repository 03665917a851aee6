//! Words of a row that stand under another row's label, because a stream prints
//! "fase 3:" after its own description or in the middle of it, and the cells of a
//! row between two halves of its description.
//!
//! In: the words of the rows as the labels part them. Out: words moved to the row
//! they belong to, and what was moved. Every move is said: the other reading
//! leaves the words where the labels put them.
//!
//! Not here: which words of a row are which cell (`columns`).

use std::ops::Range;

use schede_profile::Vocabulary;

use super::columns::{Split, Word, begins_with_weight, split};
use crate::doubts::signs::ends_open;

/// Words that were taken from the end of a row and put before the next one's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The row they stood in.
    pub from: usize,
    /// How many words.
    pub count: usize,
}

/// Gives descriptions that stand before their row's label back to it.
pub fn give_back(rows: &mut [Vec<Word<'_>>], known: &Vocabulary) -> Vec<Moved> {
    let mut moved = Vec::new();
    // Words that the row under way was given: they do not wander on.
    let mut given = 0;
    for next in 1..rows.len() {
        let (before, after) = rows.split_at_mut(next);
        let (Some(row), Some(heir)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let at = handed_over(row, heir, known).filter(|at| *at >= given);
        given = 0;
        if let Some(at) = at {
            let words = row.split_off(at);
            given = words.len();
            moved.push(Moved {
                from: next - 1,
                count: words.len(),
            });
            heir.splice(0..0, words);
        }
    }
    moved
}

/// Where the words of `row` begin that belong to the description of the next.
fn handed_over(row: &[Word<'_>], heir: &[Word<'_>], known: &Vocabulary) -> Option<usize> {
    // A description printed late is found in the row itself.
    let lacks_all = begins_with_weight(heir, known) && !heir.iter().any(|w| w.detached);
    let lacks_half = heir
        .first()
        .is_some_and(|w| w.text.starts_with(char::is_lowercase));
    if !lacks_all && !lacks_half {
        return None;
    }
    let cells = split(row, known, false);
    let at = last_text(row, &cells)?;
    let hangs = row.last().is_some_and(|w| ends_open(w.text, known));
    (lacks_all || hangs).then_some(at)
}

/// Where the last text of a row's outcome begins: at a capital on a new line,
/// after an empty line or the end of a sentence, or where the outcome begins.
fn last_text(row: &[Word<'_>], cells: &Split) -> Option<usize> {
    let outcome = cells.outcome.last()?;
    cells.weight.as_ref()?;
    let begins = |at: &usize| {
        let word = &row[*at];
        let ended = *at == outcome.start || word.gap || row[*at - 1].text.ends_with(['.', ';']);
        word.line_start && ended && !word.text.starts_with(char::is_lowercase)
    };
    outcome.clone().rev().find(begins)
}

/// The half of a description that stands after its row's other cells: small
/// letters go on with it where it breaks off and the weight begins a line, or where the next
/// page begins. Answers the words, which stand first in the outcome.
pub fn second_half(words: &[Word<'_>], cells: &Split, known: &Vocabulary) -> Option<Range<usize>> {
    let weight = cells.weight.as_ref()?;
    let outcome = cells.outcome.first()?;
    let first = &words[outcome.start];
    let over_page = first.part != words[weight.start].part;
    let set_off = words[weight.start].line_start || over_page;
    let apart = weight.start > 0 && set_off && first.line_start;
    if !apart || !first.text.starts_with(char::is_lowercase) {
        return None;
    }
    let described = &words[weight.start - 1];
    if !over_page && !described.broken_after && !ends_open(described.text, known) {
        return None;
    }
    let fresh = |at: &usize| {
        words[*at].line_start && words[*at].text.starts_with(|c: char| !c.is_lowercase())
    };
    let end = outcome.clone().find(fresh).unwrap_or(outcome.end);
    Some(outcome.start..end)
}
