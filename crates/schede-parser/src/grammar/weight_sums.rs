//! The weights of a table's rows, told from the percentages of their texts ("Liquidazione
//! saldo 10% 5% OK", "5% 75% 12/03/2024") by what all of them are together.
//!
//! In: the words of the rows. Out: where the weight of each stands.
//!
//! Each row by itself says which percentage looks most like its weight; only where these
//! are not a hundred together, and others are, those are taken. Not here: what a weight
//! looks like (`columns`).

use std::ops::Range;

use schede_profile::Vocabulary;
use smallvec::SmallVec;

use super::columns::{Word, may_be_weights};
use crate::values::date::is_date_shaped;
use crate::values::weight::weight_at_start;

/// The weight of all rows, in hundredths of a per cent.
const ALL: usize = 10_000;

/// Cost of a percentage that is not printed as the weights of the other rows are.
const OTHER_PRINT: f32 = 1.0;

/// Choices that differ by less are both possible.
const CLOSE: f32 = 0.9;

/// What may be the weight of a row: where, how much, and what it costs.
#[derive(Clone)]
struct Choice {
    words: Range<usize>,
    hundredths: usize,
    cost: f32,
}

type Choices = SmallVec<[Choice; 2]>;

/// The weight of a row.
#[derive(Default, Clone)]
pub struct Weight {
    /// Where it stands.
    pub words: Option<Range<usize>>,
    /// What else it may be, just as well.
    pub other: Option<Range<usize>>,
}

/// The weight of each row.
pub fn weights(rows: &[Vec<Word<'_>>], known: &Vocabulary) -> Vec<Weight> {
    let mut choices: Vec<Choices> = rows.iter().map(|words| choices(words, known)).collect();
    as_others_are_printed(rows, &mut choices);
    let sum: usize = choices
        .iter()
        .filter_map(|row| Some(row.first()?.hundredths))
        .sum();
    let several = choices.iter().any(|row| row.len() > 1);
    let unsure = several && choices.iter().all(|row| !row.is_empty());
    let others = if sum != ALL && unsure {
        adding_up(&choices)
    } else {
        None
    };
    let all = sum == ALL || others.is_some();
    let taken = |n: usize| others.as_ref().map_or(0, |others| others[n]);
    let weight = |(n, row): (usize, &Choices)| {
        let taken = row.get(taken(n));
        let as_good = |choice: &&Choice| {
            taken.is_some_and(|taken| {
                let same = !all || choice.hundredths == taken.hundredths;
                same && choice.words != taken.words && choice.cost - taken.cost < CLOSE
            })
        };
        Weight {
            words: taken.map(|choice| choice.words.clone()),
            other: row.iter().find(as_good).map(|choice| choice.words.clone()),
        }
    };
    choices.iter().enumerate().map(weight).collect()
}

/// What may be the weight of a row, the likeliest first. Percentages behind its deadline are
/// the outcome's.
fn choices(words: &[Word<'_>], known: &Vocabulary) -> Choices {
    let choice = |(cost, range): (f32, Range<usize>)| {
        let value = weight_at_start(words[range.start].text)?.value;
        let hundredths = (value * 100.0).round() as usize;
        Some(Choice {
            words: range,
            hundredths,
            cost,
        })
    };
    let mut choices: Choices = may_be_weights(words, known).filter_map(choice).collect();
    choices.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let best = choices.first().map_or(0, |choice| choice.words.start);
    let due = (best..words.len()).find(|at| is_date_shaped(words[*at].text));
    choices.retain(|choice| due.is_none_or(|due| choice.words.start < due));
    choices
}

/// Where rows with one percentage all print it alike ("10 %", "10%", "10,00%"), others that
/// are not printed so are seldom weights.
fn as_others_are_printed(rows: &[Vec<Word<'_>>], choices: &mut [Choices]) {
    let print = |words: &[Word<'_>], choice: &Choice| {
        let number = words[choice.words.start].text.trim_end_matches('%');
        let decimals = number
            .split_once(',')
            .map_or(0, |(_, decimals)| decimals.len());
        (choice.words.len(), decimals)
    };
    if !choices.iter().any(|row| row.len() > 1) {
        return;
    }
    let all = || rows.iter().zip(choices.iter());
    let single = all().filter(|(_, row)| row.len() == 1);
    let mut prints = single.map(|(words, row)| print(words, &row[0]));
    let Some(usual) = prints.next() else {
        return;
    };
    if prints.any(|print| print != usual) {
        return;
    }
    for (words, row) in rows
        .iter()
        .zip(choices.iter_mut())
        .filter(|(_, row)| row.len() > 1)
    {
        for choice in row
            .iter_mut()
            .filter(|choice| print(words, choice) != usual)
        {
            choice.cost += OTHER_PRINT;
        }
        row.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    }
}

/// The cheapest choice of each row with which all are a hundred.
fn adding_up(rows: &[Choices]) -> Option<Vec<usize>> {
    // By the sum so far: what it costs, and the choice of the last row.
    let mut best: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; ALL + 1]];
    best[0][0] = Some((0.0, 0));
    for row in rows {
        let before = best.last()?;
        let mut after = vec![None; ALL + 1];
        for (sum, (so_far, _)) in before
            .iter()
            .enumerate()
            .filter_map(|(n, c)| Some((n, (*c)?)))
        {
            for (n, choice) in row.iter().enumerate() {
                let cost = so_far + choice.cost;
                let Some(slot) = after.get_mut(sum + choice.hundredths) else {
                    continue;
                };
                if slot.is_none_or(|(known, _)| cost < known) {
                    *slot = Some((cost, n));
                }
            }
        }
        best.push(after);
    }
    let mut sum = ALL;
    let mut taken = Vec::with_capacity(rows.len());
    for (row, costs) in rows.iter().zip(&best[1..]).rev() {
        let (_, n) = costs[sum]?;
        sum -= row[n].hundredths;
        taken.push(n);
    }
    taken.reverse();
    Some(taken)
}
