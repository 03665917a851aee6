//! Any bytes as text, read and written in every form: files or a reason, no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use schede_batch::{Bytes, Input, ReadOptions, read_document};
use schede_export::{ExportOptions, FORMATS};

fuzz_target!(|bytes: &[u8]| {
    let bytes = Bytes::new(bytes.to_vec());
    let Ok(reading) = read_document(&Input::stdin(), &bytes, &ReadOptions::default()) else {
        return;
    };
    for format in FORMATS {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let mut exporter = (format.open)(folder.path(), &ExportOptions::default())
            .expect("an empty folder takes files");
        let written = exporter
            .document(&reading.document)
            .and_then(|()| exporter.finish());
        assert!(written.is_ok(), "{}: {:?}", format.name, written.err());
    }
});
