//! Sheets of the same family as other offices arrange them: the code and the title behind
//! labels of their own, dates in words, phases as blocks, rows numbered in other ways, a plan
//! named below the body.

use crate::plain::{PLAIN, doubts, plain_but, read};
use schede_model::{Objective, Phase};

/// The rows of the plain sheet's table, and its head.
const TABLE: &str =
    "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";

fn sure(text: &str) -> Objective {
    let parsed = read(text);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
    parsed.objectives[0].clone()
}

/// The plain sheet with these lines for its table.
fn with_phases(lines: &str) -> String {
    let from = PLAIN.find(TABLE).expect("the head");
    let to = PLAIN.find("15/12/2024Scadenza").expect("the deadline");
    let end = PLAIN[to..].find('\n').expect("more");
    let deadline = "Scadenza finale: 15/12/2024";
    [&PLAIN[..from], lines, "\n\n", deadline, &PLAIN[to + end..]].concat()
}

#[test]
fn the_code_and_the_title_may_have_labels_of_their_own() {
    let plain = sure(PLAIN);
    let line = "Obiettivo: A) Rifacimento della passerella sul torrente";
    for (code, lines) in [
        (
            "A",
            "Codice obiettivo: A\n\nTitolo: Rifacimento della passerella sul torrente",
        ),
        (
            "OB3",
            "Codice: OB3\n\nDenominazione dell'obiettivo: Rifacimento della passerella sul torrente",
        ),
        (
            "7",
            "SCHEDA OBIETTIVO N. 7\n\nTitolo dell'obiettivo: Rifacimento della passerella sul torrente",
        ),
        (
            "12",
            "PEG 2024-2026 - SCHEDA OBIETTIVO N. 12\n\nOggetto dell'obiettivo: Rifacimento della passerella sul torrente",
        ),
        (
            "05.02",
            "Obiettivo n. 05.02\n\nPeso dell'obiettivo: 20/100\n\nOggetto: Rifacimento della passerella sul torrente",
        ),
    ] {
        let objective = sure(&plain_but(line, lines));
        assert_eq!(objective.code.as_deref(), Some(code), "{lines}");
        assert_eq!(objective.title, plain.title, "{lines}");
    }
}

#[test]
fn the_label_of_the_title_may_wrap() {
    let line = "Obiettivo: A) Rifacimento della passerella sul torrente";
    let wrapped =
        "OBIETTIVO N. 7\nTITOLO\nDELL'OBIETTIVO\nRifacimento della passerella sul torrente";
    let parsed = read(&plain_but(line, wrapped));
    let title = parsed.objectives[0].title.as_deref();
    assert_eq!(title, Some("Rifacimento della passerella sul torrente"));
}

#[test]
fn one_of_the_two_lines_alone_names_nothing() {
    let line = "Obiettivo: A) Rifacimento della passerella sul torrente";
    let parsed = read(&plain_but(line, "Codice obiettivo: A"));
    assert!(parsed.objectives.is_empty());
}

#[test]
fn the_plan_below_the_body_is_no_part_of_its_name() {
    let line = "COMUNE DI VALFIORITA";
    let objective = sure(&plain_but(
        line,
        "COMUNE DI VALFIORITA\n\nPIAO 2024-2026 - Sottosezione Performance",
    ));
    assert_eq!(objective.entity.as_deref(), Some(line));
}

#[test]
fn months_have_names() {
    let date = |objective: &Objective| objective.phases[0].due_date.map(|d| d.to_string());
    let text = with_phases(
        "Fase 1: Rilievo delle sponde\nPeso: 30%\nScadenza: 31 marzo 2024\nMonitoraggio al 30 settembre 2024: OK\n\n\
         Fase 2: Progetto esecutivo\nPeso: 70%\nScadenza: entro il 30/11/2024\nMonitoraggio al 30 settembre 2024: OK",
    );
    let objective = sure(&text.replace("15/12/2024", "15 dicembre 2024"));
    assert_eq!(date(&objective).as_deref(), Some("2024-03-31"));
    assert_eq!(objective.phases[0].due.as_deref(), Some("31 marzo 2024"));
    assert_eq!(
        objective.phases[1]
            .due_date
            .map(|d| d.to_string())
            .as_deref(),
        Some("2024-11-30")
    );
    assert_eq!(
        objective.reference_date.map(|d| d.to_string()).as_deref(),
        Some("2024-09-30")
    );
    let deadline = objective.final_deadline.expect("one");
    assert_eq!(
        deadline.date.map(|d| d.to_string()).as_deref(),
        Some("2024-12-15")
    );
}

/// Number, description, weight, monitoring, due, outcome.
type Cells<'p> = (
    u32,
    Option<&'p str>,
    Option<f64>,
    Option<&'p str>,
    Option<&'p str>,
    Option<&'p str>,
);

fn cells(phase: &Phase) -> Cells<'_> {
    (
        phase.number,
        phase.description.as_deref(),
        phase.weight,
        phase.monitoring.as_deref(),
        phase.due.as_deref(),
        phase.outcome.as_deref(),
    )
}

#[test]
fn phases_may_be_blocks_of_labels() {
    let objective = sure(&with_phases(
        "Fase 1\nDescrizione: Rilievo delle sponde\nPeso: 30 %\nScadenza: 31/03/2024\nMonitoraggio al 30/09/2024: OK\nRisultato: Rilievo\nconsegnato\n\n\
         Fase 2\nDescrizione: Progetto esecutivo\nPeso: 70 %\nScadenza: 30/11/2024\nMonitoraggio al 30/09/2024:\nRisultato:",
    ));
    let phases: Vec<_> = objective.phases.iter().map(cells).collect();
    assert_eq!(
        phases,
        [
            (
                1,
                Some("Rilievo delle sponde"),
                Some(30.0),
                Some("OK"),
                Some("31/03/2024"),
                Some("Rilievo consegnato")
            ),
            (
                2,
                Some("Progetto esecutivo"),
                Some(70.0),
                None,
                Some("30/11/2024"),
                None
            ),
        ]
    );
    let deadline = objective.final_deadline.expect("one");
    assert_eq!(deadline.raw, "15/12/2024");
}

#[test]
fn labels_of_one_phase_alone_are_a_block_where_there_are_three() {
    let text = with_phases(
        "Attività n. 1: Rilievo\nPeso: 100%\nScadenza: 31/03/2024\nMonitoraggio al 30/09/2024: OK\nEsito: Fatto",
    );
    assert_eq!(sure(&text).phases[0].outcome.as_deref(), Some("Fatto"));
}

#[test]
fn a_label_alone_on_a_line_of_another_text_is_said() {
    // Without a colon the word begins sentences, too: it is read as the text's.
    let vincoli = PLAIN.find("Vincoli").expect("the label");
    let end = PLAIN[vincoli..].find('\n').expect("more");
    let line = &PLAIN[vincoli..vincoli + end];
    let parsed = read(&plain_but(line, "Criticità\nLe piene del torrente"));
    let doubts = doubts(&parsed);
    let doubted = doubts
        .iter()
        .filter_map(|finding| finding.pointer.as_ref())
        .any(|pointer| pointer.0 == "/objectives/0/constraints");
    assert!(doubted, "{doubts:#?}");
}

#[test]
fn a_second_objective_within_a_sheet_is_said() {
    let other = "Obiettivo: B) Rifacimento della scalinata";
    let end = PLAIN.trim_end();
    let parsed = read(&format!("{end}\n{other}\n"));
    let said = parsed.findings.iter().any(|f| f.code == "sheet-missed");
    assert!(parsed.objectives.len() == 1 && said);
}

#[test]
fn phases_that_count_from_one_again_are_of_another_sheet() {
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let other =
        "fase 1: Rilievo delle rampe 30% OK 31/03/2024\nfase 2: Posa delle rampe 70% OK 30/10/2024";
    let again = format!("{row}\n{other}");
    let missed = |text: &str| {
        let findings = read(text).findings;
        findings
            .iter()
            .any(|finding| finding.code == "sheet-missed")
    };
    assert!(missed(&plain_but(row, &again)));
    assert!(!missed(PLAIN));
}
