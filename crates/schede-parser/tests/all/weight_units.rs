//! What weights are parts of.

use crate::paged::{on_paper, sheet};
use crate::plain::{PLAIN, doubts, read};
use schede_model::WeightUnit::{self, *};

/// The weights of the sheet's two phases, with the unit of the first, and whether nothing
/// is in doubt.
fn weights(first: &str, second: &str) -> (Vec<Option<f64>>, Option<WeightUnit>, bool) {
    let sheet = PLAIN.replacen("30%", first, 1).replacen("70%", second, 1);
    let parsed = read(&sheet);
    let phases = &parsed.objectives[0].phases;
    assert_eq!(phases.len(), 2, "{first}");
    let units: Vec<_> = phases.iter().map(|phase| phase.weight_unit).collect();
    assert_eq!(units[0], units[1], "{first}");
    assert_eq!(parsed.account.unclaimed, 0, "{first}");
    let values = phases.iter().map(|phase| phase.weight).collect();
    (values, units[0], doubts(&parsed).is_empty())
}

#[test]
fn a_weight_has_the_unit_that_is_printed_with_it() {
    let two = || vec![Some(30.0), Some(70.0)];
    assert_eq!(weights("30%", "70%"), (two(), Some(Percent), true));
    assert_eq!(
        weights("30 punti", "70 punti"),
        (two(), Some(Points100), true)
    );
    assert_eq!(weights("30/100", "70/100"), (two(), Some(Points100), true));
    let thousand = vec![Some(300.0), Some(700.0)];
    let read = weights("300/1000", "700/1000");
    assert_eq!((read.0, read.1), (thousand, Some(Points1000)));
}

#[test]
fn the_total_tells_the_unit_where_the_head_does_not() {
    let of = |total: &str| {
        let sheet = sheet().replacen("Incidenza %", "Incidenza  ", 1);
        let sheet = sheet.replacen("30%", "30 ", 1).replacen("70%", "70 ", 1);
        let parsed = on_paper(&sheet.replacen("100%", total, 1));
        let phase = &parsed.objectives[0].phases[0];
        (phase.weight, phase.weight_unit)
    };
    assert_eq!(of("100%"), (Some(30.0), Some(Percent)));
    assert_eq!(of("100"), (Some(30.0), Some(Points100)));
}

#[test]
fn the_objectives_own_weight_has_one_too() {
    for (printed, value, unit) in [
        ("30%", 30.0, Percent),
        ("30", 30.0, Points100),
        ("30 punti", 30.0, Points100),
        ("30/100", 30.0, Points100),
        ("150 / 1000", 150.0, Points1000),
        ("1,2", 1.2, Factor),
    ] {
        let sheet = PLAIN.replacen(
            "Vincoli:",
            &format!("Peso dell'obiettivo: {printed}\n\nVincoli:"),
            1,
        );
        let parsed = read(&sheet);
        let objective = &parsed.objectives[0];
        assert_eq!(
            (objective.weight, objective.weight_unit),
            (Some(value), Some(unit)),
            "{printed}"
        );
        assert_eq!(parsed.account.unclaimed, 0, "{printed}");
    }
}

#[test]
fn a_fraction_is_no_weight() {
    let parsed = on_paper(&sheet().replacen("30%", "1/3", 1));
    assert_eq!(parsed.objectives[0].phases[0].weight, None);
    let about = |f: &&schede_model::Finding| {
        let place = "/objectives/0/phases/0/weight";
        f.pointer.as_ref().is_some_and(|p| p.covers(place))
    };
    assert!(doubts(&parsed).iter().any(about));
}
