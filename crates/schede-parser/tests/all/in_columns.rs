//! Texts whose columns are kept by blanks: values that stand higher than their labels,
//! and what shows that one text holds the words of another.

use crate::plain::{doubts, in_columns, read, says};

const DEADLINE: &str = "Scadenza finale per il raggiungimento dell'obiettivo:";

/// The sheet in columns with one change.
fn columns_but(from: &str, to: &str) -> schede_parser::Parsed {
    let text = in_columns().replace(
        &format!("15/12/2024{DEADLINE}"),
        &format!("{DEADLINE} 15/12/2024"),
    );
    assert!(text.contains(from), "the sheet has {from:?}");
    read(&text.replacen(from, to, 1))
}

/// Both values are doubted for lines of one that may be the other's.
fn may_share(parsed: &schede_parser::Parsed, pointers: [&str; 2]) {
    for pointer in pointers {
        let said = doubts(parsed).into_iter().any(|f| {
            f.message.contains("beside the next label")
                && f.pointer.as_ref().is_some_and(|p| p.covers(pointer))
        });
        assert!(said, "{pointer}: {:#?}", doubts(parsed));
    }
}

const FAILED: &str = "Obiettivo non raggiunto: passerella ancora chiusa";
const BOTH: [&str; 2] = [
    "/objectives/0/failure_criteria/0/text",
    "/objectives/0/indicators/0/text",
];
const INDICATOR: &str = "\nIndicatori di risultato: metri di passerella rifatti";

#[test]
fn a_text_that_breaks_off_goes_on_beside_the_next_label() {
    for end in ["e per la", "secondo il D.Lgs.", "si veda https://servizi."] {
        let parsed = columns_but(FAILED, &format!("{FAILED} {end}"));
        may_share(&parsed, BOTH);
    }
}

#[test]
fn a_text_that_begins_in_mid_sentence_began_beside_the_label_before() {
    let rest = "\nIndicatori di risultato: dell'O.I.V. in autunno";
    may_share(&columns_but(INDICATOR, rest), BOTH);
    let rest = "\nIndicatori di risultato: l'apertura in autunno";
    let parsed = columns_but(INDICATOR, rest);
    assert!(says(&parsed, "two-readings", BOTH[0]).is_none());
}

#[test]
fn a_label_in_the_title_is_no_title() {
    let title = "Rifacimento della passerella sul torrente";
    let parsed = columns_but(
        title,
        &format!("{title}\nRiferimenti alla sottosezione PIAO-Valore 03 Mobilità dolce"),
    );
    assert!(says(&parsed, "reading-order", "/objectives/0/title").is_some());
}

#[test]
fn a_reference_in_the_title_is_no_title() {
    let title = "Rifacimento della passerella sul torrente";
    let parsed = columns_but(
        title,
        &format!(
            "{title} Indirizzo Strategico: Paese vicino - Obiettivo Strategico: Muoversi a piedi"
        ),
    );
    for pointer in ["/objectives/0/title", "/objectives/0/dup/raw"] {
        assert!(says(&parsed, "broken-text", pointer).is_some(), "{pointer}");
    }
}

#[test]
fn words_of_its_label_are_none_of_the_deadline() {
    let parsed = columns_but(
        &format!("{DEADLINE} 15/12/2024"),
        "Scadenza finale per il raggiungimento 15/12/2024",
    );
    assert!(says(&parsed, "reading-order", "/objectives/0/final_deadline/raw").is_some());
}

#[test]
fn a_bracket_that_closes_a_number_is_no_mark_of_a_list() {
    let text = "Descrizione dell'obiettivo: ";
    let parsed = columns_but(text, &format!("{text}Componente 1). "));
    assert!(says(&parsed, "broken-text", "/objectives/0/description").is_some());
    let parsed = columns_but(text, &format!("{text}1) i rioni; 2) le scuole. "));
    assert!(says(&parsed, "broken-text", "/objectives/0/description").is_none());
}

#[test]
fn a_total_that_stands_below_the_descriptions_is_the_total() {
    let parsed = columns_but(
        "                                  100%\n",
        "                     100%\n",
    );
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phase_weight_total, Some(100.0));
    let last = objective.phases.last().expect("two rows");
    assert_eq!(last.description.as_deref(), Some("Progetto esecutivo"));
}
