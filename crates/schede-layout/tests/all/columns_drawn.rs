//! Where a table's columns are parted by their heads that are set right, or by rules across
//! that are drawn cell by cell.

use crate::made::{column, page, read, rule};
use schede_model::Column;

/// A table of which the heads end where their columns do: one outcome, and dates.
const SET_RIGHT: [(f32, &[(f32, &str)]); 5] = [
    (
        50.0,
        &[
            (40.0, "Descrizione"),
            (205.0, "Incidenza"),
            (270.0, "Monitoraggio"),
            (400.0, "Raggiungimento"),
            (480.0, "Scadenze"),
        ],
    ),
    (
        62.0,
        &[
            (280.0, "30/06/2025"),
            (425.0, "Obiettivo"),
            (480.0, "previste"),
        ],
    ),
    (
        80.0,
        &[
            (40.0, "Rilievo"),
            (200.0, "60%"),
            (260.0, "OK"),
            (480.0, "31/01/2025"),
        ],
    ),
    (
        94.0,
        &[
            (40.0, "Rampe"),
            (200.0, "20%"),
            (345.0, "100%"),
            (480.0, "31/03/2025"),
        ],
    ),
    (
        108.0,
        &[
            (40.0, "Collaudo"),
            (200.0, "20%"),
            (260.0, "OK"),
            (480.0, "30/06/2025"),
        ],
    ),
];

#[test]
fn a_cell_behind_a_head_that_is_set_right_is_of_the_next_column() {
    let flow = read(vec![page(1, &SET_RIGHT)]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
    assert_eq!(column(&flow, Column::Outcome), ["100%"]);
}

#[test]
fn rules_across_that_are_drawn_cell_by_cell_end_where_the_columns_do() {
    // The heads say nothing: all are in one line.
    let lines: Vec<(f32, &[(f32, &str)])> =
        SET_RIGHT.into_iter().filter(|(y, _)| *y != 62.0).collect();
    let mut page = page(1, &lines);
    for y in [76.0, 91.0, 105.0] {
        let ends = [40.0, 195.0, 255.0, 338.0, 475.0, 540.0];
        page.rules
            .extend(ends.windows(2).map(|ends| rule(ends[0], y, ends[1], y)));
    }
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
    assert_eq!(column(&flow, Column::Outcome), ["100%"]);
}
