//! What weights are parts of: printed behind the number, or told by the numbers together.
//!
//! In: weights as read, whether the head of their column or their total prints a per cent
//! sign. Out: their unit. A column may be headed "Incidenza %" and hold "0,30" or "150" all the same.
//!
//! Not here: the numbers themselves (`values::weight`).

use schede_model::WeightUnit;

use crate::values::weight::Weight;

/// Weights printed with decimals may miss the sum by rounding; by share of the sum.
const ROUNDING: f64 = 0.005;

/// The largest factor: 1.4 stands for the hardest objectives.
const MOST_FACTOR: f64 = 2.0;

/// The unit that is printed with a weight.
pub(crate) fn printed(weight: &Weight) -> Option<WeightUnit> {
    match weight.of {
        _ if weight.percent => Some(WeightUnit::Percent),
        Some(1000) => Some(WeightUnit::Points1000),
        Some(_) => Some(WeightUnit::Points100),
        None => None,
    }
}

/// The unit of the weights of a table that print none.
pub(crate) fn of_table(weights: &[Weight], percent: bool) -> WeightUnit {
    let sum: f64 = weights.iter().map(|weight| weight.value).sum();
    let adds_to = |whole: f64| (sum - whole).abs() <= ROUNDING * whole;
    let bare = weights.iter().all(|weight| printed(weight).is_none());
    let parts = weights.iter().any(|weight| weight.value.fract() != 0.0);
    match percent {
        _ if bare && parts && adds_to(1.0) => WeightUnit::Factor,
        _ if bare && adds_to(1000.0) => WeightUnit::Points1000,
        true => WeightUnit::Percent,
        false => WeightUnit::Points100,
    }
}

/// The unit of an objective's own weight, if its number prints none: `known` from the others
/// of its table.
pub(crate) fn of_objective(weight: &Weight, known: Option<WeightUnit>) -> WeightUnit {
    let factor = weight.value.fract() != 0.0 && weight.value < MOST_FACTOR;
    let told = || match factor {
        true => WeightUnit::Factor,
        false => WeightUnit::Points100,
    };
    printed(weight).or(known).unwrap_or_else(told)
}

/// The unit of weights of objectives in one column, whose head may print a per cent sign: small
/// numbers, some with decimals, are factors.
pub(crate) fn of_column(weights: &[Weight], percent: bool) -> Option<WeightUnit> {
    let parts = weights.iter().any(|weight| weight.value.fract() != 0.0);
    let small = weights.iter().all(|weight| weight.value <= MOST_FACTOR);
    match percent {
        true => Some(WeightUnit::Percent),
        false => (parts && small).then_some(WeightUnit::Factor),
    }
}

#[cfg(test)]
mod tests {
    use schede_model::WeightUnit::{self, *};

    use super::of_table;
    use crate::values::weight::weight_at_start;

    fn unit(texts: &[&str], percent_head: bool) -> WeightUnit {
        let weights = texts.iter().filter_map(|text| weight_at_start(text));
        of_table(&weights.collect::<Vec<_>>(), percent_head)
    }

    #[test]
    fn numbers_without_a_sign_are_told_by_their_sum() {
        assert_eq!(unit(&["30", "70"], true), Percent);
        assert_eq!(unit(&["30", "70"], false), Points100);
        assert_eq!(unit(&["0,30", "0,70"], true), Factor);
        assert_eq!(unit(&["0,333", "0,333", "0,333"], false), Factor);
        assert_eq!(unit(&["300", "700"], true), Points1000);
        // A single row, and one that is not whole.
        assert_eq!(unit(&["1"], true), Percent);
        assert_eq!(unit(&["0,5%", "0,5%"], true), Percent);
    }
}
