//! Names and labelled texts on paper that hold words of another cell: one that stands beside
//! theirs, or an unknown label between them and its value.
//!
//! In: the items of a sheet, its draft. Out: doubts about such texts.
//!
//! Not here: tables that were read across (`cells_across`), labels with a colon
//! (`unknown_labels`).

use schede_model::Flow;
use schede_profile::Field;

use super::set_apart::missing_names;
use crate::grammar::draft::{About, Doubt, Draft};
use crate::grammar::items::Item;
use crate::grammar::pairs_of_labels::may_be_label;
use crate::source::Piece;

const BESIDE: &str = "words of it stand in a cell beside";
const ROWS: &str = "it may be a table, whose rows were read as one";
const LABELLED: &str = "a line of it may be a label that the form does not know";

/// Doubts the texts.
pub fn doubt_other_cells(flow: &Flow<'_>, items: &[Item], draft: &mut Draft) {
    if !flow.geometric {
        return;
    }
    let places = Places::of(items);
    let texts = draft.texts().chain(draft.names());
    let title = (About::Title, draft.title.as_slice());
    let doubts = texts
        .chain(std::iter::once(title))
        .filter_map(|(about, pieces)| {
            // The kind of a unit is a part of its name, and may be the label of its cell.
            let pieces = match about {
                About::OrgUnit => pieces.get(1..)?,
                _ => pieces,
            };
            // A table without rules may be read row by row, as it stands.
            let named = matches!(
                about,
                About::Title | About::Entity | About::OrgUnit | About::Field(Field::Responsible)
            );
            let in_rows = matches!(pieces, [first, next, ..] if first.line == next.line);
            if in_rows && !named {
                return None;
            }
            if !flow.on_paper() && !named {
                let below = title_below(flow, &places, pieces)?;
                return Some(Doubt::broken(about, BESIDE, below));
            }
            let kind = match (about, &draft.org_unit) {
                // What cannot be the weight is said of it elsewhere.
                (About::Field(Field::Weight), _) => return None,
                (About::OrgUnit, Some(unit)) => unit.first(),
                _ => None,
            };
            let of_kind = |piece: &Piece| kind.is_some_and(|kind| goes_on(flow, kind, piece));
            let pieces: Vec<Piece> = pieces.iter().filter(|p| !of_kind(p)).copied().collect();
            let pieces = pieces.as_slice();
            let beside = beside(flow, &places, pieces).map(|piece| (BESIDE, piece));
            let found = beside.or_else(|| Some((LABELLED, labelled(flow, &places, pieces)?)));
            found.map(|(sign, piece)| Doubt::broken(about, sign, piece))
        });
    let mut doubts: Vec<Doubt> = doubts.collect();
    doubts.extend(missing_names(draft, &doubts));
    doubts.extend(measures(flow, &places, draft));
    draft.doubts.extend(doubts);
}

/// Doubts the indicators of a text that keeps columns by blanks, if another head stands beside
/// their label and several lines below: rows of a table that were read as one.
fn measures(flow: &Flow<'_>, places: &Places<'_>, draft: &Draft) -> Option<Doubt> {
    let mut statements = draft.statements.iter().filter(|_| flow.approximate);
    let is_table = |label: Piece, text: &[Piece]| {
        let below = text.iter().filter(|piece| piece.line > label.line).count();
        let beside = |item: &&Item| {
            item.piece.start > label.start && !text.iter().any(|p| item.piece.covers(*p))
        };
        below > 1 && below == text.len() && places.on_line(label.line).any(|item| beside(&item))
    };
    let found = statements.find_map(|statement| {
        let label = *statement.label.first()?;
        let table = statement.field == Field::Indicators && is_table(label, &statement.text);
        table.then_some(label)
    });
    found.map(|label| Doubt::broken(About::Statements(Field::Indicators), ROWS, label))
}

/// The items of a sheet, by their lines.
struct Places<'i> {
    items: &'i [Item],
    by_line: Vec<usize>,
}

impl<'i> Places<'i> {
    fn of(items: &'i [Item]) -> Self {
        let mut by_line: Vec<usize> = (0..items.len()).collect();
        by_line.sort_by_key(|at| items[*at].piece.line);
        Self { items, by_line }
    }

    fn at_line(&self, line: u32) -> impl Iterator<Item = usize> {
        let of = |at: &usize| self.items[*at].piece.line;
        let start = self.by_line.partition_point(|at| of(at) < line);
        let own = self.by_line[start..].iter();
        own.take_while(move |at| of(at) == line).copied()
    }

    fn on_line(&self, line: u32) -> impl Iterator<Item = &'i Item> {
        self.at_line(line).map(|at| &self.items[at])
    }

    /// Where the item of a piece is.
    fn find(&self, piece: &Piece) -> Option<usize> {
        let mut own = self.at_line(piece.line);
        own.find(|at| self.items[*at].piece.covers(*piece))
    }

    fn item(&self, piece: &Piece) -> Option<&'i Item> {
        Some(&self.items[self.find(piece)?])
    }
}

/// Whether a piece is the second line of a kind of unit that wraps in its cell ("Centro di" over
/// "responsabilità").
fn goes_on(flow: &Flow<'_>, kind: &Piece, piece: &Piece) -> bool {
    // How far (of a line's height) lines of one cell may begin from each other.
    const SAME_X: f64 = 0.3;
    let places = kind.extent(flow).zip(piece.extent(flow));
    let below =
        |(kind, own): ([f64; 4], [f64; 4])| (kind[0] - own[0]).abs() < SAME_X * (kind[3] - kind[1]);
    piece.text(flow).starts_with(char::is_lowercase) && places.is_some_and(below)
}

/// A piece that stands wholly to one side of the first, in another cell.
fn beside(flow: &Flow<'_>, places: &Places<'_>, pieces: &[Piece]) -> Option<Piece> {
    let (first, more) = pieces.split_first()?;
    let page = |piece: &Piece| flow.lines[piece.line as usize].page;
    let is_apart = |own: [f64; 4], piece: &Piece| {
        let other = piece.extent(flow);
        page(piece) == page(first)
            && other.is_some_and(|other| other[2] <= own[0] || own[2] <= other[0])
    };
    let own = first.extent(flow)?;
    let mut apart = more.iter().filter(|piece| is_apart(own, piece)).peekable();
    // Nearly all texts stand in one column.
    apart.peek()?;
    let cell = places.item(first)?;
    // Its label may stand before it in its cell.
    let whole = cell.piece.extent(flow)?;
    let in_other = |piece: &&Piece| {
        let item = places.item(piece);
        is_apart(whole, piece) && item.is_some_and(|item| item.block != cell.block)
    };
    apart.find(in_other).copied()
}

/// The last line of a text in columns, if it begins where the labels do, or before them, as the
/// title of the next part does.
fn title_below(flow: &Flow<'_>, places: &Places<'_>, pieces: &[Piece]) -> Option<Piece> {
    let [first, .., last] = pieces else {
        return None;
    };
    let text = last.text(flow);
    let title = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let (own, other) = (first.extent(flow)?, last.extent(flow)?);
    if !title || !last.begins_line(flow) || other[2] > own[0] {
        return None;
    }
    let label = places
        .on_line(first.line)
        .min_by_key(|item| item.piece.start)?;
    let label = label.piece.extent(flow)?;
    (label[2] <= own[0] && other[0] <= label[0]).then_some(*last)
}

/// A line that may be a label, with its value in a cell below, where the text's own label
/// stands above it so.
fn labelled(flow: &Flow<'_>, places: &Places<'_>, pieces: &[Piece]) -> Option<Piece> {
    if pieces.len() <= 2 {
        return None;
    }
    let items = places.items;
    let first = places.find(&pieces[0])?;
    let label = items[..first].iter().rev().find(|item| !item.is_aside())?;
    let above = label.block != items[first].block && label.piece.line != items[first].piece.line;
    let alone = |item: &Item| item.piece.begins_line(flow) && item.piece.ends_line(flow);
    if !(above && label.is_bare_label() && alone(label)) {
        return None;
    }
    let between = |three: &&[Piece]| {
        let Some(at) = places.find(&three[1]).filter(|at| *at > 0) else {
            return false;
        };
        let (line, below) = (&items[at], items.get(at + 1));
        let parted =
            |other: &Item, piece: &Piece| other.block != line.block && other.piece.covers(*piece);
        let capital = three[2].text(flow).starts_with(char::is_uppercase);
        parted(&items[at - 1], &three[0])
            && below.is_some_and(|below| parted(below, &three[2]))
            && capital
            && alone(line)
            && may_be_label(flow, std::slice::from_ref(line))
    };
    pieces.windows(3).find(between).map(|three| three[1])
}
