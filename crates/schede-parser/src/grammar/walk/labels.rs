//! Labels: which words count as one where they stand, and what they open.
//! Also the final deadline, whose value may stand before its label.

use schede_model::WeightUnit;
use schede_profile::Field;
use smallvec::smallvec;

use super::{Open, Walker};
use crate::doubts::neighbours::PRINTED_TWICE;
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, Doubt, StatementDraft};
use crate::grammar::items::{Class, Item, LabelParts, Strength};
use crate::source::{Piece, Pieces, positions};
use crate::values::year::first_year;

impl Walker<'_, '_, '_> {
    pub(super) fn field(
        &mut self,
        at: usize,
        field: Field,
        label: &LabelParts,
        value: usize,
        strength: Strength,
    ) {
        let item = &self.items[at];
        if field == Field::Title {
            return self.title(at, value);
        }
        let named = item.piece.after(value).text(self.flow);
        let is_office = field == Field::Responsible
            && strength != Strength::Colon
            && named.contains(char::is_alphanumeric);
        let label_piece = item.piece.part(0..value);
        if !self.counts(at, field, strength) || self.begins_value(field, label_piece, is_office) {
            return self.plain(at);
        }
        if field == Field::Weight && self.is_sentence(at, item.piece.after(value)) {
            return self.weight_in_sentence(at);
        }
        if field == Field::Weight {
            let label = item.piece.part(0..value).text(self.flow);
            if label.contains('%') {
                self.draft.own_unit = Some(WeightUnit::Percent);
            }
        }
        let upper = matches!(field, Field::Purpose | Field::Description);
        if std::mem::take(&mut self.signed) && upper && !self.flow.geometric {
            self.late.get_or_insert(item.piece);
        }
        let value_piece = item.piece.after(value);
        let lost = strength == Strength::Lost;
        if lost {
            self.doubt_lost_colon(item.piece);
        }
        if field == Field::FinalDeadline {
            self.deadline(at, value_piece);
        } else if field.is_statement() {
            let label = label.iter().map(|part| item.piece.part(positions(&part)));
            self.statement(at, field, label.collect(), value_piece, strength);
        } else {
            self.single(at, field, item.piece.part(0..value), value_piece);
        }
        if lost {
            self.doubt_lost_colon(item.piece);
        }
    }

    /// Whether the words behind the label of the weight end like a sentence, on a further line
    /// of a text ("Peso dell'obiettivo: 15%.").
    fn is_sentence(&self, at: usize, value: Piece) -> bool {
        let item = &self.items[at];
        let above = at.checked_sub(1).map(|above| self.items[above].block);
        let in_text = matches!(self.open, Open::Single(_) | Open::Statement(_));
        let within = !self.flow.geometric || !item.gap_before || above == Some(item.block);
        in_text && within && value.text(self.flow).trim_end().ends_with('.')
    }

    /// A sentence like the label of the weight goes on with the text above; it may be that
    /// label.
    fn weight_in_sentence(&mut self, at: usize) {
        let label = self.items[at].piece;
        let message = || {
            format!(
                "\"{}\" was read as a sentence, but may be a label and its value",
                label.text(self.flow).trim()
            )
        };
        for open in [self.open, Open::Single(Field::Weight)] {
            self.doubt(open, "two-readings", label, message());
        }
        self.plain(at);
    }

    /// A label without a colon: the text before may go on with it.
    fn doubt_lost_colon(&mut self, label: Piece) {
        let message = format!(
            "\"{}\" was read as a label, but has no colon here",
            label.text(self.flow)
        );
        self.doubt_open("two-readings", label, message);
    }

    /// The title behind a label of its own.
    fn title(&mut self, at: usize, value: usize) {
        let item = &self.items[at];
        if !self
            .draft
            .title
            .iter()
            .all(|piece| piece.start == piece.end)
        {
            return self.plain(at);
        }
        self.draft.claim(item.piece.part(0..value), Claim::Label);
        self.open = Open::Title;
        self.put(Open::Title, at, item.piece.after(value));
        self.note_place(at);
    }

    /// Whether a label counts where it stands.
    pub(super) fn counts(&self, at: usize, field: Field, strength: Strength) -> bool {
        let in_row = matches!(self.open, Open::Row(_))
            && !self.total_seen
            && (strength == Strength::Colon || !self.is_below_last_row(at, field));
        let in_head = at < self.sheet.objective;
        match strength {
            Strength::Colon if in_row => !self.comes_again(at, field),
            Strength::Colon => true,
            // In the head, a line of a reference may be equal to a label ("Risorse umane").
            Strength::Bare => {
                !in_row
                    && (!in_head
                        || self.profile.head_fields.contains(&field)
                        || self.is_before_number(at, field))
                    && !self.open_text_hangs()
            }
            Strength::Weak if field == Field::Responsible => in_head,
            Strength::Weak | Strength::Lost => !in_row,
        }
    }

    /// Whether a label of the weight or the deadline stands on paper before a number, in a
    /// cell of the head.
    fn is_before_number(&self, at: usize, field: Field) -> bool {
        let next = self.items[..self.sheet.items.end].get(at + 1);
        let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        self.flow.geometric
            && matches!(field, Field::Weight | Field::FinalDeadline)
            && next.is_some_and(|next| number(next.piece.text(self.flow)))
    }

    /// Whether another spelling of the label that was just read stands behind its colon, or
    /// beside it: it begins the value ("Risorse finanziarie: Stanziamenti di bilancio 2025:"). On
    /// paper one that may be a person's office (`is_office`) does so on the line below a label,
    /// too: "Responsabile" over "Titolare P.O. geom. Zani".
    fn begins_value(&self, field: Field, label: Piece, is_office: bool) -> bool {
        let Some(first) = self.draft.label(field) else {
            return false;
        };
        let so_far = self.draft.single(field).unwrap_or_default();
        let text = first.text(self.flow).trim_end();
        self.open == Open::Single(field)
            && so_far.iter().all(|piece| piece.start == piece.end)
            && (text.ends_with(':')
                || first.line == label.line
                || is_office && self.flow.geometric && first.line + 1 == label.line)
            && !self.same_label(&[first], &[label])
    }

    /// Whether a label without a colon stands below the last row of a table that has no row of
    /// the total, in the stream of a form that prints no colons behind its labels there.
    fn is_below_last_row(&self, at: usize, field: Field) -> bool {
        let below = &self.items[at..self.sheet.items.end];
        let may = |item: &Item| {
            item.colon_label().is_none() && !matches!(item.class, Class::Phase { .. })
        };
        let last = self.rows.last();
        !self.flow.geometric
            && !self.profile.head_fields.contains(&field)
            && last.is_some_and(|row| row.has_figure(self.flow, &self.profile.vocabulary))
            && below.iter().all(may)
    }

    /// The open text ends with a dash or a colon: its next word is on the next
    /// line, even if it looks like a label ("Programma 10- / Risorse umane").
    pub(super) fn open_text_hangs(&self) -> bool {
        let last = match self.open {
            Open::Single(field) => self.draft.single(field).and_then(<[Piece]>::last),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Statement(_)
            | Open::Row(_)
            | Open::Cell(_)
            | Open::AfterTotal => None,
        };
        last.is_some_and(|p| p.text(self.flow).trim_end().ends_with(['-', '–', ':', ',']))
    }

    /// Inside a row a label is a word of the row's text if the sheet prints the
    /// same label again outside. That of another year is another.
    pub(super) fn comes_again(&self, at: usize, field: Field) -> bool {
        let year = |item: &Item| match item.class {
            Class::Field { value, .. } => {
                let label = item.piece.part(0..value as usize).text(self.flow);
                first_year(label).map(|(year, _)| year)
            }
            _ => None,
        };
        let own = year(&self.items[at]);
        let other_year = |item: &Item| own.zip(year(item)).is_some_and(|(a, b)| a != b);
        self.items[at + 1..self.sheet.items.end].iter().any(|item| {
            item.colon_label() == Some(field) && item.twin() != Some(at) && !other_year(item)
        })
    }

    pub(super) fn single(&mut self, at: usize, field: Field, label: Piece, value: Piece) {
        let fresh = self.draft.single(field).is_none_or(<[Piece]>::is_empty);
        self.draft.claim(label, Claim::Label);
        // A cell of the reference's own, whose label is a part of it.
        let part = label.start == label.end;
        if !fresh && !part {
            self.doubt_label_again(field, label);
            self.doubt_around(field, label);
            let begun = self.draft.single(field).map_or(0, <[Piece]>::len);
            self.second_values.push((field, begun));
        }
        if field == Field::Notes {
            self.doubt_early_notes(label);
        }
        self.draft.single_mut(field);
        self.draft.labels.push((field, label));
        self.before_labels.push((field, self.open));
        self.open = Open::Single(field);
        self.put(self.open, at, value);
        self.note_place(at);
    }

    /// Notes end a sheet: where they stand before its table, "Note:" may be the beginning of
    /// a sentence, and the text before it goes on.
    fn doubt_early_notes(&mut self, label: Piece) {
        let behind = &self.items[..self.sheet.items.end];
        // The word and the number of a row may stand on two lines of a narrow cell.
        let is_row = |item: &Item| {
            matches!(item.class, Class::Phase { .. } | Class::PhaseWord) || item.is_placed
        };
        let rows_follow = |label: Piece| {
            let mut behind = behind.iter();
            behind.any(|item| item.piece.line > label.line && is_row(item))
        };
        if !self.rows.is_empty() || self.table.n_rows() > 0 || !rows_follow(label) {
            return;
        }
        let message = format!(
            "\"{}\" stands before the table, where other text does; the text before it may go on with it",
            label.text(self.flow).trim()
        );
        for open in [self.open, Open::Single(Field::Notes)] {
            self.doubt(open, "two-readings", label, message.clone());
        }
    }

    /// Of two labels of a field one may be the beginning of a sentence, and the text before
    /// it goes on.
    fn doubt_around(&mut self, field: Field, label: Piece) {
        let Some(first) = self.draft.label(field) else {
            return;
        };
        let mut before = self.before_labels.iter();
        let before = before.find(|(of, _)| *of == field).map(|(_, open)| *open);
        let texts = before.map(|open| (open, first)).into_iter();
        for (open, piece) in texts.chain([(self.open, label)]) {
            let message = format!(
                "\"{}\" is one of two labels of one text; the text before it may go on with it",
                piece.text(self.flow).trim()
            );
            self.doubt(open, "two-readings", piece, message);
        }
    }

    pub(super) fn doubt_label_again(&mut self, field: Field, label: Piece) {
        let so_far = self.draft.single(field).unwrap_or_default();
        let other = crate::source::Text::from_pieces(self.flow, so_far).value;
        self.draft.doubts.push(Doubt {
            about: About::Field(field),
            code: PRINTED_TWICE,
            message: format!(
                "the label \"{}\" stands twice on the sheet; both texts were joined",
                label.text(self.flow).trim()
            ),
            pieces: smallvec![label],
            other: Some(Some(other)),
        });
    }

    pub(super) fn statement(
        &mut self,
        at: usize,
        field: Field,
        label: Pieces,
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
                    text: Pieces::new(),
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

    pub(super) fn same_label(&self, a: &[Piece], b: &[Piece]) -> bool {
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
    pub(super) fn note_place(&mut self, at: usize) {
        self.note_went(at, self.open);
    }

    /// The deadline's label: its value may stand before it, on the same line, or
    /// after it.
    pub(super) fn deadline(&mut self, at: usize, value: Piece) {
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

    pub(super) fn take_pending(&mut self) {
        for (piece, item) in std::mem::take(&mut self.pending) {
            self.draft.single_mut(Field::FinalDeadline).push(piece);
            self.note_went(item, Open::Single(Field::FinalDeadline));
        }
    }
}
