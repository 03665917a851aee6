//! Label and value in two cells side by side: where the values begin.
//!
//! In: lines of a page. Out: the x at which the values of several labels
//! begin though the labels differ in length. In one cell, a value begins where
//! its label ends.
//!
//! Not here: which lines make a pair (`walk`, `rows`).

use std::ops::Range;

use schede_model::Column;
use schede_profile::{Field, LabelMatch, Printed};

use super::fours::{self, GUTTER};
use super::ruled;
use crate::geometry::columns::Columns;
use crate::geometry::columns::telling::Telling;
use crate::geometry::head::{self, Head};
use crate::geometry::lines::labels;
use crate::geometry::lines::opening::{Opening, phase_label};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Distance (em) up to which two words begin at the same x.
const SAME_X: f32 = 0.3;

/// Distance (em) up to which labels of a column begin at the same x, if they are
/// not centred.
const EVEN_X: f32 = 0.05;

/// Blank (em) that no word space reaches.
const WIDE: f32 = 2.5;

/// Labels (em) that differ less in length could have their values at one x by chance.
const DIFFERENT: f32 = 0.6;

/// So many labels beside values at different places make a strip.
const CENTRED_LABELS: usize = 3;

/// So many labels, and values, beside a strip need no blank as wide as a gutter.
const MANY_LABELS: usize = 5;

/// So many labels that wrap beside values at one x confirm a single whole one.
const WRAPPED_LABELS: usize = 2;

/// Labels of a page that are asked where values begin, at most: each is compared
/// with each.
pub(crate) const MOST_VOTES: usize = 2_000;

/// Difference (em) of the blanks between the words of a justified line, at most, and so
/// many words show that it is one.
const EVEN_GAP: f32 = 0.05;
const MANY_WORDS: usize = 5;

/// Blank (em) of a narrow word space: a label may fill its cell.
pub(super) const WORD_GAP: f32 = 0.15;

/// Where the values of the lines `part` of a page begin, if labels and values stand side by
/// side. `known` is where they began before; `bare` if their labels have no colons.
pub(crate) fn gutter(
    view: View,
    part: Range<usize>,
    heads: &[Head],
    known: Option<Gutter>,
    bare: bool,
) -> Option<Gutter> {
    let known_rule = match known {
        Some(Gutter::Ruled(x)) => Some(x),
        _ => None,
    };
    let beside: Vec<usize> = beside_tables(view, part.clone(), heads, bare).collect();
    if let Some(x) = ruled::gutter(view, &beside, known_rule) {
        return Some(Gutter::Ruled(x));
    }
    let (votes, weak) = votes(view, part.clone());
    let confirmed = |gutter: &Gutter| {
        let fit = votes.iter().chain(&weak).any(|v| gutter.fits(v));
        fit || has_both_sides(view, part.clone(), *gutter)
    };
    if let Some(gutter) = known.filter(confirmed) {
        return Some(gutter);
    }
    let aligned = aligned(view, part, &votes, &weak).map(Gutter::Aligned);
    let strip = strip(view, &beside, &votes, &weak);
    // A few centred values begin at one x by chance.
    let fitting = |gutter: &Gutter| votes.iter().filter(|v| gutter.fits(v)).count();
    let strip = strip.or_else(|| match aligned {
        None => apart(view, &beside).map(Gutter::Strip),
        Some(_) => None,
    });
    match (aligned, strip) {
        (Some(at), Some(_)) if 2 * fitting(&at) >= votes.len() && !are_centred(&votes) => Some(at),
        (aligned, strip) => strip.or(aligned),
    }
}

/// Whether labels begin at as many places as there are labels, more or less: those
/// of a column that is not centred begin at one.
fn are_centred(votes: &[Vote]) -> bool {
    let even = |a: &Vote, b: &Vote| (a.label_start - b.label_start).abs() < EVEN_X * a.em;
    let most = votes
        .iter()
        .map(|a| votes.iter().filter(|b| even(a, b)).count())
        .max();
    2 * most.unwrap_or(0) < votes.len()
}

/// Whether some lines have a label, or its beginning, alone on the left of a gutter and
/// words alone on its right: label and value stand at different heights.
fn has_both_sides(view: View, part: Range<usize>, gutter: Gutter) -> bool {
    let Gutter::Aligned(x) = gutter else {
        return false;
    };
    let lines = || part.clone().map(|position| view.line(position));
    let label = |line: &TextLine| {
        side(view, line, gutter, false) == Side::Left
            && is_label_part(view, line, line.text.len() as u32)
    };
    lines().any(label) && lines().any(|line| begins_at(view, line, x, line.em))
}

/// Where values begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Gutter {
    /// All at this x.
    Aligned(f32),
    /// Labels and values are centred in their cells: right of this x, which no
    /// label reaches.
    Strip(f32),
    /// Right of the rule at this x, on the lines beside which it stands.
    Ruled(f32),
}

impl Gutter {
    fn fits(&self, vote: &Vote) -> bool {
        match *self {
            Self::Aligned(x) => (vote.x - x).abs() < SAME_X * vote.em,
            Self::Strip(middle) | Self::Ruled(middle) => vote.label_end < middle && middle < vote.x,
        }
    }
}

/// The strip between centred labels and values: far wider than a blank somewhere,
/// and free of both everywhere. Longer values than those beside labels begin
/// further left, on lines of their own.
fn strip(view: View, beside: &[usize], votes: &[Vote], weak: &[Vote]) -> Option<Gutter> {
    let left = votes.iter().map(|v| v.label_end).fold(f32::MIN, f32::max);
    let right = votes.iter().map(|v| v.x).fold(f32::MAX, f32::min);
    let em = votes.iter().map(|v| v.em).fold(0.0, f32::max);
    let wide = votes.iter().any(|v| v.x - v.label_end > WIDE * em);
    let free = right - left > GUTTER * em;
    let begins = beside
        .iter()
        .filter_map(|p| view.tokens(view.line(*p)).first());
    let values = begins.map(|t| t.x0).filter(|x| *x > left + GUTTER * em);
    let right = values.fold(right, f32::min);
    // A label that wraps may be longer than those that do not.
    let wrapped = weak.iter().map(|v| v.label_end);
    let left = wrapped.filter(|end| *end < right).fold(left, f32::max);
    let middle = (left + right) / 2.0;
    (free && wide && votes.len() >= CENTRED_LABELS).then_some(Gutter::Strip(middle))
}

/// The middle of the strip between labels and values that stand at other heights:
/// all that begins left of it are labels and their rests, which end there too.
fn apart(view: View, beside: &[usize]) -> Option<f32> {
    let own = |p: &usize| match view.line(*p).opening(view.profile) {
        Some(Opening::Unit | Opening::Objective | Opening::Caption | Opening::Signature) => false,
        Some(Opening::Label { field, .. }) => field != Field::FinalDeadline,
        None => true,
    };
    let positions: Vec<usize> = beside.iter().copied().filter(own).collect();
    let labels = positions.iter().filter_map(|p| {
        let wrapped = || labels::wrapped_label(view, *p);
        label_end(view, view.line(*p)).or_else(wrapped)
    });
    let (n, whole) = labels.fold((0, f32::MIN), |(n, x), end| (n + 1, x.max(end)));
    if n < CENTRED_LABELS {
        return None;
    }
    let lines: Vec<&TextLine> = positions.iter().map(|p| view.line(*p)).collect();
    // A value right behind its label, in one cell: no label has a cell of its own.
    let one_cell = |line: &&TextLine| {
        let end = label_end(view, line);
        end.is_some_and(|x| run_end(view, line, x).is_some_and(|run| run > x + SAME_X * line.em))
    };
    if lines.iter().any(one_cell) {
        return None;
    }
    // A label that wraps may be longer than those that do not.
    let runs = lines.iter().filter_map(|line| run_end(view, line, whole));
    let left = runs.fold(whole, f32::max);
    let em = lines.iter().map(|l| l.em).fold(0.0, f32::max);
    let value = |line: &&TextLine| {
        let tokens = view.tokens(line);
        let first = tokens.iter().find(|t| t.x1 > left + SAME_X * em);
        first.map(|t| t.x0)
    };
    let values = lines.iter().filter_map(value);
    let (n_values, right) = values.fold((0, f32::MAX), |(n, x), begin| (n + 1, x.min(begin)));
    // So many labels and values that keep clear of one x are no chance.
    let least = if n.min(n_values) >= MANY_LABELS {
        WORD_GAP
    } else {
        GUTTER
    };
    let free = right - left > least * em && n_values >= CENTRED_LABELS;
    free.then_some((left + right) / 2.0)
}

/// Where the first words of a line end, if it begins left of `x`.
fn run_end(view: View, line: &TextLine, x: f32) -> Option<f32> {
    let tokens = view.tokens(line);
    let mut runs = tokens.chunk_by(|a, b| b.x0 - a.x1 < GUTTER * b.em);
    let run = runs.next().filter(|run| run[0].x0 < x)?;
    run.last().map(|t| t.x1)
}

/// Where the label ends with which a line begins.
fn label_end(view: View, line: &TextLine) -> Option<f32> {
    let Some(Opening::Label {
        end, firm: true, ..
    }) = line.opening(view.profile)
    else {
        return None;
    };
    let colon = end + line.text[end..].find(':')?;
    let tokens = view.tokens(line);
    let last = tokens.iter().rev().find(|t| (t.start as usize) <= colon)?;
    Some(last.x1)
}

/// Those of some lines that are of no table: one ends where a label begins.
fn beside_tables(
    view: View,
    part: Range<usize>,
    heads: &[Head],
    bare: bool,
) -> impl Iterator<Item = usize> {
    let mut in_table = false;
    part.filter(move |position| {
        let position = *position;
        let line = view.line(position);
        let label = || {
            let open = line.opening(view.profile);
            matches!(open, Some(Opening::Label { firm: true, .. }))
                || labels::wrapped_label(view, position).is_some()
                || bare && begins_bare(view, position)
        };
        in_table = head::at(heads, position).is_some() || in_table && !label();
        !in_table
    })
}

/// Whether a line begins with a label without a colon in a cell of its own, or with that of
/// the final deadline.
fn begins_bare(view: View, position: usize) -> bool {
    let line = view.line(position);
    let label = |run: &Range<usize>| is_bare_label(view, fours::text(view, line, run));
    view.may_begin_label(line)
        && (labels::deadline_start(view, position) == Some(line.tokens.start)
            || fours::runs(view, line).first().is_some_and(label))
}

/// The x at which the values of some lines begin.
fn aligned(view: View, part: Range<usize>, votes: &[Vote], weak: &[Vote]) -> Option<f32> {
    let em = votes.iter().map(|v| v.em).fold(0.0, f32::max);
    let near = |x: f32| votes.iter().filter(move |v| (v.x - x).abs() < SAME_X * em);
    let best = votes.iter().max_by_key(|vote| near(vote.x).count())?;
    let ends = near(best.x).map(|v| v.label_end);
    let (low, high) = ends.fold((f32::MAX, f32::MIN), |(a, b), e| (a.min(e), b.max(e)));
    let differ = high - low > DIFFERENT * em;
    let wide = near(best.x).any(|v| v.x - v.label_end > WIDE * v.em);
    // Values go on at the same x, alone or beside the words of a narrow label.
    let continued = || {
        let goes_on = |line: &TextLine| {
            begins_at(view, line, best.x, em)
                || (wrapped_vote(view, line).is_some_and(|v| (v.x - best.x).abs() < SAME_X * em))
        };
        part.clone().any(|position| goes_on(view.line(position)))
    };
    let wrapped = weak.iter().filter(|v| (v.x - best.x).abs() < SAME_X * em);
    (differ || wide && continued() || wrapped.count() >= WRAPPED_LABELS).then_some(best.x)
}

struct Vote {
    x: f32,
    label_start: f32,
    label_end: f32,
    em: f32,
}

/// For each line that begins with a label: where its value begins. Apart, what
/// can only confirm: final deadlines, whose values may stand under a column of
/// the table, and labels that wrap.
fn votes(view: View, part: Range<usize>) -> (Vec<Vote>, Vec<Vote>) {
    let (mut votes, mut weak, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for position in part {
        let line = view.line(position);
        match line.opening(view.profile) {
            Some(Opening::Label {
                end,
                firm: true,
                field,
            }) => {
                let vote = vote(view, line, end);
                match field {
                    Field::FinalDeadline => weak.extend(vote),
                    _ if ends_label_above(view, position, end) => weak.extend(vote),
                    _ => votes.extend(vote),
                }
            }
            Some(Opening::Label { .. } | Opening::Objective) | None => {
                weak.extend(wrapped_vote(view, line));
                bare.extend(bare_vote(view, line));
            }
            Some(Opening::Signature | Opening::Caption | Opening::Unit) => {}
        }
    }
    // A form whose labels have no colons.
    if bare.len() > votes.len().max(CENTRED_LABELS) {
        votes.append(&mut bare);
    }
    votes.truncate(MOST_VOTES);
    (votes, weak)
}

/// Whether the words that are a label before their colon end one that begins on the line
/// above ("Riferimenti" over "DUP:"): beside them stands the second line of a value.
fn ends_label_above(view: View, position: usize, end: usize) -> bool {
    let label = view.profile.label_before_colon(&view.line(position).text);
    let above = position.checked_sub(1).map(|above| view.line(above));
    let Some(above) = above.filter(|_| label.is_some()) else {
        return false;
    };
    let tokens = view.tokens(above);
    let Some(last) = before_gutter(tokens).or(tokens.len().checked_sub(1)) else {
        return false;
    };
    let begun = &above.text[..tokens[last].end as usize];
    if !view.profile.printed.continues(begun) {
        return false;
    }
    let joined = format!("{begun} {}", &view.line(position).text[..end]);
    let label = view.profile.printed.at_start(&joined);
    label.is_some_and(|label| label.end > begun.len())
}

/// A label that wraps in its cell ("Finalità" / "Strategiche:"): the words before
/// the first gutter begin a label.
fn wrapped_vote(view: View, line: &TextLine) -> Option<Vote> {
    if !view.may_begin_label(line) {
        return None;
    }
    let tokens = view.tokens(line);
    let at = first_gutter(view, line)?;
    let label = &line.text[..tokens[at].end as usize];
    view.profile.printed.continues(label).then_some(Vote {
        x: tokens[at + 1].x0,
        label_start: tokens[0].x0,
        label_end: tokens[at].x1,
        em: line.em,
    })
}

/// A label without a colon that is all of its cell.
fn bare_vote(view: View, line: &TextLine) -> Option<Vote> {
    let tokens = view.tokens(line);
    // Most lines begin with no capital letter, and so with no label.
    let first = tokens.first().filter(|first| first.capital);
    let at = first.and_then(|_| first_gutter(view, line))?;
    let text = &line.text[..tokens[at].end as usize];
    is_bare_label(view, text).then_some(Vote {
        x: tokens[at + 1].x0,
        label_start: tokens[0].x0,
        label_end: tokens[at].x1,
        em: line.em,
    })
}

/// Whether a text is a head of the table and nothing else: left of a gutter it is the label
/// of a cell, where phases are printed one below the other.
fn is_head_alone(view: View, text: &str) -> bool {
    let head = view.profile.heads.at_start(text);
    head.is_some_and(|head| !text[head.end..].contains(char::is_alphanumeric))
}

/// Whether most labels of some lines that stand in cells of their own have no colon; `known`
/// is what the page before, or all of this one, told, if these have too few.
pub(crate) fn without_colons(view: View, part: Range<usize>, known: bool) -> bool {
    let (mut colons, mut bare) = (0, 0);
    for position in part {
        let line = view.line(position);
        let open = line.opening(view.profile);
        let label = matches!(open, Some(Opening::Label { .. }));
        // A label may wrap: then its colon stands below its first words.
        let tokens = view.tokens(line);
        let gutter = first_gutter(view, line);
        let left = gutter.map(|at| &line.text[..tokens[at].end as usize]);
        let cell = left.unwrap_or(&line.text);
        if cell.trim_end().ends_with(':') || label && line.text.contains(':') {
            // Phases have labels of their own.
            let phase = phase_label(cell, &view.profile.phase_words).is_some();
            colons += usize::from(!phase);
        } else if left.is_some_and(|left| {
            is_bare_label(view, left)
                || is_head_alone(view, left)
                || fours::is_label(left, view.profile)
        }) || is_bare_label(view, &line.text)
        {
            bare += 1;
        }
    }
    bare > colons && (known || bare > CENTRED_LABELS)
}

/// The last word before the first gutter of a line: most lines have none.
fn first_gutter(view: View, line: &TextLine) -> Option<usize> {
    let may = line.may_have_blank(GUTTER);
    may.then(|| before_gutter(view.tokens(line)))?
}

/// The last word before the first gutter between words of a line.
fn before_gutter(tokens: &[Token]) -> Option<usize> {
    let gap = |pair: &[Token]| (pair[1].x0 - pair[0].x1) / pair[1].em;
    tokens.windows(2).position(|pair| gap(pair) >= GUTTER)
}

fn vote(view: View, line: &TextLine, end: usize) -> Option<Vote> {
    let tokens = view.tokens(line);
    // The value begins at the first gutter after the label's last letter.
    let first = tokens.iter().position(|t| t.end as usize >= end)?;
    let last = first + before_gutter(&tokens[first..])?;
    let pair = &tokens[last..last + 2];
    let label = &line.text[..pair[0].end as usize];
    label.trim_end().ends_with(':').then_some(())?;
    Some(Vote {
        x: pair[1].x0,
        label_start: tokens[0].x0,
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
pub(crate) enum Side {
    /// Words on both sides; the second side begins with this token.
    Both(usize),
    /// All of it left.
    Left,
    /// All of it right.
    Right,
    /// It runs across.
    Across,
}

/// Whether a word stands left of the gutter: it may end a little behind it, but a
/// narrow word that begins there is the value's first.
pub(crate) fn stands_left(token: &Token, x: f32) -> bool {
    token.x1 <= x + SAME_X * token.em && token.x0 < x - EVEN_X * token.em
}

/// Whether a line begins far right of where all values do: it may stand in the middle of the
/// page.
pub(crate) fn begins_far(view: View, line: &TextLine, gutter: Gutter) -> bool {
    let first = view.tokens(line).first();
    match gutter {
        Gutter::Aligned(x) => first.is_some_and(|first| first.x0 - x > WIDE * line.em),
        Gutter::Strip(_) | Gutter::Ruled(_) => false,
    }
}

/// How a line stands to the gutter; `labelled` if it is known to hold a part of a
/// label, which may fill its cell.
pub(crate) fn side(view: View, line: &TextLine, gutter: Gutter, labelled: bool) -> Side {
    let (Gutter::Aligned(x) | Gutter::Strip(x) | Gutter::Ruled(x)) = gutter;
    let ruled = matches!(gutter, Gutter::Ruled(_));
    if ruled && !ruled::reaches(view, line, x) {
        return Side::Across;
    }
    let near = SAME_X * line.em;
    let tokens = &view.page.tokens;
    let begins_value = |i: &usize| !stands_left(&tokens[*i], x);
    let Some(at) = line.tokens.clone().find(begins_value) else {
        return Side::Left;
    };
    if tokens[at].x0 < x - near {
        return Side::Across;
    }
    if at == line.tokens.start {
        return Side::Right;
    }
    let gap = tokens[at].x0 - tokens[at - 1].x1;
    let begins = match gutter {
        Gutter::Aligned(x) => (tokens[at].x0 - x).abs() < near,
        Gutter::Strip(_) | Gutter::Ruled(_) => true,
    };
    let full = || gap >= WORD_GAP * line.em && is_label_part(view, line, tokens[at - 1].end);
    let wide = || gap >= GUTTER * line.em && !is_of_justified(view.tokens(line), gap);
    if begins && (ruled || wide() || labelled || full()) {
        Side::Both(at)
    } else {
        Side::Across
    }
}

/// Whether a blank is one of those by which all words of a justified line are spread.
fn is_of_justified(tokens: &[Token], gap: f32) -> bool {
    let mut gaps = tokens.windows(2).map(|pair| pair[1].x0 - pair[0].x1);
    let even = |other: f32| (other - gap).abs() < EVEN_GAP * tokens[0].em;
    tokens.len() > MANY_WORDS && gaps.all(even)
}

/// Whether all that a line has left of the gutter is a label or its beginning.
pub(crate) fn holds_label(view: View, line: &TextLine, gutter: Gutter) -> bool {
    let end = match side(view, line, gutter, false) {
        Side::Both(at) => view.page.tokens[at - 1].end,
        Side::Left => line.text.len() as u32,
        Side::Right | Side::Across => return false,
    };
    is_label_part(view, line, end)
}

/// Whether all that a line has left of the gutter, with words right of it, is a label without
/// a colon; or all of the line.
pub(crate) fn holds_bare_label(view: View, line: &TextLine, gutter: Option<Gutter>) -> bool {
    let end = match gutter.map(|gutter| side(view, line, gutter, false)) {
        Some(Side::Both(at)) => view.page.tokens[at - 1].end as usize,
        _ => line.text.len(),
    };
    is_bare_label(view, &line.text[..end])
}

/// Whether a text is a label without a colon and nothing else.
pub(crate) fn is_bare_label(view: View, text: &str) -> bool {
    let profile = view.profile;
    if !text.starts_with(char::is_uppercase) || profile.begins_no_cell(text) {
        return false;
    }
    let whole = |end: usize| text[end..].trim().is_empty();
    match profile.printed.at_start(text) {
        Some(label) if matches!(label.what, Printed::Field { .. }) => {
            whole(label.end) || profile.qualified(label, text).is_some()
        }
        _ => profile
            .label_alone(text)
            .is_some_and(|label| whole(label.end)),
    }
}

/// Whether the words of a line up to byte `end`, one of them at least, are a label or
/// its beginning.
pub(crate) fn is_label_part(view: View, line: &TextLine, end: u32) -> bool {
    if !view.may_begin_label(line) {
        return false;
    }
    let text = &line.text[..end as usize];
    let look = view.profile.printed.look(text);
    let whole = |l: LabelMatch<Printed>| !text[l.end..].contains(char::is_alphanumeric);
    look.continues || look.label.is_some_and(whole)
}

/// A page without a table, for what weighs the gaps between its bands.
pub(crate) fn no_columns(view: View) -> Columns {
    Columns {
        edges: vec![(f32::MIN, Column::Description)],
        caption: None,
        numbered: false,
        span: view.span,
        telling: Telling::default(),
    }
}
