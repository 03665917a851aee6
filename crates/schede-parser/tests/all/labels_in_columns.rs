//! Forms whose labels have no colons, in text whose columns are kept by blanks.

use schede_model::Objective;

use crate::plain::read;

/// Two sheets, a page each: the name of the body and a title above, labels beside values.
const FORM: &str = "\
                                      Comune di Vallefosca
                                 Scheda obiettivo anno 2026
Obiettivo n.           1
Titolo                 Apertura serale della biblioteca
Descrizione            La sala di lettura resta aperta due sere alla settimana grazie alla
                       collaborazione delle associazioni, che curano anche gli incontri
                       con gli autori.
Peso                   20%
Risultato atteso       Trenta serate
Indicatore             Presenze registrate


N.     Fase                                                Peso       Scadenza
1      Accordo con le associazioni                         40%        28/02/2026
2      Apertura                                            60%        30/11/2026
\u{c}                                         Comune di Vallefosca
                                       Scheda obiettivo anno 2026
Obiettivo n.           2
Titolo                 Catasto delle strade vicinali
Descrizione            Gli uffici rilevano le strade che il regolamento vigente non
                       elenca e ne propongono la classificazione.
Peso                   30%
Risultato atteso       Elenco approvato
Indicatore             Chilometri rilevati


N.     Fase                                                Peso       Scadenza
1      Rilievo                                             50%        30/06/2026
2      Proposta al Consiglio                               50%        15/12/2026
";

fn objectives(text: &str) -> Vec<Objective> {
    read(text).objectives
}

#[test]
fn words_of_one_cell_beside_labels_are_values() {
    let found = objectives(FORM);
    let title = |o: &Objective| o.title.clone();
    let titles: Vec<String> = found.iter().filter_map(title).collect();
    assert_eq!(
        titles,
        [
            "Apertura serale della biblioteca",
            "Catasto delle strade vicinali"
        ]
    );
    let weights: Vec<Option<f64>> = found.iter().map(|o| o.weight).collect();
    assert_eq!(weights, [Some(20.0), Some(30.0)]);
}

#[test]
fn a_value_goes_on_with_small_letters_to_the_next_label() {
    let found = objectives(FORM);
    let end = found[0].description.as_deref().unwrap_or_default();
    assert!(end.ends_with("con gli autori."), "{end}");
    let end = found[1].description.as_deref().unwrap_or_default();
    assert!(end.ends_with("la classificazione."), "{end}");
}

#[test]
fn a_title_in_the_middle_of_the_page_is_no_value() {
    let found = objectives(FORM);
    let codes: Vec<Option<&str>> = found.iter().map(|o| o.code.as_deref()).collect();
    assert_eq!(codes, [Some("1"), Some("2")]);
    assert!(found.iter().all(|o| o.phases.len() == 2));
}

#[test]
fn a_head_has_no_words_of_the_values_above_it() {
    // Labels above their values.
    let lines = FORM.lines().map(|line| {
        let label = line.find("   ").filter(|at| *at > 0 && *at < 20);
        match label.filter(|_| !line.starts_with(|c: char| c.is_ascii_digit())) {
            Some(at) if !line.starts_with("N.") => {
                format!("{}\n{}", &line[..at], line[at..].trim_start())
            }
            _ => line
                .trim_start_matches("                       ")
                .to_owned(),
        }
    });
    let text: Vec<String> = lines.collect();
    let found = objectives(&(text.join("\n") + "\n"));
    let indicators: Vec<&str> = found
        .iter()
        .flat_map(|o| o.indicators.iter().map(|i| i.text.as_str()))
        .collect();
    assert_eq!(indicators, ["Presenze registrate", "Chilometri rilevati"]);
}
