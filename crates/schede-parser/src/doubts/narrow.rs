//! Words that a narrow cell of a table cuts in two without any sign ("dall'app" over
//! "rovazione"), told by the width of the cell: a printer breaks a word where the next
//! letter would not fit, and only a word that is wider than the whole cell.
//!
//! In: the cells of a sheet from geometry, the words of the document. Out: the two parts
//! joined, where the document prints the whole word elsewhere but not the parts, or where
//! the first is alone on its line and no words begin and end like the two; a doubt, where
//! paper tells less.
//!
//! Not here: how words begin and end (`cut`).

use schede_model::Flow;
use schede_model::text::{Joint, is_address, joint};
use schede_profile::{Field, Kind, Plain, Vocabulary};

use super::cut::{CUT, LEAST, begins_with_end, ends_within};
use super::lexicon::Lexicon;
use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::source::{Piece, Pieces, Text};

/// Letters of a word, at most.
const LONGEST: usize = 22;

/// Width that a line of the cell may lack (in letters) to be full, beside that of the
/// letter that did not fit: kerning.
const SLACK: f64 = 0.2;

/// The cells whose lines are looked at.
const CELLS: [Cell; 4] = [
    Cell::Description,
    Cell::Monitoring,
    Cell::Due,
    Cell::Outcome,
];

/// A word in small letters without the signs around it.
fn plain(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.to_lowercase().replace('’', "'")
}

/// An article or preposition, and the word behind its apostrophe.
fn elided(word: &str) -> Option<(&str, &str)> {
    word.split_once('\'').filter(|(_, rest)| !rest.is_empty())
}

/// What two lines of a cell say of the words at their joint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// They are two words, as lines mostly end.
    Apart,
    /// They are one.
    One,
    /// They may be.
    Doubtful,
}

/// A line of a cell.
struct CellLine {
    pieces: Pieces,
    width: f64,
}

/// Joins words that narrow cells cut, and says where they may have.
pub fn mend(flow: &Flow<'_>, known: &Vocabulary, lexicon: &Lexicon<'_>, draft: &mut Draft) {
    if !flow.on_paper() {
        return;
    }
    mend_deadline(flow, known, lexicon, draft);
    for cell in CELLS {
        let mut texts = draft.phases.iter().map(|phase| text_of(phase, cell));
        if texts.all(is_one_line) {
            continue;
        }
        let lines: Vec<Vec<CellLine>> = draft
            .phases
            .iter()
            .map(|phase| lines_of(flow, text_of(phase, cell)))
            .collect();
        let widest = lines.iter().flatten().map(|line| line.width);
        let widest = widest.fold(0.0, f64::max);
        for (row, lines) in lines.iter().enumerate().filter(|(_, l)| l.len() > 1) {
            let verdicts: Vec<Verdict> = lines
                .windows(2)
                .map(|pair| verdict(flow, known, lexicon, &pair[0], &pair[1], widest))
                .collect();
            let mut doubtful = verdicts.iter().enumerate();
            let doubtful = doubtful.find_map(|(at, verdict)| {
                let piece = lines[at].pieces.last()?;
                let new = *verdict == Verdict::Doubtful && !is_said(draft, row, *piece);
                new.then_some(*piece)
            });
            if let Some(piece) = doubtful {
                let about = About::Phase(row, cell);
                draft.doubts.push(Doubt::broken(about, CUT, piece));
            }
            if verdicts.contains(&Verdict::One) {
                *text_of_mut(&mut draft.phases[row], cell) = joined(flow, lines, &verdicts);
            }
        }
    }
}

/// Notes the lines of the final deadline that begin within a word for certain: in the table's
/// last row it stands in a cell as narrow as those above.
fn mend_deadline(flow: &Flow<'_>, known: &Vocabulary, lexicon: &Lexicon<'_>, draft: &mut Draft) {
    let Some(pieces) = draft.single(Field::FinalDeadline).filter(|p| p.len() > 1) else {
        return;
    };
    let lines = lines_of(flow, &Text::from_pieces(flow, pieces));
    let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let one = |pair: &[CellLine]| {
        verdict(flow, known, lexicon, &pair[0], &pair[1], widest) == Verdict::One
    };
    let goes_on = lines.windows(2).filter(|pair| one(pair));
    draft.deadline_cuts = goes_on
        .filter_map(|pair| pair[1].pieces.first().copied())
        .collect();
}

/// Whether it is said already that a line of a row may end within a word.
fn is_said(draft: &Draft, row: usize, line: Piece) -> bool {
    let says = |doubt: &Doubt| {
        matches!(doubt.about, About::Phase(of, _) if of == row)
            && doubt.message.ends_with(CUT)
            && doubt.pieces.iter().any(|piece| piece.line == line.line)
    };
    draft.doubts.iter().any(says)
}

/// The text of some lines, without a blank where one word goes on.
fn joined(flow: &Flow<'_>, lines: &[CellLine], verdicts: &[Verdict]) -> Text {
    let mut text = Text::default();
    for (at, line) in lines.iter().enumerate() {
        let goes_on = at > 0 && verdicts[at - 1] == Verdict::One;
        for (n, piece) in line.pieces.iter().enumerate() {
            if goes_on && n == 0 {
                text.push_closed(flow, *piece);
            } else {
                text.push(flow, *piece);
            }
        }
    }
    text
}

fn text_of(phase: &PhaseDraft, cell: Cell) -> &Text {
    match cell {
        Cell::Monitoring => &phase.monitoring,
        Cell::Due => &phase.due,
        Cell::Outcome => &phase.outcome,
        Cell::Row | Cell::Number | Cell::Description | Cell::Weight => &phase.description,
    }
}

fn text_of_mut(phase: &mut PhaseDraft, cell: Cell) -> &mut Text {
    match cell {
        Cell::Monitoring => &mut phase.monitoring,
        Cell::Due => &mut phase.due,
        Cell::Outcome => &mut phase.outcome,
        Cell::Row | Cell::Number | Cell::Description | Cell::Weight => &mut phase.description,
    }
}

fn is_one_line(text: &Text) -> bool {
    let mut lines = text.pieces().map(|piece| piece.line);
    lines
        .next()
        .is_none_or(|first| lines.all(|line| line == first))
}

/// The lines of a cell, with their widths.
fn lines_of(flow: &Flow<'_>, text: &Text) -> Vec<CellLine> {
    let mut lines: Vec<CellLine> = Vec::new();
    for piece in text.pieces() {
        match lines.last_mut() {
            Some(line) if line.pieces[0].line == piece.line => line.pieces.push(piece),
            _ => lines.push(CellLine {
                pieces: Pieces::from_slice(&[piece]),
                width: 0.0,
            }),
        }
    }
    for line in &mut lines {
        let (first, last) = (line.pieces[0], line.pieces[line.pieces.len() - 1]);
        line.width = width(flow, first.line, first.start, last.end);
    }
    lines
}

fn width(flow: &Flow<'_>, line: u32, start: u32, end: u32) -> f64 {
    let boxes = flow.lines[line as usize].boxes;
    let around = flow.boxes.around(boxes, start, end);
    around.map_or(0.0, |[x0, _, x1, _]| x1 - x0)
}

/// What two lines of a cell whose widest line is so wide say.
fn verdict(
    flow: &Flow<'_>,
    known: &Vocabulary,
    lexicon: &Lexicon<'_>,
    line: &CellLine,
    next: &CellLine,
    widest: f64,
) -> Verdict {
    let Some((begun, rest)) = words_at_joint(flow, line, next) else {
        return Verdict::Apart;
    };
    let (word, end) = (begun.text, rest.text);
    let n_letters = end.chars().count();
    let address = is_address(word) || word.contains('@') || end.contains('@');
    if !address && word.chars().count() + n_letters > LONGEST {
        return Verdict::Apart;
    }
    let rest_width = rest.width(flow);
    let letter = rest_width / n_letters as f64;
    let full = line.width + (1.0 + SLACK) * letter > widest;
    let too_wide = || begun.width(flow) + rest_width > widest;
    if !full || !too_wide() || joint(word, end) != Joint::Space {
        return Verdict::Apart;
    }
    if address {
        return of_address(known, lexicon, word, end);
    }
    let alone =
        begun.place.line == line.pieces[0].line && begun.place.start == line.pieces[0].start;
    let verdict = of_words(known, lexicon, (&plain(word), &plain(end)), alone);
    // Names and abbreviations in capitals begin and end as they like.
    match verdict {
        Verdict::Doubtful if word.len() > 1 && is_capitals(word) => Verdict::Apart,
        verdict => verdict,
    }
}

/// Whether a word is all capital letters.
fn is_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// What is said of the parts of an address: what one goes on with need be no word, and what
/// stands before the rest of a name is none.
fn of_address(known: &Vocabulary, lexicon: &Lexicon<'_>, word: &str, end: &str) -> Verdict {
    if lexicon.holds(&plain(&format!("{word}{end}"))) {
        return Verdict::One;
    }
    if is_address(word) || word.contains('@') {
        return Verdict::Doubtful;
    }
    let word = plain(word);
    if is_short(known, &word) || lexicon.holds_before_others(&word) {
        Verdict::Apart
    } else {
        Verdict::Doubtful
    }
}

/// What is said of the parts of a word in small letters, of which the first is `alone` on
/// its line: there stands a word that is cut because it is wider than its cell.
fn of_words(
    known: &Vocabulary,
    lexicon: &Lexicon<'_>,
    (word, end): (&str, &str),
    alone: bool,
) -> Verdict {
    // "avviata" over "l'istruttoria": nothing stands before an article in its word.
    if elided(end).is_some_and(|(article, _)| known.kinds(&Plain::of(article)).is(Kind::Elided)) {
        return Verdict::Apart;
    }
    let behind = elided(word).map_or(word, |(_, behind)| behind);
    let left = lexicon.holds_before_others(word)
        || lexicon.holds_before_others(behind)
        || is_short(known, behind);
    let right = lexicon.holds_behind_others(end) || is_short(known, end);
    let whole = format!("{behind}{end}");
    let kinds = known.kinds(&Plain::of(&whole));
    let one = lexicon.holds(&format!("{word}{end}"))
        || lexicon.holds(&whole)
        || kinds.is(Kind::Term)
        || kinds.is(Kind::Concluded);
    // Words end in a vowel, and few in "u".
    let breaks_off = || ends_within(behind, known) || behind.ends_with('u');
    let cut = || is_cut_for_certain(known, (behind, end), alone, right);
    match (one, left, right) {
        (true, true, true) => Verdict::Doubtful,
        (true, ..) => Verdict::One,
        (false, false, _) if cut() => Verdict::One,
        (false, false, false) => Verdict::Doubtful,
        (false, false, true) if breaks_off() => Verdict::Doubtful,
        (false, ..) => Verdict::Apart,
    }
}

fn is_short(known: &Vocabulary, word: &str) -> bool {
    let kinds = known.kinds(&Plain::of(word));
    kinds.is(Kind::Short) || kinds.is(Kind::LeadsOn)
}

/// Whether no word ends like the first of two parts, or begins like the second, or both
/// together have an ending of words that begins in the first ("aggiudicazio", "ne"). Less
/// counts where the first is `alone` on its line, more where the second is a word.
fn is_cut_for_certain(
    known: &Vocabulary,
    (begun, end): (&str, &str),
    alone: bool,
    is_word: bool,
) -> bool {
    let letters = |part: &str| part.chars().all(|c| c.is_alphabetic() || c == '-');
    if begun.len() < LEAST || !letters(begun) || !letters(end) {
        return false;
    }
    let whole = format!("{begun}{end}");
    let mut endings = whole
        .char_indices()
        .take_while(|(at, _)| *at <= begun.len());
    let ending = |(at, _): (usize, char)| known.kinds(&Plain::of(&whole[at..])).is(Kind::Ending);
    begins_with_end(end)
        || (alone || !is_word) && ends_within(begun, known)
        || alone && endings.any(ending)
}

/// A word and where it stands.
struct Word<'f> {
    text: &'f str,
    place: Piece,
}

impl Word<'_> {
    fn width(&self, flow: &Flow<'_>) -> f64 {
        width(flow, self.place.line, self.place.start, self.place.end)
    }
}

/// The last word of a line and the first of the next, if letters meet.
fn words_at_joint<'f>(
    flow: &'f Flow<'_>,
    line: &CellLine,
    next: &CellLine,
) -> Option<(Word<'f>, Word<'f>)> {
    let (last, first) = (line.pieces.last()?, next.pieces.first()?);
    let (above, below) = (last.text(flow).trim_end(), first.text(flow));
    let start = above.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let text = above.get(start..)?;
    // "S" over "oprintendenza" and "RAGGIUN" over "TO" are cut, too.
    let capitals = is_capitals(text);
    if !text.ends_with(char::is_lowercase) && !capitals {
        return None;
    }
    let place = last.part(start..above.len());
    let begun = Word { text, place };
    let skipped = below.len() - below.trim_start().len();
    let text = below[skipped..].split_whitespace().next()?;
    let place = first.part(skipped..skipped + text.len());
    let rest = Word { text, place };
    let small = text.starts_with(char::is_lowercase) && (!capitals || begun.text.len() == 1);
    (small || capitals && is_capitals(text)).then_some((begun, rest))
}
