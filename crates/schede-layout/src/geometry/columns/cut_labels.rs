//! Phase labels in a narrow column that a page's end cuts: "fas" at the end of one page, "e"
//! over "3:" at the top of the next.
//!
//! In: the lines of a table on a page, with the labels that are whole on it. Out: the words of
//! labels of which the rest stands on the page before or after.
//!
//! Not here: labels that are whole on a page (`beside`).

use std::ops::Range;

use super::Columns;
use super::beside::{Label, half, stands_alone};
use crate::geometry::lines::opening::phase_label;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Lines of a label that stand on the second page, at most.
const MOST_LINES: usize = 7;

/// Lines of a page, with words of a label on each.
pub(super) type Words = Vec<(usize, Range<usize>)>;

/// The words of the label that the page's end cuts, below those that are whole, and its text
/// so far.
pub(super) fn begun(
    view: View,
    columns: &Columns,
    zone: Range<usize>,
    labels: &[Label],
    text: usize,
) -> Option<(Words, String)> {
    let last = labels.last();
    let from = last.map_or(zone.start, |last| match last.number {
        Some(_) => last.position + 1,
        None => last.position,
    });
    let of_last =
        |position: usize| last.is_some_and(|last| last.rest.iter().any(|(p, _)| *p == position));
    let label = (from..zone.end)
        .filter(|position| !of_last(*position))
        .find_map(|position| half(view, position, first(view, columns, position, text)?))?;
    let mut words = vec![(label.position, label.first..label.next)];
    words.extend(label.rest);
    let mut so_far = String::new();
    for (position, words) in &words {
        add(&mut so_far, view, view.line(*position), words);
    }
    Some((words, so_far))
}

/// The words at the top of a page that are the rest of a label begun on the page before.
pub(super) fn rest(
    view: View,
    columns: &Columns,
    zone: Range<usize>,
    begun: &str,
    text: usize,
) -> Option<Words> {
    let words = &view.profile.phase_words;
    let mut so_far = begun.to_owned();
    let mut rest = Words::new();
    let mut whole = false;
    for position in zone.take(MOST_LINES) {
        let line = view.line(position);
        let Some(token) = first(view, columns, position, text) else {
            continue;
        };
        let (word, end) = view.whole_word(line, token);
        if !stands_alone(view, line, token..end) {
            continue;
        }
        // The colon may stand on a line of its own.
        if whole {
            let sign = !word.contains(char::is_alphanumeric);
            rest.extend(sign.then_some((position, token..end)));
            break;
        }
        let longer = format!("{so_far} {word}");
        whole = phase_label(&longer, words).is_some_and(|label| label.end == longer.len());
        if whole || words.continues_or_is(&longer) {
            so_far = longer;
            rest.push((position, token..end));
        }
    }
    whole.then_some(rest)
}

/// The first word of a line under the head of the descriptions.
fn first(view: View, columns: &Columns, position: usize, text: usize) -> Option<usize> {
    let tokens = &view.page.tokens;
    let of_text = |i: &usize| columns.has_under(text, &tokens[*i]);
    view.line(position).tokens.clone().find(of_text)
}

fn add(text: &mut String, view: View, line: &TextLine, words: &Range<usize>) {
    for i in words.clone() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(view.page.word(line, i));
    }
}
