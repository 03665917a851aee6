//! Files of the user in an output folder are not written over, also where an earlier run
//! was killed there and never said what it had written.

#![allow(clippy::unwrap_used)]

mod plans;

use plans::{Plans, schede, text};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder a run was killed in: its manifest ends before the line of the end.
fn killed(plans: &Plans, arguments: &[&str]) -> PathBuf {
    plans.convert("out", arguments);
    let output = plans.folder.path().join("out");
    let books = output.join("manifest.ndjson");
    let lines = fs::read_to_string(&books).unwrap();
    let end = lines.rfind("{\"record\":\"end\"").unwrap();
    fs::write(&books, &lines[..end]).unwrap();
    output
}

/// A run that must refuse to write over this file of the user's.
fn refuses(plans: &Plans, arguments: &[&str], own: &Path) {
    let arguments = [&["convert", "in", "-o", "out", "--quiet"], arguments].concat();
    let run = schede(plans.folder.path(), &arguments);
    let errors = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{errors}");
    let name = own.file_name().unwrap().to_str().unwrap();
    assert!(errors.contains(name), "{errors}");
    assert!(errors.contains("no run has written it"), "{errors}");
    assert_eq!(fs::read_to_string(own).unwrap(), "mine");
}

#[test]
fn what_a_killed_run_did_not_write_is_the_users() {
    let plans = Plans::many(2);
    let output = killed(&plans, &["--format", "json"]);
    let own = output.join("phases.csv");
    fs::write(&own, "mine").unwrap();
    refuses(&plans, &["--format", "csv"], &own);
    // The killed run's own results are written anew.
    plans.convert("out", &["--format", "json", "--fresh"]);
}

#[test]
fn a_result_that_was_replaced_after_the_kill_is_the_users() {
    let plans = Plans::many(2);
    let output = killed(&plans, &["--format", "json"]);
    let own = output.join("plan-1.json");
    fs::write(&own, "mine").unwrap();
    refuses(&plans, &["--format", "json"], &own);
    refuses(&plans, &["--format", "json", "--fresh"], &own);
    fs::remove_file(&own).unwrap();
    plans.convert("out", &["--format", "json"]);
}

#[test]
fn a_run_that_was_stopped_by_a_file_of_the_users_knows_its_results_again() {
    let plans = Plans::many(2);
    let copy = plans.folder.path().join("in/again");
    fs::create_dir(&copy).unwrap();
    fs::write(copy.join("plan-0.txt"), "Obiettivo: B) Altro\n").unwrap();
    // The name of the second result for one name of input is known late.
    plans.convert("first", &["--format", "json"]);
    let marked = fs::read_dir(plans.folder.path().join("first")).unwrap();
    let mut names = marked.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.find(|n| n.starts_with("plan-0-")).unwrap();
    let output = plans.folder.path().join("out");
    fs::create_dir(&output).unwrap();
    let own = output.join(name);
    fs::write(&own, "mine").unwrap();
    refuses(&plans, &["--format", "json"], &own);
    fs::remove_file(&own).unwrap();
    plans.convert("out", &["--format", "json"]);
}

#[test]
fn results_without_their_books_are_the_users() {
    let plans = Plans::many(2);
    let output = killed(&plans, &["--format", "json"]);
    fs::remove_file(output.join("manifest.ndjson")).unwrap();
    let own = output.join("plan-0.json");
    fs::write(&own, "mine").unwrap();
    refuses(&plans, &["--format", "json"], &own);
}

#[test]
fn a_manifest_of_the_users_is_not_added_to() {
    let plans = Plans::many(1);
    let output = plans.folder.path().join("out");
    fs::create_dir(&output).unwrap();
    let own = output.join("manifest.ndjson");
    fs::write(&own, "mine").unwrap();
    refuses(&plans, &[], &own);
}
