//! Printed things run together in one line without a blank between.

use schede_model::scan::{Bytes, pairs};
use schede_profile::{Field, LabelMatch, Printed, Profile, Style};

use super::caption_beside::caption_beside;
use super::classify::{begins_row, caption, field_label, only_signs, signature};
use super::{Class, Strength};
use crate::grammar::heads::is_head_line;
use crate::values::code::objective_code;

/// Where a second printed thing begins inside a text without a blank before it:
/// a pen that moves left leaves none ("08/10/2025Scadenza finale ...:",
/// "...dell'obiettivo:Tempistica:"). A blank may stand before a label whose value
/// comes first, if the label ends the text; so it may beside a caption. `label` is the one
/// the text begins with.
pub(super) fn glued_at(
    profile: &Profile,
    text: &str,
    label: Option<LabelMatch<Printed>>,
) -> Option<usize> {
    if let Some(at) = caption_beside(profile, text, label) {
        return Some(at);
    }
    let bytes = text.as_bytes();
    // A label counts inside a text only with its colon.
    let last_colon = memchr::memrchr(b':', bytes).unwrap_or_default();
    let begins = |at: usize| match joint(bytes[at - 1]) {
        Joint::Blank => {
            at < last_colon
                && (text.ends_with(':') && begins_printed(profile, &text[at..], false)
                    || begins_behind(profile, text, at))
        }
        Joint::Number => {
            begins_row(profile, &text[at..]) || begins_printed(profile, &text[at..], true)
        }
        Joint::Word if bytes[at - 1].is_ascii_uppercase() => {
            let rest = &text[at..];
            bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
                && (signs(profile, rest) || begins_label(profile, rest))
        }
        Joint::Word if matches!(bytes[at - 1], b'['..=b'`' | b'{'..=0x7f) => false,
        // A quotation may begin like a line of the form.
        Joint::Word => {
            let letter = bytes[at - 1].is_ascii_alphabetic();
            !text[..at].ends_with(['«', '“', '‘'])
                && (begins_printed(profile, &text[at..], true)
                    || letter && begins_label(profile, &text[at..]))
        }
    };
    // Most lines have nothing of the kind: all bytes are looked at in one step
    // before any is looked at closely. Behind the last colon no label stands that a blank
    // sets off.
    if last_colon == 0 {
        return pairs(bytes, glues).find(|at| begins(*at));
    }
    let ahead = pairs(&bytes[..=last_colon], |here, next| {
        glues(here, next) | sets_off(here, next)
    });
    let behind = pairs(&bytes[last_colon..], glues).map(|at| last_colon + at);
    ahead.chain(behind).find(|at| begins(*at))
}

/// Whether a text is a signature: "Come da PEGIl Dirigente".
fn signs(profile: &Profile, text: &str) -> bool {
    let label = profile.printed.at_start(text);
    label.is_some_and(|label| {
        label.what == Printed::Signature && signature(profile, text, label.end).is_some()
    })
}

/// Whether a text begins with a label of several words, with or without its colon: right behind
/// the last letter of another text no sentence does.
fn begins_label(profile: &Profile, text: &str) -> bool {
    let label = profile.printed.at_start(text);
    label.is_some_and(|label| match label.what {
        Printed::Field {
            field,
            colon_optional,
        } => {
            label.style == Style::Capital
                && text[..label.end].contains(' ')
                && field_label(profile, text, field, label.end, colon_optional).is_some()
        }
        _ => false,
    })
}

/// What stands before a printed thing inside a line.
enum Joint {
    /// A digit or per cent sign.
    Number,
    /// A letter or a sign that ends a word.
    Word,
    /// A blank.
    Blank,
}

fn joint(before: u8) -> Joint {
    match before {
        b'0'..=b'9' | b'%' => Joint::Number,
        b' ' => Joint::Blank,
        _ => Joint::Word,
    }
}

/// A letter after a digit or per cent sign; a capital after a letter or a sign
/// that ends a word.
#[inline]
fn glues(before: Bytes, here: Bytes) -> Bytes {
    let capital = here.is_in(b'A'..=b'Z');
    let number = before.is_in(b'0'..=b'9') | before.is(b'%');
    // With a few signs that are none, which are told apart later.
    let letter = before.is_in(b'A'..=0xff);
    let sign = before.is(b':') | before.is(b'.') | before.is(b')') | before.is(b'"');
    number & (capital | here.is_in(b'a'..=b'z')) | (letter | sign) & capital
}

/// A capital after a blank.
#[inline]
fn sets_off(before: Bytes, here: Bytes) -> Bytes {
    before.is(b' ') & here.is_in(b'A'..=b'Z')
}

/// Whether a printed thing begins at `at`, behind a blank, run together with the line
/// before: a long label with its colon, or two signatures or captions and nothing else.
fn begins_behind(profile: &Profile, text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let Some(label) = profile.printed.at_start(rest) else {
        return false;
    };
    let again = || {
        let next = rest[label.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = profile.printed.at_start(next);
        next.is_some_and(|next| next.what == label.what)
    };
    match label.what {
        Printed::Field {
            field,
            colon_optional,
        } => begins_field(profile, text, at, label.end, field, colon_optional),
        Printed::Signature => again() && signature(profile, rest, label.end).is_some(),
        Printed::Caption => again() && caption(profile, rest, label.end).is_some(),
        Printed::Objective => false,
    }
}

/// Whether the label at `at`, of `end` bytes, is long and has its colon; no full stop
/// stands before it, as there would in a sentence that quotes the label.
fn begins_field(
    profile: &Profile,
    text: &str,
    at: usize,
    end: usize,
    field: Field,
    colon_optional: bool,
) -> bool {
    const LONG: usize = 3;
    let rest = &text[at..];
    let long = rest[..end].split_whitespace().count() >= LONG;
    let sentence = text[..at]
        .trim_end()
        .ends_with(['.', ';', ':', ',', '(', '"', '“', '«', '-']);
    let colon = has_colon(profile, rest, field, end, colon_optional);
    let first = is_label_of(profile, text[..at].trim_end(), field);
    long && colon && !first && (!sentence || profile.head_fields.contains(&field))
}

/// Whether a text is another label of a field: what stands behind it is its value ("Budget
/// Stanziamenti di bilancio 2025: ...").
fn is_label_of(profile: &Profile, text: &str, field: Field) -> bool {
    let label = profile.words_before_colon(text);
    label.is_some_and(|label| label.what == field && label.end == text.len())
}

fn has_colon(
    profile: &Profile,
    rest: &str,
    field: Field,
    label_end: usize,
    colon_optional: bool,
) -> bool {
    matches!(
        field_label(profile, rest, field, label_end, colon_optional),
        Some(Class::Field {
            strength: Strength::Colon,
            ..
        })
    )
}

fn begins_printed(profile: &Profile, rest: &str, glued: bool) -> bool {
    if let Some(label) = profile.value_before.at_start(rest) {
        let signs = rest[label.end..].trim_start();
        return signs.starts_with(':') && (glued || only_signs(signs));
    }
    let label = || {
        let label = profile.printed.at_start(rest);
        label.is_some_and(|label| match label.what {
            Printed::Caption => {
                rest[label.end..].starts_with(':') || only_signs(&rest[label.end..])
            }
            Printed::Signature => signature(profile, rest, label.end).is_some(),
            Printed::Field {
                field,
                colon_optional,
            } => {
                label.style == Style::Capital
                    && has_colon(profile, rest, field, label.end, colon_optional)
            }
            Printed::Objective => {
                label.style == Style::Capital
                    && objective_code(&rest[label.end..], &profile.references).is_some()
            }
        })
    };
    glued && (label() || is_head_line(profile, rest))
}
