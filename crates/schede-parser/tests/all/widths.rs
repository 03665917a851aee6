//! Lines that are too long for their cell: the text that a stream gives it holds lines
//! of another.

use crate::plain::{doubts, plain_but, read, says};

const ROW: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";

#[test]
fn a_line_of_a_wide_cell_is_none_of_a_narrow_one() {
    let row = |last: &str| {
        let row =
            format!("{ROW}\nIl progetto è in\ncorso di verifica\npresso il Genio\ncivile.\n{last}");
        read(&plain_but(ROW, &row))
    };
    let parsed = row("Validazione del progetto e affidamento dei lavori");
    assert!(says(&parsed, "broken-text", "/objectives/0/phases/1").is_some());
    let parsed = row("Validazione del\nprogetto.");
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn a_line_of_the_outcome_is_none_of_the_deadline() {
    let row = "fase 2: Progetto esecutivo 70% OK\n30 gg\ndalla\nchiusura\ndei\nlavori\nalla data del 30/09/2024\nLavori in corso";
    let parsed = read(&plain_but(ROW, row));
    assert!(says(&parsed, "broken-text", "/objectives/0/phases/1/outcome").is_some());
}

#[test]
fn lines_of_a_cell_are_none_of_a_text_across_the_page() {
    let text = "passerella ancora chiusa";
    let late = "al transito dei pedoni per l'intero anno di riferimento del piano\nconsente di\nsostenere la\nvita delle\npersone.";
    let parsed = read(&plain_but(text, &format!("{text}\n{late}")));
    assert!(
        says(
            &parsed,
            "broken-text",
            "/objectives/0/failure_criteria/0/text"
        )
        .is_some()
    );
}

#[test]
fn a_page_ends_where_its_number_stands() {
    let row = "fase 2: Progetto\nesecutivo. 70% OK 30/11/2024 Consegnato il\nprogetto.\nPagina 1 di 4\nSecondo lotto escluso.";
    let parsed = read(&plain_but(ROW, row));
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some());
}

#[test]
fn a_text_that_begins_though_there_was_room_may_be_of_another_row() {
    let row = |end: &str| {
        let row = format!(
            "{ROW}\nSono state superate le verifiche del\nprogetto{end}\nGara aggiudicata e contratto in via\ndi stipula con la ditta di Valfiorita\ne i tecnici."
        );
        read(&plain_but(ROW, &row))
    };
    assert!(says(&row(""), "broken-text", "/objectives/0/phases/1/outcome").is_some());
    let parsed = row(".");
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn a_sentence_behind_a_word_that_ended_its_line_may_be_another_cells() {
    let said = |outcome: &str| {
        let parsed = read(&plain_but(ROW, &format!("{ROW} {outcome}")));
        says(&parsed, "broken-text", "/objectives/0/phases/1").is_some()
    };
    assert!(said(
        "Completata\nIl progetto migliora la tenuta delle sponde\ndel torrente."
    ));
    assert!(!said(
        "Fase completata in data\n30/11/2024 con determina n. 5"
    ));
    assert!(!said("Completata.\nIl progetto è agli atti."));
}
