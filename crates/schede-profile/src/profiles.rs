//! The profiles of a run: those that come with the program, and those of more files.
//!
//! In: the texts of the files. Out: compiled profiles in order of preference.
//!
//! Not here: what a profile holds (`profile`), which of them a document fits (`detect`).

use crate::file::LoadError;
use crate::{Detection, Detector, Profile, texts};

/// The built-in profiles: name and text of each file.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The same as the build compiled them.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin.bin"));

/// The profiles a run knows.
#[derive(Debug, Clone)]
pub struct Profiles(Vec<Profile>);

impl Profiles {
    /// The profiles that come with the program.
    pub fn builtin() -> Result<Self, LoadError> {
        let compiled = postcard::from_bytes(COMPILED);
        let compiled = compiled.map_err(|error| LoadError::new("of the program", &error))?;
        Ok(Self(compiled))
    }

    /// The profiles that come with the program, and those of more files: what each is
    /// called in errors, and its text.
    pub fn with(more: &[(String, String)]) -> Result<Self, LoadError> {
        if more.is_empty() {
            return Self::builtin();
        }
        let builtin = BUILTIN.iter().copied();
        let more = more
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        texts::compiled(builtin.chain(more)).map(Self)
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
    use super::{BUILTIN, Profiles};
    use crate::texts;

    #[test]
    fn the_profiles_of_the_build_are_those_of_the_texts() {
        let built = Profiles::builtin().expect("built in");
        let read = texts::compiled(BUILTIN.iter().copied()).expect("the same texts");
        assert_eq!(format!("{:?}", built.0), format!("{read:?}"));
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
