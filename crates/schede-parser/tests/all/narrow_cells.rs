//! What narrow cells do to a text that comes without coordinates: words, dates and
//! labels go over several lines, and each line stands alone.

use crate::plain;
use crate::plain::{PLAIN, doubts, read};
use schede_model::{Finding, Objective};
use schede_parser::Parsed;

/// The plain sheet with one change.
fn plain_but(from: &str, to: &str) -> Parsed {
    read(&plain::plain_but(from, to))
}

/// The objective of the plain sheet with one change, which is read without a doubt.
fn sure(from: &str, to: &str) -> Objective {
    let parsed = plain_but(from, to);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
    parsed.objectives[0].clone()
}

const HEAD: &str =
    "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";

#[test]
fn a_head_whose_words_are_cut_is_a_head() {
    let plain = read(PLAIN).objectives[0].clone();
    for lines in [
        "Descrizione Inciden\nza %\nMonitorag\ngio al\n30/09/2024\nScadenze\nprevis\nte Raggiungimento Obiettivo",
        "Descrizione\nIncidenz\na %\nMonitoraggi\no al 30/09/2024\nScadenze previste\nRaggiungimento\nObiettivo",
        "Incidenz\na %\nMonitoraggio\nal\n30/09/202\n4\nScadenze previste\nRaggiungimento Obiettivo",
        "Inciden\nza %\nMonitoraggio\nal 30/09/20\n24\nScadenze previste\nRaggiungimento Obiettivo",
    ] {
        assert_eq!(sure(HEAD, lines), plain, "{lines:?}");
    }
}

#[test]
fn the_date_of_a_head_that_is_cut_stands_in_two_places() {
    let lines = HEAD.replace("30/09/2024", "\n30/09/202\n4");
    let parsed = plain_but(HEAD, &lines);
    let mut evidence = parsed.evidence_of(0);
    let date = evidence.find(|(pointer, _)| pointer.ends_with("/reference_date"));
    assert_eq!(date.map(|(_, spans)| spans.count()), Some(2));
}

#[test]
fn a_head_printed_again_with_its_words_cut_is_no_text() {
    let row = "fase 2: Progetto";
    let again = "Descrizione Inciden\nza %\nMonitoraggio al\n30/09/2024\nScadenze\npreviste\nRaggiungimento Obiettivo";
    let objective = sure(row, &format!("{again}\n\n{row}"));
    assert_eq!(objective.phases[0].outcome, None);
}

#[test]
fn words_of_heads_in_a_text_are_no_head() {
    let text = "e va rifatta.\nPeso\nscadenze previste\nraggiungimento e 30/09/2024";
    let parsed = plain_but("e va rifatta.", text);
    let description = parsed.objectives[0].description.clone().unwrap_or_default();
    let end = "Peso scadenze previste raggiungimento e 30/09/2024";
    assert!(description.ends_with(end), "{description}");
}

#[test]
fn a_per_cent_sign_below_its_number_belongs_to_the_total() {
    let objective = sure("\n100%\n", "\n100\n%\n");
    assert_eq!(objective.phase_weight_total, Some(100.0));
    let objective = sure("30% OK", "30\n% OK");
    assert_eq!(objective.phases[0].weight, Some(30.0));
}

#[test]
fn a_due_date_whose_year_is_cut_is_whole() {
    let objective = sure(
        "OK 30/11/2024",
        "OK 30/11/202\n4\nConsegnato dal progettista",
    );
    let phase = &objective.phases[1];
    assert_eq!(phase.due.as_deref(), Some("30/11/2024"));
    assert_eq!(phase.outcome.as_deref(), Some("Consegnato dal progettista"));
}

#[test]
fn labels_that_begin_with_the_same_line_are_two() {
    let objective = sure(
        "Risultato atteso: passerella riaperta",
        "Risultato\natteso -\nannualità 2024: progetto\nRisultato\natteso finale -\nanno 2025: passerella riaperta",
    );
    let results: Vec<_> = objective
        .expected_results
        .iter()
        .map(|s| (s.label.as_str(), s.text.as_str()))
        .collect();
    let wanted = [
        ("Risultato atteso - annualità 2024", "progetto"),
        ("Risultato atteso finale - anno 2025", "passerella riaperta"),
    ];
    assert_eq!(results, wanted);
}

#[test]
fn a_status_of_two_words_is_the_monitoring() {
    for status in ["In corso", "In ritardo", "Non avviata", "Da completare"] {
        let row = format!("70% {status} 30/11/2024 Consegnato dal progettista");
        let phase = sure("70% OK 30/11/2024", &row).phases[1].clone();
        assert_eq!(phase.monitoring.as_deref(), Some(status));
        assert_eq!(phase.due.as_deref(), Some("30/11/2024"), "{status}");
        let outcome = Some("Consegnato dal progettista");
        assert_eq!(phase.outcome.as_deref(), outcome, "{status}");
    }
}

#[test]
fn an_outcome_may_begin_like_a_status() {
    let row = "70% OK 30/11/2024\nIn corso di redazione";
    let phase = sure("70% OK 30/11/2024", row).phases[1].clone();
    assert_eq!(phase.outcome.as_deref(), Some("In corso di redazione"));
}

#[test]
fn a_date_behind_a_status_that_is_not_known_may_be_the_deadline() {
    let parsed = plain_but("70% OK 30/11/2024", "70% lavori quasi finiti 30/11/2024");
    let found = doubts(&parsed);
    let due = |f: &&&Finding| {
        let pointer = f.pointer.as_ref();
        pointer.is_some_and(|p| p.covers("/objectives/0/phases/1/due"))
    };
    assert!(found.iter().any(|f| due(&f)), "{found:#?}");
}

#[test]
fn a_bracket_that_closes_on_the_next_line_leads_into_no_date() {
    let row = "70% OK (avviata l'istruttori\na) 30/11/2024 Consegnato dal progettista";
    let phase = plain_but("70% OK 30/11/2024", row).objectives[0].phases[1].clone();
    assert_eq!(phase.due.as_deref(), Some("30/11/2024"));
}

#[test]
fn a_status_of_the_due_column_stands_behind_a_name() {
    let phase = plain_but("70% OK 30/11/2024", "70% Zolla Conclusa\na maggio").objectives[0].phases
        [1]
    .clone();
    assert_eq!(phase.monitoring.as_deref(), Some("Zolla"));
    assert_eq!(phase.due.as_deref(), Some("Conclusa"));
}

#[test]
fn a_word_that_a_narrow_cell_cuts_is_said() {
    for (line, rest) in [
        ("collaborazio", "ne"),
        ("collabora", "zione"),
        ("collaborazion", "e"),
    ] {
        let row = format!("70% OK (in {line}\n{rest} con arch. Zolla) 30/11/2024");
        let parsed = plain_but("70% OK 30/11/2024", &row);
        let found = doubts(&parsed);
        assert!(
            found.iter().any(|f| f.code == "broken-text"),
            "{row}: {found:#?}"
        );
    }
    sure(
        "70% OK 30/11/2024",
        "70% OK (in collaborazione\ncon arch. Zolla) 30/11/2024",
    );
}
