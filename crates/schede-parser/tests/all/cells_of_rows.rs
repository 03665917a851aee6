//! Where the cells of a row end, by what their words look like: a monitoring whose words
//! are no status known here, before a date that can only be the deadline; what begins
//! behind a deadline.

use crate::plain::{plain_but, read, says};

const ROW: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";

fn cells(tail: &str) -> [Option<String>; 3] {
    let row = format!("fase 2: Progetto esecutivo 70% {tail}");
    let parsed = read(&plain_but(ROW, &row));
    let phase = parsed.objectives[0].phases[1].clone();
    [phase.monitoring, phase.due, phase.outcome]
}

#[test]
fn words_before_a_date_that_none_leads_into_are_the_monitoring() {
    let cell = |text: &str| Some(text.to_owned());
    assert_eq!(
        cells("In ritardo per carenza di personale 30/11/2024 Fase conclusa il 15/10/2024"),
        [
            cell("In ritardo per carenza di personale"),
            cell("30/11/2024"),
            cell("Fase conclusa il 15/10/2024")
        ]
    );
    assert_eq!(
        cells("Avviata 30/11/2024"),
        [cell("Avviata"), cell("30/11/2024"), None]
    );
}

#[test]
fn a_date_within_a_sentence_is_no_deadline() {
    for outcome in [
        "Fase completata 30/10/2024 grazie alla Regione",
        "Parere rilasciato il 30/10/2024",
        "Nota prot. n. 15/2024 del 30/10/2024 della Regione",
    ] {
        assert_eq!(cells(outcome), [None, None, Some(outcome.to_owned())]);
    }
}

#[test]
fn sentences_read_as_monitoring_are_said() {
    let row = "fase 2: Progetto esecutivo 70% Il parere della Regione tarda ad arrivare 30/11/2024";
    let parsed = read(&plain_but(ROW, row));
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/monitoring").is_some());
}

#[test]
fn what_begins_behind_a_deadline_is_the_outcome() {
    let cell = |text: &str| Some(text.to_owned());
    for (due, outcome) in [
        ("30/11/2024", "deliberazione G.C. n. 47/2024"),
        ("30/11/2024", "alla data del 30/09/2024 lavori in corso"),
        ("30/11/2024", "In attesa del parere"),
        (
            "30/11/2024 31/12/2024",
            "Fase completata in data 30/10/2024",
        ),
        ("30/11/2024 ma già conclusa nel 2023", "Fase completata"),
        (
            "60 giorni dalla conclusione della fase 1",
            "Fase completata",
        ),
    ] {
        let found = cells(&format!("OK {due} {outcome}"));
        assert_eq!(found, [cell("OK"), cell(due), cell(outcome)]);
    }
}
