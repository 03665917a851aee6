//! Hyphens at the ends of lines: of compounds, or of a printer who cuts words.

use crate::plain::{PLAIN, plain_but, read, says};

const PURPOSE: &str = "Collegare i due rioni per chi va a piedi";

/// Whether the purpose is in doubt that ends with `more`.
fn is_doubted(more: &str) -> bool {
    let parsed = read(&plain_but(PURPOSE, &format!("{PURPOSE} {more}")));
    says(&parsed, "broken-text", "/objectives/0/purpose").is_some()
}

#[test]
fn a_word_that_the_document_prints_without_the_hyphen_may_be_cut() {
    assert!(is_doubted("sulla passe-\nrella"));
    assert!(is_doubted("sulla PASSE-\nRELLA"));
}

#[test]
fn a_label_may_be_cut_too() {
    let label = "Obiettivo non raggiunto";
    let cut = |to: &str| {
        let parsed = read(&plain_but(label, to));
        says(&parsed, "broken-text", "/objectives/0/failure_criteria/0").is_some()
    };
    assert!(cut("Obiettivo non rag-\ngiunto"));
    assert!(!cut(label));
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

/// Whether constraints are in doubt below a purpose that ends with `cut`.
fn are_constraints_doubted(cut: &str, constraints: &str) -> bool {
    let purpose = format!("{PURPOSE} {cut}\nVincoli: {constraints}");
    let parsed = read(&plain_but(PURPOSE, &purpose));
    says(&parsed, "broken-text", "/objectives/0/constraints").is_some()
}

#[test]
fn where_the_printer_cuts_words_any_hyphen_at_the_end_of_a_line_may_be_the_printers() {
    let once = "con il con-\ncorso di tutti";
    let thrice = "con il con-\ncorso di tutti, con-\ncordato nei tem-\npi e nei modi";
    for cut in ["quadro socio-\nsanitario", "della BALAU-\nSTRATA"] {
        assert!(are_constraints_doubted(thrice, cut), "{cut}");
        assert!(!are_constraints_doubted(once, cut), "{cut}");
    }
    let printed = "quadro socio-\nsanitario e socio-sanitario";
    assert!(!are_constraints_doubted(thrice, printed));
}

#[test]
fn a_soft_hyphen_at_which_a_label_breaks_is_none_of_its_words() {
    let label = "Obiettivo non raggiunto";
    assert!(PLAIN.contains(label));
    let parsed = read(&PLAIN.replacen(label, "Obiettivo non rag\u{ad}\ngiunto", 1));
    assert_eq!(
        parsed.objectives[0].failure_criteria,
        read(PLAIN).objectives[0].failure_criteria
    );
}
