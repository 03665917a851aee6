//! Rows of cells side by side, written cell by cell.
//!
//! Not here: which words a cell has (`cells`).

use schede_model::Column;

use super::{Here, Walk};
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::roster::strip::{self, Takes};
use crate::geometry::rows::band::Slot;
use crate::geometry::sides::cells::{self, Words};
use crate::geometry::sides::measures::{self, Measures};

impl Walk<'_> {
    /// The row of cells that begins with a line, if one does: the position after it.
    pub(super) fn cells(&mut self, here: &mut Here, position: usize) -> Option<usize> {
        if let Some(end) = self.strip(here, position) {
            return Some(end);
        }
        let next_head = here.heads.iter().map(|h| h.first).find(|at| *at > position);
        let limit = next_head.unwrap_or(here.view.body.len());
        let row = cells::row(here.view, position, limit, here.gutter())?;
        self.end_rows(here);
        self.paragraphs.end();
        for cell in &row.cells {
            let mut block = self.out.block();
            for (n, (at, tokens)) in cell.iter().enumerate() {
                let piece = here.piece(*at, tokens.clone(), Slot::Right);
                let text = here.view.text_from(*at, tokens.start);
                let open = opening(text, self.profile);
                if n > 0 && matches!(open, Some(Opening::Label { firm: true, .. })) {
                    block = self.out.block();
                }
                self.out
                    .cell_line(here.view.page.number, &piece, block, row.doubtful);
            }
        }
        Some(row.end)
    }

    /// The row of labels over their values that begins with a line, if one does: the position
    /// after it. Each label comes before its value; of what no field takes both are set aside.
    fn strip(&mut self, here: &mut Here, position: usize) -> Option<usize> {
        let strip = here.strips.iter();
        let at = strip
            .clone()
            .position(|strip| strip.lines.start == position)?;
        self.end_rows(here);
        self.paragraphs.end();
        let strip = &here.strips[at];
        let page = here.view.page.number;
        let of_none = |column: &&strip::Column| column.takes == Takes::Nothing;
        for column in strip.columns.iter().filter(|column| !of_none(column)) {
            let mut block = self.out.block();
            for (n, words) in [&column.label, &column.value].into_iter().enumerate() {
                // The words of a label that wraps are known by their cell.
                let wraps = column.label.len() > 1 && column.takes != Takes::Unit;
                if n > 0 && wraps {
                    block = self.out.block();
                }
                for (at, tokens) in words {
                    let piece = here.piece(*at, tokens.clone(), Slot::Right);
                    self.out.cell_line(page, &piece, block, column.doubtful);
                }
            }
        }
        let others = strip.columns.iter().filter(of_none);
        let others: Vec<&Words> = others
            .flat_map(|c| c.label.iter().chain(&c.value))
            .collect();
        if !others.is_empty() {
            self.tables += 1;
        }
        for (at, tokens) in others {
            let block = self.out.block();
            let piece = here.piece(*at, tokens.clone(), Slot::Right);
            self.out
                .beside(&piece, self.tables - 1, Column::Other, block);
        }
        Some(strip.lines.end)
    }

    /// The table of indicators that begins with a line, if one does: the position after it.
    pub(super) fn indicators(&mut self, here: &mut Here, position: usize) -> Option<usize> {
        measures::heads(here.view, position)?;
        let next_head = here.heads.iter().map(|h| h.first).find(|at| *at > position);
        let limit = next_head.unwrap_or(here.view.body.len());
        let table = measures::table(here.view, position, limit)?;
        Some(self.measures(here, &table))
    }

    /// Its label, the first cell of each row, and what no field takes.
    fn measures(&mut self, here: &mut Here, table: &Measures) -> usize {
        self.end_rows(here);
        self.paragraphs.end();
        let page = here.view.page.number;
        let label = here.piece(table.label.0, table.label.1.clone(), Slot::Right);
        let block = self.out.block();
        self.out.cell_line(page, &label, block, false);
        for row in &table.rows {
            let block = self.out.block();
            for (at, tokens) in row {
                let piece = here.piece(*at, tokens.clone(), Slot::Right);
                self.out.cell_line(page, &piece, block, table.doubtful);
            }
        }
        self.tables += 1;
        for (at, tokens) in &table.others {
            let block = self.out.block();
            let piece = here.piece(*at, tokens.clone(), Slot::Right);
            self.out
                .beside(&piece, self.tables - 1, Column::Other, block);
        }
        table.end
    }
}
