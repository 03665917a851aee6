//! Heads of forms whose labels stand in cells without colons: pairs side by side, boxes with the
//! label above the value, words of a unit within values.

use schede_model::{Objective, WeightUnit};

use crate::paged::on_paper;

/// The rows of a sheet's head, each of pairs of a label and its value.
pub const HEAD: [&[&str]; 5] = [
    &["Settore", "Lavori Pubblici"],
    &["Dirigente", "Arch. Nives Tamburlini"],
    &["Codice", "A1"],
    &["Titolo", "Rifacimento della passerella"],
    &["Peso", "20%"],
];

/// What follows the head.
const BODY: &str = "\
Finalità                      Collegare i due rioni per chi va a piedi
Descrizione dell'obiettivo    La passerella esistente è chiusa dal 2021 e va rifatta.

Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%             OK                         31/03/2024
fase 2: Progetto esecutivo         70%             OK                         30/11/2024
                                  100%

Risultato atteso              passerella riaperta
Risorse umane                 personale del settore
Risorse finanziarie           assegnate con il PEG
";

/// Two sheets with such a head, each on a page of its own, the second of another objective.
pub fn two_sheets(head: &[&[&str]], last: &str) -> Vec<Objective> {
    let row = |cells: &&[&str]| {
        let padded = cells.iter().map(|cell| format!("{cell:<30}"));
        padded.collect::<String>()
    };
    let rows: Vec<String> = head.iter().map(row).collect();
    let sheet = format!(
        "COMUNE DI VALFIORITA\nSCHEDA OBIETTIVO\n\n{}\n{BODY}{last}",
        rows.join("\n")
    );
    let other = sheet
        .replace("A1", "B2")
        .replace("Tamburlini", "Marangon")
        .replace("20%", "15%")
        .replace("Lavori Pubblici", "Ambiente");
    on_paper(&[sheet.as_str(), "\u{c}", &other].concat()).objectives
}

/// Unit, manager, code and weight of two sheets.
pub fn heads(objectives: &[Objective]) -> Vec<[String; 4]> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let head = |o: &Objective| {
        [
            text(&o.org_unit),
            text(&o.responsible),
            text(&o.code),
            o.weight
                .map(|weight| weight.to_string())
                .unwrap_or_default(),
        ]
    };
    objectives.iter().map(head).collect()
}

pub const WHOLE: [[&str; 4]; 2] = [
    [
        "Settore Lavori Pubblici",
        "Arch. Nives Tamburlini",
        "A1",
        "20",
    ],
    ["Settore Ambiente", "Arch. Nives Marangon", "B2", "15"],
];

#[test]
fn a_value_that_begins_like_a_unit_is_none() {
    for label in ["Altri servizi coinvolti", "Destinatari", "Tipologia"] {
        let row: &[&str] = &[label, "Servizi Demografici; Ufficio Legale"];
        let mut head = HEAD.to_vec();
        head.insert(2, row);
        assert_eq!(heads(&two_sheets(&head, "")), WHOLE, "{label}");
    }
}

#[test]
fn the_weight_may_stand_beside_the_code_or_the_unit() {
    for (at, row) in [
        (2, ["Codice", "A1", "Peso", "20%"]),
        (2, ["Codice", "A1", "Peso %", "20%"]),
        (0, ["Settore", "Lavori Pubblici", "Peso", "20%"]),
    ] {
        let mut head = HEAD[..4].to_vec();
        head[at] = &row;
        let objectives = two_sheets(&head, "");
        assert_eq!(heads(&objectives), WHOLE, "{row:?}");
        let title = objectives[0].title.as_deref();
        assert_eq!(title, Some("Rifacimento della passerella"));
    }
}

#[test]
fn the_weight_may_stand_above_all() {
    let mut head = HEAD.to_vec();
    head.rotate_right(1);
    assert_eq!(heads(&two_sheets(&head, "")), WHOLE);
}

#[test]
fn a_label_of_the_unit_is_no_part_of_its_name() {
    for label in [
        "Settore responsabile",
        "Struttura proponente",
        "Area dirigenziale",
    ] {
        let row: &[&str] = &[label, "Lavori Pubblici"];
        let mut head = HEAD.to_vec();
        head[0] = row;
        let objectives = two_sheets(&head, "");
        assert_eq!(
            objectives[0].org_unit.as_deref(),
            Some("Lavori Pubblici"),
            "{label}"
        );
    }
}

#[test]
fn the_name_of_the_form_is_no_part_of_the_body() {
    let objectives = two_sheets(&HEAD, "");
    let bodies: Vec<_> = objectives.iter().map(|o| o.entity.as_deref()).collect();
    assert_eq!(bodies, [Some("COMUNE DI VALFIORITA"); 2]);
}

#[test]
fn parts_of_the_reference_may_have_rows_of_their_own() {
    let rows: [&[&str]; 3] = [
        &["Indirizzo strategico", "Paese vicino"],
        &["Missione", "10 Trasporti e diritto alla mobilità"],
        &["Programma", "05 Viabilità"],
    ];
    let head = [&rows[..], &HEAD[..]].concat();
    let objectives = two_sheets(&head, "");
    assert_eq!(heads(&objectives), WHOLE);
    for objective in &objectives {
        let dup = objective.dup.as_ref().expect("a reference");
        assert_eq!(dup.strategic_direction.as_deref(), Some("Paese vicino"));
        assert_eq!(dup.mission_code.as_deref(), Some("10"));
        assert_eq!(dup.programme_name.as_deref(), Some("Viabilità"));
    }
}

#[test]
fn the_public_value_may_be_the_last_row() {
    let last = "Valore pubblico               Benessere sociale: chi va a piedi\n";
    let objectives = two_sheets(&HEAD, last);
    assert_eq!(heads(&objectives), WHOLE);
    for objective in &objectives {
        let value = objective.public_value.as_ref().expect("a public value");
        assert_eq!(value.raw, "Benessere sociale: chi va a piedi");
    }
}

#[test]
fn labels_stand_above_values_in_boxes_side_by_side() {
    let head: [&[&str]; 6] = [
        &["Codice obiettivo", "Peso obiettivo", "Scadenza finale"],
        &["A1", "20%", "30/11/2024"],
        &["Settore", "Dirigente"],
        &["Lavori Pubblici", "Arch. Nives Tamburlini"],
        &["Titolo", ""],
        &["Rifacimento della passerella"],
    ];
    let objectives = two_sheets(&head, "");
    let told: Vec<_> = heads(&objectives)
        .into_iter()
        .map(|[.., weight]| weight)
        .collect();
    assert_ne!(told, ["15", ""], "the weight of the next sheet");
}

#[test]
fn a_weight_below_the_title_needs_no_longer_label() {
    let sheet = "\
OBIETTIVO N. 1
SERVIZIO: Lavori Pubblici
RESPONSABILE DEL PROCEDIMENTO: Arch. Nives Tamburlini
TITOLO: Rifacimento della passerella
PESO: 20%
MOTIVAZIONE DELLE SCELTE
Collegare i due rioni.
DESCRIZIONE: La passerella è chiusa.
RISULTATI ATTESI: passerella riaperta
INDICATORI DI RISULTATO: metri rifatti
RISORSE UMANE: due tecnici
";
    let objectives = on_paper(sheet).objectives;
    assert_eq!(objectives.len(), 1);
    let [unit, manager, _, weight] = &heads(&objectives)[0];
    assert_eq!(unit, "SERVIZIO: Lavori Pubblici");
    assert_eq!(manager, "Arch. Nives Tamburlini");
    assert_eq!(weight, "20");
    let title = objectives[0].title.as_deref();
    assert_eq!(title, Some("Rifacimento della passerella"));
}

#[test]
fn the_weight_may_stand_between_any_two_labels() {
    let sheet = "\
OBIETTIVO N. 1
SERVIZIO: Lavori Pubblici
RESPONSABILE: Arch. Nives Tamburlini
TITOLO: Rifacimento della passerella
DESCRIZIONE: La passerella è chiusa dal 2021.
FINALITÀ: Collegare i due rioni.
PESO: 20%
RISULTATI ATTESI: passerella riaperta
INDICATORI DI RISULTATO: metri rifatti
RISORSE UMANE: due tecnici
";
    let objectives = on_paper(sheet).objectives;
    assert_eq!(objectives[0].weight, Some(20.0));
    let purpose = objectives[0].purpose.as_deref();
    assert_eq!(purpose, Some("Collegare i due rioni."));
}

#[test]
fn a_page_may_end_between_the_manager_and_the_code() {
    let head: &[&[&str]] = &[
        &["Settore", "Lavori Pubblici"],
        &["Responsabile", "Arch. Nives Tamburlini"],
        &["Obiettivo n.", "1"],
        &["Titolo", "Rifacimento della passerella"],
    ];
    let row = |cells: &&[&str]| format!("{:<30}{}", cells[0], cells[1]);
    let rows: Vec<String> = head.iter().map(row).collect();
    let first = format!("{}\n{BODY}", rows.join("\n"));
    let other = |text: &str| {
        text.replace("Tamburlini", "Marangon")
            .replace("Lavori Pubblici", "Ambiente")
            .replace("n.                  1", "n.                  2")
    };
    let second = format!("\n\n{}\n{}\n\u{c}", other(&rows[0]), other(&rows[1]));
    let rest = format!("{}\n{}\n{BODY}", other(&rows[2]), rows[3]);
    let objectives = on_paper(&[first, second, rest].concat()).objectives;
    let told: Vec<_> = heads(&objectives)
        .into_iter()
        .map(|[unit, manager, ..]| (unit, manager))
        .collect();
    let expected = [
        ("Settore Lavori Pubblici", "Arch. Nives Tamburlini"),
        ("Settore Ambiente", "Arch. Nives Marangon"),
    ];
    let expected = expected.map(|(unit, manager)| (unit.to_owned(), manager.to_owned()));
    assert_eq!(told, expected);
}

#[test]
fn the_name_of_a_unit_may_begin_like_a_label() {
    let unit = "Risorse umane e organizzazione";
    let mut head = HEAD;
    let first = ["Settore", unit];
    head[0] = &first;
    let objectives = two_sheets(&head, "");
    assert_eq!(objectives.len(), 2);
    for objective in objectives {
        let told = objective.org_unit.as_deref();
        assert_eq!(told, Some("Settore Risorse umane e organizzazione"));
        let people = objective.human_resources.as_deref();
        assert_eq!(people, Some("personale del settore"));
    }
}

#[test]
fn the_label_of_the_weight_may_print_its_unit() {
    let mut head = HEAD;
    head[4] = &["Peso %", "20"];
    for objective in two_sheets(&head, "") {
        assert_eq!(objective.weight, Some(20.0));
        assert_eq!(objective.weight_unit, Some(WeightUnit::Percent));
    }
}

/// Two sheets of labels with colons, the body above the first.
const TWO_SHEETS: &str = "\
COMUNE DI VALFIORITA

OBIETTIVO N. 1
SERVIZIO: Lavori Pubblici
RESPONSABILE: Arch. Nives Tamburlini
TITOLO: Rifacimento della passerella
DESCRIZIONE: La passerella è chiusa dal 2021.
DURATA PREVISTA: annuale
FINALITÀ: Collegare i due rioni.
RISULTATI ATTESI: passerella riaperta
INDICATORI DI RISULTATO: metri rifatti

OBIETTIVO N. 2
SERVIZIO: Lavori Pubblici
RESPONSABILE: Arch. Nives Tamburlini
TITOLO: Pulizia del torrente
DESCRIZIONE: Il torrente è ingombro di rami.
DURATA PREVISTA: sei mesi
FINALITÀ: Evitare le piene.
RISULTATI ATTESI: torrente libero
INDICATORI DI RISULTATO: metri puliti
";

#[test]
fn a_label_that_each_sheet_prints_is_of_no_text() {
    let parsed = on_paper(TWO_SHEETS);
    let told: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.description.as_deref().expect("a description"))
        .collect();
    let expected = [
        "La passerella è chiusa dal 2021.",
        "Il torrente è ingombro di rami.",
    ];
    assert_eq!(told, expected);
    let said = |value: &str| {
        let mut unclaimed = parsed
            .findings
            .iter()
            .filter(|f| f.code == "unclaimed-line");
        unclaimed.any(|finding| finding.message.contains(value))
    };
    assert!(
        said("annuale") && said("sei mesi"),
        "{:#?}",
        parsed.findings
    );
    // On one sheet alone it may be a part of the text.
    let once = TWO_SHEETS.replace("DURATA PREVISTA: sei mesi\n", "");
    let parsed = on_paper(&once);
    let first = parsed.objectives[0].description.as_deref();
    assert!(first.is_some_and(|text| text.ends_with("annuale")));
}

#[test]
fn the_body_above_the_first_sheet_is_that_of_all() {
    let parsed = on_paper(TWO_SHEETS);
    for (at, objective) in parsed.objectives.iter().enumerate() {
        assert_eq!(objective.entity.as_deref(), Some("COMUNE DI VALFIORITA"));
        let spans = parsed.provenance.get(&format!("/objectives/{at}/entity"));
        assert_eq!(spans.expect("its place").count(), 1);
    }
    let said = |at: usize| {
        let pointer = format!("/objectives/{at}/entity");
        let own = |f: &schede_model::Finding| f.pointer.as_ref().is_some_and(|p| p.0 == pointer);
        parsed.findings.iter().any(own)
    };
    assert!(!said(0) && said(1));
}
