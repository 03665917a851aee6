//! The total of a table whose weights have no sign: a number alone on the line below the last row.
//!
//! In: the rows' words, the order of the columns. Out: the cells of the rows without that line,
//! and where it stands, if it is what the weights make together.
//!
//! Not here: a total with its sign (`walk`).

use schede_model::Column;
use schede_profile::{Kind, Plain, Profile, Vocabulary};

use super::columns::{Split, Word};
use super::in_order::rows_in_order;
use super::looks::leads_on;
use crate::source::Piece;
use crate::values::weight::whole_weight;

/// One row alone proves nothing.
const SEVERAL: usize = 2;

/// The line of the total.
#[derive(Debug, Clone, Copy)]
pub struct TotalAlone {
    /// "Totale", if that stands before it.
    pub label: Option<Piece>,
    /// The number.
    pub number: Piece,
}

/// Takes the line from the last row.
pub fn take_total(
    profile: &Profile,
    rows: &mut [Vec<Word<'_>>],
    order: &[Column],
) -> Option<(Vec<Option<Split>>, TotalAlone)> {
    let n_rows = rows.len();
    let last = rows.last_mut().filter(|_| n_rows >= SEVERAL)?;
    let number = *last.last()?;
    let label = last.len().checked_sub(2).map(|at| last[at]);
    let label = label.filter(|label| !number.line_start && label.line_start);
    let named = label.is_none_or(|label| {
        let found = profile.totals.at_start(label.text);
        found.is_some_and(|found| label.text[found.end..].trim_matches([':', '.']).is_empty())
    });
    // "Effettuati interventi n." over "100".
    let before = last.len().checked_sub(2).map(|at| last[at].text);
    let led = label.is_none() && before.is_some_and(|word| leads_into(profile, word));
    let stands = named && !led && (number.line_start || label.is_some());
    let whole = bare(number.text).filter(|_| stands)?;
    let words = last.len() - if label.is_some() { 2 } else { 1 };
    let line = last.split_off(words);
    let known: &Vocabulary = &profile.vocabulary;
    let found = rows_in_order(rows, known, order).filter(|splits| {
        let weight = |(words, split): (&Vec<Word<'_>>, &Option<Split>)| {
            let cell = split.as_ref()?.weight.clone()?;
            bare(words[cell].first()?.text)
        };
        let weights: Option<Vec<f64>> = rows.iter().zip(splits).map(weight).collect();
        weights.is_some_and(|weights| weights.iter().sum::<f64>() == whole)
    });
    let Some(splits) = found else {
        rows[n_rows - 1].extend(line);
        return None;
    };
    let total = TotalAlone {
        label: label.map(|label| label.piece),
        number: number.piece,
    };
    Some((splits, total))
}

/// Whether a number may go on with the text that a word ends.
fn leads_into(profile: &Profile, word: &str) -> bool {
    let known = &profile.vocabulary;
    known.announces(word)
        || leads_on(word, known)
        || known.kinds(&Plain::of(word)).is(Kind::BeforeNumber)
}

/// The number that a word is, without a sign.
fn bare(word: &str) -> Option<f64> {
    let number = whole_weight(word).filter(|number| !number.percent);
    number.map(|number| number.value)
}
