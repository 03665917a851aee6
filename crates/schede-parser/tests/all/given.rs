//! What the caller gives stands nowhere on paper: it is in the plan, and no place is
//! named for it.

use schede_model::{PlanType, Stage};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

const PLAN: &str = include_str!("../../../../fixtures/example/piano.txt");

fn read(text: &str, given: &Given) -> Parsed {
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    parse(&schede_layout::read_text(text, profile), profile, given)
}

/// Which of the plan's members have a place on paper.
fn places(parsed: &Parsed) -> Vec<&str> {
    let pointers = parsed.provenance.iter().map(|(pointer, _)| pointer);
    let mut places: Vec<&str> = pointers.filter_map(|p| p.strip_prefix("/plan/")).collect();
    places.sort_unstable();
    places
}

#[test]
fn a_value_that_is_given_has_no_place_on_paper() {
    let printed = read(PLAN, &Given::default());
    assert_eq!(
        places(&printed),
        ["reference_date", "stage", "type", "year"]
    );
    let given = Given {
        year: Some(2030),
        stage: Some(Stage::Planned),
        plan_type: Some(PlanType::Peg),
        ..Given::default()
    };
    let parsed = read(PLAN, &given);
    assert_eq!(parsed.plan.year, Some(2030));
    assert_eq!(parsed.plan.stage, Some(Stage::Planned));
    assert_eq!(printed.plan.kind, Some(PlanType::Piao));
    assert_eq!(parsed.plan.kind, Some(PlanType::Peg));
    assert_eq!(places(&parsed), ["reference_date"]);
    let only_year = Given {
        year: Some(2030),
        ..Given::default()
    };
    assert_eq!(
        places(&read(PLAN, &only_year)),
        ["reference_date", "stage", "type"]
    );
}

#[test]
fn a_letter_read_as_a_form_is_not_said_to_print_its_labels() {
    let message = |text: &str| {
        let findings = read(text, &Given::default()).findings;
        let found = findings.into_iter().find(|f| f.code == "no-sheet");
        found.expect("it holds no sheet").message
    };
    let letter = message("Gentile signora,\nla ringrazio della Sua lettera.\n");
    assert!(letter.starts_with("no label of the form"), "{letter}");
    let torn = message("Riferimenti al DUP: ===\nVincoli: nessuno\n");
    assert!(torn.starts_with("labels of the form are printed"), "{torn}");
}
