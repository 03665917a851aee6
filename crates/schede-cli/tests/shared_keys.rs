//! Objectives of two inputs that have the same key: no form and no database hides one.

#![allow(clippy::unwrap_used)]

mod plans;

use std::fs;

use plans::{schede, text};

/// A folder with the sheets of two bodies that print no name and have the same unit and
/// codes; what they hold is not the same.
fn two_bodies() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sheet = include_str!("../../../fixtures/regress/plain/input.txt");
    let nameless = sheet.replace("COMUNE DI VALFIORITA\n", "");
    assert_ne!(sheet, nameless);
    fs::write(folder.path().join("one.txt"), &nameless).unwrap();
    let other = nameless.replace("passerella", "ringhiera");
    fs::write(folder.path().join("two.txt"), other).unwrap();
    folder
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let output = schede(folder.path(), arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stderr)
}

#[test]
fn json_and_csv_of_one_run_carry_the_same_keys() {
    let folder = two_bodies();
    let said = run(
        &folder,
        &[
            "convert", "one.txt", "two.txt", "-o", "out", "--format", "json,csv",
        ],
    );
    assert!(
        said.contains("1 objective with the key of one in another input"),
        "{said}"
    );
    let file = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let id = |name: &str| {
        let document: serde_json::Value = serde_json::from_str(&file(name)).unwrap();
        document["objectives"][0]["id"].as_str().unwrap().to_owned()
    };
    let (one, two) = (id("one.json"), id("two.json"));
    assert_eq!(two, format!("{one}-2"));
    let table = file("objectives.csv");
    for id in [&one, &two] {
        assert!(table.contains(&format!("{id},")), "{id} in {table}");
    }
    assert!(file("two.json").contains("duplicate-key"));
    assert!(file("one.json").contains("no-entity"));
}

#[test]
fn a_load_says_whose_objectives_it_replaces() {
    let folder = two_bodies();
    let load = |input: &str, code: &[&str]| {
        let arguments = ["load", input, "--to", "sqlite:plans.db", "--state", input];
        let state = format!("{input}.state");
        let mut arguments = arguments.map(str::to_owned);
        arguments[5] = state;
        let all: Vec<&str> = arguments
            .iter()
            .map(String::as_str)
            .chain(code.iter().copied())
            .collect();
        run(&folder, &all)
    };
    load("one.txt", &[]);
    let said = load("two.txt", &[]);
    assert!(
        said.contains("1 objective of \"one.txt\" in the database replaced"),
        "{said}"
    );
    // With the code of their body the keys are not the same.
    let said = load("one.txt", &["--entity-ipa", "c_x001", "--fresh"]);
    assert!(!said.contains("replaced"), "{said}");
}
