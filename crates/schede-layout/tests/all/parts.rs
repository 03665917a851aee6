//! Several pages on one sheet of paper.

use crate::made::{column, page, read, texts};
use schede_model::Column;
use schede_model::page::{BBox, Page};

/// A page of a sheet whose table goes on over the next.
fn sheet(number: u32) -> Page {
    let from = 2 * number - 1;
    let label = |n: u32| format!("fase {n}:");
    let (one, two) = (label(from), label(from + 1));
    page(
        number,
        &[
            (
                80.0,
                &[
                    (140.0, "Descrizione"),
                    (260.0, "Incidenza %"),
                    (340.0, "Monitoraggio"),
                    (420.0, "Scadenze"),
                    (490.0, "Raggiungimento"),
                ],
            ),
            (
                100.0,
                &[(40.0, &one), (140.0, "Rilievo dei"), (260.0, "50%")],
            ),
            (112.0, &[(140.0, "luoghi")]),
            (130.0, &[(40.0, &two), (140.0, "Relazione"), (260.0, "50%")]),
        ],
    )
}

/// Two pages beside one another, each under a clip.
fn beside(clipped: bool) -> Page {
    let (left, right) = (sheet(1), sheet(2));
    let mut paper = Page {
        number: 1,
        width: 2.0 * left.width,
        height: left.height,
        ..Page::default()
    };
    for (at, one) in [left, right].into_iter().enumerate() {
        let x = at as f32 * one.width;
        if clipped {
            paper.clips.push(BBox {
                x0: x,
                y0: 0.0,
                x1: x + one.width,
                y1: one.height,
            });
        }
        paper.words.extend(one.words.into_iter().map(|mut word| {
            word.bbox.x0 += x;
            word.bbox.x1 += x;
            word.clip = clipped.then_some(at as u32);
            word
        }));
    }
    paper
}

#[test]
fn pages_beside_one_another_are_read_one_after_another() {
    let flow = read(vec![beside(true)]);
    assert_eq!(
        column(&flow, Column::Description),
        [
            "Rilievo dei luoghi",
            "Relazione",
            "Rilievo dei luoghi",
            "Relazione"
        ]
    );
    assert_eq!(texts(&flow), texts(&read(vec![sheet(1), sheet(2)])));
    // Places are those of the paper: its number, and lines that are counted on.
    assert_eq!(flow.pages, 1);
    assert!(flow.lines.iter().all(|line| line.page == 1));
    let numbers: Vec<u32> = flow.lines.iter().map(|line| line.number).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]));
    let last = flow.segments.last().unwrap();
    let span = flow.span(last.line, last.start, last.end);
    assert!(span.bbox.unwrap()[0] > 600.0);
}

#[test]
fn words_without_clips_of_pages_stay_one_page() {
    let flow = read(vec![beside(false)]);
    assert_ne!(texts(&flow), texts(&read(vec![sheet(1), sheet(2)])));
}
