//! Labels, heads and names of units in other words than the plain sheet's: the values
//! must be the same.

use crate::plain;
use crate::plain::{PLAIN, doubts, plain_but, read};
use schede_model::Objective;

/// A sheet with other words is read as the plain one, and without a doubt.
fn same(words: &str, others: &[&str], value: impl Fn(&Objective) -> Option<String>) {
    let plain = value(&read(PLAIN).objectives[0]);
    assert!(plain.is_some(), "{words}");
    for other in others {
        let parsed = read(&plain_but(words, other));
        assert_eq!(value(&parsed.objectives[0]), plain, "{other}");
        assert!(
            doubts(&parsed).is_empty(),
            "{other}: {:#?}",
            doubts(&parsed)
        );
    }
}

fn text(statements: &[schede_model::Statement]) -> Option<String> {
    statements.first().map(|statement| statement.text.clone())
}

#[test]
fn who_answers_for_it() {
    let others = [
        "Responsabile del settore:",
        "Responsabile dell'obiettivo:",
        "Dirigente competente:",
        "Titolare di P.O.:",
        "Incaricato di E.Q.:",
        "Responsabile/Dirigente:",
        "Posizione organizzativa:",
    ];
    same("Dirigente:", &others, |o| o.responsible.clone());
}

#[test]
fn what_it_is_for() {
    let others = [
        "Finalità dell'obiettivo:",
        "Motivazione delle scelte:",
        "Scopo:",
    ];
    same("Finalità Strategiche:", &others, |o| o.purpose.clone());
    let others = [
        "Descrizione:",
        "Descrizione dettagliata:",
        "Descrizione e finalità dell'obiettivo:",
    ];
    same("Descrizione dell'obiettivo:", &others, |o| {
        o.description.clone()
    });
}

#[test]
fn what_it_refers_to() {
    let others = [
        "Collegamento DUP:",
        "DUP:",
        "Riferimenti al DUP 2024-2026:",
        "Riferimento DUP 2024/2026:",
        "Riferimento al Documento Unico di Programmazione:",
    ];
    same("Riferimenti al DUP:", &others, |o| {
        o.dup.as_ref().map(|d| d.raw.clone())
    });
    let others = [
        "Valore Pubblico di riferimento:",
        "Collegamento al Valore Pubblico:",
    ];
    let value = |o: &Objective| o.public_value.as_ref().map(|v| v.raw.clone());
    same(
        "Riferimenti alla sottosezione PIAO-Valore Pubblico:",
        &others,
        value,
    );
}

#[test]
fn what_is_measured() {
    let others = [
        "Risultato previsto:",
        "Valore atteso:",
        "Risultato atteso al 31/12/2024:",
    ];
    same("Risultato atteso:", &others, |o| text(&o.expected_results));
    let others = [
        "Obiettivo raggiunto al 100% se:",
        "Obiettivo pienamente raggiunto:",
    ];
    same("Obiettivo raggiunto al 100%:", &others, |o| {
        text(&o.success_criteria)
    });
    let others = ["Obiettivo non raggiunto se:", "Obiettivo mancato:"];
    same("Obiettivo non raggiunto:", &others, |o| {
        text(&o.failure_criteria)
    });
    let others = [
        "Indicatori di performance:",
        "Indicatori di efficacia:",
        "Indicatori e target:",
    ];
    same("Indicatori di risultato:", &others, |o| text(&o.indicators));
}

#[test]
fn what_binds_it_and_what_it_takes() {
    let others = ["Vincoli normativi:", "Criticità:", "Eventuali vincoli:"];
    same("Vincoli:", &others, |o| o.constraints.clone());
    let others = [
        "Personale coinvolto:",
        "Personale:",
        "Risorse umane e strumentali:",
    ];
    same("Risorse Umane:", &others, |o| o.human_resources.clone());
    let others = ["Risorse economiche:", "Capitoli di bilancio:", "Budget:"];
    same("Risorse Finanziarie:", &others, |o| {
        o.financial_resources.clone()
    });
}

#[test]
fn when_it_ends() {
    let date = |o: &Objective| o.final_deadline.as_ref().map(|d| d.raw.clone());
    let others = [
        "Termine di conclusione:",
        "Scadenza dell'obiettivo:",
        "Termine ultimo:",
    ];
    same(
        "Scadenza finale per il raggiungimento dell'obiettivo:",
        &others,
        date,
    );
}

#[test]
fn how_it_is_called() {
    let others = [
        "Obiettivo PEG: A)",
        "Obiettivo di performance: A)",
        "Titolo obiettivo: A)",
        "Obiettivo nr A)",
    ];
    same("Obiettivo: A)", &others, |o| {
        Some(format!("{:?} {:?}", o.code, o.title))
    });
}

#[test]
fn whose_it_is() {
    let unit = read(PLAIN).objectives[0].org_unit.clone().expect("a unit");
    for other in [
        "3° Settore Acque",
        "III Area Acque",
        "Ripartizione Acque",
        "U.O. Acque",
        "CdR: Acque",
        "AREA: ACQUE",
    ] {
        let parsed = read(&plain_but(&unit, other));
        assert_eq!(parsed.objectives[0].org_unit.as_deref(), Some(other));
        assert!(
            doubts(&parsed).is_empty(),
            "{other}: {:#?}",
            doubts(&parsed)
        );
    }
}

#[test]
fn a_body_may_have_its_province_behind_it() {
    let body = read(PLAIN).objectives[0].entity.clone().expect("a body");
    let parsed = read(&plain_but(&body, "Comune di Lunaspina (AL)"));
    let read = &parsed.objectives[0];
    assert_eq!(read.entity.as_deref(), Some("Comune di Lunaspina (AL)"));
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn two_kinds_of_units_in_the_head_are_said() {
    let unit = read(PLAIN).objectives[0].org_unit.clone().expect("a unit");
    let parsed = read(&plain_but(&unit, &format!("{unit}\n\nServizio: Acque")));
    assert_eq!(parsed.objectives[0].org_unit, Some(unit));
    assert!(plain::says(&parsed, "two-readings", "/objectives/0/org_unit").is_some());
}

#[test]
fn a_line_below_the_body_that_names_no_known_unit_is_said() {
    let unit = read(PLAIN).objectives[0].org_unit.clone().expect("a unit");
    let parsed = read(&plain_but(&unit, "Presidio Acque"));
    let told: Vec<_> = doubts(&parsed);
    for pointer in ["/objectives/0/entity", "/objectives/0/org_unit"] {
        let about =
            |f: &&&schede_model::Finding| f.pointer.as_ref().is_some_and(|p| p.0 == pointer);
        assert!(told.iter().find(about).is_some(), "{pointer}: {told:#?}");
    }
}

#[test]
fn a_line_above_the_unit_that_names_no_known_body_is_said() {
    let body = read(PLAIN).objectives[0].entity.clone().expect("a body");
    let parsed = read(&plain_but(&body, "Magistrato delle Acque"));
    let about = |f: &&schede_model::Finding| {
        f.pointer
            .as_ref()
            .is_some_and(|p| p.0 == "/objectives/0/entity")
    };
    assert!(
        doubts(&parsed).into_iter().find(|f| about(f)).is_some(),
        "{:#?}",
        doubts(&parsed)
    );
}

#[test]
fn what_a_phase_is_called() {
    let plain = read(PLAIN).objectives[0].phases.clone();
    for word in ["Azione ", "Attività ", "Step n. ", "FASE n° "] {
        let parsed = read(&PLAIN.replace("fase ", word));
        assert_eq!(parsed.objectives[0].phases, plain, "{word}");
        assert!(doubts(&parsed).is_empty(), "{word}: {:#?}", doubts(&parsed));
    }
}

#[test]
fn what_the_columns_are_called() {
    let plain = read(PLAIN).objectives[0].clone();
    let from = PLAIN.find("Descrizione Incidenza").expect("the head");
    let head = PLAIN[from..].lines().next().expect("its line");
    for other in [
        "Descrizione attività Peso (%) Stato avanzamento al 30/09/2024 Data fine prevista Grado di raggiungimento",
        "Fasi Ponderazione % Stato di realizzazione al 30/09/2024 Termini previsti Risultati conseguiti",
        "Azioni Peso (%) Monitoraggio intermedio al 30/09/2024 Data di scadenza Esito finale",
    ] {
        let parsed = read(&plain_but(head, other));
        let read = &parsed.objectives[0];
        assert_eq!(read.phases, plain.phases, "{other}");
        assert_eq!(read.reference_date, plain.reference_date, "{other}");
        assert!(
            doubts(&parsed).is_empty(),
            "{other}: {:#?}",
            doubts(&parsed)
        );
    }
}

#[test]
fn an_unknown_label_above_the_sheet_is_said_of_what_its_head_lacks() {
    let from = PLAIN.find("Riferimenti al DUP:").expect("the reference");
    let to = from + PLAIN[from..].find("\n\n").expect("its end") + 2;
    let reference = PLAIN[from..to].replacen("Riferimenti al DUP:", "Quadro di riferimento:", 1);
    let parsed = read(&[&reference, &PLAIN[..from], &PLAIN[to..]].concat());
    assert_eq!(parsed.objectives[0].dup, None);
    assert!(plain::says(&parsed, "two-readings", "/objectives/0/dup").is_some());
}

#[test]
fn what_no_known_label_names_is_said_where_an_unknown_one_stands() {
    for (label, member, before) in [
        ("Vincoli:", "constraints", "indicators/0"),
        (
            "Obiettivo raggiunto al 100%:",
            "success_criteria",
            "expected_results/0",
        ),
        ("Finalità Strategiche:", "purpose", "title"),
    ] {
        let parsed = read(&plain_but(label, "Parole di altri uffici:"));
        let pointer = format!("/objectives/0/{member}");
        assert!(
            plain::says(&parsed, "two-readings", &pointer).is_some(),
            "{label}"
        );
        let before = format!("/objectives/0/{before}");
        assert!(
            plain::says(&parsed, "broken-text", &before).is_some(),
            "{label}"
        );
    }
}

#[test]
fn a_unit_that_goes_on_where_no_manager_is_named_is_said() {
    let parsed = read(&plain_but("Dirigente: ", "Capo struttura "));
    for member in ["org_unit", "responsible"] {
        let pointer = format!("/objectives/0/{member}");
        assert!(
            plain::says(&parsed, "two-readings", &pointer).is_some(),
            "{member}"
        );
    }
}
