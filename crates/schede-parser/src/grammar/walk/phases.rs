//! Rows of the table read from a stream: which "fase n" begins one, and the
//! total row that ends the table.

use std::ops::Range;

use schede_model::Column;
use schede_profile::Field;

use super::{Open, Walker};
use crate::grammar::claims::Claim;
use crate::grammar::draft::StatementDraft;
use crate::grammar::items::{Class, Item};
use crate::grammar::rows::Row;
use crate::grammar::stream_rows::columns_above;
use crate::source::{Piece, positions, word_start};
use crate::values::date::is_date_shaped;
use crate::values::weight::{ALL, weight_at_start};

impl Walker<'_, '_, '_> {
    pub(super) fn phase(
        &mut self,
        at: usize,
        number: u32,
        digits: Range<usize>,
        value: usize,
        colon: bool,
    ) {
        if !self.is_row(at, number, value, colon) {
            return self.plain(at);
        }
        if self.is_step(at, number) {
            return self.step(at);
        }
        let item = &self.items[at];
        self.draft
            .claim(item.piece.part(0..digits.start), Claim::Label);
        self.draft
            .claim(item.piece.part(digits.end..value), Claim::Label);
        if self.rows.is_empty() && !self.flow.geometric {
            let columns = columns_above(self.flow, self.profile, self.items, at);
            self.weightless = columns.is_some_and(|all| !all.contains(&Column::Weight));
        }
        self.rows.push(Row::new(number, item.piece.part(digits)));
        self.open = Open::Row(self.rows.len() - 1);
        self.put(self.open, at, item.piece.after(value));
        self.note_place(at);
    }

    /// Whether an item is the label of a row that begins there.
    pub(super) fn begins_row(&self, at: usize) -> bool {
        let item = self.items[..self.sheet.items.end].get(at);
        match item.map(|item| &item.class) {
            Some(Class::Phase {
                number,
                value,
                colon,
                ..
            }) => self.is_row(at, *number, *value as usize, *colon),
            _ => false,
        }
    }

    /// Whether "fase n" begins a row where it stands.
    pub(super) fn is_row(&self, at: usize, number: u32, value: usize, colon: bool) -> bool {
        if self.total_seen
            || self.statements_begun() && !self.is_late_row(at, number)
            || at < self.sheet.objective
            || self.flow.geometric && self.table.n_rows() > 0
        {
            return false;
        }
        let last = self.rows.last();
        let expected = last.map_or(1, |r| r.number + 1);
        let known = &self.profile.vocabulary;
        let complete = |row: &Row| match self.weightless {
            true => row.has_figure(self.flow, known),
            false => row.has_weight(self.flow, known),
        };
        let ready = || last.is_none_or(complete);
        if colon {
            return number == expected || ready();
        }
        let text = self.items[at].piece.text(self.flow);
        let rest = text[value..].trim_start();
        let alone = rest.is_empty() || rest.starts_with(|c: char| !c.is_lowercase());
        number == expected && alone && ready() && !self.number_comes_again(at, number)
    }

    /// Whether the rows are those of a table that stands below statements, in a stream.
    fn stands_below_statements(&self) -> bool {
        let label = |statement: &StatementDraft| statement.label.first().map(|label| label.line);
        let last = self.draft.statements.last().and_then(label);
        let first = self.rows.first().map(|row| row.digits.line);
        !self.flow.geometric && last.zip(first).is_some_and(|(label, row)| label < row)
    }

    /// Whether a row is of such a table: the head stands right above the first.
    fn is_late_row(&self, at: usize, number: u32) -> bool {
        let headed = || columns_above(self.flow, self.profile, self.items, at).is_some();
        let begins = || number == 1 && self.rows.is_empty() && headed();
        !self.flow.geometric && (self.stands_below_statements() || begins())
    }

    pub(super) fn statements_begun(&self) -> bool {
        !self.draft.statements.is_empty()
    }

    /// The same number before the next one: the first is a word of a text
    /// ("60 giorni dalla conclusione della / fase 5").
    pub(super) fn number_comes_again(&self, at: usize, number: u32) -> bool {
        self.items[at + 1..self.sheet.items.end]
            .iter()
            .filter(|item| item.twin().is_none_or(|t| t != at))
            .find_map(|item| match item.class {
                Class::Phase { number: n, .. } => Some(n),
                _ => None,
            })
            == Some(number)
    }

    /// All of a table's weight behind a row that has its own, and a date behind it
    /// ("100% 31/12/2025"): the total and the final deadline in one line.
    pub(super) fn total_before_date(&self, at: usize) -> Option<(Range<usize>, usize)> {
        let text = self.items[at].piece.text(self.flow);
        let in_table = matches!(self.open, Open::Row(_) | Open::Nothing) && !self.total_seen;
        let figure = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
        if self.flow.geometric || !in_table || !figure || self.items[at].twin().is_some() {
            return None;
        }
        let weight = weight_at_start(text).filter(|w| w.percent && w.value == ALL)?;
        let date = word_start(text, weight.end).filter(|date| *date > weight.end)?;
        let known = &self.profile.vocabulary;
        let row = self.rows.last()?;
        (is_date_shaped(&text[date..])
            && row.has_weight(self.flow, known)
            && !self.statements_begun()
            && !self.table_goes_on(at, 0..weight.end))
        .then_some((0..weight.end, date))
    }

    pub(super) fn total(&mut self, at: usize, weight: Range<usize>) {
        let item = &self.items[at];
        let Some(last) = self.rows.last() else {
            return self.plain(at);
        };
        if self.total_again(item) || self.weight_over_page(at) {
            return self.draft.claim(item.piece, Claim::Repeat);
        }
        let in_table = matches!(self.open, Open::Row(_) | Open::Nothing)
            && !self.total_seen
            && (!self.statements_begun() || self.stands_below_statements());
        if !in_table
            || !last.has_weight(self.flow, &self.profile.vocabulary)
            || self.table_goes_on(at, weight.clone())
        {
            return self.plain(at);
        }
        self.total_seen = true;
        self.draft
            .claim(item.piece.part(0..weight.start), Claim::Label);
        self.draft.total = Some(item.piece.part(weight));
        self.open = Open::AfterTotal;
        self.note_place(at);
    }

    /// Whether a weight with which a page begins is the line that ends the page before, printed
    /// on both: all of the table's weight may be that of its only row and the total.
    fn weight_over_page(&self, at: usize) -> bool {
        let item = &self.items[at];
        let text = |item: &Item| item.piece.text(self.flow).trim();
        let shown = |item: &&Item| !item.is_aside();
        let before = self.items[self.sheet.items.start..at]
            .iter()
            .rev()
            .find(shown);
        let is_all = || weight_at_start(text(item)).is_some_and(|weight| weight.value == ALL);
        !self.flow.geometric
            && before.is_some_and(|b| b.page != item.page && text(b) == text(item))
            && !is_all()
    }

    /// Whether the table goes on behind a weight alone on its line: the next row follows, or
    /// all of the table's weight behind less of it. Then it is the weight of a row whose
    /// words hold another figure, or a figure of a text whose words stand one by one.
    fn table_goes_on(&self, at: usize, weight: Range<usize>) -> bool {
        let Some(last) = self.rows.last().filter(|_| !self.flow.geometric) else {
            return false;
        };
        let is_all = |item: &Item, weight: Range<usize>| {
            let piece = item.piece.part(weight);
            weight_at_start(piece.text(self.flow)).is_some_and(|weight| weight.value == ALL)
        };
        let less = !is_all(&self.items[at], weight);
        let below = &self.items[at + 1..self.sheet.items.end];
        let below = below.iter().take_while(|item| match &item.class {
            Class::Field { field, .. } => *field == Field::FinalDeadline,
            Class::Objective { .. } => false,
            _ => true,
        });
        below.into_iter().any(|item| match &item.class {
            Class::Phase { number, colon, .. } => *colon && *number == last.number + 1,
            Class::Total(part) => less && is_all(item, positions(part)),
            _ => false,
        })
    }

    /// The per cent sign of the total, on a line of its own.
    pub(super) fn is_sign_of_total(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.items[before]);
        self.open == Open::AfterTotal
            && self.pending.is_empty()
            && before.is_some_and(|item| matches!(item.class, Class::Total(_)))
            && self.items[at].piece.text(self.flow) == "%"
    }

    /// "Totale" on a line of its own, above its weight.
    pub(super) fn names_total(&self, at: usize) -> bool {
        if !matches!(self.open, Open::Row(_)) {
            return false;
        }
        let next = self.items[..self.sheet.items.end].get(at + 1);
        let text = self.items[at].piece.text(self.flow).trim_end();
        let label = self.profile.totals.at_start(text);
        next.is_some_and(|item| matches!(item.class, Class::Total(_)))
            && label.is_some_and(|label| text[label.end..].trim_matches([' ', ':', '.']).is_empty())
    }

    /// The total row painted again on the next page, before anything followed it.
    pub(super) fn total_again(&self, item: &Item) -> bool {
        let same = |total: Piece| total.text(self.flow) == item.piece.text(self.flow);
        self.open == Open::AfterTotal
            && self.pending.is_empty()
            && self.draft.total.is_some_and(same)
    }
}
