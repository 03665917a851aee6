//! Pages of words with boxes to a flow: lines, columns, cells, rows.
//!
//! The steps: `window` holds pages until their neighbours are known (repeats
//! of a page seam: `seam`; pages turned on paper: `turned`; running heads and feet:
//! `furniture`); `text` makes lines (with `raised`; and keeps rules: `uprights`); `walk`
//! tells what each line is, with `head`, `columns` and `telling` for the table of phases,
//! `pairs` (with `ruled` and `stack`) for labels and values side by side, `cells` for several
//! such beside one another and `paragraphs` for the rest;
//! `rows` shares lines out to rows, by `cost`, `prices`, `gaps` and `evidence`; `emit` writes the flow.
//!
//! Not here: what a label means, what a cell says.

mod across;
mod again;
mod band;
mod begins;
mod beside;
mod cells;
mod columns;
mod cost;
mod cover;
mod cut_heads;
mod emit;
mod evidence;
mod furniture;
mod gaps;
mod grouped;
mod habit;
mod head;
mod merged;
mod numbers;
mod opening;
mod others;
mod pairs;
mod paragraphs;
mod parted;
mod parts;
mod prices;
mod raised;
mod rows;
mod ruled;
mod seam;
mod sorting;
mod sound;
mod stack;
mod table;
mod tail;
mod telling;
mod text;
mod total;
mod turned;
mod upended;
mod uprights;
mod view;
mod walk;
mod window;

pub(crate) use telling::{is_date, is_weight};

use schede_model::Flow;
use schede_model::page::Page;
use schede_profile::Profile;

use walk::Walk;
use window::Window;

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
        for (at, mut part) in parts::split(page).into_iter().enumerate() {
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
