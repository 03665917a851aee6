//! References to the DUP that name more than one mission or programme: the record holds
//! the first, and the others are said.

use crate::plain::{plain_but, read, says};

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
