//! When a phase is due, and overdue: from the day after, as a term includes its last day.

use crate::plain::{doubts, plain_but, read, says};

#[test]
fn what_is_due_on_the_day_of_the_reference_is_not_overdue() {
    let overdue = |due: &str| {
        let parsed = read(&plain_but("OK 31/03/2024", &format!("OK {due}")));
        parsed.findings.iter().any(|f| f.code == "phase-overdue")
    };
    assert!(overdue("29/09/2024"));
    assert!(!overdue("30/09/2024"));
    assert!(!overdue("01/10/2024"));
}

#[test]
fn a_date_as_spreadsheets_write_it_is_due() {
    let parsed = read(&plain_but("OK 31/03/2024", "OK 2024-03-31"));
    let phase = &parsed.objectives[0].phases[0];
    assert_eq!(phase.due.as_deref(), Some("2024-03-31"));
    let date = phase.due_date.map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2024-03-31"));
    assert_eq!(phase.outcome, None);
}

#[test]
fn the_time_behind_a_date_is_of_its_cell() {
    for outcome in ["", " Rilievo eseguito il 20/03/2024"] {
        let due = "2024-03-31 00:00:00";
        let parsed = read(&plain_but("OK 31/03/2024", &format!("OK {due}{outcome}")));
        let phase = &parsed.objectives[0].phases[0];
        assert_eq!(phase.due.as_deref(), Some(due));
        let date = phase.due_date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2024-03-31"));
        assert_eq!(phase.outcome.as_deref().unwrap_or_default(), outcome.trim());
        assert!(doubts(&parsed).is_empty(), "{:#?}", parsed.findings);
    }
}

#[test]
fn a_status_no_form_knows_stands_before_a_date_where_all_other_rows_have_one() {
    let cases = ["Realizzata", "Svolta", "50%"];
    for status in cases {
        let row = format!("{status} 31/03/2024 Rilievo eseguito");
        let parsed = read(&plain_but("OK 31/03/2024", &row));
        let phase = &parsed.objectives[0].phases[0];
        assert_eq!(phase.monitoring.as_deref(), Some(status));
        assert_eq!(phase.due.as_deref(), Some("31/03/2024"));
        assert_eq!(phase.outcome.as_deref(), Some("Rilievo eseguito"));
    }
}

#[test]
fn a_date_that_a_participle_leads_into_is_the_outcomes() {
    let text = plain_but("OK 30/11/2024", "OK");
    let row = "Realizzata 31/03/2024 Rilievo eseguito";
    let parsed = read(&text.replacen("OK 31/03/2024", row, 1));
    let phase = &parsed.objectives[0].phases[0];
    assert_eq!(phase.outcome.as_deref(), Some(row));
    let doubt = says(&parsed, "two-readings", "/objectives/0/phases/0/due");
    assert!(doubt.is_some(), "{:#?}", parsed.findings);
}

#[test]
fn words_behind_a_deadline_or_a_status_could_be_the_outcome() {
    let row = "/objectives/0/phases/0/outcome";
    for (printed, doubted) in [
        ("OK 31/03/2024 ma già conclusa nel 2023 in corso", true),
        (
            "OK 30 gg dalla chiusura dei termini n. 12 avvisi notificati",
            true,
        ),
        ("OK Non avviata", true),
        ("(in collaborazione con il SUAP) Non avviata", true),
        ("OK 31/03/2024 ma già conclusa nel 2023", false),
    ] {
        let parsed = read(&plain_but("OK 31/03/2024", printed));
        let mut findings = doubts(&parsed).into_iter();
        let said = findings.any(|f| f.pointer.as_ref().is_some_and(|p| p.covers(row)));
        assert_eq!(said, doubted, "{printed}: {:#?}", parsed.findings);
    }
}

#[test]
fn a_letter_of_a_deadline_that_could_not_be_read_is_said() {
    let parsed = read(&plain_but(
        "OK 31/03/2024",
        "OK 31/03/2024 ma gi\u{fffd} conclusa nel 2023",
    ));
    assert!(says(&parsed, "broken-text", "/objectives/0/phases/0/due").is_some());
}
