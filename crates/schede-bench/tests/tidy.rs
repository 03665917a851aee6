//! The house rules that a program can check: arrows between crates, first
//! lines, lengths, names that stand nowhere.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Who may use whom. What is not here is not allowed; adding an arrow is a
/// matter to talk about first.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("profile", &["model"]),
    ("pdf", &["model"]),
    ("layout", &["model", "profile"]),
    ("parser", &["model", "profile", "layout"]),
    ("export", &["model"]),
    (
        "batch",
        &["model", "profile", "pdf", "layout", "parser", "export"],
    ),
    ("bench", &["model", "batch"]),
    ("cli", &["model", "export", "batch", "bench"]),
];

/// Arrows that tests alone may use.
const TEST_ARROWS: &[(&str, &str)] = &[("layout", "pdf"), ("parser", "pdf")];

/// A file longer than this is several things.
const MAX_LINES: usize = 700;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

fn rust_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&root().join("crates"), "rs", &mut found);
    assert!(found.len() > 50, "the crates are not where they were");
    found
}

#[test]
fn crates_use_only_whom_they_may() {
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let path = entry.unwrap().path().join("Cargo.toml");
        let text = fs::read_to_string(&path).unwrap();
        let mut name = String::new();
        let mut for_tests = false;
        for line in text.lines() {
            if let Some(value) = line.strip_prefix("name = \"schede-") {
                name = value.trim_end_matches('"').to_owned();
            }
            if line.starts_with('[') {
                for_tests = line.contains("dev-dependencies");
            }
            let Some(rest) = line.strip_prefix("schede-") else {
                continue;
            };
            let used = rest.split(['.', ' ', '=']).next().unwrap();
            let known = ARROWS.iter().find(|(n, _)| *n == name);
            let (_, allowed) = known.unwrap_or_else(|| panic!("no arrows for {name}"));
            let fine = allowed.contains(&used)
                || for_tests && TEST_ARROWS.contains(&(name.as_str(), used));
            assert!(fine, "{name} uses {used}, which is no arrow of the house");
        }
    }
}

#[test]
fn every_file_begins_with_what_it_is() {
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{path:?} has no module docs");
    }
}

#[test]
fn no_file_is_too_long() {
    for path in rust_files() {
        let n_lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(n_lines <= MAX_LINES, "{path:?} has {n_lines} lines");
    }
}

#[test]
fn no_town_is_known_by_name() {
    // Written so that this file passes its own test.
    let town = ["ales", "sandria"].concat();
    let mut paths = rust_files();
    files(&root().join("crates"), "toml", &mut paths);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        assert!(!text.contains(&town), "{path:?} names a real town");
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let reasons = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let path = entry.unwrap().path().join("Cargo.toml");
        let text = fs::read_to_string(&path).unwrap();
        let manifest: Vec<&str> = text.lines().collect();
        let mut inside = false;
        for line in manifest {
            if line.starts_with('[') {
                inside = line.contains("dependencies]");
            } else if inside && line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let name = line.split(['.', ' ', '=']).next().unwrap();
                let said = name.starts_with("schede-") || reasons.contains(name);
                assert!(said, "{name} ({path:?}) is not in ARCHITECTURE.md");
            }
        }
    }
}
