//! A hyphen that stands a little apart from the word it cuts is of that word.

use crate::made::{LETTER, page, read, texts, word_at};
use schede_model::page::Page;

/// A line that ends with a hyphen so far behind its last word.
fn line(gap: f32) -> Page {
    let mut page = page(1, &[(50.0, &[(40.0, "Consolidare gli stru")])]);
    let last = page.words.last().unwrap().bbox.x1;
    page.words.push(word_at("-", last + gap, 50.0, LETTER));
    page
}

#[test]
fn a_hyphen_closer_than_words_are_is_of_the_word_before_it() {
    assert_eq!(texts(&read(vec![line(1.5)])), ["Consolidare gli stru-"]);
}

#[test]
fn a_dash_as_far_off_as_words_are_is_none() {
    assert_eq!(texts(&read(vec![line(2.5)])), ["Consolidare gli stru -"]);
}

#[test]
fn a_dash_behind_the_only_word_of_its_cell_is_none() {
    let mut page = page(1, &[(50.0, &[(40.0, "fase"), (200.0, "stru")])]);
    let last = page.words.last().unwrap().bbox.x1;
    page.words.push(word_at("-", last + 2.0, 50.0, LETTER));
    let texts = texts(&read(vec![page]));
    assert_eq!(texts.last().unwrap(), "stru -");
}
