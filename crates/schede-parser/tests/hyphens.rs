//! Hyphens at the ends of lines: of compounds, or of a printer who cuts words.

mod plain;

use plain::{plain_but, read, says};

const PURPOSE: &str = "Collegare i due rioni per chi va a piedi";

/// Whether the purpose is in doubt that ends with `more`.
fn is_doubted(more: &str) -> bool {
    let parsed = read(&plain_but(PURPOSE, &format!("{PURPOSE} {more}")));
    says(&parsed, "broken-text", "/objectives/0/purpose").is_some()
}

#[test]
fn a_word_that_the_document_prints_without_the_hyphen_may_be_cut() {
    assert!(is_doubted("sulla passe-\nrella"));
}

#[test]
fn a_part_that_is_no_word_shows_the_printers_hyphen() {
    assert!(is_doubted("con il con-\ncorso di tutti"));
}

#[test]
fn the_hyphen_of_a_compound_is_its_own() {
    assert!(!is_doubted("e per gli uffici di front-\noffice"));
    assert!(!is_doubted("nel quadro socio-\nsanitario"));
    assert!(!is_doubted(
        "nel quadro inter-\nnazionale e inter-nazionale"
    ));
    assert!(!is_doubted("(https://www.ente.example/con-\ncorsi)"));
}
