//! The graphics state of a page's content.

use std::rc::Rc;

use crate::font::PdfFont;
use crate::geometry::{Matrix, Rect};

/// Saved states beyond this depth are counted, not kept.
const MAX_SAVED: usize = 4_096;

/// What `q` saves.
#[derive(Clone)]
pub(crate) struct State<'a> {
    /// From user space to the visible page.
    pub ctm: Matrix,
    /// Intersection of all clips, on the visible page.
    pub clip: Rect,
    pub line_width: f64,
    pub fill_is_white: bool,
    pub stroke_is_white: bool,
    pub through: Through,
    pub text: TextState<'a>,
}

/// Why what is filled may show what lies under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Patterns and shadings have holes.
    Pattern = 1,
    Alpha = 2,
    Blend = 4,
    Mask = 8,
    /// The clip is no box: less may be painted than we know of.
    Clip = 16,
    /// The whole group is painted so.
    Group = 32,
}

/// Whether what is filled shows what lies under it: a set of reasons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Through(u8);

impl Through {
    pub fn set(&mut self, reason: Reason, holds: bool) {
        self.0 &= !(reason as u8);
        self.0 |= if holds { reason as u8 } else { 0 };
    }

    /// What is filled hides what lies under it.
    pub fn is_opaque(self) -> bool {
        self.0 == 0
    }

    /// As a group begins, which is painted as a whole as things now stand.
    pub fn enter_group(&mut self) {
        let clip = self.0 & Reason::Clip as u8;
        let group = if self.0 == clip {
            0
        } else {
            Reason::Group as u8
        };
        self.0 = clip | group;
    }
}

/// The text part of it.
#[derive(Clone)]
pub(crate) struct TextState<'a> {
    pub font: Option<Rc<PdfFont<'a>>>,
    pub size: f64,
    pub char_space: f64,
    pub word_space: f64,
    /// Horizontal scaling, 1 for none.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    pub matrix: Matrix,
    pub line_matrix: Matrix,
}

impl State<'_> {
    pub fn new(ctm: Matrix, clip: Rect) -> Self {
        State {
            ctm,
            clip,
            line_width: 1.0,
            fill_is_white: false,
            stroke_is_white: false,
            through: Through::default(),
            text: TextState {
                font: None,
                size: 1.0,
                char_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                matrix: Matrix::IDENTITY,
                line_matrix: Matrix::IDENTITY,
            },
        }
    }
}

impl State<'_> {
    /// A plain colour is filled with from now on.
    pub fn fill_plain(&mut self, white: bool) {
        self.fill_is_white = white;
        self.through.set(Reason::Pattern, false);
    }
}

/// The stack of `q` and `Q`.
pub(crate) struct States<'a> {
    pub now: State<'a>,
    saved: Vec<State<'a>>,
    unkept: usize,
}

impl<'a> States<'a> {
    pub fn new(state: State<'a>) -> Self {
        States {
            now: state,
            saved: Vec::new(),
            unkept: 0,
        }
    }

    pub fn save(&mut self) {
        if self.saved.len() < MAX_SAVED {
            self.saved.push(self.now.clone());
        } else {
            self.unkept += 1;
        }
    }

    /// Restores the last saved state, but none below `floor`.
    pub fn restore(&mut self, floor: usize) {
        if self.unkept > 0 {
            self.unkept -= 1;
        } else if self.saved.len() > floor
            && let Some(state) = self.saved.pop()
        {
            self.now = state;
        }
    }

    pub fn depth(&self) -> usize {
        self.saved.len()
    }

    /// Restores down to `depth`, whatever the content left open.
    pub fn restore_to(&mut self, depth: usize) {
        self.unkept = 0;
        while self.saved.len() > depth {
            self.restore(depth);
        }
    }
}
