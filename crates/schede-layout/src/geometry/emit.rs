//! Writes the flow: lines, and segments in the order of reading.
//!
//! In: lines, rows and their pieces, in order. Out: the [`Flow`].

use std::borrow::Cow;

use schede_model::boxes::Boxes;
use schede_model::page::PageTrouble;
use schede_model::{Column, Family, Finding, Flow, Layer, Line, Place, Segment, Severity};

use super::band::{Band, Kind, Piece, Slot};
use super::rows::Row;
use super::text::{PageText, WIDEST_PITCH};

/// Columns of a table row in the order of reading.
const READING: [Column; 6] = [
    Column::Label,
    Column::Description,
    Column::Weight,
    Column::Monitoring,
    Column::Due,
    Column::Outcome,
];

/// The flow as it grows.
pub(super) struct Out {
    flow: Flow<'static>,
    blocks: u32,
    /// Table and the number of its next row.
    next_row: (u32, u32),
    /// Page and baseline of the segment before.
    last: Option<(u32, f32)>,
    /// Where boxes are packed.
    room: Vec<u8>,
}

impl Out {
    pub fn new() -> Self {
        let flow = Flow {
            geometric: true,
            ..Flow::default()
        };
        Self {
            flow,
            blocks: 0,
            next_row: (0, 0),
            last: None,
            room: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Flow<'static> {
        // Lists that grew have room for twice as many.
        self.flow.lines.shrink_to_fit();
        self.flow.segments.shrink_to_fit();
        self.flow
    }

    /// The lines taken so far.
    pub fn all_lines(&self) -> &[Line<'static>] {
        &self.flow.lines
    }

    /// Index the next line will have.
    pub fn next_line(&self) -> u32 {
        self.flow.lines.len() as u32
    }

    /// Takes the lines of a page.
    pub fn lines(&mut self, page: PageText) {
        self.flow.pages = self.flow.pages.max(page.number);
        for trouble in &page.troubles {
            self.flow.findings.push(finding(page.number, trouble));
        }
        let first = self.next_line();
        let beyond = page.beyond.iter().map(|at| first + *at as u32);
        self.flow.beyond.extend(beyond);
        for (at, line) in page.lines.into_iter().enumerate() {
            let tokens = &page.tokens[line.tokens];
            let number = at as u32 + 1;
            let words = tokens.iter().map(|t| (t.start, t.end, t.bbox()));
            let boxes = Boxes::pack(words, &mut self.room);
            let text = Cow::Owned(line.text);
            self.flow.lines.push(Line {
                page: page.number,
                number,
                text,
                boxes,
            });
        }
    }

    /// A block number not used before.
    pub fn block(&mut self) -> u32 {
        self.blocks += 1;
        self.blocks - 1
    }

    /// All of a line as one segment that is no content.
    pub fn aside(&mut self, line: u32, text: &str, layer: Layer) {
        let start = (text.len() - text.trim_start().len()) as u32;
        let block = self.block();
        self.push(Segment {
            layer,
            ..segment(line, start, text.len() as u32, block)
        });
    }

    /// A piece of the table that is in no row: head or caption.
    pub fn beside(&mut self, piece: &Piece, table: u32, column: Column, block: u32) {
        let layer = if column == Column::Caption {
            Layer::Caption
        } else {
            Layer::Body
        };
        let place = Some(Place {
            table,
            row: 0,
            column,
        });
        self.push(Segment {
            layer,
            place,
            ..segment(piece.line, piece.start, piece.end, block)
        });
    }

    /// A piece outside of tables.
    pub fn plain(&mut self, page: u32, piece: &Piece, block: u32) {
        let gap_before = self.gap(page, piece);
        self.push(Segment {
            gap_before,
            ..segment(piece.line, piece.start, piece.end, block)
        });
    }

    fn gap(&mut self, page: u32, piece: &Piece) -> bool {
        let before = self.last.replace((page, piece.base));
        before.is_some_and(|(p, base)| p != page || piece.base - base > WIDEST_PITCH * piece.em)
    }

    /// A row with its cells.
    pub fn row(&mut self, row: &Row, bands: &[Band], pieces: &[Piece]) {
        let table = bands[row.bands.clone()].iter().find_map(|b| b.table);
        match (row.kind, table) {
            (Kind::Phase | Kind::Total | Kind::Loose, Some(table)) => {
                self.table_row(row, table, bands, pieces);
            }
            _ => self.pair(row, bands, pieces),
        }
    }

    fn table_row(&mut self, row: &Row, table: u32, bands: &[Band], pieces: &[Piece]) {
        if self.next_row.0 != table {
            self.next_row = (table, 0);
        }
        let number = self.next_row.1;
        self.next_row.1 += 1;
        for column in READING {
            let place = Some(Place {
                table,
                row: number,
                column,
            });
            let cell = |slot: Slot| cell_column(slot) == column;
            self.cell(row, bands, pieces, place, cell);
        }
    }

    fn pair(&mut self, row: &Row, bands: &[Band], pieces: &[Piece]) {
        self.cell(row, bands, pieces, None, |slot| slot == Slot::Left);
        self.cell(row, bands, pieces, None, |slot| slot != Slot::Left);
    }

    fn cell(
        &mut self,
        row: &Row,
        bands: &[Band],
        pieces: &[Piece],
        place: Option<Place>,
        belongs: impl Fn(Slot) -> bool,
    ) {
        let mut block = None;
        let mut last: Option<(u32, f32)> = None;
        for at in row.bands.clone() {
            let doubtful = row.doubtful.contains(&at);
            for piece in pieces[bands[at].pieces.clone()]
                .iter()
                .filter(|p| belongs(p.slot))
            {
                let block = *block.get_or_insert_with(|| self.block());
                let before = last.replace((bands[at].page, piece.base));
                let gap_before = before.is_some_and(|(page, base)| {
                    page == bands[at].page && piece.base - base > WIDEST_PITCH * piece.em
                });
                let segment = segment(piece.line, piece.start, piece.end, block);
                self.last = last;
                self.push(Segment {
                    place,
                    gap_before,
                    doubtful,
                    ..segment
                });
            }
        }
    }

    fn push(&mut self, segment: Segment) {
        self.flow.segments.push(segment);
    }
}

fn cell_column(slot: Slot) -> Column {
    match slot {
        Slot::Cell(column) => column,
        Slot::Left => Column::Label,
        Slot::Right => Column::Due,
    }
}

fn segment(line: u32, start: u32, end: u32, block: u32) -> Segment {
    Segment {
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

fn finding(page: u32, trouble: &PageTrouble) -> Finding {
    let (code, severity, message) = match trouble {
        PageTrouble::NoText => (
            "page-needs-ocr",
            Severity::Error,
            format!("page {page} has no text, it shows a picture: it needs OCR"),
        ),
        PageTrouble::UntrustedText(share) => (
            "untrusted-text",
            Severity::Warning,
            format!(
                "page {page}: the font gives no trustworthy characters for {share} % of the text"
            ),
        ),
        PageTrouble::Unreadable(reason) => (
            "page-not-read",
            Severity::Error,
            format!("page {page} could not be read: {reason}"),
        ),
        PageTrouble::Limit(which) => (
            "page-not-read",
            Severity::Error,
            format!("page {page} was cut short by a limit: {which}"),
        ),
    };
    Finding {
        code: code.to_owned(),
        family: Family::Reading,
        severity,
        message,
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}
