//! Rows whose cells are so narrow that a stream prints each word on a line of its own.

use crate::plain::{PLAIN, doubts, plain_but, read};

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
