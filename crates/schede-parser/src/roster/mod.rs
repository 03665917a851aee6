//! Documents with an objective in each row of their tables.
//!
//! In: a flow with such tables, what its sheets say. Out: the objectives of the rows, where no
//! sheet stands in the document: beside sheets a table of objectives is a summary of them, or
//! is said not to have been read.
//!
//! Here: whether the rows are read, and the account of their words. In the files beside:
//! `groups` (the titles above a table, the body), `rows` (a row to a draft). Not here: which
//! words are in which cell (the layout).

mod groups;
mod rows;

use std::collections::HashSet;

use schede_model::fold::fold;
use schede_model::{CellPart, Family, Finding, Flow, Line, Pointer, Roster, RowKind, Severity};
use schede_profile::{Profile, RowHead};

use crate::alike;
use crate::assemble::assemble;
use crate::checks;
use crate::document::{Given, Parsed, say_together, unclaimed_words};
use crate::doubts::hyphens::{self, Hyphened};
use crate::doubts::lexicon::Lexicon;
use crate::doubts::narrow;
use crate::grammar::draft::Draft;
use crate::ledger::{Keep, Ledger};
use crate::source::Piece;

/// A table whose columns are known.
pub(crate) struct Table<'r> {
    pub roster: &'r Roster,
    pub kinds: Vec<RowHead>,
}

/// Reads the tables of a document of which the sheets are known.
pub(crate) fn read(
    flow: &Flow<'_>,
    profile: &Profile,
    given: &Given,
    keep: Keep,
    sheets: Parsed,
) -> Parsed {
    let tables: Vec<Table<'_>> = flow
        .rosters
        .iter()
        .filter_map(|roster| table(flow, profile, roster))
        .collect();
    if tables.is_empty() {
        return sheets;
    }
    if has_sheets(flow, &tables, &sheets) {
        return beside_sheets(flow, &tables, sheets);
    }
    let drafts = rows::drafts(flow, profile, &tables);
    if drafts.is_empty() {
        return sheets;
    }
    of_rows(flow, profile, given, keep, &tables, drafts)
}

fn table<'r>(flow: &Flow<'_>, profile: &Profile, roster: &'r Roster) -> Option<Table<'r>> {
    let words = roster.heads.iter().map(|head| {
        let parts = head.iter();
        parts.map(|part| piece(part).text(flow)).collect()
    });
    let words: Vec<Vec<&str>> = words.collect();
    let kinds = profile.row_heads(&words, &profile.each_row_head(&words))?;
    Some(Table { roster, kinds })
}

pub(crate) fn piece(part: &CellPart) -> Piece {
    let CellPart { line, start, end } = *part;
    Piece { line, start, end }
}

/// Whether some sheet is named outside of the tables: a row may look like the beginning of one.
fn has_sheets(flow: &Flow<'_>, tables: &[Table<'_>], sheets: &Parsed) -> bool {
    let lines = tables.iter().flat_map(|table| table.roster.lines());
    let places = lines.map(|line| {
        let line = &flow.lines[line as usize];
        (line.page, line.number)
    });
    let of_tables: HashSet<(u32, u32)> = places.collect();
    let rows = tables.iter().flat_map(|table| &table.roster.rows);
    let rows = rows.filter(|row| row.kind == RowKind::Objective).count();
    // A row that a sheet's body follows is its head.
    let body = |pointer: &str| {
        ["/phases/", "/description", "/expected_results/"]
            .iter()
            .any(|part| pointer.contains(part))
    };
    let with_body = |index: &usize| {
        let mut own = sheets.evidence_of(*index).filter(|(at, _)| body(at));
        own.any(|(_, mut spans)| spans.any(|span| !of_tables.contains(&(span.page, span.line))))
    };
    let all = 0..sheets.objectives.len();
    if rows > 0 && all.clone().filter(with_body).count() >= rows {
        return true;
    }
    all.into_iter().any(|index| {
        let root = Pointer::objective(index);
        let names = ["code", "title"].map(|name| root.member(name));
        let mut first = names.iter().filter_map(|name| {
            let mut spans = sheets.provenance.get(&name.0)?;
            spans.next()
        });
        first.any(|span| !of_tables.contains(&(span.page, span.line)))
    })
}

/// The reading of the sheets, and what is said of tables that name other objectives than theirs
/// on pages where no sheet is.
fn beside_sheets(flow: &Flow<'_>, tables: &[Table<'_>], mut sheets: Parsed) -> Parsed {
    let objectives = &sheets.objectives;
    let titles = objectives
        .iter()
        .filter_map(|o| o.title.as_deref())
        .map(fold);
    let titles: HashSet<String> = titles.filter(|title| !title.is_empty()).collect();
    let other = |table: &&Table<'_>| {
        let Some(column) = title_column(table) else {
            return false;
        };
        let page = first_page(flow, table.roster);
        let within = |o: &schede_model::Objective| (o.pages.first..=o.pages.last).contains(&page);
        let known = || {
            let rows = table.roster.rows.iter();
            rows.filter_map(|row| row.cells.get(column)).any(|cell| {
                let words: Vec<&str> = cell.iter().map(|part| piece(part).text(flow)).collect();
                titles.contains(&fold(&words.concat()))
            })
        };
        !objectives.iter().any(within) && !known()
    };
    let others: Vec<&Table<'_>> = tables.iter().filter(other).collect();
    let findings = others.iter().map(|table| {
        let heads = table.roster.heads.iter().flatten().map(piece);
        let n = table.roster.rows.iter();
        let n = n.filter(|row| row.kind == RowKind::Objective).count();
        Finding {
            code: "rows-not-read".into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: format!(
                "a table names {n} objectives, one in each row, that are none of the sheets': it was not read"
            ),
            pointer: None,
            spans: heads
                .map(|piece| flow.span(piece.line, piece.start, piece.end))
                .collect(),
            alternatives: Vec::new(),
        }
    });
    let findings: Vec<Finding> = findings.collect();
    sheets.findings.extend(findings);
    sheets
}

fn title_column(table: &Table<'_>) -> Option<usize> {
    table.kinds.iter().position(|kind| *kind == RowHead::Title)
}

fn first_page(flow: &Flow<'_>, roster: &Roster) -> u32 {
    let lines = roster.rows.iter().flat_map(|row| &row.cells).flatten();
    let page = |part: &CellPart| flow.lines[part.line as usize].page;
    lines.map(page).min().unwrap_or_default()
}

/// The objectives of the rows.
fn of_rows(
    flow: &Flow<'_>,
    profile: &Profile,
    given: &Given,
    keep: Keep,
    tables: &[Table<'_>],
    drafts: Vec<Draft>,
) -> Parsed {
    let mut parsed = Parsed {
        findings: flow.findings.clone(),
        of_rows: true,
        ..Parsed::default()
    };
    let (mut ledger, lexicon) = (Ledger::new(flow, keep), Lexicon::new(flow));
    let hyphened = Hyphened::new(flow, &lexicon);
    let mut lines = vec![0; flow.lines.len()];
    for line in tables.iter().flat_map(|table| table.roster.lines()) {
        lines[line as usize] = NO_OWNER;
    }
    let mut plan_names = Vec::new();
    for (index, mut draft) in drafts.into_iter().enumerate() {
        narrow::mend(flow, &profile.vocabulary, &lexicon, &mut draft);
        hyphens::doubt(flow, &profile.vocabulary, &hyphened, &mut draft);
        ledger.add(&draft);
        note_lines(&draft, index, &mut lines);
        plan_names.append(&mut draft.plan_names);
        parsed.evidence_starts.push(parsed.provenance.len());
        let (evidence, findings) = (&mut parsed.provenance, &mut parsed.findings);
        let objective = assemble(flow, profile, &mut draft, index, evidence, findings);
        parsed.objectives.push(objective);
    }
    let in_row = flow.segments.iter().map(|s| lines[s.line as usize] > 0);
    let in_row: Vec<bool> = in_row.collect();
    say_together(flow, profile, given, &in_row, &plan_names, &mut parsed);
    ledger.settle(&in_row);
    let (account, unclaimed, claims) = ledger.closed();
    (parsed.account, parsed.claims) = (account, claims);
    let strange = strange_cells(tables);
    for piece in unclaimed {
        let strange = strange.contains(&(piece.line, piece.start));
        let column = strange.then_some("no field has");
        let owner = Some(lines[piece.line as usize]).filter(|owner| *owner != NO_OWNER);
        let owner = owner.and_then(|owner| owner.checked_sub(1));
        let finding = unclaimed_words(flow, piece, owner, column);
        parsed.findings.push(finding);
    }
    let pages: HashSet<u32> = tables
        .iter()
        .flat_map(|table| table.roster.lines())
        .map(|line| flow.lines[line as usize].page)
        .collect();
    parsed.findings.extend(more_rows(flow, &lines, &pages));
    parsed.sheet_pages = pages.len() as u32;
    alike::findings(&mut parsed);
    checks::run(&mut parsed, profile);
    parsed
}

/// What is said of lines of several cells in no table, in text whose columns blanks keep, where
/// a table may stand in other columns: on later pages of which no line is in one, or wherever
/// such a line begins with a number as the rows do.
fn more_rows(flow: &Flow<'_>, owners: &[u32], pages: &HashSet<u32>) -> Option<Finding> {
    /// So many cells side by side are no title and no value beside its label.
    const CELLS: usize = 3;
    let first = pages.iter().min().filter(|_| flow.approximate)?;
    let other = |line: &Line<'_>| {
        let cells = line.text.split("  ").map(str::trim);
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let apart = line.page > *first && !pages.contains(&line.page);
        let numbered = || {
            let number = cells[0].trim_end_matches(['.', ')']);
            number.bytes().all(|b| b.is_ascii_digit())
        };
        cells.len() >= CELLS && (apart || numbered())
    };
    let numbered = (0..).zip(&flow.lines).zip(owners);
    let mut rows = numbered.filter(|((_, line), owner)| **owner == 0 && other(line));
    let ((at, line), _) = rows.next()?;
    let n = 1 + rows.count();
    Some(Finding {
        code: "rows-not-read".into(),
        family: Family::Reading,
        severity: Severity::Error,
        message: format!(
            "{n} lines of several cells stand where no row of a table was found, beginning with {:?}: rows may have been missed",
            line.text.trim()
        ),
        pointer: None,
        spans: vec![flow.span(at, 0, line.text.len() as u32)],
        alternatives: Vec::new(),
    })
}

/// A line of a table of which the row is not known; other numbers count objectives from 1 on,
/// and 0 is a line of no table.
const NO_OWNER: u32 = u32::MAX;

/// Notes whose lines the cells of a row stand on.
fn note_lines(draft: &Draft, index: usize, lines: &mut [u32]) {
    let owner = index as u32 + 1;
    let code = draft.code.iter().chain(&draft.title);
    let texts = draft.texts().flat_map(|(_, pieces)| pieces);
    for piece in code.chain(texts) {
        let line = &mut lines[piece.line as usize];
        if matches!(*line, 0 | NO_OWNER) {
            *line = owner;
        }
    }
    for claimed in &draft.claims {
        let line = &mut lines[claimed.piece.line as usize];
        if *line == 0 {
            *line = NO_OWNER;
        }
    }
}

/// Where the words of columns begin that no field takes.
fn strange_cells(tables: &[Table<'_>]) -> HashSet<(u32, u32)> {
    let strange = |kind: RowHead| matches!(kind, RowHead::Other | RowHead::Unknown);
    let cells = tables.iter().flat_map(|table| {
        let rows = table.roster.rows.iter();
        let cells = rows.flat_map(|row| row.cells.iter().enumerate());
        let heads = table.roster.heads.iter().enumerate();
        let own = cells
            .chain(heads)
            .filter(move |(at, _)| table.kinds.get(*at).is_some_and(|kind| strange(*kind)));
        own.flat_map(|(_, cell)| cell)
    });
    cells.map(|part| (part.line, part.start)).collect()
}
