//! Tables and labels as other offices arrange them, on made-up pages: columns that no field
//! takes, rows numbered by codes, labels without colons.

use crate::made::{blocks, column, page, read};
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
fn a_table_ends_at_a_label_without_a_colon_that_wraps_in_its_cell() {
    let labels = [
        ("Dirigente responsabile", "Ing. Furlan"),
        ("Finalità", "Il ponte"),
        ("Relazione descrittiva", "Si rifanno le rampe"),
        ("Valore pubblico", "Una città sicura"),
        ("Vincoli", "Nessuno"),
    ];
    let labels = labels.map(|(label, value)| vec![(40.0, label), (180.0, value)]);
    let table = [
        vec![(40.0, "Azioni"), (260.0, "Peso %"), (360.0, "Scadenza")],
        vec![(40.0, "a) Rilievo"), (260.0, "60"), (360.0, "31/03/2024")],
        vec![(40.0, "b) Rampe"), (260.0, "40"), (360.0, "30/06/2024")],
        vec![(40.0, "Risultato da"), (180.0, "Il ponte è aperto")],
        vec![(40.0, "raggiungere")],
    ];
    let rows: Vec<_> = labels.into_iter().chain(table).collect();
    let lines: Vec<(f32, &[(f32, &str)])> = (0..)
        .map(|n: u8| 50.0 + 12.0 * f32::from(n))
        .zip(rows.iter().map(Vec::as_slice))
        .collect();
    let flow = read(vec![page(1, &lines)]);
    let descriptions = ["a) Rilievo", "b) Rampe"];
    assert_eq!(column(&flow, Column::Description), descriptions);
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

#[test]
fn labels_and_values_stand_in_turn_in_a_row() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Finalità"),
                    (130.0, "Il ponte"),
                    (300.0, "Indicatori"),
                    (400.0, "Prove di"),
                ],
            ),
            (62.0, &[(130.0, "nuovo"), (400.0, "carico")]),
            (
                84.0,
                &[
                    (40.0, "Vincoli"),
                    (130.0, "Le piene"),
                    (300.0, "Risorse umane"),
                    (400.0, "Due operai"),
                ],
            ),
        ],
    )]);
    let expected = [
        "Finalità",
        "Il ponte nuovo",
        "Indicatori",
        "Prove di carico",
        "Vincoli",
        "Le piene",
        "Risorse umane",
        "Due operai",
    ];
    assert_eq!(blocks(&flow), expected);
}

#[test]
fn a_row_of_labels_stands_over_a_row_of_values() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[(40.0, "Settore"), (200.0, "Responsabile"), (400.0, "Peso")],
            ),
            (
                66.0,
                &[(40.0, "Acque"), (200.0, "Ing. Furlan"), (400.0, "20%")],
            ),
        ],
    )]);
    let expected = ["Settore Acque", "Responsabile Ing. Furlan", "Peso 20%"];
    assert_eq!(blocks(&flow), expected);
}

#[test]
fn a_grid_of_months_is_a_column_that_no_field_takes() {
    for months in [
        "G F M A M G L A S O N D",
        "Gen Feb Mar Apr Mag Giu Lug Ago Set Ott Nov Dic",
    ] {
        let mut head = vec![(40.0, "Descrizione"), (220.0, "Peso %")];
        let grid = months.split(' ').zip(0u8..);
        head.extend(grid.map(|(month, n)| (280.0 + 22.0 * f32::from(n), month)));
        let flow = read(vec![page(
            1,
            &[
                (50.0, &head),
                (
                    70.0,
                    &[
                        (40.0, "Fase 1: Rilievo"),
                        (225.0, "60"),
                        (280.0, "X"),
                        (302.0, "X"),
                    ],
                ),
                (
                    90.0,
                    &[(40.0, "Fase 2: Rampe"), (225.0, "40"), (324.0, "X")],
                ),
            ],
        )]);
        assert_eq!(column(&flow, Column::Weight), ["60", "40"]);
        let other = format!("{months} X X X");
        assert_eq!(column(&flow, Column::Other).join(" "), other);
    }
}

#[test]
fn a_table_of_indicators_below_the_phases_has_a_row_for_each() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Descrizione"),
                    (260.0, "Peso %"),
                    (360.0, "Scadenza"),
                ],
            ),
            (
                70.0,
                &[
                    (40.0, "Fase 1: Rilievo"),
                    (260.0, "100"),
                    (360.0, "31/03/2024"),
                ],
            ),
            (
                100.0,
                &[
                    (40.0, "Indicatore"),
                    (260.0, "Baseline"),
                    (360.0, "Target 2024"),
                ],
            ),
            (
                116.0,
                &[(40.0, "Prove di carico"), (260.0, "2"), (360.0, "5")],
            ),
            (
                132.0,
                &[(40.0, "Giorni di chiusura"), (260.0, "30"), (360.0, "10")],
            ),
            (160.0, &[(40.0, "Vincoli: le piene")]),
        ],
    )]);
    let expected = [
        "Indicatore",
        "Prove di carico",
        "Giorni di chiusura",
        "Vincoli: le piene",
    ];
    assert_eq!(blocks(&flow), expected);
    assert_eq!(column(&flow, Column::Description), ["Fase 1: Rilievo"]);
    let other = "Baseline Target 2024 2 5 30 10";
    assert_eq!(column(&flow, Column::Other).join(" "), other);
}

#[test]
fn the_rows_of_a_table_of_indicators_may_be_numbered() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[(40.0, "N."), (80.0, "Indicatore"), (360.0, "Target 2024")],
            ),
            (70.0, &[(40.0, "1"), (80.0, "Prove di"), (360.0, "5")]),
            (82.0, &[(80.0, "carico")]),
            (
                102.0,
                &[(40.0, "2"), (80.0, "Giorni di chiusura"), (360.0, "10")],
            ),
            (160.0, &[(80.0, "Piano della performance")]),
        ],
    )]);
    let expected = [
        "Indicatore",
        "Prove di carico",
        "Giorni di chiusura",
        "Piano della performance",
    ];
    assert_eq!(blocks(&flow), expected);
    let other = "N. Target 2024 1 5 2 10";
    assert_eq!(column(&flow, Column::Other).join(" "), other);
}

#[test]
fn a_label_without_a_colon_begins_no_head() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(40.0, "Descrizione sintetica")]),
            (62.0, &[(40.0, "Il ponte")]),
            (
                74.0,
                &[(40.0, "Fasi"), (260.0, "Peso %"), (360.0, "Scadenza")],
            ),
            (
                94.0,
                &[
                    (40.0, "Fase 1: Rilievo"),
                    (260.0, "100"),
                    (360.0, "31/03/2024"),
                ],
            ),
        ],
    )]);
    assert_eq!(
        column(&flow, Column::Head).join(" "),
        "Fasi Peso % Scadenza"
    );
}

#[test]
fn the_value_of_a_deadline_without_a_colon_may_take_two_lines_under_its_column() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Descrizione"),
                    (260.0, "Peso %"),
                    (360.0, "Scadenza"),
                ],
            ),
            (
                70.0,
                &[
                    (40.0, "Fase 1: Rilievo"),
                    (260.0, "100"),
                    (360.0, "31/03/2024"),
                ],
            ),
            (90.0, &[(40.0, "Scadenza finale"), (360.0, "30/06/2024")]),
            (103.5, &[(360.0, "(salvo proroghe)")]),
            (
                119.0,
                &[(40.0, "Risultato atteso"), (160.0, "il ponte riaperto")],
            ),
            (131.0, &[(40.0, "Vincoli"), (160.0, "le piene")]),
            (143.0, &[(40.0, "Risorse umane"), (160.0, "due operai")]),
            (155.0, &[(40.0, "Risorse finanziarie"), (160.0, "nessuna")]),
        ],
    )]);
    let found = blocks(&flow);
    let deadline = ["Scadenza finale", "30/06/2024 (salvo proroghe)"];
    assert_eq!(found[..2], deadline, "{found:?}");
}

#[test]
fn parts_of_the_year_are_a_grid_like_months() {
    let grids: [&[(f32, f32, &str)]; 3] = [
        &[
            (50.0, 280.0, "I TRIM."),
            (50.0, 340.0, "II TRIM."),
            (50.0, 400.0, "III TRIM."),
            (50.0, 460.0, "IV TRIM."),
        ],
        &[(50.0, 280.0, "1° semestre"), (50.0, 400.0, "2° semestre")],
        &[
            (50.0, 280.0, "I"),
            (50.0, 340.0, "II"),
            (50.0, 400.0, "III"),
            (62.0, 280.0, "quadr."),
            (62.0, 340.0, "quadr."),
            (62.0, 400.0, "quadr."),
        ],
    ];
    for grid in grids {
        let mut heads = vec![(40.0, "N."), (70.0, "Attività"), (220.0, "Peso %")];
        let of_line = |y: f32| grid.iter().filter(move |(at, ..)| *at == y);
        heads.extend(of_line(50.0).map(|(_, x, text)| (*x, *text)));
        let below: Vec<_> = of_line(62.0).map(|(_, x, text)| (*x, *text)).collect();
        let first = [(42.0, "1"), (70.0, "Rilievo"), (225.0, "60"), (285.0, "X")];
        let second = [(42.0, "2"), (70.0, "Rampe"), (225.0, "40"), (405.0, "X")];
        let lines: [(f32, &[(f32, &str)]); 4] = [
            (50.0, &heads),
            (62.0, &below),
            (84.0, &first),
            (104.0, &second),
        ];
        let lines: Vec<_> = lines
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let flow = read(vec![page(1, &lines)]);
        assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
        assert_eq!(column(&flow, Column::Weight), ["60", "40"]);
        let other = column(&flow, Column::Other).join(" ");
        assert!(other.ends_with("X X"), "{other}");
    }
}

#[test]
fn notes_beside_the_indicator_are_no_column_of_its_table() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(40.0, "Indicatore"), (300.0, "Note")]),
            (62.0, &[(40.0, "Rampe rifatte"), (300.0, "Bando aperto")]),
            (84.0, &[(40.0, "Descrizione"), (300.0, "Vincoli")]),
            (96.0, &[(40.0, "Rifare le rampe"), (300.0, "Nessuno")]),
        ],
    )]);
    assert!(column(&flow, Column::Other).is_empty());
    let texts = blocks(&flow).join(" ");
    assert!(texts.contains("Note Bando aperto"), "{texts}");
}
