//! The rules of geometry on made-up pages: what stands where becomes what is read
//! in which order.

use crate::made::{column, furniture, page, read, rule, texts, word_at};
use proptest::prelude::*;
use schede_layout::read_text;
use schede_model::page::{Page, Word};
use schede_model::{Column, Layer};
use schede_profile::Profiles;

#[test]
fn a_label_that_wraps_beside_its_value_is_read_before_it() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[(40.0, "Dirigente:"), (140.0, "Arch. Nives Tamburlini")],
            ),
            (70.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (
                90.0,
                &[(40.0, "Finalità"), (140.0, "Collegare i due rioni")],
            ),
            (
                102.0,
                &[(40.0, "Strategiche:"), (140.0, "per chi va a piedi")],
            ),
        ],
    )]);
    let read = texts(&flow);
    let end = &read[read.len() - 4..];
    assert_eq!(
        end,
        [
            "Finalità",
            "Strategiche:",
            "Collegare i due rioni",
            "per chi va a piedi"
        ]
    );
}

#[test]
fn a_line_that_names_its_page_is_no_text_however_near_it_stands() {
    let flow = read(vec![page(
        2,
        &[
            (50.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (62.0, &[(140.0, "e livello della falda")]),
            (74.0, &[(140.0, "nei mesi di piena")]),
            (114.0, &[(40.0, "Note:"), (140.0, "in due lotti")]),
            (126.0, &[(300.0, "Pagina 2")]),
        ],
    )]);
    assert_eq!(furniture(&flow), ["Pagina 2"]);
}

#[test]
fn values_begin_where_most_of_them_do() {
    // The last label is longer than the others' cells.
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[(40.0, "Dirigente:"), (140.0, "Arch. Nives Tamburlini")],
            ),
            (70.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (
                90.0,
                &[(40.0, "Finalità"), (140.0, "Collegare i due rioni")],
            ),
            (
                102.0,
                &[(40.0, "Strategiche:"), (140.0, "per chi va a piedi")],
            ),
            (
                122.0,
                &[(40.0, "Indicatori di risultato:"), (190.0, "metri rifatti")],
            ),
        ],
    )]);
    assert_eq!(
        texts(&flow)[4..8],
        [
            "Finalità",
            "Strategiche:",
            "Collegare i due rioni",
            "per chi va a piedi",
        ]
    );
}

#[test]
fn centred_labels_stand_beside_centred_values() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(80.0, "Dirigente:"), (330.0, "Nives Tamburlini")]),
            (
                70.0,
                &[
                    (70.0, "Vincoli:"),
                    (300.0, "portata del torrente in autunno"),
                ],
            ),
            (
                90.0,
                &[(60.0, "Risorse Umane:"), (320.0, "personale tecnico")],
            ),
            (
                110.0,
                &[(
                    250.0,
                    "Collegare i due rioni per chi va a piedi e in bicicletta",
                )],
            ),
            (
                122.0,
                &[(50.0, "Finalità Strategiche:"), (340.0, "nel triennio")],
            ),
        ],
    )]);
    let read = texts(&flow);
    let end = &read[read.len() - 3..];
    assert_eq!(
        end,
        [
            "Finalità Strategiche:",
            "Collegare i due rioni per chi va a piedi e in bicicletta",
            "nel triennio"
        ]
    );
}

#[test]
fn a_line_that_two_pages_print_is_a_repeat() {
    let cut = "portata del torrente nei mesi di piena e di magra";
    let flow = read(vec![
        page(
            1,
            &[
                (50.0, &[(40.0, "Vincoli: lavori in alveo e")]),
                (62.0, &[(40.0, cut)]),
            ],
        ),
        page(
            2,
            &[
                (50.0, &[(40.0, cut)]),
                (62.0, &[(40.0, "secondo il parere.")]),
            ],
        ),
    ]);
    let repeats = flow.segments.iter().filter(|s| s.layer == Layer::Repeat);
    assert_eq!(repeats.map(|s| flow.text(s)).collect::<Vec<_>>(), [cut]);
}

const GRID: &str = "
                                  Descrizione                     Incidenza %   Monitoraggio   Scadenze previste

     fase 1:      Rilievo delle sponde del torrente               30%           OK             31/03/2024

     fase 2:      Raggiungimento del target di circa 8.156 utenti 65%           OK             30/11/2024
                  nel quartiere

     fase 3:      Collaudo                                        5%                           15/12/2024

                                                                 100%
";

#[test]
fn a_weight_that_a_full_description_pushed_aside_is_a_weight() {
    let profiles = Profiles::builtin().unwrap();
    let flow = read_text(GRID, profiles.fallback().unwrap());
    assert_eq!(column(&flow, Column::Weight)[..3], ["30%", "65%", "5%"]);
    assert_eq!(
        column(&flow, Column::Description)[1],
        "Raggiungimento del target di circa 8.156 utenti nel quartiere"
    );
}

#[test]
fn several_empty_lines_are_one_where_blanks_keep_columns() {
    let profiles = Profiles::builtin().unwrap();
    let torn = GRID.replace(
        "utenti 65%           OK             30/11/2024\n",
        "utenti 65%           OK             30/11/2024\n\n\n\n\n",
    );
    let flow = read_text(&torn, profiles.fallback().unwrap());
    assert_eq!(
        column(&flow, Column::Description)[1],
        "Raggiungimento del target di circa 8.156 utenti nel quartiere"
    );
}

#[test]
fn a_letter_torn_off_a_head_joins_it_again() {
    let profiles = Profiles::builtin().unwrap();
    let torn = GRID.replacen(
        "Incidenza %   Monitoraggio   Scadenze previste",
        "Incidenza     M              Scadenze previste\n                                                                                %onitoraggio",
        1,
    );
    let flow = read_text(&torn, profiles.fallback().unwrap());
    assert_eq!(column(&flow, Column::Monitoring)[..2], ["OK", "OK"]);
}

const HEAD: (f32, &[(f32, &str)]) = (
    40.0,
    &[
        (40.0, "Descrizione"),
        (300.0, "Incidenza %"),
        (370.0, "Monitoraggio"),
        (450.0, "Scadenze previste"),
    ],
);

#[test]
fn a_head_over_the_phase_labels_is_that_of_the_descriptions_too() {
    // The gutter behind the labels is as free as the one before the weights.
    let flow = read(vec![page(
        1,
        &[
            HEAD,
            (
                60.0,
                &[
                    (40.0, "fase 1:"),
                    (120.0, "Rilievo delle sponde e delle pile"),
                    (310.0, "30 %"),
                    (370.0, "OK"),
                ],
            ),
            (
                80.0,
                &[
                    (40.0, "fase 2:"),
                    (120.0, "Progetto esecutivo della passerella"),
                    (310.0, "70 %"),
                    (370.0, "OK"),
                ],
            ),
            (100.0, &[(308.0, "100 %")]),
        ],
    )]);
    assert_eq!(
        column(&flow, Column::Description),
        [
            "Rilievo delle sponde e delle pile",
            "Progetto esecutivo della passerella"
        ]
    );
    assert_eq!(column(&flow, Column::Weight), ["30 %", "70 %", "100 %"]);
}

#[test]
fn a_phase_label_may_wrap_in_its_narrow_cell() {
    let flow = read(vec![page(
        1,
        &[
            HEAD,
            (
                60.0,
                &[
                    (40.0, "fase"),
                    (70.0, "Rilievo delle sponde e"),
                    (310.0, "30%"),
                ],
            ),
            (72.0, &[(45.0, "1:"), (70.0, "delle pile del ponte")]),
            (
                90.0,
                &[(40.0, "fase"), (70.0, "Progetto esecutivo"), (310.0, "70%")],
            ),
            (102.0, &[(45.0, "2:")]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
    assert_eq!(
        column(&flow, Column::Description),
        [
            "Rilievo delle sponde e delle pile del ponte",
            "Progetto esecutivo"
        ]
    );
}

#[test]
fn the_deadline_may_stand_in_the_cell_before_its_label() {
    let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
    let flow = read(vec![page(
        1,
        &[
            HEAD,
            (
                60.0,
                &[
                    (40.0, "fase 1:"),
                    (120.0, "Rilievo delle sponde"),
                    (310.0, "100%"),
                ],
            ),
            (80.0, &[(60.0, "31/12/2024"), (200.0, label)]),
        ],
    )]);
    let read = texts(&flow);
    assert_eq!(read[read.len() - 2..], [label, "31/12/2024"]);
}

#[test]
fn a_rule_between_label_and_value_parts_them() {
    // Labels and values are centred and fill their cells: only the rules tell.
    let mut page = page(
        1,
        &[
            (40.0, &[(70.0, "Dirigente:"), (330.0, "Nives Tamburlini")]),
            (70.0, &[(187.0, "Collegare i due rioni per chi va a piedi")]),
            (
                82.0,
                &[
                    (50.0, "Descrizione dell'obiettivo:"),
                    (185.5, "e in bicicletta, anche la sera e d'inverno"),
                ],
            ),
            (94.0, &[(300.0, "senza pericolo")]),
        ],
    );
    for (top, bottom) in [(38.0, 54.0), (66.0, 108.0)] {
        for x in [30.0, 184.0, 560.0] {
            page.rules.push(rule(x, top, x, bottom));
        }
        page.rules.push(rule(30.0, top, 560.0, top));
        page.rules.push(rule(30.0, bottom, 560.0, bottom));
    }
    assert_eq!(
        texts(&read(vec![page])),
        [
            "Dirigente:",
            "Nives Tamburlini",
            "Descrizione dell'obiettivo:",
            "Collegare i due rioni per chi va a piedi",
            "e in bicicletta, anche la sera e d'inverno",
            "senza pericolo",
        ]
    );
}

#[test]
fn a_value_may_begin_with_a_word_of_one_narrow_letter() {
    let mut page = page(
        1,
        &[
            (50.0, &[(40.0, "Dirigente:"), (250.0, "Nives Tamburlini")]),
            (70.0, &[(40.0, "Vincoli:"), (250.0, "portata del torrente")]),
            (90.0, &[(250.0, "Collegare i rioni e")]),
            (
                102.0,
                &[(40.0, "Finalità Strategiche:"), (254.0, "due ponti")],
            ),
        ],
    );
    page.words.push(word_at("i", 250.0, 102.0, 1.5));
    let read = texts(&read(vec![page]));
    let end = &read[read.len() - 3..];
    assert_eq!(
        end,
        [
            "Finalità Strategiche:",
            "Collegare i rioni e",
            "i due ponti"
        ]
    );
}

#[test]
fn a_centred_title_goes_on_above_labels_and_values() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(40.0, "Dirigente:"), (150.0, "Nives Tamburlini")]),
            (
                70.0,
                &[(
                    91.0,
                    "Obiettivo: A) Rifacimento della passerella sul torrente",
                )],
            ),
            (82.0, &[(182.0, "e delle sue rampe")]),
            (
                102.0,
                &[
                    (40.0, "Vincoli:"),
                    (
                        150.0,
                        "portata del torrente nei mesi di autunno e di primavera",
                    ),
                ],
            ),
            (
                122.0,
                &[(40.0, "Risorse Umane:"), (150.0, "personale tecnico")],
            ),
        ],
    )]);
    let all = texts(&flow);
    let title = all.iter().position(|t| t == "e delle sue rampe").unwrap();
    assert!(all[title - 1].starts_with("Obiettivo"), "{all:?}");
}

#[test]
fn a_label_that_the_page_cuts_goes_on_with_its_first_words() {
    let pairs: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
        (
            60.0,
            &[(40.0, "Risorse Umane:"), (140.0, "personale tecnico")],
        ),
        (
            80.0,
            &[(40.0, "Obiettivo non"), (140.0, "passerella ancora chiusa")],
        ),
    ];
    let next: &[(f32, &[(f32, &str)])] = &[
        (40.0, &[(40.0, "raggiunto:")]),
        (
            60.0,
            &[(40.0, "Note:"), (140.0, "nessuna, il cantiere è aperto")],
        ),
    ];
    let flow = read(vec![page(1, pairs), page(2, next)]);
    let read = texts(&flow);
    assert_eq!(
        read[4..7],
        ["Obiettivo non", "raggiunto:", "passerella ancora chiusa"]
    );
}

#[test]
fn labels_and_values_at_other_heights_stand_apart() {
    // Centred in two columns, and no label beside the first line of its value.
    let flow = read(vec![page(
        1,
        &[
            (44.0, &[(60.0, "Dirigente:")]),
            (40.0, &[(200.0, "Arch. Nives Tamburlini,")]),
            (48.0, &[(230.0, "servizio tecnico")]),
            (78.0, &[(50.0, "Risorse Umane:")]),
            (74.0, &[(210.0, "personale tecnico e")]),
            (82.0, &[(230.0, "volontari del rione")]),
            (112.0, &[(65.0, "Vincoli:")]),
            (108.0, &[(205.0, "portata del torrente")]),
            (116.0, &[(240.0, "in autunno")]),
        ],
    )]);
    assert_eq!(
        texts(&flow),
        [
            "Dirigente:",
            "Arch. Nives Tamburlini,",
            "servizio tecnico",
            "Risorse Umane:",
            "personale tecnico e",
            "volontari del rione",
            "Vincoli:",
            "portata del torrente",
            "in autunno",
        ]
    );
}

#[test]
fn a_head_aligned_at_the_bottom_has_its_first_column_last() {
    let flow = read(vec![page(
        1,
        &[
            (
                40.0,
                &[
                    (300.0, "Incidenza"),
                    (370.0, "Monitoraggio al"),
                    (460.0, "Scadenze"),
                    (530.0, "Raggiungimento"),
                ],
            ),
            (
                52.0,
                &[
                    (40.0, "Descrizione"),
                    (300.0, "%"),
                    (370.0, "30/09/2024"),
                    (460.0, "previste"),
                    (530.0, "Obiettivo"),
                ],
            ),
            (
                72.0,
                &[
                    (40.0, "fase 1:"),
                    (90.0, "Rilievo delle sponde"),
                    (300.0, "100%"),
                ],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:"]);
    assert_eq!(column(&flow, Column::Weight), ["100%"]);
}

#[test]
fn lines_set_wide_are_one_label() {
    // One and a half lines of a face with a high line: 1.83 em.
    let flow = read(vec![page(
        1,
        &[
            (40.0, &[(40.0, "Dirigente:"), (160.0, "Nives Tamburlini")]),
            (65.0, &[(40.0, "Vincoli:"), (160.0, "nessuno")]),
            (
                90.0,
                &[(40.0, "Obiettivo non"), (160.0, "ponte ancora chiuso")],
            ),
            (108.3, &[(40.0, "raggiunto:")]),
        ],
    )]);
    let read = texts(&flow);
    assert_eq!(
        read[4..],
        ["Obiettivo non", "raggiunto:", "ponte ancora chiuso"]
    );
}

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        20 => -50.0f32..900.0,
        1 => Just(f32::NAN),
        1 => Just(f32::INFINITY),
        1 => Just(-1.0e30f32),
        1 => Just(0.0f32),
    ]
}

fn any_word() -> impl Strategy<Value = Word> {
    let text = prop_oneof![
        Just("fase"),
        Just("1:"),
        Just("2:"),
        Just("Descrizione"),
        Just("Incidenza"),
        Just("%"),
        Just("Scadenze"),
        Just("Monitoraggio"),
        Just("30%"),
        Just("OK"),
        Just("31/12/2024"),
        Just("Vincoli:"),
        Just("Obiettivo:"),
        Just("A)"),
        Just("parola"),
        Just("Tempistica:"),
        Just("è"),
        Just("M"),
        Just("%onitoraggio"),
    ];
    (text, number(), number(), number()).prop_map(|(text, x, y, width)| word_at(text, x, y, width))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Words anywhere, of any size: no panic, and every word in the flow once.
    #[test]
    fn no_page_loses_a_word(
        pages in prop::collection::vec(prop::collection::vec(any_word(), 0..60), 1..4)
    ) {
        let mut wanted: Vec<String> = pages.iter().flatten().map(|w| w.text.to_string()).collect();
        let pages = pages.into_iter().zip(1..).map(|(words, number)| Page {
            number,
            width: 600.0,
            height: 800.0,
            words,
            ..Page::default()
        });
        let flow = read(pages.collect());
        let text: String = flow.segments.iter().map(|s| flow.text(s)).collect();
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut all: Vec<char> = wanted.drain(..).flat_map(|w| w.chars().collect::<Vec<_>>()).collect();
        letters.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(letters, all);
    }
}

/// The random test above found this page.
#[test]
fn a_word_far_below_the_head_of_the_numbers_is_read_once() {
    let flow = read(vec![Page {
        number: 1,
        width: 600.0,
        height: 800.0,
        words: vec![
            word_at("parola", 494.9, 557.4, 414.6),
            word_at("Scadenze", 621.3, 518.1, 0.0),
            word_at("%", 0.0, 555.8, 0.0),
            word_at("fase", 0.0, 0.0, f32::NAN),
            word_at("2:", 0.0, 724.3, 0.0),
            word_at("Descrizione", 775.0, 522.3, 0.0),
        ],
        ..Page::default()
    }]);
    assert_eq!(texts(&flow).iter().filter(|t| **t == "%").count(), 1);
}

/// So was this one.
#[test]
fn words_that_overlap_in_a_row_of_values_are_read_once() {
    let flow = read(vec![Page {
        number: 1,
        width: 600.0,
        height: 800.0,
        words: vec![
            word_at("30%", 455.41, f32::NAN, 0.0),
            word_at("Descrizione", 0.0, -23.871876, 0.0),
            word_at("Scadenze", 0.0, -31.07456, f32::NAN),
            word_at("è", 0.0, 0.0, 706.64),
            word_at("30%", 286.6963, 0.0, 0.0),
            word_at("A)", 262.2792, -25.248892, 0.0),
            word_at("30%", 0.0, 0.0, 0.0),
            word_at("fase", 0.0, 0.0, 0.0),
        ],
        ..Page::default()
    }]);
    let all = texts(&flow).concat();
    assert_eq!(all.matches("30%").count(), 3, "{all}");
}

#[test]
fn the_deadline_in_the_middle_of_the_page_is_no_value_of_the_label_below() {
    let flow = read(vec![page(
        1,
        &[
            (
                20.0,
                &[
                    (40.0, "Descrizione"),
                    (160.0, "Incidenza %"),
                    (260.0, "Monitoraggio"),
                    (360.0, "Scadenze"),
                    (450.0, "Raggiungimento Obiettivo"),
                ],
            ),
            (
                40.0,
                &[(40.0, "fase 1:"), (90.0, "Rilievo"), (160.0, "100%")],
            ),
            (
                60.0,
                &[
                    (
                        160.0,
                        "Scadenza finale per il raggiungimento dell'obiettivo:",
                    ),
                    (480.0, "31/12/2024"),
                ],
            ),
            (80.0, &[(40.0, "Risultato")]),
            (86.0, &[(300.0, "due rioni collegati")]),
            (92.0, &[(44.0, "atteso:")]),
            (
                110.0,
                &[(40.0, "Vincoli:"), (310.0, "portata del torrente")],
            ),
            (
                130.0,
                &[(40.0, "Risorse Umane:"), (290.0, "personale del servizio")],
            ),
            (150.0, &[(40.0, "Note:"), (330.0, "nessuna nota")]),
        ],
    )]);
    let all = texts(&flow);
    let at = all.iter().position(|t| t == "31/12/2024").unwrap();
    assert!(all[at - 1].starts_with("Scadenza finale"), "{all:?}");
    assert_eq!(all[at + 3], "due rioni collegati", "{all:?}");
}
