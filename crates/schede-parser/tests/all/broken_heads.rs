//! Heads and signatures that a page breaks where no form does: a date cut within the
//! words of its head, a column that the form does not know, a signature over two lines.

use crate::words::{LETTER, word};
use schede_model::page::{Page, Word};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// A line: its height, and its texts with the x they begin at.
type Line<'l> = (f32, &'l [(f32, &'l str)]);

fn placed(x: f32, y: f32, text: &str) -> Vec<Word> {
    let mut left = x;
    let mut words = Vec::new();
    for text in text.split(' ') {
        let word = word(text, left, y);
        left = word.bbox.x1 + LETTER / 2.0;
        words.push(word);
    }
    words
}

/// What is read of a sheet with this head of the table, row, and end.
fn read(head: &[Line<'_>], row: &[(f32, &str)], end: &[Line<'_>]) -> Parsed {
    let above: [Line<'_>; 3] = [
        (40.0, &[(40.0, "COMUNE DI BORGO TREPONTI")]),
        (62.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
        (84.0, &[(40.0, "Obiettivo: A) Passerella sul torrente")]),
    ];
    let below: [Line<'_>; 3] = [
        (160.0, row),
        (196.0, &[(40.0, "Vincoli: portata del torrente")]),
        (218.0, &[(40.0, "Risorse Finanziarie: fondi del consorzio")]),
    ];
    let lines = above.iter().chain(head).chain(&below).chain(end);
    let words =
        lines.flat_map(|(y, texts)| texts.iter().flat_map(|(x, text)| placed(*x, *y, text)));
    let page = Page {
        number: 1,
        width: 700.0,
        height: 800.0,
        words: words.collect(),
        ..Page::default()
    };
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

const ROW: [(f32, &str); 6] = [
    (40.0, "fase 1:"),
    (120.0, "Rilievo"),
    (270.0, "100%"),
    (340.0, "OK"),
    (420.0, "31/03/2024"),
    (510.0, "Fatto"),
];

fn doubted(parsed: &Parsed, pointer: &str) -> bool {
    let findings = parsed.findings.iter();
    let doubts = findings.filter(|f| f.severity >= schede_model::Severity::Warning);
    let mut pointers = doubts.filter_map(|f| f.pointer.as_ref());
    pointers.any(|p| p.covers(pointer))
}

/// The head of the table, with these lines in the cell of the monitoring.
fn read_monitoring(lines: [&str; 3]) -> Parsed {
    // Its three lines stand around the two of its neighbours.
    let head: [Line<'_>; 5] = [
        (100.0, &[(330.0, lines[0])]),
        (
            106.0,
            &[
                (250.0, "Incidenza"),
                (420.0, "Scadenze"),
                (510.0, "Raggiungimento"),
            ],
        ),
        (112.0, &[(120.0, "Descrizione"), (330.0, lines[1])]),
        (
            118.0,
            &[(250.0, "%"), (420.0, "previste"), (510.0, "Obiettivo")],
        ),
        (124.0, &[(330.0, lines[2])]),
    ];
    read(&head, &ROW, &[])
}

#[test]
fn a_date_that_is_cut_with_the_words_of_its_head_is_read() {
    let parsed = read_monitoring(["Monitora", "ggio al 30", "/09/2024"]);
    let date = parsed.objectives[0].reference_date.map(|d| d.to_string());
    assert_eq!(date.as_deref(), Some("2024-09-30"));
    assert_eq!(parsed.plan.year, Some(2024));
}

#[test]
fn a_head_that_wants_a_date_and_has_none_is_told() {
    let parsed = read_monitoring(["Monitoraggio", "al", "3O/09/2024"]);
    assert_eq!(parsed.objectives[0].reference_date, None);
    assert!(
        doubted(&parsed, "/objectives/0/reference_date"),
        "{:?}",
        parsed.findings
    );
}

#[test]
fn a_date_below_a_head_that_lacks_its_own_is_in_doubt() {
    let row = |monitoring| {
        let mut row = ROW.to_vec();
        row[3].1 = monitoring;
        row
    };
    let head: [Line<'_>; 2] = [
        (
            106.0,
            &[
                (120.0, "Descrizione"),
                (250.0, "Incidenza"),
                (330.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (510.0, "Esito"),
            ],
        ),
        (118.0, &[(250.0, "%"), (330.0, "al"), (420.0, "previste")]),
    ];
    let cell = "/objectives/0/phases/0/monitoring";
    let dated = read(&head, &row("30/09/2024"), &[]);
    assert!(doubted(&dated, cell), "{:?}", dated.findings);
    let plain = read(&head, &row("OK"), &[]);
    assert!(!doubted(&plain, cell), "{:?}", plain.findings);
}

#[test]
fn a_head_that_wants_no_date_is_whole() {
    let parsed = read_monitoring(["Monitoraggio", "(OK)", "-"]);
    assert!(
        !doubted(&parsed, "/objectives/0/reference_date"),
        "{:?}",
        parsed.findings
    );
}

/// A head in one line, that ends with these columns.
fn read_columns(columns: &[(f32, &str)], row: &[(f32, &str)]) -> Parsed {
    let mut first = vec![
        (120.0, "Descrizione attività"),
        (260.0, "Incidenza %"),
        (330.0, "Monitoraggio"),
    ];
    first.extend(columns);
    read(&[(106.0, &first)], row, &[])
}

#[test]
fn a_strange_column_puts_its_neighbour_in_doubt_where_one_of_the_form_is_missing() {
    let mut row = ROW.to_vec();
    row.push((590.0, "nota"));
    let heads = [
        (420.0, "Scadenze"),
        (510.0, "Esito"),
        (590.0, "Annotazioni"),
    ];
    let outcome = "/objectives/0/phases/0/outcome";
    // It may be the outcome's head in other words.
    let parsed = read_columns(&[heads[0], heads[2]], &row);
    assert!(doubted(&parsed, outcome), "{:?}", parsed.findings);
    for heads in [&heads[..], &heads[..2]] {
        let row = if heads.len() > 2 { &row[..] } else { &ROW[..] };
        let parsed = read_columns(heads, row);
        assert!(!doubted(&parsed, outcome), "{:?}", parsed.findings);
        let read = parsed.objectives[0].phases[0].outcome.as_deref();
        assert_eq!(read, Some("Fatto"));
    }
}

#[test]
fn a_column_under_a_head_that_is_not_known_is_told_by_its_cells_and_in_doubt() {
    let parsed = read_columns(&[(420.0, "Cadenza"), (510.0, "Esito")], &ROW);
    let due = parsed.objectives[0].phases[0].due.as_deref();
    assert_eq!(due, Some("31/03/2024"));
    let pointer = "/objectives/0/phases/0/due";
    assert!(doubted(&parsed, pointer), "{:?}", parsed.findings);
}

#[test]
fn the_head_of_the_labels_names_no_strange_column() {
    let heads = |first: (f32, &'static str)| {
        let rest = [
            (120.0, "Descrizione"),
            (260.0, "Incidenza %"),
            (330.0, "Monitoraggio"),
            (420.0, "Scadenze"),
            (510.0, "Esito"),
        ];
        [&[first][..], &rest].concat()
    };
    let description = "/objectives/0/phases/0/description";
    let parsed = read(&[(106.0, &heads((40.0, "FASE")))], &ROW, &[]);
    assert!(!doubted(&parsed, description), "{:?}", parsed.findings);
    let parsed = read(&[(106.0, &heads((40.0, "Referente")))], &ROW, &[]);
    assert!(doubted(&parsed, description), "{:?}", parsed.findings);
}

#[test]
fn of_two_states_the_later_is_the_form_s() {
    let heads = |first: &'static str, second: &'static str| {
        [
            (120.0, "Descrizione"),
            (230.0, "Incidenza %"),
            (300.0, first),
            (400.0, second),
            (500.0, "Scadenze"),
            (580.0, "Esito"),
        ]
    };
    let row = [
        (40.0, "fase 1:"),
        (120.0, "Rilievo"),
        (240.0, "100%"),
        (300.0, "Avviata"),
        (400.0, "OK"),
        (580.0, "Fatto"),
    ];
    let dates = [(300.0, "30/06/2024"), (400.0, "30/09/2024")];
    for head in [
        heads("Monitoraggio al", "Monitoraggio al"),
        heads("I Monitoraggio", "Monitoraggio al"),
    ] {
        let below = if head[2].1.starts_with('I') {
            &dates[1..]
        } else {
            &dates[..]
        };
        let parsed = read(&[(106.0, &head), (118.0, below)], &row, &[]);
        let objective = &parsed.objectives[0];
        let date = objective.reference_date.expect("a date");
        assert_eq!(date.to_string(), "2024-09-30");
        assert_eq!(objective.phases[0].monitoring.as_deref(), Some("OK"));
        assert_eq!(objective.phases[0].outcome.as_deref(), Some("Fatto"));
        let named = parsed
            .findings
            .iter()
            .any(|f| f.message.contains("Avviata"));
        assert!(named, "{:?}", parsed.findings);
    }
}

#[test]
fn a_signature_that_is_broken_over_two_lines_is_in_no_value() {
    let end: [Line<'_>; 2] = [
        (240.0, &[(40.0, "Il Dirigente/Responsabile E.Q. Visto di")]),
        (252.0, &[(40.0, "validazione: il Nucleo di Valutazione")]),
    ];
    let heads = [(420.0, "Scadenze"), (510.0, "Esito")];
    let head = [
        (120.0, "Descrizione"),
        (260.0, "Incidenza %"),
        (330.0, "Monitoraggio"),
    ];
    let head = [&head[..], &heads].concat();
    let parsed = read(&[(106.0, &head)], &ROW, &end);
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(resources, Some("fondi del consorzio"));
}

#[test]
fn a_bracket_that_closes_the_first_word_of_a_value_was_opened_in_another() {
    for (end, doubt) in [
        ("Note: proroghe) da concordare", true),
        ("Note: a) da concordare", false),
    ] {
        let head: [Line<'_>; 1] = [(
            112.0,
            &[
                (120.0, "Descrizione"),
                (250.0, "Incidenza %"),
                (330.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (510.0, "Esito"),
            ],
        )];
        let parsed = read(&head, &ROW, &[(240.0, &[(40.0, end)])]);
        assert_eq!(doubted(&parsed, "/objectives/0/notes"), doubt, "{end}");
    }
}
