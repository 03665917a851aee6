//! Strips: a row of labels over the row of their values, at the beginning of a sheet or below
//! its table of phases.

use schede_parser::Parsed;

use crate::paged::on_paper;

/// A sheet that begins with such a row, and has another below its table.
const SHEET: &str = "\
Comune di Valfiorita

Codice    Titolo                        Settore            Durata       Responsabile       Peso
1         Rifacimento della passerella  Lavori Pubblici    Annuale      Nives Tamburlini   15%
          sul rio Secco

Descrizione        La passerella esistente è chiusa da tre anni.
Finalità           Collegare i due rioni per chi va a piedi

N.      Attività                      Peso       Scadenza
1       Rilievo delle sponde          30%        31/03/2026
2       Progetto esecutivo            70%        30/11/2026

Risultato atteso        Vincoli              Risorse umane
Passerella riaperta     Portata del rio      Due geometri
";

/// Two sheets, the second of another objective.
fn two(sheet: &str) -> Parsed {
    let other = sheet
        .replace("\n1         Rif", "\n2         Rif")
        .replace(
            "Rifacimento della passerella",
            "Nuovo orario degli sportelli",
        )
        .replace("Passerella riaperta", "Sportelli aperti   ")
        .replace("Portata del rio", "Orario in vigore")
        .replace("Due geometri", "Tre addetti")
        .replace(
            "Progetto esecutivo            70%        30/11",
            "Avvio del servizio            70%        31/10",
        )
        .replace("Rilievo delle sponde", "Ascolto degli utenti")
        // What stands at one height of all pages is a running foot.
        .replace("\n\nN.  ", "\n\n\n\nN.  ")
        .replace("15%", "25%");
    on_paper(&[sheet, "\u{c}", &other].concat())
}

#[test]
fn labels_over_their_values_begin_a_sheet() {
    let parsed = two(SHEET);
    let found = parsed.objectives.iter().map(|o| {
        let names = [
            &o.code,
            &o.title,
            &o.org_unit,
            &o.responsible,
            &o.description,
        ];
        (names.map(Option::as_deref), o.weight)
    });
    let names = |code, title| {
        [
            Some(code),
            Some(title),
            Some("Settore Lavori Pubblici"),
            Some("Nives Tamburlini"),
            Some("La passerella esistente è chiusa da tre anni."),
        ]
    };
    let expected = [
        (
            names("1", "Rifacimento della passerella sul rio Secco"),
            Some(15.0),
        ),
        (
            names("2", "Nuovo orario degli sportelli sul rio Secco"),
            Some(25.0),
        ),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn a_label_that_no_field_takes_has_its_value_in_no_field() {
    let parsed = two(SHEET);
    let spoiled = format!("{:?}", parsed.objectives).contains("Annuale");
    assert!(!spoiled);
}

#[test]
fn the_label_of_a_code_may_wrap_over_it() {
    for (label, below) in [
        ("Codice    Titolo", "obiettivo"),
        ("N.        Titolo", "obiettivo"),
        // A narrow cell cuts the word.
        ("CODIC     Titolo", "E"),
    ] {
        let sheet = SHEET.replace("Codice    Titolo", label);
        let sheet = sheet.replace("Peso\n1    ", &format!("Peso\n{below}\n1    "));
        let parsed = two(&sheet);
        let named = parsed
            .objectives
            .iter()
            .map(|o| (o.code.as_deref(), o.title.as_deref()));
        let expected = [
            (
                Some("1"),
                Some("Rifacimento della passerella sul rio Secco"),
            ),
            (
                Some("2"),
                Some("Nuovo orario degli sportelli sul rio Secco"),
            ),
        ];
        assert_eq!(named.collect::<Vec<_>>(), expected, "{label}");
    }
}

#[test]
fn a_title_in_capitals_below_a_text_is_none_of_it() {
    let lines = "\
Descrizione
La passerella esistente è chiusa da tre anni.

RISULTATI E RISORSE
Risultato atteso
Passerella riaperta
";
    let at = SHEET.find("Descrizione  ").unwrap();
    let sheet = [&SHEET[..at], lines].concat();
    for o in two(&sheet).objectives {
        assert_eq!(
            o.description.as_deref(),
            Some("La passerella esistente è chiusa da tre anni.")
        );
    }
}
