//! What paper does not show whole: lines that go on beyond the edge of the page, words
//! printed over one another.

use crate::made::{column, page, read, word_at};
use schede_model::Column;
use schede_model::page::{BBox, Visibility};

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

#[test]
fn words_that_a_full_neighbour_hides_are_of_their_own_cell() {
    let heads: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (150.0, "%"),
        (200.0, "Monitoraggio"),
        (300.0, "Scadenze"),
        (400.0, "Raggiungimento"),
    ];
    let first: &[(f32, &str)] = &[
        (40.0, "fase 1: Rilievo"),
        (150.0, "60%"),
        (200.0, "OK"),
        (300.0, "30 gg dall'avvio"),
        (400.0, "Non ancora avviata"),
    ];
    let second: &[(f32, &str)] = &[
        (40.0, "fase 2: Rampe"),
        (150.0, "40%"),
        (200.0, "In corso"),
        (300.0, "30/11/2024"),
        (400.0, "Raggiunto"),
    ];
    let mut page = page(1, &[(50.0, heads), (70.0, first), (90.0, second)]);
    // The cells of the first row, each under its clip.
    let edges = [38.0, 148.0, 198.0, 298.0, 398.0, 500.0];
    page.clips = edges
        .windows(2)
        .map(|x| BBox {
            x0: x[0],
            y0: 68.0,
            x1: x[1],
            y1: 84.0,
        })
        .collect();
    let row = page.words.iter_mut().filter(|word| word.bbox.y0 == 70.0);
    for word in row {
        let at = edges.partition_point(|x| *x <= word.bbox.x0) - 1;
        word.clip = Some(at as u32);
        word.mcid = Some(at as u32);
    }
    let mut hidden = word_at("definitivo", 420.0, 70.0, 50.0);
    hidden.visibility = Visibility::Clipped;
    (hidden.clip, hidden.mcid) = (Some(3), Some(3));
    let last = page.words.iter().rposition(|word| word.clip == Some(3));
    page.words.insert(last.unwrap() + 1, hidden);
    let flow = read(vec![page]);
    let due = ["30 gg dall'avvio definitivo", "30/11/2024"];
    assert_eq!(column(&flow, Column::Due), due);
    let outcomes = ["Non ancora avviata", "Raggiunto"];
    assert_eq!(column(&flow, Column::Outcome), outcomes);
}
