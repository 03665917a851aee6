//! Tables whose lines an extractor read across the cells, or whose heads it painted among
//! the rows: what one row shows is said of all.

use crate::plain::{PLAIN, doubts, plain_but, read, says};
use schede_model::Finding;
use schede_parser::Parsed;

const FIRST_ROW: &str = "fase 1: Rilievo delle sponde 30% OK 31/03/2024";
const LAST_ROW: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";

fn is_in_doubt(parsed: &Parsed, pointer: &str) -> bool {
    let covers = |f: &&Finding| f.pointer.as_ref().is_none_or(|p| p.covers(pointer));
    doubts(parsed).iter().any(covers)
}

/// With this last row, the first is in doubt.
fn first_in_doubt(row: &str) {
    let parsed = read(&plain_but(LAST_ROW, row));
    let pointer = "/objectives/0/phases/0/outcome";
    assert!(
        is_in_doubt(&parsed, pointer),
        "{row:?}: {:#?}",
        doubts(&parsed)
    );
}

/// With this last row, nothing of the first is in doubt.
fn first_is_sure(row: &str) {
    let parsed = read(&plain_but(LAST_ROW, row));
    let pointer = "/objectives/0/phases/0/outcome";
    assert!(
        !is_in_doubt(&parsed, pointer),
        "{row:?}: {:#?}",
        doubts(&parsed)
    );
}

#[test]
fn a_row_that_holds_pieces_of_other_cells_puts_all_in_doubt() {
    for row in [
        // The description begins as a deadline does, or as a text goes on.
        "fase 2: 60 giorni dalla Progetto esecutivo 70% OK 30/11/2024",
        "fase 2: della conclusione dei lavori 70% OK 30/11/2024",
        "fase 2: 1.250.000,00 70% OK 30/11/2024",
        // The outcome ends as another cell begins.
        "fase 2: Progetto esecutivo 70% OK 30/11/2024 Progetto approvato per un importo pari OK",
        // A deadline stands within the monitoring.
        "fase 2: Progetto esecutivo 70% OK (con tutti i Settori e Conclusa la S.A.)",
        "fase 2: Progetto esecutivo 70% OK (con tutti i Settori e\n24/04/2025 la S.A.)",
    ] {
        first_in_doubt(row);
    }
    for row in [
        "fase 2: 3 sopralluoghi con il Comune 70% OK 30/11/2024",
        "fase 2: progetto esecutivo 70% OK (riunione in data 31/12/2023) 30/11/2024",
        "fase 2: Progetto esecutivo 70% OK 30/11/2024 Progetto approvato (già)",
    ] {
        first_is_sure(row);
    }
}

#[test]
fn a_remark_beside_an_empty_deadline_may_be_the_deadlines() {
    let row = "fase 2: Progetto esecutivo 70% OK conclusa nel 2023";
    let parsed = read(&plain_but(LAST_ROW, row));
    assert!(
        is_in_doubt(&parsed, "/objectives/0/phases/1/due"),
        "{:#?}",
        doubts(&parsed)
    );
}

#[test]
fn a_columns_head_among_the_rows_puts_all_in_doubt() {
    first_in_doubt(&format!(
        "{LAST_ROW}\nRaggiungimento Obiettivo\nProgetto approvato"
    ));
    let label = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let after =
        "Scadenza finale per il raggiungimento dell'obiettivo:\nScadenze previste\n15/12/2024";
    let parsed = read(&plain_but(label, after));
    assert!(is_in_doubt(&parsed, "/objectives/0/phases/0/due"));
}

#[test]
fn a_date_run_together_with_the_next_cell_is_the_deadline() {
    let row = FIRST_ROW.replace("31/03/2024", "31/03/2024Rilievo affidato");
    let parsed = read(&plain_but(FIRST_ROW, &row));
    let phase = &parsed.objectives[0].phases[0];
    assert_eq!(phase.due.as_deref(), Some("31/03/2024"));
    assert_eq!(phase.outcome.as_deref(), Some("Rilievo affidato"));
}

#[test]
fn a_head_whose_names_are_cut_is_in_doubt() {
    let unit = "SETTORE LAVORI PUBBLICI E AMBIENTE";
    let parsed = read(&plain_but(unit, "SETTORE"));
    assert!(is_in_doubt(&parsed, "/objectives/0/org_unit"));
    let parsed = read(&plain_but("COMUNE DI VALFIORITA", "COMUNE DI"));
    assert!(is_in_doubt(&parsed, "/objectives/0/entity"));
    let manager = "Dirigente: COMUNE DI VALFIORITA Arch. Nives Tamburlini";
    let parsed = read(&plain_but("Dirigente: Arch. Nives Tamburlini", manager));
    assert!(is_in_doubt(&parsed, "/objectives/0/responsible"));
    assert!(doubts(&read(PLAIN)).is_empty());
}

#[test]
fn a_reference_of_the_head_opens_a_page() {
    let head = "Piano della performance 2024";
    let outcome = format!("{LAST_ROW}\n\n{head}\n");
    let reference = "\nRiferimenti al DUP:";
    let text = PLAIN.replacen(LAST_ROW, &outcome, 1).replacen(
        reference,
        &format!("\n{head}\n{reference}"),
        1,
    );
    let parsed = read(&text);
    assert!(
        is_in_doubt(&parsed, "/objectives/0/phases/1/outcome"),
        "{:#?}",
        doubts(&parsed)
    );
}

#[test]
fn a_remark_within_a_sentence_is_another_cells() {
    for outcome in [
        "Lavori sospesi nei (in collaborazione con rag. Bosio) termini",
        "Conclusa con determinazione n. procedura aperta 88 del 2024",
    ] {
        let row = format!("{LAST_ROW} {outcome}");
        let parsed = read(&plain_but(LAST_ROW, &row));
        let said = says(&parsed, "two-readings", "/objectives/0/phases/0/outcome");
        assert!(said.is_some(), "{outcome}: {:#?}", doubts(&parsed));
    }
    let row = format!("{LAST_ROW} Affidati (con la Provincia) i lavori, n. 3 lotti");
    assert!(doubts(&read(&plain_but(LAST_ROW, &row))).is_empty());
}

#[test]
fn the_head_of_the_table_ends_no_text() {
    let text = "e va rifatta.";
    let parsed = read(&plain_but(
        text,
        &format!("{text}\nDescrizione\n\nFasi progettuali di sviluppo dell'obiettivo"),
    ));
    assert!(says(&parsed, "reading-order", "/objectives/0/description").is_some());
}

#[test]
fn tables_of_one_document_are_read_alike() {
    let odd = format!("{LAST_ROW} Conclusa con determinazione n. procedura aperta 88");
    let second = PLAIN.replace("Obiettivo: A)", "Obiettivo: B)");
    let parsed = read(&[&plain_but(LAST_ROW, &odd), &*second].concat());
    assert_eq!(parsed.objectives.len(), 2);
    assert!(says(&parsed, "reading-order", "/objectives/1/phases/0/outcome").is_some());
    assert!(says(&parsed, "reading-order", "/objectives/1/description").is_none());
    let parsed = read(&[PLAIN, &*second].concat());
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn a_date_alone_in_one_outcome_says_nothing_of_other_tables() {
    let odd = format!("{LAST_ROW} Lavori affidati\n12/02/2024\ne consegnati");
    let sheet = |code: &str, row: &str| {
        let text = plain_but(LAST_ROW, row);
        text.replace("Obiettivo: A)", &format!("Obiettivo: {code})"))
    };
    let last = |parsed: &Parsed, n: usize| {
        let pointer = format!("/objectives/{n}/phases/0/outcome");
        says(parsed, "reading-order", &pointer).is_some()
    };
    let once = read(&[sheet("A", &odd), sheet("B", LAST_ROW)].concat());
    assert!(last(&once, 0) && !last(&once, 1));
    let twice = [sheet("A", &odd), sheet("B", &odd), sheet("C", LAST_ROW)];
    assert!(last(&read(&twice.concat()), 2));
}

#[test]
fn texts_of_two_years_side_by_side_may_be_read_across() {
    let place = "/objectives/0/expected_results/0/text";
    for (printed, doubted) in [
        (
            "Risultato atteso: ANNO 2024 ANNO 2025 passerella riaperta rampe finite",
            true,
        ),
        (
            "Risultato atteso: 2024 2025\npasserella riaperta rampe finite",
            true,
        ),
        (
            "Risultato atteso: nel 2024 passerella riaperta, 2025 rampe",
            false,
        ),
    ] {
        let parsed = read(&plain_but("Risultato atteso: passerella riaperta", printed));
        assert_eq!(is_in_doubt(&parsed, place), doubted, "{printed}");
        // The second year's is none of its own.
        let second = "/objectives/0/expected_results/1/text";
        assert_eq!(is_in_doubt(&parsed, second), doubted, "{printed}");
    }
}
