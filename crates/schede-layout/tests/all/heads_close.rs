//! Heads of columns that touch, or reach over one another: what stands below them tells.

use crate::made::{column, page, read, table, texts};
use schede_model::Column;

type Row<'a> = (f32, &'a [(f32, &'a str)]);

#[test]
fn a_strange_head_that_touches_its_neighbour_heads_a_column() {
    // "Monitoraggio" is 60 wide, and ends where "Indicatore" begins.
    let lines: [Row<'_>; 6] = [
        (
            50.0,
            &[
                (40.0, "Descrizione"),
                (200.0, "Incidenza"),
                (260.0, "Monitoraggio"),
                (320.2, "Indicatore"),
                (400.0, "Scadenze"),
                (470.0, "Raggiungimento"),
            ],
        ),
        (
            62.0,
            &[
                (200.0, "%"),
                (320.2, "di fase"),
                (400.0, "previste"),
                (470.0, "Obiettivo"),
            ],
        ),
        (
            80.0,
            &[
                (40.0, "fase 1: Rilievo"),
                (200.0, "30%"),
                (260.0, "OK"),
                (320.2, "n. atti"),
                (400.0, "31/03/2024"),
            ],
        ),
        (
            100.0,
            &[
                (40.0, "fase 2: Progetto"),
                (200.0, "30%"),
                (260.0, "OK"),
                (320.2, "giorni"),
                (400.0, "30/06/2024"),
            ],
        ),
        (
            120.0,
            &[
                (40.0, "fase 3: Lavori"),
                (200.0, "40%"),
                (320.2, "n. atti"),
                (400.0, "31/12/2024"),
            ],
        ),
        (140.0, &[(40.0, "Vincoli: portata del torrente")]),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
}

#[test]
fn the_last_line_of_a_head_below_two_goes_on_with_the_one_that_wants_it() {
    // "Incidenza" reaches over the first words of "Monitoraggio".
    let lines: [Row<'_>; 4] = [
        (
            50.0,
            &[
                (40.0, "Descrizione"),
                (200.0, "Incidenza"),
                (235.0, "Stato di"),
                (320.0, "Scadenze"),
                (470.0, "Raggiungimento"),
            ],
        ),
        (62.0, &[(235.0, "attuazione"), (470.0, "Obiettivo")]),
        (74.0, &[(235.0, "al 30/09/2024")]),
        (
            92.0,
            &[
                (40.0, "fase 1: Rilievo"),
                (200.0, "30%"),
                (320.0, "31/03/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert!(column(&flow, Column::Monitoring).is_empty());
}

#[test]
fn two_heads_above_the_first_phase_are_those_of_a_table() {
    let rows: [Row<'_>; 3] = [
        (50.0, &[(110.0, "Descrizione"), (360.0, "Scadenza")]),
        (
            70.0,
            &[
                (40.0, "fase 1"),
                (110.0, "Rilievo della sponda"),
                (350.0, "31/03/2024"),
            ],
        ),
        (
            90.0,
            &[
                (40.0, "fase 2"),
                (110.0, "Gara"),
                (350.0, "entro il 30/06/2024"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &rows)]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo della sponda", "Gara"]
    );
    assert_eq!(
        column(&flow, Column::Due),
        ["31/03/2024", "entro il 30/06/2024"]
    );
    // Heads of another table.
    let mut others = rows;
    others[1] = (70.0, &[(40.0, "01"), (110.0, "Ponte"), (350.0, "2024")]);
    others[2] = (90.0, &[(40.0, "02"), (110.0, "Molo"), (350.0, "2025")]);
    let flow = read(vec![page(1, &others)]);
    assert_eq!(column(&flow, Column::Description), [""; 0]);
}

#[test]
fn a_label_that_wraps_right_above_a_head_is_none_of_its_words() {
    let above: [(f32, &[(f32, &str)]); 2] = [
        (26.0, &[(20.0, "Indicatori di")]),
        (
            38.0,
            &[(20.0, "risultato:"), (140.0, "rapporto fra i rifiuti")],
        ),
    ];
    let rows: [(f32, &[(f32, &str)]); 1] = [(
        86.0,
        &[(20.0, "fase 1:"), (140.0, "Rilievo"), (265.0, "30%")],
    )];
    let lines: Vec<_> = above.into_iter().chain(table(&rows)).collect();
    let flow = read(vec![page(1, &lines)]);
    let heads = column(&flow, Column::Head).join(" ");
    assert!(heads.starts_with("Descrizione Incidenza"), "{heads}");
    assert_eq!(column(&flow, Column::Description), ["Rilievo"]);
}

#[test]
fn a_label_above_its_value_is_none_of_the_heads_below() {
    let pitch = 15.0;
    let lines: [&[(f32, &str)]; 6] = [
        &[(40.0, "Indicatore")],
        &[(40.0, "Domande pervenute")],
        &[(40.0, "Fasi e tempi")],
        &[
            (44.0, "N."),
            (85.0, "Fase"),
            (390.0, "Peso"),
            (450.0, "Scadenza"),
        ],
        &[
            (44.0, "1"),
            (85.0, "Rilievo"),
            (390.0, "60%"),
            (450.0, "31/03/2024"),
        ],
        &[
            (44.0, "2"),
            (85.0, "Rampe"),
            (390.0, "40%"),
            (450.0, "30/06/2024"),
        ],
    ];
    let placed: Vec<(f32, &[(f32, &str)])> = (0u8..)
        .map(|n| 50.0 + pitch * f32::from(n))
        .zip(lines)
        .collect();
    let flow = read(vec![page(1, &placed)]);
    assert_eq!(column(&flow, Column::Label), ["1", "2"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert!(texts(&flow).contains(&"Domande pervenute".to_owned()));
}
