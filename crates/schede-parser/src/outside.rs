//! What stands outside of the sheets of a document, and whether beside one.
//!
//! In: a flow, which of its segments stand in sheets. Out: whether a segment is outside, and
//! whether its page holds a part of a sheet.
//!
//! Not here: what is printed there (`plan_year`, `plan_kind`).

use schede_model::flow::Segment;
use schede_model::{Flow, Layer};

/// The segments outside of the sheets of a document.
pub(crate) struct Outside<'f> {
    pub flow: &'f Flow<'f>,
    in_sheet: &'f [bool],
    /// By segment: whether a part of a sheet stands on its page.
    beside_sheet: Vec<bool>,
}

impl<'f> Outside<'f> {
    /// Those of a flow of which some segments stand in sheets.
    pub fn new(flow: &'f Flow<'f>, in_sheet: &'f [bool]) -> Self {
        let page = |segment: &Segment| flow.lines[segment.line as usize].page;
        let mut beside_sheet = Vec::with_capacity(in_sheet.len());
        for of_page in flow.segments.chunk_by(|a, b| page(a) == page(b)) {
            let first = beside_sheet.len();
            let end = first + of_page.len();
            beside_sheet.resize(end, in_sheet[first..end].contains(&true));
        }
        Self {
            flow,
            in_sheet,
            beside_sheet,
        }
    }

    /// Whether a segment stands in no sheet, or is a running head or foot.
    pub fn holds(&self, at: usize) -> bool {
        !self.in_sheet[at] || self.flow.segments[at].layer == Layer::Furniture
    }

    /// Whether a part of a sheet stands on the page of a segment: headings within the other
    /// chapters of a plan name other plans, too.
    pub fn is_beside_sheet(&self, at: usize) -> bool {
        self.beside_sheet[at]
    }
}
