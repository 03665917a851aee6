//! Any bytes as the manifest of a run: books, no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    std::fs::write(folder.path().join("manifest.ndjson"), bytes).expect("a small file");
    schede_batch::manifest::read(folder.path()).expect("a file that is there is read");
});
