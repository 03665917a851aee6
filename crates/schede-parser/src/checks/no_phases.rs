//! `no-phases`: the sheet has no phases.
//!
//! *What it finds*: an objective whose table of phases is empty or absent.
//! *Why it matters*: without phases nothing can be monitored; or the table was
//! not found.
//! *Example*: objective B has no phases.

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "no-phases",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    // The rows of a table of objectives have no room for phases.
    if !sheet.objective.phases.is_empty() || sheet.of_rows {
        return Vec::new();
    }
    let code = sheet.objective.code.as_deref().unwrap_or("without a code");
    vec![Odd::warning("", format!("objective {code} has no phases"))]
}
