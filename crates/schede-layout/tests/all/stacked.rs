//! Letters painted upright one below another at the side of a page.

use crate::made::{column, page, read, table, texts, word_at};
use schede_model::Column;
use schede_model::page::Page;

fn sheet() -> Page {
    page(
        1,
        &table(&[
            (
                100.0,
                &[(60.0, "fase 1:"), (140.0, "Rilievo dei"), (260.0, "50%")],
            ),
            (112.0, &[(140.0, "luoghi")]),
            (
                130.0,
                &[(60.0, "fase 2:"), (140.0, "Relazione"), (260.0, "50%")],
            ),
            (150.0, &[(60.0, "Vincoli: nessuno")]),
        ]),
    )
}

fn with_letters(letters: &str, x: f32, step: f32) -> Page {
    let mut page = sheet();
    for (at, letter) in letters.chars().enumerate() {
        let y = 90.0 + at as f32 * step;
        page.words.push(word_at(&letter.to_string(), x, y, 5.0));
    }
    page
}

#[test]
fn a_word_down_the_margin_is_of_no_line() {
    for x in [20.0, 580.0] {
        let flow = read(vec![with_letters("COPIA", x, 11.0)]);
        assert_eq!(texts(&flow), texts(&read(vec![sheet()])), "{x}");
        assert_eq!(
            column(&flow, Column::Description),
            ["Rilievo dei luoghi", "Relazione"]
        );
    }
}

#[test]
fn letters_that_count_or_tick_off_are_content() {
    for letters in ["ABCD", "XXXX"] {
        let flow = read(vec![with_letters(letters, 20.0, 11.0)]);
        assert_ne!(texts(&flow), texts(&read(vec![sheet()])), "{letters}");
    }
}

#[test]
fn letters_over_other_text_are_content() {
    let flow = read(vec![with_letters("COPIA", 60.0, 14.0)]);
    assert_ne!(texts(&flow), texts(&read(vec![sheet()])));
}
