//! Pages of words with boxes to a flow: lines, columns, cells, rows.
//!
//! The rooms, in the order in which a page goes through them:
//!
//! - `pages`: pages are held until their neighbours are known: several on one sheet of
//!   paper, repeats of a seam, running heads and feet;
//! - `lines`: the words of a page as lines, pages turned on paper, and what a line begins
//!   with;
//! - `head`: the column heads of a table of phases;
//! - `columns`: the edges between its columns, and what stands beside them;
//! - `rows`: its lines shared out to rows, by what the cells of a row cost;
//! - `roster`: tables with an objective in each row;
//! - `sides`: labels and values outside of tables, side by side or alone;
//! - `walk`: what each line is, and the flow written out of it.
//!
//! Not here: what a label means, what a cell says.

mod columns;
mod head;
mod lines;
mod pages;
mod roster;
mod rows;
mod sides;
mod walk;

pub(crate) use columns::telling::{is_date, is_weight};
pub(crate) use lines::opening::{opening, phase_label};

use schede_model::Flow;
use schede_model::page::Page;
use schede_profile::Profile;

use pages::window::Window;
use walk::Walk;

/// Takes pages one after another and makes a flow of them; of each page only its
/// lines are kept.
pub struct PageReader<'p> {
    window: Window<'p>,
    walk: Walk<'p>,
    /// Pages that stood on a sheet of paper with others, so far.
    parts: u32,
}

impl<'p> PageReader<'p> {
    /// A reader of pages of a form.
    pub fn new(profile: &'p Profile) -> Self {
        Self {
            window: Window::new(profile),
            walk: Walk::new(profile),
            parts: 0,
        }
    }

    /// Takes the next page.
    pub fn page(&mut self, page: Page) {
        for (at, mut part) in pages::parts::split(page).into_iter().enumerate() {
            self.parts += u32::from(at > 0);
            let paper = part.page.number;
            part.page.number = paper.saturating_add(self.parts);
            if let Some(ready) = self.window.push(part.page, part.corner, paper) {
                let done = self.walk.page(ready);
                self.window.take_back(done);
            }
        }
    }

    /// The flow, after the last page.
    pub fn finish(mut self) -> Flow<'static> {
        while let Some(ready) = self.window.drain() {
            self.walk.page(ready);
        }
        self.walk.finish()
    }
}

/// Reads pages, one after another.
pub(crate) fn read(pages: impl IntoIterator<Item = Page>, profile: &Profile) -> Flow<'static> {
    let mut reader = PageReader::new(profile);
    pages.into_iter().for_each(|page| reader.page(page));
    reader.finish()
}
