//! Where a table of phases ends: labels are words of its cells while its rows go on below.

use crate::made::{blocks, column, page, read, table};
use schede_model::Column;

/// The descriptions and outcomes of a table whose second row has a line that begins with
/// a label, in its description or in its outcome, and that goes on with these lines.
fn read_with(label: (f32, &str), rest: &[(f32, &[(f32, &str)])]) -> (Vec<String>, Vec<String>) {
    let first = [
        (20.0, "fase 1:"),
        (90.0, "Nomina del gruppo"),
        (260.0, "50%"),
        (485.0, "Nominato"),
    ];
    let second = [
        (20.0, "fase 2:"),
        (90.0, "Lavori nel rispetto dei"),
        (260.0, "30%"),
        (485.0, "Conclusi."),
    ];
    let label = [label];
    let mut rows: Vec<(f32, &[(f32, &str)])> =
        vec![(86.0, &first), (110.0, &second), (122.0, &label)];
    rows.extend(rest);
    let flow = read(vec![page(1, &table(&rows))]);
    (
        column(&flow, Column::Description),
        column(&flow, Column::Outcome),
    )
}

const THIRD: (f32, &[(f32, &str)]) = (
    146.0,
    &[
        (20.0, "fase 3:"),
        (90.0, "Collaudo"),
        (260.0, "20%"),
        (485.0, "Eseguito"),
    ],
);
const TOTAL: (f32, &[(f32, &str)]) = (146.0, &[(260.0, "80%")]);
const DEADLINE: (f32, &[(f32, &str)]) = (170.0, &[(20.0, "Scadenza finale: 31/12/2025")]);

#[test]
fn a_label_is_a_word_of_a_cell_while_the_rows_go_on_below() {
    let label = (90.0, "Vincoli: nessuno oltre i noti");
    let (descriptions, _) = read_with(label, &[THIRD, DEADLINE]);
    let second = "Lavori nel rispetto dei Vincoli: nessuno oltre i noti";
    assert_eq!(descriptions, ["Nomina del gruppo", second, "Collaudo"]);
    let (_, outcomes) = read_with((485.0, "Nota: segue"), &[THIRD, DEADLINE]);
    assert_eq!(outcomes, ["Nominato", "Conclusi. Nota: segue", "Eseguito"]);
}

#[test]
fn a_label_is_a_word_of_a_cell_while_the_total_stands_below() {
    let label = (90.0, "Vincoli: nessuno oltre i noti");
    let (descriptions, _) = read_with(label, &[TOTAL, DEADLINE]);
    assert_eq!(
        descriptions,
        [
            "Nomina del gruppo",
            "Lavori nel rispetto dei Vincoli: nessuno oltre i noti"
        ]
    );
    // No sum of the weights: a percentage under the table.
    let (descriptions, _) = read_with(label, &[(146.0, &[(260.0, "95%")]), DEADLINE]);
    assert_eq!(descriptions[1], "Lavori nel rispetto dei");
}

#[test]
fn a_label_ends_a_table_whose_rows_are_at_their_end() {
    let label = (20.0, "Vincoli: nessuno oltre i noti");
    // The phase of another table.
    let other: (f32, &[(f32, &str)]) =
        (170.0, &[(20.0, "fase 1:"), (90.0, "Avvio"), (260.0, "9%")]);
    let (descriptions, _) = read_with(label, &[other]);
    assert_eq!(descriptions[1], "Lavori nel rispetto dei");
}

#[test]
fn text_right_below_the_total_is_none_of_the_tables() {
    let first = [(20.0, "fase 1:"), (90.0, "Gara"), (260.0, "50%")];
    let upper = [(90.0, "Lavori nel letto")];
    let second = [(20.0, "fase 2:"), (260.0, "50%")];
    let lower = [(90.0, "del torrente")];
    let total = [(255.0, "100%")];
    let title = [(20.0, "2.3 Rischi corruttivi e trasparenza")];
    let rows: [(f32, &[(f32, &str)]); 6] = [
        (86.0, &first),
        (104.0, &upper),
        (110.0, &second),
        (116.0, &lower),
        (134.0, &total),
        (152.0, &title),
    ];
    let flow = read(vec![page(1, &table(&rows))]);
    let descriptions = ["Gara", "Lavori nel letto del torrente"];
    assert_eq!(column(&flow, Column::Description), descriptions);
    // Words of the last row, whose weight stands above them, are.
    let one = [(20.0, "fase 1:"), (260.0, "100%")];
    let rows: [(f32, &[(f32, &str)]); 3] = [(98.0, &upper), (104.0, &one), (110.0, &lower)];
    let flow = read(vec![page(1, &table(&rows))]);
    let descriptions = ["Lavori nel letto del torrente"];
    assert_eq!(column(&flow, Column::Description), descriptions);
}

#[test]
fn no_row_of_a_table_stands_above_the_name_of_a_body_with_which_a_sheet_begins() {
    let row = [(20.0, "fase 1:"), (90.0, "Gara"), (260.0, "50%")];
    let rows: [(f32, &[(f32, &str)]); 1] = [(86.0, &row)];
    let first = page(1, &table(&rows));
    let second = page(
        2,
        &[
            (40.0, &[(90.0, "COMUNE DI"), (150.0, "VALFIORITA")]),
            (55.0, &[(90.0, "SETTORE LAVORI PUBBLICI")]),
            (70.0, &[(20.0, "Dirigente: Nives Tamburlini")]),
            (85.0, &[(20.0, "Obiettivo: B) Ponte")]),
        ],
    );
    let flow = read(vec![first, second]);
    assert_eq!(column(&flow, Column::Description), ["Gara"]);
}

#[test]
fn a_label_in_the_outcome_of_a_phase_that_begins_its_line_is_a_word_of_it() {
    let row = [
        (20.0, "fase 3:"),
        (90.0, "Collaudo"),
        (260.0, "10%"),
        (485.0, "Scadenza finale: 31/12/2026"),
    ];
    let next = [(20.0, "fase 4:"), (90.0, "Posa"), (260.0, "10%")];
    let rest: [(f32, &[(f32, &str)]); 2] = [(146.0, &row), (170.0, &next)];
    let (descriptions, outcomes) = read_with((485.0, "Verbali agli atti"), &rest);
    assert_eq!(descriptions[2..], ["Collaudo", "Posa"]);
    assert_eq!(outcomes[2], "Scadenza finale: 31/12/2026");
}

/// The table of a sheet whose labels and values stand in cells side by side.
const ACTIVITIES: [(f32, &[(f32, &str)]); 6] = [
    (
        40.0,
        &[(20.0, "Descrizione"), (120.0, "Rifare le rampe del ponte")],
    ),
    (58.0, &[(20.0, "Indicatore"), (120.0, "rampe rifatte")]),
    (76.0, &[(20.0, "Risultato atteso"), (120.0, "Ponte aperto")]),
    (
        100.0,
        &[(20.0, "N."), (60.0, "Attività"), (400.0, "Scadenza")],
    ),
    (
        118.0,
        &[(20.0, "1"), (60.0, "Rilievo"), (400.0, "31/03/2025")],
    ),
    (
        136.0,
        &[(20.0, "2"), (60.0, "Rampe"), (400.0, "30/09/2025")],
    ),
];

#[test]
fn the_unit_of_the_next_sheet_is_no_row_of_the_table_above_it() {
    // The first rows of a sheet in cells side by side: two cells, or labels and values by turns.
    let two: [(f32, &[(f32, &str)]); 3] = [
        (160.0, &[(20.0, "Settore"), (120.0, "Acque")]),
        (178.0, &[(20.0, "Responsabile"), (120.0, "Ing. Furlan")]),
        (196.0, &[(20.0, "Obiettivo n."), (120.0, "2")]),
    ];
    let four: [(f32, &[(f32, &str)]); 3] = [
        (
            160.0,
            &[
                (20.0, "Area"),
                (120.0, "Acque"),
                (300.0, "Responsabile"),
                (400.0, "Ing. Furlan"),
            ],
        ),
        (
            178.0,
            &[
                (20.0, "Codice"),
                (120.0, "P2"),
                (300.0, "Peso"),
                (400.0, "20%"),
            ],
        ),
        (196.0, &[(20.0, "Titolo"), (120.0, "Sponde")]),
    ];
    let expected: [&[&str]; 2] = [
        &[
            "Settore",
            "Acque",
            "Responsabile",
            "Ing. Furlan",
            "Obiettivo n.",
            "2",
        ],
        &[
            "Area",
            "Acque",
            "Responsabile",
            "Ing. Furlan",
            "Codice",
            "P2",
            "Peso",
            "20%",
            "Titolo",
            "Sponde",
        ],
    ];
    for (next, expected) in [two, four].iter().zip(expected) {
        // On the page of the table, or on one of its own.
        let rows = |part: &[(f32, &'static [(f32, &'static str)])]| part.to_vec();
        let together = [rows(&ACTIVITIES), rows(next)].concat();
        let apart = vec![page(1, &ACTIVITIES), page(2, next)];
        for pages in [vec![page(1, &together)], apart] {
            let flow = read(pages);
            assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
            assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/09/2025"]);
            let blocks = blocks(&flow);
            let own = &blocks[blocks.len() - expected.len()..];
            assert_eq!(own, expected);
        }
    }
}

#[test]
fn a_signature_on_the_right_is_no_word_of_the_last_row() {
    let signed: (f32, &[(f32, &str)]) = (162.0, &[(400.0, "Il Dirigente")]);
    let flow = read(vec![page(1, &[&ACTIVITIES[..], &[signed]].concat())]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/09/2025"]);
}

#[test]
fn a_table_of_another_kind_on_the_next_page_goes_on_with_none() {
    let staff: [(f32, &[(f32, &str)]); 3] = [
        (40.0, &[(20.0, "Allegato")]),
        (60.0, &[(20.0, "N."), (60.0, "Profilo"), (400.0, "Posti")]),
        (78.0, &[(20.0, "1"), (60.0, "Istruttore"), (400.0, "3")]),
    ];
    let flow = read(vec![page(1, &ACTIVITIES), page(2, &staff)]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    // A title over more rows is of the table.
    let more: [(f32, &[(f32, &str)]); 2] = [
        (40.0, &[(20.0, "Secondo semestre")]),
        (
            60.0,
            &[(20.0, "3"), (60.0, "Collaudo"), (400.0, "30/11/2025")],
        ),
    ];
    let flow = read(vec![page(1, &ACTIVITIES), page(2, &more)]);
    let descriptions = column(&flow, Column::Description);
    assert_eq!(descriptions, ["Rilievo", "Rampe", "Collaudo"]);
}

#[test]
fn labels_end_a_table_whose_weights_stand_first() {
    let rows: [(f32, &[(f32, &str)]); 8] = [
        (
            40.0,
            &[(20.0, "Descrizione"), (140.0, "Rifare le rampe del ponte")],
        ),
        (58.0, &[(20.0, "Indicatore"), (140.0, "rampe rifatte")]),
        (76.0, &[(20.0, "Risultato atteso"), (140.0, "Ponte aperto")]),
        (
            100.0,
            &[(20.0, "Peso"), (80.0, "Attività"), (400.0, "Scadenza")],
        ),
        (
            118.0,
            &[(20.0, "40%"), (80.0, "Rilievo"), (400.0, "31/03/2025")],
        ),
        (
            136.0,
            &[(20.0, "60%"), (80.0, "Rampe"), (400.0, "30/09/2025")],
        ),
        (160.0, &[(20.0, "Settore"), (140.0, "Acque")]),
        (178.0, &[(20.0, "Responsabile"), (140.0, "Ing. Furlan")]),
    ];
    let flow = read(vec![page(1, &rows)]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Weight), ["40%", "60%"]);
}

#[test]
fn a_short_deadline_below_the_columns_may_have_a_note_or_a_placeholder() {
    for value in ["31/12/2025 RAGGIUNTO 16/12/2025", "xxxxxx", "31/12/2025"] {
        let row = [
            (100.0, "fase 1:"),
            (140.0, "Nomina"),
            (260.0, "100%"),
            (340.0, "OK"),
            (420.0, "28/02/2025"),
        ];
        let deadline = [(335.0, "Scadenza finale:"), (420.0, value)];
        let rows: [(f32, &[(f32, &str)]); 3] = [
            (86.0, &row),
            (106.0, &deadline),
            (140.0, &[(100.0, "Vincoli: nessuno")]),
        ];
        let flow = read(vec![page(1, &table(&rows))]);
        assert_eq!(column(&flow, Column::Monitoring), ["OK"], "{value}");
        assert_eq!(column(&flow, Column::Due), ["28/02/2025"], "{value}");
    }
}
