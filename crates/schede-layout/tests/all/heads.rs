//! Running heads and repeated table heads on made-up pages: which lines at a page's
//! end are of the page, which of the form.

use crate::made::{column, furniture, page, read, texts};
use schede_model::{Column, Flow, Layer};

#[test]
fn a_centred_label_ends_a_table_whose_head_is_repeated() {
    let head: &[(f32, &str)] = &[
        (140.0, "Descrizione"),
        (260.0, "Incidenza %"),
        (340.0, "Monitoraggio"),
        (420.0, "Scadenze"),
        (490.0, "Raggiungimento Obiettivo"),
    ];
    let phase: &[(f32, &str)] = &[(40.0, "fase 1:"), (140.0, "Rilievo"), (260.0, "50%")];
    let first = page(
        1,
        &[
            (50.0, head),
            (70.0, phase),
            (
                90.0,
                &[(40.0, "Obiettivo raggiunto al 100%:"), (330.0, "due rioni")],
            ),
            (
                110.0,
                &[(70.0, "Risorse Umane:"), (300.0, "personale del servizio")],
            ),
            (
                130.0,
                &[(60.0, "Risorse Finanziarie:"), (310.0, "fondi di bilancio")],
            ),
        ],
    );
    let second = page(
        2,
        &[
            (50.0, head),
            (70.0, &[(85.0, "Vincoli:"), (310.0, "portata del torrente")]),
            (90.0, &[(60.0, "Risorse Umane:"), (330.0, "personale")]),
            (
                110.0,
                &[(60.0, "Risorse Finanziarie:"), (310.0, "fondi di bilancio")],
            ),
        ],
    );
    let all = texts(&read(vec![first, second]));
    let at = all.iter().position(|t| t == "Vincoli:").unwrap();
    assert_eq!(
        all[at + 1..at + 3],
        ["portata del torrente", "Risorse Umane:"]
    );
}

#[test]
fn a_running_head_may_begin_like_a_column_head() {
    let page_of = |number: u32, text: &str| {
        page(
            number,
            &[
                (20.0, &[(40.0, "Monitoraggio obiettivi 2025")]),
                (60.0, &[(40.0, text)]),
                (72.0, &[(40.0, "Va rifatta per chi va a piedi.")]),
                (84.0, &[(40.0, "I lavori durano otto mesi.")]),
                (96.0, &[(40.0, "Il ponte resta aperto.")]),
            ],
        )
    };
    let flow = read(vec![page_of(1, "Piano."), page_of(2, "Passerella.")]);
    assert_eq!(furniture(&flow).len(), 2);
}

#[test]
fn the_highest_word_of_a_repeated_table_head_is_no_running_head() {
    let page_of = |number: u32, phase: &str| {
        page(
            number,
            &[
                (20.0, &[(340.0, "Monitoraggi")]),
                (
                    32.0,
                    &[
                        (140.0, "Descrizione"),
                        (260.0, "Incidenza %"),
                        (340.0, "o al 30/09/2024"),
                        (420.0, "Scadenze"),
                        (490.0, "Raggiungimento Obiettivo"),
                    ],
                ),
                (
                    60.0,
                    &[
                        (40.0, phase),
                        (140.0, "Rilievo"),
                        (260.0, "50%"),
                        (340.0, "OK"),
                    ],
                ),
            ],
        )
    };
    let flow = read(vec![page_of(1, "fase 1:"), page_of(2, "fase 2:")]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
    assert_eq!(furniture(&flow).len(), 0);
}

#[test]
fn a_running_head_close_to_the_content_is_known_from_the_page_before() {
    let head = |y: f32| -> Vec<(f32, Vec<(f32, &str)>)> {
        vec![
            (20.0, vec![(240.0, "Piano integrato 2025")]),
            (y, vec![(40.0, "La passerella è chiusa dal 2021.")]),
            (y + 12.0, vec![(40.0, "Va rifatta per chi va a piedi.")]),
            (y + 24.0, vec![(40.0, "I lavori durano otto mesi.")]),
            (y + 36.0, vec![(40.0, "Il ponte resta aperto.")]),
        ]
    };
    let page_of = |number: u32, y: f32| {
        let lines = head(y);
        let lines: Vec<_> = lines.iter().map(|(y, t)| (*y, t.as_slice())).collect();
        page(number, &lines)
    };
    let flow = read(vec![page_of(1, 50.0), page_of(2, 50.0), page_of(3, 33.0)]);
    assert_eq!(furniture(&flow).len(), 3);
}

#[test]
fn the_last_line_of_a_cell_is_no_page_number() {
    // The number of the page is among the numbers of the line.
    let flow = read(vec![page(
        4,
        &[
            (40.0, &[(40.0, "Rilievo delle sponde")]),
            (700.0, &[(40.0, "Progetto della passerella")]),
            (736.0, &[(40.0, "Collaudo come da nota")]),
            (748.0, &[(40.0, "prot. n. 45 del 03/04/2024")]),
        ],
    )]);
    assert_eq!(texts(&flow).len(), 4);
    assert!(flow.segments.iter().all(|s| s.layer == Layer::Body));
}

#[test]
fn a_phase_label_that_wraps_below_a_head_is_none_of_its_words() {
    let head: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (260.0, "Incidenza %"),
        (340.0, "Monitoraggio"),
        (420.0, "Scadenze"),
        (490.0, "Raggiungimento Obiettivo"),
    ];
    let flow = read(vec![page(
        1,
        &[
            (50.0, head),
            (62.0, &[(40.0, "fase")]),
            (74.0, &[(42.0, "1:"), (100.0, "Rilievo"), (260.0, "60%")]),
            (90.0, &[(40.0, "fase")]),
            (102.0, &[(42.0, "2:"), (100.0, "Rampe"), (260.0, "40%")]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Label), ["fase 1:", "fase 2:"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
}

#[test]
fn a_label_whose_value_stands_between_its_lines_is_no_column_head() {
    let flow = read(vec![page(
        1,
        &[
            (20.0, &[(40.0, "Vincoli:"), (160.0, "portata del torrente")]),
            (32.0, &[(40.0, "Dirigente:"), (160.0, "Nives Tamburlini")]),
            (50.0, &[(40.0, "Descrizione")]),
            (56.0, &[(160.0, "La passerella va rifatta")]),
            (62.0, &[(40.0, "dell'obiettivo:")]),
            (80.0, &[(340.0, "Monitoraggio"), (420.0, "Scadenze")]),
            (
                86.0,
                &[
                    (90.0, "Descrizione"),
                    (260.0, "Incidenza %"),
                    (480.0, "Raggiungimento"),
                ],
            ),
            (
                92.0,
                &[
                    (340.0, "al 30/09/2024"),
                    (420.0, "previste"),
                    (480.0, "Obiettivo"),
                ],
            ),
            (
                120.0,
                &[
                    (40.0, "fase 1:"),
                    (90.0, "Rilievo"),
                    (260.0, "60%"),
                    (340.0, "OK"),
                ],
            ),
        ],
    )]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert_eq!(column(&flow, Column::Weight), ["60%"]);
    let all = texts(&flow);
    let at = all.iter().position(|t| t == "Descrizione").unwrap();
    assert_eq!(all[at + 1], "dell'obiettivo:");
}

#[test]
fn the_rows_of_a_sheets_head_repeated_on_its_next_page_are_no_text() {
    // On the first page a reference stands above them.
    let body = (40.0, "COMUNE DI VALFIORITA");
    let unit = (40.0, "SETTORE LAVORI PUBBLICI");
    let first = page(
        1,
        &[
            (20.0, &[(40.0, "Riferimenti al DUP: ===")]),
            (32.0, &[body]),
            (44.0, &[unit]),
            (
                56.0,
                &[(40.0, "Obiettivo: A) Rifacimento della passerella")],
            ),
            (68.0, &[(40.0, "Vincoli: portata del torrente")]),
        ],
    );
    let second = page(
        2,
        &[
            (20.0, &[body]),
            (32.0, &[unit]),
            (44.0, &[(40.0, "Risorse Umane: personale tecnico")]),
            (56.0, &[(40.0, "Risorse Finanziarie: fondi di bilancio")]),
        ],
    );
    let flow = read(vec![first, second]);
    assert_eq!(furniture(&flow).len(), 2);
}

#[test]
fn the_name_of_a_unit_within_a_text_is_text_at_the_top_of_a_page_too() {
    let unit = "SETTORE LAVORI PUBBLICI";
    let first = page(
        1,
        &[
            (20.0, &[(40.0, "COMUNE DI VALFIORITA")]),
            (32.0, &[(40.0, unit)]),
            (
                44.0,
                &[(40.0, "Obiettivo: A) Rifacimento della passerella")],
            ),
            (
                56.0,
                &[(40.0, "Risorse Umane:"), (140.0, "personale tecnico del")],
            ),
        ],
    );
    let second = page(
        2,
        &[
            (20.0, &[(140.0, unit)]),
            (32.0, &[(40.0, "Risorse Finanziarie: fondi di bilancio")]),
            (44.0, &[(40.0, "Note: in due lotti")]),
        ],
    );
    let flow = read(vec![first, second]);
    assert_eq!(furniture(&flow).len(), 0);
}

#[test]
fn a_running_head_that_names_the_body_is_known_above_a_label_that_wraps() {
    let head = (40.0, "COMUNE DI VALFIORITA - Piano 2025");
    let page_of = |number: u32, lines: &[(f32, &[(f32, &str)])]| {
        let head = [head];
        let mut all: Vec<(f32, &[(f32, &str)])> = vec![(20.0, &head)];
        all.extend(lines);
        page(number, &all)
    };
    let a: &[(f32, &str)] = &[(40.0, "La passerella è chiusa dal 2021.")];
    let b: &[(f32, &str)] = &[(40.0, "Va rifatta per chi va a piedi.")];
    let label: &[(f32, &str)] = &[(40.0, "Obiettivo")];
    let rest: &[(f32, &str)] = &[(40.0, "raggiunto al 100%:"), (200.0, "due rioni")];
    let first = page_of(1, &[(60.0, a), (72.0, b)]);
    let second = page_of(2, &[(60.0, b), (72.0, a)]);
    let third = page_of(3, &[(34.0, a), (46.0, label), (58.0, rest)]);
    let flow = read(vec![first, second, third]);
    assert_eq!(furniture(&flow).len(), 3);
}

/// Three pages whose first lines are `outer` and `inner`, close above the text.
fn three(outer: [&str; 3], inner: &str) -> Flow<'static> {
    let words = ["uno", "due", "tre"];
    let pages = outer.iter().zip(words).zip(1..).map(|((outer, word), n)| {
        let line = format!("testo {word} della pagina");
        page(
            n,
            &[
                (30.0, &[(50.0, outer)]),
                (42.0, &[(50.0, inner)]),
                (54.0, &[(50.0, line.as_str())]),
                (66.0, &[(50.0, word)]),
            ],
        )
    });
    read(pages.collect())
}

#[test]
fn a_line_at_the_edge_of_two_pages_is_doubtful() {
    let flow = three(
        ["Comune di Borgo", "Servizio primo", "Comune di Borgo"],
        "Piano integrato - pagina",
    );
    let edges: Vec<&str> = flow
        .edges
        .iter()
        .map(|n| &*flow.lines[*n as usize].text)
        .collect();
    let head = "Piano integrato - pagina";
    assert_eq!(edges, ["Comune di Borgo", head, "Comune di Borgo", head]);
    assert!(furniture(&flow).is_empty());
}

#[test]
fn a_line_that_says_it_is_a_page_number_need_not_count_from_one() {
    let lines = |foot| {
        page(
            3,
            &[
                (50.0, &[(50.0, "Vincoli: nessuno")][..]),
                (62.0, &[(50.0, foot)]),
            ],
        )
    };
    assert_eq!(
        furniture(&read(vec![lines("Pag. 75 di 214")])),
        ["Pag. 75 di 214"]
    );
    assert!(furniture(&read(vec![lines("75 utenti")])).is_empty());
}

/// The cell of each text of a table.
fn placed(flow: &schede_model::Flow<'_>, text: &str) -> Option<Column> {
    let segment = flow.segments.iter().find(|s| flow.text(s) == text)?;
    segment.place.map(|place| place.column)
}

#[test]
fn a_column_head_may_wrap_between_words_that_are_no_head_alone() {
    let flow = read(vec![page(
        1,
        &[
            (40.0, &[(285.0, "Stato di")]),
            (52.0, &[(275.0, "attuazione al"), (380.0, "Scadenze")]),
            (
                64.0,
                &[
                    (100.0, "Descrizione"),
                    (200.0, "Peso"),
                    (280.0, "30/09/2024"),
                    (380.0, "previste"),
                    (460.0, "Esito"),
                ],
            ),
            (
                80.0,
                &[
                    (40.0, "fase 1:"),
                    (100.0, "Rilievo"),
                    (200.0, "50%"),
                    (295.0, "OK"),
                    (375.0, "14/07/2026"),
                    (460.0, "Raggiunto"),
                ],
            ),
        ],
    )]);
    assert_eq!(placed(&flow, "Stato di"), Some(Column::Head));
    assert_eq!(placed(&flow, "OK"), Some(Column::Monitoring));
    assert_eq!(placed(&flow, "14/07/2026"), Some(Column::Due));
}

#[test]
fn the_date_below_a_head_need_not_be_centred_as_that_is() {
    let flow = read(vec![page(
        1,
        &[
            (
                40.0,
                &[
                    (100.0, "Descrizione"),
                    (200.0, "Peso"),
                    (280.0, "Monitoraggio al"),
                    (380.0, "Scadenze previste"),
                    (490.0, "Esito"),
                ],
            ),
            (52.0, &[(272.0, "30/09/2024")]),
            (
                64.0,
                &[(40.0, "fase 1:"), (100.0, "Rilievo"), (200.0, "50%")],
            ),
        ],
    )]);
    assert_eq!(placed(&flow, "30/09/2024"), Some(Column::Head));
}

#[test]
fn a_head_that_the_page_cuts_goes_on_on_the_next_page() {
    let first = page(
        1,
        &[(
            700.0,
            &[
                (100.0, "Descrizione"),
                (200.0, "Peso"),
                (280.0, "Monitoraggio al"),
                (380.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        )],
    );
    let second = page(
        2,
        &[
            (40.0, &[(285.0, "30/09/2024"), (380.0, "previste")]),
            (
                60.0,
                &[
                    (40.0, "fase 1:"),
                    (100.0, "Rilievo"),
                    (200.0, "50%"),
                    (380.0, "14/07/2026"),
                ],
            ),
        ],
    );
    let flow = read(vec![first, second]);
    assert_eq!(placed(&flow, "previste"), Some(Column::Head));
    assert_eq!(column(&flow, Column::Due), ["14/07/2026"]);
    assert_eq!(column(&flow, Column::Monitoring), [""; 0]);
}

#[test]
fn a_head_set_wide_in_narrow_cells_may_have_five_lines() {
    let flow = read(vec![page(
        1,
        &[
            (40.0, &[(380.0, "Scaden")]),
            (
                57.0,
                &[(200.0, "Inci"), (250.0, "Monitoraggi"), (380.0, "ze")],
            ),
            (
                74.0,
                &[
                    (200.0, "den"),
                    (250.0, "o al"),
                    (380.0, "previst"),
                    (440.0, "Raggiungimento"),
                ],
            ),
            (
                91.0,
                &[
                    (100.0, "Descrizione"),
                    (200.0, "za %"),
                    (250.0, "30/09/2024"),
                    (380.0, "e"),
                    (440.0, "Obiettivo"),
                ],
            ),
            (
                110.0,
                &[(40.0, "fase 1:"), (100.0, "Rilievo"), (200.0, "50%")],
            ),
        ],
    )]);
    assert_eq!(placed(&flow, "Descrizione"), Some(Column::Head));
    assert_eq!(column(&flow, Column::Description), ["Rilievo"]);
}

#[test]
fn a_label_that_wraps_at_the_top_of_several_pages_is_no_running_head() {
    let page_of = |number: u32, text: &str| {
        page(
            number,
            &[
                (20.0, &[(40.0, "Risorse")]),
                (26.0, &[(140.0, "Assegnate con il PEG")]),
                (32.0, &[(40.0, "Finanziarie:")]),
                (60.0, &[(40.0, text)]),
            ],
        )
    };
    let flow = read(vec![page_of(1, "Piano."), page_of(2, "Passerella.")]);
    assert_eq!(furniture(&flow), [""; 0]);
}

#[test]
fn the_caption_may_stand_beside_the_second_line_of_a_head() {
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (
            50.0,
            &[
                (40.0, "Tempistica:"),
                (200.0, "Descrizione"),
                (290.0, "Peso %"),
                (350.0, "Monitoraggio al"),
                (440.0, "Scadenze"),
                (510.0, "Esito"),
            ],
        ),
        (
            62.0,
            &[(40.0, "Fasi progettuali di"), (362.0, "30/09/2024")],
        ),
        (74.0, &[(40.0, "sviluppo")]),
        (
            86.0,
            &[
                (40.0, "dell'obiettivo"),
                (150.0, "fase 1:"),
                (200.0, "Rilievo"),
                (290.0, "40%"),
                (350.0, "OK"),
                (440.0, "31/12/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    let captions = column(&flow, Column::Caption).join(" ");
    assert_eq!(
        captions,
        "Tempistica: Fasi progettuali di sviluppo dell'obiettivo"
    );
}

#[test]
fn the_rest_of_a_label_that_wraps_is_no_head() {
    let lines: [(f32, &[(f32, &str)]); 6] = [
        (
            50.0,
            &[(40.0, "Scadenza finale per il"), (180.0, "31/12/2024")],
        ),
        (62.0, &[(40.0, "raggiungimento dell'obiettivo:")]),
        (76.0, &[(270.0, "Peso"), (340.0, "Monitoraggio al")]),
        (
            82.0,
            &[
                (140.0, "Descrizione"),
                (440.0, "Scadenza"),
                (510.0, "Raggiungimento"),
            ],
        ),
        (88.0, &[(275.0, "%"), (350.0, "30/09/2024")]),
        (
            110.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "Rilievo"),
                (272.0, "40%"),
                (350.0, "OK"),
                (440.0, "31/12/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["40%"]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK"]);
    assert_eq!(column(&flow, Column::Due), ["31/12/2024"]);
}

#[test]
fn a_page_without_words_follows_a_head_that_ends_a_page() {
    let head: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (200.0, "Incidenza %"),
        (280.0, "Monitoraggio al 30/09/2024"),
        (430.0, "Scadenze previste"),
    ];
    let first = page(1, &[(50.0, &[(40.0, "Obiettivo: A) Rete")]), (70.0, head)]);
    let mut second = page(2, &[(50.0, &[(40.0, "unseen")])]);
    for word in &mut second.words {
        word.visibility = schede_model::page::Visibility::OffPage;
    }
    let flow = read(vec![first, second]);
    assert!(flow.lines.iter().any(|line| line.text == "unseen"));
}

#[test]
fn cells_that_a_page_cuts_alike_are_no_running_foot() {
    let page_of = |number: u32, first: &str| {
        page(
            number,
            &[
                (60.0, &[(40.0, first)]),
                (72.0, &[(40.0, "Il ponte resta aperto.")]),
                (700.0, &[(40.0, "Si comincia in marzo.")]),
                (724.0, &[(40.0, "Installazione")]),
                (736.0, &[(40.0, "degli apparati e")]),
            ],
        )
    };
    let flow = read(vec![page_of(1, "Piano."), page_of(2, "Passerella.")]);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
    assert!(!flow.edges.is_empty());
}

#[test]
fn the_name_of_each_sheet_above_its_pages_is_a_running_head() {
    let page_of = |number: u32, name: &str, text: &str| {
        page(
            number,
            &[
                (20.0, &[(280.0, name)]),
                (50.0, &[(40.0, text)]),
                (
                    62.0,
                    &[(40.0, &format!("{text} va rifatta per chi va a piedi"))],
                ),
                (74.0, &[(40.0, &format!("I lavori: {text} e altro"))]),
            ],
        )
    };
    let flow = read(vec![
        page_of(1, "Premessa", "Piano."),
        page_of(2, "Ob. A", "Passerella."),
        page_of(3, "Ob. B", "Rampe."),
    ]);
    assert_eq!(furniture(&flow), ["Premessa", "Ob. A", "Ob. B"]);
    // Lines of a cell that pages cut may stand alone, too.
    let flow = read(vec![
        page_of(1, "bandi di gara,", "Piano."),
        page_of(2, "avvisi", "Passerella."),
        page_of(3, "contratti e", "Rampe."),
    ]);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

#[test]
fn a_year_behind_the_word_of_an_objective_is_a_running_head() {
    let page_of = |number: u32, text: &str| {
        page(
            number,
            &[
                (20.0, &[(40.0, "Scheda obiettivo 2024")]),
                (60.0, &[(40.0, text)]),
                (
                    72.0,
                    &[(40.0, &format!("{text} va rifatta per chi va a piedi"))],
                ),
                (84.0, &[(40.0, &format!("I lavori: {text} e altro"))]),
            ],
        )
    };
    let flow = read(vec![page_of(1, "Piano."), page_of(2, "Passerella.")]);
    assert_eq!(furniture(&flow).len(), 2);
}

#[test]
fn of_two_columns_of_weights_the_one_in_percent_is_the_forms() {
    let lines: [(f32, &[(f32, &str)]); 2] = [
        (
            50.0,
            &[
                (40.0, "Descrizione"),
                (160.0, "Peso relativo"),
                (250.0, "Monitoraggio"),
                (340.0, "Scadenze"),
                (420.0, "Esito"),
                (490.0, "Incidenza %"),
            ],
        ),
        (
            66.0,
            &[
                (40.0, "fase 1: rilievo"),
                (160.0, "2"),
                (250.0, "OK"),
                (340.0, "31/12/2024"),
                (420.0, "fatto"),
                (490.0, "57%"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Weight), ["57%"]);
}
