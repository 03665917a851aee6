//! Heads of the table of phases that the end of a page cuts: some stand on one page, some on
//! the next, and one may wrap from one to the other.

use crate::made::{column, page, read};
use schede_model::{Column, Flow};

type Line<'a> = (f32, &'a [(f32, &'a str)]);

/// A page that ends with some lines of a head, and one that begins with others, and a row.
fn cut(above: &[Line<'_>], below: &[Line<'_>]) -> Flow<'static> {
    let text: &[(f32, &str)] = &[(40.0, "Vincoli: la portata del torrente")];
    let mut first: Vec<Line<'_>> = vec![(700.0, text)];
    first.extend(above);
    let row: &[(f32, &str)] = &[
        (40.0, "fase 1: Rilievo"),
        (210.0, "30%"),
        (270.0, "OK"),
        (370.0, "31/03/2025"),
        (460.0, "Raggiunto"),
    ];
    let mut second = below.to_vec();
    second.push((90.0, row));
    read(vec![page(1, &first), page(2, &second)])
}

fn is_read(flow: &Flow<'_>) -> bool {
    column(flow, Column::Weight) == ["30%"]
        && column(flow, Column::Monitoring) == ["OK"]
        && column(flow, Column::Due) == ["31/03/2025"]
        && column(flow, Column::Outcome) == ["Raggiunto"]
}

#[test]
fn a_page_may_cut_heads_that_stand_in_the_middle_of_their_cells() {
    let above = [
        (200.0, "Incidenza"),
        (260.0, "Monitoraggio al"),
        (370.0, "Scadenze"),
    ];
    let below = [
        (40.0, "Descrizione"),
        (210.0, "%"),
        (260.0, "30/09/2025"),
        (370.0, "previste"),
        (450.0, "Raggiungimento Obiettivo"),
    ];
    assert!(is_read(&cut(&[(740.0, &above)], &[(60.0, &below)])));
}

#[test]
fn a_head_of_two_lines_may_stand_below_the_end_of_the_page() {
    let above = [
        (40.0, "Descrizione"),
        (200.0, "Incidenza %"),
        (370.0, "Scadenze"),
        (450.0, "Esito"),
    ];
    let below: [Line<'_>; 2] = [
        (50.0, &[(260.0, "Monitoraggio al")]),
        (62.0, &[(260.0, "30/09/2025")]),
    ];
    assert!(is_read(&cut(&[(740.0, &above)], &below)));
}

#[test]
fn words_under_another_head_are_no_part_of_a_heads_spelling() {
    // "Azioni previste" is a spelling, but "previste" stands under "Scadenze".
    let lines: &[(f32, &[(f32, &str)])] = &[
        (50.0, &[(250.0, "Scadenze"), (360.0, "Raggiungimento")]),
        (
            62.0,
            &[
                (92.0, "Azioni"),
                (250.0, "previste"),
                (310.0, "Peso"),
                (360.0, "Obiettivo"),
            ],
        ),
        (
            80.0,
            &[
                (40.0, "fase 1:"),
                (92.0, "Rilievo"),
                (250.0, "31/03/2026"),
                (310.0, "60%"),
            ],
        ),
        (
            98.0,
            &[
                (40.0, "fase 2:"),
                (92.0, "Rampe"),
                (250.0, "30/06/2026"),
                (310.0, "40%"),
            ],
        ),
    ];
    let flow = read(vec![page(1, lines)]);
    assert_eq!(column(&flow, Column::Description), ["Rilievo", "Rampe"]);
    assert_eq!(column(&flow, Column::Due), ["31/03/2026", "30/06/2026"]);
}

#[test]
fn two_words_that_are_a_head_only_beside_others_may_stand_below_one_another() {
    let lines: &[(f32, &[(f32, &str)])] = &[
        (50.0, &[(327.0, "Verifica")]),
        (
            62.0,
            &[
                (269.0, "Termine"),
                (327.0, "intermedia al"),
                (420.0, "Peso"),
            ],
        ),
        (
            74.0,
            &[
                (92.0, "Azioni"),
                (269.0, "previsto"),
                (327.0, "30/09/2026"),
                (420.0, "%"),
                (470.0, "Raggiungimento Obiettivo"),
            ],
        ),
        (
            98.0,
            &[
                (40.0, "fase 1:"),
                (92.0, "Rilievo"),
                (269.0, "31/03/2026"),
                (327.0, "OK"),
                (420.0, "60%"),
            ],
        ),
        (
            116.0,
            &[
                (40.0, "fase 2:"),
                (92.0, "Rampe"),
                (269.0, "30/06/2026"),
                (327.0, "OK"),
                (420.0, "40%"),
            ],
        ),
    ];
    let flow = read(vec![page(1, lines)]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
    assert_eq!(column(&flow, Column::Weight), ["60%", "40%"]);
}

#[test]
fn a_centred_line_of_a_head_may_be_longer_than_those_above_it() {
    let lines: &[(f32, &[(f32, &str)])] = &[
        (
            50.0,
            &[
                (92.0, "Azioni"),
                (251.0, "Stato di"),
                (360.0, "Scadenze"),
                (430.0, "Peso"),
            ],
        ),
        (62.0, &[(246.0, "attuazione"), (360.0, "previste")]),
        // "al" stands left of all words above.
        (74.0, &[(232.0, "al 30/09/2026")]),
        (
            92.0,
            &[
                (40.0, "fase 1:"),
                (92.0, "Rilievo"),
                (266.0, "OK"),
                (360.0, "31/03/2026"),
                (430.0, "60%"),
            ],
        ),
        (
            110.0,
            &[
                (40.0, "fase 2:"),
                (92.0, "Rampe"),
                (266.0, "OK"),
                (360.0, "30/06/2026"),
                (430.0, "40%"),
            ],
        ),
    ];
    let flow = read(vec![page(1, lines)]);
    assert_eq!(column(&flow, Column::Monitoring), ["OK", "OK"]);
}
