//! Rows of phases in a tagged PDF: a cell merged over several of them is a cell of the
//! first, wherever it stands.

use crate::made::{page, read};
use schede_model::Column;
use schede_model::page::TaggedCell;

/// The row whose outcome is "fatto", which stands beside the second of three phases, in
/// these rows of the tree.
fn row_of_outcome(tree: [u32; 3], outcome: u32) -> u32 {
    let lines: [(f32, &[(f32, &str)]); 4] = [
        (
            80.0,
            &[
                (40.0, "Descrizione"),
                (200.0, "Incidenza %"),
                (300.0, "Monitoraggio"),
                (400.0, "Scadenze"),
                (490.0, "Esito"),
            ],
        ),
        (100.0, &[(40.0, "fase 1: rilievo"), (200.0, "30%")]),
        (
            120.0,
            &[(40.0, "fase 2: progetto"), (200.0, "30%"), (490.0, "fatto")],
        ),
        (140.0, &[(40.0, "fase 3: lavori"), (200.0, "40%")]),
    ];
    let mut page = page(1, &lines);
    for (mcid, word) in page.words.iter_mut().enumerate() {
        let at = ((word.bbox.y0 - 100.0) / 20.0).round();
        let row = match word.text.as_str() {
            "fatto" => outcome,
            _ if at < 0.0 => 0,
            _ => tree[at as usize],
        };
        let mcid = mcid as u32;
        word.mcid = Some(mcid);
        page.tagged_cells.push(TaggedCell {
            mcid,
            table: 0,
            row,
            column: (word.bbox.x0 / 100.0) as u32,
        });
    }
    let flow = read(vec![page]);
    let mut segments = flow.segments.iter();
    let segment = segments.find(|s| flow.text(s) == "fatto").unwrap();
    let place = segment.place.unwrap();
    assert_eq!(place.column, Column::Outcome);
    place.row
}

#[test]
fn a_merged_cell_is_of_the_row_of_the_tree() {
    assert_eq!(row_of_outcome([1, 2, 3], 2), 1);
    assert_eq!(row_of_outcome([1, 2, 3], 1), 0);
}

#[test]
fn a_tree_with_several_phases_in_one_row_says_nothing() {
    assert_eq!(row_of_outcome([1, 2, 1], 1), 1);
    assert_eq!(row_of_outcome([1, 1, 1], 1), 1);
}
