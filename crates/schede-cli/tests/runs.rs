//! Runs over folders through the program itself: the same bytes whatever the
//! number of lanes and however often it is killed; a bad input costs itself.

#![allow(clippy::unwrap_used)]

mod plans;

use plans::{MANY, Plans, schede, text};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Kills before a run may end. The long form of this test kills a hundred times.
const KILLS: u32 = 6;

#[test]
fn one_lane_and_three_give_the_same_bytes() {
    let plans = Plans::many(40);
    plans.convert("one", &["--jobs", "1"]);
    plans.convert("three", &["--jobs", "3"]);
    assert_eq!(plans.results("one"), plans.results("three"));
}

#[test]
fn threads_and_processes_give_the_same_bytes() {
    let plans = Plans::many(10);
    plans.convert("processes", &[]);
    plans.convert("threads", &["--isolation", "thread"]);
    assert_eq!(plans.results("processes"), plans.results("threads"));
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_stopped() {
    let plans = Plans::many(60);
    plans.convert("undisturbed", &[]);
    let mut killed = 0;
    for n in 0..KILLS {
        let mut run = plans.begin("killed", &["--jobs", "2"]);
        // Not random: a moment that differs each time is enough, and a test
        // that fails must fail again.
        std::thread::sleep(Duration::from_millis(u64::from(15 + 35 * n)));
        killed += u32::from(run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
    }
    assert!(killed > 0, "every run ended before it was killed");
    plans.convert("killed", &[]);
    assert_eq!(plans.results("undisturbed"), plans.results("killed"));
}

#[test]
fn what_is_done_is_not_done_again() {
    let plans = Plans::many(5);
    plans.convert("out", &[]);
    let books = plans.folder.path().join("out/manifest.ndjson");
    let documents = |text: &str| text.matches("\"record\":\"document\"").count();
    assert_eq!(documents(&fs::read_to_string(&books).unwrap()), 5);
    plans.convert("out", &["--resume"]);
    assert_eq!(documents(&fs::read_to_string(&books).unwrap()), 5);
    plans.convert("out", &["--fresh"]);
    assert_eq!(documents(&fs::read_to_string(&books).unwrap()), 10);
}

#[test]
fn only_what_has_changed_is_read_again() {
    let plans = Plans::many(5);
    let books = plans.folder.path().join("out/manifest.ndjson");
    let read = || fs::read_to_string(&books).unwrap();
    let documents = || read().matches("\"record\":\"document\"").count();
    plans.convert("out", &[]);
    let first = read();
    let inputs = plans.folder.path().join("in");
    fs::copy(inputs.join("plan-0.txt"), inputs.join("plan-1.txt")).unwrap();
    plans.convert("out", &[]);
    assert_eq!(documents(), 6);
    // Other options, other readings; what has been written stays.
    plans.convert("out", &["--year", "2031"]);
    assert_eq!(documents(), 11);
    assert!(read().starts_with(&first));
    let options = ["convert", "in", "-o", "out", "--resume", "--year", "2032"];
    let refused = schede(plans.folder.path(), &options);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("with other options"));
}

#[test]
fn resume_without_a_run_is_an_error() {
    let plans = Plans::many(1);
    let output = schede(
        plans.folder.path(),
        &["convert", "in", "-o", "x", "--resume"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no run to go on with"));
}

#[test]
fn bad_inputs_cost_themselves_only() {
    let plans = Plans::many(3);
    let inputs = plans.folder.path().join("in");
    fs::write(inputs.join("a empty.txt"), "").unwrap();
    fs::write(inputs.join("b binary.txt"), [0, 1, 2, 3, 255, 0, 7]).unwrap();
    fs::write(inputs.join("c cut.pdf"), "%PDF-1.7\n1 0 obj\n<<").unwrap();
    fs::write(inputs.join("d not.zip"), "PK").unwrap();
    let output = schede(plans.folder.path(), &["convert", "in", "-o", "out"]);
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    for name in ["a empty", "b binary", "c cut", "d not"] {
        assert!(errors.contains(name), "{name}: {errors}");
    }
    assert_eq!(plans.documents("out"), 3);
}

#[test]
fn a_document_that_takes_too_long_is_quarantined() {
    let plans = Plans::many(1);
    let arguments = ["convert", "in", "-o", "out", "--timeout", "0"];
    let output = schede(plans.folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    let books = fs::read_to_string(plans.folder.path().join("out/manifest.ndjson")).unwrap();
    assert!(books.contains("\"quarantined\"") && books.contains("\"timeout\""));
    let status = schede(plans.folder.path(), &["status", "out"]);
    assert!(text(&status.stdout).contains("1 quarantined"));
    // Quarantined inputs are tried again only when asked for, or with other limits.
    plans.convert("out", &["--retry"]);
    assert_eq!(plans.documents("out"), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_swells_is_quarantined() {
    let plans = Plans::many(1);
    let line = "Descrizione dell'obiettivo: una frase che si ripete. ".repeat(4_000_000);
    fs::write(plans.folder.path().join("in/large.txt"), line).unwrap();
    let arguments = ["convert", "in", "-o", "out", "--max-memory", "128M"];
    let output = schede(plans.folder.path(), &arguments);
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("--max-memory"), "{errors}");
    assert_eq!(plans.documents("out"), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_killed_from_outside_costs_nothing() {
    let plans = Plans::many(60);
    plans.convert("undisturbed", &[]);
    let mut run = plans.begin("disturbed", &["--jobs", "1"]);
    std::thread::sleep(Duration::from_millis(40));
    plans::kill_children_of(run.id());
    assert!(run.wait().unwrap().success());
    assert_eq!(plans.results("undisturbed"), plans.results("disturbed"));
}

#[test]
fn an_output_folder_removed_during_a_run_is_said() {
    let plans = Plans::many(MANY);
    let mut run = plans.begin("gone", &["--jobs", "1"]);
    let folder = plans.folder.path().join("gone");
    while !folder.join("manifest.ndjson").exists() {
        assert!(run.try_wait().unwrap().is_none(), "it ended too soon");
        std::thread::sleep(Duration::from_millis(1));
    }
    // Files may come into being while the folder is being emptied.
    while folder.exists() {
        let _ = fs::remove_dir_all(&folder);
    }
    assert_eq!(run.wait().unwrap().code(), Some(2));
}

#[cfg(unix)]
#[test]
fn odd_things_in_the_input_folder_are_passed_over_or_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let plans = Plans::many(1);
    let inputs = plans.folder.path().join("in");
    let plan = fs::read(inputs.join("plan-0.txt")).unwrap();
    let long = "l".repeat(251) + ".txt";
    for name in [
        &b"a b.txt"[..],
        b"line\nend.txt",
        b"\xff\xfe.txt",
        long.as_bytes(),
    ] {
        fs::write(inputs.join(OsStr::from_bytes(name)), &plan).unwrap();
    }
    std::os::unix::fs::symlink(&inputs, inputs.join("loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", inputs.join("nowhere.txt")).unwrap();
    // A device that yields bytes without end.
    std::os::unix::fs::symlink("/dev/zero", inputs.join("zero.txt")).unwrap();
    let pipe = inputs.join("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    plans.convert("out", &[]);
    assert_eq!(plans.documents("out"), 5);
}

#[cfg(unix)]
#[test]
fn few_open_files_are_enough() {
    let plans = Plans::many(30);
    let line = format!(
        "ulimit -n 40 && exec {:?} convert in -o out --jobs 2",
        env!("CARGO_BIN_EXE_schede")
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &line])
        .current_dir(plans.folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(plans.documents("out"), 30);
}

#[cfg(unix)]
#[test]
fn a_deep_folder_needs_no_open_files() {
    let plans = Plans::many(5);
    let mut deep = plans.folder.path().join("in");
    for _ in 0..200 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).unwrap();
    let plan = plans.folder.path().join("in/plan-0.txt");
    fs::rename(plan, deep.join("plan-0.txt")).unwrap();
    let script = "ulimit -n 40 && exec \"$0\" convert in -o out --jobs 1";
    let run = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_schede")])
        .current_dir(plans.folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert_eq!(plans.documents("out"), 5);
}

#[test]
fn standard_input_is_read() {
    let plans = Plans::many(1);
    let plan = fs::File::open(plans.folder.path().join("in/plan-0.txt")).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_schede"))
        .args(["convert", "-"])
        .stdin(plan)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("\"objectives\""));
}

#[test]
fn findings_make_the_exit_code_when_asked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let plan = "fixtures/example/piano.txt";
    let code = |arguments: &[&str]| schede(&root, arguments).status.code();
    assert_eq!(code(&["check", plan]), Some(0));
    assert_eq!(code(&["check", plan, "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["check", "nowhere.txt"]), Some(2));
}
