//! Words anywhere on made-up pages: a flow that holds every letter once, and
//! records, no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use schede_model::page::{BBox, Page, Rotation, Visibility, Word};
use schede_profile::Profiles;

/// What the form prints, and what stands around it.
const TEXTS: [&str; 24] = [
    "Obiettivo:", "A)", "Finalità", "Strategiche:", "Riferimenti", "al", "DUP:", "Descrizione",
    "dell'obiettivo:", "Incidenza", "%", "Monitoraggio", "31/12/2024", "Scadenze", "previste",
    "Raggiungimento", "fase", "1:", "100%", "Risultato", "atteso:", "parola", "DELL'OBIE", "2470",
];

fuzz_target!(|bytes: &[u8]| {
    let mut pages = vec![page(1)];
    for chunk in bytes.chunks_exact(6) {
        if chunk[0] == u8::MAX {
            pages.push(page(pages.len() as u32 + 1));
            continue;
        }
        if let Some(page) = pages.last_mut() {
            let word = word(page, chunk);
            page.words.push(word);
        }
    }
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let all: String = pages.iter().flat_map(|p| &p.words).map(|w| w.text.as_str()).collect();
    let Ok(profiles) = Profiles::builtin() else {
        return;
    };
    let Some(profile) = profiles.fallback() else {
        return;
    };
    let flow = schede_layout::read_pages(pages, profile);
    let read: String = flow.segments.iter().map(|s| flow.text(s)).collect();
    assert_eq!(letters(&read), letters(&all), "a letter is lost or doubled");
    let parsed = schede_parser::parse(&flow, profile, &Default::default());
    assert!(parsed.account.is_complete(), "a word is lost");
});

fn page(number: u32) -> Page {
    Page {
        number,
        width: 600.0,
        height: 800.0,
        ..Page::default()
    }
}

fn word(page: &mut Page, chunk: &[u8]) -> Word {
    let text = TEXTS[usize::from(chunk[0]) % TEXTS.len()];
    let size = match chunk[1] % 16 {
        0 => f32::NAN,
        1 => 0.0,
        n => f32::from(n) + 4.0,
    };
    let (x, y) = (f32::from(chunk[2]) * 2.5, f32::from(chunk[3]) * 3.2);
    let clip = (chunk[4] & 1 == 1).then(|| {
        let (dx, dy) = (f32::from(chunk[5] % 16) * 8.0, f32::from(chunk[5] / 16) * 8.0);
        page.clips.push(BBox { x0: x - dx, y0: y - dy, x1: x + 80.0, y1: y + dy });
        page.clips.len() as u32 - 1
    });
    Word {
        text: text.into(),
        bbox: BBox {
            x0: x,
            y0: y,
            x1: x + text.len() as f32 * 5.0,
            y1: y + size,
        },
        baseline: y + 0.8 * size,
        font_size: size,
        bold: chunk[4] & 2 == 2,
        rotation: match chunk[4] >> 2 & 7 {
            0 => Rotation::Up,
            1 => Rotation::Reversed,
            _ => Rotation::None,
        },
        visibility: match chunk[4] >> 5 {
            0 => Visibility::Clipped,
            1 => Visibility::OffPage,
            2 => Visibility::Invisible,
            _ => Visibility::Visible,
        },
        glued: chunk[5] == 0,
        clip,
        mcid: None,
        doubtful: false,
        ocr_confidence: None,
    }
}
