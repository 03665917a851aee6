//! What a killed run leaves behind: files it had begun and not finished.
//!
//! They have names that nothing else has, and the folder is locked when they
//! are looked for, so that no other run is writing them.

use std::fs;
use std::path::Path;

use crate::store::STATE_FOLDER;

/// Removes unfinished files. One that cannot be removed does no harm.
pub(crate) fn remove(output: &Path) {
    sweep(output, &|name| {
        name.starts_with(".schede-") && name.ends_with(".part")
    });
    let kept = output.join(STATE_FOLDER).join("documents");
    sweep(&kept, &|name| name.ends_with(".part"));
}

fn sweep(folder: &Path, is_leftover: &dyn Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if is_folder && name != STATE_FOLDER {
            sweep(&entry.path(), is_leftover);
        } else if is_leftover(&name.to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
