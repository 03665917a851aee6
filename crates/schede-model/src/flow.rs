//! The meeting point of the two roads: lines as they stand on paper, and the
//! segments of those lines in reading order, with the cells where they are known.
//!
//! Made by the layout, read by the grammar. No word of the input is missing:
//! every character of a line that is not white space lies in exactly one segment.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::boxes::{Boxes, BoxesOfLine};
use crate::signs::{Sign, Signs};
use crate::{Finding, Roster, Span};

/// A document on its way to the grammar.
#[derive(Debug, Clone, Default)]
pub struct Flow<'a> {
    /// The lines in paper order: page by page, top to bottom (text without
    /// coordinates: in the order of the content stream).
    pub lines: Vec<Line<'a>>,
    /// Pieces of lines in reading order.
    pub segments: Vec<Segment>,
    /// The boxes of the lines' words.
    pub boxes: Boxes,
    /// Number of pages in the input.
    pub pages: u32,
    /// Whether cells are known from geometry: then every segment of a table of
    /// phases has a [`Place`], and the grammar never guesses a column.
    pub geometric: bool,
    /// Whether the geometry is that of characters in a text (columns kept by
    /// blanks): a word may have moved by a column's width, so every row of a
    /// table is in doubt.
    pub approximate: bool,
    /// What the layout could not settle.
    pub findings: Vec<Finding>,
    /// Indices of lines that run on beyond the page's edge, where nobody can read
    /// them, ascending.
    pub beyond: Vec<u32>,
    /// Where a word is printed over the one before it: the line, and its bytes from the
    /// first word to the end of the second.
    pub overprinted: Vec<(u32, u32, u32)>,
    /// Indices of lines of which no part can be seen: all is clipped away, ascending.
    pub hidden: Vec<u32>,
    /// Indices of lines whose words are struck through, ascending: they stand beside the
    /// text that they were part of, and are no part of it any more.
    pub struck: Vec<u32>,
    /// Indices of lines over which an opaque box is painted, ascending.
    pub covered: Vec<u32>,
    /// Indices of lines with which several pages seem to begin or end, ascending: they
    /// were taken for content, but may be running heads or feet.
    pub edges: Vec<u32>,
    /// Columns of tables, by the table's number, whose head is of no known spelling: which
    /// column it is was told by its place and its cells.
    pub inferred: Vec<(u32, Column)>,
    /// Tables with an objective in each row. Their words stand in the segments, too, as those
    /// of all lines do.
    pub rosters: Vec<Roster>,
}

/// A line of the input as read.
#[derive(Debug, Clone, Default)]
pub struct Line<'a> {
    /// Page, counted from 1.
    pub page: u32,
    /// Line in the page, counted from 1.
    pub number: u32,
    /// The characters of the line.
    pub text: Cow<'a, str>,
    /// Where the boxes of its words stand in [`Flow::boxes`], by byte range of `text`;
    /// text has none.
    pub boxes: BoxesOfLine,
    signs: Signs,
}

impl<'a> Line<'a> {
    /// A line of a page.
    pub fn new(page: u32, number: u32, text: Cow<'a, str>, boxes: BoxesOfLine) -> Self {
        let signs = Signs::of(&text);
        Self {
            page,
            number,
            text,
            boxes,
            signs,
        }
    }

    /// The signs that the text may hold.
    pub fn signs(&self) -> Signs {
        self.signs
    }
}

/// A piece of a line: the part of it that stands in one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Index into [`Flow::lines`].
    pub line: u32,
    /// First byte in the line's text.
    pub start: u32,
    /// End byte, not included.
    pub end: u32,
    /// What kind of thing this is.
    pub layer: Layer,
    /// The cell of a table of phases it stands in, when known.
    pub place: Option<Place>,
    /// The block it belongs to: segments of one cell or of one paragraph share
    /// it. A label's value begins in the label's block or in the next one.
    pub block: u32,
    /// An empty line (text) or a wide gap (geometry) stands before it.
    pub gap_before: bool,
    /// An earlier segment with the same words on the same page or the one
    /// before, which this one may repeat. Index into [`Flow::segments`].
    pub twin: Option<u32>,
    /// The piece goes on in the segment before it without white space: the cell
    /// edge or the word break is not on paper.
    pub glued: bool,
    /// The column of this segment is a guess between two.
    pub doubtful: bool,
}

impl Segment {
    /// A piece of a line that is content, in no cell that is known.
    pub fn plain(line: u32, start: u32, end: u32, block: u32) -> Self {
        Self {
            line,
            start,
            end,
            layer: Layer::Body,
            place: None,
            block,
            gap_before: false,
            twin: None,
            glued: false,
            doubtful: false,
        }
    }
}

/// What kind of thing a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layer {
    /// Content.
    #[default]
    Body,
    /// Running heads, feet, page numbers.
    Furniture,
    /// Printed a second time for a reason of printing.
    Repeat,
    /// Rotated text beside the table.
    Caption,
    /// Not visible on paper: clipped away, outside the page, invisible mode.
    Hidden,
    /// An opaque box is painted over it.
    Covered,
    /// Struck through on paper: withdrawn.
    Struck,
}

/// A cell of a table of phases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Table in the document, counted from 0.
    pub table: u32,
    /// Row in the table, counted from 0; the head is not a row. A row cut by a
    /// page keeps its number.
    pub row: u32,
    /// Column by its printed head.
    pub column: Column,
}

/// The columns of a table of phases (on paper: Descrizione | Incidenza % |
/// Monitoraggio al ... | Scadenze previste | Raggiungimento Obiettivo).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// The table's head, whatever its column.
    Head,
    /// Beside the table: "Tempistica: Fasi progettuali ...".
    Caption,
    /// "fase n:" in a column of its own.
    Label,
    /// Descrizione.
    Description,
    /// Incidenza %.
    Weight,
    /// Monitoraggio al ....
    Monitoring,
    /// Scadenze previste.
    Due,
    /// Raggiungimento Obiettivo.
    Outcome,
    /// One that the form does not know.
    Other,
}

/// Width of a character, and step from line to line, of text whose columns are kept by
/// blanks: a line is 1 high.
const CHARACTER_WIDTH: f64 = 0.5;
const CHARACTER_PITCH: f64 = 1.2;

impl Flow<'_> {
    /// The characters of a segment.
    #[inline]
    pub fn text(&self, segment: &Segment) -> &str {
        let line = &self.lines[segment.line as usize];
        &line.text[segment.start as usize..segment.end as usize]
    }

    /// Adds lines to those at the edges of pages.
    pub fn add_edges(&mut self, lines: impl IntoIterator<Item = u32>) {
        self.edges.extend(lines);
        self.edges.sort_unstable();
        self.edges.dedup();
    }

    /// Those of some lines with which several pages begin or end, ascending.
    pub fn edges_among(&self, lines: Range<u32>) -> &[u32] {
        let before = |line: u32| self.edges.partition_point(|edge| *edge < line);
        &self.edges[before(lines.start)..before(lines.end)]
    }

    /// Whether several pages begin or end with a line as this one does.
    pub fn is_at_edge(&self, line: u32) -> bool {
        self.edges.binary_search(&line).is_ok()
    }

    /// Where on paper a text without words stands: right behind the word before it.
    fn place(&self, line: &Line<'_>, at: u32) -> Option<[f64; 4]> {
        let before = at.checked_sub(1)?;
        let [_, top, right, bottom] = self.boxes.around(line.boxes, before, at)?;
        Some([right, top, right, bottom])
    }

    /// Whether the places of words are those of paper: neither those of a stream, nor those
    /// that blanks between columns tell.
    #[inline]
    pub fn on_paper(&self) -> bool {
        self.geometric && !self.approximate
    }

    /// Where words stand beside and below others: their box on paper, or, where blanks keep
    /// the columns of a text, that of its characters on paper of even lines. Left, top, right,
    /// bottom, in units that only ratios may be taken of.
    pub fn extent(&self, line: u32, start: u32, end: u32) -> Option<[f64; 4]> {
        let span = self.span(line, start, end);
        let of_characters = || {
            let top = f64::from(span.line) * CHARACTER_PITCH;
            let [left, right] = [span.start, span.end].map(|n| f64::from(n) * CHARACTER_WIDTH);
            [left, top, right, top + 1.0]
        };
        let box_on_paper = span.bbox;
        box_on_paper.or_else(|| (self.geometric && self.approximate).then(of_characters))
    }

    /// The span of a byte range of a line, for evidence.
    pub fn span(&self, line: u32, start: u32, end: u32) -> Span {
        let line = &self.lines[line as usize];
        let (first, last) = if line.signs.may_hold(Sign::BeyondAscii) {
            let count = |range: Range<usize>| line.text[range].chars().count() as u32;
            let ahead = count(0..start as usize);
            (ahead, ahead + count(start as usize..end as usize))
        } else {
            (start, end)
        };
        Span {
            page: line.page,
            line: line.number,
            start: first,
            end: last,
            bbox: if line.boxes.is_empty() {
                None
            } else if start == end {
                self.place(line, start)
            } else {
                self.boxes.around(line.boxes, start, end)
            },
            read_by: None,
        }
    }
}
