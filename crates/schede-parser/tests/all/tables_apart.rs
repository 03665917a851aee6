//! Texts that print the tables of a page behind its paragraphs.

use crate::plain::{PLAIN, doubts, read, says};
use schede_parser::Parsed;

const SIGNATURES: &str = "Il Dirigente\n\nVisto di validazione: il Nucleo di Valutazione";

/// The paragraphs of a sheet of this code, with a mark where its deadline stands.
fn paragraphs(code: &str) -> String {
    let sheet = PLAIN.replace("Obiettivo: A)", &format!("Obiettivo: {code})"));
    let from = sheet.find("Descrizione Incidenza").expect("the head");
    let to = sheet.find("15/12/2024Scadenza").expect("the deadline");
    let end = sheet.find("Il Dirigente").expect("the signatures");
    let deadline = sheet[to..end].replacen(
        "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:",
        "Scadenza finale per il raggiungimento dell'obiettivo: 15/12/2024",
        1,
    );
    [&sheet[..from], "@", &deadline].concat()
}

/// The two parts of a sheet's paragraphs: up to the deadline, and the rest.
fn halves(code: &str) -> (String, String) {
    let all = paragraphs(code);
    let (above, below) = all.split_once('@').expect("the mark");
    (above.to_owned(), below.to_owned())
}

fn table(rows: &[&str]) -> String {
    let head = "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";
    format!("{head}\n\n{}\n\n", rows.join("\n\n"))
}

const A: [&str; 3] = [
    "fase 1: Rilievo delle sponde 30% OK 31/03/2024",
    "fase 2: Progetto esecutivo 70% OK 30/11/2024",
    "100%",
];
const B: [&str; 4] = [
    "fase 1: Scelta dei posti 10% OK 31/05/2024",
    "fase 2: Posa delle panchine 50% 30/06/2024",
    "fase 3: Collaudo 40% 30/10/2024",
    "100%",
];

/// Each sheet's phases, as their descriptions.
fn phases(parsed: &Parsed) -> Vec<Vec<&str>> {
    let words = |o: &schede_model::Objective| -> Vec<String> {
        o.phases
            .iter()
            .map(|p| p.description.clone().unwrap_or_default())
            .collect()
    };
    let all: Vec<Vec<String>> = parsed.objectives.iter().map(words).collect();
    all.leak()
        .iter()
        .map(|sheet| sheet.iter().map(String::as_str).collect())
        .collect()
}

const IN_PLACE: [&[&str]; 2] = [
    &["Rilievo delle sponde", "Progetto esecutivo"],
    &["Scelta dei posti", "Posa delle panchine", "Collaudo"],
];

#[test]
fn each_table_goes_into_its_sheet() {
    let (above, below) = halves("A");
    let (other, rest) = halves("B");
    let page = [
        above,
        below,
        other,
        rest,
        table(&A),
        format!("{SIGNATURES}\n\n"),
        table(&B),
        SIGNATURES.to_owned(),
    ];
    let parsed = read(&page.concat());
    assert_eq!(phases(&parsed), IN_PLACE);
    let totals: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.phase_weight_total)
        .collect();
    assert_eq!(totals, [Some(100.0), Some(100.0)]);
    let about =
        |f: &&schede_model::Finding| f.code == "unclaimed-line" || f.code == "reading-order";
    assert!(!doubts(&parsed).iter().any(about), "{:#?}", doubts(&parsed));
}

#[test]
fn a_table_that_the_page_cuts_goes_on_behind_the_next_pages_paragraphs() {
    let (above, below) = halves("A");
    let (other, rest) = halves("B");
    let first = [
        above,
        below,
        other,
        table(&A),
        format!("{SIGNATURES}\n\n"),
        table(&B[..2]),
    ];
    let second = [rest, table(&B[2..]), SIGNATURES.to_owned()];
    let parsed = read(&format!("{}\u{c}{}", first.concat(), second.concat()));
    assert_eq!(phases(&parsed), IN_PLACE);
}

#[test]
fn tables_that_do_not_fit_are_in_doubt() {
    let (above, below) = halves("A");
    let (other, rest) = halves("B");
    let page = [
        above,
        below,
        other,
        rest,
        table(&A),
        table(&B),
        table(&A),
        SIGNATURES.to_owned(),
    ];
    let parsed = read(&page.concat());
    for pointer in ["/objectives/0/phases", "/objectives/1/phases/2/weight"] {
        assert!(
            says(&parsed, "reading-order", pointer).is_some(),
            "{pointer}"
        );
    }
}
