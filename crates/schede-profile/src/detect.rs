//! Which profile a document fits, with reasons ("why this one, why not that one").

use std::collections::BTreeSet;

use schede_model::Column;

use crate::{Field, Printed, Profile, Style};

/// The outcome of looking for a profile.
#[derive(Debug, Clone)]
pub struct Detection<'p> {
    /// The profile that fits; none if none fits or two fit equally well.
    pub profile: Option<&'p Profile>,
    /// One line for each profile looked at.
    pub reasons: Vec<Reason>,
}

/// Why a profile fits or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Name of the profile.
    pub profile: String,
    /// Whether it fits.
    pub fits: bool,
    /// What was found and what was missing, for people.
    pub text: String,
}

struct Evidence {
    fields: BTreeSet<Field>,
    columns: BTreeSet<Column>,
}

pub(crate) fn detect<'p, 'l>(
    profiles: &'p [Profile],
    lines: impl Iterator<Item = &'l str> + Clone,
) -> Detection<'p> {
    let scored: Vec<(usize, &Profile, Reason)> = profiles
        .iter()
        .map(|profile| {
            let found = evidence(profile, lines.clone());
            let reason = reason(profile, &found);
            (found.fields.len() + found.columns.len(), profile, reason)
        })
        .collect();
    let best = scored
        .iter()
        .filter(|(_, _, r)| r.fits)
        .map(|(score, ..)| *score)
        .max();
    let mut fitting = scored
        .iter()
        .filter(|(score, _, r)| r.fits && Some(*score) == best);
    let profile = match (fitting.next(), fitting.next()) {
        (Some((_, profile, _)), None) => Some(*profile),
        _ => None,
    };
    Detection {
        profile,
        reasons: scored.into_iter().map(|(_, _, r)| r).collect(),
    }
}

/// Stops as soon as the profile surely fits: a plan has hundreds of pages.
fn evidence<'l>(profile: &Profile, lines: impl Iterator<Item = &'l str>) -> Evidence {
    let mut found = Evidence {
        fields: BTreeSet::new(),
        columns: BTreeSet::new(),
    };
    // A label cut at line ends, as far as it goes.
    let mut cut = String::new();
    for line in lines {
        if !cut.is_empty() {
            cut.push(' ');
            cut.push_str(line);
            found.fields.extend(field(profile, &cut));
            if !profile.printed.continues(&cut) {
                cut.clear();
            }
        }
        if cut.is_empty() && line.starts_with(char::is_uppercase) && profile.printed.continues(line)
        {
            cut.push_str(line);
        }
        if let Some(field) = field(profile, line) {
            found.fields.insert(field);
        } else if let Some(head) = profile.heads.at_start(line)
            && head.style == Style::Capital
        {
            found.columns.insert(head.what);
        }
        if found.fields.len() >= profile.min_labels && found.columns.len() >= 2 {
            break;
        }
    }
    found
}

/// The field whose label, with its colon, begins a text.
fn field(profile: &Profile, text: &str) -> Option<Field> {
    let label = profile.printed.at_start(text)?;
    let Printed::Field { field, .. } = label.what else {
        return None;
    };
    let colon = text[label.end..].trim_start().starts_with(':');
    (label.style == Style::Capital && colon).then_some(field)
}

fn reason(profile: &Profile, found: &Evidence) -> Reason {
    let fits = found.fields.len() >= profile.min_labels;
    Reason {
        profile: profile.name.clone(),
        fits,
        text: format!(
            "{} of at least {} different labels are printed ({:?}), {} column heads begin a line",
            found.fields.len(),
            profile.min_labels,
            found.fields,
            found.columns.len(),
        ),
    }
}
