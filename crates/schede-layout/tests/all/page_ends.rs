//! Heads, feet and torn lines at the ends of pages: no text of a sheet.

use schede_model::Column;

use crate::made::{self, column, furniture, page, read, table, texts, word_at};

#[test]
fn a_running_head_may_begin_with_the_objectives_word() {
    let sheet = |n: u32, code: &'static str| {
        page(
            n,
            &[
                (20.0, &[(200.0, "Obiettivo Strategico del Comune")]),
                (60.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
                (72.0, &[(40.0, code)]),
                (84.0, &[(40.0, "Finalità strategiche: riordino")]),
            ],
        )
    };
    let rest = page(
        3,
        &[
            (20.0, &[(200.0, "Obiettivo Strategico del Comune")]),
            (60.0, &[(40.0, "degli archivi e delle banche dati")]),
        ],
    );
    let flow = read(vec![
        sheet(1, "Obiettivo: A) Archivi"),
        sheet(2, "Obiettivo: B) Banche dati"),
        rest,
    ]);
    assert_eq!(furniture(&flow), ["Obiettivo Strategico del Comune"; 3]);
    // A sheet may name its objective so, on each of its pages.
    let own = |n: u32| {
        page(
            n,
            &[
                (20.0, &[(40.0, "Obiettivo Riordino degli archivi")]),
                (60.0, &[(40.0, "Finalità strategiche: riordino")]),
            ],
        )
    };
    assert!(furniture(&read(vec![own(1), own(2), own(3)])).is_empty());
}

#[test]
fn letters_of_the_next_pages_first_line_are_no_text() {
    let mut first = page(1, &[(60.0, &[(40.0, "Vincoli: portata del torrente")])]);
    first.clips.push(schede_model::page::BBox {
        x0: 30.0,
        y0: 20.0,
        x1: 580.0,
        y1: 78.0,
    });
    let torn = |text: &str| {
        let mut first = first.clone();
        for (text, x) in [(text, 40.0), ("il", 70.0)] {
            let mut word = word_at(text, x, 74.0, 5.0 * text.len() as f32);
            word.visibility = schede_model::page::Visibility::Clipped;
            word.clip = Some(0);
            first.words.push(word);
        }
        let next = page(2, &[(20.0, &[(40.0, "Note: obiettivi in lotti")])]);
        texts(&read(vec![first, next])).join(" ")
    };
    let whole = "Vincoli: portata del torrente Note: obiettivi in lotti";
    assert_eq!(torn("Nt"), whole);
    // What the next page does not print stays.
    assert_ne!(torn("Xt"), whole);
}

#[test]
fn few_letters_at_one_place_of_most_pages_are_a_running_head() {
    let line = |n: u32, head: Option<&'static str>| {
        let text = ["uno", "due", "tre", "quattro", "cinque", "sei"][n as usize - 1];
        let own: &[(f32, &'static str)] = &[(40.0, text)];
        let mut lines: Vec<(f32, &[(f32, &'static str)])> = vec![(52.0, own), (64.0, own)];
        let heads;
        if let Some(head) = head {
            heads = [(40.0, head)];
            lines.insert(0, (40.0, &heads));
            return page(n, &lines);
        }
        page(n, &lines)
    };
    for head in ["PEG 2024", "Rev. 1"] {
        // The title page has none.
        let pages = (1..=6).map(|n| line(n, (n > 1).then_some(head)));
        assert_eq!(furniture(&read(pages.collect())), [head; 5]);
        let few = (1..=6).map(|n| line(n, (n > 4).then_some(head)));
        assert!(furniture(&read(few.collect())).is_empty());
    }
}

/// Three pages with a sheet each, which begin with these lines.
fn sheets_that_begin(with: &[(f32, &[(f32, &str)])]) -> Vec<schede_model::page::Page> {
    let sheet = |n: u32| {
        let mut lines = with.to_vec();
        lines.extend([
            (70.0, &[(40.0, "COMUNE DI VALFIORITA")][..]),
            (90.0, &[(40.0, "Dirigente"), (140.0, "Nives Tamburlini")]),
        ]);
        page(n, &lines)
    };
    (1..=3).map(sheet).collect()
}

#[test]
fn a_label_that_wraps_in_the_first_row_of_all_sheets_is_no_running_head() {
    let value = "Indirizzo strategico: Paese vicino";
    let rest = (140.0, "e muoversi a piedi");
    let even: [(f32, &[_]); 2] = [
        (20.0, &[(40.0, "Riferimenti al"), (140.0, value)]),
        (32.0, &[(40.0, "DUP"), rest]),
    ];
    // Centred in its cell.
    let centred: [(f32, &[_]); 2] = [even[0], (32.0, &[(66.25, "DUP"), rest])];
    for with in [even, centred] {
        let flow = read(sheets_that_begin(&with));
        assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
    }
    let other: [(f32, &[_]); 1] = [(20.0, &[(200.0, "Quadro delle opere")])];
    let flow = read(sheets_that_begin(&other));
    assert_eq!(furniture(&flow).len(), 3);
}

#[test]
fn a_reference_without_a_label_is_no_running_head() {
    let text = "Indirizzo strategico: Paese vicino - Missione 10-Trasporti";
    let with: [(f32, &[_]); 1] = [(20.0, &[(200.0, text)])];
    let flow = read(sheets_that_begin(&with));
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

#[test]
fn a_line_of_a_cut_row_on_both_pages_counts_once() {
    // Both pages print the cut line; what they print of it, the first page and the second.
    let outcome = |first: &'static str, second: &'static str| {
        let cut = [(420.0, "31/10/2025"), (490.0, first)];
        let rows: [(f32, &[_]); 3] = [
            (
                80.0,
                &[
                    (20.0, "fase 1:"),
                    (140.0, "Rilievo"),
                    (260.0, "100%"),
                    (490.0, "Rilevati i sentieri"),
                ],
            ),
            (92.0, &[(490.0, "di valle e")]),
            (104.0, &cut),
        ];
        let upper = table(&rows);
        let cut = [(420.0, "31/10/2025"), (490.0, second)];
        let lower: [(f32, &[_]); 3] = [
            (40.0, &cut),
            (52.0, &[(490.0, "dai soci.")]),
            (80.0, &[(20.0, "Vincoli: nessuno")]),
        ];
        let flow = read(vec![page(1, &upper), page(2, &lower)]);
        let read = |column| made::column(&flow, column).concat();
        let doubtful = flow.segments.iter().filter(|s| s.doubtful);
        let doubtful: Vec<String> = doubtful.map(|s| flow.text(s).to_owned()).collect();
        (read(Column::Outcome), read(Column::Due), doubtful.concat())
    };
    let (read, due, doubtful) = outcome("verificati in campo", "verificati in campo");
    assert_eq!(
        read,
        "Rilevati i sentieri di valle e verificati in campo dai soci."
    );
    assert_eq!((&*due, &*doubtful), ("31/10/2025", ""));
    // What stands again is a part of the line.
    let (_, _, doubtful) = outcome("verificati in campo", "verificati in campo oggi");
    assert_eq!(doubtful, "31/10/2025");
}

#[test]
fn the_number_of_a_sheet_behind_the_name_of_a_plan_is_no_running_head() {
    let name = |code: u32| format!("PEG 2024-2026 - SCHEDA OBIETTIVO N. {code}");
    let sheet = |n: u32, name: &str| {
        let text = format!("Finalità strategiche: riordino {n}");
        page(
            n,
            &[
                (20.0, &[(200.0, "COMUNE DI VALFIORITA")]),
                (36.0, &[(160.0, name)]),
                (60.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
                (72.0, &[(40.0, &text)]),
            ],
        )
    };
    let flow = read((1..=4).map(|n| sheet(n, &name(n + 11))).collect());
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
    // A sheet that goes on has its name on each page; a year is no number of one.
    let twice = read((1..=4).map(|n| sheet(n, &name(n.div_ceil(2)))).collect());
    let body = "COMUNE DI VALFIORITA";
    assert_eq!(furniture(&twice), [body, &name(1), body, &name(2)]);
    let year = |n: u32| {
        let text = format!("Finalità strategiche: riordino {n}");
        page(
            n,
            &[
                (20.0, &[(160.0, "PIAO - Scheda obiettivo 2024")]),
                (60.0, &[(40.0, &text)]),
            ],
        )
    };
    let years = read((1..=4).map(year).collect());
    assert_eq!(furniture(&years).len(), 4, "{:?}", furniture(&years));
}

#[test]
fn the_second_line_of_a_running_head_may_have_no_letters() {
    let texts = ["delle sponde", "del ponte", "dei pini", "del molo"];
    let lines = |n: usize, second: &'static str| -> schede_model::page::Page {
        let (head, second) = ([(40.0, "Piano della performance")], [(80.0, second)]);
        let (text, rest) = ([(40.0, texts[n])], [(40.0, "e altro")]);
        let lines: [(f32, &[(f32, &str)]); 4] =
            [(40.0, &head), (52.0, &second), (80.0, &text), (92.0, &rest)];
        page(n as u32 + 1, &lines)
    };
    let is_furniture = |second: &'static str| {
        let found = read((0..4).map(|n| lines(n, second)).collect());
        let n = furniture(&found)
            .iter()
            .filter(|text| **text == second)
            .count();
        (n == 4, n == 0)
    };
    assert_eq!(is_furniture("2025-2027"), (true, false));
    // A total below it is none.
    assert_eq!(is_furniture("100%"), (false, true));
}

#[test]
fn what_stands_above_the_first_page_and_the_next_is_a_running_head_however_close() {
    let second = |text: &'static str| {
        let first = page(
            1,
            &[
                (40.0, &[(40.0, "Allegato al piano")]),
                (52.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
                (64.0, &[(40.0, "Obiettivo: A) Molo e")]),
            ],
        );
        let next = page(
            2,
            &[
                (40.0, &[(40.0, text)]),
                (52.0, &[(40.0, "banchina del porto")]),
                (64.0, &[(40.0, "Finalità strategiche: riordino")]),
            ],
        );
        furniture(&read(vec![first, next])).len()
    };
    assert_eq!(second("Allegato al piano"), 2);
    assert_eq!(second("Allegato al ponte"), 0);
    // Sheets that begin alike begin with their own lines.
    let sheet = |n: u32, programme: &'static str| {
        page(
            n,
            &[
                (
                    40.0,
                    &[(40.0, "Riferimenti"), (120.0, "Indirizzo: Paese vicino")],
                ),
                (52.0, &[(40.0, "al DUP:"), (120.0, programme)]),
                (64.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
            ],
        )
    };
    let sheets = read(vec![sheet(1, "Programma uno"), sheet(2, "Programma due")]);
    assert!(furniture(&sheets).is_empty(), "{:?}", furniture(&sheets));
}

#[test]
fn a_last_row_that_is_alike_on_two_pages_is_no_foot() {
    // Only figures differ, as in a page's number.
    let sheet = |n: u32, (first, third): (&'static str, &'static str), weight: &'static str| {
        let text = [(40.0, "Descrizione"), (140.0, first)];
        let rows: [(f32, &[(f32, &str)]); 6] = [
            (40.0, &[(40.0, "Obiettivo n."), (140.0, third)]),
            (60.0, &text),
            (
                90.0,
                &[
                    (40.0, "N."),
                    (80.0, "Attività"),
                    (300.0, "Peso"),
                    (400.0, "Scadenza"),
                ],
            ),
            (
                110.0,
                &[
                    (40.0, "1"),
                    (80.0, first),
                    (300.0, "20%"),
                    (400.0, "31/03/2025"),
                ],
            ),
            (
                130.0,
                &[
                    (40.0, "2"),
                    (80.0, third),
                    (300.0, "50%"),
                    (400.0, "30/06/2025"),
                ],
            ),
            (
                150.0,
                &[
                    (40.0, "3"),
                    (80.0, "Relazione finale"),
                    (300.0, weight),
                    (400.0, "30/11/2025"),
                ],
            ),
        ];
        page(n, &rows)
    };
    let pages = vec![
        sheet(1, ("Rilievo", "1"), "30%"),
        sheet(2, ("Rampe", "2"), "40%"),
    ];
    let flow = read(pages);
    assert_eq!(furniture(&flow), Vec::<&str>::new());
    let last = "Relazione finale";
    let texts = column(&flow, Column::Description);
    assert_eq!(texts.iter().filter(|text| *text == last).count(), 2);
}

#[test]
fn the_label_of_a_field_above_its_value_is_no_running_head() {
    let page_of = |number: u32, value: &str, body: &str| {
        page(
            number,
            &[
                (20.0, &[(40.0, "Riferimenti al DUP")]),
                (32.0, &[(40.0, value)]),
                (60.0, &[(40.0, "COMUNE DI BORGO TREPONTI")]),
                (72.0, &[(40.0, "Obiettivo"), (140.0, body)]),
                (
                    84.0,
                    &[(40.0, "Finalità"), (140.0, "tenere aperto il passaggio")],
                ),
            ],
        )
    };
    let flow = read(vec![
        page_of(1, "Missione 09 Programma 04", "A) Passerella"),
        page_of(2, "Missione 10 Programma 05", "B) Rampe del molo"),
        page_of(3, "Missione 03 Programma 01", "C) Argini"),
    ]);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

#[test]
fn equal_values_below_the_ends_of_pages_are_no_running_head() {
    let ends = |number: u32| {
        page(
            number,
            &[
                (40.0, &[(40.0, "Vincoli")]),
                (52.0, &[(40.0, "portata del torrente")]),
                (64.0, &[(40.0, "Risorse Finanziarie")]),
                (780.0, &[(260.0, "Schede obiettivo")]),
            ],
        )
    };
    let begins = |number: u32, text: &str| {
        page(
            number,
            &[
                (40.0, &[(40.0, "Capitoli 1120/5 e 2310 del bilancio")]),
                (90.0, &[(40.0, "Il Dirigente"), (300.0, text)]),
                (780.0, &[(260.0, "Schede obiettivo")]),
            ],
        )
    };
    let flow = read(vec![
        ends(1),
        begins(2, "Nives Tamburlini"),
        ends(3),
        begins(4, "Ada Bruni"),
        ends(5),
        begins(6, "Ivo Sarti"),
    ]);
    let furniture = furniture(&flow);
    assert!(
        furniture.iter().all(|text| *text == "Schede obiettivo"),
        "{furniture:?}"
    );
}

#[test]
fn the_label_of_a_field_that_ends_pages_is_no_running_foot() {
    let ends = |number: u32, result: &str| {
        page(
            number,
            &[
                (40.0, &[(40.0, "Risultato atteso")]),
                (52.0, &[(40.0, result)]),
                (64.0, &[(40.0, "Obiettivo raggiunto al 100%")]),
            ],
        )
    };
    let begins = |number: u32, value: &str, text: &str| {
        page(
            number,
            &[
                (40.0, &[(40.0, value)]),
                (90.0, &[(40.0, "Il Dirigente"), (300.0, text)]),
            ],
        )
    };
    let flow = read(vec![
        ends(1, "passerella riaperta"),
        begins(2, "collaudo entro l'anno", "Nives Tamburlini"),
        ends(3, "rampe aperte a tutti"),
        begins(4, "nessun ricorso", "Ada Bruni"),
        ends(5, "argini rialzati"),
        begins(6, "prove di carico agli atti", "Ivo Sarti"),
    ]);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

/// Sheets whose last text begins at some height, with the same last line on the first two.
fn sheets_that_end_alike(top: f32, third: f32) -> Vec<schede_model::page::Page> {
    let sheet = |n: u32, (title, top): (&'static str, f32), last: &'static str| {
        let rows: [(f32, &[(f32, &str)]); 8] = [
            (40.0, &[(40.0, "Obiettivo n."), (140.0, title)]),
            (
                60.0,
                &[(40.0, "Finalità"), (140.0, "Tenere aperti al pubblico")],
            ),
            (72.0, &[(140.0, "il ponte, la passerella e le rampe")]),
            (84.0, &[(140.0, "della sponda sinistra del torrente")]),
            (top, &[(40.0, "Indicatore"), (300.0, "Target")]),
            (top + 20.0, &[(40.0, title), (300.0, ">= 80%")]),
            (top + 40.0, &[(40.0, last), (300.0, ">= 80%")]),
            (760.0, &[(40.0, "Piano della performance")]),
        ];
        page(n, &rows)
    };
    vec![
        sheet(1, ("Rilievo", top), "Grado di soddisfazione degli utenti"),
        sheet(2, ("Rampe", top), "Grado di soddisfazione degli utenti"),
        sheet(3, ("Ringhiere", third), "Ore di apertura"),
    ]
}

#[test]
fn no_foot_stands_in_the_upper_half_of_a_page() {
    let flow = read(sheets_that_end_alike(200.0, 200.0));
    assert_eq!(furniture(&flow), ["Piano della performance"; 3]);
}

#[test]
fn no_foot_stands_where_the_text_of_another_page_goes_on() {
    let flow = read(sheets_that_end_alike(500.0, 540.0));
    assert_eq!(furniture(&flow), ["Piano della performance"; 3]);
}

#[test]
fn lines_below_a_label_at_the_end_of_pages_are_no_feet() {
    // Where blanks keep the columns, only lines are counted.
    let sheet = |title: &str| {
        format!(
            "Settore                Lavori Pubblici
Responsabile           Nives Tamburlini
Obiettivo n.           {title}
Descrizione            Si rifanno le {title} del torrente

Note                   Si veda la relazione del consorzio.
                       Le spese sono a carico della Regione.
                       Si procede alla gara.
"
        )
    };
    let text = format!("{}\u{c}{}", sheet("rampe"), sheet("sponde"));
    let profiles = schede_profile::Profiles::builtin().unwrap();
    let flow = schede_layout::read_text(&text, profiles.fallback().unwrap());
    assert_eq!(furniture(&flow), Vec::<&str>::new());
}

#[test]
fn equal_values_right_below_their_labels_at_the_ends_of_pages_are_no_running_foot() {
    let sheet = |number: u32, name: &str| {
        page(
            number,
            &[
                (40.0, &[(40.0, "Dirigente:"), (100.0, name)]),
                (54.0, &[(40.0, "Vincoli:")]),
                (68.0, &[(40.0, "portata del torrente")]),
                (82.0, &[(40.0, "e stagione delle piene")]),
                (130.0, &[(40.0, "NOTE:")]),
                (144.0, &[(50.0, "Obiettivo confermato dal piano")]),
            ],
        )
    };
    let flow = read(vec![sheet(1, "Nives Tamburlini"), sheet(2, "Ada Bruni")]);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

#[test]
fn a_value_that_stands_below_its_label_on_two_pages_is_no_running_head() {
    // The label stands on the page before the second, or is printed again above the value.
    let value = "Capitoli 1120/5 e 2310 del bilancio";
    let text = "Finalità strategiche: riordino";
    let own: &[(f32, &[(f32, &str)])] = &[
        (20.0, &[(40.0, "Risorse Finanziarie:")]),
        (32.0, &[(40.0, value)]),
        (60.0, &[(40.0, "Note: nessuna")]),
    ];
    let ends: &[(f32, &[(f32, &str)])] = &[
        (60.0, &[(40.0, text)]),
        (740.0, &[(40.0, "Risorse Finanziarie:")]),
    ];
    let rest: &[(f32, &[(f32, &str)])] = &[(32.0, &[(40.0, value)])];
    let flow = read(vec![page(1, own), page(2, ends), page(3, rest)]);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

#[test]
fn a_label_without_its_value_at_the_top_of_a_page_is_no_running_head() {
    let with = |n: u32, lines: &[(f32, &[(f32, &str)])]| {
        let rest: &[(f32, &[(f32, &str)])] = &[(60.0, &[(40.0, "Risorse Finanziarie")])];
        page(n, &[lines, rest].concat())
    };
    let label: &[(f32, &[(f32, &str)])] = &[(20.0, &[(40.0, "Vincoli")])];
    let value: &[(f32, &[(f32, &str)])] = &[(32.0, &[(40.0, "portata del torrente")])];
    let other: &[(f32, &[(f32, &str)])] = &[(20.0, &[(40.0, "Rilievo delle sponde")])];
    let pages = vec![
        with(1, other),
        with(2, label),
        with(3, &[label, value].concat()),
    ];
    let flow = read(pages);
    assert!(furniture(&flow).is_empty(), "{:?}", furniture(&flow));
}

#[test]
fn a_foot_that_counts_the_pages_right_below_labels_is_no_value() {
    let sheet = |n: u32, foot: &'static str| {
        let lines: &[(f32, &[(f32, &str)])] = &[
            (60.0, &[(40.0, "Vincoli")]),
            (74.0, &[(40.0, "portata del torrente")]),
            (736.0, &[(40.0, "Risorse Umane")]),
        ];
        page(n, &[lines, &[(760.0, &[(40.0, foot)][..])]].concat())
    };
    let feet = [
        "Comune di Borgo - Schede - p. 1",
        "Comune di Borgo - Schede - p. 2",
    ];
    let flow = read(vec![sheet(1, feet[0]), sheet(2, feet[1])]);
    assert_eq!(furniture(&flow), feet);
}
