//! The head of the column of numbers ("Fase"), beside the head of the descriptions, and
//! titles over heads that begin like one.

use crate::made::{column, page, read};
use schede_model::Column;

type Line<'a> = (f32, &'a [(f32, &'a str)]);

const ROWS: [Line<'_>; 2] = [
    (
        97.0,
        &[
            (40.0, "1"),
            (80.0, "Rilievo"),
            (260.0, "30%"),
            (340.0, "OK"),
        ],
    ),
    (
        109.0,
        &[(40.0, "2"), (80.0, "Rampe"), (260.0, "70%"), (340.0, "OK")],
    ),
];

/// What the heads of a table say its columns are, with these lines at the top.
fn descriptions(heads: &[Line<'_>]) -> Vec<String> {
    let lines = [heads, &ROWS].concat();
    column(&read(vec![page(1, &lines)]), Column::Description)
}

#[test]
fn a_head_of_numbers_that_a_narrow_column_cuts_takes_no_descriptions() {
    // Heads are centred: that of the descriptions has one line.
    let heads: [Line<'_>; 3] = [
        (54.0, &[(40.0, "Fas"), (340.0, "Stato di attuazione al")]),
        (
            60.0,
            &[
                (80.0, "Descrizione della fase"),
                (260.0, "Peso fase"),
                (470.0, "Scadenza"),
                (540.0, "Esito"),
            ],
        ),
        (66.0, &[(40.0, "e"), (340.0, "31/12/2024")]),
    ];
    assert_eq!(descriptions(&heads), ["Rilievo", "Rampe"]);
}

#[test]
fn a_title_that_begins_like_a_head_is_none() {
    let heads: [Line<'_>; 2] = [
        (
            48.0,
            &[
                (40.0, "N."),
                (80.0, "Descrizione"),
                (330.0, "Tempi e pesi"),
                (500.0, "Esito"),
            ],
        ),
        (
            60.0,
            &[
                (260.0, "Peso"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenza"),
            ],
        ),
    ];
    assert_eq!(descriptions(&heads), ["Rilievo", "Rampe"]);
}
