//! Pages that no office prints: each is read to its end, and no word is lost. What
//! is compared with all else of its kind would take minutes here.

use schede_layout::{read_pages, read_text};
use schede_model::page::{BBox, Page, Rotation, Rule, TaggedCell, Visibility, Word};
use schede_profile::Profiles;

const SIZE: f32 = 8.0;
const STEP: f32 = 10.0;

/// One page; each line is given by its words, each with the x it begins at.
fn page(lines: impl IntoIterator<Item = Vec<(f32, String)>>) -> Page {
    let mut words = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        let y = 20.0 + at as f32 * STEP;
        words.extend(line.into_iter().map(|(x, text)| word(x, y, &text)));
    }
    Page {
        number: 1,
        width: 600.0,
        height: words.last().map_or(800.0, |w: &Word| w.bbox.y1 + 20.0),
        words,
        ..Page::default()
    }
}

fn word(x: f32, y: f32, text: &str) -> Word {
    Word {
        text: text.into(),
        bbox: BBox {
            x0: x,
            y0: y,
            x1: x + text.chars().count() as f32 * SIZE / 2.0,
            y1: y + SIZE,
        },
        baseline: y + 0.8 * SIZE,
        font_size: SIZE,
        bold: false,
        rotation: Rotation::None,
        visibility: Visibility::Visible,
        glued: false,
        clip: None,
        mcid: None,
        doubtful: false,
        ocr_confidence: None,
    }
}

fn at(x: f32, text: impl Into<String>) -> (f32, String) {
    (x, text.into())
}

/// The head of a table of phases.
fn head() -> Vec<(f32, String)> {
    let heads = ["Descrizione", "Incidenza", "Monitoraggio", "Scadenza"];
    let places = [50.0, 250.0, 330.0, 420.0];
    places
        .into_iter()
        .zip(heads)
        .map(|(x, t)| at(x, t))
        .collect()
}

/// Reads pages and counts their letters before and after.
fn keeps_all(pages: Vec<Page>) {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let words = pages.iter().flat_map(|page| &page.words);
    let before: usize = words.map(|word| letters(&word.text)).sum();
    let profiles = Profiles::builtin().unwrap();
    let flow = read_pages(pages, profiles.fallback().unwrap());
    let after: usize = flow.segments.iter().map(|s| letters(flow.text(s))).sum();
    assert_eq!(before, after);
}

#[test]
fn a_table_of_more_lines_than_may_wait_is_read_in_parts() {
    let loose = (0..50_000).map(|n| vec![at(50.0, format!("riga {n}")), at(330.0, "altro")]);
    keeps_all(vec![page([head()].into_iter().chain(loose))]);
    let phases = (0..25_000).map(|n| vec![at(50.0, format!("fase {n}: testo")), at(250.0, "10%")]);
    keeps_all(vec![page([head()].into_iter().chain(phases))]);
    let captions = (0..25_000).map(|n| vec![at(10.0, "Tempistica"), at(60.0, format!("riga {n}"))]);
    keeps_all(vec![page([head()].into_iter().chain(captions))]);
}

#[test]
fn labels_without_number_are_read() {
    let labels = (0..25_000).map(|n| vec![at(50.0, "Vincoli:"), at(250.0 + (n % 7) as f32, "x")]);
    let mut page = page(labels);
    page.rules = (0..25_000)
        .map(|n| {
            let (x, y) = (240.0 - (n % 9) as f32, 20.0 + n as f32 * STEP);
            rule(x, y, y + STEP)
        })
        .collect();
    keeps_all(vec![page]);
}

fn rule(x: f32, y0: f32, y1: f32) -> Rule {
    Rule {
        bbox: BBox {
            x0: x,
            y0,
            x1: x + 0.4,
            y1,
        },
        horizontal: false,
    }
}

#[test]
fn heads_one_below_another_are_read() {
    keeps_all(vec![page((0..25_000).map(|_| head()))]);
}

#[test]
fn rules_without_number_between_words_are_passed_over() {
    let line = |n: usize| {
        (0..20)
            .map(|i| at(20.0 + i as f32 * 26.0, format!("p{}", n % 10)))
            .collect()
    };
    let mut page = page((0..600).map(line));
    let height = page.height;
    page.rules = (0..200_000)
        .map(|n| rule(0.003 * n as f32, 0.0, height))
        .collect();
    keeps_all(vec![page]);
}

#[test]
fn one_word_in_one_column_of_two_pages_is_no_repeat() {
    let cut = |number: u32| {
        let mut page = page((0..4_000).map(|_| vec![at(50.0, "p")]));
        page.number = number;
        page.words
            .iter_mut()
            .for_each(|w| w.visibility = Visibility::Clipped);
        page
    };
    keeps_all((1..20).map(cut).collect());
}

#[test]
fn cells_without_number_are_read() {
    let line = |n: usize| {
        (0..4)
            .map(|i| at(50.0 + i as f32 * 90.0, format!("p{n}")))
            .collect()
    };
    let mut page = page([head()].into_iter().chain((0..15_000).map(line)));
    for (mcid, word) in page.words.iter_mut().enumerate() {
        // Two words of one cell each.
        word.mcid = Some(mcid as u32 / 2);
    }
    page.tagged_cells = (0..30_000)
        .map(|mcid| TaggedCell {
            mcid,
            table: 0,
            row: mcid / 2,
            column: mcid % 2,
        })
        .collect();
    keeps_all(vec![page]);
}

#[test]
fn a_letter_torn_off_a_line_leaves_no_half_letter() {
    let signed = |gap: usize| {
        format!(
            "{:71}L'incaricato{:gap$}Per l'organo di controllo interno",
            "", ""
        )
    };
    let body = format!(
        "COMUNE DI X{:50}L'incaricato{:49}Per l'organo di controllo interno",
        "", ""
    );
    let lines = [
        " \u{ab}",
        " .",
        &body,
        &body,
        " Risultato atteso: ",
        "Linea di mandato: ===",
        "Capitoli di spesa: Risorse assegnate con il P.E.G.",
        "OSSERVAZIONI:",
        &signed(87),
    ];
    let profiles = Profiles::builtin().unwrap();
    let text = lines.join("\n");
    let flow = read_text(&text, profiles.fallback().unwrap());
    assert!(flow.approximate);
    for segment in &flow.segments {
        flow.text(segment);
    }
}
