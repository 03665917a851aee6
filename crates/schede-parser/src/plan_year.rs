//! The year of the plan where it is printed outside the sheets: on the title page, in a
//! running head ("PIAO 2025-2027").
//!
//! In: a flow, which of its segments stand in sheets, and what stands behind the names of
//! bodies. Out: the year, if the headings
//! agree on one that is not that of the reference date, and what is said of it.
//!
//! Not here: the reference date itself (`assemble`), years in labels (`values::year`).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use schede_model::{
    Alternative, Family, Finding, Flow, Layer, Objective, Pointer, Segment, Severity, Span,
};
use schede_profile::{Profile, Style};

use crate::outside::Outside;
use crate::source::Piece;
use crate::values::year::first_year;

/// What may stand between a plan's name and its year: "per il triennio".
const LONGEST_GAP: usize = 40;

/// Lines that a title may take before the line with its year.
const LINES_BEFORE: usize = 3;

/// A monitoring in these months may be of the year that has just ended: plans are adopted by
/// the end of January, and what was done in a year is counted right after it. The first
/// monitoring within a year is that of its first quarter.
const LAST_EARLY_MONTH: u32 = 2;

/// A place that prints a plan's name, or the word for a plan's years, with a year.
struct Mention {
    year: i32,
    /// It names a plan.
    plan: bool,
    /// It is a heading on the first page or above a sheet, or at the edge of a page; else a
    /// sentence or a heading of another chapter that names a plan.
    heads: bool,
    span: Span,
}

/// The plan's year as its headings print it, and the place.
pub(crate) type Printed = Option<(i32, Span)>;

/// What is printed of the plan's year, beside the year of the reference date.
pub(crate) fn printed_year(
    outside: &Outside<'_>,
    profile: &Profile,
    behind_names: &[Piece],
    reference: Option<NaiveDate>,
) -> (Printed, Option<Finding>) {
    let (date, reference) = (reference, reference.map(|date| date.year()));
    let mut mentions = mentions(outside, profile);
    mentions.extend(
        behind_names
            .iter()
            .filter_map(|piece| behind_name(outside.flow, *piece)),
    );
    // Headings without a plan's name ("Triennio 2025-2027") count where none has one.
    if mentions.iter().any(|m| m.plan) {
        mentions.retain(|m| m.plan);
    }
    // The year that the sheets say is printed, too.
    if reference.is_some_and(|year| mentions.iter().any(|m| m.year == year)) {
        return (None, None);
    }
    let mut heads = mentions.iter().filter(|m| m.heads);
    let first = heads.next();
    let agreed = first.filter(|first| heads.all(|m| m.year == first.year));
    let finding = (reference.is_some() || agreed.is_none())
        .then(|| finding(&mentions, agreed, reference))
        .flatten();
    let finding = finding.or_else(|| date.filter(|_| agreed.is_none()).and_then(early_date));
    (agreed.map(|m| (m.year, m.span)), finding)
}

/// The first objective whose reference date is of the year that most have: a plan may quote
/// a sheet of another. Of years that as many have the one that comes first.
pub(crate) fn first_of_most(objectives: &[Objective]) -> Option<usize> {
    let year = |o: &Objective| o.reference_date.map(|date| date.year());
    let n_of = |of: i32| objectives.iter().filter(|o| year(o) == Some(of)).count();
    let dated = objectives.iter().enumerate();
    let mut firsts: Vec<(i32, usize)> = Vec::new();
    for (at, of) in dated.filter_map(|(at, o)| Some((at, year(o)?))) {
        if firsts.iter().all(|(known, _)| *known != of) {
            firsts.push((of, at));
        }
    }
    let most = firsts.iter().map(|(of, _)| n_of(*of)).max()?;
    let first = firsts.into_iter().find(|(of, _)| n_of(*of) == most);
    first.map(|(_, at)| at)
}

/// Sheets whose reference dates are of several years may be those of several plans, bound
/// in one document: it has one year, and all its keys are made with it.
pub(crate) fn of_several_years(objectives: &[Objective], taken: Option<i32>) -> Option<Finding> {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for date in objectives.iter().filter_map(|o| o.reference_date) {
        *years.entry(date.year()).or_default() += 1;
    }
    if years.len() < 2 {
        return None;
    }
    let pointer = Pointer("/plan/year".to_owned());
    let counted: Vec<String> = years
        .iter()
        .map(|(year, n)| format!("{year} in {n}"))
        .collect();
    let others = years.keys().filter(|year| Some(**year) != taken);
    Some(Finding {
        code: "plan-year".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: format!(
            "the sheets have reference dates of several years ({}) and may be of several plans: all keys were made with one year; plans that are bound together are best read apart, each with its --year",
            counted.join(", ")
        ),
        alternatives: others
            .map(|year| Alternative {
                pointer: pointer.clone(),
                value: Some(year.to_string()),
            })
            .collect(),
        pointer: Some(pointer),
        spans: Vec::new(),
    })
}

/// A monitoring early in the year may be the last one of the year before.
fn early_date(date: NaiveDate) -> Option<Finding> {
    let before = date.year() - 1;
    (date.month() <= LAST_EARLY_MONTH).then(|| Finding {
        code: "plan-year".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: format!(
            "the plan's year is not printed, it was taken from the reference date {}, so early in the year that the plan may be of {before}; --year settles it",
            date.format("%d/%m/%Y")
        ),
        pointer: Some(Pointer("/plan/year".to_owned())),
        spans: Vec::new(),
        alternatives: vec![Alternative {
            pointer: Pointer("/plan/year".to_owned()),
            value: Some(before.to_string()),
        }],
    })
}

fn finding(
    mentions: &[Mention],
    agreed: Option<&Mention>,
    reference: Option<i32>,
) -> Option<Finding> {
    let shown = agreed.or(mentions.first())?;
    let others = mentions.iter().map(|m| m.year).chain(reference);
    let taken = agreed.map(|m| m.year).or(reference);
    let mut alternatives: Vec<Alternative> = Vec::new();
    for year in others.filter(|year| Some(*year) != taken) {
        let value = Some(year.to_string());
        if alternatives.iter().all(|known| known.value != value) {
            alternatives.push(Alternative {
                pointer: Pointer("/plan/year".to_owned()),
                value,
            });
        }
    }
    let what = if agreed.is_some() {
        "it was taken as the plan's"
    } else {
        "it was not taken as the plan's"
    };
    let beside = reference.map_or_else(
        || "other places name other years or none is a heading".to_owned(),
        |year| format!("the reference date is of {year}"),
    );
    Some(Finding {
        code: "plan-year".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: format!(
            "a plan of {} is named outside the sheets and {beside}: {what}; --year settles it",
            shown.year
        ),
        pointer: Some(Pointer("/plan/year".to_owned())),
        spans: vec![shown.span],
        alternatives,
    })
}

/// The places outside sheets that name a plan with its year, each year once.
fn mentions(outside: &Outside<'_>, profile: &Profile) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let flow = outside.flow;
    let mut last = "";
    for (at, segment) in flow.segments.iter().enumerate() {
        // Most lines stand in sheets: their texts need not be looked at.
        if !outside.holds(at) {
            continue;
        }
        let text = flow.text(segment);
        // Running heads are the same on each page.
        if text == last {
            continue;
        }
        let Some((year, range)) = first_year(text) else {
            continue;
        };
        last = text;
        let from = (at.saturating_sub(LINES_BEFORE)..at)
            .find(|from| (*from..at).all(|at| outside.holds(at)));
        let before = &flow.segments[from.unwrap_or(at)..at];
        let named = names_plan(flow, profile, before, segment, range.start);
        let Some(heads) = named.or_else(|| begins_with_period(profile, &text[..range.start]))
        else {
            continue;
        };
        let plan = named.is_some();
        let page = flow.lines[segment.line as usize].page;
        let heading = heads
            && ends_like_heading(&text[range.end..])
            && (page == 1 || outside.is_beside_sheet(at));
        let heads = heading || segment.layer == Layer::Furniture;
        if !plan && !heads {
            continue;
        }
        match found.iter_mut().find(|m| (m.year, m.plan) == (year, plan)) {
            Some(known) => known.heads |= heads,
            None => {
                let (start, end) = (range.start as u32, range.end as u32);
                let span = flow.span(segment.line, segment.start + start, segment.start + end);
                found.push(Mention {
                    year,
                    plan,
                    heads,
                    span,
                });
            }
        }
    }
    found
}

/// What stands behind a body's name, if that is a year.
fn behind_name(flow: &Flow<'_>, piece: Piece) -> Option<Mention> {
    let (year, range) = first_year(piece.text(flow))?;
    let place = piece.part(range);
    Some(Mention {
        year,
        plan: true,
        heads: true,
        span: flow.span(place.line, place.start, place.end),
    })
}

/// Whether nothing but the word for a plan's years stands before the year.
fn begins_with_period(profile: &Profile, text: &str) -> Option<bool> {
    let label = profile.periods.at_start(text)?;
    let gap = &text[label.end..];
    let only = gap.chars().all(|c| !c.is_alphanumeric());
    (only && label.style == Style::Capital).then_some(true)
}

/// Whether the name of a plan stands before the year at byte `year` of a segment, and if
/// so whether it begins its line.
fn names_plan(
    flow: &Flow<'_>,
    profile: &Profile,
    before: &[Segment],
    segment: &Segment,
    year: usize,
) -> Option<bool> {
    let bytes = before.iter().map(|s| s.end - s.start + 1).sum::<u32>() as usize;
    let mut text = String::with_capacity(bytes + year);
    let mut begins = Vec::with_capacity(LINES_BEFORE + 1);
    for segment in before {
        begins.push(text.len());
        text.push_str(flow.text(segment).trim());
        text.push(' ');
    }
    begins.push(text.len());
    text.push_str(&flow.text(segment)[..year]);
    let ends_word = |at: usize| {
        let ahead = text[..at].chars().next_back();
        ahead.is_none_or(|c| !c.is_alphanumeric())
    };
    let mut ahead = text.len();
    while let Some(at) = last_capital(&text[..ahead]) {
        ahead = at;
        if !ends_word(at) {
            continue;
        }
        let Some(label) = profile.plans.at_start(&text[at..]) else {
            continue;
        };
        if label.style != Style::Capital || !text[at..].starts_with(char::is_alphabetic) {
            continue;
        }
        let gap = &text[at + label.end..];
        let joins = |c: char| c.is_alphabetic() || " '’-–—(:,".contains(c);
        return (gap.len() <= LONGEST_GAP && gap.chars().all(joins)).then(|| begins.contains(&at));
    }
    None
}

/// Where the last letter of a text stands that may be a capital: one of ASCII, or another
/// character beyond it.
fn last_capital(text: &str) -> Option<usize> {
    let may_be = |byte: &u8| matches!(byte, b'A'..=b'Z' | 0xc0..);
    text.as_bytes().iter().rposition(may_be)
}

/// Whether what follows the year could end a heading: nothing, another year, a sign, words
/// in capitals; a sentence goes on with a small letter.
pub(crate) fn ends_like_heading(rest: &str) -> bool {
    let years = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-–—/)".contains(c);
    !rest
        .trim_start_matches(years)
        .starts_with(char::is_lowercase)
}
