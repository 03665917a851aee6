//! Labels of phases that wrap in a narrow column of their own, with other cells around them.

use crate::made::{column, page, read, table};
use schede_model::Column;

#[test]
fn a_number_that_begins_the_next_cell_is_not_the_labels() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[(100.0, "Fase"), (140.0, "2 incontri con i"), (260.0, "60%")],
        ),
        (102.0, &[(100.0, "1:"), (140.0, "pescatori")]),
        (
            120.0,
            &[(100.0, "Fase"), (140.0, "n. 3 rilievi"), (260.0, "40%")],
        ),
        (132.0, &[(100.0, "2:"), (140.0, "delle sponde")]),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), ["Fase 1:", "Fase 2:"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["2 incontri con i pescatori", "n. 3 rilievi delle sponde"]
    );
}

#[test]
fn a_label_may_have_a_letter_a_line() {
    let mut rows: Vec<(f32, Vec<(f32, &str)>)> = Vec::new();
    for (row, number) in ["1:", "2:"].into_iter().enumerate() {
        for (at, letter) in ["F", "A", "S", "E", number].into_iter().enumerate() {
            let y = 90.0 + 70.0 * row as f32 + 12.0 * at as f32;
            let mut line = vec![(100.0, letter)];
            if at == 0 {
                line.extend([(140.0, "Rilievo"), (260.0, "50%")]);
            }
            rows.push((y, line));
        }
    }
    let rows: Vec<(f32, &[(f32, &str)])> = rows.iter().map(|(y, l)| (*y, &l[..])).collect();
    let flow = read(vec![page(1, &table(&rows))]);
    let labels = column(&flow, Column::Label);
    assert_eq!(labels, ["F A S E 1:", "F A S E 2:"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rilievo"]);
}

#[test]
fn the_rest_of_a_label_may_be_set_wide() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[(100.0, "Fas"), (140.0, "Rilievo delle"), (260.0, "60%")],
        ),
        (102.0, &[(100.0, "e"), (109.0, "1:"), (140.0, "sponde")]),
        (
            120.0,
            &[(100.0, "Fas"), (140.0, "Rampe del"), (260.0, "40%")],
        ),
        (132.0, &[(100.0, "e"), (109.0, "2:"), (140.0, "molo")]),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), ["Fas e 1:", "Fas e 2:"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Rampe del molo"]
    );
}

#[test]
fn the_pages_end_may_cut_a_label() {
    let first: &[(f32, &[(f32, &str)])] = &[
        (
            700.0,
            &[(100.0, "fase"), (140.0, "Rilievo delle"), (260.0, "60%")],
        ),
        (712.0, &[(100.0, "1:"), (140.0, "sponde")]),
        (
            730.0,
            &[(100.0, "fase"), (140.0, "Rampe del"), (260.0, "30%")],
        ),
    ];
    let second: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(100.0, "2:"), (140.0, "molo")]),
        (
            58.0,
            &[(100.0, "fase"), (140.0, "Collaudo"), (260.0, "10%")],
        ),
        (70.0, &[(100.0, "3:")]),
        (88.0, &[(100.0, "Vincoli: nessuno")]),
    ];
    let flow = read(vec![page(1, &table(first)), page(2, second)]);
    assert_eq!(
        column(&flow, Column::Label),
        ["fase 1:", "fase 2:", "fase 3:"]
    );
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Rampe del molo", "Collaudo"]
    );
}

#[test]
fn the_pages_end_may_cut_a_label_within_its_word_or_before_its_number() {
    type Lines<'l> = &'l [(f32, &'l [(f32, &'l str)])];
    let first: Lines = &[
        (
            700.0,
            &[(100.0, "fas"), (140.0, "Rilievo delle"), (260.0, "60%")],
        ),
        (712.0, &[(100.0, "e"), (140.0, "sponde")]),
        (724.0, &[(100.0, "1:")]),
        (
            742.0,
            &[(100.0, "fas"), (140.0, "Rampe del"), (260.0, "30%")],
        ),
    ];
    let second: Lines = &[
        (40.0, &[(100.0, "e"), (140.0, "molo")]),
        (52.0, &[(100.0, "2:")]),
        (70.0, &[(100.0, "fas"), (140.0, "Collaudo"), (260.0, "10%")]),
        (82.0, &[(100.0, "e")]),
        (94.0, &[(100.0, "3:")]),
        (112.0, &[(100.0, "Vincoli: nessuno")]),
    ];
    let flow = read(vec![page(1, &table(first)), page(2, second)]);
    assert_eq!(
        column(&flow, Column::Label),
        ["fas e 1:", "fas e 2:", "fas e 3:"]
    );
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Rampe del molo", "Collaudo"]
    );
    let first: Lines = &[
        (
            700.0,
            &[(95.0, "Fase n."), (140.0, "Rilievo"), (260.0, "60%")],
        ),
        (712.0, &[(95.0, "1")]),
        (
            730.0,
            &[(95.0, "Fase n."), (140.0, "Rampe del"), (260.0, "40%")],
        ),
    ];
    let second: Lines = &[
        (40.0, &[(95.0, "2"), (140.0, "molo")]),
        (60.0, &[(95.0, "Vincoli: nessuno")]),
    ];
    let flow = read(vec![page(1, &table(first)), page(2, second)]);
    assert_eq!(column(&flow, Column::Label), ["Fase n. 1", "Fase n. 2"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo", "Rampe del molo"]
    );
}

#[test]
fn full_cells_touch_where_their_words_are_not_painted_in_turn() {
    // The caption is painted first, each row's label behind it.
    let cells: &[(f32, &[(f32, &str)])] = &[
        (90.0, &[(70.0, "Tempis")]),
        (102.0, &[(70.0, "tica:")]),
        (114.0, &[(70.0, "Fasi")]),
        (90.0, &[(102.0, "fase")]),
        (102.0, &[(102.0, "1:")]),
        (90.0, &[(124.0, "Rilievo delle"), (260.0, "60%")]),
        (102.0, &[(124.0, "sponde")]),
        (120.0, &[(102.0, "fase")]),
        (132.0, &[(102.0, "2:")]),
        (120.0, &[(124.0, "Rampe"), (260.0, "40%")]),
    ];
    let flow = read(vec![page(1, &table(cells))]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Rampe"]
    );
}

#[test]
fn descriptions_that_all_begin_behind_the_labels_are_cells() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[(100.0, "fase 1"), (130.0, "Rilievo"), (260.0, "60%")],
        ),
        (102.0, &[(130.0, "delle sponde")]),
        (
            120.0,
            &[(100.0, "fase 2"), (130.0, "Rampe"), (260.0, "40%")],
        ),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), ["fase 1", "fase 2"]);
}

#[test]
fn a_word_of_a_cell_that_goes_on_alone_over_a_page_is_no_label() {
    let first: &[(f32, &[(f32, &str)])] = &[(
        730.0,
        &[
            (60.0, "fase 1:"),
            (140.0, "Rilievo"),
            (260.0, "60%"),
            (490.0, "Come da relazione del"),
        ],
    )];
    let second: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(490.0, "gruppo di lavoro, con")]),
        (52.0, &[(520.0, "Dirigente")]),
        (64.0, &[(490.0, "e tecnico del consorzio")]),
        (76.0, &[(490.0, "come da verbale;")]),
    ];
    let third: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(490.0, "atti approvati")]),
        (58.0, &[(60.0, "fase 2:"), (140.0, "Rampe"), (260.0, "40%")]),
    ];
    let pages = vec![page(1, &table(first)), page(2, second), page(3, third)];
    let flow = read(pages);
    assert_eq!(column(&flow, Column::Description).len(), 2);
    let outcome = column(&flow, Column::Outcome).join(" ");
    assert!(outcome.contains("Dirigente e tecnico"), "{outcome}");
}

#[test]
fn a_description_that_begins_like_a_label_is_none_beside_a_column_of_labels() {
    let first = [(40.0, "fase 1:"), (270.0, "40%"), (420.0, "31/12/2025")];
    let second = [(40.0, "fase 2:"), (140.0, "Posa"), (270.0, "60%")];
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (86.0, &[(140.0, "Fase 1 del bando:")]),
        (92.0, &first),
        (98.0, &[(140.0, "esame")]),
        (122.0, &second),
    ];
    let flow = read(vec![page(1, &table(&lines))]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Fase 1 del bando: esame", "Posa"]
    );
}

#[test]
fn a_figure_of_another_cell_is_no_number_of_a_label_that_wraps() {
    let row = |y: f32, number: &'static str| -> Vec<(f32, Vec<(f32, &'static str)>)> {
        vec![
            (
                y,
                vec![
                    (100.0, "fa"),
                    (140.0, "Rilievo delle sponde"),
                    (275.0, "50%"),
                    (417.0, "31/12/202"),
                ],
            ),
            (y + 12.0, vec![(100.0, "se"), (417.0, "6")]),
            (y + 24.0, vec![(100.0, number)]),
        ]
    };
    let rows: Vec<_> = [row(90.0, "1:"), row(130.0, "2:")].concat();
    let rows: Vec<(f32, &[(f32, &str)])> = rows.iter().map(|(y, l)| (*y, &l[..])).collect();
    let flow = read(vec![page(1, &table(&rows))]);
    assert_eq!(column(&flow, Column::Label), ["fa se 1:", "fa se 2:"]);
    assert_eq!(column(&flow, Column::Due), ["31/12/202 6", "31/12/202 6"]);
}

#[test]
fn the_pages_end_may_cut_the_first_label_of_a_table() {
    let first: &[(f32, &[(f32, &str)])] = &[
        (
            742.0,
            &[(100.0, "fas"), (140.0, "Rilievo delle"), (275.0, "60%")],
        ),
        (754.0, &[(100.0, "e"), (140.0, "sponde")]),
    ];
    let second: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(100.0, "1:")]),
        (58.0, &[(100.0, "fas"), (140.0, "Collaudo"), (275.0, "40%")]),
        (70.0, &[(100.0, "e")]),
        (82.0, &[(100.0, "2:")]),
        (100.0, &[(100.0, "Vincoli: nessuno")]),
    ];
    let flow = read(vec![page(1, &table(first)), page(2, second)]);
    assert_eq!(column(&flow, Column::Label), ["fas e 1:", "fas e 2:"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Collaudo"]
    );
}

#[test]
fn labels_that_stand_alone_behind_the_descriptions_are_of_their_column() {
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[
                (40.0, "Rilievo delle sponde e dei due"),
                (231.0, "fase 1"),
                (345.0, "OK"),
                (417.0, "31/03/2026"),
            ],
        ),
        (102.0, &[(40.0, "argini")]),
        (
            120.0,
            &[
                (40.0, "Rampe del molo"),
                (231.0, "fase 2"),
                (345.0, "OK"),
                (417.0, "30/06/2026"),
            ],
        ),
    ];
    let head: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (300.0, "Monitoraggio"),
        (417.0, "Scadenze"),
        (490.0, "Incidenza %"),
    ];
    let mut lines: Vec<(f32, &[(f32, &str)])> = vec![(70.0, head)];
    lines.extend(rows);
    let flow = read(vec![page(1, &lines)]);
    let descriptions = column(&flow, Column::Description);
    assert_eq!(
        descriptions,
        ["Rilievo delle sponde e dei due argini", "Rampe del molo"]
    );
    assert_eq!(column(&flow, Column::Label), ["fase 1", "fase 2"]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
}

#[test]
fn the_second_word_of_a_label_that_wraps_stands_nearer_to_it_than_the_next_cell() {
    // The blank between "Fase" and "n." is as wide as some between cells.
    let rows: &[(f32, &[(f32, &str)])] = &[
        (
            90.0,
            &[
                (90.0, "Fase"),
                (113.5, "n."),
                (140.0, "Rilievo"),
                (275.0, "60%"),
            ],
        ),
        (102.0, &[(90.0, "1"), (140.0, "delle sponde")]),
        (
            120.0,
            &[
                (90.0, "Fase"),
                (113.5, "n."),
                (140.0, "Rampe"),
                (275.0, "40%"),
            ],
        ),
        (132.0, &[(90.0, "2"), (140.0, "del molo")]),
    ];
    let flow = read(vec![page(1, &table(rows))]);
    assert_eq!(column(&flow, Column::Label), ["Fase n. 1", "Fase n. 2"]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Rampe del molo"]
    );
}

#[test]
fn a_dash_as_far_from_the_number_as_from_the_description_is_the_labels() {
    // Blanks as wide as half the type's height, the second a little less by rounding.
    let row = |y: f32, number: &'static str| -> Vec<(f32, Vec<(f32, &'static str)>)> {
        let cells = vec![
            (60.0, "Fase"),
            (84.0, number),
            (93.0, "-"),
            (101.9, "Rilievo"),
            (260.0, "50%"),
        ];
        vec![(y, cells)]
    };
    let rows = [row(90.0, "1"), row(110.0, "2")].concat();
    let rows: Vec<(f32, &[(f32, &str)])> = rows.iter().map(|(y, l)| (*y, &l[..])).collect();
    let flow = read(vec![page(1, &table(&rows))]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo"; 2]);
}
