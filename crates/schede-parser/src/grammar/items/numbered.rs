//! Labels behind their number or letter in the form: "5. Vincoli:", "b) Titolo: Mensa", "3.
//! Responsabile" beside the cell of its value.
//!
//! In: the words behind the number. Out: what they are, if they are a label. Not here: where
//! the number ends (`schede_profile::names`).

use schede_profile::{LabelMatch, Profile, Style};

use super::{Class, Strength, classify};

/// What words behind the number of a label are; none if they are no label. `is_beside`: the
/// cell of a value stands beside them.
pub(super) fn numbered_class(
    profile: &Profile,
    text: &str,
    is_beside: impl Fn() -> bool,
) -> Option<Class> {
    let class = classify(profile, text);
    let told = match &class {
        Class::Field {
            strength: Strength::Colon,
            ..
        } => true,
        Class::Field {
            strength: Strength::Bare,
            ..
        } => is_beside(),
        Class::OrgUnit => {
            has_colon(text) || is_beside() && is_whole(text, profile.unit_at_start(text))
        }
        Class::Caption => true,
        // The number may be a list's.
        Class::Objective { .. } => has_colon(text),
        Class::Plain | Class::ObjectiveLabel => {
            profile.title_before_colon(text).is_some()
                || profile.cell_label_before_colon(text).is_some()
                || is_code_before_colon(profile, text)
                || is_beside() && is_label(profile, text)
        }
        _ => false,
    };
    let class = match class {
        Class::ObjectiveLabel => Class::Plain,
        class => class,
    };
    told.then_some(class)
}

/// Whether a colon stands among the first words of a text.
fn has_colon(text: &str) -> bool {
    const WORDS: usize = 3;
    text.split_whitespace()
        .take(WORDS)
        .any(|word| word.ends_with(':'))
}

/// Whether a text begins with the label of a code and its colon: "Obiettivo n.: 1".
fn is_code_before_colon(profile: &Profile, text: &str) -> bool {
    let label = profile.code_label(text);
    label.is_some_and(|end| {
        text[end..]
            .trim_start_matches(['.', '°', ' '])
            .starts_with(':')
    })
}

/// Whether a text is a label of a field, a code, a title or the unit and nothing else.
fn is_label(profile: &Profile, text: &str) -> bool {
    let code = profile.code_label(text);
    profile.label_alone(text).is_some()
        || code.is_some_and(|end| !text[end..].contains(char::is_alphanumeric))
        || is_whole(text, profile.title_labels.at_start(text))
        || is_whole(text, profile.unit_label(text))
}

fn is_whole(text: &str, label: Option<LabelMatch<()>>) -> bool {
    label.is_some_and(|label| {
        label.style == Style::Capital && !text[label.end..].contains(char::is_alphanumeric)
    })
}
