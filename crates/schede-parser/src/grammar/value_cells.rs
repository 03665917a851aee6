//! Values that begin with the words of a label, each in a cell beside the cell of its own
//! label: "Risorse Finanziarie: | Budget: 10.000 euro".
//!
//! In: the items of a document. Out: the same items. In a form that prints its labels in one
//! column and their values in another, what stands in the column of the values is no label.
//!
//! Not here: labels without colons (`label_cells`).

use schede_model::Flow;

use super::items::{Class, Item};

/// So many values beside their labels make a column of values.
const SEVERAL: usize = 4;

/// How far (of a line's height) values of a column may begin from each other.
const SAME_X: f64 = 0.3;

/// Where the values of a document begin, from left to right.
struct Column {
    edges: Vec<f64>,
}

/// Finds the values, and takes them for text.
pub fn name_values(flow: &Flow<'_>, items: &mut [Item]) {
    if !flow.geometric {
        return;
    }
    let is_label = |item: &Item| matches!(item.class, Class::Field { .. });
    let begun: Vec<usize> = (1..items.len())
        .filter(|at| is_label(&items[*at]) && is_beside_label(items, *at))
        .collect();
    if begun.is_empty() {
        return;
    }
    let values = (1..items.len()).filter(|at| items[*at].is_plain() && is_beside_label(items, *at));
    let values = Column::new(flow, items, values);
    let labels = Column::new(flow, items, begun.iter().copied());
    for at in begun {
        let (n_values, n_labels) = (
            values.n_near(flow, &items[at]),
            labels.n_near(flow, &items[at]),
        );
        if n_values >= SEVERAL && n_values > n_labels {
            items[at].class = Class::Plain;
        }
    }
}

/// Whether an item stands in no known cell, beside a label with nothing else behind it.
fn is_beside_label(items: &[Item], at: usize) -> bool {
    let (label, item) = (&items[at - 1], &items[at]);
    label.is_bare_label()
        && !item.is_placed
        && label.piece.line == item.piece.line
        && label.block != item.block
}

impl Column {
    fn new(flow: &Flow<'_>, items: &[Item], of: impl Iterator<Item = usize>) -> Self {
        let edges = of.filter_map(|at| Some(items[at].piece.extent(flow)?[0]));
        let mut edges: Vec<f64> = edges.collect();
        edges.sort_by(f64::total_cmp);
        Self { edges }
    }

    /// How many begin where an item does.
    fn n_near(&self, flow: &Flow<'_>, item: &Item) -> usize {
        let Some([left, top, _, bottom]) = item.piece.extent(flow) else {
            return 0;
        };
        let room = SAME_X * (bottom - top);
        let before = |x: f64| self.edges.partition_point(|edge| *edge < x);
        before(left + room) - before(left - room)
    }
}
