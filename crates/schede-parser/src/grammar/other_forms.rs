//! Sheets of other plans that name a code and a title as goal sheets do, but print labels
//! that no goal sheet has: those of a training plan, a risk register, an evaluation.
//!
//! In: the lines that name an objective, each with the items up to the next. Out: the same,
//! or none, where most of them stand among such labels.
//!
//! Not here: lines that only their likeness tells (`series`), for which one such label is
//! enough.

use std::collections::BTreeSet;
use std::ops::Range;

use schede_model::Flow;
use schede_model::fold::fold;
use schede_profile::Profile;

use super::fields::Fields;
use super::items::{Class, Item};
use super::sheets::has_table;

/// So many different labels of other forms tell one: a goal sheet may print one for itself,
/// or in a table of its staff.
const LEAST_LABELS: usize = 2;

/// The lines that name an objective.
pub(super) fn without(
    flow: &Flow<'_>,
    items: &[Item],
    profile: &Profile,
    candidates: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let other = |own: &&Range<usize>| is_other(flow, items, (*own).clone(), profile);
    let n_others = candidates.iter().filter(other).count();
    match 3 * n_others >= 2 * candidates.len() {
        true => Vec::new(),
        false => candidates,
    }
}

/// Whether a sheet has no table of phases, and labels of another form that begin their lines.
fn is_other(flow: &Flow<'_>, items: &[Item], own: Range<usize>, profile: &Profile) -> bool {
    let items = &items[own];
    if has_table(items) {
        return false;
    }
    let begins = |at: &usize| items[*at].piece.begins_line(flow);
    let labels = (0..items.len()).filter(begins);
    let labels = labels.filter_map(|at| other_label(flow, &items[at], profile));
    let n_other = labels.collect::<BTreeSet<String>>().len();
    // A goal sheet prints far more labels of its own.
    let own: Fields = items.iter().filter_map(Item::label).collect();
    n_other >= LEAST_LABELS && 2 * n_other >= own.len()
}

/// The label of another form, alone in its cell or with its colon, that an item is.
pub(super) fn other_label(flow: &Flow<'_>, item: &Item, profile: &Profile) -> Option<String> {
    let text = item.piece.text(flow);
    let may_be = matches!(item.class, Class::Plain | Class::UnknownLabel);
    let end = profile.label_of_other(text).filter(|_| may_be)?;
    Some(fold(&text[..end]))
}
