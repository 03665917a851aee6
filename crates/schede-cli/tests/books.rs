//! The books of a run are true: what was found and not read stands in them, what
//! is gone no longer counts, and what does not add up is said, by the run and by
//! `schede status`.

#![allow(clippy::unwrap_used)]

mod plans;

use plans::{Plans, schede, text, zip};
use std::fs;
use std::path::Path;

/// What `schede status` prints, and its exit code.
fn status(plans: &Plans, output: &str) -> (String, Option<i32>) {
    let run = schede(plans.folder.path(), &["status", output]);
    (text(&run.stdout), run.status.code())
}

/// A run that says what it says, and its exit code.
fn convert(plans: &Plans, arguments: &[&str]) -> (String, Option<i32>) {
    let arguments = [&["convert"], arguments].concat();
    let run = schede(plans.folder.path(), &arguments);
    (text(&run.stderr), run.status.code())
}

fn manifest(plans: &Plans, output: &str) -> String {
    fs::read_to_string(plans.folder.path().join(output).join("manifest.ndjson")).unwrap()
}

fn edit_manifest(plans: &Plans, output: &str, edit: impl Fn(&str) -> String) {
    let before = manifest(plans, output);
    let after = edit(&before);
    assert_ne!(before, after);
    let path = plans.folder.path().join(output).join("manifest.ndjson");
    fs::write(path, after).unwrap();
}

#[test]
fn an_archive_that_hides_a_plan_is_not_green() {
    let plans = Plans::many(1);
    let inputs = plans.folder.path().join("in");
    let plan = fs::read(inputs.join("plan-0.txt")).unwrap();
    zip(&inputs.join("inner.zip"), &[("deep.txt", &plan)]);
    let inner = fs::read(inputs.join("inner.zip")).unwrap();
    let entries: [(&str, &[u8]); 4] = [
        ("good.txt", &plan),
        ("inner.zip", &inner),
        ("../out.txt", &plan),
        ("__MACOSX/._good.txt", b"\0\x05\x16\x07"),
    ];
    zip(&inputs.join("outer.zip"), &entries);
    fs::write(inputs.join("torn.zip"), &inner[..inner.len() / 2]).unwrap();
    let (said, code) = convert(&plans, &["in", "-o", "out"]);
    assert_eq!(code, Some(2), "{said}");
    let (booked, code) = status(&plans, "out");
    assert_eq!(code, Some(2), "{booked}");
    for report in [&said, &booked] {
        for name in ["outer.zip!inner.zip", "outer.zip!../out.txt", "torn.zip"] {
            let line = report.lines().find(|l| l.contains(name));
            assert!(line.is_some_and(|l| l.contains("not read")), "{report}");
        }
        assert!(!report.contains("not read: \"in/outer.zip!__MACOSX"));
    }
    assert!(booked.contains("3 documents read, 3 not read"), "{booked}");
}

#[test]
fn two_entries_of_one_name_are_not_green() {
    let plans = Plans::many(1);
    let path = plans.folder.path().join("twins.zip");
    let plan = fs::read(plans.folder.path().join("in/plan-0.txt")).unwrap();
    zip(&path, &[("a.txt", &plan), ("b.txt", &plan)]);
    // The writer refuses to make such an archive; mail programs do not.
    let bytes = fs::read(&path).unwrap();
    let twins: Vec<u8> = {
        let mut bytes = bytes;
        while let Some(at) = bytes.windows(5).position(|w| w == b"b.txt") {
            bytes[at] = b'a';
        }
        bytes
    };
    fs::write(&path, twins).unwrap();
    let (said, code) = convert(&plans, &["twins.zip", "-o", "out"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("several entries have one name"), "{said}");
}

#[test]
fn an_archive_without_plans_is_an_error_where_it_is_named() {
    let plans = Plans::many(10);
    let entries: [(&str, &[u8]); 1] = [("picture.png", b"")];
    zip(&plans.folder.path().join("in/pictures.zip"), &entries);
    let (said, code) = convert(&plans, &["in/pictures.zip", "-o", "named"]);
    assert_eq!(code, Some(2), "{said}");
    let (said, code) = convert(&plans, &["in", "-o", "found"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("pictures.zip\": 1 file in it is of another kind"));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let plans = Plans::many(2);
    let folder = plans.folder.path();
    let plan = fs::read(folder.join("in/plan-0.txt")).unwrap();
    zip(&folder.join("plans.zip"), &[("a.txt", &plan)]);
    let twice = [
        "in/plan-0.txt",
        "./in/plan-0.txt",
        "in",
        "plans.zip",
        "./plans.zip",
    ];
    let (said, code) = convert(&plans, &[&twice[..], &["-o", "out"]].concat());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("3 of 3 inputs read"), "{said}");
    assert_eq!(said.matches("named twice").count(), 3, "{said}");
}

#[cfg(unix)]
#[test]
fn what_is_passed_over_stands_in_the_books() {
    let plans = Plans::many(2);
    let inputs = plans.folder.path().join("in");
    fs::create_dir(plans.folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", inputs.join("2023")).unwrap();
    fs::write(inputs.join("letter.docx"), "").unwrap();
    let (said, code) = convert(&plans, &["in", "-o", "out"]);
    assert_eq!(code, Some(0), "{said}");
    let (booked, _) = status(&plans, "out");
    let checked = text(&schede(plans.folder.path(), &["check", "in"]).stderr);
    for report in [said, booked, checked] {
        assert!(
            report.contains("passed over: \"in/2023\": link to a folder")
                || report.contains("passed over \"in/2023\": link to a folder"),
            "{report}"
        );
        assert!(
            report.contains("1 file in it is of another kind"),
            "{report}"
        );
    }
}

#[test]
fn nothing_to_read_is_never_green() {
    let plans = Plans::many(1);
    let (said, code) = convert(&plans, &["--inputs-from", "/dev/null", "-o", "out"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("the list of inputs is empty"), "{said}");
    let (said, code) = convert(&plans, &["in", "-o", "in"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("this is the output folder"), "{said}");
    let (said, code) = convert(&plans, &["in/*.pdf", "nowhere.txt", "-o", "out"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("0 of 2 inputs read"), "{said}");
    assert_eq!(status(&plans, "out").1, Some(2));
}

#[test]
fn an_output_folder_among_the_inputs_is_not_read() {
    let plans = Plans::many(2);
    fs::create_dir(plans.folder.path().join("in/out")).unwrap();
    let plan = plans.folder.path().join("in/plan-0.txt");
    fs::copy(plan, plans.folder.path().join("in/out/result.txt")).unwrap();
    let (said, code) = convert(&plans, &["in", "-o", "in/out"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("2 of 2 inputs read"), "{said}");
}

#[test]
fn an_input_that_is_gone_no_longer_counts() {
    let plans = Plans::many(3);
    let inputs = plans.folder.path().join("in");
    let bad = inputs.join("bad.txt");
    fs::write(&bad, "").unwrap();
    let gone = fs::read(inputs.join("plan-1.txt")).unwrap();
    assert_eq!(convert(&plans, &["in", "-o", "out"]).1, Some(2));
    let (said, code) = convert(&plans, &["in", "-o", "out"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("not tried again; --retry does"), "{said}");

    fs::remove_file(bad).unwrap();
    fs::remove_file(inputs.join("plan-1.txt")).unwrap();
    let (said, code) = convert(&plans, &["in", "-o", "out"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("not of this run: \"plan-1.json\""), "{said}");
    let (booked, code) = status(&plans, "out");
    assert_eq!(code, Some(0), "{booked}");
    assert!(booked.contains("2 documents read, 0 not read"), "{booked}");
    assert!(
        booked.contains("of an earlier run: \"plan-1.json\""),
        "{booked}"
    );

    fs::write(inputs.join("plan-1.txt"), gone).unwrap();
    let (said, code) = convert(&plans, &["in", "-o", "out"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("3 of them were done in an earlier run"),
        "{said}"
    );
    let (booked, code) = status(&plans, "out");
    assert_eq!(code, Some(0), "{booked}");
    assert!(booked.contains("3 documents read, 0 not read"), "{booked}");
    assert!(!booked.contains("of an earlier run"), "{booked}");
}

#[test]
fn books_that_were_changed_do_not_add_up() {
    let changes = [
        ("\"objectives\":", "objectives read, but"),
        ("\"seen\":", "pages seen, but"),
        ("\"org_units\":{\"", "objectives of"),
    ];
    for (key, said) in changes {
        let plans = Plans::many(1);
        plans.convert("out", &[]);
        edit_manifest(&plans, "out", |books| {
            books.replace(key, &format!("{key}9"))
        });
        let (errors, code) = convert(&plans, &["in", "-o", "out"]);
        assert_eq!(code, Some(2), "{key}: {errors}");
        assert!(errors.contains("does not add up"), "{errors}");
        assert!(errors.contains(said), "{errors}");
        let (booked, code) = status(&plans, "out");
        assert_eq!(code, Some(2), "{booked}");
        assert!(booked.contains("does not add up"), "{booked}");
    }
}

#[test]
fn a_document_missing_in_the_books_is_said() {
    let plans = Plans::many(3);
    plans.convert("out", &[]);
    edit_manifest(&plans, "out", |books| {
        let lines: Vec<&str> = books.lines().collect();
        [&lines[..1], &lines[2..]].concat().join("\n") + "\n"
    });
    let (booked, code) = status(&plans, "out");
    assert_eq!(code, Some(2), "{booked}");
    assert!(
        booked.contains("had 3 inputs, the manifest names 2"),
        "{booked}"
    );
}

#[test]
fn books_cut_anywhere_give_the_same_results() {
    let plans = Plans::many(3);
    plans.convert("whole", &[]);
    plans.convert("cut", &[]);
    let length = manifest(&plans, "cut").len();
    for part in [0, 1, 3, 5, 7, 9] {
        edit_manifest(&plans, "cut", |books| {
            books[..length * part / 10].to_owned()
        });
        plans.convert("cut", &[]);
        assert_eq!(
            plans.results("whole"),
            plans.results("cut"),
            "{part} tenths"
        );
        assert_eq!(status(&plans, "cut").1, Some(0));
    }
}

#[test]
fn kept_documents_that_were_edited_are_read_again() {
    let plans = Plans::many(3);
    plans.convert("whole", &[]);
    plans.convert("edited", &[]);
    let kept = plans.folder.path().join("edited/.schede/documents");
    for entry in fs::read_dir(kept).unwrap() {
        let path = entry.unwrap().path();
        let json = fs::read_to_string(&path).unwrap();
        fs::write(path, json.replace("2024", "2025")).unwrap();
    }
    plans.convert("edited", &[]);
    assert_eq!(plans.results("whole"), plans.results("edited"));
}

#[test]
fn results_that_were_edited_are_written_again() {
    let plans = Plans::many(3);
    plans.convert("whole", &[]);
    plans.convert("edited", &[]);
    let folder = plans.folder.path().join("edited");
    fs::write(folder.join("plan-0.json"), "{}").unwrap();
    fs::remove_file(folder.join("phases.csv")).unwrap();
    plans.convert("edited", &[]);
    assert_eq!(plans.results("whole"), plans.results("edited"));
}

#[test]
fn a_result_that_was_edited_is_kept_aside_and_named() {
    let plans = Plans::many(2);
    plans.convert("out", &[]);
    let folder = plans.folder.path().join("out");
    // As long as what was written: its hash alone tells.
    let edited = fs::read_to_string(folder.join("objectives.csv")).unwrap();
    let edited = edited.to_uppercase();
    for n in 1..=2 {
        fs::write(folder.join("objectives.csv"), &edited).unwrap();
        let (said, _) = convert(&plans, &["in", "-o", "out"]);
        let kept = format!(".schede/changed/{n}/objectives.csv");
        let line = format!(
            "\"objectives.csv\" was changed since a run wrote it and is written anew; as it was: \"{kept}\""
        );
        assert!(said.contains(&line), "{said}");
        assert_eq!(fs::read_to_string(folder.join(&kept)).unwrap(), edited);
        assert!(status(&plans, "out").0.contains(&kept));
    }
    // What a run itself leaves, with the same inputs or others, is no change.
    let (said, _) = convert(&plans, &["in", "-o", "out"]);
    assert!(!said.contains("was changed"), "{said}");
    fs::remove_file(plans.folder.path().join("in/plan-0.txt")).unwrap();
    for _ in 0..2 {
        let (said, _) = convert(&plans, &["in", "-o", "out"]);
        assert!(!said.contains("was changed"), "{said}");
    }
}

#[test]
fn two_runs_in_one_folder_are_one_too_many() {
    let plans = Plans::many(1);
    let state = plans.folder.path().join("out/.schede");
    fs::create_dir_all(&state).unwrap();
    // What the other run holds as long as it lives.
    let lock = fs::File::create(state.join("lock")).unwrap();
    lock.lock().unwrap();
    let (said, code) = convert(&plans, &["in", "-o", "out"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("another run is at work in \"out\""), "{said}");
    assert!(!plans.folder.path().join("out/manifest.ndjson").exists());
    drop(lock);
    plans.convert("out", &[]);
}

#[test]
fn the_largest_input_is_read_first() {
    let plans = Plans::many(12);
    plans.convert("out", &["--jobs", "1"]);
    let sizes: Vec<u64> = manifest(&plans, "out")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter_map(|record| record["input"].as_str().map(str::to_owned))
        .map(|name| fs::metadata(plans.folder.path().join(name)).unwrap().len())
        .collect();
    assert_eq!(sizes.len(), 12);
    assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
}

#[test]
fn the_books_hold_what_a_run_did() {
    let plans = Plans::many(2);
    plans.convert("out", &["--format", "json,csv"]);
    let records: Vec<serde_json::Value> = manifest(&plans, "out")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of_kind = |kind: &'static str| records.iter().filter(move |r| r["record"] == kind);
    let [run, .., end] = records.as_slice() else {
        panic!("{records:#?}");
    };
    assert_eq!(run["inputs"], 2);
    assert_eq!(of_kind("document").count(), 2);
    for document in of_kind("document") {
        let name = document["input"].as_str().unwrap();
        let bytes = fs::read(plans.folder.path().join(name)).unwrap();
        assert_eq!(document["sha256"], schede_model::key::sha256_hex(&bytes));
        assert_eq!(document["outcome"], "read");
        let facts = &document["facts"];
        for count in ["objectives", "milliseconds"] {
            assert!(facts[count].is_u64(), "{facts}");
        }
        assert!(facts["findings"]["warning"].is_u64(), "{facts}");
    }
    assert_eq!(end["finished"], true);
    for file in end["files"].as_array().unwrap() {
        let path = Path::new("out").join(file["path"].as_str().unwrap());
        let bytes = fs::read(plans.folder.path().join(path)).unwrap();
        assert_eq!(file["sha256"], schede_model::key::sha256_hex(&bytes));
        assert_eq!(file["bytes"], bytes.len());
        let begun = of_kind("file").find(|begun| begun["path"] == file["path"]);
        assert_eq!(begun.unwrap()["sha256"], file["sha256"]);
    }
}

#[test]
fn only_a_finished_run_is_well() {
    let plans = Plans::many(2);
    let output = plans.folder.path().join("out");
    fs::create_dir(&output).unwrap();
    for books in ["", "not a manifest\n\u{1}\n"] {
        fs::write(output.join("manifest.ndjson"), books).unwrap();
        let (booked, code) = status(&plans, "out");
        assert_eq!(code, Some(2), "{booked}");
        assert!(booked.contains("no run stands in the manifest"), "{booked}");
    }
    fs::remove_file(output.join("manifest.ndjson")).unwrap();
    plans.convert("out", &[]);
    assert_eq!(status(&plans, "out").1, Some(0));
    edit_manifest(&plans, "out", |books| {
        let lines: Vec<&str> = books.lines().collect();
        lines[..lines.len() - 1].join("\n") + "\n"
    });
    let (booked, code) = status(&plans, "out");
    assert_eq!(code, Some(2), "{booked}");
    assert!(booked.contains("not ended: at work, or killed"), "{booked}");
}

#[test]
fn documents_of_bytes_that_are_gone_are_not_kept_for_ever() {
    let plans = Plans::many(3);
    let inputs = plans.folder.path().join("in");
    let kept = || {
        let folder = plans.folder.path().join("out/.schede/documents");
        fs::read_dir(folder).unwrap().count()
    };
    plans.convert("out", &[]);
    assert_eq!(kept(), 3);
    fs::copy(inputs.join("plan-2.txt"), inputs.join("plan-1.txt")).unwrap();
    plans.convert("out", &[]);
    assert_eq!(kept(), 3);
    // One that is away for a while is.
    fs::rename(inputs.join("plan-0.txt"), plans.folder.path().join("away")).unwrap();
    plans.convert("out", &[]);
    assert_eq!(kept(), 3);
}
