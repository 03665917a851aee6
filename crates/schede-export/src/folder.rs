//! The folder that an export is written into, and who is asked before a file in it is
//! written over.
//!
//! In: names of files within the folder. Out: files being written, which ask the guard
//! before they take their names.
//!
//! Not here: how a file is there whole or not at all ([`crate::atomic`]).

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::atomic::{AtomicFile, Finished, sha256_of};
use crate::{ExportError, Result};

/// Knows which files in a folder may be written over.
pub trait Guard: Send + Sync {
    /// Whether an existing file may be written over or removed.
    fn is_ours(&self, existing: &Path) -> bool;

    /// Is told of a finished file before it takes its name.
    ///
    /// # Errors
    /// If that cannot be kept in mind; the file is then not put in place.
    fn will_write(&self, file: &Finished) -> Result<()>;
}

/// A folder for results.
#[derive(Clone)]
pub struct Folder {
    path: PathBuf,
    guard: Option<Arc<dyn Guard>>,
}

impl Folder {
    /// A folder in which `guard` says what may be written over.
    pub fn guarded(path: &Path, guard: Arc<dyn Guard>) -> Self {
        Self {
            path: path.to_owned(),
            guard: Some(guard),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a file of this name. The folder is made if it is not there.
    pub(crate) fn file(&self, name: &str) -> Result<AtomicFile> {
        AtomicFile::create(&self.path.join(name), self.clone())
    }

    /// Writes a whole file at once.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> Result<Finished> {
        use std::io::Write;
        let mut file = self.file(name)?;
        file.write_all(content).map_err(|e| file.failed(e))?;
        file.commit()
    }

    /// Asks whether this finished file may take its name.
    pub(crate) fn before(&self, file: &Finished) -> Result<()> {
        let Some(guard) = &self.guard else {
            return Ok(());
        };
        self.spare(&file.path, std::slice::from_ref(file))?;
        guard.will_write(file)
    }

    /// An error if a file, or one anywhere in a folder, is not to be written over by these.
    /// Where the bytes are the same, nothing is lost.
    pub(crate) fn spare(&self, existing: &Path, by: &[Finished]) -> Result<()> {
        let Some(guard) = &self.guard else {
            return Ok(());
        };
        let Ok(metadata) = existing.symlink_metadata() else {
            return Ok(());
        };
        if metadata.is_dir() {
            let entries = fs::read_dir(existing);
            for entry in entries.map_err(|e| ExportError::file("read folder", existing, e))? {
                let entry = entry.map_err(|e| ExportError::file("read folder", existing, e))?;
                self.spare(&entry.path(), by)?;
            }
            return Ok(());
        }
        let same = |file: &Finished| {
            file.path == existing
                && metadata.is_file()
                && metadata.len() == file.bytes
                && sha256_of(existing).is_ok_and(|hash| hash == file.sha256)
        };
        if guard.is_ours(existing) || by.iter().any(same) {
            Ok(())
        } else {
            Err(ExportError::not_ours(existing))
        }
    }
}

impl From<&Path> for Folder {
    /// A folder in which everything may be written over.
    fn from(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            guard: None,
        }
    }
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guarded = self.guard.is_some();
        let mut shown = f.debug_struct("Folder");
        shown.field("path", &self.path).field("guarded", &guarded);
        shown.finish()
    }
}
