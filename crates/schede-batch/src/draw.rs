//! The pages of a PDF as pictures (SVG): words, rules and clips, and over them
//! the cells of tables and the values that were read, by field.
//!
//! It is the tool with which a layout is debugged, and the evidence a reviewer
//! looks at. Not here: how a rectangle is drawn ([`schede_pdf::svg`]).

use std::collections::BTreeMap;

use schede_model::page::BBox;
use schede_model::{Column, Flow, Place, Provenance};
use schede_pdf::svg::{Overlay, page_svg};

use crate::error::{Kind, ReadError};
use crate::pipeline::parse;
use crate::road::{self, travel};
use crate::{Bytes, Input, ReadOptions};

/// What stands on a page.
type Overlays = BTreeMap<u32, Vec<Overlay>>;

/// A page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Number of the page, counted from 1.
    pub page: u32,
    /// The picture.
    pub svg: String,
}

/// Draws the pages of a PDF, each handed to `take` as it is done.
pub fn draw(
    input: &Input,
    bytes: &Bytes,
    options: &ReadOptions,
    take: &mut dyn FnMut(Picture) -> std::io::Result<()>,
) -> Result<(), ReadError> {
    pages(bytes, options, take).map_err(|kind| ReadError::new(&input.name, kind))
}

fn pages(
    bytes: &Bytes,
    options: &ReadOptions,
    take: &mut dyn FnMut(Picture) -> std::io::Result<()>,
) -> Result<(), Kind> {
    let overlays = travel(bytes.clone(), options, |arrived| {
        let mut overlays = cells(&arrived.flow);
        let parsed = parse(&arrived, options);
        values(&parsed.provenance, &mut overlays);
        overlays
    })?;
    road::pages(bytes, options, &mut |page| {
        let over = overlays.get(&page.number).map_or(&[][..], Vec::as_slice);
        let svg = page_svg(&page, over);
        let page = page.number;
        Ok(take(Picture { page, svg })?)
    })
}

/// The cells of tables, as far as their words reach.
fn cells(flow: &Flow<'_>) -> Overlays {
    let mut extents: BTreeMap<(u32, u32, u32, Column), BBox> = BTreeMap::new();
    for segment in &flow.segments {
        let Some(Place { table, row, column }) = segment.place else {
            continue;
        };
        let line = &flow.lines[segment.line as usize];
        let inside = |from: u32, to: u32| from < segment.end && segment.start < to;
        for (from, to, bbox) in flow.boxes.iter(line.boxes) {
            if inside(from, to) {
                let key = (line.page, table, row, column);
                let extent = extents.entry(key).or_insert(bbox);
                *extent = extent.union(&bbox);
            }
        }
    }
    let mut overlays = Overlays::new();
    for ((page, _, row, column), bbox) in extents {
        overlays.entry(page).or_default().push(Overlay {
            bbox,
            label: format!("row {}", row + 1),
            class: format!("cell-{column:?}").to_lowercase(),
        });
    }
    overlays
}

fn values(provenance: &Provenance, overlays: &mut Overlays) {
    for (pointer, spans) in provenance.iter() {
        for span in spans {
            let Some([x0, y0, x1, y1]) = span.bbox.map(|b| b.map(|v| v as f32)) else {
                continue;
            };
            overlays.entry(span.page).or_default().push(Overlay {
                bbox: BBox { x0, y0, x1, y1 },
                label: pointer.trim_start_matches("/objectives/").to_owned(),
                class: format!("value-{}", field(pointer)),
            });
        }
    }
}

/// The member of the objective that a pointer leads into.
fn field(pointer: &str) -> String {
    let mut names = pointer.split('/').filter(|p| !p.is_empty());
    let is_name = |p: &&str| !p.bytes().all(|b| b.is_ascii_digit()) && *p != "objectives";
    names.find(is_name).unwrap_or("document").replace('_', "-")
}
