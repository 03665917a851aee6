//! Fixtures: folders with an input and the document that is expected of it.
//!
//! A fixture is any folder with `input.txt`, `input.pdf` or `input.pdf.p7m`;
//! `expected.json` beside it is what this program made of it when a person last
//! looked, `options.json` (if there) says how to read it, `why.md` why it is kept.
//!
//! Expected files hold the document without what changes with every version
//! (schema version, reader, hash of the input), and each span as one short text
//! `page:line:start-end`, without boxes. An input that cannot be read is
//! expected to be so: `{"error": {"code": ..., "message": ...}}`.

use schede_batch::{Failure, Input, ReadOptions, read_input};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

use crate::diff::{Difference, diff};
use crate::error::{BenchError, Kind};

/// The name of the file with the expected document.
const EXPECTED: &str = "expected.json";

/// What became of one fixture.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// As expected.
    Same,
    /// Not as expected: how.
    Different(Vec<Difference>),
    /// There is no expected file.
    New,
    /// The expected file was written.
    Updated,
}

/// The folders under `root` that hold an input, by name.
pub fn fixtures(root: &Path) -> Result<Vec<PathBuf>, BenchError> {
    let mut found = Vec::new();
    collect(root, &mut found)?;
    if found.is_empty() {
        return Err(BenchError::new(root, Kind::NoFixtures));
    }
    Ok(found)
}

/// Compares a fixture with its expected file, or writes that file anew.
pub fn check(folder: &Path, update: bool) -> Result<Outcome, BenchError> {
    let found = read(folder)?;
    let path = folder.join(EXPECTED);
    let expected = match fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).map_err(|e| BenchError::new(&path, e))?),
        Err(_) => None,
    };
    let outcome = compare(expected.as_ref(), &found);
    if !update || outcome == Outcome::Same {
        return Ok(outcome);
    }
    fs::write(&path, format!("{found:#}\n")).map_err(|e| BenchError::new(&path, e))?;
    Ok(Outcome::Updated)
}

fn compare(expected: Option<&Value>, found: &Value) -> Outcome {
    match expected {
        None => Outcome::New,
        Some(expected) if expected == found => Outcome::Same,
        Some(expected) => Outcome::Different(diff(expected, found)),
    }
}

/// What the program makes of the input of a fixture now.
fn read(folder: &Path) -> Result<Value, BenchError> {
    let path = input_of(folder).ok_or_else(|| BenchError::new(folder, Kind::NoFixtures))?;
    let options = options_of(folder)?;
    let input = Input::file(&path);
    Ok(match read_input(&input, &options) {
        Ok(reading) => {
            settled(serde_json::to_value(&reading.document).map_err(|e| BenchError::new(&path, e))?)
        }
        Err(error) => json!({ "error": Failure::from(&error) }),
    })
}

fn options_of(folder: &Path) -> Result<ReadOptions, BenchError> {
    let path = folder.join("options.json");
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|e| BenchError::new(&path, e)),
        Err(_) => Ok(ReadOptions::default()),
    }
}

/// The document without what changes with every version, spans made short.
fn settled(mut document: Value) -> Value {
    if let Some(members) = document.as_object_mut() {
        members.shift_remove("schema_version");
        members.get_mut("provenance").map(shorten_members);
        members.get_mut("source").map(keep_source);
        let findings = members.get_mut("findings").and_then(Value::as_array_mut);
        for finding in findings.into_iter().flatten() {
            if let Some(spans) = finding.get_mut("spans") {
                *spans = short_spans(spans);
            }
        }
    }
    document
}

fn keep_source(source: &mut Value) {
    if let Some(members) = source.as_object_mut() {
        members.retain(|key, _| ["media_type", "pages", "profile"].contains(&key.as_str()));
    }
}

fn shorten_members(provenance: &mut Value) {
    if let Some(members) = provenance.as_object_mut() {
        let short: Map<String, Value> = members
            .iter()
            .map(|(pointer, spans)| (pointer.clone(), short_spans(spans)))
            .collect();
        *members = short;
    }
}

fn short_spans(spans: &Value) -> Value {
    let number = |span: &Value, key: &str| span.get(key).and_then(Value::as_u64).unwrap_or(0);
    let one = |span: &Value| {
        let [page, line, start, end] = ["page", "line", "start", "end"].map(|k| number(span, k));
        format!("{page}:{line}:{start}-{end}")
    };
    let all: Vec<String> = spans.as_array().into_iter().flatten().map(one).collect();
    Value::String(all.join(" "))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), BenchError> {
    if input_of(folder).is_some() {
        found.push(folder.to_owned());
    }
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|e| BenchError::new(folder, e))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.is_dir() && !p.is_symlink())
        .collect();
    folders.sort();
    folders.iter().try_for_each(|f| collect(f, found))
}

fn input_of(folder: &Path) -> Option<PathBuf> {
    ["input.txt", "input.pdf", "input.pdf.p7m"]
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}
