//! The line of place and date above a signature ("Valfiorita, 12/03/2025"), read as the end
//! of the sheet's last text.
//!
//! In: a draft. Out: doubts about the texts that end with such a line.
//!
//! Not here: signatures themselves (`ends`, `unsigned`).

use schede_model::Flow;
use schede_profile::Field;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;
use crate::values::date::first_date;

/// Words of a place's name, at most.
const WORDS: usize = 5;

/// What stands between a place and its date.
const BEFORE_DATE: [&str; 6] = ["", "li", "lì", "addì", "il", "data"];

const SIGN: &str = "its last line is a place and a date, as above a signature";

/// The doubts.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let dated = draft.texts().filter_map(|(about, pieces)| {
        let last = *pieces.last()?;
        let deadline = matches!(about, About::Field(Field::FinalDeadline));
        (!deadline && is_whole_line(flow, last) && is_place_and_date(last.text(flow)))
            .then(|| Doubt::broken(about, SIGN, last))
    });
    dated.collect()
}

fn is_whole_line(flow: &Flow<'_>, piece: Piece) -> bool {
    flow.lines[piece.line as usize].text.trim() == piece.text(flow).trim()
}

/// Whether a text is the name of a place, a comma and a date and nothing else.
fn is_place_and_date(text: &str) -> bool {
    let Some((place, rest)) = text.trim().split_once(',') else {
        return false;
    };
    let Some((_, date)) = first_date(rest) else {
        return false;
    };
    let between = rest[..date.start].trim().trim_end_matches(':');
    let name =
        |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "di" | "del" | "in");
    let alone = rest[date.end..].trim_matches(['.', ' ']).is_empty();
    alone
        && BEFORE_DATE.contains(&between)
        && place.starts_with(char::is_uppercase)
        && place.split_whitespace().count() <= WORDS
        && place.split_whitespace().all(name)
}

#[cfg(test)]
mod tests {
    use super::is_place_and_date;

    #[test]
    fn a_place_and_a_date_are_all_of_a_line() {
        for line in ["Valfiorita, 12/03/2025", "Borgo San Telmo, lì 12/03/2025"] {
            assert!(is_place_and_date(line), "{line}");
        }
        for line in [
            "Delibera approvata, 12/03/2025",
            "Valfiorita, 12/03/2025 con nota",
            "Valfiorita 12/03/2025",
            "Valfiorita, entro il 12/03/2025",
        ] {
            assert!(!is_place_and_date(line), "{line}");
        }
    }
}
