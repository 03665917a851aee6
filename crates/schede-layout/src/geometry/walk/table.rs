//! A table of phases on one page: the pieces of its lines.
//!
//! In: the lines under a head (or at the top of a page, when the table goes on
//! from the page before). Out: each line cut into the pieces of its cells.
//!
//! Not here: where it ends (`table_end`); rows.

use std::ops::Range;

use schede_model::Column;
use schede_model::fold::{fold, folds_to};

use crate::geometry::columns::beside::{Found, ends_brackets, is_half, label_at, row_label};
use crate::geometry::columns::telling::Telling;
use crate::geometry::columns::{Columns, Finder, is_narrow};
use crate::geometry::head::HeadCell;
use crate::geometry::head::apart::n_gaps;
use crate::geometry::head::numbers;
use crate::geometry::lines::labels::RUN_GAP;
use crate::geometry::lines::opening::{PhaseLabel, phase_label};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;
use crate::geometry::rows::piece::number;

/// Distance (em) from its column's left edge at which a left-aligned cell that
/// runs over its right edge begins.
const AT_EDGE: f32 = 0.9;

/// Part of a word (em), at least, left of an edge that it runs over.
const STRADDLES: f32 = 0.1;

/// A hyphen that the printer sets where it cuts a word.
const SOFT_HYPHEN: &str = "\u{ad}";

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

    /// The label of which the page's end cuts off the number.
    fn half_label(&self, view: View, position: usize, words: &Range<usize>) -> Option<RowLabel> {
        // "fa" over "s": the second line may begin a word of another label, too.
        if self.finder.goes_on_with_cut(position) {
            return None;
        }
        let number = self
            .last_label
            .as_ref()
            .map_or(1, |last| last.number.saturating_add(1));
        is_half(view, position, words.clone()).then_some(RowLabel {
            number,
            word: String::new(),
            apart: true,
        })
    }

    /// A line of it, with the label of the phase that it begins, and whether it holds a
    /// weight.
    pub fn note(&mut self, label: Option<RowLabel>, weighs: bool) {
        self.weighed = weighs || self.weighed && label.is_none();
        self.last_label = label.or(self.last_label.take());
    }
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
        let hyphen = view.page.word(line, index) == SOFT_HYPHEN;
        let column = if let Some((_, before)) = out.last().filter(|_| hyphen) {
            // It is of the word before, however full its cell is.
            *before
        } else if columns.is_caption(token) {
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

/// Sets apart the label that a full description ends with, where labels have a column of their
/// own behind the descriptions and the next one is not in it.
pub(crate) fn set_label_apart(
    view: View,
    position: usize,
    table: &OpenTable,
    cells: &mut Vec<(Range<usize>, Option<Column>)>,
) {
    let has = |column: Column| cells.iter().position(|(_, c)| *c == Some(column));
    if !table.columns.labels_behind() || has(Column::Label).is_some() {
        return;
    }
    // A line of words alone may name another row.
    let row = has(Column::Weight).is_some() || has(Column::Due).is_some();
    let Some(at) = has(Column::Description).filter(|_| row) else {
        return;
    };
    let words = cells[at].0.clone();
    let next = table
        .last_label
        .as_ref()
        .map_or(1, |last| last.number.saturating_add(1));
    let label = words.clone().skip(1).find(|first| {
        let found = label_at(view, position, *first);
        found.is_some_and(|label| label.next == words.end && label.number == Some(next))
    });
    if let Some(first) = label {
        cells[at].0.end = first;
        cells.insert(at + 1, (first..words.end, Some(Column::Label)));
    }
}

/// Whether a line is a title over some rows of a table ("Primo semestre"): words from the column
/// of the numbers on and past it, of which none stands apart.
pub(crate) fn titles_rows(view: View, position: usize, columns: &Columns) -> bool {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    let begins = || {
        !columns.is_caption(first)
            && columns.edges[first_column(first, columns)].1 == Column::Label
            && columns.edges.get(1).is_some_and(|next| next.0 < last.x1)
    };
    columns.numbered
        && begins()
        && line
            .text
            .trim_start()
            .starts_with(|c: char| c.is_alphabetic() || c == '(')
        && view.profile.totals.at_start(&line.text).is_none()
        && n_gaps(view, line) == 0
}

/// Whether the lines up to `end` with which a page begins are of another table, or of none, than
/// the one that the page before ended with: words stand in the column of its labels which are no
/// label, and the next row does not follow.
pub(crate) fn is_other(view: View, end: usize, table: &OpenTable) -> bool {
    let Some(last) = table.last_label.as_ref() else {
        return false;
    };
    let mut cells = Vec::new();
    let mut label = |position: usize| {
        cells.clear();
        self::cells(view, position, &table.columns, &mut cells);
        phase(view, position, &cells, table)
    };
    let tokens = view.tokens(view.line(0));
    let begins = tokens.first().is_some_and(|first| {
        first.capital
            && !table.columns.is_caption(first)
            && table.columns.edges[first_column(first, &table.columns)].1 == Column::Label
    });
    begins
        && label(0).is_none()
        && (1..end)
            .find_map(label)
            .is_none_or(|next| next.number != last.number.saturating_add(1))
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
    let behind = table.columns.labels_behind();
    // The weight may stand before the descriptions.
    let is_first = |c: Option<Column>| match behind {
        true => c == Some(Column::Label),
        false => !matches!(c, None | Some(Column::Weight)),
    };
    let (tokens, column) = cells.iter().find(|(_, c)| is_first(*c))?;
    let text = view.text_from(position, tokens.start);
    let is_label = |l: &PhaseLabel| !ends_brackets(view, position, tokens.start, l.end);
    let whole = || phase_label(text, &view.profile.phase_words).filter(is_label);
    let label = match column {
        Some(Column::Label) if table.columns.numbered => {
            let wrapped = || match row_label(view, position, tokens.start) {
                Some(Found::Wrapped(found)) if found.next == tokens.end => Some(found.label),
                _ => None,
            };
            let number = || numbers::cell(view, position, tokens);
            whole().or_else(number).or_else(wrapped)?
        }
        Some(Column::Label) => match row_label(view, position, tokens.start) {
            Some(Found::Whole(label)) => Some(label).filter(is_label)?,
            Some(Found::Wrapped(found)) => (found.next == tokens.end).then_some(found.label)?,
            None => return table.half_label(view, position, tokens),
        },
        _ => whole()?,
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
            let next = last.is_none_or(|last| number == last.number.saturating_add(1));
            let later = last.is_some_and(|last| number > last.number && label.colon);
            let weighed = || weighs(view, position, cells);
            let again = || label.colon && table.weighed && weighed();
            // Where labels have a column of their own, the first stands in it.
            let step = last.map_or(table.columns.own_labels(), |last| {
                last.is_of_other_kind(word, &table.columns)
            });
            let begins = (next || later) && (!step || weighed()) || again();
            begins.then(|| row(false))
        }
        _ => None,
    }
}
