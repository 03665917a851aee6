//! Cells merged over several rows where no rule shows it.

use crate::made::{page, read};

/// Whether the outcome at a height is doubted, beside rows of one line each.
fn is_doubted(y: f32) -> bool {
    let row = |n: u32| format!("fase {n}:");
    let names = [row(1), row(2), row(3), row(4)];
    let heads: &[(f32, &str)] = &[
        (140.0, "Descrizione"),
        (260.0, "Incidenza %"),
        (340.0, "Monitoraggio"),
        (420.0, "Scadenze"),
        (490.0, "Esito"),
    ];
    let cells: Vec<[(f32, &str); 4]> = names
        .iter()
        .map(|name| {
            [
                (40.0, name.as_str()),
                (140.0, "rilievo"),
                (265.0, "25%"),
                (340.0, "OK"),
            ]
        })
        .collect();
    let outcome = [(490.0, "fatto")];
    let mut lines: Vec<(f32, &[(f32, &str)])> = vec![(80.0, heads)];
    for (at, cells) in cells.iter().enumerate() {
        lines.push((100.0 + 20.0 * at as f32, cells));
    }
    lines.push((y, &outcome));
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let flow = read(vec![page(1, &lines)]);
    let segment = flow.segments.iter().find(|s| flow.text(s) == "fatto");
    segment.unwrap().doubtful
}

#[test]
fn a_cell_in_the_middle_of_two_rows_may_be_of_both() {
    assert!(is_doubted(110.0));
    assert!(is_doubted(150.0));
    assert!(!is_doubted(100.0));
    assert!(!is_doubted(120.0));
}

#[test]
fn a_cell_in_the_middle_of_three_rows_may_be_of_any() {
    let lines = |y: f32| -> Vec<(f32, Vec<(f32, &str)>)> {
        let row = |name, text| vec![(40.0, name), (140.0, text), (265.0, "25%"), (340.0, "OK")];
        let mut lines = vec![
            (
                80.0,
                vec![
                    (140.0, "Descrizione"),
                    (260.0, "Incidenza %"),
                    (340.0, "Monitoraggio"),
                    (420.0, "Scadenze"),
                    (490.0, "Esito"),
                ],
            ),
            (100.0, vec![(140.0, "rilievo")]),
            (112.0, row("fase 1:", "della sponda")),
            (124.0, vec![(140.0, "sinistra")]),
            (144.0, row("fase 2:", "progetto")),
            (164.0, row("fase 3:", "lavori")),
            (184.0, vec![(140.0, "collaudo")]),
            (196.0, row("fase 4:", "del primo")),
            (208.0, vec![(140.0, "lotto")]),
            (228.0, vec![(140.0, "collaudo")]),
            (240.0, row("fase 5:", "del secondo")),
            (252.0, vec![(140.0, "lotto")]),
            (y, vec![(490.0, "fatto")]),
        ];
        lines.sort_by(|a, b| a.0.total_cmp(&b.0));
        lines
    };
    let is_doubted = |y: f32| {
        let lines = lines(y);
        let lines: Vec<(f32, &[(f32, &str)])> = lines
            .iter()
            .map(|(y, texts)| (*y, texts.as_slice()))
            .collect();
        let flow = read(vec![page(1, &lines)]);
        let segment = flow.segments.iter().find(|s| flow.text(s) == "fatto");
        segment.unwrap().doubtful
    };
    assert!(is_doubted(132.0));
    assert!(!is_doubted(112.0));
    assert!(!is_doubted(144.0));
}
