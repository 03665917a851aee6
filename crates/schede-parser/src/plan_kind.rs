//! The kind of plan, where its name is printed: on the title page, above the sheets, in a
//! running head ("PIAO 2025-2027").
//!
//! In: a flow, which of its segments stand in sheets, and what stands behind the names of
//! bodies. Out: the kind, if the places with the most right to say it agree; what is said
//! if they do not.
//!
//! Not here: the plan's year (`plan_year`).

use schede_model::{
    Alternative, Family, Finding, Flow, Layer, PlanType, Pointer, Segment, Severity, Span,
};
use schede_profile::{Profile, Style};

use crate::outside::Outside;
use crate::plan_year::ends_like_heading;
use crate::source::Piece;
use crate::values::year::begins_with_year;

/// What may stand between a plan's name and its year: "per il triennio".
const LONGEST_GAP: usize = 40;

/// Lines that a plan's name may take.
const MOST_LINES: usize = 3;

/// Where a plan is named; the more right to name this one, the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Right {
    /// A heading on a page with sheets.
    AboveSheet,
    /// A heading on the first page.
    Title,
    /// The edge of a page, or behind the body's name.
    Edge,
}

struct Mention {
    kind: PlanType,
    right: Right,
    spans: Vec<Span>,
}

/// The kind of plan as it is printed, and the place.
pub(crate) type Printed = Option<(PlanType, Vec<Span>)>;

/// A plan's name within a text: where it begins and ends, and the kind.
pub(crate) fn plan_in(profile: &Profile, text: &str) -> Option<(usize, usize, PlanType)> {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let within = before.replace(c).is_some_and(char::is_alphanumeric);
        let starts = c.is_alphabetic() && !within;
        let label = starts
            .then(|| profile.plans.at_start(&text[at..]))
            .flatten();
        if let Some(label) = label.filter(|label| label.style == Style::Capital) {
            return Some((at, at + label.end, label.what));
        }
    }
    None
}

/// The kind of plan that its places say.
pub(crate) fn printed_kind(
    outside: &Outside<'_>,
    profile: &Profile,
    behind_names: &[Piece],
) -> (Printed, Option<Finding>) {
    let flow = outside.flow;
    let mut mentions = mentions(outside, profile);
    for piece in behind_names {
        if let Some((start, end, kind)) = plan_in(profile, piece.text(flow)) {
            let piece = piece.part(start..end);
            mentions.push(Mention {
                kind,
                right: Right::Edge,
                spans: vec![flow.span(piece.line, piece.start, piece.end)],
            });
        }
    }
    let Some(most) = mentions.iter().map(|m| m.right).max() else {
        return (None, None);
    };
    mentions.retain(|m| m.right == most);
    let first = &mentions[0];
    if mentions.iter().all(|m| m.kind == first.kind) {
        return (Some((first.kind, first.spans.clone())), None);
    }
    (None, Some(finding(&mentions)))
}

fn finding(mentions: &[Mention]) -> Finding {
    let mut alternatives: Vec<Alternative> = Vec::new();
    for mention in mentions {
        let value = Some(mention.kind.word().to_owned());
        if alternatives.iter().all(|known| known.value != value) {
            alternatives.push(Alternative {
                pointer: Pointer("/plan/type".to_owned()),
                value,
            });
        }
    }
    Finding {
        code: "plan-type".into(),
        family: Family::Reading,
        severity: Severity::Note,
        message: "plans of several kinds are named with the same right, so none was taken as this one's: --plan-type says which it is".to_owned(),
        pointer: Some(Pointer("/plan/type".to_owned())),
        spans: mentions.iter().filter_map(|m| m.spans.first().copied()).take(alternatives.len()).collect(),
        alternatives,
    }
}

fn mentions(outside: &Outside<'_>, profile: &Profile) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let flow = outside.flow;
    let mut last = "";
    for (at, segment) in flow.segments.iter().enumerate() {
        // Most lines stand in sheets, or far from any: their texts need not be looked at.
        if !outside.holds(at) {
            continue;
        }
        let Some(right) = right_of(outside, at) else {
            continue;
        };
        let text = flow.text(segment);
        // Running heads are the same on each page.
        if text == last {
            continue;
        }
        let lines = || {
            let next = (at..flow.segments.len()).take_while(|next| outside.holds(*next));
            next.take(MOST_LINES).map(|n| &flow.segments[n]).collect()
        };
        let Some((kind, spans)) = named(flow, profile, segment, lines) else {
            continue;
        };
        last = text;
        if found.iter().all(|m| (m.kind, m.right) != (kind, right)) {
            found.push(Mention { kind, right, spans });
        }
    }
    found
}

/// What right a segment has to name the plan, if any.
fn right_of(outside: &Outside<'_>, at: usize) -> Option<Right> {
    let segment = &outside.flow.segments[at];
    if segment.layer == Layer::Furniture {
        Some(Right::Edge)
    } else if outside.flow.lines[segment.line as usize].page == 1 {
        Some(Right::Title)
    } else {
        outside.is_beside_sheet(at).then_some(Right::AboveSheet)
    }
}

/// The plan that a line names as headings do; its name may take the next of these `lines`,
/// too.
fn named<'f>(
    flow: &Flow<'_>,
    profile: &Profile,
    first: &Segment,
    lines: impl FnOnce() -> Vec<&'f Segment>,
) -> Option<(PlanType, Vec<Span>)> {
    let text = flow.text(first);
    let look = profile.plans.look(text.trim_start());
    let whole = look.continues.then(|| over_lines(flow, profile, &lines()));
    if let Some(Some(whole)) = whole {
        return Some(whole);
    }
    let body = || profile.entity.at_start(text);
    let may_follow = || {
        let edge = first.layer == Layer::Furniture;
        edge || body().is_some_and(|label| label.style == Style::Capital)
    };
    if look.label.is_none() && !may_follow() {
        return None;
    }
    let (start, end, kind) = plan_in(profile, text)?;
    let begins = text[..start].chars().all(|c| !c.is_alphanumeric());
    if !begins && !may_follow() || !is_heading(profile, &text[end..]) {
        return None;
    }
    let (start, end) = (first.start + start as u32, first.start + end as u32);
    Some((kind, vec![flow.span(first.line, start, end)]))
}

/// A name that begins the first line and ends on a later one.
fn over_lines(
    flow: &Flow<'_>,
    profile: &Profile,
    lines: &[&Segment],
) -> Option<(PlanType, Vec<Span>)> {
    let mut text = String::new();
    let mut begins = Vec::new();
    for line in lines {
        begins.push(text.len());
        text.push_str(flow.text(line));
        text.push(' ');
    }
    let label = profile.plans.at_start(&text)?;
    let next = *begins.get(1)?;
    if label.style != Style::Capital || label.end <= next {
        return None;
    }
    if !is_heading(profile, &text[label.end..]) {
        return None;
    }
    let parts = lines.iter().zip(&begins).filter(|(_, at)| **at < label.end);
    let spans = parts.map(|(line, at)| {
        let end = line.end.min(line.start + (label.end - at) as u32);
        flow.span(line.line, line.start, end)
    });
    Some((label.what, spans.collect()))
}

/// Whether what stands behind a plan's name could be the rest of a heading: nothing, its
/// year, its body, a sign, words in capitals; but no number of a page.
fn is_heading(profile: &Profile, rest: &str) -> bool {
    let rest = rest.trim();
    let number = rest.trim_start_matches(['.', '…', '_', ' ']);
    if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
        return begins_with_year(number);
    }
    if ends_like_heading(rest) {
        return true;
    }
    let year = rest.char_indices().find(|(_, c)| c.is_ascii_digit());
    let dated = year.is_some_and(|(at, _)| at <= LONGEST_GAP && begins_with_year(&rest[at..]));
    let of_body = rest.split_once([' ', '\'', '’']).is_some_and(|(_, body)| {
        let label = profile.entity.at_start(body);
        label.is_some_and(|label| label.style == Style::Capital)
    });
    dated || of_body
}
