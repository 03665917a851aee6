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
use schede_profile::Profile;
use smallvec::SmallVec;

use super::cells::cells;
use super::columns::order;
use super::detect::{count_tables, has, last_signature, slots, title_place, values_beside, weighs};
use super::homes::{find_homes, shows_two_rounds};
use super::page::{Page, PartItems, Row, What};
use super::pages::{are_marked, pages_of};
use super::second::parts;
use super::stretches::{Stretch, first_word, is_whole_label_below, stretches};
use crate::grammar::columns::Word;
use crate::grammar::heads::{columns_named, head_line};
use crate::grammar::items::{Class, Item, phase_of_row};
use crate::grammar::rows::words_of;
use crate::source::digits_behind_blanks;
use crate::values::date::is_date_shaped;
use crate::values::weight::{ALL, weight_at_start, whole_weight};

/// Weights are printed rounded.
const ROUNDING: f64 = 0.05;

/// So many rows that count on show that their numbers do.
const SEVERAL: usize = 3;

/// So many columns named in a line are a head.
const HEADS: usize = 3;

/// The columns that the heads of each round name.
type Heads = [Vec<Column>; 2];

/// A page with its tables, before the order of the columns is known.
struct Sketch {
    range: Range<usize>,
    /// The sheets of the first round, each with its table.
    sheets: Vec<Stretch>,
    rows: Vec<Line>,
    totals: Vec<(usize, u32)>,
    second: usize,
    parts: Vec<PartItems>,
    /// The columns that the heads of each round name.
    heads: Heads,
    /// Something but rows without descriptions shows that it was painted so: what follows the
    /// table, the labels of rows, heads in the second round.
    proven: bool,
}

impl Sketch {
    /// Whether the second round has more than lines, which may as well go on with the last row.
    fn is_surely_painted(&self) -> bool {
        let [first, late] = &self.heads;
        let label = |part: &PartItems| matches!(part.what, What::Label { .. });
        // A label that one row lacks is of the row below.
        late_labels(&self.rows)
            || self.parts.iter().any(label)
            || late.iter().any(|column| !first.contains(column))
    }
}

/// A row as it stands.
#[derive(Clone)]
struct Line {
    item: usize,
    /// Which of the page's tables.
    table: usize,
    label: Range<u32>,
    number: Option<u32>,
    label_part: Option<usize>,
}

/// Whether the second round has the labels of all rows.
fn late_labels(rows: &[Line]) -> bool {
    rows.iter().all(|row| row.label_part.is_some())
}

/// The pages of a text, and what they hold, of those that were painted so.
pub fn pages(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
) -> Vec<(Range<usize>, Option<Page>)> {
    let sketches = sketches(flow, profile, items);
    let mut known: Vec<(&Heads, Option<Vec<Column>>)> = Vec::new();
    let mut pages: Vec<(Range<usize>, Option<Page>)> = Vec::with_capacity(sketches.len());
    for (range, sketch) in &sketches {
        let before = pages.last().is_some_and(|(_, page)| page.is_some());
        let found = sketch.as_ref().and_then(|sketch| {
            let heads = &sketch.heads;
            if !known.iter().any(|(of, _)| *of == heads) {
                let alike = sketches.iter().filter_map(|(_, sketch)| sketch.as_ref());
                let alike = alike.filter(|sketch| sketch.heads == *heads);
                let rows = alike.flat_map(|sketch| &sketch.rows);
                let words: Vec<_> = rows.map(|row| words_behind(flow, items, row)).collect();
                known.push((heads, order(profile, heads, &words)));
            }
            let (_, order) = known.iter().find(|(of, _)| *of == heads)?;
            page(flow, profile, items, sketch, order.as_ref()?, before)
        });
        pages.push((range.clone(), found));
    }
    pages
}

/// The pages of a text, with what of those is known that may have been painted so.
fn sketches(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
) -> Vec<(Range<usize>, Option<Sketch>)> {
    let mut found: Vec<(Range<usize>, Option<Sketch>)> = Vec::new();
    let mut heads: Option<Heads> = None;
    let marked = are_marked(items);
    // What stands behind a page that ends before the marks say so.
    let mut rest = 0..0;
    for range in pages_of(profile, items) {
        let mut start = range.start;
        if rest.end == start {
            start = rest.start;
        } else if !rest.is_empty() {
            found.push((rest, None));
        }
        rest = range.end..range.end;
        loop {
            let before = heads.as_ref();
            let mut end = range.end;
            let read = |range| sketch(flow, profile, items, range, before);
            let mut sketched = read(start..end);
            // Without marks the page may have ended before what is too much in it.
            let more = || too_much(flow, profile, items, sketched.as_ref());
            if let Some(more) = (!marked).then(more).flatten()
                && let Ok(shorter) = read(start..more)
                && shorter.is_surely_painted()
            {
                end = more;
                sketched = Ok(shorter);
            }
            let sketch = sketched.ok();
            heads = sketch.as_ref().map(|sketch| sketch.heads.clone()).or(heads);
            found.push((start..end, sketch));
            if end == range.end {
                break;
            }
            // The end of a sheet stands above the next one's begin.
            if matches!(items[end].class, Class::Field { .. }) {
                rest = end..range.end;
                break;
            }
            start = end;
        }
    }
    if !rest.is_empty() {
        found.push((rest, None));
    }
    found
}

/// The rows of a page and its second round; if there is a row too many in that, where that row
/// stands, if it counts on from the last.
fn sketch(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    range: Range<usize>,
    before: Option<&Heads>,
) -> Result<Sketch, Option<usize>> {
    let (mut sheets, second) = stretches(flow, profile, items, range.clone()).ok_or(None)?;
    let mut rows: Vec<Line> = Vec::new();
    let mut totals = Vec::new();
    for (table, sheet) in sheets.iter_mut().enumerate() {
        let mut own = lines(flow, profile, items, sheet, table);
        totals.extend(total(flow, profile, items, &mut own));
        rows.append(&mut own);
    }
    // A row of another table, or of the same one, which goes on.
    let goes_on =
        |item: &Item| matches!(item.class, Class::Total(_)) || weighs(flow, profile, item);
    let Some(last) = rows.last() else {
        return Err(None);
    };
    let next = last.number.map(|number| number.saturating_add(1));
    let counts_on = |at: usize| {
        let row = line(flow, profile, items, at, next, false);
        let behind = items[at].piece.after(row.label.end as usize).text(flow);
        let cell = behind
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
        next.is_some() && row.number.is_some() && cell && items[at].is_plain()
    };
    let below = sheets.last().map_or(second, |sheet| sheet.rows.end);
    let mut more = below..range.end;
    let more = more.find(|at| counts_on(*at) || *at >= second && goes_on(&items[*at]));
    if let Some(more) = more {
        return Err(next_page(flow, profile, items, below..more, next));
    }
    let unit = items[range.start..second]
        .iter()
        .any(|item| item.class == Class::OrgUnit);
    // The head of the next sheet, at the page's foot.
    let bodies = |range: Range<usize>| {
        let named = items[range]
            .iter()
            .filter(|item| item.class == Class::Entity);
        named.map(|item| item.piece.text(flow).trim())
    };
    let mut late = bodies(second..range.end);
    if late.any(|body| bodies(range.start..second).any(|own| own == body)) {
        return Err(None);
    }
    let mut parts = parts(flow, profile, items, second..range.end, unit);
    number_rows(&mut rows, &mut parts).ok_or(None)?;
    let named = |items: &[Item]| {
        let texts: Vec<&str> = items.iter().map(|item| item.piece.text(flow)).collect();
        columns_named(profile, &texts.join(" "))
    };
    let late = parts.iter().filter(|part| part.what == What::Mark);
    let late: Vec<Column> = late
        .flat_map(|part| named(&items[part.items.clone()]))
        .collect();
    let headed = sheets.iter().find(|sheet| sheet.head < sheet.rows.start);
    let heads = match headed {
        Some(sheet) => [named(&items[sheet.head..sheet.rows.start]), late],
        None => before.ok_or(None)?.clone(),
    };
    let wanting = rows.iter().any(|row| row.label_part.is_some());
    if sheets.len() > 1
        && !shows_two_rounds(profile, items, &sheets, &parts, &heads)
        && !late_labels(&rows)
    {
        return Err(None);
    }
    let behind = sheets.last().is_some_and(|last| second > last.rows.end);
    let other = heads[1].iter().any(|column| !heads[0].contains(column));
    Ok(Sketch {
        range,
        sheets,
        rows,
        totals,
        second,
        parts,
        heads,
        proven: behind || wanting || other,
    })
}

/// Where what can only be of the next page begins: a row too many, or the end of the sheet of
/// which this page has the table.
fn too_much(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sketched: Result<&Sketch, &Option<usize>>,
) -> Option<usize> {
    let sketch = match sketched {
        Ok(sketch) => sketch,
        Err(more) => return *more,
    };
    let last = sketch.sheets.last()?;
    let mut second = sketch.second + 1..sketch.range.end;
    let below = |at: &usize| is_whole_label_below(flow, profile, items, *at);
    let end = || second.find(below);
    (last.rows.end == sketch.second).then(end).flatten()
}

/// Where the next page begins, if it begins with a row or a total that stands behind some items
/// of the second round: with rows that count on from the last of this page.
fn next_page(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    between: Range<usize>,
    number: Option<u32>,
) -> Option<usize> {
    let row = |at: usize| line(flow, profile, items, at, None, false).number;
    let above = between.clone().rev();
    let above = above.take_while(|at| row(*at).is_some() && may_be_row(flow, profile, items, *at));
    let start = between.end - above.count();
    let first = row(start);
    // A weight alone is the total, or may be anything.
    let whole = || {
        let text = items[start].piece.text(flow).trim_end();
        let weight = weight_at_start(text);
        is_total(profile, text) || weight.is_some_and(|weight| weight.end < text.len())
    };
    let fits = match first {
        Some(_) => first == number,
        None => whole(),
    };
    (start > between.start && fits).then_some(start)
}

/// Whether a line is the total of a table: all of its weights, and nothing else but their word.
fn is_total(profile: &Profile, text: &str) -> bool {
    let word = profile.totals.at_start(text).map_or(0, |word| word.end);
    let text = text[word..].trim_start_matches([':', ' ', '.']).trim_end();
    whole_weight(text).is_some_and(|weight| (weight.value - ALL).abs() <= ROUNDING)
}

/// The rows of a sheet's table, the total among them.
fn lines(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sheet: &mut Stretch,
    table: usize,
) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let numbered = numbered(flow, profile, &items[sheet.head..sheet.rows.start])
        || counted(flow, &items[sheet.rows.clone()]);
    for at in sheet.rows.clone().filter(|at| !items[*at].is_aside()) {
        let number = rows.last().and_then(|row| row.number);
        let number = number.map(|n| n.saturating_add(1));
        let line = line(flow, profile, items, at, number, numbered);
        rows.push(Line { table, ..line });
    }
    // A deadline without its label.
    let signed = |row: &Line| items[row.item].piece.text(flow).contains('%');
    let below_total = rows.len() > 1 && {
        let above = items[rows[rows.len() - 2].item].piece.text(flow);
        is_total(profile, above)
    };
    let alone = |row: &Line| {
        let text = items[row.item].piece.text(flow).trim();
        let dated = is_date_shaped(first_word(text)) && (below_total || !text.contains(' '));
        row.number.is_none() && !signed(row) && dated
    };
    if rows.len() > 1 && rows.last().is_some_and(alone) && signed(&rows[0]) {
        sheet.rows.end = rows.pop().map_or(sheet.rows.end, |row| row.item);
    }
    rows
}

/// Whether an item is a line of heads.
pub(super) fn is_head(flow: &Flow<'_>, profile: &Profile, item: &Item) -> bool {
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

/// Whether lines begin with numbers that count on from one, as of a column whose head stands in
/// the second round.
fn counted(flow: &Flow<'_>, items: &[Item]) -> bool {
    let lines = items.iter().filter(|item| !item.is_aside());
    let number = |item: &Item| {
        let text = item.piece.text(flow);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<usize> = text[..digits].parse().ok();
        number.filter(|_| item.is_plain() && text[digits..].starts_with(' '))
    };
    let count = lines
        .zip(1..)
        .take_while(|(item, n)| number(item) == Some(*n));
    count.count() >= SEVERAL
}

/// Whether an item may be a row of the first round, or the total.
pub(super) fn may_be_row(flow: &Flow<'_>, profile: &Profile, items: &[Item], at: usize) -> bool {
    let item = &items[at];
    match item.class {
        Class::Phase { .. } | Class::Total(_) => true,
        Class::Plain => {
            let text = item.piece.text(flow);
            // Of a figure the first is a digit, as of few words.
            let figure = |at: usize| {
                let word = first_word(&text[at..]);
                is_date_shaped(word) || whole_weight(word).is_some()
            };
            let number = profile.totals.at_start(text).is_some();
            number || digits_behind_blanks(text).any(figure)
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
        table: 0,
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

/// Gives each row without a label the one of the second round. None if one has none, or the
/// second round has a row of which the first has nothing.
fn number_rows(rows: &mut [Line], parts: &mut [PartItems]) -> Option<()> {
    let (mut from, mut next) = (0, 0);
    for table in rows.chunk_by_mut(|a, b| a.table == b.table) {
        let known = table.iter().zip(0..);
        let first = known
            .clone()
            .find_map(|(row, n)| row.number?.checked_sub(n));
        let first = match first {
            Some(first) => first,
            None => parts[from..].iter().find_map(PartItems::number)?,
        };
        for (row, n) in table.iter_mut().zip(0..) {
            let number = first.saturating_add(n);
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
        next = first.saturating_add(table.len() as u32);
    }
    // The last row may go on below, and the table with it.
    let more = parts[from..]
        .iter()
        .any(|p| p.number() == Some(next) && p.is_row());
    if more {
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

/// The page, with its rows cut into cells. Behind a page painted so, the rest of its table
/// need not show that it was, too.
fn page(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sketch: &Sketch,
    order: &[Column],
    behind_painted: bool,
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
            homes: SmallVec::new(),
            ..*part
        });
    }
    count_tables(profile, &rows, &mut parts);
    find_homes(profile, items, &sketch.sheets, &mut parts);
    let first = range.start..second.start;
    let mut slots = slots(items, &rows, first.start..first.end);
    let heads: Vec<_> = sketch
        .sheets
        .iter()
        .map(|sheet| sheet.head..sheet.rows.start)
        .collect();
    let is_head = |item: usize| heads.iter().any(|head| head.contains(&item));
    let is_total = |item: usize| sketch.totals.iter().any(|(total, _)| *total == item);
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
    let painted = (late || open && lines()) && !second.is_empty() && proven;
    let first_sheet = &sketch.sheets[0];
    let goes_on = !first_sheet.rows.is_empty() && first_sheet.head == first_sheet.rows.start;
    let rest = behind_painted && goes_on && !lines();
    if !(painted || rest) {
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
        tables: sketch
            .sheets
            .iter()
            .map(|sheet| (sheet.head, sheet.rows.start))
            .collect(),
        sheets: sketch.sheets.clone(),
        title: title_place(profile, items, first),
        end,
        second,
        rows,
        parts,
        placed: true,
        totals: sketch.totals.clone(),
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
        table: line.table,
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
