//! What the head of a table in a text without columns says of its rows: which columns they have,
//! in which order, and whether a figure with the sign is a weight.

use crate::stream_rows::{cell, doubtful_cells};

/// Weights, deadlines and outcomes of the rows of a table, all of it in doubt.
fn figures(table: &str) -> Vec<(Option<f64>, Option<String>, Option<String>)> {
    let rows = doubtful_cells(table).into_iter();
    rows.map(|(weight, [_, _, due, outcome])| (weight, due, outcome))
        .collect()
}

#[test]
fn all_of_the_weight_in_several_rows_is_their_outcome() {
    let rows = figures(
        "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\n\
         fase 1: Rilievo delle sponde 15,5 31/03/2024 100%\n\
         fase 2: 24,5 OK 30/06/2024 100%\n\
         fase 3: Progetto esecutivo 60 OK 30/11/2024\n",
    );
    assert_eq!(
        rows,
        [
            (Some(15.5), cell("31/03/2024"), cell("100%")),
            (Some(24.5), cell("30/06/2024"), cell("100%")),
            (Some(60.0), cell("30/11/2024"), None),
        ]
    );
}

#[test]
fn the_tables_caption_may_stand_below_its_head() {
    let rows = figures(
        "Azioni Data di\nscadenza\nStato di\nattuazione al\n30/09/2024\nPeso % Grado di\nraggiungimento\n\
         Tempistica:\nFasi\nprogettuali\n\
         fase 1: Rilievo delle sponde\n31/03/2024 2470 30% Agli atti\n\
         fase 2: Progetto esecutivo 30/11/2024 OK 70% Parzialmente raggiunto\n",
    );
    assert_eq!(
        rows,
        [
            (Some(30.0), cell("31/03/2024"), cell("Agli atti")),
            (
                Some(70.0),
                cell("30/11/2024"),
                cell("Parzialmente raggiunto")
            ),
        ]
    );
}

#[test]
fn a_deadline_that_nobody_knows_may_stand_behind_the_label_behind_a_description() {
    let rows = figures(
        "Fasi Scadenza\nMonitoraggio\nal 30/09/2024\nIncidenza % Esito\n\
         Rilievo delle sponde fase 1 da definire 80% 55 Non raggiunto\n\
         Progetto esecutivo e\ntrasmissione agli uffici fase 2 30/11/2024 OK 45 Raggiunto\n",
    );
    assert_eq!(
        rows,
        [
            (Some(55.0), cell("da definire"), cell("Non raggiunto")),
            (Some(45.0), cell("30/11/2024"), cell("Raggiunto")),
        ]
    );
}
