//! Tables of indicators below the phases: a head of the label and of what measures it
//! ("Indicatore | Unità di misura | Baseline | Target 2024"), and a row for each, maybe with a
//! number before it.
//!
//! In: a line that may be such a head. Out: the words of the label, those of the other
//! columns, and the first cell of each row.
//!
//! Not here: the tables of phases (`head`), one indicator beside its label (`pairs`).

use std::ops::Range;

use schede_profile::{Field, Printed, Style};

use super::cells::Words;
use super::fours::{GUTTER, runs, text};
use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Lines of a table, and columns, at most.
const MOST_LINES: usize = 60;
const MOST_COLUMNS: usize = 10;

/// How far (em) right of the first head the words of its cells may begin.
const SLACK: f32 = 0.3;

/// A table of indicators.
#[derive(Debug)]
pub(crate) struct Measures {
    /// The position after its last line.
    pub end: usize,
    /// The words of the label.
    pub label: Words,
    /// The words of the first cell of each row, line by line.
    pub rows: Vec<Vec<Words>>,
    /// The words of the other columns, heads and cells.
    pub others: Vec<Words>,
    /// Where one row ends and the next begins is a guess.
    pub doubtful: bool,
}

/// The table whose head is the line at a position, if one is.
pub(crate) fn table(view: View, position: usize, limit: usize) -> Option<Measures> {
    let Heads { number, all } = heads(view, position)?;
    let (first, more) = all.split_first()?;
    let left = view.page.tokens[first.start].x0;
    let right = view.page.tokens[more[0].start].x0;
    let mut found = Measures {
        end: position + 1,
        label: (position, first.clone()),
        rows: Vec::new(),
        others: (number.iter().chain(more))
            .map(|run| (position, run.clone()))
            .collect(),
        doubtful: false,
    };
    let mut lines: Vec<Line> = Vec::new();
    for at in (position + 1..limit).take(MOST_LINES) {
        let line = view.line(at);
        if ends(view, line) {
            break;
        }
        // Cells may be centred: those of the first column end before the next one's head.
        let own = |run: &Range<usize>| {
            let (a, b) = (&view.page.tokens[run.start], &view.page.tokens[run.end - 1]);
            a.x0 < right - SLACK * a.em && (b.x1 < right || (a.x0 - left).abs() < SLACK * a.em)
        };
        let is_number = |run: &Range<usize>| {
            number.is_some()
                && view.page.tokens[run.end - 1].x1 < left
                && is_number(text(view, line, run))
        };
        let all = runs(view, line);
        let (numbers, all) = all.split_at(usize::from(all.first().is_some_and(is_number)));
        let (cells, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(own);
        // What stands apart without a number is below the table: a running foot.
        let apart = line.base - view.line(at - 1).base > view.page.widest_pitch() * line.em;
        let below = number.is_some() && numbers.is_empty() && apart;
        if cells.len() > 1 || cells.is_empty() && others.is_empty() || below {
            break;
        }
        let strange = numbers.iter().chain(&others);
        found.others.extend(strange.map(|run| (at, run.clone())));
        lines.push(Line {
            cell: cells.into_iter().next().map(|run| (at, run)),
            numbered: !numbers.is_empty(),
            measured: !others.is_empty(),
            ruled_off: lines.last().is_some_and(|_| is_ruled_off(view, at)),
        });
        found.end = at + 1;
    }
    found.rows = rows(&lines, &mut found.doubtful);
    (!found.rows.is_empty()).then_some(found)
}

/// The heads of such a table, side by side on a line.
pub(crate) struct Heads {
    /// That of the numbers of its rows ("N.").
    number: Option<Range<usize>>,
    /// The label, and those of the other columns.
    all: Vec<Range<usize>>,
}

/// The heads side by side on a line, if it is the head of such a table.
pub(crate) fn heads(view: View, position: usize) -> Option<Heads> {
    let line = view.line(position);
    // Most lines begin with no such label.
    let labelled = matches!(
        line.opening(view.profile),
        Some(Opening::Label {
            field: Field::Indicators,
            ..
        })
    );
    let number = || {
        let known = &view.profile.number_heads;
        let may = line.text.starts_with(char::is_uppercase) && line.may_have_blank(GUTTER);
        let first = may.then(|| runs(view, line).first())??;
        let text = text(view, line, first).trim_end_matches(['.', '°']);
        let whole = known
            .at_start(text)
            .is_some_and(|head| head.end == text.len());
        // "Fase" heads a table of phases.
        let of_phases = view.profile.heads.at_start(text).is_some();
        (whole && !of_phases).then(|| first.clone())
    };
    let number = if labelled { None } else { Some(number()?) };
    let heads = &runs(view, line)[usize::from(number.is_some())..];
    let (first, more) = heads.split_first().filter(|(_, more)| !more.is_empty())?;
    let known = |run: &Range<usize>| {
        let text = text(view, line, run);
        // "Target 2024", but no text that begins with such a word.
        let whole = |end: usize| !text[end..].contains(char::is_alphabetic);
        let head = view.profile.other_heads.at_start(text);
        // "Note" beside "Indicatore" may be the label of a box.
        let label = view.profile.printed.at_start(text);
        let of_box = label
            .is_some_and(|label| matches!(label.what, Printed::Field { .. }) && whole(label.end));
        head.is_some_and(|head| head.style != Style::Small && whole(head.end)) && !of_box
    };
    let plain = |run: &Range<usize>| {
        let text = text(view, line, run);
        text.starts_with(char::is_uppercase) && !text.contains(':')
    };
    let is_head = heads.len() <= MOST_COLUMNS
        && is_label(view, text(view, line, first))
        && more.iter().any(known)
        && more.iter().all(plain);
    is_head.then(|| Heads {
        number,
        all: heads.to_vec(),
    })
}

/// Whether a text is the number of a row: "3", "3.", "3)".
fn is_number(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A line below the head.
struct Line {
    cell: Option<Words>,
    /// The number of a row stands on it.
    numbered: bool,
    /// Words of another column stand on it.
    measured: bool,
    /// A rule runs above it.
    ruled_off: bool,
}

/// The first cells of the rows: by rules, by their numbers, or a row for each line where all are
/// measured.
fn rows(lines: &[Line], doubtful: &mut bool) -> Vec<Vec<Words>> {
    let ruled = lines.iter().any(|line| line.ruled_off);
    let each = lines
        .iter()
        .all(|line| line.measured && line.cell.is_some());
    // The number beside a cell that is centred may stand below its first line.
    let begins = |line: &Line| line.cell.is_some() && line.measured;
    let numbered = !ruled
        && lines.first().is_some_and(|line| line.numbered)
        && lines.iter().all(|line| line.numbered == begins(line));
    *doubtful =
        !ruled && !numbered && !each && lines.iter().filter(|line| line.measured).count() > 1;
    let mut rows: Vec<Vec<Words>> = Vec::new();
    for line in lines {
        let begins = match numbered {
            true => line.numbered,
            false => line.ruled_off || each && !ruled,
        };
        if rows.is_empty() || begins {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.extend(line.cell.clone());
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// Whether a text is the label of indicators and nothing else.
fn is_label(view: View, text: &str) -> bool {
    let label = view.profile.printed.at_start(text);
    label.is_some_and(|label| {
        let indicators = matches!(
            label.what,
            Printed::Field {
                field: Field::Indicators,
                ..
            }
        );
        indicators && label.style != Style::Small && text[label.end..].trim().is_empty()
    })
}

/// Whether a line begins with something that the form prints outside of such a table.
fn ends(view: View, line: &TextLine) -> bool {
    let firm = matches!(
        line.opening(view.profile),
        Some(
            Opening::Label { firm: true, .. }
                | Opening::Objective
                | Opening::Signature
                | Opening::Caption
                | Opening::Unit
        )
    );
    let first = runs(view, line).first();
    let label =
        first.is_some_and(|run| super::fours::is_label(text(view, line, run), view.profile));
    firm || label
}

/// Whether a rule runs between a line and the one above it.
fn is_ruled_off(view: View, position: usize) -> bool {
    let (line, above) = (view.line(position), view.line(position - 1));
    super::fours::is_ruled_off(view, above.base, line)
}
