//! A loader that is killed leaves whole documents only, and the next run ends
//! as a clean load would. So do two loaders in two processes.
//!
//! The loader that is killed is this very test program, started again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of tests is a test"
)]

mod made_up;
mod stores;

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use schede_export::load::{LoadOptions, load};
use schede_model::Document;
use stores::{Database, databases};

/// Where the started program loads to, and which run.
const TARGET: &str = "SCHEDE_KILLED_TARGET";
const EDITED: &str = "SCHEDE_KILLED_EDITED";

/// Times that a loader is killed, for each store.
const KILLS: u32 = 50;

/// Loaders started at most: some end before they are killed.
const MOST_TRIES: u32 = 4 * KILLS;

/// Kills on one database before the next one begins empty.
const KILLS_A_DATABASE: u32 = 10;

const HISTORY: LoadOptions = LoadOptions {
    history: true,
    gather_rows: 0,
};

/// Two runs that differ in every document.
fn run(edited: bool) -> Vec<Document> {
    let mut documents = made_up::documents();
    documents.extend((0..6).map(|n| made_up::large(n, 6, 12)));
    if edited {
        for objective in documents.iter_mut().flat_map(|it| &mut it.objectives) {
            objective.notes = Some("modificato".to_owned());
            objective.phases.truncate(3);
        }
    }
    documents
}

/// Does nothing unless it was started by one of the tests below.
#[test]
fn started_as_a_loader() {
    if let Ok(target) = std::env::var(TARGET) {
        load(&run(std::env::var_os(EDITED).is_some()), &target, HISTORY).unwrap();
    }
}

fn start(database: &Database, edited: bool) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "started_as_a_loader"])
        .env(TARGET, &database.target)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if edited {
        command.env(EDITED, "1");
    }
    command.spawn().unwrap()
}

/// Versions that hold: what they say, without the moments.
fn versions(database: &Database) -> Vec<String> {
    let mut out = Vec::new();
    for (table, key) in [("objectives", "id"), ("phases", "objective_id")] {
        out.extend(database.texts(&format!(
            "SELECT {key} || snapshot || change_hash FROM {table}_history \
             WHERE valid_to IS NULL ORDER BY 1"
        )));
    }
    out
}

/// Every document that is there is there whole.
fn assert_whole(database: &Database) {
    let torn = "SELECT count(*) FROM documents d WHERE d.pages > 0 AND NOT EXISTS \
                (SELECT 1 FROM objectives o WHERE o.document_id = d.id)";
    assert_eq!(database.number(torn), 0);
    let unversioned = "SELECT (SELECT count(*) FROM phases) - \
                       (SELECT count(*) FROM phases_history WHERE valid_to IS NULL)";
    assert_eq!(database.number(unversioned), 0);
}

#[test]
fn a_loader_killed_anywhere_leaves_what_the_next_run_completes() {
    for kind in 0..databases().len() {
        let clean: Vec<(Vec<String>, Vec<String>)> = [false, true]
            .map(|edited| {
                let database = databases().swap_remove(kind);
                load(&run(edited), &database.target, HISTORY).unwrap();
                (database.content(), versions(&database))
            })
            .into();
        let mut database = databases().swap_remove(kind);
        let began = Instant::now();
        assert!(start(&database, false).wait().unwrap().success());
        let mut whole_load = began.elapsed();
        // Steps of a low-discrepancy sequence: no two kills at one point.
        let points = (1..).map(|n| f64::from(n) * 0.618_033_988_75 % 1.0);
        let mut in_time = 0;
        for (n, point) in (0..MOST_TRIES).zip(points) {
            if in_time == KILLS {
                break;
            }
            if n % KILLS_A_DATABASE == 0 {
                database = databases().swap_remove(kind);
                // The tables are there, so that they can be looked at.
                load(&[], &database.target, HISTORY).unwrap();
            }
            let edited = n % 2 == 1;
            let mut loader = start(&database, edited);
            std::thread::sleep(whole_load.mul_f64(point).max(Duration::from_millis(1)));
            loader.kill().unwrap();
            if loader.wait().unwrap().success() {
                // It had ended: loads are faster than the one that was timed.
                whole_load = whole_load.mul_f64(point.max(0.5));
            } else {
                in_time += 1;
            }
            assert_whole(&database);
            load(&run(edited), &database.target, HISTORY).unwrap();
            let (content, held) = &clean[usize::from(edited)];
            assert!(&database.content() == content, "kill {n} at {point}");
            assert!(&versions(&database) == held, "kill {n} at {point}");
        }
        assert_eq!(in_time, KILLS, "loaders ended before they could be killed");
    }
}

#[test]
fn two_loaders_in_two_processes_end_as_one() {
    for (database, clean) in databases().into_iter().zip(databases()) {
        load(&run(true), &clean.target, HISTORY).unwrap();
        let mut loaders = [start(&database, true), start(&database, true)];
        for loader in &mut loaders {
            assert!(loader.wait().unwrap().success());
        }
        assert!(database.content() == clean.content());
        assert_eq!(versions(&database), versions(&clean));
    }
}
