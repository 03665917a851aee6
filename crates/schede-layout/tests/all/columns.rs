//! Where a table's columns are parted on made-up pages: cells that stand close to
//! their neighbours, or over them.

use crate::made::{LETTER, column, page, read, rule, table, word_at};
use schede_model::page::Page;
use schede_model::{Column, Flow};

/// A table with many rows whose dates are aligned at the right, close to outcomes
/// that are aligned at the left.
fn close_cells() -> Page {
    let mut table = page(
        1,
        &[(
            40.0,
            &[
                (100.0, "Descrizione"),
                (200.0, "Peso"),
                (250.0, "Monitoraggio"),
                (335.0, "Scadenza"),
                (460.0, "Esito"),
            ],
        )],
    );
    for n in 1..=20 {
        let y = 40.0 + 14.0 * n as f32;
        let date = 391.0 - 10.0 * LETTER;
        for (text, x) in [("fase", 40.0), ("Rilievo", 100.0), ("5%", 200.0)] {
            let width = text.len() as f32 * LETTER;
            table.words.push(word_at(text, x, y, width));
        }
        let number = format!("{n}:");
        let width = number.len() as f32 * LETTER;
        table.words.push(word_at(&number, 64.0, y, width));
        table
            .words
            .push(word_at("31/12/2025", date, y, 10.0 * LETTER));
        table
            .words
            .push(word_at("Raggiunto", 395.0, y, 9.0 * LETTER));
    }
    table
}

fn are_parted(flow: &Flow) {
    assert_eq!(column(flow, Column::Due), vec!["31/12/2025"; 20]);
    assert_eq!(column(flow, Column::Outcome), vec!["Raggiunto"; 20]);
}

#[test]
fn dates_close_to_the_next_cell_show_where_their_column_ends() {
    are_parted(&read(vec![close_cells()]));
}

/// A table of one phase, its cells at the left under heads in the middle; the
/// monitoring is a share too.
fn two_shares(weight: f32, monitoring: f32) -> Flow<'static> {
    read(vec![page(
        1,
        &[
            (
                40.0,
                &[
                    (160.0, "Descrizione"),
                    (330.0, "Peso %"),
                    (410.0, "Monitoraggio"),
                    (490.0, "Scadenza"),
                    (550.0, "Esito"),
                ],
            ),
            (
                60.0,
                &[
                    (40.0, "fase 1:"),
                    (100.0, "Rilievo"),
                    (weight, "5%"),
                    (monitoring, "25%"),
                    (480.0, "31/12/2025"),
                ],
            ),
        ],
    )])
}

#[test]
fn a_share_nearer_to_the_head_of_the_monitoring_is_no_weight() {
    for (weight, monitoring) in [(328.0, 402.0), (317.0, 393.0)] {
        let flow = two_shares(weight, monitoring);
        assert_eq!(column(&flow, Column::Weight), ["5%"]);
        assert_eq!(column(&flow, Column::Monitoring), ["25%"]);
    }
}

#[test]
fn numbers_under_the_head_of_the_weights_are_weights() {
    let head: &[(f32, &str)] = &[
        (160.0, "Descrizione"),
        (250.0, "Incidenza %"),
        (330.0, "Stato di attuazione al 30/09/2024"),
        (500.0, "Scadenza"),
        (550.0, "Esito"),
    ];
    let row = |n: &'static str, weight: &'static str, mark: &'static str| {
        let x = 316.0 - weight.len() as f32 * LETTER;
        vec![
            (40.0, n),
            (100.0, "Rilievo"),
            (x, weight),
            (321.0, mark),
            (485.0, "31/12/2025"),
        ]
    };
    let rows = [
        row("fase 1:", "5", "in linea"),
        row("fase 2:", "40", "OK"),
        row("fase 3:", "55", "avviata"),
    ];
    let heights = (0..rows.len()).map(|n| 60.0 + 14.0 * n as f32);
    let mut lines = vec![(40.0, head)];
    lines.extend(heights.zip(rows.iter().map(Vec::as_slice)));
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["5", "40", "55"]);
    assert_eq!(
        column(&flow, Column::Monitoring),
        ["in linea", "OK", "avviata"]
    );
}

#[test]
fn no_blank_is_a_word_space_where_a_rule_stands() {
    let mut table = close_cells();
    table.rules.push(rule(393.0, 30.0, 393.0, 330.0));
    // The dates are no more where their head is.
    for word in table.words.iter_mut().filter(|w| w.text == "Scadenza") {
        word.bbox.x0 -= 45.0;
        word.bbox.x1 -= 45.0;
    }
    are_parted(&read(vec![table]));
}

#[test]
fn cells_that_overlap_by_a_hair_are_parted() {
    let mut table = close_cells();
    for word in table.words.iter_mut().filter(|w| w.text == "Raggiunto") {
        word.bbox.x0 = 390.5;
        word.glued = true;
    }
    are_parted(&read(vec![table]));
}

#[test]
fn a_column_may_be_as_wide_as_most_of_the_page() {
    let long = "Il gruppo tecnico assicura la manutenzione di dodici chilometri di strade";
    let flow = read(vec![page(
        1,
        &[
            (
                40.0,
                &[
                    (40.0, "Fasi"),
                    (90.0, "Peso"),
                    (120.0, "Monitoraggio"),
                    (190.0, "Scadenza"),
                    (240.0, "Esito"),
                ],
            ),
            (60.0, &[(40.0, "fase 1:"), (90.0, "50%"), (240.0, long)]),
            (72.0, &[(40.0, "Rilievo"), (240.0, long)]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Weight), ["50%"]);
    assert_eq!(column(&flow, Column::Outcome), [format!("{long} {long}")]);
}

const HEAD: (f32, &[(f32, &str)]) = (
    40.0,
    &[
        (100.0, "Descrizione"),
        (250.0, "Peso"),
        (290.0, "Monitoraggio"),
        (370.0, "Scadenza"),
        (430.0, "Esito"),
    ],
);

#[test]
fn a_phase_label_may_be_cut_within_its_words() {
    for label in [
        ["FAS", "E 1:", ""],
        ["fa", "se", "1:"],
        ["Attività", "n. 1:", ""],
    ] {
        let [first, second, third] = label;
        let mut table = page(
            1,
            &[
                HEAD,
                (
                    60.0,
                    &[(40.0, first), (100.0, "Rilievo delle"), (250.0, "50%")],
                ),
                (
                    72.0,
                    &[(40.0, second), (100.0, "sponde"), (430.0, "Conclusa")],
                ),
                (84.0, &[(40.0, third), (100.0, "a monte")]),
            ],
        );
        table.words.retain(|word| !word.text.is_empty());
        let flow = read(vec![table]);
        let text = label.join(" ");
        assert_eq!(column(&flow, Column::Label), [text.trim()]);
        assert_eq!(
            column(&flow, Column::Description),
            ["Rilievo delle sponde a monte"]
        );
    }
}

#[test]
fn full_cells_that_follow_a_phase_label_are_no_paragraph() {
    let flow = read(vec![page(
        1,
        &[
            HEAD,
            (
                60.0,
                &[(40.0, "fase 1:"), (100.0, "Rilievo"), (250.0, "50%")],
            ),
            (
                80.0,
                &[
                    (40.0, "fase 2:"),
                    (78.0, "Rilievo delle sponde a monte e a valle"),
                    (254.0, "50%"),
                    (273.0, "OK in corso adesso"),
                    (359.0, "31/12/2025"),
                    (413.0, "In ritardo di un mese"),
                ],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
}

#[test]
fn the_row_of_the_total_may_reach_below_the_caption() {
    let flow = read(vec![page(
        1,
        &[
            HEAD,
            (
                60.0,
                &[
                    (20.0, "Tempistica:"),
                    (100.0, "fase 1: Rilievo"),
                    (250.0, "50%"),
                ],
            ),
            (80.0, &[(100.0, "fase 2: Progetto"), (250.0, "50%")]),
            (100.0, &[(20.0, "Totale"), (250.0, "100%")]),
        ],
    )]);
    assert_eq!(
        column(&flow, Column::Description),
        ["fase 1: Rilievo", "fase 2: Progetto"]
    );
}

#[test]
fn a_full_line_that_touches_the_next_cell_ends_where_something_else_was_painted() {
    // All words of a cell are painted before the next one's.
    let rows: [(f32, &[(f32, &str)]); 3] = [
        (73.0, &[(340.0, "avvio")]),
        (
            85.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "Rilievo"),
                (265.0, "100%"),
                (340.0, "sul rio qui"),
            ],
        ),
        (97.0, &[(340.0, "accanto")]),
    ];
    let lines = table(&rows);
    let mut page = page(1, &lines);
    let last = page.words.iter().find(|w| w.text == "qui").unwrap();
    let (x, y) = (last.bbox.x1, last.bbox.y0);
    page.words.push(word_at("31/03/2024", x, y, 50.0));
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
}

#[test]
fn the_last_word_of_a_justified_line_may_run_over_the_edge_of_its_cell() {
    let rows: [(f32, &[(f32, &str)]); 3] = [
        (73.0, &[(340.0, "avviata con il")]),
        (
            85.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "Rilievo"),
                (265.0, "100%"),
                (340.0, "l'ufficio"),
                (405.0, "di"),
                (425.0, "31/03/2024"),
            ],
        ),
        (97.0, &[(340.0, "bonifica")]),
    ];
    let mut page = page(1, &table(&rows));
    let columns = [130.0, 255.0, 330.0, 409.0, 488.0];
    page.rules = columns.map(|x| rule(x, 48.0, x, 108.0)).to_vec();
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
}

#[test]
fn words_declared_to_be_in_two_cells_have_an_edge_between_them() {
    // A due cell fills its column, and the only outcome begins right behind it, far from
    // its head.
    let rows: [(f32, &[(f32, &str)]); 3] = [
        HEAD,
        (
            60.0,
            &[
                (40.0, "fase 1:"),
                (100.0, "Rilievo"),
                (250.0, "50%"),
                (370.0, "2025"),
            ],
        ),
        (
            80.0,
            &[
                (40.0, "fase 2:"),
                (100.0, "Progetto"),
                (250.0, "50%"),
                (370.0, "2025 salvo"),
                (426.0, "Fatto"),
            ],
        ),
    ];
    let mut rows = rows.to_vec();
    rows[0] = (
        40.0,
        &[
            (100.0, "Descrizione"),
            (250.0, "Peso"),
            (290.0, "Monitoraggio"),
            (370.0, "Scadenza"),
            (500.0, "Esito"),
        ],
    );
    let mut table = page(1, &rows);
    for (at, word) in table.words.iter_mut().enumerate() {
        word.mcid = Some(match word.text.as_str() {
            "salvo" => at as u32 - 1,
            _ => at as u32,
        });
    }
    let flow = read(vec![table]);
    assert_eq!(column(&flow, Column::Due), ["2025", "2025 salvo"]);
    assert_eq!(column(&flow, Column::Outcome), ["Fatto"]);
}

#[test]
fn weights_may_stand_before_the_labels_of_the_rows() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Incidenza %"),
                    (180.0, "Descrizione"),
                    (300.0, "Monitoraggio"),
                    (400.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (
                70.0,
                &[
                    (40.0, "30%"),
                    (120.0, "fase 1:"),
                    (180.0, "Rilievo dei"),
                    (300.0, "OK"),
                    (400.0, "31/12/2024"),
                ],
            ),
            (82.0, &[(180.0, "luoghi")]),
            (
                96.0,
                &[
                    (40.0, "70%"),
                    (120.0, "fase 2:"),
                    (180.0, "Relazione"),
                    (490.0, "fatta"),
                ],
            ),
        ],
    )]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo dei luoghi", "Relazione"]
    );
    assert_eq!(column(&flow, Column::Weight), ["30%", "70%"]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
}

#[test]
fn a_column_reaches_as_far_right_of_its_centred_head_as_its_cells_begin_left_of_it() {
    // Nothing else tells on which side of the wide blank a word stands that is alone in its
    // column.
    let outcome = |text: &str, x: f32| {
        let flow = read(vec![page(
            1,
            &[
                (
                    40.0,
                    &[
                        (90.0, "Descrizione"),
                        (200.0, "Incidenza %"),
                        (285.0, "Monitoraggio"),
                        (380.0, "Scadenze"),
                        (520.0, "Raggiungimento"),
                    ],
                ),
                (
                    60.0,
                    &[
                        (20.0, "fase 1:"),
                        (70.0, "Rilievo"),
                        (215.0, "40%"),
                        (360.0, "31/12/2025"),
                        (x, text),
                    ],
                ),
                (
                    84.0,
                    &[
                        (20.0, "fase 2:"),
                        (70.0, "Posa"),
                        (215.0, "60%"),
                        (360.0, "31/12/2025"),
                    ],
                ),
            ],
        )]);
        column(&flow, Column::Outcome)
    };
    assert_eq!(outcome("si", 450.0), ["si"]);
    assert_eq!(outcome("si", 412.5), Vec::<String>::new());
}

/// A table whose weights end right before the dates of the next column.
#[test]
fn weights_close_before_dates_are_of_their_own_column() {
    let mut table = page(
        1,
        &[(
            40.0,
            &[
                (40.0, "Descrizione"),
                (250.0, "Incidenza %"),
                (340.0, "Scadenze previste"),
                (460.0, "Esito"),
            ],
        )],
    );
    for (n, weight) in ["40%", "5%", "55%"].into_iter().enumerate() {
        let y = 60.0 + 20.0 * n as f32;
        let width = weight.len() as f32 * LETTER;
        for (text, x, width) in [
            ("fase", 40.0, 4.0 * LETTER),
            (["1:", "2:", "3:"][n], 64.0, 2.0 * LETTER),
            ("Rilievo", 80.0, 7.0 * LETTER),
            (weight, 307.0 - width, width),
            ("24/04/2025", 310.0, 10.0 * LETTER),
        ] {
            table.words.push(word_at(text, x, y, width));
        }
    }
    let flow = read(vec![table]);
    assert_eq!(column(&flow, Column::Weight), ["40%", "5%", "55%"]);
    assert_eq!(column(&flow, Column::Due), vec!["24/04/2025"; 3]);
}

#[test]
fn a_printers_hyphen_is_in_the_cell_of_its_word() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[
                (60.0, "fase 1:"),
                (140.0, "Rilievo"),
                (260.0, "60%"),
                (340.0, "accordo con i tut"),
            ],
        ),
        (102.0, &[(340.0, "ti")]),
        (
            120.0,
            &[
                (60.0, "fase 2:"),
                (140.0, "Rampe"),
                (260.0, "40%"),
                (424.0, "31/12/2024"),
            ],
        ),
    ];
    let mut page = page(1, &table(rows));
    let tut = page
        .words
        .iter()
        .position(|word| word.text == "tut")
        .unwrap();
    let end = page.words[tut].bbox.x1;
    let mut hyphen = word_at("\u{ad}", end, 90.0, LETTER);
    hyphen.glued = true;
    page.rules.push(rule(418.0, 80.0, 418.0, 140.0));
    page.words.insert(tut + 1, hyphen);
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Due), ["31/12/2024"]);
}

/// A table whose first head begins over the labels of the phases; the next, over values in
/// the middle of their column, begins behind the descriptions, or with them.
fn over_labels(next: f32, texts: [&str; 2], dues: [(f32, &str); 2]) -> Flow<'static> {
    let heads: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (next, "Scadenze previste"),
        (360.0, "Incidenza %"),
        (440.0, "Monitoraggio"),
        (520.0, "Esito"),
    ];
    let row = |n: usize, name| {
        let [text, due] = [(120.0, texts[n]), dues[n]];
        [(40.0, name), text, due, (370.0, "50%")]
    };
    let rows = [row(0, "fase 1:"), row(1, "fase 2:")];
    read(vec![page(
        1,
        &[(40.0, heads), (60.0, &rows[0]), (80.0, &rows[1])],
    )])
}

#[test]
fn a_head_over_the_labels_is_that_of_the_descriptions_beside_them() {
    let texts = ["Rilievo della sponda", "Gara"];
    let flow = over_labels(250.0, texts, [(265.0, "31/12/2025"); 2]);
    assert_eq!(column(&flow, Column::Description), texts);
    assert_eq!(column(&flow, Column::Due), ["31/12/2025"; 2]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
}

#[test]
fn words_declared_to_be_in_cells_far_apart_show_no_edge_between_other_columns() {
    let row = |name| {
        [
            (40.0, name),
            (130.0, "rilievo"),
            (215.0, "50%"),
            (400.0, "31/12/2025"),
        ]
    };
    let (first, second) = (row("fase 1:"), row("fase 2:"));
    let mut page = page(
        1,
        &[
            (
                40.0,
                &[
                    (130.0, "Descrizione"),
                    (200.0, "Peso %"),
                    (260.0, "Monitoraggio"),
                    (350.0, "Scadenza"),
                    (520.0, "Esito"),
                ],
            ),
            (60.0, &first),
            (80.0, &second),
        ],
    );
    for (word, mcid) in page.words.iter_mut().zip(0..) {
        word.mcid = Some(mcid);
    }
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Due), ["31/12/2025"; 2]);
}

#[test]
fn dates_in_the_middle_below_their_head_show_no_edge() {
    // They begin below one another, and a word of the row above does, too.
    let row = |y: f32, n: &'static str| -> (f32, Vec<(f32, &'static str)>) {
        (
            y,
            vec![
                (40.0, n),
                (140.0, "Rilievo"),
                (270.0, "25%"),
                (415.0, "31/12/2025"),
            ],
        )
    };
    let rows = [
        row(140.0, "fase 2:"),
        row(160.0, "fase 3:"),
        row(180.0, "fase 4:"),
    ];
    let first: [(f32, &[(f32, &str)]); 2] = [
        (
            100.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "Posa"),
                (270.0, "25%"),
                (382.5, "prima della fine lavori"),
            ],
        ),
        (112.0, &[(417.5, "stagionali")]),
    ];
    let lines = first.into_iter();
    let lines: Vec<_> = lines
        .chain(rows.iter().map(|(y, texts)| (*y, texts.as_slice())))
        .collect();
    let flow = read(vec![page(1, &table(&lines))]);
    assert_eq!(
        column(&flow, Column::Due)[0],
        "prima della fine lavori stagionali"
    );
    assert!(column(&flow, Column::Monitoring).is_empty());
}

#[test]
fn shares_beside_numbers_under_the_head_of_the_weights_are_of_the_monitoring() {
    let lines: &[(f32, &[(f32, &str)])] = &[
        (
            50.0,
            &[
                (92.0, "Descrizione"),
                (232.0, "Peso %"),
                (300.0, "Monitoraggio"),
                (400.0, "Scadenze"),
            ],
        ),
        (
            70.0,
            &[
                (40.0, "fase 1:"),
                (92.0, "Rilievo delle sponde"),
                (237.0, "45"),
                (282.0, "80%"),
                (400.0, "31/03/2026"),
            ],
        ),
        (
            88.0,
            &[
                (40.0, "fase 2:"),
                (92.0, "Rampe del molo"),
                (237.0, "55"),
                (282.0, "OK"),
                (400.0, "30/06/2026"),
            ],
        ),
    ];
    let flow = read(vec![page(1, lines)]);
    assert_eq!(column(&flow, Column::Weight), ["45", "55"]);
    assert_eq!(column(&flow, Column::Monitoring), ["80%", "OK"]);
}
