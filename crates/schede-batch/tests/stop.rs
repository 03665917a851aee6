//! A run that is asked to stop: whatever it is at, it leaves no half results and
//! goes on when begun again.

#![allow(clippy::unwrap_used)]

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use schede_batch::events::{Event, Unwatched, Watcher};
use schede_batch::{
    Destination, Isolation, ReadOptions, Resume, RunSettings, Summary, discover, manifest, run,
};
use schede_export::{ExportOptions, FORMATS};

/// Someone who asks for a stop at a moment of their choice.
struct Stopper<'a> {
    stop: &'a AtomicBool,
    when: fn(&Event<'_>) -> bool,
    seen: Mutex<usize>,
}

impl Watcher for Stopper<'_> {
    fn event(&self, event: Event<'_>) {
        if (self.when)(&event) {
            *self.seen.lock().unwrap() += 1;
            self.stop.store(true, Ordering::SeqCst);
        }
    }
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

fn go(inputs: &Path, output: &Path, watcher: &dyn Watcher, stop: &AtomicBool) -> Summary {
    let found = discover(&[inputs.to_owned()], &[]);
    run(found, &settings(output), watcher, stop).unwrap()
}

#[test]
fn a_stop_at_any_moment_leaves_no_half_results() {
    let moments: [fn(&Event<'_>) -> bool; 4] = [
        |e| matches!(e, Event::Started { .. }),
        |e| matches!(e, Event::Document { .. }),
        |e| matches!(e, Event::Assembling { .. }),
        |e| matches!(e, Event::Assembled),
    ];
    let plan = include_str!("../../../fixtures/example/piano.txt");
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    std::fs::create_dir(&inputs).unwrap();
    for n in 0..4 {
        let own = plan.replace("BORGO LUNARE", &format!("BORGO LUNARE {n}"));
        std::fs::write(inputs.join(format!("{n}.txt")), own).unwrap();
    }
    for (n, when) in moments.into_iter().enumerate() {
        let output = folder.path().join(format!("out-{n}"));
        let stop = AtomicBool::new(false);
        let stopper = Stopper {
            stop: &stop,
            when,
            seen: Mutex::new(0),
        };
        let summary = go(&inputs, &output, &stopper, &stop);
        assert!(*stopper.seen.lock().unwrap() > 0, "moment {n} never came");
        assert!(summary.stopped, "moment {n}");
        assert!(!output.join("objectives.csv").exists(), "moment {n}");
        let books = manifest::read(&output).unwrap().unwrap();
        assert!(!books.last_end.unwrap().finished);
        let summary = go(&inputs, &output, &Unwatched, &AtomicBool::new(false));
        assert!(!summary.stopped && summary.problems.is_empty());
        assert_eq!((summary.inputs, summary.read), (4, 4));
        assert!(output.join("objectives.csv").exists());
    }
}
