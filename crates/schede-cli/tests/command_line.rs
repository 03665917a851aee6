//! What is asked on the command line and cannot be done is refused at once, and said
//! of what is at fault.

#![allow(clippy::unwrap_used)]

mod plans;

use plans::{Plans, schede, text};
use std::fs;

/// What a command says on standard error, and its exit code.
fn said(plans: &Plans, arguments: &[&str]) -> (String, Option<i32>) {
    let run = schede(plans.folder.path(), arguments);
    (text(&run.stderr), run.status.code())
}

#[test]
fn forms_that_would_write_over_each_other_are_refused_before_anything_is_made() {
    let plans = Plans::many(1);
    let forms = ["convert", "in", "-o", "out", "--format", "csv,csv-excel-it"];
    let (errors, code) = said(&plans, &forms);
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("\"csv\" and \"csv-excel-it\""), "{errors}");
    assert!(!plans.folder.path().join("out").exists());
}

#[test]
fn files_of_the_user_are_not_written_over() {
    let plans = Plans::many(1);
    let output = plans.folder.path().join("out");
    fs::create_dir(&output).unwrap();
    for name in ["plan-0.json", "objectives.csv", "datapackage.json"] {
        let own = output.join(name);
        fs::write(&own, "mine").unwrap();
        let (errors, code) = said(&plans, &["convert", "in", "-o", "out"]);
        assert_eq!(code, Some(2), "{errors}");
        assert!(errors.contains(name), "{errors}");
        assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
        fs::remove_file(own).unwrap();
        assert_eq!(fs::read_dir(&output).unwrap().count(), 0);
    }
    // What bears no name of an output stays, and a run's own results are written anew.
    let notes = output.join("notes.txt");
    fs::write(&notes, "mine").unwrap();
    plans.convert("out", &["--format", "json"]);
    plans.convert("out", &["--format", "json", "--fresh"]);
    assert_eq!(fs::read_to_string(&notes).unwrap(), "mine");
    // Nor is a file written over that a run with other forms has left alone.
    let own = output.join("phases.csv");
    fs::write(&own, "mine").unwrap();
    let (errors, code) = said(&plans, &["convert", "in", "-o", "out"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("phases.csv"), "{errors}");
    assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
    fs::remove_file(own).unwrap();
    plans.convert("out", &[]);
    plans.convert("out", &["--fresh"]);
}

#[test]
fn a_folder_whose_files_were_all_named_before_is_no_error() {
    let plans = Plans::many(2);
    let orders: [&[&str]; 4] = [
        &["in/plan-0.txt", "in/plan-1.txt", "in"],
        &["in", "in/plan-0.txt"],
        &["in", "in/"],
        &["in/*.txt", "in"],
    ];
    for (n, inputs) in orders.iter().enumerate() {
        let output = format!("out-{n}");
        let mut arguments = vec!["convert", "-o", &output];
        arguments.extend_from_slice(inputs);
        let (errors, code) = said(&plans, &arguments);
        assert_eq!(code, Some(0), "{inputs:?}: {errors}");
        assert!(errors.contains("2 of 2 inputs read"), "{errors}");
    }
}

#[test]
fn a_folder_for_pictures_that_cannot_be_made_is_no_fault_of_the_file() {
    let plans = Plans::many(10);
    fs::write(plans.folder.path().join("file"), "").unwrap();
    let (errors, code) = said(&plans, &["show", "--draw", "file/x", "in/plan-9.pdf"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(
        errors.contains("cannot make the folder \"file/x\""),
        "{errors}"
    );
    assert!(!errors.contains("plan-9"), "{errors}");
    // A picture's name that is taken by a folder.
    let taken = "pictures/plan-9-page-0001.svg";
    fs::create_dir_all(plans.folder.path().join(taken)).unwrap();
    let (errors, code) = said(&plans, &["show", "--draw", "pictures", "in/plan-9.pdf"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(
        errors.contains(&format!("cannot write {taken:?}")),
        "{errors}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_for_any_pdf_is_named() {
    let plans = Plans::many(10);
    let limited = [
        "convert",
        "in/plan-9.pdf",
        "-o",
        "out",
        "--max-memory",
        "64M",
    ];
    let (errors, code) = said(&plans, &limited);
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("--max-memory"), "{errors}");
    assert!(!errors.contains("report"), "{errors}");
}

#[test]
fn a_limit_that_would_not_be_kept_is_refused() {
    let plans = Plans::many(1);
    let limit = ["--max-memory", "1G"];
    let without = [&["convert", "in/plan-0.txt"], &limit[..]].concat();
    let (errors, code) = said(&plans, &without);
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("give one with -o DIR"), "{errors}");
    let threads = ["convert", "in", "-o", "out", "--isolation", "thread"];
    let (errors, code) = said(&plans, &[&threads[..], &limit].concat());
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("--isolation thread"), "{errors}");
}

#[test]
fn one_is_not_counted_as_several() {
    let plans = Plans::many(1);
    let (account, _) = said(&plans, &["convert", "in", "-o", "out"]);
    assert!(account.starts_with("1 of 1 input read: "), "{account}");
    let status = text(&schede(plans.folder.path(), &["status", "out"]).stdout);
    assert!(status.contains("1 document read"), "{status}");
}

#[test]
fn a_share_that_is_none_is_refused() {
    let plans = Plans::many(1);
    for share in ["99", "1.01", "-0.1", "NaN", "99%"] {
        let least = format!("--min-exact={share}");
        let (errors, code) = said(&plans, &["score", "in", &least]);
        assert_eq!(code, Some(2), "{errors}");
        assert!(errors.contains("from 0 to 1"), "{errors}");
    }
}

#[test]
fn help_fits_a_terminal() {
    let plans = Plans::many(1);
    for command in [
        "convert", "check", "show", "load", "diff", "score", "verify", "man",
    ] {
        let help = schede(plans.folder.path(), &[command, "--help"]);
        let help = text(&help.stdout);
        let longest = help.lines().max_by_key(|line| line.chars().count());
        let longest = longest.unwrap();
        assert!(longest.chars().count() <= 100, "{command}: {longest}");
    }
}

#[test]
fn a_target_that_is_no_database_is_named_without_its_password() {
    let plans = Plans::many(1);
    let (errors, code) = said(&plans, &["load", "in", "--to", "duckdb:plans.db"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(
        errors.contains("one that begins with \"duckdb:\""),
        "{errors}"
    );
    let (errors, _) = said(&plans, &["load", "in", "--to", "mysql://me:secret@host/x"]);
    assert!(
        errors.contains("\"mysql:\"") && !errors.contains("secret"),
        "{errors}"
    );
}

#[test]
fn one_difference_is_one() {
    let plans = Plans::many(1);
    plans.convert("out", &["--format", "json"]);
    let folder = plans.folder.path();
    let document = fs::read_to_string(folder.join("out/plan-0.json")).unwrap();
    let title = document.find("\"title\": \"").unwrap() + "\"title\": \"".len();
    let changed = format!("{}X{}", &document[..title], &document[title..]);
    fs::write(folder.join("changed.json"), changed).unwrap();
    let run = schede(folder, &["diff", "out/plan-0.json", "changed.json"]);
    let shown = text(&run.stdout);
    assert!(shown.contains(": 1 difference\n"), "{shown}");
}
