//! Objectives that a document names on lines of one kind, sheet after sheet, otherwise than
//! the form does: "Obiettivo | Mensa scolastica" in two cells, "Scheda n. 4 - Mensa
//! scolastica" or "Obiettivo operativo 1.2.3 Mensa scolastica" above the sheet, "Titolo |
//! OB1 - Mensa scolastica".
//!
//! In: the items of a document in which no sheet was found. Out: the same items, where those
//! lines name objectives and the labels beside them are known.
//!
//! Such words begin many lines: they count where the same labels of the form stand around
//! each of them, and few labels of other forms do. Not here: a code and a title behind a label
//! each (`coded_apart`), one line among sheets with codes (`uncoded`).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use schede_model::Flow;
use schede_model::fold::fold;
use schede_profile::names::two_languages_alone;
use schede_profile::{Printed, Profile, Style};

use super::fields::Fields;
use super::items::{Class, Item};
use super::label_cells::name_beside;
use super::other_forms::other_label;
use super::sheets::{has_table, n_signs};
use crate::source::part;
use crate::values::code::{numbered_code, objective_code, possible_code};

/// So many different signs of the form (labels, the unit, the table) must stand around most
/// of several lines, or around the only one.
const SIGNS_OF_SEVERAL: usize = 3;
const SIGNS_OF_ONE: usize = 4;

/// So many in a document that names neither a plan nor an objective.
const SIGNS_UNTOLD: usize = 5;

/// So many of them must stand below each line: less than in a document in which one line
/// alone names its objective.
pub const LEAST_SIGNS_OF_SERIES: usize = 2;

/// So many items above the first line may be the head of its sheet.
const HEAD_ITEMS: usize = 16;

/// What tells the code of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    /// A sign or a word between it and the title.
    Sign(Range<usize>, usize),
    /// Nothing but the codes of the other lines.
    Series(Range<usize>, usize),
    /// There is none.
    No,
}

/// A line that may name an objective.
struct Line {
    /// The item that holds the label.
    at: usize,
    /// Where the label ends, with the signs behind it.
    label: usize,
    /// The title, or the code and the title, stand in a cell beside the label.
    beside: bool,
    /// Of the words behind the label.
    code: Told,
}

impl Line {
    /// Its code as printed, if it may have one.
    fn code<'f>(&self, flow: &'f Flow<'_>, items: &[Item]) -> Option<&'f str> {
        let (Told::Sign(range, _) | Told::Series(range, _)) = &self.code else {
            return None;
        };
        let (item, start) = match self.beside {
            true => (&items[self.at + 1], 0),
            false => (&items[self.at], self.label),
        };
        item.piece
            .text(flow)
            .get(start + range.start..start + range.end)
    }
}

/// What the lines of a series have in common: their label, and where their titles stand.
type Kind = (String, Place);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Beside,
    BehindColon,
    Heading,
}

/// The items with the objectives named; none if no such series is found.
pub fn named_in_series(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> Option<Vec<Item>> {
    let mut kinds: BTreeMap<Kind, Vec<Line>> = BTreeMap::new();
    for at in 0..items.len() {
        if let Some((kind, line)) = line(flow, items, at, profile) {
            kinds.entry(kind).or_default().push(line);
        }
    }
    let coded = named_already(flow, items, profile);
    let told = tells_of_objectives(flow, items, profile);
    let named = kinds.into_iter().filter_map(|((_, place), lines)| {
        let lines = with_sheets(flow, items, lines, profile);
        if lines.is_empty() {
            return None;
        }
        let mut items = items.to_vec();
        let lines = name(flow, &mut items, lines, place, profile)?;
        let signs = signs(flow, &items, &lines, profile)?;
        Some((lines.len(), signs, items))
    });
    let enough = |(_, signs, _): &(usize, usize, Vec<Item>)| told || *signs >= SIGNS_UNTOLD;
    let best = coded.into_iter().chain(named).filter(enough);
    let best = best.max_by_key(|(n, signs, _)| (*n, *signs));
    best.map(|(_, _, items)| items)
}

/// The items with the labels known beside lines that are known to name objectives, so many as
/// are first said, and so many signs of the form.
fn named_already(
    flow: &Flow<'_>,
    items: &[Item],
    profile: &Profile,
) -> Option<(usize, usize, Vec<Item>)> {
    let named = (0..items.len()).filter(|at| matches!(items[*at].class, Class::Objective { .. }));
    let named: Vec<usize> = named.collect();
    if named.is_empty() {
        return None;
    }
    let mut items = items.to_vec();
    if flow.geometric {
        let is_label = |at: &usize| items[*at].class == Class::ObjectiveLabel;
        let labels: Vec<usize> = (0..items.len()).filter(is_label).collect();
        name_beside(flow, &mut items, profile, &labels);
    }
    let signs = signs(flow, &items, &named, profile)?;
    Some((named.len(), signs, items))
}

/// Whether a line of the document begins with the name of a plan or the label of an objective.
fn tells_of_objectives(flow: &Flow<'_>, items: &[Item], profile: &Profile) -> bool {
    items.iter().any(|item| {
        let text = item.piece.text(flow);
        let label = profile.printed.at_start(text);
        let label = label.filter(|l| l.style == Style::Capital && l.what == Printed::Objective);
        label.is_some() || profile.plans.at_start(text).is_some()
    })
}

/// An item as a line that may name an objective.
fn line(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> Option<(Kind, Line)> {
    let item = &items[at];
    let text = item.piece.text(flow);
    if !item.is_plain() || item.is_placed || item.twin().is_some() || profile.begins_no_cell(text) {
        return None;
    }
    if !begins_row(flow, items, at) {
        return None;
    }
    let of_objective = profile.code_label(text);
    let of_title = profile.title_labels.at_start(text);
    let of_title = of_title.filter(|label| label.style == Style::Capital);
    let end = of_objective.max(of_title.map(|label| label.end))?;
    let end = two_languages_alone(text, end);
    let sign = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '°');
    let label = text.len() - text[end..].trim_start_matches(sign).len();
    let behind = &text[label..];
    let colon = text[end..label].contains(':');
    let place = match behind {
        "" => Place::Beside,
        _ if colon => Place::BehindColon,
        _ => Place::Heading,
    };
    let beside = place == Place::Beside;
    // The full stop of "Cod." is none of its letters.
    let end = end + text[end..].len() - text[end..].trim_start_matches(['.', '°']).len();
    let words = match beside {
        true => title_beside(flow, items, at)?.piece.text(flow),
        false => &text[end..],
    };
    let code = told(words, profile);
    // Of an objective the label itself tells; other words do with a code only.
    let names = profile.printed.at_start(text);
    let names = names.is_some_and(|l| l.what == Printed::Objective && Some(l.end) == of_objective);
    let enough = match place {
        Place::Beside | Place::BehindColon => names || code != Told::No,
        Place::Heading => code != Told::No,
    };
    enough.then(|| {
        let line = Line {
            at,
            label: end,
            beside,
            code,
        };
        ((fold(&text[..end]), place), line)
    })
}

/// Whether nothing stands before an item on its line but the number of its label.
fn begins_row(flow: &Flow<'_>, items: &[Item], at: usize) -> bool {
    let own = &items[at];
    let numbers = at.checked_sub(1).map(|before| &items[before]);
    let numbered = numbers.is_some_and(|before| {
        before.class == Class::LabelRest && before.piece.line == own.piece.line
    });
    own.piece.begins_line(flow) || numbered && items[at - 1].piece.begins_line(flow)
}

/// The first line of the cell beside that of a label.
fn title_beside<'i>(flow: &Flow<'_>, items: &'i [Item], at: usize) -> Option<&'i Item> {
    let own = &items[at];
    let next = items.get(at + 1)?;
    let beside = next.piece.line == own.piece.line && next.block != own.block && !next.is_placed;
    let words = next.piece.text(flow).contains(char::is_alphabetic);
    (beside && words).then_some(next)
}

/// The code before a title, if there may be one.
fn told(words: &str, profile: &Profile) -> Told {
    let signed = objective_code(words, &profile.references)
        .or_else(|| numbered_code(words, &profile.references));
    if let Some(code) = signed.filter(|code| code.title < words.len()) {
        return Told::Sign(code.code, code.title);
    }
    let start = words.len()
        - words
            .trim_start_matches(|c: char| c.is_whitespace() || c == ':')
            .len();
    let possible = possible_code(&words[start..]).filter(|(code, rest)| {
        let title = &words[start + rest..];
        code.bytes().any(|b| b.is_ascii_digit()) && title.starts_with(char::is_uppercase)
    });
    match possible {
        Some((code, rest)) => Told::Series(start..start + code.len(), start + rest),
        None => Told::No,
    }
}

/// The lines below which signs of a sheet stand, without those of a list of the sheets.
fn with_sheets(
    flow: &Flow<'_>,
    items: &[Item],
    mut lines: Vec<Line>,
    profile: &Profile,
) -> Vec<Line> {
    let ends: Vec<usize> = lines.iter().skip(1).map(|line| line.at).collect();
    let mut ends = ends.into_iter().chain([items.len()]);
    lines.retain(|line| {
        let end = ends.next().unwrap_or(items.len());
        let below = line.at + 1..end;
        let alone = below
            .clone()
            .filter(|at| is_label_alone(flow, items, *at, profile));
        n_signs(&items[below], profile) + alone.take(LEAST_SIGNS_OF_SERIES).count()
            >= LEAST_SIGNS_OF_SERIES
            && !is_in_other_form(flow, items, line.at, profile)
    });
    let names: Vec<Option<&str>> = lines.iter().map(|l| l.code(flow, items)).collect();
    let mut names = names.iter();
    lines.retain(|_| {
        names.next().is_none_or(|name| {
            let later = names.clone().any(|other| other == name);
            name.is_none() || !later
        })
    });
    lines
}

/// So many different labels of another form stand in a sheet without a table of phases, at
/// least; beside such a table one may be of a table of its staff.
const LABELS_OF_OTHER: usize = 1;
const LABELS_BESIDE_TABLE: usize = 2;

/// Whether labels of another form stand in the sheet of a line: above it up to the line of
/// the unit, below it up to the next, or up to a label that comes again.
fn is_in_other_form(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> bool {
    let goes_on = |seen: &mut Fields, item: &Item| {
        let again = item.label().is_some_and(|field| !seen.insert(field));
        !again && !matches!(item.class, Class::OrgUnit | Class::Entity)
    };
    let (mut above, mut below) = (Fields::default(), Fields::default());
    let above = (0..at)
        .rev()
        .take_while(|n| goes_on(&mut above, &items[*n]));
    let below = (at + 1..items.len()).take_while(|n| goes_on(&mut below, &items[*n]));
    let below: Vec<usize> = below.collect();
    let has_table = has_table(&items[at..at + 1 + below.len()]);
    let others = above.chain(below);
    let others = others.filter_map(|n| other_label(flow, &items[n], profile));
    others.collect::<BTreeSet<String>>().len() >= least_of_other(has_table)
}

/// How many labels of another form tell it.
fn least_of_other(has_table: bool) -> usize {
    match has_table {
        true => LABELS_BESIDE_TABLE,
        false => LABELS_OF_OTHER,
    }
}

/// Whether an item is a label in a cell of its own, with its value beside it, that is none
/// elsewhere.
fn is_label_alone(flow: &Flow<'_>, items: &[Item], at: usize, profile: &Profile) -> bool {
    let item = &items[at];
    let beside = items
        .get(at + 1)
        .is_some_and(|next| next.piece.line == item.piece.line);
    item.is_plain() && beside && profile.label_alone(item.piece.text(flow)).is_some()
}

/// Names the objectives of a series, and the labels that stand in a column with theirs. Gives
/// the items that name them.
fn name(
    flow: &Flow<'_>,
    items: &mut [Item],
    lines: Vec<Line>,
    place: Place,
    profile: &Profile,
) -> Option<Vec<usize>> {
    let coded = have_codes(flow, items, &lines);
    if place == Place::Heading && !coded {
        return None;
    }
    let labels: Vec<usize> = lines.iter().map(|line| line.at).collect();
    let named = lines.into_iter().map(|line| {
        let code = match line.code {
            Told::Sign(code, title) | Told::Series(code, title) if coded => Some((code, title)),
            _ => None,
        };
        name_line(flow, items, line.at, line.label, line.beside, code)
    });
    let named = named.collect();
    if flow.geometric {
        name_beside(flow, items, profile, &labels);
    }
    Some(named)
}

/// Whether what may be the codes of some lines are: all have one, each another.
fn have_codes(flow: &Flow<'_>, items: &[Item], lines: &[Line]) -> bool {
    let mut codes = HashSet::new();
    let mut sure = true;
    for line in lines {
        let Some(code) = line.code(flow, items) else {
            return false;
        };
        let signed = matches!(line.code, Told::Sign(..));
        sure &= signed;
        // One alone: a number of several parts is none of a title.
        sure |= lines.len() == 1 && code.contains('.');
        if !codes.insert(code) && !signed {
            return false;
        }
    }
    sure || lines.len() > 1
}

/// Names the objective of a line; which item does.
fn name_line(
    flow: &Flow<'_>,
    items: &mut [Item],
    at: usize,
    label: usize,
    beside: bool,
    code: Option<(Range<usize>, usize)>,
) -> usize {
    let text = items[at].piece.text(flow);
    if !beside {
        let (code, title) = match code {
            Some((code, title)) => (label + code.start..label + code.end, label + title),
            None => {
                let sign = |c: char| c.is_whitespace() || c == ':';
                let title = text.len() - text[label..].trim_start_matches(sign).len();
                (title..title, title)
            }
        };
        items[at].class = Class::Objective {
            code: part(code),
            title: title as u32,
            labelled: true,
        };
        return at;
    }
    let length = text.len();
    match code {
        Some((code, title)) => {
            items[at].class = Class::ObjectiveLabel;
            items[at + 1].class = Class::Objective {
                code: part(code),
                title: title as u32,
                labelled: false,
            };
            at + 1
        }
        None => {
            items[at].class = Class::Objective {
                code: part(length..length),
                title: length as u32,
                labelled: true,
            };
            items[at + 1].class = Class::Plain;
            at
        }
    }
}

/// How many different signs of the form stand around most of the lines that name an objective;
/// none if they are too few, or those of another form.
fn signs(flow: &Flow<'_>, items: &[Item], named: &[usize], profile: &Profile) -> Option<usize> {
    let n = named.len();
    let first = *named.first()?;
    let head = first.saturating_sub(HEAD_ITEMS)..first;
    let ends = named.iter().skip(1).copied().chain([items.len()]);
    let own = named.iter().zip(ends).map(|(at, end)| *at + 1..end);
    let (mut fields, mut units, mut tables) = (BTreeMap::new(), 0, 0);
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for range in std::iter::once(head).chain(own) {
        let (mut seen, mut strange) = (Fields::default(), HashSet::new());
        let items = &items[range];
        for item in items {
            if let Some(field) = item.label()
                && seen.insert(field)
            {
                *fields.entry(field).or_insert(0) += 1;
            }
            if let Some(other) = other_label(flow, item, profile) {
                strange.insert(other);
            }
        }
        for other in strange {
            *others.entry(other).or_insert(0) += 1;
        }
        units += usize::from(items.iter().any(|item| item.class == Class::OrgUnit));
        tables += usize::from(has_table(items));
    }
    let most = |count: &usize| 3 * count >= 2 * n;
    let n_signs = fields.values().filter(|count| most(count)).count()
        + usize::from(most(&units))
        + usize::from(most(&tables));
    let least = if n > 1 {
        SIGNS_OF_SEVERAL
    } else {
        SIGNS_OF_ONE
    };
    let n_others = others.values().filter(|count| most(count)).count();
    let of_other = n_others >= least_of_other(most(&tables));
    (n_signs >= least && !of_other).then_some(n_signs)
}
