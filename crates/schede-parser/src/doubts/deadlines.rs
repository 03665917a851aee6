//! Signs that a deadline, of a phase or the last one, lacks words or holds those of
//! another cell, and that the words of one that is missing stand in another cell.
//!
//! In: a draft. Out: doubts.
//! Not here: which words make a date (`values`).

use schede_model::Flow;
use schede_profile::{Field, PageWords, Vocabulary};

use super::signs::names_page;
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::grammar::looks::{Look, leads_on, opens_due_rest};
use crate::source::{Piece, Pieces, Text};
use crate::values::date::{is_date_shaped, is_time_shaped};

/// Words after a date in the due cell that are not those with which offices
/// qualify a date.
pub fn due_goes_on(phase: &PhaseDraft, known: &Vocabulary) -> bool {
    let mut words = phase.due.value.split_whitespace();
    words.next().is_some_and(is_date_shaped)
        && words
            .find(|w| !is_time_shaped(w))
            .is_some_and(|w| !opens_due_rest(w, known))
}

/// A label of a deadline with nothing after it: the date may stand elsewhere.
pub fn empty(draft: &Draft) -> Option<Doubt> {
    let pieces = draft.single(Field::FinalDeadline)?;
    let label = draft.label(Field::FinalDeadline)?;
    pieces.is_empty().then(|| {
        Doubt::broken(
            About::Field(Field::FinalDeadline),
            "the label has nothing after it",
            label,
        )
    })
}

/// The last deadline was read before its label, and right behind the label a cell of the
/// table begins with a date: that may be the deadline.
pub fn on_both_sides(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    let label = draft.label(Field::FinalDeadline)?;
    let piece = draft.single(Field::FinalDeadline)?.first()?;
    let cells = draft
        .phases
        .iter()
        .flat_map(|phase| [&phase.due, &phase.outcome]);
    let dated = |piece: &Piece| {
        let first = piece.text(flow).split_whitespace().next();
        first.is_some_and(is_date_shaped)
    };
    let mut behind = cells
        .flat_map(Text::pieces)
        .filter(|other| other.line == label.line + 1);
    let other = behind.find(dated).filter(|_| piece.line < label.line)?;
    let sign = "dates stand before its label and behind it";
    Some(Doubt::broken(
        About::Field(Field::FinalDeadline),
        sign,
        other,
    ))
}

/// The last deadline stands in a cell beside its label, of which the first line may have been
/// read as the last row's: a line of that begins with a date to which no word leads.
pub fn begun_in_row(flow: &Flow<'_>, known: &Vocabulary, draft: &Draft) -> Vec<Doubt> {
    let deadline = draft.single(Field::FinalDeadline);
    let lines: Pieces = draft
        .phases
        .last()
        .map(|row| row.description.pieces().collect())
        .unwrap_or_default();
    let ([deadline, ..], [.., above, end]) = (deadline.unwrap_or_default(), &lines[..]) else {
        return Vec::new();
    };
    let first = end.text(flow).split_whitespace().next();
    let dated = end.line < deadline.line && first.is_some_and(is_date_shaped);
    if !dated || known.leads_on(above.text(flow)) {
        return Vec::new();
    }
    let (row, end) = (draft.phases.len() - 1, *end);
    let sign = "the last row ends with a date, which may be of the last deadline";
    let abouts = [
        About::Phase(row, Cell::Description),
        About::Field(Field::FinalDeadline),
    ];
    abouts.map(|about| Doubt::broken(about, sign, end)).into()
}

/// A last deadline on paper within whose dates a blank stands: a narrow cell cut one.
pub fn last_on_paper(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    let pieces = draft.single(Field::FinalDeadline)?;
    let about = About::Field(Field::FinalDeadline);
    let first = *pieces.first()?;
    has_cut_date(&Text::from_pieces(flow, pieces).value)
        .then(|| Doubt::broken(about, "its date is cut by a blank", first))
}

/// A sheet without a last deadline, in which a line with a colon and a date ("Scadenza
/// prevista: 31/12/2024") was taken for form furniture: for the head of a column.
pub fn in_furniture(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    if draft.single(Field::FinalDeadline).is_some() {
        return None;
    }
    let dated = |piece: &Piece| {
        let value = piece
            .text(flow)
            .split_once(':')
            .map(|(_, value)| value.trim());
        value.is_some_and(|value| value.split(' ').next().is_some_and(is_date_shaped))
    };
    let furniture = draft.claims.iter().filter(|c| c.claim == Claim::Furniture);
    let piece = furniture.map(|c| c.piece).find(dated)?;
    let sign = "a line with a date was taken for the head of a column";
    Some(Doubt::broken(
        About::Field(Field::FinalDeadline),
        sign,
        piece,
    ))
}

/// Deadlines in which a per cent sign stands: weights, totals and outcomes have one.
pub fn with_percent(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let marked = |piece: &Piece| memchr::memchr(b'%', piece.text(flow).as_bytes()).is_some();
    let last = draft.single(Field::FinalDeadline).unwrap_or_default();
    let last = last.iter().copied().find(marked);
    let last = last.map(|piece| (About::Field(Field::FinalDeadline), piece));
    let rows = draft.phases.iter().enumerate();
    let rows = rows.filter_map(|(n, phase)| {
        let piece = phase.due.pieces().find(marked)?;
        Some((About::Phase(n, Cell::Row), piece))
    });
    last.into_iter()
        .chain(rows)
        .map(|(about, piece)| Doubt::broken(about, "a per cent sign stands in a deadline", piece))
        .collect()
}

/// Deadlines of rows, and last lines of labelled texts, that end with the name of a page
/// ("31/12/2025 ... - pag. 9"): a running foot was read with them.
pub fn with_page(flow: &Flow<'_>, pages: &PageWords, draft: &Draft) -> Vec<Doubt> {
    let ends = |piece: &Piece| {
        let text = piece.text(flow).trim_end();
        if !text.ends_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        // Few words begin with a letter that one for a page does.
        let bytes = text.as_bytes();
        let begins = |at: &usize| bytes.get(*at).is_some_and(|byte| pages.may_begin(*byte));
        let starts = memchr::memchr_iter(b' ', bytes).map(|blank| blank + 1);
        let mut starts = std::iter::once(0).chain(starts).filter(begins);
        starts.any(|at| names_page(&text[at..], pages))
    };
    let rows = draft.phases.iter().enumerate();
    let rows = rows.filter_map(|(n, phase)| Some((n, phase.due.pieces().find(ends)?)));
    let rows = rows.map(|(n, piece)| (About::Phase(n, Cell::Row), piece));
    let last = |pieces: &[Piece]| pieces.last().filter(|piece| ends(piece)).copied();
    let texts = draft.texts();
    let texts = texts.filter_map(|(about, pieces)| Some((about, last(pieces)?)));
    let sign = "it ends with the name of a page";
    rows.chain(texts)
        .map(|(about, piece)| Doubt::broken(about, sign, piece))
        .collect()
}

/// A name before the date of the last deadline ("Rossi 28/06/2024"): the words may be a
/// row's monitoring and deadline.
pub fn behind_name(flow: &Flow<'_>, known: &Vocabulary, draft: &Draft) -> Option<Doubt> {
    let piece = draft.single(Field::FinalDeadline)?.first()?;
    let (first, rest) = piece.text(flow).trim().split_once(' ')?;
    let named = Look::of(first, known).name && !opens_due_rest(first, known);
    (named && is_date_shaped(rest)).then(|| {
        let sign = "a name stands before the date of the last deadline";
        Doubt::broken(About::Field(Field::FinalDeadline), sign, *piece)
    })
}

/// Whether a word that begins sentences stands behind one after which a text goes on
/// ("dei termini di Fase in ritardo").
fn holds_sentence(text: &str, known: &Vocabulary) -> bool {
    let mut before = None;
    text.split(' ').any(|word| {
        let opens = word.starts_with(char::is_uppercase) && Look::of(word, known).opens;
        let behind = before.replace(word);
        opens && behind.is_some_and(|before| leads_on(before, known))
    })
}

/// What a row's cell holds that is another cell's, read from a stream.
pub fn crowded(phase: &PhaseDraft, known: &Vocabulary) -> Option<&'static str> {
    let dates = |text: &str| text.split(' ').filter(|word| is_date_shaped(word)).count();
    let due = &phase.due.value;
    let mut words = phase.outcome.value.split(' ');
    if dates(due) > 1 {
        Some("the deadline has two dates")
    } else if holds_sentence(due, known) {
        Some("a sentence begins within the deadline")
    } else if has_cut_date(due) || has_cut_date(&phase.monitoring.value) {
        Some("a date is cut by a blank")
    } else if phase.monitoring.is_empty() && words.next().is_some_and(|word| known.is_status(word))
    {
        Some("the outcome begins as the monitoring does")
    } else if due.is_empty() && phase.outcome.is_empty() && goes_on_behind(phase, known) {
        Some("the monitoring's last words could be the outcome")
    } else if phase.outcome.is_empty() && is_qualified(due) {
        Some("the deadline's last words could be the outcome")
    } else if due.is_empty() {
        without_due(phase)
    } else {
        None
    }
}

/// "OK Raggiunto", "(in collaborazione con il SUAP) Non avviata": words behind a status or a
/// bracket, which may be a colleague's name.
fn goes_on_behind(phase: &PhaseDraft, known: &Vocabulary) -> bool {
    let monitoring = &phase.monitoring.value;
    let status = monitoring.split_once(' ');
    let status = status.filter(|(status, _)| known.is_status(status));
    let bracket = monitoring.split_once(") ");
    let bracket = bracket.filter(|_| monitoring.starts_with('('));
    let behind = status.or(bracket).map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.starts_with(char::is_uppercase))
}

/// Words behind a date or a term, of which the last is no figure ("31/01/2025 ma già
/// conclusa nel 2024 in corso").
fn is_qualified(due: &str) -> bool {
    /// "entro dicembre", "fine anno" are terms by themselves.
    const TERM_WORDS: usize = 3;
    let figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let mut words = due.split(' ');
    words.clone().count() >= TERM_WORDS
        && words.clone().any(figure)
        && words.next_back().is_some_and(|last| !figure(last))
}

/// What tells that the outcome of a row without a deadline may be, or begin with, those
/// of the cells before it.
fn without_due(phase: &PhaseDraft) -> Option<&'static str> {
    let outcome = &phase.outcome.value;
    if outcome.split(' ').any(is_date_shaped) {
        Some("a date stands in the outcome and there is no deadline")
    } else if outcome.starts_with(['-', '–']) {
        Some("the outcome begins with a dash, as what goes on does")
    } else if phase.monitoring.is_empty() && !outcome.is_empty() {
        Some("the row has one text after its weight")
    } else {
        None
    }
}

/// "24/09/202 4", "1 6/5/2025".
pub fn has_cut_date(text: &str) -> bool {
    // Most deadlines are one word.
    if memchr::memchr(b' ', text.as_bytes()).is_none() {
        return false;
    }
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let rest = words.peek().copied().unwrap_or_default();
        let begun = word.rsplit_once('/').is_some_and(|(day, year)| {
            (1..4).contains(&year.len()) && day.contains('/') && digits(year)
        });
        let ends = !rest.is_empty() && rest.len() < 4 && digits(rest);
        let first = word.len() == 1 && digits(word);
        let of_day = first && rest.find('/') == Some(1);
        if (begun && ends || of_day) && is_date_shaped(&[word, rest].concat()) {
            return true;
        }
    }
    false
}
