//! Lines of values on a page that look like something else: a unit, a label, a year.

use crate::paged::{on_paper, sheet};
use schede_model::Objective;

/// A sheet without colons, its labels in a column, with these lines as its reference.
fn without_colons(code: &str, reference: [&str; 2]) -> String {
    let rows = [
        ("Dirigente", "Nives Tamburlini"),
        ("Riferimenti al DUP", reference[0]),
        ("", reference[1]),
        ("Obiettivo", code),
        (
            "Finalità Strategiche",
            "Collegare i due rioni per chi va a piedi",
        ),
        (
            "Descrizione dell'obiettivo",
            "La passerella è chiusa e va rifatta.",
        ),
        ("Risultato atteso", "passerella riaperta"),
        ("Vincoli", "portata del torrente"),
        ("Risorse umane", "personale del servizio tecnico"),
        ("Risorse finanziarie", "assegnate con il PEG"),
    ];
    let rows = rows.map(|(label, value)| format!("{label:<40}{value}\n"));
    let head = "COMUNE DI BORGO TREPONTI\nSETTORE LAVORI SUI FIUMI\n";
    format!("{head}{}\n", rows.concat())
}

#[test]
fn a_later_line_of_a_reference_names_no_unit() {
    let first = "Indirizzo strategico: Paese vicino Missione 01-";
    for second in [
        "Trasporti e diritto alla mobilità",
        "Servizi istituzionali, generali e di gestione",
    ] {
        let sheets =
            ["A) Passerella", "B) Rampe"].map(|code| without_colons(code, [first, second]));
        let read = on_paper(&sheets.concat()).objectives;
        let head = |o: &Objective| {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            let reference = o.dup.as_ref().map(|dup| dup.raw.clone());
            [
                text(&o.org_unit),
                text(&o.responsible),
                reference.unwrap_or_default(),
            ]
        };
        let heads: Vec<_> = read.iter().map(head).collect();
        let wanted = [
            "SETTORE LAVORI SUI FIUMI",
            "Nives Tamburlini",
            &format!("{first}{second}"),
        ];
        assert_eq!(heads, [wanted; 2]);
    }
}

#[test]
fn a_line_of_a_paragraph_is_no_label_though_it_begins_so_in_each_sheet() {
    let begun = "La passerella esistente è chiusa dal 2021";
    let line = format!(
        "{begun} dopo la piena di novembre, e con le rampe che portano alle due sponde, i parapetti e le luci lungo il sentiero va rifatta per intero."
    );
    let text = "Comprende in particolare: rilievi, prove e opere.";
    let sheet = sheet().replace(begun, &format!("{line}\n{text}\nLa passerella"));
    assert!(sheet.contains(text));
    let two = [
        &sheet,
        "\u{c}",
        &sheet.replace("Obiettivo: A)", "Obiettivo: B)"),
    ]
    .concat();
    let read = on_paper(&two).objectives;
    assert_eq!(read.len(), 2);
    for objective in read {
        let description = objective.description.unwrap_or_default();
        assert!(description.contains(text), "{description}");
    }
}

#[test]
fn a_year_that_the_cell_of_its_head_cuts_is_whole() {
    let head = "Monitoraggio al 30/09/2024";
    let column = sheet().lines().find_map(|line| line.find(head));
    let column = " ".repeat(column.expect("the head"));
    let cut = format!("{:<26}", "Monitoraggio al");
    let lines = [
        &cut,
        "   Scadenze previste   Raggiungimento Obiettivo\n",
        &column,
        "30/09/20\n",
        &column,
        "24\n",
    ];
    let rest = format!("{head}   Scadenze previste   Raggiungimento Obiettivo\n");
    assert!(sheet().contains(&rest));
    let parsed = on_paper(&sheet().replace(&rest, &lines.concat()));
    let date = parsed.objectives[0]
        .reference_date
        .map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2024-09-30"));
    assert!(
        parsed
            .findings
            .iter()
            .all(|finding| finding.code != "date-cut")
    );
}
