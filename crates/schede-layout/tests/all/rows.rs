//! Rows of a table in which nothing is drawn and all lines are as far apart: how the
//! cells are aligned with their labels tells where each row ends.

use crate::made::{column, page, read, rule, table, texts};
use schede_model::page::Word;
use schede_model::{Column, Segment};

/// From line to line.
const STEP: f32 = 12.0;

/// The descriptions of a table whose rows have these lines of description and of
/// outcome, with the label beside one of them.
fn descriptions(rows: &[(&[&str], &[&str], usize)]) -> Vec<String> {
    let numbers = ["fase 1:", "fase 2:", "fase 3:"];
    let weights = ["30%", "40%", "30%"];
    let mut lines: Vec<Vec<(f32, &str)>> = Vec::new();
    for (n, (description, outcome, label)) in rows.iter().enumerate() {
        let first = lines.len();
        let height = description.len().max(outcome.len());
        lines.resize(first + height, Vec::new());
        lines[first + label].extend([(40.0, numbers[n]), (275.0, weights[n])]);
        for (column, cell) in [(140.0, description), (490.0, outcome)] {
            // A cell lower than its row is aligned as the label is.
            let room = height - cell.len();
            let above = match label {
                0 => 0,
                label if label + 1 == height => room,
                _ => room / 2,
            };
            for (line, text) in cell.iter().enumerate() {
                lines[first + above + line].push((column, text));
            }
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let heights = (0..lines.len()).map(|n| 85.0 + n as f32 * STEP);
    let lines: Vec<(f32, &[(f32, &str)])> = heights.zip(lines.iter().map(Vec::as_slice)).collect();
    column(&read(vec![page(1, &table(&lines))]), Column::Description)
}

const RILIEVO: [&str; 3] = ["RILIEVO", "SPONDE", "DESTRE"];
const PROGETTO: [&str; 3] = ["PROGETTO", "PONTE", "NUOVO"];
const RAMPE: [&str; 3] = ["RAMPE", "SCALE", "ARGINI"];

fn joined(rows: &[&[&str]]) -> Vec<String> {
    rows.iter().map(|row| row.join(" ")).collect()
}

#[test]
fn cells_may_begin_beside_their_label() {
    let rows = descriptions(&[
        (&RILIEVO[..2], &["FATTO"], 0),
        (&PROGETTO, &["IN", "ESAME"], 0),
        (&RAMPE[..2], &["A", "BREVE"], 0),
    ]);
    assert_eq!(rows, joined(&[&RILIEVO[..2], &PROGETTO, &RAMPE[..2]]));
}

#[test]
fn cells_may_end_beside_their_label() {
    let rows = descriptions(&[
        (&RILIEVO[..2], &["FATTO"], 1),
        (&PROGETTO, &["IN", "ESAME"], 2),
        (&RAMPE, &["A", "BREVE"], 2),
    ]);
    assert_eq!(rows, joined(&[&RILIEVO[..2], &PROGETTO, &RAMPE]));
}

/// The lines of a sheet whose table ends its cells beside their labels; the values of its
/// other labels begin beside them, which those above the table tell.
#[test]
fn labels_stand_beside_values_as_they_did_above_the_table() {
    let labels: &[(f32, &[(f32, &str)])] = &[
        (50.0, &[(40.0, "Finalità:"), (200.0, "Rifare i ponti")]),
        (62.0, &[(200.0, "Rifare le rampe")]),
        (74.0, &[(40.0, "Dirigente:"), (200.0, "Nives Tamburlini")]),
        (
            86.0,
            &[(40.0, "Descrizione dell'obiettivo:"), (200.0, "Ponti")],
        ),
        (98.0, &[(200.0, "Scale")]),
    ];
    let rows: &[(f32, &[(f32, &str)])] = &[
        (140.0, &[(140.0, "RILIEVO")]),
        (152.0, &[(140.0, "SPONDE")]),
        (
            164.0,
            &[
                (40.0, "fase 1:"),
                (140.0, "DESTRE"),
                (275.0, "30%"),
                (490.0, "FATTO"),
            ],
        ),
        (176.0, &[(140.0, "PROGETTO")]),
        (188.0, &[(140.0, "PONTE")]),
        (200.0, &[(140.0, "NUOVO")]),
        (
            212.0,
            &[
                (40.0, "fase 2:"),
                (140.0, "STRADE"),
                (275.0, "70%"),
                (490.0, "A BREVE"),
            ],
        ),
        (224.0, &[(40.0, "Vincoli:"), (200.0, "Tempi dell'ente")]),
        (236.0, &[(200.0, "Portata")]),
        (248.0, &[(40.0, "Risorse Umane:"), (200.0, "Neri")]),
        (260.0, &[(200.0, "Gialli")]),
        (272.0, &[(40.0, "Risorse Finanziarie:"), (200.0, "nessuna")]),
    ];
    let head: Vec<(f32, &[(f32, &str)])> = table(&[])
        .into_iter()
        .map(|(y, texts)| (y + 65.0, texts))
        .collect();
    let lines: Vec<_> = labels
        .iter()
        .copied()
        .chain(head)
        .chain(rows.iter().copied())
        .collect();
    let texts = texts(&read(vec![page(1, &lines)]));
    let at = |text: &str| texts.iter().position(|t| t == text).unwrap();
    assert!(at("Portata") < at("Risorse Umane:"), "{texts:?}");
    assert!(at("Gialli") < at("Risorse Finanziarie:"), "{texts:?}");
}

#[test]
fn cells_may_stand_around_their_label() {
    let rows = descriptions(&[
        (&RILIEVO, &["FATTO"], 1),
        (&PROGETTO, &["IN"], 1),
        (&RAMPE, &["A"], 1),
    ]);
    assert_eq!(rows, joined(&[&RILIEVO, &PROGETTO, &RAMPE]));
}

#[test]
fn the_filled_cells_of_labels_tell_where_their_values_end() {
    // Lines are as far apart within values as between them, and labels stand in the middle.
    let label = |y: f32, text: &'static str| (y, vec![(40.0, text)]);
    let value = |y: f32, text: &'static str| (y, vec![(200.0, text)]);
    let lines = [
        (
            40.0,
            vec![(40.0, "Dirigente:"), (200.0, "Nives Tamburlini")],
        ),
        value(
            53.5,
            "Indirizzo Strategico: Sponde sicure - Obiettivo Strategico: Rive",
        ),
        label(60.25, "Riferimenti al DUP:"),
        value(
            67.0,
            "da vivere Missione 09-Tutela del territorio Programma 01-Difesa",
        ),
        label(80.5, "Obiettivo: A) Passerella sul torrente"),
        (
            94.0,
            vec![
                (40.0, "Finalità:"),
                (200.0, "rifare la passerella e le rampe"),
            ],
        ),
        value(
            107.5,
            "La passerella va rifatta, e con essa le rampe che vi portano.",
        ),
        value(
            121.0,
            "Il progetto di massima è del 2021, i fondi sono regionali e",
        ),
        label(127.75, "Descrizione dell'obiettivo:"),
        value(
            134.5,
            "comunali in parti uguali. Il cantiere resta aperto fino alla fine",
        ),
        value(148.0, "della stagione delle piene."),
        (
            161.5,
            vec![(40.0, "Vincoli:"), (200.0, "portata del torrente")],
        ),
    ];
    let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, t)| (*y, &t[..])).collect();
    let mut page = page(1, &lines);
    let edges = [38.5, 52.0, 79.0, 92.5, 106.0, 160.0, 173.5];
    page.rules = edges.map(|y| rule(38.0, y, 198.0, y)).to_vec();
    page.rules.push(rule(198.0, 38.5, 198.0, 79.0));
    page.rules.push(rule(198.0, 92.5, 198.0, 173.5));
    let all = texts(&read(vec![page])).join(" ");
    assert!(
        all.starts_with("Dirigente: Nives Tamburlini Riferimenti al DUP: Indirizzo"),
        "{all}"
    );
    assert!(
        all.contains("Descrizione dell'obiettivo: La passerella"),
        "{all}"
    );
}

#[test]
fn rows_are_further_apart_than_the_lines_of_a_cell() {
    // Cells stand at the bottom of their rows; the page cuts one, whose first half stands
    // at the top. Rows are 18 apart, lines 12.
    let row = |y: f32, label: &'static str, text: &'static str, outcome: &'static str| {
        let cells = [
            (40.0, label),
            (140.0, text),
            (275.0, "20%"),
            (490.0, outcome),
        ];
        let printed = |(_, text): &(f32, &str)| !text.is_empty();
        (y, cells.into_iter().filter(printed).collect::<Vec<_>>())
    };
    let first = [
        row(640.0, "fase 1:", "RILIEVO", "Fatto"),
        row(658.0, "fase 2:", "PROGETTO", "Le rampe sono state"),
        (670.0, vec![(490.0, "provate dai tecnici.")]),
        (682.0, vec![(490.0, "Il collaudo è stato")]),
        (694.0, vec![(490.0, "fissato e concluso")]),
    ];
    let second = [
        (50.0, vec![(490.0, "nei tempi previsti.")]),
        (68.0, vec![(490.0, "alla data del 30/09")]),
        row(80.0, "fase 3:", "RAMPE", "mancano i parapetti"),
        row(98.0, "fase 4:", "ARGINI", "Da fare"),
        row(116.0, "fase 5:", "SPONDE", "Da fare"),
    ];
    let first: Vec<(f32, &[(f32, &str)])> = first.iter().map(|(y, t)| (*y, &t[..])).collect();
    let second: Vec<(f32, &[(f32, &str)])> = second.iter().map(|(y, t)| (*y, &t[..])).collect();
    let pages = vec![page(1, &table(&first)), page(2, &second)];
    let outcomes = column(&read(pages), Column::Outcome);
    assert_eq!(
        outcomes,
        [
            "Fatto",
            "Le rampe sono state provate dai tecnici. Il collaudo è stato fissato e concluso nei tempi previsti.",
            "alla data del 30/09 mancano i parapetti",
            "Da fare",
            "Da fare"
        ]
    );
}

#[test]
fn cells_may_begin_with_a_small_letter() {
    // Cells stand at the bottom of their rows, and lines are as far apart in them as
    // between them.
    let row = |n: f32, label: &'static str, outcome: &'static str| {
        let text = if n < 7.0 { "Rilievo" } else { "e collaudo" };
        let cells = [
            (40.0, label),
            (140.0, text),
            (275.0, "20%"),
            (420.0, "30/09/2025"),
            (490.0, outcome),
        ];
        (85.0 + n * STEP, cells.to_vec())
    };
    let rest = |n: f32, outcome: &'static str| (85.0 + n * STEP, vec![(490.0, outcome)]);
    let lines = [
        row(0.0, "fase 1:", "delibera n. 12"),
        row(1.0, "fase 2:", "delibera n. 15"),
        row(2.0, "fase 3:", "In corso"),
        rest(3.0, "delibera n. 21"),
        rest(4.0, "Provate le rampe"),
        row(5.0, "fase 4:", "e gli argini"),
        (85.0 + 6.0 * STEP, vec![(140.0, "Progetto")]),
        row(7.0, "fase 5:", "delibera n. 30"),
    ];
    let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, t)| (*y, &t[..])).collect();
    let outcomes = column(&read(vec![page(1, &table(&lines))]), Column::Outcome);
    assert_eq!(outcomes[2], "In corso");
    assert_eq!(outcomes[3], "delibera n. 21 Provate le rampe e gli argini");
}

#[test]
fn rules_between_rows_of_other_pages_say_that_a_row_without_is_one() {
    let row = |y: f32, label: &'static str| {
        let cells = [
            (40.0, label),
            (140.0, "RILIEVO"),
            (275.0, "20%"),
            (420.0, "30/09/2025"),
            (490.0, "Fatto il rilievo"),
        ];
        (y, cells.to_vec())
    };
    let rest = |y: f32, outcome: &'static str| (y, vec![(490.0, outcome)]);
    let first = [
        row(85.0, "fase 1:"),
        row(105.0, "fase 2:"),
        row(125.0, "fase 3:"),
    ];
    // The page's foot hides the last lines of a cell: its label is not in the middle.
    let second = [
        rest(50.0, "Provate le rampe"),
        rest(62.0, "e le scale."),
        rest(74.0, "Sono chiusi gli argini"),
        rest(86.0, "e le sponde"),
        row(98.0, "fase 4:"),
        rest(110.0, "e le passerelle"),
        rest(122.0, "sul torrente"),
    ];
    let first: Vec<(f32, &[(f32, &str)])> = first.iter().map(|(y, t)| (*y, &t[..])).collect();
    let second: Vec<(f32, &[(f32, &str)])> = second.iter().map(|(y, t)| (*y, &t[..])).collect();
    let mut pages = [page(1, &table(&first)), page(2, &second)];
    for y in [80.0, 100.0, 120.0, 140.0] {
        pages[0].rules.push(rule(38.0, y, 580.0, y));
    }
    for y in [45.0, 136.0] {
        pages[1].rules.push(rule(38.0, y, 580.0, y));
    }
    let outcomes = column(&read(pages.to_vec()), Column::Outcome);
    assert_eq!(outcomes[2], "Fatto il rilievo");
    assert_eq!(outcomes.len(), 4);
}

#[test]
fn a_clip_around_the_ink_of_a_line_is_no_cell() {
    // Lines that are justified have clips of their own, the last line of a cell has none.
    let row = |n: f32, label: &'static str, outcome: &'static str| {
        let cells = [
            (40.0, label),
            (140.0, "RILIEVO"),
            (275.0, "30%"),
            (490.0, outcome),
        ];
        (85.0 + n * STEP, cells.to_vec())
    };
    let rest = |n: f32, outcome: &'static str| (85.0 + n * STEP, vec![(490.0, outcome)]);
    let lines = [
        rest(0.0, "PROVATE LE RAMPE"),
        row(1.0, "fase 1:", "LE SCALE ED I GRADINI"),
        rest(2.0, "E GLI ARGINI"),
        rest(3.0, "CHIUSE LE SPONDE"),
        row(4.0, "fase 2:", "IL PONTE ED I PARAPETTI"),
        rest(5.0, "E IL GUADO"),
    ];
    let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, t)| (*y, &t[..])).collect();
    let mut page = page(1, &table(&lines));
    for n in [0.0, 1.0, 3.0, 4.0] {
        let top = 85.0 + n * STEP;
        let clip = page.clips.len() as u32;
        page.clips.push(rule(490.0, top, 580.0, top + 10.0).bbox);
        let inside = |w: &&mut Word| w.bbox.y0 == top && w.bbox.x0 >= 490.0;
        page.words
            .iter_mut()
            .filter(inside)
            .for_each(|w| w.clip = Some(clip));
    }
    let outcomes = column(&read(vec![page]), Column::Outcome);
    assert_eq!(
        outcomes,
        [
            "PROVATE LE RAMPE LE SCALE ED I GRADINI E GLI ARGINI",
            "CHIUSE LE SPONDE IL PONTE ED I PARAPETTI E IL GUADO"
        ]
    );
}

#[test]
fn cells_stand_in_their_rows_as_in_the_tables_before() {
    let outcomes = |at_top: bool| {
        let row = |n: usize, phase: &'static str, outcome: &'static str| {
            let cells = [
                (40.0, phase),
                (140.0, "RILIEVO"),
                (275.0, "30%"),
                (490.0, outcome),
            ];
            (n, cells.to_vec())
        };
        let rest = |n: usize, outcome: &'static str| (n, vec![(490.0, outcome)]);
        // Lines below the last label, or above the first, are of one row for certain.
        let above = match at_top {
            true => [
                row(0, "fase 1:", "FATTO"),
                row(1, "fase 2:", "PROVATE LE RAMPE"),
                rest(2, "PROVATE LE SCALE"),
                rest(3, "CHIUSE LE SPONDE"),
            ],
            false => [
                rest(0, "PROVATE LE RAMPE"),
                rest(1, "PROVATE LE SCALE"),
                row(2, "fase 1:", "CHIUSE LE SPONDE"),
                row(3, "fase 2:", "FATTO"),
            ],
        };
        // Here a line stands between two labels.
        let below = [
            row(0, "fase 1:", "FATTO"),
            row(1, "fase 2:", "PROVATE LE RAMPE"),
            rest(2, "CHIUSE LE SPONDE"),
            row(3, "fase 3:", "RIFATTE LE SCALE"),
        ];
        let head: &[(f32, &str)] = &[
            (140.0, "Descrizione"),
            (260.0, "Incidenza"),
            (340.0, "Monitoraggio"),
            (420.0, "Scadenze"),
            (490.0, "Raggiungimento"),
        ];
        let mut lines: Vec<(f32, &[(f32, &str)])> = vec![(50.0, head)];
        lines.extend(above.iter().map(|(n, t)| (70.0 + *n as f32 * STEP, &t[..])));
        lines.push((160.0, &[(40.0, "Obiettivo: B) Argini del torrente")]));
        lines.push((200.0, head));
        lines.extend(
            below
                .iter()
                .map(|(n, t)| (220.0 + *n as f32 * STEP, &t[..])),
        );
        column(&read(vec![page(1, &lines)]), Column::Outcome)
    };
    let at_top = outcomes(true);
    assert_eq!(
        at_top[3..],
        ["PROVATE LE RAMPE CHIUSE LE SPONDE", "RIFATTE LE SCALE"]
    );
    let at_bottom = outcomes(false);
    assert_eq!(
        at_bottom[3..],
        ["PROVATE LE RAMPE", "CHIUSE LE SPONDE RIFATTE LE SCALE"]
    );
}

#[test]
fn a_text_with_years_is_no_weight() {
    // The first line of a value, above its label, begins left of the values' own place.
    let lines = [
        (
            85.0,
            vec![(40.0, "fase 1:"), (140.0, "RILIEVO"), (275.0, "100%")],
        ),
        (97.0, vec![(140.0, "Totale"), (275.0, "100%")]),
        (
            109.0,
            vec![(200.0, "Nel triennio 2024-2026 si rifanno le rampe, le")],
        ),
        (115.0, vec![(40.0, "Risultato atteso:")]),
        (121.0, vec![(200.0, "scale e gli argini.")]),
        (139.0, vec![(40.0, "Vincoli:"), (200.0, "nessuno")]),
        (151.0, vec![(40.0, "Note:"), (200.0, "nessuna")]),
    ];
    let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, t)| (*y, &t[..])).collect();
    let flow = read(vec![page(1, &table(&lines))]);
    assert_eq!(column(&flow, Column::Weight), ["100%", "100%"]);
}

#[test]
fn a_row_whose_cells_stand_unlike_those_of_all_others_is_in_doubt() {
    // All cells stand at the bottom of their rows, but for those of the last: its end
    // may be that of another row, whose label is lost.
    let row = |n: usize, phase: &'static str, outcome: &'static str| {
        let cells = [
            (40.0, phase),
            (140.0, "RILIEVO"),
            (275.0, "30%"),
            (490.0, outcome),
        ];
        (85.0 + n as f32 * STEP, cells.to_vec())
    };
    let rest = |n: usize, text: &'static str| (85.0 + n as f32 * STEP, vec![(490.0, text)]);
    let mut lines = Vec::new();
    for (n, phase) in ["fase 1:", "fase 2:", "fase 3:", "fase 4:"]
        .into_iter()
        .enumerate()
    {
        lines.push(rest(3 * n, "Provate le rampe"));
        lines.push(rest(3 * n + 1, "e le scale e"));
        lines.push(row(3 * n + 2, phase, "gli argini."));
    }
    lines.push(row(12, "fase 5:", "Rifatte le scale,"));
    for (n, text) in ["le rampe,", "gli argini,", "le sponde,", "i guadi"]
        .into_iter()
        .enumerate()
    {
        lines.push(rest(13 + n, text));
    }
    let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, t)| (*y, &t[..])).collect();
    let flow = read(vec![page(1, &table(&lines))]);
    let doubted = |row: u32| {
        let of_row = |s: &&Segment| {
            s.place
                .is_some_and(|p| p.row == row && p.column != Column::Head)
        };
        flow.segments.iter().filter(of_row).any(|s| s.doubtful)
    };
    assert!(!doubted(0) && !doubted(3) && doubted(4));
}

#[test]
fn the_weight_of_the_last_phase_may_be_the_sum_of_the_others() {
    // Cells stand at the bottom of their rows.
    let row = |name, first| [(40.0, name), (140.0, first)];
    let rest = |last, weight| [(140.0, last), (275.0, weight), (417.0, "31/12/2024")];
    let (first, second, third) = (
        row("fase 1:", "Rilievo"),
        row("fase 2:", "Gara"),
        row("fase 3:", "Lavori"),
    );
    let (a, b, c) = (
        rest("della sponda", "20%"),
        rest("del lotto", "30%"),
        rest("nel letto", "50%"),
    );
    let rows: [(f32, &[(f32, &str)]); 6] = [
        (86.0, &first),
        (98.0, &a),
        (116.0, &second),
        (128.0, &b),
        (146.0, &third),
        (158.0, &c),
    ];
    let flow = read(vec![page(1, &table(&rows))]);
    let expected = ["Rilievo della sponda", "Gara del lotto", "Lavori nel letto"];
    assert_eq!(column(&flow, Column::Description), expected);
}
