//! Words that a narrow cell of a table cuts in two without any sign ("dall'app" over
//! "rovazione"), told by the width of the cell: a printer breaks a word where the next
//! letter would not fit, and only a word that is wider than the whole cell.
//!
//! In: the cells of a sheet from geometry, the words of the document. Out: the two parts
//! joined, where the document prints the whole word elsewhere but not the parts; a doubt,
//! where it prints neither.
//!
//! Not here: parts that no word of the language begins or ends like (`cut`).

use schede_model::Flow;
use schede_model::text::{Joint, is_address, joint};
use schede_profile::{Kind, Plain, Vocabulary};

use super::cut::{CUT, ends_within};
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
    let address = is_address(word) || word.contains('@');
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
    // What an address goes on with need be no word.
    if address {
        return Verdict::Doubtful;
    }
    let joined = plain(&format!("{word}{end}"));
    let (word, end) = (plain(word), plain(end));
    let short = |word: &str| {
        let kinds = known.kinds(&Plain::of(word));
        kinds.is(Kind::Short) || kinds.is(Kind::LeadsOn)
    };
    // "avviata" over "l'istruttoria": nothing stands before an article in its word.
    if elided(&end).is_some_and(|(article, _)| known.kinds(&Plain::of(article)).is(Kind::Elided)) {
        return Verdict::Apart;
    }
    let behind = elided(&word).map_or(word.as_str(), |(_, behind)| behind);
    let left =
        lexicon.holds_before_others(&word) || lexicon.holds_before_others(behind) || short(behind);
    let right = lexicon.holds_behind_others(&end) || short(&end);
    let one = lexicon.holds(&joined) || lexicon.holds(&format!("{behind}{end}"));
    // Words end in a vowel, and few in "u".
    let breaks_off = || ends_within(behind, known) || behind.ends_with('u');
    match (one, left, right) {
        (true, true, true) => Verdict::Doubtful,
        (true, ..) => Verdict::One,
        (false, false, false) => Verdict::Doubtful,
        (false, false, true) if breaks_off() => Verdict::Doubtful,
        (false, ..) => Verdict::Apart,
    }
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
    if !text.ends_with(char::is_lowercase) {
        return None;
    }
    let place = last.part(start..above.len());
    let begun = Word { text, place };
    let skipped = below.len() - below.trim_start().len();
    let text = below[skipped..].split_whitespace().next()?;
    let place = first.part(skipped..skipped + text.len());
    let rest = Word { text, place };
    text.starts_with(char::is_lowercase)
        .then_some((begun, rest))
}
