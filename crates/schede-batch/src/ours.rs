//! Which files in an output folder are results of runs, and so may be written over.
//!
//! In: the books of earlier runs. Out: for a file that is there, whether a run wrote it as
//! it is. Each file is booked before it takes its name, with its hash: so it is known for a
//! run's own also when that run was killed. What someone else puts there under a name of
//! ours is not, nor is a result that someone has corrected by hand.

use std::collections::{BTreeMap, HashMap, HashSet};
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
    finished: BTreeMap<String, FileRecord>,
    /// Their names in lower case: case does not tell files apart on every file system.
    folded: HashSet<String>,
    /// By name, what runs were about to put in place that did not come to their end.
    begun: HashMap<String, Vec<FileRecord>>,
}

impl Ours {
    pub(crate) fn new(output: &Path, books: &Books) -> Self {
        Self {
            output: output.to_owned(),
            finished: books.files.clone(),
            folded: books.files.keys().map(|name| name.to_lowercase()).collect(),
            begun: books.begun.clone(),
        }
    }

    fn name(&self, path: &Path) -> String {
        paths::to_text(path.strip_prefix(&self.output).unwrap_or(path))
    }

    /// What runs have put, or were about to put, under this name or under one that differs
    /// in case and is the same file.
    fn known<'a>(&'a self, path: &'a Path, name: &'a str) -> impl Iterator<Item = &'a FileRecord> {
        let is_folded = self.folded.contains(&name.to_lowercase());
        let others = self.finished.iter().filter(move |(known, _)| {
            is_folded && *known != name && self.is_same_but_for_case(path, name, known)
        });
        let named = self.finished.get(name).into_iter();
        let begun = self.begun.get(name).into_iter().flatten();
        named.chain(begun).chain(others.map(|(_, file)| file))
    }

    fn is_same_but_for_case(&self, path: &Path, name: &str, known: &str) -> bool {
        if known.to_lowercase() != name.to_lowercase() {
            return false;
        }
        let known = self.output.join(paths::from_text(known));
        let (there, asked) = (known.metadata(), path.metadata());
        there.is_ok_and(|there| asked.is_ok_and(|asked| same_file(&there, &asked)))
    }
}

impl Guard for Ours {
    fn is_ours(&self, existing: &Path) -> bool {
        let name = self.name(existing);
        let metadata = existing.symlink_metadata();
        let Some(there) = metadata.ok().filter(std::fs::Metadata::is_file) else {
            return false;
        };
        let as_long = self.known(existing, &name);
        let as_long: Vec<_> = as_long.filter(|file| file.bytes == there.len()).collect();
        !as_long.is_empty()
            && sha256_of(existing).is_ok_and(|hash| as_long.iter().any(|file| file.sha256 == hash))
    }

    fn will_write(&self, file: &Finished) -> Result<(), ExportError> {
        let name = self.name(&file.path);
        let is_booked = |known: &FileRecord| known.sha256 == file.sha256;
        if self.finished.get(&name).is_some_and(is_booked) {
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
