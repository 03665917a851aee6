//! Labels that wrap in their cells and labels of rows below the head of a sheet, without colons.

use crate::head_rows::{HEAD, WHOLE, heads, two_sheets};

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
