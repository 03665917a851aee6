//! A cell merged over two phases: which of them it is of is said of both.

use crate::words::{LETTER, word};
use schede_model::page::Page;
use schede_parser::{Given, parse};
use schede_profile::Profiles;

/// The places said to have two readings, of a sheet whose only outcome stands at a height.
fn doubted(y: f32) -> Vec<String> {
    let mut page = Page {
        number: 1,
        width: 900.0,
        height: 800.0,
        ..Page::default()
    };
    let mut put = |x: f32, y: f32, text: &str| {
        let mut x = x;
        for text in text.split(' ') {
            let placed = word(text, x, y);
            x = placed.bbox.x1 + LETTER / 2.0;
            page.words.push(placed);
        }
    };
    put(40.0, 40.0, "COMUNE DI BORGO TREPONTI");
    put(40.0, 62.0, "Obiettivo: A) Passerella sul torrente");
    put(
        40.0,
        84.0,
        "Finalità Strategiche: tenere aperto il passaggio",
    );
    put(40.0, 106.0, "Dirigente: Nives Tamburlini");
    for (x, head) in [
        (140.0, "Descrizione"),
        (300.0, "Incidenza %"),
        (420.0, "Monitoraggio"),
        (540.0, "Scadenze"),
        (660.0, "Raggiungimento"),
    ] {
        put(x, 140.0, head);
    }
    for n in 1..=4 {
        let base = 140.0 + 40.0 * n as f32;
        put(40.0, base, &format!("fase {n}:"));
        put(140.0, base, "rilievo");
        put(300.0, base, "25%");
        put(420.0, base, "OK");
    }
    put(660.0, y, "fatto");
    put(40.0, 340.0, "Vincoli: portata del torrente");
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    let parsed = parse(&flow, profile, &Given::default());
    let found = parsed.findings.iter().filter(|f| f.code == "two-readings");
    let mut found: Vec<String> = found
        .filter_map(|f| Some(f.pointer.as_ref()?.0.to_string()))
        .collect();
    found.sort();
    found
}

#[test]
fn an_outcome_between_two_phases_is_doubted_for_both() {
    assert_eq!(
        doubted(200.0),
        [
            "/objectives/0/phases/0/outcome",
            "/objectives/0/phases/1/outcome"
        ]
    );
    assert_eq!(doubted(180.0), [""; 0]);
}
