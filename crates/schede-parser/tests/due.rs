//! When a phase is due, and overdue: from the day after, as a term includes its last day.

mod plain;

use plain::{plain_but, read};

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
