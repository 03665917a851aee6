//! Rows whose labels stand before their descriptions and whose numbers are printed twice,
//! or out of order: the weights beside them tell that they are rows.

use crate::made::{column, page, read, table};
use schede_model::Column;

type Row<'a> = (f32, &'a [(f32, &'a str)]);

fn descriptions(rows: &[Row<'_>]) -> Vec<String> {
    column(&read(vec![page(1, &table(rows))]), Column::Description)
}

#[test]
fn a_number_that_stands_again_begins_a_row() {
    let rows: [Row<'_>; 3] = [
        (
            85.0,
            &[(140.0, "fase 1: RILIEVO"), (275.0, "30%"), (340.0, "OK")],
        ),
        (
            97.0,
            &[(140.0, "fase 3: PROGETTO"), (275.0, "30%"), (340.0, "OK")],
        ),
        (
            109.0,
            &[(140.0, "fase 2: LAVORI"), (275.0, "40%"), (340.0, "OK")],
        ),
    ];
    let expected = ["fase 1: RILIEVO", "fase 3: PROGETTO", "fase 2: LAVORI"];
    assert_eq!(descriptions(&rows), expected);
}

#[test]
fn a_description_that_names_a_row_begins_none() {
    let rows: [Row<'_>; 3] = [
        (
            85.0,
            &[(140.0, "fase 1: RILIEVO"), (275.0, "30%"), (340.0, "OK")],
        ),
        (
            97.0,
            &[
                (140.0, "fase 2: LAVORI DOPO LA"),
                (275.0, "70%"),
                (340.0, "OK"),
            ],
        ),
        (109.0, &[(140.0, "fase 1: E NON PRIMA")]),
    ];
    let expected = [
        "fase 1: RILIEVO",
        "fase 2: LAVORI DOPO LA fase 1: E NON PRIMA",
    ];
    assert_eq!(descriptions(&rows), expected);
}

#[test]
fn words_that_close_brackets_begin_no_row() {
    let rows: [Row<'_>; 3] = [
        (
            85.0,
            &[(140.0, "fase 1: RILIEVO"), (275.0, "30%"), (340.0, "OK")],
        ),
        (97.0, &[(140.0, "fase 2: LAVORI (DOPO LA"), (340.0, "OK")]),
        (109.0, &[(140.0, "fase 3)"), (275.0, "70%")]),
    ];
    let expected = ["fase 1: RILIEVO", "fase 2: LAVORI (DOPO LA fase 3)"];
    assert_eq!(descriptions(&rows), expected);
}
