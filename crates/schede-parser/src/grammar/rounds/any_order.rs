//! Pages painted in two rounds whose tables have their columns in any order, and rows that
//! may have words of their description in the first round.
//!
//! The order is told by the heads, of which each round has some: of all ways to put those of
//! the second among those of the first the one is taken under which the rows of the document
//! look best. A page counts only where each row has its label, in one of the rounds, and
//! its second round is known by what no first round has there: a label of those above the
//! table, a head, rows without words, lines of a text behind a whole value.
//!
//! Not here: tables in the form's order whose rows lack their descriptions (`detect`).

use std::ops::Range;

use schede_model::{Column, Flow};
use schede_profile::{Field, Profile};

use super::cells::cells;
use super::columns::order;
use super::detect::{count_tables, has, last_signature, slots, title_place, values_beside, weighs};
use super::page::{Page, PartItems, Row, What, is_above_table, is_text};
use super::pages::pages_of;
use super::second::parts;
use crate::grammar::columns::Word;
use crate::grammar::heads::{columns_named, head_line};
use crate::grammar::items::{Class, Item, phase_of_row};
use crate::grammar::looks::leads_on;
use crate::grammar::rows::words_of;
use crate::values::date::is_date_shaped;
use crate::values::weight::weight_at_start;

/// The weight of a table's rows together.
const ALL: f64 = 100.0;

/// Weights are printed rounded.
const ROUNDING: f64 = 0.05;

/// So many columns named in a line are a head.
const HEADS: usize = 3;

/// The columns that the heads of each round name.
type Heads = [Vec<Column>; 2];

/// A page with its table, before the order of the columns is known.
struct Sketch {
    range: Range<usize>,
    /// Where the head begins.
    head: usize,
    rows: Vec<Line>,
    total: Option<(usize, u32)>,
    second: usize,
    parts: Vec<PartItems>,
    /// The columns that the heads of each round name.
    heads: Heads,
    /// Something but rows without descriptions shows that it was painted so: what follows the
    /// table, the labels of rows, heads in the second round.
    proven: bool,
}

/// A row as it stands.
#[derive(Clone)]
struct Line {
    item: usize,
    label: Range<u32>,
    number: Option<u32>,
    label_part: Option<usize>,
}

/// The pages of a text that were painted so.
pub fn pages(flow: &Flow<'_>, profile: &Profile, items: &[Item]) -> Vec<(Range<usize>, Page)> {
    let mut sketches = Vec::new();
    let mut heads: Option<Heads> = None;
    for range in pages_of(items) {
        let sketch = sketch(flow, profile, items, range, heads.as_ref());
        heads = sketch.as_ref().map(|sketch| sketch.heads.clone()).or(heads);
        sketches.extend(sketch);
    }
    let mut known: Vec<(Heads, Option<Vec<Column>>)> = Vec::new();
    let mut pages = Vec::new();
    for at in 0..sketches.len() {
        let heads = &sketches[at].heads;
        if !known.iter().any(|(of, _)| of == heads) {
            let alike = sketches.iter().filter(|sketch| sketch.heads == *heads);
            let rows = alike.flat_map(|sketch| &sketch.rows);
            let words: Vec<_> = rows.map(|row| words_behind(flow, items, row)).collect();
            known.push((heads.clone(), order(profile, heads, &words)));
        }
        let order = known.iter().find(|(of, _)| of == heads);
        let Some(order) = order.and_then(|(_, order)| order.as_ref()) else {
            continue;
        };
        let range = sketches[at].range.clone();
        let page = page(flow, profile, items, &sketches[at], order);
        pages.extend(page.map(|page| (range, page)));
    }
    pages
}

/// The rows of a page and its second round.
fn sketch(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
    before: Option<&Heads>,
) -> Option<Sketch> {
    let (head, first) = first_row(flow, profile, items, range.clone())?;
    let end = (first..range.end)
        .find(|at| !items[*at].is_aside() && !may_be_row(flow, profile, items, *at))
        .unwrap_or(range.end);
    let mut rows: Vec<Line> = Vec::new();
    let numbered = numbered(flow, profile, &items[head..first]);
    for at in (first..end).filter(|at| !items[*at].is_aside()) {
        let number = rows.last().and_then(|row| row.number);
        let number = number.map(|n| n.saturating_add(1));
        rows.push(line(flow, profile, items, at, number, numbered));
    }
    // A deadline without its label.
    let alone = |row: &Line| {
        let text = items[row.item].piece.text(flow).trim();
        row.number.is_none() && !text.contains(' ') && is_date_shaped(text)
    };
    let signed = |row: &Line| items[row.item].piece.text(flow).contains('%');
    let mut end = end;
    if rows.len() > 1 && rows.last().is_some_and(alone) && signed(&rows[0]) {
        end = rows.pop().map_or(end, |row| row.item);
    }
    let total = total(flow, profile, items, &mut rows);
    let second = second_start(flow, profile, items, end..range.end);
    // A row of another table, or of the same one, which goes on.
    let goes_on =
        |item: &Item| matches!(item.class, Class::Total(_)) || weighs(flow, profile, item);
    let objectives = items[range.start..second].iter();
    let objectives = objectives.filter(|item| matches!(item.class, Class::Objective { .. }));
    if items[second..range.end].iter().any(goes_on) || objectives.count() > 1 {
        return None;
    }
    let unit = items[range.start..second]
        .iter()
        .any(|item| item.class == Class::OrgUnit);
    let mut parts = parts(flow, profile, items, second..range.end, unit);
    number_rows(&mut rows, &mut parts)?;
    let named = |items: &[Item]| {
        let texts: Vec<&str> = items.iter().map(|item| item.piece.text(flow)).collect();
        columns_named(profile, &texts.join(" "))
    };
    let late = parts.iter().filter(|part| part.what == What::Mark);
    let late: Vec<Column> = late
        .flat_map(|part| named(&items[part.items.clone()]))
        .collect();
    let mut heads = [named(&items[head..first]), late];
    let wanting = rows.iter().any(|row| row.label_part.is_some());
    let proven =
        second > end || wanting || heads[1].iter().any(|column| !heads[0].contains(column));
    if head == first {
        heads = before?.clone();
    }
    Some(Sketch {
        range,
        head,
        rows,
        total,
        second,
        parts,
        heads,
        proven,
    })
}

/// Where the head of a page's table begins, and its first row: right below the head, or the
/// first line of a page on which the table goes on.
fn first_row(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
) -> Option<(usize, usize)> {
    let mut above: Option<usize> = None;
    let mut top = true;
    for at in range {
        if items[at].is_aside() {
            continue;
        }
        if is_head(flow, profile, &items[at]) {
            above.get_or_insert(at);
            top = false;
            continue;
        }
        if let Some(head) = above.take()
            && may_be_row(flow, profile, items, at)
        {
            return Some((head, at));
        }
        if top && matches!(items[at].class, Class::Phase { number, .. } if number > 1) {
            return Some((at, at));
        }
        top = false;
    }
    None
}

/// Whether an item is a line of heads.
fn is_head(flow: &Flow<'_>, profile: &Profile, item: &Item) -> bool {
    let text = item.piece.text(flow);
    match item.class {
        Class::Head(_) => true,
        Class::Plain => {
            head_line(profile, text).is_some() || columns_named(profile, text).len() >= HEADS
        }
        Class::Field { .. } => item.is_bare_label() && head_line(profile, text).is_some(),
        _ => false,
    }
}

/// Whether the head names a column of numbers.
fn numbered(flow: &Flow<'_>, profile: &Profile, head: &[Item]) -> bool {
    let first = head.first().map(|item| item.piece.text(flow));
    first.is_some_and(|text| profile.number_heads.at_start(text).is_some())
}

/// Whether an item may be a row of the first round, or the total.
fn may_be_row(flow: &Flow<'_>, profile: &Profile, items: &[Item], at: usize) -> bool {
    let item = &items[at];
    match item.class {
        Class::Phase { .. } | Class::Total(_) => true,
        Class::Plain => {
            let text = item.piece.text(flow);
            let figure = |word: &str| {
                is_date_shaped(word)
                    || weight_at_start(word).is_some_and(|weight| weight.end == word.len())
            };
            let number = profile.totals.at_start(text).is_some();
            number || text.split(' ').any(figure)
        }
        _ => false,
    }
}

/// A row with its label, wherever that stands in it.
fn line(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    item: usize,
    expected: Option<u32>,
    numbered: bool,
) -> Line {
    let none = Line {
        item,
        label: 0..0,
        number: None,
        label_part: None,
    };
    let text = items[item].piece.text(flow);
    if let Class::Phase { number, value, .. } = items[item].class {
        return Line {
            label: 0..value,
            number: Some(number),
            ..none
        };
    }
    if numbered {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text[..digits]
            .parse()
            .ok()
            .filter(|_| text[digits..].starts_with(' '));
        if let Some(number) = number.filter(|n| expected.is_none_or(|expected| expected == *n)) {
            return Line {
                label: 0..digits as u32,
                number: Some(number),
                ..none
            };
        }
    }
    let labels = crate::source::words(text).filter_map(|word| {
        let Class::Phase { number, value, .. } = phase_of_row(profile, &text[word.start..])? else {
            return None;
        };
        let start = word.start as u32;
        Some((start..start + value, number))
    });
    let mut labels = labels.filter(|(_, n)| expected.is_none_or(|expected| expected == *n));
    match labels.next() {
        Some((label, number)) => Line {
            label,
            number: Some(number),
            ..none
        },
        None => none,
    }
}

/// Takes the line of the total from the rows, if the last is one: where its weight begins.
fn total(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    rows: &mut Vec<Line>,
) -> Option<(usize, u32)> {
    let last = rows.last().filter(|row| row.number.is_none())?.item;
    let text = items[last].piece.text(flow);
    let word = profile.totals.at_start(text).map_or(0, |word| word.end);
    let start = text.len() - text[word..].trim_start_matches([':', ' ', '.']).len();
    let weight = weight_at_start(&text[start..])?;
    let alone = text[start + weight.end..].trim().is_empty();
    let all = (weight.value - ALL).abs() <= ROUNDING;
    if !alone || word == 0 && !(all && rows.len() > 1) {
        return None;
    }
    rows.pop();
    Some((last, start as u32))
}

/// Where the second round begins behind the table.
fn second_start(flow: &Flow<'_>, profile: &Profile, items: &[Item], below: Range<usize>) -> usize {
    let known = &profile.vocabulary;
    // The last label of the first round, and whether words of its value were met.
    let mut label: Option<(usize, bool)> = None;
    let mut seen: Vec<Field> = Vec::new();
    for at in below.clone() {
        let item = &items[at];
        let next = items[at + 1..below.end].first();
        match &item.class {
            Class::Furniture | Class::Hidden | Class::Repeat | Class::Signature => {}
            Class::Field { field, .. } => {
                let wraps =
                    next.is_some_and(|n| matches!(n.class, Class::LabelRest | Class::LabelEnd(_)));
                if is_above_table(profile, *field) || wraps {
                    return at;
                }
                seen.push(*field);
                label = Some((at, !item.is_bare_label()));
            }
            Class::Plain
                if label.is_none() && is_date_shaped(first_word(item.piece.text(flow))) => {}
            Class::Plain => {
                let text = item.piece.text(flow);
                let goes_on = next.filter(|next| is_text(next)).is_some_and(|next| {
                    next.piece.text(flow).starts_with(char::is_lowercase)
                        || leads_on(schede_model::text::last_word(text), known)
                });
                match &mut label {
                    Some((_, valued)) if !*valued && !goes_on => *valued = true,
                    // A value that goes on below is of the second round.
                    Some((before, true))
                        if *before + 1 == at && text.starts_with(char::is_lowercase) =>
                    {
                        return *before;
                    }
                    _ => return at,
                }
            }
            _ => return at,
        }
    }
    below.end
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// Gives each row without a label the one of the second round. None if one has none, or the
/// second round has a row of which the first has nothing.
fn number_rows(rows: &mut [Line], parts: &mut [PartItems]) -> Option<()> {
    let first = rows
        .iter()
        .zip(0..)
        .find_map(|(row, n)| row.number?.checked_sub(n));
    let first = match first {
        Some(first) => first,
        None => parts.iter().find_map(PartItems::number)?,
    };
    let mut from = 0;
    for (n, row) in rows.iter_mut().enumerate() {
        let number = first.saturating_add(n as u32);
        match row.number {
            Some(own) if own != number => return None,
            Some(_) => {}
            None => {
                let part = (from..parts.len()).find(|p| parts[*p].number() == Some(number))?;
                row.number = Some(number);
                row.label_part = Some(part);
                from = part + 1;
            }
        }
    }
    let next = first.saturating_add(rows.len() as u32);
    // The last row may go on below, and the table with it.
    let more = parts[from..]
        .iter()
        .any(|p| p.number() == Some(next) && p.is_row());
    if rows.is_empty() || more {
        return None;
    }
    for (n, row) in rows.iter().enumerate() {
        if let Some(part) = row.label_part
            && let What::Row { row: of, .. } = &mut parts[part].what
        {
            *of = Some(n);
        }
    }
    Some(())
}

/// The words of a row whose label does not stand behind words of its description: all but
/// the label.
fn words_behind<'f>(flow: &'f Flow<'_>, items: &[Item], row: &Line) -> Vec<Word<'f>> {
    words_of(flow, items[row.item].piece.after(row.label.end as usize))
}

/// The page, with its rows cut into cells.
fn page(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sketch: &Sketch,
    order: &[Column],
) -> Option<Page> {
    let range = sketch.range.clone();
    let second = sketch.second..range.end;
    let mut rows = Vec::with_capacity(sketch.rows.len());
    for line in &sketch.rows {
        rows.push(row(flow, profile, items, line, order)?);
    }
    let mut parts: Vec<PartItems> = Vec::new();
    for part in &sketch.parts {
        parts.push(PartItems {
            items: part.items.clone(),
            ..*part
        });
    }
    count_tables(profile, &rows, &mut parts);
    let first = range.start..second.start;
    let mut slots = slots(items, &rows, first.start..first.end);
    let is_head = |item: usize| (sketch.head..sketch.rows[0].item).contains(&item);
    let is_total = |item: usize| sketch.total.is_some_and(|(total, _)| total == item);
    slots.retain(|slot| !is_head(slot.item) && !is_total(slot.item));
    // Lines that go on with no label's own.
    let homeless = |n: usize| {
        let before = parts[..n].iter().rev().find(|part| part.what != What::Line);
        let own = |part: &PartItems| match part.what {
            What::Label { value, .. } => {
                let last = &items[part.items.end - 1];
                part.items.len() > 1 || last.piece.start + value < last.piece.end
            }
            _ => false,
        };
        !before.is_some_and(own)
    };
    let lacking = rows.iter().any(Row::lacks_description);
    let lines = || {
        let mut lines = (0..parts.len()).filter(|n| parts[*n].what == What::Line);
        lines.any(|n| lacking || homeless(n))
    };
    let late = rows.iter().any(|row| row.label_part.is_some());
    let open = slots.iter().any(|slot| slot.kind.is_some());
    let proven = sketch.proven || lacking;
    if !(late || open && lines()) || second.is_empty() || !proven {
        return None;
    }
    if has(items, second.clone(), |c| {
        matches!(c, Class::Objective { .. })
    }) {
        return None;
    }
    let end = last_signature(items, first.clone());
    let entity = |i: &usize| matches!(items[*i].class, Class::Entity);
    let objective = |i: &usize| matches!(items[*i].class, Class::Objective { .. });
    let unit = first.clone().find(entity).map(|at| at + 1);
    let unit = unit.or_else(|| first.clone().find(objective));
    Some(Page {
        slots,
        beside: values_beside(items, first.clone()),
        tables: vec![(sketch.head, sketch.rows[0].item)],
        title: title_place(profile, items, first),
        end,
        second,
        rows,
        parts,
        placed: true,
        total: sketch.total,
        unit: unit.unwrap_or(range.end),
        lengths: items[range.clone()]
            .iter()
            .map(|item| item.piece.end - item.piece.start)
            .collect(),
        range,
    })
}

/// A row cut into its cells.
fn row(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    line: &Line,
    order: &[Column],
) -> Option<Row> {
    let piece = items[line.item].piece;
    let words = words_behind(flow, items, line);
    let before = line.label.start > 0;
    // The description stands before the label.
    let behind = if before { &order[1..] } else { order };
    let (found, _) = cells(&words, &profile.vocabulary, behind)?;
    let place = |cell: &Range<usize>| match cell.is_empty() {
        true => 0..0,
        false => {
            let end = words[cell.end - 1].piece.end;
            words[cell.start].piece.start - piece.start..end - piece.start
        }
    };
    let mut row = Row {
        item: line.item,
        label: line.label.clone(),
        label_part: line.label_part,
        table: 0,
        number: line.number,
        weight: 0.0,
        cells: behind
            .iter()
            .copied()
            .zip(found.iter().map(place))
            .collect(),
    };
    if before {
        row.cells.insert(0, (order[0], 0..line.label.start));
    }
    Some(row)
}
