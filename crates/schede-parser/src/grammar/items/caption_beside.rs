//! The caption of the table on one line with the table's head or its first row: a cell beside
//! them on paper ("Tempistica: Descrizione Incidenza % ...", "... Raggiungimento Obiettivo
//! Tempistica:").
//!
//! In: a line. Out: where its second printed thing begins. Not here: things run together
//! without a blank (`glued`).

use schede_model::scan::{Bytes, pairs};
use schede_profile::{LabelMatch, Printed, Profile, Style};

use super::classify::{begins_row, caption};
use crate::grammar::heads::is_head_line;

/// Where the head or row begins behind captions, or the caption behind a head, in a text that
/// begins with a label or none.
pub(super) fn caption_beside(
    profile: &Profile,
    text: &str,
    label: Option<LabelMatch<Printed>>,
) -> Option<usize> {
    let behind = label.and_then(|label| behind_captions(profile, text, label));
    behind.or_else(|| caption_behind(profile, text))
}

/// Where a head or the label of a row begins, with nothing but captions before it.
fn behind_captions(profile: &Profile, text: &str, mut label: LabelMatch<Printed>) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if label.what != Printed::Caption || label.style == Style::Small {
            return None;
        }
        let blanks = |c: char| c.is_whitespace() || c == ':';
        let next = rest[label.end..].trim_start_matches(blanks);
        // A label parts from what follows by a blank at least.
        if next.len() == rest.len() - label.end {
            return None;
        }
        at = text.len() - next.len();
        if is_head_line(profile, next) || begins_row(profile, next) {
            return Some(at);
        }
        label = profile.printed.at_start(next)?;
    }
}

/// Where a caption begins that ends a line of heads.
fn caption_behind(profile: &Profile, text: &str) -> Option<usize> {
    // Few lines end as a caption does.
    if !profile.caption_ends.may_end(text) {
        return None;
    }
    profile.heads.at_start(text)?;
    let caption = |at: usize| {
        let label = profile.printed.at_start(&text[at..]);
        let label = label.filter(|label| label.what == Printed::Caption);
        let capital = text[at..].starts_with(char::is_uppercase);
        label
            .filter(|_| capital)
            .is_some_and(|label| caption(profile, &text[at..], label.end).is_some())
    };
    // The last one: a caption may hold the words of another.
    let begins = pairs(text.as_bytes(), sets_off);
    let found = begins.filter(|at| caption(*at) && is_head_line(profile, &text[..at - 1]));
    found.last()
}

/// What may be a capital, behind a blank.
#[inline]
fn sets_off(before: Bytes, here: Bytes) -> Bytes {
    before.is(b' ') & (here.is_in(b'A'..=b'Z') | here.is_in(0x80..=0xff))
}
