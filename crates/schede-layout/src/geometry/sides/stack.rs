//! Labels in a cell so narrow that they break over many lines, even within a
//! word ("RIFERIMEN" / "TI AL DUP:"), with their values in the cell beside.
//!
//! In: the lines of a page. Out: the x at which the values begin, and which lines
//! hold a part of which label. No line shows a whole label beside its value, as
//! `pairs` asks for: here the words left of the gutter must spell labels of the
//! form, one after another, to their colons.

use std::ops::Range;

use super::pairs::stands_left;
use crate::geometry::lines::labels::may_wrap;
use crate::geometry::lines::opening::{Opening, opening, phase_label, spelled};
use crate::geometry::lines::sorting::sort_by_place;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Distance (em) up to which two words begin at the same x.
const SAME_X: f32 = 0.3;

/// Distance (em) up to which words of one cell begin at the same x.
const EVEN_X: f32 = 0.05;

/// Words of a label on one line, at most.
const LABEL_WORDS: usize = 4;

/// Words one below the other that are tried as a cell's edge, at least.
const LINES: usize = 4;

/// Lines of a label, at most.
const MOST_LINES: usize = 14;

/// Places that are tried, at most.
const MOST_PLACES: usize = 6;

/// Labels that tell, at least, and of these the broken ones: a line of running
/// text may begin like one label.
const LABELS: usize = 2;
const BROKEN: usize = 1;

/// What a line holds of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its first words.
    First,
    /// Words that go on with it.
    Rest,
}

/// The labels of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stack {
    parts: Vec<Option<Part>>,
    labels: usize,
    broken: usize,
}

impl Stack {
    /// The labels left of `x`.
    pub fn at(view: View, x: f32) -> Self {
        Self::read(view, x, &mut Firsts::of(view))
    }

    fn read(view: View, x: f32, firsts: &mut Firsts) -> Self {
        let mut stack = Self {
            parts: vec![None; view.body.len()],
            ..Self::default()
        };
        let mut position = 0;
        while position < view.body.len() {
            let lines = label(view, position, x, firsts);
            let Some((first, rest)) = lines.split_first() else {
                position += 1;
                continue;
            };
            stack.parts[*first] = Some(Part::First);
            for line in rest {
                stack.parts[*line] = Some(Part::Rest);
            }
            stack.labels += 1;
            stack.broken += usize::from(!rest.is_empty());
            position = lines.last().map_or(position, |last| *last) + 1;
        }
        stack
    }

    /// What the line at a position holds.
    pub fn part(&self, position: usize) -> Option<Part> {
        self.parts.get(position).copied().flatten()
    }

    /// Whether enough labels stand here to tell.
    pub fn tells(&self) -> bool {
        self.labels >= LABELS && self.broken >= BROKEN
    }
}

/// The x at which values begin beside narrow labels.
pub(crate) fn gutter(view: View) -> Option<f32> {
    let lines = view.body.iter().map(|l| &view.page.lines[*l]);
    let labels = lines.filter(|line| view.may_begin_label(line));
    if labels.take(LABELS).count() < LABELS {
        return None;
    }
    let mut firsts = Firsts::of(view);
    let stacks = places(view)
        .into_iter()
        .map(|x| (x, Stack::read(view, x, &mut firsts)));
    let best = stacks
        .filter(|(x, stack)| stack.tells() && !others(view, *x, stack))
        .max_by_key(|(_, stack)| stack.labels)?;
    Some(best.0)
}

/// Where several words stand one below the other, among the first of their lines,
/// right of where lines begin furthest left.
fn places(view: View) -> Vec<f32> {
    let firsts = |l: &usize| {
        let line = &view.page.lines[*l];
        let tokens = view.tokens(line).iter().take(LABEL_WORDS + 1);
        tokens.map(|t| (t.x0, t.em))
    };
    let mut begins: Vec<(f32, f32)> = view.body.iter().flat_map(firsts).collect();
    sort_by_place(&mut begins, |begin| begin.0);
    let same = |a: &(f32, f32), b: &(f32, f32)| b.0 - a.0 < EVEN_X * b.1;
    let runs = begins.chunk_by(same).skip(1);
    let mut runs: Vec<&[(f32, f32)]> = runs.filter(|run| run.len() >= LINES).collect();
    runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
    runs.iter().map(|run| run[0].0).take(MOST_PLACES).collect()
}

/// Whether more words stand alone left of the gutter, with values beside them,
/// than those of labels.
fn others(view: View, x: f32, stack: &Stack) -> bool {
    let mut strange = 0;
    let mut known = 0;
    for position in 0..view.body.len() {
        let line = view.line(position);
        let Some((end, true)) = left(view, line, x) else {
            continue;
        };
        if stack.part(position).is_some() {
            known += 1;
        } else if phase_label(&line.text[..end], &view.profile.phase_words).is_none() {
            strange += 1;
        }
    }
    strange > known
}

/// The lines of the label that begins at a position; none if none does.
fn label(view: View, position: usize, x: f32, firsts: &mut Firsts) -> Vec<usize> {
    let first = view.line(position);
    if !view.may_begin_label(first) {
        return Vec::new();
    }
    let Some((end, _)) = left(view, first, x) else {
        return Vec::new();
    };
    let text = &first.text[..end];
    let mut label = firsts.label(view, position, text);
    if label.whole {
        return vec![position];
    }
    if !label.goes_on {
        return Vec::new();
    }
    let mut text = text.to_owned();
    let mut lines = vec![position];
    let mut base = first.base;
    while !label.whole {
        let next = label
            .goes_on
            .then(|| below(view, lines[lines.len() - 1] + 1, x, base));
        let Some((next, part)) = next.flatten().filter(|_| lines.len() < MOST_LINES) else {
            return Vec::new();
        };
        let part = &view.line(next).text[part];
        let before = text.len();
        text.push(' ');
        text.push_str(part);
        label = Label::of(view, &text);
        // The next label is no rest of this one.
        let longer = label.end.is_some_and(|end| end > before);
        let begins = || opening(part, view.profile).is_some() || may_wrap(view.profile, part);
        if !longer && !label.continues && begins() {
            return Vec::new();
        }
        base = view.line(next).base;
        lines.push(next);
    }
    lines
}

/// What the first words of each line are, read as a label: other places of the gutter
/// leave the same words left of it.
struct Firsts(Vec<Option<(usize, Label)>>);

impl Firsts {
    fn of(view: View) -> Self {
        Self(vec![None; view.body.len()])
    }

    /// The label that the first words of the line at a position are.
    fn label(&mut self, view: View, position: usize, text: &str) -> Label {
        let known = self.0[position].filter(|(length, _)| *length == text.len());
        let (_, label) = known.unwrap_or_else(|| (text.len(), Label::of(view, text)));
        self.0[position] = Some((text.len(), label));
        label
    }
}

/// What the words of some lines are, read as a label.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// A label with its colon, and nothing else.
    whole: bool,
    /// A label that is cut, or whose qualifier or colon is still to come.
    goes_on: bool,
    /// A label that is cut.
    continues: bool,
    /// Byte after the letters of the label they begin with.
    end: Option<usize>,
}

impl Label {
    fn of(view: View, text: &str) -> Self {
        let spelled = spelled(text, view.profile);
        let (label, firm) = match spelled.opening {
            Some(Opening::Label { firm, .. }) => (true, firm),
            _ => (false, false),
        };
        Self {
            whole: firm && text.trim_end().ends_with(':'),
            goes_on: spelled.continues || label && !text.contains(':'),
            continues: spelled.continues,
            end: spelled.end,
        }
    }
}

/// The next line with words left of the gutter, close enough to go on with a
/// label; lines of the value may stand between.
fn below(view: View, from: usize, x: f32, base: f32) -> Option<(usize, Range<usize>)> {
    for position in from..view.body.len() {
        let line = view.line(position);
        if line.base - base > view.page.widest_pitch() * line.em {
            return None;
        }
        match left(view, line, x) {
            Some((end, _)) => return Some((position, 0..end)),
            None if is_right(view, line, x) => {}
            None => return None,
        }
    }
    None
}

/// Where the words left of the gutter end in a line's text, and whether the value
/// begins beside them. None if there are none, or some word stands across.
fn left(view: View, line: &TextLine, x: f32) -> Option<(usize, bool)> {
    let near = SAME_X * line.em;
    let tokens = view.tokens(line);
    let n = tokens.iter().take_while(|t| stands_left(t, x)).count();
    let last = n.checked_sub(1).map(|n| &tokens[n])?;
    match tokens.get(n) {
        None => Some((last.end as usize, false)),
        Some(next) => ((next.x0 - x).abs() < near).then_some((last.end as usize, true)),
    }
}

fn is_right(view: View, line: &TextLine, x: f32) -> bool {
    let first = view.tokens(line).first();
    first.is_some_and(|t| t.x0 > x - SAME_X * line.em)
}
