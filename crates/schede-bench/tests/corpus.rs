//! What fuzzing once broke, and what it found worth keeping, is read without a
//! panic and without a lost word.

#![allow(clippy::unwrap_used)]

use schede_batch::{Bytes, Input, ReadOptions, read_document};
use std::fs;
use std::path::Path;

fn files(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(target);
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap());
    let read = |e: fs::DirEntry| (format!("{:?}", e.path()), fs::read(e.path()).unwrap());
    entries.map(read).collect()
}

fn is_sound(name: &str, bytes: Vec<u8>) {
    match read_document(&Input::stdin(), &Bytes::new(bytes), &ReadOptions::default()) {
        Ok(reading) => assert!(reading.words.is_complete(), "{name}: a word is lost"),
        Err(error) => assert_ne!(error.code(), "panic", "{name}"),
    }
}

#[test]
fn texts_of_the_corpus_are_read() {
    for (name, bytes) in files("text") {
        is_sound(&name, bytes);
    }
}

#[test]
fn pdfs_of_the_corpus_are_read() {
    for (name, bytes) in files("pdf") {
        // As the target does: the corpus holds what follows the head.
        is_sound(&name, [b"%PDF-1.7\n".as_slice(), &bytes].concat());
    }
}
