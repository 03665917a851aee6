//! Words under boxes: what was painted over is hidden, what stands on a ground is not.

mod made;

use made::{Made, page};
use schede_model::page::Visibility;

/// One word of Helvetica 10 from 50 to 100, its baseline at 300, and boxes.
const DATE: &str = "BT /F1 10 Tf 50 300 Td (15/12/2024) Tj ET ";
const BOX: &str = "49.5 297 51 11 re f ";

/// The hidden words of a page.
fn hidden(made: Made) -> String {
    let page = made.read();
    let covered = page.words.iter();
    let covered = covered.filter(|w| w.visibility == Visibility::Covered);
    let texts: Vec<&str> = covered.map(|w| w.text.as_str()).collect();
    texts.join(" ")
}

#[test]
fn a_box_painted_over_a_word_hides_it() {
    for colour in ["1 g ", "0 g ", "1 1 1 rg ", "0 0 0 0 k "] {
        let over = format!("{DATE} {colour} {BOX}");
        assert_eq!(hidden(page(over)), "15/12/2024", "{colour}");
    }
}

#[test]
fn the_new_words_over_the_box_are_seen() {
    let new = "BT 0 g /F1 10 Tf 50 300 Td (31/12/2024) Tj ET";
    assert_eq!(
        hidden(page(format!("{DATE} 1 g {BOX} {new}"))),
        "15/12/2024"
    );
}

#[test]
fn boxes_that_are_no_cover_hide_nothing() {
    let cases = [
        (
            "a ground, painted before",
            format!("0.9 g {BOX} 0 g {DATE}"),
        ),
        ("a page", format!("{DATE} 1 g 0 0 600 400 re f")),
        ("half a word", format!("{DATE} 1 g 49 297 25 11 re f")),
        ("the lower half", format!("{DATE} 1 g 49 297 52 5 re f")),
        ("a line", format!("{DATE} {}", "50 298 50 1 re f")),
        ("no fill", format!("{DATE} 49.5 297 51 11 re S")),
        (
            "a box with a hole",
            format!("{DATE} 1 g 40 290 70 30 re 48 295 55 15 re f*"),
        ),
        (
            "cut by its clip",
            format!("{DATE} q 49 297 20 11 re W n 1 g {BOX} Q"),
        ),
        (
            "a clip that is no box",
            format!("{DATE} q 49 297 m 101 297 l 75 310 l h W n 1 g {BOX} Q"),
        ),
        (
            "the ground of the next row, which the word runs into",
            format!("{DATE} 0.9 g 49.5 270 200 40 re f"),
        ),
        (
            "the ground of a cell beside another",
            format!("{DATE} 0.9 g {BOX} 100.5 297 51 11 re f"),
        ),
    ];
    for (case, content) in cases {
        assert_eq!(hidden(page(content)), "", "{case}");
    }
}

#[test]
fn what_shows_through_hides_nothing() {
    let states = "/ExtGState<</A<</ca 0.4>>/M<</BM/Multiply>>/N<</ca 1/BM/Normal>>>>";
    let over =
        |state: &str| page(format!("{DATE} q /{state} gs 1 1 0 rg {BOX} Q")).resources(states);
    assert_eq!(hidden(over("A")), "");
    assert_eq!(hidden(over("M")), "");
    assert_eq!(hidden(over("N")), "15/12/2024");
}

#[test]
fn a_highlight_hides_nothing_and_a_text_box_does() {
    let annotation = |kind: &str| {
        page(DATE)
            .page_keys("/MediaBox [0 0 600 400] /Annots [10 0 R]")
            .object(
                10,
                format!("<</Type/Annot/Subtype/{kind}/Rect[49 297 101 308]/AP<</N 11 0 R>>>>"),
            )
            .stream(
                11,
                "/Type/XObject/Subtype/Form/BBox[49 297 101 308]",
                format!("1 1 0 rg {BOX}"),
            )
    };
    assert_eq!(hidden(annotation("Highlight")), "");
    assert_eq!(hidden(annotation("FreeText")), "15/12/2024");
}

#[test]
fn what_is_made_black_is_gone_though_words_stand_beside_it() {
    let line = "BT /F1 10 Tf 50 300 Td (Dott. Aldo Vecchi, Segretario) Tj ET ";
    let over = format!("{line} 0 g 73.5 297 55 11 re f");
    assert_eq!(hidden(page(over)), "Aldo Vecchi,");
}
