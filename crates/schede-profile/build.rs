//! Lists the files in `profiles/`, so that a new form is a new file and nothing else, and
//! compiles them, by the program's own code: a run would spend on that as much as on the
//! words of some pages. A profile that does not load stops the build.

// Of the code that compiles, what only asks a compiled profile is not used here.
#![allow(dead_code, unused_imports)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/alternatives.rs"]
mod alternatives;
#[path = "src/arrays.rs"]
mod arrays;
#[path = "src/beginnings.rs"]
mod beginnings;
#[path = "src/endings.rs"]
mod endings;
#[path = "src/extends.rs"]
mod extends;
#[path = "src/file.rs"]
mod file;
#[path = "src/label_ends.rs"]
mod label_ends;
#[path = "src/labels.rs"]
mod labels;
#[path = "src/letters.rs"]
mod letters;
#[path = "src/names.rs"]
mod names;
#[path = "src/pages.rs"]
mod pages;
#[path = "src/profile.rs"]
mod profile;
#[path = "src/references.rs"]
mod references;
#[path = "src/spellings.rs"]
mod spellings;
#[path = "src/texts.rs"]
mod texts;
#[path = "src/vocabulary.rs"]
mod vocabulary;

use endings::Endings;
use labels::{LabelMatch, Labels, Style};
use pages::PageWords;
use profile::{Field, PhaseWord, Printed, Profile};
use references::{DupPart, References};
use vocabulary::Vocabulary;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("profiles");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
    paths.sort();
    let mut files = Vec::new();
    let mut list = String::new();
    for path in &paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        list += &format!("({name:?}, include_str!({path:?})),\n");
        files.push((name, fs::read_to_string(path)?));
    }
    let compiled = texts::compiled(files.iter().map(|(name, text)| (&**name, text.as_str())))?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("builtin.rs"), format!("&[\n{list}]"))?;
    fs::write(out.join("builtin.bin"), postcard::to_allocvec(&compiled)?)?;
    Ok(())
}
