//! Labels that the form does not know ("Risorse strumentali: ..."), read as the end of
//! the text before them.
//!
//! In: a draft of a page whose places are known. Out: doubts. Texts without places are
//! asked by the length of their lines (`order`).

use schede_model::Flow;

use super::draft::{About, Doubt, Draft};
use crate::source::Piece;

const SIGN: &str = "a line of it begins like a label that the form does not know";

/// Words of a label, at most.
const MOST_WORDS: usize = 6;

/// Doubts a title of which a line begins like a label: titles are short, and have none.
pub(super) fn in_title(flow: &Flow<'_>, draft: &Draft) -> Option<Doubt> {
    let labelled = |piece: &&Piece| is_label(piece.text(flow));
    let piece = draft.title.iter().skip(1).find(labelled)?;
    Some(Doubt::broken(About::Title, SIGN, *piece))
}

/// Doubts the texts in which a line begins like a label, though the line above it had room
/// for its first word: nothing broke that line but a new beginning.
pub(super) fn in_texts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let heads = [
        (About::Entity, &draft.entity),
        (About::OrgUnit, &draft.org_unit),
    ];
    let heads = heads.into_iter();
    let heads = heads.map(|(about, pieces)| (about, pieces.as_deref().unwrap_or_default()));
    let texts: Vec<(About, &[Piece])> = draft.texts().chain(heads).collect();
    let begun = |pair: &&[Piece]| pair[0].line != pair[1].line && is_label(pair[1].text(flow));
    let labelled = |(about, pieces): &(About, &[Piece])| {
        let pair = pieces.windows(2).find(begun)?;
        Some((*about, pair[0], pair[1]))
    };
    let labelled: Vec<(About, Piece, Piece)> = texts.iter().filter_map(labelled).collect();
    if labelled.is_empty() {
        return Vec::new();
    }
    let all = texts.iter().flat_map(|(_, pieces)| pieces.iter());
    let right = all
        .filter_map(|piece| right_end(flow, *piece))
        .fold(0.0, f64::max);
    let had_room = |above: Piece, piece: Piece| {
        let end = right_end(flow, above)?;
        let first = piece.text(flow).split_whitespace().next()?.len() as u32;
        let first = flow
            .span(piece.line, piece.start, piece.start + first)
            .bbox?;
        // A blank is narrower than the first word's letters are high.
        Some(end + (first[2] - first[0]) + (first[3] - first[1]) < right)
    };
    let labelled = labelled.into_iter();
    let labelled = labelled.filter(|(_, above, piece)| had_room(*above, *piece) == Some(true));
    labelled
        .map(|(about, _, piece)| Doubt::broken(about, SIGN, piece))
        .collect()
}

fn right_end(flow: &Flow<'_>, piece: Piece) -> Option<f64> {
    flow.span(piece.line, piece.start, piece.end)
        .bbox
        .map(|bbox| bbox[2])
}

/// A capital, a few words without signs, and a colon with text or nothing behind it.
pub(super) fn is_label(text: &str) -> bool {
    let Some((label, rest)) = text.trim_start().split_once(':') else {
        return false;
    };
    let words = || label.split_whitespace();
    let is_word = |word: &str| {
        let sign =
            |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '/' | '.' | '-' | '%');
        !word.contains(sign)
    };
    label.starts_with(char::is_uppercase)
        && label.chars().filter(|c| c.is_alphabetic()).count() > 2
        && words().count() <= MOST_WORDS
        && words().all(is_word)
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn what_begins_like_a_label() {
        for text in [
            "Vincolo: nessuno",
            "Risultato atteso annualità 2025/2026: due",
            "Assessore: A. B.",
        ] {
            assert!(is_label(text), "{text}");
        }
        for text in [
            "https://www.ente.example",
            "fase 1: avvio",
            "A: b",
            "Il Comune (sede: Via Roma)",
            "Nel caso in cui il lavoro non si concluda: si veda",
        ] {
            assert!(!is_label(text), "{text}");
        }
    }
}
