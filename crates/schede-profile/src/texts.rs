//! Compiles the texts of profile files.
//!
//! In: the files of a run, each with what it is called in errors and its text. Out: compiled
//! profiles in order of preference. The build does the same with the built-in ones.
//!
//! Not here: which of them a document fits (`detect`).

use toml::{Table, Value};

use crate::Profile;
use crate::extends::{Tables, extended};
use crate::file::{self, LoadError};

/// Compiles files, which may extend one another.
pub(crate) fn compiled<'t>(
    files: impl Iterator<Item = (&'t str, &'t str)>,
) -> Result<Vec<Profile>, LoadError> {
    let mut tables = Tables::new();
    let mut profiles = Vec::new();
    for (file, text) in files {
        let table: Table = toml::from_str(text).map_err(|error| LoadError::new(file, &error))?;
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
    Ok(compiled)
}
