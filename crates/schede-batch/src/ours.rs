//! Which files in an output folder are results of runs, and so may be written over.
//!
//! In: the books of earlier runs. Out: for a file that is there, whether a run wrote it.
//! Each file is booked before it takes its name, with its hash: so it is known for a
//! run's own also when that run was killed, and what someone else puts there under a
//! name that a killed run had meant to use is not. A result that someone has changed is
//! written anew, as what the inputs say, and a copy of the changed one is kept aside.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use schede_export::atomic::{Finished, sha256_of};
use schede_export::{ExportError, Guard};

use crate::manifest::{Books, ChangedFile, FileRecord, MANIFEST, Manifest, Record, same_file};
use crate::paths;
use crate::store::STATE_FOLDER;

/// What runs have written into a folder.
#[derive(Debug)]
pub(crate) struct Ours {
    output: PathBuf,
    /// Results of runs that came to their end, by name, as the last of them left each.
    finished: BTreeMap<String, FileRecord>,
    /// The same in lower case: case does not tell files apart on every file system.
    folded: HashSet<String>,
    /// By name, what runs were about to put in place that did not come to their end.
    begun: HashMap<String, Vec<FileRecord>>,
    /// When the books were last written to before this run: later than all results.
    closed: Option<SystemTime>,
    /// Results that someone had changed, and where they are kept.
    changed: Mutex<Vec<ChangedFile>>,
    /// Held by who writes in the books: forms end their files at the same time.
    booking: Mutex<()>,
}

/// Where results that someone had changed are kept, in the folder of the run's own files.
const CHANGED: &str = "changed";

impl Ours {
    pub(crate) fn new(output: &Path, books: &Books) -> Self {
        let manifest = output.join(MANIFEST).metadata();
        Self {
            output: output.to_owned(),
            finished: books.files.clone(),
            folded: books.files.keys().map(|name| name.to_lowercase()).collect(),
            begun: books.begun.clone(),
            closed: manifest.and_then(|there| there.modified()).ok(),
            changed: Mutex::default(),
            booking: Mutex::default(),
        }
    }

    /// Results that someone had changed before this run wrote them anew.
    pub(crate) fn changed(&self) -> Vec<ChangedFile> {
        let changed = self.changed.lock();
        changed.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Results of earlier runs that are still there and are not among these.
    pub(crate) fn left_over(&self, now: &[FileRecord]) -> Vec<String> {
        let now: HashSet<&String> = now.iter().map(|file| &file.path).collect();
        let there = |name: &&String| self.output.join(paths::from_text(name)).is_file();
        let former = self.finished.keys().filter(|name| !now.contains(name));
        former.filter(there).cloned().collect()
    }

    fn name(&self, path: &Path) -> String {
        paths::to_text(path.strip_prefix(&self.output).unwrap_or(path))
    }

    /// Whether a result has this name but for its case, and is the same file.
    fn is_same_but_for_case(&self, path: &Path, name: &str) -> bool {
        if !self.folded.contains(&name.to_lowercase()) {
            return false;
        }
        let mut results = self.finished.keys();
        results.any(|known| {
            let known_path = self.output.join(paths::from_text(known));
            let (there, asked) = (known_path.metadata(), path.metadata());
            known.to_lowercase() == name.to_lowercase()
                && there.is_ok_and(|there| asked.is_ok_and(|asked| same_file(&there, &asked)))
        })
    }

    /// Whether a file is as a run that was killed had put it in place.
    fn was_begun(&self, path: &Path, name: &str) -> bool {
        let begun = self.begun.get(name).map_or(&[][..], Vec::as_slice);
        let metadata = path.symlink_metadata();
        let is_as_long = |file: &FileRecord| {
            let there = metadata.as_ref();
            there.is_ok_and(|there| there.is_file() && there.len() == file.bytes)
        };
        begun.iter().any(is_as_long)
            && sha256_of(path).is_ok_and(|hash| begun.iter().any(|file| file.sha256 == hash))
    }

    /// Whether a result is there and is not as a run has left it.
    fn was_changed(&self, path: &Path, name: &str) -> bool {
        let (Some(left), Ok(there)) = (self.finished.get(name), path.metadata()) else {
            return false;
        };
        let modified = there.modified().ok();
        let is_older = modified.zip(self.closed).is_some_and(|(t, c)| t < c);
        let is_as_long = there.len() == left.bytes;
        let is_as_left =
            is_as_long && (is_older || sha256_of(path).is_ok_and(|hash| hash == left.sha256));
        !is_as_left && !self.was_begun(path, name)
    }

    /// Keeps a copy of a result that someone has changed.
    fn keep(&self, path: &Path, name: &str) -> Result<(), ExportError> {
        let within = Path::new(STATE_FOLDER).join(CHANGED);
        let inside = paths::from_text(name);
        let place = |n: u32| within.join(n.to_string()).join(&inside);
        // A file kept before is not written over.
        let mut n = 1;
        while self.output.join(place(n)).exists() {
            n += 1;
        }
        let kept = place(n);
        let target = self.output.join(&kept);
        let folder = target.parent().unwrap_or(&target);
        fs::create_dir_all(folder)
            .and_then(|()| fs::copy(path, &target))
            .map_err(|e| ExportError::file("keep the changed file as", &target, e))?;
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.push(ChangedFile {
            path: name.to_owned(),
            kept: paths::to_text(&kept),
        });
        Ok(())
    }
}

impl Guard for Ours {
    fn is_ours(&self, existing: &Path) -> bool {
        let name = self.name(existing);
        self.finished.contains_key(&name)
            || self.is_same_but_for_case(existing, &name)
            || self.was_begun(existing, &name)
    }

    fn will_write(&self, file: &Finished) -> Result<(), ExportError> {
        let name = self.name(&file.path);
        if self.was_changed(&file.path, &name) {
            self.keep(&file.path, &name)?;
        }
        let left = self.finished.get(&name);
        if left.is_some_and(|left| left.sha256 == file.sha256) {
            return Ok(());
        }
        let record = Record::File(FileRecord {
            path: name,
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        });
        let _alone = self.booking.lock().unwrap_or_else(PoisonError::into_inner);
        let booked = Manifest::open(&self.output).and_then(|mut books| books.append(&record));
        booked.map_err(|e| ExportError::file("write", &self.output.join(MANIFEST), e))
    }
}
