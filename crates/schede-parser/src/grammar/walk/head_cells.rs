//! The cells of a table's head where the layout knows them: a date that the edge of its
//! narrow cell cuts, and words that name no column of the form.
//!
//! In: the items of a sheet, its draft. Out: the reference date, doubts.
//! Not here: heads of a text without cells (`settle`, `heads`).

use schede_model::Column;
use schede_profile::Printed;

use super::Walker;
use crate::grammar::draft::{About, Cell, Doubt};
use crate::grammar::heads::{head_column, head_rest, wants_date};
use crate::grammar::items::Item;
use crate::source::Piece;
use crate::values::date::{date_at_start, is_date_shaped};

/// Distance (in heights of the type) from the words of a known head beside them from
/// which on words are of another cell.
const APART: f64 = 1.0;

/// Share of the smaller of two texts that stands below or beside the other one, at least,
/// where it is said to.
const SHARED: f64 = 0.5;

/// Words of a line among which the date of a head stands, at most: the head's last word, or
/// one of the cell, may stand before it.
const DATE_AFTER: usize = 2;

/// Letters of the head of a column, at least.
const LEAST_LETTERS: usize = 3;

/// Heads that are of columns other than a row's words, in the order of the cells.
const CELLS: [(Column, Cell); 5] = [
    (Column::Description, Cell::Description),
    (Column::Weight, Cell::Weight),
    (Column::Monitoring, Cell::Monitoring),
    (Column::Due, Cell::Due),
    (Column::Outcome, Cell::Outcome),
];

/// A piece of a head with its box: left, top, right, bottom.
struct Placed {
    piece: Piece,
    page: u32,
    column: Option<Column>,
    at: [f64; 4],
}

impl Walker<'_, '_, '_> {
    pub(super) fn is_in_head(&self, item: &Item) -> bool {
        let place = item.place(self.flow);
        place.is_some_and(|place| place.column == Column::Head)
    }

    /// The cells of the heads: the lines of each.
    fn head_cells(&self) -> impl Iterator<Item = &[Item]> {
        let items = &self.items[self.sheet.items.clone()];
        items
            .chunk_by(|a, b| a.block == b.block)
            .filter(|cell| self.is_in_head(&cell[0]))
    }

    fn joined(&self, cell: &[Item]) -> String {
        let lines: Vec<&str> = cell.iter().map(|i| i.piece.text(self.flow)).collect();
        lines.join(" ")
    }

    /// The date of a head that is cut within its words ("Monitora" over "ggio al 30"
    /// over "/09/2025").
    pub(super) fn cut_head_date(&mut self) {
        let found = self.head_cells().find_map(|cell| self.date_of_cell(cell));
        if let Some((date, rest)) = found {
            self.draft.reference_date = Some(date);
            self.draft.date_rest = rest;
        }
    }

    fn date_of_cell(&self, cell: &[Item]) -> Option<(Piece, Option<Piece>)> {
        let joined = self.joined(cell);
        let label = self.profile.heads.at_start(&joined);
        let label = label.filter(|label| label.what == Column::Monitoring)?;
        let rest = &joined[label.end..];
        let date: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
        date_at_start(&date).filter(|(_, end)| *end == date.len())?;
        let mut pieces = Vec::new();
        let mut start = 0;
        for item in cell {
            let text = item.piece.text(self.flow);
            let own = label.end.saturating_sub(start);
            let blank = text
                .get(own..)
                .map_or(text.len(), |behind| text.len() - behind.trim_start().len());
            if blank < text.len() {
                pieces.push(item.piece.after(blank));
            }
            start += text.len() + 1;
        }
        match pieces[..] {
            [date] => Some((date, None)),
            [date, rest] => Some((date, Some(rest))),
            _ => None,
        }
    }

    /// A head that wants a date which was not found.
    pub(super) fn doubt_undated_head(&mut self) {
        if self.draft.reference_date.is_some() || self.draft.phases.is_empty() {
            return;
        }
        let undated = self.head_cells().find(|cell| {
            let joined = self.joined(cell);
            let label = self.profile.heads.at_start(&joined);
            label.is_some_and(|label| {
                label.what == Column::Monitoring && wants_date(self.profile, &joined[..label.end])
            })
        });
        if let Some(cell) = undated {
            let doubt = Doubt {
                message: "no date was found in the head of the table".to_owned(),
                ..Doubt::broken(About::ReferenceDate, "", cell[0].piece)
            };
            self.draft.doubts.push(doubt);
            self.doubt_dates_of_head();
        }
    }

    /// Dates in the cells below a head that lacks its own: its last line may stand beside the
    /// first row.
    fn doubt_dates_of_head(&mut self) {
        let dated = |piece: &Piece| {
            let mut words = piece.text(self.flow).split_whitespace().take(DATE_AFTER);
            words.any(is_date_shaped)
        };
        let phases = self.draft.phases.iter().enumerate();
        let cells =
            phases.filter_map(|(n, phase)| Some((n, phase.monitoring.pieces().find(dated)?)));
        let sign = "it holds a date, and the head of its column lacks one";
        let doubt = |(n, date)| Doubt::broken(About::Phase(n, Cell::Monitoring), sign, date);
        let doubts: Vec<Doubt> = cells.map(doubt).collect();
        self.draft.doubts.extend(doubts);
    }

    /// Words in the head, apart from all heads of the form: a column that it does not
    /// know, whose words stand in the cells of its neighbours.
    pub(super) fn doubt_unknown_heads(&mut self) {
        let heads = self.placed_heads();
        let mut columns: Vec<Column> = Vec::new();
        let mut unknown = None;
        for head in heads.iter().filter(|head| self.is_unknown(head, &heads)) {
            let beside = |other: &&Placed| other.page == head.page && other.column.is_some();
            let left = heads
                .iter()
                .filter(beside)
                .filter(|h| h.at[2] <= head.at[0]);
            let right = heads
                .iter()
                .filter(beside)
                .filter(|h| h.at[0] >= head.at[2]);
            let left = left.max_by(|a, b| a.at[2].total_cmp(&b.at[2]));
            let right = right.min_by(|a, b| a.at[0].total_cmp(&b.at[0]));
            columns.extend([left, right].into_iter().flatten().filter_map(|h| h.column));
            unknown.get_or_insert(head.piece);
        }
        let Some(head) = unknown else {
            return;
        };
        // What stands below it may be all of a column that no head names.
        let named = |column: Column| heads.iter().any(|h| h.column == Some(column));
        let in_doubt = CELLS
            .iter()
            .filter(|(c, _)| columns.contains(c) || !named(*c));
        let doubts: Vec<Doubt> = (0..self.draft.phases.len())
            .flat_map(|row| {
                in_doubt
                    .clone()
                    .map(move |(_, cell)| About::Phase(row, *cell))
            })
            .map(|about| Doubt::broken(about, "a head beside it names no column of the form", head))
            .collect();
        self.draft.doubts.extend(doubts);
    }

    fn placed_heads(&self) -> Vec<Placed> {
        let mut heads = Vec::new();
        for cell in self.head_cells() {
            let placed = cell.iter().filter_map(|item| self.placed(item));
            let mut placed: Vec<Placed> = placed.collect();
            // What stands in no cell is one block, wherever it stands.
            for cell in placed.chunk_by_mut(|a, b| !is_beside(a, b)) {
                let lines: Vec<&str> = cell.iter().map(|h| h.piece.text(self.flow)).collect();
                let column = head_column(self.profile, &lines.join(" "));
                cell.iter_mut().for_each(|head| head.column = column);
            }
            heads.extend(placed);
        }
        heads
    }

    fn placed(&self, item: &Item) -> Option<Placed> {
        let piece = item.piece;
        Some(Placed {
            piece,
            page: item.page,
            column: None,
            at: piece.extent(self.flow)?,
        })
    }

    fn is_unknown(&self, head: &Placed, heads: &[Placed]) -> bool {
        let text = head.piece.text(self.flow).trim();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let printed = || {
            let label = self.profile.printed.at_start(text);
            label.is_some_and(|label| label.what == Printed::Caption)
        };
        let plain = head.column.is_none()
            && letters >= LEAST_LETTERS
            && text.starts_with(char::is_uppercase)
            && !printed();
        // The first line of a known head whose cell was not found.
        let begins = || {
            let rest = |other: &Placed| other.column.is_none() && is_below(head, other);
            head_rest(self.profile, text).is_some() && heads.iter().any(rest)
        };
        let is_part = |other: &Placed| {
            goes_on(other, head) || other.column.is_none() && is_below(other, head)
        };
        plain && !heads.iter().any(is_part) && !begins() && !self.is_above_labels(head, heads)
    }

    /// Whether a head is the word that labels rows ("FASE"), left of all known heads: it
    /// stands above the labels.
    fn is_above_labels(&self, head: &Placed, heads: &[Placed]) -> bool {
        let text = head.piece.text(self.flow).trim_end();
        let whole = |end: usize| !text[end..].contains(char::is_alphanumeric);
        let numbers = self.profile.number_heads.at_start(text);
        let word = self.profile.phase_words.at_start(text);
        let names_rows =
            numbers.is_some_and(|m| whole(m.end)) || word.is_some_and(|m| whole(m.end));
        let mut known = heads.iter().filter(|h| h.column.is_some());
        names_rows && known.all(|h| head.page != h.page || head.at[2] <= h.at[0])
    }
}

/// How much of the narrower of two texts stands above or below the other, and how much of
/// the lower one beside it: shares, negative where they are apart.
fn shared(a: &Placed, b: &Placed) -> [f64; 2] {
    let (a, b) = (a.at, b.at);
    [0, 1].map(|low| {
        let both = a[low + 2].min(b[low + 2]) - a[low].max(b[low]);
        both / (a[low + 2] - a[low]).min(b[low + 2] - b[low])
    })
}

/// Whether words stand on one line, apart.
fn is_beside(a: &Placed, b: &Placed) -> bool {
    let height = b.at[3] - b.at[1];
    let gap = (b.at[0] - a.at[2]).max(a.at[0] - b.at[2]);
    shared(a, b)[1] >= SHARED && gap >= APART * height
}

fn is_below(upper: &Placed, lower: &Placed) -> bool {
    upper.page == lower.page && upper.at[1] < lower.at[1] && shared(upper, lower)[0] >= SHARED
}

/// Whether words stand right behind those of a known head, or above or below them.
fn goes_on(known: &Placed, words: &Placed) -> bool {
    let [across, down] = shared(known, words);
    known.page == words.page
        && known.column.is_some()
        && (across >= SHARED || down >= SHARED && !is_beside(known, words))
}
