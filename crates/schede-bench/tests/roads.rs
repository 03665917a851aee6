//! The two roads are honest against each other and against the truth: each PDF
//! of our own is read as its gold says, and its text, as another program extracts
//! it, gives the same records or says that it may not.

#![allow(clippy::unwrap_used)]

use schede_batch::{Input, ReadOptions, Reading, read_document};
use schede_bench::gold;
use schede_bench::report;
use schede_bench::score::{Score, Wrong, score};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Password of the one fixture that needs one; others do not mind.
const PASSWORD: &str = "segreto";

/// A fixture with a value that is wrong, and flagged: the first line of a cell
/// stands beyond the page's edge, where none can see it.
const BEYOND_THE_PAGE: &str = "calc-cells-run-over";

/// The PDFs, with the objectives that are true of them.
fn plans() -> Vec<(String, PathBuf, Vec<Value>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pdf");
    let folders = fs::read_dir(&root).unwrap().map(|e| e.unwrap().path());
    let mut plans: Vec<_> = folders
        .filter(|folder| folder.is_dir())
        .map(|folder| {
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            let files = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path());
            let (truth, plan): (Vec<_>, Vec<_>) =
                files.partition(|f| f.extension().is_some_and(|e| e == "json"));
            let truth = gold::objectives(&truth[0]).unwrap();
            (name, plan[0].clone(), truth)
        })
        .collect();
    plans.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(plans.len() > 50, "{}", plans.len());
    plans
}

fn read(path: &Path, bytes: Vec<u8>) -> Reading {
    let options = ReadOptions {
        password: Some(PASSWORD.to_owned()),
        ..ReadOptions::default()
    };
    read_document(&Input::file(path), &Arc::new(bytes), &options).unwrap()
}

/// What is wrong and not flagged.
fn wrong(score: &Score) -> String {
    let silent = score.wrong.iter().filter(|w| w.flagged.is_none());
    silent.map(report::wrong).collect()
}

#[test]
fn own_pdfs_are_read_as_they_are() {
    let mut all = String::new();
    for (name, path, truth) in plans() {
        let reading = read(&path, fs::read(&path).unwrap());
        let score = score(&name, &truth, &reading.document);
        let excused = |w: &&Wrong| name == BEYOND_THE_PAGE && w.flagged.is_some();
        let lines = score
            .wrong
            .iter()
            .filter(|w| !excused(w))
            .map(report::wrong);
        all.extend(lines);
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn text_of_own_pdfs_gives_the_same_or_says_so() {
    let (mut compared, mut all) = (0, String::new());
    for (name, path, _) in plans() {
        let bytes = fs::read(&path).unwrap();
        // An extractor that fails, on envelopes and passwords above all, is not
        // what is tested here.
        let text = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem(&bytes));
        let Ok(Ok(text)) = text else {
            continue;
        };
        let Value::Array(mut records) =
            serde_json::to_value(&read(&path, bytes).document.objectives).unwrap()
        else {
            panic!("objectives are a list");
        };
        for record in &mut records {
            // Places differ: pages leave no mark in this text.
            let members = record.as_object_mut().unwrap();
            members.remove("id");
            members.remove("pages");
        }
        let reading = read(Path::new("text.txt"), text.into_bytes());
        let score = score(&name, &records, &reading.document);
        let silent = score.wrong.iter().filter(|w| w.flagged.is_none()).count();
        if silent > 0 {
            all.push_str(&format!("{name}: {silent} silent\n{}", wrong(&score)));
        }
        compared += 1;
    }
    assert!(all.is_empty(), "{all}");
    assert!(compared > 40, "{compared}");
}
