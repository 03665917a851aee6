//! Words of the form on made-up pages: what is a column's head, a phase's label, or a label
//! that ends the table.

use crate::made::{column, page, read, rule, table, texts};
use schede_model::{Column, Flow};

#[test]
fn a_deadline_right_above_a_table_is_none_of_its_heads() {
    // The words of its label are those of two columns.
    let lines: Vec<(f32, &[(f32, &str)])> = vec![
        (
            32.0,
            &[(
                40.0,
                "Scadenza finale per il raggiungimento dell'obiettivo: 15/10/2025",
            )],
        ),
        (44.0, &[(330.0, "Monitoraggio al"), (420.0, "Scadenze")]),
        (
            50.0,
            &[
                (140.0, "Descrizione"),
                (260.0, "Incidenza %"),
                (490.0, "Esito"),
            ],
        ),
        (56.0, &[(340.0, "30/09/2024"), (420.0, "previste")]),
        (
            80.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "Rilievo"),
                (265.0, "100%"),
                (340.0, "OK"),
                (420.0, "31/03/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
    let head = column(&flow, Column::Head).join(" ");
    assert!(head.contains("Monitoraggio al 30/09/2024"), "{head}");
    assert!(!head.contains("finale"), "{head}");
}

#[test]
fn a_head_may_be_cut_behind_its_first_letters() {
    let lines: Vec<(f32, &[(f32, &str)])> = vec![
        (
            50.0,
            &[
                (140.0, "Descrizione"),
                (275.0, "Pes"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        ),
        (62.0, &[(275.0, "o %"), (417.0, "previste")]),
        (
            85.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "Rilievo"),
                (275.0, "30%"),
                (340.0, "OK"),
                (420.0, "31/03/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["30%"]);
    assert!(column(&flow, Column::Head).join(" ").contains("Pes o %"));
}

#[test]
fn a_head_over_two_lines_may_begin_with_a_kerned_word() {
    for (above, below) in [("ermine", "previsto"), ("ermine di", "conclusione")] {
        kerned_head(above, below);
    }
}

/// A table whose head of the deadlines is "T" and these words, over one more.
fn kerned_head(above: &str, below: &str) {
    let heads = [(140.0, "Descrizione"), (420.0, "T"), (424.5, above)];
    let wrapped = [
        (140.0, "della fase"),
        (260.0, "Incidenza %"),
        (340.0, "Monitoraggio"),
        (420.0, below),
        (490.0, "Esito"),
    ];
    let row = [
        (40.0, "fase 1:"),
        (140.0, "Rilievo"),
        (275.0, "100%"),
        (420.0, "31/03/2024"),
        (490.0, "Completata"),
    ];
    let lines: [(f32, &[(f32, &str)]); 3] = [(50.0, &heads), (62.0, &wrapped), (85.0, &row)];
    let mut page = page(1, &lines);
    let kerned = page
        .words
        .iter_mut()
        .find(|w| w.text.starts_with("ermine"))
        .unwrap();
    kerned.glued = true;
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
    assert_eq!(column(&flow, Column::Outcome), ["Completata"]);
}

#[test]
fn labels_of_phases_may_say_that_a_number_follows() {
    // "Fase n. 1", and in a cell too narrow "Fase n." over "2", with a blank as wide as
    // those between cells; and "Fase" over "3:", beside a description that begins so.
    let lines = table(&[
        (
            85.0,
            &[(40.0, "Fase n. 1"), (140.0, "Rilievo"), (275.0, "30%")],
        ),
        (
            105.0,
            &[
                (40.0, "Fase"),
                (66.0, "n."),
                (140.0, "Progetto"),
                (275.0, "40%"),
            ],
        ),
        (117.0, &[(40.0, "2")]),
        (
            137.0,
            &[
                (40.0, "Fase"),
                (140.0, "n. 45/2023 in esame"),
                (275.0, "30%"),
            ],
        ),
        (149.0, &[(40.0, "3:")]),
    ]);
    let mut page = page(1, &lines);
    page.rules = vec![rule(130.0, 48.0, 130.0, 160.0)];
    let flow = read(vec![page]);
    assert_eq!(
        column(&flow, Column::Label),
        ["Fase n. 1", "Fase n. 2", "Fase 3:"]
    );
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo", "Progetto", "n. 45/2023 in esame"]
    );
}

#[test]
fn the_dash_of_a_list_beside_a_phase_label_is_none_of_its_signs() {
    // Cells stand at the bottom of their rows, under rules.
    let lines = table(&[
        (
            85.0,
            &[(40.0, "Fase n. 1"), (140.0, "Rilievo"), (275.0, "50%")],
        ),
        (105.0, &[(140.0, "Progetto:")]),
        (
            117.0,
            &[(40.0, "Fase n. 2"), (140.0, "- esecutivo"), (275.0, "50%")],
        ),
    ]);
    let mut page = page(1, &lines);
    page.rules = [80.0, 98.0, 130.0]
        .map(|y| rule(38.0, y, 560.0, y))
        .to_vec();
    let flow = read(vec![page]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo", "Progetto: - esecutivo"]
    );
}

#[test]
fn a_label_in_a_cell_as_wide_as_the_table_ends_it() {
    // Everything is centred, and the table of phases is a part of a larger one.
    let row: &[(f32, &str)] = &[
        (40.0, "fase 1:"),
        (140.0, "Rilievo"),
        (275.0, "100%"),
        (360.0, "OK"),
        (420.0, "31/03/2024"),
    ];
    let read_with = |label: (f32, &str), ruled: bool| {
        let (labels, rows) = ([label], [(85.0, row)]);
        let mut lines = table(&rows);
        lines.push((100.0, &labels));
        let mut page = page(1, &lines);
        if ruled {
            let columns = [130.0, 255.0, 330.0, 410.0, 480.0];
            page.rules = columns.map(|x| rule(x, 48.0, x, 98.0)).to_vec();
        }
        let flow = read(vec![page]);
        column(&flow, Column::Description).join("|")
    };
    // It covers the heads of two columns.
    let long = "Risultato atteso: passerella rifatta in tutte le sue parti";
    assert_eq!(read_with((150.0, long), false), "Rilievo");
    // No rules of columns stand beside it.
    let short = "Vincoli: nessuno";
    assert_eq!(read_with((150.0, short), true), "Rilievo");
    assert_eq!(read_with((150.0, short), false), "Rilievo Vincoli: nessuno");
}

/// A table whose heads wrap: lines of words by x.
fn rows_below(heads: &[(f32, &[(f32, &str)])]) -> Flow<'static> {
    let mut lines = heads.to_vec();
    let below = heads.last().map_or(20.0, |(y, _)| *y) + 20.0;
    let first: &[(f32, &str)] = &[
        (20.0, "fase 1:"),
        (90.0, "Rilievo"),
        (200.0, "50%"),
        (290.0, "OK"),
        (400.0, "31/03/2024"),
    ];
    let second: &[(f32, &str)] = &[
        (20.0, "fase 2:"),
        (90.0, "Posa"),
        (200.0, "50%"),
        (290.0, "KO"),
        (400.0, "30/11/2024"),
    ];
    lines.push((below, first));
    lines.push((below + 20.0, second));
    read(vec![page(1, &lines)])
}

#[test]
fn a_head_may_begin_above_the_others_and_end_like_one() {
    let flow = rows_below(&[
        (20.0, &[(290.0, "Stato")]),
        (
            32.0,
            &[
                (90.0, "Attività"),
                (200.0, "Peso"),
                (290.0, "avanzamento al"),
                (400.0, "Scadenza"),
                (500.0, "Esito"),
            ],
        ),
        (44.0, &[(290.0, "30/09/2024")]),
    ]);
    assert!(column(&flow, Column::Head)[0].contains("Stato"));
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "KO"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024", "30/11/2024"]);
}

#[test]
fn a_head_may_go_on_behind_one_that_is_whole() {
    let flow = rows_below(&[
        (20.0, &[(200.0, "Peso della")]),
        (
            32.0,
            &[
                (90.0, "Descrizione"),
                (290.0, "Monitoraggio al"),
                (400.0, "Scadenza"),
                (500.0, "Esito"),
            ],
        ),
        (44.0, &[(200.0, "fase"), (290.0, "30/09/2024")]),
    ]);
    assert_eq!(column(&flow, Column::Weight), ["50%", "50%"]);
}

#[test]
fn a_head_may_end_like_another_of_its_column() {
    let flow = rows_below(&[
        (20.0, &[(290.0, "Monitoraggio")]),
        (32.0, &[(290.0, "intermedio al"), (500.0, "Grado di")]),
        (
            44.0,
            &[
                (90.0, "Fasi"),
                (200.0, "Peso %"),
                (290.0, "30/09/2024"),
                (400.0, "Data prevista"),
                (500.0, "raggiungimento"),
            ],
        ),
    ]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "KO"]);
    let head = &column(&flow, Column::Head)[0];
    assert!(
        head.contains("intermedio al") && head.contains("Grado di"),
        "{head}"
    );
}

#[test]
fn the_date_of_a_head_may_stand_beside_words_of_strange_ones() {
    let flow = rows_below(&[
        (
            20.0,
            &[(290.0, "Stato di avanzamento al"), (600.0, "Soggetto")],
        ),
        (
            32.0,
            &[
                (90.0, "Descrizione"),
                (200.0, "Incidenza"),
                (420.0, "Scadenza"),
                (500.0, "Esito"),
                (600.0, "responsabile"),
            ],
        ),
        (44.0, &[(290.0, "30/09/2024"), (600.0, "(uno)")]),
    ]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "KO"]);
    let head = &column(&flow, Column::Head)[0];
    assert!(head.contains("30/09/2024"), "{head}");
}

#[test]
fn a_word_of_the_form_apart_from_its_head_is_no_strange_one() {
    let flow = rows_below(&[
        (
            20.0,
            &[
                (90.0, "Descrizione"),
                (200.0, "Incidenza"),
                (290.0, "Monitoraggio"),
                (400.0, "Scadenze"),
                (500.0, "Esito"),
            ],
        ),
        (32.0, &[(450.0, "previste")]),
    ]);
    assert_eq!(column(&flow, Column::Other), [""; 0]);
}

#[test]
fn the_word_of_a_wrapped_label_right_below_the_heads_is_none_of_them() {
    let flow = read(vec![page(
        1,
        &[
            (
                20.0,
                &[
                    (90.0, "Descrizione"),
                    (200.0, "Incidenza"),
                    (290.0, "Monitoraggio"),
                    (400.0, "Scadenze"),
                    (500.0, "Esito"),
                ],
            ),
            (32.0, &[(20.0, "Fase"), (90.0, "Rilievo delle")]),
            (44.0, &[(20.0, "1:"), (90.0, "sponde"), (200.0, "100%")]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Label), ["Fase 1:"]);
    assert!(!column(&flow, Column::Head)[0].contains("Fase"));
}

#[test]
fn a_wrapped_label_below_the_deadline_is_none_of_its_lines() {
    // The third word of the deadline's label begins where the values do.
    let mut lines: Vec<(f32, &[(f32, &str)])> = vec![(
        50.0,
        &[
            (
                40.0,
                "Scadenza finale per il raggiungimento dell'obiettivo:",
            ),
            (500.0, "25/03/2025"),
        ],
    )];
    let pairs: [[&[(f32, &str)]; 3]; 5] = [
        [
            &[(40.0, "Risultato")],
            &[(116.0, "delibera approvata")],
            &[(40.0, "atteso:")],
        ],
        [
            &[(40.0, "Obiettivo")],
            &[(116.0, "fasi concluse")],
            &[(40.0, "raggiunto:")],
        ],
        [
            &[(40.0, "Obiettivo non")],
            &[(116.0, "fasi aperte")],
            &[(40.0, "raggiunto:")],
        ],
        [
            &[(40.0, "Risorse")],
            &[(116.0, "due unità")],
            &[(40.0, "Umane:")],
        ],
        [
            &[(40.0, "Risorse")],
            &[(116.0, "capitolo 12")],
            &[(40.0, "Finanziarie:")],
        ],
    ];
    for (n, pair) in pairs.iter().enumerate() {
        let top = 66.0 + 34.0 * n as f32;
        lines.extend([(top, pair[0]), (top + 6.0, pair[1]), (top + 12.0, pair[2])]);
    }
    let whole: [&[(f32, &str)]; 3] = [
        &[(40.0, "Vincoli:"), (116.0, "nessuno")],
        &[(40.0, "Indicatori:"), (116.0, "due")],
        &[(40.0, "Note:"), (116.0, "nessuna")],
    ];
    lines.extend([(240.0, whole[0]), (260.0, whole[1]), (280.0, whole[2])]);
    let flow = read(vec![page(1, &lines)]);
    let texts = texts(&flow);
    let deadline = texts.iter().position(|text| text == "25/03/2025");
    let next = texts.iter().position(|text| text == "Risultato");
    assert!(deadline < next, "{texts:?}");
}
