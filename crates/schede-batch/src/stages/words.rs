//! The stage `words`: what stands where on a page.

use schede_model::page::{BBox, Page, Rotation, Visibility, Word};
use std::fmt::Write as _;

/// One line for the page and one for each word, rule, clip and trouble.
pub fn page(page: &Page, out: &mut String) {
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        out,
        "page {} {:.1} x {:.1}: {} words, {} rules, {} clips, {} tagged cells",
        page.number,
        page.width,
        page.height,
        page.words.len(),
        page.rules.len(),
        page.clips.len(),
        page.tagged_cells.len(),
    );
    for trouble in &page.troubles {
        let _ = writeln!(out, "  trouble {trouble:?}");
    }
    for (index, clip) in page.clips.iter().enumerate() {
        let _ = writeln!(out, "  clip {index} {}", corners(clip));
    }
    for rule in &page.rules {
        let kind = if rule.horizontal { "across" } else { "down" };
        let _ = writeln!(out, "  rule {} {kind}", corners(&rule.bbox));
    }
    for cell in &page.tagged_cells {
        let (table, row, column) = (cell.table, cell.row, cell.column);
        let _ = writeln!(out, "  cell {}: {table}/{row}/{column}", cell.mcid);
    }
    page.words.iter().for_each(|w| word(w, out));
}

fn word(word: &Word, out: &mut String) {
    let _ = write!(
        out,
        "  word {} {:.1}pt {:?}",
        corners(&word.bbox),
        word.font_size,
        word.text
    );
    flags(word, out);
    out.push('\n');
}

fn flags(word: &Word, out: &mut String) {
    let switches = [
        (word.bold, " bold"),
        (word.glued, " glued"),
        (word.doubtful, " doubtful"),
    ];
    for (_, name) in switches.iter().filter(|(on, _)| *on) {
        out.push_str(name);
    }
    if word.rotation != Rotation::None {
        let _ = write!(out, " {:?}", word.rotation);
    }
    if word.visibility != Visibility::Visible {
        let _ = write!(out, " {:?}", word.visibility);
    }
    let numbers = [("clip", word.clip), ("mcid", word.mcid)];
    for (name, number) in numbers {
        if let Some(number) = number {
            let _ = write!(out, " {name}={number}");
        }
    }
    if let Some(percent) = word.ocr_confidence {
        let _ = write!(out, " ocr={percent}%");
    }
}

fn corners(bbox: &BBox) -> String {
    let BBox { x0, y0, x1, y1 } = bbox;
    format!("{x0:.1} {y0:.1} {x1:.1} {y1:.1}")
}
