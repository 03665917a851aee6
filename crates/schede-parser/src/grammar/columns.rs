//! The columns of a phase's row, told apart without coordinates: by what the
//! words look like and where they stand.
//!
//! In: the words of one row in stream order. Out: the row's cells and what could
//! be read in another way. The order on paper is Descrizione | Incidenza % |
//! Monitoraggio | Scadenze | Raggiungimento; every split of the words after the
//! weight into the last three is scored, and the best one taken.
//!
//! Not here: which words belong to the row (`walk`), tables whose cells are
//! known (`table`).

use std::ops::Range;

use super::draft::Cell;
use super::looks::{
    Mark, due_start, ends_due_alone, monitoring_misfit, monitoring_misfits, opens_due_rest,
    prose_before_date,
};
use crate::source::Piece;
use crate::values::weight::weight_at_start;

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
    /// It ends a line and a blank follows: the line was broken there, the text
    /// goes on.
    pub broken_after: bool,
}

/// A row's words sorted into cells: ranges of word positions.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Words of the description.
    pub description: Vec<Range<usize>>,
    /// The weight's words.
    pub weight: Option<Range<usize>>,
    /// Words of the monitoring column.
    pub monitoring: Range<usize>,
    /// Words of the due column.
    pub due: Range<usize>,
    /// Words of the outcome column.
    pub outcome: Vec<Range<usize>>,
    /// Cells whose words could go elsewhere, with the other reading's words.
    pub doubts: Vec<(Cell, Option<Range<usize>>)>,
}

impl Split {
    /// Takes the first words of the outcome for the description's second half.
    pub fn take_for_description(&mut self, half: Range<usize>) {
        if let Some(first) = self.outcome.first_mut() {
            first.start = half.end;
        }
        self.outcome.retain(|range| !range.is_empty());
        self.description.push(half);
    }
}

/// Another reading counts as possible when it costs this little more. One misfit
/// (a small letter at a cell's beginning, a date that goes on over a line end)
/// costs 1.5 or more, so two readings that differ by less than one misfit are
/// both shown.
const CLOSE: f32 = 1.4;

/// Splits a row.
pub fn split(words: &[Word<'_>]) -> Split {
    let weight = find_weight(words);
    let Some(weight) = weight else {
        return without_weight(words);
    };
    let tail_start = weight.end;
    let tail = &words[tail_start..];
    let (end, late) = late_description(words, &weight);
    let tail = &tail[..end - tail_start];
    let (best, second) = best_tail(tail);
    let shift = |r: Range<usize>| r.start + tail_start..r.end + tail_start;
    let mut description: Vec<Range<usize>> = std::iter::once(0..weight.start).collect();
    let mut outcome: Vec<Range<usize>> = std::iter::once(shift(best.due_end..tail.len())).collect();
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

fn non_empty(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.into_iter().filter(|r| !r.is_empty()).collect()
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
pub fn begins_with_weight(words: &[Word<'_>]) -> bool {
    !words.is_empty() && weight_words(words, 0).is_some()
}

/// Whether the words hold a weight.
pub fn has_weight(words: &[Word<'_>]) -> bool {
    find_weight(words).is_some()
}

/// The words of the weight: a number with a per cent sign that no prose leads
/// into, or where the form prints no sign, a number alone.
fn find_weight(words: &[Word<'_>]) -> Option<Range<usize>> {
    let candidates = (0..words.len()).filter_map(|at| {
        let weight = weight_words(words, at)?;
        Some((weight_cost(words, &weight), weight))
    });
    candidates
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(cost, _)| *cost < HOPELESS)
        .map(|(_, w)| w)
}

/// Cost from which a number is surely not the weight.
const HOPELESS: f32 = 6.0;

fn weight_words(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let text = words[at].text;
    let weight = weight_at_start(text)?;
    if weight.end != text.len() || weight.value > 100.0 {
        return None;
    }
    if weight.percent {
        return Some(at..at + 1);
    }
    words
        .get(at + 1)
        .is_some_and(|next| next.text == "%")
        .then_some(at..at + 2)
}

fn weight_cost(words: &[Word<'_>], weight: &Range<usize>) -> f32 {
    let mut cost = 0.0;
    if let Some(before) = weight.start.checked_sub(1).map(|i| &words[i]) {
        let first = words[weight.start].line_start;
        if !first && leads_into_number(before.text) {
            cost += 4.0;
        } else if first && leads_into_number(before.text) {
            cost += 2.0;
        }
        if before.text.ends_with('(') {
            cost += 4.0;
        }
    }
    if let Some(after) = words.get(weight.end) {
        let small = after.text.starts_with(|c: char| c.is_lowercase());
        if small && !after.line_start && due_start(&words[weight.end..], text_of).is_none() {
            cost += 4.0;
        }
    }
    // Of two fair candidates the earlier one has the later ones in its outcome;
    // the description seldom ends a line with a per cent figure.
    cost + 0.01 * weight.start as f32
}

/// Words after which a percentage is part of a sentence.
fn leads_into_number(word: &str) -> bool {
    let plain = word.trim_end_matches(['\'', '’']).to_lowercase();
    matches!(
        plain.as_str(),
        "del"
            | "al"
            | "dal"
            | "il"
            | "lo"
            | "un"
            | "di"
            | "a"
            | "da"
            | "in"
            | "per"
            | "oltre"
            | "almeno"
            | "circa"
            | "pari"
            | "ad"
            | "sul"
            | "nel"
            | "dell"
            | "all"
            | "sull"
            | "l"
            | "entro"
            | "massimo"
            | "minimo"
            | "e"
            | "o"
            | ">"
            | "<"
            | "≥"
            | "≤"
            | "+"
            | "-"
    ) || plain.ends_with('(')
}

/// How the words after the weight are split: monitoring up to `due_start`, due up
/// to `due_end`, outcome from there.
#[derive(Debug, Clone, PartialEq)]
struct Tail {
    due_start: usize,
    due_end: usize,
    cost: f32,
}

/// The best split, and the next best if it is close.
fn best_tail(tail: &[Word<'_>]) -> (Tail, Option<Tail>) {
    let mut splits = Vec::with_capacity(16);
    with_due(tail, &mut splits);
    without_due(tail, &mut splits);
    splits.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let best = splits.first().cloned().unwrap_or(Tail {
        due_start: 0,
        due_end: 0,
        cost: 0.0,
    });
    let second = splits
        .into_iter()
        .skip(1)
        .find(|s| (s.due_start, s.due_end) != (best.due_start, best.due_end))
        .filter(|s| s.cost - best.cost < CLOSE);
    (best, second)
}

/// The monitoring cell is short: an outcome's dates are no due dates.
const FARTHEST: usize = 24;

/// Splits whose due cell begins with a date, a term or a status.
fn with_due(tail: &[Word<'_>], splits: &mut Vec<Tail>) {
    let depths = depths(tail);
    let misfits = monitoring_misfits(&tail[..tail.len().min(FARTHEST)], text_of);
    for start in 0..tail.len().min(FARTHEST) {
        if depths[start] > 0 {
            continue;
        }
        let Some(mark) = due_start(&tail[start..], text_of) else {
            continue;
        };
        let head_cost = misfits[start] + lead_cost(tail, start);
        if head_cost < HOPELESS {
            due_ends(tail, start, mark, head_cost, splits);
        }
    }
}

fn text_of<'f>(word: &Word<'f>) -> &'f str {
    word.text
}

fn lead_cost(tail: &[Word<'_>], start: usize) -> f32 {
    match start.checked_sub(1) {
        Some(before) if prose_before_date(tail[before].text) => 3.0,
        _ => 0.0,
    }
}

/// All ends of a due cell that begins at `start`, with what each costs.
fn due_ends(tail: &[Word<'_>], start: usize, mark: Mark, head_cost: f32, splits: &mut Vec<Tail>) {
    // The longest due cells met have about twenty words.
    const LONGEST: usize = 40;
    let least = start + mark.words();
    let mut running = 0.0;
    for end in least..=tail.len().min(start + LONGEST) {
        if end > least {
            running += extension_cost(tail, start, end - 1, least, mark);
        }
        if running > HOPELESS {
            return;
        }
        splits.push(Tail {
            due_start: start,
            due_end: end,
            cost: head_cost + running + outcome_cost(tail, end),
        });
    }
}

/// What it costs that word `at` still belongs to the due cell that began at `start`.
fn extension_cost(tail: &[Word<'_>], start: usize, at: usize, least: usize, mark: Mark) -> f32 {
    let word = &tail[at];
    let text = word.text;
    let capital = text.starts_with(char::is_uppercase);
    let shout = capital
        && text.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !text.chars().any(char::is_lowercase);
    let complete = at == least && mark == Mark::Date || ends_due_alone(tail[start].text);
    let inside_bracket = depth_between(tail, start, at) > 0;
    if inside_bracket || opens_due_rest(text) {
        return if word.line_start && complete {
            0.5
        } else {
            0.0
        };
    }
    match (word.line_start, capital) {
        (true, true) => 4.0,
        (true, false) if complete && at == least => 3.0,
        (true, false) => {
            if word.gap {
                0.5
            } else {
                0.0
            }
        }
        (false, true) if shout => 0.0,
        (false, true) if at == least && complete => 3.0,
        // A name after a preposition goes on; a capital after a noun begins the
        // next cell's sentence.
        (false, true) => {
            if super::looks::leads_on(tail[at - 1].text) {
                0.0
            } else {
                1.5
            }
        }
        (false, false) => {
            if at == least && ends_due_alone(tail[start].text) {
                2.0
            } else {
                0.0
            }
        }
    }
}

/// What it costs that the outcome begins at `end`.
fn outcome_cost(tail: &[Word<'_>], end: usize) -> f32 {
    let Some(first) = tail.get(end) else {
        return 0.0;
    };
    // A cell does not end with an article or a preposition.
    let hanging = end > 0 && super::looks::leads_on(tail[end - 1].text);
    let cut = if hanging { 2.0 } else { 0.0 };
    let small = first
        .text
        .starts_with(|c: char| c.is_lowercase() || ",;.)".contains(c));
    cut + match (first.line_start, small) {
        (true, false) => 0.0,
        (true, true) => 1.5,
        (false, false) => 1.0,
        (false, true) => 4.0,
    }
}

/// Splits without a due cell: the outcome begins after the monitoring text, or
/// there is no monitoring text.
fn without_due(tail: &[Word<'_>], splits: &mut Vec<Tail>) {
    const LONGEST_MONITORING: usize = 24;
    let dated = if has_plain_date(tail) { 1.5 } else { 0.0 };
    let misfits = monitoring_misfits(&tail[..tail.len().min(LONGEST_MONITORING)], text_of);
    for (end, misfit) in misfits.into_iter().enumerate() {
        if misfit >= HOPELESS {
            break;
        }
        let skipped = skipped_due_cost(tail, end);
        let unclosed = if depth_between(tail, 0, end) > 0 {
            3.0
        } else {
            0.0
        };
        let cost = dated
            + misfit
            + unclosed
            + outcome_cost(tail, end)
            + skipped
            + unread_monitoring_cost(tail, end);
        splits.push(Tail {
            due_start: end,
            due_end: end,
            cost,
        });
    }
}

/// Whether a date that no word leads into stands in the row: it wants to be the
/// due date.
fn has_plain_date(tail: &[Word<'_>]) -> bool {
    (0..tail.len()).any(|at| {
        let led = at > 0 && prose_before_date(tail[at - 1].text);
        !led && due_start(&tail[at..at + 1], text_of) == Some(Mark::Date)
    })
}

/// An outcome that begins with what looks like a monitoring mark ("OK") or a due
/// date is unlikely.
fn unread_monitoring_cost(tail: &[Word<'_>], end: usize) -> f32 {
    match tail.get(end) {
        Some(_) if monitoring_misfit(&tail[end..=end], text_of) == 0.0 && end + 1 == tail.len() => {
            2.0
        }
        Some(word) if super::looks::is_status(word.text) || word.text.starts_with('(') => 2.5,
        _ => 0.0,
    }
}

fn skipped_due_cost(tail: &[Word<'_>], end: usize) -> f32 {
    let prose = end > 0 && prose_before_date(tail[end - 1].text);
    match tail.get(end) {
        Some(_) if !prose && due_start(&tail[end..], text_of).is_some() => 3.0,
        _ => 0.0,
    }
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
fn without_weight(words: &[Word<'_>]) -> Split {
    let cut = (0..words.len())
        .find(|at| {
            let fresh = words[*at].line_start || super::looks::is_status(words[*at].text);
            fresh
                && (super::looks::is_status(words[*at].text)
                    || due_start(&words[*at..], text_of).is_some_and(|m| m == Mark::Date))
        })
        .unwrap_or(words.len());
    let (best, _) = best_tail(&words[cut..]);
    let shift = |r: Range<usize>| r.start + cut..r.end + cut;
    Split {
        description: non_empty(std::iter::once(0..cut).collect()),
        weight: None,
        monitoring: shift(0..best.due_start),
        due: shift(best.due_start..best.due_end),
        outcome: non_empty(std::iter::once(shift(best.due_end..words.len() - cut)).collect()),
        doubts: Vec::new(),
    }
}

/// How many brackets are open before each word.
fn depths(tail: &[Word<'_>]) -> Vec<i32> {
    let mut open = 0;
    tail.iter()
        .map(|word| {
            let before = open;
            open = (open + bracket_change(word.text)).max(0);
            before
        })
        .collect()
}

fn depth_between(words: &[Word<'_>], start: usize, end: usize) -> i32 {
    words[start..end]
        .iter()
        .map(|w| bracket_change(w.text))
        .sum()
}

fn bracket_change(text: &str) -> i32 {
    text.bytes()
        .map(|b| i32::from(b == b'(') - i32::from(b == b')'))
        .sum()
}
