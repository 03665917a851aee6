//! `duplicate-code`: two objectives of one unit have the same code.
//!
//! *What it finds*: the second and later sheets with a code the unit has used.
//! *Why it matters*: the code names the objective in every other act.
//! *Example*: objective B stands twice in SETTORE CULTURA.

use std::cell::LazyCell;

use schede_model::fold::fold;

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "duplicate-code",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let Some(code) = &sheet.objective.code else {
        return Vec::new();
    };
    let unit = |o: &schede_model::Objective| fold(o.org_unit.as_deref().unwrap_or_default());
    // Sheets of one unit follow one another; an unbounded search would make a
    // thousand-page plan quadratic.
    const REACH: usize = 200;
    let from = sheet.index.saturating_sub(REACH);
    let before = &sheet.all[from..sheet.index];
    let mut same = before.iter().filter(|o| o.code.as_ref() == Some(code));
    let own = LazyCell::new(|| unit(sheet.objective));
    // Most sheets of a unit spell its name alike.
    if !same.any(|o| o.org_unit == sheet.objective.org_unit || unit(o) == *own) {
        return Vec::new();
    }
    let name = sheet
        .objective
        .org_unit
        .as_deref()
        .unwrap_or("the same unit");
    vec![Odd::warning(
        "code",
        format!("objective {code} stands more than once in {name}"),
    )]
}
