//! Captions of the form ("Tempistica: Fasi progettuali ...") that stand in values.
//!
//! They are printed beside the table, often sideways; an extractor that reads across the
//! page leaves them in, or behind, the text of a cell or of the label after the table.

use schede_model::Flow;
use schede_model::signs::Sign;
use schede_profile::{Printed, Profile};

use super::printed::holds_caption;
use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::source::Piece;

/// Words of a caption that no sentence ends with by chance, at least.
const LONG: usize = 3;

/// Bytes at the end of a line in which a caption is looked for.
const TAIL: usize = 80;

const SIGN: &str = "a caption of the form stands in it";

/// Doubts the values of a sheet in which a caption stands.
pub(super) fn in_values(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let begun = |piece: &Piece| {
        let text = piece.text(flow);
        piece.signs(flow).may_hold(Sign::Colon)
            && (begins(text, profile) || holds_caption(profile, text))
    };
    let of_row = |(n, phase): (usize, &PhaseDraft)| {
        let mut pieces = phase.description.pieces().chain(phase.outcome.pieces());
        let piece = pieces.find(begun)?;
        Some(Doubt::broken(About::Phase(n, Cell::Row), SIGN, piece))
    };
    let ended = |(about, pieces): (About, &[Piece])| {
        let ended = |at: &usize| {
            let text = pieces[*at].text(flow);
            ends(text, profile)
                || pieces.get(at + 1).is_some_and(|next| {
                    let next = next.text(flow);
                    let may_end = || profile.caption_ends.may_end(next);
                    next.len() <= TAIL && may_end() && ends(&[text, " ", next].concat(), profile)
                })
        };
        let at = (0..pieces.len()).find(ended)?;
        Some(Doubt::broken(about, SIGN, pieces[at]))
    };
    let texts = draft.texts().filter_map(ended);
    let rows = draft.phases.iter().enumerate().filter_map(of_row);
    rows.chain(texts).collect()
}

/// Whether a line begins with a caption and its colon: words that stood beside it
/// follow, and they may be of any cell.
fn begins(text: &str, profile: &Profile) -> bool {
    let label = profile.printed.at_start(text);
    label.is_some_and(|l| l.what == Printed::Caption && text[l.end..].starts_with(':'))
}

/// A text without the colon and the blanks behind its caption, if it ends with one.
fn caption_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| c == ':' || c.is_whitespace())
}

/// Whether a long caption ends a line, behind other words.
fn ends(text: &str, profile: &Profile) -> bool {
    let text = caption_end(text);
    if !profile.caption_ends.may_end(text) {
        return false;
    }
    let bytes = text.as_bytes();
    let from = bytes.len().saturating_sub(TAIL).max(1);
    let begins = |at: &usize| bytes[at - 1] == b' ' && bytes[*at].is_ascii_uppercase();
    (from..bytes.len()).filter(begins).any(|at| {
        let label = profile.printed.at_start(&text[at..]);
        label.is_some_and(|label| {
            let caption = &text[at..at + label.end];
            label.what == Printed::Caption
                && at + label.end == text.len()
                && caption.split(' ').count() >= LONG
        })
    })
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::{begins, ends};

    #[test]
    fn a_caption_behind_a_text_is_seen_and_a_word_of_one_is_not() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let behind = "tempi ridotti del 10%. Fasi progettuali di sviluppo dell'obiettivo";
        assert!(ends(behind, profile));
        assert!(ends(&format!("{behind}: "), profile));
        assert!(!ends("Conclusione delle Fasi progettuali", profile));
        assert!(!ends(
            "Fasi progettuali di sviluppo dell'obiettivo comune",
            profile
        ));
        assert!(begins("Tempistica: avvio dei lavori", profile));
        assert!(!begins("Tempistica avvio dei lavori", profile));
    }
}
