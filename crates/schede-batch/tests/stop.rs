//! A run that is asked to stop, or whose folder someone else changes: whatever it
//! is at, it leaves no half results and goes on when begun again.

#![allow(clippy::unwrap_used)]

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use schede_batch::events::{Event, Unwatched, Watcher};
use schede_batch::{
    Destination, Isolation, ReadOptions, Resume, RunError, RunSettings, STATE_FOLDER, Summary,
    discover, manifest, run,
};
use schede_export::{ExportOptions, FORMATS};

/// Someone who does something at a moment of their choice, once.
struct Meddler<'a> {
    when: fn(&Event<'_>) -> bool,
    what: &'a dyn Fn(),
    done: Mutex<bool>,
}

impl<'a> Meddler<'a> {
    fn new(when: fn(&Event<'_>) -> bool, what: &'a dyn Fn()) -> Self {
        Self {
            when,
            what,
            done: Mutex::new(false),
        }
    }
}

impl Watcher for Meddler<'_> {
    fn event(&self, event: Event<'_>) {
        let mut done = self.done.lock().unwrap();
        if !*done && (self.when)(&event) {
            *done = true;
            (self.what)();
        }
    }
}

/// A folder with four plans.
fn plans() -> tempfile::TempDir {
    let plan = include_str!("../../../fixtures/example/piano.txt");
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    std::fs::create_dir(&inputs).unwrap();
    for n in 0..4 {
        let own = plan.replace("BORGO LUNARE", &format!("BORGO LUNARE {n}"));
        std::fs::write(inputs.join(format!("{n}.txt")), own).unwrap();
    }
    folder
}

fn settings(output: &Path) -> RunSettings {
    RunSettings {
        output: output.to_owned(),
        destination: Destination::Files {
            formats: FORMATS.iter().filter(|f| f.name == "csv").collect(),
            options: ExportOptions::default(),
        },
        read: ReadOptions::default(),
        jobs: NonZeroUsize::MIN,
        isolation: Isolation::Thread,
        max_memory: None,
        resume: Resume::WhereItFits,
        retry: false,
        program: "test".to_owned(),
    }
}

fn go(
    folder: &Path,
    output: &str,
    watcher: &dyn Watcher,
    stop: &AtomicBool,
) -> Result<Summary, RunError> {
    let found = discover(&[folder.join("in")], &[]);
    run(found, &settings(&folder.join(output)), watcher, stop)
}

/// The same run once more, which nobody disturbs, ends well.
fn goes_on(folder: &Path, output: &str) {
    let summary = go(folder, output, &Unwatched, &AtomicBool::new(false)).unwrap();
    assert!(!summary.stopped && summary.problems.is_empty());
    assert_eq!((summary.inputs, summary.read), (4, 4));
    assert!(folder.join(output).join("objectives.csv").exists());
}

#[test]
fn a_stop_at_any_moment_leaves_no_half_results() {
    let moments: [fn(&Event<'_>) -> bool; 4] = [
        |e| matches!(e, Event::Started { .. }),
        |e| matches!(e, Event::Document { .. }),
        |e| matches!(e, Event::Assembling { .. }),
        |e| matches!(e, Event::Assembled),
    ];
    let folder = plans();
    for (n, when) in moments.into_iter().enumerate() {
        let name = format!("out-{n}");
        let output = folder.path().join(&name);
        let stop = AtomicBool::new(false);
        let ask = || stop.store(true, Ordering::SeqCst);
        let stopper = Meddler::new(when, &ask);
        let summary = go(folder.path(), &name, &stopper, &stop).unwrap();
        assert!(*stopper.done.lock().unwrap(), "moment {n} never came");
        assert!(summary.stopped, "moment {n}");
        assert!(!output.join("objectives.csv").exists(), "moment {n}");
        let books = manifest::read(&output).unwrap().unwrap();
        assert!(!books.last_end.unwrap().finished);
        goes_on(folder.path(), &name);
    }
}

/// A run with someone who does this when all is read: it must fail and say this.
fn disturbed(what: impl Fn(&Path), said: &str) {
    let folder = plans();
    let output = folder.path().join("out");
    let meddle = || what(&output);
    let meddler = Meddler::new(|e| matches!(e, Event::Assembling { .. }), &meddle);
    let failure = go(folder.path(), "out", &meddler, &AtomicBool::new(false));
    let error = failure.unwrap_err().to_string();
    assert!(error.contains(said), "{error}");
    goes_on(folder.path(), "out");
}

fn kept(output: &Path) -> Vec<PathBuf> {
    let folder = output.join(STATE_FOLDER).join("documents");
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|e| e.unwrap().path()).collect()
}

#[test]
fn a_document_that_is_changed_before_it_is_written_is_not_written() {
    let change = |output: &Path| {
        let path = &kept(output)[0];
        let json = std::fs::read_to_string(path).unwrap();
        std::fs::write(path, json.replace("2024", "2025")).unwrap();
    };
    disturbed(change, "was changed or removed during the run");
    let remove = |output: &Path| std::fs::remove_file(&kept(output)[0]).unwrap();
    disturbed(remove, "was changed or removed during the run");
}

#[test]
fn a_run_whose_books_are_taken_away_does_not_end_well() {
    let replace = |output: &Path| {
        let path = output.join("manifest.ndjson");
        std::fs::rename(&path, output.join("former")).unwrap();
        std::fs::write(path, "").unwrap();
    };
    disturbed(replace, "or the manifest in it, was removed");
}
