//! Which record of one list answers to which of another.
//!
//! Records with equal names are matched first, the n-th of a name with the n-th;
//! what is left over is matched in order. Objectives are named by org unit and
//! code, folded; phases by number; labelled statements by label.

use schede_model::fold::fold;
use serde_json::Value;
use std::collections::HashMap;

/// A matching of two lists by position.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// Positions in the gold list and in the list found.
    pub pairs: Vec<(usize, usize)>,
    /// Positions in the gold list with no answer.
    pub missing: Vec<usize>,
    /// Positions in the list found that answer to nothing.
    pub extra: Vec<usize>,
}

impl Matching {
    /// Whether the pairs stand in the same order in both lists.
    pub fn in_order(&self) -> bool {
        self.pairs.windows(2).all(|w| w[0].1 < w[1].1)
    }
}

/// Matches objectives.
pub fn objectives(gold: &[Value], found: &[Value]) -> Matching {
    by_name(gold, found, |v| {
        let part = |k: &str| fold(v.get(k).and_then(Value::as_str).unwrap_or_default());
        format!("{}\u{1f}{}", part("org_unit"), part("code"))
    })
}

/// Matches the rows of a list inside an objective.
pub fn rows(gold: &[Value], found: &[Value]) -> Matching {
    by_name(gold, found, |v| match row_name(v) {
        Some((_, name)) => name.to_string(),
        None => String::new(),
    })
}

/// The member that names a row, and the name.
pub fn row_name(row: &Value) -> Option<(&'static str, &Value)> {
    ["number", "label"]
        .into_iter()
        .find_map(|k| row.get(k).map(|v| (k, v)))
}

fn by_name(gold: &[Value], found: &[Value], name: impl Fn(&Value) -> String) -> Matching {
    let mut free: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, value) in found.iter().enumerate().rev() {
        free.entry(name(value)).or_default().push(at);
    }
    let mut matching = Matching::default();
    for (at, value) in gold.iter().enumerate() {
        match free.get_mut(&name(value)).and_then(Vec::pop) {
            Some(answer) => matching.pairs.push((at, answer)),
            None => matching.missing.push(at),
        }
    }
    matching.extra = free.into_values().flatten().collect();
    matching.extra.sort_unstable();
    pair_left_over(&mut matching);
    matching
}

fn pair_left_over(matching: &mut Matching) {
    let n_pairs = matching.missing.len().min(matching.extra.len());
    let missing = matching.missing.drain(..n_pairs);
    let extra = matching.extra.drain(..n_pairs);
    matching.pairs.extend(missing.zip(extra));
    matching.pairs.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::rows;
    use serde_json::json;

    #[test]
    fn a_missing_row_does_not_shift_the_others() {
        let phase = |n: u32| json!({ "number": n });
        let matching = rows(&[phase(1), phase(2), phase(3)], &[phase(1), phase(3)]);
        assert_eq!(matching.pairs, [(0, 0), (2, 1)]);
        assert_eq!(matching.missing, [1]);
    }

    #[test]
    fn left_over_rows_are_matched_in_order() {
        let row = |label: &str| json!({ "label": label });
        let matching = rows(&[row("a"), row("b")], &[row("b"), row("c")]);
        assert_eq!(matching.pairs, [(0, 1), (1, 0)]);
        assert!(!matching.in_order());
    }
}
