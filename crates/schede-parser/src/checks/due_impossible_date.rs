//! `due-impossible-date`: a due cell begins with a date that no calendar has.
//!
//! *What it finds*: "31/02/2024", "30/13/2024".
//! *Why it matters*: the phase has no usable due date.
//! *Example*: phase 2 is due on "31/02/2024", which is no date.

use crate::values::date::is_date_shaped;

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "due-impossible-date",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let phases = sheet.objective.phases.iter().enumerate();
    phases
        .filter(|(_, p)| p.due_date.is_none())
        .filter_map(|(n, p)| {
            let mut words = p.due.as_deref()?.split_whitespace();
            let first = words.next().filter(|word| is_date_shaped(word))?;
            let message = format!("phase {} is due on \"{first}\", which is no date", p.number);
            Some(Odd::warning(format!("phases/{n}/due"), message))
        })
        .collect()
}
