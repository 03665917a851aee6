//! Where values begin on each stretch of a page, above and below its tables of phases: the
//! labels before a table and those after it may stand in cells of other widths.
//!
//! In: a page, the heads of its tables, where its values begin for the most part. Out: the
//! same for the lines up to each head.
//!
//! Not here: where values begin (`pairs`, `stack`).

use super::pairs::{self, Gutter};
use super::stack::Stack;
use crate::geometry::head::Head;
use crate::geometry::lines::view::View;

/// Tables of a page, at most, whose stretches are told apart: forms have a few, and each
/// stretch is looked at for itself.
const MOST_TABLES: usize = 8;

/// Lines of a page that follow one another.
#[derive(Debug)]
pub(crate) struct Stretch {
    /// The position after its last line.
    pub end: usize,
    pub gutter: Option<Gutter>,
    /// Its labels have no colons.
    pub bare: bool,
    /// The labels left of the gutter, where all values begin at one x.
    pub labels: Stack,
}

impl Stretch {
    fn of(view: View, end: usize, gutter: Option<Gutter>, bare: bool) -> Self {
        let labels = match gutter {
            Some(Gutter::Aligned(x)) => Stack::at(view, x),
            Some(Gutter::Strip(_) | Gutter::Ruled(_)) | None => Stack::default(),
        };
        Self {
            end,
            gutter,
            bare,
            labels,
        }
    }
}

/// The stretches of a page: the first ends where its second head begins, or the first one
/// that lines stand above.
pub(crate) fn of(view: View, heads: &[Head], page: Option<Gutter>, bare: bool) -> Vec<Stretch> {
    let n = view.body.len();
    let starts = heads.iter().map(|head| head.first).filter(|at| *at > 0);
    let ends: Vec<usize> = starts.chain([n]).collect();
    if ends.len() == 1 || ends.len() > MOST_TABLES {
        return vec![Stretch::of(view, n, page, bare)];
    }
    let mut from = 0;
    let stretches = ends.iter().map(|end| {
        let part = from..*end;
        from = *end;
        let bare = bare || pairs::without_colons(view, part.clone(), false);
        let gutter = pairs::gutter(view, part, heads, page, bare).or(page);
        Stretch::of(view, *end, gutter, bare)
    });
    stretches.collect()
}
