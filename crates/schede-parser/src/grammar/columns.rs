//! The columns of a phase's row, told apart without coordinates: by what the
//! words look like and where they stand.
//!
//! In: the words of one row in stream order. Out: the row's cells and what could
//! be read in another way. The order on paper is Descrizione | Incidenza % |
//! Monitoraggio | Scadenze | Raggiungimento; every split of the words after the
//! weight into the last three is scored, and the best one taken.
//!
//! Not here: which words belong to the row (`walk`), how the words after the
//! weight are split (`tail`), tables whose cells are known (`table`).

use std::ops::Range;

use schede_profile::{Kind, Plain, Vocabulary};
use smallvec::{SmallVec, smallvec};

use super::draft::Cell;
use super::looks::{Mark, deadline_start, due_start};
use super::tail::{Tail, best_tail};
use crate::source::Piece;
use crate::values::weight::{ALL, is_points, weight_at_start};

/// A word of a row.
#[derive(Debug, Clone, Copy)]
pub struct Word<'f> {
    /// The characters.
    pub text: &'f str,
    /// Where it stands.
    pub piece: Piece,
    /// It begins a line.
    pub line_start: bool,
    /// An empty line stands before it, in a text whose empty lines mean
    /// something.
    pub gap: bool,
    /// It was printed between the two copies of a line across a seam: it is of
    /// another cell than the words around it.
    pub detached: bool,
    /// Grows where a page ends or the table's head is printed again.
    pub part: u32,
    /// It ends a line and a blank follows: the line was broken there, the text
    /// goes on.
    pub broken_after: bool,
}

/// The parts of a cell, as ranges of word positions: one, or two around what stands
/// between them.
pub type Ranges = SmallVec<[Range<usize>; 2]>;

/// A row's words sorted into cells: ranges of word positions.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Words of the description.
    pub description: Ranges,
    /// The weight's words.
    pub weight: Option<Range<usize>>,
    /// Words of the monitoring column.
    pub monitoring: Range<usize>,
    /// Words of the due column.
    pub due: Range<usize>,
    /// Words of the outcome column.
    pub outcome: Ranges,
    /// Cells whose words could go elsewhere, with the other reading's words.
    pub doubts: Vec<(Cell, Option<Range<usize>>)>,
}

impl Split {
    /// Whether there is a deadline and no other reading of it.
    pub fn is_dated(&self) -> bool {
        !self.due.is_empty() && self.doubts.iter().all(|(cell, _)| *cell != Cell::Due)
    }

    /// Takes the first words of the outcome for the description's second half.
    pub fn take_for_description(&mut self, half: Range<usize>) {
        if let Some(first) = self.outcome.first_mut() {
            first.start = half.end;
        }
        self.outcome.retain(|range| range.start < range.end);
        self.description.push(half);
    }
}

/// Splits a row; `dated` if all other rows of the table have a deadline that is sure.
pub fn split(words: &[Word<'_>], known: &Vocabulary, dated: bool) -> Split {
    split_at(words, find_weight(words, known), known, dated)
}

/// Splits a row whose weight is known.
pub fn split_at(
    words: &[Word<'_>],
    weight: Option<Range<usize>>,
    known: &Vocabulary,
    dated: bool,
) -> Split {
    let Some(weight) = weight else {
        return without_weight(words, known);
    };
    let tail_start = weight.end;
    let tail = &words[tail_start..];
    let (end, late) = late_description(words, &weight);
    let tail = &tail[..end - tail_start];
    let (best, second) = best_tail(tail, known, dated);
    let shift = |r: Range<usize>| r.start + tail_start..r.end + tail_start;
    let mut description: Ranges = smallvec![0..weight.start];
    let mut outcome: Ranges = smallvec![shift(best.due_end..tail.len())];
    if let Some(late) = late {
        description.push(late.clone());
        outcome.push(late.end..words.len());
    }
    let doubts = second
        .map(|other| doubts(&best, &other, tail.len(), tail_start))
        .unwrap_or_default();
    Split {
        description: non_empty(description),
        weight: Some(weight),
        monitoring: shift(0..best.due_start),
        due: shift(best.due_start..best.due_end),
        outcome: non_empty(outcome),
        doubts,
    }
}

fn non_empty(mut ranges: Ranges) -> Ranges {
    ranges.retain(|range| range.start < range.end);
    ranges
}

/// A row without any description before its weight, and words detached from the
/// outcome: those are the description ("fase 4: 15% OK ..." with the cell's text
/// painted later). Answers where the tail ends and the detached words.
fn late_description(words: &[Word<'_>], weight: &Range<usize>) -> (usize, Option<Range<usize>>) {
    if weight.start > 0 {
        return (words.len(), None);
    }
    let first = (weight.end..words.len()).find(|i| words[*i].detached);
    match first {
        Some(first) => {
            let last = (first..words.len())
                .take_while(|i| words[*i].detached)
                .last()
                .unwrap_or(first);
            (first, Some(first..last + 1))
        }
        None => (words.len(), None),
    }
}

/// Whether the words begin with a weight: the row's description stands elsewhere.
pub fn begins_with_weight(words: &[Word<'_>], known: &Vocabulary) -> bool {
    !words.is_empty() && weight_words(words, 0, known).is_some()
}

/// Whether the words hold a weight.
pub fn has_weight(words: &[Word<'_>], known: &Vocabulary) -> bool {
    find_weight(words, known).is_some()
}

/// Whether words hold what may be a weight or a deadline.
pub fn has_figure(words: &[Word<'_>], known: &Vocabulary) -> bool {
    let dated = |at: usize| {
        let mark = due_start(word_texts(&words[at..]), known);
        matches!(mark, Some(Mark::Date | Mark::Term(_)))
    };
    (0..words.len()).any(|at| dated(at) || weight_words(words, at, known).is_some())
}

/// Whether the words hold a weight that no word about it makes a part of a sentence.
pub fn has_sure_weight(words: &[Word<'_>], known: &Vocabulary) -> bool {
    const SURE: f32 = 2.0;
    find_weight(words, known).is_some_and(|weight| weight_cost(words, &weight, known) < SURE)
}

/// One row alone proves nothing.
pub const SEVERAL: usize = 2;

/// Whether the figures of rows that have the sign of a weight are none: most, and several, are
/// all of a table's weight, which only one row can have ("100%", an outcome).
pub fn are_shares<'w>(rows: impl Iterator<Item = &'w [Word<'w>]>, known: &Vocabulary) -> bool {
    let is_all = |at: Range<usize>, words: &[Word<'_>]| {
        weight_at_start(words[at.start].text).is_some_and(|weight| weight.value >= ALL)
    };
    let (mut n_signed, mut n_all) = (0, 0);
    for words in rows {
        let mut figures = may_be_weights(words, known).peekable();
        n_signed += usize::from(figures.peek().is_some());
        n_all += usize::from(figures.peek().is_some() && figures.all(|(_, at)| is_all(at, words)));
    }
    n_all >= SEVERAL && 2 * n_all > n_signed
}

/// The words of the weight: a number with a per cent sign that no prose leads
/// into, or where the form prints no sign, a number alone.
pub fn find_weight(words: &[Word<'_>], known: &Vocabulary) -> Option<Range<usize>> {
    may_be_weights(words, known)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, weight)| weight)
}

/// What may be the weight, and what it costs.
pub fn may_be_weights<'w>(
    words: &'w [Word<'_>],
    known: &'w Vocabulary,
) -> impl Iterator<Item = (f32, Range<usize>)> + 'w {
    let may_be = |at: &usize| may_be_weight(words[*at].text);
    let candidates = (0..words.len()).filter(may_be).filter_map(|at| {
        let weight = weight_words(words, at, known)?;
        Some((weight_cost(words, &weight, known), weight))
    });
    candidates.filter(|(cost, _)| *cost < HOPELESS)
}

/// Cost from which a number is surely not the weight.
const HOPELESS: f32 = 6.0;

pub(super) fn weight_words(
    words: &[Word<'_>],
    at: usize,
    known: &Vocabulary,
) -> Option<Range<usize>> {
    let text = words.get(at)?.text;
    let sign = |next: &Word<'_>| next.text == "%" || is_points(next.text, known);
    // "30/100"; a date seldom ends so.
    let of_points = || text.ends_with("00") && text.contains('/');
    let end = if text.ends_with('%') || of_points() {
        at + 1
    } else if words.get(at + 1).is_some_and(sign) {
        at + 2
    } else {
        return None;
    };
    let weight = weight_at_start(text)?;
    let most = f64::from(weight.of.unwrap_or(100));
    (weight.end == text.len() && weight.value <= most).then_some(at..end)
}

/// Whether a word begins with a digit and holds only what weights do: dates and
/// numbers of acts do not.
fn may_be_weight(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b',' | b'.' | b'%' | b'/') || !b.is_ascii())
}

/// What it costs that words are the row's weight, by what stands around them.
pub(super) fn weight_cost(words: &[Word<'_>], weight: &Range<usize>, known: &Vocabulary) -> f32 {
    let mut cost = 0.0;
    if let Some(before) = weight.start.checked_sub(1).map(|i| &words[i]) {
        let first = words[weight.start].line_start;
        if !first && leads_into_number(before.text, known) {
            cost += 4.0;
        } else if first && leads_into_number(before.text, known) {
            cost += 2.0;
        }
        // "(IVA 22% inclusa)"
        if before.text.contains('(') && !before.text.contains(')') {
            cost += 4.0;
        }
    }
    if let Some(after) = words.get(weight.end) {
        let small = after.text.starts_with(|c: char| c.is_lowercase());
        if small && deadline_start(word_texts(&words[weight.end..]), known).is_none() {
            // Where each word stands on a line of its own, its line says little.
            cost += if after.line_start { 0.5 } else { 4.0 };
        }
    }
    // Of two fair candidates the earlier one has the later ones in its outcome;
    // the description seldom ends a line with a per cent figure.
    cost + 0.01 * weight.start as f32
}

/// Words after which a percentage is part of a sentence.
fn leads_into_number(word: &str, known: &Vocabulary) -> bool {
    let plain = word.trim_end_matches(['\'', '’']);
    // "a) 15%" is an item of a list.
    let bare = plain.chars().all(char::is_alphabetic);
    bare && known.kinds(&Plain::of(plain)).is(Kind::BeforeNumber)
        || plain.ends_with('(')
        || matches!(plain, ">" | "<" | "≥" | "≤" | "+" | "-")
}

fn doubts(
    best: &Tail,
    other: &Tail,
    length: usize,
    shift: usize,
) -> Vec<(Cell, Option<Range<usize>>)> {
    let part =
        |range: Range<usize>| (!range.is_empty()).then_some(range.start + shift..range.end + shift);
    let cells = [
        (Cell::Monitoring, 0..best.due_start, 0..other.due_start),
        (
            Cell::Due,
            best.due_start..best.due_end,
            other.due_start..other.due_end,
        ),
        (Cell::Outcome, best.due_end..length, other.due_end..length),
    ];
    cells
        .into_iter()
        .filter(|(_, ours, theirs)| ours != theirs && !(ours.is_empty() && theirs.is_empty()))
        .map(|(cell, _, theirs)| (cell, part(theirs)))
        .collect()
}

/// No weight: words up to the first thing that looks like another column are the
/// description.
fn without_weight(words: &[Word<'_>], known: &Vocabulary) -> Split {
    let cut = (0..words.len())
        .find(|at| {
            let fresh = words[*at].line_start || known.is_status(words[*at].text);
            fresh
                && (known.is_status(words[*at].text)
                    || due_start(word_texts(&words[*at..]), known) == Some(Mark::Date))
        })
        .unwrap_or(words.len());
    let (best, _) = best_tail(&words[cut..], known, false);
    let shift = |r: Range<usize>| r.start + cut..r.end + cut;
    Split {
        description: non_empty(smallvec![0..cut]),
        weight: None,
        monitoring: shift(0..best.due_start),
        due: shift(best.due_start..best.due_end),
        outcome: non_empty(smallvec![shift(best.due_end..words.len() - cut)]),
        doubts: Vec::new(),
    }
}

fn word_texts<'f>(words: &[Word<'f>]) -> impl Iterator<Item = &'f str> {
    words.iter().map(|word| word.text)
}
