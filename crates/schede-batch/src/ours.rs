//! Which files in an output folder are results of runs, and so may be written over.
//!
//! In: the books of earlier runs. Out: for a file that is there, whether a run wrote it.
//! Each file is booked before it takes its name, with its hash: so it is known for a
//! run's own also when that run was killed, and what someone else puts there under a
//! name that a killed run had meant to use is not.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use schede_export::atomic::{Finished, sha256_of};
use schede_export::{ExportError, Guard};

use crate::manifest::{Books, FileRecord, MANIFEST, Manifest, Record, same_file};
use crate::paths;

/// What runs have written into a folder.
#[derive(Debug)]
pub(crate) struct Ours {
    output: PathBuf,
    /// Results of runs that came to their end, by name.
    finished: HashSet<String>,
    /// The same in lower case: case does not tell files apart on every file system.
    folded: HashSet<String>,
    /// By name, what runs were about to put in place that did not come to their end.
    begun: HashMap<String, Vec<FileRecord>>,
}

impl Ours {
    pub(crate) fn new(output: &Path, books: &Books) -> Self {
        Self {
            output: output.to_owned(),
            finished: books.files.iter().cloned().collect(),
            folded: books.files.iter().map(|name| name.to_lowercase()).collect(),
            begun: books.begun.clone(),
        }
    }

    fn name(&self, path: &Path) -> String {
        paths::to_text(path.strip_prefix(&self.output).unwrap_or(path))
    }

    /// Whether a result has this name but for its case, and is the same file.
    fn is_same_but_for_case(&self, path: &Path, name: &str) -> bool {
        if !self.folded.contains(&name.to_lowercase()) {
            return false;
        }
        let mut results = self.finished.iter();
        results.any(|known| {
            let known_path = self.output.join(paths::from_text(known));
            let (there, asked) = (known_path.metadata(), path.metadata());
            known.to_lowercase() == name.to_lowercase()
                && there.is_ok_and(|there| asked.is_ok_and(|asked| same_file(&there, &asked)))
        })
    }

    fn was_begun(&self, path: &Path, name: &str) -> bool {
        let Some(begun) = self.begun.get(name) else {
            return false;
        };
        let metadata = path.symlink_metadata();
        let is_as_long = |file: &FileRecord| {
            let there = metadata.as_ref();
            there.is_ok_and(|there| there.is_file() && there.len() == file.bytes)
        };
        begun.iter().any(is_as_long)
            && sha256_of(path).is_ok_and(|hash| begun.iter().any(|file| file.sha256 == hash))
    }
}

impl Guard for Ours {
    fn is_ours(&self, existing: &Path) -> bool {
        let name = self.name(existing);
        self.finished.contains(&name)
            || self.is_same_but_for_case(existing, &name)
            || self.was_begun(existing, &name)
    }

    fn will_write(&self, file: &Finished) -> Result<(), ExportError> {
        let name = self.name(&file.path);
        if self.finished.contains(&name) {
            return Ok(());
        }
        let record = Record::File(FileRecord {
            path: name,
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        });
        let booked = Manifest::open(&self.output).and_then(|mut books| books.append(&record));
        booked.map_err(|e| ExportError::file("write", &self.output.join(MANIFEST), e))
    }
}
