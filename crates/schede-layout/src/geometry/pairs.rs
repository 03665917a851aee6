//! Label and value in two cells side by side: where the values begin.
//!
//! In: the lines of a page. Out: the x at which the values of several labels
//! begin though the labels differ in length. In one cell, a value begins where
//! its label ends.
//!
//! Not here: which lines make a pair (`walk`, `rows`).

use schede_model::Column;
use schede_profile::Field;

use super::columns::Columns;
use super::head::View;
use super::opening::{Opening, opening};
use super::text::{TextLine, Token};

/// Distance (em) up to which two words begin at the same x.
const SAME_X: f32 = 0.3;

/// Blank (em) between a label's cell and its value's, at least: the margins of
/// two cells. A double word space is as wide at most.
const GUTTER: f32 = 0.45;

/// Blank (em) that no word space reaches.
const WIDE: f32 = 2.5;

/// Labels (em) that differ less in length could have their values at one x by chance.
const DIFFERENT: f32 = 0.6;

/// Where the values of a page begin, if labels and values stand side by side.
/// `known` is where they began on the page before.
pub(super) fn gutter(view: View, known: Option<f32>) -> Option<f32> {
    let votes = votes(view);
    let em = votes.iter().map(|v| v.em).fold(0.0, f32::max);
    let near = |x: f32| votes.iter().filter(move |v| (v.x - x).abs() < SAME_X * em);
    if let Some(x) = known
        && near(x).count() > 0
    {
        return Some(x);
    }
    let best = votes.iter().max_by_key(|vote| near(vote.x).count())?;
    let ends = near(best.x).map(|v| v.label_end);
    let (low, high) = ends.fold((f32::MAX, f32::MIN), |(a, b), e| (a.min(e), b.max(e)));
    let differ = high - low > DIFFERENT * em;
    let wide = near(best.x).any(|v| v.x - v.label_end > WIDE * v.em);
    let continued = || {
        view.body
            .iter()
            .any(|l| begins_at(view, &view.page.lines[*l], best.x, em))
    };
    (differ || wide && continued()).then_some(best.x)
}

struct Vote {
    x: f32,
    label_end: f32,
    em: f32,
}

/// For each line that begins with a label: where its value begins. The final
/// deadline's value stands under the columns of the table.
fn votes(view: View) -> Vec<Vote> {
    let mut votes = Vec::new();
    for line in view.body.iter().map(|l| &view.page.lines[*l]) {
        if let Some(Opening::Label {
            end,
            firm: true,
            field,
        }) = opening(&line.text, view.profile)
            && field != Field::FinalDeadline
        {
            votes.extend(vote(view, line, end));
        }
    }
    votes
}

fn vote(view: View, line: &TextLine, end: usize) -> Option<Vote> {
    let tokens = view.tokens(line);
    // The value begins at the first gutter after the label's last letter.
    let first = tokens.iter().position(|t| t.end as usize >= end)?;
    let gap = |pair: &[Token]| (pair[1].x0 - pair[0].x1) / pair[1].em;
    let pair = tokens[first..]
        .windows(2)
        .find(|pair| gap(pair) >= GUTTER)?;
    let label = &line.text[..pair[0].end as usize];
    label.trim_end().ends_with(':').then_some(())?;
    Some(Vote {
        x: pair[1].x0,
        label_end: pair[0].x1,
        em: line.em,
    })
}

fn begins_at(view: View, line: &TextLine, x: f32, em: f32) -> bool {
    view.tokens(line)
        .first()
        .is_some_and(|t| (t.x0 - x).abs() < SAME_X * em)
}

/// How a line stands to the gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Words on both sides; the second side begins with this token.
    Both(usize),
    /// All of it left.
    Left,
    /// All of it right.
    Right,
    /// It runs across.
    Across,
}

/// How a line stands to the gutter at `x`.
pub(super) fn side(view: View, line: &TextLine, x: f32) -> Side {
    let near = SAME_X * line.em;
    let tokens = &view.page.tokens;
    let Some(at) = line.tokens.clone().find(|i| tokens[*i].x1 > x + near) else {
        return Side::Left;
    };
    if tokens[at].x0 < x - near {
        return Side::Across;
    }
    if at == line.tokens.start {
        return Side::Right;
    }
    let gap = tokens[at].x0 - tokens[at - 1].x1;
    let begins = (tokens[at].x0 - x).abs() < near && gap >= GUTTER * line.em;
    if begins { Side::Both(at) } else { Side::Across }
}

/// A page without a table, for what weighs the gaps between its bands.
pub(super) fn no_columns(view: View) -> Columns {
    let tokens = || {
        view.body
            .iter()
            .flat_map(|l| view.tokens(&view.page.lines[*l]))
    };
    let left = tokens().map(|t| t.x0).fold(f32::MAX, f32::min);
    let right = tokens().map(|t| t.x1).fold(f32::MIN, f32::max);
    Columns {
        edges: vec![(f32::MIN, Column::Description)],
        caption: None,
        span: (left, right),
    }
}
