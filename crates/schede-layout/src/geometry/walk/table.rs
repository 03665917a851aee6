//! A table of phases on one page: which lines are its own, and their pieces.
//!
//! In: the lines under a head (or at the top of a page, when the table goes on
//! from the page before). Out: where it ends, and each line cut into the pieces
//! of its cells.
//!
//! Not here: rows.

use std::ops::Range;

use schede_model::Column;
use schede_model::fold::{fold, folds_to};
use schede_profile::Field;

use crate::geometry::columns::beside::{ends_brackets, wrapped};
use crate::geometry::columns::telling::Telling;
use crate::geometry::columns::{Columns, Finder, is_narrow};
use crate::geometry::head::numbers;
use crate::geometry::head::{self, Head, HeadCell};
use crate::geometry::lines::labels::{
    RUN_GAP, deadline_start, first_run, is_long_label, wrapped_label,
};
use crate::geometry::lines::opening::{Opening, names_objective, phase_label};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;
use crate::geometry::rows::piece::number;
use crate::geometry::sides::fours;
use crate::geometry::sides::measures;
use crate::geometry::sides::pairs::{self, Gutter};

/// Share of the page's text width from which a run of text may be a paragraph: few
/// columns of a table are as wide.
const PARAGRAPH: f32 = 0.6;

/// Distance (em) from its column's left edge at which a left-aligned cell that
/// runs over its right edge begins.
const AT_EDGE: f32 = 0.9;

/// Part of a word (em), at least, left of an edge that it runs over.
const STRADDLES: f32 = 0.1;

/// A table that may go on on the next page.
#[derive(Debug, Clone)]
pub(crate) struct OpenTable {
    pub id: u32,
    pub finder: Finder,
    pub columns: Columns,
    /// The label of the phase last seen.
    pub last_label: Option<RowLabel>,
    /// A weight stands in the row that is open, on this page.
    pub weighed: bool,
    /// The page ended with its head.
    pub only_head: bool,
}

/// The label of a row of phases.
#[derive(Debug, Clone)]
pub(crate) struct RowLabel {
    number: u32,
    /// Its first word, folded; empty where it has none or wraps.
    word: String,
    /// It stands in a column of labels.
    apart: bool,
}

impl RowLabel {
    /// Whether words at the beginning of a description are a step of its text ("Azione 2:
    /// gara") rather than a label like this one: this one stands in the column of labels,
    /// which is known on this page too, or has another word.
    fn is_of_other_kind(&self, word: &str, columns: &Columns) -> bool {
        self.apart && columns.own_labels() || !self.word.is_empty() && !folds_to(word, &self.word)
    }
}

impl OpenTable {
    /// A table that begins under a head.
    pub fn new(id: u32, view: View, cells: &[HeadCell]) -> Self {
        let columns = Columns {
            edges: Vec::new(),
            caption: None,
            numbered: false,
            telling: Telling::default(),
            span: view.span,
        };
        Self {
            id,
            finder: Finder::new(view, cells),
            columns,
            last_label: None,
            weighed: false,
            only_head: false,
        }
    }

    /// Its rows go on on another page: the one that the page cuts may be painted on both.
    pub fn begin_page(&mut self) {
        self.weighed = false;
    }

    /// A line of it, with the label of the phase that it begins, and whether it holds a
    /// weight.
    pub fn note(&mut self, label: Option<RowLabel>, weighs: bool) {
        self.weighed = weighs || self.weighed && label.is_none();
        self.last_label = label.or(self.last_label.take());
    }
}

/// How the labels around a table are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Labels {
    /// Where values begin.
    pub gutter: Option<Gutter>,
    /// They have no colons.
    pub bare: bool,
}

/// Position of the first line from `from` on that is not the table's.
pub(crate) fn end(
    view: View,
    from: usize,
    heads: &[Head],
    cells: &[HeadCell],
    labels: Labels,
) -> usize {
    let left = cells
        .iter()
        .find(|c| !matches!(c.column, Column::Description | Column::Label))
        .map_or(f32::MAX, |c| c.x0);
    (from..view.body.len())
        .find(|position| {
            head::at(heads, *position).is_some()
                || ends(view, *position, left, labels)
                || is_full_width(view, from, *position, cells)
                || is_paragraph(view, view.line(*position), cells)
        })
        .unwrap_or(view.body.len())
}

/// Whether a line stands outside of the table: a label before a value, or a
/// signature.
fn ends(view: View, position: usize, left: f32, labels: Labels) -> bool {
    let gutter = labels.gutter;
    let line = view.line(position);
    let tokens = view.tokens(line);
    if tokens.first().is_none_or(|t| t.x0 >= left) {
        return is_centred_label(view, position) || is_long_deadline(view, position);
    }
    // Labels may be centred in their column.
    let own = tokens
        .first()
        .is_some_and(|t| t.x0 < view.span.0 + 2.0 * line.em)
        || gutter.is_some_and(|gutter| pairs::holds_label(view, line, gutter));
    match line.opening(view.profile) {
        Some(
            Opening::Label {
                field: Field::FinalDeadline,
                ..
            }
            | Opening::Signature,
        ) => return true,
        Some(Opening::Label { firm: true, .. }) if own => return true,
        Some(Opening::Objective) if names_objective(&line.text, view.profile) => return true,
        _ => {}
    }
    if own && wrapped_label(view, position).is_some() {
        return true;
    }
    if measures::heads(view, position).is_some() {
        return true;
    }
    let bare = || {
        pairs::holds_bare_label(view, line, gutter)
            || fours::are_labels(view, line)
            || begins_wrapped_label(view, position)
    };
    if labels.bare && own && bare() {
        return true;
    }
    // The caption beside the table may stand before the label on its line.
    starts_deadline_later(view, position)
}

/// Whether a label without a colon begins a line and goes on below, in a cell of its own
/// beside that of its value ("RISULTATO DA" over "RAGGIUNGERE").
fn begins_wrapped_label(view: View, position: usize) -> bool {
    /// Lines of such a label, at most.
    const LINES: usize = 3;
    /// Distance (em) up to which they begin at one place.
    const SAME_X: f32 = 0.3;
    let line = view.line(position);
    let runs = fours::runs(view, line);
    let [first, _] = &runs[..] else {
        return false;
    };
    let mut label = fours::text(view, line, first).to_owned();
    if !label.starts_with(char::is_uppercase) || fours::is_label(&label, view.profile) {
        return false;
    }
    let left = view.page.tokens[first.start].x0;
    let below = (position + 1..view.body.len()).take(LINES);
    let near = |at: &usize| {
        let (above, line) = (view.line(at - 1), view.line(*at));
        line.base - above.base < view.page.widest_pitch() * line.em
    };
    for at in below.take_while(near) {
        let line = view.line(at);
        let Some(run) = fours::runs(view, line).into_iter().next() else {
            continue;
        };
        let even = (view.page.tokens[run.start].x0 - left).abs() < SAME_X * line.em;
        if even {
            label = format!("{label} {}", fours::text(view, line, &run));
            if fours::is_label(&label, view.profile) {
                return true;
            }
        }
    }
    false
}

/// Whether a line is a label with its value, in one run, that no column holds: it covers
/// the head of one and more, or the rules between the columns, which stand beside lines
/// above it, do not stand beside it. Cells of the table may be centred, and cells as wide
/// as the table below it, too.
fn is_full_width(view: View, from: usize, position: usize, cells: &[HeadCell]) -> bool {
    let line = view.line(position);
    let Some(Opening::Label { firm: true, .. }) = line.opening(view.profile) else {
        return false;
    };
    let Some((left, right, end)) = first_run(view, line) else {
        return false;
    };
    let Some((first, last)) = cells.first().zip(cells.last()) else {
        return false;
    };
    let covers = |cell: &HeadCell| left < cell.x0 - line.em && cell.x1 + line.em < right;
    let parted = |line: &TextLine| {
        let y = line.base - 0.3 * line.em;
        view.page.uprights.any_between(first.x1, last.x0, y)
    };
    let whole = end == line.text.trim_end().len();
    whole
        && (cells.iter().any(covers)
            || !parted(line) && (from..position).any(|p| parted(view.line(p))))
}

/// Whether a line is a label in the middle of the page, where no column has its own
/// middle: the form is centred, its labels too.
fn is_centred_label(view: View, position: usize) -> bool {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let one_run = tokens
        .windows(2)
        .all(|pair| pair[1].x0 - pair[0].x1 < RUN_GAP * line.em);
    let label = line.opening(view.profile);
    one_run && view.is_centred(line) && matches!(label, Some(Opening::Label { firm: true, .. }))
}

/// Whether a line begins with the deadline's label in so many words that they are
/// those of no cell.
fn is_long_deadline(view: View, position: usize) -> bool {
    is_long_label(&view.line(position).text, view.profile)
}

fn starts_deadline_later(view: View, position: usize) -> bool {
    deadline_start(view, position).is_some()
}

/// Whether text runs across the columns: under two of their heads at least, since
/// one column may be as wide as most of the page. The cells of a phase may be so full
/// that they look like one run.
fn is_paragraph(view: View, line: &TextLine, cells: &[HeadCell]) -> bool {
    let together = |a: &Token, b: &Token| b.x0 - a.x1 < RUN_GAP * b.em && !view.is_ruled(a, b);
    let mut runs = view.tokens(line).chunk_by(together);
    let across = runs.any(|run| {
        let (left, right) = (run[0].x0, run[run.len() - 1].x1);
        let under = |c: &&HeadCell| left < c.middle() && c.middle() < right;
        let wide = right - left > PARAGRAPH * (view.span.1 - view.span.0);
        wide && cells.iter().filter(under).count() > 1
    });
    across && phase_label(&line.text, &view.profile.phase_words).is_none()
}

/// Adds the cells of one line: token ranges with their column; `None` is the
/// caption beside the table.
pub(crate) fn cells(
    view: View,
    position: usize,
    columns: &Columns,
    out: &mut Vec<(Range<usize>, Option<Column>)>,
) {
    let line = view.line(position);
    let mut run = Run::default();
    for index in line.tokens.clone() {
        let token = &view.page.tokens[index];
        let column = if columns.is_caption(token) {
            run = Run::default();
            None
        } else {
            let told = columns.telling.column(view, line, index);
            let told = told.and_then(|c| columns.edges.iter().position(|(_, e)| *e == c));
            let told = told.or_else(|| run.runs_over(view, line, index, columns));
            Some(columns.edges[run.column(view, token, columns, told)].1)
        };
        match out.last_mut().filter(|(_, c)| *c == column) {
            Some((range, _)) => range.end = index + 1,
            None => out.push((index..index + 1, column)),
        }
    }
}

/// The run of words a token goes on with.
#[derive(Default)]
struct Run<'v> {
    before: Option<(&'v Token, usize)>,
}

impl<'v> Run<'v> {
    /// The column of the next token; `known` if its words tell.
    fn column(
        &mut self,
        view: View,
        token: &'v Token,
        columns: &Columns,
        known: Option<usize>,
    ) -> usize {
        let column = known.unwrap_or_else(|| self.find(view, token, columns));
        self.before = Some((token, column));
        column
    }

    /// The column of the word before, if a justified line of it runs over its edge with
    /// this one: painted right behind it, begun before the edge, with a small letter.
    fn runs_over(
        &self,
        view: View,
        line: &TextLine,
        index: usize,
        columns: &Columns,
    ) -> Option<usize> {
        let (before, column) = self.before.as_ref()?;
        let token = &view.page.tokens[index];
        let edge = columns.edges.get(column + 1)?.0;
        let over = token.x0 + STRADDLES * token.em < edge && edge < token.x1;
        let next = token.index == before.index + 1 && !view.page.of_characters;
        let small = || view.page.word(line, index).starts_with(char::is_lowercase);
        (over && next && small()).then_some(*column)
    }

    fn find(&self, view: View, token: &Token, columns: &Columns) -> usize {
        let middle = columns.at(token.middle());
        let Some((before, column)) = &self.before else {
            return first_column(token, columns);
        };
        if same_cell(view, before, token, columns) {
            return *column;
        }
        let goes_on = token.x0 - before.x1 < RUN_GAP * token.em && token.index == before.index + 1;
        let over = columns
            .edges
            .get(column + 1)
            .is_some_and(|e| before.x1 > e.0 + 0.3 * token.em);
        match (goes_on, over) {
            // The cell before runs over its edge, and this word goes on with it.
            (true, true) => *column,
            (true, false) => middle.max(*column),
            (false, _) => first_column(token, columns).max(*column),
        }
    }
}

/// Column of the first word of a run: where it begins, if that is at a
/// column's left edge, else where its middle is.
fn first_column(token: &Token, columns: &Columns) -> usize {
    let start = columns.at(token.x0 + 0.1 * token.em);
    let at_edge = token.x0 - columns.edges[start].0 < AT_EDGE * token.em;
    if at_edge {
        start
    } else {
        columns.at(token.middle())
    }
}

/// Whether two words of a line are declared to be in one cell.
fn same_cell(view: View, a: &Token, b: &Token, columns: &Columns) -> bool {
    if a.mcid.is_some() && a.mcid == b.mcid {
        return a.mcid.is_some_and(|mcid| view.page.cell(mcid).is_some());
    }
    a.clip.is_some()
        && a.clip == b.clip
        && a.clip
            .and_then(|i| view.page.clips.get(i as usize))
            .is_some_and(|c| {
                is_narrow(c, columns) && c.width() < 0.5 * (columns.span.1 - columns.span.0)
            })
}

/// Whether a line holds a weight.
pub(crate) fn weighs(
    view: View,
    position: usize,
    cells: &[(Range<usize>, Option<Column>)],
) -> bool {
    let tokens = &view.page.tokens;
    let mut cells = cells.iter().filter(|(_, c)| *c == Some(Column::Weight));
    cells.any(|(range, _)| {
        let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
        let text = &view.line(position).text[first.start as usize..last.end as usize];
        number(text).is_some()
    })
}

/// The phase label a line begins with, if the table's columns vouch for it: a label in a
/// column of its own is one, words at the beginning of a description are one if the number
/// goes on and they are not of another kind than the labels above, or if a weight stands
/// beside them and another beside the row before (numbers that are printed twice, or out
/// of order).
pub(crate) fn phase(
    view: View,
    position: usize,
    cells: &[(Range<usize>, Option<Column>)],
    table: &OpenTable,
) -> Option<RowLabel> {
    // The weight may stand before the descriptions.
    let (tokens, column) = cells
        .iter()
        .find(|(_, c)| !matches!(c, None | Some(Column::Weight)))?;
    let text = view.text_from(position, tokens.start);
    let label = phase_label(text, &view.profile.phase_words);
    let label = label.filter(|l| !ends_brackets(view, position, tokens.start, l.end));
    let wrapped = || wrapped(view, position, tokens.start).filter(|w| w.next == tokens.end);
    let label = match column {
        Some(Column::Label) if table.columns.numbered => {
            label.or_else(|| numbers::cell(view, position, tokens))?
        }
        Some(Column::Label) => label.or_else(|| wrapped().map(|w| w.label))?,
        _ => label?,
    };
    let number = label.number;
    // "Fase n. 1" is of one kind with "Fase 2".
    let word = text.get(..label.word).unwrap_or_default();
    let word = word.split_whitespace().next().unwrap_or_default();
    let row = |apart| RowLabel {
        number,
        word: fold(word),
        apart,
    };
    match column {
        Some(Column::Label) => Some(row(true)),
        Some(Column::Description) => {
            let last = table.last_label.as_ref();
            let next = last.is_none_or(|last| number == last.number + 1);
            let later = last.is_some_and(|last| number > last.number && label.colon);
            let weighed = || weighs(view, position, cells);
            let again = || label.colon && table.weighed && weighed();
            let step = last.is_some_and(|last| last.is_of_other_kind(word, &table.columns));
            let begins = (next || later) && (!step || weighed()) || again();
            begins.then(|| row(false))
        }
        _ => None,
    }
}
