//! Rows of a text that the end of a page cuts: which cell goes on behind it.

use crate::plain::{plain_but, read, says};

const HEAD: &str =
    "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";

/// The first row cut by the end of a page, behind the lines `above`.
fn cut_behind(above: &str) -> schede_parser::Parsed {
    let row = format!(
        "{above}\nsvolti con i tecnici\n\n{HEAD}\nlungo il torrente\ndel Comune vicino nei tempi.\n"
    );
    read(&plain_but(
        "fase 1: Rilievo delle sponde 30% OK 31/03/2024\n",
        &row,
    ))
}

const DESCRIPTION: &str = "/objectives/0/phases/0/description";

#[test]
fn cells_whose_lines_are_centred_go_on_behind_the_page() {
    let above = "fase 1: Rilievo delle sponde 30% OK 30 gg dalla chiusura\ndei termini I rilievi sono stati";
    assert!(says(&cut_behind(above), "two-readings", DESCRIPTION).is_some());
}

#[test]
fn a_description_of_one_line_beside_an_outcome_of_several_is_whole() {
    let above = "fase 1: Rilievo delle sponde 30% OK 31/03/2024 I rilievi sono stati";
    assert!(says(&cut_behind(above), "two-readings", DESCRIPTION).is_none());
}

#[test]
fn the_weight_that_ends_a_page_and_begins_the_next_is_no_total() {
    let rows = "fase 2: Progetto esecutivo 70% OK 30/11/2024\n\n100%\n";
    let cut = "fase 2: Progetto esecutivo\n\n70%\n\n\n\n70%\nin attesa del nulla osta\n";
    let parsed = read(&plain_but(rows, cut));
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phase_weight_total, None);
    let deadline = objective.final_deadline.as_ref();
    assert_eq!(deadline.map(|d| d.raw.as_str()), Some("15/12/2024"));
}

#[test]
fn a_weight_and_a_date_before_the_next_row_are_read_once() {
    // The total's weight stands before the deadline, and rows follow below it.
    let text = "Obiettivo raggiunto al\n100%\nIndicatori di risultato Ore di apertura\nVincoli\n\
        Obiettivo 4) Orti sociali al parco\nMonitoraggio\nal 30/09/2025\nRaggiungimento\n\
        Obiettivo\nScadenze\nfase 1: Approvazione in\n20% In attesa del\n100% 30/10/2025\n\
        fase 2: Bonifica";
    let parsed = crate::plain::read(text);
    let phases = parsed.objectives.iter().map(|o| o.phases.len());
    assert_eq!(phases.sum::<usize>(), 2);
}
