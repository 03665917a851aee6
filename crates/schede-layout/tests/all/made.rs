//! Made-up pages, and what is read of them.

// Each test file uses its own part of this.
use schede_layout::read_pages;
use schede_model::page::{BBox, Page, Rule, Word};
use schede_model::{Column, Flow, Layer};
use schede_profile::Profiles;

pub const SIZE: f32 = 10.0;
pub const LETTER: f32 = 5.0;

/// A page of lines: the height of each, and its texts with the x they begin at.
pub fn page(number: u32, lines: &[(f32, &[(f32, &str)])]) -> Page {
    let mut page = Page {
        number,
        width: 600.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, texts) in lines {
        for (x, text) in *texts {
            let mut left = *x;
            for word in text.split(' ') {
                let width = word.chars().count() as f32 * LETTER;
                page.words.push(word_at(word, left, *y, width));
                left += width + 0.25 * SIZE;
            }
        }
    }
    page
}

pub fn word_at(text: &str, x: f32, y: f32, width: f32) -> Word {
    Word {
        text: text.into(),
        bbox: BBox {
            x0: x,
            y0: y,
            x1: x + width,
            y1: y + SIZE,
        },
        baseline: y + 0.8 * SIZE,
        font_size: SIZE,
        bold: false,
        rotation: schede_model::page::Rotation::None,
        visibility: schede_model::page::Visibility::Visible,
        glued: false,
        clip: None,
        mcid: None,
        doubtful: false,
        ocr_confidence: None,
    }
}

pub fn read(pages: Vec<Page>) -> Flow<'static> {
    let profiles = Profiles::builtin().unwrap();
    read_pages(pages, profiles.fallback().unwrap())
}

/// The segments of the body, in the order of reading.
pub fn texts(flow: &Flow<'_>) -> Vec<String> {
    let body = flow.segments.iter().filter(|s| s.layer == Layer::Body);
    body.map(|s| flow.text(s).to_owned()).collect()
}

/// The segments that are of the page, not of the form.
pub fn furniture<'f>(flow: &'f Flow<'_>) -> Vec<&'f str> {
    let furniture = flow.segments.iter().filter(|s| s.layer == Layer::Furniture);
    furniture.map(|s| flow.text(s)).collect()
}

/// The cells of a column, row by row, with the lines of a cell joined.
pub fn column(flow: &Flow<'_>, wanted: Column) -> Vec<String> {
    let mut cells: Vec<(u32, String)> = Vec::new();
    for segment in &flow.segments {
        let once = segment.layer != Layer::Repeat;
        let Some(place) = segment.place.filter(|p| once && p.column == wanted) else {
            continue;
        };
        match cells.last_mut().filter(|(row, _)| *row == place.row) {
            Some((_, cell)) => *cell = format!("{cell} {}", flow.text(segment)),
            None => cells.push((place.row, flow.text(segment).to_owned())),
        }
    }
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// A table of phases under this head, its rows written below it.
pub fn table<'a>(rows: &'a [(f32, &'a [(f32, &'a str)])]) -> Vec<(f32, &'a [(f32, &'a str)])> {
    const HEAD: [(f32, &[(f32, &str)]); 2] = [
        (
            50.0,
            &[
                (140.0, "Descrizione"),
                (260.0, "Incidenza"),
                (340.0, "Monitoraggio"),
                (420.0, "Scadenze"),
                (490.0, "Raggiungimento"),
            ],
        ),
        // The second line of a head may begin a little before its first.
        (
            62.0,
            &[(275.0, "%"), (417.0, "previste"), (500.0, "Obiettivo")],
        ),
    ];
    HEAD.into_iter().chain(rows.iter().copied()).collect()
}

pub fn rule(x0: f32, y0: f32, x1: f32, y1: f32) -> Rule {
    Rule {
        bbox: BBox { x0, y0, x1, y1 },
        horizontal: y0 == y1,
    }
}

/// The texts outside of tables, block by block.
pub fn blocks(flow: &Flow<'_>) -> Vec<String> {
    let mut blocks: Vec<(u32, String)> = Vec::new();
    for segment in flow.segments.iter().filter(|s| s.place.is_none()) {
        let text = flow.text(segment);
        match blocks.iter_mut().find(|(block, _)| *block == segment.block) {
            Some((_, words)) => *words = format!("{words} {text}"),
            None => blocks.push((segment.block, text.to_owned())),
        }
    }
    blocks.into_iter().map(|(_, words)| words).collect()
}
