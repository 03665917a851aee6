//! `weight-sum`: the weights of the phases do not add to what they should.
//!
//! *What it finds*: a sum that is neither 100 nor the printed total, or a printed
//! total that is not 100, for weights in per cent.
//! *Why it matters*: the achievement of the objective is the weighted sum of its
//! phases; a wrong weight changes somebody's evaluation.
//! *Example*: the weights of 4 phases add to 95, the sheet prints 100.

use schede_model::WeightUnit;

use super::{Check, Odd, Sheet, printed};

pub(super) const CHECK: Check = Check {
    code: "weight-sum",
    run,
};

/// Weights printed with two decimals may miss the sum by rounding.
const ROUNDING: f64 = 0.05;

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let phases = &sheet.objective.phases;
    let percent = phases
        .iter()
        .all(|p| p.weight_unit == Some(WeightUnit::Percent));
    if phases.is_empty() || !percent {
        return Vec::new();
    }
    let sum: f64 = phases.iter().filter_map(|p| p.weight).sum();
    let total = sheet.objective.phase_weight_total;
    let expected = total.unwrap_or(100.0);
    if (sum - expected).abs() > ROUNDING {
        let whose = if total.is_some() {
            "the sheet prints"
        } else {
            "they should add to"
        };
        let message = format!(
            "the weights of {} phases add to {}, {whose} {}",
            phases.len(),
            printed(sum),
            printed(expected)
        );
        return vec![Odd::warning(
            if total.is_some() {
                "phase_weight_total"
            } else {
                "phases"
            },
            message,
        )];
    }
    if (expected - 100.0).abs() > ROUNDING {
        let message = format!(
            "the weights of the phases add to {}, expected 100",
            printed(expected)
        );
        return vec![Odd::warning("phase_weight_total", message)];
    }
    Vec::new()
}
