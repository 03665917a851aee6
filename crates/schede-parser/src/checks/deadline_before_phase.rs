//! `deadline-before-phase`: the objective ends before its last phase.
//!
//! *What it finds*: a phase due after the final deadline.
//! *Why it matters*: one of the two dates is wrong.
//! *Example*: the final deadline is 31/12/2024, but phase 3 is due on 31/03/2025.

use super::{Check, Day, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "deadline-before-phase",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let deadline = sheet.objective.final_deadline.as_ref().and_then(|d| d.date);
    let last = sheet
        .objective
        .phases
        .iter()
        .filter_map(|p| Some((p.due_date?, p.number)))
        .max();
    match (deadline, last) {
        (Some(end), Some((due, number))) if end < due => {
            let message = format!(
                "the final deadline is {}, but phase {number} is due on {}",
                Day(end),
                Day(due)
            );
            vec![Odd::warning("final_deadline/date", message)]
        }
        _ => Vec::new(),
    }
}
