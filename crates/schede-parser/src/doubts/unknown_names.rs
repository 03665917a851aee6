//! Lines of a head that may name the body or the unit, though the form knows no name
//! that begins so ("Presidio ospedaliero" below the body's name, "Agenzia delle acque"
//! above the unit's), and words beside a signature.
//!
//! In: the items of a document, a sheet, its draft. Out: doubts.
//! Not here: lines that begin like a name or a label and stand apart from the sheet (`above`).

use schede_model::Flow;
use schede_profile::Field;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::grammar::items::{Class, Item};
use crate::source::{Piece, Text};

/// So many words a name has at most that is printed on a line of its own.
const MOST_WORDS: usize = 10;

/// The doubts of a sheet whose items begin at `start`.
pub fn doubt_names(flow: &Flow<'_>, items: &[Item], start: usize, draft: &mut Draft) {
    match (&draft.entity, &draft.org_unit) {
        (Some(body), None) => {
            let doubts = unit_below(flow, body);
            draft.doubts.extend(doubts);
        }
        (None, Some(unit)) => {
            let doubts = body_above(flow, items, start, unit, draft);
            draft.doubts.extend(doubts);
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    let doubts = manager_below(flow, draft);
    draft.doubts.extend(doubts);
}

/// No label names the manager, and the unit's name goes on over a line end: its last line
/// may be the manager's, without a colon ("Capo struttura Ada Bruni").
fn manager_below(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let unit = draft.org_unit.as_deref().unwrap_or_default();
    let last = unit.last().filter(|last| last.line != unit[0].line);
    let Some(last) = last.filter(|_| draft.single(Field::Responsible).is_none()) else {
        return Vec::new();
    };
    let text = last.text(flow).trim();
    let abouts = [About::OrgUnit, About::Field(Field::Responsible)];
    let doubt = |about| Doubt {
        about,
        code: "two-readings",
        message: format!(
            "no label names the manager; \"{text}\" was read as the end of the unit's name and may"
        ),
        pieces: [*last].into_iter().collect(),
        other: None,
    };
    abouts.map(doubt).into()
}

/// Texts that end with the first words of a line on which a signature follows: they may be
/// another signature ("Per l'ufficio" beside "Visto di validazione: ...").
pub fn doubt_beside_signatures(items: &[Item], draft: &mut Draft) {
    let beside = items.windows(2).filter(|pair| {
        let [words, signature] = pair else {
            return false;
        };
        let (line, start) = (words.piece.line, words.piece.start);
        matches!(words.class, Class::Plain)
            && matches!(signature.class, Class::Signature)
            && start == 0
            && line == signature.piece.line
    });
    let doubts: Vec<Doubt> = beside
        .filter_map(|pair| {
            let ends = |(_, pieces): &(About, &[Piece])| {
                pieces.len() > 1 && pieces.last().is_some_and(|p| p.line == pair[0].piece.line)
            };
            let (about, pieces) = draft.texts().find(ends)?;
            let sign = "its last line stands beside a signature";
            Some(Doubt::broken(about, sign, *pieces.last()?))
        })
        .collect();
    draft.doubts.extend(doubts);
}

/// The body's name goes on over a line end, and no unit is named: its second line may
/// be the unit's.
fn unit_below(flow: &Flow<'_>, body: &[Piece]) -> Vec<Doubt> {
    let other_line = |piece: &Piece| piece.line != body[0].line;
    let Some(at) = body.iter().position(other_line) else {
        return Vec::new();
    };
    let (name, rest) = body.split_at(at);
    let text = |pieces: &[Piece]| Text::from_pieces(flow, pieces).value;
    let doubt = |about, other: String| Doubt {
        about,
        code: "two-readings",
        message: format!(
            "\"{}\" stands below the name of the body, and no line names the unit; it may be the unit's",
            text(rest)
        ),
        pieces: rest.iter().copied().collect(),
        other: Some(Some(other)),
    };
    vec![
        doubt(About::Entity, text(name)),
        doubt(About::OrgUnit, text(rest)),
    ]
}

/// Whether a text ends with a sign that no name has, but for the full stop of letters that
/// stand for words ("S.p.A.").
fn ends_sentence(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let letters = last
        .strip_suffix('.')
        .is_some_and(|word| word.contains('.'));
    text.ends_with([':', ';', ',']) || text.ends_with('.') && !letters
}

/// Whether a text with a figure may name a body ("A.S.L. 3", "ASL TO4 VALDORSO"): it
/// begins with letters that stand for words, and the figure is right behind them.
fn is_numbered_name(text: &str) -> bool {
    const LONGEST: usize = 4;
    let mut words = text.split_whitespace();
    let letters = words.next().is_some_and(|word| {
        let mut letters = word.chars().filter(|c| *c != '.');
        let n = letters.clone().count();
        (2..=LONGEST).contains(&n) && letters.all(char::is_uppercase)
    });
    let figure = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let mut rest = words.skip_while(|word| matches!(*word, "N." | "n."));
    letters && rest.next().is_some_and(figure)
}

/// No line names the body, and a short line stands right above the unit's name: it may,
/// and the text that took it, if one did, has a line too many.
fn body_above(
    flow: &Flow<'_>,
    items: &[Item],
    start: usize,
    unit: &[Piece],
    draft: &Draft,
) -> Vec<Doubt> {
    let first = unit.first().and_then(|first| {
        let mut of_sheet = items[start..].iter();
        of_sheet.position(|item| item.piece.line == first.line)
    });
    let above = first.and_then(|at| items[..start + at].iter().rev().find(|i| !i.is_aside()));
    let Some(above) = above else {
        return Vec::new();
    };
    let text = above.piece.text(flow).trim();
    let is_name = matches!(above.class, Class::Plain)
        && text.starts_with(char::is_uppercase)
        && !ends_sentence(text)
        && (!text.contains(|c: char| c.is_ascii_digit()) || is_numbered_name(text))
        && text.split_whitespace().count() <= MOST_WORDS;
    if !is_name {
        return Vec::new();
    }
    let body = Doubt {
        about: About::Entity,
        code: "two-readings",
        message: format!("no line names the body; \"{text}\" stands above the unit's and may"),
        pieces: [above.piece].into_iter().collect(),
        other: Some(Some(text.to_owned())),
    };
    let took = |(_, pieces): &(About, &[Piece])| pieces.iter().any(|p| above.piece.covers(*p));
    let taken = draft.texts().find(took).map(|(about, _)| Doubt {
        about,
        message: format!("its last line, \"{text}\", may name the body, which no other line does"),
        other: None,
        ..body.clone()
    });
    std::iter::once(body).chain(taken).collect()
}
