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
fn a_result_that_was_corrected_by_hand_is_the_users() {
    let plans = Plans::many(2);
    plans.convert("out", &["--format", "json"]);
    let own = plans.folder.path().join("out/plan-1.json");
    let written = fs::read(&own).unwrap();
    fs::write(&own, "mine").unwrap();
    refuses(&plans, &["--format", "json"], &own);
    // As long as before, and other words: still the user's.
    let mut corrected = written.clone();
    corrected.reverse();
    fs::write(&own, &corrected).unwrap();
    let arguments = ["convert", "in", "-o", "out", "--format", "json", "--quiet"];
    let run = schede(plans.folder.path(), &arguments);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert_eq!(fs::read(&own).unwrap(), corrected);
    // As it was written, it is a result again.
    fs::write(&own, &written).unwrap();
    plans.convert("out", &["--format", "json", "--fresh"]);
}

#[test]
fn results_that_two_runs_wrote_in_turn_are_no_ones_else() {
    let plans = Plans::many(2);
    plans.convert("out", &["--format", "json"]);
    let input = plans.folder.path().join("in/plan-1.txt");
    let longer = fs::read_to_string(&input).unwrap() + "\nObiettivo: Z) Altro\n";
    let before = fs::read(&input).unwrap();
    fs::write(&input, longer).unwrap();
    let output = killed(&plans, &["--format", "json"]);
    // The killed run had put its results in place of the first one's.
    fs::write(&input, before).unwrap();
    plans.convert("out", &["--format", "json"]);
    plans.convert("out", &["--format", "json", "--fresh"]);
    assert!(output.join("plan-1.json").is_file());
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
