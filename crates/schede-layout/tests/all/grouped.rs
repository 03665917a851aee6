//! Heads under a title of their own.

use crate::made::{column, page, read, rule, texts};
use schede_model::{Column, Flow};

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
fn a_bold_title_that_begins_where_no_text_does_is_of_the_head() {
    let lines = |x: f32, title: &'static str| {
        let heads: &[(f32, &str)] = &[
            (40.0, "Descrizione"),
            (200.0, "Incidenza %"),
            (300.0, "Monitoraggio"),
            (400.0, "Scadenze"),
            (490.0, "Esito"),
        ];
        let title = [(x, title)];
        let mut page = page(
            1,
            &[
                (50.0, &[(40.0, "Finalità strategiche: riordino")]),
                (68.0, &title),
                (80.0, heads),
                (100.0, ROW),
            ],
        );
        let bold = |word: &&mut schede_model::page::Word| (60.0..100.0).contains(&word.bbox.y0);
        page.words
            .iter_mut()
            .filter(bold)
            .for_each(|word| word.bold = true);
        column(&read(vec![page]), Column::Head).join(" ")
    };
    assert!(lines(300.0, "Rendicontazione").contains("Rendicontazione"));
    // It begins as the text above does, or is a label.
    assert!(!lines(40.0, "Riordino degli archivi di").contains("Riordino"));
    assert!(!lines(300.0, "Scadenza finale: 31/12").contains("finale"));
}

#[test]
fn a_word_that_nearly_touches_a_head_is_of_another() {
    let flow = read(vec![page(
        1,
        &[
            (
                80.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    // Half an em behind the head before it.
                    (262.0, "Referente"),
                    (330.0, "Monitoraggio"),
                    (410.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (
                100.0,
                &[
                    (40.0, "fase 1: rilievo"),
                    (215.0, "50%"),
                    (262.0, "Bianchi"),
                ],
            ),
            (
                112.0,
                &[(40.0, "fase 2: lavori"), (215.0, "50%"), (262.0, "Verdi")],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Weight), ["50%", "50%"]);
    assert_eq!(column(&flow, Column::Other), ["Referente Bianchi Verdi"]);
}

#[test]
fn a_sum_aligned_otherwise_than_the_weights_is_theirs() {
    let flow = read(vec![page(
        1,
        &[
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
            (
                100.0,
                &[(40.0, "fase 1: rilievo degli immobili"), (222.0, "50%")],
            ),
            (
                112.0,
                &[(40.0, "fase 2: lavori in corso di anno"), (222.0, "50%")],
            ),
            (124.0, &[(40.0, "TOTALE"), (200.0, "100%")]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Weight), ["50%", "50%", "100%"]);
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

#[test]
fn a_title_in_a_cell_with_margins_is_of_the_head() {
    let mut page = page(
        1,
        &[
            (50.0, &[(40.0, "Finalità strategiche: riordino")]),
            (68.0, &[(60.0, "Programmazione"), (400.0, "Stato")]),
            (
                96.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    (300.0, "Monitoraggio"),
                    (400.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (120.0, ROW),
        ],
    );
    page.rules.push(rule(35.0, 88.0, 290.0, 88.0));
    page.rules.push(rule(290.0, 88.0, 560.0, 88.0));
    let flow = read(vec![page]);
    assert_eq!(
        column(&flow, Column::Head)
            .join(" ")
            .matches("Programmazione Stato")
            .count(),
        1
    );
    assert_eq!(column(&flow, Column::Due), ["31/12/2024"]);
}

#[test]
fn a_title_between_the_rules_of_the_table_is_of_the_head() {
    let heads: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (200.0, "Incidenza %"),
        (300.0, "Monitoraggio"),
        (400.0, "Scadenze"),
        (490.0, "Esito"),
    ];
    let read = |title: &str| {
        let titles = [(45.0, title), (400.0, "Stato")];
        let lines: [(f32, &[(f32, &str)]); 4] = [
            (50.0, &[(40.0, "Finalità strategiche: riordino")]),
            (70.0, &titles),
            (90.0, heads),
            (110.0, ROW),
        ];
        let mut page = page(1, &lines);
        for y in [64.0, 84.0, 104.0] {
            page.rules.push(rule(35.0, y, 560.0, y));
        }
        column(&read(vec![page]), Column::Head).join(" ")
    };
    assert!(read("Programmazione").contains("Programmazione Stato"));
    assert!(!read("SETTORE TECNICO").contains("SETTORE"));
}

#[test]
fn a_row_that_counts_the_columns_is_of_the_head() {
    let heads: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (200.0, "Incidenza %"),
        (300.0, "Monitoraggio"),
        (400.0, "Scadenze"),
        (490.0, "Esito"),
    ];
    let read = |numbers: [&str; 5]| {
        let at = [60.0, 210.0, 320.0, 410.0, 500.0];
        let row: Vec<(f32, &str)> = at.into_iter().zip(numbers).collect();
        let flow = read(vec![page(1, &[(80.0, heads), (104.0, &row), (124.0, ROW)])]);
        (
            column(&flow, Column::Description),
            column(&flow, Column::Outcome),
        )
    };
    let plain = (vec!["fase 1: rilievo".to_owned()], vec!["fatto".to_owned()]);
    assert_eq!(read(["1", "2", "3", "4", "5"]), plain);
    assert_eq!(read(["(2)", "(3)", "(4)", "(5)", "(6)"]), plain);
    // The column of the labels, the second, has none.
    assert_eq!(read(["1", "3", "4", "5", "6"]), plain);
    // Numbers that do not count are of a row.
    assert_ne!(read(["1", "20", "3", "4", "5"]), plain);
}

#[test]
fn a_head_may_be_short_for_its_words() {
    let heads: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (160.0, "Incidenza %"),
        (230.0, "Monitoraggio"),
        (310.0, "Scadenze"),
        (400.0, "U.M."),
        (450.0, "Esito"),
    ];
    let row: &[(f32, &str)] = &[
        (40.0, "fase 1: rilievo"),
        (160.0, "50%"),
        (230.0, "OK"),
        (310.0, "31/12/2024"),
        (405.0, "gg"),
        (450.0, "fatto"),
    ];
    let flow = read(vec![page(1, &[(80.0, heads), (100.0, row)])]);
    assert_eq!(column(&flow, Column::Due), ["31/12/2024"]);
    assert_eq!(column(&flow, Column::Outcome), ["fatto"]);
    assert_eq!(column(&flow, Column::Other), ["U.M. gg"]);
}

/// Titles in bold far above their heads, of which neither rules nor nearer lines tell.
#[test]
fn several_bold_titles_side_by_side_are_of_the_head() {
    let mut page = page(
        1,
        &[
            (50.0, &[(40.0, "Finalità strategiche: riordino")]),
            (
                68.0,
                &[(110.0, "Programmazione"), (335.0, "Stato di attuazione")],
            ),
            (
                98.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    (300.0, "Monitoraggio"),
                    (400.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (116.0, ROW),
        ],
    );
    let of_head = |y: f32| (68.0..116.0).contains(&y);
    for word in page.words.iter_mut().filter(|w| of_head(w.bbox.y0)) {
        word.bold = true;
    }
    let flow = read(vec![page]);
    let head = column(&flow, Column::Head).join(" ");
    assert!(
        head.contains("Programmazione Stato di attuazione"),
        "{head}"
    );
}

#[test]
fn a_title_begins_left_of_its_heads_where_rules_say_how_far_it_reaches() {
    let lines: &[(f32, &[(f32, &str)])] = &[
        (50.0, &[(40.0, "Finalità strategiche: riordino")]),
        (
            68.0,
            &[
                (90.0, "Dati di programmazione della fase"),
                (400.0, "Rendiconto"),
            ],
        ),
        (
            80.0,
            &[
                (120.0, "Descrizione"),
                (210.0, "Incidenza %"),
                (300.0, "Monitoraggio"),
                (400.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        ),
        (98.0, ROW),
    ];
    let mut page = page(1, lines);
    page.rules = vec![
        rule(36.0, 65.0, 285.0, 65.0),
        rule(285.0, 65.0, 560.0, 65.0),
        rule(36.0, 78.5, 285.0, 78.5),
        rule(285.0, 78.5, 560.0, 78.5),
    ];
    let edges = [36.0, 285.0, 560.0];
    page.rules.extend(edges.map(|x| rule(x, 65.0, x, 78.5)));
    let flow = read(vec![page]);
    let head = column(&flow, Column::Head).join(" ");
    assert!(head.contains("Dati di programmazione della fase"), "{head}");
}

#[test]
fn the_last_line_of_a_text_beside_its_label_is_no_title() {
    let mut page = page(
        1,
        &[
            (
                56.0,
                &[
                    (40.0, "Descrizione dell'obiettivo:"),
                    (200.0, "Il cruscotto mette a confronto i costi dei servizi"),
                ],
            ),
            (68.0, &[(200.0, "La fonte sono gli applicativi già in uso")]),
            (
                90.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    (300.0, "Monitoraggio"),
                    (400.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (110.0, ROW),
        ],
    );
    // The grid of the sheet: each cell has rules of its own.
    for y in [52.0, 84.0, 106.0] {
        page.rules.push(rule(35.0, y, 195.0, y));
        page.rules.push(rule(195.0, y, 560.0, y));
    }
    let flow = read(vec![page]);
    assert!(!column(&flow, Column::Head).join(" ").contains("fonte"));
    assert!(texts(&flow).contains(&"La fonte sono gli applicativi già in uso".to_owned()));
}

#[test]
fn a_head_that_wraps_over_the_middle_of_the_others_is_no_label() {
    let flow = read(vec![page(
        1,
        &[
            (66.0, &[(300.0, "Monitoraggio")]),
            (
                80.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Peso"),
                    (300.0, "intermedio al"),
                    (400.0, "Scadenza"),
                    (490.0, "Esito"),
                ],
            ),
            (94.0, &[(300.0, "31/08/2024")]),
            (116.0, ROW),
        ],
    )]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert_eq!(column(&flow, Column::Due), ["31/12/2024"]);
}

/// The first line of one head stands above the others, right below a text.
fn below_a_text(first: &'static str, second: &'static str, caption: &'static str) -> Flow<'static> {
    read(vec![page(
        1,
        &[
            (
                36.0,
                &[(40.0, "Descrizione dell'obiettivo: riordino di tutti")],
            ),
            (48.0, &[(40.0, "gli archivi dei settori.")]),
            (60.0, &[(40.0, caption)]),
            (72.0, &[(300.0, first)]),
            (
                84.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Peso"),
                    (300.0, second),
                    (400.0, "Scadenza"),
                    (490.0, "Esito"),
                ],
            ),
            (96.0, &[(300.0, "31/08/2024")]),
            (116.0, ROW),
        ],
    )])
}

#[test]
fn a_head_that_begins_above_the_others_is_whole() {
    for (first, second) in [
        ("Stato di", "attuazione al"),
        ("Monitoraggio", "intermedio al"),
    ] {
        for caption in ["Il progetto prosegue.", "Fasi di attuazione"] {
            let flow = below_a_text(first, second, caption);
            assert_eq!(
                column(&flow, Column::Monitoring),
                ["OK"],
                "{first} {caption}"
            );
            assert_eq!(
                column(&flow, Column::Due),
                ["31/12/2024"],
                "{first} {caption}"
            );
            assert!(
                !texts(&flow).contains(&first.to_owned())
                    || column(&flow, Column::Head).join(" ").contains(first)
            );
        }
    }
}

#[test]
fn a_frame_around_the_words_of_a_head_parts_no_rows() {
    let mut page = page(
        1,
        &[
            (66.0, &[(300.0, "Monitoraggio")]),
            (
                80.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Peso"),
                    (300.0, "intermedio al"),
                    (400.0, "Scadenza"),
                    (490.0, "Esito"),
                ],
            ),
            (94.0, &[(300.0, "31/08/2024")]),
            (116.0, ROW),
        ],
    );
    let words: Vec<_> = page.words.iter().map(|word| word.bbox).collect();
    let frames = words.iter().map(|b| rule(b.x0, b.y0, b.x1, b.y0));
    page.rules.extend(frames);
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
}

#[test]
fn a_date_that_its_column_cuts_within_the_year_is_of_the_head() {
    let flow = read(vec![page(
        1,
        &[
            (
                80.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Peso"),
                    (300.0, "Monitoraggio al"),
                    (400.0, "Scadenza"),
                    (490.0, "Esito"),
                ],
            ),
            (92.0, &[(300.0, "31/08/20")]),
            (104.0, &[(300.0, "24")]),
            (116.0, ROW),
        ],
    )]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert!(
        column(&flow, Column::Head)
            .join(" ")
            .contains("31/08/20 24")
    );
}
