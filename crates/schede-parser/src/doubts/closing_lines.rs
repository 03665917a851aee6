//! The lines above a signature (place and date, "Valfiorita, 12/03/2025"; "Letto, confermato e
//! sottoscritto"; a blank to be filled in, "Data ______"), read as the end of the sheet's last
//! text.
//!
//! In: a draft. Out: doubts about the texts that end with such a line.
//!
//! Not here: signatures themselves (`ends`, `unsigned`).

use std::ops::Range;

use schede_model::Flow;
use schede_profile::{Field, Profile};

use crate::grammar::draft::{About, Doubt, Draft};
use crate::values::date::first_date;

/// Words of a place's name, at most.
const WORDS: usize = 5;

/// What stands between a place and its date.
const BEFORE_DATE: [&str; 6] = ["", "li", "lì", "addì", "il", "data"];

/// A blank to be filled in.
const BLANK: &str = "___";

const SIGN: &str = "its last line is one that stands above a signature";

/// The doubts.
pub fn doubts(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let closes = |text: &str| {
        is_place_and_date(text, profile) || text.contains(BLANK) || is_formula(text, profile)
    };
    let closed = draft.texts().filter_map(|(about, pieces)| {
        let last = *pieces.last()?;
        // A deadline may well be a date alone.
        let deadline = matches!(about, About::Field(Field::FinalDeadline)) && pieces.len() == 1;
        let whole_line = last.begins_line(flow) && last.ends_line(flow);
        // The rows of a table of indicators are more than the one that such a line is in.
        let about = match about {
            About::Statement(n) if draft.statements[n].field == Field::Indicators => {
                About::Statements(Field::Indicators)
            }
            _ => about,
        };
        (!deadline && whole_line && closes(last.text(flow)))
            .then(|| Doubt::broken(about, SIGN, last))
    });
    closed.collect()
}

/// Whether a text is words that stand above signatures, and nothing else.
fn is_formula(text: &str, profile: &Profile) -> bool {
    // No sign but those of a label may stand within the spelling of one.
    let text = text.replace(',', "");
    let found = profile.closings.at_start(&text);
    found.is_some_and(|found| !text[found.end..].contains(char::is_alphanumeric))
}

/// Whether a text is the name of a place, a comma and a date and nothing else.
pub fn is_place_and_date(text: &str, profile: &Profile) -> bool {
    let Some((place, rest)) = text.trim().split_once(',') else {
        return false;
    };
    let Some(date) = date_in(rest, profile) else {
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

/// Where the first date of a text stands, in figures or with the month's name.
fn date_in(text: &str, profile: &Profile) -> Option<Range<usize>> {
    if let Some((_, date)) = first_date(text) {
        return Some(date);
    }
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let words: Vec<&str> = text[start..].split_whitespace().collect();
    let [_, month, year] = words[..] else {
        return None;
    };
    let year = year.trim_end_matches('.');
    let dated = profile.vocabulary.month(month).is_some()
        && year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit());
    dated.then_some(start..text.len())
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::{is_formula, is_place_and_date};

    #[test]
    fn a_place_and_a_date_are_all_of_a_line() {
        let profiles = Profiles::builtin().expect("the built-in forms");
        let profile = profiles.iter().next().expect("a form");
        for line in [
            "Valfiorita, 12/03/2025",
            "Borgo San Telmo, lì 12/03/2025",
            "Borgo San Telmo, lì 12 marzo 2025",
        ] {
            assert!(is_place_and_date(line, profile), "{line}");
        }
        for line in [
            "Delibera approvata, 12/03/2025",
            "Valfiorita, 12/03/2025 con nota",
            "Valfiorita 12/03/2025",
            "Valfiorita, entro il 12/03/2025",
            "Valfiorita, 12 istanze 2025",
        ] {
            assert!(!is_place_and_date(line, profile), "{line}");
        }
        assert!(is_formula("Letto, confermato e sottoscritto", profile));
        assert!(!is_formula("Letto il verbale della Giunta", profile));
    }
}
