//! The fixtures that are kept for regressions are read as expected, and each
//! says why it is kept.

#![allow(clippy::unwrap_used)]

use schede_bench::diff;
use schede_bench::verify::{Outcome, check, fixtures};
use std::path::{Path, PathBuf};

fn regress() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/regress")
}

#[test]
fn regressions_are_read_as_expected() {
    let mut wrong = String::new();
    for folder in fixtures(&regress()).unwrap() {
        match check(&folder, false).unwrap() {
            Outcome::Same => {}
            Outcome::Different(differences) => {
                wrong.push_str(&format!("{folder:?}\n{}", diff::text(&differences)));
            }
            Outcome::New | Outcome::Updated => {
                wrong.push_str(&format!("{folder:?} has no expected file\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_fixture_says_why_it_is_kept() {
    for folder in fixtures(&regress()).unwrap() {
        assert!(folder.join("why.md").is_file(), "{folder:?} has no why.md");
    }
}
