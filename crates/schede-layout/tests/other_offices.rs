//! Tables and labels as other offices arrange them, on made-up pages: columns that no field
//! takes, rows numbered by codes, labels without colons.

#![allow(clippy::unwrap_used, reason = "tests")]

mod made;

use made::{column, page, read};
use schede_model::Column;

#[test]
fn the_column_of_the_first_day_is_none_of_the_form() {
    // No column of states or outcomes: a plan says what is to come.
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Fasi"),
                    (260.0, "Data inizio"),
                    (360.0, "Data fine"),
                    (460.0, "Peso %"),
                ],
            ),
            (
                70.0,
                &[
                    (40.0, "Fase 1: Rilievo"),
                    (260.0, "01/02/2024"),
                    (360.0, "31/03/2024"),
                    (460.0, "60"),
                ],
            ),
            (
                90.0,
                &[
                    (40.0, "Fase 2: Rampe"),
                    (260.0, "01/04/2024"),
                    (360.0, "30/06/2024"),
                    (460.0, "40"),
                ],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024", "30/06/2024"]);
    let other = "Data inizio 01/02/2024 01/04/2024";
    assert_eq!(column(&flow, Column::Other).join(" "), other);
}

#[test]
fn rows_may_be_numbered_by_codes_in_a_column_of_their_own() {
    for [first, second] in [["A.1", "A.2"], ["I", "II"], ["2.1", "2.2"], ["a)", "b)"]] {
        // The head is centred over numbers that are not.
        let flow = read(vec![page(
            1,
            &[
                (
                    50.0,
                    &[
                        (60.0, "Cod."),
                        (110.0, "Descrizione"),
                        (260.0, "Peso %"),
                        (360.0, "Scadenza"),
                    ],
                ),
                (70.0, &[(110.0, "Rilievo delle")]),
                (76.0, &[(40.0, first), (260.0, "60"), (360.0, "31/03/2024")]),
                (82.0, &[(110.0, "sponde")]),
                (
                    100.0,
                    &[
                        (40.0, second),
                        (110.0, "Rampe"),
                        (260.0, "40"),
                        (360.0, "30/06/2024"),
                    ],
                ),
            ],
        )]);
        assert_eq!(column(&flow, Column::Label), [first, second]);
        let descriptions = ["Rilievo delle sponde", "Rampe"];
        assert_eq!(column(&flow, Column::Description), descriptions);
    }
}

#[test]
fn a_table_ends_at_a_label_without_a_colon_in_its_cell() {
    let row = |left, right| vec![(40.0, left), (150.0, right)];
    let labels = [
        row("Dirigente responsabile", "Ing. Furlan"),
        row("Finalità", "Il ponte"),
        row("Relazione descrittiva", "Si rifanno le rampe"),
        row("Valore pubblico", "Una città sicura"),
        row("Vincoli", "Nessuno"),
    ];
    let table = [
        vec![
            (40.0, "N."),
            (110.0, "Descrizione"),
            (260.0, "Peso %"),
            (360.0, "Scadenza"),
        ],
        vec![
            (40.0, "1"),
            (110.0, "Rilievo"),
            (260.0, "100"),
            (360.0, "31/03/2024"),
        ],
    ];
    let below = [
        row("Conclusione prevista", "30/06/2024"),
        row("Condizionamenti", "Le piene"),
    ];
    let rows: Vec<_> = labels.into_iter().chain(table).chain(below).collect();
    let lines: Vec<(f32, &[(f32, &str)])> = (0..)
        .map(|n: u8| 50.0 + 20.0 * f32::from(n))
        .zip(rows.iter().map(Vec::as_slice))
        .collect();
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo"]);
}
