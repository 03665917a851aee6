//! Lines of a head, and labels, that the form prints otherwise or does not know.

use crate::paged::{on_paper, sheet};
use crate::plain::{PLAIN, doubts, plain_but, read, says};

/// The plain sheet with its reference on the first line.
fn reference_first() -> String {
    let from = PLAIN.find("Riferimenti al DUP:").expect("the reference");
    let to = from + PLAIN[from..].find("\n\n").expect("its end") + 2;
    [&PLAIN[from..to], &PLAIN[..from], &PLAIN[to..]].concat()
}

#[test]
fn a_reference_without_its_colon_heads_a_sheet() {
    let plain = read(PLAIN).objectives[0].dup.clone();
    let first = reference_first();
    assert_eq!(read(&first).objectives[0].dup, plain);
    let parsed = read(&first.replacen("DUP:", "DUP", 1));
    assert_eq!(parsed.objectives[0].dup, plain);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn the_label_of_the_signature_names_the_manager_below_the_unit() {
    let plain = read(PLAIN).objectives[0].responsible.clone();
    let parsed = read(&plain_but("\nDirigente:", "\nIl Dirigente:"));
    assert_eq!(parsed.objectives[0].responsible, plain);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn two_bodies_in_the_head_are_said() {
    let name = read(PLAIN).objectives[0].entity.clone().expect("a body");
    let two = format!("\n{name}\n\nProvincia di Luna\n");
    let with_reference = read(&reference_first().replacen(&format!("\n{name}\n"), &two, 1));
    for pointer in ["/objectives/0/entity", "/objectives/0/dup/raw"] {
        assert!(
            says(&with_reference, "two-readings", pointer).is_some(),
            "{pointer}"
        );
    }
    let from = PLAIN.find(&name).expect("its line");
    let alone = format!(
        "{name}\n\nProvincia di Luna\n{}",
        &PLAIN[from + name.len()..]
    );
    let alone = read(&alone);
    assert_eq!(alone.objectives[0].entity.as_ref(), Some(&name));
    assert!(says(&alone, "two-readings", "/objectives/0/entity").is_some());
}

const PEOPLE: &str = "Risorse Umane: personale del servizio tecnico\n";

#[test]
fn a_label_the_form_does_not_know_is_said_where_the_line_above_had_room() {
    let people = "/objectives/0/human_resources";
    assert!(says(&on_paper(&sheet()), "broken-text", people).is_none());
    let tools = format!("{PEOPLE}Risorse strumentali: tre computer\n");
    let parsed = on_paper(&sheet().replace(PEOPLE, &tools));
    assert!(says(&parsed, "broken-text", people).is_some());
}

#[test]
fn a_value_without_words_stands_behind_its_label() {
    let parsed = on_paper(&sheet().replace("personale del servizio tecnico", ""));
    assert_eq!(parsed.objectives[0].human_resources.as_deref(), Some(""));
    let mut evidence = parsed.evidence_of(0);
    let place = evidence.find(|(pointer, _)| pointer.ends_with("/human_resources"));
    let bbox = place
        .and_then(|(_, mut spans)| spans.next()?.bbox)
        .expect("a place");
    assert!(bbox[0] == bbox[2] && bbox[0] > 40.0, "{bbox:?}");
}

#[test]
fn the_weight_of_an_objective_may_stand_above_its_title() {
    let title = PLAIN.find("Obiettivo:").expect("the title");
    let sheet = format!(
        "{}Peso dell'obiettivo: 20\n\n{}",
        &PLAIN[..title],
        &PLAIN[title..]
    );
    let parsed = read(&format!("{PLAIN}\n\n\n\n{sheet}"));
    let weights: Vec<Option<f64>> = parsed.objectives.iter().map(|o| o.weight).collect();
    assert_eq!(weights, [None, Some(20.0)]);
    assert_eq!(
        parsed.objectives[1].responsible,
        parsed.objectives[0].responsible
    );
}

#[test]
fn a_weight_below_a_title_is_read_and_a_deadline_under_another_name_said() {
    let title = "Rifacimento della passerella sul torrente";
    let parsed = read(&plain_but(title, &format!("{title}\nPeso: 20")));
    assert_eq!(parsed.objectives[0].title.as_deref(), Some(title));
    assert_eq!(parsed.objectives[0].weight, Some(20.0));
    let label = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let parsed = read(&plain_but(label, "Scadenza prevista: 15/12/2024"));
    let deadline = "/objectives/0/final_deadline";
    assert_eq!(parsed.objectives[0].final_deadline, None);
    assert!(says(&parsed, "broken-text", deadline).is_some());
}

#[test]
fn a_body_whose_name_has_a_figure_or_ends_with_a_stop_may_be_the_references_last_line() {
    let name = read(PLAIN).objectives[0].entity.clone().expect("a body");
    for other in ["A.S.L. 3", "ASL TO4 Valdorso", "Acque Valdorso S.p.A."] {
        let parsed = read(&reference_first().replacen(&name, other, 1));
        for pointer in ["/objectives/0/entity", "/objectives/0/dup/raw"] {
            assert!(
                says(&parsed, "two-readings", pointer).is_some(),
                "{other} {pointer}"
            );
        }
    }
}
