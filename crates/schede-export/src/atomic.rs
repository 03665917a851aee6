//! Files that are there whole or not at all: a temporary file in the same
//! folder, `fsync`, then a rename over the target.
//!
//! In: bytes. Out: the finished file, or the former one untouched. A file that
//! is dropped before [`AtomicFile::commit`] leaves nothing behind.
//!
//! Not here: which names files get ([`crate::names`]).

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{ExportError, Folder, Result};

/// Bytes gathered before a write: large enough that the system call does not
/// count, small enough for a dozen open tables.
const BUFFER: usize = 256 * 1024;

/// A file being written, not yet visible under its name.
#[derive(Debug)]
pub struct AtomicFile {
    out: BufWriter<Counted>,
    target: PathBuf,
    folder: Folder,
}

/// A finished file: where it is, how long, and the SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The file's path.
    pub path: PathBuf,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 as 64 hexadecimal digits.
    pub sha256: String,
}

impl AtomicFile {
    /// Begins a file that will be `target`, a place in `within` or below it. The folder is
    /// made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made or no file can be made in it.
    pub(crate) fn create(target: &Path, within: Folder) -> Result<Self> {
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            Some(_) | None => Path::new("."),
        };
        fs::create_dir_all(folder).map_err(|e| ExportError::file("make folder", folder, e))?;
        let file = tempfile::Builder::new()
            .prefix(".schede-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(|e| ExportError::file("write in", folder, e))?;
        Ok(Self {
            out: BufWriter::with_capacity(BUFFER, Counted::new(file)),
            target: target.to_owned(),
            folder: within,
        })
    }

    /// The path the file will have.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Puts the finished file in place of the former one.
    ///
    /// # Errors
    /// If the disk is full, the rename is refused, or the former file is not to be
    /// written over; it stays.
    pub fn commit(self) -> Result<Finished> {
        self.close()?.place()
    }

    /// Ends the file: all its bytes are on the disk, but it has not its name.
    ///
    /// # Errors
    /// If the disk is full.
    pub(crate) fn close(self) -> Result<Closed> {
        let target = self.target;
        let fail = |e| ExportError::file("write", &target, e);
        let counted = self.out.into_inner().map_err(|e| fail(e.into_error()))?;
        let Counted { file, bytes, hash } = counted;
        open_to_group(file.as_file()).map_err(fail)?;
        file.as_file().sync_all().map_err(fail)?;
        let finished = Finished {
            path: target.clone(),
            bytes,
            sha256: hex(&hash.finalize()),
        };
        Ok(Closed {
            file,
            finished,
            folder: self.folder,
        })
    }

    /// Turns a failure while writing into this crate's error.
    pub fn failed(&self, source: io::Error) -> ExportError {
        ExportError::file("write", &self.target, source)
    }
}

/// A file with all its bytes and without its name.
#[derive(Debug)]
pub(crate) struct Closed {
    file: NamedTempFile,
    finished: Finished,
    folder: Folder,
}

impl Closed {
    /// Puts the file in place of the former one.
    ///
    /// # Errors
    /// If the rename is refused, or the former file is not to be written over; it stays.
    pub(crate) fn place(self) -> Result<Finished> {
        let Self {
            file,
            finished,
            folder,
        } = self;
        folder.before(&finished)?;
        let persisted = file.persist(&finished.path);
        persisted.map_err(|e| ExportError::file("write", &finished.path, e.error))?;
        sync_folder(&finished.path);
        Ok(finished)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The SHA-256 of a file's bytes as 64 hexadecimal digits.
///
/// # Errors
/// If it cannot be read.
pub fn sha256_of(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(hex(&hash.finalize()))
}

/// The temporary file with the count and hash of what went through.
#[derive(Debug)]
struct Counted {
    file: NamedTempFile,
    bytes: u64,
    hash: Sha256,
}

impl Counted {
    fn new(file: NamedTempFile) -> Self {
        Self {
            file,
            bytes: 0,
            hash: Sha256::new(),
        }
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.bytes += n as u64;
        self.hash.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Temporary files are made for their owner only; results are for everyone
/// whom the folder lets in, as any other new file.
#[cfg(unix)]
fn open_to_group(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_group(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Makes the rename itself durable. Some file systems refuse to sync a folder;
/// the file is complete either way, so that is no error.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use crate::Folder;
    use std::io::Write;

    #[test]
    fn a_file_not_committed_leaves_the_former_one() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        let results = Folder::from(folder.path());
        results.write("a.csv", b"before").unwrap();
        let mut file = results.file("a.csv").unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(std::fs::read(&target).unwrap(), b"before");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named_in_the_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, b"").unwrap();
        let error = Folder::from(&*file).write("a.csv", b"").unwrap_err();
        assert!(
            error.to_string().starts_with("cannot make folder"),
            "{error}"
        );
    }
}
