//! Labels as other offices print them: criteria in one word, in two languages, codes inserted
//! later, phases in words, the form's name below the body's.

use crate::plain::{PLAIN, doubts, plain_but, read};

const OBJECTIVE: &str = "Obiettivo: A) Rifacimento della passerella sul torrente";

#[test]
fn one_word_before_a_colon_is_a_criterion_where_its_opposite_stands_near() {
    let one = read(PLAIN).objectives[0].clone();
    let success = &one.success_criteria[0];
    let failure = &one.failure_criteria[0];
    let text = PLAIN
        .replace(&format!("{}:", success.label), "RAGGIUNTO:")
        .replace(&format!("{}:", failure.label), "NON RAGGIUNTO:");
    let other = read(&text).objectives[0].clone();
    assert_eq!(other.success_criteria.len(), 1, "{text}");
    assert_eq!(other.success_criteria[0].label, "RAGGIUNTO");
    assert_eq!(other.success_criteria[0].text, success.text);
    assert_eq!(other.failure_criteria[0].label, "NON RAGGIUNTO");
    assert_eq!(other.failure_criteria[0].text, failure.text);
}

#[test]
fn labels_in_two_languages_are_those_of_the_first() {
    let plain = read(PLAIN).objectives[0].clone();
    let text = plain_but(
        OBJECTIVE,
        "Obiettivo / Ziel: A) Rifacimento della passerella sul torrente",
    );
    let text = text.replacen("Dirigente:", "Dirigente / Amtsleiter:", 1);
    let parsed = read(&text);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
    let other = &parsed.objectives[0];
    assert_eq!(other.code, plain.code);
    assert_eq!(other.title, plain.title);
    assert_eq!(other.responsible, plain.responsible);
}

#[test]
fn a_code_inserted_later_has_its_ordinal() {
    let text = plain_but(
        OBJECTIVE,
        "Obiettivo A bis) Rifacimento della passerella sul torrente",
    );
    let parsed = read(&text);
    assert_eq!(parsed.objectives[0].code.as_deref(), Some("A bis"));
}

#[test]
fn the_name_of_the_form_below_the_body_is_no_part_of_its_name() {
    let body = "COMUNE DI VALFIORITA";
    let text = plain_but(
        body,
        "COMUNE DI VALFIORITA\nScheda obiettivo PEG/PIAO - anno 2024",
    );
    let parsed = read(&text);
    assert_eq!(parsed.objectives[0].entity.as_deref(), Some(body));
}

#[test]
fn the_word_for_number_may_end_the_label_of_a_code() {
    let plain = read(PLAIN).objectives[0].clone();
    let text = plain_but(
        OBJECTIVE,
        "Obiettivo n.\n\n4.1\n\nTitolo obiettivo: Rifacimento della passerella sul torrente",
    );
    let other = &read(&text).objectives[0];
    assert_eq!(other.code.as_deref(), Some("4.1"));
    assert_eq!(other.title, plain.title);
}

#[test]
fn a_sentence_that_begins_like_a_head_dates_no_monitoring() {
    let date = "Monitoraggio al 30/09/2024";
    assert!(PLAIN.contains(date));
    let text = PLAIN.replace(date, "Monitoraggio");
    let text = text.replacen(
        "Vincoli:",
        "Vincoli: la conferenza è conclusa, il progetto ha lo\nstato di attuazione condiviso con tutti nella seduta del 12/02/2024. Poi",
        1,
    );
    let objective = &read(&text).objectives[0];
    assert_eq!(objective.reference_date, None);
}

#[test]
fn several_managers_have_a_label_in_the_plural() {
    let two = "Dirigenti: Ing. Ada Bruni e Arch. Nives Tamburlini";
    let parsed = read(&plain_but("Dirigente: Arch. Nives Tamburlini", two));
    let objective = &parsed.objectives[0];
    let names = objective.responsible.as_deref();
    assert_eq!(names, Some("Ing. Ada Bruni e Arch. Nives Tamburlini"));
    let unit = objective.org_unit.as_deref();
    assert_eq!(unit, Some("SETTORE LAVORI PUBBLICI E AMBIENTE"));
}

#[test]
fn codes_without_a_sign_may_stand_behind_labels_in_two_languages() {
    let sheet = |code: &str| {
        let text = plain_but(
            OBJECTIVE,
            &format!("Obiettivo / Ziel: {code} Rifacimento della passerella sul torrente"),
        );
        text.replacen("Dirigente:", "Dirigente / Amtsleiter:", 1)
    };
    let parsed = read(&[sheet("1"), sheet("2")].concat());
    let codes: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.code.as_deref())
        .collect();
    assert_eq!(codes, [Some("1"), Some("2")]);
    // The title in a cell, or on a line, of its own.
    let below =
        |code: &str| sheet(code).replacen(&format!("{code} Rif"), &format!("{code}\nRif"), 1);
    let parsed = read(&[below("1"), below("2")].concat());
    assert_eq!(parsed.objectives[1].code.as_deref(), Some("2"));
    let title = parsed.objectives[1].title.as_deref();
    assert_eq!(title, Some("Rifacimento della passerella sul torrente"));
}

#[test]
fn the_name_of_the_plan_over_the_cell_of_the_unit_is_no_part_of_its_name() {
    let unit = "SETTORE LAVORI PUBBLICI E AMBIENTE";
    let text = plain_but(
        unit,
        "SETTORE LAVORI PUBBLICI\nPiano della performance 2024\nE AMBIENTE",
    );
    let parsed = read(&text);
    assert_eq!(parsed.objectives[0].org_unit.as_deref(), Some(unit));
}
