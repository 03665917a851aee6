//! `deadline-not-a-date`: the final deadline holds no date.
//!
//! *What it finds*: a placeholder ("xxxxxx"), a text without a date, an empty
//! deadline.
//! *Why it matters*: nobody can say whether the objective is late.
//! *Example*: expected a date as final deadline, but found "xxxxxx".

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "deadline-not-a-date",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    match &sheet.objective.final_deadline {
        Some(deadline) if deadline.date.is_none() => {
            let message = format!(
                "expected a date as final deadline, but found \"{}\"",
                deadline.raw
            );
            vec![Odd::warning("final_deadline/raw", message)]
        }
        Some(_) | None => Vec::new(),
    }
}
