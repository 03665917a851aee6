//! The kept descriptions of the shape are those the definition makes.
//!
//! `UPDATE=1 cargo test -p schede-export --test generated` writes them anew.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use schede_export::generate::generated_files;

#[test]
fn kept_files_are_what_the_definition_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let update = std::env::var_os("UPDATE").is_some();
    let mut drifted = Vec::new();
    for file in generated_files() {
        let path = root.join(file.path);
        if update {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file.content).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&file.content) {
            drifted.push(file.path);
        }
    }
    assert!(
        drifted.is_empty(),
        "{drifted:?} differ from the definition; write them anew with \
         UPDATE=1 cargo test -p schede-export --test generated"
    );
}
