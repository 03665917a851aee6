//! Labels that the end of a page cuts, and heads of numbers that stand at its end.

use schede_model::Column;
use schede_model::page::Page;

use crate::made::{blocks, column, page, read, table};

type Lines<'l> = &'l [(f32, &'l [(f32, &'l str)])];

fn rows(first: Lines, second: Lines) -> [Vec<String>; 2] {
    let flow = read(vec![page(1, &table(first)), page(2, second)]);
    [Column::Label, Column::Description].map(|of| column(&flow, of))
}

#[test]
fn letters_of_a_cut_label_begin_no_row() {
    // "a" begins words of other labels, too.
    let first: Lines = &[
        (
            700.0,
            &[(100.0, "f"), (140.0, "Rilievo delle"), (275.0, "60%")],
        ),
        (712.0, &[(100.0, "a"), (140.0, "sponde")]),
        (724.0, &[(100.0, "se")]),
        (736.0, &[(100.0, "1:")]),
        (754.0, &[(100.0, "f"), (140.0, "Rampe"), (275.0, "40%")]),
        (766.0, &[(100.0, "a"), (140.0, "del")]),
    ];
    let second: Lines = &[
        (40.0, &[(100.0, "se"), (140.0, "molo")]),
        (52.0, &[(100.0, "2:")]),
        (70.0, &[(40.0, "Vincoli: nessuno")]),
    ];
    let [labels, descriptions] = rows(first, second);
    assert_eq!(labels, ["f a se 1:", "f a se 2:"]);
    assert_eq!(descriptions, ["Rilievo delle sponde", "Rampe del molo"]);
}

#[test]
fn the_number_of_a_cut_label_is_of_the_row_above() {
    let first: Lines = &[
        (
            742.0,
            &[(100.0, "fas"), (140.0, "Rilievo delle"), (275.0, "60%")],
        ),
        (754.0, &[(100.0, "e"), (140.0, "sponde")]),
    ];
    // Labels are centred in their rows.
    let second: Lines = &[
        (40.0, &[(100.0, "1)")]),
        (52.0, &[(100.0, "fas")]),
        (64.0, &[(100.0, "e"), (140.0, "Collaudo"), (275.0, "40%")]),
        (76.0, &[(100.0, "2)")]),
        (94.0, &[(40.0, "Vincoli: nessuno")]),
    ];
    let [labels, descriptions] = rows(first, second);
    assert_eq!(labels, ["fas e 1)", "fas e 2)"]);
    assert_eq!(descriptions, ["Rilievo delle sponde", "Collaudo"]);
}

const HEAD: &[(f32, &str)] = &[
    (40.0, "Fase"),
    (80.0, "Attività"),
    (260.0, "Scadenza"),
    (360.0, "Esito"),
    (460.0, "Peso"),
];

/// A page that ends with the head of a table, and the next one, which may begin with it, too.
fn ends_with_head(again: bool) -> Vec<Page> {
    let first: Lines = &[(700.0, &[(40.0, "Vincoli: nessuno")]), (740.0, HEAD)];
    let rows: Lines = &[
        (60.0, &[(80.0, "Rilievo delle")]),
        (66.0, &[(40.0, "1"), (260.0, "31/03/2026"), (460.0, "60%")]),
        (72.0, &[(80.0, "sponde")]),
        (
            90.0,
            &[
                (40.0, "2"),
                (80.0, "Rampe"),
                (260.0, "30/06/2026"),
                (460.0, "40%"),
            ],
        ),
    ];
    let head: Lines = &[(40.0, HEAD)];
    let below = [if again { head } else { &[] }, rows].concat();
    vec![page(1, first), page(2, &below)]
}

#[test]
fn a_head_of_numbers_may_end_its_page() {
    for again in [false, true] {
        let flow = read(ends_with_head(again));
        assert_eq!(column(&flow, Column::Label), ["1", "2"], "{again}");
        let descriptions = column(&flow, Column::Description);
        assert_eq!(descriptions, ["Rilievo delle sponde", "Rampe"], "{again}");
    }
}

#[test]
fn labels_with_a_word_may_stand_below_a_head_of_numbers_that_ends_its_page() {
    let first: Lines = &[(740.0, HEAD)];
    let second: Lines = &[
        (
            60.0,
            &[
                (40.0, "fas"),
                (80.0, "Rilievo delle"),
                (260.0, "31/03/2026"),
                (460.0, "60%"),
            ],
        ),
        (72.0, &[(40.0, "e 1:"), (80.0, "sponde")]),
        (90.0, &[(40.0, "fas"), (80.0, "Rampe"), (460.0, "40%")]),
        (102.0, &[(40.0, "e 2:")]),
    ];
    let flow = read(vec![page(1, first), page(2, second)]);
    assert_eq!(column(&flow, Column::Label), ["fas e 1:", "fas e 2:"]);
    let descriptions = column(&flow, Column::Description);
    assert_eq!(descriptions, ["Rilievo delle sponde", "Rampe"]);
}

#[test]
fn the_label_of_the_deadline_may_be_set_right_in_its_cell() {
    let rows: Lines = &[
        (
            90.0,
            &[
                (100.0, "fase 1:"),
                (140.0, "Rilievo"),
                (275.0, "100%"),
                (417.0, "31/03/2026"),
            ],
        ),
        (
            120.0,
            &[
                (235.0, "Scadenza finale per il raggiungimento"),
                (417.0, "31/03/2026"),
            ],
        ),
        (132.0, &[(335.0, "dell'obiettivo:")]),
        (160.0, &[(40.0, "Vincoli: nessuno")]),
    ];
    let blocks = blocks(&read(vec![page(1, &table(rows))]));
    let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
    assert_eq!(blocks, [label, "31/03/2026", "Vincoli: nessuno"]);
}

#[test]
fn a_label_without_a_colon_may_be_cut_by_the_end_of_the_page() {
    let first: Lines = &[
        (500.0, &[(40.0, "FINALITÀ"), (180.0, "Collegare i rioni")]),
        (530.0, &[(40.0, "DIRIGENTE"), (180.0, "Nives Tamburlini")]),
        (560.0, &[(40.0, "RISULTATO ATTESO"), (180.0, "scale")]),
        (590.0, &[(40.0, "INDICATORI"), (180.0, "metri rifatti")]),
        (630.0, &[(40.0, "VINCOLI"), (180.0, "portata del torrente")]),
        (
            700.0,
            &[(40.0, "RISORSE FINANZIARIE"), (180.0, "quelle del PEG")],
        ),
        (740.0, &[(40.0, "DESCRIZIONE"), (180.0, "La passerella è")]),
    ];
    let second: Lines = &[
        (
            40.0,
            &[(40.0, "DELL'OBIETTIVO"), (180.0, "chiusa e va rifatta.")],
        ),
        (70.0, &[(40.0, "RISORSE UMANE"), (180.0, "due geometri")]),
    ];
    let blocks = blocks(&read(vec![page(1, first), page(2, second)]));
    let end = &blocks[blocks.len() - 4..];
    let text = "La passerella è chiusa e va rifatta.";
    assert_eq!(
        end,
        [
            "DESCRIZIONE DELL'OBIETTIVO",
            text,
            "RISORSE UMANE",
            "due geometri"
        ]
    );
}

#[test]
fn a_unit_in_capitals_is_no_second_line_of_a_title_as_wide_as_the_page() {
    let title = "Obiettivo: A) Rifacimento della passerella tra i due rioni e delle scale";
    let lines: Lines = &[
        (50.0, &[(40.0, title)]),
        (66.0, &[(40.0, "SETTORE LAVORI PUBBLICI")]),
        (82.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
        (98.0, &[(40.0, "Vincoli: portata del torrente")]),
    ];
    let blocks = blocks(&read(vec![page(1, lines)]));
    assert_eq!(blocks[..2], [title, "SETTORE LAVORI PUBBLICI"]);
}

#[test]
fn a_label_without_a_colon_that_is_cut_may_go_on_over_several_lines() {
    let first: Lines = &[
        (500.0, &[(40.0, "FINALITÀ"), (180.0, "Collegare i rioni")]),
        (530.0, &[(40.0, "DIRIGENTE"), (180.0, "Nives Tamburlini")]),
        (560.0, &[(40.0, "RISULTATO ATTESO"), (180.0, "scale")]),
        (590.0, &[(40.0, "INDICATORI"), (180.0, "metri rifatti")]),
        (630.0, &[(40.0, "VINCOLI"), (180.0, "portata del torrente")]),
        (740.0, &[(40.0, "SCADENZA FINALE"), (180.0, "30/09/2024")]),
    ];
    let second: Lines = &[
        (40.0, &[(40.0, "PER IL")]),
        (52.0, &[(40.0, "RAGGIUNGIMENTO")]),
        (64.0, &[(40.0, "DELL'OBIETTIVO")]),
        (94.0, &[(40.0, "RISORSE UMANE"), (180.0, "due geometri")]),
    ];
    let blocks = blocks(&read(vec![page(1, first), page(2, second)]));
    let end = &blocks[blocks.len() - 4..];
    let label = "SCADENZA FINALE PER IL RAGGIUNGIMENTO DELL'OBIETTIVO";
    assert_eq!(end, [label, "30/09/2024", "RISORSE UMANE", "due geometri"]);
}
