//! The head of the column of numbers ("Fase"), beside the head of the descriptions, and
//! titles over heads that begin like one.

use crate::made::{column, page, read, table};
use schede_model::{Column, Segment};

type Line<'a> = (f32, &'a [(f32, &'a str)]);

const ROWS: [Line<'_>; 2] = [
    (
        97.0,
        &[
            (40.0, "1"),
            (80.0, "Rilievo"),
            (260.0, "30%"),
            (340.0, "OK"),
        ],
    ),
    (
        109.0,
        &[(40.0, "2"), (80.0, "Rampe"), (260.0, "70%"), (340.0, "OK")],
    ),
];

/// What the heads of a table say its columns are, with these lines at the top.
fn descriptions(heads: &[Line<'_>]) -> Vec<String> {
    let lines = [heads, &ROWS].concat();
    column(&read(vec![page(1, &lines)]), Column::Description)
}

#[test]
fn a_head_of_numbers_that_a_narrow_column_cuts_takes_no_descriptions() {
    // Heads are centred: that of the descriptions has one line.
    let heads: [Line<'_>; 3] = [
        (54.0, &[(40.0, "Fas"), (340.0, "Stato di attuazione al")]),
        (
            60.0,
            &[
                (80.0, "Descrizione della fase"),
                (260.0, "Peso fase"),
                (470.0, "Scadenza"),
                (540.0, "Esito"),
            ],
        ),
        (66.0, &[(40.0, "e"), (340.0, "31/12/2024")]),
    ];
    assert_eq!(descriptions(&heads), ["Rilievo", "Rampe"]);
}

#[test]
fn a_title_that_begins_like_a_head_is_none() {
    let heads: [Line<'_>; 2] = [
        (
            48.0,
            &[
                (40.0, "N."),
                (80.0, "Descrizione"),
                (330.0, "Tempi e pesi"),
                (500.0, "Esito"),
            ],
        ),
        (
            60.0,
            &[
                (260.0, "Peso"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenza"),
            ],
        ),
    ];
    assert_eq!(descriptions(&heads), ["Rilievo", "Rampe"]);
}

#[test]
fn the_head_of_the_numbers_may_be_printed_in_two_languages() {
    for (numbers, whole) in [("N. / Nr.", true), ("N. 4 / 2024", false)] {
        let heads: [Line<'_>; 1] = [(
            60.0,
            &[
                (30.0, numbers),
                (80.0, "Fase / Phase"),
                (260.0, "Peso / Gewicht"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenza / Termin"),
            ],
        )];
        let read = descriptions(&heads);
        assert_eq!(read == ["Rilievo", "Rampe"], whole, "{read:?}");
    }
}

#[test]
fn the_head_of_the_numbers_may_wrap_as_the_others_do() {
    let heads: [Line<'_>; 3] = [
        (
            60.0,
            &[
                (40.0, "N."),
                (100.0, "Attività previste"),
                (260.0, "Peso"),
                (340.0, "Stato di"),
                (420.0, "Termine di"),
                (500.0, "Risultato"),
            ],
        ),
        (
            72.0,
            &[
                (40.0, "attività"),
                (340.0, "attuazione al"),
                (420.0, "conclusione"),
                (500.0, "raggiunto"),
            ],
        ),
        (84.0, &[(340.0, "30/11/2024")]),
    ];
    assert_eq!(descriptions(&heads), ["Rilievo", "Rampe"]);
    // So it may where the numbers have a word before them.
    let rows = [("Attività 1", "Rilievo"), ("Attività 2", "Rampe")];
    let rows =
        rows.map(|(label, text)| [(40.0, label), (100.0, text), (260.0, "50%"), (340.0, "OK")]);
    let lines = [&heads[..], &[(97.0, &rows[0]), (109.0, &rows[1])]].concat();
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    let head = |segment: &&Segment| segment.place.is_some_and(|place| place.row == 0);
    let said: Vec<&str> = flow
        .segments
        .iter()
        .filter(head)
        .map(|s| flow.text(s))
        .collect();
    assert!(said.contains(&"conclusione"), "{said:?}");
}

#[test]
fn a_title_over_some_rows_is_of_none() {
    let head = [
        (40.0, "N."),
        (70.0, "Attività"),
        (260.0, "Scadenza"),
        (360.0, "Peso %"),
    ];
    let row =
        |number, text, due, weight| [(40.0, number), (70.0, text), (260.0, due), (360.0, weight)];
    let rows = [
        row("1", "Rilievo", "31/03/2025", "60"),
        row("2", "Rampe", "30/09/2025", "40"),
    ];
    let flow = read(vec![page(
        1,
        &[
            (50.0, &head),
            (66.0, &[(40.0, "Primo semestre")]),
            (82.0, &rows[0]),
            (98.0, &[(40.0, "Secondo semestre")]),
            (114.0, &rows[1]),
        ],
    )]);
    assert_eq!(column(&flow, Column::Label), ["1", "2"]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    let titles = "Primo semestre Secondo semestre";
    assert_eq!(column(&flow, Column::Other).join(" "), titles);
}

#[test]
fn numbers_below_the_head_of_the_descriptions_are_those_of_the_rows() {
    let read_rows = |numbers: [&'static str; 3]| {
        let row = |n: usize, text: &'static str| {
            [
                (140.0, numbers[n]),
                (165.0, text),
                (265.0, "30%"),
                (420.0, "31/12/2025"),
            ]
        };
        let rows = [row(0, "Rilievo dei"), row(1, "Progetto"), row(2, "Posa")];
        let below = [(165.0, "luoghi")];
        let lines: [(f32, &[(f32, &str)]); 4] = [
            (86.0, &rows[0]),
            (98.0, &below),
            (122.0, &rows[1]),
            (146.0, &rows[2]),
        ];
        let flow = read(vec![page(1, &table(&lines))]);
        (
            column(&flow, Column::Label),
            column(&flow, Column::Description),
        )
    };
    let (labels, descriptions) = read_rows(["1", "2", "3"]);
    assert_eq!(labels, ["1", "2", "3"]);
    assert_eq!(descriptions, ["Rilievo dei luoghi", "Progetto", "Posa"]);
    // Descriptions that begin with numbers go on below them.
    let row = |n: &'static str| [(60.0, n), (80.0, "Posa"), (265.0, "50%")];
    let (first, second) = (row("1"), row("2"));
    let lines: [(f32, &[(f32, &str)]); 3] = [
        (86.0, &first),
        (98.0, &second),
        (110.0, &[(60.0, "dei tubi")]),
    ];
    let inside = read(vec![page(1, &table(&lines))]);
    assert!(column(&inside, Column::Label).is_empty());
    // Nor are numbers behind a word, however wide the blank.
    let row = |n: &'static str| [(100.0, "fase"), (125.0, n), (145.0, "Posa"), (265.0, "50%")];
    let (first, second) = (row("1"), row("2"));
    let lines: [(f32, &[(f32, &str)]); 2] = [(86.0, &first), (98.0, &second)];
    let labels = column(&read(vec![page(1, &table(&lines))]), Column::Label);
    assert_ne!(labels, ["1", "2"]);
    // Numbers that do not count are words.
    let (labels, _) = read_rows(["12", "4", "7"]);
    assert!(labels.is_empty(), "{labels:?}");
}

#[test]
fn a_title_of_the_part_may_stand_above_the_heads() {
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (40.0, &[(40.0, "FASI E TEMPI")]),
        (
            56.0,
            &[
                (40.0, "N."),
                (140.0, "Attività"),
                (420.0, "Peso"),
                (480.0, "Scadenza"),
            ],
        ),
        (
            72.0,
            &[
                (40.0, "1"),
                (140.0, "Rilievo delle sponde"),
                (420.0, "30%"),
                (480.0, "31/03/2026"),
            ],
        ),
        (
            88.0,
            &[
                (40.0, "2"),
                (140.0, "Progetto esecutivo"),
                (420.0, "70%"),
                (480.0, "30/11/2026"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(column(&flow, Column::Label), ["1", "2"]);
}

#[test]
fn quarters_in_roman_numbers_are_no_column_of_the_form() {
    let lines: [(f32, &[(f32, &str)]); 3] = [
        (
            40.0,
            &[
                (40.0, "N."),
                (80.0, "Attività"),
                (300.0, "I"),
                (330.0, "II"),
                (360.0, "III"),
                (390.0, "IV"),
                (420.0, "Peso"),
            ],
        ),
        (
            56.0,
            &[
                (40.0, "1"),
                (80.0, "Rilievo delle sponde"),
                (300.0, "X"),
                (420.0, "30%"),
            ],
        ),
        (
            72.0,
            &[
                (40.0, "2"),
                (80.0, "Progetto esecutivo"),
                (360.0, "X"),
                (420.0, "70%"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    assert_eq!(
        column(&flow, Column::Description),
        ["Rilievo delle sponde", "Progetto esecutivo"]
    );
    assert_eq!(column(&flow, Column::Other), ["I II III IV X X"]);
}
