//! Pages whose lines are painted from the last to the first.

use crate::plain::{PLAIN, read};

/// Two sheets of four rows on a page each.
fn pages() -> [String; 2] {
    let more = PLAIN.replace(
        "fase 2: Progetto esecutivo 70% OK 30/11/2024\n",
        "fase 2: Progetto esecutivo 20% OK 30/06/2024\n\
         fase 3: Scelta della ditta, secondo il codice dei contratti e il\nregolamento del Comune\n20% 30/09/2024\n\
         fase 4: Collaudo 30% 30/11/2024\n",
    );
    let second = more
        .replace("Obiettivo: A) Rifacimento", "Obiettivo: B) Lettura")
        .replace("va rifatta", "si legge");
    [more, second]
}

/// The lines of a page from the last to the first.
fn reversed(page: &str) -> String {
    let lines: Vec<&str> = page.lines().filter(|line| !line.is_empty()).collect();
    let lines: Vec<&str> = lines.into_iter().rev().collect();
    lines.join("\n")
}

#[test]
fn pages_painted_from_their_last_line_are_turned_round() {
    let straight = read(&pages().join("\u{c}"));
    let turned = read(&pages().map(|page| reversed(&page)).join("\u{c}"));
    assert_eq!(straight.objectives.len(), 2);
    let records =
        |parsed: &schede_parser::Parsed| serde_json::to_value(&parsed.objectives).expect("json");
    assert_eq!(records(&turned), records(&straight));
}

#[test]
fn rows_named_backwards_in_a_text_turn_no_page() {
    let text = pages().join("\u{c}").replace(
        "va rifatta.",
        "va rifatta. Si veda la\nfase 4 del bando, la\nfase 3 del piano e la\nfase 2 del progetto.",
    );
    let parsed = read(&text);
    let description = parsed.objectives[0]
        .description
        .as_deref()
        .unwrap_or_default();
    assert!(
        description.ends_with("fase 2 del progetto."),
        "{description}"
    );
    assert_eq!(parsed.objectives[0].phases.len(), 4);
}

#[test]
fn a_table_whose_rows_are_listed_from_the_last_turns_no_page() {
    let rows = "fase 4: Collaudo 30% 30/11/2024\n\
         fase 3: Scelta della ditta 20% 30/09/2024\n\
         fase 2: Progetto esecutivo 20% 30/06/2024\n\
         fase 1: Rilievo delle sponde 30% OK 31/03/2024\n";
    let sheets = pages().map(|page| {
        let from = page.find("fase 1:").expect("the first row");
        let to = page.find("100%\n").expect("the total");
        [&page[..from], rows, &page[to..]].concat()
    });
    let parsed = read(&sheets.join("\u{c}"));
    let read = &parsed.objectives[0];
    assert_eq!(parsed.objectives.len(), 2);
    assert!(read.entity.is_some());
    assert_eq!(
        read.constraints.as_deref(),
        Some("portata del torrente in autunno")
    );
}
