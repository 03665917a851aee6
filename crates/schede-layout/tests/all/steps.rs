//! Descriptions whose lines are numbered as rows are ("Azione 2: gara"): labels of another
//! kind than those of the table begin no row.

use crate::made::{column, page, read, table};
use schede_model::Column;

type Row<'a> = (f32, &'a [(f32, &'a str)]);

fn descriptions(rows: &[Row<'_>]) -> Vec<String> {
    column(&read(vec![page(1, &table(rows))]), Column::Description)
}

#[test]
fn steps_beside_labels_in_a_column_of_their_own_begin_no_row() {
    let rows: [Row<'_>; 4] = [
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "RILIEVO"), (275.0, "30%")],
        ),
        (
            97.0,
            &[(40.0, "fase 2:"), (140.0, "fase 2: bando"), (275.0, "40%")],
        ),
        (109.0, &[(140.0, "fase 3: gara")]),
        (
            121.0,
            &[(40.0, "fase 3:"), (140.0, "LAVORI"), (275.0, "30%")],
        ),
    ];
    let expected = ["RILIEVO", "fase 2: bando fase 3: gara", "LAVORI"];
    assert_eq!(descriptions(&rows), expected);
}

#[test]
fn steps_with_another_word_than_the_labels_begin_no_row() {
    let rows: [Row<'_>; 4] = [
        (85.0, &[(140.0, "Fase 1: RILIEVO"), (275.0, "30%")]),
        (97.0, &[(140.0, "fase n. 2: LAVORI"), (275.0, "40%")]),
        (109.0, &[(140.0, "Azione 3: gara")]),
        (121.0, &[(140.0, "Fase 3: COLLAUDO"), (275.0, "30%")]),
    ];
    let expected = [
        "Fase 1: RILIEVO",
        "fase n. 2: LAVORI Azione 3: gara",
        "Fase 3: COLLAUDO",
    ];
    assert_eq!(descriptions(&rows), expected);
}

#[test]
fn a_row_with_its_weight_may_have_another_word() {
    let rows: [Row<'_>; 3] = [
        (85.0, &[(140.0, "Fase 1: RILIEVO"), (275.0, "30%")]),
        (97.0, &[(140.0, "Azione 2: LAVORI"), (275.0, "40%")]),
        (109.0, &[(140.0, "Fase 3: COLLAUDO"), (275.0, "30%")]),
    ];
    assert_eq!(descriptions(&rows).len(), 3);
}
