//! Large words painted across the text of a page.

use crate::made::{column, page, read, texts, word_at};
use schede_model::Column;
use schede_model::page::Page;

fn sheet() -> Page {
    page(
        1,
        &[
            (40.0, &[(40.0, "Descrizione dell'obiettivo:")]),
            (52.0, &[(40.0, "riordino degli archivi")]),
            (
                80.0,
                &[
                    (140.0, "Descrizione"),
                    (260.0, "Incidenza %"),
                    (340.0, "Monitoraggio"),
                    (420.0, "Scadenze"),
                    (490.0, "Raggiungimento Obiettivo"),
                ],
            ),
            (
                100.0,
                &[(40.0, "fase 1:"), (140.0, "Rilievo dei"), (260.0, "50%")],
            ),
            (112.0, &[(140.0, "luoghi")]),
            (
                130.0,
                &[(40.0, "fase 2:"), (140.0, "Relazione"), (260.0, "50%")],
            ),
            (150.0, &[(40.0, "Vincoli: nessuno")]),
        ],
    )
}

#[test]
fn a_word_across_the_page_is_of_no_line() {
    let mut stamped = sheet();
    let mut word = word_at("BOZZA", 100.0, 70.0, 400.0);
    (word.bbox.y1, word.font_size, word.baseline) = (150.0, 80.0, 134.0);
    stamped.words.push(word);
    let flow = read(vec![stamped]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo dei luoghi", "Relazione"]
    );
    assert_eq!(texts(&flow), texts(&read(vec![sheet()])));
}

#[test]
fn a_large_title_over_no_line_stays_one() {
    let mut titled = sheet();
    let mut word = word_at("PIANO", 100.0, 0.0, 150.0);
    (word.bbox.y1, word.font_size, word.baseline) = (30.0, 30.0, 24.0);
    titled.words.push(word);
    assert!(texts(&read(vec![titled])).iter().any(|t| t == "PIANO"));
}
