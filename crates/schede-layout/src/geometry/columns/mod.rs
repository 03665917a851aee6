//! The columns of a table of phases: edges between its column heads where the
//! fewest words stand in the way.
//!
//! In: the head's cells and the words below. Out: for each column its left
//! edge.
//!
//! Not here: where an edge is cheap (`cover`); rows.

mod behind;
pub(crate) mod beside;
pub(crate) mod cover;
mod cut_labels;
mod over_labels;
pub(crate) mod telling;

use std::ops::Range;

use schede_model::Column;
use schede_model::page::BBox;

use crate::geometry::head::{self, HeadCell};
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;
use beside::{Label, LabelPlace, caption, label_place, labels};
use cover::{Cover, Known};
use telling::Telling;

/// How far (em) cells begin left of a head that is centred over its column, at least.
const CENTRED: f32 = 0.5;

/// How far (em) the middles of cells and head may be apart where they are centred, and the
/// right ends of a head's lines where it is set right.
const SAME_MIDDLE: f32 = 0.25;

/// The columns of one table on one page.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    /// Left edge of each column, by x; the first is open to the left.
    pub edges: Vec<(f32, Column)>,
    /// Words left of it are the caption beside the table.
    pub caption: Option<f32>,
    /// The phases are numbered in a column of their own, which has a head.
    pub numbered: bool,
    /// Left and right end of what the head and the words cover.
    pub span: (f32, f32),
    /// What is known of words that show their column by themselves.
    pub telling: Telling,
}

impl Columns {
    /// The column at an x.
    pub fn at(&self, x: f32) -> usize {
        self.edges
            .iter()
            .rposition(|(left, _)| *left <= x)
            .unwrap_or(0)
    }

    /// Whether the phase labels have a column of their own.
    pub fn own_labels(&self) -> bool {
        self.edges
            .iter()
            .any(|(_, column)| *column == Column::Label)
    }

    /// Whether this column stands right of the descriptions, where it is that of the labels.
    pub fn labels_behind(&self) -> bool {
        let columns = self.edges.iter().map(|(_, column)| *column);
        let mut own = columns.filter(|c| matches!(c, Column::Label | Column::Description));
        own.next() == Some(Column::Description) && own.next() == Some(Column::Label)
    }

    /// Whether a token stands under the head of a column, and is none of the caption.
    fn has_under(&self, column: usize, token: &Token) -> bool {
        self.at(token.middle()) == column && !self.is_caption(token)
    }

    /// Whether a token is part of the caption beside the table.
    pub fn is_caption(&self, token: &Token) -> bool {
        self.caption.is_some_and(|edge| token.middle() < edge)
    }
}

/// What is known of a table's columns, page by page.
#[derive(Debug, Clone)]
pub(crate) struct Finder {
    cells: Vec<HeadCell>,
    cover: Cover,
    labels: LabelPlace,
    /// Left edge of the labels, where another column stands before them.
    before_labels: Option<f32>,
    /// A place in the first words of descriptions whose head begins over the labels before them.
    behind_labels: Option<f32>,
    caption: Option<f32>,
    telling: Telling,
    /// What stands of the label that the end of the page before cuts.
    cut_label: Option<String>,
    /// The lines of this page that go on with a label which an end of the page cuts.
    cut_rest: Vec<usize>,
    /// The heads are set against the right ends of their columns.
    right_heads: bool,
    /// On a page before, under another head, labels stand behind the descriptions.
    are_behind: bool,
}

impl Finder {
    /// A finder for the table under a head.
    pub fn new(view: View, cells: &[HeadCell]) -> Self {
        Self {
            cells: cells.to_vec(),
            cover: Cover::new(view, cells),
            labels: LabelPlace::Unknown,
            before_labels: None,
            behind_labels: None,
            caption: None,
            telling: Telling::default(),
            cut_label: None,
            cut_rest: Vec::new(),
            right_heads: !view.page.of_characters && are_set_right(view, cells),
            are_behind: false,
        }
    }

    /// A finder for the same table under a head that stands elsewhere, on a further page.
    pub fn under(&self, view: View, cells: &[HeadCell]) -> Self {
        Self {
            cut_label: self.cut_label.clone(),
            are_behind: self.are_behind || matches!(self.labels, LabelPlace::Behind(..)),
            ..Self::new(view, cells)
        }
    }

    /// The column heads.
    pub fn cells(&self) -> &[HeadCell] {
        &self.cells
    }

    /// Whether a head repeated on a further page stands where this one does.
    pub fn stands_like(&self, cells: &[HeadCell]) -> bool {
        let near = |(a, b): (&HeadCell, &HeadCell)| {
            a.column == b.column && (a.x0 - b.x0).abs() < 0.1 * (a.x1 - a.x0)
        };
        self.cells.len() == cells.len() && self.cells.iter().zip(cells).all(near)
    }

    /// Whether a line of the page goes on with a label that an end of the page cuts.
    pub fn goes_on_with_cut(&self, position: usize) -> bool {
        self.cut_rest.contains(&position)
    }

    /// The columns, after the lines of one more page.
    pub fn page(&mut self, view: View, zone: Range<usize>) -> Columns {
        self.cover.add_page(view, zone.clone());
        self.telling.add(view, zone.clone(), &self.cells);
        let mut columns = self.under_heads(view);
        self.cut_rest.clear();
        self.beside(view, zone.clone(), &mut columns);
        if self.labels == LabelPlace::Unknown {
            self.behind_labels = self.behind_labels(view, zone.clone(), &columns);
            if self.behind_labels.is_some() {
                columns = self.under_heads(view);
                self.beside(view, zone, &mut columns);
            }
        }
        columns
    }

    /// The columns as the heads and the words below them part them.
    fn under_heads(&self, view: View) -> Columns {
        let first = self.cells.first().map_or(Column::Description, |c| c.column);
        let mut edges = vec![(f32::MIN, first)];
        edges.extend(self.cells.windows(2).map(|pair| {
            let known = Known {
                left: self.telling.all(pair[0].column).map(|(_, right)| right),
                right: self.telling.all(pair[1].column).map(|(left, _)| left),
                after: self.telling.marks(pair[0].column).map(|(_, right)| right),
                ahead: self.telling.marks(pair[1].column).map(|(left, _)| left),
                end: self.end(&pair[0]),
                centred: pair[1].column == Column::Due && self.is_centred(&pair[1]),
                exact: !view.page.of_characters,
            };
            let behind = self.behind_labels;
            let behind = behind.filter(|_| pair[0].column == Column::Description);
            let edge = match behind.map(|x| over_labels::moved(&pair[0], x)) {
                Some(text) => self.cover.edge(&text, &pair[1], known),
                None => self.cover.edge(&pair[0], &pair[1], known),
            };
            (edge, pair[1].column)
        }));
        Columns {
            edges,
            caption: None,
            numbered: first == Column::Label,
            span: self.cover.span(),
            telling: self.telling.clone(),
        }
    }

    /// Where the descriptions begin, if their head stands over the labels before them.
    fn behind_labels(&self, view: View, zone: Range<usize>, columns: &Columns) -> Option<f32> {
        let text = text_column(columns);
        let next = self.cells.get(text + 1)?;
        if columns.numbered || columns.edges[text].1 != Column::Description {
            return None;
        }
        let labels = labels(view, columns, zone.clone(), text);
        let text = (text, next);
        over_labels::begin(view, columns, zone, &labels, text, &self.cover)
    }

    /// Where a column ends whose head is set right, or centred over it: there as far right of
    /// the head as its cells begin left of it.
    fn end(&self, head: &HeadCell) -> Option<f32> {
        if self.right_heads {
            return Some(head.x1);
        }
        let (left, _) = self.telling.marks(head.column)?;
        let before = head.x0 - left.x;
        (before > CENTRED * head.em).then_some(head.x1 + before)
    }

    /// Whether what shows the column of a head stands in the middle below it.
    fn is_centred(&self, head: &HeadCell) -> bool {
        let marks = self.telling.marks(head.column);
        marks.is_some_and(|(left, right)| {
            ((left.x + right.x) / 2.0 - head.middle()).abs() < SAME_MIDDLE * head.em
        })
    }

    /// What stands left of the descriptions.
    fn beside(&mut self, view: View, zone: Range<usize>, columns: &mut Columns) {
        let text = text_column(columns);
        let labels = labels(view, columns, zone.clone(), text);
        let left = labels
            .iter()
            .map(|l| view.page.tokens[l.first].x0)
            .reduce(f32::min);
        if let Some(left) = left.filter(|_| text > 0) {
            let edge = edge_before(view, zone.clone(), left);
            self.before_labels = Some(self.before_labels.map_or(edge, |e| e.min(edge)));
        }
        let left = left.filter(|_| text == 0);
        // The caption may begin beside the head.
        let in_head = |p: &usize| head::caption_beside(view, &self.cells, *p) > 0;
        let above = (0..zone.start).rev().take_while(in_head).count();
        let lines = zone.start - above..zone.end;
        let found = caption(view, columns, &self.cover, lines, left);
        self.caption = found.or(self.caption);
        columns.caption = self.caption;
        if columns.numbered {
            return;
        }
        let known = self.are_behind || matches!(self.labels, LabelPlace::Behind(..));
        let behind = behind::place(view, columns, zone.clone(), text, known);
        let place = behind.unwrap_or_else(|| {
            let cut = self.cut_labels(view, zone.clone(), columns, (&labels, text));
            label_place(view, columns, zone, (&labels, &cut), text)
        });
        self.labels = self.labels.and(place);
        let Some(edge) = self.labels.edge(self.cover.em()) else {
            return;
        };
        if let LabelPlace::Behind(..) = self.labels {
            columns.edges.insert(text + 1, (edge, Column::Label));
        } else {
            columns.edges[text].0 = edge;
            let before = self.before_labels.filter(|_| text > 0);
            let before = before.unwrap_or(f32::MIN);
            columns.edges.insert(text, (before, Column::Label));
        }
    }

    /// The words of labels that this page's ends cut.
    fn cut_labels(
        &mut self,
        view: View,
        zone: Range<usize>,
        columns: &Columns,
        (labels, text): (&[Label], usize),
    ) -> cut_labels::Words {
        let before = self.cut_label.take();
        let rest =
            before.and_then(|before| cut_labels::rest(view, columns, zone.clone(), &before, text));
        let mut words = rest.unwrap_or_default();
        self.cut_rest = words.iter().map(|(position, _)| *position).collect();
        if let Some((begun, so_far)) = cut_labels::begun(view, columns, zone, labels, text) {
            let below = begun.iter().skip(1).map(|(position, _)| *position);
            self.cut_rest.extend(below);
            words.extend(begun);
            self.cut_label = Some(so_far);
        }
        words
    }
}

/// Whether heads are set against the right ends of their columns: of those with several lines,
/// all end at one x, and do not begin at one.
fn are_set_right(view: View, cells: &[HeadCell]) -> bool {
    let tokens = &view.page.tokens;
    let ends = |cell: &HeadCell| {
        let lines = cell.tokens.chunk_by(|a, b| a.0 == b.0);
        let lines = lines.map(|line| {
            let of = |x: fn(&Token) -> f32| line.iter().map(move |(_, i)| x(&tokens[*i]));
            let x0 = of(|token| token.x0).fold(f32::MAX, f32::min);
            (x0, of(|token| token.x1).fold(f32::MIN, f32::max))
        });
        lines.collect::<Vec<_>>()
    };
    let mut wrapped = cells.iter().map(|cell| (cell.em, ends(cell)));
    let mut n = 0;
    let all = wrapped.all(|(em, lines)| {
        let apart = |a: f32, b: f32| (a - b).abs() > SAME_MIDDLE * em;
        let pairs = || lines.windows(2);
        n += pairs().count();
        pairs().all(|pair| !apart(pair[0].1, pair[1].1) && apart(pair[0].0, pair[1].0))
    });
    all && n > 0
}

/// The column of the descriptions where nothing but weights stands before it, as few forms
/// have it; else the first.
fn text_column(columns: &Columns) -> usize {
    let column = |at: &usize| columns.edges[*at].1;
    let text = (0..columns.edges.len()).find(|at| column(at) != Column::Weight);
    text.filter(|at| column(at) == Column::Description)
        .unwrap_or(0)
}

/// The middle of the blank between words that begin at an x and all that ends before it.
fn edge_before(view: View, zone: Range<usize>, left: f32) -> f32 {
    let words = zone.flat_map(|position| view.tokens(view.line(position)));
    let ends = words.map(|word| word.x1).filter(|end| *end <= left);
    ends.reduce(f32::max).map_or(left, |end| (end + left) / 2.0)
}

/// Whether a clip rectangle can be that of one cell of the table.
pub(crate) fn is_narrow(clip: &BBox, columns: &Columns) -> bool {
    clip.width() < 0.7 * (columns.span.1 - columns.span.0)
}
