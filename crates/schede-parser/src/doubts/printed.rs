//! Signs that a text does not say what is printed: a label whose words are cut by
//! blanks, a head without its date, a deadline that holds another cell's words.
//!
//! In: a draft read from a text. Out: doubts about single values.
//! Not here: words of values that are cut (`whole`), letters printed apart (`spaced`).

use schede_model::Flow;
use schede_model::signs::Sign;
use schede_model::text::last_word;
use schede_profile::{Field, Printed, Profile};
use smallvec::smallvec;

use super::again::PrintedAgain;
use super::deadlines::has_cut_date;
use crate::grammar::draft::{About, Doubt, Draft};
use crate::grammar::items::{Class, classify};
use crate::grammar::looks::{Look, leads_on};
use crate::source::{Piece, Pieces, Text};
use crate::values::date::is_date_shaped;
use crate::values::written_date::any_date_at_start;

/// The doubts.
pub fn changed_print<'f>(
    flow: &'f Flow<'_>,
    profile: &Profile,
    draft: &Draft,
    again: &mut PrintedAgain<'f>,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (n, statement) in draft.statements.iter().enumerate() {
        let about = About::Statement(n);
        let cut = |piece: &&Piece| again.is_cut_label(piece.text(flow), profile);
        if let Some(piece) = statement.label.first().filter(cut) {
            let sign = "a blank stands within a word of its label, or lacks between two";
            doubts.push(Doubt::broken(about, sign, *piece));
        }
        doubts.extend(caption_behind(flow, profile, about, &statement.text));
        doubts.extend(signature_in(flow, profile, about, &statement.text));
    }
    for (field, pieces) in &draft.singles {
        let about = About::Field(*field);
        doubts.extend(caption_behind(flow, profile, about, pieces));
        doubts.extend(signature_in(flow, profile, about, pieces));
        doubts.extend(label_for_value(flow, profile, draft, *field, pieces));
    }
    doubts.extend(crowded_deadline(flow, profile, draft));
    doubts.extend(cut_head(flow, profile, draft));
    doubts.extend(no_date(flow, draft));
    doubts.extend(small_capitals(flow, draft));
    doubts.extend(label_in_title(flow, profile, draft));
    doubts
}

/// A label without a colon on a sheet whose other labels have one: it may be a word of
/// another table, below the sheet.
pub fn without_colon(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    const SEVERAL: usize = 2;
    let has_colon = |label: &[Piece]| {
        label.last().is_none_or(|last| {
            let line = &flow.lines[last.line as usize].text;
            last.text(flow).contains(':') || line[last.end as usize..].trim_start().starts_with(':')
        })
    };
    let statements = || draft.statements.iter().enumerate();
    let mut without = statements().filter(|(_, statement)| !has_colon(&statement.label));
    let (Some((n, only)), None) = (without.next(), without.next()) else {
        return None;
    };
    let sign = "its label has no colon, as the others have";
    let several = statements().len() > SEVERAL;
    let doubt = |last: &Piece| Doubt::broken(About::Statement(n), sign, *last);
    several.then(|| only.label.last().map(doubt))?
}

/// A label with its colon within the title: its value stands there, too.
fn label_in_title(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let label = |piece: &Piece| {
        let text = piece.text(flow);
        memchr::memchr_iter(b':', text.as_bytes()).find_map(|colon| {
            let starts = text[..colon].match_indices(' ').map(|(at, _)| at + 1);
            starts.into_iter().find_map(|start| {
                let label = profile.printed.at_start(&text[start..])?;
                let two = text[start..colon].trim_end().contains(' ');
                match label.what {
                    Printed::Field { field, .. } if two && start + label.end == colon => {
                        Some((field, *piece))
                    }
                    _ => None,
                }
            })
        })
    };
    let colon = |piece: &&Piece| piece.signs(flow).may_hold(Sign::Colon);
    let Some((field, piece)) = draft.title.iter().filter(colon).find_map(label) else {
        return Vec::new();
    };
    [About::Title, About::Field(field)]
        .map(|about| Doubt::broken(about, "a label stands in the title", piece))
        .into()
}

/// A value that is the last words of a longer spelling of its label, whose lines stand right
/// above it: the value stands elsewhere.
fn label_for_value(
    flow: &Flow<'_>,
    profile: &Profile,
    draft: &Draft,
    field: Field,
    pieces: &[Piece],
) -> Option<Doubt> {
    const MOST_LINES: u32 = 4;
    let ([value], Some(label)) = (pieces, draft.label(field)) else {
        return None;
    };
    let below = (1..=MOST_LINES).contains(&value.line.checked_sub(label.line)?);
    let lines = below.then(|| &flow.lines[label.line as usize..=value.line as usize])?;
    let lines: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
    let joined = lines.join(" ");
    let spelling = profile.printed.at_start(&joined)?;
    let own = matches!(spelling.what, Printed::Field { field: of, .. } if of == field);
    (own && spelling.end == joined.len())
        .then(|| Doubt::broken(About::Field(field), "it is the end of its label", *value))
}

/// Signatures in the place of a value: they stand beside its label in the text only.
fn signature_in(
    flow: &Flow<'_>,
    profile: &Profile,
    about: About,
    pieces: &[Piece],
) -> Option<Doubt> {
    let signed = |piece: &&Piece| {
        let text = piece.text(flow);
        let label = profile.printed.at_start(text);
        let signs = label.is_some_and(|label| label.what == Printed::Signature);
        signs && classify(profile, text) == Class::Signature
    };
    let piece = pieces.iter().take(1).find(signed)?;
    Some(Doubt::broken(about, "it begins with a signature", *piece))
}

/// Labels of statements in capitals where that of the objective is not: capitals of small
/// size on paper may be small letters to another extractor.
fn small_capitals(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let small = |text: &str| text.contains(char::is_lowercase);
    let objective = draft.name().is_some_and(|code| {
        let line = &flow.lines[code.line as usize].text;
        small(&line[..code.start as usize])
    });
    if !objective {
        return Vec::new();
    }
    let labels = draft.statements.iter().enumerate().filter_map(|(n, statement)| {
        let label = *statement.label.first()?;
        (!small(label.text(flow))).then(|| Doubt {
            about: About::Label(n),
            code: "two-readings",
            message: "the label is in capitals, and others of the sheet are not: on paper it may be in small capitals".to_owned(),
            pieces: smallvec![label],
            other: None,
        })
    });
    labels.collect()
}

/// A body whose name ends with a preposition, or a unit with no name behind its kind
/// ("SETTORE"): words of the two stand elsewhere.
fn cut_head(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let text = |pieces: &Option<Pieces>| {
        let pieces = pieces.as_deref().unwrap_or_default();
        Text::from_pieces(flow, pieces).value
    };
    let (body, unit) = (text(&draft.entity), text(&draft.org_unit));
    let kind = profile.unit_at_start(&unit);
    // "Comune di Villarossa (AL)": a province's letters in brackets lead on to nothing.
    let open = !body.ends_with(')') && leads_on(last_word(&body), &profile.vocabulary);
    let bare = kind.is_some_and(|kind| kind.end == unit.len());
    // A name in other columns than its kind stands with the manager's.
    let mixed = draft.single(Field::Responsible).is_some_and(|pieces| {
        let name = Text::from_pieces(flow, pieces).value;
        !body.is_empty() && body.contains(' ') && name.contains(&body)
    });
    let place = draft.name().filter(|_| open || bare || mixed);
    let abouts = [
        About::Entity,
        About::OrgUnit,
        About::Field(Field::Responsible),
    ];
    let doubts = place.into_iter().flat_map(|place| {
        abouts.map(|about| Doubt::broken(about, "the lines of the head are not whole", place))
    });
    doubts.collect()
}

/// "Risultato atte so", "Obiettivo raggiunto al100%".
pub(super) fn is_label_cut(profile: &Profile, label: &str) -> bool {
    let words = profile.printed.at_start(label).map_or(0, |label| label.end);
    let within =
        |(at, _): (usize, &str)| at < words && profile.printed.ends_within_word(&label[..at]);
    let joint = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_digit();
    // "Obiettivononraggiunto": a word of the label ends between two letters.
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut together = false;
    profile.printed.each_word_end(&label[..words], |at| {
        let (before, behind) = label[..words].split_at(at);
        together |= letter(before.chars().next_back()) && letter(behind.chars().next());
    });
    together || label.match_indices(' ').any(within) || label.as_bytes().windows(2).any(joint)
}

/// A caption of the form with its colon in the last line of a text.
fn caption_behind(
    flow: &Flow<'_>,
    profile: &Profile,
    about: About,
    pieces: &[Piece],
) -> Option<Doubt> {
    let last = *pieces.last()?;
    let colon = last.signs(flow).may_hold(Sign::Colon);
    (colon && holds_caption(profile, last.text(flow)))
        .then(|| Doubt::broken(about, "a caption of the form stands in it", last))
}

/// Whether a caption of one word with its colon stands in a line.
pub(super) fn holds_caption(profile: &Profile, text: &str) -> bool {
    let caption = |at: usize| {
        let start = text[..at].rfind(' ').map_or(0, |blank| blank + 1);
        let label = profile.printed.at_start(&text[start..]);
        label.is_some_and(|l| l.what == Printed::Caption && start + l.end == at)
    };
    memchr::memchr_iter(b':', text.as_bytes()).any(caption)
}

/// A final deadline that begins as another cell does, or has words behind its date that
/// do not go on with it.
fn crowded_deadline(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<Doubt> {
    let pieces = draft.single(Field::FinalDeadline)?;
    let first = *pieces.first()?;
    let value = Text::from_pieces(flow, pieces).value;
    let mut words = value.split(' ');
    let begins = Look::of(words.clone().next()?, &profile.vocabulary);
    let total = profile.totals.at_start(&value).is_some();
    // "15 dicembre 2024": a figure alone would be a word of the monitoring.
    let date = any_date_at_start(&value, &profile.vocabulary);
    let other = total || begins.monitors && date.is_none() && value.contains(' ');
    let shout = |word: &str| word.len() > 1 && !word.contains(char::is_lowercase);
    match date {
        Some((_, end)) if value[..end].contains(' ') => {
            words = value[end..].trim_start().split(' ');
        }
        _ => {
            words.find(|word| is_date_shaped(word));
        }
    }
    let behind = words.next();
    let sentence = behind.is_some_and(|w| w.starts_with(char::is_uppercase) && !shout(w));
    let second = behind.is_some_and(is_date_shaped)
        || !behind.is_some_and(shout) && words.any(is_date_shaped);
    let sign = if other {
        "it begins as another cell does"
    } else if sentence || second {
        "words of another cell stand behind its date"
    } else if has_cut_date(&value) {
        "its date is cut by a blank"
    } else {
        return None;
    };
    Some(Doubt::broken(
        About::Field(Field::FinalDeadline),
        sign,
        first,
    ))
}

/// A table whose head names the monitoring with its date ("Monitoraggio al"), or whose
/// head was not found, and no date; or whose first row begins with such a date ("al
/// 30/09/2024") in the monitoring's cell.
fn no_date(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    let phase = draft.phases.first()?;
    if draft.reference_date.is_some() {
        return None;
    }
    let begun = phase.monitoring.pieces().next();
    let begun = begun.filter(|piece| ends_head(piece.text(flow)));
    let place = begun.or(phase.digits.filter(|_| draft.date_expected))?;
    Some(Doubt {
        message: "no date was found in the head of the table".to_owned(),
        ..Doubt::broken(About::ReferenceDate, "", place)
    })
}

/// Whether a line is a date and the word before it, as they end the head of the monitoring.
fn ends_head(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let word = words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("al"));
    word && words.next().is_some_and(is_date_shaped) && words.next().is_none()
}
