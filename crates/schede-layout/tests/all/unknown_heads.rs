//! Tables with a column whose head is of no known spelling, on made-up pages: its place and
//! its cells tell which column it is.

use schede_model::page::{BBox, Rule};
use schede_model::{Column, Flow};

use crate::made::{column, page, read};

/// A table of two rows under these heads, its columns at these places.
fn table(places: &[f32], rows: [&[&str]; 3]) -> Flow<'static> {
    let cells = rows.map(|row| {
        let cells = places.iter().copied().zip(row.iter().copied());
        cells
            .filter(|(_, text)| !text.is_empty())
            .collect::<Vec<_>>()
    });
    let lines: Vec<(f32, &[(f32, &str)])> = [50.0, 70.0, 90.0]
        .into_iter()
        .zip(cells.iter().map(Vec::as_slice))
        .collect();
    read(vec![page(1, &lines)])
}

const FIVE: [f32; 5] = [40.0, 90.0, 250.0, 330.0, 410.0];
const SIX: [f32; 6] = [40.0, 90.0, 230.0, 300.0, 360.0, 470.0];

#[test]
fn the_last_column_behind_the_monitoring_holds_the_outcomes() {
    let flow = table(
        &SIX,
        [
            &[
                "N.",
                "Attività",
                "Scadenza",
                "Peso %",
                "Monitoraggio",
                "Relazione conclusiva",
            ],
            &[
                "1",
                "Rilievo",
                "31/03/2025",
                "60",
                "Avviata",
                "Rilievo fatto",
            ],
            &["2", "Rampe", "30/06/2025", "40", "In corso", ""],
        ],
    );
    assert_eq!(column(&flow, Column::Monitoring), ["Avviata", "In corso"]);
    assert_eq!(column(&flow, Column::Outcome), ["Rilievo fatto"]);
    assert_eq!(flow.inferred, [(0, Column::Outcome)]);
}

#[test]
fn dates_under_a_head_that_is_not_known_are_the_deadlines() {
    let rows: [&[&str]; 2] = [
        &["1", "Rilievo", "31/03/2025", "60", "Avviata"],
        &["2", "Rampe", "30/06/2025", "40", "In corso"],
    ];
    let heads = ["N.", "Attività", "Cadenza", "Peso %", "Monitoraggio"];
    let flow = table(&FIVE, [&heads, rows[0], rows[1]]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(flow.inferred, [(0, Column::Due)]);
    // A head that is known is no guess.
    let heads = ["N.", "Attività", "Scadenza", "Peso %", "Monitoraggio"];
    let flow = table(&FIVE, [&heads, rows[0], rows[1]]);
    assert_eq!(flow.inferred, []);
}

#[test]
fn of_two_columns_of_dates_the_later_is_that_of_the_deadlines() {
    let flow = table(
        &SIX,
        [
            &["N.", "Attività", "Dal", "Al", "Peso %", "Monitoraggio"],
            &["1", "Rilievo", "01/02/2025", "31/03/2025", "60", "Avviata"],
            &["2", "Rampe", "01/04/2025", "30/06/2025", "40", "In corso"],
        ],
    );
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
    let other = column(&flow, Column::Other).join(" ");
    assert_eq!(other, "Dal 01/02/2025 01/04/2025");
}

#[test]
fn a_head_over_two_of_its_own_is_parted() {
    let heads = [
        (40.0, "N."),
        (90.0, "Attività"),
        (250.0, "Tempi"),
        (410.0, "Peso %"),
    ];
    let below = [(230.0, "Inizio"), (310.0, "Fine")];
    let row = |number, text, begin, end, weight| {
        [
            (40.0, number),
            (90.0, text),
            (230.0, begin),
            (310.0, end),
            (410.0, weight),
        ]
    };
    let rows = [
        row("1", "Rilievo", "01/02/2025", "31/03/2025", "60"),
        row("2", "Rampe", "01/04/2025", "30/06/2025", "40"),
    ];
    let flow = read(vec![page(
        1,
        &[
            (50.0, &heads),
            (62.0, &below),
            (80.0, &rows[0]),
            (100.0, &rows[1]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
    assert_eq!(column(&flow, Column::Label), ["1", "2"]);
}

#[test]
fn a_text_left_of_all_known_columns_is_the_description() {
    for head in ["Cosa", "Linea di azione"] {
        let flow = table(
            &FIVE,
            [
                &["N.", head, "Scadenza", "Peso %", "Monitoraggio"],
                &["1", "Rilievo", "31/03/2025", "60", "Avviata"],
                &["2", "Rampe", "30/06/2025", "40", "In corso"],
            ],
        );
        assert_eq!(
            column(&flow, Column::Description),
            ["Rilievo", "Rampe"],
            "{head}"
        );
        assert_eq!(column(&flow, Column::Label), ["1", "2"], "{head}");
    }
}

#[test]
fn rows_may_be_numbered_under_a_sign() {
    let flow = table(
        &FIVE,
        [
            &["#", "Attività", "Scadenza", "Peso %", "Monitoraggio"],
            &["1", "Rilievo", "31/03/2025", "60", "Avviata"],
            &["2", "Rampe", "30/06/2025", "40", "In corso"],
        ],
    );
    assert_eq!(column(&flow, Column::Label), ["1", "2"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
}

#[test]
fn heads_that_one_spelling_would_join_stand_apart() {
    let flow = table(
        &FIVE,
        [
            &["N.", "Peso %", "Attività", "Scadenza", "Monitoraggio"],
            &["1", "60", "Rilievo", "31/03/2025", "Avviata"],
            &["2", "40", "Rampe", "30/06/2025", "In corso"],
        ],
    );
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Weight), ["60", "40"]);
}

#[test]
fn two_columns_and_numbers_make_a_table() {
    let flow = table(
        &[40.0, 90.0, 330.0],
        [
            &["N.", "Attività", "Scadenza"],
            &["1", "Rilievo", "31/03/2025"],
            &["2", "Rampe", "30/06/2025"],
        ],
    );
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
}

#[test]
fn strange_heads_stand_among_few_known_ones_where_rows_are_numbered() {
    let rows: [&[&str]; 3] = [
        &["N.", "Fase", "Esecutore", "Scadenza"],
        &["1", "Rilievo", "Ada Bruni", "31/03/2025"],
        &["2", "Rampe", "Ivo Sarti", "30/06/2025"],
    ];
    let flow = table(&[40.0, 90.0, 280.0, 400.0], rows);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
    let other = column(&flow, Column::Other).join(" ");
    assert_eq!(other, "Esecutore Ada Bruni Ivo Sarti");
}

#[test]
fn two_heads_are_enough_over_texts_and_their_dates() {
    let places = [40.0, 400.0];
    let rows: [&[&str]; 3] = [
        &["Attività", "Scadenza"],
        &["Rilievo delle sponde", "31/03/2025"],
        &["Rampe", "30/06/2025"],
    ];
    let flow = table(&places, rows);
    assert_eq!(
        column(&flow, Column::Due).join(" "),
        "31/03/2025 30/06/2025"
    );
    // Texts under both: a table of another kind.
    let rows: [&[&str]; 3] = [
        &["Attività", "Scadenza"],
        &["Rilievo delle sponde", "quando si può"],
        &["Rampe", "poi"],
    ];
    assert!(column(&table(&places, rows), Column::Due).is_empty());
}

#[test]
fn a_head_may_begin_with_its_sign() {
    let heads = [
        (40.0, "N."),
        (80.0, "Attività"),
        (240.0, "Peso"),
        (300.0, "Scadenza"),
        (400.0, "%"),
    ];
    let rest = [(385.0, "realizzazione")];
    let first = [
        (40.0, "1"),
        (80.0, "Rilievo"),
        (240.0, "60"),
        (300.0, "31/03/2025"),
    ];
    let second = [
        (40.0, "2"),
        (80.0, "Rampe"),
        (240.0, "40"),
        (300.0, "30/06/2025"),
    ];
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (50.0, &heads),
        (61.0, &rest),
        (80.0, &first),
        (100.0, &second),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
    assert_eq!(column(&flow, Column::Other), ["% realizzazione"]);
}

#[test]
fn a_head_of_two_lines_stands_over_letters_and_dates() {
    let heads = [(40.0, "Fase"), (90.0, "Azioni"), (400.0, "Scadenza")];
    let rest = [(400.0, "prevista")];
    let first = [(40.0, "a)"), (90.0, "Rilievo"), (400.0, "31/03/2025")];
    let second = [(40.0, "b)"), (90.0, "Rampe"), (400.0, "30/06/2025")];
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (50.0, &heads),
        (61.0, &rest),
        (80.0, &first),
        (100.0, &second),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2025", "30/06/2025"]);
}

#[test]
fn a_head_of_the_form_behind_all_others_may_wrap_between_words_of_none() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Peso"),
                    (260.0, "Scadenze"),
                    (350.0, "Raggiungimento"),
                    (470.0, "Verifica"),
                ],
            ),
            (
                62.0,
                &[
                    (260.0, "previste"),
                    (350.0, "Obiettivo"),
                    (470.0, "intermedia al"),
                ],
            ),
            (74.0, &[(470.0, "30/06/2025")]),
            (
                92.0,
                &[
                    (40.0, "fase 1: Rilievo"),
                    (200.0, "60%"),
                    (260.0, "31/03/2025"),
                    (470.0, "Avviata"),
                ],
            ),
            (
                110.0,
                &[
                    (40.0, "fase 2: Rampe"),
                    (200.0, "40%"),
                    (260.0, "30/06/2025"),
                    (470.0, "In corso"),
                ],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Monitoring), ["Avviata", "In corso"]);
}

#[test]
fn a_row_of_a_label_above_a_head_is_no_title_over_it() {
    let mut page = page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Finalità"),
                    (160.0, "Collegare i due rioni per chi va a piedi"),
                ],
            ),
            (
                68.0,
                &[(40.0, "Attività"), (300.0, "Peso"), (400.0, "Scadenza")],
            ),
            (
                86.0,
                &[(40.0, "Rilievo"), (300.0, "60%"), (400.0, "31/03/2025")],
            ),
            (
                104.0,
                &[(40.0, "Rampe"), (300.0, "40%"), (400.0, "30/06/2025")],
            ),
        ],
    );
    for (x0, x1) in [(38.0, 155.0), (155.0, 480.0)] {
        for y in [38.0, 54.0] {
            let bbox = BBox {
                x0,
                y0: y,
                x1,
                y1: y,
            };
            page.rules.push(Rule {
                bbox,
                horizontal: true,
            });
        }
    }
    let flow = read(vec![page]);
    let label = flow.segments.iter().find(|s| flow.text(s) == "Finalità");
    assert_eq!(label.map(|label| label.place), Some(None));
}
