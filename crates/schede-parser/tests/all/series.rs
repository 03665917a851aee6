//! Objectives that a document names on lines of one kind, otherwise than the form does.

use schede_parser::Parsed;

use crate::paged::on_paper;

/// Three sheets with so many rows of a label and its value, on one page.
fn sheets(rows: &[[&str; 2]]) -> Parsed {
    let values = [
        [
            "Rifacimento della passerella",
            "Unire i due rioni",
            "A1",
            "30/11/2024",
        ],
        [
            "Mensa delle scuole",
            "Servire pasti caldi",
            "A2",
            "30/09/2024",
        ],
        [
            "Sportello dei tributi",
            "Dare risposte in fretta",
            "A3",
            "31/12/2024",
        ],
    ];
    let sheet = |[title, text, code, date]: [&str; 4]| {
        let lines = rows.iter().map(|[label, value]| {
            let value = value.replace("TITLE", title).replace("TEXT", text);
            let value = value.replace("CODE", code).replace("DATE", date);
            let label = label.replace("TITLE", title).replace("CODE", code);
            format!("{label:<30}{value}").trim_end().to_owned() + "\n"
        });
        lines.collect::<String>() + "\n\n"
    };
    let plan = "Piano della performance 2024\n\n";
    on_paper(&[plan, &values.map(sheet).concat()].concat())
}

/// Code and title of each objective.
fn named(parsed: &Parsed) -> Vec<(Option<&str>, Option<&str>)> {
    let objectives = parsed.objectives.iter();
    objectives
        .map(|o| (o.code.as_deref(), o.title.as_deref()))
        .collect()
}

const TITLES: [Option<&str>; 3] = [
    Some("Rifacimento della passerella"),
    Some("Mensa delle scuole"),
    Some("Sportello dei tributi"),
];

const WITHOUT_CODES: [(Option<&str>, Option<&str>); 3] =
    [(None, TITLES[0]), (None, TITLES[1]), (None, TITLES[2])];

const WITH_CODES: [(Option<&str>, Option<&str>); 3] = [
    (Some("A1"), TITLES[0]),
    (Some("A2"), TITLES[1]),
    (Some("A3"), TITLES[2]),
];

#[test]
fn the_title_may_stand_beside_the_label_without_a_code() {
    for colon in ["", ":"] {
        let label = |text: &str| format!("{text}{colon}");
        let rows = [
            "Settore",
            "Responsabile",
            "Obiettivo",
            "Descrizione",
            "Indicatori",
        ];
        let [unit, manager, title, text, result] = rows.map(label);
        let parsed = sheets(&[
            [&unit, "Lavori Pubblici"],
            [&manager, "Arch. Nives Tamburlini"],
            [&title, "TITLE"],
            [&text, "TEXT"],
            [&result, "opera finita"],
        ]);
        assert_eq!(named(&parsed), WITHOUT_CODES, "{colon:?}");
        let first = &parsed.objectives[0];
        assert_eq!(first.responsible.as_deref(), Some("Arch. Nives Tamburlini"));
        assert_eq!(first.description.as_deref(), Some("Unire i due rioni"));
        assert_eq!(parsed.account.unclaimed, 0);
    }
}

#[test]
fn four_labels_are_enough_for_several_sheets() {
    let parsed = sheets(&[
        ["Responsabile", "Arch. Nives Tamburlini"],
        ["Obiettivo", "TITLE"],
        ["Descrizione", "TEXT"],
        ["Scadenza", "DATE"],
    ]);
    assert_eq!(named(&parsed), WITHOUT_CODES);
    let deadline = parsed.objectives[1].final_deadline.as_ref();
    assert_eq!(deadline.map(|d| d.raw.as_str()), Some("30/09/2024"));
}

#[test]
fn the_code_and_the_title_may_stand_in_a_heading_or_beside_another_label() {
    for naming in [
        ["Cod. CODE - TITLE", ""],
        ["Scheda CODE - TITLE", ""],
        ["Titolo", "CODE - TITLE"],
        ["Obiettivo / Ziel", "CODE TITLE"],
    ] {
        let parsed = sheets(&[
            naming,
            ["Settore", "Lavori Pubblici"],
            ["Responsabile", "Arch. Nives Tamburlini"],
            ["Descrizione", "TEXT"],
            ["Indicatori", "opera finita"],
        ]);
        assert_eq!(named(&parsed), WITH_CODES, "{naming:?}");
        let unit = parsed.objectives[2].org_unit.as_deref();
        assert_eq!(unit, Some("Settore Lavori Pubblici"), "{naming:?}");
    }
}

#[test]
fn the_title_may_stand_above_the_code() {
    for naming in [["Obiettivo: TITLE", ""], ["Titolo", "TITLE"]] {
        let parsed = sheets(&[
            naming,
            ["Settore", "Lavori Pubblici"],
            ["Responsabile", "Arch. Nives Tamburlini"],
            ["Codice", "CODE"],
            ["Finalità", "TEXT"],
            ["Descrizione dell'obiettivo", "TEXT"],
            ["Indicatori", "opera finita"],
        ]);
        assert_eq!(named(&parsed), WITH_CODES, "{naming:?}");
        let unit = parsed.objectives[2].org_unit.as_deref();
        assert_eq!(unit, Some("Settore Lavori Pubblici"), "{naming:?}");
    }
}

#[test]
fn numbers_and_letters_may_stand_before_the_labels() {
    for numbers in [
        ["1.", "2.", "3.", "4.", "5.", "6."],
        ["a)", "b)", "c)", "d)", "e)", "f)"],
    ] {
        let labels = [
            "Settore",
            "Responsabile",
            "Codice obiettivo",
            "Titolo",
            "Descrizione",
            "Indicatori",
        ];
        let mut labels = labels
            .iter()
            .zip(numbers)
            .map(|(label, n)| format!("{n} {label}"));
        let mut next = || labels.next().expect("a label");
        let [unit, manager, code, title, text, result] = std::array::from_fn(|_| next());
        let parsed = sheets(&[
            [&unit, "Lavori Pubblici"],
            [&manager, "Arch. Nives Tamburlini"],
            [&code, "CODE"],
            [&title, "TITLE"],
            [&text, "TEXT"],
            [&result, "opera finita"],
        ]);
        assert_eq!(named(&parsed), WITH_CODES, "{numbers:?}");
        let first = &parsed.objectives[0];
        assert_eq!(first.org_unit.as_deref(), Some("Settore Lavori Pubblici"));
        assert_eq!(first.description.as_deref(), Some("Unire i due rioni"));
        assert_eq!(parsed.account.unclaimed, 0);
    }
}

#[test]
fn bars_that_part_a_sheet_are_in_no_value() {
    let parsed = sheets(&[
        ["Codice", "CODE"],
        ["Titolo", "TITLE"],
        ["Peso:", "20%"],
        ["Responsabile", "Arch. Nives Tamburlini"],
        ["SEZIONE 2 - CONTENUTI", ""],
        ["Finalità", "TEXT"],
        ["Descrizione dell'obiettivo", "TEXT"],
        ["PARTE III", ""],
        ["Indicatori", "opera finita"],
    ]);
    assert_eq!(named(&parsed), WITH_CODES);
    let first = &parsed.objectives[0];
    assert_eq!(first.responsible.as_deref(), Some("Arch. Nives Tamburlini"));
    assert_eq!(first.description.as_deref(), Some("Unire i due rioni"));
    assert_eq!(first.weight, Some(20.0));
}

#[test]
fn other_forms_with_an_objective_are_no_sheets() {
    for other in ["Docente", "Dipendente", "Evento rischioso"] {
        let parsed = sheets(&[
            [other, "Ada Bruni"],
            ["Responsabile", "Arch. Nives Tamburlini"],
            ["Obiettivo", "TITLE"],
            ["Descrizione", "TEXT"],
            ["Scadenza", "DATE"],
        ]);
        assert_eq!(parsed.objectives.len(), 0, "{other}");
    }
}

#[test]
fn labels_of_one_cell_stand_before_their_values() {
    let parsed = sheets(&[
        ["Responsabile", "Arch. Nives Tamburlini"],
        ["Obiettivo n.", "CODE"],
        ["Titolo", "TITLE"],
        ["Descrizione", "TEXT"],
        ["Indicatore", "opere finite"],
    ]);
    assert_eq!(named(&parsed), WITH_CODES);
    let text = parsed.objectives[0].description.as_deref();
    assert_eq!(text, Some("Unire i due rioni"));
}

#[test]
fn a_list_of_codes_below_their_label_is_no_sheet() {
    let text = "Settore: Lavori Pubblici
Responsabile: Arch. Nives Tamburlini
Codice     Obiettivo operativo               Indicatore          Risultato atteso     Peso %
A1         Rifacimento della passerella      numero di opere     opera finita         40
A2         Mensa delle scuole                pasti serviti       pasti caldi          60
";
    assert_eq!(on_paper(text).objectives.len(), 0);
}

#[test]
fn sheets_of_courses_and_of_public_works_are_no_objectives() {
    let course = sheets(&[
        ["Codice", "CODE"],
        ["Titolo", "TITLE"],
        ["Obiettivo formativo", "Saper leggere una carta"],
        ["Descrizione", "TEXT"],
        ["Docente", "Ada Bruni"],
        ["Ore", "12"],
        ["Risultato atteso", "prova superata"],
        ["Indicatore", "numero di presenze"],
    ]);
    assert_eq!(course.objectives.len(), 0);
    assert!(course.findings.iter().any(|f| f.code == "sheet-missed"));
    let work = sheets(&[
        ["Codice CUI", "L0043CODE"],
        ["Titolo", "TITLE"],
        ["Settore", "Lavori Pubblici"],
        ["Descrizione", "TEXT"],
        ["Importo", "euro 210.000,00"],
        ["Note", "Da finanziare"],
    ]);
    assert_eq!(work.objectives.len(), 0);
}

#[test]
fn one_label_of_another_form_makes_no_other_sheet() {
    let parsed = sheets(&[
        ["Codice", "CODE"],
        ["Titolo", "TITLE"],
        ["Responsabile", "Arch. Nives Tamburlini"],
        ["Descrizione", "TEXT"],
        ["Processo", "Mensa"],
        ["Risultato atteso", "opera finita"],
        ["Indicatore", "opere finite"],
    ]);
    assert_eq!(named(&parsed), WITH_CODES);
}

#[test]
fn a_goal_sheet_may_have_a_table_of_its_staff() {
    let plain = crate::plain::PLAIN;
    let staff = "Cognome e nome: Ada Bruni\nProfilo professionale: istruttore\n";
    let text = plain.replace(
        "Risorse Finanziarie:",
        &format!("{staff}Risorse Finanziarie:"),
    );
    // A sheet without a table of phases.
    let from = text.find("Descrizione Incidenza").expect("the head");
    let to = text.find("15/12/2024Scadenza").expect("the deadline");
    let parsed = crate::plain::read(&[&text[..from], &text[to..]].concat());
    assert_eq!(parsed.objectives.len(), 1);
}

#[test]
fn sheets_named_by_their_numbers_may_have_a_table_of_their_staff() {
    let sheet = |n: u8, title: &str, name: &str| {
        format!(
            "\
Scheda n. {n} - {title}
Settore                       Lavori Pubblici
Responsabile                  Nives Tamburlini
Descrizione                   Si rifanno le rampe
Finalità                      Unire i due rioni

N.      Attività                      Peso       Scadenza
1       Rilievo delle sponde          30%        31/03/2026
2       Progetto esecutivo            70%        30/11/2026

Nominativo                    Area                     % tempo
{name}                     Istruttori               20%
"
        )
    };
    let sheets = [
        sheet(1, "Rifacimento della passerella", "Ada Bruni"),
        sheet(2, "Mensa delle scuole", "Pia Gatti"),
        sheet(3, "Sportello dei tributi", "Ugo Salvi"),
    ];
    let parsed = on_paper(&["Piano della performance 2026\n\n", &sheets.join("\u{c}")].concat());
    let expected = [
        (Some("1"), TITLES[0]),
        (Some("2"), TITLES[1]),
        (Some("3"), TITLES[2]),
    ];
    assert_eq!(named(&parsed), expected);
}
