//! What the world does to a run: full disks, files that change, clocks that go
//! back, interrupts, archives that lie. Each has its clear outcome.

#![allow(clippy::unwrap_used)]

mod plans;

use plans::{MANY, Plans, schede, text, zip};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

/// Runs a script that may mount a small disk at `full`; `$0` is the program. The
/// script writes the messages and the exit code of the run that fails to
/// `errors` and `code`.
#[cfg(target_os = "linux")]
fn on_a_small_disk(plans: &Plans, script: &str) -> (String, String) {
    fs::create_dir(plans.folder.path().join("full")).unwrap();
    let done = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script])
        .arg(env!("CARGO_BIN_EXE_schede"))
        .current_dir(plans.folder.path())
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "a small disk could not be mounted: {done:?}"
    );
    let read = |name| fs::read_to_string(plans.folder.path().join(name)).unwrap();
    (read("code").trim().to_owned(), read("errors"))
}

/// A disk of 64 KiB fills; with room again, the same command goes on.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_the_next_run_goes_on() {
    let plans = Plans::many(10);
    plans.convert("undisturbed", &[]);
    let script = r#"
        mount -t tmpfs -o size=64k tmpfs full || exit 77
        "$0" convert in -o full --quiet 2> errors
        echo $? > code
        mount -o remount,size=64m full
        "$0" convert in -o full --quiet || exit 1
        cp -r full kept
    "#;
    let (code, errors) = on_a_small_disk(&plans, script);
    assert_eq!(code, "2", "{errors}");
    assert!(errors.contains("No space left"), "{errors}");
    assert_eq!(plans.results("undisturbed"), plans.results("kept"));
}

/// A database on a disk that fills keeps the documents it has, whole; with room
/// again, the same command goes on, and nothing is left to change.
#[cfg(all(target_os = "linux", feature = "sqlite"))]
#[test]
fn a_full_disk_leaves_the_database_as_it_was_and_the_next_load_goes_on() {
    let plans = Plans::many(20);
    let script = r#"
        mount -t tmpfs -o size=512k tmpfs full || exit 77
        "$0" load in --to sqlite:full/plans.db --quiet 2> errors
        echo $? > code
        mount -o remount,size=64m full
        "$0" load in --to sqlite:full/plans.db --quiet || exit 1
        cp full/plans.db kept.db
        "$0" load in --to sqlite:clean.db --state clean --quiet || exit 1
    "#;
    let (code, errors) = on_a_small_disk(&plans, script);
    assert_eq!(code, "2", "{errors}");
    assert!(errors.contains("disk is full"), "{errors}");
    let counts = |target| load_counts(&plans, target, &["--fresh"]);
    let (changed, unchanged) = counts("sqlite:kept.db");
    assert_eq!((changed, unchanged), (0, counts("sqlite:clean.db").1));
}

#[cfg(unix)]
#[test]
fn books_that_are_no_file_are_refused() {
    let plans = Plans::many(10);
    let output = plans.folder.path().join("out");
    fs::create_dir(&output).unwrap();
    // A device that yields bytes without end.
    std::os::unix::fs::symlink("/dev/zero", output.join("manifest.ndjson")).unwrap();
    let run = schede(plans.folder.path(), &["convert", "in", "-o", "out"]);
    let errors = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{errors}");
    assert!(errors.contains("not a regular file"), "{errors}");
}

#[test]
fn a_file_that_is_being_written_is_not_read_in_part() {
    let plans = Plans::many(10);
    let growing = plans.folder.path().join("in/growing.txt");
    fs::write(&growing, "Testo che cresce.\n".repeat(800_000)).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    // On a busy machine the writer may sleep while the file is read.
    const TRIES: usize = 8;
    let run = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = fs::OpenOptions::new().append(true).open(&growing).unwrap();
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                file.write_all(b"ancora\n").unwrap();
                std::thread::yield_now();
            }
        });
        let read = || {
            schede(
                plans.folder.path(),
                &["convert", "in", "-o", "out", "--fresh"],
            )
        };
        let run = (0..TRIES)
            .map(|_| read())
            .find(|run| text(&run.stderr).contains("changed while it was being read"));
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        run
    });
    let run = run.expect("a file that grew was read as if it stood still");
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    // It stands still now, and is read without being asked for: its hash was
    // never known, so nothing speaks for the old outcome.
    let arguments = ["convert", "in", "-o", "out", "--quiet"];
    let again = schede(plans.folder.path(), &arguments);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert_eq!(plans.documents("out"), 11);
}

#[test]
fn no_clock_decides_what_is_done() {
    let plans = Plans::many(10);
    plans.convert("out", &[]);
    // Everything looks as if the clock had been set back by a year since.
    let future = SystemTime::now() + Duration::from_secs(365 * 24 * 3600);
    for folder in ["in", "out"] {
        for entry in fs::read_dir(plans.folder.path().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let file = fs::OpenOptions::new().append(true).open(path).unwrap();
                file.set_modified(future).unwrap();
            }
        }
    }
    let arguments = ["convert", "in", "-o", "out", "--progress", "json"];
    let run = schede(plans.folder.path(), &arguments);
    assert_eq!(text(&run.stderr).matches("\"unchanged\":true").count(), 10);
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_cleanly_and_the_next_run_goes_on() {
    let plans = Plans::many(MANY);
    plans.convert("undisturbed", &[]);
    let run = plans.begin("stopped", &["--jobs", "1"]);
    let manifest = plans.folder.path().join("stopped/manifest.ndjson");
    while fs::metadata(&manifest).map_or(0, |m| m.len()) < 2000 {
        std::thread::sleep(Duration::from_millis(1));
    }
    let id = run.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().unwrap();
    let ended = run.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130));
    let status = schede(plans.folder.path(), &["status", "stopped"]);
    assert!(text(&status.stdout).contains("stopped before its end"));
    plans.convert("stopped", &["--resume"]);
    assert_eq!(plans.results("undisturbed"), plans.results("stopped"));
}

#[test]
fn archives_are_folders_within_bounds() {
    let plans = Plans::many(5);
    let plan = fs::read(plans.folder.path().join("in/plan-0.txt")).unwrap();
    let bomb = vec![b' '; 64 << 20];
    let entries: [(&str, &[u8]); 4] = [
        ("2024/a.txt", &plan),
        ("../outside.txt", &plan),
        ("bomb.txt", &bomb),
        ("readme.md", b"not an input"),
    ];
    zip(&plans.folder.path().join("in/plans.zip"), &entries);
    let run = schede(plans.folder.path(), &["convert", "in", "-o", "out"]);
    let errors = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{errors}");
    assert!(errors.contains("plans.zip!bomb.txt"), "{errors}");
    assert!(errors.contains("the limit is 200 to 1"), "{errors}");
    assert_eq!(plans.documents("out"), 6, "{errors}");
    assert!(!plans.folder.path().join("outside.json").exists());
}

#[test]
fn inputs_may_come_as_globs_and_as_a_list() {
    let plans = Plans::many(12);
    plans.convert_only("globbed", &["in/plan-[0-7].txt"]);
    let mut list = Command::new(env!("CARGO_BIN_EXE_schede"))
        .args(["convert", "--inputs-from", "-", "-o", "listed", "--quiet"])
        .current_dir(plans.folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let names: String = (0..8).map(|n| format!("in/plan-{n}.txt\n")).collect();
    list.stdin
        .take()
        .unwrap()
        .write_all(names.as_bytes())
        .unwrap();
    assert!(list.wait().unwrap().success());
    assert_eq!(plans.results("globbed"), plans.results("listed"));
}

#[test]
fn a_folder_without_inputs_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let run = schede(folder.path(), &["convert", ".", "-o", "out"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("no .txt, .pdf, .p7m or .zip file"));
}

#[test]
fn one_endless_line_is_read_or_refused_within_its_limits() {
    let plans = Plans::many(5);
    let line = "parola ".repeat(1_000_000);
    fs::write(plans.folder.path().join("in/line.txt"), line).unwrap();
    let run = schede(plans.folder.path(), &["convert", "in", "-o", "out"]);
    assert!(matches!(run.status.code(), Some(0 | 2)), "{run:?}");
    assert!(plans.documents("out") >= 5);
}

#[cfg(feature = "sqlite")]
#[test]
fn loading_again_changes_nothing() {
    let plans = Plans::many(5);
    let (first, _) = load_counts(&plans, "sqlite:plans.db", &[]);
    assert!(first > 100, "{first}");
    let (again, unchanged) = load_counts(&plans, "sqlite:plans.db", &["--fresh"]);
    assert_eq!(again, 0);
    assert!(unchanged > 100);
}

/// Loads the plans; gives the numbers of rows that changed and that did not.
#[cfg(feature = "sqlite")]
fn load_counts(plans: &Plans, target: &str, flags: &[&str]) -> (u64, u64) {
    let mut arguments = vec!["load", "in", "--to", target, "--progress", "json"];
    arguments.extend_from_slice(flags);
    let run = schede(plans.folder.path(), &arguments);
    let errors = text(&run.stderr);
    assert!(run.status.success(), "{errors}");
    let last = errors.lines().last().unwrap().to_owned();
    let event: serde_json::Value = serde_json::from_str(&last).unwrap();
    let tables = event["summary"]["load"]["tables"].clone();
    let count = |what: &str| -> u64 {
        let tables = tables.as_object().unwrap().values();
        tables.map(|t| t[what].as_u64().unwrap()).sum()
    };
    (
        count("inserted") + count("updated") + count("deleted"),
        count("unchanged"),
    )
}

#[cfg(all(unix, feature = "parquet", feature = "xlsx"))]
#[test]
fn a_missing_folder_for_temporary_files_is_said() {
    let plans = Plans::many(3);
    let run = |format| {
        Command::new(env!("CARGO_BIN_EXE_schede"))
            .args(["convert", "in", "-q", "-o", format, "--format", format])
            .current_dir(plans.folder.path())
            .env("TMPDIR", "/nowhere")
            .env_remove("HOME")
            .output()
            .unwrap()
    };
    // Only workbooks need it.
    for format in ["json", "csv", "parquet"] {
        assert!(run(format).status.success(), "{format}");
    }
    let failed = run("xlsx");
    assert_eq!(failed.status.code(), Some(2));
    let errors = text(&failed.stderr);
    assert!(
        errors.contains("cannot make temporary files in \"/nowhere\""),
        "{errors}"
    );
}

#[test]
fn an_output_folder_that_cannot_be_one_is_said_before_anything_is_read() {
    let plans = Plans::many(1);
    fs::write(plans.folder.path().join("file"), "").unwrap();
    for output in ["file", "file/below"] {
        let run = schede(plans.folder.path(), &["convert", "in", "-o", output]);
        assert_eq!(run.status.code(), Some(2));
        let errors = text(&run.stderr);
        assert!(errors.contains("cannot use the output folder"), "{errors}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_is_read_and_one_that_holds_too_much_costs_itself() {
    let plans = Plans::many(2);
    let script = r#"
        mkfifo good.txt large.txt || exit 77
        cat in/plan-0.txt > good.txt &
        head -c 3000000 /dev/zero > large.txt &
        "$0" convert good.txt large.txt in -o out --max-input-bytes 1M 2> errors
        echo $? > code
        wait
    "#;
    let done = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_schede")])
        .current_dir(plans.folder.path())
        .status();
    assert!(done.unwrap().success());
    let read = |name| fs::read_to_string(plans.folder.path().join(name)).unwrap();
    let errors = read("errors");
    assert_eq!(read("code").trim(), "2", "{errors}");
    assert!(errors.contains("3 of 4 inputs read"), "{errors}");
    assert!(
        errors.contains("not read: \"large.txt\": the file has"),
        "{errors}"
    );
}
