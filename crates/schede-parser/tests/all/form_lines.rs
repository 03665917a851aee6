//! Lines that each sheet prints between its labels: titles of parts, labels that no field takes.

use schede_model::Objective;
use schede_parser::Parsed;

use crate::paged::on_paper;
use crate::plain::says;

/// A sheet with its labels beside their values.
const SHEET: &str = "\
COMUNE DI VALFIORITA

Codice                        A1
Titolo                        Rifacimento della passerella
Settore                       Lavori Pubblici
Dirigente                     Arch. Nives Tamburlini
Finalità                      Collegare i due rioni per chi va a piedi

Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%             OK                         31/03/2024
fase 2: Progetto esecutivo         70%             OK                         30/11/2024
                                  100%

Risultato atteso              passerella riaperta
Indicatore                    metri rifatti
";

/// A sheet with labels above their values below its head.
const ABOVE: &str = "\
COMUNE DI VALFIORITA

Codice                        A1
Titolo                        Rifacimento della passerella
Settore                       Lavori Pubblici
Dirigente                     Arch. Nives Tamburlini

Descrizione
La passerella esistente è chiusa dal 2021 e va rifatta.

Finalità
Collegare i due rioni per chi va a piedi

Durata
Annuale

Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%             OK                         31/03/2024
fase 2: Progetto esecutivo         70%             OK                         30/11/2024
                                  100%

Risultato atteso              passerella riaperta
Indicatore                    metri rifatti
";

/// Two sheets, the second of another objective.
fn two(sheet: &str) -> Parsed {
    let other = sheet
        .replace("A1", "B2")
        .replace("Tamburlini", "Marangon")
        .replace(
            "Rifacimento della passerella",
            "Nuovo orario degli sportelli",
        )
        .replace("Lavori Pubblici", "Ambiente");
    on_paper(&[sheet, "\u{c}", &other].concat())
}

fn above(sheet: &str, line: &str, title: &str) -> String {
    assert!(sheet.contains(line));
    sheet.replace(line, &format!("\n{title}\n{line}"))
}

fn texts(objective: &Objective) -> [Option<&str>; 3] {
    [
        objective.purpose.as_deref(),
        objective
            .expected_results
            .first()
            .map(|one| one.text.as_str()),
        objective
            .phases
            .last()
            .and_then(|phase| phase.description.as_deref()),
    ]
}

const WHOLE: [Option<&str>; 3] = [
    Some("Collegare i due rioni per chi va a piedi"),
    Some("passerella riaperta"),
    Some("Progetto esecutivo"),
];

#[test]
fn titles_of_parts_on_each_sheet_are_of_no_value() {
    let last = SHEET.find("Risultato").expect("a result");
    let results = &SHEET[last..];
    let before_table = SHEET[..last].replace(
        "\n\nDescrizione  ",
        &format!("\n{results}\n\nDescrizione  "),
    );
    for title in ["Esiti e mezzi", "4. Esiti e mezzi", "ESITI E MEZZI"] {
        for sheet in [SHEET, &before_table] {
            let parsed = two(&above(sheet, "Risultato atteso", title));
            assert_eq!(parsed.objectives.len(), 2);
            for objective in &parsed.objectives {
                assert_eq!(texts(objective), WHOLE, "{title}: {sheet}");
            }
        }
    }
}

#[test]
fn an_unknown_label_above_its_value_ends_the_value_above() {
    let parsed = two(ABOVE);
    for objective in &parsed.objectives {
        assert_eq!(texts(objective), WHOLE);
    }
    let words: Vec<&str> = parsed.findings.iter().map(|f| f.message.as_str()).collect();
    assert!(
        words.iter().any(|said| said.contains("Annuale")),
        "{words:#?}"
    );
}

#[test]
fn a_value_that_is_the_same_on_each_sheet_is_a_value() {
    let parsed = two(&ABOVE.replace(
        "Durata\nAnnuale\n",
        "Risorse umane\nTre tecnici dell’ente\n",
    ));
    for objective in &parsed.objectives {
        assert_eq!(
            objective.human_resources.as_deref(),
            Some("Tre tecnici dell’ente")
        );
    }
}

#[test]
fn the_title_of_a_list_is_no_indicator() {
    let list = "INDICATORI\nIndicatore                    Peso      Target\nmetri rifatti                 100%      80\n";
    let sheet = SHEET.replace(
        "Indicatore                    metri rifatti\n",
        &format!("\n{list}"),
    );
    let parsed = two(&sheet);
    for objective in &parsed.objectives {
        let texts: Vec<_> = objective
            .indicators
            .iter()
            .map(|i| i.text.as_str())
            .collect();
        assert_eq!(texts.len(), 1, "{:?}", objective.indicators);
        assert!(!texts[0].is_empty());
    }
}

#[test]
fn a_result_with_a_year_and_no_words_above_another_is_a_result() {
    let own = "Risultato atteso              passerella riaperta\n";
    let two_results = "Risultato atteso - annualità 2023:\nRisultato atteso - annualità 2024: passerella riaperta\n";
    let parsed = two(&SHEET.replace(own, two_results));
    for objective in &parsed.objectives {
        assert_eq!(objective.expected_results.len(), 2);
    }
}

#[test]
fn a_title_above_a_row_is_none_of_its_value() {
    // The form prints it on one sheet only; its value is centred beside a label of two lines.
    let title = "Risultati e risorse\nRisultato atteso              passerella riaperta";
    let sheet = SHEET.replace("\nRisultato atteso              passerella riaperta", title);
    assert_ne!(sheet, SHEET);
    let result = |sheet: &str| {
        let parsed = on_paper(sheet);
        let result = parsed.objectives[0].expected_results.first();
        result.map(|one| one.text.clone())
    };
    assert_eq!(result(&sheet).as_deref(), Some("passerella riaperta"));
}

#[test]
fn a_title_in_capitals_below_the_table_is_of_no_row() {
    // No total ends the table, and the sheets have no codes.
    let total = "                                  100%\n\nRisultato";
    let head = "Codice                        A1\nTitolo                        Rifacimento della passerella\n";
    for (n, other) in [(1, "PARTE SECONDA"), (2, "ESITI E MEZZI")] {
        let sheet = SHEET
            .replace(total, &format!("{other}\nRisultato"))
            .replace(
                head,
                &format!("Scheda n. {n} - Rifacimento della passerella\n"),
            );
        let second = sheet
            .replace(
                &format!("Scheda n. {n} - Rifacimento"),
                &format!("Scheda n. {} - Pulizia", n + 1),
            )
            .replace("Tamburlini", "Marangon");
        let parsed = on_paper(&[&sheet, "\u{c}", &second].concat());
        assert_eq!(parsed.objectives.len(), 2);
        for objective in &parsed.objectives {
            assert_eq!(texts(objective), WHOLE, "{other}");
        }
    }
}

#[test]
fn a_unit_that_a_wide_gap_parts_is_said() {
    let unit = "Lavori Pubblici";
    let parsed = on_paper(&SHEET.replace(unit, "Lavori Pubblici              Fonte del dato"));
    let said = says(&parsed, "broken-text", "/objectives/0/org_unit");
    assert!(said.is_some(), "{:?}", parsed.objectives[0].org_unit);
    let whole = on_paper(SHEET);
    assert!(says(&whole, "broken-text", "/objectives/0/org_unit").is_none());
}

#[test]
fn a_line_in_capitals_below_a_text_may_end_it() {
    let ended = ABOVE.replacen(
        "piedi\n",
        "piedi\n\nASSE VIABILITÀ SICURA\n\nVincoli\nNessuno oltre al torrente\n",
        1,
    );
    assert_ne!(ended, ABOVE);
    let other = ended.replace("A1", "A2").replace("due rioni", "tre rioni");
    let parsed = on_paper(&[&ended, "\u{c}\n", &other].concat());
    for n in 0..2 {
        let pointer = format!("/objectives/{n}/purpose");
        assert!(says(&parsed, "two-readings", &pointer).is_some(), "{n}");
    }
}
