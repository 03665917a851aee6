//! Rows of cells side by side, written cell by cell.
//!
//! Not here: which words a cell has (`cells`).

use schede_model::Column;

use super::{Here, Walk};
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::rows::band::Slot;
use crate::geometry::sides::cells;
use crate::geometry::sides::measures::{self, Measures};

impl Walk<'_> {
    /// The row of cells that begins with a line, if one does: the position after it.
    pub(super) fn cells(&mut self, here: &mut Here, position: usize) -> Option<usize> {
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
