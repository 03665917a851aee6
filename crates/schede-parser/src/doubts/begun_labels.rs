//! Lines of a text that begin with the words of a label which the sheet lacks, at a place
//! where the form has it ("Vincoli nessuno" below the indicators): the label may have lost its
//! colon.
//!
//! In: a draft. Out: doubts about the text, and about the field without a label.
//!
//! Not here: where several such lines tell that they are labels (`crate::grammar`), labels that
//! the form does not know (`unknown_labels`).

use std::cell::OnceCell;

use schede_model::Flow;
use schede_profile::{Field, Printed, Profile, Style};

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

const SIGN: &str = "a line of it begins with the words of a label that the sheet lacks";

/// Adds the doubts of a draft.
pub(super) fn doubts(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let labels: Vec<(Field, Piece)> = field_labels(draft).collect();
    let widest = Widest::of(flow, draft);
    let mut doubts = Vec::new();
    for (about, pieces) in draft.texts() {
        // The label of a text may be the line above its first.
        let label = match about {
            About::Field(field) => draft.label(field),
            About::Statement(n) => draft.statements[n].label.last().copied(),
            _ => None,
        };
        let lines: Vec<Piece> = label.into_iter().chain(pieces.iter().copied()).collect();
        for (above, line) in lines.windows(2).map(|pair| (pair[0], pair[1])) {
            let Some(field) = begun(flow, profile, line) else {
                continue;
            };
            let lacks = labels.iter().all(|(other, _)| *other != field);
            let anew = || begins_anew(flow, above, line, &widest);
            if lacks && anew() && fits(&labels, field, line) {
                doubts.push(Doubt::broken(about, SIGN, line));
                doubts.push(Doubt::broken(About::Field(field), SIGN, line));
            }
        }
    }
    doubts
}

/// The labels of a sheet, where they stand.
fn field_labels(draft: &Draft) -> impl Iterator<Item = (Field, Piece)> {
    let statements = draft.statements.iter();
    let statements = statements.filter_map(|s| Some((s.field, *s.label.first()?)));
    draft.labels.iter().copied().chain(statements)
}

/// The same, with the texts that they label.
pub(super) fn labels(draft: &Draft) -> impl Iterator<Item = (About, Piece)> {
    let singles = draft.labels.iter();
    let singles = singles.map(|(field, label)| (About::Field(*field), *label));
    let statements = draft.statements.iter().enumerate();
    singles.chain(statements.filter_map(|(n, s)| Some((About::Statement(n), *s.label.last()?))))
}

/// How wide the widest line of a sheet's labelled texts is, once it is asked for.
pub(super) struct Widest<'d, 'f> {
    flow: &'d Flow<'f>,
    draft: &'d Draft,
    longest: OnceCell<f64>,
}

impl<'d, 'f> Widest<'d, 'f> {
    pub(super) fn of(flow: &'d Flow<'f>, draft: &'d Draft) -> Self {
        Self {
            flow,
            draft,
            longest: OnceCell::new(),
        }
    }

    fn longest(&self) -> f64 {
        let texts = || self.draft.texts().flat_map(|(_, pieces)| pieces);
        let widths = || texts().map(|piece| width(self.flow, piece));
        *self.longest.get_or_init(|| widths().fold(0.0, f64::max))
    }

    /// Whether a line has room for the first word of the next.
    pub(super) fn has_room(&self, above: Piece, line: Piece) -> bool {
        let text = line.text(self.flow);
        let first = text.split_whitespace().next().unwrap_or_default();
        let n = text.chars().count().max(1);
        let word = width(self.flow, &line) * first.chars().count() as f64 / n as f64;
        width(self.flow, &above) + word < self.longest()
    }
}

/// The field whose label a line begins with, with words or a sign behind.
fn begun(flow: &Flow<'_>, profile: &Profile, line: Piece) -> Option<Field> {
    if !line.begins_line(flow) {
        return None;
    }
    let text = line.text(flow);
    let label = profile.printed.at_start(text)?;
    let Printed::Field { field, .. } = label.what else {
        return None;
    };
    let behind = &text[label.end..];
    // "Note informative" begins sentences, too.
    let named = || behind.trim_start().starts_with(char::is_uppercase);
    let of_body = !profile.head_fields.contains(&field) && (field != Field::Notes || named());
    let parted = behind.starts_with([' ', ';', '.', ',']);
    (of_body && parted && label.style == Style::Capital).then_some(field)
}

/// Whether a line ends the one above it before its end: at a full stop, or though there was
/// room for the first word.
fn begins_anew(flow: &Flow<'_>, above: Piece, line: Piece, widest: &Widest<'_, '_>) -> bool {
    let text = above.text(flow).trim_end();
    text.ends_with(['.', ';', ':', '!', '?']) || widest.has_room(above, line)
}

/// How wide words are, on paper or in letters.
fn width(flow: &Flow<'_>, piece: &Piece) -> f64 {
    match flow.span(piece.line, piece.start, piece.end).bbox {
        Some(bbox) => bbox[2] - bbox[0],
        None => piece.text(flow).chars().count() as f64,
    }
}

/// Whether the form has the field between the labels that stand above and below a line.
fn fits(labels: &[(Field, Piece)], field: Field, line: Piece) -> bool {
    let place = |piece: &Piece| (piece.line, piece.start);
    let above = labels
        .iter()
        .filter(|(_, label)| place(label) < place(&line));
    let below = labels
        .iter()
        .filter(|(_, label)| place(label) > place(&line));
    let above = above.max_by_key(|(_, label)| place(label));
    let below = below.min_by_key(|(_, label)| place(label));
    // The final deadline may stand below all others.
    let later = |other: Field| other > field || other == Field::FinalDeadline;
    above.is_some_and(|(other, _)| *other < field) && below.is_none_or(|(other, _)| later(*other))
}
