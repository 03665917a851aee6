//! A page as a picture: the boxes the program saw, as one SVG file.
//!
//! In: a page, and rectangles with labels from whoever knows what they mean
//! (columns, cells, claimed values). Out: SVG that needs no other file. It is
//! the tool with which a layout is debugged.
//!
//! Not here: the page's own fonts, colours and pictures.

use std::fmt::Write;

use schede_model::page::{BBox, Page, Rotation, Rule, Visibility, Word};

/// A rectangle to draw over a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// Where.
    pub bbox: BBox,
    /// What it is, written at its top left; empty for none.
    pub label: String,
    /// What kind it is: rectangles of one class have one colour.
    pub class: String,
}

/// How the parts of a page look.
const STYLE: &str = "\
.page{fill:#fff;stroke:#888}.word{fill:#eef4ff;stroke:#9bb8e8;stroke-width:.3}\
.clipped,.off-page,.invisible,.covered,.struck{fill:#fff0f0;stroke:#e08080;stroke-dasharray:2 1}.doubtful{fill:#fff3c4}\
.rule{fill:#444;stroke:#444;stroke-width:.2}.clip{fill:none;stroke:#3a9d5d;stroke-width:.4;stroke-dasharray:3 2}\
text{font-family:sans-serif;fill:#222}.bold{font-weight:bold}.overlay{fill-opacity:.08;stroke-width:.8}\
.label{font-size:6px}";

/// Colours of the classes of overlays, in the order they appear.
const COLOURS: [&str; 8] = [
    "#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#e377c2", "#8c564b",
];

/// Draws the page with its words, rules and clips, and the overlays on top.
pub fn page_svg(page: &Page, overlays: &[Overlay]) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut svg, page, overlays);
    svg
}

fn draw(svg: &mut String, page: &Page, overlays: &[Overlay]) -> std::fmt::Result {
    let (width, height) = (page.width.max(1.0), page.height.max(1.0));
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
    )?;
    writeln!(
        svg,
        "<title>page {}</title>\n<style>{STYLE}</style>",
        page.number
    )?;
    writeln!(
        svg,
        r#"<rect class="page" width="{width}" height="{height}"/>"#
    )?;
    for clip in &page.clips {
        rectangle(svg, "clip", clip)?;
    }
    for Rule {
        bbox,
        horizontal: _,
    } in &page.rules
    {
        rectangle(svg, "rule", bbox)?;
    }
    for word in &page.words {
        draw_word(svg, word)?;
    }
    draw_overlays(svg, overlays)?;
    svg.write_str("</svg>\n")
}

fn rectangle(svg: &mut String, class: &str, bbox: &BBox) -> std::fmt::Result {
    writeln!(svg, r#"<rect class="{class}" {}/>"#, place(bbox))
}

fn place(bbox: &BBox) -> String {
    format!(
        r#"x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}""#,
        bbox.x0,
        bbox.y0,
        bbox.width().max(0.0),
        bbox.height().max(0.0)
    )
}

fn draw_word(svg: &mut String, word: &Word) -> std::fmt::Result {
    let visibility = match word.visibility {
        Visibility::Visible => "",
        Visibility::Clipped => " clipped",
        Visibility::OffPage => " off-page",
        Visibility::Invisible => " invisible",
        Visibility::Covered => " covered",
        Visibility::Struck => " struck",
    };
    let doubtful = if word.doubtful { " doubtful" } else { "" };
    rectangle(svg, &format!("word{visibility}{doubtful}"), &word.bbox)?;
    let (start, turn) = match word.rotation {
        Rotation::None | Rotation::Skewed => ((word.bbox.x0, word.baseline), 0),
        Rotation::Reversed => ((word.bbox.x1, word.baseline), 180),
        Rotation::Up => ((word.baseline, word.bbox.y1), -90),
        Rotation::Down => ((word.baseline, word.bbox.y0), 90),
    };
    let length = match word.rotation {
        Rotation::Up | Rotation::Down => word.bbox.height(),
        Rotation::None | Rotation::Reversed | Rotation::Skewed => word.bbox.width(),
    };
    let (x, y) = start;
    let bold = if word.bold { r#" class="bold""# } else { "" };
    writeln!(
        svg,
        r#"<text{bold} transform="translate({x:.2} {y:.2}) rotate({turn})" font-size="{:.2}" textLength="{:.2}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
        word.font_size.max(0.1),
        length.max(0.1),
        escaped(&word.text)
    )
}

fn draw_overlays(svg: &mut String, overlays: &[Overlay]) -> std::fmt::Result {
    let mut classes: Vec<&str> = Vec::new();
    for Overlay { bbox, label, class } in overlays {
        let index = classes
            .iter()
            .position(|known| known == class)
            .unwrap_or_else(|| {
                classes.push(class);
                classes.len() - 1
            });
        let colour = COLOURS[index % COLOURS.len()];
        writeln!(
            svg,
            r#"<g data-class="{}"><rect class="overlay" {} style="fill:{colour};stroke:{colour}"/>"#,
            escaped(class),
            place(bbox)
        )?;
        if !label.is_empty() {
            let (x, y) = (bbox.x0 + 1.0, bbox.y0 + 5.0);
            let label = escaped(label);
            writeln!(
                svg,
                r#"<text class="label" x="{x:.2}" y="{y:.2}" style="fill:{colour}">{label}</text>"#
            )?;
        }
        svg.push_str("</g>\n");
    }
    Ok(())
}

/// Text that is safe between tags and in quotes; what XML cannot hold is
/// U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_classes_cannot_leave_their_place() {
        let overlay = Overlay {
            bbox: BBox {
                x0: 1.0,
                y0: 2.0,
                x1: 30.0,
                y1: 40.0,
            },
            label: "</text><script>".to_owned(),
            class: "\" onload=\"".to_owned(),
        };
        let svg = page_svg(&Page::default(), &[overlay]);
        assert!(
            !svg.contains("<script>") && !svg.contains("\" onload"),
            "{svg}"
        );
    }
}
