//! Lines of cells that a page's end cuts, and that both pages print whole.
//!
//! In: the flow of all pages. Out: the same, with the second print as a repeat; where only
//! a part of the line stands again the cell is in doubt.
//!
//! Not here: what clips or whole rows tell (`pages::seam`, `pages::tail`).

use schede_model::{Flow, Layer, Segment};

/// Lines that are printed on both pages, at most: the cut runs through one, others may
/// stand close by.
const CUT_LINES: usize = 3;

/// Words they hold, at least: fewer may begin a page as they ended the one before.
const CUT_WORDS: usize = 3;

/// Sets second prints apart. The lines of one cell follow each other in the flow.
pub(crate) fn set_apart(flow: &mut Flow<'_>) {
    let page = |segment: &Segment| flow.lines[segment.line as usize].page;
    let cut = |pair: &[Segment]| {
        let both = pair.iter().all(|segment| segment.layer == Layer::Body);
        both && pair[0].block == pair[1].block && page(&pair[0]) + 1 == page(&pair[1])
    };
    let cuts = flow.segments.windows(2).enumerate();
    let cuts: Vec<usize> = cuts.filter(|(_, p)| cut(p)).map(|(at, _)| at + 1).collect();
    for at in cuts {
        match again(flow, at) {
            Some(n) => (at..at + n).for_each(|copy| flow.segments[copy].layer = Layer::Repeat),
            None if text(flow, at - 1) == text(flow, at) => flow.segments[at].doubtful = true,
            None => {}
        }
    }
}

/// How many lines of a cell, from its first segment on a page, are the lines with which
/// the page before ends, whole.
fn again(flow: &Flow, first: usize) -> Option<usize> {
    let segments = &flow.segments;
    let block = segments[first].block;
    let of_cell = |at: usize| segments.get(at).is_some_and(|s| s.block == block);
    let line = |at: usize| &*flow.lines[segments[at].line as usize].text;
    (1..=CUT_LINES.min(first)).rev().find(|n| {
        let pairs = || (first..first + n).map(|at| (at - n, at));
        let words = || pairs().map(|(_, at)| line(at).split_whitespace().count());
        pairs().all(|(a, b)| of_cell(a) && of_cell(b) && line(a) == line(b))
            && words().sum::<usize>() >= CUT_WORDS
    })
}

fn text<'f>(flow: &'f Flow, at: usize) -> &'f str {
    let Segment {
        line, start, end, ..
    } = flow.segments[at];
    &flow.lines[line as usize].text[start as usize..end as usize]
}
