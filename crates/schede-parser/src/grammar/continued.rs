//! Heads of sheets that a later page prints again: "Segue Obiettivo A)", or the lines of
//! the head once more, up to the one that names the objective.
//!
//! In: the items of a document. Out: the same items, with these lines read as furniture or
//! as repeats: what follows them goes on with the sheet.
//!
//! Not here: heads of tables, lines that are painted on both pages (`copies`).

use schede_model::Flow;
use schede_model::fold::fold;
use schede_profile::{Printed, Profile};

use super::fields::Fields;
use super::items::{Class, Item, Strength};
use crate::source::positions;

/// Lines of a page's beginning among which such a head stands.
const HEAD_LINES: usize = 12;

/// Bytes of two titles that must be the same, at least, where one goes on.
const LEAST_TITLE: usize = 8;

/// Reads lines such as "Segue Obiettivo A)", first on their page, as furniture.
pub fn settle_lines(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    let mut page = 0;
    for item in items.iter_mut() {
        if item.is_aside() {
            continue;
        }
        let first = item.page > page && page > 0;
        page = item.page;
        if first && item.is_plain() && names_continued(item.piece.text(flow), profile) {
            item.class = Class::Furniture;
        }
    }
}

/// Whether a line says that the sheet of an objective goes on, and nothing else: the word
/// for it stands alone, or before an objective and its code.
fn names_continued(text: &str, profile: &Profile) -> bool {
    let Some(rest) = without_word(text.trim(), profile) else {
        return false;
    };
    let label = profile.printed.at_start(rest);
    let names = label.is_some_and(|label| matches!(label.what, Printed::Objective));
    rest.is_empty() || names
}

/// A text without the word at its beginning or end that says that something goes on.
fn without_word<'t>(text: &'t str, profile: &Profile) -> Option<&'t str> {
    let signs = |c: char| !c.is_alphanumeric();
    let is_word = |word: &str| {
        let word = fold(word.trim_matches(signs));
        profile.vocabulary.says_continued(&word)
    };
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if is_word(first) {
        return Some(rest.trim_start_matches(signs));
    }
    let (rest, last) = text.rsplit_once(char::is_whitespace)?;
    is_word(last).then(|| rest.trim_end_matches(['(', '-', '–', ' ']))
}

/// Takes those of the lines that name objectives for repeats that a later page prints of
/// the sheet before, with the head around them; the others stay in `objectives`.
pub fn settle_heads(
    flow: &Flow<'_>,
    items: &mut [Item],
    profile: &Profile,
    objectives: &mut Vec<usize>,
) {
    let mut n = 1;
    while n < objectives.len() {
        let end = objectives.get(n + 1).copied().unwrap_or(items.len());
        let (first, again) = (objectives[n - 1], objectives[n]);
        match repeated_head(flow, items, profile, first, again, end) {
            Some(lines) => {
                lines
                    .into_iter()
                    .for_each(|at| items[at].class = Class::Repeat);
                objectives.remove(n);
            }
            None => n += 1,
        }
    }
}

/// The lines of a head around the line `again`, if it repeats that of the line `first`.
fn repeated_head(
    flow: &Flow<'_>,
    items: &[Item],
    profile: &Profile,
    first: usize,
    again: usize,
    end: usize,
) -> Option<Vec<usize>> {
    if items[again].page <= items[first].page || !same_objective(flow, items, profile, first, again)
    {
        return None;
    }
    let page = items[again].page;
    let begin = items[..again].iter().rposition(|item| item.page != page);
    let begin = begin.map_or(0, |at| at + 1);
    let text = |at: usize| items[at].piece.text(flow);
    let floor = first.saturating_sub(HEAD_LINES);
    let known = |at: usize| (floor..begin).any(|of| text(of) == text(at));
    let mut lines: Vec<usize> = (begin..again).filter(|at| !items[*at].is_aside()).collect();
    if lines.len() > HEAD_LINES || !lines.iter().all(|at| known(*at)) {
        return None;
    }
    lines.push(again);
    let below = again + 1..end.min(again + HEAD_LINES);
    let own = |at: &usize| !items[*at].is_placed && known(*at);
    lines.extend(below.take_while(own));
    let last = lines.last().map_or(again, |at| at + 1);
    goes_on(&items[first..begin], &items[last..end], profile).then_some(lines)
}

/// Whether two lines name the same objective by its code and title; the second may say that
/// it goes on, or break off.
fn same_objective(
    flow: &Flow<'_>,
    items: &[Item],
    profile: &Profile,
    first: usize,
    again: usize,
) -> bool {
    let parts = |at: usize| {
        let Class::Objective { code, title, .. } = &items[at].class else {
            return None;
        };
        let text = items[at].piece.text(flow);
        Some((&text[positions(code)], text[*title as usize..].trim()))
    };
    let Some(((code, title), (other, rest))) = parts(first).zip(parts(again)) else {
        return false;
    };
    let said = without_word(rest, profile);
    let (title, rest) = (fold(title), fold(said.unwrap_or(rest)));
    let (short, long) = match title.len() < rest.len() {
        true => (&title, &rest),
        false => (&rest, &title),
    };
    let alike = title == rest
        || said.is_some() && rest.is_empty()
        || short.len() >= LEAST_TITLE && long.starts_with(&**short);
    fold(code) == fold(other) && alike
}

/// Whether what follows a head on a later page has nothing that the sheet already has.
fn goes_on(sheet: &[Item], rest: &[Item], profile: &Profile) -> bool {
    let mut fields = Fields::default();
    let mut last_phase = 0;
    for item in sheet {
        match &item.class {
            Class::Field {
                field,
                strength: Strength::Colon,
                ..
            } => {
                fields.insert(*field);
            }
            Class::Phase { number, .. } => last_phase = last_phase.max(*number),
            _ => {}
        }
    }
    let new = |item: &Item| match &item.class {
        Class::Field {
            field,
            strength: Strength::Colon,
            ..
        } => !fields.contains(*field) && !profile.head_fields.contains(field),
        Class::Phase { number, .. } => *number > last_phase,
        _ => true,
    };
    fields != Fields::default() && rest.iter().take_while(|item| !is_next(item)).all(new)
}

/// Whether a line is of another sheet's head, which stands before its objective.
fn is_next(item: &Item) -> bool {
    matches!(item.class, Class::Signature)
}
