//! Tables of a stream whose rows have their labels behind their descriptions ("Rilievo delle
//! sponde fase 1 31/03/2024"): each row's words stand before its label as well as behind it.
//!
//! In: the items of a text without coordinates. Out: the same, each label before its
//! description. Where one row's last cell ends and the next one's description begins is a
//! guess, so that a sheet with such a table is in doubt.
//!
//! Not here: labels before the descriptions (`items`, `stream_rows`), rows whose cells are
//! known (`table::behind`).

use std::collections::BTreeMap;
use std::ops::Range;

use schede_model::text::last_word;
use schede_model::{Column, Flow};
use schede_profile::{Profile, Vocabulary};
use smallvec::smallvec;

use super::draft::{About, Doubt, Draft};
use super::items::{Class, Item, Moved, Strength, arranged, phase_label};
use super::looks::{deadline_start, leads_on};
use super::next_rows::NextRows;
use super::rounds::painted_in_rounds;
use super::sheets::Sheet;
use super::stream_rows::{columns_above, goes_on_in_name, is_name};
use crate::source::{Piece, part, words};

/// Words that the last line of a description has alone, at most, if they begin with a capital
/// letter: a name that wrapped.
const NAME: usize = 1;

/// The items with the labels of such tables before the descriptions, and those labels,
/// ascending; none if there is no such table.
pub fn labels_in_front(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
) -> Option<(Vec<Item>, Vec<Piece>)> {
    if flow.geometric {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    let mut seen = NextRows::default();
    while at < items.len() {
        let first = at > 0
            && matches!(items[at - 1].class, Class::Head(_))
            && matches!(items[at].class, Class::Plain);
        let rows = || rows(flow, profile, items, at, &mut seen);
        let Some((range, rows)) = first.then(rows).flatten() else {
            at += 1;
            continue;
        };
        at = range.end;
        found.push((range, rows));
    }
    if found.is_empty() {
        return None;
    }
    // Lines of one line each are read where pages painted in two rounds are.
    let painted = painted_in_rounds(flow, profile, items);
    let apart = |range: &Range<usize>| {
        let page = |page: &Range<usize>| page.start < range.end && range.start < page.end;
        !painted.iter().any(page)
    };
    found.retain(|(range, _)| apart(range));
    let mut tables = Vec::new();
    let (mut labels, mut numbers) = (Vec::new(), Vec::new());
    for (range, rows) in found {
        let apart = rows.iter().zip(1..);
        numbers.extend(apart.filter_map(|(label, n)| number_apart(flow, items, label, n)));
        tables.push((
            range.clone(),
            order(flow, &profile.vocabulary, items, &range, &rows),
        ));
        labels.extend(rows);
    }
    if tables.is_empty() {
        return None;
    }
    let mut items = arranged(items, &tables);
    let mut classes: BTreeMap<Piece, Class> = BTreeMap::new();
    for label in &labels {
        classes.insert(label.piece, label.class.clone());
    }
    classes.extend(numbers);
    for item in &mut items {
        if let Some(class) = classes.remove(&item.piece) {
            item.class = class;
        }
    }
    let mut moved: Vec<Piece> = labels.into_iter().map(|label| label.piece).collect();
    moved.sort_unstable();
    Some((items, moved))
}

/// The piece of a label's number that stands on the next line, as the label of its row.
fn number_apart(
    flow: &Flow<'_>,
    items: &[Item],
    label: &Label,
    number: u32,
) -> Option<(Piece, Class)> {
    let piece = items[label.number?].piece;
    let text = piece.text(flow);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let class = Class::Phase {
        number,
        digits: part(0..digits),
        value: text.len() as u32,
        colon: true,
    };
    Some((piece, class))
}

/// Says of a sheet that the labels of its rows stood behind their descriptions.
pub fn doubt(items: &[Item], sheet: &Sheet, labels: &[Piece], draft: &mut Draft) {
    let own = &items[sheet.items.clone()];
    let moved = |item: &&Item| labels.binary_search(&item.piece).is_ok();
    let Some(label) = own.iter().find(moved).map(|item| item.piece) else {
        return;
    };
    draft.doubts.push(Doubt {
        about: About::Objective,
        code: "reading-order",
        message: "the labels of this table stand behind the descriptions of its rows: where one row ends and the next begins is a guess".to_owned(),
        pieces: smallvec![label],
        other: None,
    });
}

/// A label of a row.
struct Label {
    /// The item it stands in.
    item: usize,
    /// Its bytes in the item's text.
    place: Range<usize>,
    /// Words of the row's description stand before it on its line.
    within: bool,
    piece: Piece,
    class: Class,
    /// The item of its number, where this stands on the next line.
    number: Option<usize>,
}

impl Label {
    /// The last of its items.
    fn last(&self) -> usize {
        self.number.unwrap_or(self.item)
    }
}

/// The labels of the table whose rows begin with an item, and where it ends, if each stands
/// behind its description.
fn rows(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    first: usize,
    seen: &mut NextRows,
) -> Option<(Range<usize>, Vec<Label>)> {
    let of_table = |at: &usize| {
        let item = &items[*at];
        let row = matches!(
            item.class,
            Class::Plain
                | Class::Phase { .. }
                | Class::PhaseWord
                | Class::Head(_)
                | Class::LabelRest
                // Where the weight is alone on its line.
                | Class::Total(_)
        );
        // "Obiettivo raggiunto" alone may be a row's outcome.
        let bare =
            matches!(item.class, Class::Field { strength, .. } if strength != Strength::Colon);
        row || bare || item.is_aside() || goes_on_in_name(flow, profile, items, *at)
    };
    let table_end = || first + (first..items.len()).take_while(of_table).count();
    let end = seen.end(first, table_end);
    let labels = seen.run(first, 0, |at, n| label(flow, profile, items, at, n));
    let labels: Vec<Label> = labels.into_iter().map(|(_, label)| label).collect();
    let begins = labels.first()?;
    let described = begins.within || (first..begins.item).any(|at| items[at].is_plain());
    let columns = || columns_above(flow, profile, items, first);
    let begun = |at: usize| matches!(items[at].class, Class::Phase { .. });
    let all = || (first..end).filter(|at| begun(*at)).count();
    let counted = || labels.iter().filter(|label| begun(label.item)).count() == all();
    let known = &profile.vocabulary;
    // Words before the first label and a figure behind it show that texts may stand behind
    // the others.
    let sure = is_before_cell(flow, known, items, begins, false)
        || are_behind_words(flow, known, items, &labels);
    let is_behind = |label: &Label| is_before_cell(flow, known, items, label, sure);
    let behind = || labels.iter().all(is_behind);
    // One line below the head may be a note on the table; each row has its own words before it.
    let between = |pair: &[Label]| {
        let mut lines = (pair[0].last() + 1..pair[1].item).map(|at| &items[at]);
        lines.any(|line| line.is_plain() && line.piece.text(flow).starts_with(char::is_uppercase))
    };
    let own = labels.iter().any(|label| label.within) || labels.windows(2).any(between);
    let described_first = || {
        columns().is_some_and(|columns| {
            columns[0] == Column::Description || !columns.contains(&Column::Description)
        })
    };
    (described && own && behind() && counted() && described_first()).then_some((first..end, labels))
}

/// The label with a number that an item begins with, or has within its words.
fn label(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    at: usize,
    number: u32,
) -> Option<Label> {
    let item = &items[at];
    let text = item.piece.text(flow);
    match &item.class {
        Class::Phase {
            number: found,
            digits,
            value,
            ..
        } if *found == number => {
            let place = 0..(*value as usize).min(text.len());
            let piece = item.piece.part(place.clone());
            Some(Label {
                item: at,
                place,
                within: false,
                piece,
                class: Class::Phase {
                    number,
                    digits: digits.clone(),
                    value: *value,
                    colon: true,
                },
                number: None,
            })
        }
        Class::Plain => over_lines(flow, profile, items, at, number)
            .or_else(|| within(flow, profile, items, at, number)),
        _ => None,
    }
}

/// A label within the words of a line.
fn within(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    at: usize,
    number: u32,
) -> Option<Label> {
    let piece = items[at].piece;
    let text = piece.text(flow);
    words(text).skip(1).find_map(|word| {
        let Class::Phase {
            number: found,
            digits,
            value,
            ..
        } = phase_label(profile, &text[word.start..])?
        else {
            return None;
        };
        // "La fase 1 è propedeutica" is a sentence's.
        let before = last_word(text[..word.start].trim_end());
        if found != number || leads_on(before, &profile.vocabulary) {
            return None;
        }
        let place = word.start..word.start + value as usize;
        Some(Label {
            item: at,
            piece: piece.part(place.clone()),
            place,
            within: true,
            class: Class::Phase {
                number,
                digits,
                value,
                colon: true,
            },
            number: None,
        })
    })
}

/// A label of which the word ends a line and the number is all of the next, as in a narrow
/// column.
fn over_lines(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    at: usize,
    number: u32,
) -> Option<Label> {
    let below = items.get(at + 1).filter(|below| below.is_plain())?;
    let piece = items[at].piece;
    let text = piece.text(flow).trim_end();
    let start = text.rfind(' ').map_or(0, |blank| blank + 1);
    let word = profile.phase_words.at_start(&text[start..])?;
    let digits = below
        .piece
        .text(flow)
        .trim_end_matches([':', '.', ')', ' ']);
    let whole = start + word.end == text.len() && digits.parse() == Ok(number);
    whole.then(|| Label {
        item: at,
        place: start..text.len(),
        within: start > 0,
        piece: piece.part(start..text.len()),
        class: Class::PhaseWord,
        number: Some(at + 1),
    })
}

/// Whether a cell begins right behind a label: with a figure, as that of a weight or a deadline
/// does, or if the description stands before it on its line, or `texts` may stand there, with a
/// capital letter or the words of a deadline; nothing may stand there, too.
fn is_before_cell(
    flow: &Flow<'_>,
    known: &Vocabulary,
    items: &[Item],
    label: &Label,
    texts: bool,
) -> bool {
    let text = items[label.item].piece.text(flow);
    let own = text[label.place.end..].trim();
    let below = || {
        let below = items[label.last() + 1..]
            .iter()
            .find(|item| !item.is_aside());
        below
            .filter(|item| item.is_plain() || matches!(item.class, Class::Total(_)))
            .map(|item| item.piece.text(flow))
    };
    let behind = if own.is_empty() { below() } else { Some(own) };
    let cell = |c: char| c.is_ascii_digit() || (label.within || texts) && !c.is_lowercase();
    // "entro il 28/05/2025".
    let due = |text: &str| label.within && deadline_start(text.split(' '), known).is_some();
    behind.map_or(label.within, |text| text.starts_with(cell) || due(text))
}

/// Whether words, and no figures, stand before all labels, and a status or a figure behind one:
/// labels that stand before their descriptions have the last cells of the row above before them.
fn are_behind_words(flow: &Flow<'_>, known: &Vocabulary, items: &[Item], labels: &[Label]) -> bool {
    let text = |item: &Item| item.piece.text(flow);
    let behind_words = |label: &Label| {
        let mut above = items[..word_of(items, label.item)].iter().rev();
        let above = above.find(|item| !item.is_aside());
        let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || c == '%');
        above.is_some_and(|item| item.is_plain() && !figure(last_word(text(item).trim_end())))
    };
    let before_status = |label: &Label| {
        let below = items[label.last() + 1..]
            .iter()
            .find(|item| !item.is_aside());
        below.is_some_and(|item| {
            let first = words(text(item)).next().map(|word| &text(item)[word]);
            first.is_some_and(|word| known.is_status(word))
        })
    };
    let before_cell = |label: &Label| is_before_cell(flow, known, items, label, false);
    let within = |label: &Label| label.within;
    labels
        .iter()
        .all(|label| within(label) || behind_words(label))
        && labels
            .iter()
            .any(|label| before_status(label) || before_cell(label))
}

/// The order in which the items of a table are to come: each row's label, its description,
/// its other cells.
fn order(
    flow: &Flow<'_>,
    known: &Vocabulary,
    items: &[Item],
    range: &Range<usize>,
    rows: &[Label],
) -> Vec<Moved> {
    let mut order = Vec::with_capacity(range.len() + 2 * rows.len());
    let mut start = range.start;
    for (n, label) in rows.iter().enumerate() {
        let end = match rows.get(n + 1) {
            Some(next) => begin(flow, known, items, label, next),
            None => range.end,
        };
        let is_last = n + 1 == rows.len();
        add_row(items, start..end, label, is_last, &mut order);
        start = end;
    }
    order
}

/// The first line of the description before a label: the last line behind the label above that
/// begins a sentence of its own.
fn begin(
    flow: &Flow<'_>,
    known: &Vocabulary,
    items: &[Item],
    above: &Label,
    label: &Label,
) -> usize {
    let last = if label.within {
        label.item
    } else {
        word_of(items, label.item)
    };
    let text = |at: usize| items[at].piece.text(flow).trim();
    let goes_on = |line: &str| {
        let last = last_word(line);
        line.ends_with([',', '-', '(']) || leads_on(last, known) || known.announces(last)
    };
    let plain = |at: &usize| items[*at].is_plain() || is_name(&items[*at]);
    let lines: Vec<usize> = (above.last() + 1..=last)
        .filter(plain)
        .filter(|at| *at < last || label.within)
        .collect();
    let begins = |n: &usize| {
        let at = lines[*n];
        let before = match n.checked_sub(1) {
            Some(before) => text(lines[before]),
            None => text(above.last()),
        };
        text(at).starts_with(char::is_uppercase) && !goes_on(before)
    };
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    let Some((start, others)) = starts.split_last() else {
        return last;
    };
    let alone =
        lines.len() - start == 1 && !label.within && words(text(lines[*start])).count() <= NAME;
    match others.last() {
        Some(other) if alone => lines[*other],
        _ => lines[*start],
    }
}

/// The item in which the label that an item ends begins.
fn word_of(items: &[Item], at: usize) -> usize {
    let words = items[..at].iter().rev();
    at - words.take_while(|item| item.is_row_word()).count()
}

/// Adds the items of a row, its label first. Words like a label's are text within the table, but
/// in its last row.
fn add_row(
    items: &[Item],
    row: Range<usize>,
    label: &Label,
    is_last: bool,
    order: &mut Vec<Moved>,
) {
    let length = (items[label.item].piece.end - items[label.item].piece.start) as usize;
    let of_item = |range: Range<usize>, plain: bool| Moved {
        item: label.item,
        part: Some(part(range)),
        plain,
        cell: None,
    };
    let word = word_of(items, label.item);
    order.extend((word..label.item).map(Moved::whole));
    order.push(of_item(label.place.clone(), false));
    order.extend(label.number.map(Moved::whole));
    for at in row {
        if at == label.item {
            if label.place.start > 0 {
                order.push(of_item(0..label.place.start, true));
            }
            if label.place.end < length {
                order.push(of_item(label.place.end..length, true));
            }
        } else if !(word..label.item).contains(&at) && label.number != Some(at) {
            let field = matches!(items[at].class, Class::Field { .. });
            let text = !is_last && field || is_name(&items[at]);
            order.push(Moved {
                plain: text,
                ..Moved::whole(at)
            });
        }
    }
}
