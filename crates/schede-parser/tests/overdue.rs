//! A phase is overdue from the day after it was due: a term includes its last day.

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
