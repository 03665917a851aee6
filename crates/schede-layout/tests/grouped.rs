//! Heads under a title of their own.

#![allow(clippy::unwrap_used, reason = "tests")]

mod made;

use made::{column, page, read, rule, texts};
use schede_model::Column;

const ROW: &[(f32, &str)] = &[
    (40.0, "fase 1: rilievo"),
    (200.0, "50%"),
    (300.0, "OK"),
    (400.0, "31/12/2024"),
    (490.0, "fatto"),
];

#[test]
fn heads_beside_a_title_are_heads() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(40.0, "Finalità strategiche: riordino")]),
            (
                80.0,
                &[
                    (40.0, "Dati della fase"),
                    (400.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (
                92.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    (300.0, "Monitoraggio"),
                ],
            ),
            (110.0, ROW),
        ],
    )]);
    assert_eq!(column(&flow, Column::Due), ["31/12/2024"]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert!(
        column(&flow, Column::Head)
            .join(" ")
            .contains("Dati della fase")
    );
    assert!(texts(&flow).contains(&"Finalità strategiche: riordino".to_owned()));
}

#[test]
fn a_title_alone_with_a_rule_under_it_is_of_the_head() {
    let lines: &[(f32, &[(f32, &str)])] = &[
        (50.0, &[(40.0, "Finalità strategiche: riordino")]),
        (68.0, &[(300.0, "Rendicontazione")]),
        (
            80.0,
            &[
                (40.0, "Descrizione"),
                (200.0, "Incidenza %"),
                (300.0, "Monitoraggio"),
                (400.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        ),
        (100.0, ROW),
    ];
    let mut ruled = page(1, lines);
    ruled.rules.push(rule(295.0, 79.0, 480.0, 79.0));
    let heads = column(&read(vec![ruled]), Column::Head).join(" ");
    assert!(heads.contains("Rendicontazione"));
    // The upper edge of the table says nothing of a line above it.
    let mut edged = page(1, lines);
    edged.rules.push(rule(35.0, 79.0, 560.0, 79.0));
    let heads = column(&read(vec![edged]), Column::Head).join(" ");
    assert!(!heads.contains("Rendicontazione"));
}

#[test]
fn a_line_of_a_text_over_the_heads_is_no_title() {
    let flow = read(vec![page(
        1,
        &[
            (56.0, &[(40.0, "Descrizione dell'obiettivo:")]),
            (
                68.0,
                &[(40.0, "riordino di tutti gli archivi"), (400.0, "Scadenze")],
            ),
            (
                80.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    (300.0, "Monitoraggio"),
                    (490.0, "Esito"),
                ],
            ),
            (100.0, ROW),
        ],
    )]);
    let heads = column(&flow, Column::Head).join(" ");
    assert!(!heads.contains("riordino"));
}
