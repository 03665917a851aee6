//! One input: where its bytes are, what it is called, and how to get it.
//!
//! Not here: how inputs are found ([`crate::discovery`]), what they hold.

use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::archive;
use crate::error::{Kind, ReadError};
use crate::paths;

/// The bytes of an input, shared with the thread that reads a PDF.
pub type Bytes = Arc<Vec<u8>>;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// As the user would name it: the path as given, "-", "plans.zip!a/b.pdf".
    pub name: String,
    /// Size in bytes (unpacked), 0 if unknown.
    pub size: u64,
    /// Where the bytes are.
    pub origin: Origin,
}

/// Where the bytes of an input are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A regular file.
    File(#[serde(with = "paths::as_text")] PathBuf),
    /// A stream that can be read once (a pipe named on the command line).
    Stream(#[serde(with = "paths::as_text")] PathBuf),
    /// Standard input.
    Stdin,
    /// An entry of a zip archive.
    Zip {
        /// The archive.
        #[serde(with = "paths::as_text")]
        archive: PathBuf,
        /// Name of the entry.
        entry: String,
        /// Position of the entry in its directory.
        index: usize,
    },
}

impl Input {
    /// A file, under the name it was given.
    pub fn file(path: &Path) -> Self {
        Self {
            name: paths::to_text(path),
            size: std::fs::metadata(path).map_or(0, |m| m.len()),
            origin: Origin::File(path.to_owned()),
        }
    }

    /// Standard input, named "-".
    pub fn stdin() -> Self {
        Self {
            name: "-".to_owned(),
            size: 0,
            origin: Origin::Stdin,
        }
    }

    /// Name of the file without its folder.
    pub fn file_name(&self) -> String {
        match &self.origin {
            Origin::Stdin => "-".to_owned(),
            Origin::File(_) | Origin::Stream(_) | Origin::Zip { .. } => {
                let name = self.name.rsplit(['/', '!']).next();
                name.unwrap_or(&self.name).to_owned()
            }
        }
    }

    /// All bytes of the input, at most `limit`.
    pub fn bytes(&self, limit: u64) -> Result<Bytes, ReadError> {
        self.read(limit)
            .map(Bytes::new)
            .map_err(|kind| ReadError::new(&self.name, kind))
    }

    fn read(&self, limit: u64) -> Result<Vec<u8>, Kind> {
        match &self.origin {
            Origin::File(path) => read_file(path, limit),
            Origin::Stream(path) => read_stream(File::open(path)?, limit),
            Origin::Stdin => read_stream(io::stdin().lock(), limit),
            Origin::Zip {
                archive,
                entry,
                index,
            } => archive::read_entry(archive, entry, *index, limit),
        }
    }
}

/// Reads a file whole and makes sure that it stood still meanwhile.
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Kind> {
    let file = File::open(path)?;
    let before = file.metadata()?;
    if before.len() > limit {
        let found = before.len();
        return Err(Kind::TooLarge { found, limit });
    }
    // Room for the whole file and the look beyond its end.
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0) + 1);
    (&file).take(before.len() + 1).read_to_end(&mut bytes)?;
    let after = std::fs::metadata(path)?;
    let same = before.len() == after.len()
        && bytes.len() as u64 == after.len()
        && before.modified().ok() == after.modified().ok();
    if same { Ok(bytes) } else { Err(Kind::Changed) }
}

/// Reads a stream to its end, at most `limit` bytes.
pub(crate) fn read_stream(stream: impl Read, limit: u64) -> Result<Vec<u8>, Kind> {
    let mut bytes = Vec::new();
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let found = bytes.len() as u64;
    if found > limit {
        return Err(Kind::TooLarge { found, limit });
    }
    Ok(bytes)
}
