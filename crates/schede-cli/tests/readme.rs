//! Every command that the README shows is run, in the order shown, in a folder
//! that holds this project's fixtures.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The lines of the blocks of shell commands.
fn commands(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside && !line.is_empty() {
            found.push(line);
        }
    }
    found
}

fn run(line: &str, folder: &Path) {
    let line = line.replace("cargo run --release -- ", "schede ");
    let (line, input) = match line.split_once(" < ") {
        Some((line, input)) => (line.to_owned(), Some(input.to_owned())),
        None => (line, None),
    };
    let mut words = line.split_whitespace();
    assert_eq!(words.next(), Some("schede"), "a command of ours: {line}");
    let stdin = match input {
        Some(input) => Stdio::from(File::open(folder.join(input)).unwrap()),
        None => Stdio::null(),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_schede"))
        .args(words)
        .current_dir(folder)
        .stdin(stdin)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code();
    assert_eq!(code, Some(0), "{line}\n{errors}");
}

#[test]
#[cfg(unix)]
fn commands_of_the_readme_work() {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = root().join("fixtures").canonicalize().unwrap();
    std::os::unix::fs::symlink(fixtures, folder.path().join("fixtures")).unwrap();
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let commands = commands(&text);
    assert!(commands.len() > 10);
    // The one that runs this test.
    let ours = commands.iter().filter(|c| **c != "cargo test --workspace");
    ours.for_each(|line| run(line, folder.path()));
    assert!(folder.path().join("records/piano.json").is_file());
}
