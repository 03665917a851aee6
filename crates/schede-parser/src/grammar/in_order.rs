//! The cells of a row in a stream whose columns come in another order than the form's: the
//! weight and the deadline are known by what they look like, the texts by where they stand
//! between them.
//!
//! In: the words of one row, the order of the columns. Out: the row's cells.
//!
//! Not here: the order of the form (`columns`).

use std::ops::Range;

use schede_model::Column;
use schede_profile::{Kind, Plain, Vocabulary};

use super::columns::{Ranges, Split, Word, weight_words};
use super::looks::{Mark, due_start, leads_on};
use crate::values::weight::weight_at_start;

/// The weight of a table's rows together.
const ALL: f64 = 100.0;

/// Splits rows; none of them if weights without a sign are not all of the table's together,
/// and of one none if its words do not fit the order.
pub fn rows_in_order(
    rows: &[Vec<Word<'_>>],
    known: &Vocabulary,
    order: &[Column],
) -> Option<Vec<Option<Split>>> {
    let splits: Vec<_> = rows
        .iter()
        .map(|words| split_in_order(words, known, order))
        .collect();
    let weights = || {
        let cells = rows.iter().zip(&splits);
        cells.filter_map(|(words, split)| Some(&words[split.as_ref()?.weight.clone()?]))
    };
    let sum = |cell: &[Word<'_>]| weight_at_start(cell[0].text).map_or(0.0, |weight| weight.value);
    let signed = weights().all(|cell| weight_words(cell, 0, known).is_some());
    let all = weights().map(sum).sum::<f64>() == ALL;
    (signed || all).then_some(splits)
}

/// Splits a row.
fn split_in_order(words: &[Word<'_>], known: &Vocabulary, order: &[Column]) -> Option<Split> {
    let place = |column: Column| order.iter().position(|c| *c == column);
    let (description, weight) = (place(Column::Description)?, place(Column::Weight)?);
    let due = place(Column::Due);
    let (weight_at, due_at) = figures(words, known, weight, due)?;
    let mut anchors = vec![(weight, weight_at.clone())];
    anchors.extend(due.zip(due_at.clone()));
    anchors.sort_by_key(|(column, _)| *column);
    if anchors
        .first()
        .is_some_and(|(column, _)| *column < description)
    {
        return None;
    }
    let mut cells = Cells::default();
    let mut from = (0, 0);
    for (column, range) in &anchors {
        cells.take(words, known, &order[from.0..*column], from.1..range.start)?;
        from = (column + 1, range.end);
    }
    cells.take(words, known, &order[from.0..], from.1..words.len())?;
    Some(Split {
        description: cells.description,
        weight: Some(weight_at),
        monitoring: cells.monitoring,
        due: due_at.unwrap_or(0..0),
        outcome: cells.outcome,
        doubts: Vec::new(),
    })
}

/// The texts of a row.
#[derive(Default)]
struct Cells {
    description: Ranges,
    monitoring: Range<usize>,
    outcome: Ranges,
}

impl Cells {
    /// Words that belong to some columns side by side.
    fn take(
        &mut self,
        words: &[Word<'_>],
        known: &Vocabulary,
        columns: &[Column],
        range: Range<usize>,
    ) -> Option<()> {
        if range.is_empty() {
            return Some(());
        }
        let texts: Vec<Column> = columns
            .iter()
            .copied()
            .filter(|column| *column != Column::Other)
            .collect();
        match texts[..] {
            // Lines of the description that wrap below its figures.
            [] => self.description.push(range),
            [column] => self.put(column, range)?,
            [Column::Monitoring, Column::Outcome] => {
                let cut = range.start + outcome_start(&words[range.clone()], known);
                self.put(Column::Monitoring, range.start..cut)?;
                self.put(Column::Outcome, cut..range.end)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn put(&mut self, column: Column, range: Range<usize>) -> Option<()> {
        match column {
            Column::Description => self.description.push(range),
            Column::Monitoring => self.monitoring = range,
            Column::Outcome if range.is_empty() => {}
            Column::Outcome => self.outcome.push(range),
            _ => return None,
        }
        Some(())
    }
}

/// Where the outcome begins behind the monitoring: with a word that says how far the aim was
/// reached, or with the last line that begins a sentence.
fn outcome_start(words: &[Word<'_>], known: &Vocabulary) -> usize {
    let plain = |at: usize| Plain::of(words[at].text);
    let reached = |at: &usize| {
        let capital = words[*at].text.starts_with(char::is_uppercase);
        let two = || {
            *at + 1 < words.len()
                && known.kinds(&plain(*at)).is(Kind::Phrase)
                && known.says_reached(words[*at + 1].text)
        };
        capital && (known.says_reached(words[*at].text) || two())
    };
    let begins = |at: &usize| {
        let before = words[at - 1].text;
        words[*at].line_start
            && words[*at].text.starts_with(char::is_uppercase)
            && !before.ends_with([',', '-', '.'])
            && !leads_on(before, known)
    };
    let said = (0..words.len()).find(reached);
    let line = || (1..words.len()).rev().find(begins);
    said.or_else(line).unwrap_or(words.len())
}

/// Where weight and deadline stand: side by side, if their columns do.
fn figures(
    words: &[Word<'_>],
    known: &Vocabulary,
    weight: usize,
    due: Option<usize>,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let dues = (0..words.len()).filter_map(|at| Some(at..due_end(words, at, known)?));
    let all = 0..words.len();
    let signed = |at: usize| weight_words(words, at, known);
    let Some(due) = due else {
        return Some((in_range(words, all, known)?, None));
    };
    let mut pairs = dues.filter_map(|date| {
        let weight = match (weight + 1 == due, due + 1 == weight) {
            (true, _) => weight_before(words, date.start, known)?,
            (_, true) => {
                let plain = || plain_number(words, date.end);
                signed(date.end).or_else(plain)?
            }
            _ if weight < due => in_range(words, 0..date.start, known)?,
            _ => in_range(words, date.end..words.len(), known)?,
        };
        Some((weight, Some(date)))
    });
    let pair = pairs.next();
    // A row whose deadline is empty.
    pair.or_else(|| Some((in_range(words, all, known)?, None)))
}

/// The weight among words: one with its sign, or else a number between two cells.
fn in_range(
    words: &[Word<'_>],
    mut range: Range<usize>,
    known: &Vocabulary,
) -> Option<Range<usize>> {
    let signed = range.clone().find_map(|at| weight_words(words, at, known));
    let between = |at: &usize| {
        let next = words.get(at + 1);
        let begins = |next: &Word<'_>| next.line_start || next.text.starts_with(char::is_uppercase);
        let led = *at > 0 && !words[*at].line_start && words[at - 1].text.ends_with('.');
        !led && next.is_none_or(begins) && plain_number(words, *at).is_some()
    };
    signed.or_else(|| range.find(between).map(|at| at..at + 1))
}

/// The weight right before a word.
fn weight_before(words: &[Word<'_>], end: usize, known: &Vocabulary) -> Option<Range<usize>> {
    let mut starts = (end.saturating_sub(2)..end).filter_map(|at| weight_words(words, at, known));
    let signed = starts.find(|weight| weight.end == end);
    signed.or_else(|| plain_number(words, end.checked_sub(1)?))
}

/// A number alone, as where the head has the per cent sign.
fn plain_number(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let text = words.get(at)?.text;
    let weight = weight_at_start(text)?;
    (weight.end == text.len() && weight.value <= ALL).then_some(at..at + 1)
}

/// Where a deadline ends that begins with a word.
fn due_end(words: &[Word<'_>], at: usize, known: &Vocabulary) -> Option<usize> {
    let texts = words[at..].iter().map(|word| word.text);
    let mark = due_start(texts, known)?;
    if mark == Mark::Status {
        return None;
    }
    Some(at + mark.words())
}

/// Whether columns come in the form's order, and the texts behind the weight are told apart
/// by the deadline between them.
pub fn is_usual(order: &[Column]) -> bool {
    let own = order.iter().filter(|column| **column != Column::Other);
    own.is_sorted() && order.contains(&Column::Monitoring)
}
