//! Finding gold: which inputs of a folder have a file of true values.
//!
//! `NAME.gold.json` is the gold of `NAME.txt` and `NAME.pdf` beside it. A folder
//! with one gold file in all is the gold of every input in it: the same sheets
//! as text, as PDF, from several extractors.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{BenchError, Kind};

/// An input and its gold file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The document.
    pub input: PathBuf,
    /// Its true values.
    pub gold: PathBuf,
}

/// Every input with gold under a folder, by name.
pub fn pairs(root: &Path) -> Result<Vec<Pair>, BenchError> {
    let mut found = Vec::new();
    collect(root, &mut found)?;
    if found.is_empty() {
        return Err(BenchError::new(root, Kind::NoGold));
    }
    Ok(found)
}

/// The gold objectives of a file.
pub fn objectives(path: &Path) -> Result<Vec<Value>, BenchError> {
    let bytes = fs::read(path).map_err(|e| BenchError::new(path, e))?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|e| BenchError::new(path, e))?;
    match value.get("objectives") {
        Some(Value::Array(objectives)) => Ok(objectives.clone()),
        _ => Err(BenchError::new(path, Kind::NoObjectives)),
    }
}

fn collect(folder: &Path, found: &mut Vec<Pair>) -> Result<(), BenchError> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|e| e.map(|e| e.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .map_err(|e| BenchError::new(folder, e))?;
    paths.sort();
    let gold: Vec<&PathBuf> = paths.iter().filter(|p| is_gold(p)).collect();
    for input in paths.iter().filter(|p| is_input(p)) {
        if let Some(gold) = gold_of(input, &gold) {
            found.push(Pair {
                input: input.clone(),
                gold,
            });
        }
    }
    for path in paths.iter().filter(|p| p.is_dir() && !p.is_symlink()) {
        collect(path, found)?;
    }
    Ok(())
}

fn gold_of(input: &Path, gold: &[&PathBuf]) -> Option<PathBuf> {
    let own = input.with_extension("gold.json");
    match gold {
        [only] if only.file_name().is_some_and(|n| n == "gold.json") => Some((*only).clone()),
        several => several.iter().find(|p| ***p == own).map(|p| (*p).clone()),
    }
}

fn is_gold(path: &Path) -> bool {
    path.file_name()
        .and_then(|n| n.to_str())
        .is_some_and(|n| n.ends_with("gold.json"))
}

fn is_input(path: &Path) -> bool {
    let known = ["txt", "pdf", "p7m"];
    path.is_file()
        && path
            .extension()
            .is_some_and(|e| known.iter().any(|k| e.eq_ignore_ascii_case(k)))
}
