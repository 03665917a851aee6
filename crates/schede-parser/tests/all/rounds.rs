//! Pages that print all cells of one line first and those whose words wrap after them.

use crate::plain::{PLAIN, doubts, read, says};
use schede_parser::Parsed;

const BARE: &str = include_str!("../../../../fixtures/regress/one-line-cells-first/input.txt");
const LABELLED: &str =
    include_str!("../../../../fixtures/regress/one-line-cells-first-with-row-labels/input.txt");

fn numbers(parsed: &Parsed) -> Vec<(u32, Option<f64>)> {
    let phases = parsed.objectives.iter().flat_map(|o| &o.phases);
    phases.map(|p| (p.number, p.weight)).collect()
}

fn descriptions(parsed: &Parsed) -> Vec<Option<String>> {
    let phases = parsed.objectives.iter().flat_map(|o| &o.phases);
    phases.map(|p| p.description.clone()).collect()
}

/// Whether the pages of a text are put in the form's order.
fn is_arranged(text: &str) -> bool {
    let parsed = read(text);
    doubts(&parsed)
        .iter()
        .any(|f| f.message.contains("cells of one line come first"))
}

#[test]
fn rows_get_the_label_of_their_number_and_every_value_is_in_doubt() {
    let parsed = read(BARE);
    let weights = [20.0, 35.0, 30.0, 15.0];
    let rows = weights.iter().zip(1..);
    let rows: Vec<_> = rows.map(|(w, n)| (n, Some(*w))).collect();
    assert_eq!(numbers(&parsed), rows);
    for pointer in [
        "purpose",
        "phases/0/description",
        "phases/3/outcome",
        "constraints",
    ] {
        let pointer = format!("/objectives/0/{pointer}");
        assert!(
            says(&parsed, "reading-order", &pointer).is_some(),
            "{pointer}"
        );
    }
    assert!(is_arranged(LABELLED));
}

#[test]
fn no_word_is_lost_where_lines_are_moved() {
    for text in [BARE, LABELLED] {
        let parsed = read(text);
        let lost = parsed.findings.iter().any(|f| f.code == "unclaimed-line");
        assert!(!lost, "{:#?}", doubts(&parsed));
    }
}

#[test]
fn rows_that_do_not_fit_the_labels_stay_where_they_are() {
    // A label more, and a number that no row has.
    assert!(!is_arranged(&BARE.replace(
        "fase 4: Consegna",
        "fase 4: Prova della carta\nfase 5: Consegna"
    )));
    assert!(!is_arranged(
        &BARE.replace("fase 2: Sopralluogo", "fase 7: Sopralluogo")
    ));
    // The labels have weights of their own.
    assert!(!is_arranged(&BARE.replace(
        "presso gli uffici dei quattro comuni",
        "presso gli uffici\n20% OK 28/02/2024"
    )));
    // One row without its description, and nothing behind the labels.
    let whole = LABELLED.replace("fase 3: 35%", "fase 3: Nuovo orario approvato 35%");
    let (first, _) = whole.split_once("Le otto palestre").unwrap();
    assert!(!is_arranged(first));
}

#[test]
fn labels_with_values_below_them_are_read_too() {
    let below = LABELLED
        .replace("atteso: ", "atteso:\n")
        .replace("100%: orario", "100%:\norario")
        .replace("raggiunto: orario", "raggiunto:\norario")
        .replace("Strategiche: ", "Strategiche:\n")
        .replace("Umane: ", "Umane:\n")
        .replace("Finanziarie: ", "Finanziarie:\n")
        .replace("Vincoli: ", "Vincoli:\n");
    let (below, beside) = (read(&below), read(LABELLED));
    assert_eq!(descriptions(&below), descriptions(&beside));
    assert_eq!(
        below.objectives[0].description,
        beside.objectives[0].description
    );
    assert_eq!(
        below.objectives[0].constraints,
        beside.objectives[0].constraints
    );
}

#[test]
fn the_title_may_be_one_of_the_cells_that_wrap() {
    let title = "Obiettivo: B) Censimento dei pozzi irrigui";
    let wrapped = format!("{title}\ne delle loro portate");
    let text = BARE.replace(&format!("{title}\n"), "").replace(
        "Ridurre il consumo",
        &format!("{wrapped}\nRidurre il consumo"),
    );
    let parsed = read(&text);
    assert_eq!(
        parsed.objectives[0].title.as_deref(),
        Some("Censimento dei pozzi irrigui e delle loro portate")
    );
    assert_eq!(descriptions(&parsed), descriptions(&read(BARE)));
}

#[test]
fn without_page_marks_a_running_foot_parts_the_pages() {
    let other = BARE
        .replace(
            "B) Censimento dei pozzi irrigui",
            "C) Pulizia dei fontanili",
        )
        .replace(
            "fase 1: Raccolta delle denunce",
            "fase 1: Elenco delle teste",
        );
    let text = [
        BARE,
        "Pag. 1 di 3\n",
        LABELLED,
        "Pag. 2 di 3\n",
        &other,
        "Pag. 3 di 3\n",
    ]
    .concat();
    let parsed = read(&text);
    assert_eq!(parsed.objectives.len(), 3);
    let mut all = descriptions(&read(BARE));
    all.extend(descriptions(&read(LABELLED)));
    all.extend(descriptions(&read(&other)));
    assert_eq!(descriptions(&parsed), all);
}

#[test]
fn a_sheet_more_on_the_page_is_not_lost() {
    // The next sheet begins below the first: nothing says which labels are whose.
    let next = "\
COMUNE DI BORGOFRANCO ALLE RISAIE
SETTORE ISTRUZIONE E SPORT
Dirigente: Dott. Amilcare Pontevecchio
Obiettivo: D) Piscina aperta
Finalità Strategiche: Nuotare
Risultato atteso: piscina aperta
fase 1: Gara 100% OK 31/03/2024
";
    let text = LABELLED.replace("Le otto palestre", &format!("{next}Le otto palestre"));
    let parsed = read(&text);
    let codes: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.code.as_deref())
        .collect();
    assert_eq!(codes, [Some("C"), Some("D")]);
}

#[test]
fn a_row_named_in_a_text_is_no_label() {
    let text = BARE.replace(
        "scende sotto la soglia di guardia",
        "scende sotto la soglia di\nfase 2. Oltre questa si chiudono",
    );
    assert_eq!(descriptions(&read(&text)), descriptions(&read(BARE)));
}

#[test]
fn a_page_may_end_below_its_first_row() {
    let from = BARE.find("35% 30/06").expect("the second row");
    let to = BARE.find("Ridurre il consumo").expect("the second round");
    let end = BARE
        .find("fase 2: Sopralluogo")
        .expect("the second row's label");
    let parsed = read(&[&BARE[..from], &BARE[to..end]].concat());
    let whole = read(BARE);
    assert_eq!(
        parsed.objectives[0].phases[..],
        whole.objectives[0].phases[..1]
    );
    assert_eq!(parsed.objectives[0].purpose, whole.objectives[0].purpose);
}

#[test]
fn a_cell_holds_both_brackets() {
    let text = LABELLED.replace(
        "Raccolta degli orari delle otto scuole e\ndelle richieste delle società",
        "Raccolta degli orari delle scuole (otto\nin tutto) e delle società sportive",
    );
    let description = read(&text).objectives[0].phases[0].description.clone();
    assert_eq!(
        description.as_deref(),
        Some("Raccolta degli orari delle scuole (otto in tutto) e delle società sportive")
    );
}

#[test]
fn pages_painted_from_their_middle_on_may_give_each_sheet_the_end_of_the_next() {
    let at = PLAIN.find("Risultato atteso").expect("an end");
    let (begins, ends) = PLAIN.split_at(at);
    let other = |text: &str| text.replace("A) Rifacimento", "B) Rinnovo");
    let pages = [ends.to_owned() + begins, other(ends) + &other(begins)];
    let parsed = read(&pages.join("\n\n\n\n"));
    assert_eq!(parsed.objectives.len(), 2);
    for index in 0..2 {
        let place = format!("/objectives/{index}");
        assert!(says(&parsed, "reading-order", &place).is_some(), "{place}");
    }
}
