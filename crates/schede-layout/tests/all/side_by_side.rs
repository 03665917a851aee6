//! Labels beside their values, where one page has cells of several widths, where labels wrap,
//! and where something stands left of them.

use crate::made::{self, blocks, column, page, read, rule, texts};
use schede_layout::read_pages;
use schede_model::page::Page;
use schede_model::{Column, Layer};
use schede_profile::Profiles;

/// A table of one phase from this height on.
const TABLE: [(f32, &[(f32, &str)]); 3] = [
    (
        200.0,
        &[
            (40.0, "Descrizione"),
            (200.0, "Incidenza %"),
            (300.0, "Monitoraggio"),
            (400.0, "Scadenze"),
            (490.0, "Esito"),
        ],
    ),
    (
        216.0,
        &[
            (40.0, "fase 1: rilievo"),
            (200.0, "100%"),
            (300.0, "OK"),
            (400.0, "31/12/2024"),
            (490.0, "fatto"),
        ],
    ),
    (228.0, &[(40.0, "delle sponde")]),
];

fn with_table(before: &[(f32, &[(f32, &str)])], after: &[(f32, &[(f32, &str)])]) -> Page {
    page(1, &[before, &TABLE, after].concat())
}

/// Asserts that the texts are read one after another.
fn assert_in_turn(page: Page, wanted: &[&str]) {
    let read = texts(&read(vec![page]));
    let found = read.windows(wanted.len()).any(|window| window == wanted);
    assert!(found, "{wanted:?} in {read:#?}");
}

const BEFORE: [(f32, &[(f32, &str)]); 4] = [
    (60.0, &[(40.0, "Dirigente"), (110.0, "Nives Tamburlini")]),
    (80.0, &[(40.0, "Finalità"), (110.0, "Il fiume come parco")]),
    (92.0, &[(40.0, "Strategiche"), (110.0, "e i suoi argini")]),
    (110.0, &[(40.0, "Note"), (110.0, "in due lotti")]),
];

#[test]
fn values_below_the_table_may_begin_elsewhere_than_those_above_it() {
    let after: [(f32, &[(f32, &str)]); 5] = [
        (250.0, &[(40.0, "Vincoli"), (155.0, "la portata")]),
        (
            268.0,
            &[(40.0, "Obiettivo raggiunto"), (155.0, "tutte le fasi")],
        ),
        (
            280.0,
            &[(40.0, "al 100%"), (155.0, "concluse entro l'anno")],
        ),
        (298.0, &[(40.0, "Obiettivo non"), (155.0, "nessuna fase")]),
        (310.0, &[(40.0, "raggiunto"), (155.0, "conclusa")]),
    ];
    let page = with_table(&BEFORE, &after);
    let above = [
        "Finalità",
        "Strategiche",
        "Il fiume come parco",
        "e i suoi argini",
    ];
    assert_in_turn(page.clone(), &above);
    let below = [
        "Obiettivo raggiunto",
        "al 100%",
        "tutte le fasi",
        "concluse entro l'anno",
    ];
    assert_in_turn(page, &below);
}

#[test]
fn rules_beside_labels_without_colons_below_a_table_are_seen() {
    // Values in the middle of their cells: none of their lines stands beside the label's first.
    let after: [(f32, &[(f32, &str)]); 8] = [
        (250.0, &[(40.0, "Vincoli"), (140.0, "la portata")]),
        (268.0, &[(40.0, "Risorse")]),
        (274.0, &[(140.0, "due geometri")]),
        (280.0, &[(40.0, "Umane")]),
        (298.0, &[(40.0, "Risorse")]),
        (304.0, &[(140.0, "il bilancio")]),
        (310.0, &[(40.0, "Finanziarie")]),
        (328.0, &[(40.0, "Note"), (140.0, "nessuna")]),
    ];
    let before: [(f32, &[(f32, &str)]); 5] = [
        (60.0, &[(40.0, "Riferimenti al DUP")]),
        (72.0, &[(40.0, "===")]),
        (92.0, &[(40.0, "Finalità Strategiche")]),
        (104.0, &[(40.0, "Il fiume come parco")]),
        (124.0, &[(40.0, "Descrizione dell'obiettivo")]),
    ];
    let mut page = with_table(&before, &after);
    let levels = [246.0, 264.0, 294.0, 324.0, 342.0];
    page.rules.extend(levels.map(|y| rule(36.0, y, 130.0, y)));
    page.rules
        .extend([36.0, 130.0].map(|x| rule(x, 246.0, x, 342.0)));
    assert_in_turn(
        page,
        &["Risorse", "Umane", "due geometri", "Risorse", "Finanziarie"],
    );
}

#[test]
fn a_label_that_wraps_and_fills_its_cell_tells_where_its_value_begins() {
    let lines: [(f32, &[(f32, &str)]); 6] = [
        (
            60.0,
            &[
                (40.0, "RIFERIMENTI"),
                (97.0, "Indirizzo strategico: il fiume"),
            ],
        ),
        (
            72.0,
            &[(40.0, "AL DUP"), (97.0, "e le sue sponde, dalla foce")],
        ),
        (84.0, &[(97.0, "alla sorgente")]),
        (110.0, &[(200.0, "COMUNE DI VALFIORITA")]),
        (130.0, &[(40.0, "DIRIGENTE"), (150.0, "Nives Tamburlini")]),
        (150.0, &[(40.0, "VINCOLI"), (150.0, "la portata")]),
    ];
    let wanted = [
        "RIFERIMENTI",
        "AL DUP",
        "Indirizzo strategico: il fiume",
        "e le sue sponde, dalla foce",
        "alla sorgente",
    ];
    assert_in_turn(page(1, &lines), &wanted);
}

#[test]
fn labels_in_the_middle_may_stand_beside_values_at_the_top() {
    let lines: [(f32, &[(f32, &str)]); 13] = [
        (60.0, &[(40.0, "Obiettivo"), (150.0, "tutte le fasi")]),
        (72.0, &[(40.0, "raggiunto al")]),
        (84.0, &[(40.0, "100%:")]),
        (99.0, &[(40.0, "Obiettivo non"), (150.0, "nessuna")]),
        (111.0, &[(40.0, "raggiunto:")]),
        (
            126.0,
            &[(40.0, "Indicatori di"), (150.0, "metri di sponda")],
        ),
        (138.0, &[(40.0, "risultato:")]),
        (153.0, &[(40.0, "Vincoli:"), (150.0, "la portata")]),
        (168.0, &[(150.0, "due geometri della squadra")]),
        (
            180.0,
            &[
                (40.0, "Risorse Umane:"),
                (150.0, "degli argini, con gli uffici"),
            ],
        ),
        (192.0, &[(150.0, "della bonifica")]),
        (207.0, &[(40.0, "Risorse"), (150.0, "il bilancio")]),
        (219.0, &[(40.0, "Finanziarie:")]),
    ];
    let wanted = [
        "Vincoli:",
        "la portata",
        "Risorse Umane:",
        "due geometri della squadra",
    ];
    assert_in_turn(page(1, &lines), &wanted);
}

#[test]
fn the_value_of_the_deadline_begins_behind_a_rule() {
    let after: [(f32, &[(f32, &str)]); 2] = [
        (250.0, &[(40.0, "Scadenza finale"), (120.0, "31/12/2024")]),
        (262.0, &[(40.0, "per il raggiungimento")]),
    ];
    let mut page = with_table(&BEFORE, &after);
    page.rules = vec![rule(118.5, 246.0, 118.5, 276.0)];
    assert_in_turn(
        page,
        &["Scadenza finale", "per il raggiungimento", "31/12/2024"],
    );
}

/// A form with the title of a section in a cell left of its labels, in the middle.
fn with_title(title: &str) -> Page {
    let lines: [(f32, &[(f32, &str)]); 7] = [
        (60.0, &[(100.0, "Dirigente:"), (220.0, "Nives Tamburlini")]),
        (
            80.0,
            &[(100.0, "Finalità:"), (220.0, "Il fiume come parco")],
        ),
        (92.0, &[(40.0, title), (220.0, "e i suoi argini")]),
        (110.0, &[(100.0, "Vincoli:"), (220.0, "la portata")]),
        (128.0, &[(100.0, "Risorse Umane:"), (220.0, "due geometri")]),
        (146.0, &[(100.0, "Note:"), (220.0, "in due lotti")]),
        (180.0, &[(40.0, "Il Dirigente")]),
    ];
    page(1, &lines)
}

#[test]
fn a_title_left_of_all_labels_is_of_no_value() {
    let wanted = [
        "Finalità:",
        "Il fiume come parco",
        "e i suoi argini",
        "Vincoli:",
    ];
    assert_in_turn(with_title("SEZIONE I"), &wanted);
    let profiles = Profiles::builtin().unwrap();
    let flow = read_pages([with_title("SEZIONE I")], profiles.fallback().unwrap());
    let mut aside = flow.segments.iter().filter(|s| s.layer == Layer::Caption);
    assert!(aside.any(|segment| flow.text(segment) == "SEZIONE I"));
}

#[test]
fn a_label_left_of_the_others_stays_one() {
    let read = texts(&read(vec![with_title("Settore:")]));
    assert!(
        read.iter().any(|text| text.contains("Settore:")),
        "{read:?}"
    );
}

#[test]
fn phases_are_numbered_left_of_the_labels_around_their_table() {
    let lines: [(f32, &[(f32, &str)]); 8] = [
        (60.0, &[(60.0, "Dirigente:"), (180.0, "Nives Tamburlini")]),
        (80.0, &[(60.0, "Finalità:"), (180.0, "Il fiume come parco")]),
        (98.0, &[(60.0, "Vincoli:"), (180.0, "la portata")]),
        (
            120.0,
            &[
                (40.0, "N."),
                (60.0, "Descrizione"),
                (200.0, "Incidenza %"),
                (300.0, "Monitoraggio"),
                (400.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        ),
        (136.0, &[(40.0, "1"), (60.0, "rilievo"), (200.0, "100%")]),
        (160.0, &[(60.0, "Risorse Umane:"), (180.0, "due geometri")]),
        (178.0, &[(60.0, "Note:"), (180.0, "in due lotti")]),
        (
            196.0,
            &[(60.0, "Risultato atteso:"), (180.0, "sponde sicure")],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Label), ["1"]);
}

#[test]
fn numbers_that_count_labels_are_of_no_value() {
    // Labels set right, the numbers at the bottom of their cells.
    let lines: [(f32, &[(f32, &str)]); 6] = [
        (60.0, &[(90.0, "Finalità"), (140.0, "Il fiume come parco")]),
        (
            72.0,
            &[(40.0, "1"), (70.0, "Strategiche:"), (140.0, "e i suoi")],
        ),
        (84.0, &[(140.0, "argini")]),
        (102.0, &[(40.0, "2"), (90.0, "Vincoli:")]),
        (
            120.0,
            &[
                (40.0, "3"),
                (62.5, "Risorse Umane:"),
                (140.0, "due geometri"),
            ],
        ),
        (
            138.0,
            &[(40.0, "4"), (105.0, "Note:"), (140.0, "in due lotti")],
        ),
    ];
    let read = texts(&read(vec![page(1, &lines)]));
    assert!(
        read.iter().all(|text| !text.contains(['1', '2', '3', '4'])),
        "{read:?}"
    );
}

#[test]
fn labels_of_phases_are_none_of_the_forms_labels() {
    let phase = |n: &'static str| [(40.0, n), (140.0, "Rilievo"), (270.0, "20%")];
    let phases = ["fase 1:", "fase 2:", "fase 3:", "fase 4:", "fase 5:"].map(phase);
    let rows: Vec<(f32, &[(f32, &str)])> = (0..5)
        .map(|n| (86.0 + 24.0 * n as f32, &phases[n][..]))
        .collect();
    let labels = [
        ("Vincoli", "nessuno"),
        ("Risorse Umane", "tutto il personale"),
        ("Risorse Finanziarie", "fondi regionali"),
        ("Note", "obiettivo condiviso"),
    ];
    let pairs = labels.map(|(label, value)| [(40.0, label), (160.0, value)]);
    let below: Vec<(f32, &[(f32, &str)])> = (0..4)
        .map(|n| (240.0 + 18.0 * n as f32, &pairs[n][..]))
        .collect();
    let lines = [made::table(&rows), below].concat();
    let wanted: Vec<&str> = labels.iter().flat_map(|(a, b)| [*a, *b]).collect();
    assert_in_turn(page(1, &lines), &wanted);
}

#[test]
fn words_below_one_another_are_no_values_of_a_label_that_is_whole_on_its_line() {
    // "Collegamento al" over "Valore pubblico:" is a label of the form, too.
    let before: [(f32, &[(f32, &str)]); 3] = [
        (60.0, &[(38.0, "Collegamento al"), (113.0, "DUP: =====")]),
        (
            73.0,
            &[(36.0, "Valore pubblico:"), (115.5, "11 Benessere sociale")],
        ),
        (86.0, &[(36.0, "Note: due lotti")]),
    ];
    assert_in_turn(
        with_table(&before, &[]),
        &[
            "Collegamento al DUP: =====",
            "Valore pubblico: 11 Benessere sociale",
        ],
    );
}

#[test]
fn the_top_of_a_page_goes_on_with_a_value_that_a_rule_parts_from_the_next() {
    let first: [(f32, &[(f32, &str)]); 2] = [
        (700.0, &[(40.0, "Dirigente:"), (160.0, "Nives Tamburlini")]),
        (
            720.0,
            &[(40.0, "Finalità:"), (160.0, "Il fiume come parco di un")],
        ),
    ];
    let second: [(f32, &[(f32, &str)]); 4] = [
        (40.0, &[(160.0, "territorio, con i suoi argini.")]),
        (52.0, &[(160.0, "Si intende farlo in due lotti.")]),
        (70.0, &[(40.0, "Vincoli:"), (160.0, "la portata")]),
        (88.0, &[(40.0, "Note:"), (160.0, "nessuna")]),
    ];
    let ruled = |lines: &[(f32, &[(f32, &str)])], number: u32, heights: &[f32]| {
        let mut page = page(number, lines);
        for pair in heights.windows(2) {
            page.rules.push(rule(30.0, pair[1], 560.0, pair[1]));
            for x in [30.0, 150.0, 560.0] {
                page.rules.push(rule(x, pair[0], x, pair[1]));
            }
        }
        page
    };
    let pages = vec![
        ruled(&first, 1, &[696.0, 715.0, 760.0]),
        ruled(&second, 2, &[30.0, 66.0, 84.0, 102.0]),
    ];
    let read = texts(&read(pages));
    let wanted = [
        "Finalità:",
        "Il fiume come parco di un",
        "territorio, con i suoi argini.",
        "Si intende farlo in due lotti.",
        "Vincoli:",
        "la portata",
    ];
    assert!(read.windows(wanted.len()).any(|w| w == wanted), "{read:#?}");
}

#[test]
fn the_second_label_of_a_row_may_wrap_in_its_cell() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[
                    (40.0, "Risultati attesi"),
                    (140.0, "Il ponte è"),
                    (300.0, "Data di"),
                    (400.0, "30/11/2025"),
                ],
            ),
            (62.0, &[(140.0, "aperto"), (300.0, "conclusione")]),
        ],
    )]);
    let expected = [
        "Risultati attesi",
        "Il ponte è aperto",
        "Data di conclusione",
        "30/11/2025",
    ];
    assert_eq!(blocks(&flow), expected);
}
