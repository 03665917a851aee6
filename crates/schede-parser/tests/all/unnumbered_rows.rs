//! Tables whose rows have no numbers, as other offices print them, in columns kept by blanks.

use crate::plain::{in_columns, read, says};

/// The head of the table, with two rows below.
fn sheet(rows: &[&str]) -> schede_parser::Parsed {
    let text = in_columns();
    let head = text.find("Descrizione   ").expect("a head");
    let begin = text[..head].rfind('\n').expect("lines above");
    let table = ["Attività                                Scadenza        Peso %        Esito"];
    let rows = table
        .iter()
        .chain(rows)
        .copied()
        .collect::<Vec<_>>()
        .join("\n");
    read(&format!("{}\n{rows}\n\nVincoli: nessuno\n", &text[..begin]))
}

const ROWS: [&str; 2] = [
    "Rilievo delle sponde                    31/03/2024      60%           Fatto",
    "Rifacimento delle rampe                 30/06/2024      40%           Fatto",
];

#[test]
fn rows_without_numbers_are_phases_in_their_order() {
    let parsed = sheet(&ROWS);
    let phases = &parsed.objectives[0].phases;
    let numbers: Vec<u32> = phases.iter().map(|phase| phase.number).collect();
    assert_eq!(numbers, [1, 2]);
    let texts: Vec<_> = phases
        .iter()
        .map(|phase| phase.description.as_deref())
        .collect();
    assert_eq!(
        texts,
        [
            Some("Rilievo delle sponde"),
            Some("Rifacimento delle rampe")
        ]
    );
    assert!(
        says(
            &parsed,
            "number-not-printed",
            "/objectives/0/phases/1/number"
        )
        .is_some()
    );
    let mut places = parsed.provenance.iter();
    assert!(places.any(|(pointer, _)| pointer == "/objectives/0/phases/1/number"));
}

#[test]
fn a_row_that_no_weight_or_deadline_tells_leaves_them_unread() {
    let third = "Collaudo";
    let parsed = sheet(&[ROWS[0], third, ROWS[1]]);
    assert!(
        parsed.objectives[0].phases.len() != 3,
        "{:?}",
        parsed.objectives[0].phases
    );
}

#[test]
fn a_last_row_of_half_the_weights_is_no_total() {
    let parsed = sheet(&[
        "Rilievo delle sponde                    31/03/2024      25%           Fatto",
        "Rifacimento delle rampe                 30/06/2024      25%           Fatto",
        "Collaudo delle opere                    30/11/2024      50%           Fatto",
    ]);
    let weights: Vec<_> = parsed.objectives[0]
        .phases
        .iter()
        .map(|phase| phase.weight)
        .collect();
    assert_eq!(weights, [Some(25.0), Some(25.0), Some(50.0)]);
}
