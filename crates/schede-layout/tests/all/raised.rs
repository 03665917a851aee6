//! Words raised or lowered beside others stand on their line.

use crate::made::{page, read, texts, word_at};
use schede_model::page::{Page, Word};

/// A small word that stands a share of a line above (or below) one at `y`.
fn small(text: &str, x: f32, y: f32, up: f32) -> Word {
    let mut word = word_at(text, x, y, 3.0 * text.len() as f32);
    word.font_size = 6.0;
    word.baseline = y + 8.0 - up;
    word.bbox.y0 = word.baseline - 4.8;
    word.bbox.y1 = word.baseline + 1.2;
    word.glued = true;
    word
}

/// A page of two lines, with a small word right behind the word at a place.
fn with(lines: &[(f32, &[(f32, &str)])], at: usize, text: &str, up: f32, gap: f32) -> Page {
    let mut page = page(1, lines);
    let host = &page.words[at];
    let mut word = small(text, host.bbox.x1 + gap, host.bbox.y0, up);
    word.glued = gap == 0.0;
    page.words.insert(at + 1, word);
    page
}

const LINES: [(f32, &[(f32, &str)]); 2] = [
    (50.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
    (64.0, &[(40.0, "Vincoli: 450 m di sponda")]),
];

#[test]
fn a_raised_word_belongs_to_the_line_it_touches() {
    let flow = read(vec![with(&LINES, 5, "2", 5.0, 0.0)]);
    assert_eq!(
        texts(&flow),
        ["Dirigente: Nives Tamburlini", "Vincoli: 450 m2 di sponda"]
    );
}

#[test]
fn a_lowered_word_belongs_to_the_line_it_touches() {
    let flow = read(vec![with(&LINES, 2, "x", -4.0, 0.0)]);
    assert_eq!(
        texts(&flow),
        ["Dirigente: Nives Tamburlinix", "Vincoli: 450 m di sponda"]
    );
}

#[test]
fn the_call_of_a_note_may_stand_a_blank_behind_its_word() {
    let flow = read(vec![with(&LINES, 7, "(1)", 5.0, 2.5)]);
    assert_eq!(texts(&flow)[1], "Vincoli: 450 m di sponda (1)");
}

#[test]
fn small_print_is_a_line_of_its_own() {
    let mut page = page(1, &LINES);
    let words = "quota e portata del torrente".split(' ');
    let print = words.enumerate().map(|(n, word)| {
        let x = page.words[7].bbox.x1 + 2.0 + 40.0 * n as f32;
        small(word, x, 64.0, 5.0)
    });
    page.words.extend(print.collect::<Vec<_>>());
    let flow = read(vec![page]);
    assert!(texts(&flow).contains(&"Vincoli: 450 m di sponda".to_owned()));
}
