//! Labels that wrap in their cell, and the label of the final deadline wherever on its
//! line it stands.
//!
//! In: the lines of a page. Out: where such a label begins and ends.
//!
//! Not here: labels at the beginning of a line, in one piece (`opening`).

use schede_profile::{Field, Profile};

use super::opening::{Opening, printed};
use super::text::{TextLine, Token};
use super::view::View;

/// Bytes of a label that is none of the words of a cell.
const LONG_LABEL: usize = 25;

/// Blank (em) up to which words are one run of text.
pub(crate) const RUN_GAP: f32 = 0.6;

/// Lines below its first over which a label wraps in its cell, at most.
const LABEL_LINES: usize = 6;

/// Whether a line begins with a label that wraps in its cell: the first words of
/// this line and of those below it, to a colon. Its right end.
pub(crate) fn wrapped_label(view: View, position: usize) -> Option<f32> {
    wrapped_label_to(view, position).map(|(right, _)| right)
}

/// Whether words are the first of a label that wraps in its cell.
pub(crate) fn may_wrap(profile: &Profile, text: &str) -> bool {
    text.starts_with(char::is_uppercase) && profile.printed.continues(text)
}

/// Whether a word is of a label that wraps in its cell and begins on a line above.
pub(crate) fn in_wrapped_label(view: View, position: usize, token: usize) -> bool {
    let word = &view.page.tokens[token];
    let rest = view
        .asked
        .label_rest(position, || label_rest(view, position));
    rest.is_some_and(|right| word.x1 <= right)
}

/// The right end of the first words of a line, if they are of a label that begins above.
fn label_rest(view: View, position: usize) -> Option<f32> {
    let above = position.saturating_sub(LABEL_LINES)..position;
    // Such a label ends with a colon: most lines have none around them.
    let around = (above.start..view.body.len()).take(2 * LABEL_LINES + 1);
    let mut texts = around.map(|p| view.line(p).text.as_bytes());
    if !texts.any(|text| memchr::memchr(b':', text).is_some()) {
        return None;
    }
    let reaches = |above: usize| {
        let label = wrapped_label_to(view, above);
        label.is_some_and(|(_, last)| last >= position)
    };
    let own = above
        .clone()
        .any(reaches)
        .then(|| first_run(view, view.line(position)));
    own?.map(|(_, right, _)| right)
}

/// The right end and the last line of a label that wraps and begins on a line.
fn wrapped_label_to(view: View, position: usize) -> Option<(f32, usize)> {
    if !view.may_begin_label(view.line(position)) {
        return None;
    }
    let look = || wrapped_label_from(view, position);
    view.asked.wrapped_label(position, look)
}

fn wrapped_label_from(view: View, position: usize) -> Option<(f32, usize)> {
    let (first, mut base) = (view.line(position), view.line(position).base);
    let own = first_run(view, first)?;
    let mut text = first.text[..own.2].to_owned();
    // A label with its colon is whole, though a longer one begins so.
    if text.contains(':') || !view.profile.printed.continues(&text) {
        return None;
    }
    let mut right = own.1;
    for below in (position + 1..view.body.len()).take(LABEL_LINES) {
        let line = view.line(below);
        let run = first_run(view, line)?;
        if line.base - base > view.page.widest_pitch() * line.em {
            return None;
        }
        if stands_under((run.0, run.1), (own.0, own.1), line.em) {
            text = format!("{text} {}", &line.text[..run.2]);
            base = line.base;
            right = right.max(run.1);
            if text.contains(':') {
                let open = printed(&text, view.profile);
                let firm = matches!(open, Some(Opening::Label { firm: true, .. }));
                return firm.then_some((right, below));
            }
        } else if run.0 < own.1 {
            return None;
        }
    }
    None
}

/// Left and right end of the first words of a line, up to another cell, and the byte
/// after them.
pub(crate) fn first_run(view: View, line: &TextLine) -> Option<(f32, f32, usize)> {
    let tokens = view.tokens(line);
    let together = |a: &Token, b: &Token| b.x0 - a.x1 < RUN_GAP * b.em && !view.is_ruled(a, b);
    let run = tokens.chunk_by(together).next()?;
    let last = run.last()?;
    Some((run[0].x0, last.x1, last.end as usize))
}

/// Whether words from `a.0` to `a.1` stand below others of their cell: set left, centred, or
/// set right.
fn stands_under(a: (f32, f32), above: (f32, f32), em: f32) -> bool {
    let left = (a.0 - above.0).abs() < em / 2.0;
    let right = (a.1 - above.1).abs() < em / 2.0;
    left || right || (a.0 + a.1 - above.0 - above.1).abs() < em
}

/// Whether a text begins with the deadline's label in many words.
pub(crate) fn is_long_label(text: &str, profile: &Profile) -> bool {
    match printed(text, profile) {
        Some(Opening::Label {
            field: Field::FinalDeadline,
            firm: true,
            end,
        }) => end > LONG_LABEL,
        _ => false,
    }
}

/// The token with which the label of the final deadline begins on a line: the
/// first one, or one after a gap.
pub(crate) fn deadline_start(view: View, position: usize) -> Option<usize> {
    let line = view.line(position);
    // Most words begin none.
    let firm = |i: usize| {
        let may = view.page.tokens[i].may_begin_deadline;
        may.then(|| deadline_label(view, position, i)).flatten()
    };
    let holds = || line.tokens.clone().any(|i| firm(i).is_some());
    // Few lines hold one, and each is asked several times.
    if !line.may_hold_deadline(holds) {
        return None;
    }
    line.tokens.clone().find(|i| match firm(*i) {
        Some(firm) => firm || is_capital(view, position, *i) && wraps(view, position, *i),
        None => false,
    })
}

/// Whether the label of the deadline begins at a token, the line's first one or one
/// after a gap; and if so, whether it is firm.
fn deadline_label(view: View, position: usize, index: usize) -> Option<bool> {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let apart = |i: usize| tokens[i].x0 - tokens[i - 1].x1 > RUN_GAP / 2.0 * line.em;
    if index > line.tokens.start && !apart(index) {
        return None;
    }
    let text = view.text_from(position, index);
    // One label is looked for in fewer steps than all.
    view.profile.deadline.at_start(text)?;
    match printed(text, view.profile) {
        Some(Opening::Label {
            field: Field::FinalDeadline,
            firm,
            ..
        }) => Some(firm),
        _ => None,
    }
}

fn is_capital(view: View, position: usize, token: usize) -> bool {
    view.text_from(position, token)
        .starts_with(char::is_uppercase)
}

/// Whether the label that begins at token `first` wraps in its cell: the words up
/// to a wide gap begin a label, and the next line goes on below them.
fn wraps(view: View, position: usize, first: usize) -> bool {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let end = (first + 1..line.tokens.end)
        .find(|i| tokens[*i].x0 - tokens[*i - 1].x1 > RUN_GAP / 2.0 * line.em)
        .unwrap_or(line.tokens.end);
    let label = &line.text[tokens[first].start as usize..tokens[end - 1].end as usize];
    // A value centred beside the label stands between its lines.
    let below = (position + 1..view.body.len()).take(2).take_while(|p| {
        let step = view.line(*p).base - line.base;
        step < view.page.widest_pitch() * line.em
    });
    let own = (tokens[first].x0, tokens[end - 1].x1);
    let under = |p: usize| {
        let words = view.tokens(view.line(p));
        let mut runs = words.chunk_by(|a, b| b.x0 - a.x1 < RUN_GAP * b.em);
        let Some((a, b)) = runs.next().and_then(|r| r.first().zip(r.last())) else {
            return false;
        };
        stands_under((a.x0, b.x1), own, line.em)
    };
    view.profile.printed.continues(label) && below.into_iter().any(under)
}
