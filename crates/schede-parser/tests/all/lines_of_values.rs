//! Lines of values on a page that look like something else: a unit, a label, a year.

use crate::paged::{on_paper, paper, sheet};
use schede_model::Objective;
use schede_model::page::{BBox, Visibility};
use schede_parser::{Given, parse};
use schede_profile::Profiles;

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

#[test]
fn a_text_that_begins_like_a_label_in_each_sheet_is_no_label() {
    let text = "Comprende in particolare: rilievi, prove e opere.";
    let label = "Descrizione dell'obiettivo:";
    let old = format!("{label} La passerella esistente è chiusa dal 2021 e va rifatta.");
    assert!(sheet().contains(&old));
    let sheet = sheet().replace(&old, &format!("{label}\n{text}"));
    let two = [
        &sheet,
        "\u{c}",
        &sheet.replace("Obiettivo: A)", "Obiettivo: B)"),
    ]
    .concat();
    for objective in on_paper(&two).objectives {
        assert_eq!(objective.description.as_deref(), Some(text));
    }
}

#[test]
fn a_later_line_of_a_reference_below_its_label_names_no_unit() {
    let sheet = |code: &str, second: &str| {
        let lines = [
            "COMUNE DI BORGO TREPONTI",
            "SETTORE LAVORI SUI FIUMI",
            "Dirigente",
            "Nives Tamburlini",
            "Riferimenti al DUP",
            "Indirizzo strategico: Paese vicino e vie sicure per chi va a piedi Missione 03-",
            second,
            "Obiettivo",
            code,
            "Finalità Strategiche",
            "Collegare i due rioni per chi va a piedi",
            "Descrizione dell'obiettivo",
            "La passerella è chiusa e va rifatta.",
            "Risultato atteso",
            "passerella riaperta",
            "Vincoli",
            "portata del torrente",
            "Risorse umane",
            "personale del servizio tecnico",
            "",
        ];
        lines.join("\n")
    };
    let units = |second: &str| {
        let two = ["A) Passerella", "B) Rampe"]
            .map(|code| sheet(code, second))
            .concat();
        let units = on_paper(&two).objectives;
        units
            .into_iter()
            .map(|o| (o.org_unit, o.responsible))
            .collect::<Vec<_>>()
    };
    let wanted = units("Ordine pubblico e sicurezza");
    assert_eq!(wanted.len(), 2);
    assert!(
        wanted
            .iter()
            .all(|(unit, name)| unit.is_some() && name.is_some())
    );
    assert_eq!(units("Polizia locale e amministrativa"), wanted);
}

#[test]
fn a_label_that_both_pages_print_has_its_text_below_the_second() {
    let label = "Risorse Finanziarie:";
    let text = "Assegnate con il PEG";
    let sheet = sheet();
    let end = sheet.find(label).expect("the last label") + label.len();
    let mut next = paper(&format!("{label}\n{text}\n"), 2);
    // The clip of the page hides the first.
    let clip = BBox {
        x0: 0.0,
        y0: 52.0,
        x1: 1200.0,
        y1: 1990.0,
    };
    for word in &mut next.words {
        word.clip = Some(0);
        if word.bbox.y0 < clip.y0 {
            word.visibility = Visibility::Clipped;
        }
    }
    next.clips.push(clip);
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("built in");
    let flow = schede_layout::read_pages([paper(&sheet[..end], 1), next], profile);
    let parsed = parse(&flow, profile, &Given::default());
    let value = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(value, Some(text));
}
