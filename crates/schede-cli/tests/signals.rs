//! What others do to the processes of a run: kill, stop, interrupt. A run is never
//! left without an end, nor a worker without a run.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod plans;

use plans::{Plans, schede, text};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than any of this takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);

fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < LONG, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn signal(name: &str, process: &str) {
    let sent = Command::new("kill").args([name, "--", process]).status();
    assert!(sent.unwrap().success(), "{name} {process}");
}

/// A run in a group of processes of its own, as a shell begins it, and its
/// messages.
fn begin(plans: &Plans, arguments: &[&str]) -> (Child, BufReader<ChildStderr>) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_schede"))
        .args(["convert", "in", "-o", "out"])
        .args(arguments)
        .current_dir(plans.folder.path())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap();
    let errors = BufReader::new(run.stderr.take().unwrap());
    (run, errors)
}

/// The workers of a run, so many.
fn workers(run: &Child, wanted: usize) -> Vec<String> {
    until("workers", || {
        let found = plans::children_of(run.id());
        (found.len() == wanted).then_some(found)
    })
}

fn has_ended(process: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status"));
    status.map_or(true, |s| s.contains("State:\tZ") || s.contains("State:\tX"))
}

#[test]
fn workers_end_with_their_run_even_if_they_are_stopped() {
    let plans = Plans::many(200);
    let (mut run, _errors) = begin(&plans, &["--jobs", "2"]);
    let workers = workers(&run, 2);
    signal("-STOP", &workers[0]);
    assert!(run.try_wait().unwrap().is_none(), "it ended too soon");
    run.kill().unwrap();
    run.wait().unwrap();
    for worker in &workers {
        until("a worker's end", || has_ended(worker).then_some(()));
    }
    plans.convert("out", &[]);
    plans.convert("undisturbed", &[]);
    assert_eq!(plans.results("undisturbed"), plans.results("out"));
}

#[test]
fn a_worker_that_hangs_ends_with_its_run() {
    let plans = Plans::many(100);
    let last = plans.folder.path().join("in/small.txt");
    fs::write(&last, "Piano").unwrap();
    let (mut run, _errors) = begin(&plans, &["--jobs", "1"]);
    let worker = workers(&run, 1).remove(0);
    // The smallest is read last. By then it is a pipe that nobody writes to.
    fs::remove_file(&last).unwrap();
    let made = Command::new("mkfifo").arg(&last).status();
    assert!(made.unwrap().success());
    let manifest = plans.folder.path().join("out/manifest.ndjson");
    until("all but the last", || {
        let books = fs::read_to_string(&manifest).unwrap_or_default();
        (books.matches("\"record\":\"document\"").count() == 100).then_some(())
    });
    assert!(!has_ended(&worker) && run.try_wait().unwrap().is_none());
    run.kill().unwrap();
    run.wait().unwrap();
    until("the worker's end", || has_ended(&worker).then_some(()));
}

#[test]
fn a_worker_that_is_stopped_costs_one_document() {
    let plans = Plans::many(100);
    let (mut run, errors) = begin(&plans, &["--jobs", "1", "--timeout", "3"]);
    signal("-STOP", &workers(&run, 1)[0]);
    let errors: Vec<String> = errors.lines().map(Result::unwrap).collect();
    assert_eq!(run.wait().unwrap().code(), Some(2), "{errors:#?}");
    let lost = errors.iter().filter(|l| l.starts_with("quarantined: "));
    assert_eq!(lost.count(), 1, "{errors:#?}");
    assert_eq!(plans.documents("out"), 99);
    plans.convert("out", &["--retry", "--timeout", "3"]);
    assert_eq!(plans.documents("out"), 100);
}

#[test]
fn an_interrupt_from_the_terminal_is_the_runs_alone() {
    let plans = Plans::many(200);
    let (mut run, errors) = begin(&plans, &["--jobs", "2", "-v"]);
    workers(&run, 2);
    signal("-INT", &format!("-{}", run.id()));
    let errors: Vec<String> = errors.lines().map(Result::unwrap).collect();
    assert_eq!(run.wait().unwrap().code(), Some(130), "{errors:#?}");
    let lost = errors.iter().any(|l| l.contains("worker lost"));
    assert!(!lost, "{errors:#?}");
    plans.convert("out", &["--resume"]);
    plans.convert("undisturbed", &[]);
    assert_eq!(plans.results("undisturbed"), plans.results("out"));
}

#[test]
fn a_second_interrupt_ends_the_run_at_once() {
    let plans = Plans::many(200);
    let (mut run, mut errors) = begin(&plans, &["--jobs", "1"]);
    let worker = workers(&run, 1).remove(0);
    // It never ends what it has in hand.
    signal("-STOP", &worker);
    let id = run.id().to_string();
    signal("-INT", &id);
    let mut line = String::new();
    while !line.contains("interrupt again to stop at once") {
        line.clear();
        assert!(errors.read_line(&mut line).unwrap() > 0, "nothing is said");
    }
    std::thread::sleep(Duration::from_millis(200));
    assert!(run.try_wait().unwrap().is_none(), "one was enough");
    signal("-INT", &id);
    assert_eq!(run.wait().unwrap().code(), Some(130));
    until("the worker's end", || has_ended(&worker).then_some(()));
    let status = schede(plans.folder.path(), &["status", "out"]);
    let status = text(&status.stdout);
    assert!(status.contains("the same command goes on"), "{status}");
    plans.convert("out", &["--resume"]);
    assert_eq!(plans.documents("out"), 200);
}
