//! Labels that wrap in their cells and labels of rows below the head of a sheet, without colons.

use crate::head_rows::{HEAD, WHOLE, heads, two_sheets};
use crate::paged;

/// The head of a sheet with a row put in.
fn head_with<'r>(at: usize, rows: &[&'r [&'r str]]) -> Vec<&'r [&'r str]> {
    let mut head: Vec<&[&str]> = HEAD.to_vec();
    head.splice(at..at, rows.iter().copied());
    head
}

#[test]
fn an_unknown_label_that_wraps_is_of_no_value() {
    for (first, second) in [
        ("Assessore di", "riferimento"),
        ("Portatori di", "interesse"),
    ] {
        let rows: [&[&str]; 2] = [&[first, "Dott.ssa Elena Comuzzi"], &[second]];
        let objectives = two_sheets(&head_with(2, &rows), "");
        assert_eq!(heads(&objectives), WHOLE, "{first}");
    }
}

#[test]
fn a_manager_whose_label_wraps_leaves_the_kind_of_the_unit() {
    let mut head = HEAD.to_vec();
    head[1] = &["Dirigente", "Arch. Nives Tamburlini"];
    head.insert(2, &["responsabile"]);
    assert_eq!(heads(&two_sheets(&head, "")), WHOLE);
}

#[test]
fn a_kind_of_unit_that_wraps_is_a_part_of_its_name() {
    let mut head = HEAD.to_vec();
    head[0] = &["Centro di", "Lavori Pubblici"];
    head.insert(1, &["responsabilità"]);
    let objectives = two_sheets(&head, "");
    assert_eq!(
        objectives[0].org_unit.as_deref(),
        Some("Centro di responsabilità Lavori Pubblici")
    );
    assert_eq!(
        objectives[0].entity.as_deref(),
        Some("COMUNE DI VALFIORITA")
    );
}

#[test]
fn the_unit_may_stand_below_the_description() {
    for (label, unit) in [
        ("Settore", "Settore Lavori Pubblici"),
        ("Struttura responsabile", "Lavori Pubblici"),
    ] {
        let head = &HEAD[1..];
        let row = format!(
            "{label:<30}Lavori Pubblici\n{:<30}piena del torrente\n",
            "Vincoli"
        );
        let objectives = two_sheets(head, &row);
        for objective in &objectives {
            let finances = objective.financial_resources.as_deref();
            assert_eq!(finances, Some("assegnate con il PEG"), "{label}");
        }
        assert_eq!(objectives[0].org_unit.as_deref(), Some(unit));
    }
}

#[test]
fn the_weight_may_stand_beside_any_value_of_one_line_but_an_indicator() {
    let row = ["Risorse umane", "piena del torrente", "Peso", "20%"];
    let mut head = HEAD.to_vec();
    head[4] = &row;
    let objectives = two_sheets(&head, "");
    assert_eq!(heads(&objectives), WHOLE);
    let row = ["Indicatore", "metri rifatti", "Peso", "20%"];
    head[4] = &row;
    assert_eq!(two_sheets(&head, "")[0].weight, None);
}

#[test]
fn an_area_of_the_plan_is_no_unit() {
    let rows: [&[&str]; 1] = [&["AREA STRATEGICA 2 - Paese vicino"]];
    let objectives = two_sheets(&head_with(0, &rows), "");
    assert_eq!(heads(&objectives), WHOLE);
}

#[test]
fn a_label_of_the_code_may_wrap() {
    let mut head = HEAD.to_vec();
    head[2] = &["Codice", "A1"];
    head.insert(3, &["obiettivo"]);
    assert_eq!(heads(&two_sheets(&head, "")), WHOLE);
}

#[test]
fn an_unknown_label_in_a_row_of_pairs_is_of_no_value() {
    let settore = ["Settore", "Lavori Pubblici", "Durata", "Annuale"];
    let codice = ["Codice", "A1", "Peso", "20%"];
    let mut head = HEAD[..4].to_vec();
    (head[0], head[2]) = (&settore, &codice);
    // In the second sheet the shorter name moves the columns.
    assert_eq!(heads(&two_sheets(&head, ""))[0], WHOLE[0]);
}

#[test]
fn numbers_may_stand_behind_the_descriptions() {
    let sheet = paged::sheet()
        .replace(
            "fase 1: Rilievo delle sponde ",
            "Rilievo delle sponde  fase 1 ",
        )
        .replace(
            "fase 2: Progetto esecutivo ",
            "Progetto esecutivo    fase 2 ",
        );
    let parsed = paged::on_paper(&sheet);
    let phases = parsed.objectives[0].phases.iter();
    let phases: Vec<_> = phases
        .map(|p| (p.number, p.description.as_deref()))
        .collect();
    let expected = [
        (1, Some("Rilievo delle sponde")),
        (2, Some("Progetto esecutivo")),
    ];
    assert_eq!(phases, expected);
}

#[test]
fn the_deadline_may_have_a_row_in_the_table() {
    let sheet = paged::sheet();
    let glued = "Scadenza finale per il raggiungimento dell'obiettivo: 15/12/2024";
    let total = "                                  100%\n";
    assert!(sheet.contains(glued) && sheet.contains(total));
    let row = format!("{:<45}{:<29}15/12/2024\n", "", "Scadenza finale:");
    let sheet = sheet.replace(glued, "").replace(total, &row);
    let objective = &paged::on_paper(&sheet).objectives[0];
    let deadline = objective.final_deadline.as_ref().expect("a deadline");
    assert_eq!(deadline.raw, "15/12/2024");
    assert_eq!(objective.phases[1].due.as_deref(), Some("30/11/2024"));
}
