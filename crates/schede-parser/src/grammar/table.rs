//! The table of phases when its cells are known from geometry.
//!
//! In: pieces with their place, in reading order. Out: phases, the total, doubts.
//! No column is ever guessed here.

mod behind;
mod unnumbered;

use schede_model::{Column, Flow, Place};
use schede_profile::{Printed, Profile};
use smallvec::smallvec;

use super::claims::Claim;
use super::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use super::items::{Class, phase_of_row};
use super::row_numbers::numbered;
use crate::source::{Piece, Pieces, Text, positions};
use crate::values::date::is_date_shaped;
use crate::values::weight::{ALL, weight_at_start, weight_in_points, whole_weight};

/// The rows met so far.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: Vec<TableRow>,
}

#[derive(Debug, Clone)]
struct TableRow {
    table: u32,
    row: u32,
    label: Pieces,
    description: Pieces,
    weight: Pieces,
    monitoring: Pieces,
    due: Pieces,
    outcome: Pieces,
    doubtful: Vec<Cell>,
    /// Cells without words that doubtful words of the row beside it may be of.
    missing: Vec<(Cell, Pieces)>,
}

impl TableRow {
    fn new(place: Place) -> Self {
        Self {
            table: place.table,
            row: place.row,
            label: Pieces::new(),
            description: Pieces::new(),
            weight: Pieces::new(),
            monitoring: Pieces::new(),
            due: Pieces::new(),
            outcome: Pieces::new(),
            doubtful: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn cell(&mut self, column: Column) -> (&mut Pieces, Cell) {
        let name = Cell::of(column);
        let pieces = match name {
            Cell::Row | Cell::Number => &mut self.label,
            Cell::Description => &mut self.description,
            Cell::Weight => &mut self.weight,
            Cell::Monitoring => &mut self.monitoring,
            Cell::Due => &mut self.due,
            Cell::Outcome => &mut self.outcome,
        };
        (pieces, name)
    }

    fn all(&self) -> impl Iterator<Item = Piece> {
        [
            &self.label,
            &self.description,
            &self.weight,
            &self.monitoring,
            &self.due,
            &self.outcome,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}

/// A row's label taken apart.
struct RowLabel {
    number: u32,
    /// Where it stands; nowhere if rows have no numbers.
    digits: Option<Piece>,
    /// Words of the label that are no value.
    claims: Pieces,
    /// What follows the label in its cell.
    rest: Pieces,
}

impl Table {
    /// Adds a piece to its cell.
    pub fn add(&mut self, place: Place, piece: Piece, doubtful: bool) {
        // No field takes it; its words are named as unclaimed.
        if place.column == Column::Other {
            return;
        }
        let at = self.row_of(place).unwrap_or_else(|| {
            self.rows.push(TableRow::new(place));
            self.rows.len() - 1
        });
        let row = &mut self.rows[at];
        let (cell, name) = row.cell(place.column);
        cell.push(piece);
        if doubtful && !row.doubtful.contains(&name) {
            row.doubtful.push(name);
        }
    }

    /// Doubts the empty cells beside doubtful ones of the same column.
    fn doubt_empty(&mut self) {
        for at in 1..self.rows.len() {
            let (above, below) = self.rows.split_at_mut(at);
            let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else {
                continue;
            };
            if above.table == below.table {
                doubt_other(above, below);
                doubt_other(below, above);
            }
        }
    }

    /// The place among the phases of the row that a cell is of.
    pub fn place_of(&self, place: Place) -> usize {
        self.row_of(place).unwrap_or(place.row as usize)
    }

    /// Which of the rows a cell is of.
    fn row_of(&self, place: Place) -> Option<usize> {
        let own = |row: &TableRow| row.table == place.table && row.row == place.row;
        self.rows.iter().rposition(own)
    }

    /// Whether a cell is that of a row's weight, and has it: no other words are of it.
    pub fn is_weighed(&self, place: Place) -> bool {
        let row = || self.row_of(place).map(|at| &self.rows[at]);
        place.column == Column::Weight && row().is_some_and(|row| !row.weight.is_empty())
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// Makes phases of the rows.
    pub fn finish(mut self, flow: &Flow<'_>, profile: &Profile, draft: &mut Draft) {
        let last = self.rows.last_mut().filter(|_| flow.approximate);
        if let Some(piece) = last
            .as_ref()
            .and_then(|row| label_in(flow, profile, &row.description))
        {
            draft.doubts.push(Doubt {
                about: About::Objective,
                code: "reading-order",
                message: format!(
                    "\"{}\" is the first line of a label, and was read as text of the table above it",
                    piece.text(flow).trim()
                ),
                pieces: smallvec![piece],
                other: None,
            });
        }
        let last = self.rows.last_mut().filter(|_| flow.approximate);
        let below = last.and_then(|row| total_below(flow, &mut row.description));
        if flow.approximate {
            part_weights(flow, &mut self.rows);
        }
        self.doubt_empty();
        let usual = |row: &TableRow| {
            row_label(flow, profile, &row.label)
                .or_else(|| number_label(flow, &row.label))
                .or_else(|| row_label(flow, profile, &row.description))
        };
        let mut labels: Vec<Option<RowLabel>> = self.rows.iter().map(usual).collect();
        if labels.iter().all(Option::is_none) {
            labels = numbered_rows(flow, profile, &self.rows, draft);
        }
        // A row without words has its label at the beginning, too.
        let n_labels = |labels: &[Option<RowLabel>]| labels.iter().flatten().count();
        if n_labels(&labels) < self.rows.len() {
            let behind = behind::labels(flow, profile, &self.rows);
            if n_labels(&behind) > n_labels(&labels) {
                labels = behind;
            }
        }
        if labels.iter().all(Option::is_none) {
            labels = unnumbered::labels(flow, profile, &self.rows);
        }
        for (row, label) in self.rows.into_iter().zip(labels) {
            if let Some(label) = label {
                phase(flow, &row, label, draft);
            } else if !total(flow, profile, &row, draft) {
                unlabelled(flow, &row, draft);
            }
        }
        draft.total = draft.total.or(below);
    }
}

/// Doubts the empty cells of a row beside which the other row has doubtful ones.
fn doubt_other(row: &TableRow, other: &mut TableRow) {
    for cell in &row.doubtful {
        if pieces_of(other, *cell).is_empty() {
            other.missing.push((*cell, pieces_of(row, *cell)));
        }
    }
}

/// A line of a description that is the first of a statement's label of which the next line
/// that is not beside it is the rest ("Obiettivo raggiunto al" over "100%").
fn label_in(flow: &Flow<'_>, profile: &Profile, description: &[Piece]) -> Option<Piece> {
    let ends = |first: &str, last: &Piece| {
        let whole = format!("{first} {}", last.text(flow).trim());
        let label = profile.printed.at_start(&whole);
        label.is_some_and(|label| {
            matches!(label.what, Printed::Field { .. }) && label.end == whole.len()
        })
    };
    let begins = |at: &usize| {
        // A value may stand in the next cell.
        let first = description[*at]
            .text(flow)
            .split("  ")
            .next()
            .unwrap_or_default()
            .trim();
        first.starts_with(char::is_uppercase)
            && profile.printed.continues(first)
            && description[at + 1..].iter().any(|last| ends(first, last))
    };
    (0..description.len())
        .find(begins)
        .map(|at| description[at])
}

/// Parts deadlines from the weights beside them, where one blank stands between the columns
/// ("31/01/2024 10"), no row has either alone, and the weights are all of the table's.
fn part_weights(flow: &Flow<'_>, rows: &mut [TableRow]) {
    let parted = |row: &TableRow| match (&row.weight[..], &row.due[..]) {
        ([one], []) | ([], [one]) => weight_and_date(flow, *one),
        _ => None,
    };
    let is_total = |row: &TableRow| {
        let weight = row
            .weight
            .first()
            .and_then(|piece| weight_at_start(piece.text(flow)));
        row.due.is_empty() && weight.is_some_and(|weight| weight.value == ALL)
    };
    let filled: Vec<usize> = (0..rows.len())
        .filter(|at| !is_total(&rows[*at]))
        .filter(|at| !rows[*at].weight.is_empty() || !rows[*at].due.is_empty())
        .collect();
    let cells: Option<Vec<_>> = filled.iter().map(|at| parted(&rows[*at])).collect();
    let Some(cells) = cells else {
        return;
    };
    let sum: f64 = cells.iter().map(|(weight, ..)| weight).sum();
    if sum != ALL {
        return;
    }
    for (at, (_, weight, due)) in filled.into_iter().zip(cells) {
        rows[at].weight = smallvec![weight];
        rows[at].due = smallvec![due];
    }
}

/// A weight and a date that are all of a piece, in either order: its value, and where both
/// stand.
fn weight_and_date(flow: &Flow<'_>, piece: Piece) -> Option<(f64, Piece, Piece)> {
    let text = piece.text(flow);
    let (first, second) = text.split_once(' ')?;
    let start = text.len() - second.trim_start().len();
    let (first, second) = (
        piece.part(0..first.len()),
        piece.part(start..text.trim_end().len()),
    );
    let weight = |part: Piece| whole_weight(part.text(flow));
    let date = |part: Piece| is_date_shaped(part.text(flow));
    if date(first) {
        Some((weight(second)?.value, second, first))
    } else {
        date(second).then(|| Some((weight(first)?.value, first, second)))?
    }
}

/// All of a table's weight alone on the line below the last description: the total, which
/// a printer of columns made of blanks set aside of its own.
fn total_below(flow: &Flow<'_>, description: &mut Pieces) -> Option<Piece> {
    let last = *description.last().filter(|_| description.len() > 1)?;
    let text = last.text(flow);
    let weight = weight_at_start(text).filter(|w| w.percent && w.value == ALL)?;
    let alone = flow.lines[last.line as usize].text.trim() == &text[..weight.end];
    alone.then(|| {
        description.pop();
        last.part(0..weight.end)
    })
}

/// Reads "fase 3:" at the beginning of a cell.
fn row_label(flow: &Flow<'_>, profile: &Profile, cell: &[Piece]) -> Option<RowLabel> {
    let first = *cell.first()?;
    let text = first.text(flow);
    if let Some(Class::Phase {
        number,
        digits,
        value,
        ..
    }) = phase_of_row(profile, text)
    {
        let (digits, value) = (positions(&digits), value as usize);
        // The colon may wrap in the label's narrow cell.
        let alone = text[value..].trim().is_empty();
        let colon = cell.get(1).filter(|p| alone && only_signs(p.text(flow)));
        let mut rest: Pieces = smallvec![first.after(value)];
        rest.extend_from_slice(&cell[1 + usize::from(colon.is_some())..]);
        let mut claims: Pieces =
            smallvec![first.part(0..digits.start), first.part(digits.end..value)];
        claims.extend(colon.copied());
        return Some(RowLabel {
            number,
            digits: Some(first.part(digits)),
            claims,
            rest,
        });
    }
    wrapped_label(flow, profile, cell)
}

/// The labels of rows that are numbered in another way, all alike; rows that name no phase
/// have none.
fn numbered_rows(
    flow: &Flow<'_>,
    profile: &Profile,
    rows: &[TableRow],
    draft: &mut Draft,
) -> Vec<Option<RowLabel>> {
    let total = |row: &TableRow| {
        let cells = row.label.iter().chain(&row.description);
        let mut cells = cells.map(|piece| piece.text(flow));
        cells.all(|text| profile.totals.at_start(text).is_some())
    };
    let first = |row: &TableRow| {
        let piece = row.label.first().or(row.description.first());
        piece.copied().filter(|_| !total(row))
    };
    let pieces: Vec<Option<Piece>> = rows.iter().map(first).collect();
    let texts: Vec<&str> = pieces.iter().flatten().map(|p| p.text(flow)).collect();
    let Some((way, numbers)) = numbered(profile, &texts) else {
        return rows.iter().map(|_| None).collect();
    };
    if !way.is_figure() {
        let piece = pieces.iter().flatten().next();
        draft.doubts.extend(piece.map(|piece| Doubt {
            about: About::Phase(draft.phases.len(), Cell::Number),
            code: "number-not-a-figure",
            message: "the rows of the table are told by letters or Roman figures: they were numbered from one on".to_owned(),
            pieces: smallvec![*piece],
            other: None,
        }));
    }
    let mut numbers = numbers.into_iter();
    let rows = rows.iter().zip(&pieces);
    let labels = rows.map(|(row, piece)| {
        let (piece, found) = (*piece.as_ref()?, numbers.next()?);
        let cell = if row.label.is_empty() {
            &row.description
        } else {
            &row.label
        };
        let mut rest: Pieces = smallvec![piece.after(found.value)];
        rest.extend_from_slice(&cell[1..]);
        Some(RowLabel {
            number: found.number,
            digits: Some(piece.part(found.sign.clone())),
            claims: smallvec![
                piece.part(0..found.sign.start),
                piece.part(found.sign.end..found.value)
            ],
            rest,
        })
    });
    labels.collect()
}

/// Reads "3", "3." in the column of numbers.
fn number_label(flow: &Flow<'_>, cell: &[Piece]) -> Option<RowLabel> {
    let [first] = cell else {
        return None;
    };
    let text = first.text(flow);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    only_signs(&text[digits..]).then(|| RowLabel {
        number,
        digits: Some(first.part(0..digits)),
        claims: smallvec![first.after(digits)],
        rest: Pieces::new(),
    })
}

fn only_signs(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// "fase" and "3:" on two lines of a narrow cell, or "fa", "se" and "3:", down to a letter
/// a line.
fn wrapped_label(flow: &Flow<'_>, profile: &Profile, cell: &[Piece]) -> Option<RowLabel> {
    const MOST_LINES: usize = 8;
    let mut joined = cell.first()?.text(flow).trim_end().to_owned();
    for (at, last) in cell.iter().enumerate().take(MOST_LINES).skip(1) {
        joined.push(' ');
        let ahead = joined.len();
        joined.push_str(last.text(flow));
        let Some(Class::Phase {
            number,
            digits,
            value,
            ..
        }) = phase_of_row(profile, &joined)
        else {
            continue;
        };
        let (digits, value) = (positions(&digits), value as usize);
        if digits.start < ahead {
            return None;
        }
        let mut rest: Pieces = smallvec![last.after(value.max(ahead) - ahead)];
        // The colon may have a line of its own.
        let alone = last.after(value.max(ahead) - ahead);
        let alone = alone.text(flow).trim().is_empty();
        let colon = cell.get(at + 1);
        let colon = colon.filter(|p| alone && only_signs(p.text(flow)));
        rest.extend_from_slice(&cell[at + 1 + usize::from(colon.is_some())..]);
        let mut claims = Pieces::from(&cell[..at]);
        claims.extend(colon.copied());
        claims.push(last.part(0..digits.start - ahead));
        claims.push(last.part(digits.end - ahead..value.max(digits.end) - ahead));
        return Some(RowLabel {
            number,
            digits: Some(last.part(digits.start - ahead..digits.end - ahead)),
            claims,
            rest,
        });
    }
    None
}

fn phase(flow: &Flow<'_>, row: &TableRow, label: RowLabel, draft: &mut Draft) {
    for piece in &label.claims {
        draft.claim(*piece, Claim::Label);
    }
    let text = |pieces: &[Piece]| Text::from_pieces(flow, pieces);
    // The label stood in the description's own cell, or beside it.
    let holds = |digits: Piece| row.label.iter().any(|piece| piece.covers(digits));
    let in_description = label.digits.is_some_and(|digits| !holds(digits));
    let mut description = label.rest;
    if !in_description {
        description.extend_from_slice(&row.description);
    }
    let weight = (!row.weight.is_empty()).then(|| text(&row.weight));
    let at = draft.phases.len();
    draft.phases.push(PhaseDraft {
        number: label.number,
        digits: label.digits,
        description: text(&description),
        weight,
        monitoring: text(&row.monitoring),
        due: text(&row.due),
        outcome: text(&row.outcome),
    });
    if label.digits.is_none() {
        draft
            .doubts
            .push(unnumbered::doubt(at, label.number, &row.description));
    }
    let at_edge = row.all().filter(|piece| flow.is_at_edge(piece.line));
    let about = About::Phase(at, Cell::Row);
    draft
        .doubts
        .extend(at_edge.map(|piece| Doubt::at_edge(flow, about, piece)));
    for cell in &row.doubtful {
        draft.doubts.push(Doubt {
            about: About::Phase(at, *cell),
            code: "two-readings",
            message: format!(
                "some words of phase {} stand between two cells and could be of the neighbour",
                label.number
            ),
            pieces: pieces_of(row, *cell),
            other: None,
        });
    }
    let inferred = flow.inferred.iter().filter(|(of, _)| *of == row.table);
    for cell in inferred.map(|(_, column)| Cell::of(*column)) {
        let pieces = pieces_of(row, cell);
        if !pieces.is_empty() {
            draft.doubts.push(Doubt {
                about: About::Phase(at, cell),
                code: "column-inferred",
                message: format!(
                    "the head over this cell of phase {} is not known: place and content told its column",
                    label.number
                ),
                pieces,
                other: None,
            });
        }
    }
    for (cell, pieces) in &row.missing {
        draft.doubts.push(Doubt {
            about: About::Phase(at, *cell),
            code: "two-readings",
            message: format!(
                "words of the row beside phase {} stand between two cells and could be of it",
                label.number
            ),
            pieces: pieces.clone(),
            other: None,
        });
    }
}

fn pieces_of(row: &TableRow, cell: Cell) -> Pieces {
    match cell {
        Cell::Row | Cell::Number => row.label.clone(),
        Cell::Description => row.description.clone(),
        Cell::Weight => row.weight.clone(),
        Cell::Monitoring => row.monitoring.clone(),
        Cell::Due => row.due.clone(),
        Cell::Outcome => row.outcome.clone(),
    }
}

/// A row without a label that holds a weight and at most the word "Totale", which may stand
/// in the column of the weights, too.
fn total(flow: &Flow<'_>, profile: &Profile, row: &TableRow, draft: &mut Draft) -> bool {
    let named = |piece: &Piece| profile.totals.at_start(piece.text(flow)).is_some();
    let first = row.weight.iter().position(|piece| !named(piece));
    let Some(at) = first.or((!row.weight.is_empty()).then_some(0)) else {
        return false;
    };
    let weight = row.weight[at];
    let others: Pieces = row.all().filter(|p| !row.weight.contains(p)).collect();
    if !others.iter().all(named) || draft.total.is_some() {
        return false;
    }
    let text = weight.text(flow);
    let word = profile.totals.at_start(text).map_or(0, |word| word.end);
    let begin = text.len() - text[word..].trim_start_matches([':', ' ']).len();
    let found = weight_in_points(&text[begin..], &profile.vocabulary);
    let Some(found) = found.filter(|w| text[begin + w.end..].trim().is_empty()) else {
        return false;
    };
    draft.total = Some(weight.part(begin..begin + found.end));
    let words = row.weight[..at].iter().copied().chain(others);
    let word = (begin > 0).then(|| weight.part(0..begin));
    for piece in words.chain(word) {
        draft.claim(piece, Claim::Label);
    }
    true
}

/// Words in the table under no label: named, and kept with the phase before.
fn unlabelled(flow: &Flow<'_>, row: &TableRow, draft: &mut Draft) {
    let pieces: Pieces = row.all().collect();
    let quote = Text::from_pieces(flow, &pieces).value;
    for piece in &pieces {
        draft.claim(*piece, Claim::Unclaimed);
    }
    let about = match draft.phases.len().checked_sub(1) {
        Some(last) => About::Phase(last, Cell::Row),
        None => About::Objective,
    };
    draft.doubts.push(Doubt {
        about,
        code: "row-without-label",
        message: format!("a row of the table has no \"fase\" label: \"{quote}\""),
        pieces,
        other: None,
    });
}
