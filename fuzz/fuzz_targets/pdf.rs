//! Any bytes behind the head of a PDF: a document or a reason, no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use schede_batch::{Bytes, Input, ReadOptions, read_document};

fuzz_target!(|bytes: &[u8]| {
    let bytes = Bytes::new([b"%PDF-1.7\n", bytes].concat());
    if let Err(error) = read_document(&Input::stdin(), &bytes, &ReadOptions::default()) {
        assert_ne!(error.code(), "panic");
    }
});
