//! Tables with an objective in each row, in text whose columns are kept by blanks.

use schede_parser::Parsed;

use crate::plain::{read, says};

const TABLE: &str = "\
                                   Comune di Vallefosca
SETTORE Cultura e biblioteche
N.    Obiettivo                 Descrizione                       Peso    Scadenza      Responsabile
1     Apertura serale della     La sala di lettura resta aperta   25%     30/11/2026    Ada Bruni
      biblioteca                due sere alla settimana
2     Catasto delle strade      Gli uffici rilevano le strade     35%     15/12/2026    Ugo Ferri
      vicinali                  che il regolamento non elenca
";

fn named(parsed: &Parsed) -> Vec<(&str, &str, Option<f64>)> {
    let objectives = parsed.objectives.iter();
    let named = objectives.map(|o| {
        let (code, title) = (o.code.as_deref(), o.title.as_deref());
        (
            code.unwrap_or_default(),
            title.unwrap_or_default(),
            o.weight,
        )
    });
    named.collect()
}

const FIRST: [(&str, &str, Option<f64>); 2] = [
    ("1", "Apertura serale della biblioteca", Some(25.0)),
    ("2", "Catasto delle strade vicinali", Some(35.0)),
];

#[test]
fn each_row_is_an_objective_and_in_doubt() {
    let parsed = read(TABLE);
    assert_eq!(named(&parsed), FIRST);
    for n in 0..2 {
        let said = says(&parsed, "columns-by-blanks", &format!("/objectives/{n}"));
        assert!(said.is_some(), "{n}: {:#?}", parsed.findings);
    }
}

#[test]
fn the_next_page_may_keep_the_columns_at_other_places() {
    let page = "\u{c}\
3       Orti sociali              Le aree del parco sono divise      40%      30/06/2026      Ada Bruni
        al parco                  in orti per i residenti
";
    let text = format!("{TABLE}{page}");
    let parsed = read(&text);
    let third = ("3", "Orti sociali al parco", Some(40.0));
    assert_eq!(named(&parsed), [&FIRST[..], &[third]].concat());
}

#[test]
fn lines_of_cells_on_a_page_without_rows_are_said() {
    // No line has as many cells as the table has columns.
    let page = "\u{c}\
3       Orti sociali al parco dividono in orti      le aree      40%      30/06/2026 Ada Bruni
";
    let said = |text: &str| {
        let parsed = read(text);
        parsed.findings.iter().any(|f| f.code == "rows-not-read")
    };
    assert!(said(&format!("{TABLE}{page}")));
    // So does a line with a number above the table.
    let above = "7     Orti sociali          Le aree del parco     20%\n\n";
    assert!(said(&format!("{above}{TABLE}")));
    assert!(!said(TABLE));
}

#[test]
fn the_body_of_a_sheet_below_a_strip_of_labels_makes_no_objectives() {
    let sheet = |code: &str, title: &str| {
        format!(
            "\
                                  Comune di Vallefosca
Codice      Titolo obiettivo                 Settore               Responsabile     Peso
{code}           {title}         Cultura               Ada Bruni        30%

Descrizione                                  Risultato atteso      Indicatore
La sala di lettura resta aperta due sere     Trenta serate         Presenze registrate
alla settimana.

N.    Azioni                                 Scadenza         Peso
1     Accordo con le associazioni            15/03/2026       40%
2     Apertura                               30/11/2026       60%
"
        )
    };
    let text = [
        sheet("A1", "Apertura serale della biblioteca"),
        sheet("A2", "Catasto delle strade vicinali   "),
    ]
    .join("\u{c}");
    let parsed = read(&text);
    let codes: Vec<Option<&str>> = parsed
        .objectives
        .iter()
        .map(|o| o.code.as_deref())
        .collect();
    assert_eq!(codes, [Some("A1"), Some("A2")]);
}
