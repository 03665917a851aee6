//! Boxes with a label above its value, beside one another, in a form whose other labels stand
//! before colons.

use schede_model::page::{BBox, Page, Rule};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

use crate::paged::paper;
use crate::words::{EM, LETTER};

/// A sheet with such boxes, and one that is as wide as the page.
const SHEET: &str = "\
Comune di Valfiorita

Codice
1

Titolo
Rifacimento della passerella

Settore                       Altri servizi coinvolti
Lavori Pubblici               Polizia Locale

Responsabile                  Peso
Nives Tamburlini              15%

Descrizione: La passerella esistente è chiusa da tre anni.
Finalità: Collegare i due rioni per chi va a piedi

N.      Attività                      Peso       Scadenza
1       Rilievo delle sponde          30%        31/03/2026
2       Progetto esecutivo            70%        30/11/2026

Risultato atteso: Passerella riaperta
Vincoli: Portata del rio
Risorse umane: Due geometri
Scadenza finale: 30/11/2026
";

/// Two sheets, the second of another objective.
fn two(sheet: &str) -> Parsed {
    let other = sheet
        .replace("\n1\n", "\n2\n")
        .replace("Rifacimento della passerella", "Mensa delle scuole")
        .replace("15%", "25%");
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("built in");
    let pages = [boxed(sheet, 1), boxed(&other, 2)];
    let flow = schede_layout::read_pages(pages.to_vec(), profile);
    parse(&flow, profile, &Given::default())
}

/// A text as a page, with boxes drawn around each two lines of its head.
fn boxed(text: &str, number: u32) -> Page {
    let mut page = paper(text, number);
    let (left, right) = (38.0, 560.0);
    let lines: Vec<&str> = text.lines().collect();
    let labels = ["Codice", "Titolo", "Settore", "Responsabile", "Peso"];
    for (n, line) in lines.iter().enumerate() {
        if !labels.iter().any(|label| line.starts_with(label)) {
            continue;
        }
        let top = 39.0 + 1.3 * EM * n as f32;
        let bottom = top + 2.6 * EM;
        let mut rule = |x0, y0, x1, y1| {
            page.rules.push(Rule {
                bbox: BBox { x0, y0, x1, y1 },
                horizontal: y0 == y1,
            });
        };
        rule(left, top, right, top);
        rule(left, bottom, right, bottom);
        rule(left, top, left, bottom);
        rule(right, top, right, bottom);
        if let Some(blank) = line.rfind("   ") {
            let middle = 38.0 + LETTER * (blank + 3) as f32;
            rule(middle, top, middle, bottom);
        }
    }
    page
}

#[test]
fn a_label_in_a_box_beside_another_has_its_value_below() {
    let parsed = two(SHEET);
    let found = parsed.objectives.iter().map(|o| {
        let responsible = o.responsible.as_deref();
        (o.title.as_deref(), responsible, o.weight)
    });
    let expected = [
        (
            Some("Rifacimento della passerella"),
            Some("Nives Tamburlini"),
            Some(15.0),
        ),
        (
            Some("Mensa delle scuole"),
            Some("Nives Tamburlini"),
            Some(25.0),
        ),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn a_label_in_a_box_that_no_field_takes_is_of_no_value() {
    let parsed = two(SHEET);
    for objective in &parsed.objectives {
        assert_eq!(
            objective.org_unit.as_deref(),
            Some("Settore Lavori Pubblici")
        );
    }
}

#[test]
fn the_weight_may_have_a_box_for_itself() {
    let row = "\
Settore                       Altri servizi coinvolti
Lavori Pubblici               Polizia Locale

Responsabile                  Peso
Nives Tamburlini              15%
";
    let rows = "\
Settore                       Responsabile
Lavori Pubblici               Nives Tamburlini

Peso
15%
";
    let parsed = two(&SHEET.replace(row, rows));
    let weights = parsed.objectives.iter().map(|o| o.weight);
    assert_eq!(weights.collect::<Vec<_>>(), [Some(15.0), Some(25.0)]);
}

#[test]
fn a_row_that_ends_with_the_name_of_the_body_is_in_doubt() {
    let row = |left: &str, rest: &str| format!("{left:<8}{rest}\n");
    let sheet = |n: u8, title: &str| {
        let head = "                              Comune di Valfiorita\n                              SCHEDA OBIETTIVO\n";
        let table = [
            row(
                "N.",
                "Attività                                          Peso       Scadenza",
            ),
            row(
                "1",
                "Rilievo delle sponde                              30%        31/03/2026",
            ),
            row(
                "2",
                "Progetto esecutivo                                70%        30/11/2026",
            ),
        ];
        format!(
            "{head}Scheda n. {n} - {title}\nSettore: Lavori Pubblici\nResponsabile: Nives Tamburlini\nDescrizione: Si fa.\nFinalità: Unire i due rioni\nVincoli: Portata del rio\n\n{}\n\n",
            table.concat()
        )
    };
    let text = [
        sheet(1, "Rifacimento della passerella"),
        sheet(2, "Mensa"),
        sheet(3, "Sportello"),
    ];
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("built in");
    let pages = vec![paper(&text.concat(), 1)];
    let flow = schede_layout::read_pages(pages, profile);
    let parsed = parse(&flow, profile, &Given::default());
    let mut n = 0;
    for (at, objective) in parsed.objectives.iter().enumerate() {
        for (phase, found) in objective.phases.iter().enumerate() {
            let ends = found
                .description
                .as_deref()
                .is_some_and(|d| d.ends_with("Comune di Valfiorita"));
            let pointer = format!("/objectives/{at}/phases/{phase}");
            let mut said = parsed.findings.iter().filter_map(|f| f.pointer.as_ref());
            n += usize::from(ends);
            assert!(
                !ends || said.any(|p| p.0.starts_with(&pointer)),
                "{at} {phase}"
            );
        }
    }
    assert!(n > 1, "{:#?}", parsed.objectives);
}
