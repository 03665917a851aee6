//! The books of a run: `manifest.ndjson`, one record a line, appended to and
//! never rewritten.
//!
//! In: what happened. Out: what happened, also after a crash: a line that was
//! cut by one is passed over, and so its document is simply read again.
//!
//! Lines stand in the order in which documents ended; the last line of an input
//! is the one that counts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::discovery::PassedOver;
use crate::error::Failure;
use crate::job::Facts;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = "manifest.ndjson";

/// One line of the manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A run begins.
    Run(RunRecord),
    /// An input came to its end.
    Document(Box<DocumentRecord>),
    /// An input of earlier runs is not among those of this run.
    Dropped {
        /// Its name.
        input: String,
    },
    /// A result is about to be put in place that no run before has written so.
    File(FileRecord),
    /// A run ends.
    End(EndRecord),
}

/// The beginning of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Version of the manifest's shape.
    pub manifest: u32,
    /// The program with its version.
    pub program: String,
    /// Hash of the program's version and of all options that change a reading.
    pub settings: String,
    /// Inputs of the run.
    pub inputs: usize,
    /// What was found beside them and is no input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// Seconds since 1970, by the machine's clock; for people only.
    pub started: u64,
}

/// The end of an input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Name of the input.
    pub input: String,
    /// [`RunRecord::settings`] it was read under.
    pub settings: String,
    /// SHA-256 of its bytes, if they could be had.
    pub sha256: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why there is no document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failure: Option<Failure>,
    /// What the document holds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub facts: Option<Facts>,
    /// Where the document is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub document: Option<Kept>,
}

/// A document in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its key.
    pub key: String,
    /// Length of its JSON.
    pub bytes: u64,
    /// SHA-256 of its JSON.
    pub sha256: String,
}

/// How an input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A document was made of it.
    Read,
    /// It cannot be read, and the program can say why.
    Failed,
    /// The worker that read it hung, swelled or died.
    Quarantined,
}

/// The end of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndRecord {
    /// Whether all was done (else it was stopped).
    pub finished: bool,
    /// Files written, with their hashes.
    pub files: Vec<FileRecord>,
    /// Files of earlier runs that this run did not write anew and that are still
    /// there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_over: Vec<String>,
    /// Files that someone had changed since a run wrote them, and that this run wrote anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ChangedFile>,
    /// What does not add up; empty on a good run.
    pub problems: Vec<String>,
}

/// A result that someone had changed before a run wrote it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFile {
    /// Path within the output folder.
    pub path: String,
    /// Path within the output folder of what was there, as it was changed.
    pub kept: String,
}

/// A file that a run wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path within the output folder.
    pub path: String,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// What a manifest says.
#[derive(Debug, Default)]
pub struct Books {
    /// The last run that began.
    pub last_run: Option<RunRecord>,
    /// Its end, if it got there.
    pub last_end: Option<EndRecord>,
    /// The last record of each input, also of those that were dropped since.
    pub documents: HashMap<String, DocumentRecord>,
    /// Names of the inputs in the order of their first record.
    pub order: Vec<String>,
    /// Names of the inputs that were dropped.
    pub dropped: HashSet<String>,
    /// By path, the files that runs have written, as the last of them left each.
    pub files: BTreeMap<String, FileRecord>,
    /// By path, what runs that did not come to their end had begun to put in place.
    pub begun: HashMap<String, Vec<FileRecord>>,
    /// Lines that could not be understood: cut by a crash.
    pub torn_lines: usize,
    /// The file begins with what no run writes: it is someone else's.
    pub is_foreign: bool,
}

/// Reads the manifest of an output folder; none if there is no manifest.
pub fn read(folder: &Path) -> io::Result<Option<Books>> {
    let file = match File::open(folder.join(MANIFEST)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    regular(&file)?;
    let mut books = Books::default();
    for (at, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line?;
        books.is_foreign |= at == 0 && !begins_a_record(&line);
        books.line(&line);
    }
    Ok(Some(books))
}

/// How every record begins.
const BEGINNING: &[u8] = b"{\"record\":";

/// Whether a line is a record or the beginning of one that a crash cut.
fn begins_a_record(line: &[u8]) -> bool {
    line.starts_with(BEGINNING) || BEGINNING.starts_with(line)
}

impl Books {
    /// The records of the inputs that count, in the order of their first record.
    pub fn current(&self) -> impl Iterator<Item = &DocumentRecord> {
        let known = self.order.iter().filter(|n| !self.dropped.contains(*n));
        known.filter_map(|name| self.documents.get(name))
    }

    /// Whether the last run came to its end: then all that was written is in the books.
    pub(crate) fn is_finished(&self) -> bool {
        self.last_end.as_ref().is_some_and(|end| end.finished)
    }

    fn line(&mut self, line: &[u8]) {
        if line.is_empty() {
            return;
        }
        match serde_json::from_slice(line) {
            Ok(Record::Run(run)) => {
                self.last_run = Some(run);
                self.last_end = None;
            }
            Ok(Record::Document(document)) => {
                let name = document.input.clone();
                self.dropped.remove(&name);
                if self.documents.insert(name.clone(), *document).is_none() {
                    self.order.push(name);
                }
            }
            Ok(Record::Dropped { input }) => {
                self.dropped.insert(input);
            }
            Ok(Record::File(file)) => {
                self.begun.entry(file.path.clone()).or_default().push(file);
            }
            Ok(Record::End(end)) => {
                for file in &end.files {
                    self.begun.remove(&file.path);
                    self.files.insert(file.path.clone(), file.clone());
                }
                self.last_end = Some(end);
            }
            Err(_) => self.torn_lines += 1,
        }
    }
}

/// The manifest, open for appending.
#[derive(Debug)]
pub(crate) struct Manifest {
    file: File,
    path: PathBuf,
    unsynced: u32,
    synced: Instant,
}

/// Records that a power cut may cost: they are read again, no more.
const UNSYNCED_RECORDS: u32 = 256;
const UNSYNCED_TIME: Duration = Duration::from_secs(1);

impl Manifest {
    /// Opens the manifest for appending, or begins one.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(MANIFEST);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)?;
        regular(&file)?;
        end_torn_line(&mut file)?;
        Ok(Self {
            file,
            path,
            unsynced: 0,
            synced: Instant::now(),
        })
    }

    /// Appends a record.
    pub(crate) fn append(&mut self, record: &Record) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.unsynced += 1;
        if self.unsynced >= UNSYNCED_RECORDS || self.synced.elapsed() >= UNSYNCED_TIME {
            self.sync()?;
        }
        Ok(())
    }

    /// Makes everything appended so far safe against a power cut.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()?;
        self.unsynced = 0;
        self.synced = Instant::now();
        Ok(())
    }

    /// Whether the manifest still stands under its name: a folder that was
    /// removed takes it along without any write failing, even if another of the
    /// same name was made since.
    pub(crate) fn is_in_place(&self) -> bool {
        let (ours, there) = (self.file.metadata(), std::fs::metadata(&self.path));
        ours.is_ok_and(|ours| there.is_ok_and(|there| same_file(&ours, &there)))
    }
}

#[cfg(unix)]
pub(crate) fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
pub(crate) fn same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// A manifest is a regular file: a device could yield bytes without end.
fn regular(file: &File) -> io::Result<()> {
    if file.metadata()?.is_file() {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        format!("{MANIFEST} is not a regular file; remove it or write into another folder"),
    ))
}

/// A line that a crash cut is ended, so that the next record begins a line.
fn end_torn_line(file: &mut File) -> io::Result<()> {
    if file.metadata()?.len() == 0 {
        return Ok(());
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    if last != *b"\n" {
        file.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{DocumentRecord, EndRecord, Manifest, Outcome, Record, RunRecord, read};
    use std::fs;

    fn run(inputs: usize) -> Record {
        Record::Run(RunRecord {
            manifest: 1,
            program: "p".to_owned(),
            settings: "s".to_owned(),
            inputs,
            passed_over: Vec::new(),
            started: 0,
        })
    }

    #[test]
    fn a_manifest_cut_at_any_byte_is_read_up_to_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(super::MANIFEST);
        let mut manifest = Manifest::open(folder.path()).unwrap();
        manifest.append(&run(1)).unwrap();
        manifest.append(&run(2)).unwrap();
        let whole = fs::read(&path).unwrap();
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let mut manifest = Manifest::open(folder.path()).unwrap();
            let end = EndRecord {
                finished: true,
                files: Vec::new(),
                left_over: Vec::new(),
                changed: Vec::new(),
                problems: Vec::new(),
            };
            manifest.append(&Record::End(end.clone())).unwrap();
            let books = read(folder.path()).unwrap().unwrap();
            assert_eq!(books.last_end, Some(end), "cut at {length}");
            assert!(books.torn_lines <= 1);
        }
    }

    fn document(input: &str) -> Record {
        Record::Document(Box::new(DocumentRecord {
            input: input.to_owned(),
            settings: "s".to_owned(),
            sha256: None,
            outcome: Outcome::Failed,
            failure: None,
            facts: None,
            document: None,
        }))
    }

    #[test]
    fn an_input_that_was_dropped_counts_again_when_it_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::open(folder.path()).unwrap();
        let current = || -> Vec<String> {
            let books = read(folder.path()).unwrap().unwrap();
            books.current().map(|d| d.input.clone()).collect()
        };
        for record in [document("a"), document("b")] {
            manifest.append(&record).unwrap();
        }
        assert_eq!(current(), ["a", "b"]);
        let input = "a".to_owned();
        manifest.append(&Record::Dropped { input }).unwrap();
        assert_eq!(current(), ["b"]);
        manifest.append(&document("a")).unwrap();
        assert_eq!(current(), ["a", "b"]);
    }

    #[test]
    fn a_manifest_in_place_of_another_is_not_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = Manifest::open(folder.path()).unwrap();
        assert!(manifest.is_in_place());
        let path = folder.path().join(super::MANIFEST);
        fs::rename(&path, folder.path().join("former")).unwrap();
        assert!(!manifest.is_in_place());
        fs::write(&path, "").unwrap();
        assert_eq!(manifest.is_in_place(), cfg!(not(unix)));
    }

    #[test]
    fn no_manifest_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).unwrap().is_none());
    }
}
