//! Whether a page was painted in two rounds, and what each of them holds.
//!
//! The first round holds rows of the table that lack their description, or labels that
//! lack their value; the second what should stand there. That a page was painted so is
//! taken for sure only where its rows say so: they begin with their weight, and behind
//! what follows the table stand as many rows with a number and without a weight; or
//! several have their label and the weight next to it, and other text stands below.

use std::ops::Range;

use schede_model::{Column, Flow};
use schede_profile::{Field, Profile};
use smallvec::SmallVec;

use super::page::{Page, PartItems, Row, Slot, What, is_above_table, is_text};
use super::share::Kind;
use crate::grammar::columns::{has_sure_weight, split};
use crate::grammar::heads::joined_heads;
use crate::grammar::items::{Class, Item, Strength};
use crate::grammar::rows::words_of;
use crate::values::weight::weight_at_start;

/// So many rows of one kind show how a page was painted: one may have been torn apart by
/// something else.
const SEVERAL: usize = 2;

/// The two rounds of a page, if it was painted so.
pub fn page(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
) -> Option<Page> {
    if !may_be(flow, &items[range.clone()]) {
        return None;
    }
    let weighs = |i: &usize| weighs(flow, profile, &items[*i]);
    let first_row = range.clone().find(weighs)?;
    let above = range.start..first_row;
    if has(items, above.clone(), |c| {
        matches!(c, Class::Phase { colon: true, .. })
    }) {
        return None;
    }
    let (rows_end, late) = first_late(flow, profile, items, first_row..range.end, weighs)?;
    let beside = values_beside(items, range.start..late);
    let titled = has(items, above.clone(), is_objective);
    let second = second_start(flow, items, (rows_end, late), titled, beside)..range.end;
    if second.clone().any(|i| weighs(&i)) {
        return None;
    }
    let all = rows(flow, profile, items, first_row..second.start);
    let mut parts = parts(flow, profile, items, second.clone());
    let rows = number_rows(without_totals(&all), &mut parts)
        .or_else(|| number_rows(all, &mut parts))
        .filter(|rows| !has_total(rows))?;
    if !rows.iter().any(Row::lacks_description) {
        return None;
    }
    count_tables(profile, &rows, &mut parts);
    let headed = has(items, above, |c| matches!(c, Class::Head(_)));
    if has(items, rows_end..second.start, is_objective)
        && are_of_either_sheet(profile, &rows, &parts, headed)
    {
        return None;
    }
    let first = range.start..second.start;
    let end = last_signature(items, first.clone());
    let range_end = range.end;
    Some(Page {
        slots: slots(items, &rows, first.start..end),
        beside,
        tables: tables(items, &rows, first.clone()),
        title: title_place(profile, items, first),
        end,
        range,
        second,
        rows,
        parts,
        placed: false,
        totals: Vec::new(),
        sheets: Vec::new(),
        unit: range_end,
        lengths: Vec::new(),
    })
}

pub(super) fn has(items: &[Item], range: Range<usize>, is: fn(&Class) -> bool) -> bool {
    items[range].iter().any(|item| is(&item.class))
}

fn is_objective(class: &Class) -> bool {
    matches!(class, Class::Objective { .. })
}

/// A quick look: a row begins with its weight, and the first row of all has one. Nearly
/// every table has one line that is a weight and nothing else, its total.
fn may_be(flow: &Flow<'_>, items: &[Item]) -> bool {
    let (mut rows, mut totals) = (0, 0);
    for item in items {
        match item.class {
            Class::Total(_) => totals += 1,
            _ if begins_with_weight(flow, item) => rows += 1,
            Class::Phase { colon: true, .. }
                if rows + totals == 0 && !item.piece.text(flow).contains('%') =>
            {
                return false;
            }
            _ => {}
        }
    }
    rows > 0 || totals >= SEVERAL
}

/// Whether the second round's words could be those of the sheet whose rows come first or
/// of the next one, which begins below them.
fn are_of_either_sheet(profile: &Profile, rows: &[Row], parts: &[PartItems], headed: bool) -> bool {
    let above = |part: &PartItems| part.table == 0 && part.what.is_above_table(profile);
    let labelled = rows.iter().all(|row| row.number.is_some());
    let first = |part: &PartItems| matches!(part.what, What::Row { number: 1, .. });
    // Rows that go on from the page before do not begin with the first.
    labelled && parts.iter().any(above) || !headed && parts.iter().any(first)
}

/// Whether an item has the weight of a row: it begins with one, or is a row's line with
/// its label.
pub(super) fn weighs(flow: &Flow<'_>, profile: &Profile, item: &Item) -> bool {
    match &item.class {
        Class::Plain | Class::Total(_) => begins_with_weight(flow, item),
        Class::Phase { value, .. } => {
            let words = words_of(flow, item.piece.after(*value as usize));
            item.piece.text(flow).contains('%') && has_sure_weight(&words, &profile.vocabulary)
        }
        _ => false,
    }
}

/// Whether the words of an item begin with a weight, behind the label of a row.
fn begins_with_weight(flow: &Flow<'_>, item: &Item) -> bool {
    let start = match &item.class {
        Class::Plain => 0,
        Class::Total(number) => number.start,
        Class::Phase { value, .. } => *value,
        _ => return false,
    };
    let text = &item.piece.text(flow)[start as usize..];
    let Some(weight) = weight_at_start(text).filter(|weight| weight.percent) else {
        return false;
    };
    let rest = &text[weight.end..];
    // "il residuo 20% nel 2025" goes on with a sentence.
    let sentence = rest.trim_start().starts_with(char::is_lowercase);
    rest.chars().next().is_none_or(char::is_whitespace) && !sentence
}

/// Where the first rows end, and an item behind them that can only be of the second
/// round.
fn first_late(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
    weighs: impl Fn(&usize) -> bool,
) -> Option<(usize, usize)> {
    let mut seen = Seen::default();
    let mut rows_end = None;
    let mut text = None;
    for at in range {
        let item = &items[at];
        if weighs(&at) {
            match item.class {
                Class::Phase { .. } => seen.naked += usize::from(begins_with_weight(flow, item)),
                _ => seen.bare += 1,
            }
            continue;
        }
        if rows_end.is_none() && item.is_aside() {
            continue;
        }
        let below = rows_end.is_some();
        let rows_end = *rows_end.get_or_insert(at);
        if seen.is_late(profile, &item.class) {
            return Some((rows_end, at));
        }
        if matches!(item.class, Class::Phase { colon: true, .. }) {
            // The first round has no row without its weight.
            return None;
        }
        if below && seen.naked >= SEVERAL && item.is_plain() && is_text(&items[at - 1]) {
            text.get_or_insert(at);
        }
        seen.headed |= head_lines(flow, profile, &items[at..], MOST_HEAD_LINES) > 1;
        seen.add(&item.class);
    }
    Some((rows_end?, text?))
}

/// What stands on a page from its first row on.
#[derive(Default)]
struct Seen {
    /// Rows without a label.
    bare: usize,
    /// Rows with a label and without a description.
    naked: usize,
    /// A label or signature that follows the rows.
    labels: bool,
    /// A line that names an objective, or a body or unit in its head.
    next_sheet: bool,
    objective: bool,
    /// Lines of a column's head.
    headed: bool,
}

impl Seen {
    /// Whether what comes next can only be of the second round: a row of which the first
    /// has the weight, the head or caption of a table behind what follows it, a label of
    /// those above the table behind rows without descriptions.
    fn is_late(&self, profile: &Profile, next: &Class) -> bool {
        match next {
            Class::Phase { .. } => {
                self.bare >= SEVERAL || self.bare > 0 && (self.labels || self.headed)
            }
            Class::Head(_) | Class::Caption => self.labels && !self.objective,
            Class::Field { field, .. } => {
                self.naked >= SEVERAL && !self.next_sheet && is_above_table(profile, *field)
            }
            _ => false,
        }
    }

    fn add(&mut self, class: &Class) {
        self.headed |= matches!(class, Class::Head(_));
        self.labels |= matches!(class, Class::Field { .. } | Class::Signature);
        self.objective |= is_objective(class);
        self.next_sheet |= is_objective(class) || matches!(class, Class::Entity | Class::OrgUnit);
    }
}

/// Whether the labels of a page have their values beside them, on one line.
pub(super) fn values_beside(items: &[Item], range: Range<usize>) -> bool {
    let (mut beside, mut below) = (0, 0);
    for at in range.clone() {
        if items[at].is_bare_label() {
            below += usize::from(items[at + 1..range.end].first().is_some_and(is_text));
        } else if matches!(items[at].class, Class::Field { .. }) {
            beside += 1;
        }
    }
    beside >= below
}

/// Where the second round begins, of which item `late` is surely a part.
fn second_start(
    flow: &Flow<'_>,
    items: &[Item],
    (rows_end, late): (usize, usize),
    titled: bool,
    beside: bool,
) -> usize {
    // Words of a label on two lines, or of a title; a head of which other cells are above.
    let next_sheet = (rows_end..late).find(|i| is_objective(&items[*i].class));
    let begins = |i: &usize| {
        let next = items[i + 1..].first();
        match items[*i].class {
            Class::Field { .. } => {
                next.is_some_and(|n| matches!(n.class, Class::LabelRest | Class::LabelEnd(_)))
            }
            Class::Objective { .. } => !titled && next.is_some_and(is_text),
            Class::Head(_) | Class::Caption => next_sheet.is_none_or(|sheet| *i < sheet),
            _ => false,
        }
    };
    let late = (rows_end..late).find(begins).unwrap_or(late);
    let Some(last) = (rows_end..late).rev().find(|i| !is_text(&items[*i])) else {
        return rows_end;
    };
    let goes_on = |at: usize| {
        let next = items[at..].first().filter(|next| is_text(next));
        next.is_some_and(|next| next.piece.text(flow).starts_with(char::is_lowercase))
    };
    let value_below =
        !beside && items[last].is_bare_label() && last + 1 < late && !goes_on(last + 2);
    last + 1 + usize::from(value_below)
}

/// The rows of the first round, totals among them.
fn rows(flow: &Flow<'_>, profile: &Profile, items: &[Item], first: Range<usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut table = 0;
    for item in first {
        if weighs(flow, profile, &items[item]) {
            let mut row = row(flow, profile, &items[item], item);
            row.table = table;
            rows.push(row);
        } else if !items[item].is_aside() {
            table = rows.last().map_or(0, |last| last.table + 1);
        }
    }
    rows
}

/// The rows without the last of each table, if that is a weight and nothing else.
fn without_totals(rows: &[Row]) -> Vec<Row> {
    let total = |n: usize, row: &Row| {
        let last = rows.get(n + 1).is_none_or(|next| next.table != row.table);
        last && row.number.is_none() && row.cells[2..].iter().all(|(_, cell)| cell.is_empty())
    };
    let kept = rows.iter().enumerate().filter(|(n, row)| !total(*n, row));
    let mut kept: Vec<Row> = kept.map(|(_, row)| row.clone()).collect();
    // A table of which nothing is left was the total of the page before.
    let mut tables: Vec<usize> = kept.iter().map(|row| row.table).collect();
    tables.dedup();
    for row in &mut kept {
        row.table = tables
            .iter()
            .take_while(|table| **table < row.table)
            .count();
    }
    kept
}

/// Whether the last row of a table weighs as much as the others: it is their total.
fn has_total(rows: &[Row]) -> bool {
    const ROUNDING: f64 = 0.05;
    let tables = rows.chunk_by(|a, b| a.table == b.table);
    tables
        .filter_map(<[Row]>::split_last)
        .any(|(last, others)| {
            let sum: f64 = others.iter().map(|row| row.weight).sum();
            last.number.is_none() && others.len() > 1 && (sum - last.weight).abs() <= ROUNDING
        })
}

fn row(flow: &Flow<'_>, profile: &Profile, of: &Item, item: usize) -> Row {
    let (number, label_end) = match &of.class {
        Class::Phase { number, value, .. } => (Some(*number), *value),
        _ => (None, 0),
    };
    let words = words_of(flow, of.piece.after(label_end as usize));
    let cells = split(&words, &profile.vocabulary, false);
    let length = of.piece.end - of.piece.start;
    let end_before = |word: usize| match word.checked_sub(1) {
        Some(last) => words[last].piece.end - of.piece.start,
        None => label_end,
    };
    let weight_cell = cells.weight.clone().unwrap_or(0..0);
    let first = words
        .get(weight_cell.start)
        .and_then(|word| weight_at_start(word.text));
    let weight = first.map_or(0.0, |weight| weight.value);
    let monitoring = cells.monitoring.end.max(weight_cell.end);
    let due = cells.due.end.max(monitoring);
    let mut ends = [
        weight_cell.start,
        weight_cell.end,
        monitoring,
        due,
        words.len(),
    ]
    .map(end_before);
    // What stands behind the last cell belongs to it.
    let last = ends[4];
    for end in ends.iter_mut().filter(|end| **end == last) {
        *end = length;
    }
    let mut from = label_end;
    let cells = COLUMNS.into_iter().zip(ends).map(|(column, end)| {
        let cell = from..end;
        from = end;
        (column, cell)
    });
    Row {
        item,
        label: 0..label_end,
        label_part: None,
        table: 0,
        number,
        weight,
        cells: cells.collect(),
    }
}

/// The columns of the form.
const COLUMNS: [Column; 5] = [
    Column::Description,
    Column::Weight,
    Column::Monitoring,
    Column::Due,
    Column::Outcome,
];

/// For each table where its labels and head go and where its rows begin.
fn tables(items: &[Item], rows: &[Row], first: Range<usize>) -> Vec<(usize, usize)> {
    let mut tables: Vec<(usize, usize)> = Vec::new();
    let mut from = first.start;
    for row in rows {
        if row.table == tables.len() {
            let head = |i: &usize| matches!(items[*i].class, Class::Head(_));
            let head = (from..row.item).find(head).unwrap_or(row.item);
            tables.push((head, row.item));
        }
        from = row.item + 1;
    }
    tables
}

/// Before the first label of the first round that stands below the objective.
pub(super) fn title_place(profile: &Profile, items: &[Item], first: Range<usize>) -> usize {
    let below = |i: &usize| match &items[*i].class {
        Class::Field { field, .. } => !profile.head_fields.contains(field),
        Class::Head(_) | Class::Phase { .. } => true,
        _ => false,
    };
    first.clone().find(below).unwrap_or(first.end)
}

/// The first of the signatures behind which nothing else follows.
pub(super) fn last_signature(items: &[Item], first: Range<usize>) -> usize {
    let end = first.end;
    let signs = |i: &usize| matches!(items[*i].class, Class::Signature | Class::Furniture);
    first.rev().take_while(signs).last().unwrap_or(end)
}

/// The second round, part by part.
fn parts(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    second: Range<usize>,
) -> Vec<PartItems> {
    let mut parts = Vec::new();
    let mut at = second.start;
    while at < second.end {
        let rests = items[at + 1..second.end]
            .iter()
            .take_while(|i| matches!(i.class, Class::LabelRest | Class::LabelEnd(_)))
            .count();
        let mut range = at..at + 1 + rests;
        let what = match &items[at].class {
            Class::Field {
                field,
                value,
                strength: Strength::Colon,
                ..
            } => What::Label {
                field: *field,
                value: *value,
            },
            Class::Objective { title, .. } => What::Title { value: *title },
            Class::Phase {
                number,
                value,
                colon,
                ..
            } => What::Row {
                row: None,
                number: *number,
                at: 0,
                value: *value,
                colon: *colon,
            },
            Class::Head(_) | Class::Caption => What::Mark,
            Class::Furniture | Class::Hidden | Class::Repeat | Class::Signature => {
                at = range.end;
                continue;
            }
            _ => match head_lines(flow, profile, &items[at..second.end], MOST_HEAD_LINES) {
                0 => What::Line,
                n => {
                    range = at..at + n;
                    What::Mark
                }
            },
        };
        at = range.end;
        parts.push(PartItems {
            items: range,
            what,
            table: 0,
            homes: SmallVec::new(),
        });
    }
    parts
}

/// The head of one column has so many lines at most.
const MOST_HEAD_LINES: usize = 5;

/// How many lines from the first on, of so many at most, are heads of columns that wrap.
pub(super) fn head_lines(flow: &Flow<'_>, profile: &Profile, items: &[Item], most: usize) -> usize {
    let mut joined = String::new();
    let mut found = 0;
    let lines = items.iter().take(most).take_while(|item| item.is_plain());
    for (n, item) in lines.enumerate() {
        if n > 0 {
            joined.push(' ');
        }
        joined.push_str(item.piece.text(flow));
        match joined_heads(profile, &joined) {
            Some((columns, _, whole)) if whole && !columns.is_empty() => found = n + 1,
            Some(_) => {}
            None => break,
        }
    }
    found
}

/// Gives each row of the first round that lacks its label the one of the second round
/// with its number. None if they do not fit together.
fn number_rows(mut rows: Vec<Row>, parts: &mut [PartItems]) -> Option<Vec<Row>> {
    let (mut from, mut next) = (0, 0);
    let tables = rows.chunk_by_mut(|a, b| a.table == b.table);
    for table in tables {
        // The number of the first row follows from any that is known; else it is the
        // first in the second round that fits ("fase 2." may be a word of a text).
        let known = table.iter().zip(0..);
        let mut known = known.filter_map(|(row, n)| Some(row.number?.checked_sub(n)));
        let numbers: Vec<u32> = match known.next() {
            Some(number) => vec![number?],
            None => parts[from..].iter().filter_map(PartItems::number).collect(),
        };
        let labels = |first: &u32| {
            let (labels, end) = labels_of(table, *first, &parts[from..])?;
            Some((*first, labels, end))
        };
        let (first, labels, end) = numbers.iter().find_map(labels)?;
        next = first + table.len() as u32;
        for (row, label) in table.iter_mut().zip(labels) {
            row.label_part = label.map(|label| from + label);
        }
        from += end;
    }
    if let Some(part) = parts[from..]
        .iter()
        .find(|part| part.number() == Some(next))
        && part.is_row()
    {
        // A row of the second round of which the first has nothing.
        return None;
    }
    for (n, row) in rows.iter().enumerate() {
        if let Some(part) = row.label_part
            && let What::Row { row: of, .. } = &mut parts[part].what
        {
            *of = Some(n);
        }
    }
    Some(rows)
}

/// The parts that are the labels of a table's rows, of which the first has number
/// `first`; none for rows that have their own. And where the next table's may begin.
fn labels_of(
    table: &[Row],
    first: u32,
    parts: &[PartItems],
) -> Option<(Vec<Option<usize>>, usize)> {
    let mut from = 0;
    let find = |from: usize, number: u32| {
        (from..parts.len()).find(|part| parts[*part].number() == Some(number))
    };
    let mut labels = Vec::with_capacity(table.len());
    for (row, number) in table.iter().zip(first..) {
        let label = match row.number {
            Some(own) if own != number => return None,
            Some(_) => None,
            None => Some(find(from, number)?),
        };
        from = label.map_or(from, |label| label + 1);
        labels.push(label);
    }
    Some((labels, from))
}

/// Says of each part of the second round how many tables stand before it: a label that
/// stands again is of the next sheet.
pub(super) fn count_tables(profile: &Profile, rows: &[Row], parts: &mut [PartItems]) {
    let mut table = 0;
    let mut seen: Vec<Field> = Vec::new();
    for part in parts {
        match part.what {
            What::Label { field, .. } if part.what.is_above_table(profile) => {
                if seen.contains(&field) {
                    table += 1;
                    seen.clear();
                }
                seen.push(field);
            }
            What::Row { row: Some(row), .. } => {
                table = table.max(rows[row].table + 1);
                seen.clear();
            }
            // "fase 2" anywhere else is a word of a text.
            What::Row { row: None, .. } => part.what = What::Line,
            _ => {}
        }
        part.table = match part.what {
            What::Row { row: Some(row), .. } => rows[row].table,
            _ => table,
        };
    }
}

/// The cells that the first round leaves open, and the values without a label.
pub(super) fn slots(items: &[Item], rows: &[Row], first: Range<usize>) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut begun = false;
    for at in first {
        let item = &items[at];
        let mut push = |kind| slots.push(Slot { kind, item: at });
        if let Some(row) = rows.iter().find(|row| row.item == at) {
            row.open().for_each(|kind| push(Some(kind)));
            continue;
        }
        match &item.class {
            Class::Objective { .. } => begun = true,
            Class::Field { field, .. } => {
                begun = true;
                if item.is_bare_label() {
                    push(Some(Kind::Value(*field)));
                }
            }
            Class::Plain if begun => push(None),
            _ => {}
        }
    }
    slots
}
