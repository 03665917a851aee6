//! Texts of which one may hold lines of the next: where columns are kept by blanks, a
//! value that stands higher than its label lies beside the label before.
//!
//! In: a draft of such a text. Out: doubts about both texts, where one breaks off or the
//! other begins in mid-sentence.
//!
//! Not here: texts that do not look whole by themselves (`whole`), rows (`grammar::table`).

use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::{Field, Kind, Plain, Profile, Vocabulary};
use smallvec::smallvec;

use super::signs::ends_open;
use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

/// A line that was broken because the next word did not fit has with it at least this
/// part of the longest line.
const FULL_LINE: f32 = 0.8;

/// The doubts.
pub fn doubt_neighbours(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    if !flow.approximate {
        return Vec::new();
    }
    let known = &profile.vocabulary;
    let texts = texts(draft);
    let pieces = texts.iter().flat_map(|text| text.pieces);
    let longest = pieces.map(|piece| letters(piece.text(flow))).max();
    let full = FULL_LINE * longest.unwrap_or_default() as f32;
    let torn = |pair: &&[Labelled<'_>]| {
        let prose = is_prose(pair[0].about) && is_prose(pair[1].about);
        breaks_off(flow, pair[0].pieces, known)
            || prose && goes_on(flow, &pair[0], &pair[1], full, known)
    };
    let doubts = texts.windows(2).filter(torn).flat_map(|pair| {
        let place = pair[0].pieces.last().copied().unwrap_or(pair[1].label);
        [pair[0].about, pair[1].about].map(|about| Doubt {
            about,
            code: "two-readings",
            message: format!(
                "\"{}\" may go on in the text beside the next label",
                place.text(flow).trim()
            ),
            pieces: smallvec![place],
            other: None,
        })
    });
    doubts.collect()
}

fn letters(text: &str) -> usize {
    text.trim().chars().count()
}

/// A text and its label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled<'d> {
    pub about: About,
    pub label: Piece,
    pub pieces: &'d [Piece],
}

/// The texts of a sheet in the order of their labels.
pub(super) fn texts(draft: &Draft) -> Vec<Labelled<'_>> {
    let title = draft.name().map(|label| Labelled {
        about: About::Title,
        label,
        pieces: &draft.title,
    });
    let singles = draft.labels.iter().filter_map(|(field, label)| {
        Some(Labelled {
            about: About::Field(*field),
            label: *label,
            pieces: draft.single(*field)?,
        })
    });
    let statements = draft.statements.iter().enumerate();
    let statements = statements.filter_map(|(n, statement)| {
        Some(Labelled {
            about: About::Statement(n),
            label: *statement.label.first()?,
            pieces: &statement.text,
        })
    });
    let mut texts: Vec<_> = title.into_iter().chain(singles).chain(statements).collect();
    texts.sort_by_key(|text| (text.label.line, text.label.start));
    texts
}

/// Whether a text is made of sentences: names and references end without a full stop.
fn is_prose(about: About) -> bool {
    match about {
        About::Field(field) => !matches!(
            field,
            Field::Responsible | Field::Dup | Field::PublicValue | Field::FinalDeadline
        ),
        About::Statement(_) => true,
        _ => false,
    }
}

/// Whether a text ends where another word must follow, or within an address.
fn breaks_off(flow: &Flow<'_>, pieces: &[Piece], known: &Vocabulary) -> bool {
    pieces.last().is_some_and(|last| {
        let text = last.text(flow).trim_end();
        let word = last_word(text);
        // "https://servizi.", before the rest of the host.
        let host = word.split_once("://").map(|(_, host)| host);
        let within = host.is_some_and(|host| host.ends_with('.') && !host.contains('/'));
        within || text.ends_with(['-', '/']) || ends_open(text, known)
    })
}

/// Whether a text may begin with the end of the one before.
fn goes_on(
    flow: &Flow<'_>,
    before: &Labelled<'_>,
    after: &Labelled<'_>,
    full: f32,
    known: &Vocabulary,
) -> bool {
    let (Some(last), Some(first)) = (before.pieces.last(), after.pieces.first()) else {
        return false;
    };
    let text = first.text(flow).trim_start();
    let small = text.starts_with(char::is_lowercase);
    let ended = last
        .text(flow)
        .trim_end()
        .ends_with(['.', ';', ':', '!', '?', ')', '”', '»', '"']);
    // "dell'Ente", but a note may begin with "l'obiettivo".
    let word = text.split(['\'', '’', ' ']).next().unwrap_or_default();
    let article = word.len() > 1
        && text[word.len()..].starts_with(['\'', '’'])
        && known.kinds(&Plain::of(word)).is(Kind::Elided);
    let next = text.split_whitespace().next().unwrap_or_default();
    // Its own beginning stands beside the label before, on a line that was broken where
    // the next word did not fit. Rows of the form are set apart by an empty line, if
    // they are.
    let broken = last.line != before.label.line
        && last.line + 1 >= first.line
        && (letters(last.text(flow)) + 1 + letters(next)) as f32 >= full;
    let above = first.line < after.label.line;
    small && article || !ended && (next.contains("://") || small && (broken || above))
}
