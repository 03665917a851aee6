//! Pages on their way: each is held until its neighbours are known.
//!
//! In: pages one by one. Out: pages as lines, with repeats of a page seam and
//! running heads and feet labelled. Only a few pages are held at a time.

use std::collections::VecDeque;

use schede_model::Layer;
use schede_model::page::Page;
use schede_profile::Profile;

use super::furniture::{self, Ends};
use super::{seam, torn};
use crate::geometry::lines::text::{PageText, Room};
use crate::geometry::lines::turned::{self, Turn};

/// Pages after (and before) a page that are compared with it: heads and feet
/// may differ between left and right pages.
const REACH: usize = 2;

/// The newest page, not yet compared with its follower.
struct Newest {
    page: Page,
    turn: Turn,
    /// It may have a seam with its neighbours.
    seamed: bool,
    /// The repeats found at its head, and its offset there.
    repeats: Vec<u32>,
    offset: Option<f32>,
}

/// The pages that wait.
pub(crate) struct Window<'p> {
    profile: &'p Profile,
    newest: Option<Newest>,
    waiting: VecDeque<(PageText, Ends)>,
    past: VecDeque<Ends>,
    room: Room,
}

impl<'p> Window<'p> {
    pub fn new(profile: &'p Profile) -> Self {
        Self {
            profile,
            newest: None,
            waiting: VecDeque::new(),
            past: VecDeque::new(),
            room: Room::default(),
        }
    }

    /// Takes the next page, whose corner is there on a sheet of paper; gives a page whose
    /// neighbours are all known.
    pub fn push(&mut self, page: Page, corner: (f32, f32), paper: u32) -> Option<PageText> {
        let (page, mut turn) = turned::upright(page);
        (turn.corner, turn.paper) = (corner, paper);
        let mut newest = Newest {
            seamed: seam::may_have(&page),
            page,
            turn,
            repeats: Vec::new(),
            offset: None,
        };
        if let Some(mut before) = self.newest.take() {
            if before.seamed || newest.seamed {
                let seam = seam::compare(&before.page, &newest.page);
                before.repeats.extend(seam.before);
                newest.repeats = seam.after;
                newest.offset = seam.offset;
                before
                    .repeats
                    .extend(torn::words(&before.page, &newest.page));
            }
            self.settle(before);
        }
        self.newest = Some(newest);
        (self.waiting.len() > REACH).then(|| self.next()).flatten()
    }

    /// After the last page: the pages that still wait.
    pub fn drain(&mut self) -> Option<PageText> {
        if let Some(newest) = self.newest.take() {
            self.settle(newest);
        }
        self.next()
    }

    /// Takes back a page that is done with.
    pub fn take_back(&mut self, page: PageText) {
        self.room.take_back(page);
    }

    fn settle(&mut self, newest: Newest) {
        let Newest {
            page,
            turn,
            seamed: _,
            mut repeats,
            offset,
        } = newest;
        repeats.sort_unstable();
        repeats.dedup();
        let mut text = PageText::new(page, turn, &repeats, self.profile, &mut self.room);
        text.seam = offset;
        let mut ends = Ends::new(&text, self.profile);
        let before = self.waiting.back().map(|(_, ends)| ends);
        ends.follow(before.or(self.past.back()));
        self.waiting.push_back((text, ends));
    }

    fn next(&mut self) -> Option<PageText> {
        let (mut text, mut ends) = self.waiting.pop_front()?;
        let after = self.waiting.iter().take(REACH).map(|(_, ends)| ends);
        let around = self.past.iter().chain(after);
        let furniture = furniture::find(&ends, around.clone());
        text.edges = furniture::doubtful(&ends, &furniture, around);
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
