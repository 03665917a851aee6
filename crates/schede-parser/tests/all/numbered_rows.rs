//! Rows of a text without columns that are numbered without a word, and what may stand in them.

use crate::plain::read;
use crate::stream_rows::{cell, with_table};

/// Numbers and descriptions of a table's rows.
fn numbered(table: &str) -> Vec<(u32, Option<String>, Option<f64>)> {
    let rows = with_table(table).objectives.remove(0).phases.into_iter();
    rows.map(|p| (p.number, p.description, p.weight)).collect()
}

#[test]
fn rows_numbered_without_a_word_may_have_weights_without_their_sign() {
    let rows = numbered(
        "Fase Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         1 Rilievo delle sponde e del\nfondo\n20 Conclusa nei\ntermini\n31/03/2024\n\
         2 30 OK\n\
         3 Progetto esecutivo\n50 II trimestre\n2024\nRaggiunto\n",
    );
    assert_eq!(
        rows,
        [
            (1, cell("Rilievo delle sponde e del fondo"), Some(20.0)),
            (2, None, Some(30.0)),
            (3, cell("Progetto esecutivo"), Some(50.0)),
        ]
    );
}

#[test]
fn a_weight_is_not_taken_for_the_next_row_s_number() {
    let rows = numbered(
        "Fase Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         1 Rilievo delle sponde e del\nfondo\n2 In corso\n\
         2 Progetto esecutivo\n98 OK 30/11/2024\n",
    );
    assert_eq!(
        rows,
        [
            (1, cell("Rilievo delle sponde e del fondo"), Some(2.0)),
            (2, cell("Progetto esecutivo"), Some(98.0)),
        ]
    );
}

#[test]
fn figures_of_numbered_rows_may_be_cut_by_narrow_cells() {
    let head = "Fase Attività Scadenza Raggiungimento Obiettivo Monitoraggio al 30/09/2024 Peso\n";
    // A page may end behind the head, which then comes again.
    for heads in [1, 2] {
        let rows = numbered(&format!(
            "{}1\nRilievo delle sponde\n31-03-20\n24\nOK 40,5\n%\n2 Progetto esecutivo Raggiunto OK\n59,5\n%\n",
            head.repeat(heads)
        ));
        assert_eq!(
            rows,
            [
                (1, cell("Rilievo delle sponde"), Some(40.5)),
                (2, cell("Progetto esecutivo"), Some(59.5)),
            ]
        );
    }
}

#[test]
fn words_like_a_label_may_be_the_outcome_of_a_row_numbered_without_a_word() {
    // Their label stands below the table, with its colon.
    let rows = numbered(
        "N. Attività Scadenza Raggiungimento Obiettivo Monitoraggio al 30/09/2024 Peso\n\
         1 Rilievo delle sponde\n31/03/2024\nObiettivo raggiunto\n30%\n\
         2 Progetto esecutivo\n30/11/2024\nObiettivo raggiunto\n70%\n",
    );
    assert_eq!(
        rows,
        [
            (1, cell("Rilievo delle sponde"), Some(30.0)),
            (2, cell("Progetto esecutivo"), Some(70.0)),
        ]
    );
}

#[test]
fn a_line_of_a_row_that_begins_with_the_name_of_a_unit_ends_no_table() {
    let rows = numbered(
        "Fase Attività Scadenza Peso % Monitoraggio al 30/09/2024 Esito\n\
         1 Rilievo delle sponde\n31/03/2024 30% OK Come dalle linee guida del\n\
         Dipartimento della Funzione Pubblica\n\
         2 Progetto esecutivo\n30/11/2024 70% OK\n",
    );
    assert_eq!(
        rows,
        [
            (1, cell("Rilievo delle sponde"), Some(30.0)),
            (2, cell("Progetto esecutivo"), Some(70.0)),
        ]
    );
}

#[test]
fn rows_numbered_without_a_word_may_lack_a_date_in_a_table_without_weights() {
    let rows = numbered(
        "N. Descrizione Scadenze previste Monitoraggio al 30/09/2024 Raggiungimento Obiettivo\n\
         1 Rilievo delle sponde Conclusa OK\n\
         2 Progetto preliminare\ndell'argine 30/06/2024 OK\n\
         3 Progetto esecutivo 30/11/2024\n",
    );
    assert_eq!(
        rows,
        [
            (1, cell("Rilievo delle sponde"), None),
            (2, cell("Progetto preliminare dell'argine"), None),
            (3, cell("Progetto esecutivo"), None),
        ]
    );
}

#[test]
fn the_unit_of_the_next_sheet_is_none_of_a_row_that_breaks_off() {
    let table = |outcome: &str| {
        format!(
            "N. Fasi Scadenza Peso Esito\n1 Rilievo 30/06/2025 50% Raggiunto\n2 Posa 30/09/2025 50% {outcome}\n"
        )
    };
    let sheet = |code: &str, outcome: &str| {
        format!(
            "SETTORE AMBIENTE\nDirigente: Arch. Nora Salvi\nObiettivo: {code}) Nuova area\n\
             Descrizione dell'obiettivo: Riportare in uso la fontana\n{}",
            table(outcome)
        )
    };
    let text = format!(
        "COMUNE DI PIEVE ALTA\n{}{}Risultato atteso: Area\n",
        sheet("A", "In attesa del parere di"),
        sheet("B", "Raggiunto")
    );
    let parsed = crate::plain::read(&text);
    let units = parsed.objectives.iter().map(|o| o.org_unit.as_deref());
    assert_eq!(units.collect::<Vec<_>>(), [Some("SETTORE AMBIENTE"); 2]);
}

#[test]
fn a_label_of_a_text_without_its_colon_ends_the_rows() {
    let parsed = read(
        "COMUNE DI PIEVE ALTA\nSETTORE LAVORI PUBBLICI\nDirigente: Arch. Nora Salvi\n\
         Obiettivo: A) Recupero della fontana\nDescrizione dell'obiettivo: Riportare in uso la fontana\n\
         N. Fasi Scadenza Esito\n1 Rilievo 30/06/2025 Raggiunto\n2 Posa 30/09/2025 Obiettivo raggiunto\n\
         Risultato atteso\nFontana in funzione\nNote\n1 Primo\n2 Secondo\nRisultato atteso: Acqua potabile\n",
    );
    let results = parsed.objectives[0].expected_results.iter();
    let results: Vec<_> = results.map(|result| result.text.as_str()).collect();
    assert_eq!(results, ["Fontana in funzione", "Acqua potabile"]);
}
