//! Documents already read, kept between runs in the folder `.schede` of the
//! output folder.
//!
//! In: the JSON of a document. Out: the same, if nobody has touched it. The
//! store is what makes a run that was killed go on where it stopped; it may be
//! removed at any time, then everything is read again.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use schede_model::key::sha256_hex;

use crate::manifest::Kept;

/// Name of the folder in the output folder.
pub const STATE_FOLDER: &str = ".schede";

/// Documents by key.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store of an output folder; made if it is not there.
    pub(crate) fn open(output: &Path) -> io::Result<Self> {
        let folder = output.join(STATE_FOLDER).join("documents");
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// The key of a document: what was read, under which name, and how.
    pub(crate) fn key(input: &str, sha256: &str, settings: &str) -> String {
        let parts = format!("{input}\u{1f}{sha256}\u{1f}{settings}");
        sha256_hex(parts.as_bytes())[..32].to_owned()
    }

    /// Keeps a document. A crash leaves the whole of it or nothing under its
    /// name; after a power cut its hash tells.
    pub(crate) fn put(&self, key: &str, json: &[u8]) -> io::Result<Kept> {
        let part = self.folder.join(format!("{key}.part"));
        fs::write(&part, json)?;
        fs::rename(&part, self.path(key))?;
        Ok(Kept {
            key: key.to_owned(),
            bytes: json.len() as u64,
            sha256: sha256_hex(json),
        })
    }

    /// A document, if it is there and whole.
    pub(crate) fn get(&self, kept: &Kept) -> Option<Vec<u8>> {
        let json = fs::read(self.path(&kept.key)).ok()?;
        let whole = json.len() as u64 == kept.bytes && sha256_hex(&json) == kept.sha256;
        whole.then_some(json)
    }

    /// Removes all other documents: those of inputs that have changed since, or
    /// were read in another way. What cannot be removed does no harm.
    pub(crate) fn keep_only(&self, keys: &HashSet<String>) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let key = path.file_stem().and_then(OsStr::to_str);
            if !key.is_some_and(|key| keys.contains(key)) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.json"))
    }
}
