//! Values that lack words or hold words of another.
//!
//! In: a draft. Out: doubts about single values and rows.
//! Not here: the signs within one text (`signs`), and those that a whole sheet is out of
//! order (`order`).

use schede_model::Flow;
use schede_model::fold::fold;
use schede_profile::{Field, Profile};

use super::across::doubt_across;
use super::again::PrintedAgain;
use super::begun_labels;
use super::captions;
use super::cut::CUT;
use super::deadlines;
use super::label_again;
use super::labels_within;
use super::letters::{MISREAD, is_misread};
use super::mid_sentence;
use super::printed::{changed_print, without_colon};
use super::reference::{doubt_reference, reference_elsewhere};
use super::signs::{NUMBER_ALONE, NUMBER_APART, STRAY_BLANK, cut_word, first_sign, number_alone};
use super::two_dates;
use super::unknown_labels;
use super::widths::{begins_anew, broken_early, too_long};
use super::within::doubt_within;
use super::years_across;
use super::{cells_across, gaps};
use super::{smaller, touching};
use crate::grammar::draft::{About, BROKEN, Cell, Doubt, Draft, PhaseDraft};
use crate::source::{Piece, Pieces, Text};
use crate::values::weight::weight_in_points;

/// What is said of a line that is longer than its cell.
const LONG: &str = "a line is too long for the cell of the others";

/// Adds the doubts about values that do not look whole.
pub fn doubt_parts<'f>(
    flow: &'f Flow<'_>,
    profile: &Profile,
    draft: &mut Draft,
    again: &mut PrintedAgain<'f>,
) {
    let mut doubts = Vec::new();
    let mut look = |about: About, pieces: &[Piece]| {
        let sign = first_sign(flow, profile, pieces).or_else(|| only_number(flow, pieces));
        let long = || too_long(flow, pieces).map(|piece| (LONG, piece));
        let sign = sign.or_else(long);
        if let Some((sign, piece)) = sign {
            doubts.push(Doubt::broken(about, sign, piece));
        }
    };
    look(About::Title, &draft.title);
    // The lines of the head, in which a page's number or a running head may stand.
    for (about, pieces) in draft.names().chain(draft.texts()) {
        look(about, pieces);
    }
    let broken: Vec<Option<Doubt>> = draft
        .phases
        .iter()
        .enumerate()
        .map(|(n, phase)| row(flow, profile, n, phase))
        .collect();
    for (n, own) in broken.iter().enumerate() {
        doubts.extend(
            own.clone()
                .or_else(|| beside_broken(flow, draft, &broken, n)),
        );
    }
    doubts.extend(years_across::doubts(flow, draft));
    if flow.geometric {
        doubts.extend(cells_across::doubts(flow, draft));
        doubts.extend(gaps::doubts(flow, draft));
        doubts.extend(label_again::doubts(draft));
        doubts.extend(smaller::doubts(flow, draft));
        doubts.extend(deadlines::begun_in_row(flow, &profile.vocabulary, draft));
        doubts.extend(deadlines::last_on_paper(flow, draft));
    } else {
        doubts.extend(deadlines::empty(draft));
        doubts.extend(deadlines::on_both_sides(flow, draft));
        doubts.extend(deadlines::behind_name(flow, &profile.vocabulary, draft));
        doubts.extend(captions::in_values(flow, profile, draft));
        doubts.extend(doubt_across(draft, &profile.vocabulary));
    }
    if !flow.on_paper() {
        doubts.extend(odd_names(flow, profile, draft, again));
        doubts.extend(reference_elsewhere(flow, profile, draft));
        doubts.extend(changed_print(flow, profile, draft, again));
        doubts.extend(doubt_within(flow, profile, draft));
        doubts.extend(touching::doubts(flow, draft));
    }
    doubts.extend(unknown_labels::doubts(flow, profile, draft));
    doubts.extend(begun_labels::doubts(flow, profile, draft));
    doubts.extend(mid_sentence::doubts(flow, draft));
    doubts.extend(labels_within::doubts(flow, profile, draft));
    doubts.extend(deadlines::in_furniture(flow, draft));
    doubts.extend(two_dates::doubts(flow, &profile.vocabulary, draft));
    doubts.extend(lines_of_the_body(flow, draft));
    doubts.extend(without_colon(flow, draft));
    doubts.extend(deadlines::with_percent(flow, draft));
    doubts.extend(no_weight(flow, profile, draft));
    doubts.extend(odd_title(flow, profile, draft));
    doubts.extend(deadlines::with_page(flow, &profile.pages, draft));
    doubts.extend(doubt_reference(flow, profile, draft));
    draft.doubts.extend(doubts);
}

/// Words behind the label of the objective's weight that begin with no number.
fn no_weight(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<Doubt> {
    let pieces = draft.single(Field::Weight)?;
    let text = Text::from_pieces(flow, pieces).value;
    let first = pieces.iter().find(|piece| piece.start < piece.end)?;
    let none = text.contains(char::is_alphanumeric)
        && weight_in_points(&text, &profile.vocabulary).is_none();
    let sign = "no number stands at its beginning";
    none.then(|| Doubt::broken(About::Field(Field::Weight), sign, *first))
}

/// A title that is a number ("n. 1"), or that begins with the label of a title.
fn odd_title(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<Doubt> {
    const WORD: usize = 3;
    let first = draft.title.iter().find(|piece| piece.start < piece.end)?;
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= WORD;
    let mut words = draft
        .title
        .iter()
        .flat_map(|piece| piece.text(flow).split(' '));
    let sign = if !words.any(is_word) {
        "it has no word"
    } else if profile.title_before_colon(first.text(flow)).is_some() {
        "it begins with the label of a title"
    } else {
        return None;
    };
    Some(Doubt::broken(About::Title, sign, *first))
}

/// A labelled text that is a number on a line of its own. A cell may well be one.
fn only_number(flow: &Flow<'_>, pieces: &[Piece]) -> Option<(&'static str, Piece)> {
    let [only] = pieces else {
        return None;
    };
    number_alone(flow, only).then_some((NUMBER_ALONE, *only))
}

/// The names in the head, if one of them shows that blanks were lost or added: they are
/// printed alike.
fn odd_names<'f>(
    flow: &'f Flow<'_>,
    profile: &Profile,
    draft: &Draft,
    again: &mut PrintedAgain<'f>,
) -> Vec<Doubt> {
    let names = [&draft.entity, &draft.org_unit].map(|pieces| pieces.as_deref());
    let responsible = draft.single(Field::Responsible);
    let mut pieces = names.into_iter().flatten().chain(responsible).flatten();
    let odd = |piece: &&Piece| again.is_odd_name(behind_kind(profile, piece.text(flow)), profile);
    let Some(odd) = pieces.find(odd) else {
        return Vec::new();
    };
    let abouts = [
        About::Entity,
        About::OrgUnit,
        About::Field(Field::Responsible),
        About::Title,
    ];
    let sign = "a name in the head has a blank too many, or lacks one";
    abouts.map(|about| Doubt::broken(about, sign, *odd)).into()
}

/// A unit's name without its kind and the colon behind it: "SETTORE: LAVORI PUBBLICI".
fn behind_kind<'t>(profile: &Profile, name: &'t str) -> &'t str {
    let kind = profile.unit_at_start(name).map(|kind| &name[kind.end..]);
    kind.and_then(|rest| rest.strip_prefix(':')).unwrap_or(name)
}

/// Lines inside values that begin with the name of the body, as running heads do: a
/// text without page marks has them anywhere.
fn lines_of_the_body(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let Some(entity) = &draft.entity else {
        return Vec::new();
    };
    let name = Text::from_pieces(flow, entity).value;
    let singles = draft.singles.iter();
    let singles = singles.flat_map(|(f, pieces)| pieces.iter().map(|p| (About::Field(*f), *p)));
    let statements = draft.statements.iter().enumerate();
    let statements =
        statements.flat_map(|(n, s)| s.text.iter().map(move |p| (About::Statement(n), *p)));
    let rows = draft.phases.iter().enumerate().flat_map(|(n, phase)| {
        let cells = [
            &phase.description,
            &phase.monitoring,
            &phase.due,
            &phase.outcome,
        ];
        let pieces = cells.into_iter().flat_map(Text::pieces);
        pieces.map(move |p| (About::Phase(n, Cell::Row), p))
    });
    singles
        .chain(statements)
        .chain(rows)
        .filter(|(_, piece)| {
            let text = piece.text(flow);
            begins_alike(text, &name)
                && (piece.begins_line(flow) && begins_with(text, &name)
                    || is_first_half(text, &name))
        })
        .map(|(about, piece)| {
            Doubt::broken(about, "a line begins with the name of the body", piece)
        })
        .collect()
}

/// Whether the first letters of two texts may be the same: those of most lines and of a name
/// are not.
fn begins_alike(text: &str, name: &str) -> bool {
    let [text, name] = [text, name].map(|text| text.as_bytes().first().copied());
    match (text, name) {
        (Some(text), Some(name)) => !text.is_ascii_graphic() || text.eq_ignore_ascii_case(&name),
        _ => false,
    }
}

/// Whether a text is the first words of a name, which goes on: the first line of a running
/// head that wraps.
fn is_first_half(text: &str, name: &str) -> bool {
    const LEAST_WORDS: usize = 2;
    let text = text.trim();
    name.len() > text.len()
        && text.starts_with(char::is_uppercase)
        && begins_with(name, text)
        && name[text.len()..].starts_with(' ')
        && text.split(' ').nth(LEAST_WORDS - 1).is_some()
}

/// Whether a line begins with a name, which is no single word.
fn begins_with(line: &str, name: &str) -> bool {
    // Most lines begin with another letter.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    first(line) == first(name)
        && name.contains(' ')
        && line
            .get(..name.len())
            .is_some_and(|head| fold(head) == fold(name))
}

/// Signs of blanks and numbers within a text: none that words were lost.
const WITHIN_LINES: [&str; 3] = [NUMBER_ALONE, NUMBER_APART, STRAY_BLANK];

/// The first sign in a row's cells. Words that one cell lacks stand in another,
/// so the doubt is about the row.
fn row(flow: &Flow<'_>, profile: &Profile, at: usize, phase: &PhaseDraft) -> Option<Doubt> {
    let known = &profile.vocabulary;
    let about = About::Phase(at, Cell::Row);
    let cells = [&phase.description, &phase.monitoring, &phase.outcome];
    let inside = cells.into_iter().find_map(|cell| {
        let pieces: Pieces = cell.pieces().collect();
        let long = || too_long_cell(flow, &pieces);
        first_sign(flow, profile, &pieces).or_else(long)
    });
    if let Some((sign, piece)) = inside {
        return Some(Doubt::broken(about, sign, piece));
    }
    let due: Pieces = phase.due.pieces().collect();
    if let Some((sign, piece)) = too_long_cell(flow, &due) {
        return Some(Doubt::broken(about, sign, piece));
    }
    if let Some(piece) = due.iter().find(|piece| is_misread(flow, piece)) {
        return Some(Doubt::broken(About::Phase(at, Cell::Due), MISREAD, *piece));
    }
    if let Some(piece) = cut_word(flow, known, &due) {
        return Some(Doubt::broken(About::Phase(at, Cell::Due), CUT, piece));
    }
    let first = phase.outcome.pieces().next();
    let small = |p: &Piece| p.text(flow).trim_start().starts_with(char::is_lowercase);
    if let Some(piece) = first.filter(small) {
        return Some(Doubt::broken(
            about,
            "the outcome begins with a small letter",
            piece,
        ));
    }
    if !flow.geometric
        && let (Some(sign), Some(digits)) = (deadlines::crowded(phase, known), phase.digits)
    {
        return Some(Doubt::broken(about, sign, digits));
    }
    if let Some(piece) = phase
        .due
        .pieces()
        .last()
        .filter(|_| deadlines::due_goes_on(phase, known))
    {
        return Some(Doubt::broken(
            about,
            "the deadline goes on after its date",
            piece,
        ));
    }
    let outcome: Vec<Piece> = phase.outcome.pieces().collect();
    if let [only] = outcome[..]
        && !flow.geometric
        && only.text(flow).trim().bytes().all(|b| b.is_ascii_digit())
        && number_alone(flow, &only)
    {
        return Some(Doubt::broken(about, NUMBER_ALONE, only));
    }
    let anew = || begins_anew(flow, &outcome);
    if let Some(piece) = broken_early(flow, &outcome).or_else(anew) {
        let sign = "a line begins a text though the one before is not full";
        return Some(Doubt::broken(about, sign, piece));
    }
    let digits = phase.digits?;
    let cells = [&phase.monitoring, &phase.due, &phase.outcome];
    // Where cells are known an empty row is what paper says.
    let bare = !flow.geometric && cells.iter().all(|cell| cell.is_empty());
    bare.then(|| Doubt::broken(about, "the row has nothing after its weight", digits))
}

/// Where columns are guessed from blanks, rows are in doubt anyway.
fn too_long_cell(flow: &Flow<'_>, pieces: &[Piece]) -> Option<(&'static str, Piece)> {
    let piece = (!flow.geometric).then(|| too_long(flow, pieces))??;
    Some((LONG, piece))
}

/// The words that a row's outcome lacks, or has too many, are those of a
/// neighbour's outcome, which pages cut too, or of its description. What is doubtful within a
/// line says nothing of the rows beside it, where their places are known.
fn beside_broken(
    flow: &Flow<'_>,
    draft: &Draft,
    broken: &[Option<Doubt>],
    at: usize,
) -> Option<Doubt> {
    let around = [at.checked_sub(1), at.checked_add(1)];
    let neighbour = around.into_iter().flatten().find(|n| {
        let doubt = broken.get(*n).and_then(Option::as_ref);
        let in_outcome = |piece: &Piece| draft.phases[*n].outcome.pieces().any(|p| p == *piece);
        let within = |d: &Doubt| WITHIN_LINES.iter().any(|sign| d.message.ends_with(sign));
        let told = |d: &&Doubt| d.code == BROKEN && !(flow.on_paper() && within(d));
        doubt
            .filter(told)
            .is_some_and(|d| d.pieces.iter().any(in_outcome))
    })?;
    let piece = draft.phases[at].outcome.pieces().next()?;
    let number = draft.phases[neighbour].number;
    Some(Doubt::broken(
        About::Phase(at, Cell::Row),
        &format!("the outcome of phase {number} beside it does not look whole"),
        piece,
    ))
}
