//! Tables of phases on made-up pages, and cells: what is of one row, of one head,
//! of one paragraph.

use crate::made::{column, page, read, rule, table};
use schede_model::page::{BBox, Visibility, Word};
use schede_model::{Column, Layer};

#[test]
fn a_second_line_of_a_head_may_begin_a_little_before_the_first() {
    let lines = table(&[(
        85.0,
        &[
            (40.0, "fase 1:"),
            (140.0, "Rilievo sponde"),
            (275.0, "30%"),
            (360.0, "OK"),
            (420.0, "31/03/2024"),
        ],
    )]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
    let head = column(&flow, Column::Head).join(" ");
    assert!(head.contains("Scadenze previste"), "{head}");
}

#[test]
fn words_that_begin_well_before_a_head_are_the_first_rows() {
    // Everything is bold, and the description is centred beside its label.
    let lines = table(&[
        (77.0, &[(131.0, "Rilievo delle")]),
        (
            83.0,
            &[(40.0, "fase 1:"), (275.0, "30%"), (420.0, "31/03/2024")],
        ),
        (89.0, &[(131.0, "sponde")]),
    ]);
    let mut page = page(1, &lines);
    page.words.iter_mut().for_each(|word| word.bold = true);
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo delle sponde"]);
}

#[test]
fn lines_set_close_together_are_of_one_cell() {
    // Lines are set solid: once the font's size from line to line, 1.2 from row
    // to row, where other tables have that within a cell. Labels beside every
    // second line would fit the tops of rows as well as their ends.
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "RILIEVO"), (275.0, "30%")],
        ),
        (97.0, &[(140.0, "PROGETTO")]),
        (
            107.0,
            &[(40.0, "fase 2:"), (140.0, "PASSERELLA"), (275.0, "40%")],
        ),
        (119.0, &[(140.0, "MONTAGGIO")]),
        (
            129.0,
            &[(40.0, "fase 3:"), (140.0, "RAMPE"), (275.0, "30%")],
        ),
    ]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(
        column(&flow, Column::Description),
        ["RILIEVO", "PROGETTO PASSERELLA", "MONTAGGIO RAMPE"]
    );
}

#[test]
fn words_right_behind_weights_are_of_the_next_column() {
    // Weights end at their column's right edge, marks begin at the next one's left.
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "Rilievo"), (290.0, "30%")],
        ),
        (
            105.0,
            &[
                (40.0, "fase 2:"),
                (140.0, "Progetto"),
                (290.0, "20%"),
                (310.5, "12 su 48"),
            ],
        ),
        (
            125.0,
            &[(40.0, "fase 3:"), (140.0, "Rampe"), (290.0, "50%")],
        ),
    ]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["30%", "20%", "50%"]);
    assert_eq!(column(&flow, Column::Monitoring), ["12 su 48"]);
}

#[test]
fn weights_right_behind_full_descriptions_are_of_their_own_column() {
    // Descriptions fill their column up to where weights begin.
    const FULL: (f32, &str) = (148.5, "Progetto di nove rampe e");
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "Rilievo"), (260.0, "30 %")],
        ),
        (105.0, &[(40.0, "fase 2:"), FULL, (260.0, "20 %")]),
        (
            125.0,
            &[(40.0, "fase 3:"), (140.0, "Rampe"), (260.0, "20 %")],
        ),
        (145.0, &[(40.0, "fase 4:"), FULL, (260.0, "15 %")]),
        (165.0, &[(40.0, "fase 5:"), FULL, (260.0, "10 %")]),
        (185.0, &[(40.0, "fase 6:"), FULL, (260.0, "5 %")]),
    ]);
    let flow = read(vec![page(1, &lines)]);
    let weights = column(&flow, Column::Weight);
    assert_eq!(weights, ["30 %", "20 %", "20 %", "15 %", "10 %", "5 %"]);
}

#[test]
fn the_date_after_a_head_is_the_heads() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (120.0, "Descrizione"),
                    (230.0, "Incidenza"),
                    (300.0, "Monitoraggio al 30/09/2024"),
                    (450.0, "Scadenze"),
                    (510.0, "Raggiungimento"),
                ],
            ),
            (
                70.0,
                &[(40.0, "fase 1:"), (120.0, "Rilievo"), (245.0, "30%")],
            ),
        ],
    )]);
    let head = column(&flow, Column::Head).join(" ");
    assert!(head.contains("Monitoraggio al 30/09/2024"), "{head}");
    assert!(column(&flow, Column::Monitoring).is_empty());
}

#[test]
fn two_dates_of_one_column_are_of_two_rows() {
    // Each label stands at the end of its row or at the beginning: only the dates
    // tell, of which a row has one.
    let lines = table(&[
        (
            85.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "RILIEVO"),
                (275.0, "30%"),
                (420.0, "31/03/2024"),
            ],
        ),
        (97.0, &[(140.0, "PROGETTO"), (420.0, "30/11/2024")]),
        (
            109.0,
            &[(40.0, "fase 2:"), (140.0, "PASSERELLA"), (275.0, "70%")],
        ),
    ]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024", "30/11/2024"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["RILIEVO", "PROGETTO PASSERELLA"]
    );
}

#[test]
fn a_rule_that_touches_the_line_below_it_is_above_it() {
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "RILIEVO"), (275.0, "30%")],
        ),
        (95.0, &[(140.0, "SPONDE")]),
        (
            105.0,
            &[(40.0, "fase 2:"), (140.0, "PROGETTO"), (275.0, "40%")],
        ),
        (115.0, &[(140.0, "PASSERELLA")]),
        (
            125.0,
            &[(40.0, "fase 3:"), (140.0, "RAMPE"), (275.0, "30%")],
        ),
    ]);
    // A little below the top of the next line's box.
    let drawn = [
        (
            [107.0, 127.0],
            ["RILIEVO SPONDE", "PROGETTO PASSERELLA", "RAMPE"],
        ),
        (
            [97.0, 117.0],
            ["RILIEVO", "SPONDE PROGETTO", "PASSERELLA RAMPE"],
        ),
    ];
    for (rules, rows) in drawn {
        let mut page = page(1, &lines);
        page.rules.extend(rules.map(|y| rule(35.0, y, 570.0, y)));
        let flow = read(vec![page]);
        assert_eq!(column(&flow, Column::Description), rows, "{rules:?}");
    }
}

#[test]
fn text_that_runs_unseen_over_the_end_of_its_cell_stays_in_it() {
    let mut page = page(
        1,
        &[
            (50.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (62.0, &[(140.0, "nei mesi di piena")]),
            (74.0, &[(140.0, "e di magra,")]),
            (
                85.0,
                &[(40.0, "Risorse Umane:"), (140.0, "personale tecnico")],
            ),
            (87.0, &[(140.0, "da misurare")]),
            (
                105.0,
                &[(40.0, "Risorse Finanziarie:"), (140.0, "nel bilancio")],
            ),
        ],
    );
    // The cell ends at 73: its last lines are painted over the next cell, unseen.
    page.clips.push(BBox {
        x0: 130.0,
        y0: 48.0,
        x1: 560.0,
        y1: 73.0,
    });
    let rows = [50.0, 62.0, 74.0, 87.0];
    let in_cell = |word: &Word| word.bbox.x0 >= 140.0 && rows.contains(&word.bbox.y0);
    for word in page.words.iter_mut().filter(|w| in_cell(w)) {
        word.clip = Some(0);
        if word.bbox.y0 > 70.0 {
            word.visibility = Visibility::Clipped;
        }
    }
    let flow = read(vec![page]);
    let all = flow.segments.iter().map(|s| flow.text(s));
    assert_eq!(
        all.collect::<Vec<_>>(),
        [
            "Vincoli:",
            "portata del torrente",
            "nei mesi di piena",
            "e di magra,",
            "da misurare",
            "Risorse Umane:",
            "personale tecnico",
            "Risorse Finanziarie:",
            "nel bilancio",
        ]
    );
}

#[test]
fn a_line_far_below_a_paragraph_is_another() {
    let full = "parole che vanno da un margine all'altro della pagina e non lasciano";
    let joined = |y: f32| {
        let flow = read(vec![page(
            1,
            &[
                (50.0, &[(40.0, "Descrizione dell'obiettivo:")]),
                (62.0, &[(40.0, full)]),
                (74.0, &[(40.0, full)]),
                (y, &[(40.0, "spazio ad altre parole")]),
            ],
        )]);
        let [.., first, second, last] = flow.segments.as_slice() else {
            panic!("too few segments");
        };
        assert_eq!(first.block, second.block);
        second.block == last.block
    };
    assert!(joined(86.0));
    assert!(!joined(150.0));
}

#[test]
fn the_second_line_of_the_final_deadline_is_its_own() {
    // Below the value, and below the label.
    for (x, own) in [(340.0, true), (40.0, false)] {
        let below = [(x, "della Regione")];
        let lines = [
            (
                110.0,
                &[
                    (
                        40.0,
                        "Scadenza finale per il raggiungimento dell'obiettivo:",
                    ),
                    (340.0, "15/12/2024 salvo proroga"),
                ][..],
            ),
            (122.0, &below[..]),
        ];
        let flow = read(vec![page(1, &table(&lines))]);
        let [.., value, rest] = flow.segments.as_slice() else {
            panic!("too few segments");
        };
        assert_eq!(flow.text(value), "15/12/2024 salvo proroga");
        assert_eq!(value.block == rest.block, own);
    }
}

#[test]
fn the_total_is_told_by_its_place_where_it_is_no_sum() {
    // Paper that adds up to 60, under a total of 100; the first weight is missing.
    let lines = table(&[
        (85.0, &[(40.0, "fase 1:"), (140.0, "Rilievo")]),
        (105.0, &[(40.0, "fase 2:"), (140.0, "Progetto della")]),
        (117.0, &[(140.0, "passerella"), (275.0, "60%")]),
        (140.0, &[(275.0, "100%")]),
    ]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["60%", "100%"]);
}

#[test]
fn a_hundred_below_a_last_row_without_a_weight_is_the_total() {
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "Rilievo"), (275.0, "60%")],
        ),
        (105.0, &[(40.0, "fase 2:"), (140.0, "Progetto")]),
        (125.0, &[(275.0, "100%")]),
    ]);
    let flow = read(vec![page(1, &lines)]);
    let total = flow.segments.iter().find(|s| flow.text(s) == "100%");
    let rows = flow.segments.iter().filter_map(|s| s.place);
    let last = rows.map(|place| place.row).max();
    let own = total.and_then(|s| s.place).map(|place| place.row);
    assert_eq!(own, last);
    let of_last = flow
        .segments
        .iter()
        .filter(|s| s.place.map(|p| p.row) == last);
    assert_eq!(of_last.count(), 1);
}

#[test]
fn weights_right_under_their_head_stand_close_before_the_next_cells() {
    let first = [
        (40.0, "fase 1:"),
        (140.0, "Rilievo"),
        (275.0, "60%"),
        (292.0, "Int. 318"),
    ];
    let second = [
        (40.0, "fase 2:"),
        (140.0, "Progetto"),
        (275.0, "40%"),
        (292.0, "De Bonis"),
    ];
    let rows: [(f32, &[(f32, &str)]); 2] = [(85.0, &first), (105.0, &second)];
    let lines = table(&rows);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["60%", "40%"]);
    assert_eq!(column(&flow, Column::Monitoring), ["Int. 318", "De Bonis"]);
}

#[test]
fn a_line_that_may_be_of_either_row_is_doubtful() {
    // Even steps, and labels that fit the tops of rows as well as their ends.
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "RILIEVO"), (275.0, "30%")],
        ),
        (97.0, &[(140.0, "PROGETTO")]),
        (
            109.0,
            &[(40.0, "fase 2:"), (140.0, "PASSERELLA"), (275.0, "40%")],
        ),
        (121.0, &[(140.0, "MONTAGGIO")]),
        (
            133.0,
            &[(40.0, "fase 3:"), (140.0, "RAMPE"), (275.0, "30%")],
        ),
    ]);
    let flow = read(vec![page(1, &lines)]);
    let doubtful = flow.segments.iter().filter(|s| s.doubtful);
    let doubtful: Vec<&str> = doubtful.map(|s| flow.text(s)).collect();
    assert!(doubtful.contains(&"PROGETTO"), "{doubtful:?}");
    assert!(!doubtful.contains(&"RILIEVO"), "{doubtful:?}");
}

#[test]
fn the_cells_of_a_row_that_the_page_breaks_off_may_stand_at_its_top() {
    // Cells are aligned at the middle; the last row of the page is not.
    let words = |text| [(140.0, text)];
    let (a, b, c) = (words("Rilievo"), words("progetto"), words("collaudo"));
    let row = |y: f32, label: &'static str, weight: &'static str| {
        let due = (420.0, "31/03/2024");
        let cells = [
            (40.0, label),
            (140.0, "progetto"),
            (275.0, weight),
            (345.0, "OK"),
            due,
        ];
        (y, cells)
    };
    let (one, two) = (row(97.0, "fase 1:", "30%"), row(137.0, "fase 2:", "30%"));
    let (three, four) = (row(165.0, "fase 3:", "20%"), row(62.0, "fase 4:", "20%"));
    let lines: [(f32, &[(f32, &str)]); 10] = [
        (85.0, &a),
        (one.0, &one.1),
        (109.0, &c),
        (125.0, &a),
        (two.0, &two.1),
        (149.0, &c),
        (three.0, &three.1),
        (177.0, &b),
        (189.0, &b),
        (201.0, &c),
    ];
    let first = table(&lines);
    let second: &[(f32, &[(f32, &str)])] = &[(50.0, &a), (four.0, &four.1), (74.0, &c)];
    let flow = read(vec![page(1, &first), page(2, second)]);
    assert_eq!(
        column(&flow, Column::Description),
        [
            "Rilievo progetto collaudo",
            "Rilievo progetto collaudo",
            "progetto progetto progetto collaudo",
            "Rilievo progetto collaudo",
        ]
    );
}

#[test]
fn marks_at_the_right_of_their_column_are_none_of_the_next() {
    // Marks end at their column's right edge, dates begin right behind it.
    let row = |label, weight, date| {
        [
            (40.0, label),
            (140.0, "Rilievo"),
            (275.0, weight),
            (403.0, "OK"),
            (419.5, date),
        ]
    };
    let (a, b) = (
        row("fase 1:", "30%", "31/03/2024"),
        row("fase 2:", "70%", "30/06/2024"),
    );
    let lines: [(f32, &[(f32, &str)]); 2] = [(85.0, &a), (105.0, &b)];
    let flow = read(vec![page(1, &table(&lines))]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024", "30/06/2024"]);
}

/// Rows whose telephone number stands far behind the mark and right before the date.
fn close_dates() -> schede_model::page::Page {
    let row = |label: &'static str, date: &'static str| {
        [
            (40.0, label),
            (140.0, "Rilievo"),
            (275.0, "30%"),
            (340.0, "OK"),
            (385.0, "2471"),
            (408.0, date),
        ]
    };
    let rows = [
        row("fase 1:", "31/03/2024"),
        row("fase 2:", "30/06/2024"),
        row("fase 3:", "31/12/2024"),
    ];
    let heights = [85.0, 105.0, 125.0];
    let rows: Vec<(f32, &[(f32, &str)])> = heights
        .into_iter()
        .zip(rows.iter().map(|row| row.as_slice()))
        .collect();
    page(1, &table(&rows))
}

/// Where the edge between marks and dates of those rows stands.
const CLOSE_EDGE: f32 = 406.5;

fn are_parted_at_the_dates(page: schede_model::page::Page) -> bool {
    let flow = read(vec![page]);
    column(&flow, Column::Monitoring) == ["OK 2471"; 3]
        && column(&flow, Column::Due) == ["31/03/2024", "30/06/2024", "31/12/2024"]
}

#[test]
fn an_upright_rule_parts_columns_where_the_widest_blank_does_not() {
    let mut page = close_dates();
    assert!(!are_parted_at_the_dates(page.clone()));
    page.rules.push(rule(CLOSE_EDGE, 45.0, CLOSE_EDGE, 140.0));
    assert!(are_parted_at_the_dates(page));
}

#[test]
fn the_ends_of_clipped_cells_part_columns_where_the_widest_blank_does_not() {
    let mut page = close_dates();
    for word in &mut page.words {
        let (x0, x1) = match word.bbox.x0 {
            x if word.bbox.y0 < 80.0 || x < 335.0 => continue,
            x if x < CLOSE_EDGE => (335.0, CLOSE_EDGE),
            _ => (CLOSE_EDGE, 480.0),
        };
        let (y0, y1) = (word.bbox.y0 - 2.0, word.bbox.y1 + 2.0);
        let cell = BBox { x0, y0, x1, y1 };
        let known = page.clips.iter().position(|clip| *clip == cell);
        let at = known.unwrap_or(page.clips.len());
        if known.is_none() {
            page.clips.push(cell);
        }
        word.clip = Some(at as u32);
    }
    assert!(are_parted_at_the_dates(page));
}

#[test]
fn a_caption_beside_the_table_is_no_content() {
    let rows: [(f32, &[(f32, &str)]); 3] = [
        (
            85.0,
            &[(60.0, "fase 1:"), (140.0, "Rilievo"), (275.0, "50%")],
        ),
        (105.0, &[(0.0, "Tempistica")]),
        (
            125.0,
            &[(60.0, "fase 2:"), (140.0, "Progetto"), (275.0, "50%")],
        ),
    ];
    let flow = read(vec![page(1, &table(&rows))]);
    let caption = flow.segments.iter().find(|s| flow.text(s) == "Tempistica");
    assert_eq!(caption.unwrap().layer, Layer::Caption);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Progetto"]);
}

#[test]
fn a_line_far_below_another_has_a_gap_before_it() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(40.0, "Vincoli: nessuno che si veda")]),
            (62.0, &[(40.0, "dalla riva del torrente.")]),
            (110.0, &[(40.0, "Letto e firmato.")]),
        ],
    )]);
    let gap = |text: &str| {
        let segment = flow.segments.iter().find(|s| flow.text(s) == text);
        segment.unwrap().gap_before
    };
    assert!(!gap("dalla riva del torrente."));
    assert!(gap("Letto e firmato."));
}

#[test]
fn phases_may_be_numbered_in_a_column_without_a_word() {
    for (n, over) in [("N.", None), ("N.", Some("fase")), ("Nr.", None)] {
        let mut lines: Vec<(f32, &[(f32, &str)])> = vec![(
            50.0,
            &[
                (100.0, "Descrizione"),
                (260.0, "Incidenza %"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (490.0, "Raggiungimento"),
            ],
        )];
        let number = [(40.0, n)];
        let rest = [(40.0, over.unwrap_or_default())];
        lines.insert(0, (38.0, &number));
        if over.is_some() {
            lines.push((56.0, &rest));
        }
        let rows: [(f32, &[(f32, &str)]); 4] = [
            (
                80.0,
                &[
                    (45.0, "1"),
                    (100.0, "Rilievo"),
                    (260.0, "60%"),
                    (340.0, "OK"),
                ],
            ),
            (100.0, &[(100.0, "Rampe sulle")]),
            (106.0, &[(45.0, "2"), (260.0, "40%")]),
            (112.0, &[(100.0, "due sponde")]),
        ];
        lines.extend(rows);
        let flow = read(vec![page(1, &lines)]);
        assert_eq!(column(&flow, Column::Label), ["1", "2"]);
        assert_eq!(
            column(&flow, Column::Description),
            ["Rilievo", "Rampe sulle due sponde"]
        );
    }
}

#[test]
fn the_weight_may_stand_before_a_description_that_begins_with_its_label() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Incidenza"),
                    (110.0, "Descrizione"),
                    (320.0, "Monitoraggio"),
                    (420.0, "Scadenze"),
                    (490.0, "Raggiungimento"),
                ],
            ),
            (
                70.0,
                &[(45.0, "60%"), (110.0, "Fase 1 - Rilievo"), (320.0, "OK")],
            ),
            (
                90.0,
                &[(45.0, "40%"), (110.0, "Fase 2 - Rampe"), (320.0, "OK")],
            ),
        ],
    )]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Fase 1 - Rilievo", "Fase 2 - Rampe"]
    );
}

#[test]
fn words_of_a_column_that_the_form_does_not_know_are_in_no_cell() {
    let flow = read(vec![page(
        1,
        &[
            (38.0, &[(300.0, "Soggetto")]),
            (
                50.0,
                &[
                    (40.0, "Descrizione"),
                    (200.0, "Incidenza %"),
                    (300.0, "responsabile"),
                    (390.0, "Monitoraggio"),
                    (470.0, "Scadenze"),
                    (540.0, "Raggiungimento"),
                    (640.0, "Target"),
                ],
            ),
            (
                70.0,
                &[
                    (40.0, "fase 1: Rilievo"),
                    (210.0, "60%"),
                    (300.0, "Ing. Furlan"),
                    (390.0, "OK"),
                    (640.0, "n. 3"),
                ],
            ),
            (
                90.0,
                &[
                    (40.0, "fase 2: Rampe"),
                    (210.0, "40%"),
                    (300.0, "Tributi"),
                    (540.0, "Raggiunto"),
                    (640.0, "90%"),
                ],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Weight), ["60%", "40%"]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert_eq!(column(&flow, Column::Outcome), ["Raggiunto"]);
    let other = "Soggetto responsabile Target Ing. Furlan n. 3 Tributi 90%";
    assert_eq!(column(&flow, Column::Other), [other]);
}
