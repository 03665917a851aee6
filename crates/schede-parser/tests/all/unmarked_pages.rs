//! Texts without page marks, as some extractors print them: pages end where a sheet begins, and
//! what stands right of a narrow cell stands behind its last word.

use crate::plain::{PLAIN, doubts, read};
use schede_model::Finding;
use schede_parser::Parsed;

/// A page that prints all cells of one line first.
fn sheet(letter: char, first: &str, second: &str) -> String {
    format!(
        "\
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: {letter}) Recupero della fontana di piazza Grande
Finalità Strategiche: Rendere di nuovo visitabile la piazza
Descrizione dell'obiettivo:
Descrizione Scadenze previste Incidenza %
15/02/2025 30%
30/11/2025 70%
100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025
Risultato atteso: Fontana in funzione
La fontana è ferma da anni e va riportata in uso con un impianto a ricircolo, che riduce il consumo
di acqua e la spesa del Comune.
fase 1:
{first}
fase 2:
{second}
"
    )
}

fn descriptions(parsed: &Parsed) -> Vec<&str> {
    let phases = parsed.objectives.iter().flat_map(|o| &o.phases);
    phases.filter_map(|p| p.description.as_deref()).collect()
}

#[test]
fn a_page_ends_where_the_next_sheet_begins() {
    let text = [
        sheet('A', "Rilievo della vasca", "Collaudo"),
        sheet('B', "Scelta della ditta", "Posa"),
    ]
    .concat();
    let parsed = read(&text);
    assert_eq!(
        descriptions(&parsed),
        [
            "Rilievo della vasca",
            "Collaudo",
            "Scelta della ditta",
            "Posa"
        ]
    );
    for objective in &parsed.objectives {
        let description = objective.description.as_deref().unwrap_or_default();
        assert!(
            description.starts_with("La fontana è ferma"),
            "{description}"
        );
        assert!(objective.org_unit.is_some());
    }
    assert!(doubts(&parsed).iter().any(|f| f.code == "reading-order"));
}

#[test]
fn a_label_with_its_value_above_the_next_head_is_of_the_next_sheet() {
    let dup = |text: String| format!("Riferimenti al DUP: ====\n{text}");
    let text = [
        dup(sheet('A', "Rilievo della vasca", "Collaudo")),
        dup(sheet('B', "Scelta della ditta", "Posa")),
    ]
    .concat();
    let parsed = read(&text);
    for objective in &parsed.objectives {
        let dup = objective.dup.as_ref().map(|dup| dup.raw.as_str());
        assert_eq!(dup, Some("===="));
    }
    assert_eq!(descriptions(&parsed)[1], "Collaudo");
}

/// A table whose labels stand in a narrow column, behind the descriptions or before them.
fn narrow(rows: &str) -> Parsed {
    read(&format!(
        "\
Riferimenti al DUP: ====
COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
Dirigente: Arch. Nora Salvi
Obiettivo: A) Recupero della fontana di piazza Grande
Finalità Strategiche: Rendere di nuovo visitabile la piazza
Descrizione dell'obiettivo: Riportare in uso la fontana
Descrizione Incidenza % Monitoraggio al 30/06/2025 Scadenze previste Raggiungimento Obiettivo
{rows}100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/11/2025
Risultato atteso: Fontana in funzione
"
    ))
}

/// What is told of the rows: number, description, weight, deadline.
fn rows(parsed: &Parsed) -> Vec<(u32, &str, Option<f64>, &str)> {
    let phases = parsed.objectives[0].phases.iter();
    phases
        .map(|p| {
            (
                p.number,
                p.description.as_deref().unwrap_or_default(),
                p.weight,
                p.due.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn a_rows_word_may_end_a_line_and_its_number_begin_the_next() {
    let parsed = narrow(
        "Rilievo della vasca e trasmissione degli\natti agli uffici fase\n1 30% OK 28/02/2025\n\
         Scelta della ditta fase\n2 20% 30/06/2025\n\
         Posa e collaudo fase\n3 50% 30/11/2025\n",
    );
    assert_eq!(
        rows(&parsed),
        [
            (
                1,
                "Rilievo della vasca e trasmissione degli atti agli uffici",
                Some(30.0),
                "28/02/2025"
            ),
            (2, "Scelta della ditta", Some(20.0), "30/06/2025"),
            (3, "Posa e collaudo", Some(50.0), "30/11/2025"),
        ]
    );
}

#[test]
fn a_rows_word_may_stand_alone_above_its_number_and_description() {
    for word in ["Fase", "Fase n."] {
        let parsed = narrow(&format!(
            "{word}\n1 Rilievo della vasca 30% OK 28/02/2025\n\
             {word}\n2 Scelta della ditta 20% 30/06/2025\n\
             {word}\n3 Posa e collaudo 50% 30/11/2025\n"
        ));
        assert_eq!(
            rows(&parsed),
            [
                (1, "Rilievo della vasca", Some(30.0), "28/02/2025"),
                (2, "Scelta della ditta", Some(20.0), "30/06/2025"),
                (3, "Posa e collaudo", Some(50.0), "30/11/2025"),
            ]
        );
    }
}

#[test]
fn a_rows_word_may_be_cut_in_several_parts() {
    let parsed = narrow(
        "fas\ne\n1:\nRilievo della vasca 30% OK 28/02/2025\n\
         fas\ne\n2:\nPosa e collaudo 70% 30/11/2025\n",
    );
    assert_eq!(
        rows(&parsed),
        [
            (1, "Rilievo della vasca", Some(30.0), "28/02/2025"),
            (2, "Posa e collaudo", Some(70.0), "30/11/2025"),
        ]
    );
    let lost = parsed.findings.iter().any(|f| f.code == "unclaimed-line");
    assert!(!lost, "{:#?}", doubts(&parsed));
}

#[test]
fn a_sentence_that_ends_its_line_with_such_a_word_stays_whole() {
    let text = "Riportare in uso la fontana entro la fase\n2 del piano, come da fase\n7 del bando.";
    let parsed = read(&sheet('A', "Rilievo", "Posa").replace("La fontana è ferma da anni", text));
    let objective = &parsed.objectives[0];
    let description = objective.description.as_deref().unwrap_or_default();
    assert!(
        description.contains("la fase 2 del piano, come da fase 7 del bando"),
        "{description}"
    );
}

#[test]
fn a_running_head_glued_to_the_line_below_it_is_no_outcome_for_sure() {
    let head = "Piano integrato 2024-2026 - Sottosezione Performance";
    let row = "fase 1: Rilievo delle sponde 30% OK 31/03/2024\n";
    assert!(PLAIN.contains(row));
    let sheet = PLAIN.replace(row, &format!("{row}{head}Fasi progettuali\n"));
    let parsed = read(&format!("{head}\n{sheet}"));
    let about = |pointer: &str| {
        let covers = |f: &&&Finding| f.pointer.as_ref().is_some_and(|p| p.covers(pointer));
        doubts(&parsed).iter().filter(covers).count()
    };
    assert!(
        about("/objectives/0/phases/0/outcome") > 0,
        "{:#?}",
        parsed.findings
    );
}
