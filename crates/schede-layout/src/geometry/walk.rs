//! The walk over the pages: what each line is, and when rows are complete.
//!
//! In: pages as lines. Out: rows and lines in the order of reading, written to
//! the flow. Rows wait until a line that stands alone ends them: only then are
//! all their lines known.

mod alone;
mod cells;
mod deadline;

use std::ops::Range;

use schede_model::{Column, Flow, Layer};
use schede_profile::Profile;

use alone::{ends_centred_title, stands_alone};

use super::band::{Band, Kind, Piece, Slot};
use super::begins::Begins;
use super::columns::{Columns, Finder};
use super::emit::Out;
use super::evidence;
use super::habit::Habit;
use super::head::{self, Head, View};
use super::opening::{Opening, opening};
use super::pairs::{self, Gutter, Side};
use super::paragraphs::Paragraphs;
use super::rows::{self, Row};
use super::stack::{self, Part, Stack};
use super::table::{self, OpenTable};
use super::tail::Tail;
use super::text::{PageText, TextLine, Token};
use super::total;

/// Blank (em) between the label of the deadline and a value in another cell.
const VALUE_GAP: f32 = 0.9;

/// Bands that may wait: a table over hundreds of pages.
const MOST_BANDS: usize = 20_000;

/// Lines of a label in a narrow cell, at most.
const LABEL_LINES: usize = 5;

/// Reads pages into a flow.
pub(super) struct Walk<'p> {
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
}

/// What is known of the page under way.
struct Here<'v> {
    view: View<'v>,
    heads: Vec<Head>,
    gutter: Option<Gutter>,
    /// The labels left of the gutter, where all values begin at one x.
    labels: Stack,
    /// Index in the flow of the page's first line.
    first_line: u32,
    /// First of this page's bands.
    first_band: usize,
    /// Added to a y to continue the page before, once known.
    shift: Option<f32>,
}

impl Here<'_> {
    fn line(&self, position: usize) -> u32 {
        self.first_line + self.view.body[position] as u32
    }

    fn piece(&self, position: usize, tokens: Range<usize>, slot: Slot) -> Piece {
        table::piece(self.view, position, tokens, self.line(position), slot)
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
        }
    }

    pub fn finish(mut self) -> Flow<'static> {
        self.flush();
        self.out.finish()
    }

    /// Reads one page; gives back what is left of it.
    pub fn page(&mut self, mut page: PageText) -> PageText {
        let body = lines_of(&page, Layer::Body);
        let first_line = self.out.next_line();
        let view = View::new(&page, &body, self.profile);
        let heads = self.open.then(|| head::find(view));
        let again = self
            .tail
            .again(view, heads.as_deref(), self.out.all_lines());
        let heads = heads.filter(|_| again.is_empty());
        let span = again.is_empty().then_some(view.span);
        let body = if again.is_empty() {
            body
        } else {
            for line in again {
                page.lines[line].layer = Layer::Repeat;
            }
            lines_of(&page, Layer::Body)
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
                span,
            },
            None => View::new(&page, &body, self.profile),
        };
        let heads = heads.unwrap_or_else(|| head::find(view));
        self.gutter = pairs::gutter(view, &heads, self.gutter);
        self.without_colons = pairs::without_colons(view, self.without_colons);
        if self.gutter.is_none() {
            self.gutter = stack::gutter(view).map(Gutter::Aligned);
        }
        let labels = match self.gutter {
            Some(Gutter::Aligned(x)) => Stack::at(view, x),
            Some(Gutter::Strip(_) | Gutter::Ruled(_)) | None => Stack::default(),
        };
        let shift = page
            .seam
            .zip(self.bands.last())
            .map(|(offset, band)| band.shift + offset);
        let mut here = Here {
            heads,
            view,
            gutter: self.gutter,
            labels,
            first_line,
            first_band: self.bands.len(),
            shift,
        };
        self.out.begin_page(&page);
        self.lines(&mut here);
        self.weigh(&here);
        self.cut_label = self.cut_label(&here);
        self.tail.keep(first_line, &body);
        self.out.lines(&mut page);
        page
    }

    fn lines(&mut self, here: &mut Here) {
        let mut position = 0;
        if self.open && here.heads.first().is_none_or(|h| h.first != 0) {
            position = self.go_on(here);
        }
        while position < here.view.body.len() {
            let head = head::at(&here.heads, position).cloned();
            position = match head {
                Some(head) => self.table(here, &head),
                None => self.line(here, position),
            };
        }
    }

    // --- tables ---

    /// A table that goes on from the page before, without a head.
    fn go_on(&mut self, here: &mut Here) -> usize {
        let Some(mut table) = self.table.take() else {
            return 0;
        };
        let rest = match table.only_head {
            true => head::rest(here.view, table.finder.cells()),
            false => None,
        };
        let from = rest.as_ref().map_or(0, |head| head.last + 1);
        let end = table::end(
            here.view,
            from,
            &here.heads,
            table.finder.cells(),
            here.gutter,
        );
        if end > 0 {
            table.columns = table.finder.page(here.view, from..end);
        }
        table.only_head &= end == 0;
        if let Some(head) = rest {
            self.head(here, &head, &table);
        }
        self.rows(here, &mut table, from..end);
        self.table = Some(table);
        self.open = end == here.view.body.len();
        end
    }

    /// A table from its head on.
    fn table(&mut self, here: &mut Here, head: &Head) -> usize {
        let again = self.open && head.first == 0;
        let from = head.last + 1;
        let end = table::end(here.view, from, &here.heads, &head.cells, here.gutter);
        let mut table = match self.table.take().filter(|_| again) {
            Some(table) => table,
            None => {
                self.weigh(here);
                self.flush();
                here.first_band = 0;
                self.tables += 1;
                OpenTable::new(self.tables - 1, here.view, &head.cells)
            }
        };
        if !table.finder.stands_like(&head.cells) {
            table.finder = Finder::new(here.view, &head.cells);
        }
        table.columns = table.finder.page(here.view, from..end);
        table.only_head = from == here.view.body.len();
        self.head(here, head, &table);
        self.rows(here, &mut table, from..end);
        self.table = Some(table);
        self.open = end == here.view.body.len();
        end
    }

    fn head(&mut self, here: &Here, head: &Head, table: &OpenTable) {
        let mut rest: Vec<(usize, usize)> = (head.first..=head.last)
            .flat_map(|p| here.view.line(p).tokens.clone().map(move |i| (p, i)))
            .collect();
        for cell in &head.cells {
            let block = self.out.block();
            rest.retain(|token| !cell.tokens.contains(token));
            let column = match cell.column {
                Column::Other => Column::Other,
                _ => Column::Head,
            };
            self.head_pieces(here, &cell.tokens, table.id, column, block);
        }
        let block = self.out.block();
        let (caption, other): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|(_, i)| table.columns.is_caption(&here.view.page.tokens[*i]));
        self.head_pieces(here, &caption, table.id, Column::Caption, block);
        self.head_pieces(here, &other, table.id, Column::Head, block);
    }

    fn head_pieces(
        &mut self,
        here: &Here,
        tokens: &[(usize, usize)],
        table: u32,
        column: Column,
        block: u32,
    ) {
        let together = |a: &(usize, usize), b: &(usize, usize)| a.0 == b.0 && a.1 + 1 == b.1;
        for run in tokens.chunk_by(together) {
            let (position, first) = run[0];
            let piece = here.piece(position, first..run[run.len() - 1].1 + 1, Slot::Right);
            self.out.beside(&piece, table, column, block);
        }
    }

    /// The lines of a table's body.
    fn rows(&mut self, here: &mut Here, table: &mut OpenTable, zone: Range<usize>) {
        let caption = self.out.block();
        let (mut cells, mut pieces) = (Vec::new(), Vec::new());
        table.begin_page();
        for position in zone {
            table::cells(here.view, position, &table.columns, &mut cells);
            let phase = table::phase(here.view, position, &cells, table);
            let weighs = table::weighs(here.view, position, &cells);
            let begins = phase.is_some();
            table.note(phase, weighs);
            pieces.clear();
            for (tokens, column) in cells.drain(..) {
                match column {
                    Some(Column::Other) => {
                        let piece = here.piece(position, tokens, Slot::Right);
                        self.out.beside(&piece, table.id, Column::Other, caption);
                    }
                    Some(column) => pieces.push(here.piece(position, tokens, Slot::Cell(column))),
                    None => {
                        let piece = here.piece(position, tokens, Slot::Left);
                        self.out.beside(&piece, table.id, Column::Caption, caption);
                    }
                }
            }
            // A description that begins with its label ends where the next begins.
            let text = pieces
                .iter()
                .any(|p| p.slot == Slot::Cell(Column::Description));
            let sticky =
                !begins && text && !table.columns.own_labels() && table.last_label.is_some();
            let kind = if begins { Kind::Phase } else { Kind::Loose };
            self.band(here, position, kind, &pieces, sticky, Some(table.id));
        }
    }

    // --- lines outside of tables ---

    /// Reads a line, or more that belong together: the position after them.
    fn line(&mut self, here: &mut Here, position: usize) -> usize {
        let line = here.view.line(position);
        let open = line.opening(self.profile);
        let next = position + 1;
        if self.deadline_last(here, position) && self.deadline(here, position) {
            return next;
        }
        if self.follows_deadline(line) && self.under_deadline(here, position, open) {
            self.loose(here, position);
            return next;
        }
        if let Some(end) = self.cells(here, position) {
            return end;
        }
        if let Some(gutter) = here.gutter
            && self.beside(here, position, gutter, open)
        {
            return next;
        }
        if table::deadline_start(here.view, position).is_some() && self.deadline(here, position) {
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
        let part = here.labels.part(position);
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
            Some(Opening::Label { end, firm, .. }) => {
                firm && (here.view.page.tokens[at].start as usize) < end
            }
            _ => false,
        };
        match pairs::side(here.view, line, gutter, part.is_some()) {
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

    /// The pieces in the labels' column, from the last up.
    fn labels_above(&self) -> impl Iterator<Item = &Piece> {
        let last = self.bands.iter().rev().take(8);
        last.flat_map(|b| self.pieces[b.pieces.clone()].iter().rev())
            .filter(|p| p.slot == Slot::Left)
    }

    /// Whether a line is the first of a label that wraps in its cell.
    fn begins_label(&self, text: &str) -> bool {
        text.starts_with(char::is_uppercase) && self.profile.printed.continues(text.trim_end())
    }

    /// Whether the label above breaks off, so that a line of its cell that looks
    /// like a label is the rest of it ("... sottosezione PIAO-" / "Valore Pubblico:").
    fn label_breaks_off(&self, here: &Here, position: usize) -> bool {
        if !self.label_goes_on(here, position) {
            return false;
        }
        let mut label = String::new();
        self.labels_above().take(LABEL_LINES).any(|piece| {
            let text = self.text_of(here, piece).unwrap_or_default();
            label = format!("{} {label}", text.trim_end());
            // The objective's label is whole, and others begin with its word.
            let objective = opening(label.trim(), self.profile) == Some(Opening::Objective);
            !objective && self.begins_label(&label)
        })
    }

    /// The label in the last cell of a page, if it breaks off.
    fn cut_label(&self, here: &Here) -> Option<String> {
        let mut label = String::new();
        for piece in self.labels_above().take(LABEL_LINES) {
            let text = self.text_of(here, piece)?;
            if text.contains(':') {
                return None;
            }
            label = format!("{} {label}", text.trim_end());
            if self.begins_label(&label) {
                return Some(label);
            }
        }
        None
    }

    /// Whether a page's first line, below a head that it repeats, ends the label that
    /// the page before broke off.
    fn ends_cut_label(&self, here: &Here, position: usize) -> bool {
        let head = here.heads.first().filter(|h| h.first == 0);
        let first = head.map_or(0, |h| h.last + 1);
        let begun = self.cut_label.as_ref().filter(|_| position == first);
        begun.is_some_and(|begun| {
            let line = here.view.line(position);
            let n = run_length(here.view.tokens(line), VALUE_GAP * line.em);
            let end = here.view.tokens(line)[n.max(1) - 1].end as usize;
            let whole = format!("{begun}{}", &line.text[..end]);
            let open = opening(&whole, self.profile);
            whole.contains(':') && matches!(open, Some(Opening::Label { firm: true, .. }))
        })
    }

    /// Whether a line in the labels' column goes on with the label above.
    fn label_goes_on(&self, here: &Here, position: usize) -> bool {
        let line = here.view.line(position);
        let Some(above) = self.labels_above().next() else {
            return false;
        };
        let tokens = here.view.tokens(line);
        let near = line.base - above.base < 1.9 * line.em && line.base > above.base;
        let left = match here.gutter {
            Some(Gutter::Strip(middle)) => tokens.iter().take_while(|t| t.x1 < middle).count(),
            Some(_) | None => run_length(tokens, VALUE_GAP * line.em),
        };
        let end = tokens[left.max(1) - 1].x1;
        let even = (tokens[0].x0 - above.x0).abs() < 0.5 * line.em;
        let centred = (tokens[0].x0 + end - above.x0 - above.x1).abs() < line.em;
        let below = match here.gutter {
            Some(Gutter::Ruled(_)) => true,
            Some(Gutter::Aligned(_)) => even,
            Some(Gutter::Strip(_)) | None => even || centred,
        };
        near && below && !self.ends_in_colon(here, above) && !self.is_whole(here, position, above)
    }

    /// Whether the label above ends where a line begins, in a form whose labels have no
    /// colons: the words of the line are a label's first.
    fn is_whole(&self, here: &Here, position: usize, above: &Piece) -> bool {
        let line = here.view.line(position);
        let begins = line.text.trim_start().starts_with(char::is_uppercase);
        self.without_colons && begins && {
            let label = self.text_of(here, above).unwrap_or_default().trim_end();
            let longer = format!("{label} {}", line.text.trim_start());
            let spelling = self.profile.printed.at_start(&longer);
            let goes_on = spelling.is_some_and(|found| found.end > label.len() + 1);
            !goes_on
        }
    }

    fn ends_in_colon(&self, here: &Here, piece: &Piece) -> bool {
        self.text_of(here, piece)
            .is_some_and(|text| text.trim_end().ends_with(':'))
    }

    /// The words of a piece of this page.
    fn text_of<'v>(&self, here: &Here<'v>, piece: &Piece) -> Option<&'v str> {
        let at = piece.line.checked_sub(here.first_line)?;
        let line = here.view.page.lines.get(at as usize)?;
        Some(&line.text[piece.start as usize..piece.end as usize])
    }

    /// A line that stands alone ends the rows above it.
    fn alone(&mut self, here: &mut Here, position: usize, open: Option<Opening>) {
        if self.label_rest(here, position, open) {
            return;
        }
        self.end_rows(here);
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
            let rows: Vec<Row> = rows::solve(&self.bands, &self.pieces, &mut self.habit);
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
