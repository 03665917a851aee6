//! Tables with an objective in each row.

use schede_model::Flow;
use schede_model::page::{BBox, Page, Rule};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

use crate::paper::assert_replays;
use crate::words::{EM, LETTER, word};

/// Where the columns begin.
const LEFT: [f32; 6] = [40.0, 80.0, 300.0, 360.0, 520.0, 720.0];
const RIGHT: f32 = 860.0;

/// A page of lines, one under another; an empty line sets the next apart. Cells are parted by
/// "|", each in its column.
fn page(number: u32, lines: &str) -> Page {
    let mut page = Page {
        number,
        width: 900.0,
        height: 800.0,
        ..Page::default()
    };
    for (n, line) in lines.lines().enumerate() {
        let y = 40.0 + 1.2 * EM * n as f32;
        for (cell, left) in line.split('|').zip(LEFT) {
            let mut x = left;
            for text in cell.split_whitespace() {
                let placed = word(text, x, y);
                x = placed.bbox.x1 + LETTER / 2.0;
                page.words.push(placed);
            }
        }
    }
    page
}

/// Rules under lines of a page, from the column of this number on.
fn ruled(mut page: Page, lines: &[usize], from: usize) -> Page {
    for n in lines {
        let y = 40.0 + 1.2 * EM * (*n as f32 + 1.0) - 0.5;
        page.rules.push(Rule {
            bbox: BBox {
                x0: LEFT[from],
                y0: y,
                x1: RIGHT,
                y1: y,
            },
            horizontal: true,
        });
    }
    page
}

fn read(pages: Vec<Page>) -> Parsed {
    let profiles = Profiles::builtin().unwrap();
    let profile = profiles.fallback().unwrap();
    let flow: Flow<'_> = schede_layout::read_pages(pages, profile);
    let parsed = parse(&flow, profile, &Given::default());
    assert_replays("the table", &flow, &parsed);
    assert!(parsed.account.is_complete(), "{:?}", parsed.account);
    parsed
}

/// Code, title and unit of each objective.
fn named(parsed: &Parsed) -> Vec<[&str; 3]> {
    let objectives = parsed.objectives.iter();
    objectives
        .map(|o| [&o.code, &o.title, &o.org_unit].map(|value| value.as_deref().unwrap_or_default()))
        .collect()
}

fn places<'p>(parsed: &'p Parsed, code: &str) -> Vec<&'p str> {
    let of_code = parsed.findings.iter().filter(|f| f.code == code);
    of_code
        .filter_map(|f| Some(f.pointer.as_ref()?.0.as_str()))
        .collect()
}

const HEAD: &str = "N.|Obiettivo|Peso|Indicatore|Risultato atteso|Scadenza";

const TABLE: &str = "COMUNE DI BORGO TREPONTI

SETTORE Acque e strade
Responsabile: Ing. Nives Tamburlini
N.|Obiettivo|Peso|Indicatore|Risultato atteso|Scadenza

1|Passerella sul torrente|60%|Metri posati|Passerella aperta|30/06/2025
|presso il vecchio mulino

2|Pozzo di piazza|40%|Litri al giorno|Pozzo risanato|31/12/2025

SETTORE Biblioteca
N.|Obiettivo|Peso|Indicatore|Risultato atteso|Scadenza

3|Sala di lettura|100%|Ore di apertura|Sala aperta|30/09/2025
";

#[test]
fn each_row_is_an_objective_of_the_unit_above_its_table() {
    let parsed = read(vec![page(1, TABLE)]);
    let expected = [
        [
            "1",
            "Passerella sul torrente presso il vecchio mulino",
            "SETTORE Acque e strade",
        ],
        ["2", "Pozzo di piazza", "SETTORE Acque e strade"],
        ["3", "Sala di lettura", "SETTORE Biblioteca"],
    ];
    assert_eq!(named(&parsed), expected);
    let [first, _, third] = &parsed.objectives[..] else {
        panic!("{:?}", parsed.objectives);
    };
    assert_eq!(first.entity.as_deref(), Some("COMUNE DI BORGO TREPONTI"));
    assert_eq!(first.responsible.as_deref(), Some("Ing. Nives Tamburlini"));
    assert_eq!(
        (third.responsible.as_deref(), third.weight),
        (None, Some(100.0))
    );
    assert_eq!(first.indicators[0].label, "Indicatore");
    assert_eq!(first.indicators[0].text, "Metri posati");
    assert_eq!(first.expected_results[0].text, "Passerella aperta");
    let due = first.final_deadline.as_ref().unwrap();
    assert_eq!(due.raw, "30/06/2025");
    assert!(places(&parsed, "row-without-rule").is_empty());
}

#[test]
fn rows_go_on_over_pages_under_no_head() {
    let first = format!(
        "{HEAD}\n\n1|Passerella|60%|Metri posati|Passerella aperta|30/06/2025\n|sul torrente"
    );
    let rest =
        "|presso il mulino\n\n2|Pozzo|40%|Litri al giorno|Pozzo risanato|31/12/2025\n|di piazza";
    let parsed = read(vec![page(1, &first), page(2, rest)]);
    let titles: Vec<&str> = named(&parsed).iter().map(|name| name[1]).collect();
    let expected = [
        "Passerella sul torrente presso il mulino",
        "Pozzo di piazza",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn rows_that_neither_rules_nor_numbers_part_are_in_doubt() {
    let table = "|Obiettivo|Peso|Indicatore|Risultato atteso|Scadenza

|Passerella sul torrente|60%|Metri posati|Passerella aperta|30/06/2025

|Pozzo di piazza|40%|Litri al giorno|Pozzo risanato|31/12/2025
";
    let plain = page(1, table);
    let lines = [0, 2, 4];
    let parsed = read(vec![plain.clone()]);
    assert_eq!(parsed.objectives.len(), 2);
    let doubted = places(&parsed, "row-without-rule");
    assert_eq!(doubted, ["/objectives/0", "/objectives/1"]);
    let parsed = read(vec![ruled(plain, &lines, 0)]);
    assert_eq!(parsed.objectives.len(), 2);
    assert!(places(&parsed, "row-without-rule").is_empty());
}

#[test]
fn a_unit_printed_once_is_that_of_the_rows_below() {
    let table = "|Obiettivo|Peso|Settore|Risultato atteso|Scadenza

|Passerella sul torrente|1,2|Acque|Passerella aperta|30/06/2025

|Pozzo di piazza|1,0||Pozzo risanato|31/12/2025
";
    let parsed = read(vec![page(1, table)]);
    let units: Vec<&str> = named(&parsed).iter().map(|name| name[2]).collect();
    assert_eq!(units, ["Acque", "Acque"]);
    assert_eq!(places(&parsed, "cell-of-rows"), ["/objectives/1/org_unit"]);
    let factor = Some(schede_model::WeightUnit::Factor);
    assert_eq!(parsed.objectives[1].weight_unit, factor);
}

#[test]
fn the_row_of_totals_alone_on_the_last_page_is_of_no_title() {
    let head = "N.|Obiettivo|Peso|Indicatore|Risultato atteso|Scadenza";
    let last = format!("{head}\n|Totale|100%");
    let whole = read(vec![page(1, TABLE)]);
    let parsed = read(vec![page(1, TABLE), page(2, &last)]);
    assert_eq!(named(&parsed), named(&whole));
}

#[test]
fn a_row_with_the_next_number_is_an_objective_though_its_title_is_not_found() {
    let table = TABLE.replace("Pozzo di piazza", "");
    assert_ne!(table, TABLE);
    let parsed = read(vec![page(1, &table)]);
    let codes: Vec<Option<&str>> = parsed
        .objectives
        .iter()
        .map(|o| o.code.as_deref())
        .collect();
    assert_eq!(codes, [Some("1"), Some("2"), Some("3")]);
    let title = parsed.objectives[1].title.as_deref().unwrap_or_default();
    assert_eq!(title, "");
}

#[test]
fn a_column_that_no_field_has_is_said_to_be_left_out() {
    let table = TABLE
        .replace("Indicatore", "Portatori")
        .replace("Metri posati", "Cittadini");
    let parsed = read(vec![page(1, &table)]);
    assert_eq!(parsed.objectives.len(), 3);
    let said = parsed
        .findings
        .iter()
        .filter(|f| f.message.contains("\"Cittadini\""));
    assert_eq!(said.count(), 1);
}

#[test]
fn registers_of_risks_and_courses_are_no_objectives() {
    for heads in [
        "N.|Misura|Rischio|Indicatore|Risultato atteso|Scadenza",
        "N.|Corso|Obiettivo|Indicatore|Durata|Scadenza",
        "N.|Progetto|CUP|Importo|Fonte|Scadenza",
    ] {
        let table = TABLE.replace(HEAD, heads);
        assert!(read(vec![page(1, &table)]).objectives.is_empty(), "{heads}");
    }
}

const SHEET: &str = "COMUNE DI BORGO TREPONTI
SETTORE Acque e strade
Dirigente: Ing. Nives Tamburlini
Obiettivo: A) Passerella sul torrente
Finalità Strategiche: tenere aperto il passaggio
Descrizione dell'obiettivo: posa della passerella
Risultato atteso: passerella aperta
Vincoli: portata del torrente
";

#[test]
fn beside_sheets_a_table_is_a_summary_or_said_not_to_be_read() {
    let summary = |title: &str| {
        format!("{HEAD}\n\nA|{title}|60%|Metri posati|Passerella aperta|30/06/2025\n")
    };
    let of_sheet = read(vec![
        page(1, &summary("Passerella sul torrente")),
        page(2, SHEET),
    ]);
    assert_eq!(of_sheet.objectives.len(), 1);
    assert_eq!(of_sheet.objectives[0].weight, None);
    assert!(!of_sheet.findings.iter().any(|f| f.code == "rows-not-read"));
    let of_others = read(vec![page(1, &summary("Pozzo di piazza")), page(2, SHEET)]);
    assert_eq!(of_others.objectives.len(), 1);
    assert!(of_others.findings.iter().any(|f| f.code == "rows-not-read"));
}

#[test]
fn the_title_of_a_table_may_end_the_page_before() {
    let row = |n: u32, title: &str| format!("{n}|{title}|50%|Atti|Atto approvato|31/12/2025");
    let first = format!(
        "COMUNE DI VALFIORITA\n\nSettore Affari generali\n{HEAD}\n{}\n{}\n\n\nSettore Lavori pubblici\n",
        row(1, "Archivio in rete"),
        row(2, "Mensa delle scuole"),
    );
    let second = format!("{HEAD}\n{}\n{}\n", row(3, "Ponte nuovo"), row(4, "Strade"));
    let parsed = read(vec![page(1, &first), page(2, &second)]);
    let units: Vec<_> = named(&parsed)
        .into_iter()
        .map(|[code, _, unit]| [code, unit])
        .collect();
    assert_eq!(
        units,
        [
            ["1", "Settore Affari generali"],
            ["2", "Settore Affari generali"],
            ["3", "Settore Lavori pubblici"],
            ["4", "Settore Lavori pubblici"],
        ]
    );
}

#[test]
fn a_unit_in_a_column_is_doubted_below_a_line_that_names_one() {
    let table = "COMUNE DI BORGO TREPONTI

SETTORE Acque e strade
N.|Area|Obiettivo|Peso|Indicatore|Scadenza

1|Qualità|Passerella sul torrente|60%|Metri posati|30/06/2025

2|Economicità|Pozzo di piazza|40%|Litri al giorno|31/12/2025
";
    let parsed = read(vec![page(1, table)]);
    let expected = ["/objectives/0/org_unit", "/objectives/1/org_unit"];
    let doubted = places(&parsed, "two-readings");
    assert!(
        expected.iter().all(|place| doubted.contains(place)),
        "{:#?}",
        parsed.findings
    );
}
