//! Pages on their way: each is held until its neighbours are known.
//!
//! In: pages one by one. Out: pages as lines, with repeats of a page seam and
//! running heads and feet labelled. Only a few pages are held at a time.

use std::collections::VecDeque;

use schede_model::Layer;
use schede_model::page::Page;
use schede_profile::Profile;

use super::furniture::{self, Ends};
use super::seam;
use super::text::PageText;

/// Pages after (and before) a page that are compared with it: heads and feet
/// may differ between left and right pages.
const REACH: usize = 2;

/// The pages that wait.
pub(super) struct Window<'p> {
    profile: &'p Profile,
    /// The newest page, not yet compared with its follower, with the repeats
    /// found at its head and its offset there.
    newest: Option<(Page, Vec<u32>, Option<f32>)>,
    waiting: VecDeque<(PageText, Ends)>,
    past: VecDeque<Ends>,
}

impl<'p> Window<'p> {
    pub fn new(profile: &'p Profile) -> Self {
        Self {
            profile,
            newest: None,
            waiting: VecDeque::new(),
            past: VecDeque::new(),
        }
    }

    /// Takes the next page; gives a page whose neighbours are all known.
    pub fn push(&mut self, page: Page) -> Option<PageText> {
        let mut head = (Vec::new(), None);
        if let Some((before, mut repeats, offset)) = self.newest.take() {
            let seam = seam::compare(&before, &page);
            repeats.extend(seam.before);
            self.settle(before, repeats, offset);
            head = (seam.after, seam.offset);
        }
        self.newest = Some((page, head.0, head.1));
        (self.waiting.len() > REACH).then(|| self.next()).flatten()
    }

    /// After the last page: the pages that still wait.
    pub fn drain(&mut self) -> Option<PageText> {
        if let Some((page, repeats, offset)) = self.newest.take() {
            self.settle(page, repeats, offset);
        }
        self.next()
    }

    fn settle(&mut self, page: Page, mut repeats: Vec<u32>, offset: Option<f32>) {
        repeats.sort_unstable();
        repeats.dedup();
        let mut text = PageText::new(page, &repeats);
        text.seam = offset;
        let ends = Ends::new(&text, self.profile);
        self.waiting.push_back((text, ends));
    }

    fn next(&mut self) -> Option<PageText> {
        let (mut text, mut ends) = self.waiting.pop_front()?;
        let after = self.waiting.iter().take(REACH).map(|(_, ends)| ends);
        let furniture = furniture::find(&ends, self.past.iter().chain(after));
        for line in &furniture {
            text.lines[*line].layer = Layer::Furniture;
        }
        ends.know(&furniture);
        self.past.push_back(ends);
        if self.past.len() > REACH {
            self.past.pop_front();
        }
        Some(text)
    }
}
