//! Labels whose colon the form never prints, or one sheet lost, lines of the head in unusual
//! places, and lines of a text that look like other parts of the form.

use crate::plain::{PLAIN, in_columns, plain_but, read, says};
use schede_model::Objective;
use schede_parser::Parsed;

fn objective(parsed: &Parsed) -> &Objective {
    &parsed.objectives[0]
}

/// Two sheets: the plain one, changed, and the same with another title and code.
fn two_sheets(change: impl Fn(&str) -> String) -> String {
    let first = change(PLAIN);
    let second = first
        .replace("Obiettivo: A) Rifacimento", "Obiettivo: B) Lettura")
        .replace("va rifatta", "si legge");
    format!("{first}\u{c}{second}")
}

fn assert_resources(parsed: &Parsed) {
    for (n, read) in parsed.objectives.iter().enumerate() {
        let found = [
            &read.constraints,
            &read.human_resources,
            &read.financial_resources,
        ];
        let found = found.map(|text| text.as_deref());
        let wanted = [
            "portata del torrente in autunno",
            "personale del servizio tecnico",
            "Assegnate con il PEG",
        ];
        assert_eq!(found, wanted.map(Some));
        assert_eq!(read.indicators[0].text, "metri di passerella rifatti");
        let pointer = format!("/objectives/{n}/constraints");
        assert!(says(parsed, "two-readings", &pointer).is_some(), "{n}");
    }
}

#[test]
fn labels_of_a_form_without_colons_are_told_by_their_place() {
    let bare = |text: &str| {
        text.replace("Vincoli: ", "Vincoli ")
            .replace("Risorse Umane: ", "Risorse Umane ")
            .replace("Risorse Finanziarie: ", "Risorse Finanziarie ")
    };
    assert_resources(&read(&two_sheets(bare)));
    // Several that follow one another tell on a single sheet.
    assert_resources(&read(&bare(PLAIN)));
}

#[test]
fn one_label_without_a_colon_on_all_sheets_is_told_by_its_neighbours() {
    for sign in [" ", " - ", "; ", ". "] {
        let label = ["Vincoli", sign].concat();
        let parsed = read(&two_sheets(|text| text.replace("Vincoli: ", &label)));
        assert_eq!(parsed.objectives.len(), 2);
        assert_resources(&parsed);
    }
}

#[test]
fn a_label_without_a_colon_that_one_sheet_tells_is_one_on_the_others() {
    let bare = |text: &str| {
        text.replace("Vincoli: ", "Vincoli ")
            .replace("Risorse Umane: ", "Risorse Umane ")
            .replace("Risorse Finanziarie: ", "Risorse Finanziarie ")
    };
    let shows_less = PLAIN
        .replace("Obiettivo: A) Rifacimento", "Obiettivo: B) Lettura")
        .replace(
            "Indicatori di risultato: metri di passerella rifatti\n\n",
            "",
        )
        .replace("Vincoli: ", "Vincoli ");
    let parsed = read(&format!("{}\u{c}{shows_less}", bare(PLAIN)));
    let found: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.constraints.as_deref())
        .collect();
    assert_eq!(found, [Some("portata del torrente in autunno"); 2]);
}

#[test]
fn a_line_below_labels_without_colons_may_be_another() {
    let bare = |text: &str| {
        text.replace(
            "Indicatori di risultato: metri",
            "Indicatori di risultato Metri",
        )
        .replace("non raggiunto: passerella", "non raggiunto Passerella")
        .replace("Vincoli: portata", "Vincoli Portata")
        .replace("Risorse Umane: personale", "Risorse Umane Personale")
        .replace("Risorse Finanziarie: ", "Risorse Finanziarie ")
        .replace(
            "con il PEG\n",
            "con il PEG\n\nNote Obiettivo comune a due settori\n",
        )
    };
    let parsed = read(&bare(PLAIN));
    let read = objective(&parsed);
    assert_eq!(
        read.notes.as_deref(),
        Some("Obiettivo comune a due settori")
    );
    let means = read.financial_resources.as_deref();
    assert_eq!(means, Some("Assegnate con il PEG"));
}

#[test]
fn a_label_of_the_same_field_behind_one_is_of_the_value() {
    let means = "Stanziamenti di bilancio 2025: € 48.500,00";
    let change = |text: &str| {
        text.replace("Vincoli: ", "Criticità ")
            .replace("Risorse Umane: personale", "Risorse Umane Personale")
            .replace(
                "Risorse Finanziarie: Assegnate con il PEG",
                &format!("Budget {means}"),
            )
    };
    let parsed = read(&two_sheets(change));
    for read in &parsed.objectives {
        assert_eq!(read.financial_resources.as_deref(), Some(means));
    }
}

#[test]
fn labels_without_colons_stand_on_the_next_page_too() {
    let bare = |text: &str| {
        let from = text.find("Risultato atteso").expect("the first statement");
        let (above, below) = text.split_at(from);
        format!("{above}\u{c}{}", below.replace(": ", " "))
    };
    let parsed = read(&two_sheets(bare));
    for read in &parsed.objectives {
        assert_eq!(read.expected_results.len(), 1);
        let constraints = read.constraints.as_deref();
        assert_eq!(constraints, Some("portata del torrente in autunno"));
    }
}

#[test]
fn labels_without_colons_may_name_several_years() {
    let parsed = read(&plain_but(
        "Risultato atteso: passerella riaperta\n\nObiettivo raggiunto al 100%: passerella aperta entro l'anno\n",
        "Risultato atteso - annualità 2024 passerella riaperta\n\n\
         Risultato atteso - annualità 2025 passerella collaudata\n\n\
         Obiettivo raggiunto al 100% passerella aperta entro l'anno\n",
    ));
    let results = &objective(&parsed).expected_results;
    let found: Vec<_> = results.iter().map(|r| (r.year, r.text.as_str())).collect();
    let wanted = [
        (Some(2024), "passerella riaperta"),
        (Some(2025), "passerella collaudata"),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn words_that_are_a_label_before_a_colon_are_one_where_all_sheets_have_them_there() {
    let bare = |text: &str| {
        text.replace("Descrizione dell'obiettivo: ", "Descrizione ")
            .replace("Risorse Umane: personale", "Risorse Umane Personale")
            .replace("Vincoli: ", "Criticità ")
    };
    let parsed = read(&two_sheets(bare));
    assert_eq!(parsed.objectives.len(), 2);
    for read in &parsed.objectives {
        let description = read.description.as_deref().unwrap_or_default();
        assert!(description.starts_with("La passerella"), "{description}");
        let constraints = read.constraints.as_deref();
        assert_eq!(constraints, Some("portata del torrente in autunno"));
    }
}

#[test]
fn a_line_that_begins_like_a_label_the_sheet_lacks_is_in_doubt() {
    let parsed = read(&plain_but("Vincoli: ", "Vincoli "));
    for pointer in [
        "/objectives/0/constraints",
        "/objectives/0/indicators/0/text",
    ] {
        assert!(says(&parsed, "broken-text", pointer).is_some(), "{pointer}");
    }
}

#[test]
fn a_line_of_a_text_that_begins_like_a_label_elsewhere_is_text() {
    let text = "La passerella esistente è chiusa dal 2021.\nVincoli normativi non ve ne sono.";
    let change = |sheet: &str| {
        sheet.replace(
            "La passerella esistente è chiusa dal 2021 e va rifatta.",
            text,
        )
    };
    let parsed = read(&two_sheets(change));
    for read in &parsed.objectives {
        let description = read.description.as_deref().unwrap_or_default();
        assert!(
            description.ends_with("Vincoli normativi non ve ne sono."),
            "{description}"
        );
        assert_eq!(
            read.constraints.as_deref(),
            Some("portata del torrente in autunno")
        );
    }
}

#[test]
fn the_managers_title_may_follow_its_label_without_a_colon() {
    let parsed = read(&plain_but(
        "Dirigente: Arch. Nives",
        "Dirigente dott.ssa Nives",
    ));
    let unit = objective(&parsed).org_unit.as_deref();
    assert_eq!(unit, Some("SETTORE LAVORI PUBBLICI E AMBIENTE"));
    let manager = objective(&parsed).responsible.as_deref();
    assert_eq!(manager, Some("dott.ssa Nives Tamburlini"));
}

#[test]
fn a_blank_may_stand_before_the_per_cent_sign_of_a_label() {
    let parsed = read(&plain_but("al 100%:", "al 100 %:"));
    let criteria = &objective(&parsed).success_criteria;
    assert_eq!(criteria[0].label, "Obiettivo raggiunto al 100 %");
    assert_eq!(criteria[0].text, "passerella aperta entro l'anno");
}

#[test]
fn the_unit_and_the_manager_may_stand_below_the_title() {
    let head = "COMUNE DI VALFIORITA\n\nSETTORE LAVORI PUBBLICI E AMBIENTE\n\nDirigente: Arch. Nives Tamburlini\n\n";
    let title = "Obiettivo: A) Rifacimento della passerella sul torrente\n\n";
    let below = PLAIN
        .replace(head, "")
        .replace(title, &format!("{title}{head}"));
    let read = read(&below);
    let read = objective(&read);
    assert_eq!(
        read.title.as_deref(),
        Some("Rifacimento della passerella sul torrente")
    );
    assert_eq!(read.entity.as_deref(), Some("COMUNE DI VALFIORITA"));
    assert_eq!(
        read.org_unit.as_deref(),
        Some("SETTORE LAVORI PUBBLICI E AMBIENTE")
    );
    assert_eq!(read.responsible.as_deref(), Some("Arch. Nives Tamburlini"));
}

#[test]
fn a_reference_that_ends_each_sheet_is_none_of_the_next() {
    let at = PLAIN.find("Riferimenti al DUP").unwrap();
    let end = at + PLAIN[at..].find('\n').unwrap();
    let dup = &PLAIN[at..end];
    let last = |text: &str| {
        text.replace(dup, "")
            .replace("\nIl Dirigente", &format!("\n{dup}\n\nIl Dirigente"))
    };
    let text = two_sheets(last).replacen("Trasporti", "Passerelle", 1);
    let parsed = read(&text);
    let mission = |n: usize| {
        let dup = parsed.objectives[n].dup.as_ref();
        dup.and_then(|dup| dup.mission_name.clone())
            .unwrap_or_default()
    };
    assert!(mission(0).starts_with("Passerelle"), "{}", mission(0));
    assert!(mission(1).starts_with("Trasporti"), "{}", mission(1));
}

#[test]
fn a_reference_above_its_objective_is_of_that_where_the_sheet_before_has_its_own() {
    let at = PLAIN.find("Riferimenti al DUP").unwrap();
    let dup = &PLAIN[at..at + PLAIN[at..].find('\n').unwrap()];
    let title = PLAIN.lines().find(|l| l.starts_with("Obiettivo: A)"));
    let title = title.unwrap();
    let bare = PLAIN.replace(dup, "");
    let first = bare.replace(title, &format!("{title}\n\n{dup}"));
    let first = first.replace("Trasporti", "Passerelle");
    let second = bare.replace("COMUNE DI", &format!("{dup}\n\nCOMUNE DI"));
    let second = second.replace("A) Rifacimento", "B) Lettura");
    // A quotation of the label behind the last sheet.
    let other = dup.replace("Trasporti", "Altro");
    let text = format!("{first}\u{c}{second}\n\n{other}\n");
    let parsed = read(&text);
    let mission = |n: usize| {
        let dup = parsed.objectives[n].dup.as_ref();
        dup.and_then(|dup| dup.mission_name.clone())
            .unwrap_or_default()
    };
    assert!(mission(0).starts_with("Passerelle"), "{}", mission(0));
    assert!(mission(1).starts_with("Trasporti"), "{}", mission(1));
}

#[test]
fn objectives_listed_in_a_text_are_no_sheets() {
    let list = "passerella riaperta, in accordo con\nObiettivo B) trasparenza\nObiettivo C) semplificazione";
    let parsed = read(&plain_but("passerella riaperta", list));
    assert_eq!(parsed.objectives.len(), 1);
    let read = objective(&parsed);
    assert_eq!(
        read.constraints.as_deref(),
        Some("portata del torrente in autunno")
    );
    assert!(read.expected_results[0].text.ends_with("semplificazione"));
}

#[test]
fn a_sentence_about_the_weight_ends_no_text() {
    let parsed = read(&plain_but(
        "va rifatta.",
        "va rifatta.\nPeso dell'obiettivo: 15%.\nPoi si apre.",
    ));
    let description = objective(&parsed)
        .description
        .as_deref()
        .unwrap_or_default();
    assert!(
        description.ends_with("Peso dell'obiettivo: 15%. Poi si apre."),
        "{description}"
    );
}

#[test]
fn lines_above_the_signatures_put_the_last_text_in_doubt() {
    for line in [
        "Letto, confermato e sottoscritto",
        "Valfiorita, lì 12 marzo 2025",
        "Data ____________",
    ] {
        let text = plain_but(
            "Assegnate con il PEG\n",
            &format!("Assegnate con il PEG\n{line}\n"),
        );
        let parsed = read(&text);
        let found = objective(&parsed).financial_resources.as_deref();
        let said = says(&parsed, "broken-text", "/objectives/0/financial_resources");
        assert!(
            said.is_some() || found == Some("Assegnate con il PEG"),
            "{line}"
        );
    }
}

#[test]
fn the_deadline_may_stand_between_the_lines_of_its_label() {
    let label = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let around =
        "Scadenza finale per il\n                    15/12/2024\nraggiungimento dell'obiettivo:";
    for text in [in_columns(), PLAIN.to_owned()] {
        let parsed = read(&text.replace(label, around));
        let deadline = objective(&parsed).final_deadline.as_ref();
        assert_eq!(
            deadline.map(|deadline| deadline.raw.as_str()),
            Some("15/12/2024")
        );
        assert_eq!(
            objective(&parsed).expected_results[0].text,
            "passerella riaperta"
        );
    }
}

#[test]
fn the_managers_name_and_the_pages_number_below_the_signatures_are_of_no_text() {
    for line in [
        "Arch. Nives Tamburlini",
        "(Arch. Nives Tamburlini)",
        "12",
        "1/2",
        "____ ____",
    ] {
        let parsed = read(&format!("{}\n{line}\n", PLAIN.trim_end()));
        let found = objective(&parsed).financial_resources.as_deref();
        assert_eq!(found, Some("Assegnate con il PEG"), "{line}");
    }
}

#[test]
fn a_blank_to_be_filled_in_is_of_no_text() {
    let vincoli = "portata del torrente in autunno";
    let text = PLAIN.replace(vincoli, &format!("{vincoli}\n____________ ____"));
    let parsed = read(&text);
    assert_eq!(objective(&parsed).constraints.as_deref(), Some(vincoli));
}

#[test]
fn words_like_a_label_of_the_form_end_no_text_where_the_form_has_other_fields() {
    // No sheet has the field, and all have the words in a text above the table.
    let change = |sheet: &str| {
        sheet
            .replace("Vincoli: portata del torrente in autunno\n", "")
            .replace(
                "va rifatta.",
                "va rifatta.\nVincoli urbanistici da rispettare.",
            )
    };
    for read in &read(&two_sheets(change)).objectives {
        assert_eq!(read.constraints, None);
        let description = read.description.as_deref().unwrap_or_default();
        assert!(description.ends_with("da rispettare."), "{description}");
    }
}

#[test]
fn a_label_without_a_colon_may_be_all_of_a_sheets_next_page() {
    let cell = |label: &str, value: &str| format!(" {label:<40}{value}\n");
    let sheet = |title: &str, next_page: &str| {
        let head = [
            cell("Riferimenti al DUP", "==="),
            "COMUNE DI BORGO TREPONTI\nSETTORE LAVORI PUBBLICI\n".to_owned(),
            cell("Dirigente", "Arch. Nives Tamburlini"),
            cell("Obiettivo", title),
            cell("Finalità", "Tenere aperto il passaggio"),
        ];
        let table = "\
Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%                  OK                   31/03/2024
fase 2: Progetto esecutivo         70%                  OK                   30/11/2024
";
        let tail = [
            cell("Scadenza finale", "15/12/2024"),
            cell("Risultati attesi", "Passaggio riaperto"),
            cell("Risorse Umane", "Due tecnici"),
        ];
        format!("{}{table}{}\u{c}{next_page}", head.concat(), tail.concat())
    };
    let parsed = read(
        &[
            sheet(
                "A) Rifacimento della passerella",
                "Risorse Finanziarie   Fondi del PEG\n\u{c}",
            ),
            sheet(
                "B) Rampe del molo",
                "Risorse Finanziarie   Nessuna spesa\nNote                  Si veda la relazione\n",
            ),
        ]
        .concat(),
    );
    let found: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.financial_resources.as_deref())
        .collect();
    assert_eq!(found, [Some("Fondi del PEG"), Some("Nessuna spesa")]);
}

#[test]
fn a_label_without_a_colon_between_the_same_two_on_all_sheets_is_one_in_any_order() {
    let change = |text: &str| {
        let from = text.find("Finalità Strategiche").expect("the purpose");
        let line = &text[from..from + text[from..].find('\n').expect("its end") + 1];
        let value = line.split_once(": ").expect("a colon").1;
        let without = text.replace(line, "");
        let before = without
            .find("Tempistica")
            .or(without.find("Descrizione Incidenza"));
        let (above, below) = without.split_at(before.expect("the table"));
        format!(
            "{}\nFinalità {value}Riferimenti al DUP: ===\n{below}",
            above.replace("Riferimenti al DUP: ===\n", "").trim_end()
        )
    };
    let parsed = read(&two_sheets(change));
    for (n, read) in parsed.objectives.iter().enumerate() {
        let purpose = read.purpose.as_deref().unwrap_or_default();
        assert!(!purpose.is_empty(), "{:?}", read.description);
        let pointer = format!("/objectives/{n}/purpose");
        assert!(says(&parsed, "two-readings", &pointer).is_some(), "{n}");
    }
}

#[test]
fn notes_without_a_colon_behind_a_short_line_are_said() {
    let notes = "con il PEG\nNote Si veda la relazione";
    let parsed = read(&plain_but("con il PEG", notes));
    for field in ["financial_resources", "notes"] {
        let pointer = format!("/objectives/0/{field}");
        assert!(says(&parsed, "broken-text", &pointer).is_some(), "{field}");
    }
}

#[test]
fn notes_without_a_colon_above_the_final_deadline_are_said() {
    // It was painted behind all other fields.
    let deadline = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:\n";
    let text = plain_but(deadline, "").replacen(
        "con il PEG",
        "con il PEG\nNOTE Si veda la relazione\nScadenza finale per il raggiungimento dell'obiettivo: 15/12/2024",
        1,
    );
    let parsed = read(&text);
    for field in ["financial_resources", "notes"] {
        let pointer = format!("/objectives/0/{field}");
        assert!(says(&parsed, "broken-text", &pointer).is_some(), "{field}");
    }
}

#[test]
fn a_deadline_to_come_may_stand_behind_a_label_without_a_colon() {
    let glued = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let parsed = read(&plain_but(glued, "Scadenza finale xxxxxx"));
    let read = objective(&parsed);
    let deadline = read.final_deadline.as_ref().map(|d| d.raw.as_str());
    assert_eq!(deadline, Some("xxxxxx"));
    assert_eq!(read.phases[1].outcome, None);
}

#[test]
fn a_weight_that_stands_in_another_text_is_said() {
    let parsed = read(&plain_but("va a piedi", "va a piedi\nPeso 10%"));
    assert_eq!(objective(&parsed).weight, None);
    for field in ["purpose", "weight"] {
        let pointer = format!("/objectives/0/{field}");
        assert!(says(&parsed, "broken-text", &pointer).is_some(), "{field}");
    }
}

#[test]
fn a_label_within_the_deadline_or_the_unit_is_said() {
    let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
    let constraints = "Vincoli: portata del torrente in autunno\n";
    let sheet = PLAIN.replace(constraints, "").replace(
        &format!("15/12/2024{label}"),
        &format!("{label} 15/12/2024 Vincoli Portata del torrente"),
    );
    let parsed = read(&sheet);
    for field in ["final_deadline", "constraints"] {
        let pointer = format!("/objectives/0/{field}");
        assert!(says(&parsed, "broken-text", &pointer).is_some(), "{field}");
    }
    let manager = "Dirigente: Arch. Nives Tamburlini\n";
    let unit = "PUBBLICI E AMBIENTE";
    let with = format!("{unit} Responsabile Arch. Nives Tamburlini");
    let parsed = read(&PLAIN.replace(manager, "").replace(unit, &with));
    for field in ["org_unit", "responsible"] {
        let pointer = format!("/objectives/0/{field}");
        assert!(says(&parsed, "broken-text", &pointer).is_some(), "{field}");
    }
}
