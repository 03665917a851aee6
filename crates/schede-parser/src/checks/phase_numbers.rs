//! `phase-numbers`: the phases are not numbered 1, 2, 3 ...
//!
//! *What it finds*: a number that is left out, doubled or out of order.
//! *Why it matters*: other texts refer to phases by number ("dalla conclusione
//! della fase 3"); a gap may also be a row that was not read.
//! *Example*: phase 4 follows phase 2.

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "phase-numbers",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let numbers: Vec<u32> = sheet.objective.phases.iter().map(|p| p.number).collect();
    let mut found = Vec::new();
    for (n, number) in numbers.iter().enumerate() {
        let before = n.checked_sub(1).map_or(0, |b| numbers[b]);
        if *number != before + 1 {
            let message = match n {
                0 => format!("the first phase is number {number}, expected 1"),
                _ => format!(
                    "phase {number} follows phase {before}, expected {}",
                    before + 1
                ),
            };
            found.push(Odd::warning(format!("phases/{n}/number"), message));
        }
    }
    found
}
