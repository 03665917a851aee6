//! Labels without a colon right below a line that stops in mid-sentence ("un impianto che
//! richiede" over "Risorse Umane Qualificate nel settore"): the text above may go on with them.
//!
//! In: a draft. Out: doubts about the text above and the labelled one. Nothing is moved.
//!
//! Not here: such lines that were read as text (`begun_labels`), labels whose colon only one
//! sheet lost (`crate::grammar`).

use schede_model::Flow;

use super::begun_labels::{Widest, labels};
use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

const ABOVE: &str = "the line below it, read as a label without a colon, may be the next of it";
const BELOW: &str = "its label has no colon, and the line above it stops in mid-sentence";

/// Adds the doubts of a draft.
pub(super) fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let bare: Vec<(About, Piece)> = labels(draft)
        .filter(|(about, label)| is_bare(flow, draft, *about, *label))
        .collect();
    if bare.is_empty() {
        return Vec::new();
    }
    let widest = Widest::of(flow, draft);
    let mut doubts = Vec::new();
    for (about, label) in bare {
        let above = last_above(flow, draft, label);
        let above = above.filter(|(_, line)| stops(flow, *line, label, &widest));
        if let Some((text, line)) = above {
            doubts.push(Doubt::broken(text, ABOVE, line));
            doubts.push(Doubt::broken(about, BELOW, label));
        }
    }
    doubts
}

/// Whether a label begins a line without a colon, and its value goes on in that line.
fn is_bare(flow: &Flow<'_>, draft: &Draft, about: About, label: Piece) -> bool {
    let line = &flow.lines[label.line as usize].text;
    let behind = line.get(label.end as usize..).unwrap_or_default();
    let colon = label.text(flow).contains(':') || behind.trim_start().starts_with(':');
    let mut texts = draft.texts().filter(|(other, _)| *other == about);
    let value = texts.next().and_then(|(_, pieces)| pieces.first().copied());
    let value = value.filter(|value| value.line == label.line);
    label.begins_line(flow)
        && !colon
        && value.is_some_and(|value| is_right_behind(flow, label, value))
}

/// The last line of the labelled text above a label, on the line before it and in its column.
fn last_above(flow: &Flow<'_>, draft: &Draft, label: Piece) -> Option<(About, Piece)> {
    let last = |(about, pieces): (About, &[Piece])| {
        let line = *pieces.last()?;
        // The first line of a text stands behind its label.
        let begins = match pieces.len() {
            1 => {
                let own = labels(draft).find(|(other, _)| *other == about)?.1;
                is_right_behind(flow, own, line).then_some(own)?
            }
            _ => line,
        };
        let near = line.start < line.end && line.line + 1 == label.line;
        (near && are_below(flow, begins, label)).then_some((about, line))
    };
    draft.texts().filter_map(last).last()
}

/// Whether a line begins where the one above it does, if places are known.
fn are_below(flow: &Flow<'_>, above: Piece, line: Piece) -> bool {
    match (above.extent(flow), line.extent(flow)) {
        (Some(above), Some(line)) => (above[0] - line[0]).abs() < line[3] - line[1],
        _ => !flow.geometric,
    }
}

/// Whether a value stands behind its label as words of one line do, if places are known.
fn is_right_behind(flow: &Flow<'_>, label: Piece, value: Piece) -> bool {
    match (label.extent(flow), value.extent(flow)) {
        (Some(label), Some(value)) => value[0] - label[2] < value[3] - value[1],
        _ => !flow.geometric,
    }
}

/// Whether a line has no room for the first word of the next, and ends as no sentence does.
fn stops(flow: &Flow<'_>, line: Piece, next: Piece, widest: &Widest<'_, '_>) -> bool {
    let word = line.text(flow).trim_end().rsplit(' ').next();
    let small = word.is_some_and(|word| {
        word.starts_with(char::is_lowercase) && word.ends_with(char::is_alphabetic)
    });
    small && !widest.has_room(line, next)
}
