//! Pages that print all cells of one line first, of tables whose columns come in another order
//! than the form's, or some of whose rows have their description there.

use crate::plain::{doubts, read, says};
use schede_model::Phase;
use schede_parser::Parsed;

/// Dates and weights come first, labels with descriptions behind all else.
const LABELS_LATE: &str = "\
Riferimenti al DUP: ====
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: A) Recupero della fontana di piazza Grande
Finalità Strategiche:
Rendere di nuovo visitabile la piazza
Descrizione dell'obiettivo:
Tempistica:
Fasi progettuali di sviluppo dell'obiettivo
Descrizione Scadenze previste Incidenza %
15/02/2025 30%
20/05/2025 45%
30/11/2025 25%
100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025
Risultato atteso:
Fontana in funzione
Indicatori di risultato:
La fontana è ferma da anni e va riportata in uso con un impianto a ricircolo, che riduce il consumo
di acqua e la spesa del Comune.
fase 1:
Rilievo della vasca
fase 2:
Scelta della ditta e affidamento dei lavori secondo il codice dei contratti
fase 3:
Collaudo dell'impianto
Risorse Umane:
Due tecnici
";

/// Heads stand in both rounds, labels over two lines, one row has its description.
const HEADS_PARTED: &str = "\
Riferimenti al DUP: ====
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: A) Recupero della fontana di piazza Grande
Descrizione dell'obiettivo: Riportare in uso la fontana
Descrizione Raggiungimento Obiettivo
20/02/2025 OK 30% Raggiunto
Collaudo dell'impianto 30/11/2025 70%
100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025
Risultato atteso: Fontana in funzione
Finalità Strategiche: Rendere di nuovo visitabile la piazza Grande e le vie che la
circondano, con il mercato del sabato.
Scadenze
previste
Monitoraggio al
30/06/2025
Incidenza
%
fase
1:
Scelta della ditta e
affidamento dei lavori
fase
2:
Chiusura dei lavori rinviata
al mese di dicembre 2025
";

fn phases(parsed: &Parsed) -> &[Phase] {
    &parsed.objectives[0].phases
}

fn descriptions(parsed: &Parsed) -> Vec<&str> {
    let phases = phases(parsed).iter();
    phases.filter_map(|p| p.description.as_deref()).collect()
}

fn weights(parsed: &Parsed) -> Vec<Option<f64>> {
    phases(parsed).iter().map(|p| p.weight).collect()
}

fn dues(parsed: &Parsed) -> Vec<&str> {
    let phases = phases(parsed).iter();
    phases.filter_map(|p| p.due.as_deref()).collect()
}

/// Whether the page was put in the form's order, which is said of the sheet.
fn is_arranged(parsed: &Parsed) -> bool {
    doubts(parsed)
        .iter()
        .any(|f| f.message.contains("cells of one line come first"))
}

#[test]
fn rows_without_labels_get_those_behind_all_else() {
    let parsed = read(LABELS_LATE);
    assert_eq!(
        descriptions(&parsed),
        [
            "Rilievo della vasca",
            "Scelta della ditta e affidamento dei lavori secondo il codice dei contratti",
            "Collaudo dell'impianto",
        ]
    );
    assert_eq!(weights(&parsed), [Some(30.0), Some(45.0), Some(25.0)]);
    assert_eq!(dues(&parsed), ["15/02/2025", "20/05/2025", "30/11/2025"]);
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phase_weight_total, Some(100.0));
    let description = objective.description.as_deref().unwrap_or_default();
    assert!(
        description.starts_with("La fontana è ferma"),
        "{description}"
    );
    assert!(is_arranged(&parsed));
}

#[test]
fn heads_of_both_rounds_tell_the_order_of_the_columns() {
    let parsed = read(HEADS_PARTED);
    assert_eq!(
        descriptions(&parsed),
        [
            "Scelta della ditta e affidamento dei lavori",
            "Collaudo dell'impianto",
        ]
    );
    assert_eq!(weights(&parsed), [Some(30.0), Some(70.0)]);
    assert_eq!(dues(&parsed), ["20/02/2025", "30/11/2025"]);
    let [first, second] = phases(&parsed) else {
        panic!("two rows");
    };
    assert_eq!(first.monitoring.as_deref(), Some("OK"));
    assert_eq!(first.outcome.as_deref(), Some("Raggiunto"));
    assert_eq!(
        second.outcome.as_deref(),
        Some("Chiusura dei lavori rinviata al mese di dicembre 2025")
    );
    let objective = &parsed.objectives[0];
    assert!(objective.reference_date.is_some());
    assert!(is_arranged(&parsed));
}

#[test]
fn a_row_that_begins_with_what_is_concluded_lacks_its_description() {
    let heads = "Scadenze\npreviste\nMonitoraggio al\n30/06/2025\n";
    let text = HEADS_PARTED
        .replace("20/02/2025 OK 30%", "Fase conclusa 20/02/2025 30%")
        .replace(heads, "Monitoraggio al\n30/06/2025\nScadenze\npreviste\n");
    let parsed = read(&text);
    let first = &phases(&parsed)[0];
    assert_eq!(first.monitoring.as_deref(), Some("Fase conclusa"));
    assert_eq!(
        first.description.as_deref(),
        Some("Scelta della ditta e affidamento dei lavori")
    );
}

#[test]
fn a_text_without_a_code_is_no_reference() {
    let late = "Riferimenti alla sottosezione PIAO-\nValore Pubblico:\n\
        La fontana è ferma da anni e va riportata in uso con un impianto a\n\
        ricircolo, e con le luci che aveva al tempo della costruzione.\n\
        Il Comune riduce il consumo di acqua e la spesa, la piazza torna ad\n\
        essere luogo di incontro.\n";
    let text = HEADS_PARTED
        .replace(" Riportare in uso la fontana", "")
        .replace("Scadenze\nprev", &format!("{late}Scadenze\nprev"));
    let parsed = read(&text);
    let objective = &parsed.objectives[0];
    let description = objective.description.as_deref().unwrap_or_default();
    assert!(description.starts_with("La fontana"), "{description}");
    assert!(description.ends_with("di incontro."), "{description}");
}

#[test]
fn no_word_of_such_a_page_is_lost() {
    for text in [LABELS_LATE, HEADS_PARTED] {
        let parsed = read(text);
        let lost = parsed.findings.iter().any(|f| f.code == "unclaimed-line");
        assert!(!lost, "{:#?}", doubts(&parsed));
    }
}

#[test]
fn a_table_that_goes_on_behind_lines_stays_as_it_is() {
    // A row more than the first round has, and a weight in the second.
    let more = LABELS_LATE.replace("Risorse Umane:", "fase 4:\nRelazione\nRisorse Umane:");
    assert!(!is_arranged(&read(&more)));
    let weight = LABELS_LATE.replace("Risorse Umane:", "20%\nRisorse Umane:");
    assert!(!is_arranged(&read(&weight)));
    // A label less.
    let fewer = LABELS_LATE.replace("fase 2:\n", "");
    assert!(!is_arranged(&read(&fewer)));
}

#[test]
fn the_colon_of_a_label_may_begin_the_next_line() {
    let parsed = read(&LABELS_LATE.replacen("fase 1:\n", "fase 1\n: ", 1));
    let as_printed = read(LABELS_LATE);
    let rows = |parsed: &Parsed| -> Vec<(u32, Option<String>)> {
        let phases = parsed.objectives[0].phases.iter();
        phases.map(|p| (p.number, p.description.clone())).collect()
    };
    assert_eq!(rows(&parsed), rows(&as_printed));
}

/// A sheet and the begin of the next on one page, whose second round has cells of both.
const TWO_SHEETS: &str = "\
Riferimenti al DUP: ====
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: A) Recupero della fontana di piazza Grande
Descrizione dell'obiettivo: Riportare in uso la fontana
Descrizione Scadenze previste Incidenza % Raggiungimento Obiettivo
fase 1: Rilievo della vasca 20/02/2025 30%
fase 2: Collaudo dell'impianto 30/11/2025 70% Raggiunto
Totale 100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025
Risultato atteso: Fontana in funzione
Riferimenti al DUP: ====
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: B) Nuova area giochi di via dei Tigli
Descrizione dell'obiettivo:
Descrizione Scadenze previste Incidenza % Raggiungimento Obiettivo
fase 1: 15/03/2025 40%
Finalità Strategiche: Rendere di nuovo visitabile la piazza Grande e le vie che la
circondano, con il mercato del sabato.
Lavori fermi per il ritrovamento
di un pozzo antico
Finalità Strategiche: Dare ai bambini del quartiere un luogo sicuro in cui giocare, e
ai nonni una panchina.
Posare i giochi scelti dalle famiglie nel prato accanto alla scuola, con una recinzione
bassa e due alberi.
Scelta dei giochi con le famiglie
del quartiere
\u{c}fase 2: Posa dei giochi 30/10/2025 60% Raggiunto
Totale 100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/10/2025
Risultato atteso: Area aperta
";

#[test]
fn a_page_may_have_the_cells_of_two_sheets() {
    let parsed = read(TWO_SHEETS);
    let [first, second] = &parsed.objectives[..] else {
        panic!("two sheets");
    };
    let purposes = [&first.purpose, &second.purpose].map(|purpose| purpose.as_deref());
    assert_eq!(
        purposes,
        [
            Some(
                "Rendere di nuovo visitabile la piazza Grande e le vie che la circondano, con il mercato del sabato."
            ),
            Some(
                "Dare ai bambini del quartiere un luogo sicuro in cui giocare, e ai nonni una panchina."
            ),
        ]
    );
    assert_eq!(
        first.phases[0].outcome.as_deref(),
        Some("Lavori fermi per il ritrovamento di un pozzo antico")
    );
    let rows: Vec<_> = second
        .phases
        .iter()
        .map(|p| p.description.as_deref())
        .collect();
    assert_eq!(
        rows,
        [
            Some("Scelta dei giochi con le famiglie del quartiere"),
            Some("Posa dei giochi"),
        ]
    );
    let description = second.description.as_deref().unwrap_or_default();
    assert!(description.ends_with("due alberi."), "{description}");
    assert!(is_arranged(&parsed));
}

/// A table over two pages, of which nothing says where the first ends.
const TABLE_GOES_ON: &str = "\
Riferimenti al DUP: ====
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: A) Recupero della fontana di piazza Grande
Descrizione dell'obiettivo: Riportare in uso la fontana
Descrizione Scadenze previste Incidenza % Raggiungimento Obiettivo
fase 1: 20/02/2025 30%
fase 2: 30/09/2025 30% Raggiunto
Finalità Strategiche: Rendere di nuovo visitabile la piazza Grande e le vie che la
circondano, con il mercato del sabato.
Scelta della ditta e
affidamento dei lavori
Lavori fermi per il
ritrovamento di un pozzo
Rifacimento della vasca
con pietra del luogo
fase 3: Collaudo 30/11/2025 40%
Totale 100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025
Risultato atteso: Fontana in funzione
";

#[test]
fn a_page_without_a_mark_ends_where_the_rows_count_on() {
    let parsed = read(TABLE_GOES_ON);
    assert_eq!(
        descriptions(&parsed),
        [
            "Scelta della ditta e affidamento dei lavori",
            "Rifacimento della vasca con pietra del luogo",
            "Collaudo",
        ]
    );
    assert_eq!(
        phases(&parsed)[0].outcome.as_deref(),
        Some("Lavori fermi per il ritrovamento di un pozzo")
    );
    let objective = &parsed.objectives[0];
    let purpose = objective.purpose.as_deref().unwrap_or_default();
    assert!(purpose.ends_with("mercato del sabato."), "{purpose}");
    assert!(is_arranged(&parsed));
}

#[test]
fn a_page_without_a_mark_ends_where_its_sheet_does() {
    let page = TABLE_GOES_ON
        .replace("fase 3: Collaudo 30/11/2025 40%\nTotale 100%\n", "")
        .replace("30% Raggiunto", "70% Raggiunto");
    let parsed = read(&page);
    assert_eq!(
        descriptions(&parsed)[1],
        "Rifacimento della vasca con pietra del luogo"
    );
    let results: Vec<_> = parsed.objectives[0].expected_results.iter().collect();
    assert_eq!(results[0].text, "Fontana in funzione");
}

#[test]
fn a_deadline_ends_where_another_cell_begins() {
    let text = TABLE_GOES_ON
        .replace("fase 1: 20/02/2025 30%", "fase 1: 30%")
        .replace("Descrizione Scadenze previste", "Descrizione")
        .replace("Scelta della", "Scadenze\npreviste\nScelta della")
        .replace(
            "Lavori fermi per il\nritrovamento di un pozzo\n",
            "entro il\n20/02/2025\n",
        );
    let parsed = read(&text);
    assert_eq!(dues(&parsed)[0], "entro il 20/02/2025");
    assert_eq!(
        descriptions(&parsed)[..2],
        [
            "Scelta della ditta e affidamento dei lavori",
            "Rifacimento della vasca con pietra del luogo",
        ]
    );
}

#[test]
fn rows_count_on_though_the_head_of_their_numbers_comes_late() {
    let text = HEADS_PARTED
        .replace("20/02/2025 OK", "1 20/02/2025 OK")
        .replace(
            "Collaudo dell'impianto 30/11/2025 70%",
            "2 Collaudo dell'impianto 30/11/2025 50%\n3 Posa della vasca nuova 15/12/2025 20%",
        )
        .replace("fase\n1:\n", "")
        .replace("fase\n2:\n", "");
    let parsed = read(&text);
    assert_eq!(
        descriptions(&parsed),
        [
            "Scelta della ditta e affidamento dei lavori",
            "Collaudo dell'impianto",
            "Posa della vasca nuova",
        ]
    );
}

#[test]
fn a_deadline_without_its_label_may_have_a_note() {
    let label = "Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025\n";
    let text = LABELS_LATE
        .replace(label, "30/11/2025 prorogata di un mese\n")
        .replace(
            "Risorse Umane:",
            "Scadenza finale per il\nraggiungimento dell'obiettivo:\nRisorse Umane:",
        );
    let parsed = read(&text);
    assert_eq!(descriptions(&parsed).len(), 3);
    let deadline = parsed.objectives[0].final_deadline.as_ref();
    let raw = deadline.map(|deadline| deadline.raw.as_str());
    assert_eq!(raw, Some("30/11/2025 prorogata di un mese"));
}

/// A page that prints its cells as they come, to its foot.
const AS_IT_COMES: &str = "\
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: A) Sportello telematico
Descrizione Incidenza % Monitoraggio al 30/09/2025 Scadenze previste Raggiungimento Obiettivo
fase 1: Scelta della ditta 40% OK 31/03/2025 Raggiunto
fase 2: Collaudo dell'impianto 60% OK
14/12/2025 Lavori conclusi con
la posa dei giochi nel parco.
Scadenza finale per il raggiungimento dell'obiettivo: 31/12/2025
Risultato atteso: Riduzione dei tempi
Vincoli: Patto di stabilità e disponibilità delle ditte incaricate dal
consorzio di bonifica
Risorse Umane: personale del servizio tecnico
Risorse Finanziarie: Assegnate con il PEG
";

#[test]
fn the_last_row_may_wrap_before_its_deadline() {
    let parsed = read(AS_IT_COMES);
    let last = &phases(&parsed)[1];
    assert_eq!(last.due.as_deref(), Some("14/12/2025"));
    assert_eq!(
        last.outcome.as_deref(),
        Some("Lavori conclusi con la posa dei giochi nel parco.")
    );
    assert!(!is_arranged(&parsed));
}

#[test]
fn the_head_of_the_next_sheet_may_stand_at_a_pages_foot() {
    let (head, rest) = AS_IT_COMES.split_at(AS_IT_COMES.find("Obiettivo: A)").expect("a title"));
    let rest = rest.replace("A) Sportello", "B) Sportello");
    let parsed = read(&format!("{AS_IT_COMES}{head}\u{c}{rest}"));
    assert!(!is_arranged(&parsed));
    for objective in &parsed.objectives {
        assert!(objective.org_unit.is_some() && objective.responsible.is_some());
        let limits = objective.constraints.as_deref().unwrap_or_default();
        assert!(limits.ends_with("consorzio di bonifica"), "{limits}");
    }
}

#[test]
fn two_sheets_of_a_page_may_be_printed_as_they_come() {
    let other = AS_IT_COMES.replace("A) Sportello", "B) Sportello");
    let parsed = read(&format!("{AS_IT_COMES}{other}\u{c}Pagina 2\n"));
    assert!(!is_arranged(&parsed));
    let [first, second] = &parsed.objectives[..] else {
        panic!("two sheets");
    };
    assert_eq!(first.constraints, second.constraints);
    assert_eq!(first.phases.len(), second.phases.len());
}

#[test]
fn words_behind_a_weight_that_was_told_are_not_lost() {
    let text = TWO_SHEETS.replace(
        "Scelta dei giochi con le famiglie\ndel quartiere\n\u{c}",
        "\u{c}Scelta dei giochi con le famiglie\ndel quartiere\n\u{c}",
    );
    let parsed = read(&text);
    let outcomes = parsed.objectives[1].phases.iter();
    let told = outcomes.filter_map(|phase| phase.outcome.as_deref());
    let read = told.into_iter().any(|text| text.contains("le famiglie"));
    let named = parsed.findings.iter().any(|f| f.code == "unclaimed-line");
    assert!(read || named, "{:#?}", doubts(&parsed));
}

#[test]
fn rows_of_a_page_that_tells_no_cells_stand_behind_those_of_one_that_does() {
    let text = TABLE_GOES_ON.replace(
        "fase 3: Collaudo 30/11/2025 40%",
        "fase 3: Collaudo 30/11/2025 40% Lavori conclusi con il\ncollaudo da parte della ditta",
    );
    let parsed = read(&text);
    let numbers: Vec<_> = phases(&parsed).iter().map(|p| p.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(says(&parsed, "reading-order", "/objectives/0/phases/2/due").is_some());
}
