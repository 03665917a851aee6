//! The columns of a table of phases: edges between its column heads where the
//! fewest words stand in the way.
//!
//! In: the head's cells and the words below. Out: for each column its left
//! edge.
//!
//! Not here: where an edge is cheap (`cover`); rows.

pub(crate) mod beside;
pub(crate) mod cover;
pub(crate) mod telling;

use std::ops::Range;

use schede_model::Column;
use schede_model::page::BBox;

use crate::geometry::head::{self, HeadCell};
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;
use beside::{LabelPlace, caption, label_place, labels};
use cover::{Cover, Known};
use telling::Telling;

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
            .first()
            .is_some_and(|(_, column)| *column == Column::Label)
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
    caption: Option<f32>,
    telling: Telling,
}

impl Finder {
    /// A finder for the table under a head.
    pub fn new(view: View, cells: &[HeadCell]) -> Self {
        Self {
            cells: cells.to_vec(),
            cover: Cover::new(view, cells),
            labels: LabelPlace::Unknown,
            caption: None,
            telling: Telling::default(),
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

    /// The columns, after the lines of one more page.
    pub fn page(&mut self, view: View, zone: Range<usize>) -> Columns {
        self.cover.add_page(view, zone.clone());
        self.telling.add(view, zone.clone(), &self.cells);
        let first = self.cells.first().map_or(Column::Description, |c| c.column);
        let mut edges = vec![(f32::MIN, first)];
        edges.extend(self.cells.windows(2).map(|pair| {
            let known = Known {
                left: self.telling.all(pair[0].column).map(|(_, right)| right),
                right: self.telling.all(pair[1].column).map(|(left, _)| left),
                after: self.telling.marks(pair[0].column).map(|(_, right)| right),
                ahead: self.telling.marks(pair[1].column).map(|(left, _)| left),
                exact: !view.page.of_characters,
            };
            let edge = self.cover.edge(&pair[0], &pair[1], known);
            (edge, pair[1].column)
        }));
        let mut columns = Columns {
            edges,
            caption: None,
            numbered: first == Column::Label,
            span: self.cover.span(),
            telling: Telling::default(),
        };
        columns.telling = self.telling.clone();
        self.beside(view, zone, &mut columns);
        columns
    }

    /// What stands left of the descriptions.
    fn beside(&mut self, view: View, zone: Range<usize>, columns: &mut Columns) {
        let labels = labels(view, columns, zone.clone());
        let left = labels
            .iter()
            .map(|l| view.page.tokens[l.first].x0)
            .reduce(f32::min);
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
        self.labels = self.labels.and(label_place(view, columns, zone, &labels));
        if let Some(edge) = self.labels.edge(self.cover.em()) {
            columns.edges[0].0 = edge;
            columns.edges.insert(0, (f32::MIN, Column::Label));
        }
    }
}

/// Whether a clip rectangle can be that of one cell of the table.
pub(crate) fn is_narrow(clip: &BBox, columns: &Columns) -> bool {
    clip.width() < 0.7 * (columns.span.1 - columns.span.0)
}
