//! What the beginning of a line says it is, by the profile's spellings.
//!
//! Not here: what a label means, where its value is (the grammar).

use schede_model::text::{last_word, ordinal_sign};
use schede_profile::names::{goes_on, numbering};
use schede_profile::{Field, LabelMatch, Labels, PhaseWord, Printed, Profile, Style};

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A label before a value.
    Label {
        field: Field,
        /// Byte after the label's last letter.
        end: usize,
        /// A colon follows it, or the form leaves it out.
        firm: bool,
    },
    /// The line that names the objective.
    Objective,
    /// "Il Dirigente" and the like.
    Signature,
    /// "Tempistica" and the like.
    Caption,
    /// The line that names the body or the org unit.
    Unit,
}

/// Characters that may stand between a label and its colon: a qualifier such as
/// "- annualità 2024".
const QUALIFIER: usize = 28;

/// Words behind an objective's label among which its code stands: "n. 3 -".
const CODE_WORDS: usize = 2;

/// What `text` begins with, if it is something the form prints.
pub(crate) fn opening(text: &str, profile: &Profile) -> Option<Opening> {
    if profile.begins_no_line(text) {
        return None;
    }
    if let Some(found) = profile.printed.at_start(text) {
        return said(text, &found);
    }
    if let Some(label) = before_colon(text, profile).or_else(|| numbered(text, profile)) {
        return Some(label);
    }
    let unit = profile
        .entity
        .at_start(text)
        .or_else(|| profile.unit_at_start(text));
    let unit = unit.filter(|m| m.style == Style::Capital);
    match unit {
        Some(_) => Some(Opening::Unit),
        None => numbers_sheet(text, profile).then_some(Opening::Objective),
    }
}

/// A label with its number in the form before it ("5. Vincoli: ...").
fn numbered(text: &str, profile: &Profile) -> Option<Opening> {
    let cut = match text.as_bytes().first() {
        Some(digit) if digit.is_ascii_digit() => numbering(text),
        _ => 0,
    };
    let open = (cut > 0).then(|| printed(&text[cut..], profile))??;
    match open {
        Opening::Label {
            field,
            end,
            firm: true,
        } => Some(Opening::Label {
            field,
            end: end + cut,
            firm: true,
        }),
        _ => None,
    }
}

/// What `text` begins with, if it is no name of a body or unit.
pub(crate) fn printed(text: &str, profile: &Profile) -> Option<Opening> {
    let found = profile.printed.at_start(text);
    found.map_or_else(|| before_colon(text, profile), |found| said(text, &found))
}

/// The label of words that are one only with the colon that follows.
fn before_colon(text: &str, profile: &Profile) -> Option<Opening> {
    let label = profile.label_before_colon(text);
    let label = label.map(|label| (label.what, label.end));
    let title = || profile.title_before_colon(text);
    let (field, end) = label.or_else(|| Some((Field::Title, title()?.end)))?;
    Some(Opening::Label {
        field,
        end,
        firm: true,
    })
}

/// What `text` is to the form's spellings, found out in one walk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelled {
    /// As [`printed`] says.
    pub opening: Option<Opening>,
    /// Byte after the spelling it begins with.
    pub end: Option<usize>,
    /// Some spelling begins with the whole of it.
    pub continues: bool,
}

/// What `text` is to the form's spellings.
pub(crate) fn spelled(text: &str, profile: &Profile) -> Spelled {
    let look = profile.printed.look(text);
    let opening = match look.label {
        Some(found) => said(text, &found),
        None => before_colon(text, profile),
    };
    Spelled {
        opening,
        end: look.label.map(|found| found.end),
        continues: look.continues,
    }
}

fn said(text: &str, found: &LabelMatch<Printed>) -> Option<Opening> {
    let colon = || has_colon(&text[found.end..]);
    let capital = found.style == Style::Capital;
    match found.what {
        Printed::Field {
            field,
            colon_optional,
        } => Some(Opening::Label {
            field,
            end: found.end,
            firm: capital && (colon_optional && !goes_on(&text[found.end..]) || colon()),
        }),
        Printed::Objective if capital => Some(Opening::Objective),
        Printed::Caption if capital => Some(Opening::Caption),
        Printed::Signature if capital && !goes_on(&text[found.end..]) => Some(Opening::Signature),
        _ => None,
    }
}

fn has_colon(rest: &str) -> bool {
    rest.chars().take(QUALIFIER).any(|c| c == ':')
}

/// Whether a line that begins like that of an objective names one: nothing follows the
/// label, or what goes with a code does ("A)", "n. 3 -", "gestionale: 2"). "Obiettivo
/// non" may be the first line of another label.
pub(crate) fn names_objective(text: &str, profile: &Profile) -> bool {
    let label = profile.printed.at_start(text);
    let rest = text[label.map_or(0, |label| label.end)..].trim();
    let code = |c: char| matches!(c, ':' | ')' | '-' | '–') || c.is_ascii_digit();
    rest.is_empty()
        || rest
            .split_whitespace()
            .take(CODE_WORDS)
            .any(|w| w.contains(code))
}

/// Whether a text is a year and nothing else.
pub(crate) fn is_year(text: &str) -> bool {
    const DIGITS: usize = 4;
    text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line ends with the name of a sheet behind that of the plan ("PEG 2024 - Scheda
/// obiettivo n. 12").
pub(crate) fn numbers_sheet(text: &str, profile: &Profile) -> bool {
    // Most lines end with a word without figures.
    if !last_word(text.trim_end()).contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let Some(end) = profile.code_label_behind_dash(text) else {
        return false;
    };
    let sign = |c: char| !c.is_alphanumeric();
    let rest = text[end..].trim_start_matches(sign);
    let number = &rest[profile.references.numbering_at_start(rest)..];
    let code = number.trim_matches(sign);
    let one_word = !code.contains(char::is_whitespace);
    one_word && code.contains(|c: char| c.is_ascii_digit()) && !is_year(code)
}

/// The number of a phase label at the beginning of `text`, and the byte after
/// the label with its colon. Words that ask for a sign behind the number are one without
/// it, too: the columns of a table tell a label from a sentence.
pub(crate) fn phase_label(text: &str, words: &Labels<PhaseWord>) -> Option<PhaseLabel> {
    let found = words.at_start(text)?;
    let rest = &text[found.end..];
    let digits_at = rest.find(|c: char| !(c.is_whitespace() || c == '.' || c == '°'))?;
    let digits = rest[digits_at..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let number = rest[digits_at..digits_at + digits].parse().ok()?;
    let end = digits_at + digits;
    // "Fase 1°:"
    let end = end + ordinal_sign(&rest[end..]);
    let after = &rest[end..];
    let signed = after.trim_start();
    let mark = signed.chars().next();
    let mark = mark.filter(|c| matches!(c, ':' | '-' | '–' | '.' | ')'));
    let colon = mark == Some(':');
    let tail = mark.map_or(0, |mark| after.len() - signed.len() + mark.len_utf8());
    // "Fase 31/12": a date, or the first words of two cells.
    let goes_on = after.starts_with(['/', ',', '%', '\'', '’']);
    let ended = after.chars().next().is_none_or(|c| !c.is_alphanumeric()) && !goes_on;
    ended.then_some(PhaseLabel {
        number,
        word: found.end,
        end: found.end + end + tail,
        colon,
    })
}

/// "fase n:" at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PhaseLabel {
    pub number: u32,
    /// Byte after its word.
    pub word: usize,
    /// Byte after the label, its colon included.
    pub end: usize,
    pub colon: bool,
}

#[cfg(test)]
mod tests {
    use super::{Opening, names_objective, opening, phase_label};
    use schede_profile::{Field, Profiles};

    #[test]
    fn a_label_ends_behind_its_sign_however_long_that_is() {
        let profiles = Profiles::builtin().expect("built in");
        let words = &profiles.fallback().expect("one").phase_words;
        for label in ["fase 1:", "fase 1 -", "fase 1 –", "fase 1)", "fase 1"] {
            let text = format!("{label} Rilievo");
            let found = phase_label(&text, words).map(|found| &text[..found.end]);
            assert_eq!(found, Some(label));
        }
    }

    #[test]
    fn a_label_in_running_text_is_not_firm() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let found = opening("Vincoli: nessuno", profile);
        assert!(matches!(
            found,
            Some(Opening::Label {
                field: Field::Constraints,
                firm: true,
                ..
            })
        ));
        let running = opening("vincoli di bilancio", profile);
        assert!(matches!(running, Some(Opening::Label { firm: false, .. })));
    }

    #[test]
    fn a_sentence_about_who_signs_is_no_signature() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let signs = |text| opening(text, profile) == Some(Opening::Signature);
        assert!(signs("Il Direttore"));
        assert!(signs("Il Dirigente Nives Tamburlini"));
        assert!(signs("Il Dirigente arch. Nives Tamburlini"));
        assert!(signs("Il Dirigente dott.ssa Nives Tamburlini"));
        assert!(signs("Il Responsabile del Settore"));
        assert!(signs("Il Dirigente del Settore Finanziario"));
        assert!(signs("Il Direttore generale"));
        assert!(!signs("Il Direttore dei lavori verifica le sponde"));
    }

    #[test]
    fn the_line_of_an_objective_has_a_code_or_nothing_behind_its_label() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let names = |text| names_objective(text, profile);
        assert!(names("Obiettivo: A) Rifare il ponte"));
        assert!(names("Obiettivo gestionale: A) Rifare il ponte"));
        assert!(names("Obiettivo n. 3 - Rifare il ponte"));
        assert!(names("Obiettivo"));
        assert!(!names("Obiettivo non"));
        // The first lines of a label and of its value beside it.
        assert!(!names("Obiettivo non conclusione della fase 1"));
        assert!(!names("Obiettivo del piano dei lavori pubblici: il ponte"));
    }

    #[test]
    fn a_sentence_about_a_manager_is_no_label() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let firm = |text| {
            matches!(
                opening(text, profile),
                Some(Opening::Label { firm: true, .. })
            )
        };
        assert!(firm("Dirigente Nives Tamburlini"));
        assert!(firm("Dirigente arch. Nives Tamburlini"));
        assert!(firm("Direttore dei lavori: Nives Tamburlini"));
        assert!(!firm("Direttore dei lavori sulle due sponde"));
    }

    #[test]
    fn a_phase_label_has_a_number() {
        let profiles = Profiles::builtin().expect("built in");
        let words = &profiles.fallback().expect("one").phase_words;
        let read = |text| phase_label(text, words).map(|l| (l.number, l.end));
        assert_eq!(read("fase 4 : x"), Some((4, 8)));
        assert_eq!(read("Fase 12"), Some((12, 7)));
        assert_eq!(read("Azione 2: x"), Some((2, 9)));
        assert_eq!(read("fase di avvio"), None);
        assert_eq!(read("Fase 31/12 della gara"), None);
    }
}
