//! Sheets of other offices on paper: labels in two languages and with Roman numbers, objectives
//! side by side, words of other cells within a value, lines above a signature.

use schede_parser::Parsed;

use crate::head_rows::{HEAD, WHOLE, heads, two_sheets};
use crate::paged::on_paper;
use crate::plain::says;

/// A sheet with this head, the label of a row in columns of thirty characters, and these lines
/// below its table.
fn sheet(head: &[&str], last: &str) -> String {
    format!(
        "COMUNE DI VALFIORITA
SCHEDA OBIETTIVO

{}

N.        Attività                           Peso       Scadenza
1         Rilievo delle sponde               30%        31/03/2024
2         Progetto esecutivo                 70%        30/11/2024

{last}",
        head.join("\n")
    )
}

fn read(head: &[&str], last: &str) -> Parsed {
    on_paper(&sheet(head, last))
}

const LINES: [&str; 6] = [
    "Settore                       Lavori Pubblici",
    "Dirigente                     Arch. Nives Tamburlini",
    "Codice                        A1",
    "Titolo                        Rifacimento della passerella",
    "Finalità                      Collegare i due rioni",
    "Peso                          20%",
];

const LAST: &str = "Risultato atteso              passerella riaperta
Indicatore                    metri rifatti
";

#[test]
fn the_weight_has_a_label_in_two_languages() {
    for label in ["Peso / Gewicht", "Peso/Gewicht"] {
        let mut head = LINES.map(str::to_owned);
        head[4] = format!("{:<30}Collegare i due rioni", "Finalità / Zweck");
        head[5] = format!("{label:<30}20%");
        let parsed = read(&head.each_ref().map(String::as_str), LAST);
        assert_eq!(parsed.objectives[0].weight, Some(20.0), "{label}");
        let purpose = parsed.objectives[0].purpose.as_deref();
        assert_eq!(purpose, Some("Collegare i due rioni"), "{label}");
    }
    let colons = LINES.map(|line| line.split_once("  ").unwrap_or_default());
    let mut head = colons.map(|(label, value)| format!("{label}: {}", value.trim()));
    head[5] = "Peso / Gewicht: 20%".to_owned();
    let parsed = read(&head.each_ref().map(String::as_str), LAST);
    assert_eq!(parsed.objectives[0].weight, Some(20.0));
}

#[test]
fn labels_have_roman_numbers_of_different_widths() {
    let numbers = ["I.", "II.", "III.", "IV.", "VII."];
    let numbered = HEAD
        .iter()
        .zip(numbers)
        .map(|(row, number)| [format!("{number} {}", row[0]), row[1].to_owned()]);
    let rows: Vec<[String; 2]> = numbered.collect();
    let rows: Vec<[&str; 2]> = rows.iter().map(|[a, b]| [a.as_str(), b.as_str()]).collect();
    let head: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    assert_eq!(heads(&two_sheets(&head, "")), WHOLE);
}

#[test]
fn several_objectives_side_by_side_are_said_to_be_read_as_one() {
    let head = [
        LINES[0],
        LINES[1],
        "Obiettivo n.                  1                             2",
        "Titolo                        Rifacimento della passerella  Pozzo di piazza",
        "Finalità                      Collegare i due rioni         Bere",
    ];
    let parsed = read(&head, LAST);
    let said = parsed.findings.iter().any(|f| f.code == "sheet-missed");
    assert!(said, "{:?}", parsed.findings);
    let parsed = read(&LINES, LAST);
    assert!(!parsed.findings.iter().any(|f| f.code == "sheet-missed"));
}

#[test]
fn an_unknown_label_beside_the_unit_that_wraps_is_doubted() {
    // The value stands at the bottom of its cell.
    let mut head = LINES.to_vec();
    head.insert(1, "Assessore di");
    head.insert(2, "riferimento                   Ass. Elisa Cordero");
    let parsed = read(&head, LAST);
    let unit = parsed.objectives[0].org_unit.as_deref();
    let right = unit == Some("Settore Lavori Pubblici");
    let said = says(&parsed, "broken-text", "/objectives/0/org_unit").is_some();
    assert!(right || said, "{unit:?}");
    let parsed = read(&LINES, LAST);
    let said = says(&parsed, "broken-text", "/objectives/0/org_unit");
    assert!(said.is_none(), "{said:?}");
}

#[test]
fn an_unknown_label_above_its_value_is_doubted_in_the_text_above() {
    let above = LINES.map(|line| line.split_once("  ").unwrap_or_default());
    let head = |unknown: &str| {
        let rows = above
            .iter()
            .map(|(label, value)| format!("{label}\n\n{}\n", value.trim()));
        let mut rows: Vec<String> = rows.collect();
        rows[4].push_str(unknown);
        rows
    };
    let said = |unknown: &str| {
        let rows = head(unknown);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let parsed = read(&rows, "Risultato atteso\n\npasserella riaperta\n");
        let purpose = parsed.objectives[0].purpose.clone();
        let doubted = says(&parsed, "broken-text", "/objectives/0/purpose").is_some();
        (purpose, doubted)
    };
    let whole = Some("Collegare i due rioni".to_owned());
    assert_eq!(said(""), (whole.clone(), false));
    let (purpose, doubted) = said("\nAltri servizi coinvolti\n\nUfficio tributi\n");
    assert!(purpose == whole || doubted, "{purpose:?}");
}

#[test]
fn words_behind_the_label_of_the_weight_that_are_none_are_said() {
    let mut head = LINES;
    head[5] = "Peso                          da definire";
    let parsed = read(&head, LAST);
    assert_eq!(parsed.objectives[0].weight, None);
    assert!(says(&parsed, "broken-text", "/objectives/0/weight").is_some());
}

#[test]
fn a_manager_below_the_label_keeps_the_words_that_are_a_label_elsewhere() {
    let above = LINES.map(|line| line.split_once("  ").unwrap_or_default());
    let mut head = above.map(|(label, value)| format!("{label}\n{}", value.trim()));
    head[1] = "Responsabile\nTitolare P.O. geom. Bo".to_owned();
    let parsed = read(&head.each_ref().map(String::as_str), LAST);
    let manager = parsed.objectives[0].responsible.as_deref();
    assert_eq!(manager, Some("Titolare P.O. geom. Bo"));
    // A bar over the row of its own label.
    head[4] = "Finalità\nFinalità strategiche: Collegare i due rioni".to_owned();
    let parsed = read(&head.each_ref().map(String::as_str), LAST);
    let purpose = parsed.objectives[0].purpose.as_deref().unwrap_or_default();
    assert!(purpose.starts_with("Collegare i due rioni"), "{purpose}");
}

#[test]
fn a_place_and_a_date_below_the_columns_of_a_table_are_no_row_of_it() {
    let last = "Indicatore                                          Target
Metri di sponda rifatti                             >= 80%
Giorni di chiusura                                  12

Valfiorita, 12 gennaio 2026
                                   Firma del responsabile ____________
";
    let parsed = read(&LINES, last);
    let texts = parsed.objectives[0].indicators.iter().map(|i| &i.text);
    let texts: Vec<&String> = texts.collect();
    assert!(
        texts.iter().any(|text| text.contains("Giorni di chiusura")),
        "{texts:?}"
    );
    assert!(
        !texts.iter().any(|text| text.contains("Valfiorita")),
        "{texts:?}"
    );
}

#[test]
fn a_title_without_words_is_doubted() {
    let said = |title: &str| {
        let mut head = LINES.map(str::to_owned);
        head[3] = format!("{:<30}{title}", "Titolo");
        let parsed = read(&head.each_ref().map(String::as_str), LAST);
        says(&parsed, "broken-text", "/objectives/0/title")
            .is_some_and(|f| f.message.contains("it has no word"))
    };
    assert!(said("n. 1"));
    assert!(!said("Asilo"));
}

#[test]
fn a_table_of_indicators_in_a_text_that_is_read_as_one_is_said() {
    let last = "Indicatore                                          Target
Metri di sponda rifatti                             >= 80%
Giorni di chiusura                                  12
Valfiorita, 12 gennaio 2026
";
    let parsed = crate::plain::read(&sheet(&LINES, last));
    let texts = parsed.objectives[0].indicators.len();
    let said = says(&parsed, "broken-text", "/objectives/0/indicators").is_some();
    assert!(texts == 2 || said, "{:?}", parsed.objectives[0].indicators);
}
