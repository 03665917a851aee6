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
    let mut page = Page {
        number: 1,
        width: 620.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, mut x, text) in form.iter().chain(cells).copied() {
        for text in text.split(' ') {
            let placed = word(text, x, y);
            x = placed.bbox.x1 + LETTER / 2.0;
            page.words.push(placed);
        }
    }
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
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
