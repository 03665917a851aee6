//! Walks the items of one sheet and sorts every piece into a draft.
//!
//! In: a sheet's items in reading or stream order. Out: a [`Draft`]. A plain line
//! goes on with what stands open; a label opens its field; a line printed again
//! across a seam sends the reading back to where its first copy went.
//!
//! Here: where a piece goes, and the head of the sheet. In the files beside:
//! `copies`, `feet`, `labels`, `phases`, `settle`, `steps`, `unit_rows`. Not here: cells of a row read from a
//! stream (`columns`), rows whose cells are known (`table`).

mod below_signature;
mod block_cells;
mod body_name;
mod copies;
mod cut_codes;
mod deadline_rows;
mod feet;
mod head_cells;
mod head_lines;
mod labels;
mod lines;
mod order;
mod phases;
mod settle;
mod steps;
mod titles;
mod unit_rows;
mod written;

use schede_model::{Column, Flow, Place};
use schede_profile::{Field, Profile};
use smallvec::smallvec;

use super::claims::Claim;
use super::draft::{About, Cell, Doubt, Draft};
use super::heads::{HeadLine, head_column, rests_of_heads};
use super::items::{Class, Item};
use super::rows::{Row, Spare};
use super::sheets::Sheet;
use super::table::Table;
use crate::doubts::again::PrintedAgain;
use crate::doubts::order::AFTER_SIGNATURE;
use crate::doubts::spaced::Weights;
use crate::doubts::word_lines::is_word_by_word;
use crate::source::{Piece, positions};
use crate::values::code::possible_code;
use crate::values::date::is_date_shaped;
use lines::Lines;

/// A line that was broken because the next word did not fit is at least this
/// part of the longest line: words of running text are seldom longer than a
/// fifth of a line.
const FULL_LINE: f32 = 0.8;

/// Name of the doubt about text that a gap or the page's end parts from its label.
const OVER_PAGE: &str = "text-over-page";

/// Name of the doubt about a line between two texts.
const TWO_ROWS: &str = "two-readings";

/// Where a plain line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nowhere yet: before the first label, after a caption.
    Nothing,
    Entity,
    OrgUnit,
    Title,
    Single(Field),
    Statement(usize),
    Row(usize),
    /// A cell of a phase that is printed as a block.
    Cell(Place),
    /// After the total row: the final deadline, if its label follows.
    AfterTotal,
}

impl Open {
    /// The value that takes words, if one does; `table` has the cells that were told.
    fn about(self, table: &Table) -> Option<About> {
        Some(match self {
            Open::Single(field) => About::Field(field),
            Open::Statement(n) => About::Statement(n),
            Open::Row(row) => About::Phase(row, Cell::Row),
            Open::Cell(place) => About::Phase(table.place_of(place), Cell::of(place.column)),
            Open::Title => About::Title,
            Open::AfterTotal => About::Field(Field::FinalDeadline),
            Open::Entity => About::Entity,
            Open::OrgUnit => About::OrgUnit,
            Open::Nothing => return None,
        })
    }
}

/// Where an item's words went, for the copies of lines across a seam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Went {
    item: usize,
    open: Open,
}

/// Whether an item was found to be a second copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SecondCopy {
    No,
    /// It was, of the copy that counts, if that stands in the sheet.
    Of(Option<usize>),
}

/// Memory that the sheets of a document use one after another.
pub(crate) struct Room<'f> {
    /// An empty draft.
    draft: Draft,
    /// Where the words of items went, in the order read.
    went: Vec<Went>,
    /// Where the words of each item of the sheet went last.
    went_to: Vec<Option<Open>>,
    /// Which items of the sheet were found to be second copies.
    repeated: Vec<SecondCopy>,
    weights: Weights<'f>,
    again: PrintedAgain<'f>,
    words: Spare<'f>,
    /// The running heads and feet of a text in columns, without their figures, once
    /// looked for.
    furniture: Option<Vec<String>>,
}

impl Room<'_> {
    /// Room for the sheets of a flow.
    pub fn new(flow: &Flow<'_>) -> Self {
        Self {
            draft: Draft::default(),
            went: Vec::new(),
            went_to: Vec::new(),
            repeated: Vec::new(),
            weights: Weights::new(flow.segments.len()),
            again: PrintedAgain::default(),
            words: Spare::new(),
            furniture: None,
        }
    }

    /// Makes room for a sheet of so many items.
    fn clear(&mut self, n_items: usize) {
        self.went.clear();
        self.went_to.clear();
        self.went_to.resize(n_items, None);
        self.repeated.clear();
        self.repeated.resize(n_items, SecondCopy::No);
    }

    /// Takes the memory of a draft back that is not needed any more.
    pub fn take_back(&mut self, draft: Draft) {
        self.draft = draft.emptied();
    }
}

/// Reads one sheet.
pub(crate) fn walk<'w>(
    flow: &'w Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sheet: &Sheet,
    gaps_tell: bool,
    room: &mut Room<'w>,
) -> Draft {
    room.clear(sheet.items.len());
    if flow.approximate && room.furniture.is_none() {
        room.furniture = Some(feet::furniture(flow, items));
    }
    let lines = Lines::of(&items[sheet.items.clone()]);
    let mut walker = Walker {
        flow,
        profile,
        items,
        sheet,
        draft: std::mem::take(&mut room.draft),
        room,
        rows: Vec::new(),
        table: Table::default(),
        open: Open::Nothing,
        pending: Vec::new(),
        orphans: Vec::new(),
        total_seen: false,
        weightless: false,
        head_page: None,
        deadline_label: None,
        signed: false,
        between: None,
        above: Open::Nothing,
        second_values: Vec::new(),
        before_labels: Vec::new(),
        last_head: None,
        late: None,
        longest_line: lines.longest,
        edges: flow.edges_among(lines.range),
        word_by_word: is_word_by_word(flow, &items[sheet.items.clone()]),
    };
    for at in sheet.items.clone() {
        walker.item(at);
    }
    if sheet.signed {
        walker.doubt_signed_end();
    }
    if sheet.open_end {
        walker.doubt_open_end();
    }
    walker.finish(gaps_tell)
}

struct Walker<'r, 'w, 'f> {
    flow: &'w Flow<'f>,
    profile: &'r Profile,
    items: &'r [Item],
    sheet: &'r Sheet,
    draft: Draft,
    room: &'r mut Room<'w>,
    rows: Vec<Row>,
    table: Table,
    open: Open,
    /// Lines after the total row, waiting for the deadline's label.
    pending: Vec<(Piece, usize)>,
    /// Lines that stand where nothing is open.
    orphans: Vec<(Piece, usize)>,
    total_seen: bool,
    /// The head of the table, in a stream, names no weights.
    weightless: bool,
    /// Page of the table's head, until a monitoring stands under it.
    head_page: Option<u32>,
    /// The deadline's label, once seen.
    deadline_label: Option<Piece>,
    /// A signature line stands between the open field and here.
    signed: bool,
    /// Where the last line went, if it is in doubt.
    between: Option<Open>,
    /// What stood open before the last label.
    above: Open,
    /// Fields whose label stood again, and how many pieces they had by then.
    second_values: Vec<(Field, usize)>,
    /// What was open before the label of each field with one value.
    before_labels: Vec<(Field, Open)>,
    /// The last line of a head, and the column last named in it.
    last_head: Option<(usize, Column)>,
    /// A label of the upper part of the form that stands right below the signatures.
    late: Option<Piece>,
    /// Bytes of the longest line of the sheet.
    longest_line: u32,
    /// Those of its lines with which several pages begin or end.
    edges: &'w [u32],
    /// Each word of the sheet stands on a line of its own.
    word_by_word: bool,
}

impl Walker<'_, '_, '_> {
    fn item(&mut self, at: usize) {
        let items = self.items;
        let item = &items[at];
        self.draft.pages.1 = item.page;
        if self.draft.pages.0 == 0 {
            self.draft.pages.0 = item.page;
        }
        if item.is_placed && self.cell(at) {
            return;
        }
        if self.copy(at) {
            return;
        }
        match &item.class {
            Class::Plain => self.plain(at),
            Class::Entity | Class::OrgUnit => self.head_line(at),
            Class::ObjectiveLabel | Class::LabelRest => self.label_part(item.piece),
            Class::LabelEnd(range) => {
                self.label_part(item.piece);
                let piece = item.piece.part(positions(range));
                if let Open::Statement(n) = self.open {
                    self.draft.statements[n].label.push(piece);
                }
            }
            Class::Objective {
                code,
                title,
                labelled,
            } => self.objective(at, positions(code), *title as usize, *labelled),
            Class::Field {
                field,
                label,
                value,
                strength,
            } => {
                self.above = self.open;
                self.field(at, *field, label, *value as usize, *strength);
                self.doubt_below(at);
            }
            Class::Head(head) => {
                self.head_date(at, head);
                self.draft.percent_head |= item.piece.text(self.flow).contains('%');
                self.note_head(at, head.out_of_order);
                self.draft.claim(item.piece, Claim::Furniture);
                if let Open::Row(row) = self.open {
                    self.rows[row].n_heads += 1;
                }
                self.open = self.after_interruption();
            }
            Class::Phase {
                number,
                digits,
                value,
                colon,
            } => self.phase(at, *number, positions(digits), *value as usize, *colon),
            Class::PhaseWord => {
                let words = self.items[at..]
                    .iter()
                    .take_while(|item| item.is_row_word());
                if self.begins_row(at + words.count()) {
                    self.label_part(item.piece);
                } else {
                    self.plain(at);
                }
            }
            Class::Total(weight) => self.total(at, positions(weight)),
            Class::BlockCell { row, column, value } => {
                self.block_cell(at, *row, *column, *value as usize);
            }
            Class::UnknownLabel => {
                self.draft.claim(item.piece, Claim::Unclaimed);
                self.draft.unknown_label.get_or_insert(item.piece);
                self.open = Open::Nothing;
            }
            Class::Caption => self.caption(at),
            Class::Signature if self.goes_on_with_signature(at) => self.plain(at),
            Class::Signature => {
                self.draft.claim(item.piece, Claim::Furniture);
                self.signed = true;
            }
            Class::Furniture | Class::Hidden => {
                self.draft.claim(item.piece, Claim::Furniture);
                self.doubt_left_out(at);
                // A page ends where its number stands.
                if let Open::Row(row) = self.open {
                    self.rows[row].n_heads += 1;
                }
            }
            Class::Repeat => self.draft.claim(item.piece, Claim::Repeat),
        }
    }

    fn head_date(&mut self, at: usize, head: &HeadLine) {
        let piece = self.items[at].piece;
        if let (Some(date), None) = (&head.date, self.draft.reference_date) {
            let date = piece.part(positions(date));
            // A blank within it ("30/09/202 4"): it was cut there.
            let blank = date.text(self.flow).find(char::is_whitespace);
            let end = blank.unwrap_or((date.end - date.start) as usize);
            self.draft.reference_date = Some(date.part(0..end));
            self.draft.date_rest = blank.map(|blank| date.after(blank));
        }
        let before = at.checked_sub(1).map(|before| self.items[before].piece);
        let own = |date: &Piece| before.is_some_and(|before| before.covers(*date));
        if head.date_rest > 0 && self.draft.reference_date.as_ref().is_some_and(own) {
            self.draft.date_rest = Some(piece.part(0..head.date_rest as usize));
        }
    }

    /// Notes a head that stands right behind one of a later column: the cells of
    /// the rows may come in that order, too.
    fn note_head(&mut self, at: usize, out_of_order: bool) {
        let item = &self.items[at];
        if out_of_order {
            self.draft.head_order.get_or_insert(item.piece);
        }
        let column = head_column(self.profile, item.piece.text(self.flow));
        let last = self.last_head.filter(|(line, _)| line + 1 == at);
        if let (Some(column), Some((_, last))) = (column, last)
            && column < last
            // The first column of a head that is printed again.
            && column != Column::Description
        {
            self.draft.head_order.get_or_insert(item.piece);
        }
        if rests_of_heads(self.profile, item.piece.text(self.flow)) {
            self.draft.head_order.get_or_insert(item.piece);
        }
        let column = column.or(last.map(|(_, column)| column));
        self.last_head = column.map(|column| (at, column));
    }

    fn after_interruption(&self) -> Open {
        // A row goes on under a head that the next page prints again; any other
        // text ended before the table.
        match self.open {
            Open::Row(_) | Open::Cell(_) | Open::AfterTotal => self.open,
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Single(_)
            | Open::Statement(_) => Open::Nothing,
        }
    }

    fn label_part(&mut self, piece: Piece) {
        self.draft.claim(piece, Claim::Label);
    }

    /// Whether an item is of a head of no known spelling, in a table whose monitoring has one.
    fn is_inferred_head(&self, item: &Item) -> bool {
        let inferred = &self.flow.inferred;
        let place = item.place(self.flow).filter(|_| !inferred.is_empty());
        place.is_some_and(|place| {
            place.column == Column::Head && inferred.contains(&(place.table, Column::Monitoring))
        })
    }

    /// A segment whose cell is known. False if it belongs to no body row.
    fn cell(&mut self, at: usize) -> bool {
        let item = &self.items[at];
        let is_head = matches!(item.class, Class::Head(_));
        if self.draft.reference_date.is_none() && (is_head || self.is_inferred_head(item)) {
            let date = crate::values::date::first_date(item.piece.text(self.flow));
            self.draft.reference_date = date.map(|(_, range)| item.piece.part(range));
        }
        if !item.is_plain() {
            if is_head {
                self.head_page = Some(item.page);
            }
            return false;
        }
        if self.deadline_cell(at) {
            self.open = Open::Nothing;
            return true;
        }
        let item = &self.items[at];
        if let Some(place) = item.place(self.flow) {
            if place.column == Column::Monitoring
                && self.head_page.take().is_some_and(|p| p < item.page)
                && self.draft.reference_date.is_none()
                && is_date_shaped(item.piece.text(self.flow).trim())
            {
                // The page's end cut the head: its date stands on the next page.
                self.draft.reference_date = Some(item.piece);
                return true;
            }
            self.table.add(place, item.piece, item.doubtful);
            self.open = Open::Nothing;
        }
        true
    }

    fn plain(&mut self, at: usize) {
        let piece = self.items[at].piece;
        if self.draft.code_rest == Some(piece) {
            return;
        }
        if let Some((total, date)) = self.total_before_date(at) {
            self.total(at, total);
            self.pending.push((piece.after(date), at));
        } else if self.is_sign_of_total(at) || self.names_total(at) {
            self.draft.claim(piece, Claim::Label);
        } else if self.is_below_signature(at) {
            self.leave_below_signature(piece);
        } else if self.stands_before_deadline_label(at) {
            self.pending.push((piece, at));
        } else if self.names_plan(at) {
            self.draft.claim(piece, Claim::Furniture);
            self.open = Open::Nothing;
        } else {
            self.put(self.open, at, piece);
        }
    }

    /// "08/10/2025Scadenza finale ...:": the value is on the label's own line.
    fn stands_before_deadline_label(&self, at: usize) -> bool {
        self.items.get(at + 1).is_some_and(|next| {
            next.piece.line == self.items[at].piece.line
                && !next.is_placed
                && matches!(
                    next.class,
                    Class::Field {
                        field: Field::FinalDeadline,
                        ..
                    }
                )
                && self.items[at].piece.end <= next.piece.start
                && !self.flow.geometric
        })
    }

    /// Words like a line of signatures with which a row goes on: the next line begins
    /// with a small letter ("Il Direttore" over "dell'esecuzione").
    fn goes_on_with_signature(&self, at: usize) -> bool {
        let open = matches!(self.open, Open::Row(_));
        let next = self.items[..self.sheet.items.end].get(at + 1);
        open && !self.flow.geometric
            && next.is_some_and(|item| {
                let text = item.piece.text(self.flow);
                item.class == Class::Plain && text.starts_with(char::is_lowercase)
            })
    }

    fn note_went(&mut self, item: usize, open: Open) {
        self.room.went.push(Went { item, open });
        self.room.went_to[item - self.sheet.items.start] = Some(open);
    }

    fn put(&mut self, open: Open, at: usize, piece: Piece) {
        if piece.start >= piece.end {
            return;
        }
        if self.signed && self.open == open && matches!(open, Open::Single(_) | Open::Statement(_))
        {
            self.doubt_after_signature(piece);
        }
        self.doubt_between(open, at, piece);
        self.note_went(at, open);
        match open {
            Open::Nothing => self.orphans.push((piece, at)),
            Open::Entity => self.draft.entity.get_or_insert_default().push(piece),
            Open::OrgUnit => self.draft.org_unit.get_or_insert_default().push(piece),
            Open::Title => self.draft.title.push(piece),
            Open::Single(field) => self.draft.single_mut(field).push(piece),
            Open::Statement(n) => self.draft.statements[n].text.push(piece),
            Open::Row(row) => {
                let item = &self.items[at];
                self.rows[row].add(piece, at, item.page, item.gap_before);
            }
            Open::Cell(place) if self.table.is_weighed(place) => self.orphans.push((piece, at)),
            Open::Cell(place) => self.table.add(place, piece, self.items[at].doubtful),
            Open::AfterTotal => self.pending.push((piece, at)),
        }
    }

    /// A line that could as well be of the text above or below: both are in doubt.
    fn doubt_between(&mut self, open: Open, at: usize, piece: Piece) {
        let before = self.between.take_if(|between| *between == open);
        // A sheet may begin at a page's edge, with names in which no year stands.
        let begins = match open {
            Open::Entity => self.draft.entity.is_none(),
            Open::OrgUnit => self.draft.org_unit.is_none(),
            _ => false,
        };
        let head = begins && !piece.text(self.flow).contains(|c: char| c.is_ascii_digit());
        let at_edge = self.edges.binary_search(&piece.line).is_ok();
        if (at_edge || self.is_like_furniture(piece)) && !head {
            return self.doubt_edge(open, piece);
        }
        if !self.items[at].doubtful {
            return;
        }
        let message = format!(
            "\"{}\" stands as near to the text above or below as to this one",
            piece.text(self.flow)
        );
        let so_far = match open {
            Open::Single(field) => self.draft.single(field).unwrap_or_default(),
            Open::Statement(n) => &self.draft.statements[n].text,
            _ => &[],
        };
        let words = |p: &Piece| p.text(self.flow).contains(char::is_alphanumeric);
        let begins = !so_far.iter().any(words);
        let above = Some(self.above).filter(|_| begins);
        for text in [Some(open), above].into_iter().flatten() {
            if before != Some(text) {
                self.doubt(text, TWO_ROWS, piece, message.clone());
            }
        }
        self.between = Some(open);
    }

    /// A line that several pages begin or end with. Words that nothing takes are named
    /// anyway.
    fn doubt_edge(&mut self, open: Open, piece: Piece) {
        let doubt = open
            .about(&self.table)
            .map(|about| Doubt::at_edge(self.flow, about, piece));
        self.draft.doubts.extend(doubt);
    }

    /// The text that begins below a line in doubt may lack it.
    fn doubt_below(&mut self, at: usize) {
        if self.between.is_some_and(|open| open != self.open) {
            let message = "the line above may be the first of this text".to_owned();
            self.doubt_open(TWO_ROWS, self.items[at].piece, message);
            self.between = None;
        }
    }

    fn doubt_after_signature(&mut self, piece: Piece) {
        self.signed = false;
        self.doubt_open(AFTER_SIGNATURE, piece, format!(
            "\"{}\" is printed after a line of signatures and was read as going on with the text before it",
            piece.text(self.flow)
        ));
    }

    /// Other text stands below the signatures.
    fn doubt_signed_end(&mut self) {
        let Some(next) = self.items.get(self.sheet.items.end) else {
            return;
        };
        let text = next.piece.text(self.flow).trim();
        let message =
            format!("\"{text}\" is printed below the signatures and was taken for other text");
        self.doubt_open(AFTER_SIGNATURE, next.piece, message);
    }

    /// The last label of the sheet has its text below or on the next page, or none.
    fn doubt_open_end(&mut self) {
        if let Some(last) = self.sheet.items.clone().next_back() {
            let message = "nothing stands beside the sheet's last label: the text that follows, set off or on the next page, may be its or not";
            self.doubt_open(OVER_PAGE, self.items[last].piece, message.to_owned());
        }
    }

    /// A doubt about the text that stands open.
    fn doubt_open(&mut self, code: &'static str, piece: Piece, message: String) {
        self.doubt(self.open, code, piece, message);
    }

    fn doubt(&mut self, open: Open, code: &'static str, piece: Piece, message: String) {
        let about = match open {
            Open::Single(field) => About::Field(field),
            Open::Statement(n) => About::Statement(n),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Row(_)
            | Open::Cell(_)
            | Open::AfterTotal => return,
        };
        self.draft.doubts.push(Doubt {
            about,
            code,
            message,
            pieces: smallvec![piece],
            other: None,
        });
    }

    fn objective(&mut self, at: usize, code: std::ops::Range<usize>, title: usize, labelled: bool) {
        let item = &self.items[at];
        if at != self.sheet.objective {
            // A second line of the kind inside a sheet is text or a copy.
            match item.twin() {
                Some(_) => self.draft.claim(item.piece, Claim::Repeat),
                None => self.plain(at),
            }
            return;
        }
        if labelled {
            self.draft
                .claim(item.piece.part(0..code.start), Claim::Label);
        }
        let rest = self.rest_of_code(at, code.clone()).filter(|_| !labelled);
        let end = if rest.is_some() { title } else { code.end };
        let code = code.start..end;
        self.draft
            .claim(item.piece.part(code.end..title), Claim::Label);
        self.draft.code_rest = rest;
        if code.is_empty() {
            self.no_code(item.piece.part(0..title), item.piece.after(title));
        } else {
            self.draft.code = Some(item.piece.part(code));
        }
        // The title may stand above the code.
        let titled = self.draft.title.iter().any(|piece| piece.start < piece.end);
        self.open = match titled {
            true => Open::Nothing,
            false => Open::Title,
        };
        self.put(Open::Title, at, item.piece.after(title));
        self.note_place(at);
    }

    /// The objective is printed without a code: what follows the label is its title.
    fn no_code(&mut self, label: Piece, title: Piece) {
        self.draft.uncoded = Some(label);
        let possible = possible_code(title.text(self.flow));
        let message = format!(
            "expected a code (\"A)\") after \"{}\", but found none: the words after it were read as the title",
            label.text(self.flow).trim()
        );
        let doubt = |about, other: Option<&str>| Doubt {
            about,
            code: "objective-without-code",
            message: message.clone(),
            pieces: smallvec![label],
            other: other.map(|text| Some(text.to_owned())),
        };
        let code = doubt(About::Code, possible.map(|(code, _)| code));
        let words = title.text(self.flow);
        let rest = possible.map(|(_, at)| doubt(About::Title, Some(&words[at..])));
        self.draft.doubts.push(code);
        self.draft.doubts.extend(rest);
    }
}
