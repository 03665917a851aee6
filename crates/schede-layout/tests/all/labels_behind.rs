//! Labels of phases in a column of their own right of the descriptions.

use crate::made::{column, page, read, table};
use schede_model::Column;

/// Two rows at the end of a page.
const TWO_ROWS: &[(f32, &[(f32, &str)])] = &[
    (
        700.0,
        &[(140.0, "Rilievo"), (215.0, "fase 1"), (260.0, "60%")],
    ),
    (
        714.0,
        &[(140.0, "Rampe"), (215.0, "fase 2"), (260.0, "30%")],
    ),
];

#[test]
fn a_row_without_a_description_has_its_label_behind_it_too() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[(140.0, "Rilievo di"), (215.0, "fase 1"), (260.0, "60%")],
        ),
        (102.0, &[(140.0, "sponde")]),
        (114.0, &[(215.0, "fase 2"), (260.0, "30%"), (340.0, "OK")]),
        (
            126.0,
            &[(140.0, "Rampe"), (215.0, "fase 3"), (260.0, "10%")],
        ),
        (138.0, &[(140.0, "del molo"), (340.0, "In corso")]),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), ["fase 1", "fase 2", "fase 3"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo di sponde", "Rampe del molo"]
    );
    assert_eq!(column(&flow, Column::Weight), ["60%", "30%", "10%"]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "In corso"]);
}

#[test]
fn one_row_on_a_further_page_has_its_label_in_the_column_known() {
    let second: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(215.0, "fase 3"), (260.0, "10%"), (340.0, "OK")]),
        (60.0, &[(100.0, "Vincoli: nessuno")]),
    ];
    let flow = read(vec![page(1, &table(TWO_ROWS)), page(2, second)]);
    assert_eq!(column(&flow, Column::Label), ["fase 1", "fase 2", "fase 3"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
}

#[test]
fn descriptions_may_end_with_words_like_labels() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (90.0, &[(140.0, "Collaudo fase 1"), (260.0, "60%")]),
        (104.0, &[(140.0, "Collaudo fase 2"), (260.0, "40%")]),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), [""; 0]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Collaudo fase 1", "Collaudo fase 2"]
    );
}

#[test]
fn labels_that_wrap_behind_the_descriptions_are_in_no_cell_of_the_next_column() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (90.0, &[(140.0, "Rilievo"), (225.0, "fase"), (260.0, "60%")]),
        (102.0, &[(225.0, "1")]),
        (114.0, &[(140.0, "Rampe"), (225.0, "fase"), (260.0, "40%")]),
        (126.0, &[(225.0, "2")]),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), ["fase 1", "fase 2"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Weight), ["60%", "40%"]);
}

#[test]
fn a_full_description_may_reach_to_its_label() {
    // The columns of a text may stand elsewhere on each page.
    let second: &[(f32, &[(f32, &str)])] = &[
        (
            40.0,
            &[
                (60.0, "Collaudo di tutti gli argini fase 3"),
                (260.0, "10%"),
            ],
        ),
        (70.0, &[(60.0, "Vincoli: nessuno")]),
    ];
    let flow = read(vec![page(1, &table(TWO_ROWS)), page(2, second)]);
    assert_eq!(column(&flow, Column::Label), ["fase 1", "fase 2", "fase 3"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo", "Rampe", "Collaudo di tutti gli argini"]
    );
}

#[test]
fn a_first_label_may_stand_alone_behind_its_description() {
    let labels = |x: f32| {
        let row: &[(f32, &str)] = &[
            (60.0, "Rilievo delle sponde"),
            (x, "fase 1"),
            (260.0, "100%"),
        ];
        let rows: &[(f32, &[(f32, &str)])] = &[
            (90.0, row),
            (102.0, &[(60.0, "e degli argini")]),
            (114.0, &[(260.0, "100%")]),
        ];
        column(&read(vec![page(1, &table(rows))]), Column::Label)
    };
    assert_eq!(labels(200.0), ["fase 1"]);
    // Close to the text it may be its end.
    assert_eq!(labels(168.0), [""; 0]);
}
