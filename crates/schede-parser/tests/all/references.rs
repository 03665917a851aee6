//! References to the DUP that name more than one mission or programme: the record holds
//! the first, and the others are said.

use crate::plain::{doubts, plain_but, read, says};

#[test]
fn the_second_mission_is_the_other_reading() {
    let text = plain_but(
        "Missione 10-Trasporti e diritto alla mobilità Programma 05-Viabilità e infrastrutture stradali",
        "Missione 10-Trasporti e diritto alla mobilità; Missione 08-Assetto del territorio ed edilizia abitativa",
    );
    let parsed = read(&text);
    let dup = parsed.objectives[0].dup.as_ref().expect("a reference");
    assert_eq!(dup.mission_code.as_deref(), Some("10"));
    let name = dup.mission_name.as_deref();
    assert_eq!(name, Some("Trasporti e diritto alla mobilità"));
    assert!(dup.raw.contains("Missione 08-Assetto"));
    let other = |pointer: &str| {
        let finding = says(&parsed, "two-readings", pointer).expect(pointer);
        finding.alternatives[0].value.clone()
    };
    assert_eq!(
        other("/objectives/0/dup/mission_code").as_deref(),
        Some("08")
    );
    assert_eq!(
        other("/objectives/0/dup/mission_name").as_deref(),
        Some("Assetto del territorio ed edilizia abitativa")
    );
}

#[test]
fn a_reference_that_names_two_programmes_is_said() {
    let once = "Programma 05-Viabilità e infrastrutture stradali";
    let parsed = read(&plain_but(
        once,
        &format!("{once}diritto alla mobilità {once}"),
    ));
    assert!(says(&parsed, "broken-text", "/objectives/0/dup/raw").is_some());
}

#[test]
fn the_last_full_stop_of_an_abbreviation_is_of_its_word() {
    for (printed, read_as) in [
        ("Trasparenza della P.A.", "Trasparenza della P.A."),
        ("Paese vicino.", "Paese vicino"),
    ] {
        let parsed = read(&plain_but(
            DIRECTION,
            &format!("Indirizzo Strategico: {printed}"),
        ));
        let dup = parsed.objectives[0].dup.as_ref().expect("a reference");
        assert_eq!(dup.strategic_direction.as_deref(), Some(read_as));
    }
}

const DIRECTION: &str = "Indirizzo Strategico: Paese vicino";

#[test]
fn a_reference_whose_words_stand_in_no_part_is_said() {
    let part = "/objectives/0/dup/strategic_direction";
    let other = read(&plain_but(DIRECTION, "Ambito di mandato: Paese vicino"));
    assert!(says(&other, "broken-text", part).is_some());
    let numbered = read(&plain_but(
        DIRECTION,
        "Indirizzo strategico n. 4 - Paese vicino",
    ));
    assert!(says(&numbered, "broken-text", part).is_none());
    let dup = numbered.objectives[0].dup.as_ref().expect("a reference");
    assert_eq!(dup.strategic_direction.as_deref(), Some("Paese vicino"));
}

#[test]
fn a_second_code_of_the_public_value_is_said() {
    let parsed = read(&plain_but("Codice 03.02", "Codici 03.02 e 4"));
    let value = parsed.objectives[0].public_value.as_ref().expect("one");
    assert_eq!(value.area_name.as_deref(), Some("Mobilità dolce"));
    assert_eq!(value.code.as_deref(), Some("03.02"));
    let code = "/objectives/0/public_value/code";
    assert!(
        doubts(&parsed)
            .iter()
            .any(|f| f.pointer.as_ref().is_some_and(|p| p.covers(code)))
    );
}
