//! The cells of a row of which every one stands on one line, or is empty there, and whose
//! columns come in a known order.
//!
//! In: the words of a row behind its label. Out: for each column its words, and what they
//! cost: a cell that looks like one of its column is cheap.
//!
//! Not here: which order the columns have (`columns`).

use std::ops::Range;

use schede_model::Column;
use schede_profile::Vocabulary;

use crate::grammar::columns::{Word, weight_words};
use crate::grammar::looks::{Look, Misfit, deadline_start, leads_on, opens_due_rest};
use crate::grammar::terms::is_year;
use crate::values::date::is_date_shaped;
use crate::values::weight::{ALL, weight_at_start};

/// What it costs if a cell looks like one of another column.
const OTHER: f32 = 6.0;

/// What it is worth if it looks like one of its own.
const OWN: f32 = 2.0;

/// What it costs if a text begins with a small letter, or ends with a word that leads on.
const TORN: f32 = 4.0;

/// A row of one line has no more words: a line of paper has room for some thirty.
const MOST_WORDS: usize = 48;

/// A weight has so many words at most, a deadline on one line so many.
const WEIGHT_WORDS: usize = 2;
const DUE_WORDS: usize = 12;

/// A remark has so many words at most.
const REMARK_WORDS: usize = 8;

/// What it costs if a weight has no sign.
const NO_SIGN: f32 = 1.0;

/// The cells of a row, as ranges of words, and what they cost. None if a weight is wanted
/// and there is none.
pub fn cells(
    words: &[Word<'_>],
    known: &Vocabulary,
    order: &[Column],
) -> Option<(Vec<Range<usize>>, f32)> {
    if words.len() > MOST_WORDS {
        return None;
    }
    let looks: Vec<Look> = words.iter().map(|w| Look::of(w.text, known)).collect();
    let n = words.len();
    // For each number of columns and of words the least cost, and where the last cell begins.
    let mut best = vec![vec![(f32::INFINITY, 0); n + 1]; order.len() + 1];
    best[0][0].0 = 0.0;
    for (at, column) in order.iter().enumerate() {
        for from in 0..=n {
            let so_far = best[at][from].0;
            if !so_far.is_finite() {
                continue;
            }
            let most = match column {
                Column::Weight => WEIGHT_WORDS,
                Column::Due => DUE_WORDS,
                _ => n,
            };
            for to in from..=n.min(from + most) {
                let Some(more) = cost(*column, &words[from..to], &looks[from..to], known) else {
                    continue;
                };
                if so_far + more < best[at + 1][to].0 {
                    best[at + 1][to] = (so_far + more, from);
                }
            }
        }
    }
    let all = best[order.len()][n].0;
    let mut cells = Vec::with_capacity(order.len());
    let mut to = n;
    for at in (1..=order.len()).rev() {
        let from = best[at][to].1;
        cells.push(from..to);
        to = from;
    }
    cells.reverse();
    all.is_finite().then_some((cells, all))
}

/// What it costs that some words are a cell of a column; none if they can not be.
fn cost(column: Column, words: &[Word<'_>], looks: &[Look], known: &Vocabulary) -> Option<f32> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return match column {
            Column::Weight => None,
            Column::Due => Some(1.0),
            _ => Some(0.0),
        };
    };
    match column {
        Column::Weight => weight(words, known),
        Column::Due => {
            let mark = deadline_start(words.iter().map(|w| w.text), known)?;
            let rest = &words[mark.words().min(words.len())..];
            if mark.words() > words.len() {
                return None;
            }
            match rest.first() {
                None => Some(-OWN),
                Some(word) if rest.len() == 1 && is_year(word.text) => Some(-OWN),
                Some(word) if opens_due_rest(word.text, known) => Some(0.0),
                Some(_) => Some(OTHER),
            }
        }
        Column::Description | Column::Monitoring | Column::Outcome => {
            let small = first.text.starts_with(char::is_lowercase);
            let torn = if small { TORN } else { 0.0 }
                + if leads_on(last.text, known) {
                    TORN
                } else {
                    0.0
                };
            let signed = words.iter().any(|word| word.text.ends_with('%')) && words.len() > 1;
            let torn = torn + if signed { OTHER } else { 0.0 };
            Some(torn + text(column, words, looks, known))
        }
        Column::Label | Column::Head | Column::Caption | Column::Other => None,
    }
}

fn weight(words: &[Word<'_>], known: &Vocabulary) -> Option<f32> {
    if weight_words(words, 0, known).is_some_and(|weight| weight.len() == words.len()) {
        return Some(0.0);
    }
    let [word] = words else {
        return None;
    };
    let weight = weight_at_start(word.text)?;
    (weight.end == word.text.len() && weight.value <= ALL).then_some(NO_SIGN)
}

/// How badly a text fits its column.
fn text(column: Column, words: &[Word<'_>], looks: &[Look], known: &Vocabulary) -> f32 {
    const SHORT: usize = 3;
    let mut misfit = Misfit::default();
    let costs = (0..looks.len()).map(|at| misfit.add(&looks[at..], known));
    let monitors = costs.last().unwrap_or_default();
    let reached = words.len() <= SHORT && words.iter().any(|w| known.says_reached(w.text));
    let share = words.len() == 1 && words[0].text.ends_with('%');
    let due = deadline_start(words.iter().map(|w| w.text), known);
    let due = if due.is_some() { OTHER / 2.0 } else { 0.0 };
    let dated = words.iter().any(|w| is_date_shaped(w.text));
    // A short remark is said while work goes on, more often than of its end.
    let figures = words
        .iter()
        .any(|w| w.text.contains(|c: char| c.is_ascii_digit()));
    let remark = words.len() <= REMARK_WORDS && !figures;
    match column {
        Column::Monitoring if remark && !reached && monitors >= 1.0 => due + 0.5,
        Column::Outcome if remark && !reached && monitors >= 1.0 => due + 1.0,
        Column::Monitoring if reached => OTHER / 2.0,
        Column::Monitoring if monitors < 1.0 => due - OWN,
        Column::Monitoring => due + monitors.min(OTHER) / 3.0,
        Column::Outcome if reached || share => -OWN,
        Column::Outcome if monitors < 1.0 => due + 1.0,
        Column::Outcome => due,
        _ if words.len() <= SHORT && known.says_concluded(words[words.len() - 1].text) => OTHER,
        _ if reached || monitors < 1.0 || share => OTHER,
        _ if dated => OTHER / 2.0,
        _ => due - OWN,
    }
}
