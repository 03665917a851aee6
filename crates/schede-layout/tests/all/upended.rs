//! Column heads painted upwards.

use crate::made::{column, page, read, word_at};
use schede_model::Column;
use schede_model::page::{Page, Rotation};

/// A table whose head of the weights is upended; it reads so.
fn table(upended: &str) -> Page {
    let mut table = page(
        1,
        &[
            (
                80.0,
                &[
                    (140.0, "Descrizione"),
                    (340.0, "Monitoraggio"),
                    (420.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (
                130.0,
                &[
                    (40.0, "fase 1:"),
                    (140.0, "rilievo"),
                    (300.0, "40"),
                    (490.0, "fatto"),
                ],
            ),
            (
                142.0,
                &[
                    (40.0, "fase 2:"),
                    (140.0, "lavori"),
                    (300.0, "60"),
                    (340.0, "OK"),
                ],
            ),
        ],
    );
    let mut word = word_at(upended, 300.0, 70.0, 10.0);
    (word.bbox.y1, word.baseline) = (115.0, 308.0);
    word.rotation = Rotation::Up;
    table.words.push(word);
    table
}

#[test]
fn a_head_painted_upwards_is_one() {
    let flow = read(vec![table("Incidenza")]);
    assert_eq!(column(&flow, Column::Weight), ["40", "60"]);
    assert_eq!(column(&flow, Column::Description), ["rilievo", "lavori"]);
}

#[test]
fn other_words_painted_upwards_are_none() {
    let flow = read(vec![table("Tempistica")]);
    assert_eq!(column(&flow, Column::Weight), [""; 0]);
}

/// A table whose rows are numbered in a column of their own, under this upended head.
fn numbered(upended: &str) -> Page {
    let mut table = page(
        1,
        &[
            (
                80.0,
                &[
                    (140.0, "Descrizione"),
                    (260.0, "Incidenza"),
                    (340.0, "Monitoraggio"),
                    (420.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (
                130.0,
                &[
                    (105.0, "1"),
                    (140.0, "rilievo"),
                    (260.0, "40"),
                    (490.0, "fatto"),
                ],
            ),
            (
                142.0,
                &[
                    (105.0, "2"),
                    (140.0, "lavori"),
                    (260.0, "60"),
                    (340.0, "OK"),
                ],
            ),
        ],
    );
    let mut word = word_at(upended, 100.0, 80.0, 10.0);
    (word.bbox.y1, word.baseline) = (88.0, 108.0);
    word.rotation = Rotation::Up;
    table.words.push(word);
    table
}

#[test]
fn the_head_of_the_numbers_may_be_painted_upwards() {
    let flow = read(vec![numbered("N.")]);
    assert_eq!(column(&flow, Column::Label), ["1", "2"]);
    assert_eq!(column(&flow, Column::Description), ["rilievo", "lavori"]);
    let flow = read(vec![numbered("Tempistica")]);
    assert_eq!(column(&flow, Column::Label), [""; 0]);
}
