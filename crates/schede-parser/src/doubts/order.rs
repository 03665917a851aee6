//! Signs that a text does not come in the form's order: then fields and columns
//! may be mixed in ways no single value shows, and the whole sheet is in doubt.
//!
//! Some printers paint all one-line cells of a page first and the wrapped ones
//! after them; extracted without coordinates, such a page cannot be put together
//! again with certainty. Saying so is right.
//!
//! In: a draft. Out: doubts about the sheet or a field. A draft from geometry is
//! held against the same expectations: its cells may have been cut wrongly.

use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::{Field, Profile, Vocabulary};
use smallvec::{SmallVec, smallvec};

use super::across::read_across;
use super::again::PrintedAgain;
use super::closing_lines;
use super::neighbour_texts::doubt_neighbours;
use super::set_apart;
use super::torn::{cut_label, doubt_torn};
use super::whole::doubt_parts;
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::grammar::heads::head_rest;
use crate::grammar::items::{Class, phase_label};
use crate::grammar::looks::{Look, STATUS_PHRASE, is_status_phrase};
use crate::source::{Piece, Pieces, Text};
use crate::values::date::{date_at_start, is_date_shaped};
use crate::values::public_value::public_value_parts;
use crate::values::weight::{weight_at_start, weight_in_points};
use crate::values::year::first_year;

/// A line that goes on in the next one is at least this part of the longest line
/// of its sheet; below it the text had ended.
const SHORT_LINE: f32 = 0.5;

/// The same of a title, behind which the unit or the manager may stand.
const FULL_LINE: f32 = 0.8;

/// Name of the doubt about words after a line of signatures.
pub const AFTER_SIGNATURE: &str = "text-after-signature";

/// Adds the doubts that the order of a stream gives rise to.
pub fn doubt_order<'f>(
    flow: &'f Flow<'_>,
    profile: &Profile,
    draft: &mut Draft,
    longest_line: u32,
    again: &mut PrintedAgain<'f>,
) {
    if let Some((reason, pieces)) = disorder(flow, profile, draft) {
        draft.doubts.push(Doubt {
            about: About::Objective,
            code: "reading-order",
            message: format!("the words of this sheet do not make up the form as expected ({reason}): fields and columns may be mixed"),
            pieces,
            other: None,
        });
        return;
    }
    if !flow.geometric {
        short_lines(flow, draft, longest_line);
        let missing = set_apart::missing_names(draft, &draft.doubts);
        draft.doubts.extend(missing);
        empty_cells(flow, draft);
    }
    doubt_parts(flow, profile, draft, again);
    let torn = doubt_neighbours(flow, profile, draft);
    draft.doubts.extend(torn);
    draft.doubts.extend(set_apart::doubts(flow, draft));
    draft
        .doubts
        .extend(closing_lines::doubts(flow, profile, draft));
    let torn = doubt_torn(flow, &profile.vocabulary, draft);
    draft.doubts.extend(torn);
}

/// Where a stream shows that it was read across the cells of a table, or one column after
/// another, and whether that is sure: tables of one document are printed, and read, alike.
pub fn columns_mixed(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(Piece, bool)> {
    if flow.geometric {
        return None;
    }
    let across = || {
        Some((
            String::new(),
            smallvec![read_across(draft, &profile.vocabulary)?],
        ))
    };
    let sure = head_order(flow, draft)
        .or_else(across)
        .or_else(|| head_in_text(flow, profile, draft))
        .or_else(|| head_in_cell(flow, profile, draft))
        .or_else(|| head_behind(flow, profile, draft));
    // One row may have its deadline below its outcome.
    let is_sure = sure.is_some();
    let (_, pieces) = sure.or_else(|| cell_in_outcome(flow, profile, draft))?;
    Some((*pieces.first()?, is_sure))
}

/// The first sign of disorder, for people, with its place.
fn disorder(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    head_order(flow, draft)
        .or_else(|| empty_field(draft))
        .or_else(|| incomplete_row(draft))
        .or_else(|| row_numbers(draft))
        .or_else(|| crowded_weight(draft, &profile.vocabulary))
        .or_else(|| weights(flow, &profile.vocabulary, draft))
        .or_else(|| mixed_cells(profile, draft))
        .or_else(|| cell_in_outcome(flow, profile, draft))
        .or_else(|| labelled_deadline(flow, profile, draft))
        .or_else(|| head_in_text(flow, profile, draft))
        .or_else(|| head_in_cell(flow, profile, draft))
        .or_else(|| head_behind(flow, profile, draft))
        .or_else(|| label_in_text(flow, profile, draft))
        .or_else(|| cut_label(flow, profile, draft))
        .or_else(|| text_after_signature(flow, draft))
        .or_else(|| label_in_row(flow, profile, draft))
        .or_else(|| stray_text(flow, draft))
        .or_else(|| broken_reference(flow, profile, draft))
        .or_else(|| small_beginning(flow, draft))
}

/// A purpose or description that begins with a small letter, where columns are
/// guessed from blanks: its first lines stand elsewhere, and those of its neighbours
/// may too. Elsewhere it is what some offices write.
fn small_beginning(flow: &Flow<'_>, draft: &Draft) -> Option<(String, Pieces)> {
    if !flow.approximate {
        return None;
    }
    let texts = [Field::Purpose, Field::Description];
    let first = texts.into_iter().find_map(|field| {
        let piece = *draft.single(field)?.first()?;
        let small = piece
            .text(flow)
            .trim_start()
            .starts_with(char::is_lowercase);
        small.then_some(piece)
    })?;
    Some((
        "a text begins with a small letter".to_owned(),
        smallvec![first],
    ))
}

/// The heads of the table come in another order than the form's columns, and so
/// may the cells.
fn head_order(flow: &Flow<'_>, draft: &Draft) -> Option<(String, Pieces)> {
    let head = draft.head_order.filter(|_| !flow.geometric)?;
    Some((
        "the words of the table's head come in another order".to_owned(),
        smallvec![head],
    ))
}

/// A label that is never printed without a value stands without one.
fn empty_field(draft: &Draft) -> Option<(String, Pieces)> {
    if draft.entity.is_none() && draft.org_unit.is_none() || draft.title.is_empty() {
        return Some((
            "the head of the sheet is not whole".to_owned(),
            draft.name().into_iter().collect(),
        ));
    }
    let needed = [
        Field::Responsible,
        Field::Dup,
        Field::Purpose,
        Field::PublicValue,
        Field::Description,
    ];
    let single = needed
        .into_iter()
        .find(|field| draft.single(*field).is_some_and(<[Piece]>::is_empty));
    if let Some(field) = single {
        let label = draft
            .labels
            .iter()
            .filter(|(f, _)| *f == field)
            .map(|(_, piece)| *piece)
            .collect();
        return Some(("a label has no value after it".to_owned(), label));
    }
    let statement = draft.statements.iter().find(|s| s.text.is_empty())?;
    Some((
        "a label has no value after it".to_owned(),
        statement.label.clone(),
    ))
}

fn incomplete_row(draft: &Draft) -> Option<(String, Pieces)> {
    if draft.phases.is_empty() {
        return Some((
            "no row of the table was found".to_owned(),
            draft.name().into_iter().collect(),
        ));
    }
    let bad = draft
        .phases
        .iter()
        .find(|p| p.description.is_empty() || p.weight.is_none())?;
    let what = if bad.description.is_empty() {
        "description"
    } else {
        "weight"
    };
    Some((
        format!("phase {} has no {what}", bad.number),
        bad.digits.into_iter().collect(),
    ))
}

fn row_numbers(draft: &Draft) -> Option<(String, Pieces)> {
    let bad = draft
        .phases
        .iter()
        .enumerate()
        .find(|(n, p)| p.number as usize != n + 1)?;
    Some((
        format!(
            "phase {} stands where phase {} would",
            bad.1.number,
            bad.0 + 1
        ),
        bad.1.digits.into_iter().collect(),
    ))
}

/// The weights do not add to 100 and not to the printed total: in a stream, a
/// weight may have been taken from a text. Where cells are known, a cell that
/// holds a weight and nothing else is what paper says.
fn weights(flow: &Flow<'_>, known: &Vocabulary, draft: &Draft) -> Option<(String, Pieces)> {
    const ROUNDING: f64 = 0.05;
    let read = |text: &str| {
        let weight = weight_in_points(text, known)?;
        let alone = text[weight.end..].trim().is_empty();
        Some((weight.value, alone))
    };
    let values: Vec<(f64, bool)> = draft
        .phases
        .iter()
        .filter_map(|p| p.weight.as_ref())
        .filter_map(|w| read(&w.value))
        .collect();
    let sum: f64 = values.iter().map(|(value, _)| value).sum();
    let printed = draft.total.and_then(|piece| read(piece.text(flow)));
    let adds = |to: f64| (sum - to).abs() <= ROUNDING;
    let cells = flow.on_paper() && values.iter().all(|(_, alone)| *alone);
    let odd = !values.is_empty() && !adds(100.0) && !printed.is_some_and(|(total, _)| adds(total));
    (odd && !cells).then(|| {
        (
            format!("the weights read add to {sum}"),
            draft.total.into_iter().collect(),
        )
    })
}

/// A date alone at the end of the monitoring cell beside an empty due cell, or
/// words after a due cell that is complete: two cells were read as one.
fn mixed_cells(profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    let known = &profile.vocabulary;
    let bad = draft.phases.iter().find(|p| {
        let last = p.monitoring.value.split_whitespace().next_back();
        let dated = p.due.is_empty() && last.is_some_and(is_date_shaped);
        let mut due = p.due.value.split_whitespace();
        let first = due.next();
        let crowded = first.is_some_and(|word| known.is_concluded(word)) && due.next().is_some();
        // "OK" of the monitoring column, and the date behind it.
        let marked = p.monitoring.is_empty()
            && first.is_some_and(|word| known.is_status(word))
            && p.due.value.split_whitespace().any(is_date_shaped);
        dated || crowded || marked || p.due.value.split_whitespace().any(is_glued_date)
    })?;
    Some((
        format!("two cells of phase {} look like one", bad.number),
        bad.digits.into_iter().collect(),
    ))
}

/// A date with letters or figures right behind it ("08/10/2025OK").
fn is_glued_date(word: &str) -> bool {
    let behind = date_at_start(word).map(|(_, end)| &word[end..]);
    behind.is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
}

/// Words beside the number in a weight's cell: they are of another column.
fn crowded_weight(draft: &Draft, known: &Vocabulary) -> Option<(String, Pieces)> {
    let crowded = |text: &str| match weight_in_points(text, known) {
        Some(weight) => !text[weight.end..].trim().is_empty(),
        None => text.contains(char::is_alphanumeric),
    };
    let bad = draft
        .phases
        .iter()
        .find(|p| p.weight.as_ref().is_some_and(|w| crowded(&w.value)))?;
    Some((
        format!(
            "other words stand in the weight's cell of phase {}",
            bad.number
        ),
        bad.digits.into_iter().collect(),
    ))
}

/// A date alone on a line of an outcome that no word leads into, or behind a sentence that
/// was read as monitoring: it is the due cell of some row, perhaps of another.
fn cell_in_outcome(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    if flow.geometric {
        return None;
    }
    let dated = |pieces: &[Piece]| {
        let before = last_word(pieces[0].text(flow).trim_end());
        let date = pieces[1].text(flow).trim();
        pieces[0].line != pieces[1].line
            && is_date_shaped(date)
            && !Look::of(before, &profile.vocabulary).leads_into_date
    };
    let (phase, line) = draft.phases.iter().find_map(|phase| {
        let pieces: Pieces = phase.outcome.pieces().collect();
        if let Some(pair) = pieces.windows(2).find(|pair| dated(pair)) {
            return Some((phase, pair[1]));
        }
        let due = phase.due.pieces().next()?;
        let before = phase.monitoring.pieces().last()?;
        let sentence = is_sentence(&phase.monitoring.value, &profile.vocabulary);
        (sentence && dated(&[before, due])).then_some((phase, due))
    })?;
    Some((
        format!("a date stands alone in a text of phase {}", phase.number),
        smallvec![line],
    ))
}

/// Whether a monitoring is a sentence, and no status or name with a remark.
fn is_sentence(text: &str, known: &Vocabulary) -> bool {
    const FEW: usize = 6;
    if text.split(' ').nth(FEW - 1).is_none() {
        return false;
    }
    let words = text.split(' ').take(STATUS_PHRASE);
    let first: SmallVec<[Look; STATUS_PHRASE]> = words.map(|word| Look::of(word, known)).collect();
    let names = first.iter().all(|look| look.name || look.monitors);
    !first[0].monitors && !names && !is_status_phrase(&first, known)
}

/// A colon or more than a sentence in the final deadline: a label and its value,
/// or cells, were read into it.
fn labelled_deadline(
    flow: &Flow<'_>,
    profile: &Profile,
    draft: &Draft,
) -> Option<(String, Pieces)> {
    let pieces = draft.single(Field::FinalDeadline)?;
    let any = |sign: fn(&str) -> bool| pieces.iter().any(|p| sign(p.text(flow)));
    let whole = Text::from_pieces(flow, pieces).value;
    let weight = |text: &str| weight_at_start(text).is_some_and(|weight| weight.percent);
    let mut labels = draft.labels.iter();
    let label = labels.find(|(field, _)| *field == Field::FinalDeadline);
    // "Scadenza finale per il raggiungimento", with the label's last words elsewhere.
    let begun = label.is_some_and(|(_, label)| {
        let beside = pieces
            .first()
            .filter(|p| p.line == label.line && p.start > label.start);
        beside.is_some_and(|first| {
            let end = first.end.max(label.end);
            begins_label(profile, Piece { end, ..*label }.text(flow))
        })
    });
    let what = if begun || any(|text| text.contains(':')) {
        "a label"
    } else if any(weight) {
        "a weight"
    } else if ends_sentence(&whole) {
        "more than a sentence"
    } else {
        return None;
    };
    Some((
        format!("the final deadline has {what} in it"),
        pieces.into(),
    ))
}

/// A full stop after a word of some length, which is no abbreviation, with more
/// behind it.
fn ends_sentence(text: &str) -> bool {
    const LONGEST_ABBREVIATION: usize = 4;
    let bytes = text.as_bytes();
    let mut stops = memchr::memchr_iter(b'.', bytes).filter(|at| bytes.get(at + 1) == Some(&b' '));
    stops.any(|at| {
        let word = text[..at].rsplit(|c: char| !c.is_alphabetic()).next();
        word.is_some_and(|w| w.chars().count() > LONGEST_ABBREVIATION)
    })
}

/// A cell of the table's head, with its date, inside a field's text, or the rests of several
/// ("% 30/09/2024 Obiettivo"): the head's cells were painted apart, and so may the rows' be.
fn head_in_text(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    if flow.geometric {
        return None;
    }
    let rests = |piece: &&Piece| {
        let text = piece.text(flow).trim_start();
        text.starts_with('%')
            && text.contains(char::is_alphabetic)
            && head_rest(profile, text).is_some_and(|head| head.date.is_some())
    };
    let with_date = |pieces: &[Piece]| {
        let at = pieces
            .iter()
            .position(|p| draft.reference_date.is_some_and(|date| p.covers(date)))?;
        let first = at.saturating_sub(1);
        pieces[first..=at]
            .iter()
            .find(|p| profile.heads.at_start(p.text(flow)).is_some())
            .copied()
    };
    let singles = draft.singles.iter().map(|(_, pieces)| pieces);
    let statements = draft.statements.iter().map(|s| &s.text);
    let mut texts = singles.chain(statements);
    let head = texts.find_map(|pieces| {
        let rests = || pieces.iter().find(rests).copied();
        with_date(pieces).or_else(rests)
    })?;
    Some((
        "a part of the table's head stands in a text".to_owned(),
        smallvec![head],
    ))
}

/// A column's head alone on a line of a row or of the deadline: the head's cells were
/// painted with the rows', and one column after the other.
fn head_in_cell(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    if flow.geometric {
        return None;
    }
    // One word may begin a row: "Descrizione", "Scadenze".
    let is_head = |piece: &Piece| {
        let text = piece.text(flow);
        if profile.heads.begins_none(text) {
            return false;
        }
        let text = text.trim();
        let label = profile.heads.at_start(text);
        label.is_some_and(|label| label.end == text.len() && text.contains(' '))
    };
    let cells = |phase: &PhaseDraft| {
        let cells = [&phase.description, &phase.due, &phase.outcome];
        cells
            .into_iter()
            .flat_map(|cell| cell.pieces())
            .find(is_head)
    };
    let deadline = || {
        draft
            .single(Field::FinalDeadline)?
            .iter()
            .copied()
            .find(is_head)
    };
    let piece = draft.phases.iter().find_map(cells).or_else(deadline)?;
    Some((
        "a part of the table's head stands in a cell".to_owned(),
        smallvec![piece],
    ))
}

/// A column's head alone on the last line of a text: the table begins there, and its head
/// was painted in parts.
fn head_behind(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    if flow.geometric {
        return None;
    }
    let is_head = |piece: &Piece| {
        let text = piece.text(flow);
        if profile.heads.begins_none(text) {
            return false;
        }
        let text = text.trim();
        let alone = flow.lines[piece.line as usize].text.trim() == text;
        let label = alone.then(|| profile.heads.at_start(text)).flatten();
        label.is_some_and(|label| label.end == text.len())
    };
    let singles = draft.singles.iter().map(|(_, pieces)| pieces);
    let statements = draft.statements.iter().map(|s| &s.text);
    let mut last = singles.chain(statements).filter_map(|pieces| pieces.last());
    let head = last.find(|piece| is_head(piece))?;
    Some((
        "a part of the table's head ends a text".to_owned(),
        smallvec![*head],
    ))
}

/// The first or last words of a label inside a text: the label's cell and its
/// value's were read across, and its field has no value.
fn label_in_text(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    let singles = draft.singles.iter().flat_map(|(_, pieces)| pieces);
    let statements = draft.statements.iter().flat_map(|s| &s.text);
    let texts = draft.title.iter().chain(singles).chain(statements);
    let piece = texts.into_iter().find(|piece| {
        let text = piece.text(flow);
        begins_label(profile, text) || ends_label(profile, text)
    })?;
    Some((
        "a part of a label stands in a text".to_owned(),
        smallvec![*piece],
    ))
}

/// The first words of a label that is not whole.
fn begins_label(profile: &Profile, text: &str) -> bool {
    // Prose begins with two words of a label by chance.
    const LEAST_WORDS: usize = 3;
    let begun = || profile.printed.words_begun(text);
    // "Obiettivo raggiunto al", with the rest elsewhere, is a shorter label, too.
    let longest = || {
        let label = profile.printed.at_start(text);
        label.map_or(0, |label| {
            let words = text[..label.end].split(|c: char| !c.is_alphanumeric());
            words.filter(|word| !word.is_empty()).count()
        })
    };
    text.starts_with(char::is_uppercase) && begun() >= LEAST_WORDS && begun() > longest()
}

/// The last word of a label, or of its qualifiers a year, with the colon.
fn ends_label(profile: &Profile, text: &str) -> bool {
    let Some(before) = text.trim_end().strip_suffix(':') else {
        return false;
    };
    let word = last_word(before.trim_end());
    let year = first_year(word).is_some_and(|(_, range)| range == (0..word.len()));
    let end = profile.label_ends.at_start(word);
    year || end.is_some_and(|label| label.end == word.len())
}

/// A line of signatures ends the sheet's texts: what follows was painted late.
fn text_after_signature(flow: &Flow<'_>, draft: &Draft) -> Option<(String, Pieces)> {
    if flow.geometric {
        return None;
    }
    let doubt = draft.doubts.iter().find(|d| d.code == AFTER_SIGNATURE)?;
    Some((
        "text follows the signatures".to_owned(),
        doubt.pieces.clone(),
    ))
}

/// The label of another row alone on a line of a row's description: the labels
/// were painted apart from their rows.
fn label_in_row(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    let label = |piece: &Piece| {
        let text = piece.text(flow);
        matches!(phase_label(profile, text), Some(Class::Phase { value, .. }) if text[value as usize..].trim().is_empty())
    };
    let pieces = draft.phases.iter().flat_map(|p| p.description.pieces());
    let piece = pieces.into_iter().find(label)?;
    Some((
        "a row's label stands in another row".to_owned(),
        smallvec![piece],
    ))
}

/// More than a word or two of the sheet belongs nowhere.
fn stray_text(flow: &Flow<'_>, draft: &Draft) -> Option<(String, Pieces)> {
    const FEW_WORDS: usize = 2;
    let stray: Pieces = draft
        .claims
        .iter()
        .filter(|c| c.claim == Claim::Unclaimed)
        .map(|c| c.piece)
        .collect();
    let words: usize = stray
        .iter()
        .map(|p| p.text(flow).split_whitespace().count())
        .sum();
    (words > FEW_WORDS).then(|| ("text stands where no field is open".to_owned(), stray))
}

/// A public-value reference that goes on after its code has taken in other text.
fn broken_reference(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    const FEW_LETTERS: usize = 3;
    let pieces = draft.single(Field::PublicValue)?;
    let raw = Text::from_pieces(flow, pieces).value;
    if profile.is_empty_reference(&raw) {
        return None;
    }
    let parts = public_value_parts(&raw, &profile.references);
    let whole = parts.area_code.is_some() && parts.area_name.is_some();
    let behind = parts.code.map_or("", |code| &raw[code.end..]);
    let rest = behind.chars().filter(|c| c.is_alphanumeric()).count();
    // "Codici 03.02 e 03.04": a second code.
    let second = behind.contains(|c: char| c.is_ascii_digit());
    (!whole || second || rest > FEW_LETTERS).then(|| {
        (
            "the reference to the public value has other words in it".to_owned(),
            pieces.into(),
        )
    })
}

/// A text that goes on after a short line may have taken in a line of another
/// cell.
fn short_lines(flow: &Flow<'_>, draft: &mut Draft, longest_line: u32) {
    let least = SHORT_LINE * longest_line as f32;
    let mut doubts = Vec::new();
    let full = FULL_LINE * longest_line as f32;
    doubts.extend(short_line(flow, &draft.title, full).map(|piece| (About::Title, piece)));
    for (field, pieces) in &draft.singles {
        if *field != Field::FinalDeadline {
            doubts
                .extend(short_line(flow, pieces, least).map(|piece| (About::Field(*field), piece)));
        }
    }
    for (n, statement) in draft.statements.iter().enumerate() {
        doubts.extend(
            short_line(flow, &statement.text, least).map(|piece| (About::Statement(n), piece)),
        );
    }
    for (about, piece) in doubts {
        draft.doubts.push(Doubt {
            about,
            code: "two-readings",
            message: format!("\"{}\" follows a short line and was read as going on with it, could be of another cell", piece.text(flow)),
            pieces: smallvec![piece],
            other: None,
        });
    }
}

/// Where words of a text may be of another cell, that cell is one of those that
/// stand empty.
fn empty_cells(flow: &Flow<'_>, draft: &mut Draft) {
    let text = |d: &&Doubt| matches!(d.about, About::Field(_) | About::Statement(_));
    let Some(doubt) = draft.doubts.iter().find(text) else {
        return;
    };
    let Some(piece) = doubt.pieces.first().copied() else {
        return;
    };
    let rows = draft.phases.iter().enumerate().flat_map(|(n, phase)| {
        [
            (Cell::Monitoring, &phase.monitoring),
            (Cell::Due, &phase.due),
            (Cell::Outcome, &phase.outcome),
        ]
        .into_iter()
        .filter(|(_, value)| value.is_empty())
        .map(move |(cell, _)| About::Phase(n, cell))
    });
    // Of the deadline the date may be missing alone.
    let is_date = is_date_shaped(piece.text(flow).trim());
    let empty = draft
        .single(Field::FinalDeadline)
        .is_some_and(<[Piece]>::is_empty);
    let deadline = (empty || is_date && draft.deadline_lacks_date(flow))
        .then_some(About::Field(Field::FinalDeadline));
    let empty: Vec<About> = rows.chain(deadline).collect();
    for about in empty {
        draft.doubts.push(Doubt {
            about,
            code: "two-readings",
            message: format!(
                "nothing was found for this cell; \"{}\", read as part of a text, could be of it",
                piece.text(flow).trim()
            ),
            pieces: smallvec![piece],
            other: None,
        });
    }
}

/// The piece after a line that is too short to have been broken.
fn short_line(flow: &Flow<'_>, pieces: &[Piece], least: f32) -> Option<Piece> {
    pieces.windows(2).find_map(|pair| {
        let line = &flow.lines[pair[0].line as usize];
        let short = (line.text.trim_end().len() as f32) < least;
        let fresh = pair[0].line != pair[1].line
            && pair[1]
                .text(flow)
                .trim_start()
                .starts_with(|c: char| !c.is_lowercase());
        (short && fresh).then_some(pair[1])
    })
}
