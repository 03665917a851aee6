//! How fast text becomes records with evidence and findings: one thread, one
//! document of 1, 10 and 100 MB, made from the fixtures so that no two sheets
//! are alike. One is of sheets and nothing else; the other is of sheets among
//! pages of running text, as plans have them.
//!
//! The hash of the input and the choice of a profile are part of what is
//! measured; reading the file and writing the JSON are not. Two more benches
//! say what the parts cost: the flow alone, and writing the JSON.

#![allow(clippy::unwrap_used, missing_docs)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use schede_batch::{Bytes, Input, ReadOptions, read_document};
use std::fs;
use std::path::{Path, PathBuf};

const MEGABYTES: [usize; 3] = [1, 10, 100];

fn main() {
    divan::main();
}

/// Pages of running text beside each sheet of a plan, and lines of each.
const PAGES_BESIDE: usize = 4;
const PAGE_LINES: usize = 45;

#[divan::bench(args = MEGABYTES, sample_count = 5, sample_size = 1)]
fn text_to_records(bencher: Bencher<'_, '_>, megabytes: usize) {
    to_records(bencher, corpus(megabytes << 20, 0));
}

#[divan::bench(args = MEGABYTES, sample_count = 5, sample_size = 1)]
fn plans_to_records(bencher: Bencher<'_, '_>, megabytes: usize) {
    to_records(bencher, corpus(megabytes << 20, PAGES_BESIDE));
}

fn to_records(bencher: Bencher<'_, '_>, text: String) {
    let corpus = Bytes::from(text.into_bytes());
    let (input, options) = (Input::stdin(), ReadOptions::default());
    bencher
        .counter(BytesCount::new(corpus.len()))
        .bench_local(|| read_document(&input, black_box(&corpus), &options).unwrap());
}

#[divan::bench(args = [10], sample_count = 5, sample_size = 1)]
fn records_to_json(bencher: Bencher<'_, '_>, megabytes: usize) {
    let corpus = Bytes::from(corpus(megabytes << 20, 0).into_bytes());
    let reading = read_document(&Input::stdin(), &corpus, &ReadOptions::default()).unwrap();
    bencher
        .counter(BytesCount::new(corpus.len()))
        .bench_local(|| serde_json::to_vec(black_box(&reading.document)).unwrap());
}

/// Text of about this length: the fixtures one after another, again and again,
/// with other names, codes and numbers each time, and so many pages of running text
/// behind each.
fn corpus(length: usize, pages_beside: usize) -> String {
    let sheets = sheets();
    let prose = prose(&sheets);
    let mut prose = prose.chunks(PAGE_LINES).map(|page| page.concat()).cycle();
    let mut text = String::with_capacity(length + (64 << 10));
    for round in 0.. {
        for sheet in &sheets {
            push_varied(sheet, round, &mut text);
            text.push_str("\n\n\n\n");
            for page in prose.by_ref().take(pages_beside) {
                push_varied(&page, round, &mut text);
                text.push_str("\n\n\n\n");
            }
            if text.len() >= length {
                return text;
            }
        }
    }
    unreachable!("the rounds do not end")
}

/// The fixtures that are text with a sheet in it.
fn sheets() -> Vec<String> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut paths: Vec<PathBuf> = fs::read_dir(fixtures.join("regress"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("input.txt"))
        .collect();
    paths.push(fixtures.join("example/piano.txt"));
    paths.sort();
    let texts = paths.iter().filter_map(|p| fs::read_to_string(p).ok());
    let sheets: Vec<String> = texts.filter(|t| t.contains("fase 1")).collect();
    assert!(sheets.len() > 20, "the fixtures are not where they were");
    sheets
}

/// The lines of the sheets that are running text.
fn prose(sheets: &[String]) -> Vec<&str> {
    let lines = sheets.iter().flat_map(|sheet| sheet.split_inclusive('\n'));
    // Neither labels, nor heads of tables and rows, nor columns set by blanks.
    let form = |line: &&str| line.contains([':', '%']) || line.contains("  ");
    let running = |line: &&str| is_long(line) && !form(line);
    lines.filter(running).collect()
}

fn is_long(line: &str) -> bool {
    line.len() > 60
}

/// The sheet with every long line made another.
fn push_varied(sheet: &str, round: usize, text: &mut String) {
    for line in sheet.split_inclusive('\n') {
        let long = is_long(line) && !line.contains("Monitoraggio");
        match line.trim_end().rsplit_once(' ') {
            Some((head, last)) if long && round > 0 => {
                text.push_str(head);
                text.push_str(&format!(" {last} n. {round}\n"));
            }
            _ => text.push_str(line),
        }
    }
}
