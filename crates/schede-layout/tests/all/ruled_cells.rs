//! Labels and values in cells that rules part, where the form prints no colons: each cell is
//! read for itself, and a row of labels goes with the row of values below it.

use crate::made::{column, furniture, page, read, rule, texts};
use schede_model::Column;
use schede_model::page::Page;

/// Draws a grid: rules across at these heights, and down at these places.
fn grid(mut page: Page, across: &[f32], down: &[f32]) -> Page {
    let (left, right) = (down[0], down[down.len() - 1]);
    let (top, bottom) = (across[0], across[across.len() - 1]);
    page.rules
        .extend(across.iter().map(|y| rule(left, *y, right, *y)));
    page.rules
        .extend(down.iter().map(|x| rule(*x, top, *x, bottom)));
    page
}

#[test]
fn labels_stand_over_their_values_though_the_form_knows_not_all_of_them() {
    let lines: [(f32, &[(f32, &str)]); 2] = [
        (
            52.0,
            &[
                (40.0, "Dipartimento"),
                (150.0, "Responsabile"),
                (260.0, "Peso obiettivo"),
                (340.0, "Anno"),
            ],
        ),
        (
            72.0,
            &[
                (40.0, "Laboratori"),
                (150.0, "Ing. Nives Tamburlini"),
                (259.0, "10%"),
                (340.0, "2024"),
            ],
        ),
    ];
    let page = grid(
        page(1, &lines),
        &[48.0, 68.0, 88.0],
        &[36.0, 146.0, 257.0, 337.0, 400.0],
    );
    let expected = [
        "Dipartimento",
        "Laboratori",
        "Responsabile",
        "Ing. Nives Tamburlini",
        "Peso obiettivo",
        "10%",
        "Anno",
        "2024",
    ];
    assert_eq!(texts(&read(vec![page])), expected);
}

#[test]
fn labels_with_numbers_and_years_stand_over_their_values() {
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (
            52.0,
            &[
                (40.0, "Risultato atteso -"),
                (200.0, "Obiettivo raggiunto"),
                (360.0, "Fonte"),
            ],
        ),
        (64.0, &[(40.0, "annualità 2024:"), (200.0, "al 100%:")]),
        (
            84.0,
            &[
                (40.0, "Le sponde sono"),
                (200.0, "tutte le fasi"),
                (360.0, "registro"),
            ],
        ),
        (96.0, &[(40.0, "sicure"), (200.0, "concluse")]),
    ];
    let page = grid(
        page(1, &lines),
        &[48.0, 80.0, 112.0],
        &[36.0, 196.0, 356.0, 480.0],
    );
    let expected = [
        "Risultato atteso -",
        "annualità 2024:",
        "Le sponde sono",
        "sicure",
        "Obiettivo raggiunto",
        "al 100%:",
        "tutte le fasi",
        "concluse",
        "Fonte",
        "registro",
    ];
    assert_eq!(texts(&read(vec![page])), expected);
}

#[test]
fn a_label_and_its_value_keep_their_own_lines_where_rules_part_them() {
    // The label is set in the middle of its cell, between the lines of the value.
    let lines: [(f32, &[(f32, &str)]); 5] = [
        (
            52.0,
            &[(40.0, "Titolo obiettivo"), (150.0, "Rifare il ponte")],
        ),
        (
            72.0,
            &[(150.0, "Missione 10 Trasporti e diritto alla mobilità")],
        ),
        (78.0, &[(40.0, "Missione e programma")]),
        (84.0, &[(150.0, "Programma 05 Viabilità")]),
        (104.0, &[(40.0, "Vincoli"), (150.0, "Nessuno")]),
    ];
    let page = grid(
        page(1, &lines),
        &[48.0, 68.0, 98.0, 118.0],
        &[36.0, 146.0, 400.0],
    );
    let expected = [
        "Titolo obiettivo",
        "Rifare il ponte",
        "Missione e programma",
        "Missione 10 Trasporti e diritto alla mobilità",
        "Programma 05 Viabilità",
        "Vincoli",
        "Nessuno",
    ];
    assert_eq!(texts(&read(vec![page])), expected);
}

#[test]
fn criteria_side_by_side_are_two_cells() {
    let lines: [(f32, &[(f32, &str)]); 2] = [
        (
            52.0,
            &[
                (40.0, "RAGGIUNTO: tutte le fasi concluse"),
                (240.0, "NON RAGGIUNTO: nessuna fase"),
            ],
        ),
        (64.0, &[(40.0, "entro le scadenze"), (240.0, "conclusa")]),
    ];
    let page = grid(page(1, &lines), &[48.0, 80.0], &[36.0, 236.0, 400.0]);
    let expected = [
        "RAGGIUNTO: tutte le fasi concluse",
        "entro le scadenze",
        "NON RAGGIUNTO: nessuna fase",
        "conclusa",
    ];
    assert_eq!(texts(&read(vec![page])), expected);
}

#[test]
fn a_row_of_labels_atop_each_page_is_no_running_head() {
    let pages = ["Nives Tamburlini", "Ada Bruni", "Ugo Furlan"];
    let titles = ["Rifare il ponte", "Pulire i fossi", "Curare il verde"];
    let pages = (1..).zip(pages.into_iter().zip(titles));
    let pages = pages.map(|(number, (name, title))| {
        let lines: [(f32, &[(f32, &str)]); 5] = [
            (30.0, &[(40.0, "COMUNE DI VALFIORITA")]),
            (
                60.0,
                &[
                    (40.0, "Servizio"),
                    (200.0, "Responsabile"),
                    (360.0, "Codice obiettivo"),
                ],
            ),
            (72.0, &[(40.0, "Tributi"), (200.0, name), (360.0, "A")]),
            (110.0, &[(40.0, "Titolo")]),
            (122.0, &[(40.0, title)]),
        ];
        page(number, &lines)
    });
    let flow = read(pages.collect());
    assert_eq!(furniture(&flow), Vec::<&str>::new());
}

#[test]
fn the_sign_of_per_cent_alone_heads_the_weights() {
    let lines: [(f32, &[(f32, &str)]); 3] = [
        (
            50.0,
            &[
                (40.0, "Fasi"),
                (230.0, "%"),
                (280.0, "Monitoraggio"),
                (380.0, "Scadenze"),
                (470.0, "Raggiungimento"),
            ],
        ),
        (
            70.0,
            &[
                (40.0, "Fase 1: Rilievo"),
                (230.0, "60"),
                (280.0, "Conclusa"),
                (380.0, "31/03/2024"),
            ],
        ),
        (
            90.0,
            &[
                (40.0, "Fase 2: Rampe"),
                (230.0, "40"),
                (280.0, "In corso"),
                (380.0, "30/06/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["60", "40"]);
    assert_eq!(column(&flow, Column::Monitoring), ["Conclusa", "In corso"]);
}

#[test]
fn a_head_does_not_reach_over_the_rules_that_run_through_above_it() {
    // "Descrizione" is the label of the row above the table, not the head below it.
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (
            50.0,
            &[(40.0, "Descrizione"), (130.0, "Si rifanno le rampe")],
        ),
        (
            66.0,
            &[
                (40.0, "Attività"),
                (230.0, "Peso %"),
                (300.0, "Termine"),
                (400.0, "Esito finale"),
            ],
        ),
        (
            86.0,
            &[
                (40.0, "Fase 1: Rilievo"),
                (230.0, "60"),
                (300.0, "31/03/2024"),
                (400.0, "Raggiunto"),
            ],
        ),
        (
            106.0,
            &[
                (40.0, "Fase 2: Rampe"),
                (230.0, "40"),
                (300.0, "30/06/2024"),
                (400.0, "Raggiunto"),
            ],
        ),
    ];
    let page = grid(
        page(1, &lines),
        &[46.0, 63.0, 82.0, 102.0, 122.0],
        &[36.0, 126.0, 226.0, 296.0, 396.0, 500.0],
    );
    let flow = read(vec![page]);
    let all = texts(&flow);
    assert_eq!(all[..2], ["Descrizione", "Si rifanno le rampe"], "{all:?}");
}

#[test]
fn a_title_of_three_lines_beside_the_code_of_its_objective_is_one_cell() {
    let lines: [(f32, &[(f32, &str)]); 5] = [
        (
            52.0,
            &[(40.0, "DIRIGENTE:"), (150.0, "Ing. Nives Tamburlini")],
        ),
        (
            72.0,
            &[(150.0, "Rifacimento della passerella sul torrente e")],
        ),
        (
            84.0,
            &[
                (40.0, "OBIETTIVO B) :"),
                (150.0, "delle rampe che la collegano alle due sponde,"),
            ],
        ),
        (96.0, &[(150.0, "chiuse dal 2021")]),
        (
            116.0,
            &[(40.0, "FINALITÀ:"), (150.0, "Collegare i due rioni")],
        ),
    ];
    let page = grid(
        page(1, &lines),
        &[48.0, 68.0, 112.0, 130.0],
        &[36.0, 146.0, 500.0],
    );
    let all = texts(&read(vec![page])).join("|");
    let title = "OBIETTIVO B) :|Rifacimento della passerella sul torrente e|delle rampe";
    assert!(all.contains(title), "{all}");
}
