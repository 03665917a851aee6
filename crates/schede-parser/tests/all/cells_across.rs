//! Tables without rules within a labelled text, read straight across their cells.

use crate::paged::{on_paper, sheet};
use crate::plain::says;

const PEOPLE: &str = "Risorse Umane: personale del servizio tecnico\n";
const AT: &str = "/objectives/0/human_resources";

/// Whether the text is in doubt with these lines below its label.
fn is_in_doubt(lines: &str) -> bool {
    let sheet = sheet();
    assert!(sheet.contains(PEOPLE), "{sheet}");
    let with = sheet.replacen(PEOPLE, &format!("Risorse Umane:\n{lines}\n"), 1);
    let parsed = on_paper(&with);
    says(&parsed, "broken-text", AT).is_some_and(|f| f.message.contains("gaps at one place"))
}

#[test]
fn cells_that_wrap_beside_others_are_said() {
    assert!(is_in_doubt(
        "Rossi Anna          Istruttore direttivo amministrativo     50%\n\
         Maria Giovanna      contabile, area dei funzionari"
    ));
}

#[test]
fn rows_of_one_line_are_read_as_they_stand() {
    assert!(!is_in_doubt(
        "Rossi Anna          Istruttore direttivo        50%\n\
         Bianchi Ugo         Funzionario tecnico         30%"
    ));
}

#[test]
fn a_gap_in_one_line_is_no_table() {
    assert!(!is_in_doubt(
        "Rossi Anna          Istruttore direttivo\ncontabile a tempo pieno"
    ));
}
