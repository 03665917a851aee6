//! Texts as pages with places.

use crate::plain;
use schede_model::page::Page;
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

use crate::words::{EM, LETTER, word};

/// The lines of a text as pages, a line of it for each.
pub fn on_paper(text: &str) -> Parsed {
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("built in");
    let pages = text.split('\u{c}').zip(1..).map(|(text, n)| paper(text, n));
    let flow = schede_layout::read_pages(pages.collect::<Vec<_>>(), profile);
    parse(&flow, profile, &Given::default())
}

/// A text as a page; runs of blanks are columns.
pub fn paper(text: &str, number: u32) -> Page {
    let mut page = Page {
        number,
        width: 1200.0,
        height: 2000.0,
        ..Page::default()
    };
    for (n, line) in text.lines().enumerate() {
        let mut at = 0;
        for text in line.split(' ') {
            if !text.is_empty() {
                let x = 40.0 + LETTER * at as f32;
                page.words.push(word(text, x, 40.0 + 1.3 * EM * n as f32));
            }
            at += text.chars().count() + 1;
        }
    }
    page
}

/// The plain sheet in columns, each label before its value.
pub fn sheet() -> String {
    let glued = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let label = glued.trim_start_matches("15/12/2024");
    plain::in_columns().replace(glued, &format!("{label} 15/12/2024"))
}
