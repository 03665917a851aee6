//! Cells of a table on a page: what stands on their last lines and at their edges.

use crate::plain::says;
use crate::words::{LETTER, word};
use schede_model::page::Page;
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// A sheet with these words in its table, the rows' below 150.
fn read(cells: &[(f32, f32, &str)]) -> Parsed {
    let form = [
        (40.0, 20.0, "COMUNE DI BORGO TREPONTI"),
        (60.0, 20.0, "Dirigente: Nives Tamburlini"),
        (80.0, 20.0, "Obiettivo: A) Passerella sul torrente"),
        (
            100.0,
            20.0,
            "Finalità Strategiche: tenere aperto il passaggio",
        ),
        (130.0, 60.0, "Descrizione"),
        (130.0, 210.0, "Incidenza %"),
        (130.0, 310.0, "Monitoraggio"),
        (130.0, 420.0, "Scadenze"),
        (130.0, 500.0, "Raggiungimento"),
        (314.0, 20.0, "Vincoli: portata del torrente"),
    ];
    let page = page_of(&[&form[..], cells].concat());
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

/// A page of texts: the height, the left edge and the words of each.
fn page_of(texts: &[(f32, f32, &str)]) -> Page {
    let mut page = Page {
        number: 1,
        width: 620.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, mut x, text) in texts.iter().copied() {
        for text in text.split(' ') {
            let placed = word(text, x, y);
            x = placed.bbox.x1 + LETTER / 2.0;
            page.words.push(placed);
        }
    }
    page
}

#[test]
fn a_dash_alone_on_the_last_line_of_a_description_is_its_own() {
    let parsed = read(&[
        (150.0, 60.0, "fase 1: Rilievo – salvo proroghe"),
        (162.0, 60.0, "–"),
        (150.0, 230.0, "60%"),
        (180.0, 60.0, "fase 2: Rampe"),
        (180.0, 230.0, "40%"),
    ]);
    let phases = &parsed.objectives[0].phases;
    let description = phases[0].description.as_deref();
    assert_eq!(description, Some("Rilievo – salvo proroghe –"));
}

#[test]
fn words_behind_a_wide_gap_may_be_of_the_empty_cell_beside() {
    let parsed = |gap: f32| {
        read(&[
            (150.0, 60.0, "fase 1: Rilievo"),
            (150.0, 230.0, "60%"),
            (150.0, 310.0, "OK"),
            (150.0, 322.0 + gap, "2024"),
            (180.0, 60.0, "fase 2: Rampe"),
            (180.0, 230.0, "40%"),
            (180.0, 310.0, "OK"),
        ])
    };
    let at = "/objectives/0/phases/0/monitoring";
    let wide = parsed(40.0);
    let monitoring = wide.objectives[0].phases[0].monitoring.as_deref();
    assert_eq!(monitoring, Some("OK 2024"));
    assert!(says(&wide, "broken-text", at).is_some());
    assert!(says(&wide, "broken-text", "/objectives/0/phases/0/due").is_some());
    assert!(says(&parsed(3.0), "broken-text", at).is_none());
}

#[test]
fn an_address_that_fills_its_cell_may_be_cut() {
    let parsed = |address: &'static str, next: &'static str| {
        read(&[
            (150.0, 60.0, "fase 1: Sito:"),
            (162.0, 60.0, address),
            (174.0, 60.0, next),
            (150.0, 230.0, "60%"),
            (190.0, 60.0, "fase 2: Collaudo delle rampe nuove"),
            (190.0, 230.0, "40%"),
        ])
    };
    let at = "/objectives/0/phases/0/description";
    let cut = parsed("www.borgo.example/urba/pia", "ni e rilievi");
    assert!(says(&cut, "broken-text", at).is_some());
    let whole = parsed("www.borgo.example", "e rilievi");
    assert!(says(&whole, "broken-text", at).is_none());
}

/// The first lines of a sheet, with one between the body's and the unit's.
fn with_title(body: &str, title: (f32, &str)) -> Option<String> {
    let lines = [
        (40.0, 20.0, body),
        (52.0, title.0, title.1),
        (64.0, 20.0, "SETTORE LAVORI SUI FIUMI"),
        (76.0, 20.0, "Dirigente: Nives Tamburlini"),
        (88.0, 20.0, "Obiettivo: A) Passerella sul torrente"),
        (
            100.0,
            20.0,
            "Finalità Strategiche: tenere aperto il passaggio",
        ),
        (314.0, 20.0, "Vincoli: portata del torrente"),
    ];
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page_of(&lines)], profile);
    let parsed = parse(&flow, profile, &Given::default());
    parsed.objectives[0].entity.clone()
}

#[test]
fn a_title_in_other_letters_or_set_elsewhere_is_no_part_of_the_bodys_name() {
    let body = "COMUNE DI BORGO TREPONTI";
    let title = "Monitoraggio intermedio degli obiettivi";
    assert_eq!(with_title(body, (20.0, title)).as_deref(), Some(body));
    let small = "Comune di Borgo Treponti";
    assert_eq!(with_title(small, (300.0, title)).as_deref(), Some(small));
    // A name goes on behind a link, and in small letters.
    let whole = with_title("COMUNE DI", (20.0, "Borgo Treponti"));
    assert_eq!(whole.as_deref(), Some("COMUNE DI Borgo Treponti"));
    let whole = with_title(body, (20.0, "sul Senno"));
    assert_eq!(whole.as_deref(), Some("COMUNE DI BORGO TREPONTI sul Senno"));
}

#[test]
fn a_label_behind_the_descriptions_may_wrap() {
    let parsed = read(&[
        (150.0, 60.0, "Rilievo delle sponde"),
        (150.0, 174.0, "fase"),
        (162.0, 174.0, "1"),
        (150.0, 230.0, "60%"),
        (180.0, 60.0, "Rampe del molo"),
        (180.0, 174.0, "fase"),
        (192.0, 174.0, "2"),
        (180.0, 230.0, "40%"),
    ]);
    let phases = &parsed.objectives[0].phases;
    let read: Vec<_> = phases
        .iter()
        .map(|p| (p.number, p.description.as_deref()))
        .collect();
    assert_eq!(
        read,
        [
            (1, Some("Rilievo delle sponde")),
            (2, Some("Rampe del molo"))
        ]
    );
}

#[test]
fn the_word_of_a_label_and_its_number_need_no_blank() {
    let parsed = read(&[
        (150.0, 60.0, "fase1: Rilievo delle sponde"),
        (150.0, 230.0, "60%"),
        (180.0, 60.0, "fase2: Rampe"),
        (180.0, 230.0, "40%"),
    ]);
    let phases = &parsed.objectives[0].phases;
    let read: Vec<_> = phases
        .iter()
        .map(|p| (p.number, p.description.as_deref()))
        .collect();
    assert_eq!(
        read,
        [(1, Some("Rilievo delle sponde")), (2, Some("Rampe"))]
    );
}

#[test]
fn a_unit_named_over_two_lines_below_the_title_is_no_part_of_it() {
    let lines = [
        (40.0, 20.0, "COMUNE DI BORGO TREPONTI"),
        (64.0, 20.0, "Obiettivo: A) Passerella sul torrente"),
        (
            86.0,
            20.0,
            "SETTORE LAVORI SUI FIUMI, ARGINI, MOLI, PORTI E",
        ),
        (98.0, 20.0, "MANUTENZIONE DELLE STRADE LUNGO LE SPONDE"),
        (120.0, 20.0, "Dirigente: Nives Tamburlini"),
        (
            140.0,
            20.0,
            "Finalità Strategiche: tenere aperto il passaggio",
        ),
        (314.0, 20.0, "Vincoli: portata del torrente"),
    ];
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page_of(&lines)], profile);
    let parsed = parse(&flow, profile, &Given::default());
    let objective = &parsed.objectives[0];
    assert_eq!(objective.title.as_deref(), Some("Passerella sul torrente"));
    let unit =
        "SETTORE LAVORI SUI FIUMI, ARGINI, MOLI, PORTI E MANUTENZIONE DELLE STRADE LUNGO LE SPONDE";
    assert_eq!(objective.org_unit.as_deref(), Some(unit));
}

#[test]
fn a_row_without_words_among_labels_behind_descriptions_is_a_phase() {
    let parsed = read(&[
        (150.0, 60.0, "Rilievo delle"),
        (162.0, 60.0, "sponde"),
        (150.0, 174.0, "fase"),
        (162.0, 174.0, "1"),
        (150.0, 230.0, "60%"),
        (150.0, 420.0, "31/03/2024"),
        (200.0, 174.0, "fase"),
        (212.0, 174.0, "2"),
        (200.0, 230.0, "30%"),
        (200.0, 420.0, "30/06/2024"),
        (250.0, 60.0, "Rampe del"),
        (262.0, 60.0, "molo"),
        (250.0, 174.0, "fase"),
        (262.0, 174.0, "3"),
        (250.0, 230.0, "10%"),
        (250.0, 420.0, "31/12/2024"),
    ]);
    let phases = &parsed.objectives[0].phases;
    let read: Vec<_> = phases
        .iter()
        .map(|p| (p.number, p.description.as_deref()))
        .collect();
    assert_eq!(
        read,
        [
            (1, Some("Rilievo delle sponde")),
            (2, None),
            (3, Some("Rampe del molo"))
        ]
    );
}

#[test]
fn a_last_deadline_that_its_cell_cuts_is_in_doubt() {
    let doubted = |deadline: &str| {
        let deadline = format!("Scadenza finale: {deadline}");
        let parsed = read(&[
            (150.0, 60.0, "fase 1: Rilievo"),
            (150.0, 230.0, "100%"),
            (200.0, 20.0, &deadline),
        ]);
        let place = "/objectives/0/final_deadline";
        says(&parsed, "broken-text", place).is_some()
    };
    assert!(!doubted("28/11/2024 RAGGIUNTO 16/5/2024"));
    assert!(doubted("28/11/2024 RAGGIUNTO 1 6/5/2024"));
}
