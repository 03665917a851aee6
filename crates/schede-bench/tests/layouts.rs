//! A form that is not built in is one file: given with it, its plans are read as well
//! as those of the built-in forms, by both roads, and theirs are read as before. The
//! built-in form knows many words for its labels; `fixtures/layouts/other-words` prints some.

#![allow(clippy::unwrap_used)]

use schede_batch::{Input, Layout, ReadOptions, Reading, read_document};
use schede_bench::gold;
use schede_bench::report;
use schede_bench::score::{Score, score};
use schede_model::Severity;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Plans of the form that is made up.
const PLANS: [&str; 2] = ["fpdf-portrait", "rl-landscape-grid"];

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(folder)
}

fn with_layout() -> ReadOptions {
    let text = fs::read_to_string(fixtures("layouts/azioni/azioni.toml")).unwrap();
    let file = "azioni.toml".to_owned();
    ReadOptions {
        layouts: vec![Layout { file, text }],
        ..ReadOptions::default()
    }
}

fn read(bytes: Vec<u8>, options: &ReadOptions) -> Reading {
    read_document(&Input::stdin(), &Arc::new(bytes), options).unwrap()
}

fn pdf(name: &str) -> Vec<u8> {
    fs::read(fixtures("layouts/azioni").join(format!("{name}.pdf"))).unwrap()
}

fn wrong(score: &Score) -> String {
    score.wrong.iter().map(report::wrong).collect()
}

#[test]
fn a_pdf_of_a_form_given_is_read_as_it_is() {
    for name in PLANS {
        let truth = fixtures("layouts/azioni").join(format!("{name}.gold.json"));
        let truth = gold::objectives(&truth).unwrap();
        let reading = read(pdf(name), &with_layout());
        assert_eq!(reading.document.source.profile.as_deref(), Some("azioni"));
        let score = score(name, &truth, &reading.document);
        assert!(
            !truth.is_empty() && score.wrong.is_empty(),
            "{}",
            wrong(&score)
        );
    }
}

#[test]
fn its_text_gives_the_same_or_says_so() {
    for name in PLANS {
        let text = pdf_extract::extract_text_from_mem(&pdf(name)).unwrap();
        let records = read(pdf(name), &with_layout()).document.objectives;
        let Value::Array(mut records) = serde_json::to_value(&records).unwrap() else {
            panic!("objectives are a list");
        };
        for record in &mut records {
            // Places differ: pages leave no mark in this text.
            let members = record.as_object_mut().unwrap();
            members.remove("id");
            members.remove("pages");
        }
        let reading = read(text.into_bytes(), &with_layout());
        assert_eq!(reading.document.source.profile.as_deref(), Some("azioni"));
        let score = score(name, &records, &reading.document);
        let silent = score.wrong.iter().filter(|w| w.flagged.is_none()).count();
        assert_eq!(silent, 0, "{}", wrong(&score));
    }
}

#[test]
fn without_its_file_what_is_not_read_is_said() {
    // A form that shares enough labels with the built-in one is known by them, and then its
    // sheets are said to be missed, or read with a doubt about each value that is not its own.
    let said = ["no-profile", "sheet-missed"];
    for name in PLANS {
        let document = read(pdf(name), &ReadOptions::default()).document;
        let errors = document
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error);
        let codes: Vec<&str> = errors.map(|f| &*f.code).collect();
        if document.objectives.is_empty() {
            assert!(codes.iter().any(|code| said.contains(code)), "{codes:?}");
            continue;
        }
        let truth = fixtures("layouts/azioni").join(format!("{name}.gold.json"));
        let score = score(name, &gold::objectives(&truth).unwrap(), &document);
        let silent = score.wrong.iter().filter(|w| w.flagged.is_none()).count();
        assert_eq!(silent, 0, "{}", wrong(&score));
    }
}

#[test]
fn the_built_in_form_is_read_in_other_words() {
    are_read(
        "layouts/other-words",
        &["fpdf-portrait", "html-flow", "rl-portrait-cells-caps"],
    );
}

/// Labels alone above their values and in rows over them, a month grid, rows numbered by
/// codes, a table of indicators.
#[test]
fn sheets_as_other_offices_arrange_them_are_read() {
    are_read(
        "layouts/other-offices",
        &[
            "labels-above",
            "labels-alone",
            "month-grid",
            "codes-of-rows",
            "indicators",
        ],
    );
}

fn are_read(folder: &str, names: &[&str]) {
    for name in names {
        let file = |kind: &str| fixtures(folder).join(format!("{name}.{kind}"));
        let truth = gold::objectives(&file("gold.json")).unwrap();
        let reading = read(fs::read(file("pdf")).unwrap(), &ReadOptions::default());
        let score = score(name, &truth, &reading.document);
        assert!(
            !truth.is_empty() && score.wrong.is_empty(),
            "{}",
            wrong(&score)
        );
    }
}

#[test]
fn plans_of_the_built_in_form_are_read_as_before() {
    for name in PLANS {
        let path = fixtures("pdf").join(name).join(format!("{name}.pdf"));
        let bytes = fs::read(path).unwrap();
        let before = read(bytes.clone(), &ReadOptions::default()).document;
        assert!(!before.objectives.is_empty());
        let after = read(bytes, &with_layout()).document;
        assert!(before == after, "{name} is read otherwise");
    }
    let text = fs::read(fixtures("example/piano.txt")).unwrap();
    let before = read(text.clone(), &ReadOptions::default()).document;
    assert!(!before.objectives.is_empty() && before == read(text, &with_layout()).document);
}
