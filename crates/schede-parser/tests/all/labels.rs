//! Which words are labels and which are text: the same words can be either.

use crate::plain;
use crate::plain::{PLAIN, in_columns, read};
use schede_model::Objective;
use schede_parser::Parsed;

/// The plain sheet with one change.
fn plain_but(from: &str, to: &str) -> Parsed {
    read(&plain::plain_but(from, to))
}

fn objective(parsed: &Parsed) -> &Objective {
    &parsed.objectives[0]
}

#[test]
fn a_label_within_a_sentence_is_text() {
    let text = PLAIN
        .replace("Risorse Umane: personale del servizio tecnico\n", "")
        .replace(
            "e va rifatta.",
            "e va rifatta.\nRisorse Umane dedicate alle sole sponde\nnon ve ne sono.",
        );
    let parsed = read(&text);
    assert_eq!(objective(&parsed).human_resources, None);
    assert_eq!(
        objective(&parsed).description.as_deref(),
        Some(
            "La passerella esistente è chiusa dal 2021 e va rifatta. \
             Risorse Umane dedicate alle sole sponde non ve ne sono."
        )
    );
}

#[test]
fn the_mark_of_a_note_belongs_to_its_label() {
    for mark in ["(2)", "*", "²"] {
        let label = ["Vincoli", mark, ":"].concat();
        let parsed = plain_but("Vincoli:", &label);
        assert_eq!(
            objective(&parsed).constraints.as_deref(),
            Some("portata del torrente in autunno")
        );
        let indicators = &objective(&parsed).indicators;
        assert_eq!(indicators[0].text, "metri di passerella rifatti");
    }
}

/// The rows of the plain sheet.
const ROWS: [(u32, Option<&str>); 2] = [
    (1, Some("Rilievo delle sponde")),
    (2, Some("Progetto esecutivo")),
];

fn rows(parsed: &Parsed) -> Vec<(u32, Option<&str>)> {
    let phases = objective(parsed).phases.iter();
    phases
        .map(|p| (p.number, p.description.as_deref()))
        .collect()
}

#[test]
fn the_number_of_a_phase_may_be_followed_by_a_stop_or_a_dash() {
    for mark in [". ", " - ", " – ", ") ", " "] {
        let text = PLAIN
            .replace("fase 1: ", &format!("fase 1{mark}"))
            .replace("fase 2: ", &format!("fase 2{mark}"));
        let parsed = read(&text);
        assert_eq!(rows(&parsed), ROWS, "{mark:?}");
    }
}

#[test]
fn phases_may_be_called_activities() {
    for (n, label) in [
        "Attività n. 1: ",
        "attività n.1 ",
        "AZIONE N. 1 - ",
        "Fase 1 -\n",
        "Fase 1 -",
    ]
    .iter()
    .enumerate()
    {
        let second = label.replace('1', "2");
        let text = PLAIN
            .replace("fase 1: ", label)
            .replace("fase 2: ", &second);
        let parsed = read(&text);
        assert_eq!(rows(&parsed), ROWS, "{n}: {label:?}");
    }
}

#[test]
fn a_reference_may_go_on_with_a_word_that_begins_a_unit() {
    let dup = "Riferimenti al DUP: Indirizzo Strategico: Paese vicino - Obiettivo Strategico: \
               Muoversi a piedi Missione 01-Servizi istituzionali Programma 06-Ufficio tecnico";
    let at = PLAIN.find("Riferimenti al DUP").unwrap();
    let end = at + PLAIN[at..].find('\n').unwrap();
    let text = format!("{}{}", &PLAIN[..at], &PLAIN[end..]);
    let cut = dup.replace("01-", "01-\n");
    let parsed = read(&text.replace("Obiettivo: A)", &format!("{cut}\n\nObiettivo: A)")));
    let read = objective(&parsed);
    assert_eq!(
        read.org_unit.as_deref(),
        Some("SETTORE LAVORI PUBBLICI E AMBIENTE")
    );
    let name = read
        .dup
        .as_ref()
        .and_then(|dup| dup.mission_name.as_deref());
    assert_eq!(name, Some("Servizi istituzionali"));
}

#[test]
fn a_label_with_a_colon_in_a_phase_is_text_if_it_comes_again() {
    let parsed = plain_but(
        "30% OK 31/03/2024",
        "30% OK 31/03/2024 Rilievo concluso.\nVincoli: nessuno fino ad oggi",
    );
    let outcome = objective(&parsed).phases[0].outcome.as_deref();
    assert_eq!(
        outcome,
        Some("Rilievo concluso. Vincoli: nessuno fino ad oggi")
    );
    let constraints = objective(&parsed).constraints.as_deref();
    assert_eq!(constraints, Some("portata del torrente in autunno"));
}

#[test]
fn the_references_may_be_printed_between_the_manager_and_the_objective() {
    let value = "03 Mobilità dolce Codice 03.02";
    let line = format!("Riferimenti alla sottosezione PIAO-Valore Pubblico: {value}\n");
    let first = PLAIN
        .replace(&line, "")
        .replace("Obiettivo: A)", &format!("{line}\nObiettivo: A)"));
    let second = first
        .replace("Obiettivo: A)", "Obiettivo: B)")
        .replace(value, "04 Borghi Codice 04.01");
    let parsed = read(&format!("{first}\n{second}"));
    let raw = |n: usize| {
        let sheet: &Objective = &parsed.objectives[n];
        let value = sheet.public_value.as_ref().map(|v| v.raw.as_str());
        (sheet.entity.clone(), value)
    };
    let body = Some("COMUNE DI VALFIORITA".to_owned());
    assert_eq!(raw(0), (body.clone(), Some(value)));
    assert_eq!(raw(1), (body, Some("04 Borghi Codice 04.01")));
}

#[test]
fn an_index_before_a_head_with_its_references_is_no_sheet() {
    let value = "03 Mobilità dolce Codice 03.02";
    let line = format!("Riferimenti alla sottosezione PIAO-Valore Pubblico: {value}\n");
    let dup = PLAIN
        .lines()
        .find(|l| l.starts_with("Riferimenti al DUP"))
        .unwrap();
    let sheet = PLAIN
        .replace(&line, "")
        .replace(dup, "")
        .replace("Obiettivo: A)", &format!("{dup}\n{line}\nObiettivo: A)"));
    let index = "Obiettivo: A) Rifacimento della passerella ....... 10\n";
    let parsed = read(&format!("{index}\n{sheet}"));
    assert_eq!(parsed.objectives.len(), 1);
    let title = objective(&parsed).title.as_deref();
    assert_eq!(title, Some("Rifacimento della passerella sul torrente"));
}

#[test]
fn a_reference_printed_again_behind_its_sheet_is_not_the_next_sheets() {
    let reference =
        "Riferimenti alla sottosezione PIAO-Valore Pubblico: 03 Mobilità dolce Codice 03.02\n";
    let next = PLAIN
        .replace("Obiettivo: A)", "Obiettivo: B)")
        .replace("03 Mobilità dolce Codice 03.02", "04 Borghi Codice 04.01");
    let parsed = read(&format!("{PLAIN}{reference}{next}"));
    let second = parsed.objectives[1].public_value.as_ref().unwrap();
    assert_eq!(second.raw, "04 Borghi Codice 04.01");
}

#[test]
fn a_line_of_who_signs_is_no_text() {
    for line in [
        "Il Dirigente dott.ssa Nives Tamburlini",
        "Il Responsabile del Settore",
        "Il Dirigente del Settore Finanziario",
        "Il Segretario Generale Dott. Ivo Stella",
        "Firmato digitalmente da Nives Tamburlini",
    ] {
        let parsed = plain_but("Il Dirigente\n", &format!("{line}\n"));
        let resources = objective(&parsed).financial_resources.as_deref();
        assert_eq!(resources, Some("Assegnate con il PEG"), "{line}");
    }
    let line = "Il Responsabile del Settore comunica gli esiti";
    let parsed = plain_but("Il Dirigente\n", &format!("{line}\n"));
    let resources = objective(&parsed).financial_resources.clone();
    assert!(resources.is_some_and(|text| text.contains("comunica")));
}

#[test]
fn a_caption_behind_a_reference_is_no_part_of_it() {
    let dup = PLAIN.lines().find(|l| l.starts_with("Riferimenti al DUP"));
    let dup = dup.unwrap();
    // The reference ends a page, and captions beside the table come before the lines of
    // the next one.
    let row = "fase 2: Progetto esecutivo";
    let text = in_columns()
        .replace(&format!("{dup}\n"), "")
        .replace("COMUNE DI", &format!("{dup}\n\u{c}COMUNE DI"))
        .replace(row, &format!("      Tempistica:\n{row}"));
    let parsed = read(&text);
    let read = objective(&parsed);
    assert_eq!(read.entity.as_deref(), Some("COMUNE DI VALFIORITA"));
    let raw = read.dup.as_ref().map(|dup| dup.raw.as_str());
    assert_eq!(raw, dup.strip_prefix("Riferimenti al DUP: "));
}

#[test]
fn a_text_that_another_name_of_a_label_ends_may_go_on_with_it() {
    let text = "La passerella esistente è chiusa dal 2021 e va rifatta.";
    let parsed = plain::read(&plain::plain_but(
        text,
        &format!("{text}\nRisorse umane dedicate: due unità."),
    ));
    assert!(plain::says(&parsed, "two-readings", "/objectives/0/description").is_some());
}

/// The purpose is in doubt when `more` is printed behind it.
fn purpose_is_doubted(more: &str) -> bool {
    let text = "Collegare i due rioni per chi va a piedi";
    let parsed = plain_but(text, &format!("{text}{more}"));
    plain::says(&parsed, "broken-text", "/objectives/0/purpose").is_some()
}

#[test]
fn a_label_or_a_caption_within_a_text_may_be_broken_over_lines() {
    assert!(!purpose_is_doubted(" e in bici.\nIl resto segue."));
    assert!(purpose_is_doubted(
        ". Finalità\nStrategiche: collegare i rioni"
    ));
    assert!(purpose_is_doubted(
        " Fasi progettuali di\nsviluppo dell'obiettivo"
    ));
}

#[test]
fn a_sentence_that_stands_twice_behind_a_full_stop_is_a_line_printed_twice() {
    assert!(purpose_is_doubted(
        " dei cittadini.Il Settore cura le aree\ndei rioni. Il Settore cura le aree."
    ));
    assert!(!purpose_is_doubted(
        " dei cittadini.Il Settore cura le aree\ndei rioni. Il Comune cura il resto."
    ));
}

#[test]
fn the_number_of_a_phase_may_be_an_ordinal() {
    let parsed = read(
        &PLAIN
            .replace("fase 1:", "fase 1°:")
            .replace("fase 2:", "fase 2ª:"),
    );
    let phases = &parsed.objectives[0].phases;
    assert_eq!(
        phases[0].description.as_deref(),
        Some("Rilievo delle sponde")
    );
    assert_eq!(phases[1].description.as_deref(), Some("Progetto esecutivo"));
}

#[test]
fn the_caption_of_the_table_may_stand_on_the_line_of_its_head_or_of_a_row() {
    const HEAD: &str = "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";
    const CAPTIONS: &str = "Tempistica:\nFasi progettuali di sviluppo dell'obiettivo\n\n";
    let plain = read(PLAIN).objectives;
    for (head, row) in [
        (format!("Tempistica: {HEAD}"), ""),
        (
            format!("Tempistica: Fasi progettuali di sviluppo dell'obiettivo {HEAD}"),
            "",
        ),
        (format!("{HEAD} Tempistica:"), ""),
        (
            format!("{HEAD} Tempistica: Fasi progettuali di sviluppo dell'obiettivo"),
            "",
        ),
        (HEAD.to_owned(), "Tempistica: "),
        (
            HEAD.to_owned(),
            "Fasi progettuali di sviluppo dell'obiettivo ",
        ),
    ] {
        let text = plain::plain_but(CAPTIONS, "").replace(HEAD, &head);
        let parsed = read(&text.replace("fase 1: ", &format!("{row}fase 1: ")));
        assert_eq!(parsed.objectives, plain, "{head} {row}");
        assert!(plain::doubts(&parsed).is_empty(), "{:#?}", parsed.findings);
    }
}

#[test]
fn a_label_that_lost_its_colon_on_one_sheet_is_a_label_and_said() {
    let other = plain::plain_but("Obiettivo: A)", "Obiettivo: B)");
    let with = |label: &str| {
        let parsed = read(&format!(
            "{other}\n\u{c}\n{}",
            PLAIN.replacen("Vincoli:", label, 1)
        ));
        let constraints = parsed.objectives[1].constraints.clone();
        let said = |field: &str| {
            let pointer = format!("/objectives/1/{field}");
            let about =
                |f: &&schede_model::Finding| f.pointer.as_ref().is_some_and(|p| p.0 == pointer);
            parsed
                .findings
                .iter()
                .filter(about)
                .any(|f| f.message.contains("no colon here"))
        };
        (constraints, said("constraints"), said("indicators/0"))
    };
    let value = Some("portata del torrente in autunno".to_owned());
    for label in ["Vincoli", "Vincoli;", "Vincoli."] {
        assert_eq!(with(label), (value.clone(), true, true), "{label}");
    }
    assert_eq!(with("Vincoli:"), (value, false, false));
    assert_eq!(with("Vincoliamo").0, None);
}
