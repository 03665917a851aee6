//! Text that a clip hides: what nobody can see is told, what is cut in part is content; and
//! words printed over one another.

use crate::words::{EM, LETTER, word};
use schede_model::page::{BBox, Page, Visibility};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// Height of the last line, which a clip hides.
const LAST: f32 = 194.0;

/// What is read of a sheet whose last line stands under a clip that ends here.
fn read(clip_ends: f32) -> Parsed {
    read_page(page(clip_ends))
}

fn read_page(page: Page) -> Parsed {
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

fn page(clip_ends: f32) -> Page {
    let lines = [
        (40.0, "COMUNE DI BORGO TREPONTI"),
        (62.0, "Dirigente: Nives Tamburlini"),
        (84.0, "Obiettivo: A) Passerella sul torrente"),
        (106.0, "Finalità Strategiche: tenere aperto il passaggio"),
        (128.0, "Risultato atteso: una passerella nuova"),
        (150.0, "Vincoli: portata del torrente"),
        (172.0, "Risorse Umane: personale del servizio"),
        (LAST, "Note: il bilancio è del consorzio"),
    ];
    let mut page = Page {
        number: 1,
        width: 620.0,
        height: 800.0,
        clips: vec![BBox {
            x0: 0.0,
            y0: 0.0,
            x1: 620.0,
            y1: clip_ends,
        }],
        ..Page::default()
    };
    for (y, text) in lines {
        let mut x = 40.0;
        for text in text.split(' ') {
            let mut placed = word(text, x, y);
            x = placed.bbox.x1 + LETTER / 2.0;
            placed.clip = Some(0);
            if y + EM / 2.0 > clip_ends {
                placed.visibility = Visibility::Clipped;
            }
            page.words.push(placed);
        }
    }
    page
}

/// The values that are said to be clipped away.
fn clipped(parsed: &Parsed) -> Vec<&str> {
    said(parsed, "text-clipped")
}

fn said<'p>(parsed: &'p Parsed, code: &str) -> Vec<&'p str> {
    let found = parsed.findings.iter().filter(|f| f.code == code);
    found
        .filter_map(|f| Some(f.pointer.as_ref()?.0.as_str()))
        .collect()
}

#[test]
fn a_value_that_nobody_can_see_is_told() {
    let parsed = read(LAST - EM / 10.0);
    let notes = parsed.objectives[0].notes.as_deref();
    assert_eq!(notes, Some("il bilancio è del consorzio"));
    assert_eq!(clipped(&parsed), ["/objectives/0/notes"]);
}

#[test]
fn a_line_that_the_end_of_its_cell_cuts_is_content() {
    let parsed = read(LAST + EM / 10.0);
    let notes = parsed.objectives[0].notes.as_deref();
    assert_eq!(notes, Some("il bilancio è del consorzio"));
    assert!(clipped(&parsed).is_empty(), "{:?}", parsed.findings);
}

#[test]
fn a_value_with_words_printed_over_one_another_is_in_doubt() {
    let mut page = page(f32::MAX);
    assert!(said(&read_page(page.clone()), "text-overprinted").is_empty());
    let torrente = page.words.iter().rev().find(|w| w.text == "torrente");
    let place = torrente.expect("a word").bbox;
    page.words
        .push(word("30/09/2025", place.x0 + 1.0, place.y0));
    let parsed = read_page(page);
    assert_eq!(
        said(&parsed, "text-overprinted"),
        ["/objectives/0/constraints"]
    );
}
