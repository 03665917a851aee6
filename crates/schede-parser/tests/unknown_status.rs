//! A monitoring whose words are no status known here, before a date that can only be the
//! deadline: the columns follow one another on paper.

mod plain;

use plain::{plain_but, read, says};

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
