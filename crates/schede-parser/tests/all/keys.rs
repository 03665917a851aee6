//! The keys of objectives.

use crate::plain::{PLAIN, plain_but, says};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

fn read(text: &str, ipa: Option<&str>) -> Parsed {
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_text(text, profile);
    let given = Given {
        entity_ipa: ipa.map(str::to_owned),
        ..Given::default()
    };
    parse(&flow, profile, &given)
}

#[test]
fn a_body_that_no_sheet_names_is_said_or_given() {
    let nameless = plain_but("COMUNE DI VALFIORITA\n", "");
    let id = |parsed: &Parsed| parsed.objectives[0].id.clone();
    let said = |parsed: &Parsed| says(parsed, "no-entity", "/entity/name").is_some();
    let alone = read(&nameless, None);
    let given = read(&nameless, Some("c_x001"));
    let other = read(&nameless, Some("c_x002"));
    assert!(said(&alone) && !said(&given));
    assert_ne!(id(&alone), id(&given));
    assert_ne!(id(&given), id(&other));
    // A name that is printed stays what the key is made of.
    let named = read(PLAIN, None);
    assert!(!said(&named));
    assert_eq!(id(&named), id(&read(PLAIN, Some("c_x001"))));
}

#[test]
fn a_year_taken_from_a_date_early_in_the_year_is_in_doubt() {
    let early = PLAIN.replace("30/09/2024", "31/01/2025");
    let parsed = read(&early, None);
    assert_eq!(parsed.plan.year, Some(2025));
    let doubt = says(&parsed, "plan-year", "/plan/year").expect("a doubt");
    assert_eq!(doubt.alternatives[0].value.as_deref(), Some("2024"));
    assert!(!doubt.spans.is_empty());
    assert!(says(&read(PLAIN, None), "plan-year", "/plan/year").is_none());
    // Where the year is printed there is none.
    let printed = read(&format!("PIAO 2025\n\n\n\n{early}"), None);
    assert!(says(&printed, "plan-year", "/plan/year").is_none());
}
