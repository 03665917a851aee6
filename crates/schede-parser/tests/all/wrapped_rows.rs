//! Rows whose cells are so narrow that a stream prints each word on a line of its own.

use crate::plain::{PLAIN, doubts, plain_but, read};
use crate::words::{LETTER, word};
use schede_model::page::Page;
use schede_parser::{Given, parse};
use schede_profile::Profiles;

#[test]
fn the_label_of_a_row_may_go_over_two_lines_of_its_narrow_cell() {
    let label = "fase 1: Rilievo";
    for wrapped in [
        "fase\n1:\nRilievo",
        "FASE\n1: Rilievo",
        "Fas\ne 1: Rilievo",
        "fase 1\n: Rilievo",
    ] {
        let parsed = read(&plain_but(label, wrapped));
        assert_eq!(
            parsed.objectives[0].phases,
            read(PLAIN).objectives[0].phases,
            "{wrapped:?}"
        );
        assert!(
            doubts(&parsed).is_empty(),
            "{wrapped:?}: {:#?}",
            doubts(&parsed)
        );
    }
    // Without a colon it is a word of a text.
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let text = format!("{row} Al termine della\nfase\n3 il Comune decide");
    let parsed = read(&plain_but(row, &text));
    let outcome = parsed.objectives[0].phases[1].outcome.as_deref();
    assert_eq!(outcome, Some("Al termine della fase 3 il Comune decide"));
}

#[test]
fn words_of_a_narrow_cell_recur() {
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let text =
        format!("{row}\nProgetto\napprovato\ne\nverificato\nProgetto\ndi\ndettaglio\napprovato");
    let parsed = read(&plain_but(row, &text));
    let outcome = parsed.objectives[0].phases[1].outcome.as_deref();
    let whole = "Progetto approvato e verificato Progetto di dettaglio approvato";
    assert_eq!(outcome, Some(whole));
    assert!(!doubts(&parsed).is_empty());
}

#[test]
fn the_lines_of_a_rows_label_may_hold_its_colon_or_a_letter_alone() {
    reads_labels_of(&["fase"], ["1", "2"], &[":"]);
    reads_labels_of(&["F", "A", "S", "E"], ["1:", "2:"], &[]);
    reads_labels_of(&["a", "zi", "o", "n", "e"], ["1", "2"], &[":"]);
}

/// Reads a table whose labels have these lines before and behind their numbers.
fn reads_labels_of(before: &[&'static str], numbers: [&'static str; 2], behind: &[&'static str]) {
    let row = |y: f32, number: &'static str, text: &'static str, weight: &'static str| {
        let label = before.iter().chain([&number]).chain(behind);
        let mut words: Vec<_> = (0..)
            .zip(label)
            .map(|(line, text)| (y + 12.0 * line as f32, 20.0, *text))
            .collect();
        words.extend([
            (y, 60.0, text),
            (y, 230.0, weight),
            (y, 420.0, "31/12/2024"),
        ]);
        words
    };
    let mut words = vec![
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
        (324.0, 225.0, "100%"),
        (348.0, 20.0, "Vincoli: portata del torrente"),
    ];
    words.extend(row(150.0, numbers[0], "Rilievo delle sponde", "30%"));
    words.extend(row(238.0, numbers[1], "Progetto esecutivo", "70%"));
    let mut page = Page {
        number: 1,
        width: 620.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, mut x, text) in words {
        for text in text.split(' ') {
            let placed = word(text, x, y);
            x = placed.bbox.x1 + LETTER / 2.0;
            page.words.push(placed);
        }
    }
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    let parsed = parse(&flow, profile, &Given::default());
    let phases = parsed.objectives[0].phases.iter();
    let read: Vec<_> = phases
        .map(|p| (p.number, p.description.as_deref()))
        .collect();
    let rows = [
        (1, Some("Rilievo delle sponde")),
        (2, Some("Progetto esecutivo")),
    ];
    assert_eq!(read, rows);
}
