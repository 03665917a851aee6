//! Labels that the form does not know ("Risorse strumentali: ..."), read as the end of
//! the text before them.
//!
//! In: a draft. Out: doubts about the texts, of a page whose places are known, and about the
//! fields that no label names: one may be what the unknown label says. Of texts without places
//! only those of a sheet that lacks a field; else the length of their lines tells (`order`).

use schede_model::Flow;
use schede_model::signs::Sign;
use schede_profile::names::numbering;
use schede_profile::{Field, Printed, Profile, Style};

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;
use crate::values::weight::weight_at_start;

const SIGN: &str = "a line of it begins like a label that the form does not know";

/// Words of a label, at most.
const MOST_WORDS: usize = 6;

/// The fields that a label of the form names on a sheet, but for those that many sheets
/// have none of.
const FIELDS: [Field; 13] = [
    Field::Responsible,
    Field::Dup,
    Field::Purpose,
    Field::PublicValue,
    Field::Description,
    Field::FinalDeadline,
    Field::ExpectedResults,
    Field::SuccessCriteria,
    Field::FailureCriteria,
    Field::Indicators,
    Field::Constraints,
    Field::HumanResources,
    Field::FinancialResources,
];

/// The doubts of a draft.
pub(super) fn doubts(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = in_title(flow, draft).into_iter().collect();
    doubts.extend(known_within(flow, profile, draft));
    let begun = begun(flow, profile, draft);
    if flow.geometric {
        doubts.extend(in_texts(flow, draft, &begun));
    }
    let labelled = begun.first().map(|(.., piece)| *piece);
    let in_title = doubts
        .first()
        .and_then(|doubt| doubt.pieces.first().copied());
    let labelled = labelled.or(draft.unknown_label);
    if let Some(piece) = labelled.or(in_title) {
        let missing = missing(flow, draft, piece);
        if !flow.geometric && !missing.is_empty() {
            let broken = |(about, _, piece): &_| Doubt::broken(*about, SIGN, *piece);
            doubts.extend(begun.iter().map(broken));
        }
        doubts.extend(missing);
    }
    doubts
}

/// Doubts the texts in which a line, or its first cell, is a label of the form and nothing
/// else, where the sheet has none of it; and its field.
fn known_within(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let named = |field: Field| {
        draft.single(field).is_some() || draft.statements.iter().any(|s| s.field == field)
    };
    let of_field = |piece: &Piece| {
        let before = &flow.lines[piece.line as usize].text[..piece.start as usize];
        // Where blanks keep the columns, a cell begins behind some, too.
        let begins = || before.trim().is_empty() || flow.approximate && before.ends_with("  ");
        let text = piece.text(flow);
        let field = |cell: &str| {
            let cell = &cell[numbering(cell)..];
            let alone = field_alone(profile, cell.trim_end_matches([':', ' ']));
            alone.or_else(|| weight_alone(profile, cell).then_some(Field::Weight))
        };
        // Most lines are one cell that begins with a small letter, and no label does.
        let ends = [text.as_bytes().first(), text.as_bytes().last()];
        let blank = |byte: Option<&u8>| byte == Some(&b' ');
        if !piece.signs(flow).may_hold(Sign::TwoBlanks) && !ends.into_iter().any(blank) {
            let small = ends[0].is_some_and(u8::is_ascii_lowercase);
            let field = (!small && begins()).then(|| field(text.trim()))?;
            return field.filter(|field| !named(*field));
        }
        // A wide blank parts the label's cell from its value's.
        let mut cells = text.split("  ").map(str::trim);
        let first = cells.next().filter(|_| begins());
        let cells = first
            .into_iter()
            .chain(cells.filter(|cell| !cell.is_empty()));
        let mut fields = cells.filter_map(field);
        fields.find(|field| !named(*field))
    };
    let mut doubts = Vec::new();
    let title = (About::Title, draft.title.as_slice());
    for (about, pieces) in texts(draft).chain(std::iter::once(title)) {
        let found = pieces
            .iter()
            .find_map(|piece| Some((*piece, of_field(piece)?)));
        if let Some((piece, field)) = found {
            let sign = "a line of it is a label of the form and no text";
            doubts.push(Doubt::broken(about, sign, piece));
            doubts.push(Doubt::broken(About::Field(field), sign, piece));
        }
    }
    doubts
}

/// Whether a text is the label of the weight and a weight, and nothing else.
fn weight_alone(profile: &Profile, text: &str) -> bool {
    let label = profile.cell_label(text);
    let label = label.filter(|label| label.what == Field::Weight);
    label.is_some_and(|label| {
        let value = text[label.end..].trim_start_matches([' ', ':']);
        weight_at_start(value).is_some_and(|weight| value[weight.end..].trim().is_empty())
    })
}

/// The field whose label is all of a text.
fn field_alone(profile: &Profile, text: &str) -> Option<Field> {
    let label = profile.printed.at_start(text);
    let label = label.filter(|label| label.style == Style::Capital);
    let known = label.and_then(|label| match label.what {
        Printed::Field { field, .. } => text[label.end..].trim().is_empty().then_some(field),
        _ => None,
    });
    known.or_else(|| profile.label_alone(text).map(|label| label.what))
}

/// The fields that no label names, since a line begins like one that the form does not know.
fn missing(flow: &Flow<'_>, draft: &Draft, line: Piece) -> Vec<Doubt> {
    let text = line.text(flow).trim();
    let label = text.split_once(':').map_or(text, |(label, _)| label);
    let named = |field: &Field| {
        draft.single(*field).is_some() || draft.statements.iter().any(|s| s.field == *field)
    };
    let missing = FIELDS.into_iter().filter(|field| !named(field));
    let doubt = |field| Doubt {
        about: About::Field(field),
        code: "two-readings",
        message: format!("no label names it that the form knows; \"{label}\" may be one"),
        pieces: [line].into_iter().collect(),
        other: None,
    };
    missing.map(doubt).collect()
}

/// Doubts a title of which a line begins like a label: titles are short, and have none.
fn in_title(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    let labelled = |piece: &&Piece| has_colon(flow, piece) && is_label(piece.text(flow));
    let piece = draft.title.iter().skip(1).find(labelled)?;
    Some(Doubt::broken(About::Title, SIGN, *piece))
}

/// The texts in which a line begins like a label, with the pieces before it and of it: of
/// the text, or its own label with nothing behind.
fn begun(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<(About, Piece, Piece)> {
    let begun = |(above, piece): &(Piece, Piece)| {
        let text = piece.text(flow);
        above.line != piece.line
            && has_colon(flow, piece)
            && is_label(text)
            && !profile.references.opens_part(text)
    };
    let first =
        |(about, pieces): (About, &[Piece])| label_of(draft, about).zip(pieces.first().copied());
    // Where values stand below their labels, a label with nothing behind it is not told.
    let beside = |(label, value): (Piece, Piece)| if label.line == value.line { 1 } else { -1 };
    let values_beside = texts(draft).filter_map(first).map(beside).sum::<i32>() > 0;
    let labelled = |(about, pieces): (About, &[Piece])| {
        let label = first((about, pieces)).filter(|_| values_beside);
        let pairs = pieces.windows(2).map(|pair| (pair[0], pair[1]));
        let (above, piece) = label.into_iter().chain(pairs).find(begun)?;
        Some((about, above, piece))
    };
    texts(draft).filter_map(labelled).collect()
}

/// Whether a colon stands on the line of a piece: on most there is none.
fn has_colon(flow: &Flow<'_>, piece: &Piece) -> bool {
    piece.signs(flow).may_hold(Sign::Colon)
}

/// The words that name a text.
fn label_of(draft: &Draft, about: About) -> Option<Piece> {
    match about {
        About::Field(field) => draft.label(field),
        About::Statement(n) => draft.statements[n].label.last().copied(),
        _ => None,
    }
}

/// The texts of a sheet and the names in its head.
fn texts(draft: &Draft) -> impl Iterator<Item = (About, &[Piece])> {
    draft.texts().chain(draft.names())
}

/// Doubts the texts in which a line begins like a label, though the line above it had room
/// for its first word: nothing broke that line but a new beginning.
fn in_texts(flow: &Flow<'_>, draft: &Draft, begun: &[(About, Piece, Piece)]) -> Vec<Doubt> {
    if begun.is_empty() {
        return Vec::new();
    }
    let all = texts(draft).flat_map(|(_, pieces)| pieces.iter());
    let right = all
        .filter_map(|piece| right_end(flow, *piece))
        .fold(0.0, f64::max);
    let had_room = |above: Piece, piece: Piece| {
        let end = right_end(flow, above)?;
        let first = piece.text(flow).split_whitespace().next()?.len() as u32;
        let first = flow
            .span(piece.line, piece.start, piece.start + first)
            .bbox?;
        // A blank is narrower than the first word's letters are high.
        Some(end + (first[2] - first[0]) + (first[3] - first[1]) < right)
    };
    let begun = begun.iter();
    let begun = begun.filter(|(_, above, piece)| had_room(*above, *piece) == Some(true));
    begun
        .map(|(about, _, piece)| Doubt::broken(*about, SIGN, *piece))
        .collect()
}

fn right_end(flow: &Flow<'_>, piece: Piece) -> Option<f64> {
    flow.span(piece.line, piece.start, piece.end)
        .bbox
        .map(|bbox| bbox[2])
}

/// A capital, a few words without signs, and a colon with text or nothing behind it.
pub(super) fn is_label(text: &str) -> bool {
    let Some((label, rest)) = text.trim_start().split_once(':') else {
        return false;
    };
    let words = || label.split_whitespace();
    // "Perché lo facciamo (finalità):".
    let brackets = |bracket| label.matches(bracket).count();
    let is_word = |word: &str| {
        let sign =
            |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '/' | '.' | '-' | '%');
        let bare = word.strip_prefix('(').unwrap_or(word);
        !bare.strip_suffix(')').unwrap_or(bare).contains(sign)
    };
    brackets('(') == brackets(')')
        && label.starts_with(char::is_uppercase)
        && label.chars().filter(|c| c.is_alphabetic()).count() > 2
        && words()
            .filter(|word| word.contains(char::is_alphabetic))
            .count()
            <= MOST_WORDS
        && words().all(is_word)
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn what_begins_like_a_label() {
        for text in [
            "Vincolo: nessuno",
            "Risultato atteso annualità 2025/2026: due",
            "Assessore: A. B.",
            "Perché lo facciamo (finalità): così",
        ] {
            assert!(is_label(text), "{text}");
        }
        for text in [
            "https://www.ente.example",
            "fase 1: avvio",
            "A: b",
            "Il Comune (sede: Via Roma)",
            "Nel caso in cui il lavoro non si concluda: si veda",
        ] {
            assert!(!is_label(text), "{text}");
        }
    }
}
