//! Writes the flow: lines, and segments in the order of reading.
//!
//! In: lines, rows and their pieces, in order. Out: the [`Flow`].

use std::borrow::Cow;

use schede_model::page::PageTrouble;
use schede_model::{Column, Family, Finding, Flow, Layer, Line, Place, Roster, Segment, Severity};

use super::cut_lines;
use crate::geometry::lines::text::{PageText, TextLine, Token, WIDEST_PITCH};
use crate::geometry::rows::Row;
use crate::geometry::rows::band::{Band, Kind, Piece, READING, Slot};

/// The flow as it grows.
pub(crate) struct Out {
    flow: Flow<'static>,
    blocks: u32,
    /// Table and the number of its next row.
    next_row: (u32, u32),
    /// Page and baseline of the segment before.
    last: Option<(u32, f32)>,
    /// Places of the page are exact: not counted in characters.
    exact: bool,
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
            exact: true,
        }
    }

    pub fn finish(mut self) -> Flow<'static> {
        cut_lines::set_apart(&mut self.flow);
        // Lists that grew have room for twice as many.
        self.flow.lines.shrink_to_fit();
        self.flow.segments.shrink_to_fit();
        self.flow.boxes.shrink_to_fit();
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

    /// What follows stands on a page whose places are exact, or not.
    pub fn begin_page(&mut self, page: &PageText) {
        self.exact = !page.of_characters;
    }

    /// Takes the lines of a page.
    pub fn lines(&mut self, page: &mut PageText) {
        let paper = page.turn.paper;
        self.flow.pages = self.flow.pages.max(paper);
        for trouble in &page.troubles {
            self.flow.findings.push(finding(paper, trouble));
        }
        let first = self.next_line();
        // Of several pages on one sheet of paper the lines are counted on.
        let last = self.flow.lines.last().filter(|line| line.page == paper);
        let before = last.map_or(0, |line| line.number);
        let beyond = page.beyond.iter().map(|at| first + *at as u32);
        self.flow.beyond.extend(beyond);
        let over = page.overprinted.iter();
        let over = over.map(|(at, from, to)| (first + *at as u32, *from, *to));
        self.flow.overprinted.extend(over);
        let hidden = (0..page.lines.len()).filter(|at| is_unseen(page, &page.lines[*at]));
        let hidden = hidden.map(|at| first + at as u32);
        self.flow.hidden.extend(hidden);
        let edges = page.edges.iter().map(|at| first + *at as u32);
        self.flow.edges.extend(edges);
        let turn = page.turn;
        for (at, line) in page.lines.drain(..).enumerate() {
            let tokens = &page.tokens[line.tokens];
            let number = before + at as u32 + 1;
            let words = tokens.iter().map(|t| (t.start, t.end, t.bbox(turn)));
            let boxes = self.flow.boxes.pack(words);
            let text = Cow::Owned(line.text);
            self.flow.lines.push(Line::new(paper, number, text, boxes));
        }
    }

    /// Takes the tables of a page with an objective in each row.
    pub fn rosters(&mut self, rosters: Vec<Roster>) {
        self.flow.rosters.extend(rosters);
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
        match layer {
            Layer::Covered => self.flow.covered.push(line),
            Layer::Struck => self.flow.struck.push(line),
            Layer::Body | Layer::Furniture | Layer::Repeat | Layer::Caption | Layer::Hidden => {}
        }
        self.push(Segment {
            layer,
            ..Segment::plain(line, start, text.len() as u32, block)
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
            ..Segment::plain(piece.line, piece.start, piece.end, block)
        });
    }

    /// Which columns of a table were told by their place and cells alone.
    pub fn inferred(&mut self, table: u32, columns: impl Iterator<Item = Column>) {
        for column in columns {
            if !self.flow.inferred.contains(&(table, column)) {
                self.flow.inferred.push((table, column));
            }
        }
    }

    /// A piece outside of tables.
    pub fn plain(&mut self, page: u32, piece: &Piece, block: u32) {
        let gap_before = self.gap(page, piece);
        self.push(Segment {
            gap_before,
            ..Segment::plain(piece.line, piece.start, piece.end, block)
        });
    }

    /// A line of a cell beside others.
    pub fn cell_line(&mut self, page: u32, piece: &Piece, block: u32, doubtful: bool) {
        self.plain(page, piece, block);
        if let Some(last) = self.flow.segments.last_mut() {
            last.doubtful = doubtful;
        }
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
        let mut row = row.clone();
        let last = last_above_hole(&row, bands, pieces);
        if let Some(last) = last.filter(|_| self.exact) {
            row.doubtful.extend(row.bands.start..=last);
        }
        self.cell(&row, bands, pieces, None, |slot| slot != Slot::Left);
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
                let segment = Segment::plain(piece.line, piece.start, piece.end, block);
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

/// Whether no part of a line stands within its clip. Of a row that the page's end cuts a
/// part does: it is content.
fn is_unseen(page: &PageText, line: &TextLine) -> bool {
    let unseen = |token: &Token| {
        let clip = token.clip.and_then(|clip| page.clips.get(clip as usize));
        clip.is_some_and(|clip| !token.meets(clip))
    };
    let mut tokens = page.tokens[line.tokens.clone()].iter();
    line.cut && line.layer == Layer::Body && tokens.all(unseen)
}

/// The band above a hole in a value at its label's height: the label is a line of its
/// own there, and what stands above it may be the end of the text before.
fn last_above_hole(row: &Row, bands: &[Band], pieces: &[Piece]) -> Option<usize> {
    let of_row = row.bands.clone().flat_map(|at| {
        let pieces = pieces[bands[at].pieces.clone()].iter();
        pieces.map(move |piece| (at, piece))
    });
    let (label, value): (Vec<_>, Vec<_>) = of_row.partition(|(_, piece)| piece.slot == Slot::Left);
    let (band, label) = label.first()?;
    let hole = |pair: &&[(usize, &Piece)]| {
        let ((above_band, above), (below_band, below)) = (pair[0], pair[1]);
        let page = bands[*band].page;
        bands[above_band].page == page
            && bands[below_band].page == page
            && above.base < label.base
            && label.base < below.base
            && below.base - above.base > WIDEST_PITCH * below.em
    };
    value.windows(2).find(hole).map(|pair| pair[0].0)
}

fn cell_column(slot: Slot) -> Column {
    match slot {
        Slot::Cell(column) => column,
        Slot::Left => Column::Label,
        Slot::Right => Column::Due,
    }
}

fn finding(page: u32, trouble: &PageTrouble) -> Finding {
    let (code, severity, message) = match trouble {
        PageTrouble::NoText => (
            "page-needs-ocr",
            Severity::Error,
            format!("page {page} has no text, it shows a picture: it needs OCR"),
        ),
        PageTrouble::ScanText => (
            "page-is-scan",
            Severity::Note,
            format!(
                "page {page} is a picture: its text is an invisible layer over it, as OCR programs lay it"
            ),
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
        PageTrouble::NotShown { text, shown } if shown.is_empty() => (
            "field-not-shown",
            Severity::Warning,
            format!(
                "page {page}: a form field holds \"{text}\", which the page does not show: it is in no value, though some viewers show it"
            ),
        ),
        PageTrouble::NotShown { text, shown } => (
            "field-not-shown",
            Severity::Warning,
            format!(
                "page {page}: a form field holds \"{text}\", but the page shows \"{shown}\", which was read: viewers may show either"
            ),
        ),
        PageTrouble::Typed(text) => (
            "annotation",
            Severity::Note,
            format!(
                "page {page}: words typed onto the page, as annotations, were read with what is printed: \"{text}\""
            ),
        ),
        PageTrouble::Annotation { what, text } => (
            "annotation",
            Severity::Note,
            format!("page {page}: {what} is laid over the page, it is in no value: \"{text}\""),
        ),
    };
    Finding {
        code: code.into(),
        family: Family::Reading,
        severity,
        message,
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::last_above_hole;
    use crate::geometry::rows::Row;
    use crate::geometry::rows::band::{Band, Kind, Piece, Slot};

    /// A row of a label at one height and a value's lines at others; the last line in
    /// doubt.
    fn above_hole(label: f32, value: &[f32]) -> Option<usize> {
        let mut lines: Vec<(f32, Slot)> = value.iter().map(|base| (*base, Slot::Right)).collect();
        lines.push((label, Slot::Left));
        lines.sort_by(|a, b| a.0.total_cmp(&b.0));
        let piece = |(line, (base, slot)): (usize, &(f32, Slot))| Piece {
            line: line as u32,
            start: 0,
            end: 5,
            x0: 40.0,
            x1: 90.0,
            base: *base,
            em: 10.0,
            bold: false,
            slot: *slot,
            clip: None,
            tag: None,
            number: None,
            small: false,
            capital: false,
            open: false,
            fresh: false,
        };
        let pieces: Vec<Piece> = lines.iter().enumerate().map(piece).collect();
        let band = |at: usize| Band {
            page: 1,
            kind: Kind::Loose,
            top: pieces[at].base - 8.0,
            bottom: pieces[at].base + 2.0,
            pieces: at..at + 1,
            sticky: false,
            shift: 0.0,
            cut: 0.0,
            hold: 0.0,
            ruled: false,
            fenced: false,
            table: None,
        };
        let bands: Vec<Band> = (0..pieces.len()).map(band).collect();
        let row = Row {
            kind: Kind::Pair,
            bands: 0..bands.len(),
            doubtful: Vec::new(),
        };
        last_above_hole(&row, &bands, &pieces)
    }

    #[test]
    fn what_stands_above_a_label_that_is_a_line_of_its_own_is_in_doubt() {
        assert_eq!(above_hole(70.0, &[54.0, 81.0, 92.0]), Some(0));
        // In the middle of its value, and beside its first line.
        assert_eq!(above_hole(60.0, &[54.0, 66.0]), None);
        assert_eq!(above_hole(54.0, &[54.0, 66.0, 92.0]), None);
    }
}
