//! Titles and numbers of a form's sections in a cell of their own, left of the labels: they
//! stand in the middle of all its rows, or beside the lines of a label, and are of no value.
//!
//! In: the lines of a page. Out: such words as lines of their own, which are no content.
//!
//! Not here: titles in upright letters (`lines`), captions beside a table (`columns`).

use std::ops::Range;

use schede_model::Layer;

use crate::geometry::head;
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::lines::text::{PageText, Token};
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours::{self, GUTTER};

/// Distance (em) up to which labels begin at the same x.
const SAME_X: f32 = 0.3;

/// Labels that begin at one x beside a column of titles, at least.
const LABELS: usize = 3;

/// Words of the titles beside them, at most.
const MOST_WORDS: usize = 8;

/// Words left of the labels' edge: the position of their line, and how many of its first
/// tokens.
pub(crate) type Outer = (usize, usize);

/// Sets words found left of labels apart; `body` are the lines by position.
pub(crate) fn set_apart(page: &mut PageText, body: &[usize], found: &[Outer]) {
    for (position, n) in found.iter().rev() {
        let at = body[*position];
        let tokens = page.lines[at].tokens.clone();
        if *n == tokens.len() {
            page.lines[at].layer = Layer::Caption;
        } else {
            page.part(at, tokens.start + n, Layer::Caption);
        }
    }
}

/// The titles and numbers of sections left of labels, top to bottom.
pub(crate) fn find(view: View) -> Vec<Outer> {
    let numbers = numbers(view);
    if numbers.is_empty() {
        left_of_labels(view)
    } else {
        numbers
    }
}

/// The numbers that count the rows of labels, one below the other and apart from them, as
/// forms or spreadsheets print them: labels set right, or in the middle, begin at many places.
fn numbers(view: View) -> Vec<Outer> {
    let mut chains: Vec<Vec<Number>> = Vec::new();
    for next in (0..view.body.len()).filter_map(|position| number(view, position)) {
        let goes_on = |last: &Number| {
            let even = (last.middle - next.middle).abs() < SAME_X * view.line(next.position).em;
            next.value > last.value && even
        };
        match chains
            .last_mut()
            .filter(|chain| chain.last().is_some_and(goes_on))
        {
            Some(chain) => chain.push(next),
            None => chains.push(vec![next]),
        }
    }
    let of_labels = |chain: &Vec<Number>| {
        let labels = chain
            .iter()
            .filter_map(|number| label(view, number.position));
        labels.count() >= LABELS
    };
    let found = chains.into_iter().filter(of_labels).flatten();
    found.map(|number| (number.position, 1)).collect()
}

/// A number alone in its cell at the beginning of a line.
struct Number {
    position: usize,
    value: u32,
    middle: f32,
}

fn number(view: View, position: usize) -> Option<Number> {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let word = &line.text[..tokens[0].end as usize];
    let gap = tokens
        .get(1)
        .map_or(f32::MAX, |next| next.x0 - tokens[0].x1);
    let value = (is_number(word) && gap >= GUTTER * line.em).then_some(word)?;
    Some(Number {
        position,
        value: value.trim_end_matches(['.', ')']).parse().ok()?,
        middle: tokens[0].middle(),
    })
}

/// What stands left of the place at which most labels begin.
fn left_of_labels(view: View) -> Vec<Outer> {
    let labels: Vec<(usize, f32)> = (0..view.body.len())
        .filter_map(|position| Some((position, label(view, position)?)))
        .collect();
    let Some(edge) = edge(view, &labels) else {
        return Vec::new();
    };
    let begins = |position: usize| view.tokens(view.line(position))[0].x0;
    let left = |position: &usize| begins(*position) < edge - GUTTER * view.line(*position).em;
    let ends = labels.first().zip(labels.last());
    let Some(all) = ends.map(|(first, last)| first.0..last.0 + 1) else {
        return Vec::new();
    };
    // On most pages nothing stands left of the labels.
    if !all.clone().any(|position| left(&position)) {
        return Vec::new();
    }
    let tables = head::find(view);
    let is_head = |position: usize| head::at(&tables, position).is_some();
    let breaks = |position: &usize| is_head(*position) || crosses(view, *position, edge);
    let mut found = Vec::new();
    let mut from = all.start;
    while from < all.end {
        let end = (from..all.end).find(breaks).unwrap_or(all.end);
        found.extend(of_region(view, from..end, edge, &labels));
        // The rows of a table have numbers of their own.
        let next = labels.iter().map(|label| label.0).find(|at| *at > end);
        from = match next.filter(|_| end < all.end && is_head(end)) {
            Some(label) => label,
            None => end + 1,
        };
    }
    found
}

/// Where the label begins with which a line does, behind a number of its own.
fn label(view: View, position: usize) -> Option<f32> {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let numbered = tokens.len() > 1 && is_number(&line.text[..tokens[0].end as usize]);
    let first = &tokens[usize::from(numbered)];
    let text = &line.text[first.start as usize..];
    let may = numbered || view.may_begin_label(line);
    let open = || match numbered {
        true => opening(text, view.profile),
        false => line.opening(view.profile),
    };
    let is_label = || match open() {
        Some(Opening::Label { firm, .. }) => firm || is_label_alone(view, position, first),
        _ => is_label_alone(view, position, first),
    };
    (may && is_label()).then_some(first.x0)
}

/// Whether the run of words that a token begins is a label.
fn is_label_alone(view: View, position: usize, first: &Token) -> bool {
    let line = view.line(position);
    let run = fours::runs(view, line).iter().find(|run| {
        let token = &view.page.tokens[run.start];
        token.start <= first.start && first.start < view.page.tokens[run.end - 1].end
    });
    run.is_some_and(|run| {
        let end = view.page.tokens[run.end - 1].end as usize;
        fours::is_label(&line.text[first.start as usize..end], view.profile)
    })
}

/// The x at which most labels begin.
fn edge(view: View, labels: &[(usize, f32)]) -> Option<f32> {
    let near = |x: f32| {
        let same = |label: &&(usize, f32)| (label.1 - x).abs() < SAME_X * view.line(label.0).em;
        labels.iter().filter(same).count()
    };
    let best = labels.iter().max_by_key(|label| near(label.1))?;
    (near(best.1) >= LABELS).then_some(best.1)
}

/// How many of the first words of a line stand left of the labels.
fn n_outer(view: View, position: usize, edge: f32) -> usize {
    let line = view.line(position);
    let tokens = view.tokens(line).iter();
    tokens
        .take_while(|t| t.x1 < edge - GUTTER * line.em)
        .count()
}

/// Whether words of a line stand on both sides of the labels' edge, but for a gap there.
fn crosses(view: View, position: usize, edge: f32) -> bool {
    let line = view.line(position);
    let next = view.tokens(line).get(n_outer(view, position, edge));
    next.is_some_and(|t| t.x0 < edge - SAME_X * line.em)
}

/// The titles or numbers left of the labels on lines that follow one another.
fn of_region(view: View, region: Range<usize>, edge: f32, labels: &[(usize, f32)]) -> Vec<Outer> {
    let at_edge = |label: &&(usize, f32)| {
        let (position, x) = **label;
        region.contains(&position) && (x - edge).abs() < SAME_X * view.line(position).em
    };
    if labels.iter().filter(at_edge).count() < LABELS {
        return Vec::new();
    }
    let all = region.map(|position| (position, n_outer(view, position, edge)));
    let outer: Vec<Outer> = all.filter(|(_, n)| *n > 0).collect();
    let n_words: usize = outer.iter().map(|(_, n)| n).sum();
    let numbers = outer.iter().all(|outer| is_number(text(view, outer)));
    let titles = n_words <= MOST_WORDS
        && outer
            .iter()
            .all(|outer| opening(text(view, outer), view.profile).is_none());
    if numbers || titles { outer } else { Vec::new() }
}

fn text<'v>(view: View<'v>, (position, n): &Outer) -> &'v str {
    let line = view.line(*position);
    &line.text[..view.tokens(line)[n - 1].end as usize]
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', ')']);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
