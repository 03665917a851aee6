//! Values that may hold words of a neighbour where cells are known by their place: texts
//! and rows that a page parts from the next, a remark without its mark, a colon among the
//! words behind its label.
//!
//! In: a draft from geometry. Out: doubts about both values, as the words of one are those
//! that the other lacks.
//!
//! Not here: texts whose columns are kept by blanks (`neighbour_texts`), values that do not
//! look whole by themselves (`whole`).

use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::{Kind, Plain, Printed, Profile, Style, Vocabulary};
use smallvec::smallvec;

use super::neighbour_texts::{Labelled, texts};
use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::source::{Piece, Pieces};
use crate::values::date::is_date_shaped;

/// The doubts.
pub fn doubt_torn(flow: &Flow<'_>, known: &Vocabulary, draft: &Draft) -> Vec<Doubt> {
    if !flow.geometric {
        return Vec::new();
    }
    let texts = texts(draft);
    let mut doubts = Vec::new();
    for pair in texts.windows(2) {
        let sign = "a page parts it from its neighbour, and lines above a label may be of either";
        if let Some(piece) = torn_over_page(flow, &pair[0], &pair[1]) {
            doubts.extend([&pair[0], &pair[1]].map(|text| Doubt::broken(text.about, sign, piece)));
        }
    }
    for text in &texts {
        let sign = "a colon stands among its words, and none behind its label";
        let colon = text
            .pieces
            .first()
            .filter(|p| second_is_colon(p.text(flow)));
        doubts.extend(colon.map(|piece| Doubt::broken(text.about, sign, *piece)));
    }
    for (about, pieces) in draft.names() {
        let sign = "a blank stands within its brackets";
        let mut pieces = pieces.iter();
        let apart = pieces.find(|p| ["( ", " )"].iter().any(|s| p.text(flow).contains(s)));
        doubts.extend(apart.map(|piece| Doubt::broken(about, sign, *piece)));
    }
    let sign = "nothing stands beside the code's cell, and a part of it may stand above";
    let below = title_below(flow, draft);
    doubts.extend(below.map(|piece| Doubt::broken(About::Title, sign, piece)));
    for (at, pair) in draft.phases.windows(2).enumerate() {
        let sign = "a mark ends it, and a remark stands without one in the next row";
        if let Some(piece) = parted_mark(flow, known, &pair[0], &pair[1]) {
            let abouts = [at, at + 1].map(|n| About::Phase(n, Cell::Monitoring));
            doubts.extend(abouts.map(|about| Doubt::broken(about, sign, piece)));
        }
    }
    for (at, phase) in draft.phases.iter().enumerate() {
        if let Some(piece) = broken_due(flow, known, phase) {
            let sign = "the deadline lacks words, or has some of another cell";
            doubts.push(Doubt::broken(About::Phase(at, Cell::Row), sign, piece));
        }
    }
    doubts
}

/// "semestre 2025" without "II" before it, or "annuale Completata" beside an empty outcome.
fn broken_due(flow: &Flow<'_>, known: &Vocabulary, phase: &PhaseDraft) -> Option<Piece> {
    let first = phase.due.pieces().next()?;
    let mut words = first.text(flow).split_whitespace();
    let is = |word: &str, kind: Kind| known.kinds(&Plain::of(word)).is(kind);
    let begins = words.next()?;
    let lacks = is(begins, Kind::Period) && begins.starts_with(char::is_lowercase);
    let next = words.next();
    let crowded = || {
        is(begins, Kind::Term)
            && phase.outcome.is_empty()
            && next.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    // "censimento nazionale 21/11/2024": no word leads into the date.
    let strange = || {
        let due = phase.due.value.trim_end();
        let (before, date) = due.rsplit_once(' ')?;
        let led = is(last_word(before), Kind::BeforeDate);
        let small = before.starts_with(char::is_lowercase) && before.contains(' ');
        (small && !led && is_date_shaped(date)).then_some(())
    };
    (lacks || crowded() || strange().is_some()).then_some(first)
}

/// A statement's label with its year at the beginning of a line of a text ("Indicatore di
/// risultato 2025 Sono esclusi ..."): its cell cut the colon off, and its text was read into
/// the one before.
pub fn cut_label(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Option<(String, Pieces)> {
    if !flow.geometric {
        return None;
    }
    let is_label = |piece: &Piece| {
        let text = piece.text(flow);
        let label = profile.printed.at_start(text);
        let label = label.filter(|label| label.style == Style::Capital);
        label.is_some_and(|label| {
            let statement =
                matches!(label.what, Printed::Field { field, .. } if field.is_statement());
            let behind = text[label.end..].trim_start();
            let rest = behind.trim_start_matches([' ', '-', '–']);
            // A dash before a year that stands on the label's next line.
            let year = behind.len() > rest.len()
                || rest.starts_with("20")
                || profile.qualifiers.at_start(rest).is_some();
            statement && text[..label.end].contains(' ') && year && piece.begins_line(flow)
        })
    };
    let singles = draft.singles.iter().flat_map(|(_, pieces)| pieces);
    let statements = draft.statements.iter().flat_map(|s| &s.text);
    let label = singles.chain(statements).find(|piece| is_label(piece))?;
    Some((
        "a label without its colon stands in a text".to_owned(),
        smallvec![*label],
    ))
}

/// The first line on a page, above the label of the second text, where the first text
/// stands on the page before: the second goes on with a sentence there, or begins below its
/// label, and the line begins one.
fn torn_over_page(flow: &Flow<'_>, before: &Labelled<'_>, after: &Labelled<'_>) -> Option<Piece> {
    let line = |piece: &Piece| &flow.lines[piece.line as usize];
    let place = |piece: &Piece| (line(piece).page, line(piece).number);
    let label = place(&after.label);
    let over = place(&before.label).0 < label.0;
    let last = before.pieces.last().filter(|_| over)?;
    let above = |piece: &&Piece| place(piece).0 == label.0 && place(piece).1 < label.1;
    let small = |piece: &Piece| {
        piece
            .text(flow)
            .trim_start()
            .starts_with(char::is_lowercase)
    };
    let first = after.pieces.first()?;
    if above(&first) {
        let broken = small(first) && place(last).0 < label.0 && !is_ended(last.text(flow));
        return broken.then_some(*first);
    }
    let below = place(first).1 > label.1;
    let alone = before.pieces.iter().filter(above).count() == 1;
    (below && alone && above(&last) && !small(last)).then_some(*last)
}

/// The first line of a title below the height of its code, which has a cell of its own.
fn title_below(flow: &Flow<'_>, draft: &Draft) -> Option<Piece> {
    let (code, title) = (draft.code?, draft.title.first()?);
    let behind = &flow.lines[code.line as usize].text[code.end as usize..];
    (title.line != code.line && behind.trim().is_empty()).then_some(*title)
}

/// Whether a text ends with a sentence or a list's item.
fn is_ended(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(['.', ';', '!', '?', ')', '”', '»', '"'])
}

/// "Il : Settore", behind a label without its colon.
fn second_is_colon(text: &str) -> bool {
    text.trim_start()
        .split_once(' ')
        .is_some_and(|(_, rest)| rest.starts_with(": "))
}

/// "Conclusa" over "OK", and in the next row "(con Rossi)": the last line of the first and
/// the remark are one cell.
fn parted_mark(
    flow: &Flow<'_>,
    known: &Vocabulary,
    above: &PhaseDraft,
    below: &PhaseDraft,
) -> Option<Piece> {
    let remark = below.monitoring.pieces().next()?;
    if !remark.text(flow).trim_start().starts_with('(')
        || above.monitoring.pieces().nth(1).is_none()
    {
        return None;
    }
    let mark = above.monitoring.pieces().last()?;
    known.is_status(mark.text(flow).trim()).then_some(mark)
}
