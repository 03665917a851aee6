//! Columns of a table that were printed on a page of their own: a sheet wider than its
//! paper goes on beside it.
//!
//! In: the items of a document, its sheets and records. Out: findings that name all words of
//! such a page. Not here: rows that the end of a page cuts.

use schede_model::{Column, Family, Finding, Flow, Objective, Pointer, Severity};
use schede_profile::Profile;

use crate::grammar::heads::{head_column, head_line};
use crate::grammar::items::Item;
use crate::grammar::sheets::Sheet;

/// Pages behind the sheet on which its columns may stand.
const PAGES: u32 = 2;

/// Words of such a page that are named, in lines, at most.
const MOST_LINES: usize = 100;

/// The sheets for which the head of a column that none of their phases fills stands on a
/// page behind them, apart from every sheet.
pub fn findings(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sheets: &[Sheet],
    objectives: &[Objective],
) -> Vec<Finding> {
    let sheets = sheets.iter().zip(objectives).enumerate();
    let ends = sheets
        .clone()
        .skip(1)
        .map(|(_, (next, _))| next.items.start);
    let ends = ends.chain([items.len()]);
    let parted = sheets
        .zip(ends)
        .filter_map(|((index, (sheet, objective)), end)| {
            let rest = items.get(sheet.items.end..end)?;
            let last = items[sheet.items.clone()].last()?.page;
            let near = |item: &&Item| item.page > last && item.page <= last + PAGES;
            let head = rest.iter().filter(near).find(|item| {
                let text = item.piece.text(flow);
                let heads = !item.is_aside() && head_line(profile, text).is_some();
                heads && head_column(profile, text).is_some_and(|c| lacks(objective, c))
            })?;
            let own = |item: &&Item| item.page == head.page && !item.is_aside();
            Some(finding(flow, index, head, rest.iter().filter(own)))
        });
    parted.collect()
}

/// Whether no phase has words in a column.
fn lacks(objective: &Objective, column: Column) -> bool {
    let phases = &objective.phases;
    let mut cells = phases.iter().map(|phase| match column {
        Column::Monitoring => phase.monitoring.is_none(),
        Column::Due => phase.due.is_none(),
        Column::Outcome => phase.outcome.is_none(),
        Column::Weight => phase.weight.is_none(),
        Column::Description | Column::Head | Column::Caption | Column::Label | Column::Other => {
            false
        }
    });
    !phases.is_empty() && cells.all(|lacks| lacks)
}

fn finding<'i>(
    flow: &Flow<'_>,
    index: usize,
    head: &Item,
    lines: impl Iterator<Item = &'i Item>,
) -> Finding {
    let spans = lines.take(MOST_LINES).map(|item| {
        let piece = item.piece;
        flow.span(piece.line, piece.start, piece.end)
    });
    Finding {
        code: "columns-apart".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: format!(
            "no phase has anything in a column, and its head \"{}\" is printed on page {}, apart from the table: the words of that page may be cells of this sheet",
            head.piece.text(flow).trim(),
            head.page
        ),
        pointer: Some(Pointer::objective(index).member("phases")),
        spans: spans.collect(),
        alternatives: Vec::new(),
    }
}
