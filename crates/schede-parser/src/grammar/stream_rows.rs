//! Tables of other offices in a stream: rows that are numbered without a word ("1 Rilievo",
//! "a) Rilievo", "Prima fase Rilievo", "Attività 1 Rilievo"), and the order of the columns.
//!
//! In: the items of a document without coordinates. Out: the same, lines that begin rows
//! known for what they are; the columns that a table's head names.
//!
//! Numbered lists stand in texts, too: lines count only right below the head of a table,
//! where each row has a date or a weight, and all are numbered in one way from one on.
//! Not here: "fase 1:" (`items`), the cells of a row (`in_order`).

use std::ops::Range;

use schede_model::text::last_word;
use schede_model::{Column, Flow};
use schede_profile::{Field, Profile};

use super::columns::has_figure;
use super::heads::{HeadLine, columns_named, head_rest, is_head_word};
use super::items::{Class, Item, Strength, phase_of_row};
use super::looks::leads_on;
use super::next_rows::NextRows;
use super::row_numbers::{Numbered, WAYS, Way, bare, read};
use super::rows::words_of;
use crate::source::{part, positions, words};
use crate::values::date::{first_date, is_date_shaped};
use crate::values::weight::{ALL, weight_at_start, whole_weight};

/// Lines of a head, at most: five columns of at most four lines each.
const HEAD_LINES: usize = 20;

/// Different columns that make a head.
const FEWEST_COLUMNS: usize = 3;

/// One row alone proves nothing.
const SEVERAL: usize = 2;

/// Finds the lines that begin rows.
pub fn name_rows(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if flow.geometric {
        return;
    }
    let mut at = 0;
    let mut seen = NextRows::default();
    while at < items.len() {
        let Some((table, rows)) = rows_from(flow, profile, items, at, &mut seen) else {
            at += 1;
            continue;
        };
        for line in items[table.start..at]
            .iter_mut()
            .filter(|line| is_line(line))
        {
            line.class = Class::Head(head_of(profile, line.piece.text(flow)));
        }
        let other = |item: &&mut Item| matches!(item.class, Class::Field { .. }) || is_name(item);
        for cell in items[at..table.end].iter_mut().filter(other) {
            cell.class = Class::Plain;
        }
        for (row, numbered) in rows {
            items[row].class = Class::Phase {
                number: numbered.number,
                digits: part(numbered.sign),
                value: numbered.value as u32,
                colon: true,
            };
            at = row + 1;
        }
    }
}

/// What a line of a table's head says.
fn head_of(profile: &Profile, text: &str) -> HeadLine {
    HeadLine {
        n_heads: columns_named(profile, text).len() as u8,
        date: first_date(text).map(|(_, date)| part(date)),
        ..HeadLine::default()
    }
}

/// The items that begin rows, with their numbers.
type Rows = Vec<(usize, Numbered)>;

/// The rows of a table whose first is an item, and where its head begins and the table ends.
fn rows_from(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    first: usize,
    seen: &mut NextRows,
) -> Option<(Range<usize>, Rows)> {
    if !is_line(&items[first]) || !may_be_first(profile, items[first].piece.text(flow)) {
        return None;
    }
    let head = head_above(flow, profile, items, first)?;
    let numbers = || has_numbers(flow, profile, &items[head..first]);
    let ways = WAYS.iter().map(|way| Sign::Way(*way));
    let signs = std::iter::once(Sign::Word).chain(ways);
    let bare = std::iter::once_with(|| numbers().then_some(Sign::Bare));
    let end = seen.end(first, || table_end(flow, profile, items, first));
    if seen.is_hopeless() {
        return None;
    }
    let signs = signs.chain(bare.flatten()).enumerate();
    let table = Table {
        flow,
        profile,
        items,
        head,
        end,
    };
    // "1" alone may have a sign or none: the way counts in which most rows are numbered.
    let mut most = Rows::new();
    let mut several = false;
    for (n_sign, sign) in signs {
        let read = |at: usize, n: u32| {
            let line = Some(&items[at]).filter(|item| is_line(item))?;
            number(profile, sign, line.piece.text(flow), n)
        };
        let mut rows = seen.run(first, n_sign, read);
        several |= rows.len() >= SEVERAL;
        if rows.len() >= SEVERAL.max(most.len() + 1) && table.have_figures(&mut rows, read) {
            most = rows;
        }
    }
    if most.is_empty() && several {
        seen.fail();
    }
    (!most.is_empty()).then_some((head..end, most))
}

/// How rows may be numbered here.
#[derive(Clone, Copy)]
enum Sign {
    /// In a way that needs a sign, or a word.
    Way(Way),
    /// With a word that elsewhere asks for a sign behind the number ("Attività 1 Rilievo").
    Word,
    /// Without either, in a column of their own.
    Bare,
}

/// Reads the number that a row is expected to have.
fn number(profile: &Profile, sign: Sign, text: &str, number: u32) -> Option<Numbered> {
    match sign {
        Sign::Way(way) => read(profile, way, text, number),
        Sign::Bare => bare(text, number),
        Sign::Word => match phase_of_row(profile, text)? {
            Class::Phase {
                number: found,
                digits,
                value,
                ..
            } => (found == number).then(|| Numbered {
                number,
                sign: positions(&digits),
                value: value as usize,
            }),
            _ => None,
        },
    }
}

/// Whether a text begins with a row's number one, in some way.
fn may_be_first(profile: &Profile, text: &str) -> bool {
    let read = |sign: Sign| number(profile, sign, text, 1).is_some();
    // Nearly all lines begin with a word: that may be "Fase" or "Prima", and no sign.
    if begins_with_word(text) {
        return read(Sign::Word) || WORDED.iter().any(|way| read(Sign::Way(*way)));
    }
    read(Sign::Bare) || read(Sign::Word) || WAYS.iter().any(|way| read(Sign::Way(*way)))
}

/// The ways to number rows whose signs may begin with a letter and a small letter.
const WORDED: [Way; 3] = [Way::WordAndLetter, Way::WordAndRoman, Way::OrdinalWord];

/// Whether a text begins with a letter and a small letter.
fn begins_with_word(text: &str) -> bool {
    matches!(text.as_bytes(), [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_lowercase())
}

/// Whether an item is a line of text.
fn is_line(item: &Item) -> bool {
    item.is_plain() && !item.is_placed
}

/// Where the table of a row ends: before what no row holds.
fn table_end(flow: &Flow<'_>, profile: &Profile, items: &[Item], first: usize) -> usize {
    let of_table = |at: &usize| {
        let item = &items[*at];
        matches!(item.class, Class::Plain | Class::Total(_) | Class::Head(_))
            || item.is_aside()
            || is_rows_own(items, *at)
            || *at > first && goes_on_in_name(flow, profile, items, *at)
    };
    first + (first..items.len()).take_while(of_table).count()
}

/// Whether a line looks like the name of a body or unit.
pub(super) fn is_name(item: &Item) -> bool {
    matches!(item.class, Class::Entity | Class::OrgUnit)
}

/// Whether a line that looks like a name goes on with the one above ("la Regione, la" over
/// "Provincia e gli altri enti").
pub(super) fn goes_on_in_name(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    at: usize,
) -> bool {
    is_name(&items[at])
        && at.checked_sub(1).is_some_and(|above| {
            let above = items[above].piece.text(flow).trim_end();
            leads_on(last_word(above), &profile.vocabulary)
        })
        && !heads_sheet(items, at)
}

/// Whether a name stands right above the manager or the objective of a sheet, with no others
/// than names between: it heads the sheet, whatever the table above ends with.
fn heads_sheet(items: &[Item], at: usize) -> bool {
    /// The body, its unit, and a part of that.
    const MOST_NAMES: usize = 4;
    let below = items[at + 1..].iter().filter(|item| !item.is_aside());
    let next = below.take(MOST_NAMES).find(|item| !is_name(item));
    next.is_some_and(|item| {
        matches!(
            item.class,
            Class::Objective { .. }
                | Class::ObjectiveLabel
                | Class::Field {
                    field: Field::Responsible,
                    ..
                }
        )
    })
}

/// Whether the words of a label without a colon are a row's ("Obiettivo raggiunto" as its
/// outcome): the label says whether the objective was reached, and the sheet has it with its colon
/// further below.
fn is_rows_own(items: &[Item], at: usize) -> bool {
    /// A sheet has fewer lines below its table.
    const MOST_BELOW: usize = 200;
    let item = &items[at];
    let Class::Field { field: own, .. } = item.class else {
        return false;
    };
    let says_reached = matches!(own, Field::SuccessCriteria | Field::FailureCriteria);
    if !says_reached || !item.is_bare_label() || has_colon(item) {
        return false;
    }
    let below = items[at + 1..].iter().take(MOST_BELOW);
    let mut below = below
        .take_while(|item| !matches!(item.class, Class::Objective { .. } | Class::ObjectiveLabel));
    below.any(
        |item| matches!(item.class, Class::Field { field, .. } if field == own && has_colon(item)),
    )
}

/// Whether an item is a label with a colon.
fn has_colon(item: &Item) -> bool {
    matches!(
        item.class,
        Class::Field {
            strength: Strength::Colon,
            ..
        }
    )
}

/// Whether a head, printed once or twice, begins with that of the numbers.
fn has_numbers(flow: &Flow<'_>, profile: &Profile, head: &[Item]) -> bool {
    let begins = |text: &str| profile.number_heads.at_start(text).is_some();
    begins(&mended(flow, profile, head))
        || (1..head.len()).any(|at| {
            let text = head[at].piece.text(flow);
            begins(text) && columns_of(flow, profile, &head[at..]).len() >= FEWEST_COLUMNS
        })
}

/// A table whose rows are looked for.
struct Table<'t, 'f> {
    flow: &'t Flow<'f>,
    profile: &'t Profile,
    items: &'t [Item],
    /// Where its head begins.
    head: usize,
    /// Where it ends.
    end: usize,
}

impl Table<'_, '_> {
    /// Whether each row has a date or a weight, of a number alone where the head names weights;
    /// where it names none, whether most have.
    fn have_figures(
        &self,
        rows: &mut [(usize, Numbered)],
        read: impl Fn(usize, u32) -> Option<Numbered>,
    ) -> bool {
        let above = &self.items[self.head..rows[0].0];
        let weighed = columns_of(self.flow, self.profile, above).contains(&Column::Weight);
        let may_lack = if weighed { 0 } else { (rows.len() - 1) / 2 };
        let lacking = (0..rows.len()).filter(|n| !self.settle(rows, *n, weighed, &read));
        lacking.count() <= may_lack
    }

    /// Whether a row has a date or a weight. The weight of a row without one may have been taken
    /// for the next row's number ("5 In corso" above "5 Collaudo"): that row begins further below.
    fn settle(
        &self,
        rows: &mut [(usize, Numbered)],
        n: usize,
        weighed: bool,
        read: impl Fn(usize, u32) -> Option<Numbered>,
    ) -> bool {
        /// A cell has few lines, and fewer begin with the same number.
        const MOST_TRIES: usize = 3;
        let end = |rows: &[(usize, Numbered)], n: usize| rows.get(n).map_or(self.end, |row| row.0);
        if self.has_figure(&rows[n], end(rows, n + 1), weighed) {
            return true;
        }
        if n + 1 == rows.len() {
            return false;
        }
        let below = end(rows, n + 1) + 1..end(rows, n + 2);
        let next = below.filter_map(|at| Some((at, read(at, n as u32 + 2)?)));
        let mut next = next.take(MOST_TRIES);
        let Some(next) = next.find(|(at, _)| self.has_figure(&rows[n], *at, weighed)) else {
            return false;
        };
        rows[n + 1] = next;
        true
    }

    /// Whether a row that ends before an item has a date or a weight.
    fn has_figure(&self, (row, numbered): &(usize, Numbered), end: usize, weighed: bool) -> bool {
        let lines = self.items[*row..end].iter().enumerate();
        let lines = lines.filter(|(_, item)| !item.is_aside());
        let mut before = "";
        for (n, item) in lines {
            let line = match n {
                0 => item.piece.after(numbered.value),
                _ => item.piece,
            };
            let words = words_of(self.flow, line);
            let Some((first, last)) = words.first().zip(words.last()) else {
                continue;
            };
            let alone = || words.iter().any(|word| is_weight_alone(word.text));
            if is_cut_figure(before, first.text)
                || has_figure(&words, &self.profile.vocabulary)
                || weighed && alone()
            {
                return true;
            }
            before = last.text;
        }
        false
    }
}

/// Whether a narrow cell cut a date ("30/06/20" over "26"), or the sign from a share.
fn is_cut_figure(before: &str, next: &str) -> bool {
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '%');
    let whole =
        |text: &str| is_date_shaped(text) || weight_at_start(text).is_some_and(|w| w.percent);
    figure(before) && figure(next) && whole(&[before, next].concat())
}

/// Whether a word is a share of hundred without its sign.
fn is_weight_alone(word: &str) -> bool {
    whole_weight(word).is_some_and(|share| share.value <= ALL)
}

/// The first line of the head right above a row.
fn head_above(flow: &Flow<'_>, profile: &Profile, items: &[Item], row: usize) -> Option<usize> {
    let lines = || items[..row].iter().rev().take(HEAD_LINES);
    let of_head = lines().take_while(|item| is_of_head(flow, profile, item));
    let first = row - of_head.count();
    // Narrow cells cut the words of their heads.
    let text =
        |item: &&Item| matches!(item.class, Class::Plain | Class::Head(_)) && !item.is_placed;
    let n = lines().take_while(text).count();
    let whole = |first: &usize| is_head(flow, profile, &items[*first..row]);
    let first = (row - n..first).find(whole).unwrap_or(first);
    let columns = columns_of(flow, profile, &items[first..row]);
    (columns.len() >= FEWEST_COLUMNS).then_some(first)
}

/// Whether a line may be one of a table's head.
fn is_of_head(flow: &Flow<'_>, profile: &Profile, item: &Item) -> bool {
    let text = item.piece.text(flow);
    let named = || !columns_named(profile, text).is_empty() || head_rest(profile, text).is_some();
    let numbers = || profile.number_heads.continues_or_is(text.trim());
    match item.class {
        Class::Head(_) => true,
        Class::Plain => !item.is_placed && (named() || numbers()),
        _ => false,
    }
}

/// Whether lines, mended, hold the words of a table's head and no others.
fn is_head(flow: &Flow<'_>, profile: &Profile, lines: &[Item]) -> bool {
    // Most lines are none: that is known as soon as a word stands that a head has not and that no
    // line below changes, as it does the last one.
    let may_be = |text: &str| {
        let settled = text.rsplit_once(' ').map_or("", |(settled, _)| settled);
        settled.is_empty() || profile.number_heads.continues(settled) || of_head(profile, settled)
    };
    mended_while(flow, profile, lines, may_be).is_some_and(|text| of_head(profile, &text))
}

/// Whether a text holds the words of a table's head and no others.
fn of_head(profile: &Profile, text: &str) -> bool {
    let numbers = profile.number_heads.at_start(text);
    let behind = numbers.map_or(0, |numbers| numbers.end);
    let text = text[behind..].trim_start_matches(['.', '°', ' ']);
    head_rest(profile, text).is_some()
}

/// The words of a head's lines, those whole that narrow cells cut ("Incide" over "nza %").
fn mended(flow: &Flow<'_>, profile: &Profile, lines: &[Item]) -> String {
    mended_while(flow, profile, lines, |_| true).unwrap_or_default()
}

/// The same, unless what has been put together so far is not wanted.
fn mended_while(
    flow: &Flow<'_>,
    profile: &Profile,
    lines: &[Item],
    wanted: impl Fn(&str) -> bool,
) -> Option<String> {
    let lines: Vec<&str> = lines
        .iter()
        .map(|item| item.piece.text(flow).trim())
        .collect();
    let mut text = String::new();
    let mut at = 0;
    while at < lines.len() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(lines[at]);
        at += 1;
        // Behind a word that was whole again the next cell's may be cut, too.
        while mend(profile, &mut text, &lines, &mut at) {}
        if !wanted(&text) {
            return None;
        }
    }
    Some(text)
}

/// Puts the last word of a text together with the first of the lines from `at` on, which have no
/// other but the last, and what stands behind it there; whether that makes the word of a head.
fn mend(profile: &Profile, text: &mut String, lines: &[&str], at: &mut usize) -> bool {
    // "IN" over "CI" over "DEN" over "ZA".
    const MOST_PARTS: usize = 4;
    let start = text.rfind(' ').map_or(0, |blank| blank + 1);
    let mut word = text[start..].to_owned();
    for (n, line) in lines[*at..].iter().enumerate().take(MOST_PARTS - 1) {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        word.push_str(first);
        let numbers = || {
            let head = profile.number_heads.at_start(&word);
            start == 0 && head.is_some_and(|head| head.end == word.len())
        };
        if is_head_word(profile, &word) || numbers() {
            text.truncate(start);
            text.push_str(&word);
            if !rest.is_empty() {
                text.push(' ');
                text.push_str(rest);
            }
            *at += n + 1;
            return true;
        }
        if !rest.is_empty() {
            return false;
        }
    }
    false
}

/// The columns that lines name, in the order of their heads.
fn columns_of(flow: &Flow<'_>, profile: &Profile, lines: &[Item]) -> Vec<Column> {
    let text = mended(flow, profile, lines);
    let mut columns = columns_named(profile, &text);
    // The sign alone, as the head of the weights.
    if !columns.contains(&Column::Weight)
        && let Some(sign) = words(&text).find(|word| &text[word.clone()] == "%")
    {
        let before = columns_named(profile, &text[..sign.start]).len();
        columns.insert(before, Column::Weight);
    }
    columns
}

/// The columns of a table, by the head right above its first row: each once.
pub fn columns_above(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    row: usize,
) -> Option<Vec<Column>> {
    // "fase" over "1:", and captions of the table that stand between.
    let above = items[..row].iter().rev();
    let between = |item: &&Item| item.is_row_word() || matches!(item.class, Class::Caption);
    let row = row - above.take_while(between).count();
    let head = head_above(flow, profile, items, row)?;
    let columns = columns_of(flow, profile, &items[head..row]);
    // A page may have ended behind the head, which then came again.
    let text = |item: &Item| item.piece.text(flow);
    let again = |at: usize| {
        let mut below = items[at + 1..row].iter();
        below.any(|item| text(item) == text(&items[at]))
    };
    if !(head..row).any(again) {
        return Some(columns);
    }
    let last = (head..row).rev().find_map(|at| {
        let last = columns_of(flow, profile, &items[at..row]);
        (last.len() == columns.len()).then_some(last)
    });
    Some(last.unwrap_or(columns))
}
