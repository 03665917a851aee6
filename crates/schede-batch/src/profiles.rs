//! Which layout profile an input is read with, and what is said if none fits.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use schede_model::{Family, Finding, Flow, Severity};
use schede_profile::{Detection, Profile, Profiles, Reason};

use crate::error::Kind;
use crate::{Layout, ReadOptions};

static BUILTIN: LazyLock<Result<Arc<Profiles>, String>> =
    LazyLock::new(|| Profiles::builtin().map(Arc::new).map_err(|e| e.to_string()));

/// The last layouts that were given, compiled: a run has the same for all inputs.
static GIVEN: Mutex<Option<(Vec<Layout>, Arc<Profiles>)>> = Mutex::new(None);

/// The profile an input is read with.
#[derive(Clone)]
pub(crate) struct Choice {
    known: Arc<Profiles>,
    /// Which of them; none if none fits.
    chosen: Option<usize>,
    reasons: Vec<Reason>,
}

/// The profile that the user named, else the one that fits the lines.
pub(crate) fn choose<'l>(
    options: &ReadOptions,
    lines: impl Iterator<Item = &'l str>,
) -> Result<Choice, Kind> {
    let known = known(&options.layouts)?;
    if let Some(name) = &options.profile {
        return named(known, name);
    }
    Ok(Choice::of(&known, known.detect(lines)))
}

/// Says what is wrong with layouts, if something is.
pub fn check_layouts(layouts: &[Layout]) -> Result<(), String> {
    known(layouts).map(|_| ()).map_err(|kind| kind.to_string())
}

/// The built-in profiles and those given.
pub(crate) fn known(layouts: &[Layout]) -> Result<Arc<Profiles>, Kind> {
    if layouts.is_empty() {
        // The built-in profiles are part of the program and tested to load.
        return BUILTIN.clone().map_err(Kind::NotRead);
    }
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    match &*given {
        Some((known, profiles)) if known == layouts => Ok(profiles.clone()),
        _ => {
            let files: Vec<_> = layouts
                .iter()
                .map(|layout| (layout.file.clone(), layout.text.clone()))
                .collect();
            let profiles = Profiles::with(&files).map_err(|e| Kind::NotRead(e.to_string()))?;
            let profiles = Arc::new(profiles);
            *given = Some((layouts.to_vec(), profiles.clone()));
            Ok(profiles)
        }
    }
}

fn named(known: Arc<Profiles>, name: &str) -> Result<Choice, Kind> {
    let chosen = known.position(name);
    if chosen.is_none() {
        let names: Vec<&str> = known.iter().map(|p| p.name.as_str()).collect();
        return Err(Kind::UnknownProfile(name.to_owned(), names.join(", ")));
    }
    Ok(Choice {
        known,
        chosen,
        reasons: Vec::new(),
    })
}

impl Choice {
    /// What was detected among the profiles that are known.
    pub(crate) fn of(known: &Arc<Profiles>, detection: Detection<'_>) -> Self {
        Self {
            known: known.clone(),
            chosen: detection.profile.and_then(|p| known.position(&p.name)),
            reasons: detection.reasons,
        }
    }

    /// Takes a profile that is known, by its name.
    pub(crate) fn take(&mut self, name: &str) {
        self.chosen = self.known.position(name);
    }

    /// Takes the profile that a document was laid out with, by its name, if none fits and the
    /// document holds tables with an objective in each row: the labels of such a form are the
    /// heads of its tables.
    pub(crate) fn take_for_rows(&mut self, flow: &Flow<'_>, laid_out_with: &str) {
        if self.profile().is_none() && !flow.rosters.is_empty() {
            self.take(laid_out_with);
        }
    }

    /// The profile; none if none fits.
    pub(crate) fn profile(&self) -> Option<&Profile> {
        self.chosen.and_then(|at| self.known.iter().nth(at))
    }

    /// Whether there was more than one to choose from.
    pub(crate) fn has_several(&self) -> bool {
        self.known.iter().nth(1).is_some()
    }

    /// The profile to lay the document out with: the one that fits, else any,
    /// so that its words can be shown and its pages counted.
    pub(crate) fn for_layout(&self) -> Result<&Profile, Kind> {
        self.profile()
            .or_else(|| self.known.fallback())
            .ok_or_else(|| Kind::NotRead("no profile is built in".to_owned()))
    }

    /// What is said if no profile fits.
    pub(crate) fn finding(&self) -> Option<Finding> {
        if self.chosen.is_some() {
            return None;
        }
        let reasons: Vec<String> = self
            .reasons
            .iter()
            .map(|r| format!("{}: {}", r.profile, r.text))
            .collect();
        Some(Finding {
            code: "no-profile".into(),
            family: Family::Reading,
            severity: Severity::Error,
            message: format!(
                "no layout profile fits, nothing was read; {}; --profile NAME reads it with one all the same",
                reasons.join("; ")
            ),
            pointer: None,
            spans: Vec::new(),
            alternatives: Vec::new(),
        })
    }
}
