//! What others do to the processes of a run: kill, stop, interrupt. A run is never
//! left without an end, nor a worker without a run.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod plans;

use plans::{MANY, Plans, schede, text};
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

/// Sends a signal; whether there was someone to take it.
fn signal(name: &str, process: &str) -> bool {
    let sent = Command::new("kill").args([name, "--", process]).output();
    sent.unwrap().status.success()
}

/// A run that is not over, its messages and its workers.
struct Begun {
    run: Child,
    errors: BufReader<ChildStderr>,
    workers: Vec<String>,
}

/// Begins a run in a group of processes of its own, as a shell does, and waits for
/// its workers and a first document. On a busy machine it may be over before they
/// are seen: then it is begun anew.
fn begin(plans: &Plans, arguments: &[&str], n_workers: usize) -> Begun {
    const TRIES: usize = 20;
    for _ in 0..TRIES {
        let mut run = Command::new(env!("CARGO_BIN_EXE_schede"))
            .args(["convert", "in", "-o", "out"])
            .args(arguments)
            .current_dir(plans.folder.path())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let errors = BufReader::new(run.stderr.take().unwrap());
        while run.try_wait().unwrap().is_none() {
            let workers = plans::children_of(run.id());
            if workers.len() == n_workers && n_booked(plans) > 0 {
                return Begun {
                    run,
                    errors,
                    workers,
                };
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        fs::remove_dir_all(plans.folder.path().join("out")).unwrap();
    }
    panic!("no run lasted long enough");
}

/// Documents in the books.
fn n_booked(plans: &Plans) -> usize {
    let manifest = plans.folder.path().join("out/manifest.ndjson");
    let books = fs::read_to_string(manifest).unwrap_or_default();
    books.matches("\"record\":\"document\"").count()
}

fn has_ended(process: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status"));
    status.map_or(true, |s| s.contains("State:\tZ") || s.contains("State:\tX"))
}

#[test]
fn workers_end_with_their_run_even_if_they_are_stopped() {
    let plans = Plans::many(MANY);
    let mut begun = begin(&plans, &["--jobs", "1"], 1);
    assert!(signal("-STOP", &begun.workers[0]));
    assert!(begun.run.try_wait().unwrap().is_none(), "it ended too soon");
    begun.run.kill().unwrap();
    begun.run.wait().unwrap();
    until("the worker's end", || {
        has_ended(&begun.workers[0]).then_some(())
    });
    plans.convert("out", &[]);
    plans.convert("undisturbed", &[]);
    assert_eq!(plans.results("undisturbed"), plans.results("out"));
}

#[test]
fn a_worker_that_hangs_ends_with_its_run() {
    let plans = Plans::many(MANY / 2);
    let last = plans.folder.path().join("in/small.txt");
    fs::write(&last, "Piano").unwrap();
    let mut begun = begin(&plans, &["--jobs", "1"], 1);
    // The smallest is read last. By then it is a pipe that nobody writes to.
    fs::remove_file(&last).unwrap();
    let made = Command::new("mkfifo").arg(&last).status();
    assert!(made.unwrap().success());
    until("all but the last", || {
        (n_booked(&plans) == MANY / 2).then_some(())
    });
    assert!(!has_ended(&begun.workers[0]));
    assert!(begun.run.try_wait().unwrap().is_none());
    begun.run.kill().unwrap();
    begun.run.wait().unwrap();
    until("the worker's end", || {
        has_ended(&begun.workers[0]).then_some(())
    });
}

#[test]
fn a_worker_that_is_stopped_costs_one_document() {
    let plans = Plans::many(MANY / 2);
    let mut begun = begin(&plans, &["--jobs", "1", "--timeout", "3"], 1);
    assert!(signal("-STOP", &begun.workers[0]));
    let errors: Vec<String> = begun.errors.lines().map(Result::unwrap).collect();
    assert_eq!(begun.run.wait().unwrap().code(), Some(2), "{errors:#?}");
    let lost = errors.iter().filter(|l| l.starts_with("quarantined: "));
    assert_eq!(lost.count(), 1, "{errors:#?}");
    assert_eq!(plans.documents("out"), MANY / 2 - 1);
    plans.convert("out", &["--retry", "--timeout", "3"]);
    assert_eq!(plans.documents("out"), MANY / 2);
}

#[test]
fn an_interrupt_from_the_terminal_is_the_runs_alone() {
    let plans = Plans::many(MANY);
    let mut begun = begin(&plans, &["--jobs", "2", "-v"], 2);
    assert!(signal("-INT", &format!("-{}", begun.run.id())));
    let errors: Vec<String> = begun.errors.lines().map(Result::unwrap).collect();
    let code = begun.run.wait().unwrap().code();
    assert_eq!(code, Some(130), "{errors:#?}");
    let lost = errors.iter().any(|l| l.contains("worker lost"));
    assert!(!lost, "{errors:#?}");
    plans.convert("out", &["--resume"]);
    plans.convert("undisturbed", &[]);
    assert_eq!(plans.results("undisturbed"), plans.results("out"));
}

#[test]
fn a_second_interrupt_ends_the_run_at_once() {
    let plans = Plans::many(MANY);
    let mut begun = begin(&plans, &["--jobs", "1"], 1);
    let worker = &begun.workers[0];
    // It never ends what it has in hand.
    assert!(signal("-STOP", worker));
    let id = begun.run.id().to_string();
    assert!(signal("-INT", &id));
    let mut line = String::new();
    while !line.contains("interrupt again to stop at once") {
        line.clear();
        assert!(begun.errors.read_line(&mut line).unwrap() > 0, "not a word");
    }
    std::thread::sleep(Duration::from_millis(200));
    assert!(begun.run.try_wait().unwrap().is_none(), "one was enough");
    assert!(signal("-INT", &id));
    assert_eq!(begun.run.wait().unwrap().code(), Some(130));
    until("the worker's end", || has_ended(worker).then_some(()));
    let status = schede(plans.folder.path(), &["status", "out"]);
    let status = text(&status.stdout);
    assert!(status.contains("the same command goes on"), "{status}");
    plans.convert("out", &["--resume"]);
    assert_eq!(plans.documents("out"), MANY);
}
