//! The whole pipe, from bytes to every form of output, over texts that are sheets
//! in part: lines of sheets in any order, cut, joined, doubled, with strange words
//! and page ends among them.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use schede_batch::{Bytes, Input, ReadOptions, read_document};
use schede_export::{ExportOptions, FORMATS};
use schede_model::Document;

const PLAN: &str = include_str!("../../../fixtures/example/piano.txt");

/// What is done to one line of a plan.
#[derive(Debug, Clone)]
enum Change {
    Keep,
    Drop,
    Twice,
    Swap,
    Cut(prop::sample::Index),
    Join,
    Word(String),
    PageEnd,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        40 => Just(Change::Keep),
        2 => Just(Change::Drop),
        2 => Just(Change::Twice),
        2 => Just(Change::Swap),
        2 => any::<prop::sample::Index>().prop_map(Change::Cut),
        2 => Just(Change::Join),
        1 => "\\PC{0,12}".prop_map(Change::Word),
        1 => "[\"=+@',;\u{0}\u{301}]{1,6}".prop_map(Change::Word),
        1 => Just(Change::PageEnd),
    ]
}

fn changed(changes: &[Change]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (line, change) in PLAN.lines().zip(changes) {
        match change {
            Change::Keep => lines.push(line.to_owned()),
            Change::Drop => {}
            Change::Twice => lines.extend([line.to_owned(), line.to_owned()]),
            Change::Swap => lines.insert(lines.len().saturating_sub(1), line.to_owned()),
            Change::Cut(at) => {
                let letters: Vec<char> = line.chars().collect();
                let at = at.index(letters.len() + 1);
                lines.push(letters[..at].iter().collect());
                lines.push(letters[at..].iter().collect());
            }
            Change::Join => match lines.last_mut() {
                Some(last) => last.push_str(line),
                None => lines.push(line.to_owned()),
            },
            Change::Word(word) => lines.push(format!("{line} {word}")),
            Change::PageEnd => lines.push(format!("\u{c}{line}")),
        }
    }
    lines.join("\n")
}

/// Rows of a table of comma-separated values.
fn n_rows(path: &std::path::Path) -> usize {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(Result::unwrap).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_goes_in_comes_out_of_every_form(
        changes in prop::collection::vec(change(), PLAN.lines().count())
    ) {
        let text = changed(&changes);
        let bytes = Bytes::new(text.into_bytes());
        let read = read_document(&Input::stdin(), &bytes, &ReadOptions::default());
        let Ok(reading) = read else {
            // A NUL makes it no text; nothing else is refused.
            prop_assert!(bytes.contains(&0), "{:?}", read.err());
            return Ok(());
        };
        let document = &reading.document;
        prop_assert!(reading.words.is_complete(), "{:?}", reading.words);
        let pages = reading.pages;
        prop_assert_eq!(pages.seen, pages.sheets + pages.other);

        let again = read_document(&Input::stdin(), &bytes, &ReadOptions::default()).unwrap();
        prop_assert_eq!(&again.document, document);
        let json = serde_json::to_vec(document).unwrap();
        let back: Document = serde_json::from_slice(&json).unwrap();
        prop_assert_eq!(&back, document);

        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS {
            let output = folder.path().join(format.name);
            std::fs::create_dir(&output).unwrap();
            let mut exporter = (format.open)(&output.as_path().into(), &ExportOptions::default()).unwrap();
            exporter.document(document).unwrap();
            let written = exporter.finish().unwrap();
            prop_assert!(!written.files.is_empty(), "{}", format.name);
        }
        let rows = |table: &str| n_rows(&folder.path().join("csv").join(table));
        let phases: usize = document.objectives.iter().map(|o| o.phases.len()).sum();
        prop_assert_eq!(rows("objectives.csv"), document.objectives.len());
        prop_assert_eq!(rows("phases.csv"), phases);
        prop_assert_eq!(rows("findings.csv"), document.findings.len());
    }
}
