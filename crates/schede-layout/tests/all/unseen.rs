//! What paper does not show whole: lines that go on beyond the edge of the page, words
//! printed over one another.

use crate::made::{page, read, word_at};
use schede_model::page::Visibility;

#[test]
fn a_line_that_runs_on_beyond_the_page_is_named() {
    let mut page = page(
        1,
        &[
            (50.0, &[(40.0, "La passerella va rifatta")]),
            (70.0, &[(500.0, "Collegare i due rioni")]),
        ],
    );
    let mut off = word_at("della città", 600.0, 70.0, 55.0);
    off.visibility = Visibility::OffPage;
    page.words.push(off);
    let flow = read(vec![page]);
    let beyond = flow
        .beyond
        .iter()
        .map(|at| flow.lines[*at as usize].text.as_ref());
    assert_eq!(beyond.collect::<Vec<_>>(), ["Collegare i due rioni"]);
}

#[test]
fn a_word_that_the_edge_of_the_page_cuts_is_named() {
    let address = "https://www.example.it/piano-della-perf";
    let lines: &[(f32, &[(f32, &str)])] = &[
        (50.0, &[(40.0, "La passerella va rifatta")]),
        (70.0, &[(500.0, address)]),
        (90.0, &[(500.0, "del fiume")]),
    ];
    let flow = read(vec![page(1, lines)]);
    let beyond = flow.beyond.iter();
    let beyond = beyond.map(|at| flow.lines[*at as usize].text.as_ref());
    assert_eq!(beyond.collect::<Vec<_>>(), [address]);
}

#[test]
fn a_cell_that_goes_on_below_the_end_of_the_page_is_named() {
    let lines: &[(f32, &[(f32, &str)])] = &[
        (770.0, &[(40.0, "La passerella")]),
        (788.0, &[(40.0, "va rifatta"), (300.0, "Collegare i")]),
    ];
    let mut page = page(1, lines);
    let mut off = word_at("rioni", 300.0, 803.0, 30.0);
    off.visibility = Visibility::OffPage;
    page.words.push(off.clone());
    let flow = read(vec![page.clone()]);
    let beyond = flow.beyond.iter();
    let beyond = beyond.map(|at| flow.lines[*at as usize].text.as_ref());
    assert_eq!(beyond.collect::<Vec<_>>(), ["va rifatta Collegare i"]);

    // Elsewhere it is of another text.
    off.bbox.x0 = 330.0;
    page.words.pop();
    page.words.push(off);
    assert!(read(vec![page]).beyond.is_empty());
}

#[test]
fn words_printed_over_one_another_are_named() {
    let over: &[(f32, &[(f32, &str)])] =
        &[(50.0, &[(40.0, "La passerella"), (60.0, "30/09/2025")])];
    let flow = read(vec![page(1, over)]);
    let named = flow
        .overprinted
        .iter()
        .map(|(line, from, to)| &flow.lines[*line as usize].text[*from as usize..*to as usize]);
    assert_eq!(named.collect::<Vec<_>>(), ["passerella 30/09/2025"]);

    // Slanted letters reach over the next word a little.
    let beside: &[(f32, &[(f32, &str)])] = &[(50.0, &[(40.0, "La"), (47.0, "passerella")])];
    assert!(read(vec![page(1, beside)]).overprinted.is_empty());
}
