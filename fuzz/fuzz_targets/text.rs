//! Any bytes as text: a document or a reason, no panic, no word lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use schede_batch::{Bytes, Input, ReadOptions, read_document};

fuzz_target!(|bytes: &[u8]| {
    let bytes = Bytes::new(bytes.to_vec());
    match read_document(&Input::stdin(), &bytes, &ReadOptions::default()) {
        Ok(reading) => assert!(reading.words.is_complete(), "a word is lost"),
        Err(error) => assert_ne!(error.code(), "panic"),
    }
});
