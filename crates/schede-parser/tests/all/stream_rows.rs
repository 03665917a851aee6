//! Tables of other offices in a text without columns: rows that are numbered without a word,
//! columns in another order.

use crate::plain::{PLAIN, read, says};
use schede_model::Phase;
use schede_parser::Parsed;

/// The plain sheet with another table.
pub fn with_table(table: &str) -> Parsed {
    let from = PLAIN.find("Descrizione Incidenza").expect("the head");
    let to = PLAIN.find("15/12/2024Scadenza").expect("the deadline");
    read(&[&PLAIN[..from], table, &PLAIN[to..]].concat())
}

fn cells(phase: &Phase) -> [Option<&str>; 4] {
    let cells = [
        &phase.description,
        &phase.monitoring,
        &phase.due,
        &phase.outcome,
    ];
    cells.map(Option::as_deref)
}

fn assert_rows(table: &str) {
    let parsed = with_table(table);
    let phases = &parsed.objectives[0].phases;
    let read: Vec<_> = phases.iter().map(cells).collect();
    let monitoring = Some("Avviata la raccolta dei dati");
    assert_eq!(
        read,
        [
            [
                Some("Rilievo delle sponde"),
                monitoring,
                Some("31/03/2024"),
                Some("Relazione agli atti")
            ],
            [
                Some("Progetto esecutivo"),
                Some("In corso"),
                Some("30/11/2024"),
                None
            ],
        ],
        "{table}: {:#?}",
        parsed.findings
    );
    let weights: Vec<_> = phases.iter().map(|phase| phase.weight).collect();
    assert_eq!(weights, [Some(30.0), Some(70.0)], "{table}");
    // Columns of a text are guessed.
    assert!(says(&parsed, "reading-order", "/objectives/0/phases/0/due").is_some());
}

#[test]
fn rows_may_be_numbered_without_a_word() {
    for (head, first, second) in [
        ("N. Azione", "1 ", "2 "),
        ("Fase Descrizione", "I ", "II "),
        ("Azioni", "a) ", "b) "),
        ("Fasi Descrizione", "Prima fase ", "Seconda fase "),
        (
            "N.\nattività\nAttività previste",
            "Attività 1 ",
            "Attività 2 ",
        ),
    ] {
        assert_rows(&format!(
            "{head} Peso % Termine\nprevisto\nStato di avanzamento Esito\n\
             {first}Rilievo\ndelle sponde\n30% 31/03/2024 Avviata la raccolta\ndei dati\nRelazione agli atti\n\
             {second}Progetto esecutivo\n70% 30/11/2024 In corso\n"
        ));
    }
}

#[test]
fn columns_may_come_in_another_order() {
    for (head, first, second) in [
        (
            "Peso % Scadenza Stato al 30/09/2024 Esito",
            "30% 31/03/2024 ",
            "70% 30/11/2024 ",
        ),
        (
            "Scadenza Peso % Stato al 30/09/2024 Esito",
            "31/03/2024 30% ",
            "30/11/2024 70% ",
        ),
        (
            "Peso % Scadenza Stato al 30/09/2024 Esito",
            "30 31/03/2024 ",
            "70 30/11/2024 ",
        ),
    ] {
        assert_rows(&format!(
            "Descrizione {head}\n\
             fase 1: Rilievo delle sponde {first}Avviata la raccolta\ndei dati\nRelazione agli atti\n\
             fase 2: Progetto esecutivo {second}In corso\n"
        ));
    }
}

#[test]
fn an_outcome_says_how_far_the_aim_was_reached() {
    let parsed = with_table(
        "Descrizione Peso % Scadenza Stato al 30/09/2024 Esito\n\
         fase 1: Rilievo delle sponde 30% 31/03/2024 in corso RAGGIUNTO 100%\n\
         fase 2: Progetto esecutivo 70% 30/11/2024 Lavori sospesi Parzialmente raggiunto\n",
    );
    let outcomes = parsed.objectives[0]
        .phases
        .iter()
        .map(|p| p.outcome.as_deref());
    let outcomes: Vec<_> = outcomes.collect();
    assert_eq!(
        outcomes,
        [Some("RAGGIUNTO 100%"), Some("Parzialmente raggiunto")]
    );
}

#[test]
fn a_numbered_list_in_a_text_is_no_table() {
    let text = "Descrizione dell'obiettivo: La passerella va rifatta: 1) rilievo entro il 31/03/2024\n2) progetto entro il 30/11/2024\n";
    let from = PLAIN.find("Descrizione dell'obiettivo").expect("the label");
    let to = PLAIN.find("Descrizione Incidenza").expect("the head");
    let parsed = read(&[&PLAIN[..from], text, &PLAIN[to..]].concat());
    assert_eq!(parsed.objectives[0].phases.len(), 2);
    assert!(parsed.objectives[0].phases[0].description.as_deref() == Some("Rilievo delle sponde"));
}

#[test]
fn labels_without_colons_end_the_last_row() {
    let from = PLAIN.find("Descrizione Incidenza").expect("the head");
    let table = "Azioni Peso % Entro il Stato di avanzamento Risultato\nconseguito\n\
        a) Rilievo delle sponde\n30% 31/03/2024 In corso\n\
        b) Progetto esecutivo\n70% 30/11/2024 In corso\n\
        Risultato atteso Passerella riaperta\nVincoli\nPortata del torrente\n";
    let parsed = read(&[&PLAIN[..from], table].concat());
    let objective = &parsed.objectives[0];
    assert_eq!(objective.expected_results[0].text, "Passerella riaperta");
    assert_eq!(
        objective.constraints.as_deref(),
        Some("Portata del torrente")
    );
    assert_eq!(objective.phases[1].outcome, None);
}

#[test]
fn weights_may_have_no_sign() {
    for weights in [["30", "70"], ["30", "60"]] {
        let parsed = with_table(&format!(
            "Fasi % Monitoraggio al 30/09/2024 Scadenze Raggiungimento\n\
             Fase 1: Rilievo delle sponde\n{}\nIn corso 31/03/2024\n\
             Fase 2: Progetto n. 4 esecutivo\n{}\nIn corso 30/11/2024 Concluso\n",
            weights[0], weights[1]
        ));
        let read: Vec<_> = parsed.objectives[0]
            .phases
            .iter()
            .map(|p| p.weight)
            .collect();
        let whole = weights[1] == "70";
        assert_eq!(read == [Some(30.0), Some(70.0)], whole, "{read:?}");
        assert!(says(&parsed, "reading-order", "/objectives/0/phases/0/weight").is_some());
    }
}

#[test]
fn a_table_may_stand_below_statements() {
    let from = PLAIN.find("Descrizione Incidenza").expect("the head");
    let table = "Risultato atteso: Passerella riaperta\n\
        N. Fase Peso % Scadenza Monitoraggio al 30/09/2024\n\
        1 Rilievo delle sponde\n30% 31/03/2024 In corso\n\
        2 Progetto esecutivo\n70% 30/11/2024 In corso\n\
        Totale 100%\n\
        Risorse umane: Due operai\n";
    let parsed = read(&[&PLAIN[..from], table].concat());
    let objective = &parsed.objectives[0];
    let read: Vec<_> = objective.phases.iter().map(cells).collect();
    let row = |text, due| [Some(text), Some("In corso"), Some(due), None];
    assert_eq!(
        read,
        [
            row("Rilievo delle sponde", "31/03/2024"),
            row("Progetto esecutivo", "30/11/2024"),
        ]
    );
    assert_eq!(objective.expected_results[0].text, "Passerella riaperta");
    assert_eq!(objective.phase_weight_total, Some(100.0));
    assert_eq!(objective.human_resources.as_deref(), Some("Due operai"));
}

#[test]
fn a_row_may_end_in_the_words_of_its_deadline_before_its_weight() {
    let sheet = "\
Dirigente: Arch. Nives Tamburlini
Riferimenti al DUP: Indirizzo Strategico: Un Comune vicino - Obiettivo Strategico: Città senza
Obiettivo n. 3: Rifacimento della passerella sul torrente
Finalità Strategiche: Collegare i due rioni per chi va a piedi
Riferimenti alla sottosezione PIAO-Valore Pubblico: 07 Mobilità dolce Codice 07.05
Descrizione Scadenze previste
Incidenza
fase 1 Rilievo delle sponde del torrente
fase 3 Configurazione e collaudo entro il
";
    let parsed = read(sheet);
    let phase = &parsed.objectives[0].phases[0];
    let description = phase.description.as_deref().unwrap_or_default();
    assert!(description.ends_with("collaudo entro il"), "{description}");
    let doubt = says(&parsed, "reading-order", "/objectives/0");
    assert!(doubt.is_some(), "{:#?}", parsed.findings);
}

/// The cells of the plain sheet with another table, all of it in doubt.
pub fn doubtful_cells(table: &str) -> Vec<(Option<f64>, [Option<String>; 4])> {
    let parsed = with_table(table);
    assert!(
        says(&parsed, "reading-order", "/objectives/0/phases/0/due").is_some(),
        "{table}"
    );
    let phases = &parsed.objectives[0].phases;
    let owned = |phase: &Phase| cells(phase).map(|cell| cell.map(str::to_owned));
    phases.iter().map(|p| (p.weight, owned(p))).collect()
}

pub fn cell(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_text_may_stand_right_behind_the_description() {
    let read = doubtful_cells(
        "Descrizione Monitoraggio al 30/09/2024 Esito Scadenza Peso %\n\
         fase 1: Rilievo delle sponde In corso Non raggiunto 31/03/2024 30%\n\
         fase 2: Progetto esecutivo e trasmissione\nalla Giunta comunale In corso 30/11/2024 70%\n",
    );
    assert_eq!(
        read,
        [
            (
                Some(30.0),
                [
                    cell("Rilievo delle sponde"),
                    cell("In corso"),
                    cell("31/03/2024"),
                    cell("Non raggiunto")
                ]
            ),
            (
                Some(70.0),
                [
                    cell("Progetto esecutivo e trasmissione alla Giunta comunale"),
                    cell("In corso"),
                    cell("30/11/2024"),
                    None
                ]
            ),
        ]
    );
}

#[test]
fn a_table_may_have_no_weights() {
    let read = doubtful_cells(
        "Descrizione Scadenza Monitoraggio al 30/09/2024 Esito\n\
         fase 1: Rilievo delle sponde 31/03/2024 In corso Raggiunto\n\
         fase 2: Progetto esecutivo 30/11/2024 Raggiunto\n",
    );
    let dues: Vec<_> = read.iter().map(|(_, cells)| cells[2].clone()).collect();
    assert_eq!(dues, [cell("31/03/2024"), cell("30/11/2024")]);
    let outcomes: Vec<_> = read.iter().map(|(_, cells)| cells[3].clone()).collect();
    assert_eq!(outcomes, [cell("Raggiunto"), cell("Raggiunto")]);
}

#[test]
fn a_weight_without_its_sign_may_stand_right_before_the_deadline() {
    let read = doubtful_cells(
        "Azioni Peso Monitoraggio al 30/09/2024 Scadenza Esito\n\
         fase 1: Rilievo delle sponde 30 31/03/2024 Relazione agli atti n. 40\n\
         fase 2: Progetto esecutivo 70 In corso 30/11/2024 Parzialmente raggiunto\n",
    );
    let weights: Vec<_> = read.iter().map(|(weight, _)| *weight).collect();
    assert_eq!(weights, [Some(30.0), Some(70.0)]);
    let monitored: Vec<_> = read.iter().map(|(_, cells)| cells[1].clone()).collect();
    assert_eq!(monitored, [None, cell("In corso")]);
}

#[test]
fn labels_may_stand_behind_the_descriptions() {
    let read = doubtful_cells(
        "Descrizione Peso % Scadenza Esito\n\
         Rilievo delle sponde fase 1 30% 31/03/2024 Relazione agli atti con\nle prove di carico\n\
         Progetto esecutivo e\ntrasmissione agli uffici\nfase 2 50% 30/11/2024\n\
         fase 3 20% 15/12/2024 Raggiunto\n",
    );
    assert_eq!(
        read,
        [
            (
                Some(30.0),
                [
                    cell("Rilievo delle sponde"),
                    None,
                    cell("31/03/2024"),
                    cell("Relazione agli atti con le prove di carico")
                ]
            ),
            (
                Some(50.0),
                [
                    cell("Progetto esecutivo e trasmissione agli uffici"),
                    None,
                    cell("30/11/2024"),
                    None
                ]
            ),
            (
                Some(20.0),
                [None, None, cell("15/12/2024"), cell("Raggiunto")]
            ),
        ]
    );
}

#[test]
fn a_sentence_that_names_a_phase_is_no_label_behind_a_description() {
    let parsed = with_table(
        "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         Restano le verifiche. La fase 1\nè propedeutica a tutte le altre\n\
         fase 1: Rilievo delle sponde 30% OK 31/03/2024 Relazione agli atti\n\
         fase 2: Progetto esecutivo 70% OK 30/11/2024 Raggiunto\n",
    );
    let described = parsed.objectives[0].phases.iter();
    let described: Vec<_> = described.map(|p| p.description.as_deref()).collect();
    assert_eq!(described[1], Some("Progetto esecutivo"), "{described:?}");
    assert!(described[0].is_some_and(|text| text.contains("Rilievo delle sponde")));
}

#[test]
fn narrow_cells_may_cut_the_words_of_the_head() {
    let read = doubtful_cells(
        "N. Descrizione Incide\nnza %\nMonitoraggi\no al\n30/09/2024\nScadenze\nprevi\nste\nEsito\n\
         1 Rilievo\ndelle sponde\n30% OK 31/03/2024\nRelazione agli atti\n\
         2 Progetto\nesecutivo\n70% OK 30/11/2024\n",
    );
    let described: Vec<_> = read.iter().map(|(_, cells)| cells[0].clone()).collect();
    assert_eq!(
        described,
        [cell("Rilievo delle sponde"), cell("Progetto esecutivo")]
    );
}

#[test]
fn the_label_behind_a_description_may_wrap() {
    let read = doubtful_cells(
        "Fasi Peso % Scadenza Esito\n\
         Rilievo delle sponde fase\n1\n30% 31/03/2024 Relazione agli atti\n\
         Progetto esecutivo\nfase\n2\n50% 30/11/2024\nRaggiunto\n\
         Collaudo fase\n3\n20% 15/12/2024\nObiettivo raggiunto\n",
    );
    let described: Vec<_> = read.iter().map(|(_, cells)| cells[0].clone()).collect();
    assert_eq!(
        described,
        [
            cell("Rilievo delle sponde"),
            cell("Progetto esecutivo"),
            cell("Collaudo")
        ]
    );
    let weights: Vec<_> = read.iter().map(|(weight, _)| *weight).collect();
    assert_eq!(weights, [Some(30.0), Some(50.0), Some(20.0)]);
}

#[test]
fn words_like_a_label_may_be_a_rows_outcome_where_labels_stand_behind() {
    let read = doubtful_cells(
        "Descrizione Peso % Scadenza Esito\n\
         Rilievo delle sponde fase 1 30% 31/03/2024\nObiettivo raggiunto\n\
         Progetto esecutivo fase 2 70% 30/11/2024\n",
    );
    let outcomes: Vec<_> = read.iter().map(|(_, cells)| cells[3].clone()).collect();
    assert_eq!(outcomes, [cell("Obiettivo raggiunto"), None]);
}

#[test]
fn a_row_with_a_number_alone_may_have_no_description() {
    let read = doubtful_cells(
        "N. Descrizione Monitoraggio al 30/09/2024 Scadenza Esito Peso %\n\
         1 Rilievo delle sponde In corso 31/03/2024 Raggiunto 30%\n\
         2 30/11/2024 Raggiunto 70%\n",
    );
    assert_eq!(read.len(), 2);
    assert_eq!(read[1].0, Some(70.0));
    assert_eq!(
        read[1].1,
        [None, None, cell("30/11/2024"), cell("Raggiunto")]
    );
}

#[test]
fn a_term_within_a_description_is_no_deadline() {
    let read = doubtful_cells(
        "Descrizione Scadenza Monitoraggio al 30/09/2024 Esito\n\
         fase 1: Relazione trimestrale alla Giunta 31/03/2024 In corso Raggiunto\n\
         fase 2: Progetto esecutivo 30/11/2024 Raggiunto\n",
    );
    assert_eq!(read[0].1[0], cell("Relazione trimestrale alla Giunta"));
    assert_eq!(read[0].1[2], cell("31/03/2024"));
}

#[test]
fn a_note_below_the_head_is_no_description_of_labels_behind() {
    let parsed = with_table(
        "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         Note alla tabella\n\
         fase 1: 3 incontri pubblici 30% OK 31/03/2024\n\
         fase 2: 2 prove di carico 70% OK 30/11/2024\n",
    );
    let described = parsed.objectives[0].phases.iter();
    let described: Vec<_> = described.map(|p| p.description.as_deref()).collect();
    assert_eq!(
        described,
        [Some("3 incontri pubblici"), Some("2 prove di carico")]
    );
}

#[test]
fn a_row_with_a_number_alone_may_begin_with_its_share() {
    let parsed = with_table(
        "N. Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         1 Rilievo delle sponde 30% OK 31/03/2024\n\
         2 70% OK 30/11/2024 Raggiunto\n",
    );
    let rows = parsed.objectives[0].phases.iter();
    let rows: Vec<_> = rows.map(|p| (p.number, p.weight)).collect();
    assert_eq!(rows, [(1, Some(30.0)), (2, Some(70.0))]);
}

#[test]
fn narrow_cells_may_cut_the_heads_of_several_columns() {
    for head in [
        "N. Descrizione Incide\nnza % Monitoraggi\no al\n30/09/2024\nScadenze\npreviste Raggiungimento\nObiettivo\n",
        "Fa\nse\nAttività Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n",
    ] {
        let parsed = with_table(&format!(
            "{head}1 Rilievo delle sponde 30% OK 31/03/2024\n2 Progetto esecutivo 70% OK 30/11/2024\n"
        ));
        let rows = parsed.objectives[0].phases.iter();
        let rows: Vec<_> = rows
            .map(|p| (p.number, p.description.as_deref(), p.weight))
            .collect();
        assert_eq!(
            rows,
            [
                (1, Some("Rilievo delle sponde"), Some(30.0)),
                (2, Some("Progetto esecutivo"), Some(70.0))
            ]
        );
    }
}

#[test]
fn narrow_cells_may_have_a_letter_of_the_label_a_line() {
    let read = doubtful_cells(
        "Descrizione Peso % Scadenza Esito Monitoraggio al 30/09/2024\n\
         f\na\ns\ne\n1\n:\nRilievo delle sponde\n30% 31/03/2024 Relazione agli atti\n\
         f\na\ns\ne\n2\n:\nProgetto esecutivo\n70% 30/11/2024 Raggiunto\n",
    );
    let described: Vec<_> = read.iter().map(|(_, cells)| cells[0].clone()).collect();
    assert_eq!(
        described,
        [cell("Rilievo delle sponde"), cell("Progetto esecutivo")]
    );
}

#[test]
fn a_label_that_is_cut_behind_a_description_needs_no_sign() {
    let read = doubtful_cells(
        "Descrizione Esito Scadenza Peso % Monitoraggio al 30/09/2024\n\
         Rilievo delle sponde\nfa\nse\n1\n31/03/2024 30%\n\
         fa\nse\n2\n15/06/2024 20%\n\
         Progetto esecutivo\nfa\nse\n3\nRelazione agli atti\n30/11/2024 50%\n",
    );
    let described: Vec<_> = read.iter().map(|(_, cells)| cells[0].clone()).collect();
    assert_eq!(
        described,
        [
            cell("Rilievo delle sponde"),
            None,
            cell("Progetto esecutivo")
        ]
    );
    assert_eq!(read[2].1[3], cell("Relazione agli atti"));
}

#[test]
fn a_participle_with_a_capital_letter_begins_another_cell() {
    let read = doubtful_cells(
        "Descrizione Monitoraggio al 30/09/2024 Scadenza Esito Peso %\n\
         fase 1: Rilievo delle sponde e raccolta dei dati Effettuati n. 3 incontri 31/03/2024 30%\n\
         fase 2: Progetto esecutivo In corso 30/11/2024 Raggiunto 70%\n",
    );
    assert_eq!(
        read[0].1,
        [
            cell("Rilievo delle sponde e raccolta dei dati"),
            cell("Effettuati n. 3 incontri"),
            cell("31/03/2024"),
            None
        ]
    );
}

#[test]
fn a_status_may_stand_right_behind_the_first_label_behind_its_description() {
    // Weights alone on their lines look like totals.
    let read = doubtful_cells(
        "Descrizione Esito Monitoraggio al 30/09/2024 Scadenza Peso %\n\
         Rilievo delle sponde\nfase\n1\nOK\n31/03/2024\n30%\n\
         Progetto esecutivo\nfase\n2\nRelazione agli atti\n30/11/2024\n70%\n",
    );
    assert_eq!(
        read,
        [
            (
                Some(30.0),
                [
                    cell("Rilievo delle sponde"),
                    cell("OK"),
                    cell("31/03/2024"),
                    None
                ]
            ),
            (
                Some(70.0),
                [
                    cell("Progetto esecutivo"),
                    None,
                    cell("30/11/2024"),
                    cell("Relazione agli atti")
                ]
            ),
        ]
    );
}

#[test]
fn a_line_of_a_row_that_begins_with_the_name_of_a_body_ends_no_table_of_labels_behind() {
    let read = doubtful_cells(
        "Descrizione Esito Scadenza Peso % Monitoraggio al 30/09/2024\n\
         Rilievo delle sponde fase 1\nRelazione agli atti con la Regione, la\n\
         Provincia e gli altri enti. 31/03/2024 30%\n\
         Progetto esecutivo fase 2 entro il 30/11/2024 70% OK\n",
    );
    let outcome = cell("Relazione agli atti con la Regione, la Provincia e gli altri enti.");
    assert_eq!(read[0].1[3], outcome);
    assert_eq!(
        read[1].1,
        [
            cell("Progetto esecutivo"),
            cell("OK"),
            cell("entro il 30/11/2024"),
            None
        ]
    );
}

#[test]
fn a_head_printed_twice_names_its_columns_once() {
    let head = "Fase Attività\nScadenza\nEsito\nMonitoraggio\nal 30/09/2024\nPeso\n";
    // The first was painted from its second line on.
    let first = head.split_once('\n').expect("lines").1;
    let read = doubtful_cells(&format!(
        "{first}{head}1 Rilievo delle sponde\n31/03/2024\nRelazione agli atti OK 30%\n\
         2 Progetto esecutivo\n30/11/2024\nRaggiunto OK 70%\n"
    ));
    assert_eq!(
        read[0].1,
        [
            cell("Rilievo delle sponde"),
            cell("OK"),
            cell("31/03/2024"),
            cell("Relazione agli atti")
        ]
    );
}

#[test]
fn weights_have_no_sign_where_a_share_is_an_outcome() {
    let read = doubtful_cells(
        "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         fase 1: Rilievo delle sponde\n20 OK 31/03/2024 50%\n\
         fase 2: Progetto preliminare\n30 OK 30/06/2024\n\
         fase 3: Progetto esecutivo\n50 OK 30/11/2024 Raggiunto\n",
    );
    let weights: Vec<_> = read.iter().map(|(weight, _)| *weight).collect();
    assert_eq!(weights, [Some(20.0), Some(30.0), Some(50.0)]);
    assert_eq!(read[0].1[3], cell("50%"));
}

#[test]
fn the_total_of_weights_without_their_sign_stands_alone_below_the_rows() {
    for (last, total) in [("100", "100"), ("Totale: 100", "100")] {
        let parsed = with_table(&format!(
            "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
             fase 1: Rilievo delle sponde\n30 OK 31/03/2024\n\
             fase 2: Progetto esecutivo\n70 OK 30/11/2024 Relazione agli atti\n{last}\n"
        ));
        let objective = &parsed.objectives[0];
        let found = objective.phase_weight_total.map(|total| total.to_string());
        assert_eq!(found.as_deref(), Some(total));
        let outcome = objective.phases[1].outcome.as_deref();
        assert_eq!(outcome, Some("Relazione agli atti"));
    }
}

#[test]
fn a_number_below_the_rows_is_no_total_of_other_weights_and_none_that_a_word_announces() {
    for number in ["12", "100"] {
        let parsed = with_table(&format!(
            "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
             fase 1: Rilievo delle sponde\n30 OK 31/03/2024\n\
             fase 2: Progetto esecutivo\n70 OK 30/11/2024 Relazione n.\n{number}\n"
        ));
        let objective = &parsed.objectives[0];
        assert_eq!(objective.phase_weight_total, None);
        let outcome = objective.phases[1].outcome.as_deref();
        assert_eq!(outcome, Some(format!("Relazione n. {number}").as_str()));
    }
}
