//! Strips: a row of labels over the row of their values with which a sheet begins ("Codice |
//! Titolo | Settore | Responsabile | Peso"), or of what is said of its objective ("Risultato
//! atteso | Vincoli | Risorse umane"). The labels of the first are the heads of a table with an
//! objective in each row, but there is one row, and the rest of the sheet stands below it.
//!
//! In: the lines of a page. Out: the words of each label and of its value.
//!
//! Not here: two labels over their values (`sides::over`).

use std::ops::Range;

use schede_profile::{Field, Profile, RowHead};

use super::body::{self, Body};
use super::head::{self, Head, Naming};
use crate::geometry::head::begins_at;
use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::view::View;
use crate::geometry::sides::cells::Words;
use crate::geometry::sides::fours::{is_label, is_ruled_off, runs, text};
use crate::geometry::sides::measures;

/// Lines of the row of values, at most.
const MOST_LINES: usize = 16;

/// Lines between the values and a label of the sheet's body, at most: titles of its parts, or
/// the lines of a value beside a label in the middle of its height.
const MOST_BETWEEN: usize = 8;

/// What a sheet says of its objective below its names.
const BODY: [Field; 5] = [
    Field::Description,
    Field::Purpose,
    Field::ExpectedResults,
    Field::Indicators,
    Field::SuccessCriteria,
];

/// A row of labels with the row of their values.
#[derive(Debug)]
pub(crate) struct Strip {
    /// The positions of its lines.
    pub lines: Range<usize>,
    pub columns: Vec<Column>,
}

/// A label with its value.
#[derive(Debug)]
pub(crate) struct Column {
    pub label: Vec<Words>,
    pub value: Vec<Words>,
    pub takes: Takes,
    /// To which column its words belong is a guess.
    pub doubtful: bool,
}

/// What takes the value below a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// The org unit, of whose name the label is a part.
    Unit,
    Field,
    Nothing,
}

/// The labels of a strip with which a sheet begins.
const NAMES: Naming = Naming {
    may_be: |profile, text| profile.may_name_rows(text) || profile.label_alone(text).is_some(),
    of: Profile::strip_heads,
};

/// The labels of a strip of what is said of an objective.
const TEXTS: Naming = Naming {
    may_be: |profile, text| profile.label_alone(text).is_some(),
    of: Profile::text_heads,
};

/// The strips of a page, top to bottom.
pub(crate) fn strips(view: View) -> Vec<Strip> {
    let mut found = of(view, NAMES, begins_body);
    let texts = of(view, TEXTS, |view, end, _| ends_row(view, end));
    let free = |strip: &Strip| {
        let mut others = found.iter().map(|other| &other.lines);
        !others.any(|other| strip.lines.start < other.end && other.start < strip.lines.end)
    };
    let texts: Vec<Strip> = texts.into_iter().filter(free).collect();
    found.extend(texts);
    found.sort_by_key(|strip| strip.lines.start);
    found
}

/// The strips under heads that are told so, where what follows the row of values fits.
fn of(view: View, naming: Naming, fits: fn(View, usize, &[RowHead]) -> bool) -> Vec<Strip> {
    let heads = head::all(view, naming);
    let limit = |n: usize| {
        heads
            .get(n + 1)
            .map_or(view.body.len(), |next: &Head| next.lines.start)
    };
    let strip = |(n, head): (usize, &Head)| under(view, head, limit(n), fits);
    heads.iter().enumerate().filter_map(strip).collect()
}

/// The strip under a head that ends before `limit`, if it is one.
fn under(
    view: View,
    head: &Head,
    limit: usize,
    fits: fn(View, usize, &[RowHead]) -> bool,
) -> Option<Strip> {
    // The table of phases has heads of its own, and that of indicators.
    let mut lines = head.lines.clone();
    if lines.any(|at| begins_at(view, at) || measures::heads(view, at).is_some()) {
        return None;
    }
    let end = values_end(view, head, limit);
    if end == head.lines.end || !fits(view, end, &head.kinds) {
        return None;
    }
    let body = body::below(view, &head.extents(), head.lines.clone(), end);
    let whole = body.end == end && !body.lines.iter().any(|line| line.across);
    if !whole || !is_one_row(view, head, &body) {
        return None;
    }
    let columns = head.columns.iter().zip(&head.kinds).enumerate();
    let columns = columns.map(|(at, (column, kind))| Column {
        label: column.runs.clone(),
        value: value(&body, at),
        takes: match kind {
            RowHead::Unit => Takes::Unit,
            RowHead::Other | RowHead::Unknown => Takes::Nothing,
            RowHead::Code | RowHead::Title | RowHead::Field(_) => Takes::Field,
        },
        doubtful: !body.is_sure,
    });
    Some(Strip {
        lines: head.lines.start..body.end,
        columns: columns.collect(),
    })
}

/// The words of a column's values.
fn value(body: &Body, column: usize) -> Vec<Words> {
    let words = body.lines.iter().filter_map(|line| {
        let run = line.cells.get(column)?.clone()?;
        Some((line.position, run))
    });
    words.collect()
}

/// Whether the lines are one row: a code stands on one line, and an objective has a name.
fn is_one_row(view: View, head: &Head, body: &Body) -> bool {
    let column = |kind: RowHead| head.kinds.iter().position(|own| *own == kind);
    let named = column(RowHead::Title).is_none_or(|at| !value(body, at).is_empty());
    let code = column(RowHead::Code).is_none_or(|at| {
        let code = value(body, at);
        let short = |(position, run): &Words| {
            let words = text(view, view.line(*position), run);
            words.contains(|c: char| c.is_ascii_digit()) || words.chars().count() <= 2
        };
        code.len() == 1 && code.iter().all(short)
    });
    named && code
}

/// Where the lines of values below a head end: at a rule, a wide space, or what is of the
/// sheet's body.
fn values_end(view: View, head: &Head, limit: usize) -> usize {
    let first = head.lines.end;
    let mut end = first;
    while end < limit.min(first + MOST_LINES) {
        let line = view.line(end);
        let above = view.line(end - 1);
        let far = line.base - above.base > view.page.widest_pitch() * line.em;
        let apart = end > first && (far || is_ruled_off(view, above.base, line));
        if apart || begins_at(view, end) || begins_label(view, end) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a line begins with a label of the form, or names a part of it.
fn begins_label(view: View, position: usize) -> bool {
    let line = view.line(position);
    let open = line.opening(view.profile);
    let Some(first) = runs(view, line).first() else {
        return false;
    };
    let signed = matches!(
        open,
        Some(Opening::Label { firm: true, .. } | Opening::Signature | Opening::Caption)
    );
    signed || is_label(text(view, line, first), view.profile)
}

/// Whether a row of values ends at a position: with the page, or before what begins another part
/// of the form; a line of several cells may be of a second row.
fn ends_row(view: View, position: usize) -> bool {
    position == view.body.len()
        || begins_at(view, position)
        || begins_label(view, position)
        || runs(view, view.line(position)).len() == 1
}

/// Whether the body of a sheet begins at a position, or a few lines below it: a label of what
/// is said of an objective that no head names, or the table of its phases.
fn begins_body(view: View, position: usize, heads: &[RowHead]) -> bool {
    let last = view.body.len().min(position + MOST_BETWEEN);
    for at in position..last {
        let line = view.line(at);
        if begins_at(view, at) {
            return true;
        }
        let Some(first) = runs(view, line).first() else {
            continue;
        };
        let own = text(view, line, first);
        let field = match line.opening(view.profile) {
            Some(Opening::Label { field, .. }) => Some(field),
            Some(Opening::Objective | Opening::Unit | Opening::Signature) => return false,
            Some(Opening::Caption) | None => view.profile.label_alone(own).map(|label| label.what),
        };
        if let Some(field) = field {
            return BODY.contains(&field) && !heads.contains(&RowHead::Field(field));
        }
    }
    false
}
