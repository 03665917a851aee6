//! Weights that stand alone on a line: of a row, of the whole table, or a figure of a
//! text whose words stand one by one.

use crate::plain::{plain_but, read, says};

const FIRST: &str = "fase 1: Rilievo delle sponde 30% OK 31/03/2024";
const SECOND: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";

fn weights(parsed: &schede_parser::Parsed) -> Vec<Option<f64>> {
    let phases = &parsed.objectives[0].phases;
    phases.iter().map(|phase| phase.weight).collect()
}

#[test]
fn the_table_goes_on_where_the_next_row_follows() {
    let row = "fase 1:\nRilievo\nsul\n20%\ndelle\nsponde\n30%\nOK\n31/03/2024";
    let parsed = read(&plain_but(FIRST, row));
    assert_eq!(weights(&parsed), [Some(30.0), Some(70.0)]);
    assert_eq!(parsed.objectives[0].phase_weight_total, Some(100.0));
}

#[test]
fn the_table_goes_on_where_all_of_its_weight_follows() {
    let row = "fase 2:\nProgetto\nsul\n20%\nnel\ntriennio\n70%\nOK\n30/11/2024";
    let parsed = read(&plain_but(SECOND, row));
    assert_eq!(weights(&parsed), [Some(30.0), Some(70.0)]);
    assert_eq!(parsed.objectives[0].phase_weight_total, Some(100.0));
}

#[test]
fn a_sentence_behind_a_status_with_a_full_stop_may_be_of_its_cell() {
    let parsed = read(&plain_but(
        SECOND,
        "fase 2: Progetto esecutivo 70% SI. La quota dell'Ente resta ferma.",
    ));
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/monitoring").is_some());
}

#[test]
fn a_share_in_brackets_is_no_weight() {
    let row = "fase 1: Rilievo delle sponde (IVA\n22% inclusa) 30 % OK 31/03/2024";
    let text = plain_but("fase 1: Rilievo delle sponde 30% OK 31/03/2024", row);
    let phase = &read(&text).objectives[0].phases[0];
    assert_eq!(phase.weight, Some(30.0));
    let description = phase.description.as_deref();
    assert_eq!(description, Some("Rilievo delle sponde (IVA 22% inclusa)"));
}

#[test]
fn the_word_before_the_total_may_stand_in_its_column() {
    let sheet = crate::paged::sheet();
    let total = sheet.lines().find(|line| line.trim() == "100%");
    let total = total.expect("a total alone on its line");
    let word = total.replace("100%", "Totale");
    let parsed = crate::paged::on_paper(&sheet.replace(total, &format!("{word}\n{total}")));
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phase_weight_total, Some(100.0));
    assert_eq!(objective.phases.len(), 2);
}

#[test]
fn where_the_head_names_no_weights_a_row_is_complete_with_its_date() {
    let text = "COMUNE DI BORGO DELLE SELVE\nSETTORE TECNICO\nDirigente: Arch. Nives Tamburlini\n\
        Obiettivo: A) Ponte sul torrente\nDescrizione obiettivo: Rifare il ponte.\nTempistica:\n\
        Attività Scadenze\nMonitoraggio al\n30/09/2026\nRaggiungimento Obiettivo\n\
        Fase 1 Rilievo delle sponde e degli\nargini\n15/06/2026 Svolto in due\ngiornate\n50%\n\
        Fase 2 Progetto esecutivo\n30/07/2026 OK\n\
        Fase 3 Posa delle travi\n28/09/2026 In corso Lavori sospesi\n\
        Scadenza finale per il raggiungimento dell'obiettivo: 28/09/2026\n\
        Risultati attesi: Ponte aperto\nVincoli: nessuno\n";
    let parsed = read(text);
    let phases = &parsed.objectives[0].phases;
    let dates: Vec<_> = phases.iter().map(|phase| phase.due.as_deref()).collect();
    assert_eq!(
        dates,
        [Some("15/06/2026"), Some("30/07/2026"), Some("28/09/2026")]
    );
    assert_eq!(phases[1].description.as_deref(), Some("Progetto esecutivo"));
}
