//! Texts of a sheet that are numbered as the rows of its table are ("fase 1: rilievo" among
//! the lines of a description).

use crate::plain::{PLAIN, doubts, in_columns, plain_but, read, says};
use schede_parser::Parsed;

/// The steps that a description names, as it prints them.
const STEPS: &str =
    "Descrizione dell'obiettivo: In due passi\nfase 1: l'accesso al greto\nfase 2: la passerella";

/// A sheet whose description names them.
fn with_steps(sheet: &str) -> Parsed {
    let from = sheet.find("Descrizione dell'obiettivo").expect("its label");
    let to = from + sheet[from..].find('\n').expect("more lines");
    read(&[&sheet[..from], STEPS, &sheet[to..]].concat())
}

fn numbers(parsed: &Parsed) -> Vec<u32> {
    let phases = &parsed.objectives[0].phases;
    phases.iter().map(|phase| phase.number).collect()
}

const DESCRIPTION: &str = "In due passi fase 1: l'accesso al greto fase 2: la passerella";

#[test]
fn steps_above_the_table_are_words_of_the_text() {
    let whole = read(PLAIN);
    let parsed = with_steps(PLAIN);
    assert_eq!(numbers(&parsed), [1, 2]);
    assert_eq!(parsed.objectives[0].phases, whole.objectives[0].phases);
    assert_eq!(
        parsed.objectives[0].description.as_deref(),
        Some(DESCRIPTION)
    );
    // In the order of a stream they could be rows whose cells are printed elsewhere.
    assert!(says(&parsed, "two-readings", "/objectives/0/description").is_some());
}

#[test]
fn steps_above_a_table_whose_cells_are_known_are_words_of_the_text() {
    let parsed = with_steps(&in_columns());
    assert_eq!(numbers(&parsed), [1, 2]);
    assert_eq!(
        parsed.objectives[0].description.as_deref(),
        Some(DESCRIPTION)
    );
}

#[test]
fn rows_above_the_head_of_the_rows_that_follow_them_are_rows() {
    // The head of the next page stands between.
    let parsed = read(&plain_but(
        "fase 2:",
        "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\nfase 2:",
    ));
    assert_eq!(numbers(&parsed), [1, 2]);
    let whole = read(PLAIN);
    assert_eq!(
        parsed.objectives[0].phases[0].weight,
        whole.objectives[0].phases[0].weight
    );
    assert!(doubts(&whole).is_empty());
}
