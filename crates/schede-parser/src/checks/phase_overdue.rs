//! `phase-overdue`: a phase was due before the reference date and nothing is
//! said of it.
//!
//! *What it finds*: a due date before the reference date, with no outcome. What is due on
//! the day of the reference is not overdue: a term includes its last day.
//! *Why it matters*: the monitoring is incomplete, or the phase is late.
//! *Example*: phase 2 was due on 31/07/2024, before the reference date
//! 30/09/2024, and has no outcome.

use super::{Check, Day, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "phase-overdue",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let Some(reference) = sheet.objective.reference_date else {
        return Vec::new();
    };
    // "31/01/2024 ma già conclusa nel 2023".
    let concluded = |due: &str| sheet.profile.vocabulary.says_concluded(due);
    let phases = sheet.objective.phases.iter().enumerate();
    phases
        .filter(|(_, p)| p.outcome.is_none())
        .filter_map(|(n, p)| Some((n, p, p.due_date.filter(|due| *due < reference)?)))
        .filter(|(_, p, _)| !p.due.as_deref().is_some_and(concluded))
        .map(|(n, p, due)| {
            let message = format!(
                "phase {} was due on {}, not after the reference date {}, and has no outcome",
                p.number,
                Day(due),
                Day(reference)
            );
            Odd::note(format!("phases/{n}/due_date"), message)
        })
        .collect()
}
