//! What stands above a table with an objective in each row and holds for all of them: the body,
//! the unit, the manager.
//!
//! In: lines above a table, or across its columns. Out: pieces of values and of their labels.

use schede_model::{Flow, Layer};
use schede_profile::{Field, Printed, Profile, Style};
use smallvec::smallvec;

use crate::plan_kind::plan_in;
use crate::source::{Piece, Pieces, words};

/// Lines above a table that are looked at, and those among them that tell nothing.
const MOST_LINES: usize = 8;
const MOST_OTHERS: usize = 2;

/// Words and letters of a name, at most: more are a sentence.
const MOST_WORDS: usize = 14;
const LONGEST_NAME: usize = 120;

/// Whose the rows below are.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub unit: Option<Pieces>,
    pub responsible: Option<Manager>,
    /// Labels that are part of no value.
    pub labels: Vec<Piece>,
}

/// The manager, and the label before the name.
#[derive(Debug, Clone)]
pub(super) struct Manager {
    pub label: Piece,
    pub name: Pieces,
}

impl Group {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.unit.is_none() && self.responsible.is_none()
    }

    /// Takes what a line tells that stands nearer to the rows. Another unit has another manager.
    pub fn told_by(&mut self, line: Group) {
        if line.unit.is_some() {
            self.unit = line.unit;
            self.responsible = None;
        }
        if line.responsible.is_some() {
            self.responsible = line.responsible;
        }
        self.labels.extend(line.labels);
    }
}

/// What the lines above a line tell, down from the one that names the unit; `taken` are those
/// of tables.
pub(super) fn above(flow: &Flow<'_>, profile: &Profile, line: u32, taken: &[bool]) -> Group {
    let mut page = flow.lines[line as usize].page;
    let mut lines: Vec<(Piece, Option<Group>)> = Vec::new();
    let mut others = 0;
    for at in (0..line).rev().take(MOST_LINES) {
        let here = flow.lines[at as usize].page;
        // A title may stand at the foot of the page before a table.
        if here != page && lines.is_empty() && here + 1 == page {
            page = here;
        }
        if here != page || taken[at as usize] {
            break;
        }
        let Some(piece) = body_line(flow, at) else {
            continue;
        };
        let told = of_line(flow, profile, piece);
        others += usize::from(told.is_none());
        if others > MOST_OTHERS {
            break;
        }
        let unit = told.as_ref().is_some_and(|told| told.unit.is_some());
        lines.push((piece, told));
        if unit {
            break;
        }
    }
    let mut group = Group::default();
    let mut before: Option<Piece> = None;
    for (piece, told) in lines.into_iter().rev() {
        match (told, before) {
            (Some(told), _) => group.told_by(told),
            (None, Some(before)) if goes_on(flow, profile, before, piece) => {
                match (&mut group.responsible, &mut group.unit) {
                    (Some(manager), _) => manager.name.push(piece),
                    (None, Some(unit)) => unit.push(piece),
                    (None, None) => {}
                }
            }
            (None, _) => {
                before = None;
                continue;
            }
        }
        before = Some(piece);
    }
    group
}

/// Whether a line goes on with a name that the line above began.
fn goes_on(flow: &Flow<'_>, profile: &Profile, above: Piece, line: Piece) -> bool {
    let text = line.text(flow).trim_start();
    text.starts_with(char::is_lowercase) || profile.vocabulary.leads_on(above.text(flow))
}

/// All of a line that is content.
fn body_line(flow: &Flow<'_>, line: u32) -> Option<Piece> {
    let mut segments = flow.segments.iter().filter(|s| s.line == line);
    let body = segments.all(|segment| segment.layer == Layer::Body);
    let text = &flow.lines[line as usize].text;
    let piece = Piece {
        line,
        start: 0,
        end: text.len() as u32,
    };
    (body && !text.trim().is_empty()).then_some(piece)
}

/// What a line tells of the unit and its manager.
pub(super) fn of_line(flow: &Flow<'_>, profile: &Profile, piece: Piece) -> Option<Group> {
    let text = piece.text(flow);
    let mut group = Group::default();
    let mut end = text.len();
    let first = text.len() - text.trim_start().len();
    let starts = words(text).map(|word| word.start);
    let label =
        starts.filter_map(|at| Some((at, manager_label(profile, &text[at..], at > first)?)));
    if let Some((at, label_end)) = label.into_iter().next() {
        let rest = &text[at + label_end..];
        let name = rest.trim_start_matches([' ', ':', '-', '–']);
        let start = text.len() - name.len();
        if is_name(name) && name.starts_with(char::is_uppercase) {
            group.responsible = Some(Manager {
                label: piece.part(at..start),
                name: smallvec![trimmed(flow, piece.after(start))],
            });
            group.labels.push(piece.part(at..start));
            end = at;
        } else if at == first {
            return None;
        }
    }
    let unit = &text[..end];
    let own = unit.trim_end_matches([' ', '-', '–', ',', ';']);
    let own = piece.part(first..own.len().max(first));
    if let Some(label) = profile.unit_label(&unit[first..]) {
        let rest = &unit[first + label.end..];
        let name = rest.trim_start_matches([' ', ':', '-', '–']);
        if is_name(name) {
            let start = unit.len() - name.len();
            group.labels.push(piece.part(first..start));
            group.unit = Some(smallvec![Piece {
                start: piece.start + start as u32,
                ..own
            }]);
        }
    } else if let Some(label) = profile.unit_at_start(&unit[first..]) {
        let named = unit[first + label.end..].contains(char::is_alphanumeric);
        if label.style == Style::Capital && named && is_name(own.text(flow)) {
            group.unit = Some(smallvec![own]);
        }
    }
    (!group.is_empty()).then_some(group)
}

/// Where the label of the manager ends with which a text begins; within a line a colon must
/// follow it.
fn manager_label(profile: &Profile, text: &str, within: bool) -> Option<usize> {
    let printed = profile.printed.at_start(text).filter(|label| {
        let manager = matches!(
            label.what,
            Printed::Field {
                field: Field::Responsible,
                ..
            }
        );
        manager && label.style == Style::Capital
    });
    let printed = printed.map(|label| label.end);
    let before = || profile.label_before_colon(text);
    let before = || before().filter(|label| label.what == Field::Responsible);
    let end = printed.or_else(|| Some(before()?.end))?;
    let colon = text[end..].trim_start().starts_with(':');
    (colon || !within).then_some(end)
}

fn trimmed(flow: &Flow<'_>, piece: Piece) -> Piece {
    let text = piece.text(flow);
    piece.part(0..text.trim_end().len())
}

/// Whether a text is a name rather than a sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let short = text.len() <= LONGEST_NAME && words(text).count() <= MOST_WORDS;
    !text.is_empty() && short && !text.ends_with([':', ';']) && !text.contains("...")
}

/// The name of the body: the first line before a table that is one.
pub(super) fn entity(
    flow: &Flow<'_>,
    profile: &Profile,
    until: u32,
) -> Option<(Piece, Option<Piece>)> {
    let shown = |layer: Layer| matches!(layer, Layer::Body | Layer::Furniture);
    let mut segments = flow
        .segments
        .iter()
        .filter(|s| shown(s.layer) && s.line < until);
    segments.find_map(|segment| {
        let piece = Piece {
            line: segment.line,
            start: segment.start,
            end: segment.end,
        };
        let text = piece.text(flow);
        let label = profile.entity.at_start(text)?;
        let name = label.style == Style::Capital
            && piece.begins_line(flow)
            && text[label.end..].contains(char::is_alphanumeric)
            && is_name(text)
            && !text.trim_end().ends_with(['.', ',']);
        if !name {
            return None;
        }
        let plan = plan_in(profile, text).map(|(start, ..)| start);
        let end = plan.unwrap_or(text.len());
        let own = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let plan = plan.map(|at| piece.after(at));
        (own.len() > label.end).then(|| (piece.part(0..own.len()), plan))
    })
}
