//! Rows of labels over the row of their values, where no rule runs down between the values:
//! what parts the columns is that no word stands between them.

use crate::made::{page, read, rule, texts};

/// The labels in the middle of their columns, two of them on two lines; the values begin
/// where their columns do.
const LINES: [(f32, &[(f32, &str)]); 4] = [
    (
        52.0,
        &[
            (60.0, "Risultato atteso"),
            (225.0, "Obiettivo raggiunto"),
            (420.0, "Vincoli"),
        ],
    ),
    (64.0, &[(65.0, "annualità 2024"), (255.0, "al 100%")]),
    (
        80.0,
        &[
            (40.0, "Le sponde sono sicure"),
            (200.0, "tutte le fasi concluse entro"),
            (360.0, "la portata del torrente"),
        ],
    ),
    (92.0, &[(200.0, "l'anno"), (360.0, "in autunno")]),
];

const CELLS: [&str; 10] = [
    "Risultato atteso",
    "annualità 2024",
    "Le sponde sono sicure",
    "Obiettivo raggiunto",
    "al 100%",
    "tutte le fasi concluse entro",
    "l'anno",
    "Vincoli",
    "la portata del torrente",
    "in autunno",
];

#[test]
fn labels_may_stand_in_the_middle_over_values_and_wrap() {
    assert_eq!(texts(&read(vec![page(1, &LINES)])), CELLS);
}

#[test]
fn rules_may_part_the_labels_and_not_the_values() {
    // As the edges of cells do that are painted in a colour.
    let mut page = page(1, &LINES);
    let (top, bottom) = (48.0, 77.0);
    page.rules = vec![
        rule(36.0, top, 520.0, top),
        rule(36.0, bottom, 520.0, bottom),
    ];
    let edges = [36.0, 196.0, 356.0, 520.0];
    page.rules.extend(edges.map(|x| rule(x, top, x, bottom)));
    assert_eq!(texts(&read(vec![page])), CELLS);
}

#[test]
fn a_title_set_wide_is_no_row_of_labels() {
    let lines: [(f32, &[(f32, &str)]); 3] = [
        (
            40.0,
            &[(140.0, "S C H E D A"), (187.5, "O B I E T T I V O")],
        ),
        (60.0, &[(200.0, "COMUNE DI VALFIORITA SUL TORRENTE")]),
        (80.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
    ];
    let read = texts(&read(vec![page(1, &lines)]));
    assert_eq!(
        read,
        [
            "S C H E D A O B I E T T I V O",
            "COMUNE DI VALFIORITA SUL TORRENTE",
            "Dirigente: Nives Tamburlini",
        ]
    );
}
