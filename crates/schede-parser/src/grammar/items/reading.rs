//! All that is asked of a text before the texts around it: it can be remembered.
//!
//! In: a text. Out: the label it begins with, its class, what is run together in it.

use schede_profile::{LabelMatch, Printed, Profile};

use super::Class;
use super::classify::{classify_looked, leading_captions};
use super::glued::glued_at;

/// What a text is by its words alone, whatever stands around it.
#[derive(Clone)]
pub(super) struct Reading {
    /// The printed label it begins with.
    pub label: Option<LabelMatch<Printed>>,
    /// It may be a label cut at a line end.
    pub continues: bool,
    pub class: Class,
    /// Where a second printed thing begins in it.
    pub glued: Option<u32>,
}

impl Reading {
    pub fn of(profile: &Profile, text: &str) -> Self {
        // What begins with a small letter is no label.
        let small = text.starts_with(|c: char| c.is_ascii_lowercase());
        let look = (!small).then(|| profile.printed.look(text));
        let label = look.and_then(|look| look.label);
        Self {
            label,
            continues: look.is_some_and(|look| look.continues)
                || leading_captions(profile, text, label) > 0,
            class: classify_looked(profile, text, || label),
            glued: glued_at(profile, text, label).map(|cut| cut as u32),
        }
    }
}
