//! Label and value in two cells with a rule drawn between them: the rule says
//! where the value begins, whatever the alignment of the cells.
//!
//! In: the lines and rules of a page. Out: the x of the rule that stands between
//! labels and values.
//!
//! Not here: pages without such rules (`pairs`, `stack`).

use schede_profile::Field;

use super::pairs::{MOST_VOTES, is_label_part};
use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Labels left of one rule, at least: one could stand left of any rule by chance.
const LABELS: usize = 2;

/// Distance (em) up to which pieces of a rule stand at one x.
const SAME_X: f32 = 0.3;

/// Height over the baseline (em) at which a rule beside a line is looked for.
const AT: f32 = 0.3;

/// The x of the rule between labels and values of the lines `beside` the tables;
/// `known` is that of the page before.
pub(crate) fn gutter(view: View, beside: &[usize], known: Option<f32>) -> Option<f32> {
    if view.page.uprights.is_empty() {
        return None;
    }
    let all = || beside.iter().map(|p| view.line(*p));
    let lines = || all().filter(|line| is_of_pair(view, line));
    let votes: Vec<Vote> = lines()
        .filter_map(|line| vote(view, line))
        .take(MOST_VOTES)
        .collect();
    let labels = lines().filter(|line| is_label(view, line)).count();
    let same = |a: &Vote, b: &Vote| (a.x - b.x).abs() < SAME_X * a.em;
    let of = |a: &Vote| votes.iter().filter(|b| same(a, b)).count();
    let best = votes.iter().max_by_key(|vote| of(vote))?;
    // The right edge of a cell as wide as the page has nothing right of it.
    let parts = known.is_some() || votes.iter().any(|vote| same(best, vote) && vote.both);
    let n = of(best);
    // Rules of a table do not make pairs of the labels around it.
    let goes_on = known.is_some_and(|x| (x - best.x).abs() < SAME_X * best.em);
    (parts && (n >= LABELS || goes_on) && 2 * n >= labels).then_some(best.x)
}

/// Whether a line may begin a label beside its value. The final deadline stands in
/// a row of the table of phases, whose rules are its own.
fn is_of_pair(view: View, line: &TextLine) -> bool {
    let open = line.opening(view.profile);
    !matches!(
        open,
        Some(Opening::Label {
            field: Field::FinalDeadline,
            ..
        })
    )
}

fn is_label(view: View, line: &TextLine) -> bool {
    let open = line.opening(view.profile);
    matches!(open, Some(Opening::Label { firm: true, .. }))
}

struct Vote {
    x: f32,
    em: f32,
    /// Words stand on both sides.
    both: bool,
}

/// The first rule right of the label with which a line begins.
fn vote(view: View, line: &TextLine) -> Option<Vote> {
    if !view.may_begin_label(line) {
        return None;
    }
    let tokens = view.tokens(line);
    let x = view
        .page
        .uprights
        .right_of(tokens[0].x0, height(line))
        .next()?;
    let n = tokens.iter().take_while(|t| t.middle() < x).count();
    let last = tokens[..n].last()?;
    is_label_part(view, line, last.end).then_some(Vote {
        x,
        em: line.em,
        both: n < tokens.len(),
    })
}

/// Whether the rule at `x` stands beside a line.
pub(crate) fn reaches(view: View, line: &TextLine, x: f32) -> bool {
    let near = SAME_X * line.em;
    let rules = view.page.uprights.right_of(x - 2.0 * near, height(line));
    let mut rules = rules.take_while(|rule| rule - x < near);
    rules.any(|rule| (rule - x).abs() < near)
}

/// Where a rule beside a line is looked for.
fn height(line: &TextLine) -> f32 {
    line.base - AT * line.em
}
