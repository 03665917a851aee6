//! Which layout profile an input is read with, and what is said if none fits.

use schede_model::{Family, Finding, Severity};
use schede_profile::{Profile, Profiles, Reason};
use std::sync::LazyLock;

use crate::ReadOptions;
use crate::error::Kind;

static BUILTIN: LazyLock<Result<Profiles, String>> =
    LazyLock::new(|| Profiles::builtin().map_err(|e| e.to_string()));

/// The profile an input is read with.
pub(crate) struct Choice<'p> {
    /// The profile; none if none fits.
    pub profile: Option<&'p Profile>,
    reasons: Vec<Reason>,
}

/// The profile that the user named, else the one that fits the lines.
pub(crate) fn choose<'l>(
    options: &ReadOptions,
    lines: impl Iterator<Item = &'l str> + Clone,
) -> Result<Choice<'static>, Kind> {
    let profiles = builtin()?;
    if let Some(name) = &options.profile {
        return named(profiles, name);
    }
    let detection = profiles.detect(lines);
    Ok(Choice {
        profile: detection.profile,
        reasons: detection.reasons,
    })
}

fn builtin() -> Result<&'static Profiles, Kind> {
    // The built-in profiles are part of the program and tested to load.
    BUILTIN.as_ref().map_err(|e| Kind::NotRead(e.clone()))
}

fn named(profiles: &'static Profiles, name: &str) -> Result<Choice<'static>, Kind> {
    let profile = profiles.iter().find(|p| p.name == name);
    if profile.is_none() {
        let known: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
        return Err(Kind::UnknownProfile(name.to_owned(), known.join(", ")));
    }
    Ok(Choice {
        profile,
        reasons: Vec::new(),
    })
}

impl<'p> Choice<'p> {
    /// The profile to lay the document out with: the one that fits, else any,
    /// so that its words can be shown and its pages counted.
    pub(crate) fn for_layout(&self) -> Result<&'p Profile, Kind> {
        let fallback = || builtin().map(Profiles::fallback);
        match self.profile {
            Some(profile) => Ok(profile),
            None => fallback()?.ok_or_else(|| Kind::NotRead("no profile is built in".to_owned())),
        }
    }

    /// What is said if no profile fits.
    pub(crate) fn finding(&self) -> Option<Finding> {
        if self.profile.is_some() {
            return None;
        }
        let reasons: Vec<String> = self
            .reasons
            .iter()
            .map(|r| format!("{}: {}", r.profile, r.text))
            .collect();
        Some(Finding {
            code: "no-profile".to_owned(),
            family: Family::Reading,
            severity: Severity::Error,
            message: format!(
                "no layout profile fits, nothing was read; {}",
                reasons.join("; ")
            ),
            pointer: None,
            spans: Vec::new(),
            alternatives: Vec::new(),
        })
    }
}
