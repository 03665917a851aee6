//! The walk over the pages: what each line is, and when rows are complete.
//!
//! In: pages as lines. Out: rows and lines in the order of reading, written to
//! the flow. Rows wait until a line that stands alone ends them: only then are
//! all their lines known.

mod alone;
mod cells;
mod cut_labels;
mod cut_lines;
mod deadline;
mod emit;
mod paragraphs;
mod phases;
mod table;
mod table_end;

use std::ops::Range;

use schede_model::{Flow, Layer};
use schede_profile::{Field, Profile};

use alone::{ends_centred_title, ends_signature, stands_alone};

use crate::geometry::columns::Columns;
use crate::geometry::head::{self, Head};
use crate::geometry::lines::asked::Asked;
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::lines::text::{PageText, TextLine, Token};
use crate::geometry::lines::view::View;
use crate::geometry::pages::sections;
use crate::geometry::pages::tail::Tail;
use crate::geometry::roster::Rosters;
use crate::geometry::roster::strip::{Strip, strips};
use crate::geometry::rows::band::{Band, Kind, Piece, Slot};
use crate::geometry::rows::begins::Begins;
use crate::geometry::rows::evidence;
use crate::geometry::rows::habit::Habit;
use crate::geometry::rows::piece::piece;
use crate::geometry::rows::tagged;
use crate::geometry::rows::total;
use crate::geometry::rows::{self, Row};
use crate::geometry::sides::pairs::{self, Gutter, Side};
use crate::geometry::sides::stack::{self, Part};
use crate::geometry::sides::stretches::{self, Stretch};
use emit::Out;
use paragraphs::Paragraphs;
use table::OpenTable;

/// Blank (em) between the label of the deadline and a value in another cell.
const VALUE_GAP: f32 = 0.9;

/// Bands that may wait: a table over hundreds of pages.
const MOST_BANDS: usize = 20_000;

/// Lines of a label in a narrow cell, at most.
const LABEL_LINES: usize = 5;

/// Reads pages into a flow.
pub(crate) struct Walk<'p> {
    profile: &'p Profile,
    out: Out,
    paragraphs: Paragraphs,
    bands: Vec<Band>,
    pieces: Vec<Piece>,
    /// The table whose rows wait or that may go on.
    table: Option<OpenTable>,
    /// Whether the page before ended within it.
    open: bool,
    tables: u32,
    gutter: Option<Gutter>,
    /// The labels have no colons, as far as the pages so far tell.
    without_colons: bool,
    /// The label of a deadline, while its row may go on: left, right end.
    deadline: Option<(f32, f32)>,
    /// The beginning of a label that the end of the page before cut.
    cut_label: Option<String>,
    tail: Tail,
    begins: Begins,
    habit: Habit,
    rosters: Rosters,
}

/// What is known of the page under way.
struct Here<'v> {
    view: View<'v>,
    heads: Vec<Head>,
    /// Rows of labels over their values with which sheets begin.
    strips: Vec<Strip>,
    /// How labels and values stand, above and below each table; never empty.
    stretches: Vec<Stretch>,
    /// Which of them the line under way is of.
    stretch: usize,
    /// Index in the flow of the page's first line.
    first_line: u32,
    /// First of this page's bands.
    first_band: usize,
    /// Added to a y to continue the page before, once known.
    shift: Option<f32>,
}

impl Here<'_> {
    /// Comes to the line at a position.
    fn enter(&mut self, position: usize) {
        let ends = self.stretches.iter().map(|stretch| stretch.end);
        let before = ends.take_while(|end| *end <= position).count();
        self.stretch = before.min(self.stretches.len() - 1);
    }

    /// Where values begin beside the line under way.
    fn gutter(&self) -> Option<Gutter> {
        self.stretches.get(self.stretch).and_then(|s| s.gutter)
    }

    /// Whether labels around the line under way have no colons.
    fn bare(&self) -> bool {
        self.stretches.get(self.stretch).is_some_and(|s| s.bare)
    }

    /// What the line at a position, the one under way, holds of a label left of its value.
    fn label_part(&self, position: usize) -> Option<Part> {
        let stretch = self.stretches.get(self.stretch)?;
        stretch.labels.part(position)
    }

    fn line(&self, position: usize) -> u32 {
        self.first_line + self.view.body[position] as u32
    }

    fn piece(&self, position: usize, tokens: Range<usize>, slot: Slot) -> Piece {
        piece(self.view, position, tokens, self.line(position), slot)
    }
}

impl<'p> Walk<'p> {
    pub fn new(profile: &'p Profile) -> Self {
        Self {
            profile,
            out: Out::new(),
            paragraphs: Paragraphs::default(),
            bands: Vec::new(),
            pieces: Vec::new(),
            table: None,
            open: false,
            tables: 0,
            gutter: None,
            without_colons: false,
            deadline: None,
            cut_label: None,
            tail: Tail::default(),
            begins: Begins::default(),
            habit: Habit::default(),
            rosters: Rosters::default(),
        }
    }

    pub fn finish(mut self) -> Flow<'static> {
        self.flush();
        self.out.finish()
    }

    /// Reads one page; gives back what is left of it.
    pub fn page(&mut self, mut page: PageText) -> PageText {
        let first_line = self.out.next_line();
        let mut body = lines_of(&page, Layer::Body);
        let mut asked = Asked::nothing(&page, &body);
        let mut view = View::new(&page, &body, self.profile, &asked);
        let outer = sections::find(view);
        if !outer.is_empty() {
            sections::set_apart(&mut page, &body, &outer);
            body = lines_of(&page, Layer::Body);
            asked = Asked::nothing(&page, &body);
            view = View::new(&page, &body, self.profile, &asked);
        }
        let heads = self.open.then(|| head::find(view));
        let again = self
            .tail
            .again(view, heads.as_deref(), self.out.all_lines());
        let heads = heads.filter(|_| again.is_empty());
        let span = again.is_empty().then_some(view.span);
        let (body, asked) = if again.is_empty() {
            (body, asked)
        } else {
            for line in again {
                page.lines[line].layer = Layer::Repeat;
            }
            let body = lines_of(&page, Layer::Body);
            let asked = Asked::nothing(&page, &body);
            (body, asked)
        };
        for (at, line) in page
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.layer != Layer::Body)
        {
            self.out
                .aside(first_line + at as u32, &line.text, line.layer);
        }
        let view = match span {
            Some(span) => View {
                page: &page,
                body: &body,
                profile: self.profile,
                asked: &asked,
                span,
            },
            None => View::new(&page, &body, self.profile, &asked),
        };
        let heads = heads.unwrap_or_else(|| head::find(view));
        let all = 0..body.len();
        self.without_colons = pairs::without_colons(view, all.clone(), self.without_colons);
        let bare = self.without_colons;
        self.gutter = pairs::gutter(view, all, &heads, self.gutter, bare);
        if self.gutter.is_none() {
            self.gutter = stack::gutter(view).map(Gutter::Aligned);
        }
        let stretches = stretches::of(view, &heads, self.gutter, bare);
        self.gutter = stretches.last().and_then(|last| last.gutter);
        let shift = page
            .seam
            .zip(self.bands.last())
            .map(|(offset, band)| band.shift + offset);
        let mut here = Here {
            heads,
            strips: strips(view),
            view,
            stretches,
            stretch: 0,
            first_line,
            first_band: self.bands.len(),
            shift,
        };
        self.out.begin_page(&page);
        self.lines(&mut here);
        self.weigh(&here);
        self.cut_label = self.cut_label(&here);
        self.out
            .rosters(self.rosters.page(view, first_line, &here.strips));
        self.tail.keep(first_line, &body);
        self.out.lines(&mut page);
        page
    }

    fn lines(&mut self, here: &mut Here) {
        let mut position = 0;
        if self.open {
            let rest = self.rest_of_head(here);
            if rest.is_some() || here.heads.first().is_none_or(|h| h.first != 0) {
                position = self.go_on(here, rest);
            }
        }
        while position < here.view.body.len() {
            here.enter(position);
            let head = head::at(&here.heads, position).cloned();
            position = match head {
                Some(head) => self.table(here, &head),
                None => self.line(here, position),
            };
        }
    }

    // --- tables ---

    /// Reads a line, or more that belong together: the position after them.
    fn line(&mut self, here: &mut Here, position: usize) -> usize {
        let line = here.view.line(position);
        let open = line.opening(self.profile);
        let next = position + 1;
        if let Some(end) = self.indicators(here, position) {
            return end;
        }
        if self.deadline_last(here, position) && self.deadline(here, position)
            || open.is_none() && self.caption_below(here, position)
        {
            return next;
        }
        if self.follows_deadline(line) && self.under_deadline(here, position, open) {
            self.loose(here, position);
            return next;
        }
        if let Some(end) = self.cells(here, position) {
            return end;
        }
        if let Some(gutter) = here.gutter()
            && self.beside(here, position, gutter, open)
        {
            return next;
        }
        if self.deadline(here, position) {
            return next;
        }
        if self.under_deadline(here, position, open) {
            self.loose(here, position);
            return next;
        }
        self.alone(here, position, open);
        next
    }

    /// A line that belongs to the row above it.
    fn loose(&mut self, here: &mut Here, position: usize) {
        let tokens = here.view.line(position).tokens.clone();
        let piece = here.piece(position, tokens, Slot::Right);
        self.band(here, position, Kind::Loose, &[piece], false, None);
    }

    /// A line of a page with labels and values side by side.
    fn beside(
        &mut self,
        here: &mut Here,
        position: usize,
        gutter: Gutter,
        open: Option<Opening>,
    ) -> bool {
        let line = here.view.line(position);
        let tokens = line.tokens.clone();
        let left = |end| here.piece(position, tokens.start..end, Slot::Left);
        let part = here.label_part(position);
        let side = pairs::side(here.view, line, gutter, part.is_some());
        // Beyond a rule, words of the value make no label with those beside it.
        let open = match side {
            Side::Both(at) if matches!(gutter, Gutter::Ruled(_)) => {
                let end = here.view.page.tokens[at - 1].end as usize;
                opening(&line.text[..end], self.profile)
            }
            _ => open,
        };
        let labelled = match part {
            Some(part) => part == Part::First,
            None => {
                matches!(open, Some(Opening::Label { .. }))
                    && !self.label_breaks_off(here, position)
            }
        };
        let goes_on = match part {
            Some(part) => part == Part::Rest,
            None => {
                !labelled
                    && open != Some(Opening::Objective)
                    && (self.label_goes_on(here, position) || self.ends_cut_label(here, position))
            }
        };
        // A value cannot begin before its label ends.
        let inside = |at: usize| match open {
            Some(Opening::Label {
                field, end, firm, ..
            }) => {
                let token = &here.view.page.tokens[at];
                let so_far = || &line.text[..token.end as usize];
                // Words of a label that wraps may be set wide, justified.
                let goes_on = || self.profile.printed.continues(so_far());
                firm && (token.start as usize) < end || field == Field::FinalDeadline && goes_on()
            }
            _ => false,
        };
        match side {
            Side::Both(at) if inside(at) => return false,
            Side::Both(at) => {
                let sticky = goes_on;
                let kind = if sticky { Kind::Loose } else { Kind::Pair };
                let right = here.piece(position, at..tokens.end, Slot::Right);
                self.band(here, position, kind, &[left(at), right], sticky, None);
            }
            Side::Right if stands_alone(here.view, line, open) => return false,
            Side::Right if open.is_none() && ends_centred_title(here.view, position) => {
                return false;
            }
            Side::Right if open.is_none() && ends_signature(here.view, position) => return false,
            Side::Right if self.begins_page(here) && pairs::begins_far(here.view, line, gutter) => {
                return false;
            }
            Side::Right => {
                let right = here.piece(position, tokens, Slot::Right);
                self.band(here, position, Kind::Loose, &[right], false, None);
            }
            Side::Left if labelled => {
                self.band(here, position, Kind::Pair, &[left(tokens.end)], false, None);
            }
            Side::Left if goes_on => {
                self.band(here, position, Kind::Loose, &[left(tokens.end)], true, None);
            }
            Side::Left if self.begins_label(&line.text) => {
                self.band(here, position, Kind::Pair, &[left(tokens.end)], false, None);
            }
            Side::Left | Side::Across => return false,
        }
        true
    }

    /// Whether no rows of this page wait.
    fn begins_page(&self, here: &Here) -> bool {
        self.bands.len() <= here.first_band
    }

    /// A line that stands alone ends the rows above it.
    fn alone(&mut self, here: &mut Here, position: usize, open: Option<Opening>) {
        if self.label_rest(here, position, open) {
            return;
        }
        self.end_rows(here);
        if here.bare() && pairs::holds_bare_label(here.view, here.view.line(position), None) {
            self.paragraphs.end();
        }
        self.paragraphs.line(
            &mut self.out,
            here.view,
            position,
            here.line(position),
            open,
        );
    }

    /// The rows above are complete.
    fn end_rows(&mut self, here: &mut Here) {
        self.weigh(here);
        self.flush();
        here.first_band = 0;
    }

    // --- bands and rows ---

    /// Adds a line to the bands that wait.
    fn band(
        &mut self,
        here: &mut Here,
        position: usize,
        kind: Kind,
        pieces: &[Piece],
        sticky: bool,
        table: Option<u32>,
    ) {
        if pieces.is_empty() {
            return;
        }
        let line = here.view.line(position);
        let page = here.view.page.number;
        let (top, bottom) = shown(here.view, line, pieces);
        let of_page = here.first_band.min(self.bands.len());
        if let Some(last) = self.bands[of_page..].last_mut()
            && last.page == page
            && top < last.bottom
            && (kind == Kind::Loose || last.kind == Kind::Loose)
        {
            self.pieces.extend_from_slice(pieces);
            last.pieces.end = self.pieces.len();
            last.bottom = last.bottom.max(bottom);
            last.sticky =
                (last.sticky || sticky) && kind == Kind::Loose && last.kind == Kind::Loose;
            last.kind = if kind == Kind::Loose { last.kind } else { kind };
            last.table = last.table.or(table);
            return;
        }
        if self.bands.len() > MOST_BANDS {
            self.weigh(here);
            self.flush();
            here.first_band = 0;
        }
        let first = self.pieces.len();
        self.pieces.extend_from_slice(pieces);
        let shift = *here.shift.get_or_insert_with(|| match self.bands.last() {
            Some(above) => above.bottom + above.shift + 0.6 * line.em - top,
            None => 0.0,
        });
        self.bands.push(Band {
            page,
            kind,
            top,
            bottom,
            pieces: first..self.pieces.len(),
            sticky,
            shift,
            cut: 0.0,
            hold: 0.0,
            ruled: false,
            fenced: false,
            table,
        });
    }

    /// Looks for drawn edges between the bands of this page.
    fn weigh(&mut self, here: &Here) {
        let of_page = here.first_band.min(self.bands.len());
        let bands = &mut self.bands[of_page..];
        if bands.len() < 2 {
            return;
        }
        let none: Columns;
        let columns = match &self.table {
            Some(table) => &table.columns,
            None => {
                none = pairs::no_columns(here.view);
                &none
            }
        };
        let begins = &mut self.begins;
        evidence::weigh(bands, &self.pieces, here.view.page, columns, begins);
    }

    /// Writes the rows that wait.
    fn flush(&mut self) {
        total::mark(&mut self.bands, &self.pieces);
        evidence::weigh_all(&mut self.bands);
        if !self.bands.is_empty() {
            let mut rows: Vec<Row> = rows::solve(&self.bands, &self.pieces, &mut self.habit);
            tagged::settle(&mut rows, &mut self.bands, &mut self.pieces);
            for row in &rows {
                self.out.row(row, &self.bands, &self.pieces);
            }
        }
        self.bands.clear();
        self.pieces.clear();
        self.deadline = None;
    }
}

/// Words before the first blank wider than `gap`.
fn run_length(tokens: &[Token], gap: f32) -> usize {
    let wide = |pair: &[Token]| pair[1].x0 - pair[0].x1 > gap;
    tokens
        .windows(2)
        .position(wide)
        .map_or(tokens.len(), |n| n + 1)
}

fn lines_of(page: &PageText, layer: Layer) -> Vec<usize> {
    (0..page.lines.len())
        .filter(|i| page.lines[*i].layer == layer)
        .collect()
}

/// Top and bottom of what a line covers, as far as the clips of its pieces show
/// it: what a cell of fixed height hides would reach into the next row.
fn shown(view: View, line: &TextLine, pieces: &[Piece]) -> (f32, f32) {
    let (top, bottom) = (line.top(), line.bottom());
    let clips = || {
        pieces
            .iter()
            .map(|p| p.clip.and_then(|i| view.page.clips.get(i as usize)))
    };
    let high = clips()
        .map(|c| c.map_or(top, |c| c.y0.clamp(top, bottom)))
        .fold(bottom, f32::min);
    let low = clips()
        .map(|c| c.map_or(bottom, |c| c.y1.clamp(top, bottom)))
        .fold(top, f32::max);
    if high < low {
        (high, low)
    } else {
        (top, bottom)
    }
}
