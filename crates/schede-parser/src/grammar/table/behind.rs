//! Rows whose numbers stand behind their descriptions, in a column without a head of its own:
//! "Rilievo delle sponde | fase 1".
//!
//! In: the rows of a table in which no row has a label. Out: the label of each, if all rows but
//! that of the total have one so, from one on; it stands at the end of a line.
//!
//! Not here: labels before the descriptions (`table`, `row_numbers`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::Profile;

use super::{RowLabel, TableRow};
use crate::source::{Piece, Pieces};

/// Rows of such a table, at least.
const FEWEST: usize = 2;

/// The labels of the rows.
pub(super) fn labels(
    flow: &Flow<'_>,
    profile: &Profile,
    rows: &[TableRow],
) -> Vec<Option<RowLabel>> {
    let mut number = 0;
    let labels = rows.iter().map(|row| {
        let label = label(flow, profile, &row.description, number + 1);
        number += u32::from(label.is_some());
        label
    });
    let labels: Vec<Option<RowLabel>> = labels.collect();
    let total = |row: &TableRow| {
        let first = row.description.first();
        first.is_none_or(|piece| profile.totals.at_start(piece.text(flow)).is_some())
    };
    let all = rows.iter().zip(&labels);
    let each = all
        .clone()
        .all(|(row, label)| label.is_some() || total(row));
    if each && number as usize >= FEWEST {
        labels
    } else {
        rows.iter().map(|_| None).collect()
    }
}

/// The label of a row that is expected to have this number: in one line, or wrapped in its
/// column ("fase" and "1" at the ends of two lines).
fn label(
    flow: &Flow<'_>,
    profile: &Profile,
    description: &[Piece],
    number: u32,
) -> Option<RowLabel> {
    let texts = || description.iter().map(|piece| piece.text(flow)).enumerate();
    let numbered = texts().filter_map(|(at, text)| Some((at, number_at_end(text, number)?)));
    let word = |text: &str| word_at_end(profile, text);
    let (at, digits, (word_at, word)) = numbered.into_iter().find_map(|(at, digits)| {
        let before = description[at].text(flow)[..digits.start].trim_end();
        let here = || word(before).map(|word| (at, word));
        let above = || {
            texts()
                .take(at)
                .find_map(|(at, text)| Some((at, word(text)?)))
        };
        let found = if before.is_empty() {
            above()
        } else {
            here().or_else(above)
        };
        Some((at, digits, found?))
    })?;
    let mut rest = Pieces::new();
    for (n, piece) in description.iter().enumerate() {
        let end = match n {
            n if n == word_at => word.start,
            n if n == at => digits.start,
            _ => piece.text(flow).len(),
        };
        let kept = piece.text(flow)[..end].trim_end().len();
        rest.extend((kept > 0).then(|| piece.part(0..kept)));
    }
    let piece = description[at];
    let claims = match word_at == at {
        true => [
            piece.part(word.start..digits.start),
            piece.after(digits.end),
        ],
        false => [
            description[word_at].after(word.start),
            piece.after(digits.end),
        ],
    };
    Some(RowLabel {
        number,
        digits: Some(piece.part(digits)),
        claims: claims.into_iter().collect(),
        rest,
    })
}

/// Where a text ends with this number, and no figure stands before it.
fn number_at_end(text: &str, number: u32) -> Option<Range<usize>> {
    let kept = text.trim_end_matches([':', '.', ')', '-', ' ']);
    let digits = kept.len() - kept.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = kept.len() - digits;
    (kept[start..].parse() == Ok(number)).then_some(start..kept.len())
}

/// Where a text ends with the word of a label.
fn word_at_end(profile: &Profile, text: &str) -> Option<Range<usize>> {
    let text = text.trim_end();
    let word = text.rfind(' ').map_or(0, |blank| blank + 1);
    let known = profile.phase_words.at_start(&text[word..])?;
    (word + known.end == text.len()).then_some(word..text.len())
}
