//! Tables with an objective in each row: which words are in which cell of which row.

use schede_model::{Flow, RowKind};

use crate::made::{page, read, rule};

type Lines<'l> = Vec<(f32, &'l [(f32, &'l str)])>;

const HEAD: &[(f32, &str)] = &[
    (40.0, "Cod."),
    (80.0, "Obiettivo"),
    (240.0, "Settore"),
    (330.0, "Peso"),
    (400.0, "Indicatore"),
];

/// The rows of all tables: what each is, and the words of its cells.
fn rows(flow: &Flow<'_>) -> Vec<(RowKind, String)> {
    let rows = flow.rosters.iter().flat_map(|roster| &roster.rows);
    rows.map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let parts = cell.iter().map(|part| {
                let line = &flow.lines[part.line as usize].text;
                &line[part.start as usize..part.end as usize]
            });
            parts.collect::<Vec<_>>().join(" ")
        });
        (row.kind, cells.collect::<Vec<_>>().join("|"))
    })
    .collect()
}

#[test]
fn rows_are_parted_by_their_codes() {
    let lines: Lines<'_> = vec![
        (50.0, HEAD),
        (
            70.0,
            &[
                (40.0, "A1"),
                (80.0, "Passerella sul"),
                (240.0, "Acque"),
                (330.0, "60%"),
                (400.0, "Metri"),
            ],
        ),
        (82.0, &[(80.0, "torrente"), (400.0, "posati")]),
        (
            94.0,
            &[
                (40.0, "A2"),
                (80.0, "Pozzo"),
                (240.0, "Acque"),
                (330.0, "40%"),
                (400.0, "Litri"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    let expected = [
        (
            RowKind::Objective,
            "A1|Passerella sul torrente|Acque|60%|Metri posati".to_owned(),
        ),
        (RowKind::Objective, "A2|Pozzo|Acque|40%|Litri".to_owned()),
    ];
    assert_eq!(rows(&flow), expected);
    assert!(flow.rosters[0].rows.iter().all(|row| !row.doubtful));
}

#[test]
fn a_head_may_wrap_within_its_words() {
    let lines: Lines<'_> = vec![
        (
            50.0,
            &[
                (40.0, "Codic"),
                (80.0, "Obiettivo"),
                (240.0, "Settore"),
                (330.0, "Peso"),
                (400.0, "Risultato"),
            ],
        ),
        (
            62.0,
            &[
                (40.0, "e"),
                (80.0, "operativo"),
                (330.0, "%"),
                (400.0, "atteso"),
            ],
        ),
        (
            80.0,
            &[
                (40.0, "A1"),
                (80.0, "Passerella"),
                (240.0, "Acque"),
                (330.0, "60"),
                (400.0, "Aperta"),
            ],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    let expected = [(
        RowKind::Objective,
        "A1|Passerella|Acque|60|Aperta".to_owned(),
    )];
    assert_eq!(rows(&flow), expected);
    assert_eq!(flow.rosters[0].heads[0].len(), 2);
}

#[test]
fn cells_in_the_middle_of_their_rows_part_them_where_no_cell_goes_on() {
    let lines: Lines<'_> = vec![
        (50.0, HEAD),
        (70.0, &[(80.0, "Passerella sul")]),
        (
            76.0,
            &[
                (40.0, "A1"),
                (240.0, "Acque"),
                (330.0, "60%"),
                (400.0, "Metri"),
            ],
        ),
        (82.0, &[(80.0, "torrente")]),
        (100.0, &[(80.0, "Pozzo di piazza")]),
        (
            106.0,
            &[
                (40.0, "A2"),
                (240.0, "Acque"),
                (330.0, "40%"),
                (400.0, "Litri"),
            ],
        ),
        (112.0, &[(80.0, "e lavatoio")]),
    ];
    let flow = read(vec![page(1, &lines)]);
    let expected = [
        (
            RowKind::Objective,
            "A1|Passerella sul torrente|Acque|60%|Metri".to_owned(),
        ),
        (
            RowKind::Objective,
            "A2|Pozzo di piazza e lavatoio|Acque|40%|Litri".to_owned(),
        ),
    ];
    assert_eq!(rows(&flow), expected);
}

#[test]
fn a_cell_without_a_rule_above_it_is_of_all_rows_beside_it() {
    let lines: Lines<'_> = vec![
        (50.0, HEAD),
        (
            70.0,
            &[
                (40.0, "A1"),
                (80.0, "Passerella"),
                (330.0, "60%"),
                (400.0, "Metri"),
            ],
        ),
        (76.0, &[(240.0, "Acque")]),
        (
            88.0,
            &[
                (40.0, "A2"),
                (80.0, "Pozzo"),
                (330.0, "40%"),
                (400.0, "Litri"),
            ],
        ),
    ];
    let mut page = page(1, &lines);
    page.rules = vec![
        rule(35.0, 64.0, 480.0, 64.0),
        rule(35.0, 84.0, 235.0, 84.0),
        rule(325.0, 84.0, 480.0, 84.0),
        rule(35.0, 102.0, 480.0, 102.0),
    ];
    let flow = read(vec![page]);
    assert_eq!(flow.rosters[0].rows[1].merged, [2]);
}

#[test]
fn a_title_within_the_table_and_text_below_it_are_no_rows() {
    let lines: Lines<'_> = vec![
        (50.0, HEAD),
        (
            70.0,
            &[
                (40.0, "A1"),
                (80.0, "Passerella"),
                (240.0, "Acque"),
                (330.0, "60%"),
                (400.0, "Metri"),
            ],
        ),
        (90.0, &[(40.0, "Servizio cultura e biblioteca")]),
        (
            110.0,
            &[
                (40.0, "B1"),
                (80.0, "Sala di lettura"),
                (240.0, "Cultura"),
                (330.0, "40%"),
                (400.0, "Ore"),
            ],
        ),
        (
            140.0,
            &[(
                40.0,
                "I pesi sono quelli approvati dalla giunta nella seduta di marzo con le altre schede",
            )],
        ),
    ];
    let flow = read(vec![page(1, &lines)]);
    let kinds: Vec<RowKind> = rows(&flow).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(
        kinds,
        [RowKind::Objective, RowKind::Across, RowKind::Objective]
    );
}

#[test]
fn tables_of_phases_and_registers_of_risks_have_none() {
    let heads: [&[(f32, &str)]; 2] = [
        &[
            (40.0, "N."),
            (80.0, "Fase"),
            (240.0, "Peso"),
            (330.0, "Scadenza"),
        ],
        &[
            (40.0, "N."),
            (80.0, "Rischio"),
            (240.0, "Obiettivo"),
            (330.0, "Peso"),
            (400.0, "Indicatore"),
        ],
    ];
    for head in heads {
        let row: &[(f32, &str)] = &[(40.0, "1"), (80.0, "Gara"), (240.0, "60"), (330.0, "30")];
        let flow = read(vec![page(1, &[(50.0, head), (70.0, row)])]);
        assert!(flow.rosters.is_empty());
    }
}
