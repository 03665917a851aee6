//! Words that stand apart from the rest of their text, where columns are kept by blanks: the
//! letters of a watermark, a note in the margin, titles over a group of columns, a line below
//! one that had ended.
//!
//! In: a draft of such a text. Out: doubts about the labelled texts in which a line begins
//! where none of their lines does, or has a gap within it as wide as between columns.
//!
//! Not here: lines of a table (`across`), labels that the form does not know
//! (`unknown_labels`).

use std::collections::BTreeMap;

use schede_model::Flow;
use schede_profile::Field;
use smallvec::smallvec;

use super::neighbour_texts::{Labelled, texts};
use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;

/// Characters by which lines of one text may begin apart: places are rounded to characters.
const SAME_PLACE: usize = 2;

/// Blanks between columns, at least.
const GAP: &str = "      ";

/// The same in a name, whose words are never justified.
const GAP_IN_NAME: &str = "   ";

/// A line goes on in the next if the first word of that would have made it longer than this
/// part of the longest line that begins there: letters are of different widths.
const FULL_LINE: f32 = 0.8;

/// Words of a line, at least, whose gaps tell that it is justified.
const MANY_WORDS: usize = 4;

/// What is said of such lines.
const GAP_SAYS: &str = "a line of it has a gap as between columns";
const ENDED_SAYS: &str = "a line of it stands behind one that had room for its first word";
const SMALL_SAYS: &str = "it begins with a small letter, as a text does that goes on";
const BEGIN_SAYS: &str = "a line of it begins where no other does";

/// The doubts.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    if !flow.approximate {
        return Vec::new();
    }
    let texts = texts(draft);
    let names = [
        (About::Entity, draft.entity.as_deref(), 0),
        // Its label, which is a part of it, may stand in a column of its own.
        (About::OrgUnit, draft.org_unit.as_deref(), 1),
    ];
    let names = names.map(|(about, pieces, gaps)| Some((named(about, pieces?)?, gaps)));
    let all: Vec<_> = texts
        .iter()
        .copied()
        .chain(names.iter().flatten().map(|(name, _)| *name))
        .collect();
    let widths = widths(flow, &all);
    let doubt = |text: &Labelled<'_>, says, piece| Doubt::broken(text.about, says, piece);
    let behind =
        |text: &Labelled<'_>| Some(doubt(text, ENDED_SAYS, behind_end(flow, text, &widths)?));
    let small = |text: &Labelled<'_>| Some(doubt(text, SMALL_SAYS, begins_small(flow, text)?));
    let apart = |text: &Labelled<'_>| {
        let gap = gap(flow, text, (GAP, 0)).map(|piece| doubt(text, GAP_SAYS, piece));
        let apart = || Some(doubt(text, BEGIN_SAYS, begins_apart(flow, text)?));
        gap.or_else(apart)
            .or_else(|| behind(text))
            .or_else(|| small(text))
    };
    let of_name = |(name, gaps): &(Labelled<'_>, usize)| {
        let gap = gap(flow, name, (GAP_IN_NAME, *gaps)).map(|piece| doubt(name, GAP_SAYS, piece));
        gap.or_else(|| behind(name))
    };
    let mut doubts: Vec<Doubt> = texts.iter().filter_map(apart).collect();
    doubts.extend(names.iter().flatten().filter_map(of_name));
    let missing = missing_names(draft, &doubts);
    doubts.extend(missing);
    doubts
}

/// Doubts about the unit and the manager that a sheet lacks, where a name has words of others.
pub fn missing_names(draft: &Draft, doubts: &[Doubt]) -> Vec<Doubt> {
    let of_name = |doubt: &&Doubt| {
        matches!(
            doubt.about,
            About::Title | About::Entity | About::OrgUnit | About::Field(Field::Responsible)
        )
    };
    let Some(piece) = doubts.iter().find(of_name).and_then(|d| d.pieces.first()) else {
        return Vec::new();
    };
    let unit = draft.org_unit.is_none().then_some(About::OrgUnit);
    let manager = draft.single(Field::Responsible).is_none();
    let manager = manager.then_some(About::Field(Field::Responsible));
    let doubt = |about| Doubt {
        about,
        code: "two-readings",
        message: "no line was found that names it; it may stand in the words of another name"
            .to_owned(),
        pieces: smallvec![*piece],
        other: None,
    };
    unit.into_iter().chain(manager).map(doubt).collect()
}

/// The words of a name that need no label.
fn named(about: About, pieces: &[Piece]) -> Option<Labelled<'_>> {
    let label = *pieces.first()?;
    Some(Labelled {
        about,
        label,
        pieces,
    })
}

/// The places where lines of texts begin, each with the end of the longest of them.
fn widths(flow: &Flow<'_>, texts: &[Labelled<'_>]) -> BTreeMap<usize, usize> {
    let mut widths = BTreeMap::new();
    for piece in texts.iter().flat_map(|text| text.pieces) {
        let longest = widths.entry(column(flow, *piece)).or_default();
        *longest = letters(flow, piece).max(*longest);
    }
    widths
}

/// A line that begins with a capital letter behind one that had room for its first word, or
/// written in capitals behind one that is not: the text may have ended before it.
fn behind_end(
    flow: &Flow<'_>,
    text: &Labelled<'_>,
    widths: &BTreeMap<usize, usize>,
) -> Option<Piece> {
    // A note may stand below a date.
    if text.about == About::Field(Field::FinalDeadline) {
        return None;
    }
    let ends = |pair: &&[Piece]| {
        let (line, next) = (pair[0], pair[1]);
        let words = next.text(flow).trim();
        if line.line == next.line || !words.starts_with(char::is_uppercase) {
            return false;
        }
        let first = words.split(' ').next().unwrap_or_default();
        // Where it would end; a label may stand before its words.
        let with_word = column(flow, line) + letters(flow, &line) + 1 + first.chars().count();
        let near = column(flow, next).saturating_sub(SAME_PLACE)..=column(flow, next) + SAME_PLACE;
        let longest = widths.range(near).map(|(_, longest)| *longest).max();
        let room = FULL_LINE * longest.unwrap_or_default() as f32;
        let fits = (with_word as f32) < column(flow, next) as f32 + room;
        fits || in_capitals(words) && !in_capitals(line.text(flow))
    };
    text.pieces.windows(2).find(ends).map(|pair| pair[1])
}

/// Whether all letters of some words are capitals.
fn in_capitals(words: &str) -> bool {
    const SEVERAL: usize = 4;
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    letters().nth(SEVERAL - 1).is_some() && letters().all(char::is_uppercase)
}

fn letters(flow: &Flow<'_>, piece: &Piece) -> usize {
    piece.text(flow).trim().chars().count()
}

/// The words behind a gap within a line, or those around it, where it has more gaps of a width
/// than so many.
fn gap(flow: &Flow<'_>, text: &Labelled<'_>, (wide, gaps): (&str, usize)) -> Option<Piece> {
    let mut lines = text.pieces.chunk_by(|a, b| a.line == b.line);
    let has_gap = |pieces: &&[Piece]| {
        let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
        let line = &flow.lines[first.line as usize].text;
        let words = line.get(first.start as usize..last.end as usize);
        let has_more = |words: &str| {
            let cells = words.split(wide).filter(|cell| !cell.trim().is_empty());
            cells.count() > gaps + 1
        };
        // A name is too short to be justified.
        let spread = |words: &str| wide == GAP && is_spread(words.trim());
        words.is_some_and(|words| has_more(words) && !spread(words))
    };
    let line = lines.find(has_gap)?;
    line.get(1).or(line.first()).copied()
}

/// Whether most words of a line stand apart: it is justified.
fn is_spread(text: &str) -> bool {
    let wide = text.split("  ").filter(|part| !part.is_empty()).count() - 1;
    let words = text.split_whitespace().count();
    2 * wide > words - 1 && words > MANY_WORDS
}

/// Words with a small letter beside a label without a colon: their first line may stand above
/// the label, which is at the bottom of its cell or in the middle.
fn begins_small(flow: &Flow<'_>, text: &Labelled<'_>) -> Option<Piece> {
    let first = *text.pieces.first()?;
    let beside = text.label.line == first.line && text.label.end <= first.start;
    let line = &flow.lines[first.line as usize].text;
    let before = line.get(text.label.start as usize..first.start as usize);
    let colon = before.is_none_or(|label| label.contains(':'));
    let small = first
        .text(flow)
        .trim_start()
        .starts_with(char::is_lowercase);
    // Its first line, if it stands above, has the label's column empty.
    let above = || {
        let above = first.line.checked_sub(1)?;
        let above = &flow.lines[above as usize].text;
        let blanks = above.chars().take_while(|c| *c == ' ').count();
        let capital = above.trim_start().starts_with(char::is_uppercase);
        Some(capital && blanks.abs_diff(column(flow, first)) <= SAME_PLACE)
    };
    (beside && !colon && small && above()?).then_some(first)
}

/// A line that begins at another place than the label, the value beside it and the other
/// lines.
fn begins_apart(flow: &Flow<'_>, text: &Labelled<'_>) -> Option<Piece> {
    let label = column(flow, text.label);
    let begins: Vec<usize> = text.pieces.iter().map(|p| column(flow, *p)).collect();
    let near = |a: usize, b: usize| a.abs_diff(b) <= SAME_PLACE;
    let alone = |at: &usize| {
        let own = begins[*at];
        let mut others = begins.iter().enumerate().filter(|(n, _)| n != at);
        let first_of_line = text.pieces[at - 1].line != text.pieces[*at].line;
        first_of_line && !near(own, label) && !others.any(|(_, x)| near(own, *x))
    };
    let at = (1..begins.len()).find(alone)?;
    Some(text.pieces[at])
}

/// The column of characters at which a piece begins.
fn column(flow: &Flow<'_>, piece: Piece) -> usize {
    let line = &flow.lines[piece.line as usize].text;
    let text = piece.text(flow);
    let blanks = text.len() - text.trim_start().len();
    line[..piece.start as usize + blanks].chars().count()
}
