//! The rows of tables to drafts of objectives.
//!
//! In: tables whose columns are known. Out: a draft for each objective, with the claims on the
//! words of its row, of the head and of the titles above.
//!
//! Not here: titles above a table (`groups`), typed values (`crate::assemble`).

use schede_model::{CellPart, Flow, RosterRow, RowKind, WeightUnit};
use schede_profile::{Field, Profile, RowHead};
use smallvec::{SmallVec, smallvec};

use super::groups::{self, Group, Manager};
use super::{Table, piece};
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, COLUMNS_BY_BLANKS, Doubt, Draft, StatementDraft};
use crate::source::{Piece, Pieces};
use crate::units;
use crate::values::code::possible_code;
use crate::values::weight::weight_in_points;

/// Name of the doubt about a row that nothing parts from its neighbours.
const ROW_PARTED: &str = "row-without-rule";

/// Name of the doubt about a cell that is printed once for several rows.
const FILLED_DOWN: &str = "cell-of-rows";

/// A row with its neighbours' share of what is printed once.
struct Row<'t> {
    table: &'t Table<'t>,
    cells: Vec<Pieces>,
    /// Columns in which no rule parts its cell from the one above.
    merged: &'t [usize],
    group: Group,
    doubtful: bool,
}

/// The drafts of the objectives of some tables.
pub(super) fn drafts(flow: &Flow<'_>, profile: &Profile, tables: &[Table<'_>]) -> Vec<Draft> {
    let mut rows = rows(flow, profile, tables);
    share_merged(&mut rows);
    let first = tables.iter().flat_map(|table| table.roster.lines()).min();
    let entity = first.and_then(|line| groups::entity(flow, profile, line));
    let coded = are_coded(flow, &rows);
    let mut maker = Maker {
        flow,
        profile,
        entity: entity.as_ref().map(|(name, _)| *name),
        coded,
        drafts: Vec::with_capacity(rows.len()),
        unit: None,
        manager: None,
        kinds: Vec::new(),
    };
    for row in &rows {
        maker.row(row);
    }
    let mut drafts = maker.drafts;
    if let Some(first) = drafts.first_mut() {
        first.plan_names.extend(entity.and_then(|(_, plan)| plan));
    }
    drafts
}

/// The rows, those that a page's end cuts put together, each with the titles above it.
fn rows<'t>(flow: &Flow<'_>, profile: &Profile, tables: &'t [Table<'t>]) -> Vec<Row<'t>> {
    let mut taken = vec![false; flow.lines.len()];
    for line in tables.iter().flat_map(|table| table.roster.lines()) {
        taken[line as usize] = true;
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut group = Group::default();
    for table in tables {
        if !table.roster.headless
            && let Some(first) = table
                .roster
                .heads
                .iter()
                .flatten()
                .map(|part| part.line)
                .min()
        {
            let told = groups::above(flow, profile, first, &taken);
            if !told.is_empty() {
                group = told;
            }
        }
        // The row of totals may stand alone on the last page.
        let is_total = |row: &RosterRow| {
            let row = Row::new(table, row, &Group::default());
            let title = row.of(RowHead::Title).first();
            let total = title.map(|title| title.text(flow));
            let total = total.and_then(|text| Some((text, profile.totals.at_start(text)?)));
            total.is_some_and(|(text, label)| text[label.end..].trim().is_empty())
        };
        for row in &table.roster.rows {
            match row.kind {
                RowKind::Across => {
                    for part in row.cells.iter().flatten() {
                        if let Some(told) = groups::of_line(flow, profile, piece(part)) {
                            group.told_by(told);
                        }
                    }
                }
                RowKind::Rest => match rows.last_mut() {
                    Some(last) if last.table.kinds == table.kinds && !is_total(row) => {
                        last.go_on(row);
                    }
                    _ => rows.push(Row::new(table, row, &group)),
                },
                RowKind::Objective => rows.push(Row::new(table, row, &group)),
            }
        }
    }
    rows
}

/// Gives each of the rows over which a cell reaches its words.
fn share_merged(rows: &mut [Row<'_>]) {
    let n_columns = rows.iter().map(|row| row.cells.len()).max();
    for column in 0..n_columns.unwrap_or_default() {
        let mut start = 0;
        while start < rows.len() {
            let more = rows[start + 1..].iter();
            let end = start + 1 + more.take_while(|row| row.merged.contains(&column)).count();
            let kind = rows[start].table.kinds.get(column);
            let own = matches!(kind, None | Some(RowHead::Title | RowHead::Code));
            if end - start > 1 && !own {
                let cells = rows[start..end]
                    .iter()
                    .filter_map(|row| row.cells.get(column));
                let words: Pieces = cells.flatten().copied().collect();
                for row in &mut rows[start..end] {
                    if let Some(cell) = row.cells.get_mut(column) {
                        cell.clone_from(&words);
                    }
                }
            }
            start = end;
        }
    }
}

impl<'t> Row<'t> {
    fn new(table: &'t Table<'t>, row: &'t RosterRow, group: &Group) -> Self {
        let cell = |cell: &Vec<CellPart>| cell.iter().map(piece).collect();
        Self {
            table,
            cells: row.cells.iter().map(cell).collect(),
            merged: &row.merged,
            group: group.clone(),
            doubtful: row.doubtful || row.kind == RowKind::Rest,
        }
    }

    /// Takes the rest of its cells, from the next page.
    fn go_on(&mut self, rest: &RosterRow) {
        for (own, more) in self.cells.iter_mut().zip(&rest.cells) {
            own.extend(more.iter().map(piece));
        }
        self.doubtful |= rest.doubtful;
    }

    /// The words of the first column of a kind.
    fn of(&self, kind: RowHead) -> &[Piece] {
        let at = self.table.kinds.iter().position(|own| *own == kind);
        let cell = at.and_then(|at| self.cells.get(at));
        cell.map_or(&[], |cell| cell.as_slice())
    }

    fn head(&self, column: usize) -> Pieces {
        let head = self.table.roster.heads.get(column);
        head.into_iter().flatten().map(piece).collect()
    }

    /// Where any of its words stand.
    fn place(&self) -> Option<Piece> {
        self.cells.iter().flatten().next().copied()
    }
}

/// Whether all titles begin with codes, where none has a column of its own.
fn are_coded(flow: &Flow<'_>, rows: &[Row<'_>]) -> bool {
    const LEAST: usize = 2;
    let titles = || rows.iter().filter_map(|row| row.of(RowHead::Title).first());
    let column = rows
        .iter()
        .any(|row| row.table.kinds.contains(&RowHead::Code));
    !column
        && titles().count() >= LEAST
        && titles().all(|title| possible_code(title.text(flow)).is_some())
}

struct Maker<'m, 'f> {
    flow: &'m Flow<'f>,
    profile: &'m Profile,
    entity: Option<Piece>,
    coded: bool,
    drafts: Vec<Draft>,
    /// The unit and the manager last printed in a column of their own.
    unit: Option<Pieces>,
    manager: Option<Manager>,
    /// What the columns of the row before named.
    kinds: Vec<RowHead>,
}

impl Maker<'_, '_> {
    fn row(&mut self, row: &Row<'_>) {
        let words = |pieces: &[Piece]| {
            let mut texts = pieces.iter().map(|piece| piece.text(self.flow));
            texts.any(|text| text.contains(char::is_alphanumeric))
        };
        let title = row.of(RowHead::Title);
        if !words(title) && !self.counts_on(row) {
            return self.without_title(row);
        }
        let first_words = title.first().map_or("", |first| first.text(self.flow));
        let code = row.of(RowHead::Code);
        if !words(code) && self.profile.totals.at_start(first_words).is_some() {
            return self.total(row);
        }
        let mut draft = Draft {
            entity: self.entity.map(|name| smallvec![name]),
            ..Draft::default()
        };
        for label in &row.group.labels {
            draft.claim(*label, Claim::Label);
        }
        draft.org_unit = row.group.unit.clone();
        for column in 0..row.table.kinds.len() {
            self.column(row, column, &mut draft);
        }
        self.fill(row, &mut draft);
        self.name(row, &mut draft);
        let pages = row.cells.iter().flatten();
        let pages = pages.map(|piece| self.flow.lines[piece.line as usize].page);
        draft.pages.0 = pages.clone().min().unwrap_or_default();
        draft.pages.1 = pages.max().unwrap_or_default();
        if self.flow.approximate {
            let message = "the cells of this row were told apart by blanks in the text, which is not exact; the PDF is";
            doubt_row(row, COLUMNS_BY_BLANKS, message, &mut draft);
        } else if row.doubtful {
            let message = "neither rules nor numbers part this row from those above and below: some of its words may be theirs";
            doubt_row(row, ROW_PARTED, message, &mut draft);
        }
        self.drafts.push(draft);
    }

    /// Whether a row has the number behind that of the row before: it is an objective, whose
    /// title was not found.
    fn counts_on(&self, row: &Row<'_>) -> bool {
        let number = |piece: Piece| {
            let text = piece.text(self.flow).trim_matches([' ', '.', ')']);
            text.parse::<u32>().ok()
        };
        let before = self.drafts.last().and_then(|draft| number(draft.code?));
        let own = row.of(RowHead::Code).first().and_then(|code| number(*code));
        before
            .zip(own)
            .is_some_and(|(before, own)| before.checked_add(1) == Some(own))
    }

    /// A cell, and the head above it.
    fn column(&self, row: &Row<'_>, column: usize, draft: &mut Draft) {
        let cell = row.cells.get(column).cloned().unwrap_or_default();
        let head = row.head(column);
        let kind = row.table.kinds[column];
        let claim = match kind {
            RowHead::Other | RowHead::Unknown => Claim::Unclaimed,
            RowHead::Code | RowHead::Title | RowHead::Unit | RowHead::Field(_) => Claim::Label,
        };
        head.iter().for_each(|piece| draft.claim(*piece, claim));
        match kind {
            // `name` and `fill` look at these.
            RowHead::Code | RowHead::Title | RowHead::Unit => {}
            RowHead::Other | RowHead::Unknown => {
                cell.iter()
                    .for_each(|piece| draft.claim(*piece, Claim::Unclaimed));
            }
            RowHead::Field(_) if cell.is_empty() => {}
            RowHead::Field(field) if field.is_statement() => {
                draft.statements.push(StatementDraft {
                    field,
                    label: head,
                    text: cell,
                });
            }
            RowHead::Field(field) if draft.single(field).is_some() => {
                cell.iter()
                    .for_each(|piece| draft.claim(*piece, Claim::Unclaimed));
            }
            RowHead::Field(field) => {
                if field == Field::Weight {
                    draft.own_unit = self.unit_of(row.table, column, &head);
                }
                draft
                    .labels
                    .extend(head.last().map(|label| (field, *label)));
                draft.singles.push((field, cell));
            }
        }
    }

    /// The unit of the weights in a column of a table.
    fn unit_of(&self, table: &Table<'_>, column: usize, head: &[Piece]) -> Option<WeightUnit> {
        let percent = head.iter().any(|piece| piece.text(self.flow).contains('%'));
        let cells = table.roster.rows.iter();
        let cells = cells.filter_map(|row| row.cells.get(column)?.first());
        let known = &self.profile.vocabulary;
        let weights = cells.filter_map(|part| weight_in_points(piece(part).text(self.flow), known));
        units::of_column(&weights.collect::<Vec<_>>(), percent)
    }

    /// The unit and the manager, in a column of their own or above the table.
    fn fill(&mut self, row: &Row<'_>, draft: &mut Draft) {
        let kinds = &row.table.kinds;
        if self.kinds != *kinds {
            (self.unit, self.manager) = (None, None);
            self.kinds.clone_from(kinds);
        }
        if kinds.contains(&RowHead::Unit) {
            let own: Pieces = SmallVec::from_slice(row.of(RowHead::Unit));
            if own.is_empty() {
                doubt_filled(row, About::OrgUnit, draft);
            } else {
                if draft.org_unit.is_some() {
                    doubt_two_units(row, draft);
                }
                self.unit = Some(own);
            }
            draft.org_unit = self.unit.clone().or(draft.org_unit.take());
        }
        let manager = RowHead::Field(Field::Responsible);
        let column = kinds.iter().position(|kind| *kind == manager);
        let printed = draft.single(Field::Responsible).map(SmallVec::from_slice);
        match (column, printed) {
            (Some(column), Some(name)) => {
                let label = row.head(column).last().copied();
                self.manager = label.map(|label| Manager { label, name });
                return;
            }
            (Some(_), None) => doubt_filled(row, About::Field(Field::Responsible), draft),
            (None, _) => {}
        }
        let manager = self.manager.as_ref().or(row.group.responsible.as_ref());
        if let Some(manager) = manager {
            draft.labels.push((Field::Responsible, manager.label));
            draft
                .singles
                .push((Field::Responsible, manager.name.clone()));
        }
    }

    /// The code and the title.
    fn name(&self, row: &Row<'_>, draft: &mut Draft) {
        let title = row.of(RowHead::Title);
        draft.title = SmallVec::from_slice(title);
        let code = row.of(RowHead::Code);
        if let Some((first, more)) = code.split_first() {
            let text = first.text(self.flow);
            let own = text.trim_matches([' ', '.', ')', ':', '-', '–', '(']);
            let start = text.find(own).unwrap_or_default();
            let own = first.part(start..start + own.len());
            if own.start < own.end {
                draft.code = Some(own);
            }
            draft.claim(first.part(0..start), Claim::Label);
            draft.claim(
                own.end().part(0..(first.end - own.end) as usize),
                Claim::Label,
            );
            more.iter()
                .for_each(|piece| draft.claim(*piece, Claim::Unclaimed));
            if !more.is_empty() {
                draft
                    .doubts
                    .push(Doubt::broken(About::Code, "it takes several lines", *first));
            }
        } else if self.coded
            && let Some(first) = title.first()
            && let Some((code, at)) = possible_code(first.text(self.flow))
        {
            let start = first.text(self.flow).find(code).unwrap_or_default();
            draft.code = Some(first.part(start..start + code.len()));
            draft.claim(first.part(start + code.len()..at), Claim::Label);
            draft.title[0] = first.after(at);
        }
        if draft.code.is_none() {
            let column = row
                .table
                .kinds
                .iter()
                .position(|kind| *kind == RowHead::Title);
            let head = column.and_then(|column| row.head(column).first().copied());
            draft.uncoded = head.or_else(|| title.first().copied());
        }
    }

    /// A row that names no objective goes on with the one above: another indicator of it.
    fn without_title(&mut self, row: &Row<'_>) {
        let Some(draft) = self.drafts.last_mut() else {
            return;
        };
        for (column, cell) in row.cells.iter().enumerate() {
            match row.table.kinds.get(column) {
                Some(RowHead::Field(field)) if field.is_statement() && !cell.is_empty() => {
                    draft.statements.push(StatementDraft {
                        field: *field,
                        label: row.head(column),
                        text: cell.clone(),
                    });
                }
                _ => cell
                    .iter()
                    .for_each(|piece| draft.claim(*piece, Claim::Unclaimed)),
            }
        }
        let places = row.place().into_iter().collect();
        let message =
            "a row without a name stands below: it was read as going on with this objective";
        draft.doubts.push(Doubt {
            about: About::Objective,
            code: ROW_PARTED,
            message: message.to_owned(),
            pieces: places,
            other: None,
        });
    }

    /// A row of totals: no objective.
    fn total(&mut self, row: &Row<'_>) {
        if let Some(draft) = self.drafts.last_mut() {
            let pieces = row.cells.iter().flatten();
            pieces.for_each(|piece| draft.claim(*piece, Claim::Furniture));
        }
    }
}

fn doubt_row(row: &Row<'_>, code: &'static str, message: &str, draft: &mut Draft) {
    draft.doubts.push(Doubt {
        about: About::Objective,
        code,
        message: message.to_owned(),
        pieces: row.place().into_iter().collect(),
        other: None,
    });
}

/// The unit of a row has a cell of its own, and a line above the table, too.
fn doubt_two_units(row: &Row<'_>, draft: &mut Draft) {
    let message =
        "the cell of a column was read as it, but a line above the table names a unit, too";
    draft.doubts.push(Doubt {
        about: About::OrgUnit,
        code: "two-readings",
        message: message.to_owned(),
        pieces: row.place().into_iter().collect(),
        other: None,
    });
}

fn doubt_filled(row: &Row<'_>, about: About, draft: &mut Draft) {
    let message = "the cell of this row is empty: it was read as that of the row above, which may be printed once for several";
    draft.doubts.push(Doubt {
        about,
        code: FILLED_DOWN,
        message: message.to_owned(),
        pieces: row.place().into_iter().collect(),
        other: Some(None),
    });
}
