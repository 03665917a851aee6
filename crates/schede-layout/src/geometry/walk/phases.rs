//! The tables of phases on the walk: their heads, and the lines below as pieces of rows.
//!
//! In: a head found on the page, or a table that goes on from the page before. Out: bands,
//! and the position of the first line below the table.

use std::ops::Range;

use schede_model::Column;

use super::table::{self, OpenTable};
use super::table_end::{self, Labels};
use super::{Here, Walk};
use crate::geometry::head::{self, Head, HeadCell};
use crate::geometry::rows::band::{Kind, Slot};

impl Walk<'_> {
    /// The lines with which the page begins that are of the head at the end of the page
    /// before.
    pub(super) fn rest_of_head(&self, here: &Here) -> Option<Head> {
        let table = self.table.as_ref().filter(|table| table.only_head)?;
        let cells = table.finder.cells();
        // The whole head may be printed again.
        let again = |head: &Head| {
            let has = |column: Column| head.cells.iter().any(|cell| cell.column == column);
            head.first == 0 && cells.iter().all(|cell| has(cell.column))
        };
        if here.heads.first().is_some_and(again) {
            return None;
        }
        head::rest(here.view, cells)
    }

    /// A table that goes on from the page before, without a head but for the rest of one.
    pub(super) fn go_on(&mut self, here: &mut Here, rest: Option<Head>) -> usize {
        let Some(mut table) = self.table.take() else {
            return 0;
        };
        if let Some(head) = &rest
            && head.cells.len() > table.finder.cells().len()
        {
            table.finder = table.finder.under(here.view, &head.cells);
        }
        let from = rest.as_ref().map_or(0, |head| head.last + 1);
        let mut end = self.end_of_table(here, from, table.finder.cells());
        if end > 0 {
            table.columns = table.finder.page(here.view, from..end);
        }
        if rest.is_none() && end > 0 && table::is_other(here.view, end, &table) {
            end = 0;
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
    pub(super) fn table(&mut self, here: &mut Here, head: &Head) -> usize {
        let again = self.open && head.first == 0;
        let from = head.last + 1;
        let end = self.end_of_table(here, from, &head.cells);
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
            table.finder = table.finder.under(here.view, &head.cells);
        }
        table.columns = table.finder.page(here.view, from..end);
        table.only_head = from == here.view.body.len();
        self.head(here, head, &table);
        self.rows(here, &mut table, from..end);
        self.table = Some(table);
        self.open = end == here.view.body.len();
        end
    }

    fn end_of_table(&self, here: &Here, from: usize, cells: &[HeadCell]) -> usize {
        let (gutter, bare) = (here.gutter(), here.bare());
        let end = table_end::end(here.view, from, &here.heads, cells, Labels { gutter, bare });
        let mut strips = here.strips.iter().map(|strip| strip.lines.start);
        let strip = strips.find(|start| *start >= from);
        strip.map_or(end, |start| start.min(end))
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
        let inferred = head.cells.iter().filter(|cell| cell.inferred);
        self.out
            .inferred(table.id, inferred.map(|cell| cell.column));
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
            if table::titles_rows(here.view, position, &table.columns) {
                let words = here.view.line(position).tokens.clone();
                let piece = here.piece(position, words, Slot::Right);
                self.out.beside(&piece, table.id, Column::Other, caption);
                continue;
            }
            table::cells(here.view, position, &table.columns, &mut cells);
            table::set_label_apart(here.view, position, table, &mut cells);
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
            let in_text = text && !table.columns.own_labels() && table.last_label.is_some();
            // So does a row whose label the page's end cuts.
            let sticky = !begins && (in_text || table.finder.goes_on_with_cut(position));
            let kind = if begins { Kind::Phase } else { Kind::Loose };
            self.band(here, position, kind, &pieces, sticky, Some(table.id));
        }
    }

    // --- lines outside of tables ---
}
