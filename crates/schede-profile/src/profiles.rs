//! The profiles of a run: those that come with the program, and those of more files.
//!
//! In: the texts of the files. Out: compiled profiles in order of preference.
//!
//! Not here: what a profile holds (`profile`), which of them a document fits (`detect`).

use toml::{Table, Value};

use crate::extends::{Tables, extended};
use crate::file::{self, LoadError};
use crate::{Detection, Detector, Profile};

/// The built-in profiles: name and text of each file.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The profiles a run knows.
#[derive(Debug, Clone)]
pub struct Profiles(Vec<Profile>);

impl Profiles {
    /// The profiles that come with the program.
    pub fn builtin() -> Result<Self, LoadError> {
        Self::with(&[])
    }

    /// The profiles that come with the program, and those of more files: what each is
    /// called in errors, and its text.
    pub fn with(more: &[(String, String)]) -> Result<Self, LoadError> {
        let builtin = BUILTIN.iter().copied();
        let more = more
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        let mut tables = Tables::new();
        let mut profiles = Vec::new();
        for (file, text) in builtin.chain(more) {
            let table: Table =
                toml::from_str(text).map_err(|error| LoadError::new(file, &error))?;
            let name = table.get("name").and_then(Value::as_str).unwrap_or(file);
            if tables.iter().any(|(known, _)| known == name) {
                let reason = format!("another profile is named \"{name}\"");
                return Err(LoadError::new(file, &reason));
            }
            tables.push((name.to_owned(), table));
            profiles.push((file, text));
        }
        let compile = |((name, table), (file, text)): (&(String, Table), (&str, &str))| {
            let whole = file::compose(file, extended(name, &tables)?);
            match whole {
                // Read alone, the text's errors name the line.
                Err(_) if !table.contains_key("extends") => Profile::from_toml(file, text),
                whole => Profile::compile(file, whole?),
            }
        };
        let compiled = tables.iter().zip(profiles).map(compile);
        let mut compiled: Vec<_> = compiled.collect::<Result<_, _>>()?;
        // A form is preferred to those that are told by their differences from it.
        let derived = |profile: &Profile| {
            let table = tables.iter().find(|(name, _)| *name == profile.name);
            table.is_some_and(|(_, table)| table.contains_key("extends"))
        };
        compiled.sort_by_key(derived);
        Ok(Self(compiled))
    }

    /// Where the profile of a name stands among them.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|profile| profile.name == name)
    }

    /// The profiles, in order of preference.
    pub fn iter(&self) -> impl Iterator<Item = &Profile> {
        self.0.iter()
    }

    /// The first profile: used for reading when a document fits none, so that
    /// its words can still be shown.
    pub fn fallback(&self) -> Option<&Profile> {
        self.0.first()
    }

    /// Which profile `lines` (the lines of a document) fit, and why.
    pub fn detect<'l>(&self, mut lines: impl Iterator<Item = &'l str>) -> Detection<'_> {
        let mut detector = self.detector();
        lines.all(|line| detector.look(line));
        detector.detection()
    }

    /// The same for lines that come one by one.
    pub fn detector(&self) -> Detector<'_> {
        Detector::new(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Profiles;

    #[test]
    fn every_built_in_profile_compiles() {
        assert!(Profiles::builtin().is_ok());
    }

    /// A profile of the tests' own.
    fn with(text: &str) -> Result<Profiles, String> {
        Profiles::with(&[("own.toml".to_owned(), text.to_owned())]).map_err(|e| e.to_string())
    }

    #[test]
    fn a_form_that_extends_another_gives_only_its_differences() {
        let text = r#"
            extends = "phases-sheet"
            name = "own"
            [[field]]
            name = "constraints"
            labels = ["Criticità"]
            [[phases.column]]
            name = "weight"
            heads = ["Grado"]
            [empty]
            value = ["?"]
        "#;
        let profiles = with(text).expect("it extends what is there");
        let own = profiles.iter().last().expect("two");
        assert_eq!(own.name, "own");
        assert_eq!(own.title, profiles.fallback().expect("one").title);
        let label = |text| own.printed.at_start(text).is_some();
        assert!(label("Criticità") && !label("Vincoli") && label("Note"));
        let head = |text| own.heads.at_start(text).is_some();
        assert!(head("Grado") && !head("Incidenza") && head("Scadenze"));
        assert!(own.is_placeholder("??") && own.is_empty_reference("==="));
        assert!(own.vocabulary.is_status("OK"));
    }

    #[test]
    fn what_a_form_extends_must_be_there_and_be_another() {
        let error = |text| with(text).expect_err("it must not load");
        assert!(error("extends = \"none\"\nname = \"own\"").contains("\"none\""));
        assert!(error("extends = \"own\"\nname = \"own\"").contains("which extends it"));
        assert!(error("name = \"phases-sheet\"").contains("another profile is named"));
        let misspelt = error("extends = \"phases-sheet\"\nname = \"own\"\nmin_lables = 3");
        assert!(misspelt.contains("min_lables"), "{misspelt}");
    }
}
