//! Which words are struck through, and which lines are no such thing.

mod made;

use insta::assert_snapshot;
use made::page;
use schede_model::page::{Page, Visibility};

/// Two dates in Helvetica 10, whose baseline is y = 100 from the top, and what is drawn
/// besides.
fn dates(drawn: &str) -> Page {
    page(format!(
        "BT /F1 10 Tf 50 300 Td (15/12/2024 31/12/2024) Tj ET {drawn}"
    ))
    .read()
}

/// The struck words. The first one reaches from 50 to 100, the second from 103 to 153.
fn struck(page: &Page) -> String {
    let words = page.words.iter();
    let struck = words.filter(|w| w.visibility == Visibility::Struck);
    let texts: Vec<&str> = struck.map(|w| w.text.as_str()).collect();
    texts.join(" ")
}

#[test]
fn a_line_through_the_middle_of_a_word_strikes_it() {
    let line = "0.6 w 50 302.8 m 100.2 302.8 l S";
    assert_snapshot!(struck(&dates(line)), @"15/12/2024");
}

#[test]
fn a_thin_filled_box_and_the_blank_behind_the_word_strike_it_too() {
    let bar = "50 302.6 52.8 0.5 re f";
    assert_snapshot!(struck(&dates(bar)), @"15/12/2024");
}

#[test]
fn doubled_lines_strike_words() {
    let lines = "0.3 w 50 302 m 100 302 l S 50 303.6 m 100 303.6 l S";
    assert_snapshot!(struck(&dates(lines)), @"15/12/2024");
}

#[test]
fn a_line_drawn_in_two_parts_is_one() {
    let lines = "0.5 w 50 302.8 m 78 302.8 l S 78 302.8 m 100 302.8 l S";
    assert_snapshot!(struck(&dates(lines)), @"15/12/2024");
}

#[test]
fn a_line_through_all_words_strikes_all() {
    let line = "0.5 w 50 302.8 m 153 302.8 l S";
    assert_snapshot!(struck(&dates(line)), @"15/12/2024 31/12/2024");
}

#[test]
fn other_lines_strike_nothing() {
    let cases = [
        ("under the words", "0.5 w 50 298.8 m 100 298.8 l S"),
        ("under small letters", "0.5 w 50 300 m 100 300 l S"),
        ("above the words", "0.5 w 50 308 m 100 308 l S"),
        ("longer than the words", "0.5 w 40 302.8 m 200 302.8 l S"),
        ("through half a word", "0.5 w 50 302.8 m 75 302.8 l S"),
        ("white", "1 G 0.5 w 50 302.8 m 100 302.8 l S"),
        ("the edge of a highlight", "0.9 g 50 296 50 6.8 re f"),
        ("a bar", "50 302 50 2.4 re f"),
        (
            "between rules of a table",
            "0.5 w 48 302.8 m 102 302.8 l S 48 290 m 48 310 l S",
        ),
    ];
    for (case, drawn) in cases {
        assert_eq!(struck(&dates(drawn)), "", "{case}");
    }
}

#[test]
fn a_line_through_two_cells_is_no_stroke() {
    let cells = "BT /F1 10 Tf 50 300 Td (Fase) Tj 60 0 Td (Fine) Tj ET \
                 0.5 w 50 302.8 m 128 302.8 l S";
    assert_snapshot!(struck(&page(cells).read()), @"");
}

#[test]
fn an_annotation_strikes_words_out() {
    let text = page("BT /F1 10 Tf 50 300 Td (15/12/2024 31/12/2024) Tj ET")
        .page_keys("/MediaBox [0 0 600 400] /Annots [10 0 R]")
        .object(
            10,
            "<</Type/Annot/Subtype/StrikeOut/Rect[50 297 101 309]\
             /QuadPoints[50 309 101 309 50 297 101 297]>>",
        );
    assert_snapshot!(struck(&text.read()), @"15/12/2024");
}
