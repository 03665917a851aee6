//! Column heads under a title of their own ("Programmazione" over weight and due date).
//!
//! In: lines on which heads stand beside such a title, or the title alone. Out: the heads
//! that begin a table's head there; the title as a part of it. A title stands over two
//! heads or more: no head of the form does, and no text of a field above the table.
//!
//! Not here: heads side by side (`head`), columns that the form does not know (`others`).

use schede_model::page::BBox;

use super::apart::{n_gaps, stand_apart};
use super::{Head, HeadCell, head_word};
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours;

/// Lines of a title, and of the heads beside it, over the first of those under it.
const LINES: usize = 3;

/// Lines from a title to the first head under it; a word of another head may wrap between.
const NEXT: usize = 2;

/// Heads that a title stands over, at least.
const UNDER: usize = 2;

/// Step (em) from a title to the heads under it, at most, where a rule stands between:
/// cells have margins, and heads of fewer lines than others stand in the middle.
const HIGHEST_CELL: f32 = 4.0;

/// Blank (em) between a title and what stands beside it, at least.
const APART: f32 = 0.9;

/// How far (em) a title may begin left of the first head under it: a centred one begins
/// right of it.
const SLACK: f32 = 0.5;

/// Height over the baseline (em) at which a rule beside a title is looked for.
const AT: f32 = 0.3;

/// Width of the rule under a title, as a part of the table's: one as wide as the table
/// is its upper edge.
const WIDEST_RULE: f32 = 0.9;

/// The heads of a line that are few among its words, each apart from the others.
pub(crate) fn few(view: View, position: usize) -> Option<Vec<HeadCell>> {
    let line = view.line(position);
    // The words of labels are heads, too ("Scadenza finale:"), and those of running text.
    let may = view.tokens(line).iter().any(|token| token.may_begin_head);
    if !may || line.text.contains(':') || n_gaps(view, line) == 0 {
        return None;
    }
    let mut cells: Vec<HeadCell> = Vec::new();
    let mut index = line.tokens.start;
    while index < line.tokens.end {
        let Some((column, length)) = head_word(view, position, index) else {
            index += 1;
            continue;
        };
        let end = view.page.tokens[index].start + length as u32;
        let own = (index..line.tokens.end).take_while(|i| view.page.tokens[*i].start < end);
        let own: Vec<(usize, usize)> = own.map(|i| (position, i)).collect();
        index += own.len().max(1);
        let cell = HeadCell::of(view, column, &own);
        let new = cells.iter().all(|cell| cell.column != column);
        let apart = |cell: &HeadCell| stand_apart(view, line, std::slice::from_ref(cell));
        cells.extend(cell.filter(|cell| new && apart(cell)));
    }
    let own = cells.iter().map(|cell| cell.tokens.len()).sum::<usize>();
    (!cells.is_empty() && own < line.tokens.len()).then_some(cells)
}

/// Whether a line holds a title over some of the heads below it, and nothing but titles,
/// heads and words clear of all heads.
pub(crate) fn has_title(view: View, position: usize, cells: &[HeadCell]) -> bool {
    let next = position + 1..=position + NEXT;
    // A label ends so.
    if view.line(position).text.contains(':') {
        return false;
    }
    let begins = |cell: &HeadCell| cell.tokens.first().is_some_and(|(p, _)| next.contains(p));
    if !cells.iter().any(begins) {
        return false;
    }
    let mut titles = 0;
    let bold = cells.iter().all(|cell| cell.bold);
    let fit = free_runs(view, position, cells).iter().all(|run| {
        let under = under(view, cells, run, position);
        let title = under.len() >= UNDER;
        titles += usize::from(title);
        (title || under.is_empty()) && run.capital && (run.bold || !bold)
    });
    fit && titles > 0
}

/// Takes the lines of titles above a head to it: with a rule under each, which parts it
/// from the heads below and no others, or rules above and under it, or in bold like the
/// heads and begun where no text of the line above does, as that of a field would.
pub(crate) fn titles(view: View, head: &mut Head) {
    for _ in 0..LINES {
        let Some(above) = head.first.checked_sub(1) else {
            return;
        };
        let (line, next) = (view.line(above), view.line(head.first));
        let em = line.em.max(next.em);
        let step = next.base - line.base;
        if step > HIGHEST_CELL * em
            || !has_title(view, above, &head.cells)
            || is_row_of_label(view, above, &head.cells)
        {
            return;
        }
        let text = above.checked_sub(1).map(|text| view.line(text).base);
        let nearer = || text.is_none_or(|text| step < line.base - text);
        let close = || step < view.page.widest_pitch() * em || nearer();
        // Several titles side by side are no text of a field above the table.
        let several = || free_runs(view, above, &head.cells).len() > 1;
        let shown = ruled(view, above, &head.cells)
            || enclosed(view, above, &head.cells)
            || (close() || several()) && stands_out(view, above, &head.cells);
        if !shown {
            return;
        }
        head.first = above;
    }
}

/// Whether a line is a label and its value side by side, not both in bold: a row above the table.
fn is_row_of_label(view: View, position: usize, cells: &[HeadCell]) -> bool {
    let line = view.line(position);
    let runs = free_runs(view, position, cells);
    let first = fours::runs(view, line).first();
    let label =
        first.is_some_and(|run| fours::is_label(fours::text(view, line, run), view.profile));
    label && runs.len() == 2 && !runs.iter().all(|run| run.bold)
}

/// Whether a rule that is no edge of the table stands under each run of a line.
fn ruled(view: View, position: usize, cells: &[HeadCell]) -> bool {
    let ends = cells.first().zip(cells.last());
    let Some(width) = ends.map(|(first, last)| last.x1 - first.x0) else {
        return false;
    };
    let next = view.line(position + 1).base;
    free_runs(view, position, cells).iter().all(|run| {
        let mut under = rules(view, run, run.base, next);
        under.any(|rule| rule.width() < WIDEST_RULE * width)
            && !ends_text(view, position, run, cells)
    })
}

/// The rules over the whole width of a run between two heights.
fn rules<'v>(view: View<'v>, run: &Run, from: f32, to: f32) -> impl Iterator<Item = &'v BBox> {
    let (x0, x1) = (run.x0, run.x1);
    let between = view.page.lying.between(from, to).iter();
    between.filter(move |b| b.x0 <= x0 && x1 <= b.x1)
}

/// Whether words that are no titles stand right above a run, and no rule parts them from it:
/// it is the last line of a text in a cell beside its label, which ends with a rule, too.
fn ends_text(view: View, position: usize, run: &Run, cells: &[HeadCell]) -> bool {
    let Some(above) = position.checked_sub(1) else {
        return false;
    };
    let (line, base) = (view.line(position), view.line(above).base);
    // A label and its value are a row of their own, but for the cell that the run is in.
    let row = view.line(above).opening(view.profile).is_some();
    let over = |other: &Run| {
        let even = (run.x0 - other.x0).abs() < SLACK * run.em;
        run.x0 < other.x1 && other.x0 < run.x1 && (even || !row)
    };
    line.base - base < view.page.widest_pitch() * run.em
        && rules(view, run, base, run.base - run.em / 2.0)
            .next()
            .is_none()
        && free_runs(view, above, cells).iter().any(over)
        && !has_title(view, above, cells)
}

/// Whether a line that begins with nothing the form prints stands between two rules, one of
/// them under it: the table begins above it.
fn enclosed(view: View, position: usize, cells: &[HeadCell]) -> bool {
    let (line, next) = (view.line(position), view.line(position + 1));
    let above = position.checked_sub(1).map(|above| view.line(above).base);
    let ruled = |run: &Run, from: f32, to: f32| rules(view, run, from, to).next().is_some();
    // A label without a colon and its value are a row above the table.
    let first = fours::runs(view, line).first();
    let label =
        first.is_some_and(|run| fours::is_label(fours::text(view, line, run), view.profile));
    let runs = free_runs(view, position, cells);
    !label
        && line.opening(view.profile).is_none()
        && runs.iter().all(|run| {
            ruled(run, above.unwrap_or(0.0), run.base - run.em / 2.0)
                && ruled(run, run.base, next.base)
        })
}

/// Whether a line is bold, as all heads are, and each run of it begins where none of the
/// line above does.
fn stands_out(view: View, position: usize, cells: &[HeadCell]) -> bool {
    // A page may begin with the head that it repeats.
    let above = position.checked_sub(1).map(|above| view.line(above));
    let above = above.map_or(&[][..], |line| view.tokens(line));
    let together = |a: &Token, b: &Token| b.x0 - a.x1 <= APART * b.em;
    let begins_like = |run: &Run| {
        let near = |t: &Token| (t.x0 - run.x0).abs() < SLACK * run.em;
        above.chunk_by(together).any(|above| near(&above[0]))
    };
    let runs = free_runs(view, position, cells);
    cells.iter().all(|cell| cell.bold) && runs.iter().all(|run| run.bold && !begins_like(run))
}

/// Words of a line that stand together, and are of no head.
struct Run {
    x0: f32,
    x1: f32,
    base: f32,
    em: f32,
    bold: bool,
    /// It begins like a title: a text goes on with a small letter.
    capital: bool,
}

fn free_runs(view: View, position: usize, cells: &[HeadCell]) -> Vec<Run> {
    let line = view.line(position);
    let of_head = |i: usize| cells.iter().any(|c| c.tokens.contains(&(position, i)));
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<&Token> = None;
    for index in line.tokens.clone() {
        let token = &view.page.tokens[index];
        if of_head(index) {
            before = None;
            continue;
        }
        let together = |b: &Token| token.x0 - b.x1 <= APART * token.em && !view.is_ruled(b, token);
        match runs.last_mut().filter(|_| before.is_some_and(together)) {
            Some(run) => run.x1 = run.x1.max(token.x1),
            None => runs.push(Run {
                x0: token.x0,
                x1: token.x1,
                base: token.base,
                em: token.em,
                bold: token.bold,
                capital: view.page.word(line, index).starts_with(char::is_uppercase),
            }),
        }
        before = Some(token);
    }
    runs
}

/// The heads on lines below that a run stands over: from where the first of them begins
/// to where the last ends, and the run is within.
fn under<'c>(view: View, cells: &'c [HeadCell], run: &Run, position: usize) -> Vec<&'c HeadCell> {
    let near = position + 1..=position + LINES;
    let below = |cell: &&HeadCell| cell.tokens.first().is_some_and(|(p, _)| near.contains(p));
    let slack = SLACK * run.em;
    let above = |cell: &&HeadCell| run.x0 < cell.x1 && cell.x0 < run.x1;
    let below: Vec<&HeadCell> = cells.iter().filter(below).collect();
    // Rules on both sides of it say how far it reaches.
    let y = run.base - AT * run.em;
    let left = view.page.uprights.left_of(run.x0, y);
    let right = view.page.uprights.right_of(run.x1, y).next();
    if let Some((left, right)) = left.zip(right) {
        let within = |cell: &&&HeadCell| left < cell.middle() && cell.middle() < right;
        let within: Vec<&HeadCell> = below.iter().filter(within).copied().collect();
        if within.len() >= UNDER {
            return within;
        }
    }
    // A short title set left or in the middle reaches but one of the heads under it.
    let first = below.iter().position(above);
    let Some(first) = first else {
        return Vec::new();
    };
    let last = below.iter().rposition(above).unwrap_or(first);
    let fits = |a: usize, b: usize| below[a].x0 - slack <= run.x0 && run.x1 <= below[b].x1 + slack;
    let wider = [
        (first, last),
        (first, last + 1),
        (first.wrapping_sub(1), last),
    ];
    let wider = wider.into_iter().filter(|(a, b)| a < b && *b < below.len());
    let found = wider.into_iter().find(|(a, b)| fits(*a, *b));
    match found {
        Some((a, b)) => below[a..=b].to_vec(),
        None => vec![below[first]],
    }
}
