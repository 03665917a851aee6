//! Rows whose numbers stand behind their descriptions, in a column without a head of its own:
//! "Rilievo delle sponde | fase 1".
//!
//! In: the rows of a table in which no row has a label. Out: the label of each, if all rows but
//! that of the total have one so, from one on; it stands at the end of a line.
//!
//! Not here: labels before the descriptions (`table`, `row_numbers`).

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

/// The label of a row that is expected to have this number.
fn label(
    flow: &Flow<'_>,
    profile: &Profile,
    description: &[Piece],
    number: u32,
) -> Option<RowLabel> {
    let (at, word, start, end) = description.iter().enumerate().find_map(|(at, piece)| {
        let text = piece.text(flow);
        let kept = text.trim_end_matches([':', '.', ')', '-', ' ']);
        let digits = kept.len() - kept.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = kept.len() - digits;
        (kept[start..].parse() == Ok(number)).then_some(())?;
        let before = kept[..start].trim_end();
        let word = before.rfind(' ').map_or(0, |blank| blank + 1);
        let known = profile.phase_words.at_start(&before[word..])?;
        (word + known.end == before.len()).then_some((at, word, start, kept.len()))
    })?;
    let piece = description[at];
    let mut rest = Pieces::from_slice(&description[..at]);
    if word > 0 {
        rest.push(piece.part(0..word));
    }
    rest.extend_from_slice(&description[at + 1..]);
    Some(RowLabel {
        number,
        digits: Some(piece.part(start..end)),
        claims: [piece.part(word..start), piece.after(end)]
            .into_iter()
            .collect(),
        rest,
    })
}
