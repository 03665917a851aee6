//! The caption beside a table, in a cell so narrow that its words are cut.

use crate::made::{page, read, texts};
use schede_model::Column;

/// A table under its head, with a caption cut over the lines beside it, whose last letters
/// stand below the deadline.
#[test]
fn the_end_of_a_caption_below_the_deadline_is_the_captions() {
    let lines: [(f32, &[(f32, &str)]); 9] = [
        (
            80.0,
            &[
                (110.0, "Descrizione"),
                (260.0, "Incidenza"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        ),
        (
            100.0,
            &[(40.0, "Fasi"), (110.0, "fase 1: rilievo"), (260.0, "40%")],
        ),
        (112.0, &[(40.0, "progettuali")]),
        (
            124.0,
            &[
                (40.0, "di sviluppo"),
                (110.0, "fase 2: lavori"),
                (260.0, "60%"),
            ],
        ),
        (136.0, &[(40.0, "dell'o")]),
        (
            148.0,
            &[
                (40.0, "biettivo"),
                (
                    110.0,
                    "Scadenza finale per il raggiungimento dell'obiettivo:",
                ),
                (420.0, "31/12/2024"),
            ],
        ),
        (160.0, &[(40.0, "vo")]),
        (180.0, &[(40.0, "Vincoli: portata del torrente")]),
        (200.0, &[(40.0, "Risorse Umane: personale tecnico")]),
    ];
    let flow = read(vec![page(1, &lines)]);
    let end = flow.segments.iter().find(|s| flow.text(s) == "vo").unwrap();
    assert_eq!(
        end.place.map(|p| p.column),
        Some(Column::Caption),
        "{:?}",
        texts(&flow)
    );
}
