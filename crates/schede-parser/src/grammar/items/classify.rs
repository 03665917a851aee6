//! What a text is by the words it begins with. A table of kinds, tried in turn.

use std::ops::Range;

use schede_model::text::ordinal_sign;
use schede_profile::names::{in_two_languages, is_name, note_mark};
use schede_profile::{Field, LabelMatch, PhaseWord, Printed, Profile, Style};

use super::{Class, LabelParts, Strength};
use crate::grammar::heads::{HeadLine, head_line};
use crate::source::part;
use crate::values::code::objective_code;
use crate::values::date::date_at_start;
use crate::values::weight::weight_at_start;
use crate::values::year::begins_with_year;

/// What a text is by the words it begins with.
pub fn classify(profile: &Profile, text: &str) -> Class {
    classify_looked(profile, text, || profile.printed.at_start(text))
}

/// [`classify`], where the printed label that the text begins with may be known.
pub(super) fn classify_looked(
    profile: &Profile,
    text: &str,
    printed: impl FnOnce() -> Option<LabelMatch<Printed>>,
) -> Class {
    if is_blank_to_fill(text) {
        return Class::Furniture;
    }
    if let Some(phase) = phase_label(profile, text) {
        return phase;
    }
    // What begins with a small letter is a word of running text.
    if text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return total(profile, text).map_or(Class::Plain, |weight| Class::Total(part(weight)));
    }
    let before_colon = profile.label_before_colon(text);
    // "Obiettivo DUP:" names no objective.
    let longer =
        |label: &LabelMatch<Printed>| before_colon.is_some_and(|other| label.end < other.end);
    if let Some(label) = printed().filter(|label| !longer(label))
        && label.style == Style::Capital
        && let Some(class) = printed_class(profile, text, label.what, label.end)
    {
        return class;
    }
    if let Some(label) = before_colon
        && let Some(class) = field_label(profile, text, label.what, label.end, false)
    {
        return class;
    }
    let alone = || profile.is_head_alone(text);
    let is_head = |h: &HeadLine| h.n_heads > 1 || h.date.is_some() && alone();
    if let Some(head) = head_line(profile, text).filter(is_head) {
        return Class::Head(head);
    }
    if let Some(total) = total(profile, text) {
        return Class::Total(part(total));
    }
    if profile
        .unit_at_start(text)
        .is_some_and(|l| l.style == Style::Capital)
    {
        return Class::OrgUnit;
    }
    if profile
        .entity
        .at_start(text)
        .is_some_and(|l| l.style == Style::Capital)
    {
        return Class::Entity;
    }
    Class::Plain
}

fn printed_class(profile: &Profile, text: &str, what: Printed, end: usize) -> Option<Class> {
    match what {
        Printed::Objective => objective(profile, text, end),
        Printed::Field {
            field,
            colon_optional,
        } => field_label(profile, text, field, end, colon_optional),
        Printed::Caption => caption(profile, text, end),
        Printed::Signature => signature(profile, text, end),
    }
}

fn objective(profile: &Profile, text: &str, end: usize) -> Option<Class> {
    let end = in_two_languages(text, end);
    if let Some(code) = objective_code(&text[end..], &profile.references) {
        return Some(Class::Objective {
            code: part(end + code.code.start..end + code.code.end),
            title: (end + code.title) as u32,
            labelled: true,
        });
    }
    only_signs(&text[end..]).then_some(Class::ObjectiveLabel)
}

/// A label's end: what may stand between it and its colon, the colon, and for
/// statements a second qualified part ("Obiettivo non raggiunto: - annualità 2024:").
pub(in crate::grammar) fn field_label(
    profile: &Profile,
    text: &str,
    field: Field,
    end: usize,
    colon_optional: bool,
) -> Option<Class> {
    let end = in_two_languages(text, end);
    let label_end = match qualified_end(profile, text, end) {
        qualified if field.is_statement() => qualified,
        // "Riferimenti al DUP 2024-2026:".
        qualified if text[qualified..].trim_start().starts_with(':') => qualified,
        _ => end,
    };
    let rest = &text[label_end..];
    let blank = rest.len() - rest.trim_start().len();
    let before_colon = blank.max(note_mark(rest));
    let colon = rest[before_colon..].starts_with(':');
    if let Some(colon) = colon.then_some(label_end + before_colon) {
        let mut label = LabelParts::one(label_end);
        let mut value = colon + 1;
        if field.is_statement()
            && let Some((second, after)) = second_label(profile, text, value)
        {
            label = label.and(second);
            value = after;
        }
        return Some(Class::Field {
            field,
            label,
            value: value as u32,
            strength: Strength::Colon,
        });
    }
    let label = LabelParts::one(label_end);
    if rest.trim().is_empty() {
        return Some(Class::Field {
            field,
            label,
            value: text.len() as u32,
            strength: Strength::Bare,
        });
    }
    let begins =
        |c: char| c.is_uppercase() || c.is_ascii_digit() || profile.empty_reference.contains(&c);
    let behind = &rest[blank..];
    // "Dirigente dott.ssa Ada Bruni".
    let named = || field == Field::Responsible && !behind.contains(':') && is_name(behind);
    // "Scadenza finale xxxxxx".
    let to_come = || field == Field::FinalDeadline && profile.is_placeholder(behind.trim_end());
    let spaced = blank > 0 && (behind.starts_with(begins) || named() || to_come());
    let weak = colon_optional || text[..label_end].contains(' ');
    (spaced && weak).then_some(Class::Field {
        field,
        label,
        value: (label_end + blank) as u32,
        strength: Strength::Weak,
    })
}

/// Where the qualifiers after a statement's label end.
pub(in crate::grammar) fn qualified_end(profile: &Profile, text: &str, end: usize) -> usize {
    let mut reached = end;
    let mut at = end;
    loop {
        at = text.len()
            - text[at..]
                .trim_start_matches(|c: char| {
                    c.is_whitespace() || matches!(c, '-' | '–' | ',' | '(' | '/')
                })
                .len();
        let rest = &text[at..];
        let word = if let Some(label) = profile.qualifiers.at_start(rest) {
            label.end
        } else if let Some(date) = date_before_colon(rest) {
            date
        } else if begins_with_year(rest) {
            4
        } else {
            return reached;
        };
        at += word;
        if text[at..].starts_with(')') {
            at += 1;
        }
        reached = at;
    }
}

/// Bytes of a date that ends a label: "Risultato atteso al 31/12/2024:", or the same in a
/// cell of its own.
fn date_before_colon(text: &str) -> Option<usize> {
    let (_, end) = date_at_start(text)?;
    let behind = text[end..].trim_start();
    (behind.is_empty() || behind.starts_with([':', ')'])).then_some(end)
}

fn second_label(profile: &Profile, text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[at..];
    let start = at + (rest.len() - rest.trim_start().len());
    text[start..].starts_with(['-', '–']).then_some(())?;
    let end = qualified_end(profile, text, start);
    let after = text[end..].trim_start();
    (end > start && after.starts_with(':')).then(|| (start..end, text.len() - after.len() + 1))
}

/// Whether a text begins with the label of a row and its colon: "fase 1 :".
pub(super) fn begins_row(profile: &Profile, text: &str) -> bool {
    matches!(
        phase_label(profile, text),
        Some(Class::Phase { colon: true, .. })
    )
}

/// A line of captions and nothing else ("Tempistica: Fasi progettuali ...").
pub(super) fn caption(profile: &Profile, text: &str, end: usize) -> Option<Class> {
    let end = captions_end(profile, text, end);
    only_signs(&text[end..]).then_some(Class::Caption)
}

/// Where the captions end that follow the one ending at a byte, without signs between.
fn captions_end(profile: &Profile, text: &str, mut end: usize) -> usize {
    loop {
        let rest = text[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = profile.printed.at_start(rest);
        match next.filter(|label| label.what == Printed::Caption) {
            Some(next) => end = text.len() - rest.len() + next.end,
            None => return end,
        }
    }
}

/// Bytes of the whole captions with which a text begins, the first of them its `label`, where
/// it goes on with the first words of another ("Tempistica: Fasi" over "progettuali di
/// sviluppo"); 0 if it does not.
pub(super) fn leading_captions(
    profile: &Profile,
    text: &str,
    label: Option<LabelMatch<Printed>>,
) -> usize {
    let Some(label) = label.filter(|label| label.what == Printed::Caption) else {
        return 0;
    };
    let rest = &text[captions_end(profile, text, label.end)..];
    let begun = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    match begun.starts_with(char::is_uppercase) && profile.printed.continues(begun) {
        true => text.len() - begun.len(),
        false => 0,
    }
}

/// Where the captions end with which a text begins, and where the label of a row that
/// follows them does ("... dell'obiettivo fase 1: Rilievo").
pub(super) fn row_behind_captions(profile: &Profile, text: &str) -> Option<(usize, usize)> {
    let first = profile.printed.at_start(text)?;
    let end = captions_end(profile, text, first.end);
    let row = text[end..].trim_start();
    begins_row(profile, row).then_some((end, text.len() - row.len()))
}

/// A line of signatures and nothing else; a name may follow the last one.
pub(super) fn signature(profile: &Profile, text: &str, end: usize) -> Option<Class> {
    let ahead = |at: &str| {
        at.len()
            - at.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.'))
                .len()
    };
    let mut rest = &text[end + ahead(&text[end..])..];
    while let Some(label) = profile
        .printed
        .at_start(rest)
        .filter(|l| l.what == Printed::Signature)
    {
        rest = &rest[label.end..];
        rest = &rest[ahead(rest)..];
    }
    let rest = rest.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '.' | '…' | '_' | '-' | '/')
    });
    is_name(rest).then_some(Class::Signature)
}

/// Whether a line is a blank to be filled in by hand, above or below a signature, and says
/// nothing.
fn is_blank_to_fill(text: &str) -> bool {
    text.starts_with(['_', ' '])
        && text.contains('_')
        && text.chars().all(|c| matches!(c, '_' | ' '))
}

pub(super) fn only_signs(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// "fase 3:", "Fase 10", "fase n. 4 -". A word must not follow the number
/// directly ("fase 3bis").
pub fn phase_label(profile: &Profile, text: &str) -> Option<Class> {
    phase_named(profile, text, PhaseWord::Number)
}

/// The same at the beginning of a row whose cells are known: there the words that ask for
/// a sign behind the number need none.
pub fn phase_of_row(profile: &Profile, text: &str) -> Option<Class> {
    phase_named(profile, text, PhaseWord::Sign)
}

/// `unsigned`: the kind of word that needs no sign, besides those that never do.
fn phase_named(profile: &Profile, text: &str, unsigned: PhaseWord) -> Option<Class> {
    let word = profile.phase_words.at_start(text)?;
    let mut at = skip_mark(text, word.end);
    at = skip_blanks(
        text,
        at + profile.references.numbering_at_start(&text[at..]),
    );
    let n_digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    // No table has a thousand phases; a year or an act's number is no phase.
    if n_digits == 0 || n_digits > 3 {
        return None;
    }
    let digits = at..at + n_digits;
    let number = text[digits.clone()].parse().ok()?;
    // "Fase 1°:"
    let end = digits.end + ordinal_sign(&text[digits.end..]);
    let after = skip_blanks(text, end);
    let rest = &text[after..];
    let colon = rest.starts_with([':', ')'])
        || rest.starts_with(". ")
        || is_dash(rest)
        || after > end && is_dash_before_name(rest);
    let glued = text[end..].starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '/' | '.' | ',' | '%' | '\'' | '’')
    });
    let needs_sign = word.what == PhaseWord::Sign && unsigned != PhaseWord::Sign;
    if !colon && (glued || needs_sign && !rest.is_empty()) {
        return None;
    }
    let value = if colon {
        skip_blanks(text, after + rest.chars().next().map_or(0, char::len_utf8))
    } else {
        after
    };
    Some(Class::Phase {
        number,
        digits: part(digits),
        value: value as u32,
        colon,
    })
}

/// What follows the word of a label: the full stop of "n." is none of its letters.
fn skip_mark(text: &str, at: usize) -> usize {
    text.len()
        - text[at..]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '°'))
            .len()
}

/// Whether a text begins with a dash that stands alone: "Fase 1 -" may be a cell of
/// its own.
fn is_dash(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '–', '—']);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a text begins with a dash and a name right behind it: two cells that touch.
fn is_dash_before_name(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '–', '—']);
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// A weight with a per cent sign alone on the line, or any after "Totale".
fn total(profile: &Profile, text: &str) -> Option<Range<usize>> {
    let named = profile.totals.at_start(text).map(|label| label.end);
    let start = named.map_or(0, |end| {
        text.len() - text[end..].trim_start_matches([' ', ':', '.']).len()
    });
    if !text[start..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let weight = weight_at_start(&text[start..])?;
    let alone = only_signs(&text[start + weight.end..]);
    (alone && (weight.percent || named.is_some())).then(|| start..start + weight.end)
}
