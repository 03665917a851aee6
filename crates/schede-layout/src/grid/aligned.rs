//! Tables that a page cut in two: `pdftotext -layout` sets the columns of each page
//! anew, and those of the second half may stand further left or right.
//!
//! In: the words of each page, line by line. Out: how far the lines at the top of a
//! page are moved so that their columns stand below those of the page before.
//!
//! Not here: where columns begin (`geometry`).

use std::ops::Range;

use schede_model::page::{Rotation, Word};
use schede_profile::{Printed, Profile};

use super::moved::Moved;
use super::pushed::{pull, pull_rows};
use super::{BLANKS, CHARACTER};
use crate::geometry::{is_date, is_weight};
use crate::margins;

/// Blank on both sides of a word that stands alone in its cell: more than one character.
const ALONE: f32 = 1.5 * CHARACTER;

/// Words of one column stand so near to each other: "5%" and "100%" share a middle.
const SAME_PLACE: f32 = 2.5 * CHARACTER;

/// Each column is set anew: what moved together is that near to its place.
const TOGETHER: f32 = 4.0 * CHARACTER;

/// Columns that moved by no more than the width of a short word are still known.
const STILL: f32 = 2.0 * CHARACTER;

/// A page of a text: its words, and its lines.
#[derive(Default)]
pub(super) struct Paper<'t> {
    pub height: f32,
    pub words: Vec<Word>,
    pub lines: Vec<PaperLine<'t>>,
}

/// A line that says something.
pub(super) struct PaperLine<'t> {
    pub text: &'t str,
    pub words: Range<usize>,
}

/// Where the columns of a table stand that show themselves.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    /// The left end of the phase labels.
    label: Option<f32>,
    /// Where the words begin that stand furthest left.
    edge: Option<f32>,
    /// The middle of the weights.
    weight: Option<f32>,
    /// The left end of the dates.
    date: Option<f32>,
    /// Several dates say so: one alone may be of a sentence.
    dated: bool,
}

/// So many words of one kind show where their column stands, whatever else does.
const SEVERAL: usize = 2;

/// Moves the tables that go on at the top of a page.
pub(super) fn align(pages: &mut [Paper<'_>], profile: &Profile) -> Vec<Moved> {
    let mut before = Places::default();
    let mut moves = vec![Moved::default(); pages.len()];
    for at in 0..pages.len() {
        pull(&mut pages[at], &mut moves[at], profile);
        let above = at.checked_sub(1).map(|at| &pages[at]);
        let rows = rows_on_top(&pages[at], above, profile);
        if let Some(rows) = rows.clone() {
            pull_rows(&mut pages[at], rows, &mut moves[at], profile);
        }
        let page = &pages[at];
        if let Some(rows) = rows
            && let Some(steps) = steps(page, rows.clone(), before, profile)
        {
            pages[at].shift(rows, &steps, &mut moves[at]);
        }
        before = last_places(&pages[at], profile).unwrap_or(before);
    }
    onto_paper(pages, &mut moves);
    moves
}

/// Moves everything to the right if something stands left of the paper's edge.
fn onto_paper(pages: &mut [Paper<'_>], moves: &mut [Moved]) {
    let words = || pages.iter().flat_map(|page| &page.words);
    let all = -words().map(|word| word.bbox.x0).fold(0.0, f32::min);
    if all > 0.0 {
        let words = pages.iter_mut().flat_map(|page| &mut page.words);
        words.for_each(|word| push(word, all));
        moves.iter_mut().for_each(|moved| moved.shift_all(all));
    }
}

pub(super) fn push(word: &mut Word, by: f32) {
    word.bbox.x0 += by;
    word.bbox.x1 += by;
}

/// The lines at the top of a page that may go on with a table: those above the first
/// label or head, without what the page before has on its first lines, too.
fn rows_on_top(page: &Paper, before: Option<&Paper>, profile: &Profile) -> Option<Range<usize>> {
    let heads = before?.lines.iter().zip(&page.lines);
    let is_same = |(above, here): &(&PaperLine, &PaperLine)| {
        digits_aside(above.text).eq(digits_aside(here.text))
    };
    let first = heads.take_while(is_same).count();
    let mut lines = page.lines[first..].iter();
    let end = lines.position(|line| is_label(line, profile) || is_head(line.text, profile));
    let end = end.map_or(page.lines.len(), |n| first + n);
    (first < end).then_some(first..end)
}

/// Where the columns of the table stand that reaches the end of a page, if one may; none
/// where the page says nothing of it. Rows alone do not: only below their head, on one
/// page with it, is it known that they stand in the table's columns.
fn last_places(page: &Paper, profile: &Profile) -> Option<Places> {
    let ends = |line: &PaperLine| is_label(line, profile) || is_head(line.text, profile);
    let label = page.lines.iter().rposition(ends)?;
    let table = label + 1..page.lines.len();
    let dates = dates(page, table.clone());
    Some(Places {
        label: place(labels(page, table.clone(), profile)),
        edge: edge(page, table.clone()),
        weight: place(weights(page, table)),
        dated: dates.len() >= SEVERAL,
        date: place(dates),
    })
}

/// Where columns that show themselves stand on a page, and how far each is to be moved.
type Steps = Vec<(f32, f32)>;

/// How far the columns at the top of a page are to be moved, if those that show
/// themselves agree: weights and a date, or several weights where no date stands alone.
fn steps(page: &Paper, rows: Range<usize>, before: Places, profile: &Profile) -> Option<Steps> {
    let weights = weights(page, rows.clone());
    let weight = place(weights.clone())?;
    let of_weights = before.weight?;
    let by = of_weights - weight;
    let dates = dates(page, rows.clone());
    let near = |here: &&f32| {
        let of_date = before.date.map(|date| date - **here);
        of_date.is_some_and(|of_date| (of_date - by).abs() <= TOGETHER)
    };
    let labels = labels(page, rows.clone(), profile);
    // Each column is set anew: that the rows go on with the table their labels say, too.
    let labels_tell = !labels.is_empty() && before.label.is_some();
    let of_rows = || {
        let several = labels_tell && before.dated;
        several.then(|| place(dates.clone())).flatten()
    };
    let date = dates.iter().find(near).copied().or_else(of_rows);
    let undated = before.date.is_none() || dates.is_empty();
    if date.is_none() && !labels_tell && !(undated && weights.len() >= SEVERAL) {
        return None;
    }
    let label = place(labels).zip(before.label);
    let edges = || edge(page, rows).zip(before.edge);
    let left = label.or_else(|| edges().filter(|(_, before)| *before < of_weights));
    let places = [
        (left.map(|left| left.0), left.map(|left| left.1)),
        (Some(weight), before.weight),
        (date, before.date),
    ];
    let steps = places
        .into_iter()
        .filter_map(|(here, before)| Some((here?, before? - here?)));
    let steps: Steps = steps.collect();
    let moved = steps.iter().any(|(_, by)| by.abs() > STILL);
    (moved && steps.is_sorted_by(|a, b| a.0 < b.0)).then_some(steps)
}

/// How far a piece that begins at `x` is to be moved: as the column it stands in, or in
/// between where it stands between two.
fn step(steps: &[(f32, f32)], x: f32) -> f32 {
    let after = steps.partition_point(|(at, _)| *at <= x);
    match (after.checked_sub(1).map(|n| steps[n]), steps.get(after)) {
        (Some((left, by_left)), Some((right, by_right))) => {
            by_left + (by_right - by_left) * (x - left) / (right - left)
        }
        (Some((_, by)), None) => by,
        (None, Some((_, by))) => *by,
        (None, None) => 0.0,
    }
}

/// The place where most of some words stand: in cells whose lines are centred, labels
/// have none.
pub(super) fn place(found: Vec<f32>) -> Option<f32> {
    let near = |at: f32| {
        let same = |x: &&f32| (**x - at).abs() <= SAME_PLACE;
        found.iter().filter(same).count()
    };
    let most = found.iter().copied().rev().max_by_key(|at| near(*at))?;
    (2 * near(most) > found.len()).then_some(most)
}

/// The middles of the weights that stand alone.
fn weights(page: &Paper, lines: Range<usize>) -> Vec<f32> {
    let middle = |(left, right): (f32, f32)| 0.5 * (left + right);
    weight_ends(page, lines).map(middle).collect()
}

/// The left and right ends of the weights that stand alone.
pub(super) fn weight_ends(page: &Paper, lines: Range<usize>) -> impl Iterator<Item = (f32, f32)> {
    let pieces = page.pieces(lines);
    let weights = pieces.filter(|piece| match piece {
        [weight] => is_weight(&weight.text),
        [number, sign] => sign.text == "%" && is_weight(&format!("{}%", number.text)),
        _ => false,
    });
    weights.map(|piece| (piece[0].bbox.x0, piece[piece.len() - 1].bbox.x1))
}

/// The left ends of the labels of phases.
fn labels(page: &Paper, lines: Range<usize>, profile: &Profile) -> Vec<f32> {
    let labels = page.pieces(lines).filter(|piece| match piece {
        [word, number, ..] => {
            let number = number.text.trim_end_matches(':');
            profile.phase_words.at_start(&word.text).is_some()
                && !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    });
    labels.map(|piece| piece[0].bbox.x0).collect()
}

/// Where the words begin that stand furthest left, but for those set sideways.
fn edge(page: &Paper, lines: Range<usize>) -> Option<f32> {
    let words = lines.flat_map(|line| page.words[page.lines[line].words.clone()].first());
    let upright = words.filter(|word| word.rotation == Rotation::None);
    upright.map(|word| word.bbox.x0).reduce(f32::min)
}

/// The left ends of the dates that stand alone.
pub(super) fn dates(page: &Paper, lines: Range<usize>) -> Vec<f32> {
    let dates = page.pieces(lines);
    let dates = dates.filter(|piece| piece.len() == 1 && is_date(&piece[0].text));
    dates.map(|piece| piece[0].bbox.x0).collect()
}

/// Whether a line begins with a label. Away from the page's edge the words of one may
/// begin a cell ("Obiettivo parzialmente raggiunto"): there it has its colon.
pub(super) fn is_label(line: &PaperLine, profile: &Profile) -> bool {
    let text = line.text.trim_start();
    let label = profile.printed.at_start(text);
    let is_field = |what| matches!(what, Printed::Field { .. } | Printed::Objective);
    let cell = || text.split(BLANKS).next().unwrap_or(text);
    label.is_some_and(|label| {
        let at_edge = text.len() == line.text.len();
        is_field(label.what) && (at_edge || cell().contains(':'))
    })
}

/// Whether heads of two columns stand on a line.
pub(super) fn is_head(line: &str, profile: &Profile) -> bool {
    let cells = line.split(BLANKS).map(str::trim_start);
    cells
        .filter(|cell| margins::is_head(profile, cell) && !names_row(cell, profile))
        .count()
        > 1
}

/// Whether a cell begins with the label of a row: its word is a head, too.
fn names_row(cell: &str, profile: &Profile) -> bool {
    let word = profile.phase_words.at_start(cell);
    word.is_some_and(|word| {
        let rest = cell[word.end..].trim_start_matches([' ', '.', '°']);
        rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The characters of a line but for its digits and the blanks around.
fn digits_aside(line: &str) -> impl Iterator<Item = char> {
    line.trim().chars().filter(|c| !c.is_ascii_digit())
}

pub(super) fn are_near(a: &Word, b: &Word) -> bool {
    b.bbox.x0 - a.bbox.x1 <= ALONE
}

impl Paper<'_> {
    /// The words of some lines that stand near to each other.
    fn pieces(&self, lines: Range<usize>) -> impl Iterator<Item = &[Word]> {
        let lines = self.lines[lines].iter();
        lines.flat_map(|line| self.words[line.words.clone()].chunk_by(are_near))
    }

    /// Moves the pieces of some lines.
    fn shift(&mut self, lines: Range<usize>, steps: &[(f32, f32)], moved: &mut Moved) {
        for line in &self.lines[lines] {
            let words = &mut self.words[line.words.clone()];
            // No piece is moved over the one before it.
            let mut least = f32::MIN;
            for piece in words.chunk_by_mut(are_near) {
                let (x0, y0) = (piece[0].bbox.x0, piece[0].bbox.y0);
                let by = (step(steps, x0) / CHARACTER).round() * CHARACTER;
                let by = by.max(least - x0);
                piece.iter_mut().for_each(|word| push(word, by));
                moved.shift(y0, x0 + by, by);
                least = piece
                    .last()
                    .map_or(least, |word| word.bbox.x1 + 2.0 * CHARACTER);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use schede_model::Column;
    use schede_profile::Profiles;

    /// The cells of the last row with a phase label, by column.
    fn last_row(text: &str) -> Vec<(Column, String)> {
        let profiles = Profiles::builtin().expect("built in");
        let flow = crate::read_text(text, profiles.fallback().expect("one"));
        let labelled =
            |s: &&schede_model::Segment| s.place.is_some_and(|place| place.column == Column::Label);
        let row = flow.segments.iter().rfind(labelled).and_then(|s| s.place);
        let row = row.map(|place| (place.table, place.row));
        let cells = flow.segments.iter().filter_map(|s| {
            let place = s.place.filter(|p| Some((p.table, p.row)) == row)?;
            Some((place.column, flow.text(s).to_owned()))
        });
        cells.collect()
    }

    const TABLE: &str = "\
Obiettivo: A) Rete dei sentieri
                              Descrizione                          Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
                    fase 1:   Rilievo dei sentieri                     40%       OK                           31/03/2024          Rilievo eseguito
                    fase 2:   Posa della segnaletica di valle          30%       Bianchi                      30/06/2024          Posa conclusa
\u{c}";

    #[test]
    fn the_second_half_of_a_table_is_read_where_its_columns_moved_to() {
        let half = "   fase 3:   Posa della segnaletica di cresta         30%       Bianchi                      30/06/2025          Posa in corso
                                                     100%
   Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
";
        let row = last_row(&format!("{TABLE}{half}"));
        let expected = [
            (Column::Label, "fase 3:"),
            (Column::Description, "Posa della segnaletica di cresta"),
            (Column::Weight, "30%"),
            (Column::Monitoring, "Bianchi"),
            (Column::Due, "30/06/2025"),
            (Column::Outcome, "Posa in corso"),
        ];
        assert_eq!(
            row,
            expected.map(|(column, text)| (column, text.to_owned()))
        );
    }

    /// The row behind the given half in which a cell is wider than before.
    fn half(row: &str) -> Vec<(Column, String)> {
        last_row(&format!("{TABLE}{row}"))
    }

    #[test]
    fn a_cell_that_begins_as_a_label_does_not_end_the_table() {
        let row = half(
            "                                                                                            Obiettivo raggiunto in parte
fase 3:   Posa della segnaletica di cresta         30%       Bianchi     30/06/2025         di cresta
",
        );
        assert_eq!(row[0], (Column::Label, "fase 3:".to_owned()));
        assert_eq!(row[2], (Column::Weight, "30%".to_owned()));
    }

    #[test]
    fn each_column_of_the_second_half_is_known_by_its_own_words() {
        let row = half(
            "fase 3:   Posa della segnaletica di cresta         30%    30/06/2025   Posa in corso
fase 4:   Verifica della segnaletica di cresta      0%    30/09/2025   Verifica in corso
",
        );
        let expected = [
            (Column::Label, "fase 4:"),
            (Column::Description, "Verifica della segnaletica di cresta"),
            (Column::Weight, "0%"),
            (Column::Due, "30/09/2025"),
            (Column::Outcome, "Verifica in corso"),
        ];
        assert_eq!(
            row,
            expected.map(|(column, text)| (column, text.to_owned()))
        );
    }
}
