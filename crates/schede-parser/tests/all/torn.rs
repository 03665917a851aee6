//! Values on paper that may hold words of a neighbour: parted by a page, a mark or a colon;
//! and sheets whose code has a cell of its own.

use crate::words::{LETTER, word};
use schede_model::page::Page;
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

type Line<'a> = (f32, &'a [(f32, &'a str)]);

/// Lines below a table.
const RESULT: &[(f32, &str)] = &[
    (40.0, "Risultato atteso:"),
    (240.0, "Una passerella nuova."),
];
const BOUNDS: &[(f32, &str)] = &[(40.0, "Vincoli:"), (240.0, "Portata del torrente.")];

/// The lines with which the sheet begins.
const HEAD: [Line<'_>; 4] = [
    (40.0, &[(40.0, "COMUNE DI BORGO TREPONTI")]),
    (60.0, &[(40.0, "SETTORE LAVORI PUBBLICI")]),
    (80.0, &[(40.0, "Dirigente:"), (240.0, "Nives Tamburlini")]),
    (100.0, &[(40.0, "Obiettivo: A) Passerella sul torrente")]),
];

const PURPOSE: Line<'_> = (
    120.0,
    &[
        (40.0, "Finalità Strategiche:"),
        (240.0, "Tenere aperto il passaggio."),
    ],
);

/// A table of phases, below the lines that name the objective.
const TABLE: [Line<'_>; 4] = [
    (
        300.0,
        &[
            (40.0, "Descrizione"),
            (300.0, "Incidenza %"),
            (440.0, "Monitoraggio"),
            (600.0, "Scadenze"),
            (700.0, "Raggiungimento"),
        ],
    ),
    (
        320.0,
        &[
            (40.0, "fase 1:"),
            (120.0, "Rilievo"),
            (300.0, "50%"),
            (440.0, "OK"),
        ],
    ),
    (
        340.0,
        &[
            (40.0, "fase 2:"),
            (120.0, "Rampe"),
            (300.0, "50%"),
            (440.0, "OK"),
        ],
    ),
    (360.0, &[(300.0, "100%")]),
];

fn read(pages: &[&[Line<'_>]]) -> Parsed {
    let pages = pages.iter().zip(1..).map(|(lines, number)| {
        let mut page = Page {
            number,
            width: 900.0,
            height: 800.0,
            ..Page::default()
        };
        for (y, texts) in *lines {
            for (x, text) in *texts {
                let mut left = *x;
                for text in text.split(' ') {
                    let placed = word(text, left, *y);
                    left = placed.bbox.x1 + LETTER / 2.0;
                    page.words.push(placed);
                }
            }
        }
        page
    });
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages(pages.collect::<Vec<_>>(), profile);
    parse(&flow, profile, &Given::default())
}

/// Whether the text at a pointer is said to be broken.
fn is_broken(parsed: &Parsed, pointer: &str) -> bool {
    parsed
        .findings
        .iter()
        .any(|f| f.code == "broken-text" && f.pointer.as_ref().is_some_and(|p| p.covers(pointer)))
}

/// The sheet over two pages: what stands beside the last label of the first, and the
/// lines of the second.
fn over_page(last: &str, second: &[Line<'_>]) -> Parsed {
    let mut first = [&HEAD[..], &TABLE[..]].concat();
    first.insert(4, PURPOSE);
    let lines: [Line<'_>; 3] = [
        (380.0, RESULT),
        (400.0, BOUNDS),
        (420.0, &[(40.0, "Risorse Umane:"), (240.0, last)]),
    ];
    first.extend(lines);
    read(&[&first, second])
}

#[test]
fn a_line_above_a_label_that_goes_on_with_the_page_before_is_in_doubt() {
    let second: &[Line<'_>] = &[
        (40.0, &[(240.0, "della Provincia e del consorzio.")]),
        (
            52.0,
            &[
                (40.0, "Risorse Finanziarie:"),
                (240.0, "Assegnate con il PEG"),
            ],
        ),
        (
            72.0,
            &[(40.0, "Note:"), (240.0, "Il bilancio del consorzio.")],
        ),
    ];
    let parsed = over_page("Personale del servizio e squadre", second);
    assert!(is_broken(&parsed, "/objectives/0/human_resources"));
    assert!(is_broken(&parsed, "/objectives/0/financial_resources"));
}

#[test]
fn a_page_that_begins_with_a_label_is_in_no_doubt() {
    let second: &[Line<'_>] = &[
        (
            40.0,
            &[
                (40.0, "Risorse Finanziarie:"),
                (240.0, "Assegnate con il PEG"),
            ],
        ),
        (
            60.0,
            &[(40.0, "Note:"), (240.0, "Il bilancio del consorzio.")],
        ),
    ];
    let parsed = over_page("Personale del servizio.", second);
    assert!(!is_broken(&parsed, "/objectives/0/human_resources"));
    assert!(!is_broken(&parsed, "/objectives/0/financial_resources"));
}

#[test]
fn a_colon_among_the_words_behind_its_label_is_told() {
    let mut lines = [&HEAD[..], &TABLE[..]].concat();
    let purpose: Line<'_> = (
        120.0,
        &[
            (40.0, "Finalità Strategiche"),
            (240.0, "Tenere : aperto il passaggio."),
        ],
    );
    lines.insert(4, purpose);
    let rest: [Line<'_>; 2] = [(380.0, RESULT), (400.0, BOUNDS)];
    lines.extend(rest);
    let parsed = read(&[&lines]);
    assert!(is_broken(&parsed, "/objectives/0/purpose"));
    assert!(!is_broken(&parsed, "/objectives/0/constraints"));
}

/// A sheet with a table of two rows, the second's monitoring on two lines.
fn with_rows(mark_at: f32) -> Parsed {
    let mark: &[(f32, &str)] = &[(440.0, "OK")];
    let mut lines = HEAD.to_vec();
    let rest: [Line<'_>; 7] = [
        (
            140.0,
            &[
                (40.0, "Descrizione"),
                (300.0, "Incidenza %"),
                (440.0, "Monitoraggio"),
                (600.0, "Scadenze"),
                (700.0, "Raggiungimento"),
            ],
        ),
        (
            160.0,
            &[
                (40.0, "fase 1:"),
                (120.0, "Rilievo"),
                (300.0, "50%"),
                (440.0, "Conclusa"),
            ],
        ),
        (mark_at, mark),
        (
            184.0,
            &[
                (40.0, "fase 2:"),
                (120.0, "Rampe"),
                (300.0, "50%"),
                (440.0, "(con Rossi)"),
            ],
        ),
        (204.0, &[(300.0, "100%")]),
        (224.0, RESULT),
        (244.0, BOUNDS),
    ];
    lines.extend(rest);
    read(&[&lines])
}

#[test]
fn a_mark_parted_from_its_remark_is_told() {
    // Nothing says whether the cells end at the bottom of their rows or at the top.
    let parsed = with_rows(172.0);
    let monitoring = parsed.objectives[0].phases[1].monitoring.as_deref();
    let whole = monitoring == Some("OK (con Rossi)");
    assert!(whole || is_broken(&parsed, "/objectives/0/phases/0/monitoring"));
    assert!(whole || is_broken(&parsed, "/objectives/0/phases/1/monitoring"));
}

/// The objective of a sheet, named on these lines.
fn named(lines: &[Line<'_>]) -> Parsed {
    let mut all = HEAD[..3].to_vec();
    all.extend(lines);
    all.push(PURPOSE);
    all.extend(TABLE);
    let rest: [Line<'_>; 2] = [(380.0, RESULT), (400.0, BOUNDS)];
    all.extend(rest);
    read(&[&all])
}

#[test]
fn a_code_may_have_a_cell_of_its_own() {
    let cells: &[(f32, &str)] = &[
        (40.0, "Obiettivo gestionale"),
        (240.0, "A"),
        (280.0, "Passerella sul torrente"),
    ];
    let parsed = named(&[(100.0, cells)]);
    let objective = &parsed.objectives[0];
    assert_eq!(objective.code.as_deref(), Some("A"));
    assert_eq!(objective.title.as_deref(), Some("Passerella sul torrente"));
    assert!(!is_broken(&parsed, "/objectives/0/title"));
}

#[test]
fn a_title_that_stands_lower_than_its_code_is_in_doubt() {
    let label: &[(f32, &str)] = &[(40.0, "Obiettivo gestionale"), (240.0, "A")];
    let parsed = named(&[(100.0, label), (106.0, &[(280.0, "sul torrente")])]);
    assert!(is_broken(&parsed, "/objectives/0/title"));
}

#[test]
fn words_of_a_strange_column_are_named_and_leave_the_values_alone() {
    let mut table = TABLE;
    let head: &[(f32, &str)] = &[
        (40.0, "Descrizione"),
        (300.0, "Incidenza %"),
        (380.0, "Referente"),
        (480.0, "Monitoraggio"),
        (600.0, "Scadenze"),
        (700.0, "Raggiungimento"),
    ];
    let row: &[(f32, &str)] = &[
        (40.0, "fase 1:"),
        (120.0, "Rilievo"),
        (300.0, "50%"),
        (380.0, "Ing. Furlan"),
        (480.0, "OK"),
    ];
    table[0].1 = head;
    table[1].1 = row;
    let mut lines = [&HEAD[..], &[PURPOSE], &table[..]].concat();
    let vincoli: &[(f32, &str)] = BOUNDS;
    lines.push((380.0, vincoli));
    let parsed = read(&[&lines]);
    let phase = &parsed.objectives[0].phases[0];
    assert_eq!(phase.monitoring.as_deref(), Some("OK"));
    let named = parsed
        .findings
        .iter()
        .filter(|f| f.code == "unclaimed-line");
    let named: Vec<_> = named.map(|f| (f.severity, f.message.as_str())).collect();
    let says = |text: &str| {
        let message = format!("no field takes \"{text}\", in a column that the form does not know");
        named.contains(&(schede_model::Severity::Note, message.as_str()))
    };
    assert!(says("Referente") && says("Ing. Furlan"), "{named:?}");
    assert!(parsed.account.is_complete());
}

/// Whether the first row, with this deadline, is said to be broken.
fn is_due_broken(due: &str) -> bool {
    let row: &[(f32, &str)] = &[
        (40.0, "fase 1:"),
        (120.0, "Rilievo"),
        (300.0, "50%"),
        (600.0, due),
    ];
    let mut table = TABLE;
    table[0].1 = &[
        (40.0, "Descrizione"),
        (300.0, "Incidenza %"),
        (440.0, "Monitoraggio"),
        (600.0, "Scadenze"),
        (800.0, "Raggiungimento"),
    ];
    table[1].1 = row;
    let mut lines = [&HEAD[..], &[PURPOSE], &table[..]].concat();
    let vincoli: &[(f32, &str)] = BOUNDS;
    lines.push((380.0, vincoli));
    is_broken(&read(&[&lines]), "/objectives/0/phases/0/due")
}

#[test]
fn a_deadline_that_lacks_words_or_has_others_is_told() {
    assert!(is_due_broken("semestre 2025"));
    assert!(is_due_broken("annuale Completata"));
    assert!(is_due_broken("censimento nazionale 21/11/2024"));
    assert!(!is_due_broken("II semestre 2025"));
    assert!(!is_due_broken("annuale"));
    assert!(!is_due_broken("entro il 21/11/2024"));
}

#[test]
fn a_label_whose_cell_cut_its_colon_off_is_told() {
    let read = |label: &str| {
        let mut lines = [&HEAD[..], &[PURPOSE], &TABLE[..]].concat();
        let first: &[(f32, &str)] = &[
            (40.0, "Indicatori di risultato 2024:"),
            (240.0, "Metri rifatti."),
        ];
        let second = [(40.0, label), (240.0, "Rampe a norma.")];
        let vincoli: &[(f32, &str)] = BOUNDS;
        lines.extend([(380.0, first), (392.0, &second[..]), (412.0, vincoli)]);
        read(&[&lines])
    };
    let whole = read("Indicatori di risultato 2025:");
    assert_eq!(whole.objectives[0].indicators.len(), 2);
    let cut = read("Indicatori di risultato 2025");
    let told = cut.findings.iter().any(|f| f.code == "reading-order");
    assert!(told || cut.objectives[0].indicators.len() == 2);
}
