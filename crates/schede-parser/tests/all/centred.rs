//! Text whose columns are kept by blanks and whose cells are centred beside one another:
//! the lines of one cell stand between those of its neighbours.

use crate::plain::{doubts, read, says};

/// A sheet whose labels stand beside their values.
const SHEET: &str = "\
                              COMUNE DI VALFIORITA
                              SETTORE LAVORI PUBBLICI
Dirigente:                       Arch. Nives Tamburlini
                   Obiettivo: A) Rifacimento della passerella
Finalità Strategiche:            Collegare i due rioni per chi va a piedi
Riferimenti al DUP:              ===
Valore pubblico:                 03 Mobilità dolce Codice 03.02
Descrizione dell'obiettivo:      La passerella esistente va rifatta.
Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%                  OK                   31/03/2024
fase 2: Progetto esecutivo         70%                  OK                   30/11/2024
                                  100%
Scadenza finale dell'obiettivo:  15/12/2024
Risultato atteso:                passerella riaperta
Obiettivo raggiunto al 100%:     passerella aperta entro l'anno
Obiettivo non raggiunto:         passerella ancora chiusa
Indicatori di risultato:         metri di passerella rifatti
Vincoli:                         portata del torrente in autunno
Risorse Umane:                   personale del servizio tecnico
Risorse Finanziarie:             Assegnate con il PEG
";

const HEAD: &str = "Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo\n";

/// The sheet with other lines instead of one.
fn with(line: &str, others: &str) -> schede_parser::Parsed {
    assert!(SHEET.contains(line), "{line:?}");
    read(&SHEET.replacen(line, others, 1))
}

#[test]
fn lines_of_a_head_stand_between_those_of_its_neighbours() {
    // "Incidenza" is cut, and "Descrizione" stands on a line between its parts.
    let head = "                                              Monitoraggio
                               Incide                              Scadenze
Descrizione                                        al                                Raggiungimento Obiettivo
                               nza %                               previste
                                               30/09/2024
";
    let (parsed, whole) = (with(HEAD, head), read(SHEET));
    assert_eq!(
        parsed.objectives[0].reference_date,
        whole.objectives[0].reference_date
    );
    let weights = |p: &schede_parser::Parsed| -> Vec<_> {
        p.objectives[0].phases.iter().map(|p| p.weight).collect()
    };
    assert_eq!(weights(&parsed), weights(&whole));
}

#[test]
fn a_label_on_two_lines_has_its_value_between_them() {
    let line = "Valore pubblico:                 03 Mobilità dolce Codice 03.02\n";
    let wrapped = "\
Riferimenti alla sottosezione
                                 03 Mobilità dolce Codice 03.02
PIAO-Valore Pubblico:
";
    let parsed = with(line, wrapped);
    let value = &parsed.objectives[0].public_value;
    assert_eq!(*value, read(SHEET).objectives[0].public_value);
    let doubt = says(&parsed, "two-readings", "/objectives/0/public_value/raw");
    assert!(doubt.is_none(), "{doubt:#?}");
}

const SUCCESS: &str = "Obiettivo raggiunto al 100%:     passerella aperta entro l'anno\n";

/// Whether the results and the criterion below them are in doubt.
fn are_in_doubt(parsed: &schede_parser::Parsed) -> [bool; 2] {
    ["expected_results", "success_criteria"].map(|list| {
        let pointer = format!("/objectives/0/{list}/0/text");
        says(parsed, "two-readings", &pointer).is_some()
    })
}

#[test]
fn a_line_above_a_label_without_words_beside_it_is_in_doubt() {
    let from = SHEET.find("Finalità").expect("the first label");
    let to = SHEET.find("Descrizione     ").expect("the head");
    let centred = "\
Finalità Strategiche:            Collegare i due rioni per chi va a piedi
                                 Indirizzo Strategico: Paese vicino - Obiettivo Strategico: Muoversi a piedi
Riferimenti al DUP:
                                 Missione 10-Trasporti Programma 05-Viabilità
Riferimenti alla sottosezione
                                 03 Mobilità dolce Codice 03.02
PIAO-Valore Pubblico:
                                 La passerella sul torrente, fatta di legno di larice nel 1974, ha le
                                 travi marce ed è chiusa dal 2021: chi va a piedi fa un giro di due
                                 chilometri. Il progetto la rifà al posto di prima, ma più alta di
Descrizione dell'obiettivo:
                                 un metro, perché la piena non la tocchi; le rampe sono fatte per chi
                                 usa le ruote, e una corsia è tenuta libera per le biciclette dei
                                 ragazzi della scuola.
";
    let with = |centred: &str| read(&[&SHEET[..from], centred, &SHEET[to..]].concat());
    let parsed = with(centred);
    let objective = &parsed.objectives[0];
    let doubt = says(&parsed, "two-readings", "/objectives/0/dup/raw");
    assert!(doubt.is_some(), "{objective:#?}");
    // A small letter goes on with the line above the label.
    let sentence = with(
        &centred
            .replace("a piedi\nRif", "a\nRif")
            .replace(" Missione", " piedi Missione"),
    );
    let dup =
        |parsed: &schede_parser::Parsed| parsed.objectives[0].dup.as_ref().map(|d| d.raw.clone());
    assert_eq!(dup(&sentence), dup(&parsed));
    // Labels in the middle of the other texts say whose their lines are.
    let value = objective.public_value.as_ref().map(|v| v.raw.as_str());
    assert_eq!(value, Some("03 Mobilità dolce Codice 03.02"));
    let description = objective.description.as_deref().unwrap_or_default();
    assert!(description.starts_with("La passerella"), "{description}");
    assert!(description.ends_with("della scuola."), "{description}");
    assert!(says(&read(SHEET), "two-readings", "/objectives/0/description").is_none());
}

#[test]
fn a_text_that_stands_above_its_label_is_in_doubt() {
    let parsed = with(
        SUCCESS,
        "
                                 passerella aperta entro l'anno

Obiettivo raggiunto al 100%:

",
    );
    assert_eq!(
        are_in_doubt(&parsed),
        [true, true],
        "{:#?}",
        doubts(&parsed)
    );
}
