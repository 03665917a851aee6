//! Rows of cells side by side whose text wraps are read cell by cell.

use crate::made::{page, read, rule, texts};
use schede_model::Segment;
use schede_model::page::Page;

const LEFT: f32 = 40.0;
const RIGHT: f32 = 300.0;

/// Two cells whose text wraps, and a line above and below them.
fn two_cells(right_down: f32) -> Page {
    let right = |y: f32| y + right_down;
    let lines: [(f32, &[(f32, &str)]); 8] = [
        (50.0, &[(LEFT, "Dirigente: Nives Tamburlini")]),
        (
            70.0,
            &[(LEFT, "Obiettivo raggiunto al 100%: posa di almeno")],
        ),
        (82.0, &[(LEFT, "seicento metri di argine sulla sponda")]),
        (94.0, &[(LEFT, "sinistra")]),
        (
            right(70.0),
            &[(RIGHT, "Obiettivo non raggiunto: posa di meno di")],
        ),
        (right(82.0), &[(RIGHT, "trecento metri di argine")]),
        (120.0, &[(LEFT, "Vincoli: portata del torrente in autunno")]),
        (140.0, &[(LEFT, "Risorse Umane: personale tecnico")]),
    ];
    page(1, &lines)
}

const BY_CELL: [&str; 5] = [
    "Obiettivo raggiunto al 100%: posa di almeno",
    "seicento metri di argine sulla sponda",
    "sinistra",
    "Obiettivo non raggiunto: posa di meno di",
    "trecento metri di argine",
];

/// The lines of the two cells, in the order of reading.
fn cells(page: Page) -> Vec<String> {
    texts(&read(vec![page]))[1..6].to_vec()
}

/// The rules around two cells.
fn ruled(mut page: Page) -> Page {
    page.rules.extend([
        rule(36.0, 60.0, 560.0, 60.0),
        rule(36.0, 108.0, 560.0, 108.0),
        rule(36.0, 60.0, 36.0, 108.0),
        rule(296.0, 60.0, 296.0, 108.0),
        rule(560.0, 60.0, 560.0, 108.0),
    ]);
    page
}

#[test]
fn labels_begin_cells_that_are_read_one_after_another() {
    assert_eq!(cells(two_cells(0.0)), BY_CELL);
}

#[test]
fn a_cell_in_the_middle_begins_lower_than_the_one_beside_it() {
    assert_eq!(cells(two_cells(6.0)), BY_CELL);
    assert_eq!(cells(two_cells(12.0)), BY_CELL);
}

#[test]
fn rules_part_cells() {
    assert_eq!(cells(ruled(two_cells(0.0))), BY_CELL);
    assert_eq!(cells(ruled(two_cells(6.0))), BY_CELL);
}

#[test]
fn a_table_within_a_value_is_read_cell_by_cell() {
    let mut page = page(
        1,
        &[
            (50.0, &[(LEFT, "Dirigente: Nives Tamburlini")]),
            (70.0, &[(LEFT, "Risorse Umane:")]),
            (
                90.0,
                &[(LEFT, "Nives"), (150.0, "geometra"), (RIGHT, "metà")],
            ),
            (
                102.0,
                &[
                    (LEFT, "Tamburlini"),
                    (150.0, "e capo"),
                    (RIGHT, "del tempo"),
                ],
            ),
            (130.0, &[(LEFT, "Vincoli: portata del torrente in autunno")]),
        ],
    );
    page.rules.extend([
        rule(36.0, 84.0, 400.0, 84.0),
        rule(36.0, 116.0, 400.0, 116.0),
        rule(36.0, 84.0, 36.0, 116.0),
        rule(140.0, 84.0, 140.0, 116.0),
        rule(296.0, 84.0, 296.0, 116.0),
        rule(400.0, 84.0, 400.0, 116.0),
    ]);
    let flow = read(vec![page]);
    let by_cell = [
        "Nives",
        "Tamburlini",
        "geometra",
        "e capo",
        "metà",
        "del tempo",
    ];
    assert_eq!(texts(&flow)[2..8], by_cell);
}

#[test]
fn values_below_their_labels_in_two_cells_follow_them() {
    let mut page = page(
        1,
        &[
            (
                50.0,
                &[(
                    LEFT,
                    "Dirigente: Nives Tamburlini e altri del servizio tecnico dei lavori pubblici",
                )],
            ),
            (
                70.0,
                &[(LEFT, "Risorse Umane:"), (RIGHT, "Risorse Finanziarie:")],
            ),
            (86.0, &[(LEFT, "personale tecnico"), (RIGHT, "capitolo 12")]),
            (98.0, &[(LEFT, "e amministrativo"), (RIGHT, "del bilancio")]),
            (130.0, &[(LEFT, "Vincoli: portata del torrente in autunno")]),
        ],
    );
    let alone = read(vec![page.clone()]);
    for y in [60.0, 76.0, 110.0] {
        page.rules.push(rule(36.0, y, 560.0, y));
    }
    page.rules.push(rule(296.0, 60.0, 296.0, 110.0));
    let flow = read(vec![page]);
    let by_cell = [
        "Risorse Umane:",
        "personale tecnico",
        "e amministrativo",
        "Risorse Finanziarie:",
        "capitolo 12",
        "del bilancio",
    ];
    assert_eq!(texts(&flow)[1..7], by_cell);
    assert_eq!(texts(&alone)[1..7], by_cell);
}

#[test]
fn a_line_that_ends_early_below_two_labels_may_be_of_either() {
    let page = page(
        1,
        &[
            (50.0, &[(LEFT, "Dirigente: Nives Tamburlini")]),
            (
                70.0,
                &[(LEFT, "Vincoli: portata"), (RIGHT, "Note: in due lotti")],
            ),
            (82.0, &[(LEFT, "del torrente"), (RIGHT, "e più")]),
            (
                110.0,
                &[(
                    LEFT,
                    "Risorse Umane: personale tecnico di tutta la direzione dei lavori",
                )],
            ),
        ],
    );
    let flow = read(vec![page]);
    let doubtful = |s: &&Segment| s.doubtful;
    let doubted: Vec<&str> = flow
        .segments
        .iter()
        .filter(doubtful)
        .map(|s| flow.text(s))
        .collect();
    assert_eq!(doubted.len(), 4, "{doubted:?}");
}

#[test]
fn a_second_label_beside_a_short_value_begins_a_cell() {
    let lines: [(f32, &[(f32, &str)]); 5] = [
        (50.0, &[(LEFT, "Dirigente:"), (160.0, "Nives Tamburlini")]),
        (70.0, &[(LEFT, "Finalità:"), (160.0, "posa di un argine")]),
        (
            90.0,
            &[
                (LEFT, "Vincoli:"),
                (160.0, "nessuno"),
                (RIGHT, "Risorse Umane:"),
                (400.0, "n. 3 istruttori"),
            ],
        ),
        (110.0, &[(LEFT, "Note:"), (160.0, "portata del torrente")]),
        (130.0, &[(LEFT, "Risultato atteso:"), (160.0, "argine")]),
    ];
    let texts = texts(&read(vec![page(1, &lines)]));
    let text = texts.join("|");
    assert!(text.contains("nessuno|Risorse Umane:"), "{text}");
}

#[test]
fn a_deadline_beside_another_label_has_its_date_below_its_own() {
    const DEADLINE: &str = "Scadenza finale per il raggiungimento:";
    let read = |down: f32| {
        let lines: [(f32, &[(f32, &str)]); 5] = [
            (50.0, &[(LEFT, "Dirigente: Nives Tamburlini")]),
            (70.0, &[(LEFT, DEADLINE)]),
            (70.0 + down, &[(RIGHT, "Risultato atteso: un argine")]),
            (82.0, &[(LEFT, "31/12/2024")]),
            (102.0, &[(LEFT, "Vincoli: portata del torrente")]),
        ];
        texts(&read(vec![page(1, &lines)]))[1..4].to_vec()
    };
    let by_cell = [DEADLINE, "31/12/2024", "Risultato atteso: un argine"];
    assert_eq!(read(0.0), by_cell);
    assert_eq!(read(6.0), by_cell);
}

#[test]
fn labels_of_two_lines_that_begin_at_one_place_begin_cells() {
    // The left cell of the second line is full: its words end right before the right one.
    let lines: [(f32, &[(f32, &str)]); 5] = [
        (50.0, &[(LEFT, "Dirigente: Nives Tamburlini")]),
        (
            70.0,
            &[
                (LEFT, "Risultati attesi 2024: due argini"),
                (219.0, "Risultati attesi 2025: tre"),
            ],
        ),
        (
            82.0,
            &[
                (LEFT, "Obiettivo raggiunto: posa di argini"),
                (219.0, "Obiettivo non raggiunto: nessuno"),
            ],
        ),
        (94.0, &[(LEFT, "sicuri")]),
        (120.0, &[(LEFT, "Vincoli: portata del torrente")]),
    ];
    let by_cell = [
        "Risultati attesi 2024: due argini",
        "Risultati attesi 2025: tre",
        "Obiettivo raggiunto: posa di argini",
        "sicuri",
        "Obiettivo non raggiunto: nessuno",
    ];
    assert_eq!(texts(&read(vec![page(1, &lines)]))[1..6], by_cell);
}

#[test]
fn a_justified_line_is_not_cut_where_values_begin() {
    // One of its words begins where the values of the other lines do.
    let (words, gap) = (
        ["opere", "lungo", "tutta", "corso", "sino", "alla", "foce"],
        7.0,
    );
    let width = |words: &[&str]| {
        words
            .iter()
            .map(|w| 5.0 * w.len() as f32 + gap)
            .sum::<f32>()
    };
    let justified = |words: &[&'static str]| -> Vec<(f32, &'static str)> {
        let left = 200.0 - width(&words[..3]);
        let places = (0..words.len()).map(|n| left + width(&words[..n]));
        places.zip(words.iter().copied()).collect()
    };
    let lines: Vec<(f32, Vec<(f32, &str)>)> = vec![
        (
            100.0,
            vec![(40.0, "Obiettivo:"), (200.0, "A) Passerella sul torrente")],
        ),
        (
            120.0,
            vec![(40.0, "Dirigente:"), (200.0, "Arch. Nives Tamburlini")],
        ),
        (
            140.0,
            vec![(40.0, "Vincoli:"), (200.0, "portata del torrente")],
        ),
        (
            160.0,
            vec![(40.0, "Risorse Umane:"), (200.0, "due tecnici")],
        ),
        (200.0, justified(&words)),
    ];
    let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, l)| (*y, &l[..])).collect();
    let read = texts(&read(vec![page(1, &lines)]));
    let whole = words.join(" ");
    assert!(read.contains(&whole), "{read:#?}");
}

#[test]
fn a_label_beside_the_deadline_is_none_of_its_words_though_values_begin_there() {
    const DEADLINE: &str = "Scadenza finale per il raggiungimento:";
    let lines: [(f32, &[(f32, &str)]); 7] = [
        (50.0, &[(LEFT, "Dirigente:"), (RIGHT, "Nives Tamburlini")]),
        (70.0, &[(LEFT, "Finalità:"), (RIGHT, "posa di un argine")]),
        (90.0, &[(LEFT, "Note:"), (RIGHT, "portata del torrente")]),
        (110.0, &[(LEFT, "Risorse Umane:"), (RIGHT, "due tecnici")]),
        (
            130.0,
            &[(LEFT, DEADLINE), (RIGHT, "Risultato atteso: un argine")],
        ),
        (142.0, &[(LEFT, "31/12/2024")]),
        (162.0, &[(LEFT, "Vincoli:"), (RIGHT, "nessuno")]),
    ];
    let texts = texts(&read(vec![page(1, &lines)])).join("|");
    let by_cell = [DEADLINE, "31/12/2024", "Risultato atteso: un argine"].join("|");
    assert!(texts.contains(&by_cell), "{texts}");
}
