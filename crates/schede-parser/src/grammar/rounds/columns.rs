//! The order of a table's columns where each round has some of its heads.
//!
//! In: the columns that the heads of each round name, the rows. Out: of all ways to put those
//! of the second among those of the first, the one under which the rows look best.

use schede_model::Column;
use schede_profile::Profile;

use super::cells::cells;
use crate::grammar::columns::Word;

/// So many rows show the order of their columns.
const MOST_ROWS: usize = 40;

/// The order of the columns under which rows look best.
pub fn order(
    profile: &Profile,
    [first, late]: &[Vec<Column>; 2],
    rows: &[Vec<Word<'_>>],
) -> Option<Vec<Column>> {
    let mut all: Vec<Column> = Vec::new();
    for column in first.iter().chain(late) {
        if !all.contains(column) && *column != Column::Other {
            all.push(*column);
        }
    }
    let late: Vec<Column> = all.iter().copied().filter(|c| !first.contains(c)).collect();
    let first: Vec<Column> = all.iter().copied().filter(|c| first.contains(c)).collect();
    if !all.contains(&Column::Description) || all.len() < 2 {
        return None;
    }
    let cost = |order: &Vec<Column>| {
        let costs = rows
            .iter()
            .take(MOST_ROWS)
            .map(|words| Some(cells(words, &profile.vocabulary, order)?.1));
        costs.sum::<Option<f32>>()
    };
    let orders = merged(&first, &late).into_iter();
    let orders = orders.filter(|order| order[0] == Column::Description);
    let costs = orders.filter_map(|order| Some((cost(&order)?, order)));
    let best = costs.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(best.1)
}

/// All ways to put the columns of one list among those of another.
fn merged(a: &[Column], b: &[Column]) -> Vec<Vec<Column>> {
    match (a, b) {
        ([], rest) | (rest, []) => vec![rest.to_vec()],
        ([x, a_rest @ ..], [y, b_rest @ ..]) => {
            let with = |first: Column, ways: Vec<Vec<Column>>| {
                ways.into_iter().map(move |way| {
                    let mut all = vec![first];
                    all.extend(way);
                    all
                })
            };
            let mut ways: Vec<_> = with(*x, merged(a_rest, b)).collect();
            ways.extend(with(*y, merged(a, b_rest)));
            ways
        }
    }
}
