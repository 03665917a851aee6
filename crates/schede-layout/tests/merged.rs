//! Cells merged over two rows where no rule shows it.

#![allow(clippy::unwrap_used, reason = "tests")]

mod made;

use made::{page, read};

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
