//! Walks the items of one sheet and sorts every piece into a draft.
//!
//! In: a sheet's items in reading or stream order. Out: a [`Draft`]. A plain line
//! goes on with what stands open; a label opens its field; a line printed again
//! across a seam sends the reading back to where its first copy went.
//!
//! Not here: cells of a row read from a stream (`columns`), rows whose cells are
//! known (`table`).

use schede_model::Flow;
use schede_profile::{Field, Profile};

use super::claims::Claim;
use super::draft::{About, Cell, Doubt, Draft, StatementDraft};
use super::items::{Class, Item, Strength};
use super::order::doubt_order;
use super::rows::{Row, finish};
use super::sheets::Sheet;
use super::table::Table;
use crate::source::Piece;

/// A line that was broken because the next word did not fit is at least this
/// part of the longest line: words of running text are seldom longer than a
/// fifth of a line.
const FULL_LINE: f32 = 0.8;

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
    /// After the total row: the final deadline, if its label follows.
    AfterTotal,
}

/// Where an item's words went, for the copies of lines across a seam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Went {
    item: usize,
    open: Open,
}

/// Reads one sheet.
pub fn walk(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sheet: &Sheet,
    gaps_tell: bool,
) -> Draft {
    let mut walker = Walker {
        flow,
        profile,
        items,
        sheet,
        draft: Draft::default(),
        rows: Vec::new(),
        table: Table::default(),
        open: Open::Nothing,
        went: Vec::new(),
        pending: Vec::new(),
        orphans: Vec::new(),
        total_seen: false,
        deadline_label: None,
        signed: false,
        second_values: Vec::new(),
        repeated: Vec::new(),
        longest_line: items[sheet.items.clone()]
            .iter()
            .map(|i| i.piece.end)
            .max()
            .unwrap_or(0),
    };
    for at in sheet.items.clone() {
        walker.item(at);
    }
    walker.finish(gaps_tell)
}

struct Walker<'w, 'f> {
    flow: &'w Flow<'f>,
    profile: &'w Profile,
    items: &'w [Item],
    sheet: &'w Sheet,
    draft: Draft,
    rows: Vec<Row>,
    table: Table,
    open: Open,
    went: Vec<Went>,
    /// Lines after the total row, waiting for the deadline's label.
    pending: Vec<(Piece, usize)>,
    /// Lines that stand where nothing is open.
    orphans: Vec<(Piece, usize)>,
    total_seen: bool,
    /// The deadline's label, once seen.
    deadline_label: Option<Piece>,
    /// A signature line stands between the open field and here.
    signed: bool,
    /// Fields whose label stood again, and how many pieces they had by then.
    second_values: Vec<(Field, usize)>,
    /// Items that were found to be second copies.
    repeated: Vec<usize>,
    /// Bytes of the longest line of the sheet.
    longest_line: u32,
}

impl Walker<'_, '_> {
    fn item(&mut self, at: usize) {
        let item = &self.items[at];
        self.draft.pages.1 = item.page;
        if self.draft.pages.0 == 0 {
            self.draft.pages.0 = item.page;
        }
        if item.place.is_some() && self.cell(at) {
            return;
        }
        if self.copy(at) {
            return;
        }
        match item.class.clone() {
            Class::Plain => self.plain(at),
            Class::Entity | Class::OrgUnit => self.head_line(at),
            Class::ObjectiveLabel | Class::LabelRest => self.label_part(item.piece),
            Class::LabelEnd(range) => {
                self.label_part(item.piece);
                if let (Open::Statement(n), piece) = (self.open, item.piece.part(range)) {
                    self.draft.statements[n].label.push(piece);
                }
            }
            Class::Objective {
                code,
                title,
                labelled,
            } => self.objective(at, code, title, labelled),
            Class::Field {
                field,
                label,
                value,
                strength,
            } => self.field(at, field, label, value, strength),
            Class::Head(head) => {
                if let Some(date) = head.date {
                    self.draft
                        .reference_date
                        .get_or_insert(item.piece.part(date));
                }
                self.draft.percent_head |= item.piece.text(self.flow).contains('%');
                self.draft.claim(item.piece, Claim::Furniture);
                self.open = self.after_interruption();
            }
            Class::Phase {
                number,
                digits,
                value,
                colon,
            } => self.phase(at, number, digits, value, colon),
            Class::Total(weight) => self.total(at, weight),
            Class::Caption => {
                self.draft.claim(item.piece, Claim::Furniture);
                let waiting = self.total_seen && self.deadline_label.is_none();
                self.open = if waiting {
                    Open::AfterTotal
                } else {
                    Open::Nothing
                };
            }
            Class::Signature => {
                self.draft.claim(item.piece, Claim::Furniture);
                self.signed = true;
            }
            Class::Furniture | Class::Hidden => self.draft.claim(item.piece, Claim::Furniture),
            Class::Repeat => self.draft.claim(item.piece, Claim::Repeat),
        }
    }

    fn after_interruption(&self) -> Open {
        // A row goes on under a head that the next page prints again; any other
        // text ended before the table.
        match self.open {
            Open::Row(_) | Open::AfterTotal => self.open,
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

    /// A segment whose cell is known. False if it belongs to no body row.
    fn cell(&mut self, at: usize) -> bool {
        let item = &self.items[at];
        if item.class != Class::Plain {
            if let (Class::Head(_), None) = (&item.class, self.draft.reference_date) {
                let text = item.piece.text(self.flow);
                if let Some((_, range)) = crate::values::date::first_date(text) {
                    self.draft.reference_date = Some(item.piece.part(range));
                }
            }
            return false;
        }
        if let Some(place) = item.place {
            self.table.add(place, item.piece, item.doubtful);
            self.open = Open::Nothing;
        }
        true
    }

    // ---- lines printed twice ------------------------------------------------

    /// Handles an item that is the second copy of an earlier one. False if it is
    /// not, or if the words are meant twice.
    fn copy(&mut self, at: usize) -> bool {
        let Some(twin) = self.first_copy(at) else {
            return false;
        };
        let first_went = self
            .went
            .iter()
            .rev()
            .find(|w| w.item == twin)
            .map(|w| w.open);
        match &self.items[at].class {
            Class::Phase { number, .. } => self.phase_again(at, *number),
            Class::Field { .. } => match first_went {
                // More of that text came after its first line: the label's line
                // was drawn twice, and the reading stays where it is.
                Some(open) if !self.is_last(open, twin) => self.drawn_twice(at, open, twin),
                Some(open) => self.resume(at, open, twin),
                None => false,
            },
            Class::Plain | Class::Entity | Class::OrgUnit => match first_went {
                Some(open) => self.plain_copy(at, open, twin),
                None => false,
            },
            Class::ObjectiveLabel
            | Class::Objective { .. }
            | Class::LabelRest
            | Class::LabelEnd(_)
            | Class::Head(_)
            | Class::Total(_)
            | Class::Caption
            | Class::Signature
            | Class::Furniture
            | Class::Repeat
            | Class::Hidden => false,
        }
    }

    /// The copy of an item that counts: a line may be printed three times.
    fn first_copy(&self, at: usize) -> Option<usize> {
        let mut twin = self.items[at].twin?;
        while self.repeated.contains(&twin) {
            twin = self.items[twin].twin?;
        }
        self.sheet.items.contains(&twin).then_some(twin)
    }

    fn claim_repeat(&mut self, at: usize) {
        self.repeated.push(at);
        self.draft.claim(self.items[at].piece, Claim::Repeat);
    }

    /// A plain line whose words stand earlier in `open`.
    fn plain_copy(&mut self, at: usize, open: Open, twin: usize) -> bool {
        let last = self.is_last(open, twin);
        let here = self.open == open;
        let other_page = self.items[at].page != self.items[twin].page;
        if let (Open::Row(row), Open::Row(_), false) = (open, self.open, here) {
            // Rows say the same things ("Fase completata in data").
            return self.is_early_copy(row, twin) && self.forget_early_copy(row, twin);
        }
        if open == Open::Nothing || self.just_opened() && self.is_first(open, twin) {
            return false;
        }
        let meant_twice = here && !matches!(open, Open::Row(_)) && !last;
        if meant_twice || other_page && !last {
            return false;
        }
        if other_page && matches!(open, Open::Row(row) if row + 1 != self.rows.len()) {
            return false;
        }
        if self.in_mid_text(open) {
            return self.copy_in_text(at);
        }
        if last {
            return self.resume(at, open, twin);
        }
        self.drawn_twice(at, open, twin)
    }

    /// A labelled text other than `target` stands open and has begun.
    fn in_mid_text(&self, target: Open) -> bool {
        self.open != target && matches!(self.open, Open::Single(_) | Open::Statement(_))
    }

    /// A copy of another text's line inside a text that is complete so far is a
    /// repeat and the reading stays. If the text breaks off without it, the line
    /// may be meant: it is kept, with a doubt.
    fn copy_in_text(&mut self, at: usize) -> bool {
        let piece = self.items[at].piece;
        if self.breaks_off() {
            self.doubt_open("two-readings", piece, format!(
                "\"{}\" stands on the page before too; it was read as going on with this text, could be a line printed twice",
                piece.text(self.flow)
            ));
            return false;
        }
        self.claim_repeat(at);
        true
    }

    /// The open text ends without a full stop or a like sign, on a line so long
    /// that it was broken there: another line of it must follow.
    fn breaks_off(&self) -> bool {
        let pieces = match self.open {
            Open::Single(field) => self.draft.single(field).unwrap_or_default(),
            Open::Statement(n) => &self.draft.statements[n].text,
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Row(_)
            | Open::AfterTotal => return false,
        };
        let Some(last) = pieces.last() else {
            return false;
        };
        let ended = last
            .text(self.flow)
            .trim_end()
            .ends_with(['.', ';', ':', '!', '?', ')', '"', '”', '»']);
        !ended && last.end as f32 >= FULL_LINE * self.longest_line as f32
    }

    /// Whether `open` begins with the words of `twin`: two fields may have the
    /// same value.
    fn is_first(&self, open: Open, twin: usize) -> bool {
        let first = match open {
            Open::Single(field) => self.draft.single(field).and_then(|p| p.first()),
            Open::Statement(n) => self.draft.statements[n].text.first(),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Row(_)
            | Open::AfterTotal => None,
        };
        first == Some(&self.items[twin].piece)
    }

    /// Whether nothing went to `open` after `twin`.
    fn is_last(&self, open: Open, twin: usize) -> bool {
        match open {
            Open::Row(row) => self.rows[row].ends_with(twin),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Single(_)
            | Open::Statement(_)
            | Open::AfterTotal => {
                self.went
                    .iter()
                    .rev()
                    .find(|w| w.open == open)
                    .map(|w| w.item)
                    == Some(twin)
            }
        }
    }

    /// A line inside a text that is complete, drawn a second time later: a
    /// repeat, and the reading stays where it is, unless it stands in the same
    /// row, where the second copy says how the row goes on.
    fn drawn_twice(&mut self, at: usize, open: Open, twin: usize) -> bool {
        if self.open == open {
            return self.resume(at, open, twin);
        }
        self.claim_repeat(at);
        true
    }

    /// A label has just been read and its value is still empty: a text equal to
    /// an earlier one may be meant.
    fn just_opened(&self) -> bool {
        match self.open {
            Open::Single(field) => self.draft.single(field).is_some_and(<[Piece]>::is_empty),
            Open::Statement(n) => self.draft.statements[n].text.is_empty(),
            Open::Title => self.draft.title.is_empty(),
            Open::Nothing | Open::Entity | Open::OrgUnit | Open::Row(_) | Open::AfterTotal => false,
        }
    }

    fn resume(&mut self, at: usize, open: Open, twin: usize) -> bool {
        self.claim_repeat(at);
        if let Open::Row(row) = open {
            self.rows[row].resume_after(twin);
        }
        self.open = open;
        self.signed = false;
        true
    }

    /// "fase 3:" again, with its lines: the row goes on.
    fn phase_again(&mut self, at: usize, number: u32) -> bool {
        let Some(row) = self.rows.iter().position(|r| r.number == number) else {
            return false;
        };
        self.claim_repeat(at);
        self.rows[row].cursor = self.rows[row].chunks.len().min(self.rows[row].cursor);
        self.open = Open::Row(row);
        true
    }

    /// The first copy of a line that belongs to the row just begun was painted
    /// before the row's label, so it seemed to end the row before.
    fn is_early_copy(&self, row: usize, twin: usize) -> bool {
        let Open::Row(here) = self.open else {
            return false;
        };
        here == row + 1
            && self.rows[here].chunks.is_empty()
            && self.rows[row].ends_with(twin)
            && self.rows[row].has_weight(self.flow)
    }

    fn forget_early_copy(&mut self, row: usize, twin: usize) -> bool {
        if let Some(chunk) = self.rows[row].chunks.pop() {
            debug_assert_eq!(chunk.item, twin);
            self.draft.claim(chunk.piece, Claim::Repeat);
        }
        // The second copy is the one that counts.
        false
    }

    // ---- text -----------------------------------------------------------------

    fn plain(&mut self, at: usize) {
        let piece = self.items[at].piece;
        if self.stands_before_deadline_label(at) {
            self.pending.push((piece, at));
        } else {
            self.put(self.open, at, piece);
        }
    }

    /// "08/10/2025Scadenza finale ...:": the value is on the label's own line.
    fn stands_before_deadline_label(&self, at: usize) -> bool {
        self.items.get(at + 1).is_some_and(|next| {
            next.piece.line == self.items[at].piece.line
                && next.place.is_none()
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

    fn put(&mut self, open: Open, at: usize, piece: Piece) {
        if piece.start >= piece.end {
            return;
        }
        if self.signed && self.open == open && matches!(open, Open::Single(_) | Open::Statement(_))
        {
            self.doubt_after_signature(piece);
        }
        self.went.push(Went { item: at, open });
        match open {
            Open::Nothing => self.orphans.push((piece, at)),
            Open::Entity => self.draft.entity.get_or_insert_default().push(piece),
            Open::OrgUnit => self.draft.org_unit.get_or_insert_default().push(piece),
            Open::Title => self.draft.title.push(piece),
            Open::Single(field) => self.draft.single_mut(field).push(piece),
            Open::Statement(n) => self.draft.statements[n].text.push(piece),
            Open::Row(row) => self.rows[row].add(piece, at, self.items[at].gap_before),
            Open::AfterTotal => self.pending.push((piece, at)),
        }
    }

    fn doubt_after_signature(&mut self, piece: Piece) {
        self.signed = false;
        self.doubt_open("text-after-signature", piece, format!(
            "\"{}\" is printed after a line of signatures and was read as going on with the text before it",
            piece.text(self.flow)
        ));
    }

    /// A doubt about the text that stands open.
    fn doubt_open(&mut self, code: &'static str, piece: Piece, message: String) {
        let about = match self.open {
            Open::Single(field) => About::Field(field),
            Open::Statement(n) => About::Statement(n),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Row(_)
            | Open::AfterTotal => return,
        };
        self.draft.doubts.push(Doubt {
            about,
            code,
            message,
            pieces: vec![piece],
            other: None,
        });
    }

    // ---- the head ---------------------------------------------------------------

    /// A line that begins like the name of a body or unit: it is one only in the
    /// head of the sheet.
    fn head_line(&mut self, at: usize) {
        let item = &self.items[at];
        if at >= self.sheet.objective || self.goes_on_with_reference(at) {
            return self.plain(at);
        }
        let (open, slot) = match item.class {
            Class::Entity => (Open::Entity, &mut self.draft.entity),
            _ => (Open::OrgUnit, &mut self.draft.org_unit),
        };
        // "Area" or "Servizi" may begin a line of a name that goes on.
        let goes_on = matches!(self.open, Open::Entity | Open::OrgUnit)
            && slot.is_some()
            && open == self.open;
        if let Some(earlier) = slot.take_if(|_| !goes_on) {
            for piece in earlier {
                self.draft.claim(piece, Claim::Furniture);
            }
        }
        self.open = open;
        self.put(open, at, item.piece);
    }

    /// A reference that wraps ("Programma 06: / Servizi ausiliari ...") while the
    /// line of the kind still follows.
    fn goes_on_with_reference(&self, at: usize) -> bool {
        let same = |item: &Item| item.class == self.items[at].class;
        matches!(self.open, Open::Single(_))
            && self.items[at + 1..self.sheet.objective].iter().any(same)
    }

    fn objective(&mut self, at: usize, code: std::ops::Range<usize>, title: usize, labelled: bool) {
        let item = &self.items[at];
        if at != self.sheet.objective {
            // A second line of the kind inside a sheet is text or a copy.
            match item.twin {
                Some(_) => self.draft.claim(item.piece, Claim::Repeat),
                None => self.plain(at),
            }
            return;
        }
        if labelled {
            self.draft
                .claim(item.piece.part(0..code.start), Claim::Label);
        }
        self.draft
            .claim(item.piece.part(code.end..title), Claim::Label);
        self.draft.code = Some(item.piece.part(code));
        self.open = Open::Title;
        self.put(Open::Title, at, item.piece.after(title));
        self.note_place(at);
    }

    // ---- labels -----------------------------------------------------------------

    fn field(
        &mut self,
        at: usize,
        field: Field,
        label: Vec<std::ops::Range<usize>>,
        value: usize,
        strength: Strength,
    ) {
        let item = &self.items[at];
        if !self.counts(at, field, strength) {
            return self.plain(at);
        }
        self.signed = false;
        let label_pieces: Vec<Piece> = label.into_iter().map(|r| item.piece.part(r)).collect();
        let value_piece = item.piece.after(value);
        if field == Field::FinalDeadline {
            return self.deadline(at, value_piece);
        }
        if field.is_statement() {
            self.statement(at, field, label_pieces, value_piece, strength);
        } else {
            self.single(at, field, item.piece.part(0..value), value_piece);
        }
    }

    /// Whether a label counts where it stands.
    fn counts(&self, at: usize, field: Field, strength: Strength) -> bool {
        let in_row = matches!(self.open, Open::Row(_)) && !self.total_seen;
        let in_head = at < self.sheet.objective;
        match strength {
            Strength::Colon if in_row => !self.comes_again(at, field),
            Strength::Colon => true,
            // In the head, a line of a reference may be equal to a label ("Risorse umane").
            Strength::Bare => {
                !in_row
                    && (!in_head || self.profile.head_fields.contains(&field))
                    && !self.open_text_hangs()
            }
            Strength::Weak if field == Field::Responsible => in_head,
            Strength::Weak => !in_row,
        }
    }

    /// The open text ends with a dash or a colon: its next word is on the next
    /// line, even if it looks like a label ("Programma 10- / Risorse umane").
    fn open_text_hangs(&self) -> bool {
        let last = match self.open {
            Open::Single(field) => self.draft.single(field).and_then(<[Piece]>::last),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Statement(_)
            | Open::Row(_)
            | Open::AfterTotal => None,
        };
        last.is_some_and(|p| p.text(self.flow).trim_end().ends_with(['-', '–', ':', ',']))
    }

    /// Inside a row a label is a word of the row's text if the sheet prints the
    /// same label again outside.
    fn comes_again(&self, at: usize, field: Field) -> bool {
        self.items[at + 1..self.sheet.items.end].iter().any(|item| {
            matches!(item.class, Class::Field { field: other, strength: Strength::Colon, .. } if other == field)
                && item.twin != Some(at)
        })
    }

    fn single(&mut self, at: usize, field: Field, label: Piece, value: Piece) {
        let fresh = self.draft.single(field).is_none_or(<[Piece]>::is_empty);
        self.draft.claim(label, Claim::Label);
        if !fresh {
            self.doubt_label_again(field, label);
            let begun = self.draft.single(field).map_or(0, <[Piece]>::len);
            self.second_values.push((field, begun));
        }
        self.draft.single_mut(field);
        self.draft.labels.push((field, label));
        self.open = Open::Single(field);
        self.put(self.open, at, value);
        self.note_place(at);
    }

    fn doubt_label_again(&mut self, field: Field, label: Piece) {
        let so_far = self.draft.single(field).unwrap_or_default();
        let other = crate::source::Text::from_pieces(self.flow, so_far).value;
        self.draft.doubts.push(Doubt {
            about: About::Field(field),
            code: "label-printed-twice",
            message: format!(
                "the label \"{}\" stands twice on the sheet; both texts were joined",
                label.text(self.flow).trim()
            ),
            pieces: vec![label],
            other: Some(Some(other)),
        });
    }

    fn statement(
        &mut self,
        at: usize,
        field: Field,
        label: Vec<Piece>,
        value: Piece,
        strength: Strength,
    ) {
        let colons = self.items[at]
            .piece
            .part(0..(value.start - self.items[at].piece.start) as usize);
        let same_empty = self.draft.statements.iter().position(|s| {
            s.field == field && s.text.is_empty() && self.same_label(&s.label, &label)
        });
        let n = match same_empty {
            // A label painted without its value, and again with it.
            Some(n) => {
                let before = std::mem::replace(&mut self.draft.statements[n].label, label);
                for piece in before {
                    self.draft.claim(piece, Claim::Repeat);
                }
                n
            }
            None => {
                self.draft.statements.push(StatementDraft {
                    field,
                    label,
                    text: Vec::new(),
                });
                self.draft.statements.len() - 1
            }
        };
        debug_assert!(strength != Strength::Bare || value.start == value.end);
        self.draft.claim(colons, Claim::Label);
        self.open = Open::Statement(n);
        self.put(self.open, at, value);
        self.note_place(at);
    }

    fn same_label(&self, a: &[Piece], b: &[Piece]) -> bool {
        let folded = |pieces: &[Piece]| {
            let mut out = String::new();
            pieces
                .iter()
                .for_each(|p| schede_model::fold::fold_into(p.text(self.flow), &mut out));
            out
        };
        folded(a) == folded(b)
    }

    /// An item's words went where the reading now stands (even if none of them is
    /// a value).
    fn note_place(&mut self, at: usize) {
        self.went.push(Went {
            item: at,
            open: self.open,
        });
    }

    // ---- the final deadline -------------------------------------------------------

    /// The deadline's label: its value may stand before it, on the same line, or
    /// after it.
    fn deadline(&mut self, at: usize, value: Piece) {
        let item = &self.items[at];
        self.draft.claim(
            item.piece
                .part(0..(value.start - item.piece.start) as usize),
            Claim::Label,
        );
        self.deadline_label = Some(item.piece);
        self.take_pending();
        self.open = Open::Single(Field::FinalDeadline);
        self.draft.single_mut(Field::FinalDeadline);
        self.draft.labels.push((Field::FinalDeadline, item.piece));
        let empty_after = value.text(self.flow).trim().is_empty();
        let had_before = !self
            .draft
            .single(Field::FinalDeadline)
            .unwrap_or_default()
            .is_empty();
        if !empty_after {
            self.put(self.open, at, value);
        }
        if had_before && empty_after {
            // The value was before; what follows belongs to something else.
            self.open = Open::Nothing;
        }
        self.note_place(at);
    }

    fn take_pending(&mut self) {
        for (piece, item) in std::mem::take(&mut self.pending) {
            self.draft.single_mut(Field::FinalDeadline).push(piece);
            self.went.push(Went {
                item,
                open: Open::Single(Field::FinalDeadline),
            });
        }
    }

    // ---- phases ---------------------------------------------------------------------

    fn phase(
        &mut self,
        at: usize,
        number: u32,
        digits: std::ops::Range<usize>,
        value: usize,
        colon: bool,
    ) {
        let item = &self.items[at];
        if !self.is_row(at, number, value, colon) {
            return self.plain(at);
        }
        self.draft
            .claim(item.piece.part(0..digits.start), Claim::Label);
        self.draft
            .claim(item.piece.part(digits.end..value), Claim::Label);
        self.rows.push(Row::new(number, item.piece.part(digits)));
        self.open = Open::Row(self.rows.len() - 1);
        self.put(self.open, at, item.piece.after(value));
        self.note_place(at);
    }

    /// Whether "fase n" begins a row where it stands.
    fn is_row(&self, at: usize, number: u32, value: usize, colon: bool) -> bool {
        if self.total_seen
            || self.statements_begun()
            || at < self.sheet.objective
            || self.flow.geometric && self.table.n_rows() > 0
        {
            return false;
        }
        let last = self.rows.last();
        let expected = last.map_or(1, |r| r.number + 1);
        let ready = last.is_none_or(|r| r.has_weight(self.flow));
        if colon {
            return ready || number == expected;
        }
        let text = self.items[at].piece.text(self.flow);
        let rest = text[value..].trim_start();
        let alone = rest.is_empty() || rest.starts_with(|c: char| !c.is_lowercase());
        number == expected && ready && alone && !self.number_comes_again(at, number)
    }

    fn statements_begun(&self) -> bool {
        !self.draft.statements.is_empty()
    }

    /// The same number before the next one: the first is a word of a text
    /// ("60 giorni dalla conclusione della / fase 5").
    fn number_comes_again(&self, at: usize, number: u32) -> bool {
        self.items[at + 1..self.sheet.items.end]
            .iter()
            .filter(|item| item.twin.is_none_or(|t| t != at))
            .find_map(|item| match item.class {
                Class::Phase { number: n, .. } => Some(n),
                _ => None,
            })
            == Some(number)
    }

    fn total(&mut self, at: usize, weight: std::ops::Range<usize>) {
        let item = &self.items[at];
        let Some(last) = self.rows.last() else {
            return self.plain(at);
        };
        if self.total_again(item) {
            return self.draft.claim(item.piece, Claim::Repeat);
        }
        let in_table = matches!(self.open, Open::Row(_) | Open::Nothing)
            && !self.total_seen
            && !self.statements_begun();
        if !in_table || !last.has_weight(self.flow) {
            return self.plain(at);
        }
        self.total_seen = true;
        self.draft
            .claim(item.piece.part(0..weight.start), Claim::Label);
        self.draft.total = Some(item.piece.part(weight));
        self.open = Open::AfterTotal;
        self.note_place(at);
    }

    /// The total row painted again on the next page, before anything followed it.
    fn total_again(&self, item: &Item) -> bool {
        let same = |total: Piece| total.text(self.flow) == item.piece.text(self.flow);
        self.open == Open::AfterTotal
            && self.pending.is_empty()
            && self.draft.total.is_some_and(same)
    }

    // ---- the end ----------------------------------------------------------------------

    fn finish(mut self, gaps_tell: bool) -> Draft {
        self.find_reference_date();
        self.drop_second_statements();
        self.drop_second_values();
        self.settle_orphans();
        if self.deadline_label.is_none() {
            for (piece, _) in std::mem::take(&mut self.pending) {
                self.draft.claim(piece, Claim::Unclaimed);
            }
        } else {
            self.take_pending();
        }
        finish(self.flow, &self.rows, gaps_tell, &mut self.draft);
        self.table.finish(self.flow, self.profile, &mut self.draft);
        doubt_order(self.flow, self.profile, &mut self.draft, self.longest_line);
        self.draft
    }

    /// A statement that stands twice with the same label and words was painted on
    /// both sides of a page's end.
    fn drop_second_statements(&mut self) {
        let words = |pieces: &[Piece]| crate::source::Text::from_pieces(self.flow, pieces).value;
        let mut n = 1;
        while n < self.draft.statements.len() {
            let here = &self.draft.statements[n];
            let again = self.draft.statements[..n].iter().any(|s| {
                s.field == here.field
                    && words(&s.label) == words(&here.label)
                    && words(&s.text) == words(&here.text)
            });
            if again {
                let gone = self.draft.statements.remove(n);
                for piece in gone.label.into_iter().chain(gone.text) {
                    self.draft.claim(piece, Claim::Repeat);
                }
                self.forget_doubts_of_statement(n);
            } else {
                n += 1;
            }
        }
    }

    /// A field whose label stands twice with the same words after it has them
    /// once.
    fn drop_second_values(&mut self) {
        for (field, begun) in std::mem::take(&mut self.second_values) {
            let pieces = self.draft.single_mut(field);
            if begun > pieces.len() {
                continue;
            }
            let second = pieces.split_off(begun);
            let words =
                |pieces: &[Piece]| crate::source::Text::from_pieces(self.flow, pieces).value;
            if words(&second) == words(pieces) {
                second
                    .into_iter()
                    .for_each(|piece| self.draft.claim(piece, Claim::Repeat));
                self.draft
                    .doubts
                    .retain(|d| d.code != "label-printed-twice" || d.about != About::Field(field));
            } else {
                self.draft.single_mut(field).extend(second);
            }
        }
    }

    fn forget_doubts_of_statement(&mut self, gone: usize) {
        self.draft
            .doubts
            .retain(|d| d.about != About::Statement(gone));
        for doubt in &mut self.draft.doubts {
            if let About::Statement(n) = &mut doubt.about
                && *n > gone
            {
                *n -= 1;
            }
        }
    }

    /// A head whose cells were painted apart: the date follows its head's words
    /// at once.
    fn find_reference_date(&mut self) {
        if self.draft.reference_date.is_some() {
            return;
        }
        let items = &self.items[self.sheet.items.clone()];
        let dated = |item: &Item| {
            matches!(item.class, Class::Plain | Class::Head(_)) && item.place.is_none()
        };
        for (n, item) in items.iter().enumerate().filter(|(_, i)| dated(i)) {
            let text = item.piece.text(self.flow);
            if self
                .profile
                .heads
                .at_start(text)
                .is_none_or(|h| h.what != schede_model::Column::Monitoring)
            {
                continue;
            }
            // The date stands on the head's own line or on the next.
            let place = items[n..].iter().take(2).find_map(|i| {
                let (_, range) = crate::values::date::first_date(i.piece.text(self.flow))?;
                Some(i.piece.part(range))
            });
            if place.is_some() {
                self.draft.reference_date = place;
                return;
            }
        }
    }

    /// Lines in the table that stand behind a caption, with nothing to say where
    /// they belong: the outcome of the one row that is marked done and has none.
    fn settle_orphans(&mut self) {
        let orphans = std::mem::take(&mut self.orphans);
        let (in_table, elsewhere): (Vec<_>, Vec<_>) = orphans.into_iter().partition(|(_, at)| {
            *at > self.sheet.objective && !self.rows.is_empty() && self.before_statements(*at)
        });
        for (piece, _) in elsewhere {
            self.draft.claim(piece, Claim::Unclaimed);
        }
        if in_table.is_empty() {
            return;
        }
        let goes_on = in_table[0]
            .0
            .text(self.flow)
            .starts_with(char::is_lowercase);
        let (row, others) = if goes_on {
            (self.row_before(in_table[0].1), None)
        } else {
            self.row_without_outcome(in_table[0].1)
        };
        for (piece, at) in &in_table {
            self.rows[row].cursor = self.rows[row].chunks.len();
            self.rows[row].add(*piece, *at, false);
        }
        let pieces: Vec<Piece> = in_table.iter().map(|(piece, _)| *piece).collect();
        let could = others.map_or(String::new(), |n| format!(", could be of phase {n}"));
        for about in [
            About::Phase(row, Cell::Outcome),
            About::Phase(row, Cell::Row),
        ] {
            self.draft.doubts.push(Doubt {
                about,
                code: "two-readings",
                message: format!(
                    "\"{}\" stands apart from the rows; read as outcome of phase {}{could}",
                    pieces[0].text(self.flow),
                    self.rows[row].number,
                ),
                pieces: pieces.clone(),
                other: Some(None),
            });
        }
    }

    /// The last row that began before item `at`.
    fn row_before(&self, at: usize) -> usize {
        let line = self.items[at].piece.line;
        self.rows
            .iter()
            .rposition(|row| row.digits.line < line)
            .unwrap_or(0)
    }

    fn before_statements(&self, at: usize) -> bool {
        let first = self.items[self.sheet.objective..self.sheet.items.end]
            .iter()
            .position(|i| matches!(i.class, Class::Field { field, strength: Strength::Colon, .. } if field.is_statement()));
        first.is_none_or(|n| at < self.sheet.objective + n)
    }

    /// The first row before item `at` that is marked done and has no outcome,
    /// and the number of another that could be meant.
    fn row_without_outcome(&self, at: usize) -> (usize, Option<u32>) {
        let mut scratch = Draft::default();
        finish(self.flow, &self.rows, false, &mut scratch);
        let begun = |n: &usize| self.rows[*n].digits.line < self.items[at].piece.line;
        let open: Vec<usize> = (0..self.rows.len())
            .filter(begun)
            .filter(|n| scratch.phases[*n].outcome.is_empty())
            .collect();
        let done = open.iter().copied().find(|n| {
            scratch.phases[*n]
                .monitoring
                .value
                .split_whitespace()
                .next()
                .is_some_and(super::looks::is_status)
        });
        let row = done
            .or(open.first().copied())
            .unwrap_or(self.rows.len() - 1);
        let other = open
            .iter()
            .copied()
            .find(|n| *n != row)
            .map(|n| self.rows[n].number);
        (row, other)
    }
}
