//! Pages on their way to lines: what a page says about its neighbours, and they about it.
//!
//! `window` holds pages; `parts` tells those printed together on one sheet of paper,
//! `seam` what two print both (`torn`: letters of a line alone), `furniture` running heads
//! and feet (`own`: what the form prints there), `tail` lines of the page before;
//! `sections` sets apart what stands left of all labels.

pub(crate) mod furniture;
pub(crate) mod own;
pub(crate) mod parts;
pub(crate) mod seam;
pub(crate) mod sections;
pub(crate) mod tail;
mod torn;
pub(crate) mod window;
