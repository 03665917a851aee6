//! The rules of geometry on made-up pages: what stands where becomes what is read
//! in which order.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use schede_layout::{read_pages, read_text};
use schede_model::page::{BBox, Page, Word};
use schede_model::{Column, Flow, Layer};
use schede_profile::Profiles;

const SIZE: f32 = 10.0;
const LETTER: f32 = 5.0;

/// A page of lines: the height of each, and its texts with the x they begin at.
fn page(number: u32, lines: &[(f32, &[(f32, &str)])]) -> Page {
    let mut page = Page {
        number,
        width: 600.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, texts) in lines {
        for (x, text) in *texts {
            let mut left = *x;
            for word in text.split(' ') {
                let width = word.chars().count() as f32 * LETTER;
                page.words.push(word_at(word, left, *y, width));
                left += width + 0.25 * SIZE;
            }
        }
    }
    page
}

fn word_at(text: &str, x: f32, y: f32, width: f32) -> Word {
    Word {
        text: text.to_owned(),
        bbox: BBox {
            x0: x,
            y0: y,
            x1: x + width,
            y1: y + SIZE,
        },
        baseline: y + 0.8 * SIZE,
        font_size: SIZE,
        bold: false,
        rotation: schede_model::page::Rotation::None,
        visibility: schede_model::page::Visibility::Visible,
        glued: false,
        clip: None,
        mcid: None,
        doubtful: false,
        ocr_confidence: None,
    }
}

fn read(pages: Vec<Page>) -> Flow<'static> {
    let profiles = Profiles::builtin().unwrap();
    read_pages(pages, profiles.fallback().unwrap())
}

/// The segments of the body, in the order of reading.
fn texts(flow: &Flow<'_>) -> Vec<String> {
    let body = flow.segments.iter().filter(|s| s.layer == Layer::Body);
    body.map(|s| flow.text(s).to_owned()).collect()
}

/// The cells of a column, row by row, with the lines of a cell joined.
fn column(flow: &Flow<'_>, wanted: Column) -> Vec<String> {
    let mut cells: Vec<(u32, String)> = Vec::new();
    for segment in &flow.segments {
        let Some(place) = segment.place.filter(|p| p.column == wanted) else {
            continue;
        };
        match cells.last_mut().filter(|(row, _)| *row == place.row) {
            Some((_, cell)) => *cell = format!("{cell} {}", flow.text(segment)),
            None => cells.push((place.row, flow.text(segment).to_owned())),
        }
    }
    cells.into_iter().map(|(_, cell)| cell).collect()
}

#[test]
fn a_label_that_wraps_beside_its_value_is_read_before_it() {
    let flow = read(vec![page(
        1,
        &[
            (
                50.0,
                &[(40.0, "Dirigente:"), (140.0, "Arch. Nives Tamburlini")],
            ),
            (70.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (
                90.0,
                &[(40.0, "Finalità"), (140.0, "Collegare i due rioni")],
            ),
            (
                102.0,
                &[(40.0, "Strategiche:"), (140.0, "per chi va a piedi")],
            ),
        ],
    )]);
    let read = texts(&flow);
    let end = &read[read.len() - 4..];
    assert_eq!(
        end,
        [
            "Finalità",
            "Strategiche:",
            "Collegare i due rioni",
            "per chi va a piedi"
        ]
    );
}

#[test]
fn centred_labels_stand_beside_centred_values() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(80.0, "Dirigente:"), (330.0, "Nives Tamburlini")]),
            (
                70.0,
                &[
                    (70.0, "Vincoli:"),
                    (300.0, "portata del torrente in autunno"),
                ],
            ),
            (
                90.0,
                &[(60.0, "Risorse Umane:"), (320.0, "personale tecnico")],
            ),
            (
                110.0,
                &[(
                    250.0,
                    "Collegare i due rioni per chi va a piedi e in bicicletta",
                )],
            ),
            (
                122.0,
                &[(50.0, "Finalità Strategiche:"), (340.0, "nel triennio")],
            ),
        ],
    )]);
    let read = texts(&flow);
    let end = &read[read.len() - 3..];
    assert_eq!(
        end,
        [
            "Finalità Strategiche:",
            "Collegare i due rioni per chi va a piedi e in bicicletta",
            "nel triennio"
        ]
    );
}

#[test]
fn a_line_that_two_pages_print_is_a_repeat() {
    let cut = "portata del torrente nei mesi di piena e di magra";
    let flow = read(vec![
        page(
            1,
            &[
                (50.0, &[(40.0, "Vincoli: lavori in alveo e")]),
                (62.0, &[(40.0, cut)]),
            ],
        ),
        page(
            2,
            &[
                (50.0, &[(40.0, cut)]),
                (62.0, &[(40.0, "secondo il parere.")]),
            ],
        ),
    ]);
    let repeats = flow.segments.iter().filter(|s| s.layer == Layer::Repeat);
    assert_eq!(repeats.map(|s| flow.text(s)).collect::<Vec<_>>(), [cut]);
}

/// A table of phases under this head, its rows written below it.
fn table<'a>(rows: &'a [(f32, &'a [(f32, &'a str)])]) -> Vec<(f32, &'a [(f32, &'a str)])> {
    const HEAD: [(f32, &[(f32, &str)]); 2] = [
        (
            50.0,
            &[
                (140.0, "Descrizione"),
                (260.0, "Incidenza"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (490.0, "Raggiungimento"),
            ],
        ),
        // The second line of a head may begin a little before its first.
        (
            62.0,
            &[(275.0, "%"), (417.0, "previste"), (500.0, "Obiettivo")],
        ),
    ];
    HEAD.into_iter().chain(rows.iter().copied()).collect()
}

#[test]
fn a_second_line_of_a_head_may_begin_a_little_before_the_first() {
    let lines = table(&[(
        85.0,
        &[
            (40.0, "fase 1:"),
            (140.0, "Rilievo sponde"),
            (275.0, "30%"),
            (360.0, "OK"),
            (420.0, "31/03/2024"),
        ],
    )]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2024"]);
    let head = column(&flow, Column::Head).join(" ");
    assert!(head.contains("Scadenze previste"), "{head}");
}

#[test]
fn words_that_begin_well_before_a_head_are_the_first_rows() {
    // Everything is bold, and the description is centred beside its label.
    let lines = table(&[
        (77.0, &[(131.0, "Rilievo delle")]),
        (
            83.0,
            &[(40.0, "fase 1:"), (275.0, "30%"), (420.0, "31/03/2024")],
        ),
        (89.0, &[(131.0, "sponde")]),
    ]);
    let mut page = page(1, &lines);
    page.words.iter_mut().for_each(|word| word.bold = true);
    let flow = read(vec![page]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo delle sponde"]);
}

#[test]
fn lines_set_close_together_are_of_one_cell() {
    // Lines are set solid: once the font's size from line to line, 1.2 from row
    // to row, where other tables have that within a cell. Labels beside every
    // second line would fit the tops of rows as well as their ends.
    let lines = table(&[
        (
            85.0,
            &[(40.0, "fase 1:"), (140.0, "RILIEVO"), (275.0, "30%")],
        ),
        (97.0, &[(140.0, "PROGETTO")]),
        (
            107.0,
            &[(40.0, "fase 2:"), (140.0, "PASSERELLA"), (275.0, "40%")],
        ),
        (119.0, &[(140.0, "MONTAGGIO")]),
        (
            129.0,
            &[(40.0, "fase 3:"), (140.0, "RAMPE"), (275.0, "30%")],
        ),
    ]);
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(
        column(&flow, Column::Description),
        ["RILIEVO", "PROGETTO PASSERELLA", "MONTAGGIO RAMPE"]
    );
}

const GRID: &str = "
                                  Descrizione                     Incidenza %   Monitoraggio   Scadenze previste

     fase 1:      Rilievo delle sponde del torrente               30%           OK             31/03/2024

     fase 2:      Raggiungimento del target di circa 8.156 utenti 65%           OK             30/11/2024
                  nel quartiere

     fase 3:      Collaudo                                        5%                           15/12/2024

                                                                 100%
";

#[test]
fn a_weight_that_a_full_description_pushed_aside_is_a_weight() {
    let profiles = Profiles::builtin().unwrap();
    let flow = read_text(GRID, profiles.fallback().unwrap());
    assert_eq!(column(&flow, Column::Weight)[..3], ["30%", "65%", "5%"]);
    assert_eq!(
        column(&flow, Column::Description)[1],
        "Raggiungimento del target di circa 8.156 utenti nel quartiere"
    );
}

#[test]
fn several_empty_lines_are_one_where_blanks_keep_columns() {
    let profiles = Profiles::builtin().unwrap();
    let torn = GRID.replace(
        "utenti 65%           OK             30/11/2024\n",
        "utenti 65%           OK             30/11/2024\n\n\n\n\n",
    );
    let flow = read_text(&torn, profiles.fallback().unwrap());
    assert_eq!(
        column(&flow, Column::Description)[1],
        "Raggiungimento del target di circa 8.156 utenti nel quartiere"
    );
}

#[test]
fn a_letter_torn_off_a_head_joins_it_again() {
    let profiles = Profiles::builtin().unwrap();
    let torn = GRID.replacen(
        "Incidenza %   Monitoraggio   Scadenze previste",
        "Incidenza     M              Scadenze previste\n                                                                                %onitoraggio",
        1,
    );
    let flow = read_text(&torn, profiles.fallback().unwrap());
    assert_eq!(column(&flow, Column::Monitoring)[..2], ["OK", "OK"]);
}

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        20 => -50.0f32..900.0,
        1 => Just(f32::NAN),
        1 => Just(f32::INFINITY),
        1 => Just(-1.0e30f32),
        1 => Just(0.0f32),
    ]
}

fn any_word() -> impl Strategy<Value = Word> {
    let text = prop_oneof![
        Just("fase"),
        Just("1:"),
        Just("2:"),
        Just("Descrizione"),
        Just("Incidenza"),
        Just("%"),
        Just("Scadenze"),
        Just("Monitoraggio"),
        Just("30%"),
        Just("OK"),
        Just("31/12/2024"),
        Just("Vincoli:"),
        Just("Obiettivo:"),
        Just("A)"),
        Just("parola"),
        Just("Tempistica:"),
        Just("è"),
        Just("M"),
        Just("%onitoraggio"),
    ];
    (text, number(), number(), number()).prop_map(|(text, x, y, width)| word_at(text, x, y, width))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Words anywhere, of any size: no panic, and every word in the flow once.
    #[test]
    fn no_page_loses_a_word(
        pages in prop::collection::vec(prop::collection::vec(any_word(), 0..60), 1..4)
    ) {
        let mut wanted: Vec<String> = pages.iter().flatten().map(|w| w.text.clone()).collect();
        let pages = pages.into_iter().zip(1..).map(|(words, number)| Page {
            number,
            width: 600.0,
            height: 800.0,
            words,
            ..Page::default()
        });
        let flow = read(pages.collect());
        let text: String = flow.segments.iter().map(|s| flow.text(s)).collect();
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut all: Vec<char> = wanted.drain(..).flat_map(|w| w.chars().collect::<Vec<_>>()).collect();
        letters.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(letters, all);
    }
}
